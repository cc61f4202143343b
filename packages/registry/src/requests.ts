/**
 * Requests: what was asked, by whom, and what it was answered. Only the holder of a row's lease sends it; an answer once stored
 * stays, but for a refusal that an actor's acceptance overrules.
 */
import type { Command, Rejection } from '@lianfang/engine/kernel';
import { canonicalJson, hashOf, personsOfSigner } from '@lianfang/engine/record';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { insertTexts, insertVersions } from './content.ts';
import type { OpenedRequest, OpenRequests, PendingBatch, RequestRow } from './contract.ts';
import type { Context, Db } from './database.ts';
import { namesOf } from './names.ts';
import { answerOf, type RequestRecord, refusals, requests } from './schema.ts';
import { unnamed } from './unnamed.ts';

export async function openRequests(context: Context, input: OpenRequests): Promise<readonly OpenedRequest[]> {
  const { campaign, actor, batch, commands, holder, leaseSeconds } = input;
  if (commands.length === 0) return [];
  const ids = [...new Set(commands.map((command) => command.request))];
  return await context.db.transaction(async (tx) => {
    // Sorted, so that two processes with the same requests cannot wait for each other.
    const rows = commands
      .map((command, position) => ({
        campaign,
        id: command.request,
        batch,
        position,
        actor,
        node: command.node,
        command,
        commandHash: hashOf(command),
        signer: command.signer,
        status: 'pending' as const,
        leaseHolder: holder,
        leaseUntil: leaseEnd(leaseSeconds),
      }))
      .sort((one, other) => compare(one.id, other.id));
    const added = await tx.insert(requests).values(rows).onConflictDoNothing().returning({ command: requests.command });
    const texts = canonicalJson(added.map((row) => row.command));
    const named = (hash: string): boolean => texts.includes(hash);
    await insertVersions(
      tx,
      (input.versions ?? []).filter((one) => named(one.manifest.version)),
      context.now(),
    );
    await insertTexts(
      tx,
      (input.texts ?? []).filter((one) => named(one.hash)),
      context.now(),
    );

    const held = new Set(await lease(tx, campaign, ids, holder, leaseSeconds));
    const stored = await tx
      .select()
      .from(requests)
      .where(and(eq(requests.campaign, campaign), inArray(requests.id, ids)));
    const byId = new Map(stored.map((row) => [row.id, row]));
    return commands.flatMap(({ request }) => {
      const row = byId.get(request);
      return row === undefined ? [] : [{ ...requestRowOf(row), mine: held.has(request) }];
    });
  });
}

const leaseEnd = (seconds: number) => sql`clock_timestamp() + make_interval(secs => ${seconds})`;

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Takes what is pending and free, lapsed or the holder's own. */
async function lease(
  tx: Db,
  campaign: string,
  ids: readonly string[],
  holder: string,
  seconds: number,
): Promise<string[]> {
  if (ids.length === 0) return [];
  await lockRequests(tx, campaign, ids);
  const taken = await tx
    .update(requests)
    .set({ leaseHolder: holder, leaseUntil: leaseEnd(seconds) })
    .where(
      and(
        eq(requests.campaign, campaign),
        inArray(requests.id, [...ids]),
        eq(requests.status, 'pending'),
        sql`(${requests.leaseHolder} is null or ${requests.leaseHolder} = ${holder} or ${requests.leaseUntil} <= now())`,
      ),
    )
    .returning({ id: requests.id });
  return taken.map((row) => row.id);
}

/** Locks the rows in the order of their ids, as everybody does. */
export async function lockRequests(
  tx: Db,
  campaign: string,
  ids: readonly string[],
): Promise<readonly RequestRecord[]> {
  if (ids.length === 0) return [];
  return await tx
    .select()
    .from(requests)
    .where(and(eq(requests.campaign, campaign), inArray(requests.id, [...ids])))
    .orderBy(asc(requests.id))
    .for('update');
}

export async function pendingAmong(
  context: Context,
  campaign: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const rows = await context.db
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.campaign, campaign), inArray(requests.id, [...ids]), eq(requests.status, 'pending')));
  return rows.map((row) => row.id);
}

export async function takeLease(
  context: Context,
  campaign: string,
  ids: readonly string[],
  holder: string,
  leaseSeconds: number,
): Promise<readonly string[]> {
  return await context.db.transaction(async (tx) => await lease(tx, campaign, ids, holder, leaseSeconds));
}

