/**
 * What a node says happened: past tense, ids, facts and hashes. Numbered per node without gaps; the ledger seals them in this order.
 */
import * as z from 'zod';
import { Choice, ManifestItem, RecordedVote, Verdict } from './command.ts';
import { Signer } from './signer.ts';

const Id = z.string();
const Hash = z.string();
const Round = z.int();
const When = z.int();
const Fact = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const step = { step: Id, round: Round };
const due = When.nullable();

const head = {
  node: Id,
  /** From 1, without gaps, per node. */
  seq: z.int().min(1),
  /** From 1, without gaps, per actor: what the registry acknowledges. Not part of the record. */
  actorSeq: z.int().min(1),
  /** Campaign time, epoch milliseconds. */
  at: When,
  signer: Signer,
  /** The request that caused it; absent for what no person caused. */
  request: Id.optional(),
};

/** Why a task is closed. */
export const TaskEnd = z.enum([
  'done',
  'returned',
  'withdrawn',
  'reopened',
  'superseded',
  'tabled',
  'closed',
  /** Its owner stood aside. */
  'recused',
  /** A decision before it was taken back. */
  'taken-back',
  /** An added reviewer is heard first. */
  'heard-first',
  /** An administrative act moved the review. */
  'forced',
]);
export type TaskEnd = z.infer<typeof TaskEnd>;

/** What a rule of the plan gave for one key when a step or stage opened: the value, which row of which rule, over which inputs. */
export const Chosen = z.strictObject({
  key: Id,
  value: Id,
  rule: Hash,
  /** From 0; null where no row held and the plan says what otherwise. */
  row: z.int().nullable(),
  inputs: z.record(Id, z.unknown()),
});
export type Chosen = z.infer<typeof Chosen>;
const chosen = z.array(Chosen).optional();

/** What opened a case, where nobody did: an event, the calendar, a step. */
export const CaseCause = z.strictObject({ kind: z.enum(['event', 'date', 'step']), what: Id });
export type CaseCause = z.infer<typeof CaseCause>;

