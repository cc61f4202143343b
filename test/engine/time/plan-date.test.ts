import { describe, expect, test } from '@jest/globals';
import { timeCodes } from '../../../packages/engine/src/codes/time.ts';
import { parseDay } from '../../../packages/engine/src/time/civil-date.ts';
import {
  DateConvention,
  DEFAULT_CONVENTION,
  PlanDate,
  resolvePlanDate,
  WrittenDate,
  yearPeriod,
} from '../../../packages/engine/src/time/plan-date.ts';

const year = yearPeriod(2012);
const span = (words: string, period = year, convention = DEFAULT_CONVENTION): string => {
  const answer = resolvePlanDate(words, period, convention);
  return answer.found ? `${answer.date.start ?? ''}..${answer.date.end ?? ''}` : answer.code;
};

describe('the words of a date', () => {
  // words of the five source documents first, then other ways of writing
  test.each([
    ['9月26日', '2012-09-26..2012-09-26'],
    ['9月26日至10月10日', '2012-09-26..2012-10-10'],
    ['9月26日–10月10日', '2012-09-26..2012-10-10'],
    ['10月25日前', '..2012-10-25'],
    ['12月10日前', '..2012-12-10'],
    ['2月底前', '..2012-02-29'],
    ['3月底前', '..2012-03-31'],
    ['4月15日前', '..2012-04-15'],
    ['4月15日—4月30日', '2012-04-15..2012-04-30'],
    ['5月初—6月初', '2012-05-01..2012-06-10'],
    ['6月初—8月中旬', '2012-06-01..2012-08-20'],
    ['9月中旬—11月底', '2012-09-11..2012-11-30'],
    ['5月中旬', '2012-05-11..2012-05-20'],
    ['5月下旬', '2012-05-21..2012-05-31'],
    ['6月上旬–中旬', '2012-06-01..2012-06-20'],
    ['6月中旬–6月底', '2012-06-11..2012-06-30'],
    ['6月中旬-月底', '2012-06-11..2012-06-30'],
    ['7月上旬', '2012-07-01..2012-07-10'],
    ['6月上旬－中旬', '2012-06-01..2012-06-20'],
    ['5月－8月', '2012-05-01..2012-08-31'],
    ['2月底前完成', '..2012-02-29'],
    ['至2011年底', '..2011-12-31'],
    ['截至6月底', '..2012-06-30'],
    ['5月–8月', '2012-05-01..2012-08-31'],
    ['5-8月', '2012-05-01..2012-08-31'],
    ['9月26-30日', '2012-09-26..2012-09-30'],
    ['5-8日', 'date.missing'],
    ['8月底', '2012-08-31..2012-08-31'],
    ['10月中旬–下旬', '2012-10-11..2012-10-31'],
    ['11月', '2012-11-01..2012-11-30'],
    ['11月份', '2012-11-01..2012-11-30'],
    ['2011年底', '2011-12-31..2011-12-31'],
    ['2011年9月26日', '2011-09-26..2011-09-26'],
    ['2011年', '2011-01-01..2011-12-31'],
    ['2月下旬', '2012-02-21..2012-02-29'],
    ['二月二十九日', '2012-02-29..2012-02-29'],
    ['二〇一一年十月中旬', '2011-10-11..2011-10-20'],
    ['十二月三十一日前', '..2012-12-31'],
    ['９月２６日', '2012-09-26..2012-09-26'],
    [' 9 月 26 日 ', '2012-09-26..2012-09-26'],
    ['9月26日-30日', '2012-09-26..2012-09-30'],
    ['第三季度', '2012-07-01..2012-09-30'],
    ['一季度', '2012-01-01..2012-03-31'],
    ['第四季度末', '2012-12-31..2012-12-31'],
    ['二季度初', '2012-04-01..2012-04-10'],
    ['上半年', '2012-01-01..2012-06-30'],
    ['下半年', '2012-07-01..2012-12-31'],
    ['上半年底前', '..2012-06-30'],
    ['全年', '2012-01-01..2012-12-31'],
    ['年初', '2012-01-01..2012-01-10'],
    ['年中', '2012-06-01..2012-06-30'],
    ['年底', '2012-12-31..2012-12-31'],
    ['年底前', '..2012-12-31'],
    ['3月上半月', '2012-03-01..2012-03-15'],
    ['5月起', '2012-05-01..'],
    ['5月10日以后', '2012-05-10..'],
    ['11月–次年1月', '2012-11-01..2013-01-31'],
    ['2011年11月至2012年2月', '2011-11-01..2012-02-29'],
    ['2011-09-26', '2011-09-26..2011-09-26'],
    ['月 日前', 'date.missing'],
    ['月　日', 'date.missing'],
    ['年 月 日', 'date.missing'],
    ['2011年 月 日', 'date.missing'],
    ['5月 日前', 'date.missing'],
    ['月初', 'date.missing'],
    ['底前', 'date.missing'],
    ['前', 'date.missing'],
    ['中旬', 'date.missing'],
    ['26日', 'date.missing'],
    ['2月30日', 'date.not-in-calendar'],
    ['13月1日', 'date.not-in-calendar'],
    ['0月', 'date.not-in-calendar'],
    ['10月10日至9月26日', 'date.reversed'],
    ['尽快', 'date.unreadable'],
    ['9月26日至10月10日至11月', 'date.unreadable'],
    ['第五季度', 'date.unreadable'],
    ['9/26', 'date.unreadable'],
    ['', 'date.missing'],
  ])('%j mean %s', (words, expected) => {
    expect(span(words)).toBe(expected);
  });

  test('without a year wait for a person', () => {
    expect(resolvePlanDate('5月中旬', null)).toEqual({
      found: false,
      code: 'date.no-year',
      severity: 'missing',
      words: '5月中旬',
    });
    expect(resolvePlanDate('2011年5月中旬', null)).toMatchObject({ found: true, date: { start: '2011-05-11' } });
    expect(resolvePlanDate('月 日前', null)).toMatchObject({ code: 'date.missing', severity: 'missing' });
  });

  test('take the year of the period in which they lie', () => {
    const schoolYear = { from: parseDay('2011-09-01') ?? 0, to: parseDay('2012-07-31') ?? 0 };

    expect(span('9月26日', schoolYear)).toBe('2011-09-26..2011-09-26');
    expect(span('3月中旬', schoolYear)).toBe('2012-03-11..2012-03-20');
    expect(span('2月29日', schoolYear)).toBe('2012-02-29..2012-02-29');
    expect(span('8月15日', schoolYear)).toBe('2011-08-15..2011-08-15');
  });

  test('keep the words and name the readings that were used', () => {
    expect(resolvePlanDate('2月底前', year)).toEqual({
      found: true,
      date: { words: '2月底前', start: null, end: '2012-02-29', convention: ['底=end', '前=included'], by: 'words' },
    });
    expect(resolvePlanDate('5月初—8月中旬', year)).toMatchObject({ date: { convention: ['初=1–10', '中旬=11–20'] } });
    expect(resolvePlanDate('9月26日', year)).toMatchObject({ date: { convention: [] } });
  });

  test('are read by the convention of the plan', () => {
    const convention = DateConvention.parse({
      ...DEFAULT_CONVENTION,
      parts: { ...DEFAULT_CONVENTION.parts, 初: [1, 5], 底: [26, 'end'] },
      before: 'excluded',
    });

    expect(span('5月初', year, convention)).toBe('2012-05-01..2012-05-05');
    expect(span('8月底', year, convention)).toBe('2012-08-26..2012-08-31');
    expect(span('10月25日前', year, convention)).toBe('..2012-10-24');
  });
});

describe('a person', () => {
  test('overrules how words are read', () => {
    const date = WrittenDate.parse({ words: '5月中旬', is: '2012-05-16' });

    expect(resolvePlanDate(date, null)).toEqual({
      found: true,
      date: { words: '5月中旬', start: '2012-05-16', end: '2012-05-16', convention: [], by: 'person' },
    });
  });

  test('fills in what the document leaves blank', () => {
    expect(resolvePlanDate({ words: '月 日前', is: { from: null, to: '2012-05-16' } }, year)).toMatchObject({
      date: { start: null, end: '2012-05-16', by: 'person' },
    });
  });

  test('does not make it end before it begins', () => {
    expect(resolvePlanDate({ words: '5月', is: { from: '2012-05-16', to: '2012-05-15' } }, year)).toMatchObject({
      code: 'date.reversed',
    });
    expect(PlanDate.safeParse({ words: '5月', is: '2012-05-32' }).success).toBe(false);
  });
});

test('every code of a date is registered', () => {
  for (const words of ['月 日前', '尽快', '2月30日', '10月10日至9月26日'])
    expect(Object.keys(timeCodes)).toContain(span(words));
  expect(Object.keys(timeCodes)).toContain('date.no-year');
});
