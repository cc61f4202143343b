import { describe, expect, test } from '@jest/globals';
import {
  addMonths,
  dayFrom,
  dayOf,
  dayOfYear,
  daysInMonth,
  dueDayOf,
  endOfDay,
  formatDay,
  formatDue,
  formatInstant,
  formatZone,
  instantOf,
  minuteOf,
  parseDay,
  parseZone,
  partsOf,
  weekdayOf,
} from '../../../packages/engine/src/time/civil-date.ts';

const zone = 480;
const day = (text: string): number => parseDay(text) ?? Number.NaN;

describe('a civil date', () => {
  test.each([
    ['1970-01-01', 0, 4],
    ['1969-12-31', -1, 3],
    ['2000-02-29', 11_016, 2],
    ['2011-09-26', 15_243, 1],
    ['2012-12-31', 15_705, 1],
    ['0001-01-01', -719_162, 1],
    ['9999-12-31', 2_932_896, 5],
  ])('%s is day %i and weekday %i', (text, number, weekday) => {
    expect(parseDay(text)).toBe(number);
    expect(formatDay(number)).toBe(text);
    expect(weekdayOf(number)).toBe(weekday);
  });

  test('agrees with the platform calendar on every day of four centuries', () => {
    for (let number = day('1899-12-25'); number <= day('2101-01-05'); number += 1) {
      const platform = new Date(number * 86_400_000);
      const parts = { year: platform.getUTCFullYear(), month: platform.getUTCMonth() + 1, day: platform.getUTCDate() };
      if (partsOf(number).day !== parts.day || weekdayOf(number) % 7 !== platform.getUTCDay()) {
        expect({ number, ...partsOf(number), weekday: weekdayOf(number) % 7 }).toEqual({
          number,
          ...parts,
          weekday: platform.getUTCDay(),
        });
      }
      if (dayFrom(parts.year, parts.month, parts.day) !== number) expect(parts).toBe(number);
    }
  });

  test.each([
    '2011-02-29',
    '2011-13-01',
    '2011-00-10',
    '2011-1-1',
    '2011-01-00',
    '0000-01-01',
    '2011/01/01',
    '',
    '20110101',
  ])('is refused as %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  test.each([
    ['2011-01-31', 1, '2011-02-28'],
    ['2012-01-31', 1, '2012-02-29'],
    ['2011-03-31', -1, '2011-02-28'],
    ['2011-11-15', 3, '2012-02-15'],
    ['2012-02-29', 12, '2013-02-28'],
    ['2011-05-05', 0, '2011-05-05'],
  ])('%s moved by %i months is %s', (from, months, to) => {
    expect(formatDay(addMonths(day(from), months))).toBe(to);
  });

  test('knows the length of months and its place in the year', () => {
    expect([1, 2, 3, 4, 12].map((month) => daysInMonth(2012, month))).toEqual([31, 29, 31, 30, 31]);
    expect(daysInMonth(1900, 2)).toBe(28);
    expect([dayOfYear(day('2012-01-01')), dayOfYear(day('2012-12-31'))]).toEqual([1, 366]);
  });
});

describe('an instant', () => {
  test('lies on the civil day of its zone', () => {
    const midnight = instantOf(day('2011-09-26'), 0, zone);

    expect(midnight).toBe(Date.UTC(2011, 8, 25, 16));
    expect(formatDay(dayOf(midnight, zone))).toBe('2011-09-26');
    expect(formatDay(dayOf(midnight - 1, zone))).toBe('2011-09-25');
    expect(minuteOf(midnight + 90 * 60_000 + 59_999, zone)).toBe(90);
    expect(formatInstant(midnight + 8.5 * 3_600_000, zone)).toBe('2011-09-26T08:30:00+08:00');
  });

  test('at the end of a day still belongs, as a due, to that day', () => {
    const due = endOfDay(day('2011-10-10'), zone);

    expect(due).toBe(instantOf(day('2011-10-10'), 1440, zone));
    expect(formatDay(dueDayOf(due, zone))).toBe('2011-10-10');
    expect(formatDue(due, zone)).toBe('2011-10-10 24:00');
    expect(formatDue(instantOf(day('2011-10-10'), 17 * 60 + 30, zone), zone)).toBe('2011-10-10 17:30');
  });

  test.each([
    ['+08:00', 480],
    ['-03:30', -210],
    ['+00:00', 0],
  ])('has the offset %s of %i minutes', (text, minutes) => {
    expect(parseZone(text)).toBe(minutes);
    expect(formatZone(minutes)).toBe(text);
  });

  test.each(['+8', '08:00', '+15:00', '+08:60', 'Asia/Shanghai'])('refuses %j as an offset', (text) => {
    expect(parseZone(text)).toBeUndefined();
  });
});
