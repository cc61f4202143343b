/**
 * The working days of a year become known, or known better: what was counted in them is counted anew. Said at the root, told to every
 * actor; each due that moves is on record with the reason.
 */
import { hashOf } from '../json/canonical.ts';
import type { CommandOf } from '../kernel/command.ts';
import { refusalOfOffice } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { NodeState } from '../kernel/state.ts';
import { armAgain, moveDue } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { ladderOfTask } from '../task/by-hand.ts';
import { CalendarSlice } from '../time/calendar.ts';
import { dayOf, endOfDay, type Instant } from '../time/civil-date.ts';
import { dueOf, type Limit } from '../time/limit.ts';

export const changeCalendarCommand = {
  refuse(work: Work, node: NodeState, command: CommandOf<'ChangeCalendar'>): Rejection | undefined {
    const refusal = refusalOfOffice(work, command.signer);
    if (refusal) return refusal;
    const { root } = work.definition;
    if (node.key !== root) return { code: 'calendar.change-at-root', node: node.key, possible: [root] };
    const read = CalendarSlice.safeParse(command.calendar);
    if (!read.success) {
      const faults = read.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
      return { code: 'calendar.malformed', faults };
    }
    const { region, years } = work.calendar;
    if (read.data.region !== region)
      return { code: 'calendar.other-region', region: read.data.region, expected: region };
    const missing = Object.keys(years).filter((year) => read.data.years[year] === undefined);
    if (missing.length > 0) return { code: 'calendar.years-missing', years: missing };
    const expected = hashOf(read.data);
    if (command.calendarHash !== expected) return { code: 'calendar.other-hash', hash: command.calendarHash, expected };
    return expected === hashOf(work.calendar) ? { code: 'calendar.unchanged', hash: expected } : undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'ChangeCalendar'>): void {
    const { calendarHash, reason } = command;
    const calendar = CalendarSlice.parse(command.calendar);
    work.emit(node, { kind: 'CalendarChanged', calendarHash, reason }, command.signer);
    changeCalendar(work, calendar, reason);
    for (const actor of work.definition.starts) {
      work.tell(node, actor, { kind: 'order', order: { kind: 'calendar', calendar, reason } });
    }
  },
};

/** Counts open limits anew at every node of this actor. */
export function changeCalendar(work: Work, calendar: CalendarSlice, reason: string): void {
  work.state.calendar = calendar;
  for (const key of work.hosted()) {
    const before = work.peek(key);
    if (before === undefined || before.closed) continue;
    const open = Object.values(before.steps).some((step) => step.place === 'open' && step.counted !== undefined);
    if (open || Object.keys(before.tasks).length > 0) countAnew(work, work.node(key), reason);
  }
}

function countAnew(work: Work, node: NodeState, reason: string): void {
  const moved = new Map<string, { from: Instant; to: Instant }>();
  for (const [id, step] of Object.entries(node.steps)) {
    const { dueAt, counted } = step;
    if (step.place !== 'open' || counted === undefined || dueAt === undefined || dueAt === null) continue;
    const due = dueAnew(work, counted.limit, counted.from, dueAt);
    if (due === dueAt) continue;
    step.dueAt = due;
    moved.set(id, { from: dueAt, to: due });
    // A step whose own work is a review has no task that would say so.
    if (!Object.values(node.tasks).some((task) => task.step === id && task.due === dueAt)) {
      work.emit(node, { kind: 'DueMoved', task: id, from: dueAt, to: due, cause: 'calendar', reason });
    }
  }
  for (const [id, task] of Object.entries(node.tasks)) {
    const { due, limit } = task;
    if (due === null) continue;
    // Without a limit of its own a task ends with its step.
    const step = moved.get(task.step);
    const to =
      task.stage !== undefined && limit !== undefined
        ? dueAnew(work, limit, task.openedAt, due)
        : step?.from === due
          ? step.to
          : due;
    const ladder = ladderOfTask(work, node, task);
    if (to !== due) moveDue(work, node, id, to, ladder, 'calendar', reason);
    else if (!task.overdue) armAgain(work, task, ladder);
  }
}

/** Nobody becomes late by a notice: what would be past already may still be done today. What was past before stays so. */
function dueAnew(work: Work, limit: Limit, from: Instant, due: Instant): Instant {
  const { zone } = work.definition;
  const to = dueOf(limit, from, work.calendar, zone);
  if (to > work.at) return to;
  return due <= work.at ? due : endOfDay(dayOf(work.at, zone), zone);
}
