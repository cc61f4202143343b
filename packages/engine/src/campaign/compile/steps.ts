/** Steps of the plan as the kernel runs them: dates as instants, limits, ladders, direct dependencies, compiled conditions. */
import { compileCondition } from '../../expression/compile.ts';
import type { Expression } from '../../expression/tree.ts';
import { invariant } from '../../invariant.ts';
import { ofSteps, type PlacedStep, type PlanIndex, partOf } from '../../plan/plan-index.ts';
import { type Filled, stepScope } from '../../plan/scope.ts';
import { primitiveOf } from '../../plan/step.ts';
import { type Instant, instantOf, type ZoneMinutes } from '../../time/civil-date.ts';
import type { StepDefinition, Waits } from '../definition.ts';
import type { PlanDates } from './dates.ts';
import { dueOfStep, ladderOfStep } from './dues.ts';

export interface StepContext {
  readonly index: PlanIndex;
  readonly filled: readonly Filled[];
  readonly dates: PlanDates;
  readonly zone: ZoneMinutes;
  readonly waits: ReadonlyMap<string, Waits>;
}

/** The definition of a step of a plan that passed the check. */
export function compileStep(context: StepContext, placed: PlacedStep): StepDefinition {
  const { index, dates, zone, waits } = context;
  const { plan } = index;
  const { step, id } = placed;
  const due = dueOfStep(plan, dates, placed, zone);
  const when = conditionOf(context, placed, step.when);
  const base = {
    id,
    name: step.name,
    part: partOf(placed),
    layer: placed.procedure === undefined ? placed.layer : 'case',
    by: step.by,
    ...(when !== undefined && { when }),
    waits: waits.get(id) ?? { same: [], above: [], below: [] },
    opens: opensAt(context, placed),
    due: due ?? { kind: 'none' as const, reason: '' },
    ladder: ladderOfStep(plan, step),
    join: step.join ?? plan.defaults.join ?? 'owner-may-go-on',
    onReopen: step.onReopen ?? plan.defaults.onReopen ?? 'hold',
  };
  const of = ofSteps(index, placed).map((one) => one.id);
  switch (primitiveOf(step)) {
    case 'declaration':
      return { ...base, kind: 'do', form: step.declaration ?? '' };
    case 'review': {
      const [reviewed] = of;
      invariant(reviewed, `step '${id}' to review a step`);
      const grades = step.rowGrades === undefined ? {} : { rowGrades: step.rowGrades };
      return { ...base, kind: 'decide', review: reviewIdOf(index, placed), of: reviewed, ...grades };
    }
    case 'ask': {
      invariant(step.ask, `step '${id}' to ask`);
      const { purpose, channels, scope, days } = step.ask;
      return { ...base, kind: 'ask', purpose, channels, scope, of, days: days ?? null };
    }
    case 'compute': {
      const { grade, source, rollUp } = step.compute ?? {};
      if (rollUp !== undefined) return { ...base, kind: 'compute', compute: { what: 'roll-up', form: rollUp, of } };
      const rule = plan.rules?.[grade ?? ''];
      invariant(rule && grade !== undefined && source !== undefined, `step '${id}' to name a rule and a source`);
      return { ...base, kind: 'compute', compute: { what: 'grade', rule: grade, scale: rule.scale, source } };
    }
    case 'send':
      return { ...base, kind: 'send', to: step.send?.to ?? '', of };
    case 'sitting':
      return { ...base, kind: 'sit', body: step.sitting?.of ?? '' };
    case 'wait':
      return { ...base, kind: 'wait' };
  }
}

/** Steps that share a review have one definition each, because their limits differ. */
export function reviewIdOf(index: PlanIndex, placed: PlacedStep): string {
  const review = placed.step.review ?? '';
  const users = [...index.steps, ...index.caseSteps].filter((one) => one.step.review === review);
  return users.length === 1 ? review : `${review}@${placed.id}`;
}

export function conditionOf(
  context: StepContext,
  placed: PlacedStep,
  text: string | undefined,
): Expression | undefined {
  if (text === undefined) return undefined;
  const compiled = compileCondition(text, stepScope(context.index, context.filled, placed));
  invariant(!('problems' in compiled), `the condition '${text}' of step '${placed.id}' to compile`);
  return compiled.tree;
}

/** The start of the day on which its window, or its phase's, begins. */
function opensAt({ dates, zone }: StepContext, placed: PlacedStep): Instant | null {
  const from = dates.steps.get(placed.id)?.from ?? dates.phases.get(placed.phase?.id ?? '')?.from ?? null;
  return from === null ? null : instantOf(from, 0, zone);
}
