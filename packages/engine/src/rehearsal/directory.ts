/** Who holds what at an instant, by the campaign's own roster: what simulated people know of each other. */
import type { Campaign } from '../campaign/definition.ts';
import type { NodeKey, RoleId } from '../campaign/keys.ts';
import { resolveRole } from '../roster/resolve.ts';
import { holdsOn } from '../roster/roster.ts';
import { dayOf, formatDay, type Instant } from '../time/civil-date.ts';
import type { Directory } from './people/crowd.ts';

export function directoryOf(campaign: Pick<Campaign, 'roles' | 'roster' | 'zone'>): Directory {
  const { roles, roster, zone } = campaign;
  const resolve = (node: NodeKey, role: RoleId, at: Instant) => {
    const definition = roles[role];
    return definition === undefined ? undefined : resolveRole(definition, node, dayOf(at, zone), roster);
  };
  return {
    recordsFor: (node, role, at) => resolve(node, role, at)?.recordsFor,
    members: (node, role, at) => resolve(node, role, at)?.people.map(({ person }) => person) ?? [],
    body: (node, role, at) => {
      const found = resolve(node, role, at);
      if (found === undefined || found.body === null || found.sought.place === null) return undefined;
      const on = formatDay(dayOf(at, zone));
      const body = Object.values(roster.bodies)
        .flat()
        .find((one) => one.id === found.body);
      const office = (body?.office ?? []).filter((one) => holdsOn(one, on)).map(({ person }) => person);
      const named = [...(found.chair === null ? [] : [found.chair]), ...office];
      const conveners = named.length > 0 ? named : found.people.map(({ person }) => person);
      return { id: found.body, node: found.sought.place, members: found.people.map(({ person }) => person), conveners };
    },
  };
}
