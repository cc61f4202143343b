/** The connection pool and what a function needs to run inside or outside a transaction. */

import type { Campaign } from '@lianfang/engine/kernel';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

/** A pool, or a transaction on one of its connections. */
export type Db = Pick<NodePgDatabase, 'select' | 'insert' | 'update' | 'delete' | 'execute' | 'transaction'>;

export interface Database {
  readonly db: NodePgDatabase;
  close(): Promise<void>;
}

export function openDatabase(url: string, connections: number): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  // An idle connection that the server ends is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // Nor does the pool listen on a connection in use, between the queries of a transaction; the next query fails and says so.
  pool.on('connect', (connection) => connection.on('error', () => {}));
  return { db: drizzle(pool), close: () => pool.end() };
}

/** What every function of the registry is given. */
export interface Context {
  readonly db: Db;
  /** Wall time, epoch milliseconds. */
  readonly now: () => number;
  /** Where notices go; one outbox row per channel. */
  readonly channels: readonly string[];
  /** Compiled campaigns by hash: they never change. */
  readonly definitions: Map<string, Campaign>;
  /** Called inside the transaction of every recording, before its commit: where tests kill. */
  readonly insideRecording?: (() => void | Promise<void>) | undefined;
}
