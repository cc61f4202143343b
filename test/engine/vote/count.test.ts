import { describe, expect, test } from '@jest/globals';
import type { Counting } from '../../../packages/engine/src/campaign/definition.ts';
import type { Vote } from '../../../packages/engine/src/kernel/command.ts';
import {
  type Ballots,
  certainResult,
  count,
  isCertain,
  reaches,
  recorded,
  weightsOf,
} from '../../../packages/engine/src/vote/count.ts';

const usual: Counting = {
  quorum: { atLeastShare: [1, 2] },
  pass: { moreThan: [1, 2] },
  fail: null,
  of: 'entitled',
  weights: {},
  casting: false,
  veto: false,
  ballot: 'open',
  hideBelow: 5,
};

const people = (n: number): string[] => Array.from({ length: n }, (_, i) => `m${i + 1}`);
/** The first so many are for, the next against, the next abstain. */
const voted = (inFavour: number, against: number, abstained = 0): Vote => {
  const all = people(inFavour + against + abstained);
  return {
    for: all.slice(0, inFavour),
    against: all.slice(inFavour, inFavour + against),
    abstained: all.slice(inFavour + against),
  };
};
const secretly = (drawn: number, inFavour: number, against: number, abstained = 0): Vote => ({
  voters: people(drawn),
  counts: { for: inFavour, against, abstained },
});
const among = (entitled: number, vote: Vote, more: Partial<Ballots> = {}): Ballots => ({
  entitled: people(entitled),
  aside: [],
  weights: {},
  chair: null,
  vote,
  ...more,
});

describe('a threshold', () => {
  test.each([
    ['at least 3', { atLeast: 3 }, 3, 100, true],
    ['at least 3', { atLeast: 3 }, 2, 2, false],
    ['at least 2/3', { atLeastShare: [2, 3] }, 6, 9, true],
    ['at least 2/3', { atLeastShare: [2, 3] }, 5, 8, false],
    ['more than 1/2', { moreThan: [1, 2] }, 4, 8, false],
    ['more than 1/2', { moreThan: [1, 2] }, 5, 8, true],
    ['a third of 3, which is no decimal number', { atLeastShare: [1, 3] }, 1, 3, true],
    ['a share of nobody', { atLeastShare: [1, 2] }, 0, 0, false],
    ['more than none of somebody, by nobody', { moreThan: [0, 1] }, 0, 5, false],
  ] as const)('of %s is reached or not: %j by %d of %d is %s', (_, threshold, number, of, expected) => {
    expect(reaches(threshold, number, of)).toBe(expected);
  });
});

