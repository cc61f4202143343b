/**
 * The parts of a sentence that both languages need: names, dates and lists, found for one entry in its vocabulary.
 */
import type { NodeKey, PersonId } from '../campaign/keys.ts';
import type { Verdict } from '../kernel/command.ts';
import {
  type CivilParts,
  dueDayOf,
  formatInstant,
  type Instant,
  partsOf,
  type ZoneMinutes,
} from '../time/civil-date.ts';
import type { RecordedEvent } from './entry.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The part of an entry that a sentence is made of; sealed or not yet. */
export interface Told {
  readonly event: RecordedEvent;
  readonly names: Readonly<Record<PersonId, string>>;
}

/** Civil date and time: `2011-10-08 15:20`. */
export function civilTime(at: Instant, zone: ZoneMinutes): string {
  return formatInstant(at, zone).slice(0, 16).replace('T', ' ');
}

/** The last day on which something due then may still be done. */
export function lastDay(due: Instant, zone: ZoneMinutes): CivilParts {
  return partsOf(dueDayOf(due, zone));
}

export function nameOf(told: Told, person: PersonId): string {
  return told.names[person] ?? person;
}

/** The node and step of a review key; a step's id holds no slash. */
export function splitReview(key: string): { readonly node: NodeKey; readonly step: string } {
  const cut = key.lastIndexOf('/');
  return cut < 0 ? { node: key, step: '' } : { node: key.slice(0, cut), step: key.slice(cut + 1) };
}

/** The step of a task id, `step` or `step/stage`. */
export function splitTask(task: string): { readonly step: string; readonly stage: string | null } {
  const cut = task.indexOf('/');
  return cut < 0 ? { step: task, stage: null } : { step: task.slice(0, cut), stage: task.slice(cut + 1) };
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

export type Sentences = {
  readonly [K in RecordedEvent['kind']]: (
    event: Extract<RecordedEvent, { kind: K }>,
    told: Told,
    words: Vocabulary,
  ) => string;
};
