/** Faults that show only with a roster: planted in the roster, in the plan, or in how they fit. */
import type { Document } from 'yaml';
import type { Place, Roster } from '../../../packages/engine/src/roster/roster.ts';
import type { Path } from './faults.ts';

export interface RosterFault {
  readonly name: string;
  readonly code: string;
  readonly plant: (plan: Document, roster: Roster) => Roster;
  /** Where it must be reported. */
  readonly path?: Path;
}

function withPlaces(change: (place: Place) => Place | undefined): RosterFault['plant'] {
  return (_, roster) => ({ ...roster, places: roster.places.flatMap((place) => change(place) ?? []) });
}

const inPlan =
  (path: Path, value: unknown): RosterFault['plant'] =>
  (plan, roster) => {
    plan.setIn(path, value);
    return roster;
  };

const holders = (change: (one: Roster['appointments'][number]) => Roster['appointments'][number] | undefined) =>
  ((_, roster) => ({
    ...roster,
    appointments: roster.appointments.flatMap((one) => change(one) ?? []),
  })) satisfies RosterFault['plant'];

const POST = 'jiwei-jicha-xinfang';
const HEAD = 'jiwei-jicha-kezhang';

export const rosterFaults: readonly RosterFault[] = [
  {
    name: 'a layer has no place',
    code: 'layer.empty',
    plant: (plan, roster) => {
      plan.addIn(['layers'], { id: 'window', name: '窗口' });
      plan.setIn(['procedures', 0, 'of'], 'window');
      return roster;
    },
    path: ['layers', 4],
  },
  {
    name: 'a place is on a layer that the plan does not have',
    code: 'layer.unknown',
    plant: withPlaces((place) => (place.id === POST ? { ...place, layer: 'planted' } : place)),
  },
  {
    name: 'a place has no parent',
    code: 'layer.one-root',
    plant: withPlaces((place) => {
      const { parent: _, ...top } = place;
      return place.id === 'caiwu' ? top : place;
    }),
  },
  {
    name: 'a unit stands below a section',
    code: 'layer.upside-down',
    plant: withPlaces((place) => (place.id === 'caiwu' ? { ...place, parent: 'jiwei-jicha' } : place)),
  },
  {
    name: 'nobody holds a post',
    code: 'role.vacant',
    plant: holders((one) => (one.post === POST ? undefined : one)),
  },
  {
    name: 'whoever holds a post leaves before the work is due',
    code: 'role.vacant-later',
    plant: holders((one) => (one.post === POST ? { ...one, to: '2011-09-27' } : one)),
    path: ['phases', 0, 'steps', 1, 'by'],
  },
  {
    name: 'one decides where several hold the role',
    code: 'stage.several',
    plant: inPlan(['reviews', 'points', 'stages', 0, 'by'], 'unitStaff'),
  },
  {
    name: 'all decide where one holds the role',
    code: 'stage.asks-one',
    plant: inPlan(['reviews', 'points', 'stages', 0, 'decide'], 'all'),
  },
  {
    name: 'a vote asks for more than there are',
    code: 'vote.too-few-members',
    plant: inPlan(['reviews', 'points', 'stages', 2, 'decide', 'quorum'], 400),
  },
  {
    name: 'who decides in place of the filler is the filler too',
    code: 'stage.self-review',
    plant: inPlan(['reviews', 'points', 'stages', 0, 'selfReview'], 'sectionHead'),
    path: ['reviews', 'points', 'stages', 0, 'selfReview'],
  },
  {
    name: 'a head of a section reviews what he fills in',
    code: 'stage.self-review',
    plant: (plan, roster) => {
      plan.deleteIn(['reviews', 'points', 'stages', 0, 'selfReview']);
      return { ...roster, places: roster.places.map((place) => (place.id === HEAD ? { ...place } : place)) };
    },
    path: ['reviews', 'points', 'stages', 0],
  },
];

/** Needs a large roster: a role that takes everybody of the highest place hands the whole of it to every actor. */
export const largeFault = {
  name: 'a role takes everyone of a body with 5,000 posts',
  code: 'slice.over-budget',
  posts: 5000,
  plant: inPlan(['roles', 'unitStaff', 'of'], 'university'),
};
