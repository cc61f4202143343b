/**
 * Whose a task is now, when the holders of roles or their substitutes change. What was given by hand, or is being prepared by another,
 * stays with whom it was given to unless they have left altogether; then it goes back to its role.
 */
import type { PersonId, TaskId } from '../campaign/keys.ts';
import { handOf, heldRightsOf, isPresent, officeMembers } from '../kernel/owners.ts';
import { isForMeeting, isFrozen } from '../kernel/stage-of-task.ts';
import type { NodeState, Task } from '../kernel/state.ts';
import { ownersOf } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { secondPersons } from '../office/second-person.ts';
import { convenersAt } from '../review/conveners.ts';
import { aside } from '../review/course.ts';
import { answerersOf } from '../review/recusal.ts';

export interface Heirs {
  readonly owners: PersonId[];
  /** Nobody could be found: the office has it. */
  readonly stuck: boolean;
}

/** Looks anew at whose one task is; says so if it changed. */
export function handOverTask(work: Work, node: NodeState, id: TaskId): void {
  const task = node.tasks[id];
  if (task === undefined) return;
  const by = delegatorsOf(work, task);
  if (by === undefined) return;
  if (task.assigned && !by.every((person) => isPresent(work, person))) delete task.assigned;
  const now = task.assigned ? { owners: by, stuck: false } : heirsOf(work, node, id, task);
  if (now.stuck === task.stuck && sameMembers(now.owners, task.owners)) return;
  const from = task.owners;
  task.owners = now.owners;
  task.stuck = now.stuck;
  work.emit(node, { kind: 'TaskHandedOver', task: id, from, to: [...now.owners], stuck: now.stuck });
}

/**
 * Those whose task it is, without whoever prepares it for them; undefined while somebody does. That ends when the one who prepares it,
 * or everybody who asked for it, has left altogether.
 */
function delegatorsOf(work: Work, task: Task): PersonId[] | undefined {
  if (task.delegatedBy === undefined) return task.owners;
  const by = task.delegatedBy;
  const goesOn = task.owners.every((person) => isPresent(work, person)) && by.some((person) => isPresent(work, person));
  if (goesOn) return undefined;
  delete task.delegatedBy;
  return by;
}

/** Whose it is by its role or seat. */
export function heirsOf(work: Work, node: NodeState, id: TaskId, task: Task): Heirs {
  const special = secondPersons(work, node, id) ?? answerersOf(work, node, id);
  if (special !== undefined) return special;
  const review = task.stage === undefined ? undefined : node.reviews[task.step];
  const without = review === undefined || isForMeeting(work, node, task) ? [] : aside(review);
  if (task.seat !== undefined) return holderOfSeat(work, node, task, task.seat, without);
  // Where members have seats, what is of no seat waits for whoever convenes: the ballots to issue, the vote without a result.
  if (task.stage !== undefined && review?.sittings?.[task.stage] !== undefined) {
    const owners = convenersAt(work, node, review, task.role);
    if (owners.length > 0) return { owners, stuck: false };
  }
  if (isFrozen(work, node, task) && !task.stuck) {
    const held = heldRightsOf(work, node.key, task.role, task.openedAt).filter(({ right }) => !without.includes(right));
    const owners = [...new Set(held.map(({ person }) => person))].filter((person) => !without.includes(person));
    if (owners.length > 0) return { owners, stuck: false };
  }
  return ownersOf(work, node.key, task.role, without);
}

function holderOfSeat(work: Work, node: NodeState, task: Task, right: PersonId, without: readonly PersonId[]): Heirs {
  if (!isPresent(work, right)) {
    return { owners: officeMembers(work), stuck: true };
  }
  const hand = handOf(work, node.key, task.role, right);
  return { owners: [without.includes(hand) ? right : hand], stuck: false };
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((member, index) => member === other[index]);
}