describe('a count', () => {
  test('passes by majority with three against and one abstained of nine', () => {
    const counted = count(usual, among(9, voted(5, 3, 1)));

    expect(counted).toMatchObject({
      quorum: true,
      result: 'passed',
      entitled: 9,
      present: 9,
      heads: { for: 5, against: 3, abstained: 1 },
      of: 9,
    });
  });

  test.each<[string, Partial<Counting>, Ballots, 'passed' | 'failed' | 'undecided', boolean]>([
    ['half of the entitled is not more than half', {}, among(8, voted(4, 0)), 'failed', true],
    ['fewer than the quorum decide nothing', {}, among(9, voted(4, 0)), 'undecided', false],
    ['just the quorum is enough', { of: 'voting' }, among(8, voted(4, 0)), 'passed', true],
    ['an abstention is there', { of: 'present' }, among(9, voted(3, 1, 2)), 'failed', true],
    ['an abstention does not vote', { of: 'voting' }, among(9, voted(3, 1, 2)), 'passed', true],
    ['who does not vote is entitled still', { of: 'entitled' }, among(9, voted(4, 1)), 'failed', true],
    ['nobody is in favour where all abstain', { of: 'voting' }, among(3, voted(0, 0, 3)), 'failed', true],
    ['a number may be asked for', { pass: { atLeast: 5 } }, among(20, voted(5, 9)), 'passed', true],
    ['two thirds, exactly', { pass: { atLeastShare: [2, 3] } }, among(9, voted(6, 3)), 'passed', true],
    ['two thirds, almost', { pass: { atLeastShare: [2, 3] } }, among(10, voted(6, 4)), 'failed', true],
    [
      'between passing and failing nothing is decided',
      { fail: { moreThan: [1, 2] } },
      among(9, voted(4, 4, 1)),
      'undecided',
      true,
    ],
    ['more than half against fail it', { fail: { moreThan: [1, 2] } }, among(9, voted(4, 5)), 'failed', true],
    ['a part that may stop it does so', { fail: { moreThan: [1, 3] } }, among(9, voted(5, 4)), 'failed', true],
    ['one against is not a veto', {}, among(9, voted(8, 1)), 'passed', true],
    ['one against is a veto where the stage says so', { veto: true }, among(9, voted(8, 1)), 'failed', true],
    ['an abstention is no veto', { veto: true }, among(9, voted(8, 0, 1)), 'passed', true],
    ['a veto needs a quorum too', { veto: true }, among(9, voted(0, 1)), 'undecided', false],
  ])('%s', (_, rule, ballots, result, quorum) => {
    expect(count({ ...usual, ...rule }, ballots)).toMatchObject({ result, quorum });
  });

  test.each<[string, string | null, Vote, boolean, 'passed' | 'failed']>([
    ['for', 'm1', voted(4, 4), true, 'passed'],
    ['against', 'm5', voted(4, 4), true, 'failed'],
    ['by abstaining not at all', 'm9', voted(4, 4, 1), true, 'failed'],
    ['not where the plan gives no casting vote', 'm1', voted(4, 4), false, 'failed'],
    ['not where it is no tie', 'm5', voted(5, 4), true, 'passed'],
    ['not without a chair', null, voted(4, 4), true, 'failed'],
  ])('the chair breaks a tie %s', (_, chair, vote, casting, result) => {
    expect(count({ ...usual, casting }, among(9, vote, { chair })).result).toBe(result);
  });

  test('a veto comes before the chair', () => {
    expect(count({ ...usual, casting: true, veto: true }, among(2, voted(1, 1), { chair: 'm1' })).result).toBe(
      'failed',
    );
  });

  test('weights weigh the votes and what shares are of, never the quorum', () => {
    const weighty = { m1: 3 };

    const three = count(usual, among(4, voted(1, 2), { weights: weighty }));
    const alone = count(usual, among(4, voted(1, 0), { weights: weighty }));

    // Three of six is not more than half; with `voting` it is three of five.
    expect(three).toMatchObject({ result: 'failed', weight: { for: 3, against: 2 }, of: 6 });
    expect(count({ ...usual, of: 'voting' }, among(4, voted(1, 2), { weights: weighty })).result).toBe('passed');
    expect(alone).toMatchObject({ quorum: false, result: 'undecided' });
  });

  test('a tie is a tie of weights', () => {
    const ballots = among(3, voted(1, 2), { weights: { m1: 2 }, chair: 'm1' });

    expect(count({ ...usual, casting: true }, ballots).result).toBe('passed');
  });

  test('who stands aside is in no number, whatever they voted', () => {
    const counted = count(usual, among(9, voted(5, 4), { aside: ['m1', 'm2'] }));

    expect(counted).toMatchObject({
      entitled: 7,
      present: 7,
      heads: { for: 3, against: 4, abstained: 0 },
      of: 7,
      result: 'failed',
    });
  });

  test('in a meeting who sits is there, also without voting', () => {
    const present = people(6);
    const ballots = among(9, voted(3, 1), { present });

    expect(count({ ...usual, of: 'present' }, ballots)).toMatchObject({
      quorum: true,
      present: 6,
      of: 6,
      result: 'failed',
    });
    expect(count({ ...usual, of: 'voting' }, ballots)).toMatchObject({ of: 4, result: 'passed' });
  });

  test('of a meeting whoever stands aside is not there', () => {
    const ballots = among(9, voted(3, 2), { present: people(5), aside: ['m4', 'm5'] });

    expect(count(usual, ballots)).toMatchObject({ quorum: false, entitled: 7, present: 3 });
  });

  test('a secret vote is counted by its numbers; what was drawn and not cast is no vote', () => {
    expect(count({ ...usual, of: 'voting' }, among(9, secretly(9, 4, 2)))).toMatchObject({
      quorum: true,
      present: 6,
      heads: { for: 4, against: 2, abstained: 0 },
      result: 'passed',
    });
    expect(count(usual, among(9, secretly(9, 4, 0)))).toMatchObject({ quorum: false, result: 'undecided' });
  });

  test('in a secret vote everybody counts one and the chair casts nothing', () => {
    const ballots = among(4, secretly(4, 2, 2), { weights: { m1: 9 }, chair: 'm1' });

    expect(count({ ...usual, casting: true }, ballots)).toMatchObject({ result: 'failed', of: 4 });
  });
});

