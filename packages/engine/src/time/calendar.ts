/**
 * Working days of a region: Monday to Friday, changed by the days off and the working weekends (调休) that are published for a year.
 * A year is versioned; a year without published data falls back to Monday to Friday and says so. Must not know limits or dues.
 */
import { z } from 'zod';
import { invariant } from '../invariant.ts';
import { CivilDate, type Day, dayFrom, formatDay, parseDay, partsOf, weekdayOf } from './civil-date.ts';

/** One date, or the first and last of a run: `2011-10-01/2011-10-07`. */
export const DaySpan = z.string().refine((text) => spanOf(text) !== undefined, { error: 'day-span' });
export type DaySpan = z.infer<typeof DaySpan>;

export const CalendarYear = z.strictObject({
  /** Raised when a later notice changes the year. */
  version: z.int().min(1),
  holidays: z.array(DaySpan).max(100),
  /** Weekend days that are worked (调休). */
  workdays: z.array(CivilDate).max(100),
  /** The notices that say so. */
  sources: z.array(z.string().min(1).max(200)).min(1).max(20),
});
export type CalendarYear = z.infer<typeof CalendarYear>;

const yearKey = z.string().regex(/^\d{4}$/);

export const WorkCalendar = z
  .strictObject({ region: z.string().min(1).max(50), years: z.record(yearKey, CalendarYear) })
  .check((context) => {
    for (const [year, { holidays, workdays }] of Object.entries(context.value.years)) {
      const off = new Set(holidays.flatMap(daysOf));
      const at = (key: string, day: Day, error: string): void => {
        context.issues.push({ code: 'custom', path: ['years', year, key], message: error, input: formatDay(day) });
      };
      for (const day of off) if (partsOf(day).year !== Number(year)) at('holidays', day, 'other-year');
      for (const text of workdays) {
        const day = parseDay(text);
        if (day === undefined) continue; // already refused as a date
        if (partsOf(day).year !== Number(year)) at('workdays', day, 'other-year');
        if (off.has(day)) at('workdays', day, 'both-off-and-worked');
      }
    }
  });
export type WorkCalendar = z.infer<typeof WorkCalendar>;

/** What an actor carries: a bit a day from the first of January, as hexadecimal; the first day is the highest bit. */
export const CalendarSlice = z.strictObject({
  region: z.string(),
  years: z.record(yearKey, z.string().regex(/^[0-9a-f]{92}$/)),
});
export type CalendarSlice = z.infer<typeof CalendarSlice>;

/** The slice for the years from `firstYear` to `lastYear`, both inclusive; unpublished years are left out. */
export function sliceCalendar(calendar: WorkCalendar, firstYear: number, lastYear: number): CalendarSlice {
  const years: Record<string, string> = {};
  for (let year = firstYear; year <= lastYear; year += 1) {
    const data = calendar.years[yearText(year)];
    if (data !== undefined) years[yearText(year)] = bitmapOf(year, data);
  }
  return { region: calendar.region, years };
}

/** Whether the days off of the year are published; if not, Monday to Friday are taken as worked. */
export function isPublished(slice: CalendarSlice, year: number): boolean {
  return Object.hasOwn(slice.years, yearText(year));
}

/** The years from `first` to `last` whose days off are not published. */
export function unpublishedYears(slice: CalendarSlice, first: Day, last: Day): number[] {
  const years: number[] = [];
  for (let year = partsOf(first).year; year <= partsOf(last).year; year += 1) {
    if (!isPublished(slice, year)) years.push(year);
  }
  return years;
}

export function isWorkingDay(slice: CalendarSlice, day: Day): boolean {
  const { year } = partsOf(day);
  const bitmap = slice.years[yearText(year)];
  if (bitmap === undefined) return weekdayOf(day) <= 5;
  const index = day - dayFrom(year, 1, 1);
  const digit = Number.parseInt(bitmap.charAt(index >> 2), 16);
  return (digit & (8 >> (index & 3))) !== 0;
}

/**
 * The nth working day after `day` (before it, when n is negative); `day` itself is never counted. With n = 0 the day itself,
 * worked or not.
 */
export function addWorkingDays(slice: CalendarSlice, day: Day, n: number): Day {
  invariant(Number.isSafeInteger(n) && Math.abs(n) <= 100_000, 'a whole number of working days, at most 100,000');
  let known = moves.get(slice);
  if (known === undefined) {
    known = new Map();
    moves.set(slice, known);
  }
  const key = day * 1_000_000 + n;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size > 20_000) known.clear();
  const step = n < 0 ? -1 : 1;
  let at = day;
  for (let left = Math.abs(n); left > 0; ) {
    at += step;
    if (isWorkingDay(slice, at)) left -= 1;
  }
  known.set(key, at);
  return at;
}

const moves = new WeakMap<CalendarSlice, Map<number, Day>>();

/** Working days after `from` up to and including `to`; negative when `to` is earlier. Inverse of `addWorkingDays` on working days. */
export function workingDaysBetween(slice: CalendarSlice, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(slice, to, from);
  let count = 0;
  for (let day = from + 1; day <= to; day += 1) if (isWorkingDay(slice, day)) count += 1;
  return count;
}

export const Roll = z.enum(['none', 'next', 'previous']);
export type Roll = z.infer<typeof Roll>;

/** The day itself when it is worked, else the next or previous working day, as stated. */
export function rollToWorkingDay(slice: CalendarSlice, day: Day, roll: Roll): Day {
  if (roll === 'none' || isWorkingDay(slice, day)) return day;
  return addWorkingDays(slice, day, roll === 'next' ? 1 : -1);
}

function bitmapOf(year: number, data: CalendarYear): string {
  const off = new Set(data.holidays.flatMap(daysOf));
  const worked = new Set(data.workdays.map(dayOfText));
  const first = dayFrom(year, 1, 1);
  const length = dayFrom(year + 1, 1, 1) - first;
  let text = '';
  for (let start = 0; start < 368; start += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4 && start + bit < length; bit += 1) {
      const day = first + start + bit;
      if (worked.has(day) || (weekdayOf(day) <= 5 && !off.has(day))) digit |= 8 >> bit;
    }
    text += digit.toString(16);
  }
  return text;
}

function spanOf(text: string): readonly [Day, Day] | undefined {
  const [from, to, ...rest] = text.split('/').map(parseDay);
  if (from === undefined || rest.length > 0) return undefined;
  if (!text.includes('/')) return [from, from];
  return to === undefined || to < from || to - from > 60 ? undefined : [from, to];
}

function daysOf(text: DaySpan): Day[] {
  const span = spanOf(text);
  if (span === undefined) return [];
  return Array.from({ length: span[1] - span[0] + 1 }, (_, index) => span[0] + index);
}

function dayOfText(text: string): Day {
  const day = parseDay(text);
  invariant(day !== undefined, `a date instead of '${text}'`);
  return day;
}

function yearText(year: number): string {
  return String(year).padStart(4, '0');
}
