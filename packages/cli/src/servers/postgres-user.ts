/**
 * PostgreSQL refuses to run as root. Then it runs as the system user `postgres`, and everything it touches must lie where
 * that user can get: the programs and the data folder move when a parent folder (say a private home) shuts it out.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Lang } from '@lianfang/engine/codes';
import { reasonOf, ServersFault } from './fault.ts';
import { wordingOf } from './wording.ts';

const NAME = 'postgres';

export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The user PostgreSQL must run as; undefined when we are not root and it runs as we do. */
export function postgresUser(lang: Lang, progress: (line: string) => void): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = lookUp();
  if (existing !== undefined) return existing;
  let why = '';
  for (const [program, ...args] of [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', NAME],
    ['adduser', '-S', '-D', '-H', '-s', '/bin/false', NAME], // BusyBox
  ] as const) {
    try {
      execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
      const created = lookUp();
      if (created === undefined) continue;
      progress(wordingOf(lang).createdUser(NAME));
      return created;
    } catch (error) {
      why ||= reasonOf(error).trim();
    }
  }
  throw new ServersFault('fault.postgres-unavailable', lang, { detail: wordingOf(lang).noUser(why) });
}

/** Where to put what `user` must reach: the wished folder, or else one that it can get to; the first that will do. */
export function reachableFolder(wished: string, user: SystemUser, name: string, lang: Lang): string {
  if (canEnter(user, path.dirname(wished))) return wished;
  const bases = ['/var/lib/lianfang', path.join(tmpdir(), 'lianfang-postgres'), '/tmp/lianfang-postgres'];
  for (const base of bases) {
    if (isOurs(base) && canEnter(user, base)) return path.join(base, name);
  }
  const detail = wordingOf(lang).noReachableFolder([path.dirname(wished), ...bases].join(', '));
  throw new ServersFault('fault.postgres-unavailable', lang, { detail });
}

/** The installation if `user` can run it, otherwise a copy that it can. */
export function reachableBinaries(
  installed: string,
  version: string,
  user: SystemUser,
  lang: Lang,
  progress: (line: string) => void,
): string {
  if (can(user, 'test -x "$1"', path.join(installed, 'bin', 'postgres'))) return installed;
  const copy = reachableFolder(path.join(installed, 'unused'), user, `postgresql-${version}`, lang);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}.draft`;
    cpSync(installed, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    try {
      renameSync(draft, copy);
      progress(wordingOf(lang).copiedBinaries(user.name, copy));
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(copy)) throw error; // otherwise another process was faster
    }
  }
  return copy;
}

function canEnter(user: SystemUser, folder: string): boolean {
  return can(user, 'cd -- "$1"', folder);
}

/** Asks the system itself rather than the mode bits, which know nothing of access lists and mounts. */
function can(user: SystemUser, test: string, file: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', test, 'sh', file], {
    cwd: '/',
    uid: user.uid,
    gid: user.gid,
    stdio: 'ignore',
  });
  return status === 0;
}

/** Makes the folder, or accepts one that only root could have filled: programs are run from it. */
function isOurs(folder: string): boolean {
  try {
    if (!existsSync(folder)) {
      mkdirSync(folder);
      chmodSync(folder, 0o755);
    }
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

function lookUp(): SystemUser | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, NAME], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { name: NAME, uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}
