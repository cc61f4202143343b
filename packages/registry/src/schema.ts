/**
 * The tables as the last migration leaves them, typed. A test compares this with the database.
 */
import type { Answer, Campaign, Command, NodeKey, Rejection } from '@lianfang/engine/kernel';
import type {
  CaseView,
  Checkpoint,
  CommentView,
  CopyView,
  GradeView,
  Manifest,
  MeetingView,
  Names,
  RecordedEvent,
  ReviewView,
  StepView,
  TaskView,
} from '@lianfang/engine/record';
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { ClockSetting, RequestStatus } from './contract.ts';

const count = (name: string) => bigint(name, { mode: 'number' });
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const definitions = pgTable('definitions', {
  hash: text().primaryKey(),
  body: jsonb().$type<Campaign>().notNull(),
});
export const campaigns = pgTable('campaigns', {
  id: text().primaryKey(),
  hash: text().notNull(),
  title: text().notNull(),
  period: text().notNull(),
  planText: text('plan_text').notNull(),
  rosterText: text('roster_text').notNull(),
  clock: jsonb().$type<ClockSetting>().notNull(),
  state: text().$type<'running' | 'closed'>().notNull(),
  savedAt: count('saved_at').notNull(),
  closedAt: count('closed_at'),
  refusalsSealed: count('refusals_sealed').notNull().default(0),
  refusalsHash: text('refusals_hash'),
  continues: text(),
});
export const places = pgTable(
  'places',
  {
    campaign: text().notNull(),
    node: text().$type<NodeKey>().notNull(),
    layer: text().notNull(),
    name: text().notNull(),
    parent: text(),
    above: text().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.node] })],
);
export const people = pgTable(
  'people',
  { campaign: text().notNull(), person: text().notNull(), name: text().notNull() },
  (t) => [primaryKey({ columns: [t.campaign, t.person] })],
);

export const lineages = pgTable('lineages', { id: text().primaryKey(), salt: text().notNull() });
export const versions = pgTable('versions', {
  hash: text().primaryKey(),
  lineage: text().notNull(),
  form: text().notNull(),
  content: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
  manifest: jsonb().$type<Manifest>().notNull(),
});
export const versionUses = pgTable(
  'version_uses',
  {
    campaign: text().notNull(),
    node: text().notNull(),
    step: text().notNull(),
    round: integer().notNull(),
    hash: text().notNull(),
    author: text().notNull(),
    storedAt: count('stored_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.node, t.step, t.round, t.hash] })],
);
export const texts = pgTable('texts', {
  hash: text().primaryKey(),
  salt: text().notNull(),
  text: text().notNull(),
  storedAt: count('stored_at').notNull(),
});

export const requests = pgTable(
  'requests',
  {
    campaign: text().notNull(),
    id: text().notNull(),
    batch: text().notNull(),
    position: integer().notNull(),
    actor: text().notNull(),
    node: text().notNull(),
    command: jsonb().$type<Command>().notNull(),
    commandHash: text('command_hash').notNull(),
    signer: jsonb().$type<Command['signer']>().notNull(),
    status: text().$type<RequestStatus>().notNull(),
    seq: count('seq'),
    rejection: jsonb().$type<Rejection>(),
    leaseHolder: text('lease_holder'),
    leaseUntil: moment('lease_until'),
    openedAt: moment('opened_at').notNull().defaultNow(),
    answeredAt: moment('answered_at'),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.id] })],
);
export const refusals = pgTable(
  'refusals',
  {
    campaign: text().notNull(),
    request: text().notNull(),
    arrival: count('arrival').generatedAlwaysAsIdentity(),
    command: jsonb().$type<Command>().notNull(),
    rejection: jsonb().$type<Rejection>().notNull(),
    names: jsonb().$type<Names>().notNull(),
    recordedAt: count('recorded_at').notNull(),
    seq: count('seq'),
    previous: text(),
    hash: text(),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.request] })],
);

