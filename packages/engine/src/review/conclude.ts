/** A stage has come to its outcome: the review goes forward, back or to an end, alone or as one of several branches. */
import type { DecideStep, Outcome, StageDefinition } from '../campaign/definition.ts';
import type { StageId } from '../campaign/keys.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState, ReturnOrder, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from '../step/complete.ts';
import { endBranch } from './branches.ts';
import { sendCopies } from './copies.ts';
import { branchOf, definitionOf } from './course.ts';
import { closePass, leavePass, move, moveBranch } from './enter.ts';
import { sendBack } from './return.ts';
import { settleRows } from './rows.ts';
import { closeDecided, dropSitting } from './seats.ts';

export function conclude(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  outcome: Outcome,
  order: ReturnOrder,
  signer?: Signer,
): void {
  if (review.tabled?.stage === stage.id) delete review.tabled;
  sendCopies(work, node, step, review, stage);
  if (stage.advice || outcome.leads === 'forward') {
    closeDecided(work, node, step, review, stage.id);
    dropSitting(review, stage.id);
    forwardFrom(work, node, step, review, stage.id, stage.advice ? undefined : outcome.to);
  } else if (outcome.leads === 'return') {
    sendBack(work, node, step, review, stage, outcome, order, signer);
  } else {
    endNow(work, node, step, review, outcome.id);
  }
}

/** On from a stage: to the next of its branch, or of the review. */
export function forwardFrom(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageId,
  to?: StageId,
): void {
  const definition = definitionOf(work, step, review);
  const inside = branchOf(definition, stage);
  if (inside === undefined) {
    forwardReview(work, node, step, review, to);
    return;
  }
  const target = to !== undefined && inside.branch.stages.includes(to) ? to : null;
  const place = moveBranch(work, node, step, review, stage, { type: 'Forward', target });
  if (place === 'joined') endBranch(work, node, step, review, inside, 'joined');
}

export function forwardReview(work: Work, node: NodeState, step: DecideStep, review: ReviewState, to?: StageId): void {
  delete review.branches;
  const resumed = review.resume?.after === review.place ? review.resume.at : undefined;
  if (resumed !== undefined) delete review.resume;
  move(work, node, step, review, { type: 'Forward', target: to ?? resumed ?? null });
  // Who agreed before may pass the last stages, and so approve it within the move.
  if (review.place === 'approved' && work.step(node, step.id).place === 'open') approved(work, node, step, review);
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
  completeStep(work, node, step);
}

export function endNow(work: Work, node: NodeState, step: DecideStep, review: ReviewState, outcome: string): void {
  closePass(work, node, step, 'done');
  leavePass(review);
  move(work, node, step, review, { type: 'End' });
  work.emit(node, { kind: 'ReviewEnded', step: step.id, round: review.round, outcome });
  completeStep(work, node, step);
}
