import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type EventObject, transition } from 'xstate';
import type { ReviewDefinition, StageDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { meetingMachine } from '../../../packages/engine/src/machine/meeting-machine.ts';
import { type ReviewMove, reviewMachine } from '../../../packages/engine/src/machine/review-machine.ts';
import { stepMachine } from '../../../packages/engine/src/machine/step-machine.ts';
import type { Stepper } from '../../../packages/engine/src/machine/stepper.ts';

const stage = (id: string): StageDefinition => ({
  id,
  name: id,
  by: id,
  resolve: 'live',
  decide: { mode: 'one' },
  due: { kind: 'none', reason: 'test' },
  ladder: { reminders: [], escalations: [] },
  outcomes: [],
  selfReview: null,
});

function aReview(stages: readonly string[]): ReviewDefinition {
  return {
    id: 'points',
    name: 'points',
    hash: `test-${stages.join('-')}`,
    stages: stages.map(stage),
    return: { to: ['search.declare'], stages: true, then: 'walk-again', reasons: [], due: { count: 5, unit: 'days' } },
  };
}

/** Every place × move that is not in the table is refused. */
function pairsNotIn(
  machine: Stepper<EventObject>,
  moves: readonly string[],
  table: readonly (readonly string[])[],
): [string, string][] {
  const known = new Set(table.map(([place, move]) => `${place} ${move}`));
  return machine.places.flatMap((place) =>
    moves.filter((move) => !known.has(`${place} ${move}`)).map((move): [string, string] => [place, move]),
  );
}

const stepTable: [string, 'Open' | 'LeaveOut' | 'Complete' | 'Hold' | 'Reopen' | 'Close', string][] = [
  ['waiting', 'Open', 'open'],
  ['waiting', 'LeaveOut', 'left-out'],
  ['waiting', 'Close', 'closed'],
  ['open', 'Complete', 'done'],
  ['open', 'Hold', 'waiting'],
  ['open', 'Reopen', 'open'],
  ['open', 'Close', 'closed'],
  ['done', 'Reopen', 'open'],
  ['done', 'Hold', 'waiting'],
  ['done', 'Close', 'done'],
  ['left-out', 'Hold', 'waiting'],
  ['left-out', 'Close', 'left-out'],
];

describe('a step', () => {
  test.each(stepTable)('at %s goes by %s to %s', (place, type, to) => {
    expect(stepMachine.step(place, { type })).toBe(to);
  });

  test('refuses every other pair', () => {
    const moves = ['Open', 'LeaveOut', 'Complete', 'Hold', 'Reopen', 'Close'];
    const others = pairsNotIn(stepMachine as Stepper<EventObject>, moves, stepTable);

    expect(others.length).toBeGreaterThan(0);
    for (const [place, type] of others)
      expect((stepMachine as Stepper<EventObject>).step(place, { type })).toBeUndefined();
  });
});

const meetingTable: [string, 'Settle' | 'TakeOff' | 'Close' | 'Dispatched', string][] = [
  ['tabling', 'Settle', 'sitting'],
  ['sitting', 'TakeOff', 'sitting'],
  ['sitting', 'Close', 'dispatching'],
  ['dispatching', 'Dispatched', 'closed'],
];

describe('a meeting', () => {
  test.each(meetingTable)('at %s goes by %s to %s', (place, type, to) => {
    expect(meetingMachine.step(place, { type })).toBe(to);
  });

  test('refuses every other pair', () => {
    const moves = ['Settle', 'TakeOff', 'Close', 'Dispatched'];
    for (const [place, type] of pairsNotIn(meetingMachine as Stepper<EventObject>, moves, meetingTable)) {
      expect((meetingMachine as Stepper<EventObject>).step(place, { type })).toBeUndefined();
    }
  });
});

const stages = ['section', 'deputy', 'team'];
const all = { applicable: stages };
// place, move, then the next place or undefined for a refusal
const reviewTable: [string, ReviewMove, string | undefined][] = [
  ['waiting', { type: 'Start', ...all }, 'section'],
  ['waiting', { type: 'Start', applicable: ['deputy', 'team'] }, 'deputy'],
  // Nobody is approved by an empty list of stages: the last one decides.
  ['waiting', { type: 'Start', applicable: [] }, 'team'],
  ['section', { type: 'Forward', ...all }, 'deputy'],
  ['section', { type: 'Forward', applicable: ['section', 'team'] }, 'team'],
  ['team', { type: 'Forward', ...all }, 'approved'],
  ['section', { type: 'Return', target: null }, 'returned'],
  ['team', { type: 'Return', target: 'section' }, 'section'],
  ['team', { type: 'Return', target: 'deputy' }, 'deputy'],
  ['section', { type: 'Return', target: 'team' }, undefined],
  ['team', { type: 'Return', target: 'team' }, undefined],
  ['deputy', { type: 'End' }, 'ended'],
  ['section', { type: 'Withdraw' }, 'withdrawn'],
  ['returned', { type: 'Resubmit', target: null, ...all }, 'section'],
  ['returned', { type: 'Resubmit', target: 'team', ...all }, 'team'],
  ['withdrawn', { type: 'Resubmit', target: null, ...all }, 'section'],
  ['approved', { type: 'Reset' }, 'returned'],
  ['ended', { type: 'Reset' }, 'returned'],
  ['deputy', { type: 'Reset' }, 'returned'],
  ['approved', { type: 'Forward', ...all }, undefined],
  ['approved', { type: 'Withdraw' }, undefined],
  ['returned', { type: 'Forward', ...all }, undefined],
  ['waiting', { type: 'Resubmit', ...all }, undefined],
];

describe('a review of three stages', () => {
  test.each(reviewTable)('at %s answers %j with %s', (place, move, to) => {
    expect(reviewMachine(aReview(stages)).step(place, move)).toBe(to);
  });
});

describe('the kept scope', () => {
  test('steps as the public transition function does, on random stages and moves', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    const types = fc.constantFrom<ReviewMove['type']>(
      'Start',
      'Forward',
      'Return',
      'End',
      'Withdraw',
      'Resubmit',
      'Reset',
    );
    const moves = fc.array(
      fc.tuple(types, fc.subarray(['a', 'b', 'c', 'd', 'e']), fc.constantFrom(null, 'a', 'b', 'c')),
      { maxLength: 30 },
    );

    fc.assert(
      fc.property(names, moves, (ids, steps) => {
        const { step, machine } = reviewMachine(aReview(ids));
        let place = 'waiting';
        for (const [type, applicable, target] of steps) {
          const move = { type, applicable, target };
          const snapshot = machine.resolveState({ value: place, context: {} });
          const expected = snapshot.can(move) ? transition(machine, snapshot, move)[0].value : undefined;
          const next = step(place, move);
          expect(next).toEqual(expected);
          if (next !== undefined) place = JSON.parse(JSON.stringify(next));
        }
      }),
      { numRuns: 200 },
    );
  });
});
