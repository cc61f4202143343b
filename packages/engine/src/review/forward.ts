/**
 * On from a stage that agreed, or that nobody had to be asked at: to the next of its branch, of the review, or to the approval. Goes back
 * instead when it was the last branch to be heard and another had sent back.
 */
import type { BranchDefinition, DecideStep, GroupDefinition } from '../campaign/definition.ts';
import type { StageId } from '../campaign/keys.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from '../step/complete.ts';
import { branchOf, definitionOf } from './course.ts';
import { closePass, leavePass, move, moveBranch } from './enter.ts';
import { settleItems, settleRows } from './rows.ts';
import { closeStage, dropSitting } from './seats.ts';
import { returnTogether } from './send-to-filler.ts';

/** Goes on from a stage, and from every stage that is passed on the way. */
export function forwardFrom(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageId,
  to?: StageId,
): void {
  const definition = definitionOf(work, step, review);
  const waiting: { stage: StageId; to?: StageId | undefined }[] = [{ stage, to }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const inside = branchOf(definition, next.stage);
    // Another branch may have taken the whole group on already.
    if (inside !== undefined && review.place !== inside.group.id) continue;
    const passed =
      inside === undefined
        ? forwardReview(work, node, step, review, next.to)
        : forwardBranch(work, node, step, review, inside, next.stage, next.to);
    waiting.push(...passed.map((one) => ({ stage: one })));
  }
}

function forwardBranch(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  inside: { readonly group: GroupDefinition; readonly branch: BranchDefinition },
  stage: StageId,
  to: StageId | undefined,
): StageId[] {
  const target = to !== undefined && inside.branch.stages.includes(to) ? to : null;
  const { place, passed } = moveBranch(work, node, step, review, stage, { type: 'Forward', target });
  return place === 'joined' ? [...passed, ...settleBranch(work, node, step, review, inside, 'joined')] : passed;
}

function forwardReview(work: Work, node: NodeState, step: DecideStep, review: ReviewState, to?: StageId): StageId[] {
  delete review.branches;
  const resumed = review.resume?.after === review.place ? review.resume.at : undefined;
  if (resumed !== undefined) delete review.resume;
  const passed = move(work, node, step, review, { type: 'Forward', target: to ?? resumed ?? null });
  if (review.place === 'approved') approved(work, node, step, review);
  return passed;
}

/** A branch has come to its end; what becomes of its group. */
export function endBranch(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  inside: { readonly group: GroupDefinition; readonly branch: BranchDefinition },
  end: 'joined' | 'returned',
): void {
  for (const passed of settleBranch(work, node, step, review, inside, end)) {
    forwardFrom(work, node, step, review, passed);
  }
}

/** Goes on when the group's branches are joined; goes back when all are heard and one sent back. */
function settleBranch(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  { group, branch }: { readonly group: GroupDefinition; readonly branch: BranchDefinition },
  end: 'joined' | 'returned',
): StageId[] {
  const at = { step: step.id, round: review.round };
  work.emit(node, { kind: 'BranchEnded', ...at, group: group.id, branch: branch.id, end });
  const states = Object.values(review.branches ?? {});
  const joined = states.filter((state) => state.place === 'joined').length;
  const back = states.filter((state) => state.place === 'returned').length;
  if (group.join === 'any' ? joined > 0 : joined === states.length) {
    closeOthers(work, node, step, review, group);
    return forwardReview(work, node, step, review);
  }
  if (joined + back === states.length && back > 0) returnTogether(work, node, step, review, group);
  return [];
}

/** One was enough: the others are not asked any more. */
function closeOthers(work: Work, node: NodeState, step: DecideStep, review: ReviewState, group: GroupDefinition): void {
  for (const branch of group.branches) {
    const place = review.branches?.[branch.id]?.place;
    if (place === undefined || !branch.stages.includes(place)) continue;
    closeStage(work, node, step, place, 'superseded');
    dropSitting(review, place);
  }
  delete review.tabled;
}

/** Approved as it stands. */
export function approved(work: Work, node: NodeState, step: DecideStep, review: ReviewState): void {
  closePass(work, node, step, 'done');
  leavePass(review);
  delete review.only;
  delete review.left;
  delete review.outdated;
  work.emit(node, { kind: 'Approved', step: step.id, round: review.round, hash: review.hash ?? '' });
  settleRows(work, node, step, review);
  settleItems(work, node, step, review);
  completeStep(work, node, step);
}
