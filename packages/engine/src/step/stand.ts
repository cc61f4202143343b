/** Until when something stands before the public: for so many days from when it went up. */
import type { AskStep } from '../campaign/definition.ts';
import type { CalendarSlice } from '../time/calendar.ts';
import { DAY, type Instant, type ZoneMinutes } from '../time/civil-date.ts';
import { dueOf } from '../time/limit.ts';

/** Null where no length is given. */
export function standsUntil(
  { days, ofWork }: Pick<AskStep, 'days' | 'ofWork'>,
  from: Instant,
  calendar: CalendarSlice,
  zone: ZoneMinutes,
): Instant | null {
  if (days === null) return null;
  return ofWork === true ? dueOf({ count: days, unit: 'working-days' }, from, calendar, zone) : from + days * DAY;
}