describe('a result is certain', () => {
  test.each<[string, Partial<Counting>, Ballots, 'passed' | 'failed' | undefined]>([
    ['when the rest cannot stop it', {}, among(9, voted(5, 0)), 'passed'],
    ['not while they can', {}, among(9, voted(5, 0, 0), { weights: { m9: 9 } }), undefined],
    ['when the rest cannot make it pass', {}, among(8, voted(0, 4)), 'failed'],
    ['not while they can make it pass', {}, among(9, voted(4, 4)), undefined],
    ['never before there is a quorum', { veto: true }, among(9, voted(0, 4)), undefined],
    ['at once by a veto, with the quorum', { veto: true }, among(9, voted(4, 1)), 'failed'],
    ['not before the last by the lack of a veto', { veto: true }, among(9, voted(8, 0)), undefined],
    ['not where abstentions of the rest would not be enough', { of: 'present' }, among(9, voted(4, 1)), undefined],
    ['not where a part may still stop it', { fail: { atLeast: 2 } }, among(9, voted(6, 1)), undefined],
    ['when a part has stopped it', { fail: { atLeast: 2 } }, among(9, voted(6, 2)), 'failed'],
    ['not where neither is reached in the end', { fail: { atLeast: 5 } }, among(9, voted(3, 3, 3)), undefined],
    ['not while the chair may break a tie', { casting: true }, among(4, voted(1, 2), { chair: 'm4' }), undefined],
    ['where no tie can come any more', { casting: true }, among(4, voted(0, 2), { chair: 'm4' }), undefined],
    [
      'where the chair has chosen as the rest must',
      { casting: true },
      among(4, voted(3, 0), { chair: 'm1' }),
      'passed',
    ],
    ['when all have voted', {}, among(3, voted(2, 1)), 'passed'],
    ['never for a secret vote', {}, among(3, secretly(3, 3, 0)), undefined],
  ])('%s', (_, rule, ballots, expected) => {
    expect(certainResult({ ...usual, ...rule }, ballots)).toBe(expected);
    expect(isCertain({ ...usual, ...rule }, ballots)).toBe(expected !== undefined);
  });

  test('although somebody stands aside, who is not waited for', () => {
    expect(certainResult(usual, among(5, voted(2, 1), { aside: ['m4', 'm5'] }))).toBe('passed');
  });
});

describe('what goes on record', () => {
  test('hides the numbers of a secret vote with few ballots, and never those of an open one', () => {
    expect(recorded(usual, secretly(5, 3, 1))).toEqual({ voters: people(5), counts: null });
    expect(recorded(usual, secretly(5, 3, 2))).toEqual(secretly(5, 3, 2));
    expect(recorded(usual, voted(1, 0))).toEqual(voted(1, 0));
  });

  test('weighs each by the weightiest of their roles, and names nobody who counts one', () => {
    const holders: Record<string, string[]> = { leader: ['m1'], expert: ['m1', 'm2', 'x'] };

    const weights = weightsOf({ leader: 3, expert: 2, clerk: 1 }, people(3), (role) => holders[role] ?? ['m3']);

    expect(weights).toEqual({ m1: 3, m2: 2 });
  });
});
