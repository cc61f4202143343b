/**
 * A form as YAML to fill in: what the round before said, which rows are locked, and for every field what it takes. Comments are for
 * the person; what is read back is only the values.
 */
import type { NodeKey } from '../campaign/keys.ts';
import type { Field, Form } from '../plan/form.ts';
import { isFilled, ROW_ID, ROWS, repeatingOf } from './content-shape.ts';

export interface TemplateSources {
  readonly previous: Readonly<Record<string, unknown>> | undefined;
  readonly locked: readonly string[];
  /** Row id → reasons of the last return. */
  readonly flagged: Readonly<Record<string, readonly string[]>>;
  readonly gradesOf: (scale: string) => readonly string[];
  readonly rows: readonly { readonly node: NodeKey; readonly name: string }[];
  /** Items that the form must have, no more and no less; absent: whoever fills it in adds them. */
  readonly wanted?: readonly string[];
  /** Row id → what became of it since the campaign before; absent: nothing to compare with. */
  readonly since?: Readonly<Record<string, 'unchanged' | 'changed' | 'added'>>;
  /** `previous` is what the campaign before approved. */
  readonly fromBefore?: boolean;
}

const sinceWords = { unchanged: '与上年度审定的相同', changed: '与上年度审定的不同', added: '上年度没有' } as const;

export function templateOf(form: Form, sources: TemplateSources): string {
  const lines = [`# ${form.name}`, '# 逐项填写后：npm run lianfang -- submit 节点/步骤 --as 人员 --file 本文件'];
  if (sources.fromBefore === true)
    lines.push('# 以下是上年度审定的内容：没有变化的照原样报送（即为确认），有变化的修改、增加或删去。');
  for (const field of (form.fields ?? []).filter(isFilled))
    lines.push(...fieldLines(field, sources.previous?.[field.id], '', sources));
  const repeating = repeatingOf(form);
  if (repeating?.fields.some(isFilled)) {
    const before = rowsIn(sources.previous?.[repeating.key]);
    const named =
      repeating.key === ROWS
        ? sources.rows.map(({ node, name }) => ({
            id: node,
            note: name,
            values: before.find((row) => row[ROW_ID] === node),
          }))
        : (sources.wanted ?? before.map((row) => String(row[ROW_ID]))).map((id) => ({
            id,
            note: '',
            values: before.find((row) => String(row[ROW_ID]) === id),
          }));
    const rows =
      named.length > 0 ? named : [{ id: 'i1', note: '可照此增加行，每行的 id 不重复、以后不变', values: undefined }];
    lines.push(`${repeating.key}:`);
    for (const { id, note, values } of rows) {
      const reasons = sources.flagged[id] ?? [];
      const since = sources.since?.[id];
      const marks = [
        note,
        ...(since === undefined ? [] : [sinceWords[since]]),
        ...(sources.locked.includes(id) ? ['已通过，须保持原样'] : []),
        ...(reasons.length > 0 ? [`退回：${reasons.join('、')}`] : []),
      ].filter((one) => one !== '');
      lines.push(`  - id: ${JSON.stringify(id)}${marks.length > 0 ? `  # ${marks.join('；')}` : ''}`);
      for (const field of repeating.fields.filter(isFilled))
        lines.push(...fieldLines(field, values?.[field.id], '    ', sources));
    }
  }
  return `${lines.join('\n')}\n`;
}

function fieldLines(field: Field, value: unknown, indent: string, sources: TemplateSources): string[] {
  const given = value === undefined || value === null ? '' : ` ${JSON.stringify(value)}`;
  return [
    `${indent}${field.id}:${given}  # ${field.name}（${hintOf(field, sources)}${field.optional === true ? '，可不填' : ''}）`,
  ];
}

function hintOf(field: Field, sources: TemplateSources): string {
  if (field.grade !== undefined) return sources.gradesOf(field.grade.scale).join(' | ');
  if (field.attachment === true) return '附件的 SHA-256';
  const { fact } = field;
  if (fact === undefined) return '文字';
  switch (fact.type) {
    case 'enumeration':
      return fact.values.join(' | ');
    case 'list':
      return `[${fact.values.join(', ')}] 中若干`;
    case 'boolean':
      return 'true | false';
    case 'number':
      return `数 ${fact.min ?? ''}–${fact.max ?? ''}`;
    case 'date':
      return '年-月-日';
  }
}

function rowsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}
