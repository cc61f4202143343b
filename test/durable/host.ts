/**
 * The durable host as a scenario sees it: the same calls as on the rehearsal host, on a real Temporal server and a real registry.
 * Time stands still unless passed; every call comes to rest before it returns, that is, until no message is in flight.
 */
import { randomUUID } from 'node:crypto';
import { type CommandResult, createClient, type FaultHook, type LianfangClient } from '@lianfang/client';
import type { ActorKey, ActorState, Answer, Campaign, Command, Instant, NodeKey } from '@lianfang/engine/kernel';
import type { LedgerRow, PersonName, Registry } from '@lianfang/registry';
import { type ActorReport, type RunningWorker, reconcile, runWorker } from '@lianfang/worker';
import { type ActorStatus, clockSignal, stateQuery, statusQuery, workflowIdOf } from '@lianfang/workflows';
import { type TestRegistry, testRegistry } from './test-registry.ts';

export interface DurableHostOptions {
  /** Compiled and placed. Its id must be new: histories of one server are shared. */
  readonly campaign: Campaign;
  readonly at: Instant;
  readonly people?: readonly PersonName[];
  /** Needed only where forms are filled in through the client. */
  readonly planText?: string;
  /** `off` replays the whole history at every task. Default `on`. */
  readonly cache?: 'on' | 'off';
  readonly continueAsNewEvery?: number;
  readonly fault?: FaultHook;
  /** Default: a new database, dropped at the end. */
  readonly registry?: TestRegistry;
  /** `host:port`. Default: the server that the run shares. */
  readonly temporal?: string;
  /** Default: one of its own. */
  readonly taskQueue?: string;
  /** Of the workflows; default: built when the sources changed. */
  readonly bundle?: string;
  /** False: the caller runs workers itself, in other processes. Default true. */
  readonly worker?: boolean;
}

