/**
 * Which actor hosts a node, and which definition it runs by, for campaigns as the registry stores them.
 */
import { type ActorKey, type NodeKey, placeOf } from '@lianfang/engine/kernel';
import type { AddedPlace, Registry, StoredCampaign } from '@lianfang/registry';
import { ClientFault } from './fault.ts';

export interface Hosting {
  readonly stored: StoredCampaign;
  readonly root: ActorKey;
  readonly actors: readonly ActorKey[];
  /** The root's actor for a node that nobody knows: it refuses in the kernel's own words. */
  actorOf(node: NodeKey): ActorKey;
}

type Reads = Pick<Registry, 'getCampaign' | 'addedPlaces'>;

/** Campaigns never change once stored, so each is read once; places that come later are looked up when somebody names them. */
export function hostingBy(registry: Reads): (campaign: string, ...nodes: readonly NodeKey[]) => Promise<Hosting> {
  const known = new Map<string, Promise<Hosting>>();
  return async (campaign, ...nodes) => {
    const found = known.get(campaign) ?? read(registry, campaign);
    known.set(campaign, found);
    found.catch(() => known.delete(campaign));
    const hosting = await found;
    if (nodes.every((node) => hosting.stored.campaign.nodes[placeOf(node)] !== undefined)) return hosting;
    const grown = withAdded(hosting, await registry.addedPlaces(campaign));
    known.set(campaign, Promise.resolve(grown));
    return grown;
  };
}

async function read(registry: Reads, campaign: string): Promise<Hosting> {
  const stored = await registry.getCampaign(campaign);
  if (stored === null)
    throw new ClientFault('client.campaign-unknown', `Expected a campaign '${campaign}', but there is none.`);
  return hostingOf(stored);
}

/** With the places that came since, so that they have names and can be addressed. */
function withAdded(hosting: Hosting, added: readonly AddedPlace[]): Hosting {
  const { stored, actorOf } = hosting;
  const nodes = { ...stored.campaign.nodes };
  const hosts = new Map<NodeKey, ActorKey>();
  for (const { node: key, layer, name, parent, actor } of added) {
    if (nodes[key] !== undefined) continue;
    hosts.set(key, actor);
    nodes[key] = { key, layer, name, parent, children: [], facts: {} };
    const above = nodes[parent];
    if (above !== undefined) nodes[parent] = { ...above, children: [...above.children, key] };
  }
  if (hosts.size === 0) return hosting;
  return {
    ...hosting,
    stored: { ...stored, campaign: { ...stored.campaign, nodes } },
    actorOf: (node) => hosts.get(placeOf(node)) ?? actorOf(node),
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
