/** 审批单 of every review, one page each. */
import { sheetHtml } from '@lianfang/engine/record';
import type { Registry, StoredCampaign } from '@lianfang/registry';
import { fullSheet } from '../full-sheet.ts';
import { type ArchivedPage, fileName, unitOf } from './filled-forms.ts';

/** In the order of nodes. */
export async function* reviewPages(registry: Registry, stored: StoredCampaign): AsyncGenerator<ArchivedPage> {
  const { campaign } = stored;
  for (const { node, step } of await registry.reviews(stored.id)) {
    const sheet = await registry.review(stored.id, `${node}/${step}`);
    if (sheet === null) continue;
    const { written, appendices } = await fullSheet(registry, stored, sheet, 'zh');
    const unit = unitOf(campaign, node);
    yield {
      file: `reviews/${fileName(unit)}/${fileName(node)}-${fileName(step)}.html`,
      html: sheetHtml(written, appendices),
      formName: `审批单 ${sheet.stepName}`,
      place: node,
      placeName: sheet.nodeName,
      unit,
      unitName: campaign.nodes[unit]?.name ?? unit,
    };
  }
}
