/**
 * What people ask of a node. Facts, ids and hashes only: texts stay in the registry.
 * Every command names its request, so that a repeat gives the same answer, and is answered in full or refused.
 */
import * as z from 'zod';
import { RosterChange } from '../roster/roster-slice.ts';
import { Signer } from './signer.ts';

const Id = z.string().min(1).max(200);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Fact = z.union([z.string().max(200), z.number(), z.boolean(), z.null(), z.array(z.string().max(200)).max(100)]);
const Facts = z.record(Id, Fact);

/** One item of a submitted version: its identity, content and material hash, and the facts that rules read. */
export const ManifestItem = z.strictObject({ item: Id, hash: Hash, material: Hash, facts: Facts.optional() });
export type ManifestItem = z.infer<typeof ManifestItem>;

export const Verdict = z.strictObject({
  item: Id,
  outcome: Id,
  reasons: z.array(Id).max(20),
  /** A stated authority may set the fact that the review decides (a grade); both values stay. */
  value: Id.optional(),
});
export type Verdict = z.infer<typeof Verdict>;

const base = { request: Id, node: Id, signer: Signer };
const bound = { step: Id, round: z.int().min(1), hash: Hash };

export const Decision = {
  outcome: Id,
  reasons: z.array(Id).max(20),
  /** Of the written opinion; null when none is given. */
  opinion: Hash.nullable(),
  verdicts: z.array(Verdict).max(1000),
  /** An instant; for a return, else the review's own limit applies. */
  due: z.int().optional(),
  /** For a return: an earlier stage or group; absent: the filler. */
  target: Id.optional(),
  /** For a return, where the plan leaves it to whoever returns. */
  then: z.enum(['walk-again', 'straight-back']).optional(),
};

export const Choice = z.enum(['for', 'against', 'abstained']);
export type Choice = z.infer<typeof Choice>;

const People = z.array(Id).max(500);
const Count = z.int().min(0).max(500);

const OpenVote = z.strictObject({ for: People, against: People, abstained: People });
const counts = z.strictObject({ for: Count, against: Count, abstained: Count });

/** An open vote says who chose what; of a secret one only who voted and how many chose what, so that the two cannot be joined. */
export const Vote = z.union([OpenVote, z.strictObject({ voters: People, counts })]);
export type Vote = z.infer<typeof Vote>;

/** On record: of a secret vote with fewer ballots than the plan asks for only the result is said, `counts` is null. */
export const RecordedVote = z.union([OpenVote, z.strictObject({ voters: People, counts: counts.nullable() })]);
export type RecordedVote = z.infer<typeof RecordedVote>;

