/**
 * Civil dates and instants. A day is a whole number of days since 1970-01-01, written YYYY-MM-DD; an instant is epoch milliseconds;
 * the zone is a fixed offset from UTC in minutes, a constant of the campaign. Proleptic Gregorian calendar, years 1 to 9999.
 * Must not know which days are worked, nor what time it is.
 */
import { z } from 'zod';

/** Days since 1970-01-01. */
export type Day = number;
/** Epoch milliseconds. */
export type Instant = number;
/** Offset from UTC in minutes; east is positive. */
export type ZoneMinutes = number;

export const MINUTE = 60_000;
export const DAY = 86_400_000;
/** China's one zone, +08:00. */
export const CHINA_ZONE: ZoneMinutes = 480;

export interface CivilParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** A calendar date as text, `2011-09-26`. */
export const CivilDate = z.string().check(({ value, issues }) => {
  if (parseDay(value) !== undefined) return;
  issues.push({
    code: 'custom',
    params: { code: 'date.malformed', found: value.slice(0, 40) },
    message: 'date',
    input: value,
  });
});
export type CivilDate = z.infer<typeof CivilDate>;

/** An offset as text, `+08:00`. */
export const ZoneOffset = z.string().refine((text) => parseZone(text) !== undefined, { error: 'zone' });
export type ZoneOffset = z.infer<typeof ZoneOffset>;

/** The day of a date that exists; months and days outside the calendar are counted on (month 13 is next January). */
export function dayFrom(year: number, month: number, day: number): Day {
  const months = year * 12 + month - 1;
  const y = Math.floor(months / 12);
  const m = months - y * 12 + 1;
  // Years are counted from March, so that the leap day is the last of its year (Hinnant, days_from_civil).
  const marchYear = m <= 2 ? y - 1 : y;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function partsOf(day: Day): CivilParts {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

export function yearOf(day: Day): number {
  return partsOf(day).year;
}

/** From 1, the first of January. */
export function dayOfYear(day: Day): number {
  return day - dayFrom(yearOf(day), 1, 1) + 1;
}

/** ISO: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function daysInMonth(year: number, month: number): number {
  return dayFrom(year, month + 1, 1) - dayFrom(year, month, 1);
}

/** The same day of a later (or earlier) month; its last day where the month is too short. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, day: dayOfMonth } = partsOf(day);
  const first = partsOf(dayFrom(year, month + months, 1));
  return dayFrom(first.year, first.month, Math.min(dayOfMonth, daysInMonth(first.year, first.month)));
}

/** The day of `YYYY-MM-DD`; undefined when it is written otherwise or no such date exists. */
export function parseDay(text: string): Day | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (found === null) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayFrom(year, month, day);
}

export function formatDay(day: Day): CivilDate {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

/** The minutes of `+08:00`; undefined when it is no offset. */
export function parseZone(text: string): ZoneMinutes | undefined {
  const found = /^([+-])(\d{2}):(\d{2})$/.exec(text);
  if (found === null) return undefined;
  const [hours, minutes] = [Number(found[2]), Number(found[3])];
  if (hours > 14 || minutes > 59) return undefined;
  const offset = hours * 60 + minutes;
  return found[1] === '-' && offset > 0 ? -offset : offset;
}

export function formatZone(zone: ZoneMinutes): ZoneOffset {
  const minutes = Math.abs(zone);
  return `${zone < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}

/** `minuteOfDay` counts from midnight of the zone; 1440 is the end of the day. */
export function instantOf(day: Day, minuteOfDay: number, zone: ZoneMinutes): Instant {
  return day * DAY + (minuteOfDay - zone) * MINUTE;
}

/** The civil day on which the instant lies; midnight belongs to the day it begins. */
export function dayOf(instant: Instant, zone: ZoneMinutes): Day {
  return Math.floor((instant + zone * MINUTE) / DAY);
}

/** Whole minutes since midnight of the zone. */
export function minuteOf(instant: Instant, zone: ZoneMinutes): number {
  return Math.floor((instant - instantOf(dayOf(instant, zone), 0, zone)) / MINUTE);
}

/** 24:00 of the day, which is 0:00 of the next: what is due on a day may still be done on it. */
export function endOfDay(day: Day, zone: ZoneMinutes): Instant {
  return instantOf(day + 1, 0, zone);
}

/** The last day on which something due at `due` may still be done: for 24:00 the day that ends then. */
export function dueDayOf(due: Instant, zone: ZoneMinutes): Day {
  return dayOf(due - 1, zone);
}

/** `2011-09-26T08:30:00+08:00`. */
export function formatInstant(instant: Instant, zone: ZoneMinutes): string {
  const seconds = Math.floor((instant - instantOf(dayOf(instant, zone), 0, zone)) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${formatDay(dayOf(instant, zone))}T${clock.map((part) => pad(part, 2)).join(':')}${formatZone(zone)}`;
}

/** As a due is read by people: `2011-10-10 24:00`, never the midnight of the day after. */
export function formatDue(due: Instant, zone: ZoneMinutes): string {
  const minutes = Math.ceil((due - instantOf(dueDayOf(due, zone), 0, zone)) / MINUTE);
  return `${formatDay(dueDayOf(due, zone))} ${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
