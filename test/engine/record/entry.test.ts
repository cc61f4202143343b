import { describe, expect, test } from '@jest/globals';
import type { Event } from '@lianfang/engine/kernel';
import { chainOf, entryOf, genesisOf, isIntact, personsOf, recordedEventOf } from '@lianfang/engine/record';

const event: Event = {
  kind: 'Reminded',
  node: 'jw-1',
  seq: 1,
  actorSeq: 7,
  at: 1_000,
  signer: { kind: 'system' },
  task: 'search.declare',
  to: ['li'],
  due: 2_000,
  number: 1,
};
const genesis = genesisOf('dz-2011', chainOf('jw-1'));
const entry = entryOf('dz-2011', recordedEventOf(event), 5_000, { li: '李某' }, genesis);

describe('an entry', () => {
  test('keeps the event, both times and the names, and links to the chain’s genesis', () => {
    expect(entry).toMatchObject({
      node: 'jw-1',
      seq: 1,
      recordedAt: 5_000,
      event: { at: 1_000 },
      names: { li: '李某' },
      previous: genesis,
    });
    expect(isIntact(entry)).toBe(true);
  });

  test('has the same hash whatever the actor’s own numbering and the order of keys', () => {
    const moved = JSON.parse(JSON.stringify({ ...event, actorSeq: 99 })) as Event;
    const turned = Object.fromEntries(Object.entries(moved).reverse()) as Event;

    expect(entryOf('dz-2011', recordedEventOf(turned), 5_000, { li: '李某' }, genesis).hash).toBe(entry.hash);
  });

  test.each([
    ['the event', { event: { ...entry.event, due: 2_001 } }],
    ['the time of recording', { recordedAt: 5_001 }],
    ['a name', { names: { li: '李某某' } }],
    ['the entry before', { previous: '0'.repeat(64) }],
    ['the node', { node: 'jw-2' }],
  ])('is not intact when %s changes', (_, change) => {
    expect(isIntact({ ...entry, ...change })).toBe(false);
  });

  test('starts a chain of its own per campaign and node', () => {
    const all = [
      genesisOf('a', chainOf('x')),
      genesisOf('b', chainOf('x')),
      genesisOf('a', chainOf('y')),
      genesisOf('a', 'refusals'),
    ];

    expect(new Set(all).size).toBe(4);
  });
});

describe('the persons of an event', () => {
  const signers: [Event['signer'], string[]][] = [
    [{ kind: 'person', person: 'a' }, ['a', 'li']],
    [{ kind: 'substitute', person: 'a', for: 'b' }, ['a', 'b', 'li']],
    [{ kind: 'recorder', person: 'a', of: '派驻纪检组' }, ['a', 'li']],
    [{ kind: 'administrator', person: 'li' }, ['li']],
    [{ kind: 'system' }, ['li']],
  ];
  test.each(signers)('are those of the signer %j and of the body, each once', (signer, persons) => {
    expect(personsOf(recordedEventOf({ ...event, signer }))).toEqual(persons);
  });
});
