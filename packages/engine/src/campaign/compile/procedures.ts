/** Procedures as the kernel runs them: their steps, what opens a case by itself, and how often there must be one. */
import type { Scope } from '../../expression/fact-type.ts';
import { scopeOf } from '../../plan/fact.ts';
import type { PlanIndex } from '../../plan/plan-index.ts';
import type { Calendar, Procedure, Trigger } from '../../plan/procedure.ts';
import { eventScope } from '../../plan/scope.ts';
import { calendarPeriods } from '../../time/calendar-periods.ts';
import { type Instant, instantOf } from '../../time/civil-date.ts';
import type { ProcedureDefinition, TriggerDefinition } from '../definition.ts';
import { conditionIn, factsOf } from './computed.ts';
import { compileStep, type StepContext } from './steps.ts';

export function compileProcedure(context: StepContext, procedure: Procedure, at: number): ProcedureDefinition {
  const { index } = context;
  const { id, name, of, opens, facts } = procedure;
  return {
    id,
    name,
    of,
    opens,
    facts: Object.keys(facts ?? {}),
    types: scopeOf(facts),
    steps: index.caseSteps
      .filter((placed) => placed.procedure === procedure)
      .map((placed) => compileStep(context, placed)),
    ...(procedure.on !== undefined && {
      on: procedure.on.map((trigger) => compileTrigger(context, procedure, trigger)),
    }),
    ...(procedure.at !== undefined && { at: compileCalendar(context, procedure, procedure.at, at) }),
    ...(procedure.least !== undefined && { least: leastOf(context, procedure.least) }),
    ...(isWatched(index, procedure) && { ends: true as const }),
  };
}

/** Does anything look at whether a case is over? Else nothing is said of it. */
function isWatched({ plan, caseSteps }: PlanIndex, procedure: Procedure): boolean {
  const { id, on, at, least } = procedure;
  const others = plan.procedures ?? [];
  const own = caseSteps.filter((placed) => placed.procedure === procedure).map(({ step }) => step);
  return (
    on !== undefined ||
    at !== undefined ||
    least !== undefined ||
    own.some((step) => step.open !== undefined || step.reopen !== undefined) ||
    [...plan.phases, ...others].some((part) => part.steps.some((step) => step.open?.procedure === id)) ||
    others.some((one) => one.on?.some((trigger) => trigger.event === 'case-ended' && (trigger.procedure ?? id) === id))
  );
}

/** What may be read where the event happens: at the node, or in the case that the trigger names. */
export function triggerScope(
  { index, filled }: Pick<StepContext, 'index' | 'filled'>,
  of: string,
  trigger: Trigger,
): Scope {
  const inCase =
    trigger.event === 'case-ended'
      ? index.plan.procedures?.find((one) => one.id === trigger.procedure)
      : index.find(trigger.step ?? '')?.procedure;
  return eventScope(index, filled, of, inCase);
}

function compileTrigger(context: StepContext, { of }: Procedure, trigger: Trigger): TriggerDefinition {
  const { event, step, scale, source, procedure } = trigger;
  const scope = triggerScope(context, of, trigger);
  const placed = step === undefined ? undefined : context.index.find(step);
  return {
    event,
    ...(placed !== undefined && { step: placed.id }),
    ...(scale !== undefined && { scale }),
    ...(source !== undefined && { source }),
    ...(procedure !== undefined && { procedure }),
    ...conditionIn(trigger.if, scope),
    facts: factsOf(trigger.facts, scope),
  };
}

function compileCalendar(
  { index, filled, dates, zone }: StepContext,
  { of }: Procedure,
  calendar: Calendar,
  at: number,
): NonNullable<ProcedureDefinition['at']> {
  const scope = eventScope(index, filled, of);
  const days =
    calendar.every !== undefined
      ? dates.period === null
        ? []
        : calendarPeriods(dates.period, calendar.every).map(({ from }) => from)
      : (calendar.on ?? []).flatMap((_, i) => dates.dues.get(JSON.stringify(['procedures', at, 'at', 'on', i])) ?? []);
  const times = [...new Set(days)].sort((one, other) => one - other).map((day): Instant => instantOf(day, 0, zone));
  return { times, ...conditionIn(calendar.if, scope), facts: factsOf(calendar.facts, scope) };
}

function leastOf({ dates, zone }: StepContext, least: NonNullable<Procedure['least']>) {
  const periods = dates.period === null ? [] : calendarPeriods(dates.period, least.in);
  return {
    count: least.count,
    periods: periods.map(({ from, to }) => ({ from: instantOf(from, 0, zone), to: instantOf(to + 1, 0, zone) })),
  };
}
