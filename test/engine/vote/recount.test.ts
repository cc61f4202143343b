import { describe, expect, test } from '@jest/globals';
import { recount, type VoteEvent } from '@lianfang/engine/record';
import fc from 'fast-check';
import type { Counting } from '../../../packages/engine/src/campaign/definition.ts';
import type { RecordedVote } from '../../../packages/engine/src/kernel/command.ts';
import {
  certainResult,
  count,
  headsOf,
  isCertain,
  recorded,
  without,
} from '../../../packages/engine/src/vote/count.ts';
import { ballotsOf, drawnMembers, drawnRule, judgedPlainly, openVote } from './drawn-vote.ts';

const majority: Counting = {
  quorum: { atLeastShare: [1, 2] },
  pass: { moreThan: [1, 2] },
  fail: null,
  of: 'present',
  weights: {},
  casting: false,
  veto: false,
  ballot: 'open',
  hideBelow: 5,
};
const members = ['a', 'b', 'c', 'd', 'e'];
const vote = { for: ['a', 'b', 'c'], against: ['d'], abstained: ['e'] };

const counted = (more: Partial<Extract<VoteEvent, { kind: 'VoteCounted' }>> = {}): VoteEvent => ({
  kind: 'VoteCounted',
  node: 'p1',
  seq: 7,
  step: 'search.settle',
  round: 1,
  stage: 'panel',
  entitled: members,
  recused: [],
  vote,
  weights: {},
  chair: null,
  rule: { mode: 'vote', ends: 'all-voted', passed: 'approve', failed: 'return', ...majority },
  result: 'passed',
  outcome: 'approve',
  ...more,
});

type Verdict = Extract<VoteEvent, { kind: 'MeetingClosed' }>['verdicts'][number];
const verdict = (review: string, more: Partial<Verdict> = {}): Verdict => ({
  review,
  round: 1,
  hash: 'h',
  outcome: 'approve',
  aside: [],
  rule: { mode: 'meeting', ...majority },
  vote: { for: 3, against: 1, abstained: 1 },
  ...more,
});
const closed = (
  verdicts: readonly Verdict[],
  more: Partial<Extract<VoteEvent, { kind: 'MeetingClosed' }>> = {},
): VoteEvent => ({
  kind: 'MeetingClosed',
  node: 'u1',
  seq: 9,
  meeting: 'm1',
  entitled: members,
  present: members,
  recused: [],
  chair: null,
  vote,
  weights: {},
  verdicts: [...verdicts],
  minutes: 'h',
  ...more,
});
const whats = (...events: VoteEvent[]) => recount(events).disagreements.map(({ subject, what }) => [subject, what]);

describe('counting a record again', () => {
  test('agrees with what follows from it, at stages and in meetings, and passes over what is no vote', () => {
    const other: VoteEvent = { kind: 'Withdrawn', node: 'p1', seq: 1, step: 'search.settle', round: 1 };
    const events = [
      other,
      counted(),
      closed([verdict('p1/s'), verdict('p2/s', { aside: ['a'], vote: { for: 2, against: 1, abstained: 1 } })]),
    ];

    // Two of the four who are left on p2 are not more than half.
    expect(recount(events)).toEqual({
      counted: 3,
      hidden: 0,
      disagreements: [{ node: 'u1', seq: 9, subject: 'p2/s', what: 'result', recorded: 'passed', counted: 'failed' }],
    });
    expect(recount(events.slice(0, 2))).toEqual({ counted: 1, hidden: 0, disagreements: [] });
  });

  test.each<[string, VoteEvent, [string, string][]]>([
    ['another result', counted({ result: 'failed', outcome: 'return' }), [['search.settle/panel', 'result']]],
    ['another outcome', counted({ outcome: 'return' }), [['search.settle/panel', 'outcome']]],
    ['a vote too many', counted({ vote: { ...vote, for: ['a', 'b', 'c', 'c'] } }), [['search.settle/panel', 'people']]],
    ['a stranger', counted({ vote: { ...vote, for: ['a', 'b', 'x'] } }), [['search.settle/panel', 'people']]],
    ['who stands aside', counted({ recused: ['e'] }), [['search.settle/panel', 'people']]],
    ['a rule that is none', counted({ rule: { pass: 'much' } }), [['search.settle/panel', 'rule']]],
    [
      'more ballots than people',
      counted({ vote: { voters: ['a', 'b'], counts: { for: 3, against: 0, abstained: 0 } } }),
      [['search.settle/panel', 'votes']],
    ],
    [
      'other numbers in a meeting',
      closed([verdict('p1/s', { vote: { for: 5, against: 0, abstained: 0 } })]),
      [['p1/s', 'votes']],
    ],
    ['who was not there', closed([verdict('p1/s')], { present: ['a', 'b', 'c', 'd'] }), [['p1/s', 'people']]],
    [
      'who stands aside in a vote of its own',
      closed([verdict('p1/s', { own: vote, aside: ['e'] })]),
      [['p1/s', 'people']],
    ],
    [
      'other weights on one entry',
      closed([verdict('p1/s'), verdict('p2/s', { weights: { d: 9 } })]),
      [['p2/s', 'result']],
    ],
    ['numbers where none may be known', closed([verdict('p1/s', { vote: null })]), [['p1/s', 'votes']]],
  ])('finds %s', (_, event, expected) => {
    expect(whats(event)).toEqual(expected);
  });

  test('counts a secret vote by its numbers, and says which it cannot count', () => {
    const open: RecordedVote = { voters: members, counts: { for: 3, against: 1, abstained: 1 } };
    const hidden: RecordedVote = { voters: members, counts: null };

    expect(recount([counted({ vote: open })])).toEqual({ counted: 1, hidden: 0, disagreements: [] });
    expect(recount([counted({ vote: hidden }), closed([verdict('p1/s', { vote: null })], { vote: hidden })])).toEqual({
      counted: 0,
      hidden: 2,
      disagreements: [],
    });
  });

  test('takes the vote of an entry instead of the list’s', () => {
    const own = { for: ['a', 'b', 'd', 'e'], against: ['c'], abstained: [] };

    expect(whats(closed([verdict('p1/s', { own, vote: { for: 4, against: 1, abstained: 0 } })]))).toEqual([]);
  });
});

