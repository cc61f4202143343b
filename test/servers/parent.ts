/** Drives `holder.ts`, and looks at processes and servers from outside. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { PostgresAddress, TemporalAddress } from '@lianfang/cli/servers';
import { Connection } from '@temporalio/client';
import { Client } from 'pg';

export interface Addresses {
  readonly temporal: TemporalAddress;
  readonly postgres: PostgresAddress;
}

export interface Parent {
  readonly addresses: Addresses;
  readonly child: ChildProcessWithoutNullStreams;
  say(line: 'stop' | 'exit' | 'throw'): void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>;
}

export async function aParent(dataDir: string, how: 'start' | 'connect' = 'start'): Promise<Parent> {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const holder = fileURLToPath(new URL('./holder.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', tsx, holder, dataDir, how]);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => undefined)]);
  if (first === undefined) throw new Error(`The parent ended early: ${errors}`);
  return {
    addresses: JSON.parse(String(first[0])) as Addresses,
    child,
    ended,
    say: (line) => void child.stdin.write(`${line}\n`),
  };
}

/** A new data folder; `remove` ends nothing, so stop the servers first. */
export function aDataFolder(): { readonly dataDir: string; remove(): void } {
  const parent = mkdtempSync(path.join(tmpdir(), 'lianfang-test-'));
  // Made by startServers, which lets PostgreSQL's user pass; mkdtemp's own folder must let it pass as well.
  chmodSync(parent, 0o711);
  return { dataDir: path.join(parent, 'data'), remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** Processes that have the data folder, or something in it, among their arguments: servers and keeper alike. */
export function processesOf(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) =>
      textOf(`/proc/${name}/cmdline`)
        .split('\0')
        .some((word) => word.startsWith(dataDir)),
    )
    .filter((name) => !/^State:\s+[ZX]/m.test(textOf(`/proc/${name}/status`)))
    .map(Number);
}

/** Waits until nothing of the data folder runs any more; returns what still runs after ten seconds. */
export async function orphansOf(dataDir: string): Promise<number[]> {
  const giveUp = Date.now() + 10_000;
  while (processesOf(dataDir).length > 0 && Date.now() < giveUp) await sleep(50);
  return processesOf(dataDir);
}

export async function sql<T>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
}

export async function withTemporal<T>(address: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process ended in between
  }
}
