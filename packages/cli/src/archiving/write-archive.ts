/**
 * A campaign as a folder that outlives every program: the forms filled in, the sheets of its reviews, the ledger, plan, roster, compiled
 * campaign, and a manifest with the checksum of each file.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parsePlan } from '@lianfang/engine';
import type { Registry } from '@lianfang/registry';
import { CannotDo } from '../fault.ts';
import { type ArchivedPage, filledForms } from './filled-forms.ts';
import { indexPage } from './index-page.ts';
import { verifyFile, writeLedger } from './ledger-file.ts';
import { type ArchiveManifest, checksumOf, filesIn, MANIFEST } from './manifest.ts';
import { reviewPages } from './review-pages.ts';

export interface WrittenArchive {
  readonly forms: number;
  readonly reviews: number;
  readonly files: number;
  readonly checkpoint: string | null;
}

/** Undefined when the folder holds something else than an earlier archive that may be replaced. */
export async function writeArchive(
  registry: Registry,
  campaign: string,
  dir: string,
  { overwrite = false } = {},
): Promise<WrittenArchive | undefined> {
  const stored = await registry.getCampaign(campaign);
  if (stored === null)
    throw new CannotDo('campaign.unknown', { zh: `没有活动“${campaign}”。`, en: `Expected a campaign '${campaign}'.` });
  if (existsSync(dir) && readdirSync(dir).length > 0) {
    if (!overwrite || !existsSync(path.join(dir, MANIFEST))) return undefined;
    for (const name of [
      'forms',
      'reviews',
      'ledger.ndjson',
      'plan.yaml',
      'roster.yaml',
      'campaign.json',
      'index.html',
      MANIFEST,
    ])
      rmSync(path.join(dir, name), { recursive: true, force: true });
  }
  mkdirSync(path.join(dir, 'forms'), { recursive: true });
  const forms: ArchivedPage[] = [];
  const reviews: ArchivedPage[] = [];
  const write = (page: ArchivedPage): void => {
    const file = path.join(dir, page.file);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, page.html);
  };
  const plan = parsePlan(stored.planText).plan;
  if (plan !== undefined) {
    for await (const form of filledForms(registry, stored, plan)) {
      write(form);
      forms.push(form);
    }
  }
  for await (const page of reviewPages(registry, stored)) {
    write(page);
    reviews.push(page);
  }
  writeFileSync(path.join(dir, 'plan.yaml'), stored.planText);
  writeFileSync(path.join(dir, 'roster.yaml'), stored.rosterText);
  writeFileSync(path.join(dir, 'campaign.json'), `${JSON.stringify(stored.campaign, null, 1)}\n`);
  const ledger = path.join(dir, 'ledger.ndjson');
  await writeLedger(registry, campaign, ledger);
  const { checkpoint, entries } = await verifyFile(ledger);
  writeFileSync(path.join(dir, 'index.html'), indexPage(stored, forms, reviews, { entries, checkpoint }));
  const files: Record<string, string> = {};
  for (const file of filesIn(dir)) files[file] = await checksumOf(path.join(dir, file));
  const manifest: ArchiveManifest = { format: 'archive/v1', campaign, campaignHash: stored.hash, checkpoint, files };
  writeFileSync(path.join(dir, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return { forms: forms.length, reviews: reviews.length, files: Object.keys(files).length + 1, checkpoint };
}
