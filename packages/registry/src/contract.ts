/**
 * What the registry offers: storage of campaigns, content, requests, the ledger, its projections and the outbox.
 * Everything is ids, hashes and JSON of the engine; it must not know workflows, and it decides nothing.
 */
import type {
  ActorKey,
  Answer,
  Campaign,
  Command,
  Event,
  Hash,
  NodeKey,
  PersonId,
  Rejection,
  StepId,
  TaskId,
} from '@lianfang/engine/kernel';
import type {
  AgendaEntryView,
  Checkpoint,
  CommentView,
  CopyView,
  ReviewSheet as CourseSheet,
  Entry,
  GradeView,
  ItemDifference,
  LedgerLine,
  Manifest,
  ManifestForm,
  MeetingView,
  RefusalEntry,
  ReviewNames,
  ReviewView,
  StepView,
  Unsealed,
} from '@lianfang/engine/record';

/** Milliseconds since the epoch. Dues and happenings are campaign time, recordings are wall time. */
export type Millis = number;

export interface ClockSetting {
  readonly origin: Millis;
  readonly startedAt: Millis;
  readonly rate: number;
}

export interface PersonName {
  readonly person: PersonId;
  readonly name: string;
}

export interface SaveCampaign {
  readonly campaign: Campaign;
  readonly planText: string;
  readonly rosterText: string;
  readonly clock: ClockSetting;
  readonly people: readonly PersonName[];
  /** The campaign it starts from, stored before. */
  readonly from?: string;
}

export interface CampaignSummary {
  readonly id: string;
  readonly hash: Hash;
  readonly title: string;
  readonly period: string;
  readonly clock: ClockSetting;
  readonly state: 'running' | 'closed';
  readonly savedAt: Millis;
  readonly closedAt: Millis | null;
  /** The campaign it starts from. */
  readonly from: string | null;
}

export interface StoredCampaign extends CampaignSummary {
  readonly campaign: Campaign;
  readonly planText: string;
  readonly rosterText: string;
}

