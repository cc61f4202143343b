/**
 * 委派: another prepares it and hands it back with an opinion; whoever delegated it decides, and may take it back at any time. Whom it
 * comes back to is looked at anew, because holders may have changed meanwhile.
 */
import type { CommandOf } from '../kernel/command.ts';
import { refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { refusalOfGiving, refusalOfOpenTask, refusalOfReceiver } from './by-hand.ts';
import { handOverTask, heirsOf } from './heirs.ts';

export const delegate = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Delegate'>): Rejection | undefined {
    const { task, to, signer } = command;
    return (
      refusalOfTask(work, node, task, signer) ??
      refusalOfGiving(work, node, task, 'Delegate', signer) ??
      refusalOfReceiver(work, node, task, to)
    );
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Delegate'>): void {
    const { task: id, to, reason, signer } = command;
    const task = node.tasks[id];
    if (task === undefined) return;
    const from = task.owners;
    task.delegatedBy = from;
    task.owners = [to];
    work.emit(node, { kind: 'TaskDelegated', task: id, from, to: [to], reason }, signer);
  },
};

export const handBack = {
  refuse(work: Work, node: NodeState, command: CommandOf<'HandBack'>): Rejection | undefined {
    const { task: id, signer } = command;
    const task = node.tasks[id];
    if (task === undefined) return refusalOfOpenTask(node, id);
    const { owners, delegatedBy, role } = task;
    if (delegatedBy === undefined) return { code: 'task.not-delegated', task: id, owners };
    if (signer.kind !== 'person') return { code: 'task.wrong-signer', task: id, signer: signer.kind };
    const possible = [...new Set([...owners, ...delegatedBy, ...heirsOf(work, node, id, task).owners])];
    return possible.includes(signer.person)
      ? undefined
      : { code: 'task.not-owner', task: id, person: signer.person, role, owners: possible };
  },
  apply(work: Work, node: NodeState, command: CommandOf<'HandBack'>): void {
    const { task: id, opinion, signer } = command;
    const task = node.tasks[id];
    if (task?.delegatedBy === undefined) return;
    const from = task.owners;
    task.owners = task.delegatedBy;
    delete task.delegatedBy;
    work.emit(node, { kind: 'TaskHandedBack', task: id, from, to: [...task.owners], opinion }, signer);
    handOverTask(work, node, id);
  },
};
