/**
 * Places that came into the tree after the campaign was compiled: a definition as if they had been there. Each is hosted where the place
 * above it is, under every placement; an actor that does not know the place above does not know it either.
 */
import type { ActorDefinition, NodeDefinition } from './definition.ts';
import type { NodeKey } from './keys.ts';

const known = new WeakMap<ActorDefinition, WeakMap<readonly NodeDefinition[], ActorDefinition>>();

/** @param added parents before children */
export function withAdded(definition: ActorDefinition, added: readonly NodeDefinition[] | undefined): ActorDefinition {
  if (added === undefined || added.length === 0) return definition;
  let made = known.get(definition);
  if (made === undefined) {
    made = new WeakMap();
    known.set(definition, made);
  }
  const before = made.get(added);
  if (before !== undefined) return before;
  const whole = build(definition, added);
  made.set(added, whole);
  return whole;
}

/** Whether an actor has a place for a new node below `parent`. */
export function knowsOf({ nodes, elsewhere }: ActorDefinition, parent: NodeKey): boolean {
  return nodes[parent] !== undefined || elsewhere[parent] !== undefined;
}

function build(definition: ActorDefinition, added: readonly NodeDefinition[]): ActorDefinition {
  const nodes: Record<NodeKey, NodeDefinition> = { ...definition.nodes };
  const above: Record<NodeKey, NodeDefinition> = { ...definition.above };
  const elsewhere: Record<NodeKey, string> = { ...definition.elsewhere };
  const rows: Record<NodeKey, string> = { ...definition.rows };
  for (const node of added) {
    const parent = node.parent ?? '';
    for (const known of [nodes, above]) {
      const place = known[parent];
      if (place !== undefined) known[parent] = { ...place, children: [...place.children, node.key] };
    }
    if (nodes[parent] !== undefined) nodes[node.key] = node;
    else if (elsewhere[parent] !== undefined) {
      elsewhere[node.key] = elsewhere[parent];
      // Below here, not beside: a form here may have a row for it.
      if (above[parent] === undefined) rows[node.key] = node.layer;
    }
  }
  return { ...definition, nodes, above, elsewhere, rows };
}
