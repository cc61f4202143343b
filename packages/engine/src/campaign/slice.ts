/**
 * What one actor is started with: the definitions that all share, and of tree and roster only what its nodes need.
 */

import { invariant } from '../invariant.ts';
import { hashOf } from '../json/canonical.ts';
import type { RoleDefinition } from '../roster/resolve.ts';
import type { RosterSlice } from '../roster/roster-slice.ts';
import type { ActorDefinition, Campaign, NodeDefinition, Placement } from './definition.ts';
import type { ActorKey, Hash, NodeKey } from './keys.ts';
import { inTreeOrder } from './placement.ts';

/** The actor's definition under a placement. @throws InvariantFault for an actor that the placement does not have */
export function sliceFor(campaign: Campaign, placement: Placement, actor: ActorKey): ActorDefinition {
  const own = placement.find((one) => one.actor === actor);
  invariant(own, `actor '${actor}' in the placement`);
  const hostOf = new Map(placement.flatMap((one) => one.nodes.map((node) => [node, one.actor] as const)));
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
  const content = {
    format: 'actor/v1' as const,
    actor,
    campaign: campaign.campaign,
    campaignHash: campaign.campaignHash,
    rosterHash: campaign.rosterHash,
    zone: campaign.zone,
    layers: campaign.layers,
    root: campaign.root,
    steps: campaign.steps,
    procedures: campaign.procedures,
    reviews: campaign.reviews,
    roles: campaign.roles,
    rules: campaign.rules,
    scales: campaign.scales,
    forms: campaign.forms,
    office: campaign.office,
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
  return { ...content, hash: definitionHash(content) };
}

/** The identity of an actor's definition: over everything but the hash itself. */
export function definitionHash(definition: Omit<ActorDefinition, 'hash'>): Hash {
  const { hash: _, ...content } = definition as ActorDefinition;
  return hashOf(content);
}

/** Layers at whose places a body sits. */
function meetingLayers(campaign: Campaign): ReadonlySet<string> {
  return new Set(Object.values(campaign.roles).flatMap((role) => (role.relation === 'body' ? role.of : [])));
}

/** Layers whose nodes are rows of forms that are handed in at a layer. */
function rowLayers(campaign: Campaign, layer: string): ReadonlySet<string> {
  const steps = campaign.steps.filter((step) => step.layer === layer);
  return new Set(steps.flatMap((step) => (step.kind === 'do' ? (campaign.forms[step.form]?.rowsOf ?? []) : [])));
}

/** Of the whole roster: the nodes' places and all above, the posts that head any of these, and all below for roles that take everyone. */
function narrow(slice: RosterSlice, nodes: readonly NodeKey[], roles: readonly RoleDefinition[]): RosterSlice {
  const wide = new Set(roles.flatMap((role) => (role.relation === 'everyone' ? role.of : [])));
  const kept = new Set<string>();
  const whole = new Set<string>();
  for (const node of nodes) {
    for (let at: string | null = node; at !== null && !kept.has(at); at = slice.places[at]?.parent ?? null) {
      kept.add(at);
      if (wide.has(slice.places[at]?.layer ?? '')) whole.add(at);
    }
  }
  const within = (place: string): boolean => {
    for (let at: string | null = place; at !== null; at = slice.places[at]?.parent ?? null)
      if (whole.has(at)) return true;
    return false;
  };
  if (whole.size > 0) for (const place of Object.keys(slice.places)) if (within(place)) kept.add(place);
  for (const place of [...kept]) for (const post of slice.heads[place] ?? []) kept.add(post);

  const keep = <T>(keyed: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(keyed).filter(([place]) => kept.has(place)));
  const functions = keep(slice.functions);
  const named = new Set(
    Object.values(functions).flatMap((list) => list.flatMap((one) => ('body' in one ? [one.body] : []))),
  );
  const bodies = Object.entries(slice.bodies).flatMap(([place, list]) => {
    const here = kept.has(place) ? list : list.filter((body) => named.has(body.id));
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
