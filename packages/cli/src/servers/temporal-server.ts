/**
 * The Temporal dev server as a process: how it is started on its file, how one sees that it serves, how it is ended. The
 * file is written with full synchronisation, so what was acknowledged survives any kill.
 */
import { connect } from 'node:net';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import type { Folder } from './folder.ts';
import { type Launched, launch } from './launch.ts';
import type { Env } from './options.ts';

export const NAMESPACE = 'default';
/** The dev server keeps closed workflows for one day; a campaign is looked at for longer (durable-execution.md, 2.10). */
const RETENTION_SECONDS = 90 * 24 * 3600;

export interface TemporalStart {
  readonly program: string;
  readonly folder: Folder;
  readonly port: number;
  readonly metricsPort: number;
  readonly env: Env;
}

export function launchTemporal({ program, folder, port, metricsPort, env }: TemporalStart): Launched {
  const args = ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)];
  args.push('--metrics-port', String(metricsPort), '--log-level', 'warn', '--db-filename', folder.temporalDb);
  args.push('--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL');
  return launch({
    program,
    args,
    cwd: path.dirname(folder.temporalDb),
    // Variables such as TEMPORAL_ADDRESS configure the client side of the same program.
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'))),
    log: folder.logs.temporal,
  });
}

/** Resolves when the server describes the namespace. */
export async function probeTemporal(address: string, within = 2_000): Promise<void> {
  await withConnection(address, within, (connection) =>
    connection.withDeadline(Date.now() + within, () =>
      connection.workflowService.describeNamespace({ namespace: NAMESPACE }),
    ),
  );
}

/** Sees to it that closed workflows are kept for as long as we need them; a longer time is left as it is. */
export async function extendRetention(address: string): Promise<void> {
  await withConnection(address, 10_000, (connection) =>
    connection.withDeadline(Date.now() + 10_000, async () => {
      const namespace = NAMESPACE;
      const { config } = await connection.workflowService.describeNamespace({ namespace });
      const kept = config?.workflowExecutionRetentionTtl?.seconds;
      if (!kept || kept.greaterThanOrEqual(RETENTION_SECONDS)) return;
      const seconds = kept.add(RETENTION_SECONDS - kept.toNumber());
      await connection.workflowService.updateNamespace({
        namespace,
        config: { workflowExecutionRetentionTtl: { seconds } },
      });
    }),
  );
}

async function withConnection(
  address: string,
  within: number,
  work: (connection: Connection) => Promise<unknown>,
): Promise<void> {
  // A gRPC channel that is refused once waits a second before it tries again, so the port is asked first.
  await knock(address, within);
  const connection = await Connection.connect({ address, connectTimeout: within });
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

/** Resolves when something listens at `host:port`. */
function knock(address: string, within: number): Promise<void> {
  const { hostname: host, port } = new URL(`tcp://${address}`);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port: Number(port || 7233), timeout: within });
    socket.once('connect', () => resolve(void socket.destroy()));
    socket.once('timeout', () => socket.destroy(new Error(`${address} did not answer within ${within} ms`)));
    socket.once('error', reject);
  });
}
