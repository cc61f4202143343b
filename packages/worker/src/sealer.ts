/** Seals recorded events into their chains, and closes all chains under a checkpoint now and then. */
import type { Registry } from '@lianfang/registry';

/** Actors below the root may still be recording when the campaign is closed. */
const LATE = 10 * 60_000;

export interface SealerSettings {
  /** Real milliseconds between checkpoints of one campaign. Default 60,000. */
  readonly checkpointEvery?: number;
}

export function createSealer(
  registry: Registry,
  { checkpointEvery = 60_000 }: SealerSettings = {},
): () => Promise<boolean> {
  const checkpoints = new Map<string, number>();
  const finished = new Set<string>();
  return async () => {
    for (const { id, closedAt } of await registry.listCampaigns()) {
      if (finished.has(id)) continue;
      const sealed = await registry.seal(id);
      const last = checkpoints.get(id);
      const due = last === undefined || Date.now() - last >= checkpointEvery;
      if (closedAt !== null && Date.now() - closedAt > LATE && sealed === 0) {
        await registry.checkpoint(id);
        finished.add(id);
      } else if (due && last !== undefined) {
        await registry.checkpoint(id);
        checkpoints.set(id, Date.now());
      } else if (last === undefined) {
        checkpoints.set(id, Date.now());
      }
    }
    return false;
  };
}
