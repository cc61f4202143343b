/**
 * On which days dues fall, and which fall badly: on a weekend or holiday, many on one person on one day, on a day on which whoever has
 * the task is away, or before the task could be opened at all. Must not move any.
 */
import { resolveRole } from '../../roster/resolve.ts';
import { isWorkingDay } from '../../time/calendar.ts';
import { type Day, dueDayOf, formatDay, weekdayOf } from '../../time/civil-date.ts';
import type { BadDue, Dues } from './findings.ts';
import { groupedBy, most, type Played, type PlayedTask } from './played.ts';

/** So many dues of one person on one day are too many. */
const MANY = 10;
/** The gravest first; of one kind in the order of days. */
const ORDER: readonly BadDue['kind'][] = ['passed', 'absent', 'holiday', 'weekend', 'many'];

/** @param isAway by the file of behaviour, beside what the roster says */
export function duesOf(played: Played, isAway: (person: string, task: PlayedTask, day: Day) => boolean): Dues {
  const { campaign, tasks, nameOf } = played;
  const dated = tasks.flatMap((task) => (task.due === null ? [] : [{ ...task, due: task.due }]));
  const byDay = [...groupedBy(dated, ({ due }) => dueDayOf(due, campaign.zone))].sort(([one], [other]) => one - other);
  const bad: BadDue[] = [];
  const days = byDay.map(([day, due]) => {
    const date = formatDay(day);
    const kind = kindOf(played, day);
    const steps = stepsOf(due);
    const own = groupedBy(
      due.flatMap((task) => firstOwners(task).map((person) => ({ person, task }))),
      ({ person }) => person,
    );
    if (kind !== 'working') bad.push({ kind, day: date, tasks: due.length, person: null, steps });
    for (const [person, list] of own) {
      const who = { id: person, name: nameOf(person) };
      const mine = list.map(({ task }) => task);
      if (mine.length >= MANY)
        bad.push({ kind: 'many', day: date, tasks: mine.length, person: who, steps: stepsOf(mine) });
      const missed = mine.filter((task) => isAway(person, task, day) || isReplaced(played, task, person, day));
      if (missed.length > 0)
        bad.push({ kind: 'absent', day: date, tasks: missed.length, person: who, steps: stepsOf(missed) });
    }
    const passed = due.filter((task) => task.round === 1 && task.due <= task.opened);
    if (passed.length > 0)
      bad.push({ kind: 'passed', day: date, tasks: passed.length, person: null, steps: stepsOf(passed) });
    const heaviest = most([...own.values()].map((list) => list.length)) ?? 0;
    return { day: date, tasks: due.length, people: own.size, most: heaviest, kind, steps };
  });
  bad.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  return { days, bad, many: MANY };
}

/** Days off on which offices otherwise work are holidays. */
function kindOf({ campaign }: Played, day: Day): 'working' | 'weekend' | 'holiday' {
  if (isWorkingDay(campaign.calendar, day)) return 'working';
  return weekdayOf(day) > 5 ? 'weekend' : 'holiday';
}

/** Held the role when the task came, and is not who acts in it on the day of the due. */
function isReplaced({ campaign }: Played, task: PlayedTask, person: string, day: Day): boolean {
  const role = campaign.roles[task.role];
  if (role === undefined || task.stuck) return false;
  const acting = (on: Day) => resolveRole(role, task.node, on, campaign.roster).people.map((one) => one.person);
  const opened = dueDayOf(task.opened + 1, campaign.zone);
  return day > opened && acting(opened).includes(person) && !acting(day).includes(person);
}

function firstOwners(task: PlayedTask): readonly string[] {
  return task.held[0]?.owners ?? [];
}

function stepsOf(tasks: readonly PlayedTask[]): string[] {
  return [...new Set(tasks.map(({ step }) => step))];
}
