/**
 * Sealing: links what is recorded and contiguous into its chain, closes all chains under a root, and gives the ledger out.
 * One sealer a campaign at a time; everybody else only adds rows.
 */
import type { Campaign, NodeKey } from '@lianfang/engine/kernel';
import {
  type Checkpoint,
  chainOf,
  checkpointGenesis,
  checkpointOf,
  type Entry,
  entryOf,
  genesisOf,
  type Head,
  type LedgerLine,
  type Names,
  REFUSALS,
  type RecordedEvent,
  type RefusalEntry,
  refusalOf,
  type Unsealed,
} from '@lianfang/engine/record';
import { and, asc, desc, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { campaignOf, unknownCampaign } from './campaigns.ts';
import { inChunks } from './chunks.ts';
import type { LedgerQuery, LedgerRow } from './contract.ts';
import type { Context, Db } from './database.ts';
import { campaigns, checkpoints, events, heads, nodes, refusals } from './schema.ts';

/** Apart from every other lock on the same campaign. */
async function lockSealer(tx: Db, campaign: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`seal/${campaign}`}, 0))`);
}

export async function seal(context: Context, campaign: string): Promise<number> {
  return await context.db.transaction(async (tx) => {
    await lockSealer(tx, campaign);
    return await sealAll(tx, campaign);
  });
}

async function sealAll(tx: Db, campaign: string): Promise<number> {
  return (await sealEvents(tx, campaign)) + (await sealRefusals(tx, campaign));
}

async function sealEvents(tx: Db, campaign: string): Promise<number> {
  const rows = await tx
    .select({
      node: events.node,
      seq: events.seq,
      event: events.event,
      recordedAt: events.recordedAt,
      names: events.names,
      sealedHash: nodes.sealedHash,
    })
    .from(nodes)
    .innerJoin(events, and(eq(events.campaign, nodes.campaign), eq(events.node, nodes.node)))
    .where(
      and(
        eq(nodes.campaign, campaign),
        sql`${nodes.sealedThrough} < ${nodes.appliedThrough}`,
        gt(events.seq, nodes.sealedThrough),
        lte(events.seq, nodes.appliedThrough),
      ),
    )
    .orderBy(asc(events.node), asc(events.seq));
  const last = new Map<NodeKey, { seq: number; hash: string }>();
  const links = rows.map((row) => {
    const previous = last.get(row.node)?.hash ?? row.sealedHash ?? genesisOf(campaign, chainOf(row.node));
    const entry = entryOf(campaign, row.event, row.recordedAt, row.names, previous);
    last.set(row.node, { seq: row.seq, hash: entry.hash });
    return { node: row.node, seq: row.seq, previous, hash: entry.hash };
  });
  for (const chunk of inChunks(links)) {
    const values = sql.join(
      chunk.map((one) => sql`(${one.node}, ${one.seq}::bigint, ${one.previous}, ${one.hash})`),
      sql`, `,
    );
    await tx.execute(sql`
      update events set previous = links.previous, hash = links.hash
      from (values ${values}) as links (node, seq, previous, hash)
      where events.campaign = ${campaign} and events.node = links.node and events.seq = links.seq`);
  }
  for (const chunk of inChunks([...last])) {
    const values = sql.join(
      chunk.map(([node, one]) => sql`(${node}, ${one.seq}::bigint, ${one.hash})`),
      sql`, `,
    );
    await tx.execute(sql`
      update nodes set sealed_through = ends.seq, sealed_hash = ends.hash
      from (values ${values}) as ends (node, seq, hash)
      where nodes.campaign = ${campaign} and nodes.node = ends.node`);
  }
  return links.length;
}

async function sealRefusals(tx: Db, campaign: string): Promise<number> {
  const rows = await tx
    .select()
    .from(refusals)
    .where(and(eq(refusals.campaign, campaign), isNull(refusals.hash)))
    .orderBy(asc(refusals.arrival));
  if (rows.length === 0) return 0;
  const [head] = await tx
    .select({ seq: campaigns.refusalsSealed, hash: campaigns.refusalsHash })
    .from(campaigns)
    .where(eq(campaigns.id, campaign));
  if (head === undefined) throw unknownCampaign(campaign);
  let seq = head.seq;
  let previous = head.hash ?? genesisOf(campaign, REFUSALS);
  for (const row of rows) {
    seq++;
    const entry = refusalOf(campaign, seq, row, previous);
    await tx
      .update(refusals)
      .set({ seq, previous, hash: entry.hash })
      .where(and(eq(refusals.campaign, campaign), eq(refusals.request, row.request)));
    previous = entry.hash;
  }
  await tx.update(campaigns).set({ refusalsSealed: seq, refusalsHash: previous }).where(eq(campaigns.id, campaign));
  return rows.length;
}

export async function checkpoint(context: Context, campaign: string): Promise<Checkpoint> {
  return await context.db.transaction(async (tx) => {
    await lockSealer(tx, campaign);
    await sealAll(tx, campaign);
    const [last] = await tx
      .select()
      .from(checkpoints)
      .where(eq(checkpoints.campaign, campaign))
      .orderBy(desc(checkpoints.seq))
      .limit(1);
    const before = await tx.select().from(heads).where(eq(heads.campaign, campaign));
    const now = await currentHeads(tx, campaign);
    const known = new Map(before.map((row) => [row.chain, row.seq]));
    const moved = Object.fromEntries(Object.entries(now).filter(([chain, [seq]]) => known.get(chain) !== seq));
    if (last !== undefined && Object.keys(moved).length === 0) return last.body;

    const made = checkpointOf(
      campaign,
      (last?.seq ?? 0) + 1,
      context.now(),
      now,
      moved,
      last?.hash ?? checkpointGenesis(campaign),
    );
    await tx.insert(checkpoints).values({ campaign, seq: made.seq, body: made, hash: made.hash });
    const rows = Object.entries(moved).map(([chain, [seq, hash]]) => ({ campaign, chain, seq, hash }));
    for (const chunk of inChunks(rows))
      await tx
        .insert(heads)
        .values(chunk)
        .onConflictDoUpdate({
          target: [heads.campaign, heads.chain],
          set: { seq: sql`excluded.seq`, hash: sql`excluded.hash` },
        });
    return made;
  });
}

async function currentHeads(tx: Db, campaign: string): Promise<Record<string, Head>> {
  const rows = await tx
    .select({ node: nodes.node, seq: nodes.sealedThrough, hash: nodes.sealedHash })
    .from(nodes)
    .where(and(eq(nodes.campaign, campaign), isNotNull(nodes.sealedHash)));
  const found: Record<string, Head> = {};
  for (const row of rows) if (row.hash !== null) found[chainOf(row.node)] = [row.seq, row.hash];
  const [refused] = await tx
    .select({ seq: campaigns.refusalsSealed, hash: campaigns.refusalsHash })
    .from(campaigns)
    .where(eq(campaigns.id, campaign));
  if (refused?.hash !== null && refused !== undefined) found[REFUSALS] = [refused.seq, refused.hash];
  return found;
}

/** What the last checkpoint covers, and nothing after it: what is recorded meanwhile comes with the next export. */
export async function* exportLedger(context: Context, id: string): AsyncGenerator<LedgerLine> {
  const { db } = context;
  const campaign: Campaign = await campaignOf(context, id);
  const last = await checkpoint(context, id);
  yield {
    kind: 'ledger',
    format: 1,
    campaign: id,
    campaignHash: campaign.campaignHash,
    title: campaign.title,
    zone: campaign.zone,
  };

  const covered = new Map<string, number>();
  const all = await db
    .select()
    .from(checkpoints)
    .where(and(eq(checkpoints.campaign, id), lte(checkpoints.seq, last.seq)))
    .orderBy(asc(checkpoints.seq));
  for (const { body } of all) for (const [chain, [seq]] of Object.entries(body.moved)) covered.set(chain, seq);

  const counts = { entries: 0, refusals: 0 };
  const PAGE = 1000;
  let at: { node: NodeKey; seq: number } = { node: '', seq: 0 };
  for (;;) {
    const page = await db
      .select()
      .from(events)
      .where(
        and(
          eq(events.campaign, id),
          isNotNull(events.hash),
          sql`(${events.node}, ${events.seq}) > (${at.node}, ${at.seq}::bigint)`,
        ),
      )
      .orderBy(asc(events.node), asc(events.seq))
      .limit(PAGE);
    for (const row of page) {
      at = row;
      const entry = entryOfRow(id, row);
      if ('hash' in entry && row.seq <= (covered.get(chainOf(row.node)) ?? 0)) {
        counts.entries++;
        yield entry;
      }
    }
    if (page.length < PAGE) break;
  }
  for (const refusal of await refusalsOf(db, id)) {
    if (refusal.seq > (covered.get(REFUSALS) ?? 0)) break;
    counts.refusals++;
    yield refusal;
  }
  for (const { body } of all) yield body;
  yield { kind: 'end', ...counts, checkpoints: all.length, checkpoint: last.hash };
}

interface EventRow {
  readonly event: RecordedEvent;
  readonly recordedAt: number;
  readonly names: Names;
  readonly previous: string | null;
  readonly hash: string | null;
}

function entryOfRow(campaign: string, row: EventRow): Entry | Unsealed {
  const { event, recordedAt, names, previous, hash } = row;
  const unsealed: Unsealed = {
    kind: 'entry',
    format: 1,
    campaign,
    node: event.node,
    seq: event.seq,
    event,
    recordedAt,
    names,
  };
  return previous === null || hash === null ? unsealed : { ...unsealed, previous, hash };
}

export async function refusalsOf(db: Db, campaign: string): Promise<readonly RefusalEntry[]> {
  const rows = await db
    .select()
    .from(refusals)
    .where(and(eq(refusals.campaign, campaign), isNotNull(refusals.hash)))
    .orderBy(asc(refusals.seq));
  return rows.map(({ arrival: _, seq, previous, hash, ...row }) => ({
    kind: 'refusal',
    format: 1,
    ...row,
    seq: seq ?? 0,
    previous: previous ?? '',
    hash: hash ?? '',
  }));
}

/** Of one node: by its sequence, without gaps. Of the campaign: by arrival, a tail to look at, where a slow writer's rows may come late. */
export async function ledger(db: Db, campaign: string, query: LedgerQuery): Promise<readonly LedgerRow[]> {
  const after = query.after ?? 0;
  if (query.node === undefined) {
    const rows = await db
      .select()
      .from(events)
      .where(and(eq(events.campaign, campaign), gt(events.arrival, after)))
      .orderBy(asc(events.arrival))
      .limit(query.limit);
    return rows.map((row) => ({ cursor: row.arrival, entry: entryOfRow(campaign, row) }));
  }
  const rows = await db
    .select({ events })
    .from(events)
    .innerJoin(nodes, and(eq(nodes.campaign, events.campaign), eq(nodes.node, events.node)))
    .where(
      and(
        eq(events.campaign, campaign),
        eq(events.node, query.node),
        gt(events.seq, after),
        lte(events.seq, nodes.appliedThrough),
      ),
    )
    .orderBy(asc(events.seq))
    .limit(query.limit);
  return rows.map(({ events: row }) => ({ cursor: row.seq, entry: entryOfRow(campaign, row) }));
}

/** All of a node's entries in order. */
export async function entriesAt(db: Db, campaign: string, node: NodeKey): Promise<readonly (Entry | Unsealed)[]> {
  const rows = await ledger(db, campaign, { node, limit: 1_000_000 });
  return rows.map((row) => row.entry);
}
