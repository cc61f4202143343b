/** Checks an archive by itself: every file against the manifest, and the ledger's chains. Needs nothing that runs. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Verification } from '@lianfang/engine/record';
import { CannotDo } from '../fault.ts';
import { verifyFile } from './ledger-file.ts';
import { ArchiveManifest, checksumOf, filesIn, MANIFEST } from './manifest.ts';

export interface FileProblem {
  readonly code: string;
  readonly file: string;
}

export interface ArchiveVerification {
  readonly files: number;
  readonly problems: readonly FileProblem[];
  readonly ledger: Verification;
}

/** @param expected hash of a checkpoint kept elsewhere; default: the manifest's */
export async function verifyArchive(dir: string, expected?: string): Promise<ArchiveVerification> {
  const ledgerFile = path.join(dir, 'ledger.ndjson');
  if (!existsSync(ledgerFile)) {
    throw new CannotDo('archive.not-there', {
      zh: `${dir} 不是归档目录（没有 ledger.ndjson）。`,
      en: `Expected an archive in ${dir}, but it holds no ledger.ndjson.`,
    });
  }
  const manifest = readManifest(dir);
  if (manifest === undefined) {
    return {
      files: 0,
      problems: [{ code: 'archive.no-manifest', file: MANIFEST }],
      ledger: await verifyFile(ledgerFile, expected),
    };
  }
  const problems: FileProblem[] = [];
  const listed = Object.entries(manifest.files);
  const there = new Set(filesIn(dir));
  for (const [file, checksum] of listed) {
    if (!there.has(file)) problems.push({ code: 'archive.missing', file });
    else if ((await checksumOf(path.join(dir, file))) !== checksum) problems.push({ code: 'archive.changed', file });
    there.delete(file);
  }
  for (const file of there) problems.push({ code: 'archive.unlisted', file });
  return {
    files: listed.length,
    problems,
    ledger: await verifyFile(ledgerFile, expected ?? manifest.checkpoint ?? undefined),
  };
}

function readManifest(dir: string): ArchiveManifest | undefined {
  try {
    return ArchiveManifest.parse(JSON.parse(readFileSync(path.join(dir, MANIFEST), 'utf8')));
  } catch {
    return undefined;
  }
}
