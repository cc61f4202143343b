/** A stage has come to its outcome: the review goes forward, back or to an end, alone or as one of several branches. */
import type { DecideStep, Outcome, StageDefinition } from '../campaign/definition.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState, ReturnOrder, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from '../step/complete.ts';
import { sendCopies } from './copies.ts';
import { closePass, leavePass, move } from './enter.ts';
import { forwardFrom } from './forward.ts';
import { sendBack } from './return.ts';
import { closeHeard, closeStage, dropSitting } from './seats.ts';

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
  const several = review.sittings?.[stage.id] !== undefined;
  closeHeard(work, node, step, review, stage.id);
  sendCopies(work, node, step, review, stage);
  if (stage.advice || outcome.leads === 'forward') {
    // Whoever was not heard is not asked any more.
    closeStage(work, node, step, stage.id, several ? 'superseded' : 'done');
    dropSitting(review, stage.id);
    forwardFrom(work, node, step, review, stage.id, stage.advice ? undefined : outcome.to);
  } else if (outcome.leads === 'return') {
    sendBack(work, node, step, review, stage, outcome, order, signer);
  } else {
    endNow(work, node, step, review, outcome.id);
  }
}

export function endNow(work: Work, node: NodeState, step: DecideStep, review: ReviewState, outcome: string): void {
  closePass(work, node, step, 'done');
  leavePass(review);
  move(work, node, step, review, { type: 'End' });
  work.emit(node, { kind: 'ReviewEnded', step: step.id, round: review.round, outcome });
  completeStep(work, node, step);
}
