/**
 * The same walks over review definitions drawn at random: every mode, groups of branches, every kind of return. What holds at every step
 * holds for reviews that nobody has thought of. Prints how often each command was accepted and refused, and why.
 */
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CommandKind } from '../../../packages/engine/src/kernel/command.ts';
import { campaignOf, type PlacementName, placed } from '../../scenarios/campaigns.ts';
import { instantAt } from '../../scenarios/world.ts';
import { campaignWith, drawnReview, reviewOf } from './drawn-review.ts';
import { Counts, type Walk, walk } from './walking.ts';

/** Of each: more for a long hunt. */
const RUNS = Number(process.env.LIANFANG_WALKS ?? 100);
/** A counterexample is made simpler for so long at most. */
const patience = { interruptAfterTimeLimit: 60_000 } as const;
const seed = Number(process.env.LIANFANG_SEED ?? Math.floor(Math.random() * 1_000_000_000));

/** What the small campaign has no step for: `walk.test.ts` does. */
const elsewhere: readonly CommandKind[] = [
  'Comment',
  'Dispose',
  'EndAsking',
  'Reply',
  'Send',
  'Receive',
  'GoOn',
  'OpenCase',
];

const turns = fc.array(fc.array(fc.nat(9_999), { minLength: 12, maxLength: 12 }), {
  minLength: 1,
  maxLength: 160,
  size: 'max',
});
const source = campaignOf({ plan: 'three-stages', posts: ['p1', 'p2', 'p3'] });

function beginning(review: ReturnType<typeof reviewOf>, placement: PlacementName): Walk {
  return {
    campaign: placed(campaignWith(review), placement),
    at: instantAt(source, '09-20 09:00'),
    people: source.roster.people.map((person) => person.id),
    office: ['he', 'feng'],
    come: (driver) => driver.passTo(instantAt(source, '09-26 09:00')),
  };
}

describe('a review of any shape', () => {
  const counts = new Counts();
  afterAll(() => {
    process.stdout.write(`commands of the walks over drawn reviews (seed ${seed})\n${counts.table()}`);
  });

  test.each<[PlacementName]>([['one'], ['per-node']])(
    `keeps the invariants whatever people do, %s (seed ${seed})`,
    async (placement) => {
      await fc.assert(
        fc.asyncProperty(drawnReview, turns, async (drawn, steps) => {
          const { faults } = await walk(beginning(reviewOf(drawn), placement), steps, { check: true, counts });

          expect(faults).toEqual([]);
        }),
        { seed, numRuns: placement === 'one' ? RUNS : Math.ceil(RUNS / 4), ...patience },
      );
    },
  );

  test(`comes to the same state and events when it is played again (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(drawnReview, turns, async (drawn, steps) => {
        const begin = beginning(reviewOf(drawn), 'per-node');
        const one = await walk(begin, steps, { check: false });
        const other = await walk(begin, steps, { check: false });

        expect(other.states).toEqual(one.states);
        expect(other.events).toEqual(one.events);
      }),
      { seed, numRuns: Math.ceil(RUNS / 8), ...patience },
    );
  });

  // A few walks come to few places.
  (RUNS < 100 ? test.skip : test)('is asked commands of every kind, accepted and refused', () => {
    const missed = counts.missed().filter((kind) => !elsewhere.includes(kind));

    // What only a long walk comes to is chance.
    expect({ missed, few: missed.length <= 5 }).toEqual({ missed, few: true });
  });
});
