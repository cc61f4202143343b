/**
 * Recording: what an actor reported becomes rows, once, in one transaction. Events may come in any order, again, and from two
 * processes at once: each node's are applied in the order of its sequence, as far as they are contiguous.
 */
import type { Answer, Event, NodeKey } from '@lianfang/engine/kernel';
import {
  applyEvent,
  hashOf,
  type Notice,
  noticesOf,
  personsOf,
  personsOfSigner,
  type RecordedEvent,
  recordedEventOf,
} from '@lianfang/engine/record';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { savePlacesAdded } from './added-places.ts';
import { inChunks } from './chunks.ts';
import type { KnownEvents, Recorded, RecordInput } from './contract.ts';
import type { Context, Db } from './database.ts';
import { RegistryFault } from './fault.ts';
import { namesOf } from './names.ts';
import { queueNotices } from './outbox.ts';
import { lockRequests, refuse } from './requests.ts';
import { actors, events, nodes, requests } from './schema.ts';
import { unnamed } from './unnamed.ts';
import { loadViews, saveViews } from './views.ts';

export async function record(context: Context, input: RecordInput): Promise<Recorded> {
  const { campaign, actor } = input;
  const given = distinct(input.events);
  return await context.db.transaction(async (tx) => {
    // The actor's row first, then its nodes, then requests: everybody locks in this order.
    const from = await lockActor(tx, campaign, actor);
    const added = await insertEvents(tx, context, campaign, actor, given);
    await context.insideRecording?.();
    const touched = [...new Set(given.map((event) => event.node))].sort();
    await applyContiguous(tx, context, campaign, touched);
    const through = await advanceWatermark(tx, campaign, actor, from);
    const overruled = await answerRequests(tx, context, input);
    return { through, added, overruled };
  });
}

/** @returns the watermark; the row is made when the actor is new */
async function lockActor(tx: Db, campaign: string, actor: string): Promise<number> {
  const lock = async () =>
    await tx
      .select()
      .from(actors)
      .where(and(eq(actors.campaign, campaign), eq(actors.actor, actor)))
      .for('update');
  const [known] = await lock();
  if (known !== undefined) return known.recordedThrough;
  const workflow = `${campaign}/${actor}`;
  await tx.insert(actors).values({ campaign, actor, workflow }).onConflictDoNothing();
  return (await lock())[0]?.recordedThrough ?? 0;
}

/** Each event once; the same place with two contents is a fault of the caller. */
function distinct(given: readonly Event[]): readonly Event[] {
  const byPlace = new Map<string, Event>();
  for (const event of given) {
    const place = JSON.stringify([event.node, event.seq]);
    const known = byPlace.get(place);
    if (known !== undefined && eventHash(known) !== eventHash(event)) throw differs(event);
    byPlace.set(place, event);
  }
  return [...byPlace.values()];
}

const eventHash = (event: Event): string => hashOf(recordedEventOf(event));

function differs({ node, seq }: { node: NodeKey; seq: number }): RegistryFault {
  return new RegistryFault(
    'registry.event-differs',
    `Expected event ${seq} of '${node}' as recorded, but it has other content.`,
    { node, seq },
  );
}

async function insertEvents(
  tx: Db,
  context: Context,
  campaign: string,
  actor: string,
  given: readonly Event[],
): Promise<number> {
  const names = await namesOf(
    tx,
    campaign,
    given.flatMap((event) => [...personsOf(event)]),
  );
  const recordedAt = context.now();
  let added = 0;
  for (const chunk of inChunks(given, 1000)) {
    const rows = chunk.map((event) => ({
      campaign,
      node: event.node,
      seq: event.seq,
      actor,
      actorSeq: event.actorSeq,
      kind: event.kind,
      request: event.request ?? null,
      event: recordedEventOf(event),
      eventHash: eventHash(event),
      names: names(personsOf(event)),
      recordedAt,
    }));
    const fresh = await tx
      .insert(events)
      .values(rows)
      .onConflictDoNothing()
      .returning({ node: events.node, seq: events.seq });
    added += fresh.length;
    if (fresh.length === rows.length) continue;
    const places = sql.join(
      rows.map((row) => sql`(${row.node}, ${row.seq}::bigint)`),
      sql`, `,
    );
    const stored = await tx
      .select({ node: events.node, seq: events.seq, eventHash: events.eventHash })
      .from(events)
      .where(and(eq(events.campaign, campaign), sql`(${events.node}, ${events.seq}) in (${places})`));
    const known = new Map(stored.map((row) => [JSON.stringify([row.node, row.seq]), row.eventHash]));
    for (const row of rows) if (known.get(JSON.stringify([row.node, row.seq])) !== row.eventHash) throw differs(row);
  }
  return added;
}

