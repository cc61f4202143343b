/** The sheet of a review as this campaign's people read it: items by their first words, and what was written in each round. */
import type { Form } from '@lianfang/engine';
import type { Lang } from '@lianfang/engine/codes';
import {
  type SheetAppendix,
  type Vocabulary,
  vocabularyOf,
  type WrittenSheet,
  writeSheet,
} from '@lianfang/engine/record';
import type { Registry, ReviewSheet, SinceBefore, StoredCampaign, VersionUse } from '@lianfang/registry';
import { formOfStep } from './filling.ts';
import type { Words } from './shell.ts';
import { fitted } from './table.ts';

export interface FullSheet {
  readonly written: WrittenSheet;
  readonly appendices: readonly SheetAppendix[];
}

export async function fullSheet(
  registry: Pick<Registry, 'versionsOf' | 'stepsAt'>,
  stored: StoredCampaign,
  sheet: ReviewSheet,
  lang: Lang,
): Promise<FullSheet> {
  const versions = await registry.versionsOf(stored.id, sheet.node, sheet.of);
  const form = (await formOfStep(registry, stored, sheet.node, sheet.of))?.form;
  const words = sheetWords(stored, sheet, versions, form);
  return { written: writeSheet(sheet, lang, words), appendices: appendicesOf(lang, words, sheet, versions, form) };
}

/** The words of a campaign with those of its later definitions, items by the first words that were written in them. */
function sheetWords(
  { campaign }: StoredCampaign,
  sheet: Pick<ReviewSheet, 'newer'>,
  versions: readonly VersionUse[],
  form: Form | undefined,
): Vocabulary {
  const labels = labelsOf(versions, form);
  return vocabularyOf(campaign, (_node, _step, item) => labels.get(item), sheet.newer);
}

/** What was written in each round, and what it is against the campaign before. */
function appendicesOf(
  lang: Lang,
  words: Vocabulary,
  sheet: ReviewSheet,
  versions: readonly VersionUse[],
  form: Form | undefined,
): SheetAppendix[] {
  const say = (one: Words): string => one[lang];
  const heads = Object.values(
    Object.fromEntries(
      [...(form?.fields ?? []), ...(form?.items?.fields ?? form?.rows?.fields ?? [])].map((field) => [field.id, field]),
    ),
  );
  const since = sheet.sinceBefore;
  return [
    ...(since === null ? [] : [sinceAppendix(say, since, (item) => words.item(sheet.node, sheet.step, item))]),
    ...sheet.rounds.flatMap((round) => {
      const version =
        versions.findLast((one) => one.hash === round.version && one.round === round.round) ??
        versions.find((one) => one.hash === round.version);
      if (version === undefined || round.submission === null) return [];
      const title = say({
        zh: `第${round.round}轮报送内容（版本${version.hash.slice(0, 16)}）`,
        en: `Written in round ${round.round} (version ${version.hash.slice(0, 16)})`,
      });
      return [{ title, lines: contentLines(version.content, heads) }];
    }),
  ];
}

/** This version against what the campaign before approved. */
function sinceAppendix(
  say: (words: Words) => string,
  since: SinceBefore,
  label: (item: string) => string,
): SheetAppendix {
  const kinds = [
    ['unchanged', { zh: '未变', en: 'unchanged' }],
    ['changed', { zh: '修改', en: 'changed' }],
    ['added', { zh: '新增', en: 'added' }],
    ['removed', { zh: '删去', en: 'removed' }],
  ] as const;
  const separator = say({ zh: '、', en: ', ' });
  return {
    title: say({ zh: `与活动“${since.campaign}”审定的相比`, en: `Against what '${since.campaign}' approved` }),
    lines: kinds
      .filter(([kind]) => since[kind].length > 0)
      .map(([kind, name]) => `${say(name)} ${since[kind].length}: ${since[kind].map(label).join(separator)}`),
  };
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
