/**
 * Counts every vote of a record again, from what the record itself keeps: who was entitled, who was there, who stood aside, the
 * weights, the chair, the rule and the vote. Must not know plans or states: an auditor has neither.
 */
import type { RecordedVote, Vote } from '../kernel/command.ts';
import type { Body } from '../kernel/event.ts';
import { type Ballots, count, headsOf, isOpen, type Tally, votersOf, without } from './count.ts';
import { ruleOf } from './rule.ts';

type Of<K extends Body['kind']> = Extract<Body, { readonly kind: K }>;

/** An event of a node; events that are no votes are passed over. */
export type VoteEvent = Body & { readonly node: string; readonly seq: number };

/** Where the record says what does not follow from it. */
export interface Disagreement {
  readonly node: string;
  readonly seq: number;
  /** The review in the meeting, or `step/stage`. */
  readonly subject: string;
  /** `people`: somebody counted who may not be, or twice; `votes`: other numbers than those of the vote. */
  readonly what: 'rule' | 'people' | 'votes' | 'result' | 'outcome';
  readonly recorded: string;
  readonly counted: string;
}

export interface Recount {
  /** How many results were counted again. */
  readonly counted: number;
  /** How many could not be: of a secret vote with few ballots the record says the result only. */
  readonly hidden: number;
  /** In the order of the events. */
  readonly disagreements: readonly Disagreement[];
}

export function recount(events: Iterable<VoteEvent>): Recount {
  const found = { counted: 0, hidden: 0, disagreements: [] as Disagreement[] };
  for (const event of events) {
    if (event.kind === 'VoteCounted') add(found, event, `${event.step}/${event.stage}`, ofVote(event));
    else if (event.kind === 'MeetingClosed') {
      for (const verdict of event.verdicts) add(found, event, verdict.review, ofVerdict(event, verdict));
    }
  }
  return found;
}

type Finding = Pick<Disagreement, 'what' | 'recorded' | 'counted'>;

function add(
  found: { counted: number; hidden: number; disagreements: Disagreement[] },
  { node, seq }: VoteEvent,
  subject: string,
  findings: readonly Finding[] | 'hidden',
): void {
  if (findings === 'hidden') {
    found.hidden += 1;
    return;
  }
  found.counted += 1;
  for (const finding of findings) found.disagreements.push({ node, seq, subject, ...finding });
}

function ofVote(event: Of<'VoteCounted'>): readonly Finding[] | 'hidden' {
  const read = ruleOf(event.rule);
  if (read === undefined) return [unreadable(event.rule)];
  const vote = openedOf(event.vote);
  if (vote === undefined) return 'hidden';
  const { entitled, recused, weights, chair, result, outcome } = event;
  const counted = count(read.rule, { entitled, aside: recused, weights, chair, vote });
  const expected = read.outcomes[result];
  return [
    ...strangersIn(vote, entitled, undefined, recused),
    ...(counted.result === result ? [] : [{ what: 'result' as const, recorded: result, counted: counted.result }]),
    ...(expected === undefined || expected === outcome
      ? []
      : [{ what: 'outcome' as const, recorded: outcome, counted: expected }]),
  ];
}

/** What a meeting decides it decides by passing it: the vote is for what the minutes say became of the entry. */
function ofVerdict(
  event: Of<'MeetingClosed'>,
  verdict: Of<'MeetingClosed'>['verdicts'][number],
): readonly Finding[] | 'hidden' {
  const read = ruleOf(verdict.rule);
  if (read === undefined) return [unreadable(verdict.rule)];
  const given = openedOf(verdict.own ?? event.vote);
  if (given === undefined) return 'hidden';
  const { entitled, present, chair } = event;
  const weights = verdict.weights ?? event.weights;
  // In the vote over the whole list somebody may stand aside on one entry: not counted there. In its own vote they have no place.
  const vote = verdict.own === undefined ? without(given, verdict.aside) : given;
  const ballots: Ballots = { entitled, present, aside: verdict.aside, weights, chair, vote };
  const counted = count(read.rule, ballots);
  const heads = headsOf(vote);
  return [
    ...strangersIn(vote, entitled, present, verdict.aside),
    ...(verdict.vote !== null && isSame(heads, verdict.vote)
      ? []
      : [{ what: 'votes' as const, recorded: tallyWords(verdict.vote), counted: tallyWords(heads) }]),
    ...(counted.result === 'passed' ? [] : [{ what: 'result' as const, recorded: 'passed', counted: counted.result }]),
  ];
}

function strangersIn(
  vote: Vote,
  entitled: readonly string[],
  present: readonly string[] | undefined,
  aside: readonly string[],
): Finding[] {
  const voters = votersOf(vote);
  const twice = voters.filter((person, i) => voters.indexOf(person) < i);
  const may = (person: string) =>
    entitled.includes(person) && !aside.includes(person) && (present?.includes(person) ?? true);
  const wrong = [...new Set([...twice, ...voters.filter((person) => !may(person))])];
  const tooMany = !isOpen(vote) && Object.values(vote.counts).reduce((sum, part) => sum + part, 0) > voters.length;
  return [
    ...(wrong.length === 0 ? [] : [{ what: 'people' as const, recorded: wrong.join(), counted: '' }]),
    ...(tooMany ? [{ what: 'votes' as const, recorded: tallyWords(vote.counts), counted: String(voters.length) }] : []),
  ];
}

/** Undefined where only the result was said. */
function openedOf(vote: RecordedVote): Vote | undefined {
  if ('for' in vote) return vote;
  const { voters, counts } = vote;
  return counts === null ? undefined : { voters, counts };
}

function isSame(one: Tally, other: Tally): boolean {
  return one.for === other.for && one.against === other.against && one.abstained === other.abstained;
}

function tallyWords(tally: Tally | null): string {
  return tally === null ? '' : `${tally.for}:${tally.against}:${tally.abstained}`;
}

function unreadable(rule: unknown): Finding {
  return { what: 'rule', recorded: JSON.stringify(rule), counted: '' };
}
