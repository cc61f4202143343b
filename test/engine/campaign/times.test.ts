import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Compiled, compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import type { Campaign, Due } from '../../../packages/engine/src/campaign/definition.ts';
import { datedSpan } from '../../../packages/engine/src/campaign/span.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Plan } from '../../../packages/engine/src/plan/plan.ts';
import { parseRoster } from '../../../packages/engine/src/roster/parse-roster.ts';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { formatDay } from '../../../packages/engine/src/time/civil-date.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';

const read = (name: string) => readFileSync(join(__dirname, `../../plans/times/${name}.yaml`), 'utf8');

function bureau(): Roster {
  const { roster, problems } = parseRoster(readFileSync(join(__dirname, '../../plans/times/roster.yaml'), 'utf8'));
  if (roster === undefined) throw new Error(JSON.stringify(problems));
  return roster;
}

function planOf(text: string): Plan {
  const { plan, problems } = parsePlan(text);
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return plan;
}

function compiled(text: string): Compiled {
  return compileCampaign({ plan: planOf(text), roster: bureau(), calendar: CHINA_CALENDAR });
}

function campaignOf(text: string): Campaign {
  const { campaign, problems } = compiled(text);
  if (campaign === undefined) throw new Error(JSON.stringify(problems.filter((one) => one.severity !== 'advice')));
  return campaign;
}

const HOUR = 3_600_000;
/** The last day of a limit at a day, in the plans' zone. */
const dayOf = (due: Due | undefined): string | undefined =>
  due?.kind === 'at' ? formatDay(Math.floor((due.at + 8 * HOUR - 1) / (24 * HOUR))) : due?.kind;
const opening = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : formatDay(Math.floor((at + 8 * HOUR) / (24 * HOUR)));
const stepIn = (campaign: Campaign, id: string) => campaign.steps.find((one) => one.id === id);

/** Codes of what stands in the way, and of advice about waves. */
const said = (text: string) =>
  compiled(text)
    .problems.filter((one) => one.severity !== 'advice' || one.code.startsWith('wave.'))
    .map((one) => one.code);

describe('a plan over two calendar years', () => {
  const campaign = campaignOf(read('anchors'));

  test('that ends before it begins is told so, and not at each of its dates', () => {
    expect(said(read('anchors').replace('to: 2012-08-31', 'to: 2011-08-31'))).toEqual(['date.order']);
  });

  test('takes each date in the year in which it falls', () => {
    expect(campaign.period).toBe('2011-09-01/2012-08-31');
    expect(opening(campaign.phases[0]?.opens)).toBe('2011-09-21');
    expect(opening(campaign.phases[1]?.ends)).toBe('2012-03-11');
    expect(Object.keys(campaign.calendar.years)).toEqual(['2011', '2012', '2013', '2014']);
  });

  test('moves a date from the day that its words name', () => {
    // 10月25日 is a Tuesday: three working days before it is the Thursday before.
    expect(dayOf(stepIn(campaign, 'search.fill')?.due)).toBe('2011-10-20');
  });

  test('goes by the limit of another step, and by the window of a phase', () => {
    expect(dayOf(stepIn(campaign, 'search.check')?.due)).toBe('2011-10-27');
    // A week before Saturday 12月31日, which is worked in 2011, is a Saturday that is not: the Friday before.
    expect(dayOf(stepIn(campaign, 'search.gather')?.due)).toBe('2011-12-23');
  });

  test('lets a phase begin with one and end with another', () => {
    const write = stepIn(campaign, 'measures.write');

    expect(opening(write?.opens)).toBe('2011-09-21');
    expect(dayOf(write?.due)).toBe('2012-03-10');
    expect(write?.waits).toEqual({ same: [], above: [], below: [] });
  });

  test('needs no day for what begins together with a phase that has none', () => {
    const open = read('anchors').replace('window: { from: 9月下旬, to: 12月底前 }', 'window: { to: 12月底前 }');

    expect(said(open)).toEqual([]);
    expect(stepIn(campaignOf(open), 'measures.write')?.opens).toBeNull();
    expect(said(open.replace('    with: [search]\n', ''))).toEqual(['date.no-edge']);
  });
});

