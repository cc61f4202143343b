/** Branches side by side: what becomes of the group when one of them has come to its end. */
import type { BranchDefinition, DecideStep, GroupDefinition } from '../campaign/definition.ts';
import type { BranchState, NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { forwardReview } from './conclude.ts';
import { returnTogether } from './return.ts';
import { closeStage, dropSitting } from './seats.ts';

export function endBranch(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  { group, branch }: { readonly group: GroupDefinition; readonly branch: BranchDefinition },
  end: 'joined' | 'returned',
): void {
  const at = { step: step.id, round: review.round };
  work.emit(node, { kind: 'BranchEnded', ...at, group: group.id, branch: branch.id, end });
  settleGroup(work, node, step, review, group);
}

/** Goes on when the group's branches are joined; goes back when all are heard and one sent back. */
export function settleGroup(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  group: GroupDefinition,
): void {
  const states = group.branches.map((branch): BranchState => review.branches?.[branch.id] ?? { place: 'joined' });
  const joined = states.filter((state) => state.place === 'joined');
  const back = states.filter((state) => state.place === 'returned');
  const open = states.length - joined.length - back.length;
  if (group.join === 'any' ? joined.length > 0 : joined.length === states.length) {
    closeOthers(work, node, step, review, group);
    forwardReview(work, node, step, review);
  } else if (open === 0 && back.length > 0) {
    returnTogether(work, node, step, review, group);
  }
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
