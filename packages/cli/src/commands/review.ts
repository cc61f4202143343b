/** `review show`: the sheet (审批单) of a review, all its rounds side by side, as the ledger has them. */
import { type Form, formatDue } from '@lianfang/engine';
import { civilTime, sentenceOf, splitReview, vocabularyOf } from '@lianfang/engine/record';
import type { ReviewSheet, SinceBefore, StoredCampaign, VersionUse } from '@lianfang/registry';
import type { Command } from 'commander';
import { CannotDo } from '../fault.ts';
import { formOfStep } from '../filling.ts';
import { campaignMeant } from '../found.ts';
import { textIn } from '../options.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { exitCodes, type Shell } from '../shell.ts';
import { fitted, tableOf } from '../table.ts';

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
        const versions = await registry.versionsOf(stored.id, sheet.node, sheet.of);
        if (json)
          shell.line(
            JSON.stringify(
              { ok: true, ...sheet, versions: versions.map(({ salt: _, ...version }) => version) },
              null,
              2,
            ),
          );
        else for (const line of sheetLines(shell, stored, sheet, versions)) shell.line(line);
        return exitCodes.ok;
      }),
  );
  cli.option(show, '--campaign <id>', { zh: '活动（只有一个时可不写）', en: 'campaign (optional when only one runs)' });
}

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

function sheetLines(
  shell: Shell,
  stored: StoredCampaign,
  sheet: ReviewSheet,
  versions: readonly VersionUse[],
): string[] {
  const { colour } = shell;
  const form = formOfStep(stored, sheet.of)?.form;
  const labels = labelsOf(versions, form);
  const words = vocabularyOf(stored.campaign, (_node, _step, item) => labels.get(item));
  const heads = Object.values(
    Object.fromEntries(
      [...(form?.fields ?? []), ...(form?.items?.fields ?? form?.rows?.fields ?? [])].map((field) => [field.id, field]),
    ),
  );
  const at = (instant: number) => civilTime(instant, stored.campaign.zone);
  const lines = [
    colour.bold(
      shell.say({
        zh: `审批单　${sheet.nodeName} — ${words.subject(sheet.step)}（${sheet.stepName}）`,
        en: `Review  ${sheet.nodeName} — ${words.subject(sheet.step)} (${sheet.stepName})`,
      }),
    ),
    `${sheet.key}   ${shell.say({ zh: '现在', en: 'now' })}: ${placeIn(shell, stored, sheet.step, sheet.place)}   ${shell.say({ zh: `共 ${sheet.rounds.length} 轮`, en: `${sheet.rounds.length} rounds` })}${sheet.outdated ? `   ${colour.yellow(shell.say({ zh: '所依据的内容已变', en: 'outdated' }))}` : ''}`,
  ];
  const tableHeads = [
    shell.say({ zh: '轮次', en: 'round' }),
    shell.say({ zh: '填报', en: 'submitted' }),
    ...stagesOf(sheet).map((stage) => words.stage(sheet.step, stage)),
    shell.say({ zh: '退回', en: 'returned' }),
  ];
  const rows = sheet.rounds.map((round) => [
    String(round.round),
    round.submission === null
      ? ''
      : `${nameIn(round.submission.names, round.submission.signer)}\n${at(round.submission.at)}`,
    ...stagesOf(sheet).map((stage) =>
      round.decisions
        .filter((decision) => decision.stage === stage)
        .map(
          (decision) =>
            `${words.outcome(sheet.step, stage, decision.outcome)}\n${nameIn(decision.names, decision.signer)}\n${at(decision.at)}`,
        )
        .join('\n'),
    ),
    round.returned === null
      ? ''
      : `${at(round.returned.at)}${round.returned.due === null ? '' : `\n${shell.say({ zh: '限', en: 'due' })} ${formatDue(round.returned.due, stored.campaign.zone)}`}`,
  ]);
  lines.push('', tableOf(shell, tableHeads, rows));
  if (sheet.sinceBefore !== null)
    lines.push('', ...sinceLines(shell, sheet.sinceBefore, (item) => words.item(sheet.node, sheet.step, item)));
  for (const round of sheet.rounds) {
    lines.push(
      '',
      colour.bold(shell.say({ zh: `第 ${round.round} 轮`, en: `Round ${round.round}` })) +
        (round.version === null
          ? ''
          : colour.dim(`   ${shell.say({ zh: '版本', en: 'version' })} ${round.version.slice(0, 16)}…`)),
    );
    const changes = [
      ...round.changed.map((item) =>
        shell.say({ zh: `改 ${words.item(sheet.node, sheet.step, item)}`, en: `changed ${item}` }),
      ),
      ...round.added.map((item) =>
        shell.say({ zh: `增 ${words.item(sheet.node, sheet.step, item)}`, en: `added ${item}` }),
      ),
      ...round.removed.map((item) => shell.say({ zh: `删 ${item}`, en: `removed ${item}` })),
    ];
    if (changes.length > 0) lines.push(`  ${changes.join('；')}`);
    const version =
      versions.findLast((one) => one.hash === round.version && one.round === round.round) ??
      versions.find((one) => one.hash === round.version);
    if (version !== undefined)
      lines.push(...contentLines(version.content, heads).map((line) => `  ${colour.dim(line)}`));
    for (const act of round.acts)
      lines.push(`  ${sentenceOf({ event: act.event, names: act.names }, shell.lang, words)}`);
    for (const decision of round.decisions) {
      if (decision.opinion !== null)
        lines.push(
          shell.say({
            zh: `    ${words.stage(sheet.step, decision.stage)}意见：“${decision.opinion}”`,
            en: `    opinion at ${words.stage(sheet.step, decision.stage)}: “${decision.opinion}”`,
          }),
        );
    }
  }
  return lines;
}