export const actors = pgTable(
  'actors',
  {
    campaign: text().notNull(),
    actor: text().notNull(),
    workflow: text().notNull(),
    recordedThrough: count('recorded_through').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.actor] })],
);
export const nodes = pgTable(
  'nodes',
  {
    campaign: text().notNull(),
    node: text().notNull(),
    appliedThrough: count('applied_through').notNull().default(0),
    sealedThrough: count('sealed_through').notNull().default(0),
    sealedHash: text('sealed_hash'),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.node] })],
);
export const events = pgTable(
  'events',
  {
    campaign: text().notNull(),
    node: text().notNull(),
    seq: count('seq').notNull(),
    arrival: count('arrival').generatedAlwaysAsIdentity(),
    actor: text().notNull(),
    actorSeq: count('actor_seq').notNull(),
    kind: text().notNull(),
    request: text(),
    event: jsonb().$type<RecordedEvent>().notNull(),
    eventHash: text('event_hash').notNull(),
    names: jsonb().$type<Names>().notNull(),
    recordedAt: count('recorded_at').notNull(),
    previous: text(),
    hash: text(),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.node, t.seq] })],
);
export const checkpoints = pgTable(
  'checkpoints',
  {
    campaign: text().notNull(),
    seq: count('seq').notNull(),
    body: jsonb().$type<Checkpoint>().notNull(),
    hash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.seq] })],
);
export const heads = pgTable(
  'heads',
  { campaign: text().notNull(), chain: text().notNull(), seq: count('seq').notNull(), hash: text().notNull() },
  (t) => [primaryKey({ columns: [t.campaign, t.chain] })],
);

const row = { campaign: text().notNull(), node: text().notNull(), key: text().notNull() };
export const tasks = pgTable(
  'tasks',
  {
    ...row,
    step: text().notNull(),
    owners: text().array().notNull(),
    escalatedTo: text('escalated_to').array().notNull(),
    stuck: boolean().notNull(),
    overdue: boolean().notNull(),
    due: count('due'),
    isOpen: boolean('is_open').notNull(),
    view: jsonb().$type<TaskView>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.node, t.key] })],
);
export const steps = pgTable(
  'steps',
  {
    ...row,
    place: text().$type<StepView['place']>().notNull(),
    late: boolean().notNull(),
    view: jsonb().$type<StepView>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaign, t.node, t.key] })],
);
const viewTable = <V>(name: string) =>
  pgTable(name, { ...row, view: jsonb().$type<V>().notNull() }, (t) => [
    primaryKey({ columns: [t.campaign, t.node, t.key] }),
  ]);
export const reviews = viewTable<ReviewView>('reviews');
export const meetings = viewTable<MeetingView>('meetings');
export const grades = viewTable<GradeView>('grades');
export const comments = viewTable<CommentView>('comments');
export const cases = viewTable<CaseView>('cases');
export const copies = pgTable(
  'copies',
  { ...row, person: text().notNull(), isRead: boolean('is_read').notNull(), view: jsonb().$type<CopyView>().notNull() },
  (t) => [primaryKey({ columns: [t.campaign, t.node, t.key] })],
);

export const ballots = pgTable(
  'ballots',
  { campaign: text().notNull(), issue: text().notNull(), token: text().notNull() },
  (t) => [primaryKey({ columns: [t.campaign, t.issue, t.token] })],
);
export const ballotDraws = pgTable('ballot_draws', { campaign: text().notNull(), request: text().notNull() }, (t) => [
  primaryKey({ columns: [t.campaign, t.request] }),
]);

export const outbox = pgTable('outbox', {
  id: count('id').primaryKey().generatedAlwaysAsIdentity(),
  campaign: text().notNull(),
  key: text().notNull(),
  channel: text().notNull(),
  person: text().notNull(),
  template: text().notNull(),
  payload: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
  status: text().$type<'queued' | 'claimed' | 'sent' | 'unknown'>().notNull(),
  messageId: text('message_id').notNull(),
  queuedAt: count('queued_at').notNull(),
  claimedAt: moment('claimed_at'),
});

export type RequestRecord = typeof requests.$inferSelect;

/** What a stored request was answered; null while pending. */
export function answerOf(one: RequestRecord): Answer | null {
  if (one.status === 'accepted') return { request: one.id, ok: true, node: one.node, seq: one.seq ?? 0 };
  if (one.status === 'refused' && one.rejection !== null)
    return { request: one.id, ok: false, rejection: one.rejection };
  return null;
}
