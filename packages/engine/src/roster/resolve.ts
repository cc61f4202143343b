/**
 * Who acts: a role, a place and a day give people, with who stands in for whom, or nobody, with who was sought and why nobody was
 * found. Nothing is skipped: a vacant role is never replaced by the next one up. Must not know tasks or reviews.
 *
 * Readings: a nearer recorded leader in charge (分管) hides one further up, even when the nearer one is vacant on the day; a substitute
 * acts in place of the holder, not beside; members of a body are not substituted unless the role says so, because a seat and
 * its vote are personal; who substitutes each other in a circle is not absent.
 */
import { z } from 'zod';
import { type NodeKey, placeOf } from '../campaign/keys.ts';
import { type CivilDate, type Day, formatDay } from '../time/civil-date.ts';
import { holdsOn, RosterWord } from './roster.ts';
import type { RosterSlice, SliceBody, SlicePerson, SliceSubstitute } from './roster-slice.ts';

const shared = {
  id: RosterWord,
  name: z.string().min(1).max(100),
  /**
   * Layers, in order of preference: the place at or above the node on the first of them where such a relation is recorded at all, on
   * whatever day. `[section, unit]` is for posts that may have no section.
   */
  of: z.array(RosterWord).min(1).max(10),
  /** Whether substitutes act; true when absent, but false for `body` and `everyone`. */
  substitutes: z.boolean().exactOptional(),
};

const simple = [
  /** Who holds the place, a post. */
  z.strictObject({ relation: z.literal('holders'), ...shared }),
  /** Who holds a post that heads the place. */
  z.strictObject({ relation: z.literal('head'), ...shared }),
  /** 分管: who is in charge of the place; if nobody is recorded for it, of the nearest place above. */
  z.strictObject({ relation: z.literal('in-charge'), ...shared }),
  /** The body of that kind at the place. */
  z.strictObject({ relation: z.literal('body'), body: RosterWord, ...shared }),
  /** The office of the body of that kind at the place. */
  z.strictObject({ relation: z.literal('body-office'), body: RosterWord, ...shared }),
  /** Who holds the function of that name at the place. */
  z.strictObject({ relation: z.literal('function'), function: RosterWord, ...shared }),
  /** 干部职工: the holders of all posts at the place and below. */
  z.strictObject({ relation: z.literal('everyone'), ...shared }),
] as const;

/** A role that is found by itself; the others are made of these. */
export const SimpleRole = z.discriminatedUnion('relation', simple);
export type SimpleRole = z.infer<typeof SimpleRole>;

export const RoleDefinition = z.discriminatedUnion('relation', [
  ...simple,
  /** Several bodies or offices together: everybody of each. The first that is a body leads, with its chair and its office. */
  z.strictObject({ relation: z.literal('joint'), ...shared, parts: z.array(SimpleRole).min(2).max(10) }),
  /**
   * A body outside the line, by its kind or its id, at the nearest place where one is recorded, else wherever it is. Its members act
   * themselves; where none is known somebody inside records what it says.
   */
  z.strictObject({
    relation: z.literal('outside'),
    ...shared,
    of: z.array(RosterWord).max(10),
    organization: RosterWord,
    recordedBy: SimpleRole,
  }),
]);
export type RoleDefinition = z.infer<typeof RoleDefinition>;

/** A substitution that could not be followed, so that the holder acts after all. */
export type Unsubstituted = 'circle' | 'too-long' | 'left';

export type ResolvedPerson =
  | { readonly person: string; readonly as: 'holder'; readonly unsubstituted?: Unsubstituted }
  /** Shown as 甲 代 乙; `via` are the substitutes in between, themselves away. */
  | { readonly person: string; readonly as: 'substitute'; readonly for: string; readonly via: readonly string[] };

/** Why nobody was found: no such place above the node, nobody ever recorded, nobody on the day, or who was has left altogether. */
export type Vacancy = 'no-place' | 'not-recorded' | 'vacant' | 'left';

