import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashOf } from '@lianfang/engine/record';
import { openRegistry, type Registry } from '@lianfang/registry';
import * as schema from '../../packages/registry/src/schema.ts';
import { aCampaign, aRegistry, aYear, CAMPAIGN, HASH, type TestDatabase } from './fixture.ts';

let database: TestDatabase;
let registry: Registry;

beforeAll(async () => {
  database = await aRegistry();
  registry = database.registry;
});
afterAll(async () => await database.drop());

describe('migrations', () => {
  test('apply once, however often and by however many they are run', async () => {
    const fresh = await aRegistry();
    await fresh.query('drop schema public cascade');
    await fresh.query('create schema public');
    const others = [fresh.another(), fresh.another(), fresh.another()];

    const applied = await Promise.all(others.map((one) => one.migrate()));

    expect(applied.flat()).toEqual(['0001-registry', '0002-continues', '0003-copies', '0004-ballots']);
    expect(await fresh.registry.migrate()).toEqual([]);
    await fresh.drop();
  });

  test('leave exactly the tables and columns that the code names', async () => {
    const { rows } = await database.query(
      `select table_name, array_agg(column_name::text order by column_name) as columns from information_schema.columns
       where table_schema = 'public' and table_name <> 'migrations' group by 1 order by 1`,
    );
    const inDatabase: Record<string, string> = Object.fromEntries(
      rows.map((row) => [row.table_name, String(row.columns)]),
    );

    const symbol = (name: string) => Symbol.for(`drizzle:${name}`);
    const tables = Object.values(schema).filter(
      (one): one is typeof schema.events => typeof one === 'object' && symbol('Name') in one,
    );
    const inCode = Object.fromEntries(
      tables.map((table) => {
        const inner = table as unknown as Record<symbol, Record<string, { name: string }>>;
        const columns = Object.values(inner[symbol('Columns')] ?? {})
          .map((column) => column.name)
          .sort();
        return [String(inner[symbol('Name')]), `{${columns}}`];
      }),
    );
    const braced = Object.fromEntries(
      Object.entries(inDatabase).map(([table, columns]) => [table, columns.startsWith('{') ? columns : `{${columns}}`]),
    );
    expect(braced).toEqual(inCode);
  });
});

describe('a campaign', () => {
  test('is stored once and found again as it was', async () => {
    await registry.saveCampaign({
      campaign: aCampaign(),
      planText: 'another',
      rosterText: '',
      clock: { origin: 0, startedAt: 0, rate: 1 },
      people: [],
    });

    expect(await registry.getCampaign(CAMPAIGN)).toMatchObject({
      planText: 'plan',
      state: 'running',
      campaign: aCampaign(),
    });
    expect(await registry.listCampaigns()).toHaveLength(1);
    expect(await registry.getCampaign('none')).toBeNull();
  });

  test('of the same name with another definition is a fault', async () => {
    await expect(
      registry.saveCampaign({
        campaign: aCampaign(CAMPAIGN, HASH('e')),
        planText: '',
        rosterText: '',
        clock: { origin: 0, startedAt: 0, rate: 1 },
        people: [],
      }),
    ).rejects.toMatchObject({ code: 'registry.campaign-differs' });
  });

  test('that is not there is a fault where it is needed', async () => {
    await expect(registry.progress('none')).rejects.toMatchObject({ code: 'registry.campaign-unknown' });
  });

  test('is closed once', async () => {
    await registry.closeCampaign(CAMPAIGN);
    await registry.closeCampaign(CAMPAIGN);

    expect(await registry.getCampaign(CAMPAIGN)).toMatchObject({ state: 'closed', closedAt: 1_000 });
  });
});

describe('content', () => {
  const form = {
    id: 'form-1',
    facts: ['grade'],
    material: ['duty'],
    items: { rows: 'risks', id: 'id', facts: [], material: ['risk'] },
  };
  const store = (content: Record<string, unknown>, round = 1, step = 'search.declare') =>
    registry.storeVersion({ campaign: CAMPAIGN, node: 'jw-1', step, round, form, content, author: 'li' });

  test('has one salt per lineage, so that rounds compare and other posts do not', async () => {
    const content = { grade: '一级', duty: '招生', risks: [{ id: 'a', risk: '收礼' }] };
    const [one, two] = [await store(content), await store(content, 2)];
    const other = await store(content, 1, 'other.step');

    expect(two.manifest).toEqual(one.manifest);
    expect(other.manifest.version).not.toBe(one.manifest.version);
    expect(other.manifest.items[0]?.hash).not.toBe(one.manifest.items[0]?.hash);
    expect((await registry.versionsOf(CAMPAIGN, 'jw-1', 'search.declare')).map((one) => one.round)).toEqual([1, 2]);
  });

  test('is proved by its hash, with the salt', async () => {
    const hash = await registry.storeText('同意');
    const proof = await registry.textProof(hash);

    expect(hashOf({ salt: proof?.salt, text: '同意' })).toBe(hash);
    expect(await registry.storeText('同意')).not.toBe(hash);
    await expect(database.query(`update texts set text = '不同意'`)).rejects.toThrow('stay as they are');
  });

  test.each(['a\u0000b', 'a\ud800', '\udc00b'])('that could not be kept unchanged (%j) is refused', async (text) => {
    await expect(registry.storeText(text)).rejects.toMatchObject({ code: 'registry.unstorable' });
    await expect(store({ grade: text, risks: [] })).rejects.toMatchObject({ code: 'registry.unstorable' });
  });

  test('keeps pairs of surrogates', async () => {
    expect(await registry.readText(await registry.storeText('𠮷野'))).toBe('𠮷野');
  });
});

describe('the outbox', () => {
  test('gives each message to one sender, once, and never again', async () => {
    await registry.record({ campaign: CAMPAIGN, actor: 'dz', events: aYear() });
    const all = (await registry.outbox.list(CAMPAIGN)).map((one) => one.id);
    const other = database.another();

    const [one, two] = await Promise.all([registry.outbox.claim(6), other.outbox.claim(6)]);
    expect([...one, ...two].map((message) => message.id).sort((a, b) => a - b)).toEqual(all);
    expect(await registry.outbox.claim(6)).toEqual([]);

    await registry.outbox.markSent(one.map((message) => message.id));
    expect(await registry.outbox.expireClaims(0)).toBe(two.length);
    await registry.outbox.markUnknown(one.map((message) => message.id));

    const states = new Map((await registry.outbox.list(CAMPAIGN)).map((message) => [message.id, message.status]));
    expect(one.map((message) => states.get(message.id))).toEqual(one.map(() => 'sent'));
    expect(two.map((message) => states.get(message.id))).toEqual(two.map(() => 'unknown'));
    expect(await registry.outbox.claim(6)).toEqual([]);
  });
});

describe('a server that is away', () => {
  test('is a fault of the call, not of the process', async () => {
    const lost = openRegistry({ url: 'postgresql://nobody@127.0.0.1:1/none' });

    await expect(lost.listCampaigns()).rejects.toThrow();

    await lost.close();
  });
});
