/**
 * 催办: who waits for a task, or answers for it, asks its owners to hurry; at most once in the plan's interval, whoever asks.
 *
 * Reading: the filler of what is reviewed, whoever answers for the step, whoever the task would be escalated to, and the office may. What
 * is stuck has the office for its owner, so that is whom an urge reaches; the office itself is told to reassign it instead.
 */
import type { PersonId } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import { membersOf, officeMembers } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, type Signer } from '../kernel/signer.ts';
import type { NodeState, Task } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { reviewAt, signsAsFiller } from '../review/recusal.ts';
import { ladderOfTask, refusalOfOpenTask } from './by-hand.ts';

const HOUR = 3_600_000;

export const urge = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Urge'>): Rejection | undefined {
    const { task: id, signer } = command;
    const task = node.tasks[id];
    if (task === undefined) return refusalOfOpenTask(node, id);
    const byOffice = officeMembers(work).includes(actorIn(signer) ?? '');
    if (task.stuck && byOffice) return { code: 'task.stuck', task: id, role: task.role, possible: ['Reassign'] };
    if (signer.kind === 'administrator' ? !byOffice : !mayUrge(work, node, task, signer)) {
      const possible = [...fillersOf(node, task), ...chainOf(work, node, task)];
      return { code: 'task.not-urger', task: id, person: actorIn(signer), possible };
    }
    const next = (task.urgedAt ?? Number.NEGATIVE_INFINITY) + work.definition.urgeEvery * HOUR;
    return next > work.at ? { code: 'task.urged-recently', task: id, next } : undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Urge'>): void {
    const { task: id, opinion, signer } = command;
    const task = node.tasks[id];
    if (task === undefined) return;
    task.urgedAt = work.at;
    work.emit(node, { kind: 'Urged', task: id, to: [...task.owners], due: task.due, opinion }, signer);
  },
};

function mayUrge(work: Work, node: NodeState, task: Task, signer: Signer): boolean {
  const at = reviewAt(work, node, task.step);
  if (at !== undefined && signsAsFiller(work, node, at.step, at.review, signer)) return true;
  return signer.kind === 'person' && chainOf(work, node, task).includes(signer.person);
}

function fillersOf(node: NodeState, task: Task): readonly PersonId[] {
  return node.reviews[task.step]?.fillers ?? [];
}

/** Who answers for the step, whom its tasks are escalated to, and the office. */
function chainOf(work: Work, node: NodeState, task: Task): PersonId[] {
  const by = work.stepAt(node, task.step)?.by;
  const roles = [...(by === undefined ? [] : [by]), ...ladderOfTask(work, node, task).escalations.map(({ to }) => to)];
  const people = [...new Set(roles)].flatMap((role) => membersOf(work, node.key, role));
  return [...new Set([...people, ...officeMembers(work)])];
}
