import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Event } from '@lianfang/engine/kernel';
import { createVerifier } from '@lianfang/engine/record';
import type { Registry } from '@lianfang/registry';
import fc from 'fast-check';
import { aCampaign, aRegistry, at, aYear, CAMPAIGN, HASH, people, type TestDatabase } from './fixture.ts';

const actor = 'dz';
let database: TestDatabase;
let registry: Registry;

beforeAll(async () => {
  database = await aRegistry();
  registry = database.registry;
});
afterAll(async () => await database.drop());

/** A campaign of its own in the shared database. */
async function aFreshCampaign(id: string): Promise<string> {
  await registry.saveCampaign({
    campaign: aCampaign(id, `${HASH('c').slice(0, 63)}d`),
    planText: 'plan',
    rosterText: 'roster',
    clock: { origin: 0, startedAt: 0, rate: 1 },
    people,
  });
  return id;
}

/** Everything that readers may see of a campaign, but for the order of arrival. */
async function everything(campaign: string): Promise<unknown> {
  const tables: Record<string, unknown> = {};
  for (const table of ['tasks', 'steps', 'reviews', 'meetings', 'grades', 'comments', 'cases', 'copies', 'nodes'])
    tables[table] = (await database.query(`select * from ${table} where campaign = $1 order by 2, 3`, [campaign])).rows;
  tables.actors = (
    await database.query(`select actor, recorded_through from actors where campaign = $1`, [campaign])
  ).rows;
  tables.outbox = (
    await database.query(`select key, person, template, payload, status from outbox where campaign = $1 order by 1`, [
      campaign,
    ])
  ).rows;
  tables.events = (
    await database.query(
      `select node, seq, event, names, previous, hash from events where campaign = $1 order by 1, 2`,
      [campaign],
    )
  ).rows;
  return JSON.parse(JSON.stringify(tables).replaceAll(campaign, 'CAMPAIGN'));
}

/** Without the chain, whose genesis names the campaign. */
function withoutChain(all: unknown): unknown {
  return JSON.parse(
    JSON.stringify(all, (key, value) =>
      (key === 'hash' && typeof value === 'string' && value.length === 64) ||
      key === 'previous' ||
      key === 'sealed_hash'
        ? undefined
        : value,
    ),
  );
}

function portions<T>(all: readonly T[], sizes: readonly number[]): T[][] {
  const parts: T[][] = [];
  let from = 0;
  for (let index = 0; from < all.length; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    parts.push(all.slice(from, from + size));
    from += size;
  }
  return parts;
}

