/** Builds the Temporal CLI from its published Go module: slow, once per user, and needs nothing but Go and a module proxy. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Lang } from '@lianfang/engine/codes';
import { type Env, type Obtain, said } from './options.ts';
import { wordingOf } from './wording.ts';

const run = promisify(execFile);
const TELL_EVERY = 10_000;
/** Older ones cannot fetch the newer toolchain that the module asks for. */
const OLDEST_GO_MINOR = 21;

export function buildTemporal({ env, lang, version }: { env: Env; lang: Lang; version: string }): Obtain {
  const say = wordingOf(lang);
  return async (target, progress) => {
    const go = await findGo(env, lang);
    progress(say.building(version));
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 1000);
    const folder = mkdtempSync(`${target}-`);
    const timer = setInterval(() => progress(say.buildProgress(seconds())), TELL_EVERY);
    try {
      await install(go, version, { ...env, CGO_ENABLED: '0', GOBIN: folder });
      renameSync(path.join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal'), target);
      progress(say.built(seconds(), target.replace(/\.\d+\.draft(\.exe)?$/, '$1')));
    } finally {
      clearInterval(timer);
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

async function findGo(env: Env, lang: Lang): Promise<string> {
  const say = wordingOf(lang);
  const goRoot = said(env, 'GOROOT');
  const dirs = [...(env.PATH ?? '').split(path.delimiter), ...(goRoot === undefined ? [] : [path.join(goRoot, 'bin')])];
  for (const dir of [...dirs, '/usr/local/go/bin'].filter((one) => one !== '')) {
    const go = path.join(dir, 'go');
    try {
      const { stdout } = await run(go, ['version'], { timeout: 20_000, env: { ...env } });
      const minor = Number(/go1\.(\d+)/.exec(stdout)?.[1] ?? 0);
      if (minor < OLDEST_GO_MINOR) throw new Error(say.oldGo(stdout.trim()));
      return go;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error(say.noGo);
}

function install(go: string, version: string, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(go, ['install', `github.com/temporalio/cli/cmd/temporal@${version}`], {
      env: { ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString('utf8')).slice(-4_000);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`go install: ${signal ?? `exit ${code}`}: ${errors.trim().split('\n').slice(-3).join(' | ')}`),
        );
    });
  });
}
