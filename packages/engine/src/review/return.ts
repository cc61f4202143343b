/**
 * A return is ordinary: to an earlier stage on the same version, to the filler for a new one, out of one of several branches at once or
 * when all are heard. Every return opens a round; nothing of the old one is lost.
 */
import type { DecideStep, Outcome, StageDefinition } from '../campaign/definition.ts';
import type { StageId } from '../campaign/keys.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState, ReturnOrder, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { branchOf, definitionOf, openStages } from './course.ts';
import { closePass, leavePass, move, moveBranch } from './enter.ts';
import { endBranch } from './forward.ts';
import { newRound } from './round.ts';
import { closeStage, dropSitting } from './seats.ts';
import { flaggedBy, isStraightBack, keepLeft, type Ordered, sendToFiller } from './send-to-filler.ts';

/** One stage sends back. */
export function sendBack(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  outcome: Outcome,
  order: ReturnOrder,
  signer?: Signer,
): void {
  const definition = definitionOf(work, step, review);
  const inside = branchOf(definition, stage.id);
  const target = order.target ?? outcome.to;
  if (target !== undefined) {
    sendToStage(work, node, step, review, { stage, outcome, order }, target, signer);
    return;
  }
  const others = openStages(definition, review).filter((id) => id !== stage.id);
  const waits = Object.values(review.branches ?? {}).some((branch) => branch.place === 'returned') || others.length > 0;
  if (inside === undefined || inside.group.onReturn === 'stop' || !waits) {
    sendToFiller(work, node, step, review, [{ stage, outcome, order }], stage.id, signer);
    return;
  }
  keepLeft(work, node, step, review, [stage]);
  closeStage(work, node, step, stage.id, 'returned');
  dropSitting(review, stage.id);
  moveBranch(work, node, step, review, stage.id, { type: 'Return', target: null });
  const back = { stage: stage.id, decision: { ...order, outcome: outcome.id } };
  review.branches = { ...review.branches, [inside.branch.id]: { place: 'returned', back } };
  endBranch(work, node, step, review, inside, 'returned');
}

/** To an earlier stage or group: a new round on the same version. */
function sendToStage(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  { stage, order }: Ordered,
  target: StageId,
  signer: Signer | undefined,
): void {
  const definition = definitionOf(work, step, review);
  work.emit(
    node,
    {
      kind: 'Returned',
      step: step.id,
      round: review.round,
      stage: stage.id,
      to: [],
      target,
      reasons: [...order.reasons],
      verdicts: flaggedBy(definition, stage.id, order.verdicts),
      due: null,
      locked: [],
    },
    signer,
  );
  const inside = branchOf(definition, stage.id);
  const within = inside?.branch.stages.includes(target) ?? false;
  if (within) {
    closeStage(work, node, step, stage.id, 'returned');
    dropSitting(review, stage.id);
  } else {
    closePass(work, node, step, 'returned');
    leavePass(review);
  }
  newRound(node, step, review);
  if (within) moveBranch(work, node, step, review, stage.id, { type: 'Return', target });
  else {
    const at = inside?.group.id ?? stage.id;
    if (isStraightBack(definition, order)) review.resume = { after: target, at };
    move(work, node, step, review, { type: 'Return', target });
  }
}
