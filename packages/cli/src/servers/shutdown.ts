/** Ends what the record names and what a kill left unrecorded. Used by whoever leaves last, and by the keeper. */
import { rmSync } from 'node:fs';
import { type Folder, readRecord, type ServersRecord, writeRecord } from './folder.ts';
import { endProcess, isAlive, type ProcessIdentity, processesWithArguments } from './process-identity.ts';

const PATIENCE = 15_000;

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, which recovers at the next start. */
export function endPostgres(identity: ProcessIdentity): Promise<void> {
  return endProcess(identity, ['SIGINT', 'SIGQUIT'], PATIENCE);
}

export function endTemporal(identity: ProcessIdentity): Promise<void> {
  return endProcess(identity, ['SIGTERM'], PATIENCE);
}

// Servers on these data that no record names: their starter was killed between starting and writing it down.

export async function endUnrecordedTemporal(folder: Folder): Promise<void> {
  await Promise.all(processesWithArguments('start-dev', folder.temporalDb).map(endTemporal));
}

export async function endUnrecordedPostgres(cluster: string): Promise<void> {
  await Promise.all(processesWithArguments('-D', cluster, 'listen_addresses=127.0.0.1').map(endPostgres));
}

/** Ends both servers; the caller holds the lock. Ports and folders stay on record for the next start, unless ephemeral. */
export async function endServers(folder: Folder, lastKnown?: ServersRecord): Promise<void> {
  const record = readRecord(folder) ?? lastKnown;
  if (record === undefined) return;
  const { temporal, postgres } = record;
  await Promise.all([
    temporal?.process === undefined ? undefined : endTemporal(temporal.process),
    postgres?.process === undefined ? undefined : endPostgres(postgres.process),
  ]);
  await endUnrecordedTemporal(folder);
  if (postgres !== undefined) await endUnrecordedPostgres(postgres.folder);
  if (record.ephemeral) {
    for (const made of [postgres?.folder, folder.dataDir])
      if (made !== undefined) rmSync(made, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  } else if (readRecord(folder) !== undefined) {
    writeRecord(folder, withoutProcesses(record));
  }
}

export function withoutProcesses({ format, ephemeral, temporal, postgres }: ServersRecord): ServersRecord {
  return {
    format,
    ephemeral,
    ...(temporal && { temporal: { port: temporal.port, metricsPort: temporal.metricsPort } }),
    ...(postgres && { postgres: { port: postgres.port, folder: postgres.folder } }),
  };
}

export async function endKeeper(keeper: ProcessIdentity | undefined): Promise<void> {
  if (keeper !== undefined && keeper.pid !== process.pid && isAlive(keeper))
    await endProcess(keeper, ['SIGTERM'], 2_000);
}
