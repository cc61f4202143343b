/** 转办: the task is another's from now on; a seat stays in the right of whoever it was of. Whoever comes to it anew finds its role. */
import type { CommandOf } from '../kernel/command.ts';
import { refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { refusalOfGiving, refusalOfReceiver } from './by-hand.ts';

export const transfer = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Transfer'>): Rejection | undefined {
    const { task, to, signer } = command;
    return (
      refusalOfTask(work, node, task, signer) ??
      refusalOfGiving(work, node, task, 'Transfer', signer) ??
      refusalOfReceiver(work, node, task, to)
    );
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Transfer'>): void {
    const { task: id, to, reason, signer } = command;
    const task = node.tasks[id];
    if (task === undefined) return;
    const from = task.owners;
    // Of several who share it, only the one who gives it away is replaced.
    task.owners = from.map((owner) => (owner === actorIn(signer) ? to : owner));
    task.assigned = true;
    work.emit(node, { kind: 'TaskTransferred', task: id, from, to: [...task.owners], reason }, signer);
  },
};
