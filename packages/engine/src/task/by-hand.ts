/** What every act on one open task asks first: it is open, and whoever is to get it may have it. */
import { type PersonId, REPLY, reviewKey, type TaskId } from '../campaign/keys.ts';
import { isPresent } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { Signer } from '../kernel/signer.ts';
import { stageOfTask } from '../kernel/stage-of-task.ts';
import type { NodeState, Task } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { isActTask } from '../office/second-person.ts';
import { standsAside } from '../review/course.ts';
import { isRecusalTask, refusalOfParty, refusalOfRecusal, reviewAt } from '../review/recusal.ts';
import { isSubstituted } from '../roster/resolve.ts';
import type { DueLadder } from '../time/ladder.ts';

export function refusalOfOpenTask(node: NodeState, task: TaskId): Rejection | undefined {
  if (node.tasks[task] !== undefined) return undefined;
  return { code: 'task.not-open', task, node: node.key, possible: Object.keys(node.tasks) };
}

/** Somebody of the roster, not gone, who does not have it already and may judge what it is about. */
export function refusalOfReceiver(work: Work, node: NodeState, id: TaskId, to: PersonId): Rejection | undefined {
  const task = node.tasks[id];
  if (task === undefined) return refusalOfOpenTask(node, id);
  // Nobody answers a question for another.
  if (task.stage === REPLY) return { code: 'task.personal', task: id, role: task.role, possible: [] };
  if (!isPresent(work, to)) return { code: 'person.unknown', person: to };
  // What is stuck the office may also take on itself.
  if (!task.stuck && task.owners.includes(to)) return { code: 'task.same-person', task: id, person: to };
  const party = refusalOfParty(node, id, to);
  if (party) return party;
  const review = task.stage === undefined ? undefined : node.reviews[task.step];
  if (review !== undefined) {
    const name = reviewKey(node.key, task.step);
    if (review.fillers.includes(to)) return { code: 'review.self-review', review: name, owners: task.owners };
    if (standsAside(review, to) || review.demands?.some(({ person }) => person === to))
      return { code: 'review.stands-aside', review: name, person: to };
    // One person is not heard twice at one stage.
    const seats = review.sittings?.[task.stage ?? '']?.seats.map((seat) => seat.right) ?? [];
    if (seats.includes(to) && to !== task.seat)
      return { code: 'review.asked-already', review: name, person: to, owners: seats };
  }
  return undefined;
}

/**
 * Not everything can be given away. Nobody may: what a body does together, who answers a demand for recusal, who is the second person of an
 * administrative act. And nobody but to prepare it: a vote, whose seat is personal unless the role says otherwise, and a declaration
 * that is reviewed, so that whoever answers for it does not come to judge it.
 */
export function refusalOfGiving(
  work: Work,
  node: NodeState,
  id: TaskId,
  how: 'Transfer' | 'Delegate',
  signer: Signer,
): Rejection | undefined {
  const task = node.tasks[id];
  if (task === undefined) return refusalOfOpenTask(node, id);
  const at = task.stage === undefined ? undefined : reviewAt(work, node, task.step);
  // Of whom it is demanded to stand aside, they do not choose who acts for them.
  const asked = at === undefined ? undefined : refusalOfRecusal(node, at.step, at.review, signer);
  if (asked) return asked;
  const stage = stageOfTask(work, node, task);
  const personal = { code: 'task.personal', task: id, role: task.role };
  if (isRecusalTask(id) || isActTask(id) || stage?.decide.mode === 'meeting') return { ...personal, possible: [] };
  if (stage?.decide.mode === 'vote' && task.seat === undefined) return { ...personal, possible: [] };
  if (how === 'Delegate') return undefined;
  const role = work.definition.roles[task.role];
  const isVote = stage?.decide.mode === 'vote' && role !== undefined && !isSubstituted(role);
  return isVote || isReviewed(work, node, task) ? { ...personal, possible: ['Delegate'] } : undefined;
}

function isReviewed(work: Work, node: NodeState, task: Task): boolean {
  if (task.stage !== undefined) return false;
  return work.stepsAt(node.key).some((step) => step.kind === 'decide' && step.of === task.step);
}

/** As the plan has it for the stage, or the step; an administrative act has none. */
export function ladderOfTask(work: Work, node: NodeState, task: Task): DueLadder {
  const ladder = stageOfTask(work, node, task)?.ladder ?? work.stepAt(node, task.step)?.ladder;
  return ladder ?? { reminders: [], escalations: [] };
}
