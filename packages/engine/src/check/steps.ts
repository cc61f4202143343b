/** Each step has what its primitive needs. */
import { choicesIn } from '../plan/choose.ts';
import { ofSteps, type PlacedStep, type PlanIndex } from '../plan/plan-index.ts';
import { isBodyRole } from '../plan/role.ts';
import { fieldType, rowForm } from '../plan/scope.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, problem } from './context.ts';

export const checkSteps: Check = ({ plan, index }) => {
  const problems: Problem[] = [];
  plan.continues?.steps.forEach((reference, at) => {
    const placed = index.find(reference);
    if (placed === undefined || (placed.procedure === undefined && placed.step.declaration !== undefined)) return;
    problems.push(problem('step.nothing-to-continue', 'error', ['continues', 'steps', at], { step: placed.step.name }));
  });
  for (const placed of [...index.steps, ...index.caseSteps]) {
    const { step, path } = placed;
    const of = ofSteps(index, placed);
    const needsOf =
      step.review !== undefined ||
      step.send !== undefined ||
      step.compute?.rollUp !== undefined ||
      step.ask?.purpose === 'publicity';
    if (needsOf && step.of === undefined) problems.push(problem('step.missing-of', 'error', path, { step: step.name }));
    if (step.review !== undefined) {
      if (listOf(step.of).length > 1)
        problems.push(problem('step.one-of-only', 'error', [...path, 'of'], { step: step.name }));
      for (const reviewed of of) {
        if (reviewed.step.declaration !== undefined) continue;
        problems.push(
          problem('step.nothing-made', 'error', [...path, 'of'], { step: step.name, name: reviewed.step.name }),
        );
      }
    }
    problems.push(...typeProblems(index, placed));
    const rolledUp = step.compute?.rollUp === undefined ? undefined : plan.forms[step.compute.rollUp];
    if (rolledUp !== undefined && rolledUp.rows === undefined) {
      problems.push(problem('step.not-a-roll-up', 'error', [...path, 'compute', 'rollUp'], { name: rolledUp.name }));
    }
    if (step.compute?.grade !== undefined && step.compute.source === undefined) {
      problems.push(problem('step.grade-source', 'error', [...path, 'compute'], { step: step.name }));
    }
    const sits = plan.roles[step.sitting?.of ?? ''];
    if (sits !== undefined && !isBodyRole(sits, plan.roles))
      problems.push(
        problem('step.sits-no-body', 'error', [...path, 'sitting', 'of'], { step: step.name, role: sits.name }),
      );
    const rule = plan.rules?.[step.compute?.grade ?? ''];
    if (rule !== undefined && rule.of !== 'item' && step.compute?.each === undefined && rule.of !== placed.layer) {
      problems.push(
        problem('order.elsewhere', 'error', [...path, 'compute', 'grade'], {
          step: step.name,
          name: rule.name ?? step.compute?.grade,
          layer: placed.layer,
          other: rule.of,
        }),
      );
    }
    if (step.rowGrades !== undefined) {
      const { fact, scale } = step.rowGrades;
      const field = rowForm(index, placed)?.rows?.fields.find((one) => one.id === fact);
      if (field?.grade?.scale !== scale)
        problems.push(
          problem('step.row-grades', 'error', [...path, 'rowGrades', 'fact'], { step: step.name, name: fact }),
        );
    }
  }
  return problems;
};

/** A fact that several forms of the step have is of one type: whoever reads it cannot know which form was chosen. */
function typeProblems(index: PlanIndex, { step, path }: PlacedStep): Problem[] {
  const known = new Map<string, { readonly type: string; readonly form: string }>();
  return choicesIn(step.declaration).flatMap(({ value, at }) =>
    (index.plan.forms[value]?.fields ?? []).flatMap((field): Problem[] => {
      const type = JSON.stringify(fieldType(index, { ...field, optional: undefined }));
      if (type === undefined) return [];
      const before = known.get(field.id);
      if (before === undefined) known.set(field.id, { type, form: index.plan.forms[value]?.name ?? value });
      if (before === undefined || before.type === type) return [];
      const fields = { step: step.name, name: field.id, form: before.form, other: index.plan.forms[value]?.name };
      return [problem('choose.other-type', 'error', [...path, 'declaration', ...at], fields)];
    }),
  );
}
