/**
 * Scenarios on the durable host: a real Temporal server, a real registry, and one worker for each cache mode that all runs share.
 */
import { randomUUID } from 'node:crypto';
import { type RunningWorker, runWorker } from '@lianfang/worker';
import { commandUpdate, workflowIdOf } from '@lianfang/workflows';
import type { Campaign } from '../../packages/engine/src/campaign/definition.ts';
import { placeOf } from '../../packages/engine/src/campaign/keys.ts';
import type { Event } from '../../packages/engine/src/kernel/event.ts';
import type { Instant } from '../../packages/engine/src/time/civil-date.ts';
import { type DurableHost, startDurableHost, testTemporal } from '../durable/host.ts';
import { type TestRegistry, testRegistry } from '../durable/test-registry.ts';
import type { Driver } from './driver.ts';

export const cacheModes = ['cache', 'no cache'] as const;
export type CacheMode = (typeof cacheModes)[number];

export interface Workers {
  readonly registry: TestRegistry;
  readonly queues: ReadonlyMap<CacheMode, string>;
  stop(): Promise<void>;
}

/** One for each mode, on a registry that they share. */
export async function startWorkers(modes: readonly CacheMode[] = cacheModes): Promise<Workers> {
  const database = await testRegistry();
  const workers: RunningWorker[] = [];
  const start = async (cache: CacheMode): Promise<string> => {
    const taskQueue = `scenarios-${randomUUID()}`;
    const worker = await runWorker({
      temporal: { address: testTemporal(), taskQueue },
      registry: database.registry,
      grace: 1_000,
      every: { relay: 500, sealer: 0, outbox: 0 },
      relay: { olderThanSeconds: 1 },
      ...(cache === 'no cache' ? { maxCachedWorkflows: 0 } : {}),
    });
    workers.push(worker);
    return taskQueue;
  };
  const queues = new Map<CacheMode, string>();
  for (const mode of modes) queues.set(mode, await start(mode));
  return {
    registry: database,
    queues,
    async stop() {
      await Promise.all(workers.map((worker) => worker.shutdown()));
      await database.drop();
    },
  };
}

export interface DurableSettings {
  readonly at: Instant;
  readonly workers: Workers;
  readonly cache: CacheMode;
  readonly continuingAsNew?: boolean;
  readonly people?: readonly { readonly id: string; readonly name: string }[];
}

/** @param campaign placed, under an id of its own */
export async function durableDriver(campaign: Campaign, settings: DurableSettings): Promise<Driver> {
  const { at, workers, cache, people = [], continuingAsNew = false } = settings;
  const host = await startDurableHost({
    campaign,
    at,
    registry: workers.registry,
    taskQueue: queueOf(workers, cache),
    worker: false,
    people: people.map(({ id: person, name }) => ({ person, name })),
    cache: cache === 'cache' ? 'on' : 'off',
    ...(continuingAsNew ? { continueAsNewEvery: 1 } : {}),
  });
  await host.rest([campaign.root]);
  return driverOn(host);
}

function queueOf({ queues }: Workers, cache: CacheMode): string {
  const queue = queues.get(cache);
  if (queue === undefined) throw new Error(`Expected a worker for '${cache}'.`);
  return queue;
}

/** A host at rest, as scenarios see it. */
export function driverOn(host: DurableHost): Driver {
  const { campaign } = host;
  const actorOf = new Map(
    campaign.placement.flatMap(({ actor, nodes }) => nodes.map((node) => [node, actor] as const)),
  );

  return {
    campaign,
    send: (...commands) => host.send(...commands),
    async sendAndLose(command) {
      const actor = actorOf.get(placeOf(command.node)) ?? campaign.root;
      const batch = command.request;
      const requests = { campaign: campaign.campaign, actor, batch, commands: [command] };
      await host.registry.openRequests({ ...requests, holder: 'lost', leaseSeconds: 1, versions: [], texts: [] });
      const recordedThrough = await host.registry.recordedThrough(campaign.campaign, actor);
      const handle = host.client.temporal.workflow.getHandle(workflowIdOf(campaign.campaign, actor));
      await handle.executeUpdate(commandUpdate, {
        updateId: batch,
        args: [{ id: batch, commands: [command], recordedThrough }, host.now],
      });
      await host.rest([actor]);
    },
    passTo: (to) => host.passTo(to),
    now: () => host.now,
    nameThem: (names) =>
      host.registry.savePeople(
        campaign.campaign,
        Object.entries(names).map(([person, name]) => ({ person, name })),
      ),
    async namesOf(node) {
      const rows = await host.registry.ledger(campaign.campaign, { node, limit: 1000 });
      return Object.fromEntries(rows.map(({ entry }) => [entry.seq, entry.names]));
    },
    events: async () => (await host.events()) as Readonly<Record<string, readonly Event[]>>,
    async node(key) {
      const actor = actorOf.get(placeOf(key));
      // A place that came while the campaign ran is wherever it is.
      const states = await (actor === undefined ? host.states() : host.states([actor]));
      const node = states.map(({ nodes }) => nodes[key]).find((one) => one !== undefined);
      if (node === undefined) throw new Error(`Expected a node '${key}'.`);
      return node;
    },
    states: () => host.states(),
    close: () => host.close(),
  };
}
