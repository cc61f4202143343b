/** Places below a node on one layer, in tree order. */
import type { NodeDefinition } from './definition.ts';
import type { NodeKey } from './keys.ts';

export function nodesBelow(nodes: Readonly<Record<NodeKey, NodeDefinition>>, from: NodeKey, layer: string): NodeKey[] {
  return (nodes[from]?.children ?? []).flatMap((child) => [
    ...(nodes[child]?.layer === layer ? [child] : []),
    ...nodesBelow(nodes, child, layer),
  ]);
}
