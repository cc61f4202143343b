/** What administrative acts do to a review: they put it at another stage, or at its end. */
import type { DecideStep } from '../campaign/definition.ts';
import type { StageId } from '../campaign/keys.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { endNow as end } from './conclude.ts';
import { closePass, leavePass, move } from './enter.ts';
import { approved } from './forward.ts';
import { newRound } from './round.ts';

/** To another entry of the course, in a new round on the same version. */
export function moveTo(work: Work, node: NodeState, step: DecideStep, review: ReviewState, to: StageId): void {
  closePass(work, node, step, 'forced');
  leavePass(review);
  newRound(node, step, review);
  move(work, node, step, review, { type: 'Jump', target: to });
}

export function approveNow(work: Work, node: NodeState, step: DecideStep, review: ReviewState): void {
  closePass(work, node, step, 'forced');
  leavePass(review);
  move(work, node, step, review, { type: 'Approve' });
  approved(work, node, step, review);
}

export function endNow(work: Work, node: NodeState, step: DecideStep, review: ReviewState, outcome: string): void {
  closePass(work, node, step, 'forced');
  end(work, node, step, review, outcome);
}
