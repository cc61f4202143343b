/**
 * A connection to what runs: registry and client of the servers in the data folder. Must not know what is asked over it.
 */
import { createClient, type LianfangClient } from '@lianfang/client';
import { openRegistry, type Registry } from '@lianfang/registry';
import { connectServers, type Servers } from './servers/index.ts';
import type { Shell } from './shell.ts';

export const TASK_QUEUE = 'lianfang';

export interface Session {
  readonly servers: Servers;
  readonly registry: Registry;
  readonly client: LianfangClient;
  close(): Promise<void>;
}

/** @throws ServersFault `fault.servers-not-running` */
export async function openSession(shell: Shell): Promise<Session> {
  const servers = await connectServers({ env: shell.env, lang: shell.lang });
  try {
    return await sessionOn(servers);
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

export async function sessionOn(servers: Servers): Promise<Session> {
  const registry = openRegistry({ url: servers.postgres.url });
  try {
    await registry.migrate();
    const client = await createClient({
      temporal: { address: servers.temporal.address, taskQueue: TASK_QUEUE },
      registry,
    });
    return {
      servers,
      registry,
      client,
      async close() {
        await Promise.allSettled([client.close(), registry.close()]);
        await servers.stop();
      },
    };
  } catch (error) {
    await registry.close().catch(() => {});
    throw error;
  }
}

export async function withSession<T>(shell: Shell, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(shell);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}