describe('recording a year', () => {
  test('keeps the inbox, the steps, the review, the meeting, the grades and the watermark', async () => {
    const recorded = await registry.record({ campaign: CAMPAIGN, actor, events: aYear() });

    expect(recorded).toEqual({ through: aYear().length, added: aYear().length, overruled: [] });
    expect(await registry.inboxOf(CAMPAIGN, 'li')).toEqual([]);
    expect(await registry.inboxOf(CAMPAIGN, 'zhao')).toMatchObject([
      {
        node: 'jw-2',
        nodeName: '考务科科员',
        task: 'search.declare',
        overdue: true,
        reminders: 1,
        escalatedTo: ['zhang'],
        level: 1,
        due: at('2011-10-11T00:00'),
      },
    ]);
    expect(await registry.stuck(CAMPAIGN)).toMatchObject([{ node: 'jw', task: 'search.gather' }]);
    expect(await registry.stepsAt(CAMPAIGN, 'jw-1')).toMatchObject(
      [
        { step: 'search.declare', round: 2, place: 'done', version: HASH('2'), filler: 'li' },
        { step: 'search.settle', round: 1, place: 'done' },
      ].map((one) => (one.step === 'search.settle' ? { ...one, round: 2 } : one)),
    );
    expect(await registry.gradesAt(CAMPAIGN, 'jw-1')).toMatchObject([
      { scale: 'risk', source: 'approved', value: '一级' },
    ]);
    expect(await registry.meeting(CAMPAIGN, 'jw', 'm-1')).toMatchObject({
      place: 'closed',
      body: 'jw-team',
      present: ['wang', 'zhang'],
      minutes: HASH('9'),
      names: { wang: '王某', zhang: '张某' },
      agenda: [
        { review: 'jw-1/search.settle', place: 'delivered', outcome: 'approve', round: 2 },
        { review: 'jw-2/search.settle', place: 'refused', code: 'review.wrong-place' },
      ],
    });
    expect(await registry.recordedThrough(CAMPAIGN, actor)).toBe(aYear().length);
  });

  test('shows all rounds of the review side by side', async () => {
    const sheet = await registry.review(CAMPAIGN, 'jw-1/search.settle');

    expect(sheet).toMatchObject({
      place: 'approved',
      round: 2,
      filler: 'li',
      meeting: null,
      nodeName: '教务科科长',
      of: 'search.declare',
    });
    expect(sheet?.rounds.map((one) => [one.round, one.version, one.submission?.signer, one.changed])).toEqual([
      [1, HASH('1'), { kind: 'person', person: 'li' }, []],
      [2, HASH('2'), { kind: 'person', person: 'li' }, ['风险点2']],
    ]);
    expect(sheet?.rounds[0]?.decisions).toMatchObject([
      { stage: 'deputy', outcome: 'return', reasons: ['查找不全'], names: { zhang: '张某' } },
    ]);
    expect(sheet?.rounds[0]?.returned).toMatchObject({ due: at('2011-10-13T00:00'), locked: ['风险点1'] });
    expect(sheet?.rounds[1]?.decisions).toMatchObject([{ stage: 'team', outcome: 'approve', meeting: 'm-1' }]);
    expect(sheet?.rounds[1]?.returned).toBeNull();
    expect(await registry.review(CAMPAIGN, 'jw-2/search.settle')).toBeNull();
  });

  test('counts progress by step and unit, and names what is missing below', async () => {
    const progress = await registry.progress(CAMPAIGN);

    expect(progress).toMatchObject({ openTasks: 2, overdueTasks: 1, stuckTasks: 1 });
    expect(progress.steps.map((one) => [one.step, one.total, one.waiting, one.open, one.done, one.overdue])).toEqual([
      ['search.declare', 2, 0, 1, 1, 1],
      ['search.settle', 2, 1, 0, 1, 0],
      ['search.gather', 1, 0, 1, 0, 0],
    ]);
    expect(progress.units).toMatchObject([{ node: 'jw', name: '教务处', steps: progress.steps }]);
    expect(await registry.missingBelow(CAMPAIGN, 'jw', 'search.gather')).toEqual([
      { node: 'jw-2', name: '考务科科员', step: 'search.settle', place: 'waiting' },
    ]);
  });

  test('queues each notice once per person, whatever is recorded again', async () => {
    const before = await registry.outbox.list(CAMPAIGN);

    await registry.record({ campaign: CAMPAIGN, actor, events: aYear() });

    expect(await registry.outbox.list(CAMPAIGN)).toEqual(before);
    expect(before.map((one) => `${one.template} ${one.to}`).sort()).toEqual(
      [
        'assigned li',
        'assigned zhao',
        'assigned zhang',
        'returned li',
        'assigned li',
        'reminded zhao',
        'overdue zhao',
        'escalated zhang',
        'assigned zhang',
        'assigned wang',
        'assigned wang',
      ].sort(),
    );
    expect(new Set(before.map((one) => one.messageId)).size).toBe(before.length);
  });

  test('gives the same rows and the same chain for any order, portions, repeats and writers', async () => {
    const reference = await aFreshCampaign('reference');
    await registry.record({ campaign: reference, actor, events: aYear() });
    await registry.seal(reference);
    const expected = withoutChain(await everything(reference));
    const other = database.another();
    let run = 0;

    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(aYear(), { minLength: aYear().length }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.shuffledSubarray(aYear(), { maxLength: 15 }),
        fc.integer({ min: 0, max: 5 }),
        async (shuffled, sizes, again, sealAt) => {
          const campaign = await aFreshCampaign(`permuted-${run++}`);
          for (const [index, part] of portions([...shuffled, ...again], sizes).entries()) {
            // Two at once, by two pools, over an overlapping part; now and then the sealer comes between.
            await Promise.all([
              registry.record({ campaign, actor, events: part }),
              index % 2 === 0
                ? other.record({ campaign, actor, events: [...part].reverse() })
                : registry.recordedThrough(campaign, actor),
              index === sealAt ? other.seal(campaign) : undefined,
            ]);
          }
          await registry.seal(campaign);

          expect(withoutChain(await everything(campaign))).toEqual(expected);
          await verifies(campaign);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);

  test('chains the same entries to the same hashes when they come in another order', async () => {
    const [one, two] = [await aRegistry(), await aRegistry()];
    await one.registry.record({ campaign: CAMPAIGN, actor, events: aYear() });
    for (const event of [...aYear()].reverse())
      await two.registry.record({ campaign: CAMPAIGN, actor, events: [event] });

    const hashes = [await one.registry.checkpoint(CAMPAIGN), await two.registry.checkpoint(CAMPAIGN)].map(
      (made) => made.root,
    );

    expect(hashes[0]).toBe(hashes[1]);
    await one.drop();
    await two.drop();
  });
});

async function verifies(campaign: string): Promise<void> {
  const verifier = createVerifier();
  for await (const line of registry.exportLedger(campaign)) verifier.add(JSON.stringify(line));
  expect(verifier.end()).toMatchObject({ ok: true, entries: aYear().length, problems: [] });
}

describe('recording with gaps', () => {
  test('applies and acknowledges nothing behind a gap, until it is filled', async () => {
    const campaign = await aFreshCampaign('gap');
    const events = aYear();
    const gap = events.findIndex((event) => event.kind === 'Returned');

    const before = await registry.record({ campaign, actor, events: events.filter((_, index) => index !== gap) });
    expect(before.through).toBe(gap);
    expect((await registry.review(campaign, 'jw-1/search.settle'))?.place).toBe('deputy');
    expect((await registry.eventsKnown(campaign, actor)).nodes['jw-1']?.beyond.length).toBeGreaterThan(5);
    expect(await registry.ledger(campaign, { node: 'jw-1', limit: 100 })).toHaveLength(
      events.slice(0, gap).filter((event) => event.node === 'jw-1').length,
    );
    const after = await registry.record({ campaign, actor, events: [events[gap] as Event] });

    expect(after).toMatchObject({ through: events.length, added: 1 });
    expect((await registry.review(campaign, 'jw-1/search.settle'))?.place).toBe('approved');
    expect((await registry.eventsKnown(campaign, actor)).nodes['jw-1']?.beyond).toEqual([]);
  });

  test('refuses another content for a recorded event, and changes nothing', async () => {
    const campaign = await aFreshCampaign('differs');
    await registry.record({ campaign, actor, events: aYear().slice(0, 9) });
    const before = await everything(campaign);
    const forged = aYear()
      .slice(0, 12)
      .map((event) => (event.kind === 'Submitted' ? { ...event, late: true } : event));

    await expect(registry.record({ campaign, actor, events: forged })).rejects.toMatchObject({
      code: 'registry.event-differs',
      fields: { node: 'jw-1', seq: 4 },
    });

    expect(await everything(campaign)).toEqual(before);
  });

  test('a writer that dies in the middle leaves nothing, and the next one records all', async () => {
    const campaign = await aFreshCampaign('dies');
    // The last statement of the transaction fails: as if the connection were lost there.
    await database.query(`alter table outbox add constraint broken check (campaign <> 'dies') not valid`);
    await expect(registry.record({ campaign, actor, events: aYear() })).rejects.toThrow();
    expect((await database.query(`select count(*)::int as number from events where campaign = 'dies'`)).rows).toEqual([
      { number: 0 },
    ]);
    await database.query(`alter table outbox drop constraint broken`);

    const recorded = await registry.record({ campaign, actor, events: aYear() });

    expect(recorded.added).toBe(aYear().length);
  });

  test('keeps names as they were when a person is renamed later', async () => {
    const campaign = await aFreshCampaign('renamed');
    const cut = aYear().findIndex((event) => event.kind === 'Resubmitted');
    await registry.record({ campaign, actor, events: aYear().slice(0, cut) });
    await registry.savePeople(campaign, [{ person: 'zhang', name: '张新名' }]);
    await registry.record({ campaign, actor, events: aYear() });

    const rounds = (await registry.review(campaign, 'jw-1/search.settle'))?.rounds ?? [];

    expect(rounds[0]?.decisions[0]?.names.zhang).toBe('张某');
    expect(rounds[1]?.acts.find((act) => act.kind === 'TaskOpened' && act.stage === 'team')?.names.zhang).toBe(
      '张新名',
    );
  });
});
