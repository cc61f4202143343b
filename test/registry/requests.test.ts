import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer, Command } from '@lianfang/engine/kernel';
import type { Registry } from '@lianfang/registry';
import { aRegistry, aSubmit, aYear, CAMPAIGN, type TestDatabase } from './fixture.ts';

const actor = 'dz';
let database: TestDatabase;
let registry: Registry;

beforeAll(async () => {
  database = await aRegistry();
  registry = database.registry;
});
afterAll(async () => await database.drop());

const open = (commands: readonly Command[], holder = 'A', leaseSeconds = 60, batch = commands[0]?.request ?? '') =>
  registry.openRequests({ campaign: CAMPAIGN, actor, batch, commands, holder, leaseSeconds });
const lapse = async (request: string): Promise<void> => {
  await database.query(`update requests set lease_until = now() - interval '1 second' where id = $1`, [request]);
};
const age = async (request: string): Promise<void> => {
  await database.query(`update requests set opened_at = now() - interval '1 hour' where id = $1`, [request]);
};
const refuse = (request: string, holder = 'A') =>
  registry.recordRefusals({
    campaign: CAMPAIGN,
    holder,
    refusals: [{ request, rejection: { code: 'declaration.wrong-place' } }],
  });
const relay = (holder: string) =>
  registry.pendingRequests({ olderThanSeconds: 600, limit: 100, holder, leaseSeconds: 60 });
const accepted = (request: string): Answer => ({ request, ok: true, node: 'jw-1', seq: 7 });

describe('a request', () => {
  test('is pending and the opener’s to send, together with what was written', async () => {
    const version = await registry.prepareVersion({
      campaign: CAMPAIGN,
      node: 'jw-1',
      step: 'search.declare',
      round: 1,
      author: 'li',
      form: {
        id: 'form-1',
        facts: ['selfGrade'],
        material: [],
        items: { rows: 'risks', id: 'id', facts: [], material: ['risk'] },
      },
      content: { selfGrade: '二级', risks: [{ id: '风险点1', risk: '收受礼品' }] },
    });
    const opinion = registry.prepareText('查找不全');
    const unused = registry.prepareText('没有说');
    const { manifest } = version;
    const command = aSubmit('q-1', {
      version: manifest.version,
      material: manifest.material,
      items: [...manifest.items],
      facts: { opinion: opinion.hash },
    });

    const [opened] = await registry.openRequests({
      campaign: CAMPAIGN,
      actor,
      batch: 'b-1',
      commands: [command],
      holder: 'A',
      leaseSeconds: 60,
      versions: [version],
      texts: [opinion, unused],
    });

    expect(opened).toMatchObject({
      request: 'q-1',
      status: 'pending',
      answer: null,
      mine: true,
      batch: 'b-1',
      command,
    });
    expect(await registry.version(manifest.version)).toMatchObject({ content: version.content, manifest });
    expect(await registry.versionsOf(CAMPAIGN, 'jw-1', 'search.declare')).toMatchObject([
      { round: 1, author: 'li', hash: manifest.version },
    ]);
    expect(await registry.readText(opinion.hash)).toBe('查找不全');
    expect(await registry.readText(unused.hash)).toBeNull();
  });

  test('that is repeated while pending stays with its holder and keeps its first command', async () => {
    const first = aSubmit('q-2');
    await open([first], 'A', 60, 'b-2');

    const [repeated] = await open([aSubmit('q-2', { round: 2 })], 'B', 60, 'b-3');

    expect(repeated).toMatchObject({ mine: false, batch: 'b-2', command: first });
  });

  test('that is repeated after its answer gives the answer', async () => {
    await open([aSubmit('q-3')]);
    await registry.record({ campaign: CAMPAIGN, actor, events: [], answers: [accepted('q-3')] });
    await open([aSubmit('q-4')]);
    expect(await refuse('q-4')).toEqual(['q-4']);

    expect(await open([aSubmit('q-3'), aSubmit('q-4')], 'B')).toMatchObject([
      { mine: false, status: 'accepted', answer: accepted('q-3') },
      {
        mine: false,
        status: 'refused',
        answer: { request: 'q-4', ok: false, rejection: { code: 'declaration.wrong-place' } },
      },
    ]);
  });

  test('opened twice at the same moment is one row with one holder', async () => {
    const other = database.another();
    const both = await Promise.all(
      ['A', 'B'].map((holder, index) =>
        (index === 0 ? registry : other).openRequests({
          campaign: CAMPAIGN,
          actor,
          batch: 'b-5',
          holder,
          leaseSeconds: 60,
          commands: holder === 'A' ? [aSubmit('q-5'), aSubmit('q-6')] : [aSubmit('q-6'), aSubmit('q-5')],
        }),
      ),
    );

    const holders = both.map((rows) => rows.filter((row) => row.mine).map((row) => row.request));
    expect(holders.flat().sort()).toEqual(['q-5', 'q-6']);
  });
});

