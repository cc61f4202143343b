/**
 * The parts of a sentence, said in one language about one entry: who, what, which round, which items, why. The frame is the same in
 * every language; what differs is in its tongue.
 */

import type { Hash, NodeKey, PersonId, StageId, StepId } from '../campaign/keys.ts';
import type { Lang } from '../codes.ts';
import { formatValue } from '../expression/format.ts';
import type { Value } from '../expression/tree.ts';
import type { Choice, RecordedVote, Verdict } from '../kernel/command.ts';
import type { Chosen } from '../kernel/event.ts';
import type { Signer } from '../kernel/signer.ts';
import {
  type CivilParts,
  dueDayOf,
  formatInstant,
  type Instant,
  partsOf,
  type ZoneMinutes,
} from '../time/civil-date.ts';
import { type Ballots, ballotsOf, ruleOf, type VoteRule } from './count.ts';
import type { RecordedEvent } from './entry.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The part of an entry that a sentence is made of; sealed or not yet. */
export interface Told {
  readonly event: RecordedEvent;
  readonly names: Readonly<Record<PersonId, string>>;
  /** What was written, as far as the reader may see it; absent, its hash stands for it. */
  readonly texts?: Readonly<Record<Hash, string>>;
}

/** Civil date and time: `2011-10-08 15:20`. */
export function civilTime(at: Instant, zone: ZoneMinutes): string {
  return formatInstant(at, zone).slice(0, 16).replace('T', ' ');
}

/** The last day on which something due then may still be done. */
export function lastDay(due: Instant, zone: ZoneMinutes): CivilParts {
  return partsOf(dueDayOf(due, zone));
}

/** The node and step of a review key; a step's id holds no slash. */
export function splitReview(key: string): { readonly node: NodeKey; readonly step: string } {
  const cut = key.lastIndexOf('/');
  return cut < 0 ? { node: key, step: '' } : { node: key.slice(0, cut), step: key.slice(cut + 1) };
}

export interface TaskParts {
  readonly step: StepId;
  readonly stage: StageId | null;
  /** In whose right, where each of several has a task of their own. */
  readonly seat: PersonId | null;
  /** Of whom it is demanded to stand aside: the task is the answer. */
  readonly recusal: PersonId | null;
}

/** Of the office, for the second person of an administrative act: `act@request`. */
const ACT = 'act@';
const RECUSAL = 'recusal';

export function actTaskOf(act: string): string {
  return `${ACT}${act}`;
}

/** Of a task id: `step`, `step/stage`, `step/stage@seat`, or `step/recusal@person`. */
export function splitTask(task: string): TaskParts {
  const whole = { step: task, stage: null, seat: null, recusal: null };
  const cut = task.indexOf('/');
  if (cut < 0 || task.startsWith(ACT)) return whole;
  const step = task.slice(0, cut);
  const rest = task.slice(cut + 1);
  const at = rest.indexOf('@');
  if (at < 0) return { ...whole, step, stage: rest };
  const [stage, person] = [rest.slice(0, at), rest.slice(at + 1)];
  return stage === RECUSAL ? { ...whole, step, recusal: person } : { ...whole, step, stage, seat: person };
}

export interface Reason {
  readonly reason: string;
  readonly items: readonly string[];
}

/** Reasons of a decision: those bound to items with the items, then those of the whole. */
export function reasonsOf(reasons: readonly string[], verdicts: readonly Verdict[]): readonly Reason[] {
  const byReason = new Map<string, string[]>();
  for (const verdict of verdicts)
    for (const reason of verdict.reasons) byReason.set(reason, [...(byReason.get(reason) ?? []), verdict.item]);
  for (const reason of reasons) if (!byReason.has(reason)) byReason.set(reason, []);
  return [...byReason].map(([reason, items]) => ({ reason, items }));
}

