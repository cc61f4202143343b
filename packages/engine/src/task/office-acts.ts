/** Administrative acts on one task: loud in the record, with a reason, by the office only. */
import type { CommandOf } from '../kernel/command.ts';
import { refusalOfOffice } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { NodeState } from '../kernel/state.ts';
import { moveDue } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { isActTask } from '../office/second-person.ts';
import { isRecusalTask } from '../review/recusal.ts';
import { ladderOfTask, refusalOfOpenTask, refusalOfReceiver } from './by-hand.ts';

export const reassign = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Reassign'>): Rejection | undefined {
    const { task: id, to, signer } = command;
    const refusal = refusalOfOffice(work, signer) ?? refusalOfOpenTask(node, id);
    if (refusal) return refusal;
    // Who the second person may be is no matter of whose task it is.
    if (isActTask(id)) return { code: 'task.personal', task: id, role: work.definition.office, possible: ['Decline'] };
    return refusalOfReceiver(work, node, id, to);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Reassign'>): void {
    const task = node.tasks[command.task];
    if (task === undefined) return;
    const from = task.owners;
    task.owners = [command.to];
    task.stuck = false;
    task.assigned = true;
    delete task.delegatedBy;
    const { task: id, to, reason } = command;
    work.emit(node, { kind: 'TaskReassigned', task: id, from, to: [to], reason }, command.signer);
  },
};

export const extend = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Extend'>): Rejection | undefined {
    const refusal = refusalOfOffice(work, command.signer) ?? refusalOfOpenTask(node, command.task);
    if (refusal) return refusal;
    return command.due <= work.at ? { code: 'due.past', due: command.due } : undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Extend'>): void {
    const task = node.tasks[command.task];
    if (task === undefined) return;
    const { task: id, due, reason, signer } = command;
    moveDue(work, node, id, due, ladderOfTask(work, node, task), 'extended', reason, signer);
    // What an audited act has set does not move with the calendar.
    delete task.limit;
    const step = node.steps[task.step];
    if (step === undefined || task.stage !== undefined || isRecusalTask(id)) return;
    step.dueAt = due;
    delete step.counted;
  },
};
