/** Where the program `temporal` comes from. Programs are small scripts here: only their answer to `--version` matters. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startServers } from '@lianfang/cli/servers';
import { findTemporal, TEMPORAL_CLI_VERSION } from '../../packages/cli/src/servers/temporal-program.ts';
import { processesOf } from './parent.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'lianfang-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function aProgram(file: string, server = '1.29.1'): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho 'temporal version 1.5.1 (Server ${server}, UI 2.42.1)'\n`);
  chmodSync(file, 0o755);
  return file;
}

const failing = {
  download: async () => {
    throw new Error('no network');
  },
  build: async () => {
    throw new Error('no compiler');
  },
};

function search(
  env: Record<string, string>,
  obtain: NonNullable<Parameters<typeof findTemporal>[0]['obtain']> = failing,
) {
  return findTemporal({ env: { HOME: home, PATH: '', ...env }, lang: 'en', progress: () => {}, obtain });
}

const cacheOf = (dir: string) => path.join(dir, 'lianfang', `temporal-${TEMPORAL_CLI_VERSION}`);

describe('the Temporal program', () => {
  test('is the one named, then one on the PATH, then where Go puts programs, then the cached one', async () => {
    const cached = aProgram(cacheOf(path.join(home, 'cache')));
    const env = { XDG_CACHE_HOME: path.join(home, 'cache') };
    expect(await search(env)).toBe(cached);

    const inGo = aProgram(path.join(home, 'go', 'bin', 'temporal'));
    expect(await search(env)).toBe(inGo);

    const onPath = aProgram(path.join(home, 'bin', 'temporal'));
    const withPath = { ...env, PATH: `${path.join(home, 'none')}:${path.dirname(onPath)}` };
    expect(await search(withPath)).toBe(onPath);

    const named = aProgram(path.join(home, 'named', 'my-temporal'));
    expect(await search({ ...withPath, LIANFANG_TEMPORAL_CLI: named })).toBe(named);
  });

  test('is passed over when its server is too old', async () => {
    aProgram(path.join(home, 'bin', 'temporal'), '1.25.0');
    const inGo = aProgram(path.join(home, 'go', 'bin', 'temporal'));

    expect(await search({ PATH: path.join(home, 'bin') })).toBe(inGo);
  });

  test('is downloaded once for two that look for it at the same time, and cached', async () => {
    const env = { XDG_CACHE_HOME: path.join(home, 'cache') };
    let downloads = 0;
    const download = async (target: string) => {
      downloads += 1;
      await sleep(200);
      aProgram(target);
    };

    const found = await Promise.all([search(env, { ...failing, download }), search(env, { ...failing, download })]);

    expect(found).toEqual([cacheOf(env.XDG_CACHE_HOME), cacheOf(env.XDG_CACHE_HOME)]);
    expect(downloads).toBe(1);
    expect(await search(env)).toBe(cacheOf(env.XDG_CACHE_HOME));
    expect(readdirSync(path.join(env.XDG_CACHE_HOME, 'lianfang'))).toEqual([`temporal-${TEMPORAL_CLI_VERSION}`]);
  });

  test('is built when the download fails', async () => {
    const build = async (target: string) => void aProgram(target);

    expect(await search({}, { ...failing, build })).toBe(cacheOf(path.join(home, '.cache')));
  });

  test('is not replaced by another when the named one does not work', async () => {
    aProgram(path.join(home, 'bin', 'temporal'));

    const found = search({ PATH: path.join(home, 'bin'), LIANFANG_TEMPORAL_CLI: '/nowhere/temporal' });

    await expect(found).rejects.toMatchObject({
      code: 'fault.temporal-unavailable',
      tried: [{ way: '/nowhere/temporal, named by LIANFANG_TEMPORAL_CLI', outcome: 'not found' }],
    });
  });

  test('is asked for in one message that lists what was tried and what to do when nothing works', async () => {
    const dataDir = path.join(home, 'data');
    aProgram(path.join(home, 'go', 'bin', 'temporal'), '1.25.0');

    const start = startServers({ dataDir, env: { HOME: home, PATH: '' }, lang: 'en', obtain: failing });

    await expect(start).rejects.toMatchObject({
      name: 'ServersFault',
      code: 'fault.temporal-unavailable',
      message: `No Temporal server can be had. Tried in this order:
  1. temporal on the PATH: not found
  2. ${home}/go/bin/temporal, where Go puts programs: server version 1.25 is too old; 1.29 or newer is needed
  3. the cached copy ${cacheOf(path.join(home, '.cache'))}: not found
  4. the official download https://temporal.download: no network
  5. go install github.com/temporalio/cli/cmd/temporal@v1.5.1: no compiler
Do one of these: install the Temporal CLI and put it on the PATH (https://docs.temporal.io/cli); name its path with LIANFANG_TEMPORAL_CLI; install Go 1.25 or newer and try again; or name a running Temporal server (host:port) with LIANFANG_TEMPORAL_ADDRESS.`,
    });
    expect(processesOf(dataDir)).toEqual([]);
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false);
  });
});
