/**
 * How long something may take, and the instant at which it is due. Computed once, when the work opens; whoever moves it later does
 * so by an audited act. Must not know who waits or what for.
 *
 * Readings (民法典 第200至204条): the day of opening does not count; a limit ends at 24:00 of its last day; a month ends on the day of
 * the same number, or the month's last day; `以前`, `以内` include the day named (第1259条). A limit in hours runs from the opening itself.
 * A limit in calendar days that ends on a day off moves only where the plan says so (`roll`); the check advises on the others.
 */
import { z } from 'zod';
import { invariant } from '../invariant.ts';
import { addWorkingDays, type CalendarSlice, Roll, rollToWorkingDay } from './calendar.ts';
import {
  addMonths,
  CivilDate,
  type Day,
  dayOf,
  endOfDay,
  type Instant,
  MINUTE,
  parseDay,
  type ZoneMinutes,
} from './civil-date.ts';

export const LimitUnit = z.enum(['hours', 'working-days', 'days', 'weeks', 'months', 'years']);
export type LimitUnit = z.infer<typeof LimitUnit>;

export const Limit = z.union([
  /** The end of a day. */
  z.strictObject({ on: CivilDate, roll: Roll.exactOptional() }),
  /** So long from the opening. */
  z.strictObject({ count: z.int().min(1).max(1000), unit: LimitUnit, roll: Roll.exactOptional() }),
]);
export type Limit = z.infer<typeof Limit>;

/** The instant at which the limit ends for what opens at `openedAt`; what is done at that very instant is late. */
export function dueOf(limit: Limit, openedAt: Instant, calendar: CalendarSlice, zone: ZoneMinutes): Instant {
  const roll = limit.roll ?? 'none';
  if ('on' in limit) {
    const day = parseDay(limit.on);
    invariant(day !== undefined, `a date instead of '${limit.on}'`);
    return endOfDay(rollToWorkingDay(calendar, day, roll), zone);
  }
  if (limit.unit === 'hours') {
    const due = openedAt + limit.count * 60 * MINUTE;
    const day = dayOf(due - 1, zone);
    const rolled = rollToWorkingDay(calendar, day, roll);
    return rolled === day ? due : endOfDay(rolled, zone);
  }
  return endOfDay(
    rollToWorkingDay(calendar, lastDay(limit.count, limit.unit, dayOf(openedAt, zone), calendar), roll),
    zone,
  );
}

/** The civil day before which something that opens on `opened` must be done, that day included. */
function lastDay(count: number, unit: Exclude<LimitUnit, 'hours'>, opened: Day, calendar: CalendarSlice): Day {
  switch (unit) {
    case 'working-days':
      return addWorkingDays(calendar, opened, count);
    case 'days':
      return opened + count;
    case 'weeks':
      return opened + 7 * count;
    case 'months':
      return addMonths(opened, count);
    case 'years':
      return addMonths(opened, 12 * count);
  }
}
