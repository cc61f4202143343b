/** Places that come into a running campaign: known from the event that opens them, and then like any other place. */
import type { RecordedEvent } from '@lianfang/engine/record';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { AddedPlace } from './contract.ts';
import type { Db } from './database.ts';
import { events, places } from './schema.ts';

export async function savePlacesAdded(tx: Db, campaign: string, next: readonly RecordedEvent[]): Promise<void> {
  for (const event of next) {
    if (event.kind !== 'NodeOpened' || event.added === undefined) continue;
    const { parent, name } = event.added;
    const [above] = await tx
      .select({ above: places.above })
      .from(places)
      .where(and(eq(places.campaign, campaign), eq(places.node, parent)));
    const row = {
      campaign,
      node: event.node,
      layer: event.layer,
      name,
      parent,
      above: [parent, ...(above?.above ?? [])],
    };
    await tx.insert(places).values(row).onConflictDoNothing();
  }
}

export async function addedPlaces(db: Db, campaign: string): Promise<readonly AddedPlace[]> {
  const rows = await db
    .select({ event: events.event, actor: events.actor })
    .from(events)
    .where(and(eq(events.campaign, campaign), eq(events.kind, 'NodeOpened'), sql`${events.event} ? 'added'`))
    .orderBy(asc(events.recordedAt), asc(events.actorSeq));
  return rows.flatMap(({ event, actor }) =>
    event.kind === 'NodeOpened' && event.added !== undefined
      ? [{ node: event.node, layer: event.layer, ...event.added, actor }]
      : [],
  );
}
