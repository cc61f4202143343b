/**
 * The durable shape: what an actor keeps, as JSON, in our own words. A state names its format, the kernel edition it was opened
 * with and the hash of its definition; nothing of XState is stored.
 */
import type { Facts, NodeDefinition, ReviewDefinition } from '../campaign/definition.ts';
import type { Hash, NodeKey, PersonId, RoleId, StageId, StepId, TaskId } from '../campaign/keys.ts';
import type { Decimal } from '../expression/decimal.ts';
import type { ScoreRule } from '../expression/score.ts';
import type { Value } from '../expression/tree.ts';
import type { RosterSlice } from '../roster/roster-slice.ts';
import type { CalendarSlice } from '../time/calendar.ts';
import type { Instant } from '../time/civil-date.ts';
import type { Limit } from '../time/limit.ts';
import type { Command, ManifestItem, Verdict } from './command.ts';
import type { Event } from './event.ts';
import type { ItemState } from './items.ts';
import type { Answer, MeetingRule, Ranking, StepReport, Told } from './message.ts';

export type StepPlace = 'waiting' | 'open' | 'done' | 'left-out' | 'closed';

export interface Output {
  readonly version: Hash;
  readonly material: Hash;
  readonly facts: Facts;
  readonly items: readonly ManifestItem[];
  /** In whose right it was handed in: the holder also when a substitute did it. */
  readonly by: PersonId;
  /** Whose hand it was. */
  readonly hand: PersonId;
  readonly round: number;
}

export interface StepState {
  place: StepPlace;
  round: number;
  openedAt: Instant | null;
  /** When it was done last; kept only where a limit counts from it. */
  doneAt?: Instant;
  /** Waiting in the middle of a round: it goes on with the same round. */
  held?: boolean;
  /** What the step produced last; kept while a later round is open. */
  output?: Output;
  /** Bound on the next submission: accepted items that stay as they are. */
  locked?: Readonly<Record<string, Hash>>;
  /** Items flagged by the last return, with reasons. */
  flagged?: readonly Verdict[];
  /** A due given by a return or an order; else the definition's. */
  givenDue?: Instant | null;
  /** Of the present round, computed once when it opened. */
  dueAt?: Instant | null;
  /** What it was counted from, unless somebody gave it; it moves with the calendar. */
  counted?: { readonly limit: Limit; readonly from: Instant };
  /** What was chosen by rule when the present round opened, by key, as an index into the definition's choices. */
  chosen?: Readonly<Record<string, number>>;
  /** An owner went on without these many below. */
  wentOn?: number;
  /** asking */
  comments?: Record<
    string,
    {
      text: Hash;
      disposition: string | null;
      by: PersonId | null;
      /** Kept where what is adopted is acted on, and whether it was. */
      about?: readonly string[];
      handled?: true;
    }
  >;
  until?: Instant | null;
  /** What was recorded of its standing before the public. */
  proofs?: { readonly start?: Hash; readonly end?: Hash };
  /** It has been shown, and waits until what was objected to is done again. */
  revising?: true;
  /** Done again while what it produced stays in effect. */
  inEffect?: true;
  /** questions: who answered; and what was given, in an order that says nothing of who gave it */
  replies?: {
    readonly round: number;
    readonly people: readonly PersonId[];
    readonly given: readonly { readonly group: RoleId; readonly facts: Facts; readonly by: PersonId | null }[];
  };
  /** What was found out, as expressions read it: answers taken together, a comparison. */
  results?: Readonly<Record<string, Value>>;
  /** The version of the yardstick that its present round is bound to. */
  yardstick?: Hash;
  /** sending */
  sentAt?: Instant;
  package?: Hash;
  /** a roll-up's or a grade's result, for what rests on it */
  root?: Hash;
}

/** What a node was given under a version of a yardstick. */
export interface Points {
  readonly total: Decimal;
  readonly version: Hash;
  readonly criteria: Readonly<Record<string, Decimal>>;
}

export interface MadeYardstick {
  readonly current: Hash;
  readonly versions: Readonly<Record<Hash, ScoreRule>>;
}

/** One decision or open vote of a pass. */
export interface Judgement {
  stage: StageId;
  /** An outcome of the stage, or a choice (`for`, `against`, `abstained`) where it votes. */
  outcome: string;
  /** Whose hand it was; null when a body decided without one. */
  by: PersonId | null;
  /** In whose right, when that is another. */
  right?: PersonId;
  round: number;
  verdicts: readonly Verdict[];
  reasons?: readonly string[];
  opinion?: Hash;
  at: Instant;
}