/** What differs between languages in the parts of a sentence. */
export interface Tongue {
  readonly lang: Lang;
  list(parts: readonly string[]): string;
  /** Items of one list that hold lists themselves. */
  wideList(parts: readonly string[]): string;
  readonly nobody: string;
  readonly system: string;
  quoted(name: string): string;
  aside(text: string): string;
  substitute(person: string, right: string): string;
  recorder(body: string, person: string): string;
  administrator(person: string): string;
  /** @param year of the event: a date in the same year may leave it out */
  date(day: CivilParts, year: number): string;
  due(date: string | null): string;
  round(number: number): string;
  /** A thing of a node. */
  of(node: string, thing: string): string;
  atStage(subject: string, stage: string): string;
  seat(task: string, person: string): string;
  from(node: string): string;
  returnedBy(review: string): string;
  /** The task of answering a demand. */
  recusal(subject: string, person: string): string;
  /** The task of the second person. */
  act(request: string): string;
  because(reasons: string): string;
  itemByItem(groups: string): string;
  setTo(outcome: string, value: string): string;
  /** A reason, or where it is kept. */
  why(text: string): string;
  whyKept(hash: string): string;
  opinion(text: string): string;
  opinionKept(hash: string): string;
  /** Each with the names of those who chose it in brackets, or nothing. */
  tally(sides: Readonly<Record<Choice, { readonly count: number; readonly names: string }>>): string;
  readonly hidden: string;
  attendance(entitled: number, present: number, aside: number): string;
  /** What was enough to pass. */
  rule(rule: VoteRule): string;
  readonly results: Readonly<Record<'passed' | 'failed', string>>;
  readonly places: Readonly<Record<string, string>>;
  /** Why something was not taken, by the code of the refusal; a code that is not here stands for itself. */
  readonly whyNot: Readonly<Record<string, string>>;
  /** Before what the office did as administrator. */
  readonly loud: string;
  readonly nextSitting: string;
  /** What a rule gave when a step or stage opened, in short. */
  chosen(key: string, value: string, row: number | null, rule: string): string;
  facts(pairs: readonly string[]): string;
}

/** The parts, bound to one entry and its campaign's words. */
export interface Phrases {
  readonly words: Vocabulary;
  readonly at: NodeKey;
  name(person: PersonId): string;
  people(ids: readonly PersonId[]): string;
  /** Who signed; `seat` in whose right, where that is another. */
  who(position?: string | null, seat?: PersonId): string;
  /** Who decided at a stage, with their office. */
  judge(step: StepId, stage: StageId, seat?: PersonId): string;
  /** A step at the event's node. */
  matter(step: StepId): string;
  /** What a review is about, at the event's node. */
  subject(step: StepId): string;
  task(task: string): string;
  review(key: string): string;
  /** Where an order comes from: another node, or a review that returned it; empty for the node itself. */
  origin(from: string): string;
  stage(step: StepId, stage: StageId): string;
  /** A stage, a group or an end of a review. */
  place(step: StepId, place: string): string;
  whyNot(code: string): string;
  /** The name of the outcome that ended a review; empty where the plan has none, because the office ended it. */
  end(step: StepId, outcome: string): string;
  items(step: StepId, ids: readonly string[]): string;
  steps(ids: readonly StepId[]): string;
  nodes(ids: readonly NodeKey[]): string;
  reasons(step: StepId, given: readonly string[], verdicts: readonly Verdict[]): string;
  verdicts(step: StepId, stage: StageId, verdicts: readonly Verdict[]): string;
  /** Why, of a text by hash; empty for none. */
  why(hash: Hash | null): string;
  opinion(hash: Hash | null): string;
  text(hash: Hash | null): string | null;
  /** The last day before the instant. */
  date(instant: Instant): string;
  due(due: Instant | null): string;
  round(number: number): string;
  /** What was chosen by rule; nothing where nothing was. */
  chosen(chosen: readonly Chosen[] | undefined): string;
  facts(given: Readonly<Record<string, unknown>>): string;
  refused(refused: readonly { readonly review: string; readonly code: string }[]): string;
  /** Votes with the names of an open ballot, the counts of a secret one. */
  tally(vote: RecordedVote, weights?: Readonly<Record<PersonId, number>>): string;
  /** Counts alone; null where only the result is said. */
  count(vote: { readonly for: number; readonly against: number; readonly abstained: number } | null): string;
  rule(rule: Readonly<Record<string, unknown>>): string;
  /** The verdicts that are not the commonest one, named. */
  differing(verdicts: readonly { readonly review: string; readonly outcome: string }[]): readonly string[];
}

