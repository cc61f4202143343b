/** Where a child plan hangs in the frame's tree, and the two rosters as one. Must not know what steps or forms are. */
import type { Plan } from '../plan/plan.ts';
import type { Problem } from '../problem.ts';
import type { Place, Roster } from '../roster/roster.ts';
import type { ChildPlan } from './assemble.ts';
import { type ChildNames, under } from './names.ts';

/** The frame's places under which the child's stand; those that the roster does not have are left out. */
export function placesOf(frame: Plan, roster: Roster | undefined, child: Plan): readonly Place[] {
  const at = child.within?.at;
  const own = new Set(frame.layers.map((layer) => layer.id));
  const places = (roster?.places ?? []).filter((place) => own.has(place.layer));
  if (at === undefined) return [];
  if (typeof at === 'object' && !Array.isArray(at)) return places.filter((place) => place.layer === at.layer);
  const ids = typeof at === 'string' ? [at] : at;
  return places.filter((place) => ids.includes(place.id));
}

export interface Merged {
  readonly roster: Roster;
  readonly problems: readonly Problem[];
}

export function mergeRosters(roster: Roster, child: ChildPlan, at: readonly Place[], names: ChildNames): Merged {
  const problems: Problem[] = [];
  const below = belowOf(roster, at);
  const rename = (place: Place): Place =>
    names.layers.has(place.layer) ? { ...place, layer: under(names.prefix, place.layer) } : place;
  // Places of the child that stand in the frame's own roster.
  const places = roster.places.map((place) => (below.has(place.id) && !at.includes(place) ? rename(place) : place));
  const added = child.roster;
  if (added === undefined) return { roster: { ...roster, places }, problems };
  const [top] = at;
  if (at.length !== 1 || top === undefined) {
    problems.push({ code: 'frame.roster-of-one', severity: 'error', path: ['within', 'at'], count: at.length });
    return { roster: { ...roster, places }, problems };
  }
  const known = new Set(roster.places.map((place) => place.id));
  for (const place of added.places)
    if (known.has(place.id))
      problems.push({
        code: 'frame.place-twice',
        severity: 'error',
        path: ['within', 'at'],
        place: place.id,
        name: place.name,
      });
  const people = new Map([...roster.people, ...added.people].map((person) => [person.id, person]));
  const both = <T>(one: readonly T[] | undefined, other: readonly T[] | undefined): T[] => [
    ...(one ?? []),
    ...(other ?? []),
  ];
  return {
    problems,
    roster: {
      ...roster,
      places: [...places, ...added.places.map((place) => ({ ...rename(place), parent: place.parent ?? top.id }))],
      people: [...people.values()],
      appointments: both(roster.appointments, added.appointments),
      inCharge: both(roster.inCharge, added.inCharge),
      bodies: both(roster.bodies, added.bodies),
      functions: both(roster.functions, added.functions),
      substitutes: both(roster.substitutes, added.substitutes),
    },
  };
}

/** The ids of all places at or below some. */
function belowOf(roster: Roster, at: readonly Place[]): ReadonlySet<string> {
  const found = new Set(at.map((place) => place.id));
  // Parents need not stand before their children.
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const place of roster.places) if (place.parent !== undefined && found.has(place.parent)) found.add(place.id);
  }
  return found;
}