/** Somebody who is asked at a stage that several decide. */
export interface Seat {
  /** In whose right. */
  right: PersonId;
  /** 加签: added by another, to be heard before or after them. */
  added?: { by: PersonId; when: 'before' | 'after' };
}

/** A stage that several decide, while it is open. */
export interface Sitting {
  /** Of the stage's entry: what was said in earlier rounds is not of this sitting. */
  round: number;
  /** In the order in which they are asked. */
  seats: Seat[];
  /** A secret ballot: first everybody draws, then everybody casts; nothing joins the two. */
  ballot?: {
    place: 'issuing' | 'drawing' | 'casting';
    /** Hashes of tokens not yet cast. */
    open: Hash[];
    drawn: PersonId[];
    cast: { for: number; against: number; abstained: number };
  };
}

/** What a branch has come to; `at` its stage, or an end. */
export interface BranchState {
  place: string;
  /** It sent back and waits for the others to be heard. */
  back?: { stage: StageId; decision: ReturnOrder };
}

/** What whoever returned it ordered. */
export interface ReturnOrder {
  outcome: string;
  reasons: readonly string[];
  opinion: Hash | null;
  verdicts: readonly Verdict[];
  due?: Instant;
  target?: StageId;
  then?: 'walk-again' | 'straight-back';
}

export interface ReviewState {
  /** An entry of its course (a stage or group id), or `waiting`, `returned`, `approved`, `ended`, `withdrawn`. */
  place: string;
  round: number;
  /** Of the version under review. */
  hash: Hash | null;
  /** Pinned: a newer definition moves it only by an audited act. */
  definitionHash: Hash;
  /** In whose right the version was handed in, and whose hand it was: neither judges it. */
  fillers: PersonId[];
  /** At a group: where each branch stands. */
  branches?: Record<string, BranchState>;
  /** Stages that several decide, while they are open. */
  sittings?: Record<StageId, Sitting>;
  /** Who stood aside; for all stages and rounds. */
  recused?: PersonId[];
  /** Of whom it is asked, and by whom; until answered they do not decide. */
  demands?: { person: PersonId; by: PersonId; reason: Hash }[];
  /** Where straight-back returns come back to: a stage, or the stages of the branches that returned. */
  back?: StageId[];
  /** A return to an earlier entry that comes straight back: from there the review goes on where it was. */
  resume?: { after: StageId; at: StageId };
  /** This pass visits only these stages (a short review). */
  only?: StageId[];
  tabled?: { meeting: string; node: NodeKey; stage: StageId };
  /** What was chosen by rule at stages when they were entered. */
  chosen?: Readonly<Record<StageId, Readonly<Record<string, number>>>>;
  /** Judgements of this pass, newest last; earlier rounds are in the ledger. */
  decisions: Judgement[];
  /** Of the version before, while the next one is awaited: the difference is shown when it comes. */
  items?: { item: string; hash: Hash }[];
  /** What was left of a paused limit, in milliseconds. */
  left?: Record<StageId, number>;
  /** Who has a copy, and when they marked it read. */
  copies?: Record<PersonId, Instant | null>;
  /** What was approved has changed materially since. */
  outdated?: boolean;
}

export interface Task {
  step: StepId;
  stage?: StageId;
  /** In whose right, where each of several has a task of their own. */
  seat?: PersonId;
  round: number;
  role: RoleId;
  owners: PersonId[];
  stuck: boolean;
  openedAt: Instant;
  due: Instant | null;
  /** The due was computed from this limit and moves with the calendar. */
  limit?: Limit;
  /** Ladder rows not yet fired, in time order. */
  ladder: { at: Instant; what: 'remind' | 'overdue' | 'escalate'; to?: RoleId; number: number }[];
  /** Assigned by hand: a change of holders does not move it. */
  assigned?: boolean;
  /** 委派: who asked the owner to prepare it, and decides. */
  delegatedBy?: PersonId[];
  urgedAt?: Instant;
  overdue: boolean;
}

export interface MeetingState {
  place: 'tabling' | 'sitting' | 'dispatching' | 'closed';
  role: RoleId;
  /** review key → where it stands */
  agenda: Record<
    string,
    {
      node: NodeKey;
      step: StepId;
      stage: StageId;
      round: number;
      hash: Hash;
      fillers: PersonId[];
      /** Who stood aside from it before it was tabled. */
      recused: PersonId[];
      /** Of `rules`, once it is tabled. */
      rule?: string;
      /** `asked`, `tabled`, `off`, or the code of the refusal */
      answer: string;
    }
  >;
  /** What the tabled reviews are decided by: definition and stage → rule; most have the same. */
  rules: Record<string, MeetingRule>;
  /** review key → the answer to its delivery */
  delivered: Record<string, string | null>;
  expected: string[];
}