async function applyContiguous(tx: Db, context: Context, campaign: string, touched: readonly NodeKey[]): Promise<void> {
  if (touched.length === 0) return;
  const lock = async () =>
    await tx
      .select()
      .from(nodes)
      .where(and(eq(nodes.campaign, campaign), inArray(nodes.node, [...touched])))
      .orderBy(asc(nodes.node))
      .for('update');
  let rows = await lock();
  if (rows.length < touched.length) {
    const known = new Set(rows.map((row) => row.node));
    const fresh = touched.filter((node) => !known.has(node)).map((node) => ({ campaign, node }));
    for (const chunk of inChunks(fresh)) await tx.insert(nodes).values(chunk).onConflictDoNothing();
    rows = await lock();
  }
  const waiting = await tx
    .select({ node: events.node, seq: events.seq, event: events.event })
    .from(events)
    .innerJoin(nodes, and(eq(nodes.campaign, events.campaign), eq(nodes.node, events.node)))
    .where(and(eq(events.campaign, campaign), inArray(events.node, [...touched]), gt(events.seq, nodes.appliedThrough)))
    .orderBy(asc(events.node), asc(events.seq));

  const through = new Map(rows.map((row) => [row.node, row.appliedThrough]));
  const next: RecordedEvent[] = [];
  for (const { node, seq, event } of waiting) {
    if (seq !== (through.get(node) ?? 0) + 1) continue;
    through.set(node, seq);
    next.push(event);
  }
  const moved = [...new Set(next.map((event) => event.node))];
  if (moved.length === 0) return;

  await savePlacesAdded(tx, campaign, next);
  const views = await loadViews(tx, campaign, moved);
  const notices: Notice[] = [];
  for (const event of next) {
    const view = views.of(event.node);
    applyEvent(view, event);
    notices.push(...noticesOf(view, event));
  }
  await saveViews(tx, campaign, views);
  await queueNotices(tx, context, campaign, notices);
  for (const chunk of inChunks(moved)) {
    const marks = sql.join(
      chunk.map((node) => sql`(${node}, ${through.get(node) ?? 0}::bigint)`),
      sql`, `,
    );
    await tx.execute(sql`
      update nodes set applied_through = marks.seq from (values ${marks}) as marks (node, seq)
      where nodes.campaign = ${campaign} and nodes.node = marks.node`);
  }
}

/** Through the last of the actor's events before the first gap. The actor's row is locked. */
async function advanceWatermark(tx: Db, campaign: string, actor: string, from: number): Promise<number> {
  const beyond = await tx
    .select({ actorSeq: events.actorSeq })
    .from(events)
    .where(and(eq(events.campaign, campaign), eq(events.actor, actor), gt(events.actorSeq, from)))
    .orderBy(asc(events.actorSeq));
  let through = from;
  for (const { actorSeq } of beyond) if (actorSeq === through + 1) through = actorSeq;
  if (through > from)
    await tx
      .update(actors)
      .set({ recordedThrough: through })
      .where(and(eq(actors.campaign, campaign), eq(actors.actor, actor)));
  return through;
}

/** Accepted where an event or an answer says so, whatever the row said before; refused only where it was pending. */
async function answerRequests(tx: Db, context: Context, input: RecordInput): Promise<readonly string[]> {
  const { campaign } = input;
  const answers = new Map<string, Answer>((input.answers ?? []).map((answer) => [answer.request, answer]));
  const caused = new Map<string, Event[]>();
  for (const event of input.events)
    if (event.request !== undefined) caused.set(event.request, [...(caused.get(event.request) ?? []), event]);

  const rows = await lockRequests(tx, campaign, [...new Set([...answers.keys(), ...caused.keys()])]);
  const overruled: string[] = [];
  const refused: Parameters<typeof refuse>[3][number][] = [];
  const told: Notice[] = [];
  for (const row of rows) {
    const answer = answers.get(row.id);
    const own = caused.get(row.id) ?? [];
    if (answer?.ok !== true && own.length === 0) {
      if (row.status === 'pending' && answer?.ok === false) refused.push({ row, rejection: answer.rejection });
      continue;
    }
    const seq =
      answer?.ok === true
        ? answer.seq
        : Math.max(0, ...own.filter((one) => one.node === row.node).map((one) => one.seq));
    if (row.status === 'accepted' && (row.seq ?? 0) >= seq) continue;
    await tx
      .update(requests)
      .set({
        status: 'accepted',
        seq,
        answeredAt: sql`coalesce(${requests.answeredAt}, now())`,
        ...unnamed(row.command),
      })
      .where(and(eq(requests.campaign, campaign), eq(requests.id, row.id)));
    if (row.status !== 'refused') continue;
    overruled.push(row.id);
    for (const to of personsOfSigner(row.signer)) {
      const payload = { node: row.node, seq, at: context.now(), request: row.id, command: row.command.kind };
      told.push({ key: `overruled/${row.id}/${to}`, to, template: 'accepted-after-all', payload });
    }
  }
  await refuse(tx, context, campaign, refused);
  await queueNotices(tx, context, campaign, told);
  return overruled;
}

export async function recordedThrough(db: Db, campaign: string, actor: string): Promise<number> {
  const [row] = await db
    .select({ through: actors.recordedThrough })
    .from(actors)
    .where(and(eq(actors.campaign, campaign), eq(actors.actor, actor)));
  return row?.through ?? 0;
}

export async function eventsKnown(db: Db, campaign: string, actor: string): Promise<KnownEvents> {
  const through = await recordedThrough(db, campaign, actor);
  const { rows } = await db.execute<{ node: NodeKey; through: string; beyond: number[] | null }>(sql`
    select n.node, n.applied_through as through,
      (select array_agg(e.seq::float8 order by e.seq) from events e
        where e.campaign = n.campaign and e.node = n.node and e.seq > n.applied_through) as beyond
    from nodes n
    where n.campaign = ${campaign}
      and exists (select 1 from events e where e.campaign = n.campaign and e.node = n.node and e.actor = ${actor})
    order by n.node`);
  const known = rows.map((row) => [row.node, { through: Number(row.through), beyond: row.beyond ?? [] }] as const);
  return { recordedThrough: through, nodes: Object.fromEntries(known) };
}
