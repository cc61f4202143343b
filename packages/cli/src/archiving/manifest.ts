/** The list of an archive's files with their checksums; the archive is what the list says, no more and no less. */
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

export const MANIFEST = 'manifest.json';

export const ArchiveManifest = z.strictObject({
  format: z.literal('archive/v1'),
  campaign: z.string(),
  campaignHash: z.string(),
  /** Hash of the ledger's last checkpoint. */
  checkpoint: z.string().nullable(),
  /** Path with forward slashes → SHA-256, lower-case hexadecimal. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});
export type ArchiveManifest = z.infer<typeof ArchiveManifest>;

export async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

/** All files but the manifest, relative, with forward slashes, sorted. */
export function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => file !== MANIFEST)
    .sort();
}
