/** Reviews: where each stands, and the sheet (审批单) that shows all rounds of one side by side, as the ledger has them. */
import { type Hash, type NodeKey, reviewsOf, type StepId } from '@lianfang/engine/kernel';
import {
  differenceOf,
  type Entry,
  reviewSheet as engineSheet,
  type ReviewNames,
  splitReview,
  textsIn,
  type Unsealed,
} from '@lianfang/engine/record';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { campaignOf } from '../campaigns.ts';
import { readTexts, version } from '../content.ts';
import type { ReviewRow, ReviewSheet, SinceBefore } from '../contract.ts';
import type { Context, Db } from '../database.ts';
import { events, meetings, reviews } from '../schema.ts';
import { entriesAt } from '../seal.ts';
import { versionBefore } from './approved.ts';

export async function reviewRows(db: Db, campaign: string): Promise<readonly ReviewRow[]> {
  const rows = await db
    .select()
    .from(reviews)
    .where(eq(reviews.campaign, campaign))
    .orderBy(asc(reviews.node), asc(reviews.key));
  return rows.map((row) => ({ node: row.node, ...row.view }));
}

export async function reviewSheet(context: Context, id: string, key: string): Promise<ReviewSheet | null> {
  const { node, step } = splitReview(key);
  const [row] = await context.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.campaign, id), eq(reviews.node, node), eq(reviews.key, step)));
  if (row === undefined) return null;
  const campaign = await campaignOf(context, id);
  const all = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const definition = all.find((one) => one.id === step);
  const of = definition?.kind === 'decide' ? definition.of : step;
  const entries = await entriesAt(context.db, id, node);
  const meetings = await meetingEntries(context.db, id, entries, step);
  const newer = await newerDefinitions(context.db, id, campaign.root);
  const followed = definition?.kind === 'decide' ? reviewsOf(definition) : [];
  const own = [...followed.map((one) => campaign.reviews[one]), ...newer.filter((one) => followed.includes(one.id))];
  const source = {
    key,
    of,
    entries,
    meetings,
    texts: await readTexts(context.db, [...new Set([...entries, ...meetings].flatMap(({ event }) => textsIn(event)))]),
    order: [...new Set(own.flatMap((one) => one?.stages.map((stage) => stage.id) ?? []))],
  };
  const sheet = engineSheet(source);
  if (sheet === undefined) return null;
  const place = campaign.nodes[node.split('#')[0] ?? node];
  return {
    ...row.view,
    ...sheet,
    nodeName: place?.name ?? node,
    stepName: definition?.name ?? step,
    newer,
    sinceBefore: row.view.hash === null ? null : await sinceBefore(context, id, node, of, row.view.hash),
  };
}

/** What happened in the meetings that the review was put before; they sit at other nodes. */
async function meetingEntries(
  db: Db,
  campaign: string,
  entries: readonly (Entry | Unsealed)[],
  step: StepId,
): Promise<readonly (Entry | Unsealed)[]> {
  const sat = entries.flatMap(({ event }) => (event.kind === 'Tabled' && event.step === step ? [event.meeting] : []));
  if (sat.length === 0) return [];
  const rows = await db
    .select({ node: meetings.node })
    .from(meetings)
    .where(and(eq(meetings.campaign, campaign), inArray(meetings.key, [...new Set(sat)])));
  const nodes = [...new Set(rows.map((row) => row.node))];
  const all = await Promise.all(nodes.map((node) => entriesAt(db, campaign, node)));
  return all
    .flat()
    .filter(({ event }) => 'meeting' in event && !('step' in event) && sat.includes(event.meeting))
    .sort((one, other) => one.event.at - other.event.at || one.event.seq - other.event.seq);
}

/** In the order in which they came. */
async function newerDefinitions(db: Db, campaign: string, root: NodeKey): Promise<readonly ReviewNames[]> {
  const rows = await db
    .select({ event: events.event })
    .from(events)
    .where(and(eq(events.campaign, campaign), eq(events.node, root), eq(events.kind, 'ReviewChanged')))
    .orderBy(asc(events.seq));
  return rows.flatMap(({ event }) =>
    // Its content was checked before it was accepted.
    event.kind === 'ReviewChanged' ? [event.definition as unknown as ReviewNames] : [],
  );
}

async function sinceBefore(
  context: Context,
  campaign: string,
  node: NodeKey,
  step: StepId,
  hash: Hash,
): Promise<SinceBefore | null> {
  const before = await versionBefore(context, campaign, node, step);
  const now = before === null ? null : await version(context.db, hash);
  if (before === null || now === null) return null;
  return {
    campaign: before.campaign,
    version: before.hash,
    ...differenceOf(before.manifest.items, now.manifest.items),
  };
}
