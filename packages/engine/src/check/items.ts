/** What reads or grades items names a step that hands some in, before it and at the same place; checks of forms are typed. */
import { compileCondition } from '../expression/compile.ts';
import { possibleIn } from '../plan/choose.ts';
import { ofSteps, type PlacedStep, partOf } from '../plan/plan-index.ts';
import { checkScope, itemIn, itemStep, stepScope } from '../plan/scope.ts';
import type { Problem } from '../problem.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';
import { namedLater } from './expressions.ts';

export const checkItems: Check = (context) => {
  const { plan, index, filled } = context;
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const placed of [...index.steps, ...index.caseSteps]) {
    const { step, path } = placed;
    problems.push(...gradingProblems(context, placed));
    if (step.itemGrades !== undefined) {
      const [of] = ofSteps(index, placed);
      if (step.review === undefined || of === undefined || !handsInItems(context, of))
        problems.push(noItems(placed, of, [...path, 'itemGrades']));
    }
    for (const id of possibleIn(step.declaration)) {
      const form = plan.forms[id];
      const at: Path = ['forms', id];
      const from = form?.items?.from;
      if (from !== undefined) {
        const where = [...at, 'items', 'from'];
        const of = index.find(from.step, partOf(placed));
        problems.push(...sourceProblems(context, placed, of, from.step, [...where, 'step']));
        const scope = stepScope(index, filled, placed);
        if (from.if !== undefined && of !== undefined) {
          const compiled = compileCondition(from.if, scope, [...where, 'if'], itemIn(scope, of));
          if ('problems' in compiled)
            problems.push(
              ...namedLater(context, compiled.problems, stepScope(index, filled, placed, true), [...where, 'if']),
            );
        }
      }
      form?.checks?.forEach((check, c) => {
        const compiled = compileCondition(check.if, checkScope(index, id, placed.layer), [...at, 'checks', c, 'if']);
        if ('problems' in compiled) problems.push(...compiled.problems);
      });
    }
  }
  // A form that several steps hand in is asked about once.
  return problems.filter((one) => {
    const key = JSON.stringify([one.code, one.path, one.words]);
    return !seen.has(key) && seen.add(key);
  });
};

function gradingProblems(context: CheckContext, placed: PlacedStep): Problem[] {
  const { plan, index } = context;
  const { step, path } = placed;
  const { compute } = step;
  if (compute === undefined) return [];
  const at: Path = [...path, 'compute'];
  const problems: Problem[] = [];
  const rule = plan.rules?.[compute.grade ?? ''];
  const forItems = compute.each === 'item';
  if (rule !== undefined && forItems !== (rule.of === 'item'))
    problems.push(
      problem('rule.for-items', 'error', [...at, 'grade'], {
        step: step.name,
        name: rule.name ?? compute.grade,
        of: rule.of,
        layer: placed.layer,
      }),
    );
  if (!forItems) return problems;
  const { of: reference } = compute;
  if (reference === undefined) return [...problems, problem('step.missing-of', 'error', at, { step: step.name })];
  const of = itemStep(index, placed);
  problems.push(...sourceProblems(context, placed, of, reference, [...at, 'of']));
  for (const id of possibleIn(of?.step.declaration)) {
    plan.forms[id]?.items?.fields.forEach((field, f) => {
      if (field.id === 'grade')
        problems.push(
          problem('form.grade-field', 'error', ['forms', id, 'items', 'fields', f, 'id'], {
            form: plan.forms[id]?.name,
            step: step.name,
          }),
        );
    });
  }
  return problems;
}

/** The step whose items are used is there, has some, comes before and stands at the same nodes. */
function sourceProblems(
  context: CheckContext,
  placed: PlacedStep,
  of: PlacedStep | undefined,
  reference: string,
  path: Path,
): Problem[] {
  const { index } = context;
  const { name } = placed.step;
  if (of === undefined) {
    const possible = [...index.byId.values()].filter((one) => handsInItems(context, one)).map((one) => one.id);
    return [problem('reference.step', 'error', path, { name: reference, possible })];
  }
  if (!handsInItems(context, of)) return [noItems(placed, of, path)];
  const fields = { step: name, name: of.step.name };
  const problems: Problem[] = [];
  const ofSubject = placed.procedure !== undefined && of.procedure === undefined;
  if (ofSubject)
    problems.push(problem('order.elsewhere', 'error', path, { ...fields, layer: 'case', other: of.layer }));
  else if (!index.isBefore(of.id, placed.id)) problems.push(problem('order.not-before', 'error', path, fields));
  if (!ofSubject && of.layer !== placed.layer)
    problems.push(problem('order.elsewhere', 'error', path, { ...fields, layer: placed.layer, other: of.layer }));
  return problems;
}

function noItems({ step }: PlacedStep, of: PlacedStep | undefined, path: Path): Problem {
  return problem('step.no-items', 'error', path, { step: step.name, name: of?.step.name ?? '—' });
}

function handsInItems({ plan }: CheckContext, { step }: PlacedStep): boolean {
  return possibleIn(step.declaration).some((id) => plan.forms[id]?.items !== undefined);
}
