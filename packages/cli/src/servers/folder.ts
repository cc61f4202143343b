/**
 * The data folder: where things lie in it, the record of what runs, and the leases of those who use it. The record keeps
 * ports for the next start and names processes by identity, so that whoever comes after a kill can tell ours from others.
 */
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { identityOf, isAlive, ProcessIdentity } from './process-identity.ts';

const Port = z.int().min(1).max(65535);

export const ServersRecord = z.strictObject({
  format: z.literal(1),
  ephemeral: z.boolean(),
  keeper: ProcessIdentity.optional(),
  temporal: z.strictObject({ process: ProcessIdentity.optional(), port: Port, metricsPort: Port }).optional(),
  /** `folder` is the cluster's; as root it may lie outside the data folder. */
  postgres: z.strictObject({ process: ProcessIdentity.optional(), port: Port, folder: z.string() }).optional(),
});
export type ServersRecord = z.infer<typeof ServersRecord>;

export interface Folder {
  readonly dataDir: string;
  readonly lock: string;
  readonly record: string;
  readonly leases: string;
  readonly logs: { readonly temporal: string; readonly postgres: string; readonly keeper: string };
  readonly temporalDb: string;
  readonly postgresCluster: string;
  readonly postgresPassword: string;
}

export function folderAt(dataDir: string): Folder {
  const at = (...names: string[]) => path.join(dataDir, ...names);
  return {
    dataDir,
    lock: at('servers.lock'),
    record: at('servers.json'),
    leases: at('leases'),
    logs: {
      temporal: at('logs', 'temporal.log'),
      postgres: at('logs', 'postgres.log'),
      keeper: at('logs', 'keeper.log'),
    },
    temporalDb: at('temporal', 'temporal.db'),
    postgresCluster: at('postgres'),
    postgresPassword: at('postgres-password'),
  };
}

/** Creates what is missing. A folder of our own making may be passed through, but not listed, by PostgreSQL's user. */
export function makeFolder(folder: Folder, fresh: boolean): void {
  const isNew = fresh || !existsSync(folder.dataDir);
  mkdirSync(folder.dataDir, { recursive: true });
  if (isNew) chmodSync(folder.dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  for (const inner of [folder.leases, path.dirname(folder.logs.temporal), path.dirname(folder.temporalDb)]) {
    mkdirSync(inner, { recursive: true, mode: 0o700 });
  }
}

/** The record; undefined when there is none or it cannot be understood, which means the same: nothing is known to run. */
export function readRecord(folder: Folder): ServersRecord | undefined {
  try {
    return ServersRecord.safeParse(JSON.parse(readFileSync(folder.record, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

export function writeRecord(folder: Folder, record: ServersRecord): void {
  writeWhole(folder.record, `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Says that this process uses the servers until it ends or the returned function is called. */
export function takeLease(folder: Folder): () => void {
  const file = path.join(folder.leases, `${process.pid}-${randomUUID()}`);
  writeWhole(file, JSON.stringify(identityOf(process.pid)));
  return () => rmSync(file, { force: true });
}

/** Whether any process still uses the servers; leases of processes that are gone are removed on the way. */
export function isInUse(folder: Folder): boolean {
  let names: string[];
  try {
    names = readdirSync(folder.leases).filter((name) => !name.endsWith('.draft'));
  } catch {
    return false;
  }
  return names.filter((name) => isLive(path.join(folder.leases, name))).length > 0;
}

function isLive(lease: string): boolean {
  try {
    const holder = ProcessIdentity.safeParse(JSON.parse(readFileSync(lease, 'utf8'))).data;
    if (holder !== undefined && isAlive(holder)) return true;
    rmSync(lease, { force: true });
    return false;
  } catch {
    return false; // given back between listing and reading
  }
}

function writeWhole(file: string, content: string): void {
  const draft = `${file}.${randomUUID()}.draft`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}
