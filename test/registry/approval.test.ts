/** What the registry shows of a long review: seats in inboxes, copies to read, meetings of other nodes on its sheet, texts. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { vocabularyOf, writeSheet } from '@lianfang/engine/record';
import type { Registry } from '@lianfang/registry';
import { campaign as course, here, KEY, names, person, settle, threeRounds } from '../engine/record/course.ts';
import { aRegistry, CAMPAIGN, HASH, numbered, type TestDatabase } from './fixture.ts';

const actor = 'dz';
const ID = 'course';
let database: TestDatabase;
let registry: Registry;

const events = numbered(threeRounds());
const upTo = (kind: string): number => events.findIndex((event) => event.kind === kind);

beforeAll(async () => {
  database = await aRegistry();
  registry = database.registry;
  await registry.saveCampaign({
    campaign: { ...course, campaign: ID, campaignHash: HASH('a') },
    planText: 'plan',
    rosterText: 'roster',
    clock: { origin: 0, startedAt: 0, rate: 1 },
    people: Object.entries(names).map(([id, name]) => ({ person: id, name })),
  });
});
afterAll(async () => await database.drop());

describe('a long review', () => {
  test('shows each member of a voting body the task of their own seat', async () => {
    await registry.record({ campaign: ID, actor, events: events.slice(0, upTo('Recused')) });

    expect(await registry.inboxOf(ID, 'feng')).toMatchObject([
      { task: 'search.settle/panel@feng', stage: 'panel', seat: 'feng', owners: ['feng'], delegatedBy: [], urged: 0 },
    ]);
    expect(await registry.inboxOf(ID, 'wang')).toHaveLength(1);
  });

  test('shows who has something to read until they have read it', async () => {
    await registry.record({ campaign: ID, actor, events: events.slice(0, upTo('CopySent') + 1) });

    expect(await registry.copiesFor(ID, 'zhao')).toMatchObject([
      { campaign: ID, node: 'jw-1', nodeName: '教务科科长', step: 'search.settle', round: 3, by: 'sun', readAt: null },
    ]);

    await registry.record({ campaign: ID, actor, events: events.slice(0, upTo('CopyRead') + 1) });

    expect(await registry.copiesFor(ID, 'zhao')).toEqual([]);
    expect(await registry.copiesFor(ID, 'zhou')).toHaveLength(1);
  });

  test('shows where each branch stands, and lists what nobody can own', async () => {
    expect(await registry.reviews(ID)).toMatchObject([
      { place: 'joint', branches: { money: 'finance', staff: 'people' }, definition: HASH('d'), round: 3 },
    ]);
    expect(await registry.stuck(ID)).toMatchObject([{ task: 'search.settle/people', owners: ['wang'] }]);
  });

  test('has its whole course on the sheet, with what the meeting of another node did', async () => {
    await registry.record({ campaign: ID, actor, events });

    const sheet = await registry.review(ID, KEY);

    expect(sheet).toMatchObject({
      key: KEY,
      place: 'approved',
      nodeName: '教务科科长',
      stepName: '班子研究确定',
      definitions: [HASH('d')],
      newer: [],
      open: [],
      copies: [{ person: 'zhao' }, { person: 'zhou', readAt: null }],
    });
    expect(sheet?.stages.map((one) => one.stage)).toEqual(['section', 'panel', 'finance', 'people', 'team']);
    expect(sheet?.rounds.map((round) => round.acts.length > 0)).toEqual([true, true, true]);
    if (sheet === null) throw new Error('expected a sheet');
    const lines = writeSheet(sheet, 'zh', vocabularyOf(course, undefined, sheet.newer))
      .rows.flatMap((row) => row.cells.flat())
      .flatMap((moment) => moment.lines.map((line) => line.text));
    expect(lines).toEqual(
      expect.arrayContaining([
        '会议m-7：应到4人，实到3人',
        '本件回避：赵某',
        '赞成3（孙某、周某、吴某）、反对4（张某、王某、赵某、钱某）、弃权1（郑某）',
      ]),
    );
  });

  test('names the stages of a definition that came later', async () => {
    const definition = {
      id: 'points',
      name: '风险点审定（修订）',
      stages: [{ id: 'extra', name: '法务审核', by: 'deputy', outcomes: [] }],
      course: [{ kind: 'stage', stage: 'extra' }],
    };
    const later = numbered([
      ...threeRounds(),
      here('20T10:00', { kind: 'ReviewMoved', ...settle(3), from: HASH('d'), to: HASH('e'), place: 'extra' }),
      here(
        '20T09:00',
        {
          kind: 'ReviewChanged',
          review: 'points',
          from: HASH('d'),
          to: HASH('e'),
          definition,
          move: true,
          reason: HASH('8'),
        },
        person('wang'),
        'dz',
      ),
    ]).slice(events.length);
    await registry.record({ campaign: ID, actor, events: later });

    const sheet = await registry.review(ID, KEY);

    expect(sheet?.newer).toEqual([definition]);
    expect(sheet?.definitions).toEqual([HASH('d'), HASH('e')]);
    const words = vocabularyOf(course, undefined, sheet?.newer ?? []);
    expect([words.stage('search.settle', 'extra'), words.stage('search.settle', 'team')]).toEqual([
      '法务审核',
      '班子会审定',
    ]);
    expect(words.reviewOf('search.settle')).toBe('风险点审定（修订）');
  });

  test('of another campaign is not there', async () => {
    expect(await registry.review(CAMPAIGN, KEY)).toBeNull();
  });
});
