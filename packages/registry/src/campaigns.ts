/** Campaigns: the compiled definition by hash, the author's documents, the clock, the people's names as of now. */
import type { Campaign, NodeKey, PersonId } from '@lianfang/engine/kernel';
import { asc, eq, sql } from 'drizzle-orm';
import { inChunks } from './chunks.ts';
import type { CampaignSummary, PersonName, SaveCampaign, StoredCampaign } from './contract.ts';
import type { Context, Db } from './database.ts';
import { RegistryFault } from './fault.ts';
import { actors, campaigns, definitions, people, places } from './schema.ts';
import { assertStorable } from './storable.ts';

export async function saveCampaign(context: Context, input: SaveCampaign): Promise<CampaignSummary> {
  const { campaign, planText, rosterText, clock, from } = input;
  assertStorable(planText, rosterText);
  const hash = campaign.campaignHash;
  return await context.db.transaction(async (tx) => {
    if (from !== undefined) {
      const [before] = await tx.select({ id: campaigns.id }).from(campaigns).where(eq(campaigns.id, from));
      if (before === undefined) throw unknownCampaign(from);
    }
    await tx.insert(definitions).values({ hash, body: campaign }).onConflictDoNothing();
    const added = await tx
      .insert(campaigns)
      .values({
        id: campaign.campaign,
        hash,
        title: campaign.title,
        period: campaign.period,
        planText,
        rosterText,
        clock,
        state: 'running',
        savedAt: context.now(),
        continues: from ?? null,
      })
      .onConflictDoNothing()
      .returning();
    const [row] =
      added.length > 0 ? added : await tx.select().from(campaigns).where(eq(campaigns.id, campaign.campaign));
    if (row === undefined) throw unknownCampaign(campaign.campaign);
    if (row.hash !== hash) {
      const fields = { campaign: row.id, stored: row.hash, given: hash };
      throw new RegistryFault(
        'registry.campaign-differs',
        `Expected campaign '${row.id}' to be ${row.hash}, but it is ${hash}.`,
        fields,
      );
    }
    // Started again without saying so, it goes on from where it started.
    if (from !== undefined && row.continues !== from) {
      const fields = { campaign: row.id, stored: row.continues ?? '–', given: from };
      throw new RegistryFault(
        'registry.campaign-differs',
        `Expected campaign '${row.id}' to start from '${fields.stored}', but it is to start from '${from}'.`,
        fields,
      );
    }
    if (added.length > 0) {
      await savePlaces(tx, campaign);
      await savePeople(tx, campaign.campaign, input.people);
    }
    return summaryOf(row);
  });
}

async function savePlaces(tx: Db, campaign: Campaign): Promise<void> {
  const rows = Object.values(campaign.nodes).map((node) => ({
    campaign: campaign.campaign,
    node: node.key,
    layer: node.layer,
    name: node.name,
    parent: node.parent,
    above: aboveOf(campaign, node.key),
  }));
  for (const chunk of inChunks(rows)) await tx.insert(places).values(chunk);
  const hosts = campaign.placement.map(({ actor }) => ({
    campaign: campaign.campaign,
    actor,
    workflow: `${campaign.campaign}/${actor}`,
  }));
  for (const chunk of inChunks(hosts)) await tx.insert(actors).values(chunk).onConflictDoNothing();
}

function aboveOf(campaign: Campaign, node: NodeKey): NodeKey[] {
  const above: NodeKey[] = [];
  for (let key = campaign.nodes[node]?.parent ?? null; key !== null; key = campaign.nodes[key]?.parent ?? null)
    above.push(key);
  return above;
}

export async function savePeople(db: Db, campaign: string, given: readonly PersonName[]): Promise<void> {
  const rows = [...new Map(given.map((one) => [one.person, { campaign, ...one }])).values()];
  for (const chunk of inChunks(rows))
    await db
      .insert(people)
      .values(chunk)
      .onConflictDoUpdate({ target: [people.campaign, people.person], set: { name: sql`excluded.name` } });
}

export async function peopleOf(db: Db, campaign: string): Promise<Readonly<Record<PersonId, string>>> {
  const rows = await db.select().from(people).where(eq(people.campaign, campaign));
  return Object.fromEntries(rows.map((row) => [row.person, row.name]));
}

export async function getCampaign(context: Context, id: string): Promise<StoredCampaign | null> {
  const [row] = await context.db.select().from(campaigns).where(eq(campaigns.id, id));
  if (row === undefined) return null;
  const campaign = await definitionOf(context, row.hash);
  return { ...summaryOf(row), campaign, planText: row.planText, rosterText: row.rosterText };
}

/** The compiled campaign. @throws RegistryFault `registry.campaign-unknown` */
export async function campaignOf(context: Context, id: string): Promise<Campaign> {
  const [row] = await context.db.select({ hash: campaigns.hash }).from(campaigns).where(eq(campaigns.id, id));
  if (row === undefined) throw unknownCampaign(id);
  return await definitionOf(context, row.hash);
}

async function definitionOf(context: Context, hash: string): Promise<Campaign> {
  const known = context.definitions.get(hash);
  if (known !== undefined) return known;
  const [row] = await context.db.select().from(definitions).where(eq(definitions.hash, hash));
  if (row === undefined) throw unknownCampaign(hash);
  context.definitions.set(hash, row.body);
  return row.body;
}

export async function listCampaigns(db: Db): Promise<readonly CampaignSummary[]> {
  return (await db.select().from(campaigns).orderBy(asc(campaigns.savedAt), asc(campaigns.id))).map(summaryOf);
}

export async function closeCampaign(context: Context, id: string): Promise<void> {
  await context.db
    .update(campaigns)
    .set({ state: 'closed', closedAt: sql`coalesce(${campaigns.closedAt}, ${context.now()})` })
    .where(eq(campaigns.id, id));
}

function summaryOf(row: typeof campaigns.$inferSelect): CampaignSummary {
  const { id, hash, title, period, clock, state, savedAt, closedAt, continues } = row;
  return { id, hash, title, period, clock, state, savedAt, closedAt, from: continues };
}

export function unknownCampaign(id: string): RegistryFault {
  return new RegistryFault('registry.campaign-unknown', `Expected campaign '${id}' to be in the registry.`, {
    campaign: id,
  });
}
