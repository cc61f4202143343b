/**
 * Ledger entries: an event sealed into its node's chain, a refusal into the campaign's, and checkpoints over all chains.
 * Every hash is SHA-256 over RFC 8785 JSON and covers the hash before it. Must not know where entries are kept.
 */
import type { Hash, NodeKey, PersonId } from '../campaign/keys.ts';
import { hashOf } from '../json/canonical.ts';
import type { Command } from '../kernel/command.ts';
import type { Event } from '../kernel/event.ts';
import type { Rejection } from '../kernel/rejection.ts';

/** Names of the persons in an event, as they were when it was recorded. */
export type Names = Readonly<Record<PersonId, string>>;

type WithoutActorSeq<E> = E extends unknown ? Omit<E, 'actorSeq'> : never;
/** An event as the record keeps it: the actor's own numbering depends on the placement and is left out. */
export type RecordedEvent = WithoutActorSeq<Event>;

/** An entry before the sealer: recorded, not yet linked. */
export interface Unsealed {
  readonly kind: 'entry';
  readonly format: 1;
  readonly campaign: string;
  readonly node: NodeKey;
  /** From 1 without gaps, per node. */
  readonly seq: number;
  readonly event: RecordedEvent;
  /** Wall time, epoch milliseconds; `event.at` is when it happened, in campaign time. */
  readonly recordedAt: number;
  readonly names: Names;
}
export interface Entry extends Unsealed {
  readonly previous: Hash;
  readonly hash: Hash;
}

interface UnsealedRefusal {
  readonly kind: 'refusal';
  readonly format: 1;
  readonly campaign: string;
  /** From 1 without gaps, per campaign. */
  readonly seq: number;
  readonly request: string;
  readonly command: Command;
  readonly rejection: Rejection;
  readonly recordedAt: number;
  readonly names: Names;
}
export interface RefusalEntry extends UnsealedRefusal {
  readonly previous: Hash;
  readonly hash: Hash;
}

/** A chain's last sequence and hash. */
export type Head = readonly [seq: number, hash: Hash];

/** All chains closed under one root; only the heads that moved since the last one are listed. */
export interface Checkpoint {
  readonly kind: 'checkpoint';
  readonly format: 1;
  readonly campaign: string;
  readonly seq: number;
  readonly recordedAt: number;
  /** Chain name → head; nodes are named by their key after `node:`, the refusals are `refusals`. */
  readonly moved: Readonly<Record<string, Head>>;
  /** Over the heads of all chains, sorted by name. */
  readonly root: Hash;
  readonly previous: Hash;
  readonly hash: Hash;
}

export const REFUSALS = 'refusals';
const CHECKPOINTS = 'checkpoints';

export function chainOf(node: NodeKey): string {
  return `node:${node}`;
}

/** What the first link of a chain names as its previous hash. */
export function genesisOf(campaign: string, chain: string): Hash {
  return hashOf({ ledger: 1, campaign, chain });
}

export function checkpointGenesis(campaign: string): Hash {
  return genesisOf(campaign, CHECKPOINTS);
}

export function recordedEventOf(event: Event): RecordedEvent {
  const { actorSeq: _, ...recorded } = event;
  return recorded;
}

/** Seals an event behind `previous`, the hash of the entry before it or the chain's genesis. */
export function entryOf(
  campaign: string,
  event: RecordedEvent,
  recordedAt: number,
  names: Names,
  previous: Hash,
): Entry {
  const { node, seq } = event;
  return sealed({ kind: 'entry', format: 1, campaign, node, seq, event, recordedAt, names, previous });
}

export function refusalOf(
  campaign: string,
  seq: number,
  refused: Pick<RefusalEntry, 'request' | 'command' | 'rejection' | 'recordedAt' | 'names'>,
  previous: Hash,
): RefusalEntry {
  const { request, command, rejection, recordedAt, names } = refused;
  return sealed({
    kind: 'refusal',
    format: 1,
    campaign,
    seq,
    request,
    command,
    rejection,
    recordedAt,
    names,
    previous,
  });
}

/** @param heads of all chains; @param moved those of them that differ from the checkpoint before */
export function checkpointOf(
  campaign: string,
  seq: number,
  recordedAt: number,
  heads: Readonly<Record<string, Head>>,
  moved: Readonly<Record<string, Head>>,
  previous: Hash,
): Checkpoint {
  const root = rootOf(heads);
  return sealed({ kind: 'checkpoint', format: 1, campaign, seq, recordedAt, moved, root, previous });
}

/** RFC 8785 sorts the names, so the order of insertion does not matter. */
export function rootOf(heads: Readonly<Record<string, Head>>): Hash {
  return hashOf(heads);
}

/** Whether a link's hash is the one its content gives. */
export function isIntact(link: { readonly hash: Hash }): boolean {
  const { hash, ...content } = link;
  return hashOf(content) === hash;
}

function sealed<T extends object>(content: T): T & { readonly hash: Hash } {
  return { ...content, hash: hashOf(content) };
}
