/** `review show`: the sheet (审批单) of a review, all its rounds side by side, as the ledger has them. */
import { writeFile } from 'node:fs/promises';
import { sheetHtml, splitReview, vocabularyOf } from '@lianfang/engine/record';
import type { StoredCampaign } from '@lianfang/registry';
import type { Command } from 'commander';
import { CannotDo } from '../fault.ts';
import { campaignMeant } from '../found.ts';
import { type FullSheet, fullSheet } from '../full-sheet.ts';
import { textIn } from '../options.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { sheetLines } from '../sheet-lines.ts';
import { exitCodes, type Shell } from '../shell.ts';
import { tableOf } from '../table.ts';

export function addReview(cli: Cli, program: Command): void {
  const review = cli.group(program, 'review', { zh: '审批单', en: 'the sheets of reviews' });
  const show = cli.leaf(
    review,
    'show [id]',
    {
      zh: '看审批单：各轮并列，谁在何时定了什么、为什么；不写编号则列出全部',
      en: 'the sheet of a review: all rounds, who decided what, when and why; without an id, all reviews',
    },
    async (options, [id], { shell, json }) =>
      withSession(shell, async ({ registry }) => {
        const stored = await campaignMeant(registry, textIn(options, 'campaign'));
        const words = vocabularyOf(stored.campaign);
        if (id === undefined) {
          const rows = await registry.reviews(stored.id);
          if (json) shell.line(JSON.stringify({ ok: true, reviews: rows }, null, 2));
          else {
            const heads =
              shell.lang === 'zh' ? ['编号', '节点', '事项', '现在', '轮次'] : ['id', 'node', 'of', 'place', 'round'];
            shell.line(
              tableOf(
                shell,
                heads,
                rows.map((row) => [
                  `${row.node}/${row.step}`,
                  words.node(row.node),
                  words.subject(row.step),
                  placeIn(shell, stored, row.step, row.place),
                  String(row.round),
                ]),
              ),
            );
          }
          return exitCodes.ok;
        }
        const sheet = await registry.review(stored.id, id);
        if (sheet === null) {
          const { node } = splitReview(id);
          const near = (await registry.reviews(stored.id))
            .filter((row) => row.node === node || id.includes(row.node))
            .map((row) => `${row.node}/${row.step}`);
          throw new CannotDo('review.unknown', {
            zh: `没有审批“${id}”。${near.length > 0 ? `是不是：${near.slice(0, 5).join('、')}` : '用 review show 列出全部。'}`,
            en: `Expected a review '${id}'. ${near.length > 0 ? `Did you mean: ${near.slice(0, 5).join(', ')}` : 'List all with review show.'}`,
          });
        }
        if (json) {
          const versions = await registry.versionsOf(stored.id, sheet.node, sheet.of);
          shell.line(
            JSON.stringify(
              { ok: true, ...sheet, versions: versions.map(({ salt: _, ...version }) => version) },
              null,
              2,
            ),
          );
        } else await tellSheet(shell, await fullSheet(registry, stored, sheet, shell.lang), textIn(options, 'html'));
        return exitCodes.ok;
      }),
  );
  cli.option(show, '--html <file>', { zh: '写成网页（可打印）', en: 'write it as a page for printing' });
  cli.option(show, '--campaign <id>', { zh: '活动（只有一个时可不写）', en: 'campaign (optional when only one runs)' });
}

/** On the screen, or as a page in a file. */
async function tellSheet(shell: Shell, full: FullSheet, file: string | undefined): Promise<void> {
  const { written, appendices } = full;
  if (file !== undefined) {
    await writeFile(file, sheetHtml(written, appendices));
    shell.line(shell.say({ zh: `审批单已写入 ${file}`, en: `The sheet is in ${file}` }));
    return;
  }
  const width = process.stdout.columns ?? Number(shell.env.COLUMNS ?? WIDTH);
  for (const line of sheetLines(written, shell, Number.isFinite(width) && width > 0 ? width : WIDTH)) shell.line(line);
  for (const { title, lines } of appendices) {
    shell.line();
    shell.line(shell.colour.bold(title));
    for (const line of lines) shell.line(`  ${line}`);
  }
}

/** Of a screen that does not say its width. */
const WIDTH = 120;

function placeIn(shell: Shell, stored: StoredCampaign, step: string, place: string): string {
  const words: Readonly<Record<string, string>> = {
    opened: '已送审',
    held: '暂缓',
    returned: '已退回',
    withdrawn: '已撤回',
    approved: '已审定',
    ended: '已结束',
  };
  const stage = vocabularyOf(stored.campaign).stage(step, place);
  return stage === place && shell.lang === 'zh' ? (words[place] ?? place) : stage;
}