export interface DurableHost {
  readonly campaign: Campaign;
  readonly client: LianfangClient;
  readonly registry: Registry;
  readonly registryUrl: string;
  readonly taskQueue: string;
  readonly now: Instant;
  /** Sends the commands together, comes to rest, and answers. */
  send(...commands: readonly Command[]): Promise<readonly Answer[]>;
  /** One command at once, by any client; does not wait for rest. */
  sendNow(by: LianfangClient, command: Command): Promise<Answer>;
  /** `rest` of the actors that host the nodes. */
  restAt(nodes: readonly NodeKey[]): Promise<void>;
  /** Lets the clock run to `to`, stopping at every due in order, at rest between them. */
  passTo(to: Instant): Promise<void>;
  nextDue(): Instant | null;
  /** Waits until no message is in flight. @param actors where something may have happened */
  rest(actors: Iterable<ActorKey>): Promise<void>;
  /** Everything on record, per node in order. */
  events(): Promise<Readonly<Record<NodeKey, readonly LedgerRow['entry']['event'][]>>>;
  /** @param of default: every actor */
  states(of?: readonly ActorKey[]): Promise<readonly ActorState[]>;
  statuses(): Promise<readonly ActorStatus[]>;
  /** Events of all histories of the campaign's workflows that are open or were closed under their latest run. */
  historyLength(actor: ActorKey): Promise<number>;
  reconcile(): Promise<readonly ActorReport[]>;
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE = 60_000;
/** How long commands may go unanswered on a busy machine. */
const UNKNOWN_FOR = 300_000;
/** Actors asked side by side; without the cache each question replays a history. */
const AT_ONCE = 6;

export function testTemporal(): string {
  const address = process.env.LIANFANG_TEST_TEMPORAL;
  if (!address) throw new Error('Expected LIANFANG_TEST_TEMPORAL to name a Temporal server.');
  return address;
}

export async function startDurableHost(options: DurableHostOptions): Promise<DurableHost> {
  const { campaign, fault } = options;
  const id = campaign.campaign;
  const database = options.registry ?? (await testRegistry());
  const { registry } = database;
  const taskQueue = options.taskQueue ?? `test-${randomUUID()}`;
  const temporal = { address: options.temporal ?? testTemporal(), taskQueue };
  const client = await createClient({ temporal, registry, ...(fault ? { fault } : {}) });
  const actors = campaign.placement.map(({ actor }) => actor);
  const hosts = new Map(campaign.placement.flatMap(({ actor, nodes }) => nodes.map((node) => [node, actor] as const)));
  const root = hosts.get(campaign.root) ?? campaign.root;
  const last = new Map<ActorKey, ActorStatus>();
  let now = options.at;
  let worker: RunningWorker | undefined;

  const handleOf = (actor: ActorKey) => client.temporal.workflow.getHandle(workflowIdOf(id, actor));
  const actorOf = (node: NodeKey): ActorKey => hosts.get(node) ?? hosts.get(node.split('#')[0] ?? '') ?? root;

  async function startWorker(): Promise<void> {
    worker = await runWorker({
      temporal,
      registry,
      grace: 1_000,
      every: { relay: 500, sealer: 0, outbox: 0 },
      relay: { olderThanSeconds: 1 },
      ...(options.cache === 'off' ? { maxCachedWorkflows: 0 } : {}),
      ...(options.bundle ? { bundle: options.bundle } : {}),
      ...(fault ? { fault } : {}),
    });
  }

  async function stopWorker(): Promise<void> {
    await worker?.shutdown();
    worker = undefined;
  }

  /** Follows what was told: an actor at rest has reached whom it told, and those are asked next. */
  async function rest(dirty: Iterable<ActorKey>): Promise<void> {
    const until = Date.now() + PATIENCE;
    for (let waiting = [...new Set(dirty)]; waiting.length > 0; ) {
      const told = new Set<ActorKey>();
      await eachOf(waiting, AT_ONCE, async (actor) => {
        const before = last.get(actor)?.sent ?? {};
        const status = await restOf(actor, until);
        last.set(actor, status);
        for (const [other, count] of Object.entries(status.sent)) if (count > (before[other] ?? 0)) told.add(other);
      });
      waiting = [...told];
    }
  }

  async function restOf(actor: ActorKey, until: number): Promise<ActorStatus> {
    // Without the cache every question replays a history: ask when there is likely to be an answer.
    const first = options.cache === 'off' ? 200 : 0;
    for (let pause = first; ; pause = Math.min(400, Math.max(5, pause * 2))) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      const status = await asked(actor);
      if (status?.atRest) return status;
      if (Date.now() > until)
        throw new Error(`Expected actor '${actor}' to come to rest, but it is at ${JSON.stringify(status)}.`);
    }
  }

  function asked(actor: ActorKey): Promise<ActorStatus | undefined> {
    return unlessLapsed(handleOf(actor).query(statusQuery));
  }

