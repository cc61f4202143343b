/**
 * The part of a roster that an actor carries, keyed for look-up and without people's names, and the audited changes that keep it and
 * the roster itself up to date. Slices and rosters are never changed in place. Must not know roles' meaning beyond what they reach.
 */
import { z } from 'zod';
import { type NodeKey, placeOf } from '../campaign/keys.ts';
import { CivilDate, type Day, parseDay } from '../time/civil-date.ts';
import { outsideOf, partsOfRole, type RoleDefinition } from './resolve.ts';
import {
  Appointment,
  type Body,
  Charge,
  type Dates,
  FunctionHolder,
  Member,
  Person,
  Place,
  PlaceFacts,
  type Roster,
  RosterId,
  RosterWord,
  Substitute,
} from './roster.ts';

export interface SlicePlace extends Dates {
  readonly layer: string;
  readonly parent: string | null;
}
export interface SlicePerson extends Dates {
  readonly person: string;
}
export interface SliceAppointment extends SlicePerson {
  readonly kind?: 'principal' | 'concurrent' | 'acting';
}
export interface SliceMember extends SlicePerson {
  readonly chair?: true;
}
export interface SliceBody extends Dates {
  readonly id: string;
  readonly kind: string;
  readonly members: readonly SliceMember[];
  readonly office: readonly SlicePerson[];
}
export type SliceFunction = Dates & { readonly function: string } & (
    | { readonly person: string }
    | { readonly body: string }
  );
export interface SliceSubstitute {
  readonly by: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly within?: readonly string[];
  readonly roles?: readonly string[];
}

type Keyed<T> = Readonly<Record<string, readonly T[]>>;

/** JSON; every list in the roster's order. */
export interface RosterSlice {
  readonly places: Readonly<Record<string, SlicePlace>>;
  /** Only those who come or go: who is not listed is there throughout. */
  readonly people: Readonly<Record<string, Dates>>;
  /** By post. */
  readonly appointments: Keyed<SliceAppointment>;
  /** Posts that head a place, by that place. */
  readonly heads: Keyed<string>;
  /** By place. */
  readonly inCharge: Keyed<SlicePerson>;
  readonly bodies: Keyed<SliceBody>;
  readonly functions: Keyed<SliceFunction>;
  /** By the person who is substituted. */
  readonly substitutes: Keyed<SliceSubstitute>;
}

/** The whole roster as a slice. */
export function sliceWhole(roster: Roster): RosterSlice {
  return build(roster, () => true);
}

/**
 * What the roles need at the nodes: the nodes' places and all above, the posts that head any of these, and for roles that reach
 * everyone of a place, all below it. Resolving at those nodes gives what the whole roster gives.
 */
export function sliceRoster(roster: Roster, nodes: readonly NodeKey[], roles: readonly RoleDefinition[]): RosterSlice {
  const places = new Map(roster.places.map((place) => [place.id, place]));
  const wide = new Set(roles.flatMap(partsOfRole).flatMap((role) => (role.relation === 'everyone' ? role.of : [])));
  const kept = new Set<string>();
  const whole = new Set<string>();
  for (const node of nodes) {
    for (
      let at = places.get(placeOf(node));
      at !== undefined && !kept.has(at.id);
      at = at.parent === undefined ? undefined : places.get(at.parent)
    ) {
      kept.add(at.id);
      if (wide.has(at.layer)) whole.add(at.id);
    }
  }
  const within = (place: Place): boolean => {
    for (let at: Place | undefined = place, steps = 0; at !== undefined && steps < 100; steps += 1) {
      if (whole.has(at.id)) return true;
      at = at.parent === undefined ? undefined : places.get(at.parent);
    }
    return false;
  };
  if (whole.size > 0) for (const place of roster.places) if (within(place)) kept.add(place.id);
  const heading = roster.places.filter((place) => place.heads !== undefined && kept.has(place.heads));
  for (const post of heading) kept.add(post.id);
  return build(roster, (place) => kept.has(place), outsideOf(roles));
}

