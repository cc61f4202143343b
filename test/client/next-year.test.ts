/**
 * The year after: a campaign that continues another begins with what was approved there, unchanged items keep their hashes, and the
 * review shows what is different. On the real servers, with the example's plan for two years.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CommandInput, type CommandName, createClient, type LianfangClient } from '@lianfang/client';
import { CHINA_CALENDAR, compileCampaign, parsePlan, parseRoster } from '@lianfang/engine';
import type { Signer } from '@lianfang/engine/kernel';
import type { Registry } from '@lianfang/registry';
import { quietRuntime, type RunningWorker, runWorker } from '@lianfang/worker';
import { type TestRegistry, testRegistry } from '../durable/test-registry.ts';

const folder = path.join(__dirname, '../../examples/one-declaration');
const planText = readFileSync(path.join(folder, 'plan.yaml'), 'utf8');
const rosterText = readFileSync(path.join(folder, 'roster.yaml'), 'utf8');
const last = `y2011-${randomUUID()}`;
const next = `y2012-${randomUUID()}`;
const declare = 'search.declare';
const settle = 'cashier/search.settle';
const r1 = { id: 'r1', risk: '坐支现金', measure: '日清月结' };
const r2 = { id: 'r2', risk: '印章保管不严' };
const r3 = { id: 'r3', risk: '票据丢失' };
const r4 = { id: 'r4', risk: '网银密钥共用' };

let database: TestRegistry;
let registry: Registry;
let client: LianfangClient;
let worker: RunningWorker;

beforeAll(async () => {
  quietRuntime();
  database = await testRegistry();
  registry = database.registry;
  const temporal = { address: process.env.LIANFANG_TEST_TEMPORAL ?? '', taskQueue: `test-${randomUUID()}` };
  worker = await runWorker({ temporal, registry, grace: 1_000 });
  client = await createClient({ temporal, registry });
  await start(last, 2011);
  await act(last, 'zhou', 'submit', { node: 'cashier', step: declare, content: { grade: '中', items: [r1, r2, r3] } });
  await decide(last, 'qian');
  await decide(last, 'sun');
  // Handed in, never approved: the next year does not begin with it.
  await act(last, 'wu', 'submit', { node: 'buyer', step: declare, content: { grade: '高', items: [r1] } });
  await act(last, 'he', 'closeCampaign', { reason: '年度结束' });
  await start(next, 2012, last);
}, 120_000);
afterAll(async () => {
  await act(next, 'he', 'closeCampaign', { reason: '测试结束' }).catch(() => {});
  await worker?.shutdown();
  await client?.close();
  await database?.drop();
}, 60_000);

describe('a campaign that continues the one of the year before', () => {
  test('begins with what was approved at the same node and step, all unchanged', async () => {
    expect(await client.draftFor(next, 'cashier', declare)).toEqual({
      content: { grade: '中', items: [r1, r2, r3] },
      from: 'campaign',
      locked: [],
      flagged: {},
      since: { campaign: last, unchanged: ['r1', 'r2', 'r3'], changed: [], added: [], removed: [] },
    });
  });

  test('begins empty where nothing was approved', async () => {
    expect(await client.draftFor(next, 'buyer', declare)).toEqual({
      content: {},
      from: 'empty',
      locked: [],
      flagged: {},
    });
  });

  test('keeps the hash of every item that is handed in unchanged, and shows the difference on the review', async () => {
    const before = await registry.approvedVersion(last, 'cashier', declare);
    const content = { grade: '中', items: [r1, { ...r2, risk: '印章由一人保管', measure: '' }, r4] };

    await act(next, 'zhou', 'submit', { node: 'cashier', step: declare, content });

    const sheet = await registry.review(next, settle);
    const now = await registry.version(sheet?.hash ?? '');
    const hashOf = (version: typeof now, item: string) =>
      version?.manifest.items.find((one) => one.item === item)?.hash;
    expect(now?.salt).toBe(before?.salt);
    expect(hashOf(now, 'r1')).toBe(hashOf(before, 'r1'));
    expect(hashOf(now, 'r2')).not.toBe(hashOf(before, 'r2'));
    expect(sheet?.sinceBefore).toEqual({
      campaign: last,
      version: before?.hash,
      unchanged: ['r1'],
      changed: ['r2'],
      added: ['r4'],
      removed: ['r3'],
    });
  });

  test('goes on with its own last version after a return, still compared with the year before', async () => {
    const verdicts = [
      { item: 'r1', outcome: 'approve' },
      { item: 'r2', outcome: 'return', reasons: ['不准'] },
    ];
    await decide(next, 'qian', { outcome: 'return', opinion: '请核实', verdicts });

    expect(await client.draftFor(next, 'cashier', declare)).toMatchObject({
      content: { items: [r1, { id: 'r2', risk: '印章由一人保管' }, r4] },
      from: 'round',
      locked: expect.arrayContaining(['r1']),
      flagged: { r2: ['不准'] },
      since: { unchanged: ['r1'], changed: ['r2'], added: ['r4'], removed: ['r3'] },
    });
  });

  test('is stored with the campaign it starts from, and cannot be started from another', async () => {
    expect(await registry.getCampaign(next)).toMatchObject({ from: last });
    expect(await registry.getCampaign(last)).toMatchObject({ from: null });

    await expect(start(next, 2012, 'nowhere')).rejects.toMatchObject({ code: 'client.campaign-unknown' });
    await expect(start(last, 2011, next)).rejects.toMatchObject({ code: 'registry.campaign-differs' });
    await expect(start(next, 2012, next)).rejects.toMatchObject({ code: 'client.bad-input' });
  });

  test('needs a plan that says what it takes over', async () => {
    const silent = planText.replace(/^continues:.*$/m, '');

    await expect(start(`y-${randomUUID()}`, 2012, last, silent)).rejects.toMatchObject({ code: 'client.bad-input' });
  });
});

async function start(id: string, year: number, from?: string, text = planText): Promise<void> {
  const written = text.replace('period: 2011', `period: ${year}`);
  const { plan } = parsePlan(written);
  const { roster } = parseRoster(rosterText);
  if (plan === undefined || roster === undefined) throw new Error('Expected the example to be readable.');
  const { campaign, problems } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, campaign: id });
  if (campaign === undefined) throw new Error(JSON.stringify(problems));
  const people = roster.people.map(({ id: person, name }) => ({ person, name }));
  const clock = { origin: Date.UTC(year, 9, 10, 1), rate: 1 };
  await client.startCampaign({ campaign, planText: written, rosterText, people, clock, ...(from ? { from } : {}) });
  await until(async () => (await registry.inboxOf(id, 'zhou')).length > 0);
}

async function act<N extends CommandName>(id: string, person: string, name: N, input: CommandInput<N>): Promise<void> {
  const signer: Signer = name === 'closeCampaign' ? { kind: 'administrator', person } : { kind: 'person', person };
  expect(await client.perform(id, signer, name, input)).toMatchObject({ status: 'accepted' });
}

function decide(id: string, person: string, more: Partial<CommandInput<'decide'>> = {}): Promise<void> {
  return act(id, person, 'decide', { node: 'cashier', step: 'search.settle', outcome: 'approve', ...more });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('Expected it to come about within 30 seconds.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
