/** Steps of the plan as the kernel runs them: dates as instants, limits, ladders, direct dependencies, compiled conditions. */
import { compileCondition } from '../../expression/compile.ts';
import type { Scope } from '../../expression/fact-type.ts';
import type { Expression } from '../../expression/tree.ts';
import { invariant } from '../../invariant.ts';
import { isChoose, possibleIn, usualIn } from '../../plan/choose.ts';
import type { Phase } from '../../plan/phase.ts';
import { ofSteps, type Path, type PlacedStep, type PlanIndex, partOf } from '../../plan/plan-index.ts';
import { type Filled, itemStep, nodeScope, stepScope, waveLayer } from '../../plan/scope.ts';
import { primitiveOf } from '../../plan/step.ts';
import type { Due as WrittenDue } from '../../plan/when.ts';
import { endOfDay, type Instant, instantOf, type ZoneMinutes } from '../../time/civil-date.ts';
import type { Due, StepDefinition, Waits, WaveDefinition } from '../definition.ts';
import { lengthOf, standingOf } from './asking.ts';
import { compileChoice } from './choices.ts';
import { factsOf } from './computed.ts';
import { ofWave, type PlanDates } from './dates.ts';
import { dueOf, dueOfStep, ladderOfStep } from './dues.ts';
import { formRules } from './items.ts';
import { askedOf, compileScoring } from './scores.ts';

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
    ...(placed.occurrence !== undefined && { occurrence: placed.occurrence.number }),
    by: usualIn(step.by) ?? '',
    ...(when !== undefined && { when }),
    waits: waits.get(id) ?? { same: [], above: [], below: [] },
    opens: opensAt(context, placed),
    due: due ?? { kind: 'none' as const, reason: '' },
    ladder: ladderOfStep(plan, step),
    join: step.join ?? plan.defaults.join ?? 'owner-may-go-on',
    onReopen: step.onReopen ?? plan.defaults.onReopen ?? 'hold',
    ...stepChoices(context, placed),
    ...stepWaves(context, placed),
  };
  const of = ofSteps(index, placed).map((one) => one.id);
  switch (primitiveOf(step)) {
    case 'declaration':
      return {
        ...base,
        kind: 'do',
        form: usualIn(step.declaration) ?? '',
        ...formRules(index, context.filled, placed),
      };
    case 'review': {
      const [reviewed] = of;
      invariant(reviewed, `step '${id}' to review a step`);
      const grades = {
        ...(step.rowGrades !== undefined && { rowGrades: step.rowGrades }),
        ...(step.itemGrades !== undefined && { itemGrades: step.itemGrades }),
      };
      return {
        ...base,
        kind: 'decide',
        review: reviewIdOf(index, placed, usualIn(step.review) ?? ''),
        of: reviewed,
        ...grades,
      };
    }
    case 'ask': {
      invariant(step.ask, `step '${id}' to ask`);
      const { purpose, channels = [] } = step.ask;
      const scope = usualIn(step.ask.scope) ?? '';
      const asked = { ...standingOf(index, placed, step.ask), ...askedOf(step.ask) };
      return { ...base, kind: 'ask', purpose, channels, scope, of, ...lengthOf(step.ask), ...asked };
    }
    case 'compute': {
      const scored = compileScoring(index, placed, of);
      if (scored !== undefined) return { ...base, kind: 'compute', compute: scored };
      const { grade, source, rollUp } = step.compute ?? {};
      if (rollUp !== undefined) return { ...base, kind: 'compute', compute: { what: 'roll-up', form: rollUp, of } };
      const rule = plan.rules?.[grade ?? ''];
      invariant(rule && grade !== undefined && source !== undefined, `step '${id}' to name a rule and a source`);
      const graded = { rule: grade, scale: rule.scale, source };
      const items = step.compute?.each === undefined ? undefined : itemStep(index, placed);
      if (items === undefined) return { ...base, kind: 'compute', compute: { what: 'grade', ...graded } };
      // What is derived from items follows them: a new item has its grade before anybody reads it.
      const onReopen = base.onReopen === 'go-on' ? 'redo' : base.onReopen;
      return { ...base, onReopen, kind: 'compute', compute: { what: 'grade-items', ...graded, of: items.id } };
    }
    case 'send':
      return { ...base, kind: 'send', to: usualIn(step.send?.to) ?? '', of };
    case 'sitting':
      return { ...base, kind: 'sit', body: step.sitting?.of ?? '' };
    case 'open': {
      invariant(step.open, `step '${id}' to open a procedure`);
      const { procedure, facts, who = 'system' } = step.open;
      const computed = factsOf(facts, scopeAt(context, placed));
      return { ...base, onReopen: step.onReopen ?? 'redo', kind: 'open', procedure, facts: computed, who };
    }
    case 'reopen': {
      invariant(step.reopen, `step '${id}' to reopen steps`);
      const { reasons, due: limit = plan.defaults.returnDue, most = null, who = 'system' } = step.reopen;
      const steps = step.reopen.steps.flatMap((one) => index.find(one, partOf(placed))?.id ?? []);
      return { ...base, onReopen: step.onReopen ?? 'redo', kind: 'reopen', steps, reasons, limit, most, who };
    }
    case 'wait':
      return { ...base, kind: 'wait' };
  }
}

