/** Rosters for the small frame: two branches, of which the northern one has a plan and a roster of its own. */
import type { Roster } from '../../packages/engine/src/roster/roster.ts';

export function frameRoster(): Roster {
  return {
    lianfang: 'roster/v1',
    id: 'frame',
    name: '某局',
    places: [
      { id: 'top', layer: 'bureau', name: '某局' },
      { id: 'north', layer: 'branch', name: '北分局', parent: 'top' },
      { id: 'south', layer: 'branch', name: '南分局', parent: 'top' },
    ],
    people: ['ann', 'nora', 'sue'].map((id) => ({ id, name: id })),
    appointments: [],
    functions: [
      { function: 'chief', place: 'top', person: 'ann' },
      { function: 'clerk', place: 'north', person: 'nora' },
      { function: 'clerk', place: 'south', person: 'sue' },
    ],
  };
}

export function northRoster(): Roster {
  return {
    lianfang: 'roster/v1',
    id: 'north',
    name: '北分局',
    places: [
      { id: 'north-own', layer: 'branch', name: '北分局本级' },
      { id: 'north-cash', layer: 'desk', name: '出纳', parent: 'north-own', facts: { cash: true } },
      { id: 'north-file', layer: 'desk', name: '档案', parent: 'north-own', facts: { cash: false } },
    ],
    people: ['nick', 'carl', 'fay'].map((id) => ({ id, name: id })),
    appointments: [
      { person: 'carl', post: 'north-cash' },
      { person: 'fay', post: 'north-file' },
    ],
    functions: [{ function: 'chief', place: 'north-own', person: 'nick' }],
  };
}
