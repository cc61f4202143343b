/** A place that comes while the campaign runs: known from its event, and then like any other. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Event } from '@lianfang/engine/kernel';
import type { Registry } from '@lianfang/registry';
import { aRegistry, at, CAMPAIGN, type TestDatabase } from './fixture.ts';

let database: TestDatabase;
let registry: Registry;

const opened = (node: string, parent: string, name: string, actorSeq: number): Event => ({
  node,
  seq: 1,
  actorSeq,
  at: at('2011-11-01T09:00'),
  signer: { kind: 'system' },
  kind: 'NodeOpened',
  layer: 'post',
  added: { parent, name },
});

beforeAll(async () => {
  database = await aRegistry();
  registry = database.registry;
});
afterAll(async () => await database.drop());

test('is listed with the actor that hosts it, and counts in the progress of its unit', async () => {
  const before = await registry.progress(CAMPAIGN, 'unit');
  await registry.record({ campaign: CAMPAIGN, actor: 'dz', events: [opened('jw-9', 'jw', '核算员', 1)] });
  await registry.record({ campaign: CAMPAIGN, actor: 'dz', events: [opened('jw-9', 'jw', '核算员', 1)] });

  expect(await registry.addedPlaces(CAMPAIGN)).toEqual([
    { node: 'jw-9', layer: 'post', parent: 'jw', name: '核算员', actor: 'dz' },
  ]);
  const totals = (progress: typeof before) => JSON.stringify(progress).match(/"total":\d+/g) ?? [];
  expect(totals(await registry.progress(CAMPAIGN, 'unit'))).not.toEqual(totals(before));
});
