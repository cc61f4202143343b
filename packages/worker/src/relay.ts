/**
 * Finishes what senders left behind: pending requests whose lease ran out are sent again under the same id, until they have an
 * answer. Must not know what a command means.
 */
import type { CommandPath } from '@lianfang/client';
import type { Registry } from '@lianfang/registry';

export interface RelaySettings {
  /** The holder of the command path that the relay sends by. */
  readonly holder: string;
  /** Requests younger than this are their sender's. Default 5 seconds. */
  readonly olderThanSeconds?: number;
  readonly leaseSeconds?: number;
  readonly limit?: number;
}

/** One round. @returns true when there may be more */
export async function relayOnce(registry: Registry, path: CommandPath, settings: RelaySettings): Promise<boolean> {
  const { holder, olderThanSeconds = 5, leaseSeconds = 40, limit = 200 } = settings;
  const pending = await registry.pendingRequests({ olderThanSeconds, limit, holder, leaseSeconds });
  const results = await Promise.all(
    pending.map(({ campaign, actor, batch, commands }) => path.resend(campaign, actor, batch, commands)),
  );
  const answered = results.flat().filter((result) => result.status !== 'unknown').length;
  return answered > 0 && pending.length > 0;
}
