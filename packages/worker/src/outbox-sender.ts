/** Sends queued notices: claimed before sending, one message id, and an unknown outcome stays unknown. */
import type { Registry } from '@lianfang/registry';
import type { Notifier } from './ports.ts';

export interface OutboxSettings {
  /** Claims older than this belong to a sender that died. Default 120 seconds. */
  readonly expireAfterSeconds?: number;
  readonly limit?: number;
}

/** One round. @returns true when there may be more */
export async function sendOutboxOnce(
  registry: Registry,
  notifier: Notifier,
  settings: OutboxSettings = {},
): Promise<boolean> {
  const { expireAfterSeconds = 120, limit = 50 } = settings;
  await registry.outbox.expireClaims(expireAfterSeconds);
  const claimed = await registry.outbox.claim(limit);
  for (const message of claimed) {
    const outcome = await notifier.send(message).catch(() => 'unknown' as const);
    await (outcome === 'sent' ? registry.outbox.markSent([message.id]) : registry.outbox.markUnknown([message.id]));
  }
  return claimed.length === limit;
}
