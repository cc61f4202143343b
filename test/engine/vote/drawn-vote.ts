/** Votes drawn at random, of every rule a plan can give, and a plain way of judging them that shares nothing with the engine's. */
import fc from 'fast-check';
import type { Counting, Threshold } from '../../../packages/engine/src/campaign/definition.ts';
import type { Choice, Vote } from '../../../packages/engine/src/kernel/command.ts';
import type { Ballots } from '../../../packages/engine/src/vote/count.ts';

export interface Member {
  readonly person: string;
  readonly weight: number;
  /** Null: has not voted. */
  readonly choice: Choice | null;
  readonly sits: boolean;
  readonly aside: boolean;
}

const share = fc
  .constantFrom([1, 2], [1, 3], [2, 3], [3, 4], [1, 1])
  .map(([part = 1, whole = 1]) => [part, whole] as const);
const threshold: fc.Arbitrary<Threshold> = fc.oneof(
  fc.integer({ min: 1, max: 8 }).map((atLeast) => ({ atLeast })),
  share.map((atLeastShare) => ({ atLeastShare })),
  share.map((moreThan) => ({ moreThan })),
);

export const drawnRule: fc.Arbitrary<Counting> = fc.record({
  quorum: threshold,
  pass: threshold,
  fail: fc.option(threshold),
  of: fc.constantFrom('entitled', 'present', 'voting'),
  weights: fc.constant({ leader: 3 }),
  casting: fc.boolean(),
  veto: fc.boolean(),
  ballot: fc.constant('open'),
  hideBelow: fc.nat(6),
});

export const drawnMembers: fc.Arbitrary<readonly Member[]> = fc
  .array(
    fc.record({
      weight: fc.constantFrom(1, 1, 1, 2, 5),
      choice: fc.constantFrom<Choice | null>('for', 'for', 'against', 'abstained', null),
      sits: fc.boolean(),
      aside: fc.nat(5).map((n) => n === 5),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((members) => members.map((member, i) => ({ person: `m${i + 1}`, ...member })));

export function openVote(members: readonly Member[]): Vote {
  const who = (choice: Choice) => members.filter((one) => one.choice === choice).map((one) => one.person);
  return { for: who('for'), against: who('against'), abstained: who('abstained') };
}

/** As at a stage: who stands aside has no vote. The first member chairs. */
export function ballotsOf(members: readonly Member[]): Ballots {
  return {
    entitled: members.map((one) => one.person),
    aside: members.filter((one) => one.aside).map((one) => one.person),
    weights: Object.fromEntries(members.flatMap(({ person, weight }) => (weight > 1 ? [[person, weight]] : []))),
    chair: members[0]?.person ?? null,
    vote: openVote(members.map((one) => (one.aside ? { ...one, choice: null } : one))),
  };
}

/** Judged over and over: one entry in a list for each vote that counts. */
export function judgedPlainly(rule: Counting, members: readonly Member[]): 'passed' | 'failed' | 'undecided' {
  const may = members.filter((one) => !one.aside);
  const there = may.filter((one) => one.choice !== null);
  const weighed = (some: readonly Member[]) => some.flatMap((one) => Array.from({ length: one.weight }, () => one));
  const inFavour = weighed(there.filter((one) => one.choice === 'for'));
  const against = weighed(there.filter((one) => one.choice === 'against'));
  const bases = { entitled: weighed(may), present: weighed(there), voting: [...inFavour, ...against] };
  const enough = (limit: Threshold, some: readonly Member[], all: readonly Member[]) => {
    if (some.length === 0) return false;
    if ('atLeast' in limit) return some.length >= limit.atLeast;
    const [part, whole] = 'moreThan' in limit ? limit.moreThan : limit.atLeastShare;
    const have = BigInt(some.length) * BigInt(whole);
    const need = BigInt(all.length) * BigInt(part);
    return 'moreThan' in limit ? have > need : have >= need;
  };
  if (!enough(rule.quorum, there, may)) return 'undecided';
  if (rule.veto && against.length > 0) return 'failed';
  const chair = there.find((one) => one.person === 'm1')?.choice;
  if (rule.casting && inFavour.length === against.length && (chair === 'for' || chair === 'against'))
    return chair === 'for' ? 'passed' : 'failed';
  if (rule.fail !== null && enough(rule.fail, against, bases[rule.of])) return 'failed';
  if (enough(rule.pass, inFavour, bases[rule.of])) return 'passed';
  return rule.fail === null ? 'failed' : 'undecided';
}
