/** Handing over with receipt: sent by the owner, received by whom it is for; no approval. */
import type { SendStep } from '../campaign/definition.ts';
import { receiptTask } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import { refusalOfStep, refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { NodeState } from '../kernel/state.ts';
import { closeTask, openTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from './complete.ts';

export const send = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Send'>): Rejection | undefined {
    return (
      refusalOfStep(work, node, command.step, 'send') ??
      (node.steps[command.step]?.sentAt === undefined
        ? refusalOfTask(work, node, command.step, command.signer)
        : { code: 'send.already-sent', step: command.step })
    );
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Send'>): void {
    const definition = work.stepDefinition(node, command.step) as SendStep;
    const step = work.step(node, command.step);
    step.sentAt = work.at;
    step.package = command.package;
    closeTask(work, node, command.step, 'done');
    const task = openTask(work, node, {
      task: receiptTask(command.step),
      step: command.step,
      round: step.round,
      role: definition.to,
      due: step.dueAt ?? null,
      ladder: definition.ladder,
    });
    work.emit(
      node,
      { kind: 'Sent', step: command.step, round: step.round, to: [...task.owners], package: command.package },
      command.signer,
    );
  },
};

export const receive = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Receive'>): Rejection | undefined {
    const refusal = refusalOfStep(work, node, command.step, 'send');
    if (refusal) return refusal;
    if (node.steps[command.step]?.sentAt === undefined) return { code: 'send.not-sent', step: command.step };
    return refusalOfTask(work, node, receiptTask(command.step), command.signer);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Receive'>): void {
    const step = work.step(node, command.step);
    work.emit(node, { kind: 'Received', step: command.step, round: step.round }, command.signer);
    delete step.sentAt;
    completeStep(work, node, work.stepDefinition(node, command.step));
  },
};
