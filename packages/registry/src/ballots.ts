/**
 * Ballots not yet drawn. A token is here from its issue until somebody draws it, and then nowhere: who drew is known by their request,
 * which one they drew is not. No row carries a time or a sequence, and both tables are read and written by token or request only.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Context, Db } from './database.ts';
import { ballotDraws, ballots, requests } from './schema.ts';

/** The tokens of an issue, made now; a repeat gives those that are left of it. */
export async function prepareBallots(
  { db }: Context,
  campaign: string,
  issue: string,
  count: number,
): Promise<readonly string[]> {
  return await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`${campaign} ${issue}`}))`);
    const known = await left(tx, campaign, issue);
    if (known.length > 0) return known;
    // Sorted, so that where a row lies says nothing of when its token was made.
    const tokens = Array.from({ length: count }, () => randomBytes(24).toString('base64url')).sort();
    await tx.insert(ballots).values(tokens.map((token) => ({ campaign, issue, token })));
    return tokens;
  });
}

/** The issue was refused: its tokens are worth nothing. */
export async function dropBallots({ db }: Context, campaign: string, issue: string): Promise<void> {
  await db.delete(ballots).where(and(eq(ballots.campaign, campaign), eq(ballots.issue, issue)));
}

/** One token at random for an accepted `TakeBallot`, once. */
export async function drawBallot({ db }: Context, campaign: string, request: string): Promise<string | null> {
  return await db.transaction(async (tx) => {
    const issue = await issueFor(tx, campaign, request);
    if (issue === null) return null;
    const first = await tx.insert(ballotDraws).values({ campaign, request }).onConflictDoNothing().returning();
    if (first.length === 0) return null;
    const tokens = await left(tx, campaign, issue);
    const token = tokens[tokens.length === 0 ? 0 : randomInt(tokens.length)];
    if (token === undefined) return null;
    await tx
      .delete(ballots)
      .where(and(eq(ballots.campaign, campaign), eq(ballots.issue, issue), eq(ballots.token, token)));
    return token;
  });
}

/** Locked until the transaction ends: two who draw at once get two tokens. */
async function left(tx: Db, campaign: string, issue: string): Promise<string[]> {
  const rows = await tx
    .select({ token: ballots.token })
    .from(ballots)
    .where(and(eq(ballots.campaign, campaign), eq(ballots.issue, issue)))
    .orderBy(asc(ballots.token))
    .for('update');
  return rows.map((row) => row.token);
}

/** The newest issue that was accepted for the vote which the request was accepted in. */
async function issueFor(tx: Db, campaign: string, request: string): Promise<string | null> {
  const [taken] = await tx
    .select()
    .from(requests)
    .where(and(eq(requests.campaign, campaign), eq(requests.id, request), eq(requests.status, 'accepted')));
  if (taken?.command.kind !== 'TakeBallot') return null;
  const { node, step, stage, round } = taken.command;
  const said = (key: string) => sql`${requests.command} ->> ${key}`;
  const [issue] = await tx
    .select({ id: requests.id })
    .from(requests)
    .where(
      and(
        eq(requests.campaign, campaign),
        eq(requests.node, node),
        eq(requests.status, 'accepted'),
        sql`${said('kind')} = 'IssueBallots'`,
        sql`${said('step')} = ${step}`,
        sql`${said('stage')} = ${stage}`,
        sql`${said('round')} = ${String(round)}`,
        sql`${requests.seq} < ${taken.seq ?? 0}`,
      ),
    )
    .orderBy(desc(requests.seq))
    .limit(1);
  return issue?.id ?? null;
}
