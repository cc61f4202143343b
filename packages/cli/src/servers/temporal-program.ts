/**
 * Finds or obtains the program `temporal`: named by the environment, on the PATH, where Go puts programs, cached for the
 * user, downloaded, built. What is not there or cannot be used is noted, so that the fault at the end tells the whole story.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Lang } from '@lianfang/engine/codes';
import { type Attempt, reasonOf, ServersFault } from './fault.ts';
import { withLock } from './lock.ts';
import { type Env, type ServersOptions, said } from './options.ts';
import { buildTemporal } from './temporal-build.ts';
import { downloadTemporal } from './temporal-download.ts';
import { wordingOf } from './wording.ts';

/** The CLI whose dev server we download or build. v1.6.0 and later cannot be built by `go install` (temporalio/cli#907). */
export const TEMPORAL_CLI_VERSION = 'v1.5.1';
/** Update-with-start, deployments and the limits we rely on are those of this server (durable-execution.md, 2.8 and 2.11). */
const OLDEST_SERVER = '1.29';

const run = promisify(execFile);
const exe = process.platform === 'win32' ? '.exe' : '';

export interface Search {
  readonly env: Env;
  readonly lang: Lang;
  readonly progress: (line: string) => void;
  readonly obtain?: ServersOptions['obtain'] | undefined;
}

/** @throws ServersFault `fault.temporal-unavailable` with every way that was tried */
export async function findTemporal({ env, lang, progress, obtain }: Search): Promise<string> {
  const say = wordingOf(lang);
  const tried: Attempt[] = [];
  const works = async (way: string, file: string): Promise<boolean> => {
    const outcome = (await isThere(file)) ? await objectionTo(file, lang) : say.notFound;
    if (outcome !== undefined) tried.push({ way, outcome });
    return outcome === undefined;
  };
  const unavailable = () => {
    const lines = tried.map(({ way, outcome }, index) => say.triedLine(index + 1, way, outcome)).join('\n');
    return new ServersFault('fault.temporal-unavailable', lang, { detail: say.temporalHelp(lines) }, { tried });
  };

  const named = said(env, 'LIANFANG_TEMPORAL_CLI');
  if (named !== undefined) {
    // Somebody chose this one; silently taking another would hide the mistake.
    if (await works(say.wayNamed(named), named)) return named;
    throw unavailable();
  }

  const onPath = await firstThere((env.PATH ?? '').split(path.delimiter).filter((dir) => dir !== ''));
  if (await works(say.wayPath, onPath ?? '')) return onPath ?? '';

  const home = said(env, 'HOME') ?? homedir();
  const goBin = path.join(
    said(env, 'GOBIN') ?? path.join(said(env, 'GOPATH') ?? path.join(home, 'go'), 'bin'),
    `temporal${exe}`,
  );
  if (await works(say.wayGoPath(goBin), goBin)) return goBin;

  const cached = path.join(cacheFolder(env, home), `temporal-${TEMPORAL_CLI_VERSION}${exe}`);
  if (await works(say.wayCache(cached), cached)) return cached;

  const ways = [
    { way: say.wayDownload, get: obtain?.download ?? downloadTemporal({ env, lang, version: TEMPORAL_CLI_VERSION }) },
    {
      way: say.wayBuild(TEMPORAL_CLI_VERSION),
      get: obtain?.build ?? buildTemporal({ env, lang, version: TEMPORAL_CLI_VERSION }),
    },
  ];
  try {
    mkdirSync(path.dirname(cached), { recursive: true });
    const wait = {
      patience: 20 * 60_000,
      onWait: (pid: number) => progress(say.buildWaiting(pid)),
      onTimeout: (pid: number) =>
        new ServersFault('fault.servers-busy', lang, { dataDir: path.dirname(cached), pid, seconds: 1200 }),
    };
    const got = await withLock(`${cached}.lock`, wait, async () => {
      // Another process may have put it there while we waited.
      if ((await isThere(cached)) && (await objectionTo(cached, lang)) === undefined) return true;
      for (const { way, get } of ways) {
        const draft = `${cached}.${process.pid}.draft${exe}`;
        try {
          await get(draft, progress);
          if (!(await works(way, draft))) continue;
          renameSync(draft, cached);
          return true;
        } catch (error) {
          tried.push({ way, outcome: reasonOf(error) });
        } finally {
          rmSync(draft, { force: true });
        }
      }
      return false;
    });
    if (got) return cached;
  } catch (error) {
    if (error instanceof ServersFault) throw error;
    tried.push({ way: say.wayCache(cached), outcome: reasonOf(error) });
  }
  throw unavailable();
}

function cacheFolder(env: Env, home: string): string {
  if (process.platform === 'win32')
    return path.join(said(env, 'LOCALAPPDATA') ?? path.join(home, 'AppData', 'Local'), 'lianfang');
  const base = process.platform === 'darwin' ? path.join(home, 'Library', 'Caches') : path.join(home, '.cache');
  return path.join(said(env, 'XDG_CACHE_HOME') ?? base, 'lianfang');
}

async function firstThere(dirs: readonly string[]): Promise<string | undefined> {
  for (const dir of dirs) {
    const file = path.join(dir, `temporal${exe}`);
    if (await isThere(file)) return file;
  }
  return undefined;
}

async function isThere(file: string): Promise<boolean> {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Why the program cannot be used, or undefined. */
async function objectionTo(file: string, lang: Lang): Promise<string | undefined> {
  const say = wordingOf(lang);
  try {
    const { stdout } = await run(file, ['--version'], { timeout: 30_000 });
    const server = /Server (\d+)\.(\d+)/.exec(stdout);
    if (server === null) return say.notExecutable(stdout.trim().slice(0, 200));
    const [found, oldest] = [`${server[1]}.${server[2]}`, OLDEST_SERVER];
    return rank(found) < rank(oldest) ? say.tooOld(found, oldest) : undefined;
  } catch (error) {
    return say.notExecutable(reasonOf(error).trim().slice(0, 300));
  }
}

function rank(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1000 + minor;
}
