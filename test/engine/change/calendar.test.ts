/** The working days of a year become known after work has begun: what was counted in them is counted anew, on record. */
import { describe, expect, test } from '@jest/globals';
import type { StageDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { type CalendarSlice, sliceCalendar } from '../../../packages/engine/src/time/calendar.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { placements, publishedCalendar } from '../../scenarios/campaigns.ts';
import { all, type By, last, type World } from '../../scenarios/world.ts';
import { DECLARE, type Otherwise, risks, rowsOf, SETTLE, twoStages, worldOf } from './two-stages.ts';

const SECTION = `${SETTLE}/section`;
const fiveDays = { kind: 'after', limit: { count: 5, unit: 'working-days' } } as const;

/** Each stage has five working days of its own; those of 2011 are not published yet. */
const counted: Otherwise = ({ stages }) => ({
  stages: stages.map((stage): StageDefinition => ({ ...stage, due: fiveDays })),
});
const source = twoStages(counted, { unpublished: true });
const published = publishedCalendar(source);

async function handIn(world: World, at = '09-28 09:00'): Promise<void> {
  await world.passTo(at);
  await world.ok(world.submit('p1', DECLARE, rowsOf(risks)));
}

describe.each(placements)('the published calendar, %s', (placement) => {
  test('moves a due across the holidays, with the reason, and arms its ladder anew', async () => {
    const world = worldOf(source, placement);
    await handIn(world);
    // Without the notice the first days of October are worked: 29, 30, 3, 4, 5.
    expect(await world.task('p1', SECTION)).toMatchObject({ due: world.at('10-06'), limit: fiveDays.limit });

    const change = world.changeCalendar(published);
    await world.ok(change);

    // 29, 30, then 8 and 9 (worked for the holidays), 10.
    const task = await world.task('p1', SECTION);
    expect(task).toMatchObject({ due: world.at('10-11'), overdue: false, owners: ['wu'] });
    expect(task?.ladder.map(({ what, at }) => [what, at])).toEqual([
      ['remind', world.at('10-09 09:00')],
      ['overdue', world.at('10-11')],
      ['escalate', world.at('10-11 09:00')],
      ['escalate', world.at('10-12 09:00')],
    ]);
    const kept = await world.record();
    expect(last(kept, 'org', 'CalendarChanged')).toMatchObject({
      calendarHash: hashOf(published),
      reason: change.reason,
      signer: { kind: 'administrator', person: 'he' },
    });
    expect(all(kept, 'p1', 'DueMoved')).toEqual([
      expect.objectContaining({
        task: SECTION,
        from: world.at('10-06'),
        to: world.at('10-11'),
        cause: 'calendar',
        reason: change.reason,
        signer: { kind: 'system' },
      }),
    ]);
    await world.passTo('10-10 23:00');
    expect(all(await world.record(), 'p1', 'BecameOverdue')).toEqual([]);
    await world.passTo('10-11 01:00');
    expect(all(await world.record(), 'p1', 'BecameOverdue')).toHaveLength(1);
  });

  test('counts for what opens later', async () => {
    const world = worldOf(source, placement);
    await world.ok(world.changeCalendar(published));
    await handIn(world);

    expect(await world.task('p1', SECTION)).toMatchObject({ due: world.at('10-11') });
    expect(all(await world.record(), 'p1', 'DueMoved')).toEqual([]);
  });

  test('makes on time again what was overdue on days that turn out to be off', async () => {
    const world = worldOf(source, placement);
    await handIn(world);
    await world.passTo('10-06 12:00');
    expect(await world.task('p1', SECTION)).toMatchObject({ overdue: true });

    await world.ok(world.changeCalendar(published));

    expect(await world.task('p1', SECTION)).toMatchObject({ overdue: false, due: world.at('10-11') });
  });
});

describe('a calendar that takes days off away', () => {
  const later = twoStages(counted);
  /** October's first days are worked after all. */
  const shorter: CalendarSlice = {
    ...later.campaign.calendar,
    years: { ...later.campaign.calendar.years, '2011': workedYear() },
  };

  function workedYear(): string {
    const { years } = sliceCalendar(
      {
        region: CHINA_CALENDAR.region,
        years: { '2011': { version: 9, holidays: [], workdays: [], sources: ['notice'] } },
      },
      2011,
      2011,
    );
    return years['2011'] ?? '';
  }

  test('moves a due forward', async () => {
    const world = worldOf(later);
    await handIn(world);
    expect(await world.task('p1', SECTION)).toMatchObject({ due: world.at('10-11') });

    await world.ok(world.changeCalendar(shorter));

    expect(await world.task('p1', SECTION)).toMatchObject({ due: world.at('10-06') });
  });

  test('makes nobody late by itself: the rest of the day remains', async () => {
    const world = worldOf(later);
    await handIn(world);
    await world.passTo('10-08 10:00');

    await world.ok(world.changeCalendar(shorter));

    expect(await world.task('p1', SECTION)).toMatchObject({ due: world.at('10-09'), overdue: false });
    await world.passTo('10-09 00:00');
    expect(await world.task('p1', SECTION)).toMatchObject({ overdue: true });
  });

  test('leaves overdue what was overdue before', async () => {
    const world = worldOf(later);
    await handIn(world);
    await world.passTo('10-11 10:00');
    const task = await world.task('p1', SECTION);
    expect(task).toMatchObject({ overdue: true });

    await world.ok(world.changeCalendar(shorter));

    expect(await world.task('p1', SECTION)).toEqual(task);
    expect(all(await world.record(), 'p1', 'DueMoved')).toEqual([]);
  });
});

describe('what moves with the calendar', () => {
  test('is a step with a limit, with its task', async () => {
    const world = worldOf(source);
    await world.passTo('09-28 09:00');
    await world.ok(world.openCase('p1', 'handling', { severity: '轻' }, { by: 'tang' }));
    const key = 'p1#handling-1';
    expect(await world.task(key, 'handling.remind')).toMatchObject({ due: world.at('10-06') });

    await world.ok(world.changeCalendar(published));

    const node = await world.node(key);
    expect(node.tasks['handling.remind']).toMatchObject({ due: world.at('10-11') });
    expect(node.steps['handling.remind']).toMatchObject({ dueAt: world.at('10-11') });
    expect(all(await world.record(), key, 'DueMoved')).toHaveLength(1);
  });

  test('is a review step, and each stage that ends with it', async () => {
    const world = worldOf(source);
    await world.passTo('09-28 09:00');
    await world.ok(world.openCase('p1', 'handling', { severity: '轻' }, { by: 'tang' }));
    const key = 'p1#handling-1';
    await world.ok(world.submit(key, 'handling.remind', { done: true }, { by: 'li' }));
    expect(await world.task(key, 'handling.verify/discipline')).toMatchObject({ due: world.at('10-13') });

    await world.ok(world.changeCalendar(published));

    // Ten working days: 29, 30, 8 to 14, 17.
    expect(await world.task(key, 'handling.verify/discipline')).toMatchObject({ due: world.at('10-18') });
    expect((await world.node(key)).steps['handling.verify']).toMatchObject({ dueAt: world.at('10-18') });
    expect(all(await world.record(), key, 'DueMoved').map(({ task }) => task)).toEqual(['handling.verify/discipline']);
  });

  test('is a review step whose stages have limits of their own, on record by its name', async () => {
    const base = twoStages(counted, { unpublished: true });
    const check = base.campaign.reviews.check;
    if (check === undefined) throw new Error('Expected the plan to have it.');
    const { hash: _, ...content } = { ...check, ...counted(check) };
    const reviews = { ...base.campaign.reviews, check: { ...content, hash: hashOf(content) } };
    const world = worldOf({ ...base, campaign: { ...base.campaign, reviews } });
    await world.passTo('09-28 09:00');
    await world.ok(world.openCase('p1', 'handling', { severity: '轻' }, { by: 'tang' }));
    const key = 'p1#handling-1';
    await world.ok(world.submit(key, 'handling.remind', { done: true }, { by: 'li' }));

    await world.ok(world.changeCalendar(published));

    expect(all(await world.record(), key, 'DueMoved').map(({ task, to }) => [task, to])).toEqual([
      ['handling.verify', world.at('10-18')],
      ['handling.verify/discipline', world.at('10-11')],
    ]);
  });

  test('is the usual time after a return, from the return on', async () => {
    const world = worldOf(source);
    await handIn(world);
    await world.ok(world.decide('p1', 'section', 'return', { reasons: ['不全'] }));
    expect(await world.task('p1', DECLARE)).toMatchObject({ due: world.at('10-04') });

    await world.ok(world.changeCalendar(published));

    expect(await world.task('p1', DECLARE)).toMatchObject({ due: world.at('10-09') });
    expect((await world.node('p1')).steps[DECLARE]).toMatchObject({ dueAt: world.at('10-09') });
  });

  test('is no due that somebody gave, or moved by hand, or that is a date', async () => {
    const world = worldOf(source);
    await world.passTo('09-26 09:00');
    await world.ok(world.submit('p1', DECLARE, rowsOf(risks)), world.submit('p2', DECLARE, rowsOf(risks)));
    await world.ok(world.decide('p1', 'section', 'return', { reasons: ['不全'], due: world.at('10-05') }));
    await world.ok(world.extend('p2', SECTION, '10-07'));
    const before = await Promise.all(['p1', 'p2'].map(async (node) => (await world.node(node)).tasks));

    await world.ok(world.changeCalendar(published));

    const due = (tasks: (typeof before)[number]) => Object.values(tasks).map((task) => task.due);
    const after = await Promise.all(['p1', 'p2'].map(async (node) => (await world.node(node)).tasks));
    expect(after.map(due)).toEqual(before.map(due));
    expect(after.map(due)).toEqual([[world.at('10-05')], [world.at('10-07')]]);
  });

  test('are the reminders before a due that stays', async () => {
    const world = worldOf(source);
    await handIn(world);
    await world.ok(world.extend('p1', SECTION, '10-09'));
    const reminders = async () =>
      (await world.task('p1', SECTION))?.ladder.filter((row) => row.what === 'remind').map((row) => row.at);
    expect(await reminders()).toEqual([world.at('10-07 09:00')]);

    await world.ok(world.changeCalendar(published));

    // 8 October is worked, and the days before it are off since 30 September.
    expect(await reminders()).toEqual([world.at('09-30 09:00')]);
    expect(await world.task('p1', SECTION)).toMatchObject({ due: world.at('10-09') });
  });
});

describe('a change of the calendar is refused', () => {
  test('by anybody but the office, and away from the root', async () => {
    const world = worldOf(source);
    const change = (by: By = {}) => world.changeCalendar(published, by);

    await world.refused('office.only', change({ by: 'he' }));
    await world.refused('calendar.change-at-root', { ...change(), node: 'u1' });
  });

  test('when it is none, another region’s, one that forgets a year, or the present one', async () => {
    const known = twoStages(counted);
    const world = worldOf(known);
    const refused = async (code: string, calendar: object) => {
      const change = { ...world.changeCalendar(published), calendar: { ...calendar }, calendarHash: hashOf(calendar) };
      return world.refused(code, change);
    };
    const { region } = known.campaign.calendar;

    const malformed = await refused('calendar.malformed', { region, years: { '2011': 'ff' } });
    expect(malformed.faults).toEqual(['years.2011: invalid_format']);
    await refused('calendar.other-region', { ...published, region: 'XX' });
    const { '2011': _, ...others } = published.years;
    expect(await refused('calendar.years-missing', { region, years: others })).toMatchObject({ years: ['2011'] });
    await refused('calendar.unchanged', known.campaign.calendar);
    await world.refused('calendar.other-hash', { ...world.changeCalendar(published), calendarHash: hashOf('other') });
  });
});