export const Command = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('Submit'),
    ...base,
    step: Id,
    round: z.int().min(1),
    version: Hash,
    material: Hash,
    facts: Facts,
    items: z.array(ManifestItem).max(1000),
  }),
  z.strictObject({ kind: z.literal('Withdraw'), ...base, ...bound }),
  z.strictObject({
    kind: z.literal('Decide'),
    ...base,
    ...bound,
    stage: Id,
    ...Decision,
    /** Only on what a meeting delivers. */
    meeting: Id.optional(),
  }),
  /** One member's vote at a stage that votes. Against needs what a return needs, if a failed vote sends back. */
  z.strictObject({
    kind: z.literal('Vote'),
    ...base,
    ...bound,
    stage: Id,
    choice: Choice,
    reasons: z.array(Id).max(20),
    opinion: Hash.nullable(),
    verdicts: z.array(Verdict).max(1000),
  }),
  /** The chair or whoever convenes ends a vote that has its quorum; with a secret ballot, first the drawing, then the casting. */
  z.strictObject({ kind: z.literal('CloseVote'), ...base, ...bound, stage: Id }),
  /** As many ballots as members, each the SHA-256 of a token that nobody is named with. */
  z.strictObject({
    kind: z.literal('IssueBallots'),
    ...base,
    ...bound,
    stage: Id,
    ballots: z.array(Hash).min(1).max(500),
  }),
  /** A member draws a ballot: who votes is known from here, what is voted is not. */
  z.strictObject({ kind: z.literal('TakeBallot'), ...base, ...bound, stage: Id }),
  /** Signed by nobody: the token alone entitles. */
  z.strictObject({ kind: z.literal('CastBallot'), ...base, ...bound, stage: Id, token: Id, choice: Choice }),
  /** A reviewer takes a decision back until the next stage has acted. */
  z.strictObject({ kind: z.literal('TakeBack'), ...base, ...bound, stage: Id }),
  /** A reviewer stands aside from this review for good. */
  z.strictObject({ kind: z.literal('Recuse'), ...base, step: Id, round: z.int().min(1), reason: Hash }),
  /** The filler or a fellow reviewer asks that somebody stand aside; until it is answered that person does not decide. */
  z.strictObject({
    kind: z.literal('DemandRecusal'),
    ...base,
    step: Id,
    round: z.int().min(1),
    person: Id,
    reason: Hash,
  }),
  z.strictObject({
    kind: z.literal('AnswerRecusal'),
    ...base,
    step: Id,
    round: z.int().min(1),
    person: Id,
    granted: z.boolean(),
    reason: Hash,
  }),
  /** 加签: somebody else must agree too, before or after the one who asks. */
  z.strictObject({
    kind: z.literal('AddReviewer'),
    ...base,
    ...bound,
    stage: Id,
    person: Id,
    when: z.enum(['before', 'after']),
    reason: Hash,
  }),
  /** 抄送 and 已阅. */
  z.strictObject({
    kind: z.literal('Copy'),
    ...base,
    step: Id,
    to: z.array(Id).min(1).max(100),
    reason: Hash.nullable(),
  }),
  z.strictObject({ kind: z.literal('MarkRead'), ...base, step: Id }),
  /** What was handed in and is approved, or stands done, is changed: material or not is said by the form. */
  z.strictObject({
    kind: z.literal('Amend'),
    ...base,
    step: Id,
    round: z.int().min(1),
    version: Hash,
    material: Hash,
    facts: Facts,
    items: z.array(ManifestItem).max(1000),
  }),
  z.strictObject({
    kind: z.literal('Comment'),
    ...base,
    step: Id,
    comment: Id,
    channel: Id,
    from: z.enum(['named', 'anonymous', 'recorded']),
    about: z.array(Id).max(100),
    text: Hash,
  }),
  z.strictObject({
    kind: z.literal('Dispose'),
    ...base,
    step: Id,
    comment: Id,
    disposition: z.enum(['adopted', 'partly', 'not-adopted']),
    reason: Hash,
  }),
  z.strictObject({ kind: z.literal('EndAsking'), ...base, step: Id }),
  /** Somebody of the scope answers the questions of an asking; each once. */
  z.strictObject({ kind: z.literal('Reply'), ...base, step: Id, facts: Facts }),
  z.strictObject({ kind: z.literal('Send'), ...base, step: Id, package: Hash }),
  z.strictObject({ kind: z.literal('Receive'), ...base, step: Id }),
  /** Go on without the missing nodes below; the caller names them, the node checks their number. */
  z.strictObject({ kind: z.literal('GoOn'), ...base, step: Id, missing: z.array(Id).min(1).max(5000), reason: Hash }),
  z.strictObject({
    kind: z.literal('Convene'),
    ...base,
    role: Id,
    meeting: Id,
    agenda: z.array(z.strictObject({ node: Id, step: Id, stage: Id, round: z.int().min(1), hash: Hash })).max(500),
  }),
  /** The chair takes an entry off the agenda before closing. */
  z.strictObject({ kind: z.literal('TakeOff'), ...base, meeting: Id, review: Id, reason: Hash.nullable() }),
  /** The sitting as held: who was there, who stood aside, the one vote over the list and the exceptions. */
  z.strictObject({
    kind: z.literal('CloseMeeting'),
    ...base,
    meeting: Id,
    present: z.array(Id).max(500),
    recused: z.array(z.strictObject({ person: Id, review: Id })).max(1000),
    vote: Vote,
    exceptions: z
      .array(
        z.strictObject({
          review: Id,
          ...Decision,
          /** Empty: left for the next sitting. */
          outcome: z.union([Id, z.literal('')]),
          /** Absent: the vote of the whole list applies. */
          vote: Vote.optional(),
        }),
      )
      .max(500),
    minutes: Hash,
  }),
  /** The owner of a step that opens a procedure, or has steps done again, issues it. */
  z.strictObject({ kind: z.literal('Issue'), ...base, step: Id, opinion: Hash.nullable() }),
  /** That something stands before the public, or stood there: the hash of a photograph, a screenshot, a copy. */
  z.strictObject({ kind: z.literal('RecordProof'), ...base, step: Id, of: z.enum(['start', 'end']), proof: Hash }),
  z.strictObject({ kind: z.literal('OpenCase'), ...base, procedure: Id, facts: Facts, reason: Hash }),
  /** The one reopening: an order from outside, an upheld objection, the office's own. */
  z.strictObject({
    kind: z.literal('Reopen'),
    ...base,
    steps: z.array(Id).min(1).max(20),
    items: z.array(Id).max(1000),
    reasons: z.array(Id).max(20),
    opinion: Hash.nullable(),
    due: z.int().optional(),
  }),
  z.strictObject({ kind: z.literal('Reassign'), ...base, task: Id, to: Id, reason: Hash }),
  /** 转办: the task is another's from now on. */
  z.strictObject({ kind: z.literal('Transfer'), ...base, task: Id, to: Id, reason: Hash }),
  /** 委派: another prepares it and hands it back; the one who delegated decides. */
  z.strictObject({ kind: z.literal('Delegate'), ...base, task: Id, to: Id, reason: Hash }),
  z.strictObject({ kind: z.literal('HandBack'), ...base, task: Id, opinion: Hash.nullable() }),
  /** 催办, at most once in the plan's interval. */
  z.strictObject({ kind: z.literal('Urge'), ...base, task: Id, opinion: Hash.nullable() }),
  /** Administrative acts that change a result or a grade: proposed here, done when a second person of the office confirms. */
  z.strictObject({ kind: z.literal('Jump'), ...base, step: Id, to: Id, reason: Hash }),
  z.strictObject({
    kind: z.literal('Force'),
    ...base,
    step: Id,
    outcome: z.enum(['approved', 'ended']),
    reason: Hash,
  }),
  z.strictObject({
    kind: z.literal('Regrade'),
    ...base,
    scale: Id,
    source: Id,
    value: Id,
    reason: Hash,
    /** An item of what a step handed in; absent: the node itself. */
    item: z.strictObject({ step: Id, item: Id }).optional(),
  }),
  z.strictObject({ kind: z.literal('Confirm'), ...base, act: Id }),
  z.strictObject({ kind: z.literal('Decline'), ...base, act: Id, reason: Hash }),
  z.strictObject({ kind: z.literal('Extend'), ...base, task: Id, due: z.int(), reason: Hash }),
  z.strictObject({
    kind: z.literal('ChangeRoster'),
    ...base,
    changes: z.array(RosterChange).min(1).max(100),
    rosterHash: Hash,
  }),
  /**
   * To the root: a newer review definition. It binds what opens later; with `move`, reviews in flight whose place it has go over to it,
   * and the others finish on theirs.
   */
  z.strictObject({
    kind: z.literal('ChangeReview'),
    ...base,
    /** As the compiler makes it; its hash must be that of its content. */
    review: z.record(Id, z.unknown()),
    move: z.boolean(),
    reason: Hash,
  }),
  /** To the root: the working days of a year are known, or known better; open limits in working days are computed anew. */
  z.strictObject({
    kind: z.literal('ChangeCalendar'),
    ...base,
    calendar: z.record(Id, z.unknown()),
    calendarHash: Hash,
    reason: Hash,
  }),
  /** To the root: what is open is closed with the reason, everywhere. */
  z.strictObject({ kind: z.literal('CloseCampaign'), ...base, reason: Hash }),
]);
export type Command = z.infer<typeof Command>;
export type CommandKind = Command['kind'];
export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;