  async function stateOf(actor: ActorKey): Promise<ActorState> {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const state = await unlessLapsed(handleOf(actor).query(stateQuery));
      if (state !== undefined) return state;
      if (Date.now() > until) throw new Error(`Expected actor '${actor}' to tell its state.`);
    }
  }

  /** Asks again under the same request ids what a busy machine did not answer in time, as every caller must. */
  async function answersOf(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const until = Date.now() + UNKNOWN_FOR;
    const known = new Map<string, CommandResult>();
    for (let open = commands; open.length > 0; ) {
      const results = await client.send(id, open, { at: now });
      for (const result of results) known.set(result.request, result);
      open = open.filter(({ request }) => known.get(request)?.status === 'unknown' && Date.now() < until);
    }
    return commands.flatMap(({ request }) => known.get(request) ?? []);
  }

  function nextDue(): Instant | null {
    let earliest: Instant | null = null;
    for (const { nextDue: due } of last.values())
      if (due !== null && (earliest === null || due < earliest)) earliest = due;
    return earliest;
  }

  async function start(): Promise<void> {
    if (options.worker !== false) await startWorker();
    await client.startCampaign({
      campaign,
      planText: options.planText ?? '',
      rosterText: '',
      people: options.people ?? [],
      clock: { origin: options.at, rate: 1 },
      manualClock: true,
      options: {
        recordDelay: 0,
        ...(options.continueAsNewEvery ? { continueAsNewEvery: options.continueAsNewEvery } : {}),
      },
    });
    if (options.worker !== false) await rest([root]);
  }

  async function close(): Promise<void> {
    // Ends what still runs, so that a shared server does not keep it.
    await Promise.allSettled(actors.map((actor) => handleOf(actor).terminate('the test is over')));
    await stopWorker();
    await client.close();
    if (!options.registry) await database.drop();
  }

  await start().catch(async (error: unknown) => {
    await close();
    throw error;
  });

  return {
    campaign,
    client,
    registry,
    registryUrl: database.url,
    taskQueue,
    get now() {
      return now;
    },
    nextDue,
    rest,
    startWorker,
    stopWorker,
    async send(...commands) {
      const results = await answersOf(commands);
      // A refusal leaves everything as it was.
      const accepted = commands.filter((_, i) => results[i]?.status !== 'refused');
      // A place that came while the campaign ran is hosted where nobody here knows.
      const known = accepted.every(({ node }) => hosts.has(node.split('#')[0] ?? ''));
      await rest(known ? new Set(accepted.map((command) => actorOf(command.node))) : actors);
      return results.map(answerOf);
    },
    async sendNow(by, command) {
      const [result] = await by.send(id, [command], { at: now });
      if (result === undefined) throw new Error(`Expected an answer to '${command.request}'.`);
      return answerOf(result);
    },
    restAt: (nodes) => rest(new Set(nodes.map(actorOf))),
    async passTo(to) {
      for (let due = nextDue(); due !== null && due <= to; due = nextDue()) {
        now = Math.max(now, due);
        const woken = [...last.values()].filter((status) => status.nextDue !== null && status.nextDue <= now);
        await Promise.all(woken.map(({ actor }) => handleOf(actor).signal(clockSignal, now)));
        await rest(woken.map(({ actor }) => actor));
      }
      now = Math.max(now, to);
    },
    async events() {
      const nodes: Record<NodeKey, LedgerRow['entry']['event'][]> = {};
      let after = 0;
      for (let rows = await page(); rows.length > 0; rows = await page()) {
        for (const { entry, cursor } of rows) {
          nodes[entry.node] = [...(nodes[entry.node] ?? []), entry.event];
          after = Math.max(after, cursor);
        }
      }
      for (const events of Object.values(nodes)) events.sort((one, other) => one.seq - other.seq);
      return nodes;

      function page(): Promise<readonly LedgerRow[]> {
        return registry.ledger(id, { after, limit: 1000 });
      }
    },
    async states(of = actors) {
      const states = new Map<ActorKey, ActorState>();
      await eachOf(of, AT_ONCE, async (actor) => void states.set(actor, await stateOf(actor)));
      return of.flatMap((actor) => states.get(actor) ?? []);
    },
    statuses: () => Promise.all(actors.map((actor) => handleOf(actor).query(statusQuery))),
    historyLength: async (actor) => (await handleOf(actor).describe()).historyLength,
    reconcile: () => reconcile(id, registry, client),
    close,
  };
}

async function eachOf<T>(items: readonly T[], atOnce: number, act: (item: T) => Promise<void>): Promise<void> {
  const next = items[Symbol.iterator]();
  const lane = async () => {
    for (const item of { [Symbol.iterator]: () => next }) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}

/** Undefined when a busy machine let the question lapse. */
async function unlessLapsed<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.message === 'Failed to query Workflow') return undefined;
    throw error;
  }
}

function answerOf(result: CommandResult): Answer {
  switch (result.status) {
    case 'accepted':
      return { request: result.request, ok: true, node: result.node, seq: result.seq };
    case 'refused':
      return { request: result.request, ok: false, rejection: result.rejection };
    case 'unknown':
      throw new Error(`Expected an answer to '${result.request}', but it is unknown: ${result.cause}`);
    default:
      return result satisfies never;
  }
}
