/**
 * Counts a vote, at a stage or in a meeting, open or secret, in whole numbers only. Must not know reviews, tasks or how the vote was
 * held: the same numbers give the same result when the record is counted again years later.
 *
 * Readings: a share of nobody is never reached; where enough are for and enough against, it fails, so that a part can be given the
 * power to stop; a secret vote joins nobody to a choice, so everybody counts one there and the chair cannot cast.
 */
import type { Counting, Threshold } from '../campaign/definition.ts';
import type { PersonId } from '../campaign/keys.ts';
import type { RecordedVote, Vote } from '../kernel/command.ts';

/** What is counted. People who stand aside are in no number, whatever the lists say. */
export interface Ballots {
  readonly entitled: readonly PersonId[];
  /** Who sat in the meeting; absent at a stage, where those who voted were there. */
  readonly present?: readonly PersonId[];
  readonly aside: readonly PersonId[];
  /** Those who count more than one. */
  readonly weights: Readonly<Record<PersonId, number>>;
  readonly chair: PersonId | null;
  readonly vote: Vote;
}

export interface Tally {
  readonly for: number;
  readonly against: number;
  readonly abstained: number;
}

export interface Count {
  /** Were enough there, by heads, of those entitled who do not stand aside? */
  readonly quorum: boolean;
  /** `undecided` without a quorum, and where it neither passes nor fails. */
  readonly result: 'passed' | 'failed' | 'undecided';
  readonly entitled: number;
  readonly present: number;
  readonly heads: Tally;
  readonly weight: Tally;
  /** The weight that shares are taken of. */
  readonly of: number;
}

export function count(rule: Counting, ballots: Ballots): Count {
  return judge(rule, countedOf(rule, ballots));
}

/**
 * Can those who have not voted yet still change the result of an open vote? Not when it has its quorum and comes out the same whatever
 * they choose, also if some never vote. It may say no where weights make only some of the totals possible; it never says yes wrongly.
 */
export function isCertain(rule: Counting, ballots: Ballots): boolean {
  return certainResult(rule, ballots) !== undefined;
}

/** The result that nobody can change any more; undefined while somebody can, and always for a secret vote. */
export function certainResult(rule: Counting, ballots: Ballots): 'passed' | 'failed' | undefined {
  const { vote } = ballots;
  if (!isOpen(vote)) return undefined;
  const now = countedOf(rule, ballots);
  if (!judge(rule, now).quorum) return undefined;
  const voted = [...vote.for, ...vote.against, ...vote.abstained];
  const rest = ballots.entitled.filter((person) => !ballots.aside.includes(person) && !voted.includes(person));
  const weight = weightOf(rest, ballots.weights);
  if (rest.length === 0) {
    const { result } = judge(rule, now);
    return result === 'undecided' ? undefined : result;
  }
  // Nothing is worse for passing than that all who are left are against, nothing better than that all are for.
  const worst = resultOf(rule, added(now, { for: 0, against: weight }), null);
  const best = resultOf(rule, added(now, { for: weight, against: 0 }), null);
  const result = worst === best ? worst : 'undecided';
  if (result === 'undecided') return undefined;
  const { for: inFavour, against } = now.weight;
  const tie = rule.casting && Math.abs(inFavour - against) <= weight;
  // A veto is there before the chair is asked.
  if (!tie || (rule.veto && against > 0)) return result;
  if (now.chair === null) return ballots.chair !== null && rest.includes(ballots.chair) ? undefined : result;
  return (now.chair === 'for') === (result === 'passed') ? result : undefined;
}

/** How much each counts where roles have weights: the most that one of their roles gives. */
export function weightsOf(
  weights: Counting['weights'],
  entitled: readonly PersonId[],
  holders: (role: string) => readonly PersonId[],
): Record<PersonId, number> {
  const found: Record<PersonId, number> = {};
  for (const [role, weight] of Object.entries(weights)) {
    for (const person of holders(role)) {
      if (entitled.includes(person) && weight > (found[person] ?? 1)) found[person] = weight;
    }
  }
  return found;
}

export function isOpen(vote: Vote): vote is Extract<Vote, { readonly for: unknown }> {
  return 'for' in vote;
}

/** Everybody a vote names, as often as it names them. */
export function votersOf(vote: Vote): PersonId[] {
  return isOpen(vote) ? [...vote.for, ...vote.against, ...vote.abstained] : [...vote.voters];
}

export function headsOf(vote: Vote): Tally {
  if (!isOpen(vote)) return vote.counts;
  return { for: vote.for.length, against: vote.against.length, abstained: vote.abstained.length };
}

/** How many ballots there are: in a secret vote one that was taken and not cast is none. */
export function ballotsIn(vote: Vote): number {
  const { for: inFavour, against, abstained } = headsOf(vote);
  return inFavour + against + abstained;
}