/** What of the step is chosen by rule when it opens. */
function stepChoices(context: StepContext, placed: PlacedStep): Pick<StepDefinition, 'choices'> {
  const { step, path } = placed;
  const written = [step.by, step.declaration, step.review, step.due, step.ask?.scope, step.send?.to];
  if (!written.some((one) => isChoose<unknown>(one))) return {};
  const scope = scopeAt(context, placed);
  const same = (id: string) => id;
  const by = compileChoice(step.by, scope, same);
  const form = compileChoice(step.declaration, scope, same);
  const review = compileChoice(step.review, scope, (id) => reviewIdOf(context.index, placed, id));
  const due = compileChoice(step.due, scope, dueIn(context, [...path, 'due']));
  const audience = compileChoice(step.ask?.scope, scope, same);
  const to = compileChoice(step.send?.to, scope, same);
  const choices = {
    ...(by && { by }),
    ...(form && { form }),
    ...(review && { review }),
    ...(due && { due }),
    ...(audience && { scope: audience }),
    ...(to && { to }),
  };
  return { choices };
}

/** A limit that stands at a place below `path`. */
export function dueIn({ dates, zone }: StepContext, path: Path): (due: WrittenDue, at: Path) => Due {
  return (due, at) => dueOf(due, [...path, ...at], dates, zone) ?? { kind: 'none', reason: '' };
}

/** What rules and conditions may read where the step opens. */
export function scopeAt({ index, filled }: StepContext, placed: PlacedStep): Scope {
  return stepScope(index, filled, placed);
}

/** Steps that share a review have one definition each, because their limits differ. */
export function reviewIdOf(index: PlanIndex, placed: PlacedStep, review: string): string {
  const users = [...index.steps, ...index.caseSteps].filter((one) => possibleIn(one.step.review).includes(review));
  return users.length === 1 ? review : `${review}@${placed.id}`;
}

export function conditionOf(
  context: StepContext,
  placed: PlacedStep,
  text: string | undefined,
): Expression | undefined {
  if (text === undefined) return undefined;
  const compiled = compileCondition(text, scopeAt(context, placed));
  invariant(!('problems' in compiled), `the condition '${text}' of step '${placed.id}' to compile`);
  return compiled.tree;
}

/** The start of the day on which its window, or its wave's or phase's, begins. */
function opensAt({ dates, zone }: StepContext, placed: PlacedStep, wave?: string): Instant | null {
  const phase = placed.phase?.id ?? '';
  const from =
    wave === undefined
      ? (dates.steps.get(placed.id)?.from ?? dates.phases.get(phase)?.from ?? null)
      : (dates.waves.get(ofWave(placed.id, wave))?.from ?? dates.waves.get(ofWave(phase, wave))?.from ?? null);
  return from === null ? null : instantOf(from, 0, zone);
}

/** When it opens and is due in each wave of its phase; a step that repeats goes by its own dates. */
function stepWaves(context: StepContext, placed: PlacedStep): Pick<StepDefinition, 'waves'> {
  const { index, dates, zone } = context;
  const waves = placed.occurrence === undefined ? (placed.phase?.waves ?? []) : [];
  if (waves.length === 0) return {};
  const none = { kind: 'none' as const, reason: '' };
  const entries = waves.map(({ id }) => {
    const due = dueOfStep(index.plan, dates, placed, zone, id) ?? none;
    return [id, { opens: opensAt(context, placed, id), due }] as const;
  });
  return { waves: Object.fromEntries(entries) };
}

/** The waves of a phase, each with its condition over the facts of its layer. */
export function compileWaves({ index, dates, zone }: StepContext, phase: Phase): readonly WaveDefinition[] {
  return (phase.waves ?? []).map((wave) => {
    const of = waveLayer(index, phase, wave);
    const compiled = compileCondition(wave.if, nodeScope(index, of));
    invariant(!('problems' in compiled), `the condition '${wave.if}' of wave '${wave.id}' to compile`);
    const { from = null, to = null } = dates.waves.get(ofWave(phase.id, wave.id)) ?? {};
    return {
      id: wave.id,
      name: wave.name,
      of,
      if: compiled.tree,
      opens: from === null ? null : instantOf(from, 0, zone),
      ends: to === null ? null : endOfDay(to, zone),
    };
  });
}