export interface Resolution {
  /** In the roster's order, each once; empty when nobody was found. */
  readonly people: readonly ResolvedPerson[];
  /** The body that acts, for the relations that name one. */
  readonly body: string | null;
  /** Who chairs the body on the day. */
  readonly chair: string | null;
  /** The people do not act themselves: they record what this organization says. */
  readonly recordsFor?: string;
  readonly sought: {
    readonly role: string;
    readonly relation: RoleDefinition['relation'];
    readonly of: readonly string[];
    /** The place that was asked, null when there is none on those layers. */
    readonly place: string | null;
    readonly day: CivilDate;
  };
  /** Null when somebody was found. */
  readonly why: Vacancy | null;
  /** With `vacant` and `left`: who is recorded for other days, or has left. */
  readonly recorded: readonly string[];
}

/** The roles that a role is found by: itself, or what it is made of. */
export function partsOfRole(role: RoleDefinition): readonly SimpleRole[] {
  if (role.relation === 'joint') return role.parts;
  return role.relation === 'outside' ? [role.recordedBy] : [role];
}

/** Whether a body is one outside that some role names, wherever it is. */
export function outsideOf(
  roles: readonly RoleDefinition[],
): (body: { readonly id: string; readonly kind: string }) => boolean {
  const named = new Set(roles.flatMap((role) => (role.relation === 'outside' ? [role.organization] : [])));
  return ({ id, kind }) => named.has(id) || named.has(kind);
}

/** Chains of substitutes longer than this are not followed. */
const longestChain = 8;

export function resolveRole(role: RoleDefinition, node: NodeKey, day: Day, slice: RosterSlice): Resolution {
  if (role.relation === 'joint') return jointly(role, node, day, slice);
  return role.relation === 'outside' ? outside(role, node, day, slice) : resolveSimple(role, node, day, slice);
}

function jointly(
  role: RoleDefinition & { relation: 'joint' },
  node: NodeKey,
  day: Day,
  slice: RosterSlice,
): Resolution {
  const parts = role.parts.map((part) => resolveSimple(part, node, day, slice));
  const leading = parts.find((part) => part.body !== null);
  const first = leading ?? parts[0];
  const people = unique(parts.flatMap((part) => part.people));
  const { place = null, day: on = formatDay(day) } = first?.sought ?? {};
  return {
    people,
    body: leading?.body ?? null,
    chair: leading?.chair ?? null,
    sought: { role: role.id, relation: role.relation, of: role.of, place, day: on },
    why: people.length > 0 ? null : (first?.why ?? 'not-recorded'),
    recorded: people.length > 0 ? [] : parts.flatMap((part) => part.recorded),
  };
}

function outside(
  role: RoleDefinition & { relation: 'outside' },
  node: NodeKey,
  day: Day,
  slice: RosterSlice,
): Resolution {
  const on = formatDay(day);
  const fits = (body: SliceBody) => body.kind === role.organization || body.id === role.organization;
  const path = placesAbove(placeOf(node), slice);
  const near = path.find((place) => slice.bodies[place]?.some(fits));
  const place = near ?? Object.keys(slice.bodies).find((one) => slice.bodies[one]?.some(fits)) ?? null;
  const body = place === null ? undefined : bodyAt(slice.bodies[place] ?? [], fits, on);
  const sought = { role: role.id, relation: role.relation, of: role.of, place, day: on };
  const members = (body !== undefined && holdsOn(body, on) ? body.members : []).filter(
    (member) => holdsOn(member, on) && isHere(member.person, on, slice),
  );
  if (body !== undefined && members.length > 0) {
    const people = members.map(({ person }) => ({ person, as: 'holder' as const }));
    const chair = members.find((member) => member.chair === true)?.person ?? null;
    return { people, body: body.id, chair, sought, why: null, recorded: [] };
  }
  const { people, why, recorded } = resolveSimple(role.recordedBy, node, day, slice);
  return { people, body: null, chair: null, recordsFor: body?.id ?? role.organization, sought, why, recorded };
}

