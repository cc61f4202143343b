/** What the sheet of a review is written with, in one language: its headings, and the lines of each kind of entry in a cell. */

import type { RecordedEvent } from './entry.ts';
import type { Phrases } from './phrases.ts';
import type { ReviewSheet } from './review-sheet.ts';

/** What the lines of an entry may ask beside the entry itself. */
export interface CellContext {
  readonly say: Phrases;
  readonly sheet: ReviewSheet;
}

/** The lines of an entry in its cell: the stage, the round and the matter are said by where it stands. Absent: its sentence. */
export type SheetLines = {
  readonly [K in RecordedEvent['kind']]?: (
    event: Extract<RecordedEvent, { kind: K }>,
    context: CellContext,
  ) => readonly string[];
};

export interface SheetWords {
  readonly title: string;
  readonly matter: string;
  readonly fillers: string;
  readonly definition: string;
  readonly key: string;
  readonly now: string;
  readonly record: string;
  readonly filling: string;
  readonly review: string;
  readonly office: string;
  readonly result: string;
  /** A round that goes over the version before once more. */
  readonly sameVersion: string;
  readonly underWay: string;
  inBranch(stage: string, branch: string): string;
  version(hash: string): string;
  through(node: string, seq: number, time: string): string;
  waitsFor(what: string, people: string, due: string): string;
  stuckWith(what: string, people: string, due: string): string;
  delegated(people: string): string;
  unread(people: string): string;
  demanded(person: string): string;
  /** What waits: an answer, and a second person. */
  answer(person: string): string;
  readonly confirmation: string;
  readonly outdated: string;
  /** Several who are asked at once. */
  asked(people: string, role: string, due: string): string;
  drawn(people: string): string;
  cast(count: number): string;
  readonly lines: SheetLines;
}

/** A part of a sentence that stands by itself: without what joins it to the words before. */
export function bare(part: string): string {
  return part.replace(/^[；;，,：:\s]+(because:\s*)?/, '');
}

export function present(...lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line !== '');
}

/** The vote on one entry of a meeting: its own, or that of the list without those who stand aside. */
export function tallyOf(
  say: Phrases,
  closed: Extract<RecordedEvent, { kind: 'MeetingClosed' }>,
  verdict: Extract<RecordedEvent, { kind: 'MeetingClosed' }>['verdicts'][number],
): string {
  const weights = verdict.weights ?? closed.weights;
  if (verdict.own !== undefined) return say.tally(verdict.own, weights);
  if ('voters' in closed.vote) return say.count(verdict.vote);
  const without = (people: readonly string[]): string[] => people.filter((one) => !verdict.aside.includes(one));
  const { for: agree, against, abstained } = closed.vote;
  return say.tally({ for: without(agree), against: without(against), abstained: without(abstained) }, weights);
}
