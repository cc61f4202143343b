/** What is declared and never used is probably a slip of the pen. */
import { possibleIn } from '../plan/choose.ts';
import { stagesOf } from '../plan/course.ts';
import { rolesIn } from '../plan/role.ts';
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
    forms: new Set(steps.flatMap((step) => [...possibleIn(step.declaration), step.compute?.rollUp])),
    rules: new Set(steps.map((step) => step.compute?.grade)),
    reviews: new Set(steps.flatMap((step) => possibleIn(step.review))),
    scores: new Set(steps.map((step) => step.compute?.score)),
    scales: new Set([
      ...Object.values(plan.scores ?? {}).map((score) => score.scale),
      ...Object.values(plan.rules ?? {}).map((rule) => rule.scale),
      ...Object.values(plan.forms).flatMap((form) =>
        [...(form.fields ?? []), ...(form.items?.fields ?? []), ...(form.rows?.fields ?? [])].map(
          (field) => field.grade?.scale,
        ),
      ),
    ]),
    roles: new Set([
      plan.office,
      ...listOf(plan.orders?.by),
      ...Object.values(plan.roles).flatMap(rolesIn),
      ...Object.values(plan.scores ?? {}).flatMap((score) => Object.keys(score.assessors?.groups ?? {})),
      ...plan.defaults.ladder.escalations.map((rung) => rung.to),
      ...(plan.procedures ?? []).map((procedure) => procedure.opens),
      ...Object.values(plan.forms).flatMap((form) => (form.signatures ?? []).map((signature) => signature.by)),
      ...Object.values(plan.reviews ?? {}).flatMap((review) => [
        review.return.past,
        ...listOf(review.return.raise).map((one) => one.role),
        ...stagesOf(review).flatMap(({ stage }) => [
          ...possibleIn(stage.by),
          stage.selfReview,
          ...listOf(stage.copies),
          ...listOf(stage.ladder?.escalations).map((rung) => rung.to),
          ...weighted(stage),
        ]),
      ]),
      ...steps.flatMap((step) => [
        ...possibleIn(step.by),
        ...possibleIn(step.ask?.scope),
        ...listOf(step.ask?.groups),
        ...possibleIn(step.send?.to),
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
