/**
 * Every actor ends its run after every turn, through whole scenarios, while several senders have commands in flight: the same events
 * and states as in memory, where no run ever ends.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient, type LianfangClient } from '@lianfang/client';
import type { ActorState, Answer, Command } from '@lianfang/engine/kernel';
import { type RunningWorker, runWorker } from '@lianfang/worker';
import { workflowIdOf } from '@lianfang/workflows';
import { campaignOf, type PlacementName, placed } from '../scenarios/campaigns.ts';
import { outcomeOf } from '../scenarios/compare.ts';
import { type Driver, rehearsalDriver } from '../scenarios/driver.ts';
import { driverOn } from '../scenarios/durable-driver.ts';
import { BEGIN, type Scenario } from '../scenarios/scenario.ts';
import { meetingOverAList } from '../scenarios/told/meetings.ts';
import { returnByEachStage } from '../scenarios/told/returns.ts';
import { straightPath } from '../scenarios/told/straight.ts';
import { instantAt, World } from '../scenarios/world.ts';
import { type DurableHost, startDurableHost, testTemporal } from './host.ts';
import { type TestRegistry, testRegistry } from './test-registry.ts';
import { expectWhole } from './whole.ts';

const PATIENCE = 600_000;
/** What a node last received is numbered by epoch, and within it as it was sent. */
const EPOCH = 1e9;
const taskQueue = `turning-${randomUUID()}`;
let database: TestRegistry;
let worker: RunningWorker;
let other: LianfangClient;

beforeAll(async () => {
  database = await testRegistry();
  const temporal = { address: testTemporal(), taskQueue };
  const every = { relay: 500, sealer: 0, outbox: 0 };
  worker = await runWorker({ temporal, registry: database.registry, grace: 1_000, every });
  other = await createClient({ temporal, registry: database.registry });
}, 60_000);
afterAll(async () => {
  await other?.close();
  await worker?.shutdown();
  await database?.drop();
}, 60_000);

/** Commands to different nodes all at once, each from two senders at the same moment; those to one node in their order. */
function inFlight(host: DurableHost): Driver['send'] {
  return async (...commands) => {
    const perNode = new Map<string, Command[]>();
    for (const command of commands) perNode.set(command.node, [...(perNode.get(command.node) ?? []), command]);
    const answers = new Map<string, Answer>();
    await Promise.all(
      [...perNode.values()].map(async (own) => {
        for (const command of own) {
          const [answer, again] = await Promise.all([host.sendNow(host.client, command), host.sendNow(other, command)]);
          expect(again).toEqual(answer);
          answers.set(command.request, answer);
        }
      }),
    );
    await host.restAt(commands.map(({ node }) => node));
    await everythingHeard(host);
    return commands.flatMap(({ request }) => answers.get(request) ?? []);
  };
}

/**
 * A run that ends meanwhile, or whose task was lost and is tried again, answers a question with what it knew before: an actor that says it
 * is at rest may have a message before it. What each has sent is compared with what the other has received.
 */
async function everythingHeard(host: DurableHost): Promise<void> {
  const actors = host.campaign.placement.map(({ actor }) => actor);
  for (;;) {
    await host.rest(actors);
    const nodes = Object.assign({}, ...(await host.states()).map((state) => state.nodes)) as ActorState['nodes'];
    const missed = Object.values(nodes).flatMap((node) =>
      Object.entries(node.cursors).filter(([cursor, sent]) => {
        const [kind = '', to = ''] = cursor.split('>');
        const heard = nodes[to]?.cursors[`${kind}<${node.key}`];
        return cursor.includes('>') && nodes[to] !== undefined && (heard ?? 0) % EPOCH !== sent;
      }),
    );
    if (missed.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Somebody who asks for what cannot be, all the time: Updates in flight at every turn, of which no trace may stay. */
function pester(host: DurableHost, world: World): { stop(): Promise<number> } {
  let stopped = false;
  let count = 0;
  const nodes = host.campaign.placement.map(({ actor }) => actor);
  const loop = (async () => {
    while (!stopped) {
      const node = nodes[count % nodes.length] ?? '';
      const command = world.submit(node, 'search.nothing', {}, { request: `pester-${count}`, by: 'tang' });
      const answer = await host.sendNow(other, command);
      expect(answer).toMatchObject({ ok: false, rejection: { code: 'step.unknown' } });
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  loop.catch(() => {}); // whoever stops it sees it
  return {
    async stop() {
      stopped = true;
      await loop;
      return count;
    },
  };
}

async function runsOf(host: DurableHost): Promise<number> {
  let runs = 0;
  for (const { actor } of host.campaign.placement) {
    const id = workflowIdOf(host.campaign.campaign, actor);
    for (let runId: string | undefined, first = true; first || runId; first = false) {
      const { events } = await host.client.temporal.workflow.getHandle(id, runId).fetchHistory();
      runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
      runs += 1;
    }
  }
  return runs;
}

describe('continuing as new at every step, with commands in flight', () => {
  const table: readonly (readonly [Scenario, PlacementName])[] = [
    [straightPath, 'per-unit'],
    [meetingOverAList, 'per-node'],
    [returnByEachStage, 'one'],
  ];
  test.concurrent.each(table.map(([scenario, placement]) => ({ name: scenario.name, scenario, placement })))(
    'loses and doubles nothing: $name, $placement',
    async ({ scenario, placement }) => {
      const source = campaignOf(scenario.on);
      const at = instantAt(source, BEGIN[scenario.on.plan]);
      const reference = rehearsalDriver(placed(source.campaign, placement), { at, seed: 1 });
      await scenario.play(new World(reference, source));

      const campaign = placed(source.campaign, placement, `turning-${randomUUID()}`);
      const registry = database;
      const host = await startDurableHost({ campaign, at, registry, taskQueue, worker: false, continueAsNewEvery: 1 });
      try {
        await host.rest([campaign.root]);
        const driver: Driver = { ...driverOn(host), now: () => host.now, send: inFlight(host) };
        const world = new World(driver, source);
        const pest = pester(host, world);
        await scenario.play(world);
        const pestered = await pest.stop();

        expect(await outcomeOf(driver)).toEqual(await outcomeOf(reference));
        const actors = campaign.placement.map(({ actor }) => actor);
        const { accepted, refused } = await expectWhole(campaign.campaign, actors, database.registry, host.client);
        const turns = (await host.statuses()).reduce((sum, status) => sum + status.turns, 0);
        const runs = await runsOf(host);
        expect(runs).toBeGreaterThan(turns / 2);
        process.stdout.write(
          `continue-as-new at every step, ${scenario.name}, ${placement}: ${turns} turns in ${runs} runs, ` +
            `${accepted.length} accepted, ${refused.length} refused (${pestered} of them all the while), 0 lost, 0 twice\n`,
        );
      } finally {
        await host.close();
      }
    },
    PATIENCE,
  );
});
