/**
 * The calendar's own periods: months, quarters, half-years and years, as far as they lie in a plan's period. Must not know what is
 * counted or opened in them.
 */
import { z } from 'zod';
import { type Day, dayFrom, partsOf } from './civil-date.ts';
import type { Period } from './plan-date.ts';

export const CalendarUnit = z.enum(['month', 'quarter', 'half-year', 'year']);
export type CalendarUnit = z.infer<typeof CalendarUnit>;

const months: Readonly<Record<CalendarUnit, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

/** In order, both days inclusive; the first and last may be cut short by the plan's period. */
export function calendarPeriods(period: Period, unit: CalendarUnit): readonly Period[] {
  const length = months[unit];
  const first = partsOf(period.from);
  const found: Period[] = [];
  for (let month = Math.floor((first.month - 1) / length) * length; ; month += length) {
    const from = firstOf(first.year, month);
    if (from > period.to) return found;
    const to = firstOf(first.year, month + length) - 1;
    found.push({ from: Math.max(from, period.from), to: Math.min(to, period.to) });
  }
}

/** @param month from 0, counted on past the year's end */
function firstOf(year: number, month: number): Day {
  return dayFrom(year + Math.floor(month / 12), (month % 12) + 1, 1);
}
