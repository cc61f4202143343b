/**
 * The official download of the Temporal CLI, asked for as the Temporal SDK asks (sdk-core, ephemeral_server): a small JSON
 * names the archive and the file in it. Out of reach, it must fail within seconds, for there is another way.
 */
import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Lang } from '@lianfang/engine/codes';
import { z } from 'zod';
import type { Env, Obtain } from './options.ts';
import { wordingOf } from './wording.ts';

const run = promisify(execFile);
const ANSWER_WITHIN = 5_000;
const STALLED_AFTER = 30_000;

const DownloadInfo = z.object({ archiveUrl: z.url(), fileToExtract: z.string() });

export function downloadTemporal({ lang, version }: { env: Env; lang: Lang; version: string }): Obtain {
  const say = wordingOf(lang);
  return async (target, progress) => {
    const info = DownloadInfo.parse(await (await get(addressOf(version), ANSWER_WITHIN)).json());
    progress(say.downloading(info.archiveUrl));
    const folder = mkdtempSync(`${target}-`);
    try {
      const archive = path.join(folder, path.basename(new URL(info.archiveUrl).pathname));
      await save(info.archiveUrl, archive, (mb, total) => progress(say.downloadProgress(mb, total)));
      await run('tar', ['-xf', archive, '-C', folder, info.fileToExtract]);
      renameSync(path.join(folder, info.fileToExtract), target);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function addressOf(version: string): URL {
  const url = new URL(`https://temporal.download/cli/${version}`);
  url.searchParams.set('arch', process.arch === 'x64' ? 'amd64' : process.arch);
  url.searchParams.set('platform', process.platform === 'win32' ? 'windows' : process.platform);
  url.searchParams.set('format', 'tar.gz');
  return url;
}

async function get(url: URL | string, within: number): Promise<Response> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error(`no answer within ${within / 1000} s`)), within);
  try {
    const response = await fetch(url, { signal: giveUp.signal });
    if (!response.ok) throw new Error(`HTTP ${response.status} from ${url}`);
    return response;
  } finally {
    clearTimeout(timer);
  }
}

async function save(url: string, file: string, tell: (mb: number, total: string) => void): Promise<void> {
  const response = await get(url, ANSWER_WITHIN * 3);
  if (response.body === null) throw new Error(`an empty answer from ${url}`);
  const length = Number(response.headers.get('content-length') ?? 0);
  const total = length > 0 ? ` / ${Math.round(length / 1e6)} MB` : '';
  const stalled = new AbortController();
  const watch = () =>
    setTimeout(() => stalled.abort(new Error(`stalled for ${STALLED_AFTER / 1000} s`)), STALLED_AFTER);
  let timer = watch();
  let [bytes, toldAt] = [0, performance.now()];
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      clearTimeout(timer);
      timer = watch();
      if (performance.now() - toldAt > 10_000) {
        toldAt = performance.now();
        tell(Math.round(bytes / 1e6), total);
      }
      done(undefined, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(response.body), meter, createWriteStream(file), { signal: stalled.signal });
  } finally {
    clearTimeout(timer);
  }
}
