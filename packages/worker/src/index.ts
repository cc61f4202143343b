/**
 * The worker: activities behind ports, delivery, relay, sealer, outbox and reconciliation.
 */
export { createActivities } from './activities.ts';
export { buildBundle, bundlePath } from './bundle.ts';
export { eventsInHistories } from './history-events.ts';
export { createMemoryNotifier } from './memory/notifier.ts';
export { outboxNotifier } from './notifier-outbox.ts';
export { sendOutboxOnce } from './outbox-sender.ts';
export { quietRuntime } from './quiet.ts';
export { reconcile } from './reconcile.ts';
export { relayOnce } from './relay.ts';
export { runWorker } from './run-worker.ts';
export { createSealer } from './sealer.ts';

export type { MemoryNotifier } from './memory/notifier.ts';
export type { OutboxSettings } from './outbox-sender.ts';
export type { Notifier, Ports } from './ports.ts';
export type { ActorReport } from './reconcile.ts';
export type { RelaySettings } from './relay.ts';
export type { RunningWorker, WorkerSettings } from './run-worker.ts';
export type { SealerSettings } from './sealer.ts';
