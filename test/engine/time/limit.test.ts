import { describe, expect, test } from '@jest/globals';
import { sliceCalendar } from '../../../packages/engine/src/time/calendar.ts';
import { formatDue, instantOf, parseDay } from '../../../packages/engine/src/time/civil-date.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { moveByWorkingDays, rungsOf } from '../../../packages/engine/src/time/ladder.ts';
import { dueOf, Limit } from '../../../packages/engine/src/time/limit.ts';

const zone = 480;
const china = sliceCalendar(CHINA_CALENDAR, 2011, 2012);
const at = (text: string, hour = 0): number => instantOf(parseDay(text) ?? Number.NaN, hour * 60, zone);

describe('a limit', () => {
  test.each<[Limit, opened: string, hour: number, due: string]>([
    [{ count: 5, unit: 'working-days' }, '2011-09-26', 9, '2011-10-08 24:00'], // a due across 国庆, ended by a working Saturday
    [{ count: 5, unit: 'working-days' }, '2011-09-26', 0, '2011-10-08 24:00'], // the day of opening never counts
    [{ count: 1, unit: 'working-days' }, '2011-10-03', 23, '2011-10-08 24:00'], // opened on a day off
    [{ count: 3, unit: 'days' }, '2011-09-30', 12, '2011-10-03 24:00'],
    [{ count: 3, unit: 'days', roll: 'next' }, '2011-09-30', 12, '2011-10-08 24:00'],
    [{ count: 3, unit: 'days', roll: 'previous' }, '2011-09-30', 12, '2011-09-30 24:00'],
    [{ count: 2, unit: 'weeks' }, '2011-11-01', 9, '2011-11-15 24:00'],
    [{ count: 1, unit: 'months' }, '2011-08-31', 9, '2011-09-30 24:00'],
    [{ count: 6, unit: 'months' }, '2011-09-26', 9, '2012-03-26 24:00'],
    [{ count: 1, unit: 'years' }, '2011-03-01', 9, '2012-03-01 24:00'],
    [{ count: 24, unit: 'hours' }, '2011-11-01', 9, '2011-11-02 09:00'],
    [{ count: 15, unit: 'hours' }, '2011-11-01', 9, '2011-11-01 24:00'],
    [{ count: 24, unit: 'hours', roll: 'next' }, '2011-11-04', 9, '2011-11-07 24:00'],
    [{ on: '2011-10-25' }, '2011-09-26', 9, '2011-10-25 24:00'],
    [{ on: '2011-12-10', roll: 'next' }, '2011-09-26', 9, '2011-12-12 24:00'], // 12月10日 is a Saturday
    [{ on: '2011-12-10' }, '2011-09-26', 9, '2011-12-10 24:00'],
  ])('of %j opened %s at %i:00 ends %s', (limit, opened, hour, due) => {
    expect(Limit.parse(limit)).toEqual(limit);
    expect(formatDue(dueOf(limit, at(opened, hour), china, zone), zone)).toBe(due);
  });

  test.each([
    { count: 0, unit: 'days' },
    { count: 1.5, unit: 'days' },
    { count: 3, unit: 'moons' },
    { on: '2011-02-30' },
    { count: 3, unit: 'days', on: '2011-01-01' },
  ])('is refused as %j', (limit) => {
    expect(Limit.safeParse(limit).success).toBe(false);
  });
});

describe('a ladder', () => {
  const due = dueOf({ count: 5, unit: 'working-days' }, at('2011-09-26', 9), china, zone); // Saturday 8 October, worked

  test('falls on mornings of working days, reminders first, escalations never before the due', () => {
    const ladder = {
      reminders: [-3, -1, 0, 1],
      escalations: [
        { after: 1, to: 'office' },
        { after: 0, to: 'sectionHead' },
      ],
    };

    expect(
      rungsOf(ladder, due, china, zone).map((rung) => `${formatDue(rung.at, zone)} ${rung.what} ${rung.offset}`),
    ).toEqual([
      '2011-09-28 09:00 remind -3',
      '2011-09-30 09:00 remind -1',
      '2011-10-08 09:00 remind 0',
      '2011-10-08 24:00 escalate 0',
      '2011-10-09 09:00 remind 1',
      '2011-10-09 09:00 escalate 1',
    ]);
  });

  test('counts calendar days and keeps another hour when it says so', () => {
    const rungs = rungsOf(
      { unit: 'days', minuteOfDay: 8 * 60 + 30, reminders: [-2], escalations: [] },
      due,
      china,
      zone,
    );

    expect(rungs.map((rung) => formatDue(rung.at, zone))).toEqual(['2011-10-06 08:30']);
  });

  test.each([
    [-1, '2011-09-30 24:00'],
    [0, '2011-10-08 24:00'],
    [1, '2011-10-09 24:00'],
    [3, '2011-10-11 24:00'],
  ])('moves a due by %i working days to %s, 24:00 kept', (count, to) => {
    expect(formatDue(moveByWorkingDays(due, count, china, zone), zone)).toBe(to);
  });
});