function resolveSimple(role: SimpleRole, node: NodeKey, day: Day, slice: RosterSlice): Resolution {
  const on = formatDay(day);
  const path = placesAbove(placeOf(node), slice);
  const asked = path.filter((place) => role.of.includes(slice.places[place]?.layer ?? ''));
  const ordered = role.of.flatMap((layer) => asked.filter((place) => slice.places[place]?.layer === layer).slice(0, 1));
  const found = firstRecorded(role, ordered, path, on, slice);
  const place = found?.place ?? ordered[0] ?? null;
  const sought = { role: role.id, relation: role.relation, of: role.of, place, day: on };
  if (found === undefined) {
    return {
      people: [],
      body: null,
      chair: null,
      sought,
      why: ordered.length === 0 ? 'no-place' : 'not-recorded',
      recorded: [],
    };
  }
  const present = found.records.filter((record) => record.valid && holdsOn(record, on));
  const here = present.filter((record) => isHere(record.person, on, slice));
  const substituted = isSubstituted(role);
  const people = unique(
    here.map(({ person }) =>
      substituted ? substituteFor(person, role.id, path, on, slice) : { person, as: 'holder' as const },
    ),
  );
  const { body = null, chair = null } = found;
  if (people.length > 0)
    return {
      people,
      body,
      chair: chair !== null && isHere(chair, on, slice) ? chair : null,
      sought,
      why: null,
      recorded: [],
    };
  const recorded = [...new Set(found.records.map(({ person }) => person))];
  return { people, body, chair: null, sought, why: present.length > 0 ? 'left' : 'vacant', recorded };
}

/** A seat in a body and its vote are personal unless the role says otherwise. */
export function isSubstituted(role: RoleDefinition): boolean {
  if (role.relation === 'joint' || role.relation === 'outside') return role.substitutes ?? false;
  return role.substitutes ?? (role.relation !== 'body' && role.relation !== 'everyone');
}

/** Who acts on the day for somebody who was given work in a role, whether or not they still hold it. */
export function actorFor(right: string, role: RoleDefinition, node: NodeKey, day: Day, slice: RosterSlice): string {
  if (role.relation === 'joint') {
    const acting = role.parts.map((part) => actorFor(right, part, node, day, slice));
    return acting.find((person) => person !== right) ?? right;
  }
  if (!isSubstituted(role)) return right;
  return substituteFor(right, role.id, placesAbove(placeOf(node), slice), formatDay(day), slice).person;
}

/** The place and those above it, nearest first; ends at the first unknown parent and never runs in a circle. */
export function placesAbove(place: string, slice: RosterSlice): readonly string[] {
  const path: string[] = [];
  for (let at: string | null = place; at !== null && slice.places[at] !== undefined && !path.includes(at); ) {
    path.push(at);
    at = slice.places[at]?.parent ?? null;
  }
  return path;
}

interface Record {
  readonly person: string;
  readonly from?: CivilDate;
  readonly to?: CivilDate;
  /** False when what it rests on (post, body) does not exist on the day. */
  readonly valid: boolean;
}
interface Found {
  readonly place: string;
  readonly records: readonly Record[];
  readonly body?: string;
  readonly chair?: string | null;
}

function firstRecorded(
  role: SimpleRole,
  ordered: readonly string[],
  path: readonly string[],
  on: CivilDate,
  slice: RosterSlice,
): Found | undefined {
  for (const place of ordered) {
    const found =
      role.relation === 'in-charge'
        ? nearestCharge(path.slice(path.indexOf(place)), slice)
        : recordedAt(role, place, on, slice);
    if (found !== undefined && found.records.length > 0) return found;
  }
  return undefined;
}

function nearestCharge(path: readonly string[], slice: RosterSlice): Found | undefined {
  const place = path.find((at) => (slice.inCharge[at] ?? []).length > 0);
  return place === undefined ? undefined : { place, records: (slice.inCharge[place] ?? []).map(valid) };
}

function recordedAt(
  role: Exclude<SimpleRole, { relation: 'in-charge' }>,
  place: string,
  on: CivilDate,
  slice: RosterSlice,
): Found | undefined {
  switch (role.relation) {
    case 'holders':
      return { place, records: holdersOf(place, on, slice) };
    case 'head':
      return { place, records: (slice.heads[place] ?? []).flatMap((post) => holdersOf(post, on, slice)) };
    case 'everyone':
      return { place, records: postsWithin(place, slice).flatMap((post) => holdersOf(post, on, slice)) };
    case 'body':
    case 'body-office': {
      const body = bodyAt(slice.bodies[place] ?? [], (one) => one.kind === role.body, on);
      return body === undefined ? undefined : fromBody(place, body, role.relation === 'body-office', on);
    }
    case 'function': {
      const holders = (slice.functions[place] ?? []).filter((one) => one.function === role.function);
      const byBody = holders.find((one) => 'body' in one && holdsOn(one, on));
      if (byBody !== undefined && 'body' in byBody) {
        const body = bodyAt(Object.values(slice.bodies).flat(), (one) => one.id === byBody.body, on);
        return body === undefined ? undefined : fromBody(place, body, false, on);
      }
      return { place, records: holders.flatMap((one) => ('person' in one ? [valid(one)] : [])) };
    }
  }
}

