/** Starts the processes of `child.ts` and tells how they ended. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ChildOrder } from './child.ts';

export interface Child {
  /** The first line it prints; null when it ended without one. */
  readonly line: Promise<string | null>;
  /** The signal that ended it; null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL('./child.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(script).resolve('tsx')).href;

export function startChild(order: ChildOrder): Child {
  const child = spawn(process.execPath, ['--conditions=source', '--import', tsx, script], {
    env: { ...process.env, LIANFANG_TEST_CHILD: JSON.stringify(order) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_, signal) => resolve(signal));
  });
  const line = new Promise<string | null>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => resolve(null));
  });
  return {
    line,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
