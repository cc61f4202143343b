/** What waits for whom. */
import type { NodeKey, PersonId } from '@lianfang/engine/kernel';
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { InboxCopy, InboxTask } from '../contract.ts';
import type { Db } from '../database.ts';
import { copies, places, tasks } from '../schema.ts';

export async function inboxOf(db: Db, campaign: string, person: PersonId): Promise<readonly InboxTask[]> {
  return await openTasksWhere(db, campaign, sql`${tasks.owners} @> array[${person}]`);
}

export async function copiesFor(db: Db, campaign: string, person: PersonId): Promise<readonly InboxCopy[]> {
  const rows = await db
    .select({ node: copies.node, view: copies.view, name: places.name })
    .from(copies)
    .leftJoin(
      places,
      and(eq(places.campaign, copies.campaign), eq(places.node, sql`split_part(${copies.node}, '#', 1)`)),
    )
    .where(and(eq(copies.campaign, campaign), eq(copies.person, person), eq(copies.isRead, false)))
    .orderBy(sql`(${copies.view} ->> 'sentAt')::bigint`, asc(copies.node), asc(copies.key));
  return rows.map(({ node, view, name }) => ({ campaign, node, nodeName: name ?? node, ...view }));
}

export async function openTasks(db: Db, campaign: string, node?: NodeKey): Promise<readonly InboxTask[]> {
  return await openTasksWhere(db, campaign, node === undefined ? undefined : eq(tasks.node, node));
}

export async function stuckTasks(db: Db, campaign: string): Promise<readonly InboxTask[]> {
  return await openTasksWhere(db, campaign, eq(tasks.stuck, true));
}

/** Soonest due first, those without a due last. */
async function openTasksWhere(db: Db, campaign: string, condition: SQL | undefined): Promise<readonly InboxTask[]> {
  const rows = await db
    .select({ node: tasks.node, view: tasks.view, name: places.name })
    .from(tasks)
    .leftJoin(places, and(eq(places.campaign, tasks.campaign), eq(places.node, sql`split_part(${tasks.node}, '#', 1)`)))
    .where(and(eq(tasks.campaign, campaign), eq(tasks.isOpen, true), condition))
    .orderBy(sql`${tasks.due} asc nulls last`, asc(tasks.node), asc(tasks.key));
  return rows.map(({ node, view, name }) => {
    const { end: _, closedAt: __, ...open } = view;
    return { campaign, node, nodeName: name ?? node, ...open };
  });
}
