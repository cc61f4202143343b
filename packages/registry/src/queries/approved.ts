/** What a campaign approved, node by node: what the next one starts from. */
import type { NodeKey, StepId } from '@lianfang/engine/kernel';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { campaignOf } from '../campaigns.ts';
import { version } from '../content.ts';
import type { StoredVersion } from '../contract.ts';
import type { Context } from '../database.ts';
import { campaigns, events, steps } from '../schema.ts';

export async function approvedVersion(
  context: Context,
  id: string,
  node: NodeKey,
  step: StepId,
): Promise<StoredVersion | null> {
  const { db } = context;
  const campaign = await campaignOf(context, id);
  const all = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const reviews = all.filter((one) => one.kind === 'decide' && one.of === step).map((one) => one.id);
  if (reviews.length === 0) {
    const [row] = await db
      .select()
      .from(steps)
      .where(and(eq(steps.campaign, id), eq(steps.node, node), eq(steps.key, step)));
    return row === undefined || row.view.version === null ? null : await version(db, row.view.version);
  }
  // From the ledger and not from where the review stands: what was approved and then reopened in vain is still what was approved last.
  const [row] = await db
    .select({ event: events.event })
    .from(events)
    .where(
      and(
        eq(events.campaign, id),
        eq(events.node, node),
        eq(events.kind, 'Approved'),
        inArray(sql<string>`${events.event} ->> 'step'`, reviews),
      ),
    )
    .orderBy(desc(events.seq))
    .limit(1);
  return row?.event.kind === 'Approved' ? await version(db, row.event.hash) : null;
}

export async function versionBefore(
  context: Context,
  id: string,
  node: NodeKey,
  step: StepId,
): Promise<(StoredVersion & { readonly campaign: string }) | null> {
  const [row] = await context.db.select({ from: campaigns.continues }).from(campaigns).where(eq(campaigns.id, id));
  if (row === undefined || row.from === null) return null;
  const { continues } = await campaignOf(context, id);
  if (continues?.steps.includes(step) !== true) return null;
  const before = await approvedVersion(context, row.from, node, step);
  return before === null ? null : { ...before, campaign: row.from };
}
