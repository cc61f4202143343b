/** A roster cut down to a few posts that a plan can still be launched with: whole branches of the tree first, then single places. */
import { Roster } from '@lianfang/engine';

/**
 * @param most places that have nothing below them
 * @param isEnough whether a plan launches with what is left
 */
export function smallRoster(roster: Roster, most: number, isEnough: (roster: Roster) => boolean): Roster {
  let kept = roster;
  const topDown = roster.places.map(({ id }) => id).sort((one, other) => depthOf(roster, one) - depthOf(roster, other));
  for (const id of [
    ...topDown.toReversed().filter((one) => childrenOf(roster, one).length > 0),
    ...topDown.toReversed(),
  ]) {
    const over = leavesOf(kept) - most;
    if (over <= 0) return kept;
    if (!kept.places.some((place) => place.id === id)) continue;
    const left = without(kept, id);
    // A branch that would take far more than is too much is left for its parts.
    if (leavesOf(left) < Math.min(most, leavesOf(kept) - 1) / 2 || !isEnough(left)) continue;
    kept = left;
  }
  return kept;
}

export function leavesOf(roster: Roster): number {
  const parents = new Set(roster.places.map(({ parent }) => parent));
  return roster.places.filter(({ id }) => !parents.has(id)).length;
}

function childrenOf(roster: Roster, id: string): Roster['places'] {
  return roster.places.filter(({ parent }) => parent === id);
}

function depthOf(roster: Roster, id: string): number {
  const parent = roster.places.find((place) => place.id === id)?.parent;
  return parent === undefined ? 0 : 1 + depthOf(roster, parent);
}

/** Without a place, all below it, and whatever is said of these. */
function without(roster: Roster, id: string): Roster {
  const gone = new Set([id]);
  for (let more = true; more; ) {
    const next = roster.places.filter(
      ({ id: own, parent }) => !gone.has(own) && parent !== undefined && gone.has(parent),
    );
    for (const place of next) gone.add(place.id);
    more = next.length > 0;
  }
  const bodies = roster.bodies?.filter(({ place }) => !gone.has(place));
  const left = new Set(bodies?.map((body) => body.id));
  return Roster.parse({
    ...roster,
    places: roster.places.filter((place) => !gone.has(place.id)),
    appointments: roster.appointments.filter(({ post }) => !gone.has(post)),
    ...(roster.inCharge && { inCharge: roster.inCharge.filter(({ place }) => !gone.has(place)) }),
    ...(bodies && { bodies }),
    ...(roster.functions && {
      functions: roster.functions.filter((one) => !gone.has(one.place) && (!('body' in one) || left.has(one.body))),
    }),
    ...(roster.substitutes && {
      substitutes: roster.substitutes.map((one) =>
        one.within === undefined ? one : { ...one, within: one.within.filter((place) => !gone.has(place)) },
      ),
    }),
  });
}
