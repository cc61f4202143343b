/**
 * What was written: versions of forms and texts, immutable, by salted hash. The salt of a version belongs to its lineage (node and
 * step, over all rounds and campaigns); each text has its own.
 */
import { randomBytes } from 'node:crypto';
import type { Hash, NodeKey, StepId } from '@lianfang/engine/kernel';
import { hashOf, manifestOf } from '@lianfang/engine/record';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { PreparedText, PreparedVersion, StoredVersion, VersionInput, VersionUse } from './contract.ts';
import type { Context, Db } from './database.ts';
import { lineages, texts, versions, versionUses } from './schema.ts';
import { assertStorable, assertStorableJson } from './storable.ts';

function lineageOf(node: NodeKey, step: StepId): string {
  return `${node}/${step}`;
}

async function saltOf(db: Db, lineage: string): Promise<string> {
  const find = async () => (await db.select().from(lineages).where(eq(lineages.id, lineage)))[0]?.salt;
  const known = await find();
  if (known !== undefined) return known;
  const salt = randomBytes(32).toString('hex');
  await db.insert(lineages).values({ id: lineage, salt }).onConflictDoNothing();
  return (await find()) ?? salt;
}

export async function prepareVersion(context: Context, input: VersionInput): Promise<PreparedVersion> {
  assertStorableJson(input.content);
  const salt = await saltOf(context.db, lineageOf(input.node, input.step));
  return { ...input, manifest: manifestOf(input.form, input.content, salt) };
}

export async function insertVersions(db: Db, prepared: readonly PreparedVersion[], storedAt: number): Promise<void> {
  for (const { campaign, node, step, round, form, content, author, manifest } of prepared) {
    const hash = manifest.version;
    await db
      .insert(versions)
      .values({ hash, lineage: lineageOf(node, step), form: form.id, content, manifest })
      .onConflictDoNothing();
    await db.insert(versionUses).values({ campaign, node, step, round, hash, author, storedAt }).onConflictDoNothing();
  }
}

export async function storeVersion(context: Context, input: VersionInput): Promise<PreparedVersion> {
  const prepared = await prepareVersion(context, input);
  await context.db.transaction(async (tx) => await insertVersions(tx, [prepared], context.now()));
  return prepared;
}

export function prepareText(text: string): PreparedText {
  assertStorable(text);
  const salt = randomBytes(32).toString('hex');
  return { hash: hashOf({ salt, text }), salt, text };
}

export async function insertTexts(db: Db, prepared: readonly PreparedText[], storedAt: number): Promise<void> {
  if (prepared.length > 0)
    await db
      .insert(texts)
      .values(prepared.map((one) => ({ ...one, storedAt })))
      .onConflictDoNothing();
}

export async function storeText(context: Context, text: string): Promise<Hash> {
  const prepared = prepareText(text);
  await insertTexts(context.db, [prepared], context.now());
  return prepared.hash;
}

export async function textProof(db: Db, hash: Hash): Promise<PreparedText | null> {
  const [row] = await db.select().from(texts).where(eq(texts.hash, hash));
  return row === undefined ? null : { hash: row.hash, salt: row.salt, text: row.text };
}

export async function readTexts(db: Db, hashes: readonly Hash[]): Promise<Readonly<Record<Hash, string>>> {
  if (hashes.length === 0) return {};
  const rows = await db
    .select()
    .from(texts)
    .where(inArray(texts.hash, [...new Set(hashes)]));
  return Object.fromEntries(rows.map((row) => [row.hash, row.text]));
}

export async function version(db: Db, hash: Hash): Promise<StoredVersion | null> {
  const [row] = await db
    .select()
    .from(versions)
    .innerJoin(lineages, eq(lineages.id, versions.lineage))
    .where(eq(versions.hash, hash));
  return row === undefined ? null : { ...row.versions, salt: row.lineages.salt };
}

export async function versionsOf(
  db: Db,
  campaign: string,
  node: NodeKey,
  step: StepId,
): Promise<readonly VersionUse[]> {
  const rows = await db
    .select()
    .from(versionUses)
    .innerJoin(versions, eq(versions.hash, versionUses.hash))
    .innerJoin(lineages, eq(lineages.id, versions.lineage))
    .where(and(eq(versionUses.campaign, campaign), eq(versionUses.node, node), eq(versionUses.step, step)))
    .orderBy(asc(versionUses.round), asc(versionUses.storedAt), asc(versionUses.hash));
  return rows.map((row) => ({ ...row.versions, salt: row.lineages.salt, ...row.version_uses }));
}
