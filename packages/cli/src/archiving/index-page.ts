/** The archive's first page: what is in it, by unit and form. */
import { escapeHtml, htmlPage } from '@lianfang/engine';
import type { StoredCampaign } from '@lianfang/registry';
import type { ArchivedPage } from './filled-forms.ts';

export function indexPage(
  stored: StoredCampaign,
  forms: readonly ArchivedPage[],
  reviews: readonly ArchivedPage[],
  ledger: { readonly entries: number; readonly checkpoint: string | null },
): string {
  const pages = [...forms, ...reviews];
  const units = [...new Set(pages.map((page) => page.unit))];
  const sections = units.map((unit) => {
    const own = pages.filter((page) => page.unit === unit);
    const names = [...new Set(own.map((form) => form.formName))];
    const lists = names.map((name) => {
      const links = own
        .filter((form) => form.formName === name)
        .map((form) => `<a href="${encodeURI(form.file)}">${escapeHtml(form.placeName)}</a>`);
      return `<tr><th style="width:60mm">${escapeHtml(name)}</th><td>${links.join('　')}</td></tr>`;
    });
    return `<h2>${escapeHtml(own[0]?.unitName ?? unit)}</h2>\n<table><tbody>${lists.join('\n')}</tbody></table>`;
  });
  const files = ['plan.yaml', 'roster.yaml', 'campaign.json', 'ledger.ndjson', 'manifest.json']
    .map((file) => `<a href="${file}">${file}</a>`)
    .join('　');
  const body = [
    `<h1>${escapeHtml(stored.title)}</h1>`,
    `<p>活动 ${escapeHtml(stored.id)}　年度 ${escapeHtml(stored.period)}　表格 ${forms.length} 份　审批单 ${reviews.length} 份　留痕 ${ledger.entries} 条</p>`,
    ...sections,
    '<h2>文件</h2>',
    `<p>${files}</p>`,
    `<p class="record">活动哈希 ${escapeHtml(stored.hash)}<br>留痕最后检查点 ${escapeHtml(ledger.checkpoint ?? '（无）')}<br>离线核验：npm run lianfang -- archive verify 本目录</p>`,
  ];
  return htmlPage(`${stored.title}·归档`, body.join('\n'));
}
