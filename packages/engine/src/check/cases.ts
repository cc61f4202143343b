/**
 * What opens cases and has work done again: every part that is named exists, facts are computed as they are wanted, a key fits its event,
 * orders reach only what can be done again, and nothing opens itself for ever.
 */
import { computedProblems } from '../campaign/compile/computed.ts';
import { triggerScope } from '../campaign/compile/procedures.ts';
import { scopeOf } from '../plan/fact.ts';
import { type PlacedStep, partOf } from '../plan/plan-index.ts';
import type { CaseEvent, Procedure, Trigger } from '../plan/procedure.ts';
import { eventScope, stepScope } from '../plan/scope.ts';
import { type CaseStep, primitiveOf } from '../plan/step.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';
import { conditionProblems } from './expressions.ts';

export const checkCases: Check = (context) => {
  const { plan, index } = context;
  return [
    ...(plan.procedures ?? []).flatMap((procedure, p) => procedureProblems(context, procedure, ['procedures', p])),
    ...[...index.steps, ...index.caseSteps].flatMap((placed) => [
      ...openProblems(context, placed),
      ...reopenProblems(context, placed),
      ...upheldProblems(context, placed),
    ]),
    ...endlessProblems(context),
  ];
};

function procedureProblems(context: CheckContext, procedure: Procedure, path: Path): readonly Problem[] {
  const { index, filled } = context;
  const wanted = scopeOf(procedure.facts);
  const problems: Problem[] = [];
  procedure.on?.forEach((trigger, i) => {
    const at = [...path, 'on', i];
    problems.push(...triggerProblems(context, trigger, at));
    const scope = triggerScope(context, procedure.of, trigger);
    if (trigger.if !== undefined)
      problems.push(...conditionProblems(context, trigger.if, [scope, scope], [...at, 'if']));
    problems.push(...computedProblems(trigger.facts, scope, wanted, procedure.name, [...at, 'facts']));
  });
  if (procedure.at !== undefined) {
    const scope = eventScope(index, filled, procedure.of);
    const at = [...path, 'at'];
    if (procedure.at.if !== undefined)
      problems.push(...conditionProblems(context, procedure.at.if, [scope, scope], [...at, 'if']));
    problems.push(...computedProblems(procedure.at.facts, scope, wanted, procedure.name, [...at, 'facts']));
  }
  return problems;
}

const keysOf: Readonly<Record<CaseEvent, readonly string[]>> = {
  'holder-changed': [],
  'place-added': [],
  'place-closed': [],
  'place-changed': [],
  graded: ['scale', 'source'],
  outdated: ['step'],
  overdue: ['step'],
  returned: ['step'],
  'case-ended': ['procedure'],
  shortfall: ['procedure'],
};

function triggerProblems({ plan, index }: CheckContext, trigger: Trigger, path: Path): readonly Problem[] {
  const { event, step, scale, source, procedure } = trigger;
  const possible = keysOf[event];
  const problems: Problem[] = Object.keys({ ...trigger })
    .filter((key) => ['step', 'scale', 'source', 'procedure'].includes(key) && !possible.includes(key))
    .map((key) => problem('procedure.not-for-event', 'error', [...path, key], { key, event, possible }));
  if (step !== undefined && index.find(step) === undefined)
    problems.push(
      problem('reference.step', 'error', [...path, 'step'], { name: step, possible: [...index.byId.keys()] }),
    );
  const scales = Object.keys(plan.scales);
  if (scale !== undefined && !scales.includes(scale))
    problems.push(problem('reference.scale', 'error', [...path, 'scale'], { name: scale, possible: scales }));
  const sources = Object.keys(plan.scales[scale ?? '']?.sources ?? {});
  if (source !== undefined && !sources.includes(source))
    problems.push(problem('reference.grade-source', 'error', [...path, 'source'], { name: source, possible: sources }));
  return [...problems, ...unknownProcedure(plan.procedures, procedure, [...path, 'procedure'])];
}

function unknownProcedure(
  procedures: readonly Procedure[] | undefined,
  name: string | undefined,
  path: Path,
): readonly Problem[] {
  const possible = (procedures ?? []).map(({ id }) => id);
  if (name === undefined || possible.includes(name)) return [];
  return [problem('reference.procedure', 'error', path, { name, possible })];
}

