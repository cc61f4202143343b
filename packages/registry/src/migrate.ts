/**
 * Applies the migrations that a database has not seen, in order, one process at a time. A migration and the note that it ran are
 * one transaction.
 */
import { sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { migrations } from './migrations.ts';

/** Any number that no other program locks; the same in every build. */
const LOCK = 7_246_110_011;

export async function migrate(db: Db): Promise<readonly string[]> {
  return await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    await tx.execute(
      sql`create table if not exists migrations (id text primary key, applied_at timestamptz not null default now())`,
    );
    const { rows } = await tx.execute<{ id: string }>(sql`select id from migrations`);
    const known = new Set(rows.map((row) => row.id));
    const applied: string[] = [];
    for (const migration of migrations) {
      if (known.has(migration.id)) continue;
      await tx.execute(sql.raw(migration.sql));
      await tx.execute(sql`insert into migrations (id) values (${migration.id})`);
      applied.push(migration.id);
    }
    return applied;
  });
}