export interface VersionInput {
  readonly campaign: string;
  readonly node: NodeKey;
  readonly step: StepId;
  readonly round: number;
  readonly form: ManifestForm;
  /** Already checked against the form: rows have ids of their own, facts are facts. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly author: PersonId;
}

/** A version with its hashes, not yet stored: hand it to `openRequests` together with the command that names it. */
export interface PreparedVersion extends VersionInput {
  readonly manifest: Manifest;
}

/** A text with its salted hash, not yet stored. */
export interface PreparedText {
  readonly hash: Hash;
  readonly salt: string;
  readonly text: string;
}

export interface StoredVersion {
  readonly hash: Hash;
  readonly lineage: string;
  readonly salt: string;
  readonly form: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly manifest: Manifest;
}

/** One storing of a version: the same content may come again in a later round or year. */
export interface VersionUse extends StoredVersion {
  readonly campaign: string;
  readonly node: NodeKey;
  readonly step: StepId;
  readonly round: number;
  readonly author: PersonId;
  readonly storedAt: Millis;
}

export interface OpenRequests {
  readonly campaign: string;
  readonly actor: ActorKey;
  /** The id of the batch, which is the id of the Update that carries it. */
  readonly batch: string;
  readonly commands: readonly Command[];
  /** Who sends: unique per sending process. */
  readonly holder: string;
  readonly leaseSeconds: number;
  readonly versions?: readonly PreparedVersion[];
  readonly texts?: readonly PreparedText[];
}

export type RequestStatus = 'pending' | 'accepted' | 'refused';

export interface RequestRow {
  readonly campaign: string;
  readonly request: string;
  readonly batch: string;
  readonly actor: ActorKey;
  readonly node: NodeKey;
  /** As first stored: what is sent, also when a repeat came with another text. */
  readonly command: Command;
  readonly commandHash: Hash;
  readonly status: RequestStatus;
  /** Null while pending. */
  readonly answer: Answer | null;
  readonly leaseHolder: string | null;
  readonly leaseUntil: Millis | null;
  readonly openedAt: Millis;
  readonly answeredAt: Millis | null;
}

export interface OpenedRequest extends RequestRow {
  /** Pending, and the caller's holder has the lease: send it, under `batch`. */
  readonly mine: boolean;
}

export interface PendingBatch {
  readonly campaign: string;
  readonly actor: ActorKey;
  readonly batch: string;
  readonly commands: readonly Command[];
}

export interface RecordInput {
  readonly campaign: string;
  readonly actor: ActorKey;
  /** Any part of what the actor reported, in any order, also again. */
  readonly events: readonly Event[];
  /** Durable answers (they are in history), also refusals inside a mixed batch. */
  readonly answers?: readonly Answer[];
}

export interface Recorded {
  /** The actor's watermark: its events are complete through this `actorSeq`. */
  readonly through: number;
  /** How many of the events were new. */
  readonly added: number;
  /** Requests that had been refused and turn out accepted; their signers are told by the outbox. */
  readonly overruled: readonly string[];
}

export interface KnownNode {
  /** Complete through this `seq`. */
  readonly through: number;
  /** Known beyond a gap. */
  readonly beyond: readonly number[];
}

export interface KnownEvents {
  readonly recordedThrough: number;
  readonly nodes: Readonly<Record<NodeKey, KnownNode>>;
}

/** One thing that waits, or waited, for somebody. */
export interface InboxTask {
  readonly campaign: string;
  readonly node: NodeKey;
  readonly nodeName: string;
  readonly task: TaskId;
  readonly step: StepId;
  readonly stage: string | null;
  readonly round: number;
  readonly role: string;
  /** In whose right, where each of several has a task of their own. */
  readonly seat: PersonId | null;
  readonly owners: readonly PersonId[];
  /** 委派: who asked the owners to prepare it; they hand it back. */
  readonly delegatedBy: readonly PersonId[];
  readonly stuck: boolean;
  readonly openedAt: Millis;
  readonly due: Millis | null;
  readonly overdue: boolean;
  readonly reminders: number;
  readonly urged: number;
  readonly escalatedTo: readonly PersonId[];
  readonly level: number;
  /** Of the version a stage decides on. */
  readonly hash: Hash | null;
}

export interface StepCount {
  readonly step: StepId;
  readonly name: string;
  readonly part: string;
  readonly total: number;
  /** Not yet opened, or held again. */
  readonly waiting: number;
  readonly open: number;
  readonly done: number;
  readonly late: number;
  readonly leftOut: number;
  readonly closed: number;
  readonly overdue: number;
}

export interface Progress {
  readonly campaign: string;
  readonly steps: readonly StepCount[];
  /** By node of the layer asked for (absent: the one below the root's). */
  readonly units: readonly { readonly node: NodeKey; readonly name: string; readonly steps: readonly StepCount[] }[];
  readonly openTasks: number;
  readonly overdueTasks: number;
  readonly stuckTasks: number;
}

export interface StepRow extends Readonly<StepView> {
  readonly node: NodeKey;
}

export interface GradeRow extends Readonly<GradeView> {
  readonly node: NodeKey;
}

export interface CommentRow extends Readonly<CommentView> {
  readonly node: NodeKey;
}

export interface ReviewRow extends Readonly<ReviewView> {
  readonly node: NodeKey;
}

/** 审批单 with what the registry knows beside the ledger: names of places, and what the campaign before approved. */
export interface ReviewSheet extends ReviewRow, CourseSheet {
  readonly nodeName: string;
  readonly stepName: string;
  /** Review definitions that came while the campaign ran: their stages have names too. */
  readonly newer: readonly ReviewNames[];
  /** The version under review against what the campaign before approved; null where there is nothing to compare with. */
  readonly sinceBefore: SinceBefore | null;
}

/** 抄送 that its receiver has not marked read: 待阅. */
export interface InboxCopy extends Readonly<CopyView> {
  readonly campaign: string;
  readonly node: NodeKey;
  readonly nodeName: string;
}

export interface SinceBefore extends ItemDifference {
  readonly campaign: string;
  /** As approved there. */
  readonly version: Hash;
}

export interface MeetingSheet extends Readonly<MeetingView> {
  readonly campaign: string;
  readonly node: NodeKey;
  readonly nodeName: string;
  /** Of everybody in the entries of the meeting, as they were. */
  readonly names: Readonly<Record<PersonId, string>>;
}

export type MeetingEntry = Readonly<AgendaEntryView>;

export interface LedgerQuery {
  readonly node?: NodeKey;
  /** The `cursor` of the last row seen; absent: from the start. Of a node it is the sequence, of the campaign the order of arrival. */
  readonly after?: number;
  readonly limit: number;
}

export interface LedgerRow {
  readonly cursor: number;
  /** With `previous` and `hash` once the sealer has been there. */
  readonly entry: Entry | Unsealed;
}

export interface Missing {
  readonly node: NodeKey;
  readonly name: string;
  readonly step: StepId;
  readonly place: 'waiting' | 'open' | 'held' | 'closed';
}

export interface OutboxMessage {
  readonly id: number;
  readonly campaign: string;
  readonly key: string;
  readonly channel: string;
  readonly to: PersonId;
  readonly template: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly status: 'queued' | 'claimed' | 'sent' | 'unknown';
  /** One for all attempts, so that a receiver can drop a second copy. */
  readonly messageId: string;
  readonly queuedAt: Millis;
}

export interface AddedPlace {
  readonly node: NodeKey;
  readonly layer: string;
  readonly name: string;
  readonly parent: NodeKey;
  readonly actor: string;
}

export interface Registry {
  /** Brings the database to this build's schema. Any number of processes may call it at once. @returns ids applied by this call */
  migrate(): Promise<readonly string[]>;
  close(): Promise<void>;

