import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type EventObject, transition } from 'xstate';
import type {
  CourseEntry,
  ReviewDefinition,
  StageDefinition,
} from '../../../packages/engine/src/campaign/definition.ts';
import { meetingMachine } from '../../../packages/engine/src/machine/meeting-machine.ts';
import {
  BRANCH_MOVES,
  type BranchMove,
  branchMachine,
  REVIEW_MOVES,
  REVIEW_PLACES,
  type ReviewMove,
  reviewMachine,
} from '../../../packages/engine/src/machine/review-machine.ts';
import { stepMachine } from '../../../packages/engine/src/machine/step-machine.ts';
import type { Stepper } from '../../../packages/engine/src/machine/stepper.ts';

const stage = (id: string): StageDefinition => ({
  id,
  name: id,
  by: id,
  resolve: 'live',
  decide: { mode: 'one' },
  due: { kind: 'none', reason: 'test' },
  limit: 'anew',
  ladder: { reminders: [], escalations: [] },
  outcomes: [],
  advice: false,
  selfReview: null,
  copies: [],
});

type Written = string | Readonly<Record<string, readonly string[]>>;

/** Stages by their names; a group by the stages of each of its branches. */
function aReview(course: readonly Written[]): ReviewDefinition {
  const entries = course.map((one, index): CourseEntry => {
    if (typeof one === 'string') return { kind: 'stage', stage: one };
    const branches = Object.entries(one).map(([id, stages]) => ({ id, name: id, stages }));
    return { kind: 'group', group: { id: `group${index}`, name: '', join: 'all', onReturn: 'stop', branches } };
  });
  return {
    id: 'points',
    name: 'points',
    hash: `test-${JSON.stringify(course)}`,
    stages: course.flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one).flat())).map(stage),
    course: entries,
    once: false,
    return: {
      to: ['search.declare'],
      stages: 'earlier',
      then: 'walk-again',
      reasons: [],
      due: { count: 5, unit: 'days' },
      raise: [],
    },
    onChange: { then: 'review', stages: [] },
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

// A stage, a group of two branches, a stage.
const course = ['section', { law: ['counsel', 'chief'], money: ['audit'] }, 'team'];
const group = 'group1';
const all = { applicable: ['section', 'counsel', 'chief', 'audit', 'team', group] };
// place, move, then the next place
const reviewTable: [string, ReviewMove, string][] = [
  ['waiting', { type: 'Start', ...all }, 'section'],
  ['waiting', { type: 'Start', applicable: [group, 'team'] }, group],
  // Nobody is approved by an empty list of stages: the last one decides.
  ['waiting', { type: 'Start', applicable: [] }, 'team'],
  ['section', { type: 'Forward', ...all }, group],
  ['section', { type: 'Forward', applicable: ['section', 'team'] }, 'team'],
  ['section', { type: 'Forward', target: 'team', ...all }, 'team'],
  ['section', { type: 'Return', target: null }, 'returned'],
  ['section', { type: 'End' }, 'ended'],
  ['section', { type: 'Withdraw' }, 'withdrawn'],
  ['section', { type: 'Reset' }, 'returned'],
  ['section', { type: 'Jump', target: 'team' }, 'team'],
  ['section', { type: 'Approve' }, 'approved'],
  [group, { type: 'Forward', ...all }, 'team'],
  [group, { type: 'Forward', applicable: [group] }, 'approved'],
  [group, { type: 'Return', target: null }, 'returned'],
  [group, { type: 'Return', target: 'section' }, 'section'],
  [group, { type: 'End' }, 'ended'],
  [group, { type: 'Withdraw' }, 'withdrawn'],
  [group, { type: 'Reset' }, 'returned'],
  [group, { type: 'TakeBack', target: 'section' }, 'section'],
  [group, { type: 'Jump', target: 'section' }, 'section'],
  [group, { type: 'Approve' }, 'approved'],
  ['team', { type: 'Forward', ...all }, 'approved'],
  ['team', { type: 'Return', target: null }, 'returned'],
  ['team', { type: 'Return', target: 'section' }, 'section'],
  ['team', { type: 'Return', target: group }, group],
  ['team', { type: 'End' }, 'ended'],
  ['team', { type: 'Withdraw' }, 'withdrawn'],
  ['team', { type: 'Reset' }, 'returned'],
  ['team', { type: 'TakeBack', target: group }, group],
  ['team', { type: 'Jump', target: 'section' }, 'section'],
  ['team', { type: 'Approve' }, 'approved'],
  ['returned', { type: 'Resubmit', target: null, ...all }, 'section'],
  ['returned', { type: 'Resubmit', target: 'team', ...all }, 'team'],
  ['returned', { type: 'Resubmit', target: group, ...all }, group],
  ['returned', { type: 'Reset' }, 'returned'],
  ['withdrawn', { type: 'Resubmit', target: null, ...all }, 'section'],
  // An approved or ended review stays alive.
  ['approved', { type: 'Reset' }, 'returned'],
  ['ended', { type: 'Reset' }, 'returned'],
];
/** Moves of the table that are refused only for where they should lead. */
const nowhere: [string, ReviewMove][] = [
  ['section', { type: 'Return', target: 'team' }],
  ['section', { type: 'Return', target: 'section' }],
  [group, { type: 'Return', target: 'team' }],
  ['team', { type: 'Return', target: 'audit' }],
  ['team', { type: 'TakeBack', target: 'team' }],
  ['team', { type: 'TakeBack', target: null }],
  ['section', { type: 'Jump', target: 'section' }],
  ['section', { type: 'Jump', target: null }],
];

