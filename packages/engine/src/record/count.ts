/**
 * What a recorded vote says of itself: how many chose what, who of an open ballot, and the rule it was counted by. For readers; the
 * kernel counts.
 */
import type { Share, Threshold } from '../campaign/definition.ts';
import type { PersonId } from '../campaign/keys.ts';
import type { Choice, RecordedVote } from '../kernel/command.ts';

/** One choice: who made it, where that is known. */
export interface Ballots {
  readonly count: number;
  readonly people: readonly PersonId[] | null;
}

export interface BallotCount {
  readonly secret: boolean;
  /** Null: so few voted in secret that only the result is said. */
  readonly sides: Readonly<Record<Choice, Ballots>> | null;
}

/** A rule as an entry keeps it; what this build does not know in it is left unsaid. */
export interface VoteRule {
  readonly pass: Threshold | null;
  readonly of: 'entitled' | 'present' | 'voting';
  readonly veto: boolean;
  readonly casting: boolean;
}

export function ballotsOf(vote: RecordedVote): BallotCount {
  if ('voters' in vote) {
    const { counts } = vote;
    if (counts === null) return { secret: true, sides: null };
    const side = (choice: Choice): Ballots => ({ count: counts[choice], people: null });
    return { secret: true, sides: { for: side('for'), against: side('against'), abstained: side('abstained') } };
  }
  const side = (choice: Choice): Ballots => ({ count: vote[choice].length, people: vote[choice] });
  return { secret: false, sides: { for: side('for'), against: side('against'), abstained: side('abstained') } };
}

/** Everybody who voted; of a secret ballot, who drew one. */
export function votersOf(vote: RecordedVote): readonly PersonId[] {
  return 'voters' in vote ? vote.voters : [...vote.for, ...vote.against, ...vote.abstained];
}

export function ruleOf(rule: Readonly<Record<string, unknown>>): VoteRule {
  const { of } = rule;
  return {
    pass: thresholdOf(rule.pass),
    of: of === 'present' || of === 'voting' ? of : 'entitled',
    veto: rule.veto === true,
    casting: rule.casting === true,
  };
}

function thresholdOf(value: unknown): Threshold | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('atLeast' in value && typeof value.atLeast === 'number') return { atLeast: value.atLeast };
  if ('atLeastShare' in value && isShare(value.atLeastShare)) return { atLeastShare: value.atLeastShare };
  if ('moreThan' in value && isShare(value.moreThan)) return { moreThan: value.moreThan };
  return null;
}

function isShare(value: unknown): value is Share {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number');
}