  /**
   * Idempotent. @throws RegistryFault `registry.campaign-differs` when the id is taken by another definition or starts from another
   * campaign, `registry.campaign-unknown` when the one it starts from is not there
   */
  saveCampaign(input: SaveCampaign): Promise<CampaignSummary>;
  getCampaign(id: string): Promise<StoredCampaign | null>;
  listCampaigns(): Promise<readonly CampaignSummary[]>;
  closeCampaign(id: string): Promise<void>;
  /** Names as of now; entries recorded before keep theirs. */
  savePeople(campaign: string, people: readonly PersonName[]): Promise<void>;
  peopleOf(campaign: string): Promise<Readonly<Record<PersonId, string>>>;

  prepareVersion(input: VersionInput): Promise<PreparedVersion>;
  /** @throws RegistryFault `registry.unstorable` for text that PostgreSQL cannot hold unchanged (NUL, lone surrogates) */
  prepareText(text: string): PreparedText;
  /** `prepareVersion` and store, for content without a command. */
  storeVersion(input: VersionInput): Promise<PreparedVersion>;
  storeText(text: string): Promise<Hash>;
  readText(hash: Hash): Promise<string | null>;
  readTexts(hashes: readonly Hash[]): Promise<Readonly<Record<Hash, string>>>;
  /** With its salt, so that the hash can be proved. */
  textProof(hash: Hash): Promise<PreparedText | null>;
  version(hash: Hash): Promise<StoredVersion | null>;
  versionsOf(campaign: string, node: NodeKey, step: StepId): Promise<readonly VersionUse[]>;
  /** What was last approved of a step's declaration; of a step that no review is about, what was last handed in and accepted. */
  approvedVersion(campaign: string, node: NodeKey, step: StepId): Promise<StoredVersion | null>;
  /** `approvedVersion` of the campaign that this one starts from, for the steps that continue. */
  versionBefore(
    campaign: string,
    node: NodeKey,
    step: StepId,
  ): Promise<(StoredVersion & { readonly campaign: string }) | null>;

  /** Content and requests in one transaction; a repeat stores nothing and gives the stored row. In the order of the commands. */
  openRequests(input: OpenRequests): Promise<readonly OpenedRequest[]>;
  /** Takes or prolongs the lease of pending requests whose lease is free, lapsed or the holder's own. @returns the ids held now */
  takeLease(
    campaign: string,
    requests: readonly string[],
    holder: string,
    leaseSeconds: number,
  ): Promise<readonly string[]>;
  /** For the relay: leases up to `limit` pending requests, opened before `olderThanSeconds` ago, that nobody holds. */
  pendingRequests(input: {
    readonly olderThanSeconds: number;
    readonly limit: number;
    readonly holder: string;
    readonly leaseSeconds: number;
  }): Promise<readonly PendingBatch[]>;
  /** Which of these requests have no answer yet. */
  pendingAmong(campaign: string, requests: readonly string[]): Promise<readonly string[]>;
  request(campaign: string, request: string): Promise<RequestRow | null>;
  requestsOf(campaign: string): Promise<readonly RequestRow[]>;
  /** Pending to refused, for those whose lease the holder has now. @returns the ids recorded; tell only these their refusal */
  recordRefusals(input: {
    readonly campaign: string;
    readonly holder: string;
    readonly refusals: readonly { readonly request: string; readonly rejection: Rejection }[];
  }): Promise<readonly string[]>;

