/** 加签: whoever decides at a stage asks that somebody else be heard too, before or after them. */
import type { DecideStep } from '../campaign/definition.ts';
import { reviewKey } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { rightIn } from '../kernel/signer.ts';
import type { NodeState, Seat } from '../kernel/state.ts';
import { closeTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { type AtStage, atStage, isRejection, refusalOfReviewer } from './decide.ts';
import { arrange, stageTask, taskOfSigner } from './seats.ts';
import { refusalOfNewcomer } from './stand-aside.ts';

export const addReviewer = {
  refuse(work: Work, node: NodeState, command: CommandOf<'AddReviewer'>): Rejection | undefined {
    const at = atStage(work, node, command);
    if (isRejection(at)) return at;
    const { step, review, stage } = at;
    const name = reviewKey(node.key, step.id);
    if (stage.decide.mode === 'vote' || stage.decide.mode === 'meeting') {
      return { code: 'review.members-fixed', review: name, stage: stage.id };
    }
    const refusal =
      refusalOfReviewer(work, node, at, command.signer) ??
      refusalOfNewcomer(work, node, step, review, command.person, rightIn(command.signer));
    if (refusal) return refusal;
    const seats = review.sittings?.[stage.id]?.seats.map((seat) => seat.right) ?? [];
    return seats.includes(command.person)
      ? { code: 'review.asked-already', review: name, person: command.person, owners: seats }
      : undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'AddReviewer'>): void {
    const { step, review, stage } = atStage(work, node, command) as AtStage;
    const id = taskOfSigner(node, step.id, stage.id, command.signer);
    const by = node.tasks[id]?.seat ?? rightIn(command.signer) ?? '';
    const { person, when, reason } = command;
    work.emit(
      node,
      { kind: 'ReviewerAdded', step: step.id, round: review.round, stage: stage.id, person, by, when, reason },
      command.signer,
    );
    const sitting = review.sittings?.[stage.id] ?? { round: review.round, seats: [{ right: by }] };
    const seat: Seat = { right: person, added: { by, when } };
    review.sittings = { ...review.sittings, [stage.id]: { ...sitting, seats: [...sitting.seats, seat] } };
    takeOver(work, node, step, stage.id, by);
    arrange(work, node, step, review, stage);
  },
};

/** The stage's one task becomes the seat of whoever asks: from now on it is for them to decide, and for whom they added. */
function takeOver(work: Work, node: NodeState, step: DecideStep, stage: string, by: string): void {
  const whole = stageTask(step.id, stage);
  if (node.tasks[whole] !== undefined && by !== '') closeTask(work, node, whole, 'superseded');
}