function build(
  roster: Roster,
  has: (place: string) => boolean,
  beside: (body: { readonly id: string; readonly kind: string }) => boolean = () => false,
): RosterSlice {
  const places: Record<string, SlicePlace> = {};
  const heads = new Lists<string>();
  for (const place of roster.places) {
    if (!has(place.id)) continue;
    places[place.id] = slicePlace(place);
    if (place.heads !== undefined && has(place.heads)) heads.add(place.heads, place.id);
  }
  const people: Record<string, Dates> = {};
  for (const person of roster.people)
    if (person.from !== undefined || person.to !== undefined) people[person.id] = datesOf(person);
  const appointments = new Lists<SliceAppointment>();
  for (const one of roster.appointments) if (has(one.post)) appointments.add(one.post, sliceAppointment(one));
  const inCharge = new Lists<SlicePerson>();
  for (const one of roster.inCharge ?? []) if (has(one.place)) inCharge.add(one.place, slicePerson(one));
  const functions = new Lists<SliceFunction>();
  const named = new Set<string>();
  for (const one of roster.functions ?? []) {
    if (!has(one.place)) continue;
    functions.add(one.place, sliceFunction(one));
    if ('body' in one) named.add(one.body);
  }
  const bodies = new Lists<SliceBody>();
  for (const body of roster.bodies ?? [])
    if (has(body.place) || named.has(body.id) || beside(body)) bodies.add(body.place, sliceBody(body));
  const substitutes = new Lists<SliceSubstitute>();
  for (const one of roster.substitutes ?? []) substitutes.add(one.person, sliceSubstitute(one));
  return {
    places,
    people,
    appointments: appointments.lists,
    heads: heads.lists,
    inCharge: inCharge.lists,
    bodies: bodies.lists,
    functions: functions.lists,
    substitutes: substitutes.lists,
  };
}

class Lists<T> {
  readonly lists: Record<string, T[]> = {};
  add(key: string, value: T): void {
    const list = this.lists[key];
    if (list === undefined) this.lists[key] = [value];
    else list.push(value);
  }
}

function datesOf(dated: Dates): Dates {
  return { ...(dated.from !== undefined && { from: dated.from }), ...(dated.to !== undefined && { to: dated.to }) };
}
function slicePlace(place: Place): SlicePlace {
  return { layer: place.layer, parent: place.parent ?? null, ...datesOf(place) };
}
function slicePerson(one: Dates & { readonly person: string }): SlicePerson {
  return { person: one.person, ...datesOf(one) };
}
function sliceAppointment(one: Appointment): SliceAppointment {
  return { ...slicePerson(one), ...(one.kind !== undefined && { kind: one.kind }) };
}
function sliceMember(one: Member): SliceMember {
  return { ...slicePerson(one), ...(one.chair !== undefined && { chair: one.chair }) };
}
function sliceBody(body: Body): SliceBody {
  return {
    id: body.id,
    kind: body.kind,
    members: body.members.map(sliceMember),
    office: (body.office ?? []).map(slicePerson),
    ...datesOf(body),
  };
}
function sliceFunction(one: FunctionHolder): SliceFunction {
  return {
    function: one.function,
    ...('person' in one ? { person: one.person } : { body: one.body }),
    ...datesOf(one),
  };
}
function sliceSubstitute(one: Substitute): SliceSubstitute {
  const { person: _, ...rest } = one;
  return rest;
}

const knownDays = new WeakMap<RosterSlice, readonly Day[]>();

/** Every day on which somebody or something in the slice begins, or has just ended; ascending. Roles can change on these alone. */
export function rosterDays(slice: RosterSlice): readonly Day[] {
  const known = knownDays.get(slice);
  if (known !== undefined) return known;
  const days = new Set<Day>();
  const add = (dated: Dates): void => {
    const from = dated.from === undefined ? undefined : parseDay(dated.from);
    const to = dated.to === undefined ? undefined : parseDay(dated.to);
    if (from !== undefined) days.add(from);
    if (to !== undefined) days.add(to + 1);
  };
  for (const one of Object.values(slice.places)) add(one);
  for (const one of Object.values(slice.people)) add(one);
  for (const lists of [slice.appointments, slice.inCharge, slice.functions, slice.substitutes])
    for (const one of Object.values(lists).flat()) add(one);
  for (const body of Object.values(slice.bodies).flat())
    for (const one of [body, ...body.members, ...body.office]) add(one);
  const sorted = [...days].sort((one, other) => one - other);
  knownDays.set(slice, sorted);
  return sorted;
}

const ended = { to: CivilDate };

/**
 * One audited change. What actors receive bears no person's name (`withoutNames`); the roster itself is changed with it. Unknown ids
 * are found by checking the changed roster (`checkRoster`).
 */
