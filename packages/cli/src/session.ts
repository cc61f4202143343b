/**
 * A connection to what runs: registry and client of the servers in the data folder. Must not know what is asked over it.
 */
import { createClient, type LianfangClient } from '@lianfang/client';
import { openRegistry, type Registry } from '@lianfang/registry';
import { connectServers, type Servers } from './servers/index.ts';
import type { Shell } from './shell.ts';

/** Everything of one installation shares a task queue; `LIANFANG_TASK_QUEUE` names another on a server shared with others. */
export function taskQueueOf(env: Shell['env']): string {
  return env.LIANFANG_TASK_QUEUE || 'lianfang';
}

export interface Connected {
  readonly registry: Registry;
  readonly client: LianfangClient;
  close(): Promise<void>;
}

export async function connectTo(servers: Servers, env: Shell['env']): Promise<Connected> {
  const registry = openRegistry({ url: servers.postgres.url });
  try {
    await registry.migrate();
    const client = await createClient({
      temporal: { address: servers.temporal.address, taskQueue: taskQueueOf(env) },
      registry,
    });
    return {
      registry,
      client,
      async close() {
        await Promise.allSettled([client.close(), registry.close()]);
      },
    };
  } catch (error) {
    await registry.close().catch(() => {});
    throw error;
  }
}

/**
 * Joins what `up` or `start` runs, for one command.
 * @throws ServersFault `fault.servers-not-running`
 */
export async function withSession<T>(shell: Shell, use: (session: Connected) => Promise<T>): Promise<T> {
  const servers = await connectServers({ env: shell.env, lang: shell.lang });
  try {
    const connected = await connectTo(servers, shell.env);
    try {
      return await use(connected);
    } finally {
      await connected.close();
    }
  } finally {
    await servers.stop();
  }
}
