/**
 * Which actor hosts a node, and which definition it runs by, for campaigns as the registry stores them.
 */
import { type ActorKey, type NodeKey, placeOf } from '@lianfang/engine/kernel';
import type { Registry, StoredCampaign } from '@lianfang/registry';
import { ClientFault } from './fault.ts';

export interface Hosting {
  readonly stored: StoredCampaign;
  readonly root: ActorKey;
  readonly actors: readonly ActorKey[];
  /** The root's actor for a node that nobody knows: it refuses in the kernel's own words. */
  actorOf(node: NodeKey): ActorKey;
}

/** Campaigns never change once stored, so each is read once. */
export function hostingBy(registry: Pick<Registry, 'getCampaign'>): (campaign: string) => Promise<Hosting> {
  const known = new Map<string, Promise<Hosting>>();
  return (campaign) => {
    const found = known.get(campaign);
    if (found) return found;
    const read = registry.getCampaign(campaign).then((stored) => {
      if (stored === null)
        throw new ClientFault('client.campaign-unknown', `Expected a campaign '${campaign}', but there is none.`);
      return hostingOf(stored);
    });
    known.set(campaign, read);
    read.catch(() => known.delete(campaign));
    return read;
  };
}

function hostingOf(stored: StoredCampaign): Hosting {
  const { placement, root } = stored.campaign;
  const hosts = new Map<NodeKey, ActorKey>();
  for (const { actor, nodes } of placement) for (const node of nodes) hosts.set(node, actor);
  const rootActor = hosts.get(root) ?? root;
  return {
    stored,
    root: rootActor,
    actors: placement.map(({ actor }) => actor),
    actorOf: (node) => hosts.get(node) ?? hosts.get(placeOf(node)) ?? rootActor,
  };
}
