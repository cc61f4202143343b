import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { FaultPoint } from '@lianfang/client';
import { type Child, startChild } from './children.ts';
import { aCampaign, decide, START, submit } from './fixture.ts';
import { type DurableHost, startDurableHost, testTemporal } from './host.ts';

jest.setTimeout(120_000);

let host: DurableHost | undefined;
let child: Child | undefined;
afterEach(async () => {
  await child?.kill();
  await host?.close();
  child = undefined;
  host = undefined;
});

const LEASE = 45_000;

async function answered(running: DurableHost, request: string) {
  for (const until = Date.now() + LEASE; Date.now() < until; ) {
    const row = await running.registry.request(running.campaign.campaign, request);
    if (row !== null && row.status !== 'pending') return row;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return null;
}

async function expectNothingLostOrDoubled(running: DurableHost): Promise<void> {
  const events = await running.events();
  const states = await running.states();
  for (const state of states) {
    for (const node of Object.values(state.nodes)) {
      // Nothing on record that the actor does not know, nothing that it knows without record, each once.
      expect((events[node.key] ?? []).map((event) => event.seq)).toEqual(
        Array.from({ length: node.seq }, (_, i) => i + 1),
      );
    }
  }
  const caused = Object.values(events)
    .flat()
    .filter((event) => event.kind === 'Submitted' || event.kind === 'Decided');
  const requests = caused.map((event) => event.request);
  expect(new Set(requests).size).toBe(requests.length);
  expect(
    (await running.registry.requestsOf(running.campaign.campaign)).filter((row) => row.status === 'pending'),
  ).toEqual([]);
}

describe('a process killed with SIGKILL', () => {
  const senderPoints: FaultPoint[] = ['before-update', 'after-update', 'inside-recording'];
  test.each(senderPoints)('as a sender %s leaves a request that the relay finishes once', async (killAt) => {
    host = await startDurableHost({ campaign: aCampaign(), at: START });
    const { campaign, registryUrl, taskQueue } = host;
    const command = submit('u1-p1');

    child = startChild({
      role: 'sender',
      killAt,
      registryUrl,
      temporal: { address: testTemporal(), taskQueue },
      campaign: campaign.campaign,
      commands: [command],
      at: START,
    });
    const signal = await child.ended;
    const row = await answered(host, command.request);
    await host.rest(['org']);

    expect(signal).toBe('SIGKILL');
    expect(row).toMatchObject({ status: 'accepted' });
    await expectNothingLostOrDoubled(host);
  });

  const workerPoints: [FaultPoint, number][] = [
    ['inside-recording', 1],
    ['during-continue-as-new', 2],
  ];
  test.each(workerPoints)('as a worker at %s, passing %i, is replaced and nothing is lost', async (killAt, pass) => {
    host = await startDurableHost({ campaign: aCampaign(), at: START, continueAsNewEvery: 1, worker: false });
    const { campaign, client, registryUrl, taskQueue } = host;
    const commands = [submit('u1-p1'), submit('u2-p1'), decide('u1-p1', 'head', 'approve')];
    child = startChild({ role: 'worker', killAt, pass, registryUrl, temporal: { address: testTemporal(), taskQueue } });

    const sending = (async () => {
      const results = [];
      for (const command of commands) results.push(...(await client.send(campaign.campaign, [command], { at: START })));
      return results;
    })();
    const signal = await child.ended;
    await host.startWorker();
    await sending;
    const rows = await Promise.all(commands.map((command) => answered(host as DurableHost, command.request)));
    await host.rest(['org']);

    expect(signal).toBe('SIGKILL');
    expect(rows.map((row) => row?.status)).toEqual(['accepted', 'accepted', 'accepted']);
    await expectNothingLostOrDoubled(host);
  });
});