describe('a review of a stage, a group and a stage', () => {
  const machine = reviewMachine(aReview(course));

  test.each(reviewTable)('at %s goes by %j to %s', (place, move, to) => {
    expect(machine.step(place, move)).toBe(to);
  });

  test.each(nowhere)('at %s leads nowhere by %j', (place, move) => {
    expect(machine.step(place, move)).toBeUndefined();
  });

  test('has the entries of its course and the places of every review, and no others', () => {
    expect([...machine.places].sort()).toEqual(['section', group, 'team', ...REVIEW_PLACES].sort());
  });

  test('refuses every other pair, whatever applies and wherever it should lead', () => {
    const table = reviewTable.map(([place, { type }, to]) => [place, type, to]);
    const others = pairsNotIn(machine as Stepper<EventObject>, REVIEW_MOVES, table);

    expect(others.length).toBeGreaterThan(0);
    for (const [place, type] of others) {
      for (const target of [null, ...machine.places]) {
        expect({ place, type, to: machine.step(place, { type, target, ...all } as ReviewMove) }).toEqual({
          place,
          type,
        });
      }
    }
  });
});

const branchTable: [string, BranchMove, string][] = [
  ['waiting', { type: 'Start', ...all }, 'counsel'],
  ['waiting', { type: 'Start', applicable: ['chief'] }, 'chief'],
  ['waiting', { type: 'Start', target: 'chief', ...all }, 'chief'],
  // A branch of which nothing applies has nothing to say.
  ['waiting', { type: 'Start', applicable: [] }, 'joined'],
  ['counsel', { type: 'Forward', ...all }, 'chief'],
  ['counsel', { type: 'Forward', applicable: ['counsel'] }, 'joined'],
  ['counsel', { type: 'Return', target: null }, 'returned'],
  ['chief', { type: 'Forward', ...all }, 'joined'],
  ['chief', { type: 'Return', target: 'counsel' }, 'counsel'],
  ['chief', { type: 'Return', target: null }, 'returned'],
  ['chief', { type: 'TakeBack', target: 'counsel' }, 'counsel'],
  ['joined', { type: 'TakeBack', target: 'chief' }, 'chief'],
  ['returned', { type: 'TakeBack', target: 'chief' }, 'chief'],
];

describe('a branch of two stages', () => {
  const definition = aReview(course);
  const [, entry] = definition.course;
  const law = entry?.kind === 'group' ? entry.group.branches.find((one) => one.id === 'law') : undefined;
  if (law === undefined) throw new Error('Expected the branch of the law.');
  const machine = branchMachine(definition, law);

  test.each(branchTable)('at %s goes by %j to %s', (place, move, to) => {
    expect(machine.step(place, move)).toBe(to);
  });

  test('refuses every other pair, whatever applies and wherever it should lead', () => {
    const table = branchTable.map(([place, { type }, to]) => [place, type, to]);
    const others = pairsNotIn(machine as Stepper<EventObject>, BRANCH_MOVES, table).filter(
      ([place, type]) => !(place === 'counsel' && type === 'TakeBack'),
    );

    expect(others.length).toBeGreaterThan(0);
    expect(machine.step('counsel', { type: 'TakeBack', target: 'chief' })).toBeUndefined();
    for (const [place, type] of others) {
      for (const target of [null, ...machine.places]) {
        expect({ place, type, to: machine.step(place, { type, target, ...all } as BranchMove) }).toEqual({
          place,
          type,
        });
      }
    }
  });
});

describe('the kept scope', () => {
  test('steps as the public transition function does, on random stages and moves', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    const types = fc.constantFrom(...REVIEW_MOVES);
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
