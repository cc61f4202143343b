/**
 * One worker process: the Temporal worker with its activities, the relay, the sealer and the outbox sender, started and stopped
 * together.
 */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import {
  createCommandPath,
  dataConverterOf,
  type FaultHook,
  hostingBy,
  reachTemporal,
  type TemporalSettings,
} from '@lianfang/client';
import type { Registry } from '@lianfang/registry';
import { DefaultLogger, NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from './activities.ts';
import { bundlePath } from './bundle.ts';
import { outboxNotifier } from './notifier-outbox.ts';
import { type OutboxSettings, sendOutboxOnce } from './outbox-sender.ts';
import type { Notifier } from './ports.ts';
import { type RelaySettings, relayOnce } from './relay.ts';
import { type Repeated, repeat } from './repeat.ts';
import { createSealer, type SealerSettings } from './sealer.ts';

export interface WorkerSettings {
  readonly temporal: TemporalSettings;
  /** Opened and closed by the caller. */
  readonly registry: Registry;
  readonly notifier?: Notifier;
  readonly holder?: string;
  /** Workflows kept in memory; 0 replays at every task. */
  readonly maxCachedWorkflows?: number;
  /** Path of a bundle built before; default: built when the sources changed. */
  readonly bundle?: string;
  /** Milliseconds between rounds; 0 leaves a duty to others. Defaults: relay 2,000, sealer 2,000, outbox 2,000. */
  readonly every?: { readonly relay?: number; readonly sealer?: number; readonly outbox?: number };
  readonly relay?: Omit<RelaySettings, 'holder'>;
  readonly sealer?: SealerSettings;
  readonly outbox?: OutboxSettings;
  /** Milliseconds that running tasks get to finish at shutdown. Default 10,000. */
  readonly grace?: number;
  /** What the loops could not do and will try again. */
  readonly onError?: (duty: string, error: unknown) => void;
  readonly fault?: FaultHook;
}

export interface RunningWorker {
  /** Rejects when the worker stops by itself. */
  readonly ended: Promise<void>;
  shutdown(): Promise<void>;
}

export async function runWorker(settings: WorkerSettings): Promise<RunningWorker> {
  const { registry, temporal, notifier = outboxNotifier, every = {}, fault, onError = () => {} } = settings;
  quieten();
  const holder = settings.holder ?? `worker-${randomUUID()}`;
  const reach = await reachTemporal(temporal);
  const connection = await NativeConnection.connect({ address: temporal.address });
  const path = createCommandPath(reach.temporal, registry, hostingBy(registry), {
    holder,
    ...(fault ? { fault } : {}),
  });
  const codePath = settings.bundle ?? (await bundlePath());
  const worker = await Worker.create({
    connection,
    // Stands in two events of every task: the default, with package and checksum, would take a tenth of all histories.
    buildId: basename(codePath, '.js').slice(-12),
    namespace: temporal.namespace ?? 'default',
    taskQueue: temporal.taskQueue,
    dataConverter: dataConverterOf(temporal.encryption),
    activities: createActivities({ registry, path, reach, ...(fault ? { fault } : {}) }),
    workflowBundle: { codePath },
    ...tuning(settings),
  });
  const ended = worker.run();
  ended.catch(() => {}); // whoever waits for it sees it

  const duties: Repeated[] = [];
  const duty = (name: string, pause: number, run: () => Promise<boolean>): void => {
    if (pause > 0) duties.push(repeat(run, pause, (error) => onError(name, error)));
  };
  duty('relay', every.relay ?? 2_000, () => relayOnce(registry, path, { holder, ...settings.relay }));
  duty('sealer', every.sealer ?? 2_000, createSealer(registry, settings.sealer));
  duty('outbox', every.outbox ?? 2_000, () => sendOutboxOnce(registry, notifier, settings.outbox));

  return {
    ended,
    async shutdown() {
      const stopped = Promise.all(duties.map((one) => one.stop()));
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.allSettled([ended, stopped]);
      await connection.close();
      await reach.close();
    },
  };
}

/** The SDK's own words go to standard error from warnings on; a process that has set up its own runtime keeps it. */
function quieten(): void {
  if (Runtime._instance !== undefined) return;
  Runtime.install({ logger: new DefaultLogger('WARN') });
}

/** As measured on two cores: more in flight only waits longer, and new workflows starve without their share of pollers. */
function tuning({ maxCachedWorkflows, grace }: WorkerSettings): Partial<WorkerOptions> {
  return {
    reuseV8Context: true,
    shutdownGraceTime: grace ?? 10_000,
    workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 10 },
    nonStickyToStickyPollRatio: 0.5,
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentActivityTaskExecutions: 32,
    workflowThreadPoolSize: 1,
    ...(maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows }),
  };
}
