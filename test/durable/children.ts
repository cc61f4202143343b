/** Starts the processes of `child.ts` and `crowd.ts` and tells how they ended. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ChildOrder } from './child.ts';
import type { CrowdOrder } from './crowd.ts';

export interface Child {
  readonly pid: number;
  /** The first line it prints; null when it ended without one. */
  readonly line: Promise<string | null>;
  /** The signal that ended it; null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL('./child.ts', import.meta.url));
const crowd = fileURLToPath(new URL('./crowd.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(script).resolve('tsx')).href;

export const startChild = (order: ChildOrder): Child => start(script, order);
export const startCrowd = (order: CrowdOrder): Child => start(crowd, order);

function start(program: string, order: unknown): Child {
  const child = spawn(process.execPath, ['--conditions=source', '--import', tsx, program], {
    env: { ...process.env, LIANFANG_TEST_CHILD: JSON.stringify(order) },
    stdio: ['ignore', 'pipe', process.env.LIANFANG_TEST_NOISE ? 'inherit' : 'ignore'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_, signal) => resolve(signal));
  });
  const line = new Promise<string | null>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => resolve(null));
  });
  return {
    pid: child.pid ?? Number.NaN,
    line,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
