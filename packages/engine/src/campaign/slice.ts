/**
 * What one actor is started with: the definitions that all share, and of tree and roster only what its nodes need.
 */

import { invariant } from '../invariant.ts';
import { hashOf } from '../json/canonical.ts';
import { outsideOf, partsOfRole, type RoleDefinition } from '../roster/resolve.ts';
import type { RosterSlice } from '../roster/roster-slice.ts';
import { type ActorDefinition, type Campaign, formsOf, type NodeDefinition, type Placement } from './definition.ts';
import type { ActorKey, Hash, NodeKey } from './keys.ts';
import { inTreeOrder } from './placement.ts';

/** The actor's definition under a placement. @throws InvariantFault for an actor that the placement does not have */
export function sliceFor(campaign: Campaign, placement: Placement, actor: ActorKey): ActorDefinition {
  const content = sliceContent(campaign, placement, actor);
  return { ...content, hash: definitionHash(content) };
}

/** The same without its hash, for whoever only measures it. @throws InvariantFault for an actor that the placement does not have */
export function sliceContent(campaign: Campaign, placement: Placement, actor: ActorKey): Omit<ActorDefinition, 'hash'> {
  const { owns, hostOf } = hostsIn(placement);
  const own = owns.get(actor);
  invariant(own, `actor '${actor}' in the placement`);
  const here = new Set(own.nodes);
  const node = (key: NodeKey): NodeDefinition => {
    const found = campaign.nodes[key];
    invariant(found, `node '${key}' in the campaign`);
    return found;
  };

  const above = new Set<NodeKey>();
  const addressed = new Set<NodeKey>();
  const rows: Record<NodeKey, string> = {};
  const meets = meetingLayers(campaign);
  for (const key of own.nodes) {
    for (let at = node(key).parent; at !== null && !above.has(at); at = node(at).parent) above.add(at);
    for (const child of node(key).children) addressed.add(child);
    // A body's meeting takes reviews of any place below it.
    if (meets.has(node(key).layer)) for (const below of inTreeOrder({ ...campaign, root: key })) addressed.add(below);
    const layers = rowLayers(campaign, node(key).layer);
    if (layers.size === 0) continue;
    for (const below of inTreeOrder({ ...campaign, root: key })) {
      if (here.has(below) || !layers.has(node(below).layer)) continue;
      addressed.add(below);
      rows[below] = node(below).layer;
    }
  }
  // Changes of the roster are told by the root to every actor.
  if (actor === campaign.root) for (const one of placement) addressed.add(one.actor);
  const elsewhere = [...above, ...addressed].filter((key) => !here.has(key));
  return {
    format: 'actor/v1' as const,
    actor,
    campaign: campaign.campaign,
    campaignHash: campaign.campaignHash,
    rosterHash: campaign.rosterHash,
    zone: campaign.zone,
    layers: campaign.layers,
    vocabulary: campaign.vocabulary,
    root: campaign.root,
    steps: campaign.steps,
    procedures: campaign.procedures,
    reviews: campaign.reviews,
    roles: campaign.roles,
    rules: campaign.rules,
    scales: campaign.scales,
    ...(campaign.scores !== undefined && { scores: campaign.scores }),
    forms: campaign.forms,
    office: campaign.office,
    ...(campaign.orders !== undefined && { orders: campaign.orders }),
    urgeEvery: campaign.urgeEvery,
    phases: campaign.phases,
    nodes: Object.fromEntries(own.nodes.map((key) => [key, node(key)])),
    above: Object.fromEntries([...above].filter((key) => !here.has(key)).map((key) => [key, node(key)])),
    elsewhere: Object.fromEntries(elsewhere.map((key) => [key, hostOf.get(key) ?? campaign.root])),
    rows,
    starts: actor === campaign.root ? placement.map((one) => one.actor).filter((one) => one !== actor) : [],
    roster: narrow(campaign.roster, own.nodes, Object.values(campaign.roles)),
    calendar: campaign.calendar,
  };
}

interface Hosts {
  readonly owns: ReadonlyMap<ActorKey, Placement[number]>;
  readonly hostOf: ReadonlyMap<NodeKey, ActorKey>;
}
/** A placement is never changed in place; a campaign of 5,000 posts has hundreds of actors. */
const knownHosts = new WeakMap<Placement, Hosts>();

