/**
 * How the nodes of a campaign are spread over actors. The choice changes no meaning: keys, sequences and chains belong to nodes.
 */
import type { NodeDefinition, Placement } from './definition.ts';
import type { ActorKey, NodeKey } from './keys.ts';

export type PlacementPolicy = 'one' | 'per-unit' | 'per-node' | 'auto';

/** Up to so many nodes of the lowest layer one actor carries a whole campaign or subtree. */
export const leavesPerActor = 300;

interface Tree {
  readonly root: NodeKey;
  readonly layers: readonly string[];
  readonly nodes: Readonly<Record<NodeKey, NodeDefinition>>;
}

/**
 * Actors in tree order, the root's first; each is named by its top node and lists all nodes it hosts, in tree order.
 * `per-unit` gives each child subtree of the root an actor; `auto` does so only past `leavesPerActor`, and splits a subtree that is
 * still larger in the same way.
 */
export function placeOn(tree: Tree, policy: PlacementPolicy): Placement {
  const order = inTreeOrder(tree);
  const hosts = hostsOf(tree, order, policy);
  const actors = new Map<ActorKey, NodeKey[]>();
  for (const key of order) {
    const actor = hosts.get(key) ?? tree.root;
    const nodes = actors.get(actor);
    if (nodes === undefined) actors.set(actor, [key]);
    else nodes.push(key);
  }
  return [...actors].map(([actor, nodes]) => ({ actor, nodes }));
}

/** Parents before children, children in the order they are listed. */
export function inTreeOrder(tree: Tree): NodeKey[] {
  const order: NodeKey[] = [];
  const open: NodeKey[] = [tree.root];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    order.push(key);
    open.push(...(tree.nodes[key]?.children ?? []).toReversed());
  }
  return order;
}

function hostsOf(tree: Tree, order: readonly NodeKey[], policy: PlacementPolicy): Map<NodeKey, ActorKey> {
  const leaves = leavesBelow(tree, order);
  const splits = (key: NodeKey): boolean => {
    switch (policy) {
      case 'one':
        return false;
      case 'per-node':
        return true;
      case 'per-unit':
        return key === tree.root;
      case 'auto':
        return (leaves.get(key) ?? 0) > leavesPerActor;
      default:
        return policy satisfies never;
    }
  };
  const hosts = new Map<NodeKey, ActorKey>();
  for (const key of order) {
    const parent = tree.nodes[key]?.parent ?? null;
    // A node whose parent is split has an actor of its own; all others live with their parent.
    const own = parent === null || (hosts.get(parent) === parent && splits(parent));
    hosts.set(key, own ? key : (hosts.get(parent) ?? tree.root));
  }
  return hosts;
}

function leavesBelow(tree: Tree, order: readonly NodeKey[]): Map<NodeKey, number> {
  const lowest = tree.layers.at(-1);
  const count = new Map<NodeKey, number>();
  for (const key of order.toReversed()) {
    const node = tree.nodes[key];
    if (node === undefined) continue;
    const below = node.children.reduce((sum, child) => sum + (count.get(child) ?? 0), 0);
    count.set(key, below + (node.layer === lowest ? 1 : 0));
  }
  return count;
}
