/**
 * Tasks: what waits for somebody, with its owners, its due and its ladder of reminders and escalations. A task that nobody can own
 * goes to the office's list of stuck work. Must not know what a step or stage decides.
 */
import type { Due } from '../campaign/definition.ts';
import type { NodeKey, PersonId, RoleId, StageId, StepId, TaskId } from '../campaign/keys.ts';
import type { Instant } from '../time/civil-date.ts';
import { type DueLadder, rungsOf } from '../time/ladder.ts';
import { dueOf, type Limit } from '../time/limit.ts';
import type { Body, TaskEnd } from './event.ts';
import { membersOf, officeMembers } from './owners.ts';
import type { NodeState, Task } from './state.ts';
import type { Work } from './work.ts';

export interface Opening {
  readonly task: TaskId;
  readonly step: StepId;
  readonly stage?: StageId;
  readonly round: number;
  readonly role: RoleId;
  readonly due: Instant | null;
  /** What the due was computed from; it moves with the calendar. */
  readonly limit?: Limit;
  readonly ladder: DueLadder;
  /** In whose right, where each of several has a task of their own. */
  readonly seat?: PersonId;
  /** Found already; else whoever holds the role. */
  readonly owners?: readonly PersonId[];
  /** Never among the owners: the filler of what is reviewed. */
  readonly without?: readonly PersonId[];
  readonly hash?: string;
}

export function openTask(work: Work, node: NodeState, opening: Opening): Task {
  const found =
    opening.owners === undefined || opening.owners.length === 0
      ? ownersOf(work, node.key, opening.role, opening.without ?? [])
      : { owners: [...opening.owners], stuck: false };
  const { step, stage, seat, round, role, due, limit, hash } = opening;
  const { owners, stuck } = found;
  const ladder = ladderOf(work, due, opening.ladder);
  const task: Task = { step, round, role, owners, stuck, openedAt: work.at, due, ladder, overdue: false };
  const opened: Extract<Body, { kind: 'TaskOpened' }> = {
    kind: 'TaskOpened',
    task: opening.task,
    step,
    round,
    owners: [...owners],
    role,
    due,
    stuck,
  };
  if (stage !== undefined) {
    task.stage = stage;
    opened.stage = stage;
  }
  if (hash !== undefined) opened.hash = hash;
  if (seat !== undefined) {
    task.seat = seat;
    opened.seat = seat;
  }
  if (limit !== undefined && due !== null) task.limit = limit;
  node.tasks[opening.task] = task;
  work.emit(node, opened);
  return task;
}

export function closeTask(work: Work, node: NodeState, id: TaskId, end: TaskEnd): void {
  const task = node.tasks[id];
  if (task === undefined) return;
  delete node.tasks[id];
  work.emit(node, { kind: 'TaskClosed', task: id, step: task.step, round: task.round, end });
}

/** Everything of a step that waits for somebody. */
export function closeTasksOf(work: Work, node: NodeState, step: StepId, end: TaskEnd): void {
  for (const [id, task] of Object.entries(node.tasks)) if (task.step === step) closeTask(work, node, id, end);
}

/** Owners by role now; when nobody holds it, the office, marked stuck: visible, never skipped. */
export function ownersOf(
  work: Work,
  node: NodeKey,
  role: RoleId,
  without: readonly PersonId[] = [],
): { owners: PersonId[]; stuck: boolean } {
  const owners = membersOf(work, node, role).filter((person) => !without.includes(person));
  if (owners.length > 0) return { owners, stuck: false };
  return { owners: officeMembers(work), stuck: true };
}

/** The instant by which something opened now must be done; null when the plan gives a reason for none, and for a stage that ends with its step. */
export function dueFrom(work: Work, due: Due, given: Instant | null | undefined, node?: NodeState): Instant | null {
  if (given !== undefined && given !== null) return given;
  if (due.kind === 'at') return due.at;
  return due.kind === 'after'
    ? dueOf(due.limit, countsFrom(work, due, node), work.calendar, work.definition.zone)
    : null;
}

/** The opening, which is now, or what the limit counts from: a step that was left out has no completion. */
export function countsFrom(work: Work, due: Due, node: NodeState | undefined): Instant {
  if (due.kind !== 'after' || due.since === undefined || node === undefined) return work.at;
  if (due.since === 'case') return node.case?.at ?? work.at;
  const step = node.steps[due.since];
  return (step === undefined ? node.above.at?.[due.since] : step.doneAt) ?? work.at;
}

/**
 * Rows still to come, in time order. Reminders whose time passed before the opening are left out; escalation of what opens late
 * counts from its opening, so that nobody is escalated before they could act.
 */
function ladderOf(work: Work, due: Instant | null, ladder: DueLadder): Task['ladder'] {
  if (due === null) return [];
  const { calendar } = work;
  const { zone } = work.definition;
  const base = Math.max(due, work.at);
  const rows: Task['ladder'] = [{ at: base, what: 'overdue', number: 1 }];
  let reminders = 0;
  for (const { what, at } of rungsOf(ladder, due, calendar, zone)) {
    if (what === 'remind' && at > work.at) rows.push({ at, what, number: ++reminders });
  }
  let escalations = 0;
  for (const rung of rungsOf(ladder, base, calendar, zone)) {
    if (rung.what === 'escalate') rows.push({ at: rung.at, what: rung.what, to: rung.to, number: ++escalations });
  }
  return rows.sort((one, other) => one.at - other.at || rank(one.what) - rank(other.what));
}

function rank(what: Task['ladder'][number]['what']): number {
  return what === 'remind' ? 0 : what === 'overdue' ? 1 : 2;
}

/** Fires what is due by the turn's time. */
export function fireLadder(work: Work, node: NodeState, id: TaskId): void {
  const task = node.tasks[id];
  if (task === undefined || task.due === null) return;
  while (task.ladder[0] !== undefined && task.ladder[0].at <= work.at) {
    const row = task.ladder.shift();
    if (row === undefined) return;
    if (row.what === 'remind') {
      work.emit(node, { kind: 'Reminded', task: id, to: [...task.owners], due: task.due, number: row.number });
    } else if (row.what === 'overdue') {
      task.overdue = true;
      work.emit(node, { kind: 'BecameOverdue', task: id, owners: [...task.owners], due: task.due });
    } else {
      const role = row.to ?? work.definition.office;
      const to = ownersOf(work, node.key, role).owners;
      work.emit(node, { kind: 'Escalated', task: id, to, role, due: task.due, level: row.number });
    }
  }
}

/** The same due with other working days around it: its rows still to come fall on other days. */
export function armAgain(work: Work, task: Task, ladder: DueLadder): void {
  const next = task.ladder.find((row) => row.what === 'remind')?.number ?? 1;
  task.ladder = ladderOf(work, task.due, ladder).map((row) =>
    row.what === 'remind' ? { ...row, number: row.number + next - 1 } : row,
  );
}

/** Sets a due by an audited act and arms its ladder anew. */
export function moveDue(
  work: Work,
  node: NodeState,
  id: TaskId,
  due: Instant,
  ladder: DueLadder,
  cause: 'extended' | 'calendar',
  reason: string | null,
  signer?: Parameters<Work['emit']>[2],
): void {
  const task = node.tasks[id];
  if (task === undefined) return;
  const from = task.due;
  task.due = due;
  task.overdue = false;
  task.ladder = ladderOf(work, due, ladder);
  work.emit(node, { kind: 'DueMoved', task: id, from, to: due, cause, reason }, signer);
}
