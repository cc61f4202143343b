/** The conditions by which a printed form groups its rows, asked of what the roster says about each row's node. */
import type { NodeDefinition } from '../campaign/definition.ts';
import { type NodeKey, placeOf } from '../campaign/keys.ts';
import { compileCondition } from '../expression/compile.ts';
import { holds } from '../expression/evaluate.ts';
import type { Expression, Value, Values } from '../expression/tree.ts';
import type { Plan } from '../plan/plan.ts';
import { indexPlan } from '../plan/plan-index.ts';
import { nodeScope } from '../plan/scope.ts';

interface Tree {
  readonly layers: readonly string[];
  readonly nodes: Readonly<Record<NodeKey, NodeDefinition>>;
}

/** A condition that does not compile holds nowhere; the check has reported it. */
export function rowConditions(plan: Plan, tree: Tree): (condition: string, node: NodeKey) => boolean {
  const index = indexPlan(plan);
  const known = new Map<string, Expression | undefined>();
  return (condition, node) => {
    const layer = tree.nodes[placeOf(node)]?.layer ?? '';
    const key = `${layer}\n${condition}`;
    if (!known.has(key)) {
      const compiled = compileCondition(condition, nodeScope(index, layer));
      known.set(key, 'tree' in compiled ? compiled.tree : undefined);
    }
    const expression = known.get(key);
    return expression !== undefined && holds(expression, placeValues(tree, node));
  };
}

/** What expressions read of a node by the roster alone: the places above it and their facts. */
export function placeValues({ layers, nodes }: Tree, node: NodeKey): Values {
  const places = new Map<string, NodeDefinition>();
  for (let at = nodes[placeOf(node)]; at !== undefined; at = at.parent === null ? undefined : nodes[at.parent])
    places.set(at.layer, at);
  const keys = Object.fromEntries(layers.map((layer) => [layer, places.get(layer)?.key ?? null]));
  const facts = [...places].map(([layer, place]) => [layer, place.facts as Value] as const);
  return { node: keys, ...Object.fromEntries(facts) };
}
