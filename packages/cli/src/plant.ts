/**
 * Everything that runs, in one process: the embedded servers, a worker, a client. When a server goes away it is started again on
 * the same data. The one place where processes are put together.
 */
import { quietRuntime, type RunningWorker, runWorker } from '@lianfang/worker';
import { CannotReach } from './fault.ts';
import { startServers } from './servers/index.ts';
import { type Session, sessionOn, TASK_QUEUE } from './session.ts';
import type { Shell } from './shell.ts';

export interface Plant {
  readonly session: Session;
  /** Rejects when the worker ended by itself. */
  readonly ended: Promise<void>;
  /** Brings back whichever server is gone. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

export async function openPlant(shell: Shell): Promise<Plant> {
  const note = (line: string): void => shell.note(shell.colour.dim(line));
  const servers = await startServers({ env: shell.env, lang: shell.lang, onProgress: note });
  let session: Session | undefined;
  let worker: RunningWorker | undefined;
  try {
    session = await sessionOn(servers);
    note(
      shell.say({
        zh: '正在启动工作进程（第一次需编译工作流，通常约 10 秒）…',
        en: 'Starting the worker (the first time it bundles the workflows, usually about 10 seconds)…',
      }),
    );
    // The SDK's own log would be mixed with what the user reads.
    if (shell.env.LIANFANG_DEBUG !== '1') quietRuntime();
    worker = await runWorker({
      temporal: { address: servers.temporal.address, taskQueue: TASK_QUEUE },
      registry: session.registry,
      grace: 2_000,
      every: { relay: 2_000, sealer: 1_500, outbox: 2_000 },
      onError: (duty, error) => {
        if (shell.env.LIANFANG_DEBUG === '1')
          note(`${duty}: ${error instanceof Error ? error.message : String(error)}`);
      },
    });
  } catch (error) {
    await session?.close();
    await servers.stop();
    throw error;
  }
  const running = { session, worker };
  return {
    session,
    ended: worker.ended.then(
      () => {},
      (cause: unknown) => {
        throw new CannotReach(
          'fault.worker-ended',
          {
            zh: `工作进程意外结束（${cause instanceof Error ? cause.message : String(cause)}）。已办的事都在；请重新运行同一命令。`,
            en: `The worker ended by itself (${cause instanceof Error ? cause.message : String(cause)}). What was done is kept; run the same command again.`,
          },
          { cause },
        );
      },
    ),
    revive: () => servers.revive(),
    async close() {
      await running.worker.shutdown().catch(() => {});
      await running.session.close();
    },
  };
}
