/**
 * What actors receive: batches of commands, what other actors tell, the host's own acknowledgement, the passing of time.
 */
import type { Decide, Facts, ReviewDefinition } from '../campaign/definition.ts';
import type { ActorKey, Hash, NodeKey, StageId, StepId } from '../campaign/keys.ts';
import type { Decimal } from '../expression/decimal.ts';
import type { ScoreRule } from '../expression/score.ts';
import type { RosterChange } from '../roster/roster-slice.ts';
import type { CalendarSlice } from '../time/calendar.ts';
import type { Instant } from '../time/civil-date.ts';
import type { Command } from './command.ts';
import type { CaseCause, Event } from './event.ts';
import type { Rejection } from './rejection.ts';

/** How a step stands below a node: counts and a root over what was produced, never rows. */
export interface StepReport {
  readonly total: number;
  readonly done: number;
  readonly root: Hash;
  /** Of a score that is ranked above: the points of each node. */
  readonly points?: Readonly<Record<NodeKey, RankedPoints>>;
}

/** The total of a node, and the version of the yardstick that it was judged by. */
export interface RankedPoints {
  readonly total: Decimal;
  readonly version: Hash;
}

/** Places of so many, as somebody above ranked them; each node is told those at it and below it. */
export interface RankedPlaces {
  readonly from: NodeKey;
  readonly of: number;
  readonly places: Readonly<Record<NodeKey, number>>;
}

/** yardstick → source → places */
export type Ranking = Readonly<Record<string, Readonly<Record<string, RankedPlaces>>>>;

/** How a meeting counts on a review, and the outcome that its agreement leads to. */
export interface MeetingRule {
  readonly definition: Hash;
  readonly decide: Extract<Decide, { readonly mode: 'meeting' }>;
  readonly forward: string;
}

/** Between nodes. Snapshots: the newest counts. Orders: numbered per pair, held until contiguous. */
export type NodeMessage =
  | { readonly kind: 'report'; readonly steps: Readonly<Record<StepId, StepReport>> }
  | {
      readonly kind: 'permission';
      readonly done: Readonly<Record<StepId, number>>;
      /** When, of steps that limits below count from. */
      readonly at?: Readonly<Record<StepId, Instant>>;
      readonly ranking?: Ranking;
      /** Which yardsticks that were made above bind what opens now; their content comes by order. */
      readonly yardsticks?: Readonly<Record<string, Hash>>;
      readonly closed: boolean;
    }
  | { readonly kind: 'order'; readonly order: Order };

export type Order =
  | {
      readonly kind: 'reopen';
      readonly steps: readonly StepId[];
      readonly items: readonly string[];
      readonly reasons: readonly string[];
      readonly opinion: Hash | null;
      readonly due: Instant | null;
      readonly from: NodeKey;
      /** What was produced stays in effect until it is done again. */
      readonly inEffect?: true;
    }
  | {
      readonly kind: 'row-settled';
      readonly step: StepId;
      readonly round: number;
      readonly scale: string;
      readonly declared: { readonly source: string; readonly value: string };
      readonly approved: { readonly source: string; readonly value: string };
    }
  | {
      readonly kind: 'table';
      readonly meeting: string;
      readonly step: StepId;
      readonly stage: StageId;
      readonly round: number;
      readonly hash: Hash;
      readonly role: string;
    }
  | {
      readonly kind: 'tabled';
      readonly meeting: string;
      readonly review: string;
      readonly code: string | null;
      readonly fillers: readonly string[];
      readonly recused: readonly string[];
      /** What it is decided by: its own pinned definition, which the meeting need not know; null when it is not tabled. */
      readonly rule: MeetingRule | null;
    }
  | { readonly kind: 'review'; readonly review: ReviewDefinition; readonly move: boolean; readonly reason: Hash }
  | { readonly kind: 'calendar'; readonly calendar: CalendarSlice; readonly reason: Hash }
  /** Downward from where it was made. */
  | { readonly kind: 'yardstick'; readonly id: string; readonly version: Hash; readonly rule: ScoreRule }
  /** A procedure is opened at a place above. */
  | {
      readonly kind: 'open-case';
      readonly procedure: string;
      readonly facts: Facts;
      readonly reason: Hash | null;
      readonly cause: CaseCause;
    }
  | { readonly kind: 'take-off'; readonly meeting: string; readonly step: StepId }
  | { readonly kind: 'roster'; readonly changes: readonly RosterChange[]; readonly rosterHash: Hash };

/** A told message with its address. `epoch` counts the sender's lives, `seq` the messages of this pair and class. */
export interface Told {
  readonly from: NodeKey;
  readonly to: NodeKey;
  readonly epoch: number;
  readonly seq: number;
  readonly message: NodeMessage;
}

export interface Batch {
  /** The batch's request id; equals the command's in a batch of one. */
  readonly id: string;
  readonly commands: readonly Command[];
  /** Through which of this actor's events (`actorSeq`) the registry is complete. */
  readonly recordedThrough: number;
}

export type Answer =
  | { readonly request: string; readonly ok: true; readonly node: NodeKey; readonly seq: number }
  | { readonly request: string; readonly ok: false; readonly rejection: Rejection };

export interface BatchAnswer {
  readonly answers: readonly Answer[];
  /** Every event of the turn, also those at other nodes of the actor, in order. */
  readonly events: readonly Event[];
}

export type Message =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'told'; readonly told: readonly Told[] }
  /** Answers to a `deliver` effect; `key` is the effect's. */
  | { readonly kind: 'delivered'; readonly key: string; readonly node: NodeKey; readonly answers: readonly Answer[] }
  /** The registry holds this actor's events through this number. */
  | { readonly kind: 'recorded'; readonly through: number }
  | { readonly kind: 'clock' };

/** What a host carries out. Each has a key, unique in the campaign, so that doing it twice is harmless. */
export type Effect =
  | { readonly kind: 'start'; readonly key: string; readonly actors: readonly ActorKey[] }
  | { readonly kind: 'tell'; readonly key: string; readonly actor: ActorKey; readonly told: readonly Told[] }
  | {
      readonly kind: 'deliver';
      readonly key: string;
      readonly node: NodeKey;
      readonly actor: ActorKey;
      readonly commands: readonly Command[];
    };