/** How a vote goes on record: of a secret one with few ballots the result only. */
export function recorded(rule: Counting, vote: Vote): RecordedVote {
  return isOpen(vote) || ballotsIn(vote) >= rule.hideBelow ? vote : { voters: vote.voters, counts: null };
}

/** The vote without people who stand aside; of a secret vote nothing can be taken away. */
export function without(vote: Vote, aside: readonly PersonId[]): Vote {
  if (!isOpen(vote)) return vote;
  const kept = (people: readonly PersonId[]) => people.filter((person) => !aside.includes(person));
  return { for: kept(vote.for), against: kept(vote.against), abstained: kept(vote.abstained) };
}

export function reaches(threshold: Threshold, number: number, of: number): boolean {
  if (number <= 0) return false;
  if ('atLeast' in threshold) return number >= threshold.atLeast;
  if ('moreThan' in threshold) {
    const [part, whole] = threshold.moreThan;
    return number * whole > of * part;
  }
  const [part, whole] = threshold.atLeastShare;
  return number * whole >= of * part;
}

/** `>1/2`, `≥2/3`, `≥5`: for messages. */
export function thresholdWords(threshold: Threshold): string {
  if ('atLeast' in threshold) return `≥${threshold.atLeast}`;
  return 'moreThan' in threshold ? `>${threshold.moreThan.join('/')}` : `≥${threshold.atLeastShare.join('/')}`;
}

interface Counted {
  readonly entitled: number;
  readonly present: number;
  readonly entitledWeight: number;
  readonly presentWeight: number;
  readonly heads: Tally;
  readonly weight: Tally;
  /** What the chair openly chose, if that breaks a tie. */
  readonly chair: 'for' | 'against' | null;
}

function countedOf(rule: Counting, { entitled, present, aside, weights, chair, vote: given }: Ballots): Counted {
  const may = entitled.filter((person) => !aside.includes(person));
  const vote = without(given, aside);
  const heads = headsOf(vote);
  const sat = present?.filter((person) => may.includes(person));
  if (!isOpen(vote)) {
    const cast = ballotsIn(vote);
    const there = sat?.length ?? cast;
    return {
      entitled: may.length,
      present: there,
      entitledWeight: may.length,
      presentWeight: there,
      heads,
      weight: heads,
      chair: null,
    };
  }
  const there = sat ?? votersOf(vote);
  const choice = rule.casting && chair !== null ? chosenBy(vote, chair) : null;
  return {
    entitled: may.length,
    present: there.length,
    entitledWeight: weightOf(may, weights),
    presentWeight: weightOf(there, weights),
    heads,
    weight: {
      for: weightOf(vote.for, weights),
      against: weightOf(vote.against, weights),
      abstained: weightOf(vote.abstained, weights),
    },
    chair: choice,
  };
}

function judge(rule: Counting, counted: Counted): Count {
  const { entitled, present, heads, weight, chair } = counted;
  const quorum = reaches(rule.quorum, present, entitled);
  return {
    quorum,
    result: quorum ? resultOf(rule, counted, chair) : 'undecided',
    entitled,
    present,
    heads,
    weight,
    of: baseOf(rule, counted),
  };
}

function resultOf(rule: Counting, counted: Counted, chair: 'for' | 'against' | null): Count['result'] {
  const { for: inFavour, against } = counted.weight;
  if (rule.veto && against > 0) return 'failed';
  if (chair !== null && inFavour === against) return chair === 'for' ? 'passed' : 'failed';
  const of = baseOf(rule, counted);
  if (rule.fail !== null && reaches(rule.fail, against, of)) return 'failed';
  if (reaches(rule.pass, inFavour, of)) return 'passed';
  return rule.fail === null ? 'failed' : 'undecided';
}

function baseOf(rule: Counting, { weight, entitledWeight, presentWeight }: Counted): number {
  if (rule.of === 'entitled') return entitledWeight;
  return rule.of === 'present' ? presentWeight : weight.for + weight.against;
}

/** As if more had voted, who were not there before. */
function added(counted: Counted, more: { readonly for: number; readonly against: number }): Counted {
  const { weight } = counted;
  return {
    ...counted,
    presentWeight: counted.presentWeight + more.for + more.against,
    weight: { ...weight, for: weight.for + more.for, against: weight.against + more.against },
  };
}

function chosenBy(vote: Extract<Vote, { readonly for: unknown }>, person: PersonId): 'for' | 'against' | null {
  if (vote.for.includes(person)) return 'for';
  return vote.against.includes(person) ? 'against' : null;
}

function weightOf(people: readonly PersonId[], weights: Readonly<Record<PersonId, number>>): number {
  return people.reduce((sum, person) => sum + (weights[person] ?? 1), 0);
}
