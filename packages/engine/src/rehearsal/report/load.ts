/**
 * Who has how much to do in which week. A task counts for everybody who could do it, in the week in which it came to them: what
 * several share, each of them sees.
 */
import { DAY, formatDay, parseDay } from '../../time/civil-date.ts';
import type { Load, LoadCell, PersonLoad } from './findings.ts';
import type { Played } from './played.ts';

const WORST = 10;

export function loadOf(played: Played): Load {
  const { tasks, rehearsal, weekOf } = played;
  const cells = new Map<string, Map<string, { arrived: number; due: number; open: number }>>();
  const had = new Map<string, Set<number>>();
  const cellOf = (person: string, week: string) => {
    const weeks = cells.get(person) ?? new Map();
    cells.set(person, weeks);
    const cell = weeks.get(week) ?? { arrived: 0, due: 0, open: 0 };
    weeks.set(week, cell);
    return cell;
  };
  const whole = new Map<string, { tasks: number; people: Set<string>; due: number }>();
  const wholeOf = (week: string) => {
    const found = whole.get(week) ?? { tasks: 0, people: new Set<string>(), due: 0 };
    whole.set(week, found);
    return found;
  };
  for (const [index, task] of tasks.entries()) {
    wholeOf(weekOf(task.opened)).tasks += 1;
    const dueWeek = task.due === null ? null : weekOf(task.due - 1);
    if (dueWeek !== null) wholeOf(dueWeek).due += 1;
    const last = task.held.at(-1);
    for (const held of task.held) {
      for (const person of held.owners) {
        const seen = had.get(person) ?? new Set();
        had.set(person, seen.add(index));
        const from = weekOf(held.from);
        cellOf(person, from).arrived += 1;
        wholeOf(from).people.add(person);
        if (held === last && dueWeek !== null) cellOf(person, dueWeek).due += 1;
        for (const week of weeksBetween(from, weekOf(held.to ?? rehearsal.to))) cellOf(person, week).open += 1;
      }
    }
  }
  const people = [...cells].map(([person, weeks]): PersonLoad => {
    const list = [...weeks]
      .map(([week, cell]): LoadCell => ({ week, ...cell }))
      .sort((one, other) => (one.week < other.week ? -1 : 1));
    const peak = list.reduce((found, { week, arrived }) => (arrived > found.arrived ? { week, arrived } : found), {
      week: list[0]?.week ?? '',
      arrived: 0,
    });
    return { person, name: played.nameOf(person), tasks: had.get(person)?.size ?? 0, peak, weeks: list };
  });
  people.sort(
    (one, other) =>
      other.peak.arrived - one.peak.arrived || other.tasks - one.tasks || (one.person < other.person ? -1 : 1),
  );
  const weeks = [...whole]
    .map(([week, { tasks: count, people: busy, due }]) => ({ week, tasks: count, people: busy.size, due }))
    .sort((one, other) => (one.week < other.week ? -1 : 1));
  return { weeks, people, worst: people.slice(0, WORST).map(({ person }) => person) };
}

/** Mondays from one to another, both inclusive. */
export function weeksBetween(first: string, last: string): string[] {
  const [from, to] = [parseDay(first), parseDay(last)];
  if (from === undefined || to === undefined) return [];
  const weeks: string[] = [];
  for (let day = from; day <= to; day += 7) weeks.push(formatDay(day));
  return weeks;
}

export const WEEK = 7 * DAY;
