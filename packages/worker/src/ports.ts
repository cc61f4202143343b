/** What the worker needs of the world. Each port has an in-memory twin for tests, except the registry. */
import type { CommandPath, FaultHook, TemporalReach } from '@lianfang/client';
import type { OutboxMessage, Registry } from '@lianfang/registry';

export interface Ports {
  readonly registry: Registry;
  readonly path: CommandPath;
  readonly reach: TemporalReach;
  readonly fault?: FaultHook;
}

/** Carries notices to people. */
export interface Notifier {
  /** `unknown`: it may or may not have arrived; it is shown so and not sent again. A thrown error counts as unknown. */
  send(message: OutboxMessage): Promise<'sent' | 'unknown'>;
}