function hostsIn(placement: Placement): Hosts {
  const known = knownHosts.get(placement);
  if (known !== undefined) return known;
  const hosts = {
    owns: new Map(placement.map((one) => [one.actor, one] as const)),
    hostOf: new Map(placement.flatMap((one) => one.nodes.map((node) => [node, one.actor] as const))),
  };
  knownHosts.set(placement, hosts);
  return hosts;
}

/** The identity of an actor's definition: over everything but the hash itself. */
export function definitionHash(definition: Omit<ActorDefinition, 'hash'>): Hash {
  const { hash: _, ...content } = definition as ActorDefinition;
  return hashOf(content);
}

/** Layers at whose places a body sits. */
function meetingLayers(campaign: Campaign): ReadonlySet<string> {
  const parts = Object.values(campaign.roles).flatMap(partsOfRole);
  return new Set(parts.flatMap((role) => (role.relation === 'body' ? role.of : [])));
}

/** Layers whose nodes are rows of forms that are handed in at a layer. */
function rowLayers(campaign: Campaign, layer: string): ReadonlySet<string> {
  const steps = campaign.steps.filter((step) => step.layer === layer);
  return new Set(
    steps.flatMap((step) =>
      step.kind === 'do' ? formsOf(step).flatMap((form) => campaign.forms[form]?.rowsOf ?? []) : [],
    ),
  );
}

/** Of the whole roster: the nodes' places and all above, the posts that head any of these, and all below for roles that take everyone. */
function narrow(slice: RosterSlice, nodes: readonly NodeKey[], roles: readonly RoleDefinition[]): RosterSlice {
  const wide = new Set(roles.flatMap(partsOfRole).flatMap((role) => (role.relation === 'everyone' ? role.of : [])));
  const kept = new Set<string>();
  const whole = new Set<string>();
  for (const node of nodes) {
    for (let at: string | null = node; at !== null && !kept.has(at); at = slice.places[at]?.parent ?? null) {
      kept.add(at);
      if (wide.has(slice.places[at]?.layer ?? '')) whole.add(at);
    }
  }
  const below = belowIn(slice);
  const open = [...whole];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    kept.add(place);
    open.push(...(below.get(place) ?? []));
  }
  for (const place of [...kept]) for (const post of slice.heads[place] ?? []) kept.add(post);
  if (kept.size === orderIn(slice.places).size) return slice;

  const keep = <T>(keyed: Readonly<Record<string, T>>): Record<string, T> => {
    // In the roster's order, which decides who comes first among many.
    const order = orderIn(keyed);
    const places = [...kept].filter((place) => order.has(place));
    places.sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
    return Object.fromEntries(places.map((place) => [place, keyed[place] as T]));
  };
  const functions = keep(slice.functions);
  const named = new Set(
    Object.values(functions).flatMap((list) => list.flatMap((one) => ('body' in one ? [one.body] : []))),
  );
  const beside = outsideOf(roles);
  const bodies = Object.entries(slice.bodies).flatMap(([place, list]) => {
    const here = kept.has(place) ? list : list.filter((body) => named.has(body.id) || beside(body));
    return here.length === 0 ? [] : [[place, here] as const];
  });
  return {
    places: keep(slice.places),
    people: slice.people,
    appointments: keep(slice.appointments),
    heads: keep(slice.heads),
    inCharge: keep(slice.inCharge),
    bodies: Object.fromEntries(bodies),
    functions,
    substitutes: slice.substitutes,
  };
}

/** Of a slice, which is never changed in place: an actor is found in its own part, not by going through the whole. */
const knownBelow = new WeakMap<RosterSlice, ReadonlyMap<string, readonly string[]>>();
const knownOrder = new WeakMap<object, ReadonlyMap<string, number>>();

function belowIn(slice: RosterSlice): ReadonlyMap<string, readonly string[]> {
  const known = knownBelow.get(slice);
  if (known !== undefined) return known;
  const below = new Map<string, string[]>();
  for (const [place, { parent }] of Object.entries(slice.places)) {
    if (parent === null) continue;
    const list = below.get(parent);
    if (list === undefined) below.set(parent, [place]);
    else list.push(place);
  }
  knownBelow.set(slice, below);
  return below;
}

function orderIn(keyed: object): ReadonlyMap<string, number> {
  const known = knownOrder.get(keyed);
  if (known !== undefined) return known;
  const order = new Map(Object.keys(keyed).map((key, index) => [key, index]));
  knownOrder.set(keyed, order);
  return order;
}