describe('a lease', () => {
  test('lets only its holder refuse', async () => {
    await open([aSubmit('l-1')], 'A');

    expect(await refuse('l-1', 'B')).toEqual([]);
    expect(await registry.request(CAMPAIGN, 'l-1')).toMatchObject({ status: 'pending' });
    expect(await refuse('l-1', 'A')).toEqual(['l-1']);
    expect(await registry.request(CAMPAIGN, 'l-1')).toMatchObject({ status: 'refused' });
  });

  test('that lapsed does not let its holder refuse, and another may take it', async () => {
    await open([aSubmit('l-2')], 'A');
    expect(await registry.takeLease(CAMPAIGN, ['l-2'], 'B', 60)).toEqual([]);
    await lapse('l-2');

    expect(await refuse('l-2', 'A')).toEqual([]);
    expect(await registry.takeLease(CAMPAIGN, ['l-2'], 'B', 60)).toEqual(['l-2']);
    expect(await refuse('l-2', 'A')).toEqual([]);
    expect(await refuse('l-2', 'B')).toEqual(['l-2']);
  });

  test('is given by the relay once, oldest batches whole and in order, to one relay', async () => {
    await open([aSubmit('l-4'), aSubmit('l-3')], 'dead', 60, 'b-relay');
    for (const request of ['l-3', 'l-4']) await Promise.all([age(request)]);
    expect((await relay('R')).flatMap((batch) => batch.commands.map((one) => one.request))).not.toContain('l-3');
    for (const request of ['l-3', 'l-4']) await lapse(request);

    const [one, two] = await Promise.all([relay('R1'), relay('R2')]);

    const batches = [...one, ...two].filter((batch) => batch.batch === 'b-relay');
    expect(batches.flatMap((batch) => batch.commands.map((command) => command.request)).sort()).toEqual(['l-3', 'l-4']);
    for (const batch of batches)
      if (batch.commands.length === 2) expect(batch.commands.map((command) => command.request)).toEqual(['l-4', 'l-3']);
  });

  test('leaves young requests alone', async () => {
    await open([aSubmit('l-5')], 'dead');
    await lapse('l-5');

    expect((await relay('R')).flatMap((batch) => batch.commands.map((one) => one.request))).not.toContain('l-5');
  });
});

describe('an anonymous comment', () => {
  const said = (request: string): Command => ({
    kind: 'Comment',
    request,
    node: 'jw',
    signer: { kind: 'person', person: 'li' },
    step: 'search.consult',
    comment: request,
    channel: '意见箱',
    from: 'anonymous',
    about: [],
    text: 'a'.repeat(64),
  });
  const everything = async (request: string): Promise<string> =>
    JSON.stringify(
      await database.query(
        `select r.*, f.command as refused, f.names from requests r left join refusals f on f.request = r.id where r.id = $1`,
        [request],
      ),
    );

  test('can be sent again by whoever holds its lease, until it is answered', async () => {
    const [opened] = await open([said('a-1')]);

    expect(opened).toMatchObject({ mine: true, command: { signer: { person: 'li' } } });
  });

  test('names nobody once it is accepted, nor does its hash tell who it was', async () => {
    const before = await registry.request(CAMPAIGN, 'a-1');
    await registry.record({ campaign: CAMPAIGN, actor, events: [], answers: [accepted('a-1')] });

    const after = await registry.request(CAMPAIGN, 'a-1');
    expect(after).toMatchObject({ status: 'accepted', command: { kind: 'Comment', signer: { kind: 'system' } } });
    expect(after?.commandHash).not.toBe(before?.commandHash);
    expect(await everything('a-1')).not.toMatch(/"li"|李某/);
  });

  test('names nobody once it is refused, on the chain of refusals neither', async () => {
    await open([said('a-2')]);
    expect(await refuse('a-2')).toEqual(['a-2']);

    expect(await registry.request(CAMPAIGN, 'a-2')).toMatchObject({ status: 'refused' });
    expect(await everything('a-2')).not.toMatch(/"li"|李某/);
  });

  test('of one who gives their name keeps it', async () => {
    await open([{ ...said('a-3'), from: 'named' } as Command]);
    await registry.record({ campaign: CAMPAIGN, actor, events: [], answers: [accepted('a-3')] });

    expect(await registry.request(CAMPAIGN, 'a-3')).toMatchObject({ command: { signer: { person: 'li' } } });
  });
});