export type Sentences = {
  readonly [K in RecordedEvent['kind']]: (event: Extract<RecordedEvent, { kind: K }>, say: Phrases) => string;
};

export function phrasesOf(tongue: Tongue, told: Told, words: Vocabulary): Phrases {
  const { event } = told;
  const { list, quoted, aside } = tongue;
  const name = (person: PersonId): string => told.names[person] ?? person;
  const people = (ids: readonly PersonId[]): string => (ids.length === 0 ? tongue.nobody : list(ids.map(name)));
  const text = (hash: Hash | null): string | null => {
    const known = hash === null ? undefined : told.texts?.[hash];
    return known === undefined ? null : known.replace(/\s+/g, ' ').replace(/[。.\s]+$/, '');
  };
  const short = (hash: Hash): string => hash.slice(0, 8);
  const date = (instant: Instant): string =>
    tongue.date(lastDay(instant, words.zone), lastDay(event.at + 1, words.zone).year);
  const due = (instant: Instant | null): string => tongue.due(instant === null ? null : date(instant));
  const subject = (step: StepId): string => tongue.of(words.node(event.node), quoted(words.subject(step)));
  const matter = (step: StepId): string => tongue.of(words.node(event.node), quoted(words.step(step)));
  const items = (step: StepId, ids: readonly string[]): string =>
    list(ids.map((id) => words.item(event.node, step, id)));
  const whyNot = (code: string): string => tongue.whyNot[code] ?? code;
  const review = (key: string): string => {
    const { node, step } = splitReview(key);
    return tongue.of(words.node(node), quoted(words.subject(step)));
  };
  const who = (position: string | null = null, seat?: PersonId): string => {
    const of = position === null ? '' : aside(position);
    const signer: Signer = event.signer;
    switch (signer.kind) {
      case 'system':
        return tongue.system;
      case 'person':
        return `${seat === undefined || seat === signer.person ? name(signer.person) : tongue.substitute(name(signer.person), name(seat))}${of}`;
      case 'substitute':
        return `${tongue.substitute(name(signer.person), name(signer.for))}${of}`;
      case 'recorder':
        return tongue.recorder(words.body(signer.of), name(signer.person));
      case 'administrator':
        return tongue.administrator(name(signer.person));
    }
  };
  const side = ({ people: heads, count }: Ballots, weights: Readonly<Record<PersonId, number>>) => {
    const named = (heads ?? []).map((one) => (weights[one] === undefined ? name(one) : `${name(one)}×${weights[one]}`));
    return { count, names: named.length === 0 ? '' : aside(list(named)) };
  };

  return {
    words,
    at: event.node,
    name,
    people,
    who,
    judge: (step, stage, seat) => who(words.reviewer(step, stage, event.node), seat),
    matter,
    subject,
    task: (task) => {
      if (task.startsWith(ACT)) return tongue.act(task.slice(ACT.length));
      const { step, stage, seat, recusal } = splitTask(task);
      if (recusal !== null) return tongue.recusal(subject(step), name(recusal));
      if (stage === null) return matter(step);
      const stageTask = tongue.atStage(subject(step), words.stage(step, stage));
      return seat === null ? stageTask : tongue.seat(stageTask, name(seat));
    },
    review,
    origin: (from) =>
      from === event.node ? '' : from.includes('/') ? tongue.returnedBy(review(from)) : tongue.from(words.node(from)),
    stage: words.stage,
    place: (step, place) => {
      const named = words.stage(step, place);
      return named === place ? (tongue.places[place] ?? place) : named;
    },
    end: (step, outcome) => {
      const named = words.outcome(step, null, outcome);
      return named === outcome ? '' : named;
    },
    whyNot,
    items,
    steps: (ids) => list(ids.map((one) => quoted(words.step(one)))),
    nodes: (ids) => list(ids.map((one) => words.node(one))),
    reasons: (step, given, verdicts) => {
      const all = reasonsOf(given, verdicts).map(({ reason, items: ids }) =>
        ids.length === 0 ? reason : `${reason}${aside(items(step, ids))}`,
      );
      return all.length === 0 ? '' : tongue.because(list(all));
    },
    verdicts: (step, stage, verdicts) => {
      if (verdicts.length === 0) return '';
      const groups = new Map<string, string[]>();
      for (const one of verdicts) {
        const outcome = words.outcome(step, stage, one.outcome);
        const label = one.value === undefined ? outcome : tongue.setTo(outcome, one.value);
        groups.set(label, [...(groups.get(label) ?? []), one.item]);
      }
      return tongue.itemByItem(tongue.wideList([...groups].map(([label, ids]) => `${label} ${items(step, ids)}`)));
    },
    why: (hash) => {
      if (hash === null) return '';
      const known = text(hash);
      return known === null ? tongue.whyKept(short(hash)) : tongue.why(known);
    },
    opinion: (hash) => {
      if (hash === null) return '';
      const known = text(hash);
      return known === null ? tongue.opinionKept(short(hash)) : tongue.opinion(known);
    },
    text,
    date,
    due,
    round: tongue.round,
    chosen: (chosen = []) => {
      const worded = (key: string, value: string): string => {
        if (key === 'form') return quoted(words.form(value));
        if (key === 'review') return quoted(words.reviewNamed(value));
        return key === 'due' ? value : quoted(words.role(value, event.node));
      };
      return chosen.map((one) => tongue.chosen(one.key, worded(one.key, one.value), one.row, short(one.rule))).join('');
    },
    facts: (given) => {
      const pairs = Object.entries(given).map(
        ([fact, value]) =>
          `${fact}=${Array.isArray(value) ? list(value.map((one) => formatValue(one as Value))) : formatValue(value as Value)}`,
      );
      return pairs.length === 0 ? '' : tongue.facts(pairs);
    },
    refused: (refused) => list(refused.map((one) => `${review(one.review)}${aside(whyNot(one.code))}`)),
    tally: (vote, weights = {}) => {
      const { sides } = ballotsOf(vote);
      if (sides === null) return tongue.hidden;
      return tongue.tally({
        for: side(sides.for, weights),
        against: side(sides.against, weights),
        abstained: side(sides.abstained, weights),
      });
    },
    count: (vote) => {
      if (vote === null) return tongue.hidden;
      const alone = (count: number) => ({ count, names: '' });
      return tongue.tally({
        for: alone(vote.for),
        against: alone(vote.against),
        abstained: alone(vote.abstained),
      });
    },
    rule: (rule) => tongue.rule(ruleOf(rule)),
    differing: (verdicts) => {
      const counts = new Map<string, number>();
      for (const one of verdicts) counts.set(one.outcome, (counts.get(one.outcome) ?? 0) + 1);
      const common = [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
      return verdicts
        .filter((one) => one.outcome !== common)
        .map((one) => {
          const { step } = splitReview(one.review);
          const outcome = one.outcome === '' ? tongue.nextSitting : words.outcome(step, null, one.outcome);
          return `${review(one.review)}${aside(outcome)}`;
        });
    },
  };
}

/** What a proposed change of a grade is about: `scale.source`, and of an item `@step/item` behind it. */
export function regradedIn(node: NodeKey, about: string) {
  const [grade = '', item] = about.split('@');
  const cut = grade.lastIndexOf('.');
  const of = { scale: grade.slice(0, cut), source: grade.slice(cut + 1), node };
  const slash = item?.indexOf('/') ?? -1;
  return item === undefined
    ? { ...of, subject: node }
    : { ...of, of: item.slice(0, slash), subject: item.slice(slash + 1) };
}