export const RosterChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('AppointmentStarted'), appointment: Appointment }),
  z.strictObject({ kind: z.literal('AppointmentEnded'), person: RosterId, post: RosterId, ...ended }),
  z.strictObject({
    kind: z.literal('PersonAdded'),
    person: Person.extend({ name: Person.shape.name.exactOptional() }),
  }),
  z.strictObject({ kind: z.literal('PersonRenamed'), person: RosterId, name: Person.shape.name.exactOptional() }),
  /** Gone altogether: also from every post and body. */
  z.strictObject({ kind: z.literal('PersonLeft'), person: RosterId, ...ended }),
  z.strictObject({ kind: z.literal('PlaceAdded'), place: Place }),
  /** `into`: merged into another, for the record. */
  z.strictObject({ kind: z.literal('PlaceClosed'), place: RosterId, into: RosterId.exactOptional(), ...ended }),
  /** Facts that are given replace those of the same name. */
  z.strictObject({
    kind: z.literal('PlaceChanged'),
    place: RosterId,
    name: Place.shape.name.exactOptional(),
    facts: PlaceFacts.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('ChargeStarted'), charge: Charge }),
  z.strictObject({ kind: z.literal('ChargeEnded'), person: RosterId, place: RosterId, ...ended }),
  z.strictObject({ kind: z.literal('MemberStarted'), body: RosterId, member: Member }),
  z.strictObject({ kind: z.literal('MemberEnded'), body: RosterId, person: RosterId, ...ended }),
  z.strictObject({ kind: z.literal('FunctionStarted'), holder: FunctionHolder }),
  z.strictObject({
    kind: z.literal('FunctionEnded'),
    function: RosterWord,
    place: RosterId,
    holder: RosterId,
    ...ended,
  }),
  z.strictObject({ kind: z.literal('SubstituteSet'), substitute: Substitute }),
  z.strictObject({ kind: z.literal('SubstituteEnded'), person: RosterId, by: RosterId, ...ended }),
]);
export type RosterChange = z.infer<typeof RosterChange>;

/** The change as it may enter a history: no person's name. */
export function withoutNames(change: RosterChange): RosterChange {
  if (change.kind === 'PersonAdded') {
    const { name: _, ...person } = change.person;
    return { ...change, person };
  }
  return change.kind === 'PersonRenamed' ? { kind: change.kind, person: change.person } : change;
}

/** The slice after the change; what is not about its places or people leaves it as it is. */
export function applyRosterChange(slice: RosterSlice, change: RosterChange): RosterSlice {
  const has = (place: string): boolean => slice.places[place] !== undefined;
  switch (change.kind) {
    case 'AppointmentStarted': {
      const { post } = change.appointment;
      return has(post)
        ? { ...slice, appointments: added(slice.appointments, post, sliceAppointment(change.appointment)) }
        : slice;
    }
    case 'AppointmentEnded':
      return {
        ...slice,
        appointments: endedIn(slice.appointments, change.post, change.to, (one) => one.person === change.person),
      };
    case 'PersonAdded': {
      const { id, from, to } = change.person;
      return from === undefined && to === undefined
        ? slice
        : { ...slice, people: { ...slice.people, [id]: datesOf(change.person) } };
    }
    case 'PersonRenamed':
      return slice;
    case 'PersonLeft':
      return {
        ...slice,
        people: { ...slice.people, [change.person]: { ...slice.people[change.person], to: change.to } },
      };
    case 'PlaceAdded': {
      const { id, parent, heads } = change.place;
      if (!((parent !== undefined && has(parent)) || (heads !== undefined && has(heads)))) return slice;
      return {
        ...slice,
        places: { ...slice.places, [id]: slicePlace(change.place) },
        heads: heads !== undefined && has(heads) ? added(slice.heads, heads, id) : slice.heads,
      };
    }
    case 'PlaceClosed': {
      const place = slice.places[change.place];
      return place === undefined
        ? slice
        : { ...slice, places: { ...slice.places, [change.place]: { ...place, to: change.to } } };
    }
    case 'PlaceChanged':
      return slice;
    case 'ChargeStarted':
      return has(change.charge.place)
        ? { ...slice, inCharge: added(slice.inCharge, change.charge.place, slicePerson(change.charge)) }
        : slice;
    case 'ChargeEnded':
      return {
        ...slice,
        inCharge: endedIn(slice.inCharge, change.place, change.to, (one) => one.person === change.person),
      };
    case 'MemberStarted':
      return withBody(slice, change.body, (body) => ({
        ...body,
        members: [...body.members, sliceMember(change.member)],
      }));
    case 'MemberEnded':
      return withBody(slice, change.body, (body) => ({
        ...body,
        members: endedAmong(body.members, change.to, (one) => one.person === change.person),
      }));
    case 'FunctionStarted':
      return has(change.holder.place)
        ? { ...slice, functions: added(slice.functions, change.holder.place, sliceFunction(change.holder)) }
        : slice;
    case 'FunctionEnded':
      return { ...slice, functions: endedIn(slice.functions, change.place, change.to, (one) => isHolder(one, change)) };
    case 'SubstituteSet':
      return {
        ...slice,
        substitutes: added(slice.substitutes, change.substitute.person, sliceSubstitute(change.substitute)),
      };
    case 'SubstituteEnded':
      return {
        ...slice,
        substitutes: endedIn(slice.substitutes, change.person, change.to, (one) => one.by === change.by),
      };
  }
}

