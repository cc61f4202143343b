/**
 * Places of the roster as nodes of the campaign: those that exist at some time of the period, in the roster's order, with the facts of
 * their layer's vocabulary. Facts that the roster leaves out, or has of another type, are problems.
 */
import { checkFacts } from '../../expression/check-facts.ts';
import { scopeOf } from '../../plan/fact.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Problem } from '../../problem.ts';
import type { Place, Roster } from '../../roster/roster.ts';
import { overlap } from '../../roster/roster.ts';
import { formatDay } from '../../time/civil-date.ts';
import type { Period } from '../../time/plan-date.ts';
import type { Facts, NodeDefinition } from '../definition.ts';
import type { NodeKey } from '../keys.ts';

export interface Nodes {
  readonly nodes: Readonly<Record<NodeKey, NodeDefinition>>;
  readonly root: NodeKey | undefined;
  /** Their paths are into the roster: `in: 'roster'` says so. */
  readonly problems: readonly Problem[];
}

export function nodesOf(plan: Plan, roster: Roster, period: Period | null): Nodes {
  const problems: Problem[] = [];
  const layers = new Map(plan.layers.map((layer, depth) => [layer.id, { layer, depth, scope: scopeOf(layer.facts) }]));
  const during = period === null ? {} : { from: formatDay(period.from), to: formatDay(period.to) };
  const indexes = new Map(roster.places.map((place, index) => [place.id, index]));
  const places = roster.places.filter((place) => overlap(place, during) && layers.has(place.layer));
  const byId = new Map(places.map((place) => [place.id, place]));
  const children = new Map<string, string[]>();
  for (const place of places) {
    const list = place.parent === undefined ? undefined : (children.get(place.parent) ?? []);
    if (list === undefined || place.parent === undefined) continue;
    list.push(place.id);
    children.set(place.parent, list);
  }

  const problem = (code: string, place: Place, fields: Readonly<Record<string, unknown>>): Problem => ({
    code,
    severity: 'error',
    path: ['places', indexes.get(place.id) ?? 0],
    in: 'roster',
    node: place.name,
    ...fields,
  });
  for (const place of roster.places) {
    if (!layers.has(place.layer))
      problems.push(problem('layer.unknown', place, { name: place.layer, possible: [...layers.keys()] }));
  }
  const nodes: Record<NodeKey, NodeDefinition> = {};
  for (const place of places) {
    const layer = layers.get(place.layer);
    if (layer === undefined) continue;
    const parent = place.parent === undefined ? undefined : byId.get(place.parent);
    const parentDepth = parent === undefined ? -1 : (layers.get(parent.layer)?.depth ?? -1);
    if (parent !== undefined && parentDepth >= layer.depth) {
      problems.push(problem('layer.upside-down', place, { name: layer.layer.name, other: parent.name }));
    }
    const facts = factsOf(place, Object.keys(layer.scope));
    for (const found of checkFacts(layer.scope, facts, ['places', indexes.get(place.id) ?? 0, 'facts'])) {
      problems.push({ ...found, in: 'roster', node: place.name });
    }
    nodes[place.id] = {
      key: place.id,
      layer: place.layer,
      name: place.name,
      parent: parent?.id ?? null,
      children: children.get(place.id) ?? [],
      facts,
    };
  }
  const top = plan.layers[0];
  const roots = Object.values(nodes).filter((node) => node.parent === null);
  const [root] = roots;
  if (roots.length > 1 || root === undefined || root.layer !== top?.id) {
    problems.push({
      code: 'layer.one-root',
      severity: 'error',
      path: ['places'],
      in: 'roster',
      name: top?.name,
      count: roots.filter((one) => one.layer === top?.id).length,
      found: roots.slice(0, 5).map((one) => one.name),
    });
  }
  return { nodes, root: root?.key, problems };
}

/** The vocabulary's facts only; what is left out is null. */
function factsOf(place: Place, names: readonly string[]): Facts {
  return Object.fromEntries(names.map((name) => [name, place.facts?.[name] ?? null]));
}