function openProblems({ plan, index, filled }: CheckContext, placed: PlacedStep): readonly Problem[] {
  const { open } = placed.step;
  if (open === undefined) return [];
  const path = [...placed.path, 'open'];
  const other = plan.procedures?.find(({ id }) => id === open.procedure);
  if (other === undefined) return unknownProcedure(plan.procedures, open.procedure, [...path, 'procedure']);
  const scope = stepScope(index, filled, placed);
  const problems = computedProblems(open.facts, scope, scopeOf(other.facts), other.name, [...path, 'facts']);
  const isBelow = index.layers.indexOf(other.of) > index.layers.indexOf(placed.layer);
  if (!isBelow) return problems;
  const fields = { step: placed.step.name, name: other.name, layer: placed.layer, other: other.of };
  return [...problems, problem('procedure.below', 'error', [...path, 'procedure'], fields)];
}

function reopenProblems(context: CheckContext, placed: PlacedStep): readonly Problem[] {
  const steps = placed.step.reopen?.steps;
  return steps === undefined ? [] : againProblems(context, placed, steps, [...placed.path, 'reopen', 'steps']);
}

/** Steps that can be done again from here: filled in by somebody, at this place or below, of this procedure or of a phase. */
function againProblems({ index }: CheckContext, placed: PlacedStep, steps: readonly string[], path: Path) {
  const depth = (layer: string) => index.layers.indexOf(layer);
  const reachable = (one: PlacedStep) =>
    one.step.declaration !== undefined &&
    depth(one.layer) >= depth(placed.layer) &&
    (one.procedure === undefined || one.procedure === placed.procedure);
  const all = [...index.steps, ...index.caseSteps];
  return steps.flatMap((reference, i): Problem[] => {
    const found = index.find(reference, partOf(placed));
    const possible = all.filter(reachable).map(({ id }) => id);
    if (found === undefined) return [problem('reference.step', 'error', [...path, i], { name: reference, possible })];
    if (reachable(found)) return [];
    return [
      problem('reopen.out-of-reach', 'error', [...path, i], {
        step: placed.step.name,
        name: found.step.name,
        possible,
      }),
    ];
  });
}

function upheldProblems(context: CheckContext, placed: PlacedStep): readonly Problem[] {
  const upheld = placed.step.ask?.upheld;
  if (upheld === undefined) return [];
  const path = [...placed.path, 'ask', 'upheld'];
  const problems = againProblems(context, placed, upheld.reopen, [...path, 'reopen']);
  const below = upheld.reopen.flatMap((reference) => {
    const found = context.index.find(reference, partOf(placed));
    return found === undefined || found.layer === placed.layer ? [] : [found.step.name];
  });
  if (below.length === 0 || upheld.again === false) return problems;
  return [...problems, problem('ask.again-below', 'error', path, { step: placed.step.name, names: below })];
}

/** A procedure in which nobody has anything to do and that comes back to itself. */
function endlessProblems({ plan, index }: CheckContext): readonly Problem[] {
  const procedures = plan.procedures ?? [];
  const byItself = new Set(procedures.filter(({ steps }) => steps.every(isAutomatic)).map(({ id }) => id));
  const follows = (one: Procedure): readonly string[] => [
    ...one.steps.flatMap((step) => step.open?.procedure ?? []),
    ...procedures.filter((other) => listOf(other.on).some((trigger) => isSetOff(one, trigger))).map(({ id }) => id),
  ];
  const isSetOff = (one: Procedure, { event, procedure, scale }: Trigger): boolean => {
    if (event === 'case-ended') return (procedure ?? one.id) === one.id;
    if (event !== 'graded') return false;
    const scales = one.steps.flatMap((step) => plan.rules?.[step.compute?.grade ?? '']?.scale ?? []);
    return scale === undefined ? scales.length > 0 : scales.includes(scale);
  };
  return procedures.flatMap((procedure, p): Problem[] => {
    const seen = new Set<string>();
    const open = byItself.has(procedure.id) ? [...follows(procedure)] : [];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id) || !byItself.has(id)) continue;
      seen.add(id);
      const next = procedures.find((one) => one.id === id);
      if (next !== undefined) open.push(...follows(next));
    }
    if (!seen.has(procedure.id)) return [];
    const names = [...seen].map((id) => index.plan.procedures?.find((one) => one.id === id)?.name ?? id);
    return [problem('procedure.endless', 'error', ['procedures', p], { name: procedure.name, names })];
  });
}

function isAutomatic(step: CaseStep): boolean {
  const kind = primitiveOf(step);
  if (kind === 'open') return step.open?.who !== 'owner';
  if (kind === 'reopen') return step.reopen?.who !== 'owner';
  return kind === 'compute' || kind === 'wait';
}