describe('an answer to a questionnaire', () => {
  const answer = (request: string): Command => ({
    kind: 'Reply',
    request,
    node: 'jw',
    signer: { kind: 'person', person: 'li' },
    step: 'search.consult',
    facts: { view: '不满意' },
  });

  test('says who, and no longer what, once it is accepted', async () => {
    const [opened] = await open([answer('answer-1')]);
    await registry.record({ campaign: CAMPAIGN, actor, events: [], answers: [accepted('answer-1')] });

    const after = await registry.request(CAMPAIGN, 'answer-1');
    expect(opened).toMatchObject({ command: { facts: { view: '不满意' } } });
    expect(after).toMatchObject({
      status: 'accepted',
      command: { kind: 'Reply', signer: { person: 'li' }, facts: {} },
    });
    expect(after?.commandHash).not.toBe(opened?.commandHash);
  });

  test('keeps no answer on the chain of refusals', async () => {
    await open([answer('answer-2')]);
    expect(await refuse('answer-2')).toEqual(['answer-2']);

    expect(await registry.request(CAMPAIGN, 'answer-2')).toMatchObject({ status: 'refused', command: { facts: {} } });
  });
});

describe('an acceptance', () => {
  test('wins over an earlier refusal, and the signer is told once', async () => {
    await open([aSubmit('r-1')]);
    await refuse('r-1');
    const caused = aYear().filter((event) => event.request === 'r-1');

    const first = await registry.record({
      campaign: CAMPAIGN,
      actor,
      events: caused,
      answers: [{ ...accepted('r-1'), seq: 10 } as Answer],
    });
    const again = await registry.record({ campaign: CAMPAIGN, actor, events: caused });

    expect([first.overruled, again.overruled]).toEqual([['r-1'], []]);
    expect(await registry.request(CAMPAIGN, 'r-1')).toMatchObject({
      status: 'accepted',
      answer: { ok: true, seq: 10 },
    });
    expect((await registry.outbox.list(CAMPAIGN)).filter((one) => one.template === 'accepted-after-all')).toMatchObject(
      [{ to: 'li' }],
    );
    expect(await refuse('r-1')).toEqual([]);
  });

  test('is known from the events alone, when nobody lived to give the answer', async () => {
    await open([aSubmit('r-2')]);

    await registry.record({ campaign: CAMPAIGN, actor, events: aYear().filter((event) => event.request === 'r-2') });

    expect(await registry.request(CAMPAIGN, 'r-2')).toMatchObject({
      status: 'accepted',
      answer: { ok: true, node: 'jw-1' },
    });
  });

  test('and a refusal of one durable batch are recorded together, without a lease', async () => {
    await open([aSubmit('m-1'), aSubmit('m-2')], 'A', 60, 'mixed');
    const refused: Answer = { request: 'm-2', ok: false, rejection: { code: 'review.stale' } };

    await registry.record({ campaign: CAMPAIGN, actor, events: [], answers: [accepted('m-1'), refused] });

    expect((await open([aSubmit('m-1'), aSubmit('m-2')], 'B')).map((one) => one.status)).toEqual([
      'accepted',
      'refused',
    ]);
    await registry.record({ campaign: CAMPAIGN, actor, events: [], answers: [{ ...refused, request: 'm-1' }] });
    expect(await registry.request(CAMPAIGN, 'm-1')).toMatchObject({ status: 'accepted' });
  });

  test('refusals stay on record in one chain, also those overruled', async () => {
    await registry.seal(CAMPAIGN);

    const refusals = await registry.refusals(CAMPAIGN);

    expect(refusals.map((one) => one.seq)).toEqual(refusals.map((_, index) => index + 1));
    expect(refusals.map((one) => one.request)).toEqual(expect.arrayContaining(['q-4', 'l-1', 'l-2', 'r-1', 'm-2']));
    expect(refusals.find((one) => one.request === 'q-4')).toMatchObject({
      names: { li: '李某' },
      rejection: { code: 'declaration.wrong-place' },
    });
  });
});