describe('the span of a campaign', () => {
  test('begins with the first opening and ends with the last limit', () => {
    const { first, last } = datedSpan(campaignOf(read('anchors')));

    expect([opening(first), opening(last)]).toEqual(['2011-09-21', '2012-03-11']);
  });

  test('begins a week before the first limit where that comes before anything opens', () => {
    const open = read('since').replace('window: { from: 3月1日, to: 6月30日 }', 'window: { to: 6月30日 }');

    expect(opening(datedSpan(campaignOf(open)).first)).toBe('2012-02-28');
  });

  test('is as open as the plan where nothing is dated', () => {
    expect(datedSpan({ phases: [], steps: [] }).first).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a step that repeats', () => {
  const campaign = campaignOf(read('repeat'));
  const times = campaign.steps.filter((step) => step.id.startsWith('monitor.monthly'));

  test('is a step of its own each time, with its name, opening and limit', () => {
    expect(times.map((step) => [step.id, step.name, opening(step.opens), dayOf(step.due)])).toEqual([
      ['monitor.monthly-1', '月度自查（第1期）', '2012-04-16', '2012-05-08'],
      ['monitor.monthly-2', '月度自查（第2期）', '2012-05-01', '2012-06-07'],
      ['monitor.monthly-3', '月度自查（第3期）', '2012-06-01', '2012-07-06'],
      ['monitor.monthly-4', '月度自查（第4期）', '2012-07-01', '2012-07-20'],
    ]);
  });

  test('waits for what is before it, and for no other time of its own', () => {
    for (const step of times) expect(step.waits).toEqual({ same: [], above: ['monitor.plan'], below: [] });
  });

  test('is waited for only by steps that name it', () => {
    expect(stepIn(campaign, 'monitor.note')?.waits.below).toEqual([]);
    expect(stepIn(campaign, 'end.sum')?.waits.below).toEqual(times.map((step) => step.id));
  });

  test('covers what was since the time before, where the plan lists days', () => {
    const visits = campaign.steps.filter((step) => step.id.startsWith('monitor.visits'));

    expect(visits.map((step) => [opening(step.opens), dayOf(step.due)])).toEqual([
      ['2012-04-16', '2012-04-30'],
      ['2012-05-11', '2012-05-20'],
      ['2012-05-21', '2012-06-29'],
    ]);
  });

  test.each([
    ['week', 13, '2012-04-22'],
    ['quarter', 2, '2012-06-30'],
    ['half-year', 2, '2012-06-30'],
  ])('comes every %s of its window', (every, count, first) => {
    const other = read('repeat').replace(/\{ every: month.* \} \}/, `{ every: ${every} }`);
    const found = campaignOf(other).steps.filter((step) => step.id.startsWith('monitor.monthly'));

    expect([found.length, dayOf(found[0]?.due)]).toEqual([count, first]);
  });

  test('has what is wrong with it said once', () => {
    expect(
      said(read('repeat').replace('declaration: sheet\n        repeat', 'declaration: other\n        repeat')),
    ).toEqual(['reference.form']);
  });
});

describe('waves', () => {
  const text = read('waves');

  test('give each step its dates in every wave', () => {
    const fill = stepIn(campaignOf(text), 'search.fill');

    expect(Object.entries(fill?.waves ?? {}).map(([id, { opens, due }]) => [id, opening(opens), dayOf(due)])).toEqual([
      ['pilot', '2012-03-01', '2012-03-11'],
      ['rest', '2012-04-05', '2012-04-15'],
    ]);
  });

  test('make a phase without a window last from the first to the last', () => {
    const [phase] = campaignOf(text).phases;

    expect([opening(phase?.opens), opening(phase?.ends)]).toEqual(['2012-03-01', '2012-06-01']);
  });

  test.each([
    ['a wave without places', 'if: desk.cash,', 'if: desk.cash and desk.permits,', ['wave.empty', 'wave.none']],
    ['a place of two waves', 'if: not(desk.cash)', 'if: desk.cash or not(desk.cash)', ['wave.twice']],
    ['a place of no wave', 'if: not(desk.cash)', 'if: desk.permits', ['wave.none']],
    ['waves at the same time', 'from: 4月5日', 'from: 3月5日', ['wave.overlap']],
    ['a wave turned round', 'from: 4月5日', 'from: 6月5日', ['date.outside-phase', 'date.order']],
  ])('are refused or advised upon with %s', (_what, from, to, codes) => {
    const found = said(text.replace(from, to));

    for (const code of codes) expect(found).toContain(code);
  });

  test('may leave places out where the phase has a window for them', () => {
    const window = '    window: { from: 3月1日, to: 6月30日 }\n    waves:';

    expect(said(text.replace('    waves:', window).replace('if: not(desk.cash)', 'if: desk.permits'))).toEqual([]);
  });
});
