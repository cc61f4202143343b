import { describe, expect, test } from '@jest/globals';
import { checkRoster, checkRosterLayers } from '../../../packages/engine/src/roster/check-roster.ts';
import { generateRoster } from '../../../packages/engine/src/roster/generate.ts';
import { resolveRole } from '../../../packages/engine/src/roster/resolve.ts';
import { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { sliceWhole } from '../../../packages/engine/src/roster/roster-slice.ts';
import { parseDay } from '../../../packages/engine/src/time/civil-date.ts';
import { roles, sample } from './sample.ts';

const grown = generateRoster({ sample, posts: 1000, seed: 7 });
const added = grown.places.slice(sample.places.length);

describe('a grown roster', () => {
  test('has the posts asked for, the sample untouched at its head, and nothing wrong', () => {
    expect(Roster.parse(grown)).toEqual(grown);
    expect(grown.places.filter((place) => place.layer === 'post').length).toBeGreaterThanOrEqual(1000);
    expect(grown.places.filter((place) => place.layer === 'post').length).toBeLessThan(1060);
    expect(grown.places.slice(0, sample.places.length)).toEqual(sample.places);
    expect(checkRoster(grown).filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(checkRosterLayers(grown, ['organization', 'unit', 'section', 'post'])).toEqual([]);
  });

  test('is the same for the same seed and another for another', () => {
    expect(generateRoster({ sample, posts: 1000, seed: 7 })).toEqual(grown);
    expect(generateRoster({ sample, posts: 1000, seed: 8 })).not.toEqual(grown);
  });

  test('is the sample when that is large enough', () => {
    expect(generateRoster({ sample, posts: 5, seed: 1 })).toEqual(sample);
  });

  test('can be grown again', () => {
    const again = generateRoster({ sample: grown, posts: 1200, seed: 7 });

    expect(checkRoster(again).filter((problem) => problem.severity === 'error')).toEqual([]);
  });

  test('varies: units of many sizes, leaders in charge of several sections, two posts, changes of hands', () => {
    const sizes = (layer: string, below: string) =>
      new Set(
        added
          .filter((place) => place.layer === layer)
          .map((unit) => added.filter((place) => place.parent === unit.id && place.layer === below).length),
      );
    const shapes = new Set(
      added
        .filter((place) => place.layer === 'unit')
        .map((unit) =>
          added
            .filter((section) => section.parent === unit.id)
            .map((section) => added.filter((post) => post.parent === section.id).length)
            .join(),
        ),
    );
    const many = (list: readonly string[]) => list.length - new Set(list).size;
    const charges = (grown.inCharge ?? []).slice(sample.inCharge?.length);

    expect(sizes('unit', 'section').size).toBeGreaterThanOrEqual(4);
    expect(sizes('section', 'post').size).toBeGreaterThanOrEqual(3);
    expect(shapes.size).toBeGreaterThan(20);
    expect(many(charges.map((charge) => charge.person))).toBeGreaterThan(20);
    expect(grown.appointments.filter((one) => one.kind === 'concurrent').length).toBeGreaterThan(10);
    expect(grown.appointments.filter((one) => one.from !== undefined).length).toBeGreaterThan(5);
    expect(new Set(grown.people.map((person) => person.name)).size).toBeGreaterThan(500);
  });

  test('answers for its chains as the sample does', () => {
    const slice = sliceWhole(grown);
    const on = parseDay('2011-10-26') ?? 0;
    const posts = added.filter((place) => place.layer === 'post');
    const found = (role: keyof typeof roles, node: string) => resolveRole(roles[role], node, on, slice).people.length;

    for (const { id, parent } of posts) {
      const section = added.find((place) => place.id === parent)?.layer === 'section';
      expect([id, found('filler', id)]).toEqual([id, 1]);
      expect(found('group', id)).toBe(3);
      if (section) expect(found('deputy', id)).toBe(1);
    }
    expect(posts.filter(({ id }) => found('team', id) >= 3).length).toBeGreaterThan(500);
  });
});
