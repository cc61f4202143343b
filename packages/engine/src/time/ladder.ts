/**
 * When to remind and when to escalate, relative to a due. A rung falls on the morning of its day, because nobody reads at midnight;
 * an escalation never comes before the due itself. Must not know whom it reaches.
 */
import { z } from 'zod';
import { addWorkingDays, type CalendarSlice } from './calendar.ts';
import { type Day, dueDayOf, type Instant, instantOf, type ZoneMinutes } from './civil-date.ts';

export const DueLadder = z.strictObject({
  unit: z.enum(['working-days', 'days']).exactOptional().describe('working-days 工作日（默认），days 自然日'),
  /** Minutes after midnight at which a rung falls; 9:00 when absent. */
  minuteOfDay: z.int().min(0).max(1439).exactOptional().describe('当天零点后第几分钟发出；默认 540（9 点）'),
  /** Days from the due's day: negative before it, 0 on it, positive after. */
  reminders: z.array(z.int().min(-250).max(250)).max(50).describe('到期日前（负）、当日（0）、后（正）几天提醒'),
  /** So many days after the due's day; 0 is at the due. `to` is a role. */
  escalations: z
    .array(
      z.strictObject({
        after: z.int().min(0).max(250).describe('逾期几天后'),
        to: z.string().describe('报给哪个角色'),
      }),
    )
    .max(50)
    .describe('逾期上报，一级一级'),
});
export type DueLadder = z.infer<typeof DueLadder>;

export type Rung =
  | { readonly at: Instant; readonly what: 'remind'; readonly offset: number }
  | { readonly at: Instant; readonly what: 'escalate'; readonly offset: number; readonly to: string };

/** Ladders and calendars are never changed in place, and few dues differ: what was counted once stays true. */
const known = new WeakMap<CalendarSlice, WeakMap<DueLadder, Map<number, readonly Rung[]>>>();
/** More than there are minutes between the zones, so that due and zone make one number. */
const ZONES = 2000;

/** Every rung in the order of its time; at one instant reminders come first, then escalations as listed. */
export function rungsOf(ladder: DueLadder, due: Instant, calendar: CalendarSlice, zone: ZoneMinutes): readonly Rung[] {
  let ladders = known.get(calendar);
  if (ladders === undefined) {
    ladders = new WeakMap();
    known.set(calendar, ladders);
  }
  let dues = ladders.get(ladder);
  if (dues === undefined) {
    dues = new Map();
    ladders.set(ladder, dues);
  }
  const key = due * ZONES + zone;
  const before = dues.get(key);
  if (before !== undefined) return before;
  const rungs = countedRungs(ladder, due, calendar, zone);
  if (dues.size > 1000) dues.clear();
  dues.set(key, rungs);
  return rungs;
}

function countedRungs(ladder: DueLadder, due: Instant, calendar: CalendarSlice, zone: ZoneMinutes): readonly Rung[] {
  const place = (offset: number): Instant =>
    instantOf(moved(ladder, dueDayOf(due, zone), offset, calendar), ladder.minuteOfDay ?? 540, zone);
  const rungs: Rung[] = [
    ...ladder.reminders.map((offset) => ({ at: place(offset), what: 'remind' as const, offset })),
    ...ladder.escalations.map(({ after, to }) => ({
      at: Math.max(due, place(after)),
      what: 'escalate' as const,
      offset: after,
      to,
    })),
  ];
  return rungs.sort((one, other) => one.at - other.at);
}

/** An instant moved by whole working days of its due's day, its time of day kept: 24:00 stays 24:00. */
export function moveByWorkingDays(due: Instant, count: number, calendar: CalendarSlice, zone: ZoneMinutes): Instant {
  const day = dueDayOf(due, zone);
  return due + instantOf(addWorkingDays(calendar, day, count), 0, zone) - instantOf(day, 0, zone);
}

function moved(ladder: DueLadder, day: Day, offset: number, calendar: CalendarSlice): Day {
  return ladder.unit === 'days' ? day + offset : addWorkingDays(calendar, day, offset);
}