describe('whatever is voted', () => {
  test('a count is what judging it plainly gives', () => {
    fc.assert(
      fc.property(drawnRule, drawnMembers, (rule, drawn) => {
        expect(count(rule, ballotsOf(drawn)).result).toBe(judgedPlainly(rule, drawn));
      }),
      { numRuns: 1000 },
    );
  });

  test('a record through JSON counts as it was counted, and a turned result does not', () => {
    fc.assert(
      fc.property(drawnRule, drawnMembers, (rule, drawn) => {
        const ballots = ballotsOf(drawn);
        const { result } = count(rule, ballots);
        if (result === 'undecided') return;
        const { entitled, aside, weights, chair, vote: given } = ballots;
        const event = counted({
          entitled: entitled.filter((person) => !aside.includes(person)),
          recused: [...aside],
          weights: { ...weights },
          chair,
          vote: recorded(rule, given),
          rule: { ...rule, passed: 'yes', failed: 'no' },
          result,
          outcome: result === 'passed' ? 'yes' : 'no',
        });
        const kept = JSON.parse(JSON.stringify(event)) as typeof event;
        const other = result === 'passed' ? 'failed' : 'passed';

        expect(recount([kept])).toEqual({ counted: 1, hidden: 0, disagreements: [] });
        expect(whats({ ...kept, result: other } as typeof event).map(([, what]) => what)).toEqual([
          'result',
          'outcome',
        ]);
      }),
    );
  });

  test('a meeting that passes an entry passes it again when counted again', () => {
    fc.assert(
      fc.property(drawnRule, drawnMembers, (rule, drawn) => {
        const { entitled, aside, weights, chair } = ballotsOf(drawn);
        const present = drawn.filter((one) => one.sits).map((one) => one.person);
        const list = openVote(drawn.filter((one) => one.sits));
        const { result } = count(rule, { entitled, present, aside, weights, chair, vote: list });
        const mine = verdict('p1/s', {
          aside: [...aside],
          rule: { ...rule },
          vote: { ...headsOf(without(list, aside)) },
        });
        const event = closed([mine], { entitled: [...entitled], present, vote: list, weights: { ...weights }, chair });

        expect(whats(event)).toEqual(result === 'passed' ? [] : [['p1/s', 'result']]);
      }),
    );
  });

  test('a certain result never changes, whatever the rest do', () => {
    let certain = 0;
    fc.assert(
      fc.property(
        drawnRule,
        drawnMembers,
        fc.array(fc.constantFrom('for', 'against', 'abstained', null), { minLength: 9, maxLength: 9 }),
        (rule, drawn, later) => {
          const now = certainResult(rule, ballotsOf(drawn));
          const after = drawn.map((one, i) => (one.choice === null ? { ...one, choice: later[i] ?? null } : one));

          if (now !== undefined) {
            certain += 1;
            expect(count(rule, ballotsOf(after)).result).toBe(now);
          }
          expect(isCertain(rule, ballotsOf(drawn))).toBe(now !== undefined);
        },
      ),
      { numRuns: 2000 },
    );
    // The walk would prove nothing if hardly anything were certain.
    expect(certain).toBeGreaterThan(200);
  });

  test('with one person one vote and no casting vote, what nobody can change is found certain', () => {
    fc.assert(
      fc.property(drawnRule, drawnMembers, (rule, drawn) => {
        const plain = drawn.slice(0, 6).map((one) => ({ ...one, weight: 1 }));
        const flat = { ...rule, casting: false };
        const now = ballotsOf(plain);
        if (!count(flat, now).quorum) return;
        const rest = plain.flatMap((one, i) => (one.choice === null && !one.aside ? [i] : []));
        const results = new Set<string>();
        for (let n = 0; n < 4 ** rest.length; n += 1) {
          const after = plain.map((one, i) => {
            const at = rest.indexOf(i);
            const choice = (['for', 'against', 'abstained', null] as const)[Math.floor(n / 4 ** at) % 4] ?? null;
            return at < 0 ? one : { ...one, choice };
          });
          results.add(judgedPlainly(flat, after));
        }

        const [only, ...others] = results;
        expect(certainResult(flat, now)).toBe(others.length > 0 || only === 'undecided' ? undefined : only);
      }),
      { numRuns: 300 },
    );
  });
});