export async function pendingRequests(
  context: Context,
  input: { olderThanSeconds: number; limit: number; holder: string; leaseSeconds: number },
): Promise<readonly PendingBatch[]> {
  const rows = await context.db.transaction(async (tx) => {
    const free = await tx
      .select({ campaign: requests.campaign, id: requests.id })
      .from(requests)
      .where(
        and(
          eq(requests.status, 'pending'),
          sql`${requests.openedAt} <= now() - make_interval(secs => ${input.olderThanSeconds})`,
          sql`(${requests.leaseHolder} is null or ${requests.leaseUntil} <= now())`,
        ),
      )
      .orderBy(asc(requests.openedAt), asc(requests.campaign), asc(requests.batch), asc(requests.position))
      .limit(input.limit)
      .for('update', { skipLocked: true });
    if (free.length === 0) return [];
    return await tx
      .update(requests)
      .set({ leaseHolder: input.holder, leaseUntil: leaseEnd(input.leaseSeconds) })
      .where(
        sql`(${requests.campaign}, ${requests.id}) in (${sql.join(
          free.map((one) => sql`(${one.campaign}, ${one.id})`),
          sql`, `,
        )})`,
      )
      .returning();
  });
  const batches = new Map<string, { campaign: string; actor: string; batch: string; commands: Command[] }>();
  for (const row of [...rows].sort((one, other) => one.position - other.position)) {
    const key = JSON.stringify([row.campaign, row.actor, row.batch]);
    const known = batches.get(key) ?? { campaign: row.campaign, actor: row.actor, batch: row.batch, commands: [] };
    known.commands.push(row.command);
    batches.set(key, known);
  }
  return [...batches.values()];
}

export async function recordRefusals(
  context: Context,
  input: { campaign: string; holder: string; refusals: readonly { request: string; rejection: Rejection }[] },
): Promise<readonly string[]> {
  const { campaign, holder } = input;
  if (input.refusals.length === 0) return [];
  const given = new Map(input.refusals.map((one) => [one.request, one.rejection]));
  return await context.db.transaction(async (tx) => {
    const ids = [...given.keys()];
    await lockRequests(tx, campaign, ids);
    const held = await tx
      .select()
      .from(requests)
      .where(
        and(
          eq(requests.campaign, campaign),
          inArray(requests.id, ids),
          eq(requests.status, 'pending'),
          eq(requests.leaseHolder, holder),
          sql`${requests.leaseUntil} > clock_timestamp()`,
        ),
      );
    await refuse(
      tx,
      context,
      campaign,
      held.map((row) => ({ row, rejection: given.get(row.id) })),
    );
    await context.insideRecording?.();
    return held.map((row) => row.id);
  });
}

/** Turns locked pending rows into refused ones and puts them before the sealer. */
export async function refuse(
  tx: Db,
  context: Context,
  campaign: string,
  refused: readonly { row: RequestRecord; rejection: Rejection | undefined }[],
): Promise<void> {
  const names = await namesOf(
    tx,
    campaign,
    refused.flatMap(({ row }) => personsOfSigner((unnamed(row.command) ?? row).signer)),
  );
  const recordedAt = context.now();
  for (const { row, rejection } of refused) {
    if (rejection === undefined) continue;
    const { command, signer } = unnamed(row.command) ?? row;
    await tx
      .update(requests)
      .set({ status: 'refused', rejection, answeredAt: sql`now()`, ...unnamed(row.command) })
      .where(and(eq(requests.campaign, campaign), eq(requests.id, row.id)));
    const own = names(personsOfSigner(signer));
    await tx
      .insert(refusals)
      .values({ campaign, request: row.id, command, rejection, names: own, recordedAt })
      .onConflictDoNothing();
  }
}

export async function request(db: Db, campaign: string, id: string): Promise<RequestRow | null> {
  const [row] = await db
    .select()
    .from(requests)
    .where(and(eq(requests.campaign, campaign), eq(requests.id, id)));
  return row === undefined ? null : requestRowOf(row);
}

export async function requestsOf(db: Db, campaign: string): Promise<readonly RequestRow[]> {
  const rows = await db
    .select()
    .from(requests)
    .where(eq(requests.campaign, campaign))
    .orderBy(asc(requests.openedAt), asc(requests.batch), asc(requests.position));
  return rows.map(requestRowOf);
}

function requestRowOf(row: RequestRecord): RequestRow {
  return {
    campaign: row.campaign,
    request: row.id,
    batch: row.batch,
    actor: row.actor,
    node: row.node,
    command: row.command,
    commandHash: row.commandHash,
    status: row.status,
    answer: answerOf(row),
    leaseHolder: row.leaseHolder,
    leaseUntil: row.leaseUntil?.getTime() ?? null,
    openedAt: row.openedAt.getTime(),
    answeredAt: row.answeredAt?.getTime() ?? null,
  };
}
