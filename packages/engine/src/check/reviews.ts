/** A return reaches the filler and comes back to the review; somebody decides at every place, and a change after approval opens something. */
import { possibleIn } from '../plan/choose.ts';
import { isGroup, stagesOf } from '../plan/course.ts';
import { ofSteps, type PlacedStep, type PlanIndex } from '../plan/plan-index.ts';
import type { Review } from '../plan/review.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, type Path, problem } from './context.ts';

export const checkReviews: Check = ({ plan, index }) =>
  Object.entries(plan.reviews ?? {}).flatMap(([id, review]): Problem[] => {
    const path: Path = ['reviews', id];
    const users = [...index.steps, ...index.caseSteps].filter((placed) => possibleIn(placed.step.review).includes(id));
    const several = Array.isArray(review.return.to);
    const at: Path = [...path, 'return', 'to'];
    const places = (one: number): Path => (several ? [...at, one] : at);
    return [
      ...returnsTo(index, review, users, listOf(review.return.to), places, at),
      ...outcomeReturns(index, review, users, path),
      ...raiseProblems(review, [...path, 'return']),
      ...courseProblems(review, path),
      ...changeProblems(review, [...path, 'onChange']),
    ];
  });

/** The steps that a return reopens lie before the review, on its layer, and bring what is reviewed back to it. */
function returnsTo(
  index: PlanIndex,
  review: Review,
  users: readonly PlacedStep[],
  references: readonly string[],
  places: (one: number) => Path,
  whole: Path,
): Problem[] {
  const problems: Problem[] = [];
  const targets = references.map((reference, one) => ({ target: index.find(reference), path: places(one) }));
  for (const user of users) {
    for (const { target, path } of targets) {
      if (target === undefined) continue;
      const fields = { review: review.name, name: target.step.name };
      // Further down is a return to those who made what was gathered here.
      if (target.layer !== user.layer && !isBelow(index, target.layer, user.layer))
        problems.push(
          problem('return.other-layer', 'error', path, { ...fields, layer: user.layer, other: target.layer }),
        );
      else if (!index.isBefore(target.id, user.id)) problems.push(problem('return.not-before', 'error', path, fields));
    }
    for (const of of ofSteps(index, user)) {
      const known = targets.flatMap(({ target }) => target ?? []);
      const again =
        (of.step.onReopen ?? index.plan.defaults.onReopen) === 'redo' &&
        known.some((target) => index.isBefore(target.id, of.id));
      if (known.length > 0 && !again && !known.some((target) => target.id === of.id)) {
        problems.push(problem('return.never-back', 'error', whole, { review: review.name, name: of.step.name }));
      }
    }
  }
  return problems;
}

function isBelow(index: PlanIndex, layer: string, above: string): boolean {
  const { layers } = index;
  return layers.includes(above) && layers.indexOf(layer) > layers.indexOf(above);
}

/** An outcome may name other steps to be done again; the same holds of them. */
function outcomeReturns(index: PlanIndex, review: Review, users: readonly PlacedStep[], path: Path): Problem[] {
  return stagesOf(review).flatMap(({ stage, path: at }) =>
    (stage.outcomes ?? []).flatMap((outcome, o) => {
      const here: Path = [...path, ...at, 'outcomes', o, 'steps'];
      return outcome.steps === undefined || outcome.leads !== 'return'
        ? []
        : returnsTo(index, review, users, outcome.steps, (one) => [...here, one], here);
    }),
  );
}

function raiseProblems({ name, return: back }: Review, path: Path): Problem[] {
  const problems: Problem[] = [];
  const short = back.maxRounds !== undefined || back.past !== undefined;
  if ((back.maxRounds === undefined) !== (back.past === undefined))
    problems.push(problem('return.no-rounds-owner', 'error', path, { review: name }));
  if (short && back.raise !== undefined)
    problems.push(problem('return.raised-twice', 'error', [...path, 'raise'], { review: name }));
  back.raise?.forEach(({ past }, at) => {
    const before = back.raise?.[at - 1]?.past;
    if (before !== undefined && past <= before)
      problems.push(
        problem('return.raise-order', 'error', [...path, 'raise', at, 'past'], { review: name, past, before }),
      );
  });
  return problems;
}

function courseProblems(review: Review, path: Path): Problem[] {
  const problems: Problem[] = [];
  const stages = stagesOf(review).map(({ stage }) => stage);
  const fields = { review: review.name };
  if (stages.every((stage) => stage.when !== undefined))
    problems.push(problem('stage.all-conditional', 'error', [...path, 'stages'], fields));
  if (stages.every((stage) => stage.advice === true))
    problems.push(problem('stage.only-advice', 'error', [...path, 'stages'], fields));
  review.stages.forEach((entry, e) => {
    if (!isGroup(entry) || entry.branches.length > 1) return;
    problems.push(problem('group.one-branch', 'error', [...path, 'stages', e, 'branches'], { name: entry.name }));
  });
  return problems;
}

function changeProblems({ name, onChange }: Review, path: Path): Problem[] {
  const { then, stages } = typeof onChange === 'object' ? onChange : { then: onChange, stages: undefined };
  if (then === 'short' && stages === undefined) return [problem('change.no-stages', 'error', path, { review: name })];
  if (then !== 'short' && stages !== undefined)
    return [problem('change.not-short', 'error', [...path, 'stages'], { review: name, then })];
  return [];
}
