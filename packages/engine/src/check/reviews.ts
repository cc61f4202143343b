/** A return reaches the filler and comes back to the review; a stage has somebody to decide, and somebody else when that is the filler. */
import { ofSteps } from '../plan/plan-index.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, problem } from './context.ts';

export const checkReviews: Check = ({ plan, index }) => {
  const problems: Problem[] = [];
  for (const [id, review] of Object.entries(plan.reviews ?? {})) {
    const path = ['reviews', id];
    const { name } = review;
    const users = [...index.steps, ...index.caseSteps].filter((placed) => placed.step.review === id);
    const several = Array.isArray(review.return.to);
    const targets = listOf(review.return.to).map((reference, at) => ({
      target: index.find(reference),
      path: [...path, 'return', 'to', ...(several ? [at] : [])],
    }));
    for (const user of users) {
      for (const { target, path: at } of targets) {
        if (target === undefined) continue;
        const fields = { review: name, name: target.step.name };
        if (target.layer !== user.layer)
          problems.push(
            problem('return.other-layer', 'error', at, { ...fields, layer: user.layer, other: target.layer }),
          );
        else if (!index.isBefore(target.id, user.id)) problems.push(problem('return.not-before', 'error', at, fields));
      }
      for (const of of ofSteps(index, user)) {
        const known = targets.flatMap(({ target }) => target ?? []);
        const again =
          (of.step.onReopen ?? plan.defaults.onReopen) === 'redo' &&
          known.some((target) => index.isBefore(target.id, of.id));
        if (known.length > 0 && !again && !known.some((target) => target.id === of.id)) {
          problems.push(
            problem('return.never-back', 'error', [...path, 'return', 'to'], { review: name, name: of.step.name }),
          );
        }
      }
    }
    if ((review.return.maxRounds === undefined) !== (review.return.past === undefined)) {
      problems.push(problem('return.no-rounds-owner', 'error', [...path, 'return'], { review: name }));
    }
    if (review.stages.every((stage) => stage.when !== undefined))
      problems.push(problem('stage.all-conditional', 'error', [...path, 'stages'], { review: name }));
    review.stages.forEach((stage, s) => {
      const at = [...path, 'stages', s];
      if (stage.outcomes !== undefined && !stage.outcomes.some((outcome) => outcome.leads === 'forward')) {
        problems.push(problem('stage.no-way-on', 'error', [...at, 'outcomes'], { name: stage.name }));
      }
      const role = plan.roles[stage.by];
      if (role === undefined) return;
      const meets = stage.decide !== undefined && stage.decide !== 'one';
      const isBody = role.relation === 'body';
      if (meets && !isBody)
        problems.push(problem('stage.not-a-body', 'error', [...at, 'decide'], { name: stage.name, role: role.name }));
      if (!meets && isBody)
        problems.push(problem('stage.body-alone', 'error', at, { name: stage.name, role: role.name }));
      // By the same role that fills: nobody but the filler can be the reviewer.
      const filler = users.flatMap((user) => ofSteps(index, user)).find((of) => of.step.by === stage.by);
      if (filler !== undefined && !isBody && (stage.selfReview === undefined || stage.selfReview === stage.by)) {
        problems.push(
          problem('stage.self-review', 'error', [...at, stage.selfReview === undefined ? 'by' : 'selfReview'], {
            name: stage.name,
            where: filler.step.name,
          }),
        );
      }
    });
  }
  return problems;
};
