/** What the command line stands on in these tests: a folder and a database of their own, a worker, and the run's servers. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Registry } from '@lianfang/registry';
import { quietRuntime, runWorker } from '@lianfang/worker';
import { testRegistry } from '../durable/test-registry.ts';
import type { Env } from './command-line.ts';

export interface Ground {
  readonly folder: string;
  readonly env: Env;
  readonly registry: Registry;
  close(): Promise<void>;
}

export async function startGround(): Promise<Ground> {
  quietRuntime();
  const folder = mkdtempSync(path.join(tmpdir(), 'lianfang-cli-'));
  const database = await testRegistry();
  const taskQueue = `test-${randomUUID()}`;
  const address = process.env.LIANFANG_TEST_TEMPORAL ?? '';
  const worker = await runWorker({ temporal: { address, taskQueue }, registry: database.registry, grace: 1_000 });
  return {
    folder,
    registry: database.registry,
    env: {
      LIANFANG_TEMPORAL_ADDRESS: address,
      LIANFANG_POSTGRES_URL: database.url,
      LIANFANG_TASK_QUEUE: taskQueue,
      LIANFANG_HOME: folder,
    },
    async close() {
      await worker.shutdown();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