/** What is to happen to a place on its day. */
export interface Awaited {
  readonly at: Instant;
  readonly what:
    | { readonly kind: 'close'; readonly place: NodeKey; readonly into: NodeKey | null }
    | { readonly kind: 'happening'; readonly event: 'holder-changed' | 'place-closed' };
}

export interface NodeState {
  key: NodeKey;
  /** Of its last event. */
  seq: number;
  closed: boolean;
  steps: Record<StepId, StepState>;
  reviews: Record<StepId, ReviewState>;
  tasks: Record<TaskId, Task>;
  meetings: Record<string, MeetingState>;
  /** Administrative acts that wait for a second person, by the request that proposed them. */
  acts?: Record<string, { command: Command; by: PersonId; at: Instant }>;
  /** scale → source → grade */
  grades: Record<string, Record<string, string>>;
  /** Of items that rules grade: step → item. */
  items?: Readonly<Record<StepId, Readonly<Record<string, ItemState>>>>;
  /** yardstick → source → points */
  scores?: Readonly<Record<string, Readonly<Record<string, Points>>>>;
  /** Place among siblings; yardstick → source → place */
  ranks?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Places of the nodes that are ranked here. */
  ranking?: Ranking;
  /** Yardsticks that the run made, here or above: the one that binds what opens, and those before it, which what has opened goes by. */
  yardsticks?: Readonly<Record<string, MadeYardstick>>;
  cases: {
    procedure: string;
    number: number;
    /** Where something opened it by itself, and when. */
    by?: string;
    at?: Instant;
    /** Kept where something looks at it. */
    endedAt?: Instant;
  }[];
  /** Per procedure and `at` or `least`: which of its times or periods comes next. */
  clocked?: Readonly<Record<string, number>>;
  /** Changes of the place that are known and come on a later day. */
  awaits?: readonly Awaited[];
  /** Its place, or one above it, was closed; `over` when the campaign closed too. */
  gone?: { readonly place: NodeKey; readonly over?: true };
  /** Of a case: what it was opened with. */
  case?: { procedure: string; subject: NodeKey; facts: Facts; at?: Instant; endedAt?: Instant };
  /** Newest snapshots. */
  below: Record<NodeKey, { steps: Readonly<Record<StepId, StepReport>> }>;
  above: {
    done: Readonly<Record<StepId, number>>;
    at?: Readonly<Record<StepId, Instant>>;
    ranking?: Ranking;
    yardsticks?: Readonly<Record<string, Hash>>;
  };
  /** What the last snapshot sent up, and down, said in short, so that only changes are sent. */
  sentUp?: string;
  sentDown?: string;
  /** Message numbers per pair: `>to` sent, `<from` received; orders that came early wait. */
  cursors: Record<string, number>;
  early: Told[];
  /** Which change of holders was last looked at. */
  rosterSeen: Instant;
}

export interface ActorState {
  format: 1;
  edition: number;
  definitionHash: Hash;
  epoch: number;
  /** Time never runs backwards in an actor. */
  at: Instant;
  /** Of its last event, over all its nodes. */
  seq: number;
  /** The registry holds its events through this number. */
  recorded: number;
  /** Events not yet known to be recorded. */
  log: Event[];
  /**
   * Answers by request, so that a repeat gives the same: all beyond `recorded`, and the latest of those before it, because a sender
   * that was away may repeat a request after its record was made.
   */
  requests: Record<string, { answer: Answer; from: number; to: number }>;
  /** Answers to requests whose events end by this number may be forgotten. */
  forgotten: number;
  nodes: Record<NodeKey, NodeState>;
  /** Changed by audited messages only. */
  roster: RosterSlice;
  rosterHash: Hash;
  /** Newer than the definition's: by review id; and every version that some review in flight may still be on, by hash. */
  reviews?: { current: Readonly<Record<string, Hash>>; versions: Readonly<Record<Hash, ReviewDefinition>> };
  /** Newer than the definition's. */
  calendar?: CalendarSlice;
  /** Places that came since the campaign was compiled, parents before children. */
  added?: readonly NodeDefinition[];
  /** Facts of places that changed since the campaign was compiled. */
  placeFacts?: Readonly<Record<NodeKey, Facts>>;
  /** Of the last effect, for its key. */
  effects: number;
}