/** The roster after the change. @returns a new roster; check it with `checkRoster` before it is kept */
export function changeRoster(roster: Roster, change: RosterChange): Roster {
  switch (change.kind) {
    case 'AppointmentStarted':
      return { ...roster, appointments: [...roster.appointments, change.appointment] };
    case 'AppointmentEnded':
      return {
        ...roster,
        appointments: endedAmong(
          roster.appointments,
          change.to,
          (one) => one.person === change.person && one.post === change.post,
        ),
      };
    case 'PersonAdded':
      return {
        ...roster,
        people: [...roster.people, { ...change.person, name: change.person.name ?? change.person.id }],
      };
    case 'PersonRenamed': {
      const { name } = change;
      return name === undefined
        ? roster
        : { ...roster, people: roster.people.map((one) => (one.id === change.person ? { ...one, name } : one)) };
    }
    case 'PersonLeft':
      return {
        ...roster,
        people: roster.people.map((one) => (one.id === change.person ? { ...one, to: change.to } : one)),
      };
    case 'PlaceAdded':
      return { ...roster, places: [...roster.places, change.place] };
    case 'PlaceClosed':
      return {
        ...roster,
        places: roster.places.map((one) => (one.id === change.place ? { ...one, to: change.to } : one)),
      };
    case 'PlaceChanged':
      return {
        ...roster,
        places: roster.places.map((one) =>
          one.id === change.place
            ? {
                ...one,
                ...(change.name !== undefined && { name: change.name }),
                ...(change.facts !== undefined && { facts: { ...one.facts, ...change.facts } }),
              }
            : one,
        ),
      };
    case 'ChargeStarted':
      return { ...roster, inCharge: [...(roster.inCharge ?? []), change.charge] };
    case 'ChargeEnded':
      return {
        ...roster,
        inCharge: endedAmong(
          roster.inCharge ?? [],
          change.to,
          (one) => one.person === change.person && one.place === change.place,
        ),
      };
    case 'MemberStarted':
    case 'MemberEnded':
      return {
        ...roster,
        bodies: (roster.bodies ?? []).map((body) =>
          body.id !== change.body
            ? body
            : {
                ...body,
                members:
                  change.kind === 'MemberStarted'
                    ? [...body.members, change.member]
                    : endedAmong(body.members, change.to, (one) => one.person === change.person),
              },
        ),
      };
    case 'FunctionStarted':
      return { ...roster, functions: [...(roster.functions ?? []), change.holder] };
    case 'FunctionEnded':
      return {
        ...roster,
        functions: endedAmong(
          roster.functions ?? [],
          change.to,
          (one) => one.place === change.place && isHolder(one, change),
        ),
      };
    case 'SubstituteSet':
      return { ...roster, substitutes: [...(roster.substitutes ?? []), change.substitute] };
    case 'SubstituteEnded':
      return {
        ...roster,
        substitutes: endedAmong(
          roster.substitutes ?? [],
          change.to,
          (one) => one.person === change.person && one.by === change.by,
        ),
      };
  }
}

function isHolder(one: SliceFunction, change: { readonly function: string; readonly holder: string }): boolean {
  return one.function === change.function && ('person' in one ? one.person : one.body) === change.holder;
}

function added<T>(lists: Keyed<T>, key: string, value: T): Keyed<T> {
  return { ...lists, [key]: [...(lists[key] ?? []), value] };
}

function endedIn<T extends Dates>(lists: Keyed<T>, key: string, to: CivilDate, fits: (one: T) => boolean): Keyed<T> {
  const list = lists[key];
  return list === undefined ? lists : { ...lists, [key]: endedAmong(list, to, fits) };
}

/** What had begun by that day and goes beyond it ends with it. */
function endedAmong<T extends Dates>(list: readonly T[], to: CivilDate, fits: (one: T) => boolean): T[] {
  return list.map((one) =>
    fits(one) && (one.from ?? to) <= to && (one.to ?? '9999-12-31') > to ? { ...one, to } : one,
  );
}

function withBody(slice: RosterSlice, id: string, change: (body: SliceBody) => SliceBody): RosterSlice {
  const place = Object.keys(slice.bodies).find((key) => slice.bodies[key]?.some((body) => body.id === id));
  if (place === undefined) return slice;
  return {
    ...slice,
    bodies: {
      ...slice.bodies,
      [place]: (slice.bodies[place] ?? []).map((body) => (body.id === id ? change(body) : body)),
    },
  };
}
