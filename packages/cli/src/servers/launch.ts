/**
 * Starts a server's process in a session of its own, so that Ctrl-C in the terminal reaches only our program, and waits
 * until it serves. Knows neither Temporal nor PostgreSQL.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';

export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Output is appended to this file. */
  readonly log: string;
  /** Runs under this user instead of ours; root only. */
  readonly as?: { readonly uid: number; readonly gid: number } | undefined;
}

export interface Launched {
  /** Undefined when it ended before it could be looked at. */
  readonly process: ProcessIdentity | undefined;
  /** The last lines that this launch wrote to its log. */
  readonly lastWords: () => string;
}

export function launch({ program, args, cwd, env, log, as }: Launch): Launched {
  const output = openSync(log, 'a', 0o600);
  const before = statSync(log).size;
  let failure = '';
  try {
    const child = spawn(program, args, {
      cwd,
      env: { ...env },
      detached: true,
      stdio: ['ignore', output, output],
      ...as,
    });
    child.once('error', (error) => {
      failure = error.message;
    });
    child.unref();
    const lastWords = () =>
      [failure, ...readFileSync(log).subarray(before).toString('utf8').trimEnd().split('\n').slice(-12)]
        .filter((line) => line !== '')
        .map((line) => `  ${line.slice(0, 400)}`)
        .join('\n');
    return { process: child.pid === undefined ? undefined : identityOf(child.pid), lastWords };
  } finally {
    closeSync(output);
  }
}

export type Readiness = 'serving' | 'ended' | 'silent';

/** Asks until `probe` resolves, the process has ended, or `patience` milliseconds are over. */
export async function waitUntilServing(
  identity: ProcessIdentity,
  probe: () => Promise<unknown>,
  patience: number,
): Promise<Readiness> {
  const giveUp = performance.now() + patience;
  while (true) {
    if (!isAlive(identity)) return 'ended';
    try {
      await probe();
      // What answered could be another program on the port, while ours could not bind it.
      return isAlive(identity) ? 'serving' : 'ended';
    } catch {
      if (performance.now() > giveUp) return 'silent';
    }
    await sleep(50);
  }
}
