/**
 * The task that a proposed act opens, so that it is not forgotten: for another member of the office than the one who proposed it, and
 * than whoever filled in what it is about.
 */
import type { PersonId, TaskId } from '../campaign/keys.ts';
import type { Command } from '../kernel/command.ts';
import { officeMembers } from '../kernel/owners.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';

export type Proposal = NonNullable<NodeState['acts']>[string];

const PREFIX = 'act@';

export function actTask(request: string): TaskId {
  return `${PREFIX}${request}`;
}

export function isActTask(task: TaskId): boolean {
  return task.startsWith(PREFIX);
}

/** The proposed act behind a task; undefined for every other task. */
function actOf(node: NodeState, task: TaskId): Proposal | undefined {
  return isActTask(task) ? node.acts?.[task.slice(PREFIX.length)] : undefined;
}

/** Who filled in what the act is about: the review it moves, or everything at the node that its grade may come from. */
export function fillersTouched(node: NodeState, act: Command): PersonId[] {
  if (act.kind === 'Jump' || act.kind === 'Force') return node.reviews[act.step]?.fillers ?? [];
  const reviews = Object.values(node.reviews).flatMap((review) => review.fillers);
  const steps = Object.values(node.steps).flatMap(({ output }) =>
    output === undefined ? [] : [output.by, output.hand],
  );
  return [...new Set([...reviews, ...steps])];
}

/** Who may confirm it; undefined when the task is of no proposed act. */
export function secondPersons(
  work: Work,
  node: NodeState,
  task: TaskId,
): { owners: PersonId[]; stuck: boolean } | undefined {
  const act = actOf(node, task);
  return act === undefined ? undefined : secondPersonsFor(work, node, act.by, act.command);
}

/** Nobody but the first person may be there: then the office sees it in its list of stuck work. */
export function secondPersonsFor(
  work: Work,
  node: NodeState,
  by: PersonId,
  act: Command,
): { owners: PersonId[]; stuck: boolean } {
  const members = officeMembers(work);
  const touched = fillersTouched(node, act);
  const owners = members.filter((person) => person !== by && !touched.includes(person));
  return owners.length > 0 ? { owners, stuck: false } : { owners: members, stuck: true };
}
