/** Administrative acts on one task: loud in the record, with a reason, by the office only. */
import type { DueLadder } from '../time/ladder.ts';
import type { CommandOf } from './command.ts';
import { refusalOfOffice } from './refusals.ts';
import type { Rejection } from './rejection.ts';
import type { NodeState, Task } from './state.ts';
import { moveDue } from './tasks.ts';
import type { Work } from './work.ts';

function refusalOfOpenTask(node: NodeState, task: string): Rejection | undefined {
  if (node.tasks[task] !== undefined) return undefined;
  return { code: 'task.not-open', task, node: node.key, possible: Object.keys(node.tasks) };
}

export const reassign = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Reassign'>): Rejection | undefined {
    const refusal = refusalOfOffice(work, command.signer) ?? refusalOfOpenTask(node, command.task);
    if (refusal) return refusal;
    const task = node.tasks[command.task];
    const fillers = task?.stage === undefined ? [] : (node.reviews[task.step]?.fillers ?? []);
    return fillers.includes(command.to)
      ? { code: 'review.self-review', review: `${node.key}/${task?.step}`, owners: task?.owners ?? [] }
      : undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Reassign'>): void {
    const task = node.tasks[command.task];
    if (task === undefined) return;
    const from = task.owners;
    task.owners = [command.to];
    task.stuck = false;
    task.assigned = true;
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
    moveDue(
      work,
      node,
      command.task,
      command.due,
      ladderOfTask(work, task),
      'extended',
      command.reason,
      command.signer,
    );
    const step = node.steps[task.step];
    if (step !== undefined && task.stage === undefined) step.dueAt = command.due;
  },
};

function ladderOfTask(work: Work, task: Task): DueLadder {
  const step = work.stepDefinition(task.step);
  if (step.kind !== 'decide' || task.stage === undefined) return step.ladder;
  return work.definition.reviews[step.review]?.stages.find((stage) => stage.id === task.stage)?.ladder ?? step.ladder;
}