  /** Makes and keeps the tokens of a secret ballot, named by the request that will issue them; a repeat gives what is left of them. */
  prepareBallots(campaign: string, issue: string, count: number): Promise<readonly string[]>;
  /** Of an issue that was refused. */
  dropBallots(campaign: string, issue: string): Promise<void>;
  /**
   * Hands out one token at random and forgets it, once for each accepted `TakeBallot`. Null when that request has had its token, is not
   * accepted, or its ballots are not known to be issued yet. Neither the person nor the time is kept with a token.
   */
  drawBallot(campaign: string, request: string): Promise<string | null>;

  /** One transaction, idempotent by (node, seq). @throws RegistryFault `registry.event-differs` when a recorded event comes with other content */
  record(input: RecordInput): Promise<Recorded>;
  recordedThrough(campaign: string, actor: ActorKey): Promise<number>;
  /** What the registry has of an actor, to compare with the actor's state. */
  eventsKnown(campaign: string, actor: ActorKey): Promise<KnownEvents>;

  /** Seals what is contiguous. One sealer at a time; a second caller waits. @returns number of entries and refusals sealed */
  seal(campaign: string): Promise<number>;
  /** Seals, then closes all chains under one root. Gives the last one again when nothing was sealed since. */
  checkpoint(campaign: string): Promise<Checkpoint>;
  /** Takes a checkpoint and gives the whole ledger as of it, line by line; each line is one JSON value of the NDJSON file. */
  exportLedger(campaign: string): AsyncIterable<LedgerLine>;
  ledger(campaign: string, query: LedgerQuery): Promise<readonly LedgerRow[]>;
  refusals(campaign: string): Promise<readonly RefusalEntry[]>;

  inboxOf(campaign: string, person: PersonId): Promise<readonly InboxTask[]>;
  /** What was given to a person to read and is not marked read; the oldest first. */
  copiesFor(campaign: string, person: PersonId): Promise<readonly InboxCopy[]>;
  openTasks(campaign: string, node?: NodeKey): Promise<readonly InboxTask[]>;
  /** What nobody was found for. */
  stuck(campaign: string): Promise<readonly InboxTask[]>;
  progress(campaign: string, layer?: string): Promise<Progress>;
  stepsAt(campaign: string, node: NodeKey): Promise<readonly StepRow[]>;
  gradesAt(campaign: string, node: NodeKey): Promise<readonly GradeRow[]>;
  commentsAt(campaign: string, node: NodeKey, step: StepId): Promise<readonly CommentRow[]>;
  reviews(campaign: string): Promise<readonly ReviewRow[]>;
  review(campaign: string, key: string): Promise<ReviewSheet | null>;
  meetings(campaign: string): Promise<readonly MeetingSheet[]>;
  meeting(campaign: string, node: NodeKey, meeting: string): Promise<MeetingSheet | null>;
  cases(campaign: string): Promise<
    readonly {
      readonly case: NodeKey;
      readonly subject: NodeKey;
      readonly procedure: string;
      readonly openedAt: Millis;
    }[]
  >;
  /** Places that came while the campaign ran, parents before children, each with the actor that hosts it. */
  addedPlaces(campaign: string): Promise<readonly AddedPlace[]>;
  /** The places below a step that it still waits for: the names for `GoOn`. */
  missingBelow(campaign: string, node: NodeKey, step: StepId): Promise<readonly Missing[]>;

  outbox: {
    /** Queued to claimed, oldest first. */
    claim(limit: number): Promise<readonly OutboxMessage[]>;
    markSent(ids: readonly number[]): Promise<void>;
    /** The outcome is not known: it is shown, and not sent again. */
    markUnknown(ids: readonly number[]): Promise<void>;
    /** Claims older than this, of a sender that died, become unknown. @returns how many */
    expireClaims(olderThanSeconds: number): Promise<number>;
    list(campaign: string): Promise<readonly OutboxMessage[]>;
  };
}
