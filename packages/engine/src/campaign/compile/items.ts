/**
 * What of items the kernel has to know: whose items some expression, rule or form reads, and then all that is read of them; the rows
 * that a form takes from another step; the checks of a form. Where nobody reads items nothing is added.
 */
import { compileCondition } from '../../expression/compile.ts';
import type { Expression } from '../../expression/tree.ts';
import { invariant } from '../../invariant.ts';
import { possibleIn } from '../../plan/choose.ts';
import { type PlacedStep, type PlanIndex, partOf } from '../../plan/plan-index.ts';
import { checkScope, type Filled, itemIn, itemStep, stepScope } from '../../plan/scope.ts';
import type { Definitions, DoStep, FormCheck, StepDefinition } from '../definition.ts';

type Uncounted = Omit<Definitions, 'campaign' | 'campaignHash'>;

/** What a step that hands in a form knows of its rows and checks. */
export function formRules(
  index: PlanIndex,
  filled: readonly Filled[],
  placed: PlacedStep,
): Pick<DoStep, 'itemsFrom' | 'checks'> {
  const forms = possibleIn(placed.step.declaration);
  const from = forms.flatMap((id) => {
    const taken = index.plan.forms[id]?.items?.from;
    const of = taken === undefined ? undefined : index.find(taken.step, partOf(placed));
    if (taken === undefined || of === undefined) return [];
    const scope = stepScope(index, filled, placed);
    const condition = taken.if === undefined ? {} : { if: treeOf(taken.if, scope, itemIn(scope, of)) };
    return [[id, { step: of.id, ...condition }] as const];
  });
  const checks = forms.flatMap((id) => {
    const written = index.plan.forms[id]?.checks ?? [];
    if (written.length === 0) return [];
    const scope = checkScope(index, id, placed.layer);
    const compiled = written.map((one): FormCheck => {
      return { if: treeOf(one.if, scope), says: one.says, severity: one.severity };
    });
    return [[id, compiled] as const];
  });
  return {
    ...(from.length > 0 && { itemsFrom: Object.fromEntries(from) }),
    ...(checks.length > 0 && { checks: Object.fromEntries(checks) }),
  };
}

function treeOf(
  text: string,
  ...[scope, element]: [Parameters<typeof compileCondition>[1], ReturnType<typeof itemIn>?]
): Expression {
  const compiled = compileCondition(text, scope, [], element);
  invariant(!('problems' in compiled), `the condition '${text}' to compile`);
  return compiled.tree;
}

/** The definitions, with the steps marked whose items anything in them reads. */
export function withItemsRead<T extends Uncounted>(definitions: T, index: PlanIndex): T {
  const read = new Set<string>();
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { op, path, kind, itemsFrom } = part as Readonly<Record<string, unknown>>;
    if (op === 'fact' && Array.isArray(path) && path[2] === 'items') read.add(`${path[0]}.${path[1]}`);
    if (kind === 'do' && typeof itemsFrom === 'object')
      for (const { step } of Object.values(itemsFrom as NonNullable<DoStep['itemsFrom']>)) read.add(step);
    for (const inner of Object.values(part)) walk(inner);
  };
  walk(definitions);
  for (const placed of [...index.steps, ...index.caseSteps]) {
    const of = placed.step.compute?.each === undefined ? undefined : itemStep(index, placed);
    if (of !== undefined) read.add(of.id);
  }
  if (read.size === 0) return definitions;
  const marked = (step: StepDefinition): StepDefinition => {
    const placed = index.byId.get(step.id);
    return step.kind === 'do' && placed !== undefined && read.has(step.id)
      ? { ...step, itemsRead: itemsOf(index, placed) }
      : step;
  };
  return {
    ...definitions,
    steps: definitions.steps.map(marked),
    procedures: definitions.procedures.map((one) => ({ ...one, steps: one.steps.map(marked) })),
  };
}

/** Every fact and grade that items of the step may have, whoever reads them. */
function itemsOf(index: PlanIndex, placed: PlacedStep): NonNullable<DoStep['itemsRead']> {
  const fields = possibleIn(placed.step.declaration)
    .flatMap((id) => index.plan.forms[id]?.items?.fields ?? [])
    .filter((field) => field.fact !== undefined || field.grade !== undefined);
  const stated = fields.flatMap(({ id, grade }) =>
    grade === undefined ? [] : [{ ...grade, fact: id, optional: true as const }],
  );
  const given = [...index.steps, ...index.caseSteps].flatMap((other) => {
    const { compute, itemGrades } = other.step;
    const scale = index.plan.rules?.[compute?.grade ?? '']?.scale;
    const computed =
      compute?.each !== undefined && itemStep(index, other)?.id === placed.id && scale !== undefined
        ? [{ scale, source: compute.source ?? '', ...(other.step.when !== undefined && { optional: true as const }) }]
        : [];
    const reviewed = itemGrades === undefined ? undefined : index.find([other.step.of].flat()[0] ?? '', partOf(other));
    const approved =
      itemGrades !== undefined && reviewed?.id === placed.id
        ? [{ scale: itemGrades.scale, source: itemGrades.approved, optional: true as const }]
        : [];
    return [...computed, ...approved];
  });
  const grades = new Map([...given, ...stated].map((one) => [`${one.scale}.${one.source}`, one] as const));
  return { facts: [...new Set(fields.map((field) => field.id))], grades: [...grades.values()] };
}
