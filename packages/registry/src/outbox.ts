/**
 * The outbox: each notice queued once, claimed before sending, sent under one message id. What became of a claim that nobody
 * reported on is unknown, is shown, and is not sent again.
 */
import { hashOf, type Notice } from '@lianfang/engine/record';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { inChunks } from './chunks.ts';
import type { OutboxMessage } from './contract.ts';
import type { Context, Db } from './database.ts';
import { outbox } from './schema.ts';

export async function queueNotices(
  tx: Db,
  context: Context,
  campaign: string,
  notices: readonly Notice[],
): Promise<void> {
  const queuedAt = context.now();
  const rows = notices.flatMap(({ key, to, template, payload }) =>
    context.channels.map((channel) => ({
      campaign,
      key,
      channel,
      person: to,
      template,
      payload,
      status: 'queued' as const,
      messageId: hashOf({ campaign, key, channel }).slice(0, 32),
      queuedAt,
    })),
  );
  for (const chunk of inChunks(rows)) await tx.insert(outbox).values(chunk).onConflictDoNothing();
}

export async function claim(db: Db, limit: number): Promise<readonly OutboxMessage[]> {
  return await db.transaction(async (tx) => {
    const queued = await tx
      .select({ id: outbox.id })
      .from(outbox)
      .where(eq(outbox.status, 'queued'))
      .orderBy(asc(outbox.id))
      .limit(limit)
      .for('update', { skipLocked: true });
    if (queued.length === 0) return [];
    const claimed = await tx
      .update(outbox)
      .set({ status: 'claimed', claimedAt: sql`now()` })
      .where(
        inArray(
          outbox.id,
          queued.map((row) => row.id),
        ),
      )
      .returning();
    return claimed.map(messageOf).sort((one, other) => one.id - other.id);
  });
}

export async function mark(db: Db, ids: readonly number[], status: 'sent' | 'unknown'): Promise<void> {
  if (ids.length === 0) return;
  // A late report of success is better knowledge than "unknown"; nothing else moves back.
  const from: ('claimed' | 'unknown')[] = status === 'sent' ? ['claimed', 'unknown'] : ['claimed'];
  await db
    .update(outbox)
    .set({ status })
    .where(and(inArray(outbox.id, [...ids]), inArray(outbox.status, from)));
}

export async function expireClaims(db: Db, olderThanSeconds: number): Promise<number> {
  const expired = await db
    .update(outbox)
    .set({ status: 'unknown' })
    .where(
      and(eq(outbox.status, 'claimed'), sql`${outbox.claimedAt} <= now() - make_interval(secs => ${olderThanSeconds})`),
    )
    .returning({ id: outbox.id });
  return expired.length;
}

export async function list(db: Db, campaign: string): Promise<readonly OutboxMessage[]> {
  return (await db.select().from(outbox).where(eq(outbox.campaign, campaign)).orderBy(asc(outbox.id))).map(messageOf);
}

function messageOf(row: typeof outbox.$inferSelect): OutboxMessage {
  const { id, campaign, key, channel, person, template, payload, status, messageId, queuedAt } = row;
  return { id, campaign, key, channel, to: person, template, payload, status, messageId, queuedAt };
}
