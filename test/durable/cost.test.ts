/** What a declaration may cost in histories, watched on a small unit; `npm run bench -- events` measures the full one. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient, type LianfangClient } from '@lianfang/client';
import { type RunningWorker, runWorker } from '@lianfang/worker';
import { actsOn, endUnit, type MeasuredUnit, playUnit, singles } from '../bench/declarations.ts';
import { historiesOf } from '../bench/histories.ts';
import { testTemporal } from './host.ts';
import { type TestRegistry, testRegistry } from './test-registry.ts';

const POSTS = 8;

let database: TestRegistry;
let worker: RunningWorker;
let client: LianfangClient;
let unit: MeasuredUnit | undefined;

beforeAll(async () => {
  database = await testRegistry();
  const { registry } = database;
  const temporal = { address: testTemporal(), taskQueue: `cost-${process.pid}` };
  worker = await runWorker({ temporal, registry, grace: 500, every: { relay: 0, sealer: 0, outbox: 0 } });
  client = await createClient({ temporal, registry });
});
afterAll(async () => {
  if (unit) await endUnit(client, unit);
  await client.close();
  await worker.shutdown();
  await database.drop();
});

describe('a declaration with six decisions, each a single command', () => {
  test('stays within the events, writes and bytes of the design; a refusal costs nothing', async () => {
    unit = await playUnit(client, singles, { posts: POSTS, items: 1 });
    const { events, transitions, bytes } = await historiesOf(client, unit.campaign);

    expect(events / POSTS).toBeLessThanOrEqual(singles.targets.events);
    expect(transitions / POSTS).toBeLessThanOrEqual(singles.targets.writes ?? 0);
    expect(bytes / POSTS).toBeLessThanOrEqual(singles.targets.bytes);

    await expect(actsOn(client, unit).decide(['p1'], 'leader', 'approve')).rejects.toThrow('review.wrong-place');
    expect(await historiesOf(client, unit.campaign)).toMatchObject({ events, transitions, bytes });
  });
});
