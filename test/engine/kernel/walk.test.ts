/**
 * Random people do random things at random times, in the campaigns of the scenarios. Whatever they do, a command is accepted or refused
 * with a code, never an exception, and the invariants of approval.md §5 hold after every turn.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { campaignOf, type PlacementName, placed } from '../../scenarios/campaigns.ts';
import type { Driver } from '../../scenarios/driver.ts';
import { BEGIN } from '../../scenarios/scenario.ts';
import { instantAt, World } from '../../scenarios/world.ts';
import { type Situation, situations } from './situations.ts';
import { Counts, type Walk, walk } from './walking.ts';

/** More for a long hunt. */
const RUNS = Number(process.env.LIANFANG_WALKS ?? 25);
/** A counterexample is made simpler for so long at most. */
const patience = { interruptAfterTimeLimit: 60_000 } as const;
const seed = Number(process.env.LIANFANG_SEED ?? Math.floor(Math.random() * 1_000_000_000));

/** A turn: everybody waits some hours, then somebody does something. */
const walks = fc.array(fc.array(fc.nat(9_999), { minLength: 8, maxLength: 8 }), {
  minLength: 1,
  maxLength: 140,
  size: 'max',
});

/** Where walks begin. */
const begins = {
  'three stages from the beginning': { plan: 'three-stages', come: (world) => world.passTo('09-26 09:00') },
  'three stages from a busy day': situations.busy,
  'three stages from the grading': situations.sending,
  'two layers': { plan: 'two-layers', come: (world) => world.passTo('03-01 09:00') },
} satisfies Record<string, Situation>;

const offices = { 'three-stages': ['he'], 'two-layers': ['xie'] } as const;

function beginning(begin: keyof typeof begins, placement: PlacementName): Walk {
  const { plan, come }: Situation = begins[begin];
  const source = campaignOf({ plan });
  return {
    campaign: placed(source.campaign, placement),
    at: instantAt(source, BEGIN[plan]),
    people: source.roster.people.map((person) => person.id),
    office: offices[plan as keyof typeof offices],
    come: (driver) => come(new World(driver as Driver, source)),
  };
}

describe('whatever people do', () => {
  const counts = new Counts();
  const table: [keyof typeof begins, PlacementName][] = [
    ['three stages from the beginning', 'one'],
    ['three stages from the beginning', 'per-node'],
    ['three stages from a busy day', 'per-unit'],
    ['three stages from the grading', 'one'],
    ['two layers', 'one'],
  ];

  test.each(table)(`%s, %s: every turn keeps the invariants (seed ${seed})`, async (begin, placement) => {
    await fc.assert(
      fc.asyncProperty(walks, async (turns) => {
        const { faults } = await walk(beginning(begin, placement), turns, { check: true, counts });

        expect(faults).toEqual([]);
      }),
      { seed, numRuns: RUNS, ...patience },
    );
  });

  test(`the same inputs give the same states and events (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(walks, async (turns) => {
        const begin = beginning('three stages from a busy day', 'per-unit');
        const one = await walk(begin, turns, { check: false });
        const other = await walk(begin, turns, { check: false });

        expect(other.states).toEqual(one.states);
        expect(other.events).toEqual(one.events);
      }),
      { seed, numRuns: 4, ...patience },
    );
  });

  // A few walks come to few places.
  (RUNS < 25 ? test.skip : test)('the walks reach the commands of every day', () => {
    const daily = [
      'Submit',
      'Decide',
      'Withdraw',
      'Comment',
      'Dispose',
      'EndAsking',
      'Convene',
      'CloseMeeting',
    ] as const;

    const missed = daily.filter((kind) => counts.accepted(kind) === 0);

    // Which one is missed is chance.
    expect({ missed, few: missed.length <= 2 }).toEqual({ missed, few: true });
  });
});
