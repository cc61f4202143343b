/**
 * Everything that runs, in one process: the embedded servers, a worker, a client. When a server goes away it is started again on
 * the same data. The one place where processes are put together.
 */
import { quietRuntime, type RunningWorker, runWorker } from '@lianfang/worker';
import { type Servers, startServers } from './servers/index.ts';
import { type Connected, connectTo, taskQueueOf } from './session.ts';
import type { Shell } from './shell.ts';

export interface Plant {
  readonly servers: Servers;
  /** As of now: it is another one after a revival on other ports. */
  connected(): Connected;
  /** Brings back whatever is gone: servers, connections, worker. Does nothing when all is well. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

export async function openPlant(shell: Shell): Promise<Plant> {
  let isMuted = false;
  const note = (line: string): void => {
    if (!isMuted) shell.note(shell.colour.dim(line));
  };
  const servers = await startServers({ env: shell.env, lang: shell.lang, onProgress: note });
  const starting = {
    zh: '正在启动工作进程（第一次需编译工作流，通常约 10 秒）…',
    en: 'Starting the worker (the first time it bundles the workflows, usually about 10 seconds)…',
  };
  let running: Running;
  try {
    note(shell.say(starting));
    // The SDK's own log would be mixed with what the user reads.
    if (shell.env.LIANFANG_DEBUG !== '1') quietRuntime();
    running = await run(shell, servers);
  } catch (error) {
    await servers.stop();
    throw error;
  }
  return {
    servers,
    connected: () => running.connected,
    async revive() {
      const before = [servers.temporal.pid, servers.postgres.pid];
      // Looking whether all is well says nothing; only what had to be started again is told.
      isMuted = true;
      try {
        await servers.revive();
      } finally {
        isMuted = false;
      }
      if (before[0] !== servers.temporal.pid)
        note(
          shell.say({
            zh: 'Temporal 服务器已重新启动，数据都在。',
            en: 'The Temporal server was started again; its data is there.',
          }),
        );
      if (before[1] !== servers.postgres.pid)
        note(
          shell.say({
            zh: 'PostgreSQL 已重新启动，数据都在。',
            en: 'PostgreSQL was started again; its data is there.',
          }),
        );
      const moved = running.temporal !== servers.temporal.address || running.postgres !== servers.postgres.url;
      if (!moved && !running.isEnded()) return;
      await stop(running);
      running = await run(shell, servers);
    },
    async close() {
      await stop(running);
      await servers.stop();
    },
  };
}

interface Running {
  readonly connected: Connected;
  readonly worker: RunningWorker;
  readonly temporal: string;
  readonly postgres: string;
  isEnded(): boolean;
}

async function run(shell: Shell, servers: Servers): Promise<Running> {
  const temporal = servers.temporal.address;
  const postgres = servers.postgres.url;
  const connected = await connectTo(servers, shell.env);
  try {
    const worker = await runWorker({
      temporal: { address: temporal, taskQueue: taskQueueOf(shell.env) },
      registry: connected.registry,
      grace: 2_000,
      every: { relay: 2_000, sealer: 1_500, outbox: 2_000 },
      onError: (duty, error) => {
        if (shell.env.LIANFANG_DEBUG === '1')
          shell.note(`${duty}: ${error instanceof Error ? error.message : String(error)}`);
      },
    });
    let ended = false;
    const end = (): void => {
      ended = true;
    };
    worker.ended.then(end, end);
    return { connected, worker, temporal, postgres, isEnded: () => ended };
  } catch (error) {
    await connected.close();
    throw error;
  }
}

async function stop({ worker, connected }: Running): Promise<void> {
  await worker.shutdown().catch(() => {});
  await connected.close();
}
