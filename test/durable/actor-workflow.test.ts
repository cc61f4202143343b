import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { toldSignal, workflowIdOf } from '@lianfang/workflows';
import { aCampaign, DAY, decide, type PlacementName, START, submit } from './fixture.ts';
import { type DurableHost, type DurableHostOptions, startDurableHost } from './host.ts';

jest.setTimeout(120_000);

let host: DurableHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

/** Three declarations; one is returned and done again; one filler is late. */
async function walk(options: Omit<DurableHostOptions, 'at'>) {
  host = await startDurableHost({ at: START, ...options });
  await host.send(submit('u1-p1'), submit('u2-p1'));
  await host.send(decide('u1-p1', 'head', 'approve'), decide('u2-p1', 'head', 'return'));
  await host.send(decide('u1-p1', 'deputy', 'approve'));
  await host.passTo(START + 3 * DAY);
  await host.send(submit('u2-p1', 2));
  await host.send(decide('u2-p1', 'head', 'approve', 2), decide('u2-p1', 'deputy', 'approve', 2));
  await host.passTo(START + 30 * DAY);
  await host.send(submit('u1-p2'));
  await host.send(decide('u1-p2', 'head', 'approve'));
  await host.send(decide('u1-p2', 'deputy', 'approve'));
  return summaryOf(host);
}

/** What every placement, cache mode and number of runs must agree on: each node's events but for instants and ids of requests. */
async function summaryOf(running: DurableHost) {
  const events = await running.events();
  const compared = Object.entries(events).map(([node, list]) => [
    node,
    list
      .filter((event) => event.kind !== 'Ignored')
      .map(({ at: _at, seq: _seq, request: _request, ...rest }) => JSON.stringify(rest)),
  ]);
  return Object.fromEntries(compared) as Record<string, string[]>;
}

describe('an actor as a workflow', () => {
  const reference = new Map<string, Awaited<ReturnType<typeof walk>>>();

  const table: [name: string, placement: PlacementName, options: Partial<DurableHostOptions>][] = [
    ['in one actor', 'one', {}],
    ['in an actor per unit', 'per-unit', {}],
    ['in an actor per node', 'per-node', {}],
    ['with the cache off', 'one', { cache: 'off' }],
    ['per unit with the cache off', 'per-unit', { cache: 'off' }],
    ['continuing as new after every turn', 'one', { continueAsNewEvery: 1 }],
    ['per unit, continuing as new after every turn', 'per-unit', { continueAsNewEvery: 1 }],
  ];
  test.each(table)('comes to the same events %s', async (_, placement, options) => {
    const summary = await walk({ campaign: aCampaign({ placement }), ...options });

    const expected = reference.get('first') ?? summary;
    reference.set('first', expected);
    expect(summary).toEqual(expected);
    expect(summary['u2-p1']?.filter((event) => event.includes('"Returned"'))).toHaveLength(1);
    expect(summary['u1-p2']?.some((event) => event.includes('"BecameOverdue"'))).toBe(true);
    expect((await host?.statuses())?.flatMap((status) => status.incidents)).toEqual([]);
  });

  test('loses and doubles nothing when it continues as new with commands in flight', async () => {
    host = await startDurableHost({ campaign: aCampaign({ posts: 20 }), at: START, continueAsNewEvery: 1 });
    const { client, campaign } = host;
    const commands = Array.from({ length: 20 }, (_, i) => submit(`u1-p${i + 1}`));

    const results = await Promise.all(
      commands.map((command) => client.send(campaign.campaign, [command], { at: START })),
    );
    await host.rest(['org']);

    expect(results.flat().filter((result) => result.status !== 'accepted')).toEqual([]);
    const events = await host.events();
    for (const { node } of commands) {
      const own = events[node] ?? [];
      expect(own.filter((event) => event.kind === 'Submitted')).toHaveLength(1);
      expect(own.map((event) => event.seq)).toEqual(own.map((_, i) => i + 1));
    }
  });

  test('parks a message on which the kernel fails, shows it, and goes on', async () => {
    host = await startDurableHost({ campaign: aCampaign(), at: START });
    const handle = host.client.temporal.workflow.getHandle(workflowIdOf(host.campaign.campaign, 'org'));

    // What no version of the kernel sends; a defect of ours would look the same.
    await handle.signal(toldSignal, [null as never]);
    const [answer] = await host.send(submit('u1-p1'));

    expect(answer).toMatchObject({ ok: true });
    expect((await host.statuses())[0]?.incidents).toMatchObject([{ kind: 'told' }]);
  });
});
