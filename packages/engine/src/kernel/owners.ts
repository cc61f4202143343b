/**
 * Who acts, asked of the actor's own slice of the roster on the turn's day: no decision waits for a look-up.
 */
import type { NodeKey, PersonId, RoleId } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import { actorFor, isHere, type Resolution, resolveRole } from '../roster/resolve.ts';
import { holdsOn } from '../roster/roster.ts';
import { type RosterSlice, rosterDays } from '../roster/roster-slice.ts';
import { dayOf, formatDay, type Instant, instantOf } from '../time/civil-date.ts';
import type { Work } from './work.ts';

/** Slices are never changed in place, so what was found for one stays true for it. */
const known = new WeakMap<RosterSlice, Known>();

interface Known {
  readonly campaign: string;
  /** day → role → node */
  readonly days: Map<number, Map<RoleId, Map<NodeKey, Resolution>>>;
}
/** Today, and the days on which what is frozen was opened. */
const DAYS = 60;

export function resolve(work: Work, node: NodeKey, role: RoleId, at: Instant = work.at): Resolution {
  const definition = work.definition.roles[role];
  invariant(definition, `role '${role}' to be defined`);
  const roster = work.state.roster;
  const day = dayOf(at, work.definition.zone);
  const campaign = work.definition.campaignHash;
  let found = known.get(roster);
  if (found === undefined || found.campaign !== campaign) {
    found = { campaign, days: new Map() };
    known.set(roster, found);
  }
  let roles = found.days.get(day);
  if (roles === undefined) {
    if (found.days.size >= DAYS) found.days.clear();
    roles = new Map();
    found.days.set(day, roles);
  }
  let nodes = roles.get(role);
  if (nodes === undefined) {
    nodes = new Map();
    roles.set(role, nodes);
  }
  const before = nodes.get(node);
  if (before !== undefined) return before;
  const resolution = resolveRole(definition, node, day, roster);
  nodes.set(node, resolution);
  return resolution;
}

/** Who acts in the role now, substitutes in place of those they stand in for. */
export function membersOf(work: Work, node: NodeKey, role: RoleId): PersonId[] {
  return resolve(work, node, role).people.map((one) => one.person);
}

/** Who sees and mends what nobody else can. */
export function officeMembers(work: Work): PersonId[] {
  return membersOf(work, work.definition.root, work.definition.office);
}

/** Who acts in the role now and in whose right, in the roster's order. */
export function rightsOf(
  work: Work,
  node: NodeKey,
  role: RoleId,
): { readonly right: PersonId; readonly person: PersonId }[] {
  return resolve(work, node, role).people.map((one) => ({
    right: one.as === 'substitute' ? one.for : one.person,
    person: one.person,
  }));
}

/** Whom somebody stands in for, of these rights; null for who acts in their own too, and for who has none. */
export function standsInFor(
  rights: readonly { right: PersonId; person: PersonId }[],
  person: PersonId,
): PersonId | null {
  const mine = rights.filter((one) => one.person === person).map((one) => one.right);
  return mine.includes(person) ? null : (mine[0] ?? null);
}

/** Who held the role at an earlier instant and is still there, each by whoever acts for them now. */
export function heldRightsOf(
  work: Work,
  node: NodeKey,
  role: RoleId,
  since: Instant,
): { readonly right: PersonId; readonly person: PersonId }[] {
  const rights = resolve(work, node, role, since).people.map((one) => (one.as === 'substitute' ? one.for : one.person));
  return rights
    .filter((right) => isPresent(work, right))
    .map((right) => ({ right, person: handOf(work, node, role, right) }));
}

/** Whoever acts for somebody now: a substitute, or they themselves. */
export function handOf(work: Work, node: NodeKey, role: RoleId, right: PersonId): PersonId {
  const definition = work.definition.roles[role];
  invariant(definition, `role '${role}' to be defined`);
  return actorFor(right, definition, node, dayOf(work.at, work.definition.zone), work.state.roster);
}

/** Has not left altogether. */
export function isPresent(work: Work, person: PersonId): boolean {
  return isHere(person, formatDay(dayOf(work.at, work.definition.zone)), work.state.roster);
}

export interface SittingBody {
  readonly id: string;
  readonly members: readonly PersonId[];
  readonly chair: PersonId | null;
}

/** The body behind a role; undefined when the role is none or nobody sits on it now. */
export function bodyOf(work: Work, node: NodeKey, role: RoleId): SittingBody | undefined {
  if (work.definition.roles[role] === undefined) return undefined;
  const { body, people, chair } = resolve(work, node, role);
  return body === null ? undefined : { id: body, members: people.map((one) => one.person), chair };
}

/** Who may call the body together and record what it does: its chair and its office; without either, its members. */
export function conveners(work: Work, node: NodeKey, role: RoleId): PersonId[] {
  const body = bodyOf(work, node, role);
  if (body === undefined) return [];
  const office = Object.values(work.state.roster.bodies)
    .flat()
    .find((one) => one.id === body.id)?.office;
  const day = dayOf(work.at, work.definition.zone);
  const staff = (office ?? []).filter((one) => holdsOn(one, formatDay(day))).map((one) => one.person);
  const found = [...new Set([...(body.chair === null ? [] : [body.chair]), ...staff])];
  return found.length > 0 ? found : [...body.members];
}

/** The next instant at which somebody begins or ends in this slice; null when nobody does. */
export function nextRosterChange(work: Work, after: Instant): Instant | null {
  const { zone } = work.definition;
  const day = rosterDays(work.state.roster).find((one) => instantOf(one, 0, zone) > after);
  return day === undefined ? null : instantOf(day, 0, zone);
}
