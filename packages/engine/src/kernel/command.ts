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
  /** For a return: an earlier stage; absent: the filler. */
  target: Id.optional(),
};

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
  z.strictObject({ kind: z.literal('Send'), ...base, step: Id, package: Hash }),
  z.strictObject({ kind: z.literal('Receive'), ...base, step: Id }),
  /** Go on without the missing nodes below; the caller names them, the node checks their number. */
  z.strictObject({ kind: z.literal('GoOn'), ...base, step: Id, missing: z.array(Id).min(1).max(5000), reason: Hash }),
  z.strictObject({
    kind: z.literal('Convene'),
    ...base,
    role: Id,
    meeting: Id,
    agenda: z
      .array(z.strictObject({ node: Id, step: Id, stage: Id, round: z.int().min(1), hash: Hash }))
      .min(1)
      .max(500),
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
    vote: z.strictObject({ for: z.array(Id), against: z.array(Id), abstained: z.array(Id) }),
    exceptions: z
      .array(
        z.strictObject({
          review: Id,
          ...Decision,
          /** Empty: left for the next sitting. */
          outcome: z.union([Id, z.literal('')]),
          /** Absent: the vote of the whole list applies. */
          vote: z.strictObject({ for: z.array(Id), against: z.array(Id), abstained: z.array(Id) }).optional(),
        }),
      )
      .max(500),
    minutes: Hash,
  }),
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
  z.strictObject({ kind: z.literal('Extend'), ...base, task: Id, due: z.int(), reason: Hash }),
  z.strictObject({
    kind: z.literal('ChangeRoster'),
    ...base,
    changes: z.array(RosterChange).min(1).max(100),
    rosterHash: Hash,
  }),
  /** To the root: what is open is closed with the reason, everywhere. */
  z.strictObject({ kind: z.literal('CloseCampaign'), ...base, reason: Hash }),
]);
export type Command = z.infer<typeof Command>;
export type CommandKind = Command['kind'];
export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;
