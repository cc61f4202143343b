import { describe, expect, test } from '@jest/globals';
import {
  addWorkingDays,
  CalendarSlice,
  isPublished,
  isWorkingDay,
  rollToWorkingDay,
  sliceCalendar,
  unpublishedYears,
  WorkCalendar,
  workingDaysBetween,
} from '../../../packages/engine/src/time/calendar.ts';
import { formatDay, parseDay, weekdayOf, yearOf } from '../../../packages/engine/src/time/civil-date.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';

const day = (text: string): number => parseDay(text) ?? Number.NaN;
const china = sliceCalendar(CHINA_CALENDAR, 2011, 2027);

/** The notices' own words, transcribed apart from the data: days off as [first, last], then the days worked. */
const notices: [year: number, off: [string, string][], worked: string[]][] = [
  // 国办发明电〔2010〕40号; 12-31 by 国办发明电〔2011〕45号
  [
    2011,
    [
      ['01-01', '01-03'],
      ['02-02', '02-08'],
      ['04-03', '04-05'],
      ['04-30', '05-02'],
      ['06-04', '06-06'],
      ['09-10', '09-12'],
      ['10-01', '10-07'],
    ],
    ['01-30', '02-12', '04-02', '10-08', '10-09', '12-31'],
  ],
  // 国办发明电〔2011〕45号
  [
    2012,
    [
      ['01-01', '01-03'],
      ['01-22', '01-28'],
      ['04-02', '04-04'],
      ['04-29', '05-01'],
      ['06-22', '06-24'],
      ['09-30', '10-07'],
    ],
    ['01-21', '01-29', '03-31', '04-01', '04-28', '09-29'],
  ],
  // 国办发明电〔2015〕18号
  [
    2016,
    [
      ['01-01', '01-01'],
      ['02-07', '02-13'],
      ['04-04', '04-04'],
      ['05-01', '05-02'],
      ['06-09', '06-11'],
      ['09-15', '09-17'],
      ['10-01', '10-07'],
    ],
    ['02-06', '02-14', '06-12', '09-18', '10-08', '10-09'],
  ],
  // 国办发明电〔2023〕7号
  [
    2024,
    [
      ['01-01', '01-01'],
      ['02-10', '02-17'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-10', '06-10'],
      ['09-15', '09-17'],
      ['10-01', '10-07'],
    ],
    ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  ],
  // 国办发明电〔2024〕12号
  [
    2025,
    [
      ['01-01', '01-01'],
      ['01-28', '02-04'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['05-31', '06-02'],
      ['10-01', '10-08'],
    ],
    ['01-26', '02-08', '04-27', '09-28', '10-11'],
  ],
  // 国办发明电〔2025〕7号
  [
    2026,
    [
      ['01-01', '01-03'],
      ['02-15', '02-23'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-19', '06-21'],
      ['09-25', '09-27'],
      ['10-01', '10-07'],
    ],
    ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  ],
];

describe('the Chinese calendar', () => {
  test.each(notices)('of %i is what the notice says, day by day', (year, off, worked) => {
    const isOff = (text: string) => off.some(([from, to]) => text >= `${year}-${from}` && text <= `${year}-${to}`);

    for (let at = day(`${year}-01-01`); yearOf(at) === year; at += 1) {
      const text = formatDay(at);
      const expected = worked.includes(text.slice(5)) || (weekdayOf(at) <= 5 && !isOff(text));
      expect([text, isWorkingDay(china, at)]).toEqual([text, expected]);
    }
  });

  test('has every year from 2011 to 2026, each with its notice, weekdays off and weekend days worked', () => {
    expect(WorkCalendar.parse(CHINA_CALENDAR)).toEqual(CHINA_CALENDAR);
    expect(Object.keys(CHINA_CALENDAR.years)).toEqual(Array.from({ length: 16 }, (_, index) => String(2011 + index)));
    for (const [year, data] of Object.entries(CHINA_CALENDAR.years)) {
      expect(data.sources.join()).toContain(`关于${year}年部分节假日安排的通知`);
      for (const text of data.workdays) expect([text, weekdayOf(day(text)) > 5]).toEqual([text, true]);
      // A working weekend is always paid for by a weekday off; the years differ, the balance does not turn negative.
      const weekdaysOff = data.holidays
        .flatMap((span) => {
          const [from, to = from] = span.split('/');
          return Array.from({ length: day(to ?? '') - day(from ?? '') + 1 }, (_, index) => day(from ?? '') + index);
        })
        .filter((at) => weekdayOf(at) <= 5).length;
      expect(weekdaysOff).toBeGreaterThan(data.workdays.length);
    }
  });

  // Weekdays less the weekdays off plus the weekend days worked, counted from the notices by hand.
  test.each([
    [2011, 250],
    [2012, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    expect(workingDaysBetween(china, day(`${year - 1}-12-31`), day(`${year}-12-31`))).toBe(count);
  });

  test('falls back to Monday to Friday for a year that is not published, and says so', () => {
    expect(isPublished(china, 2027)).toBe(false);
    expect(unpublishedYears(china, day('2026-12-01'), day('2028-01-01'))).toEqual([2027, 2028]);
    expect(isWorkingDay(china, day('2027-10-01'))).toBe(true);
    expect(isWorkingDay(china, day('2027-10-02'))).toBe(false);
  });

  test('is carried as 92 hexadecimal digits a year', () => {
    const slice = sliceCalendar(CHINA_CALENDAR, 2011, 2011);

    expect(CalendarSlice.parse(JSON.parse(JSON.stringify(slice)))).toEqual(slice);
    expect(slice.years['2011']).toHaveLength(92);
    expect(Object.keys(slice.years)).toEqual(['2011']);
  });
});

describe('counting working days', () => {
  test.each([
    ['2011-09-26', 1, '2011-09-27'],
    ['2011-09-30', 1, '2011-10-08'], // over 国庆; Saturday the 8th is worked
    ['2011-09-30', 2, '2011-10-09'],
    ['2011-09-30', 3, '2011-10-10'],
    ['2011-10-03', 1, '2011-10-08'],
    ['2011-10-10', -1, '2011-10-09'],
    ['2011-10-08', -1, '2011-09-30'],
    ['2011-12-30', 1, '2011-12-31'],
    ['2011-12-31', 1, '2012-01-04'],
    ['2012-01-20', 3, '2012-01-30'],
    ['2011-10-03', 0, '2011-10-03'],
  ])('from %s by %i is %s', (from, count, to) => {
    expect(formatDay(addWorkingDays(china, day(from), count))).toBe(to);
  });

  test('between two days undoes adding, from any day to any working day', () => {
    for (let from = day('2011-09-01'); from < day('2011-11-01'); from += 1) {
      for (const count of [1, 2, 7, 23]) {
        expect(workingDaysBetween(china, from, addWorkingDays(china, from, count))).toBe(count);
      }
    }
    expect(workingDaysBetween(china, day('2011-10-10'), day('2011-09-30'))).toBe(-3);
  });

  test.each([
    ['none', '2011-10-15'],
    ['next', '2011-10-17'],
    ['previous', '2011-10-14'],
  ] as const)('a Saturday rolled %s is %s', (roll, to) => {
    expect(formatDay(rollToWorkingDay(china, day('2011-10-15'), roll))).toBe(to);
  });

  test('a working Saturday is not rolled', () => {
    expect(formatDay(rollToWorkingDay(china, day('2011-10-08'), 'next'))).toBe('2011-10-08');
  });
});

describe('a calendar document', () => {
  const year = { version: 1, holidays: [], workdays: [], sources: ['a notice'] };

  test.each([
    ['a date of another year', { ...year, holidays: ['2010-12-31/2011-01-02'] }, 'other-year'],
    ['a working day of another year', { ...year, workdays: ['2012-01-01'] }, 'other-year'],
    [
      'a day both off and worked',
      { ...year, holidays: ['2011-10-08'], workdays: ['2011-10-08'] },
      'both-off-and-worked',
    ],
    ['a span that runs backwards', { ...year, holidays: ['2011-10-07/2011-10-01'] }, 'day-span'],
    ['a date that does not exist', { ...year, workdays: ['2011-02-30'] }, 'date'],
    ['no source', { ...year, sources: [] }, undefined],
  ])('with %s is refused', (_, data, message) => {
    const result = WorkCalendar.safeParse({ region: 'X', years: { '2011': data } });

    expect(result.success).toBe(false);
    if (message !== undefined) expect(result.error?.issues[0]?.message).toBe(message);
  });
});
