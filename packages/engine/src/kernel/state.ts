/**
 * The durable shape: what an actor keeps, as JSON, in our own words. A state names its format, the kernel edition it was opened
 * with and the hash of its definition; nothing of XState is stored.
 */
import type { Facts } from '../campaign/definition.ts';
import type { Hash, NodeKey, PersonId, RoleId, StageId, StepId, TaskId } from '../campaign/keys.ts';
import type { RosterSlice } from '../roster/roster-slice.ts';
import type { Instant } from '../time/civil-date.ts';
import type { ManifestItem, Verdict } from './command.ts';
import type { Event } from './event.ts';
import type { Answer, StepReport, Told } from './message.ts';

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
  /** An owner went on without these many below. */
  wentOn?: number;
  /** asking */
  comments?: Record<string, { text: Hash; disposition: string | null; by: PersonId | null }>;
  until?: Instant | null;
  /** sending */
  sentAt?: Instant;
  package?: Hash;
  /** a roll-up's or a grade's result, for what rests on it */
  root?: Hash;
}

export interface ReviewState {
  /** A stage id of its definition, or `waiting`, `returned`, `approved`, `ended`, `withdrawn`. */
  place: string;
  round: number;
  /** Of the version under review. */
  hash: Hash | null;
  definitionHash: Hash;
  /** In whose right the version was handed in, and whose hand it was: neither judges it. */
  fillers: PersonId[];
  /** Where a straight-back return comes back to. */
  back?: StageId;
  tabled?: { meeting: string; node: NodeKey };
  /** Decisions of this pass, newest last; earlier rounds are in the ledger. */
  decisions: {
    stage: StageId;
    outcome: string;
    by: PersonId | null;
    round: number;
    verdicts: readonly Verdict[];
    at: Instant;
  }[];
  /** Of the version before, while the next one is awaited: the difference is shown when it comes. */
  items?: { item: string; hash: Hash }[];
}

export interface Task {
  step: StepId;
  stage?: StageId;
  round: number;
  role: RoleId;
  owners: PersonId[];
  stuck: boolean;
  openedAt: Instant;
  due: Instant | null;
  /** Ladder rows not yet fired, in time order. */
  ladder: { at: Instant; what: 'remind' | 'overdue' | 'escalate'; to?: RoleId; number: number }[];
  /** Assigned by hand: a change of holders does not move it. */
  assigned?: boolean;
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
      /** `asked`, `tabled`, `off`, or the code of the refusal */
      answer: string;
    }
  >;
  /** review key → the answer to its delivery */
  delivered: Record<string, string | null>;
  expected: string[];
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
  /** scale → source → grade */
  grades: Record<string, Record<string, string>>;
  cases: { procedure: string; number: number }[];
  /** Of a case: what it was opened with. */
  case?: { procedure: string; subject: NodeKey; facts: Facts };
  /** Newest snapshots. */
  below: Record<NodeKey, { steps: Readonly<Record<StepId, StepReport>> }>;
  above: { done: Readonly<Record<StepId, number>> };
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
  /** Facts of places that changed since the campaign was compiled. */
  placeFacts?: Readonly<Record<NodeKey, Facts>>;
  /** Of the last effect, for its key. */
  effects: number;
}
