/**
 * What was approved has changed materially: the approval is outdated, and what the plan says is opened. Where several reviews approved
 * the same, the most thorough of what they ask for is done once.
 */
import type { DecideStep, OnChange, ReviewDefinition } from '../campaign/definition.ts';
import { reviewKey, type StageId, type StepId } from '../campaign/keys.ts';
import { differenceOf } from '../forms/difference.ts';
import type { NodeState, Output, ReviewState } from '../kernel/state.ts';
import { dueFrom } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { moveStep } from '../step/move-step.ts';
import { recomputeFrom } from '../step/recompute.ts';
import { reopenSteps } from '../step/reopen.ts';
import { branchOf, definitionOf, reviewOf, stageOf } from './course.ts';
import { resetReview } from './open.ts';
import { newRound } from './round.ts';

/** From the least to the most thorough. */
const thoroughness: readonly OnChange[] = ['nothing', 'recompute', 'short', 'review', 'supplement', 'redo'];

interface Approved {
  readonly step: DecideStep;
  readonly review: ReviewState;
  readonly definition: ReviewDefinition;
  readonly then: OnChange;
}

/** @param steps whose reviews have approved what the step `of` produced; @param before what it had produced until now */
export function outdate(work: Work, node: NodeState, of: StepId, steps: readonly DecideStep[], before: Output): void {
  const approved = steps.map((step): Approved => {
    const review = reviewOf(node, step);
    const definition = definitionOf(work, step, review);
    return { step, review, definition, then: definition.onChange.then };
  });
  for (const { step, review, then } of approved) {
    review.outdated = true;
    work.emit(node, { kind: 'Outdated', step: step.id, round: review.round, of, then });
  }
  const most = Math.max(...approved.map(({ then }) => thoroughness.indexOf(then)));
  const again = approved.filter(({ then }) => then !== 'nothing' && then !== 'recompute');
  for (const one of again) takeUp(work, node, one, before);
  const [first] = again;
  if (first === undefined) {
    if (thoroughness[most] === 'recompute') recomputeFrom(work, node, of);
    return;
  }
  const deepest = again.find(({ then }) => then === thoroughness[most]) ?? first;
  switch (deepest.then) {
    case 'supplement':
      supplement(work, node, deepest, before);
      return;
    case 'redo':
      askAgain(work, node, deepest, redone(deepest), []);
      return;
    default:
      newRound(node, first.step, first.review);
      recomputeFrom(work, node, of);
  }
}

/** The approval is no more: the review waits for what it is taken up on, and knows what it had approved. */
function takeUp(work: Work, node: NodeState, one: Approved, before: Output): void {
  const { step, review, definition, then } = one;
  const last = review.decisions.at(-1)?.stage;
  const heard = review.decisions.map(({ stage }) => stage);
  resetReview(work, node, step);
  delete review.outdated;
  review.items = before.items.map(({ item, hash }) => ({ item, hash }));
  if (then === 'short') review.only = [...definition.onChange.stages];
  if (then === 'supplement' && last !== undefined) comeBackTo(review, definition, last, heard);
  const state = work.step(node, step.id);
  if (state.place !== 'done') return;
  moveStep(state, step.id, 'Reopen', 'open');
  state.round += 1;
}

/** Straight to where it was approved. Where all had to join, the branches that were heard stay joined; where one was enough they are asked again. */
function comeBackTo(
  review: ReviewState,
  definition: ReviewDefinition,
  stage: StageId,
  heard: readonly StageId[],
): void {
  const inside = branchOf(definition, stage);
  if (inside === undefined) {
    if (stageOf(definition, stage) !== undefined) review.back = [stage];
    return;
  }
  review.back = [inside.group.id];
  const others = inside.group.branches.filter(
    ({ id, stages }) =>
      id !== inside.branch.id && inside.group.join === 'all' && stages.some((one) => heard.includes(one)),
  );
  review.branches = Object.fromEntries([
    [inside.branch.id, { place: stage }],
    ...others.map(({ id }) => [id, { place: 'joined' }]),
  ]);
}

/** The filler explains what changed; everything else stays as it was approved. */
function supplement(work: Work, node: NodeState, one: Approved, before: Output): void {
  const step = work.step(node, one.step.of);
  const items = step.output?.items ?? [];
  const { changed, added } = differenceOf(materialOf(before.items), materialOf(items));
  const open = [...changed, ...added];
  askAgain(work, node, one, [one.step.of], open);
  const locked = items.filter(({ item }) => !open.includes(item)).map(({ item, hash }) => [item, hash] as const);
  step.locked = Object.fromEntries(locked);
}

function materialOf(items: Output['items']): { item: string; hash: string }[] {
  return items.map(({ item, material }) => ({ item, hash: material }));
}

function redone({ step, definition }: Approved): readonly StepId[] {
  return definition.return.to.length > 0 ? definition.return.to : [step.of];
}

function askAgain(
  work: Work,
  node: NodeState,
  { step, definition }: Approved,
  steps: readonly StepId[],
  items: readonly string[],
): void {
  const limit = definition.return.due;
  reopenSteps(work, node, {
    steps,
    flagged: items.map((item) => ({ item, outcome: 'return', reasons: [] })),
    reasons: [],
    opinion: null,
    due: dueFrom(work, { kind: 'after', limit }, null),
    limit,
    from: reviewKey(node.key, step.id),
  });
}
