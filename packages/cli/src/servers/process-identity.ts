/**
 * Which process a recorded pid means. A pid alone is not enough, because the system gives it out again: with the instant
 * the process started it names one process for good. Must not know what the processes do.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** `started` is opaque: clock ticks since boot and the boot's id on Linux, the words of `ps` elsewhere. */
export const ProcessIdentity = z.strictObject({ pid: z.int().positive(), started: z.string() });
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

/** The identity of a running process; undefined when there is none, or it has ended and only waits for its parent. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started === undefined ? undefined : { pid, started };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.started === identity.started;
}

/** Processes of this machine that have all of `wanted` among their arguments. Linux only; elsewhere none are found. */
export function processesWithArguments(...wanted: readonly string[]): ProcessIdentity[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const words = readText(`/proc/${name}/cmdline`)?.split('\0') ?? [];
      const identity = wanted.every((one) => words.includes(one)) ? identityOf(Number(name)) : undefined;
      return identity === undefined ? [] : [identity];
    });
}

/** Whether any process has `folder` as its working directory, as every process of PostgreSQL has its cluster. Linux only. */
export function isWorkedIn(folder: string): boolean {
  return readdirSync('/proc').some((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === folder;
    } catch {
      return false; // it ended, or it is not ours to look at
    }
  });
}

/**
 * Ends a process by `signals` in order, each given `patience` milliseconds, the last of them SIGKILL in effect. Returns when
 * it is gone; a process that is gone already, or whose pid means another one now, is not touched.
 */
export async function endProcess(
  identity: ProcessIdentity,
  signals: readonly NodeJS.Signals[],
  patience: number,
): Promise<void> {
  for (const signal of [...signals, 'SIGKILL'] as const) {
    if (!isAlive(identity)) return;
    try {
      process.kill(identity.pid, signal);
    } catch {
      return; // it ended between the two lines
    }
    const giveUp = performance.now() + patience;
    while (performance.now() < giveUp) {
      if (!isAlive(identity)) return;
      await sleep(20);
    }
  }
}

function startedOnLinux(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, ticks] = [fields?.[0], fields?.[19]];
  if (state === undefined || ticks === undefined || state === 'Z' || state === 'X') return undefined;
  return `${ticks}@${bootId()}`;
}

/** Ticks count from the boot, so a record of an earlier boot must not match. */
function bootId(): string {
  return readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

function startedElsewhere(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  if (process.platform === 'win32') return 'running';
  try {
    const [state, ...words] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return state === undefined || state.startsWith('Z') ? undefined : words.join(' ');
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