export const Body = z.discriminatedUnion('kind', [
  /** `added`: in a running campaign, below that node. */
  z.strictObject({
    kind: z.literal('NodeOpened'),
    layer: Id,
    added: z.strictObject({ parent: Id, name: Id }).optional(),
  }),
  /** A place was closed, this one or one above it: what was open is closed, what was done stays. */
  z.strictObject({ kind: z.literal('NodeClosed'), place: Id, into: Id.nullable() }),
  z.strictObject({
    kind: z.literal('StepOpened'),
    ...step,
    due,
    missing: z.array(Id).optional(),
    chosen,
    /** Of its phase, by which it opened and is due. */
    wave: Id.optional(),
  }),
  /** `over`: the node came when its phase was over. */
  z.strictObject({ kind: z.literal('StepLeftOut'), ...step, why: z.literal('over').optional() }),
  z.strictObject({ kind: z.literal('StepDone'), ...step, late: z.boolean() }),
  /** What it waited for was taken back: it waits again, or is done again. */
  z.strictObject({ kind: z.literal('StepHeld'), ...step, redo: z.boolean() }),
  z.strictObject({ kind: z.literal('StepClosed'), ...step, reason: Id }),
  z.strictObject({
    kind: z.literal('TaskOpened'),
    task: Id,
    ...step,
    stage: Id.optional(),
    owners: z.array(Id),
    role: Id,
    due,
    /** In the office's list of stuck work: who was sought. */
    stuck: z.boolean(),
    hash: Hash.optional(),
    /** In whose right, where each of several has a task of their own. */
    seat: Id.optional(),
  }),
  z.strictObject({ kind: z.literal('TaskClosed'), task: Id, ...step, end: TaskEnd }),
  /** The holders changed while it was open; `stuck` when nobody was found. */
  z.strictObject({
    kind: z.literal('TaskHandedOver'),
    task: Id,
    from: z.array(Id),
    to: z.array(Id),
    stuck: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('TaskReassigned'), task: Id, from: z.array(Id), to: z.array(Id), reason: Hash }),
  z.strictObject({ kind: z.literal('Reminded'), task: Id, to: z.array(Id), due: When, number: z.int() }),
  z.strictObject({ kind: z.literal('BecameOverdue'), task: Id, owners: z.array(Id), due: When }),
  z.strictObject({ kind: z.literal('Escalated'), task: Id, to: z.array(Id), role: Id, due: When, level: z.int() }),
  z.strictObject({
    kind: z.literal('DueMoved'),
    task: Id,
    from: due,
    to: due,
    cause: z.enum(['extended', 'calendar', 'return']),
    reason: Hash.nullable(),
  }),

  z.strictObject({
    kind: z.literal('Submitted'),
    ...step,
    version: Hash,
    material: Hash,
    facts: z.record(Id, Fact),
    items: z.array(ManifestItem),
    late: z.boolean(),
    /** Checks of the form that only advise, in the plan's words. */
    advice: z.array(z.string()).optional(),
  }),
  z.strictObject({
    kind: z.literal('Graded'),
    /** A node; with `of`, an item of that step. */
    subject: Id,
    of: Id.optional(),
    scale: Id,
    source: Id,
    value: Id,
    rule: Hash.nullable(),
    rows: z.array(z.int()),
    inputs: z.record(Id, z.unknown()),
    /** Of a count or score: the number, and the bands that hold it. */
    score: z.number().optional(),
    bands: z.array(z.int()).optional(),
    ...step,
  }),
  /** The rule leaves it to a person, found no row, or found rows that contradict each other. */
  z.strictObject({
    kind: z.literal('GradeMissing'),
    why: z.enum(['person', 'refused', 'conflict']),
    subject: Id,
    of: Id.optional(),
    scale: Id,
    source: Id,
    rule: Hash,
    inputs: z.record(Id, z.unknown()),
    ...step,
  }),
  z.strictObject({ kind: z.literal('RolledUp'), ...step, root: Hash, rows: z.int() }),

  z.strictObject({ kind: z.literal('ReviewOpened'), ...step, review: Id, definition: Hash, hash: Hash }),
  z.strictObject({
    kind: z.literal('StageEntered'),
    ...step,
    stage: Id,
    skipped: z.array(Id),
    rerouted: z.enum(['self-review', 'max-rounds', 'recused']).optional(),
    /** The group's branch, at a stage of one. */
    branch: Id.optional(),
    chosen,
  }),
  z.strictObject({
    kind: z.literal('Decided'),
    ...step,
    stage: Id,
    hash: Hash,
    outcome: Id,
    reasons: z.array(Id),
    opinion: Hash.nullable(),
    verdicts: z.array(Verdict),
    /** Of the review definition it was made under. */
    definition: Hash,
    meeting: Id.optional(),
    /** In whose right, where several decide. */
    seat: Id.optional(),
  }),
  z.strictObject({
    kind: z.literal('Voted'),
    ...step,
    stage: Id,
    hash: Hash,
    definition: Hash,
    choice: Choice,
    reasons: z.array(Id),
    opinion: Hash.nullable(),
    verdicts: z.array(Verdict),
    seat: Id,
  }),
  /** Everything the result follows from, so that it can be counted again. */
  z.strictObject({
    kind: z.literal('VoteCounted'),
    ...step,
    stage: Id,
    entitled: z.array(Id),
    recused: z.array(Id),
    vote: RecordedVote,
    /** Those who count more than one. */
    weights: z.record(Id, z.number()),
    chair: Id.nullable(),
    rule: z.record(Id, z.unknown()),
    result: z.enum(['passed', 'failed']),
    outcome: Id,
  }),
  z.strictObject({ kind: z.literal('BallotsIssued'), ...step, stage: Id, ballots: z.array(Hash) }),
  z.strictObject({ kind: z.literal('BallotTaken'), ...step, stage: Id, person: Id }),
  z.strictObject({ kind: z.literal('DrawingClosed'), ...step, stage: Id, drawn: z.int() }),
  /** One more was cast; what and by whom is in no event. */
  z.strictObject({ kind: z.literal('BallotCast'), ...step, stage: Id }),
  z.strictObject({
    kind: z.literal('DecisionTakenBack'),
    ...step,
    stage: Id,
    outcome: Id,
    /** Where the review stood by then. */
    from: Id,
  }),
  /** Agreed at an earlier stage of the same pass; the plan asks once. */
  z.strictObject({ kind: z.literal('StagePassed'), ...step, stage: Id, person: Id, earlier: Id }),
  z.strictObject({ kind: z.literal('BranchesEntered'), ...step, group: Id, branches: z.array(Id) }),
  z.strictObject({
    kind: z.literal('BranchEnded'),
    ...step,
    group: Id,
    branch: Id,
    end: z.enum(['joined', 'returned']),
  }),
  z.strictObject({
    kind: z.literal('Recused'),
    ...step,
    person: Id,
    how: z.enum(['declared', 'granted']),
    reason: Hash,
  }),
  z.strictObject({ kind: z.literal('RecusalDemanded'), ...step, person: Id, reason: Hash }),
  z.strictObject({ kind: z.literal('RecusalRefused'), ...step, person: Id, reason: Hash }),
  z.strictObject({
    kind: z.literal('ReviewerAdded'),
    ...step,
    stage: Id,
    person: Id,
    /** In whose right it was asked. */
    by: Id,
    when: z.enum(['before', 'after']),
    reason: Hash,
  }),
  z.strictObject({ kind: z.literal('CopySent'), ...step, to: z.array(Id), reason: Hash.nullable() }),
  z.strictObject({ kind: z.literal('CopyRead'), ...step, person: Id }),
  z.strictObject({ kind: z.literal('TaskTransferred'), task: Id, from: z.array(Id), to: z.array(Id), reason: Hash }),
  z.strictObject({ kind: z.literal('TaskDelegated'), task: Id, from: z.array(Id), to: z.array(Id), reason: Hash }),
  z.strictObject({
    kind: z.literal('TaskHandedBack'),
    task: Id,
    from: z.array(Id),
    to: z.array(Id),
    opinion: Hash.nullable(),
  }),
  z.strictObject({ kind: z.literal('Urged'), task: Id, to: z.array(Id), due, opinion: Hash.nullable() }),
  z.strictObject({
    kind: z.literal('Amended'),
    ...step,
    version: Hash,
    material: Hash,
    facts: z.record(Id, Fact),
    items: z.array(ManifestItem),
    changed: z.array(Id),
    added: z.array(Id),
    removed: z.array(Id),
    /** Does it touch what was approved? */
    outdates: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('ActProposed'), act: Id, what: Id, subject: Id, to: Id, reason: Hash }),
  z.strictObject({ kind: z.literal('ActConfirmed'), act: Id }),
  z.strictObject({ kind: z.literal('ActDeclined'), act: Id, reason: Hash }),
  /** Signed by who proposed; the confirmation before it names the second person. */
  z.strictObject({ kind: z.literal('Jumped'), ...step, from: Id, to: Id, reason: Hash }),
  z.strictObject({ kind: z.literal('Forced'), ...step, from: Id, outcome: Id, reason: Hash }),
  z.strictObject({
    kind: z.literal('Regraded'),
    /** An item of the step `of`; absent: the node. */
    item: Id.optional(),
    of: Id.optional(),
    scale: Id,
    source: Id,
    from: Id.nullable(),
    to: Id,
    reason: Hash,
  }),
  z.strictObject({
    kind: z.literal('ReviewChanged'),
    review: Id,
    from: Hash,
    to: Hash,
    definition: z.record(Id, z.unknown()),
    move: z.boolean(),
    reason: Hash,
  }),
  /** A review in flight goes over to the newer definition, or stays because its place is none there. */
  z.strictObject({ kind: z.literal('ReviewMoved'), ...step, from: Hash, to: Hash, place: Id }),
  z.strictObject({ kind: z.literal('ReviewKept'), ...step, definition: Hash, place: Id }),
  z.strictObject({ kind: z.literal('CalendarChanged'), calendarHash: Hash, reason: Hash }),
  z.strictObject({
    kind: z.literal('Returned'),
    ...step,
    stage: Id,
    to: z.array(Id),
    target: Id.nullable(),
    reasons: z.array(Id),
    verdicts: z.array(Verdict),
    due,
    /** Items that stay accepted and locked. */
    locked: z.array(Id),
  }),
  z.strictObject({
    kind: z.literal('Resubmitted'),
    ...step,
    hash: Hash,
    changed: z.array(Id),
    added: z.array(Id),
    removed: z.array(Id),
  }),
  z.strictObject({ kind: z.literal('Withdrawn'), ...step }),
  z.strictObject({ kind: z.literal('Approved'), ...step, hash: Hash }),
  z.strictObject({ kind: z.literal('ReviewEnded'), ...step, outcome: Id }),
  z.strictObject({
    kind: z.literal('Reopened'),
    ...step,
    steps: z.array(Id),
    items: z.array(Id),
    reasons: z.array(Id),
    opinion: Hash.nullable(),
    due,
    from: Id,
  }),
  /** What was approved rests on something that changed. */
  z.strictObject({ kind: z.literal('Outdated'), ...step, of: Id, then: Id.optional() }),
  z.strictObject({ kind: z.literal('Tabled'), ...step, stage: Id, meeting: Id }),
  z.strictObject({ kind: z.literal('TakenOff'), ...step, stage: Id, meeting: Id }),

  z.strictObject({ kind: z.literal('Convened'), meeting: Id, role: Id, body: Id, agenda: z.array(Id) }),
  z.strictObject({
    kind: z.literal('AgendaSettled'),
    meeting: Id,
    tabled: z.array(Id),
    refused: z.array(z.strictObject({ review: Id, code: Id })),
  }),
  z.strictObject({ kind: z.literal('EntryTakenOff'), meeting: Id, review: Id, reason: Hash.nullable() }),
  z.strictObject({
    kind: z.literal('MeetingClosed'),
    meeting: Id,
    entitled: z.array(Id),
    present: z.array(Id),
    recused: z.array(z.strictObject({ person: Id, review: Id })),
    chair: Id.nullable(),
    vote: RecordedVote,
    /** Those who count more than one. */
    weights: z.record(Id, z.number()),
    verdicts: z.array(
      z.strictObject({
        review: Id,
        round: Round,
        hash: Hash,
        outcome: Id,
        /** Fillers and others who stand aside on this one. */
        aside: z.array(Id),
        /** Its own vote; absent: that of the whole list. */
        own: RecordedVote.optional(),
        /** Where its rule weighs otherwise than the first one's. */
        weights: z.record(Id, z.number()).optional(),
        rule: z.record(Id, z.unknown()),
        /** By heads, without those aside; null where only the result is said. */
        vote: z.strictObject({ for: z.int(), against: z.int(), abstained: z.int() }).nullable(),
      }),
    ),
    minutes: Hash,
  }),
  z.strictObject({
    kind: z.literal('Dispatched'),
    meeting: Id,
    delivered: z.array(Id),
    refused: z.array(z.strictObject({ review: Id, code: Id })),
  }),

  z.strictObject({
    kind: z.literal('Commented'),
    ...step,
    comment: Id,
    channel: Id,
    from: Id,
    about: z.array(Id),
    text: Hash,
  }),
  z.strictObject({ kind: z.literal('Disposed'), ...step, comment: Id, disposition: Id, reason: Hash }),
  /** A publicity or consultation began, with what was shown, by hash. */
  z.strictObject({
    kind: z.literal('AskingOpened'),
    ...step,
    shown: z.array(Hash),
    until: due,
    redaction: Id.optional(),
  }),
  /** That it is up, from which its length counts; that it is down. */
  z.strictObject({
    kind: z.literal('ProofRecorded'),
    ...step,
    of: z.enum(['start', 'end']),
    proof: Hash,
    until: due,
  }),
  /** At the end of an asking: what was adopted has these items done again. Empty: all of it. */
  z.strictObject({
    kind: z.literal('ObjectionsUpheld'),
    ...step,
    comments: z.array(Id),
    items: z.array(Id),
    steps: z.array(Id),
    again: z.boolean(),
    stay: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('AskingEnded'), ...step, comments: z.int() }),
  /** Who answered; what only where it is asked by name. */
  z.strictObject({ kind: z.literal('Replied'), ...step, group: Id, facts: z.record(Id, Fact).nullable() }),
  /** What was answered, taken together; `hidden`: too few to be told. */
  z.strictObject({
    kind: z.literal('RepliesCounted'),
    ...step,
    replies: z.int(),
    /** Of those who were asked one by one. */
    invited: z.int().nullable(),
    hidden: z.boolean(),
    /** Of the yardstick whose criteria were asked. */
    version: Hash.nullable(),
    results: z.record(Id, z.unknown()),
  }),
  z.strictObject({
    kind: z.literal('Scored'),
    subject: Id,
    yardstick: Id,
    source: Id,
    version: Hash,
    /** Decimals as texts. */
    total: z.string(),
    grade: Id.nullable(),
    /** What gave the grade: the points, or what overrides them. */
    by: z.enum(['override', 'band']).nullable(),
    rows: z.array(z.int()),
    criteria: z.array(z.strictObject({ id: Id, given: z.string(), points: z.string() })),
    assessors: z.int(),
    inputs: z.record(Id, z.unknown()),
    ...step,
  }),
  z.strictObject({
    kind: z.literal('ScoreMissing'),
    why: z.enum(['too-few', 'no-band']),
    subject: Id,
    yardstick: Id,
    source: Id,
    version: Hash,
    criterion: Id.nullable(),
    total: z.string().nullable(),
    ...step,
  }),
  /** A later score beside an earlier one; they compare only under one version of their yardstick. */
  z.strictObject({
    kind: z.literal('Compared'),
    of: z.array(Id),
    yardstick: Id,
    versions: z.array(Hash),
    totals: z.array(z.string()),
    difference: z.string().nullable(),
    criteria: z.array(z.strictObject({ id: Id, difference: z.string() })),
    ...step,
  }),
  z.strictObject({
    kind: z.literal('Ranked'),
    yardstick: Id,
    source: Id,
    rows: z.array(z.strictObject({ node: Id, total: z.string(), rank: z.int() })),
    /** Scored under another version: in no order with the others. */
    apart: z.array(Id),
    ...step,
  }),
  /** A node's place among those ranked with it. */
  z.strictObject({ kind: z.literal('RankGiven'), yardstick: Id, source: Id, rank: z.int(), of: z.int(), from: Id }),
  /** A yardstick that the run makes is approved, or approved anew: it binds what opens from now on. */
  z.strictObject({
    kind: z.literal('YardstickMade'),
    yardstick: Id,
    version: Hash,
    before: Hash.nullable(),
    /** The steps whose items it is made of, each with its round. */
    from: z.array(z.strictObject({ step: Id, round: Round })),
    criteria: z.int(),
    bands: z.int(),
    rule: z.record(Id, z.unknown()),
  }),
  z.strictObject({ kind: z.literal('Sent'), ...step, to: z.array(Id), package: Hash }),
  z.strictObject({ kind: z.literal('Received'), ...step }),
  z.strictObject({ kind: z.literal('WentOn'), ...step, missing: z.array(Id), reason: Hash }),
  z.strictObject({
    kind: z.literal('CaseOpened'),
    case: Id,
    procedure: Id,
    facts: z.record(Id, Fact),
    reason: Hash.nullable(),
    cause: CaseCause.optional(),
  }),
  z.strictObject({ kind: z.literal('CaseEnded'), case: Id, procedure: Id }),
  /** Fewer cases than the plan asks for in a period; `until` is the instant after it. */
  z.strictObject({
    kind: z.literal('Shortfall'),
    procedure: Id,
    from: When,
    until: When,
    wanted: z.int(),
    held: z.int(),
    to: z.array(Id),
  }),
  z.strictObject({ kind: z.literal('RosterChanged'), rosterHash: Hash, changes: z.array(z.unknown()) }),
  z.strictObject({ kind: z.literal('CampaignClosed'), reason: Hash.nullable() }),
  /** Something told that no longer applies. Not compared between hosts. */
  z.strictObject({ kind: z.literal('Ignored'), message: Id, code: Id }),
  /** Our own mistake, parked so that the rest goes on. */
  z.strictObject({ kind: z.literal('Incident'), message: Id }),
]);
export type Body = z.infer<typeof Body>;

type Head = z.infer<z.ZodObject<typeof head>>;
export type Event = Head & Body;
export type EventKind = Event['kind'];
export type EventOf<K extends EventKind> = Extract<Event, { kind: K }>;

/** Where an event crosses a boundary as data. */
export const EventHead = z.object(head);
