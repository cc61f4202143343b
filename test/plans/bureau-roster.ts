/** A roster for the bureau plan: three desks under one bureau. */
import type { Roster } from '../../packages/engine/src/roster/roster.ts';

export function aBureau(): Roster {
  const desks = ['cash', 'permits', 'archive'];
  return {
    lianfang: 'roster/v1',
    id: 'bureau',
    name: 'Bureau',
    places: [
      { id: 'b', layer: 'bureau', name: 'Bureau' },
      ...desks.map((id) => ({
        id,
        layer: 'desk',
        name: id,
        parent: 'b',
        facts: { cash: id === 'cash', permits: id === 'permits' },
      })),
    ],
    people: [...desks, 'ann', 'bob', 'cy'].map((id) => ({ id: id === 'cash' ? 'carl' : id, name: id })),
    appointments: desks.map((post) => ({ person: post === 'cash' ? 'carl' : post, post })),
    bodies: [
      {
        id: 'board',
        name: 'Board',
        kind: 'board',
        place: 'b',
        members: [{ person: 'ann', chair: true }, { person: 'bob' }, { person: 'cy' }],
      },
    ],
    functions: [{ function: 'chief', place: 'b', person: 'ann' }],
  };
}
