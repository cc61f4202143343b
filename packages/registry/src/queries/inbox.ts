/** What waits for whom. */
import type { NodeKey, PersonId } from '@lianfang/engine/kernel';
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { InboxTask } from '../contract.ts';
import type { Db } from '../database.ts';
import { places, tasks } from '../schema.ts';

export async function inboxOf(db: Db, campaign: string, person: PersonId): Promise<readonly InboxTask[]> {
  return await openTasksWhere(db, campaign, sql`${tasks.owners} @> array[${person}]`);
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
