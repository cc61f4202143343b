/** What is declared and never used is probably a slip of the pen. */
import { stagesOf } from '../plan/course.ts';
import type { Stage } from '../plan/stage.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, problem } from './context.ts';

function weighted({ decide }: Stage): readonly string[] {
  return typeof decide === 'object' && 'weights' in decide ? Object.keys(decide.weights ?? {}) : [];
}

export const checkUnused: Check = ({ plan, index }) => {
  const steps = [...index.steps, ...index.caseSteps].map((placed) => placed.step);
  const used = {
    forms: new Set(steps.flatMap((step) => [step.declaration, step.compute?.rollUp])),
    rules: new Set(steps.map((step) => step.compute?.grade)),
    reviews: new Set(steps.map((step) => step.review)),
    scales: new Set([
      ...Object.values(plan.rules ?? {}).map((rule) => rule.scale),
      ...Object.values(plan.forms).flatMap((form) =>
        [...(form.fields ?? []), ...(form.rows?.fields ?? [])].map((field) => field.grade?.scale),
      ),
    ]),
    roles: new Set([
      plan.office,
      ...plan.defaults.ladder.escalations.map((rung) => rung.to),
      ...(plan.procedures ?? []).map((procedure) => procedure.opens),
      ...Object.values(plan.forms).flatMap((form) => (form.signatures ?? []).map((signature) => signature.by)),
      ...Object.values(plan.reviews ?? {}).flatMap((review) => [
        review.return.past,
        ...listOf(review.return.raise).map((one) => one.role),
        ...stagesOf(review).flatMap(({ stage }) => [
          stage.by,
          stage.selfReview,
          ...listOf(stage.copies),
          ...listOf(stage.ladder?.escalations).map((rung) => rung.to),
          ...weighted(stage),
        ]),
      ]),
      ...steps.flatMap((step) => [
        step.by,
        step.ask?.scope,
        step.send?.to,
        step.sitting?.of,
        ...listOf(step.ladder?.escalations).map((rung) => rung.to),
      ]),
    ]),
  } satisfies Record<string, ReadonlySet<string | undefined>>;
  return Object.entries(used).flatMap(([kind, names]): Problem[] =>
    Object.keys(plan[kind as keyof typeof used] ?? {})
      .filter((name) => !(names as ReadonlySet<string | undefined>).has(name))
      .map((name) => problem('plan.unused', 'advice', [kind, name], { name })),
  );
};