/** The body that exists on the day, else the one recorded last. */
function bodyAt(
  bodies: readonly SliceBody[],
  fits: (body: SliceBody) => boolean,
  on: CivilDate,
): SliceBody | undefined {
  const fitting = bodies.filter(fits);
  return fitting.find((body) => holdsOn(body, on)) ?? fitting.at(-1);
}

function fromBody(place: string, body: SliceBody, office: boolean, on: CivilDate): Found {
  const exists = holdsOn(body, on);
  const members: readonly SlicePerson[] = office ? body.office : body.members;
  const chair = body.members.find((member) => member.chair === true && holdsOn(member, on))?.person ?? null;
  return {
    place,
    records: members.map((member) => ({ ...valid(member), valid: exists })),
    body: body.id,
    chair: exists ? chair : null,
  };
}

/** 主职 first, then 代理 and 兼职, each in the roster's order. */
function holdersOf(post: string, on: CivilDate, slice: RosterSlice): Record[] {
  const place = slice.places[post];
  const exists = place !== undefined && holdsOn(place, on);
  const rank = { principal: 0, acting: 1, concurrent: 2 } as const;
  return (slice.appointments[post] ?? [])
    .toSorted((one, other) => rank[one.kind ?? 'principal'] - rank[other.kind ?? 'principal'])
    .map((appointment) => ({ ...valid(appointment), valid: exists }));
}

/** Places that people are appointed to, at the place and below, in the slice's order. */
function postsWithin(place: string, slice: RosterSlice): string[] {
  return Object.keys(slice.appointments).filter((post) => placesAbove(post, slice).includes(place));
}

function valid(record: SlicePerson): Record {
  const { person, from, to } = record;
  return { person, ...(from !== undefined && { from }), ...(to !== undefined && { to }), valid: true };
}

/** Nobody recorded that they have left, or come only later. */
export function isHere(person: string, on: CivilDate, slice: RosterSlice): boolean {
  const dates = slice.people[person];
  return dates === undefined || holdsOn(dates, on);
}

function substituteFor(
  holder: string,
  role: string,
  path: readonly string[],
  on: CivilDate,
  slice: RosterSlice,
): ResolvedPerson {
  const chain: string[] = [];
  const stays = (unsubstituted: Unsubstituted): ResolvedPerson => ({ person: holder, as: 'holder', unsubstituted });
  for (let at = holder; ; ) {
    const next = substitutionOf(at, role, path, on, slice);
    if (next === undefined) break;
    if (next.by === holder || chain.includes(next.by)) return stays('circle');
    if (!isHere(next.by, on, slice)) return stays('left');
    if (chain.length === longestChain) return stays('too-long');
    chain.push(next.by);
    at = next.by;
  }
  const person = chain.at(-1);
  return person === undefined
    ? { person: holder, as: 'holder' }
    : { person, as: 'substitute', for: holder, via: chain.slice(0, -1) };
}

/** Of several on one day: the one with the narrower scope, then the one that began last, then the one written last. */
function substitutionOf(
  person: string,
  role: string,
  path: readonly string[],
  on: CivilDate,
  slice: RosterSlice,
): SliceSubstitute | undefined {
  const narrow = (one: SliceSubstitute) => (one.roles === undefined ? 0 : 1) + (one.within === undefined ? 0 : 1);
  return (slice.substitutes[person] ?? [])
    .filter(
      (one) =>
        holdsOn(one, on) &&
        (one.roles?.includes(role) ?? true) &&
        (one.within?.some((place) => path.includes(place)) ?? true),
    )
    .toSorted((one, other) => narrow(one) - narrow(other) || compare(one.from, other.from))
    .at(-1);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Each person once; whoever acts in their own right is not also shown for another. */
function unique(people: readonly ResolvedPerson[]): ResolvedPerson[] {
  const holders = new Set(people.flatMap((one) => (one.as === 'holder' ? [one.person] : [])));
  const seen = new Set<string>();
  return people.filter((one) => {
    if (seen.has(one.person) || (one.as === 'substitute' && holders.has(one.person))) return false;
    seen.add(one.person);
    return true;
  });
}