/** This version against what the campaign before approved. */
function sinceLines(shell: Shell, since: SinceBefore, label: (item: string) => string): string[] {
  const kinds = [
    ['unchanged', { zh: '未变', en: 'unchanged' }],
    ['changed', { zh: '修改', en: 'changed' }],
    ['added', { zh: '新增', en: 'added' }],
    ['removed', { zh: '删去', en: 'removed' }],
  ] as const;
  const separator = shell.say({ zh: '、', en: ', ' });
  return [
    shell.colour.bold(
      shell.say({ zh: `与活动“${since.campaign}”审定的相比`, en: `Against what '${since.campaign}' approved` }),
    ),
    ...kinds
      .filter(([kind]) => since[kind].length > 0)
      .map(([kind, name]) => `  ${shell.say(name)} ${since[kind].length}: ${since[kind].map(label).join(separator)}`),
  ];
}

function stagesOf(sheet: ReviewSheet): readonly string[] {
  return [...new Set(sheet.rounds.flatMap((round) => round.decisions.map((decision) => decision.stage)))];
}

function nameIn(
  names: Readonly<Record<string, string>>,
  signer: { readonly kind: string; readonly person?: string; readonly for?: string },
): string {
  const name = signer.person === undefined ? '' : (names[signer.person] ?? signer.person);
  return signer.kind === 'substitute' && signer.for !== undefined
    ? `${name} 代 ${names[signer.for] ?? signer.for}`
    : name;
}

/** An item by its id and the first words that were written in it. */
function labelsOf(versions: readonly VersionUse[], form: Form | undefined): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const field = form?.items?.fields.find((one) => one.text === true)?.id ?? '';
  for (const { content } of versions) {
    for (const item of Array.isArray(content.items) ? content.items : []) {
      if (typeof item !== 'object' || item === null || typeof item.id !== 'string') continue;
      const words: unknown = item[field];
      if (typeof words === 'string') labels.set(item.id, `${item.id}“${fitted(words, 24)}”`);
    }
  }
  return labels;
}

/** What was written, in the form's own order. */
function contentLines(
  content: Readonly<Record<string, unknown>>,
  heads: readonly { readonly id: string; readonly name: string }[],
): string[] {
  const written = (values: Readonly<Record<string, unknown>>): string[] =>
    heads.flatMap(({ id, name }) => {
      const value = values[id];
      if (value === undefined || value === null || typeof value === 'object')
        return Array.isArray(value) ? [`${name}：${value.join('、')}`] : [];
      return [`${name}：${String(value)}`];
    });
  const rows = [content.items, content.rows].flatMap((list) => (Array.isArray(list) ? list : []));
  return [
    ...written(content),
    ...rows.flatMap((row: unknown) => (isRow(row) ? [`${row.id}　${written(row).join('　')}`] : [])),
  ];
}

function isRow(row: unknown): row is Readonly<Record<string, unknown>> & { readonly id: string } {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string';
}
