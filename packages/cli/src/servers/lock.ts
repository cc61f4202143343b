/**
 * A lock between processes: a file that names its holder. The lock of a holder that is gone counts for nothing, so a killed
 * process never blocks the next one.
 */
import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, isAlive, ProcessIdentity } from './process-identity.ts';

export interface LockWait {
  /** Milliseconds after which `onTimeout` decides what to throw. */
  readonly patience: number;
  /** Called once, when somebody else holds the lock. */
  readonly onWait?: (pid: number) => void;
  readonly onTimeout: (pid: number) => Error;
}

/** Runs `work` while holding the lock `file`; several calls of one process exclude each other as well. */
export async function withLock<T>(file: string, wait: LockWait, work: () => Promise<T>): Promise<T> {
  const mine = `${JSON.stringify(identityOf(process.pid))}\n`;
  const giveUp = performance.now() + wait.patience;
  let told = false;
  while (!tryCreate(file, mine)) {
    const holder = holderOf(file);
    if (holder !== undefined && !told) {
      told = true;
      wait.onWait?.(holder.pid);
    }
    if (performance.now() > giveUp) throw wait.onTimeout(holder?.pid ?? 0);
    if (!removeIfAbandoned(file)) await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Linked into place whole, so that nobody ever reads a lock without its holder. */
function tryCreate(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function holderOf(file: string): ProcessIdentity | undefined {
  try {
    return ProcessIdentity.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/**
 * Two processes may see the same abandoned lock. Only the one that makes the folder beside it may judge and remove it,
 * otherwise the slower one would remove the new lock of the faster one.
 */
function removeIfAbandoned(file: string): boolean {
  const holder = holderOf(file);
  if (holder !== undefined && isAlive(holder)) return false;
  const judging = `${file}.judging`;
  try {
    mkdirSync(judging);
  } catch {
    removeIfOld(judging);
    return false;
  }
  try {
    const now = holderOf(file);
    if (now !== undefined && isAlive(now)) return false;
    rmSync(file, { force: true });
    return true;
  } finally {
    rmdirSync(judging);
  }
}

/** Judging takes microseconds; what is ten seconds old was left by a kill. */
function removeIfOld(folder: string): void {
  try {
    if (Date.now() - statSync(folder).mtimeMs > 10_000) rmdirSync(folder);
  } catch {
    // somebody else was faster
  }
}
