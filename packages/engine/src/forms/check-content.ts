/**
 * Whether what was written fits the form: all problems at once, each with its path. Must not know the run; who may submit what,
 * and which items are locked, is the kernel's.
 */
import type { NodeKey } from '../campaign/keys.ts';
import type { Fact } from '../plan/fact.ts';
import type { Field, Form } from '../plan/form.ts';
import type { Problem } from '../problem.ts';
import { parseDay } from '../time/civil-date.ts';
import { ITEMS, isFilled, ROW_ID, ROWS } from './content-shape.ts';

export interface ContentContext {
  readonly gradesOf: (scale: string) => readonly string[];
  /** The nodes that a form with rows for nodes must have rows for. */
  readonly rows: readonly NodeKey[];
}

export function contentProblems(form: Form, content: unknown, context: ContentContext): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (code: string, path: Problem['path'], fields: Readonly<Record<string, unknown>> = {}): void => {
    problems.push({ code, severity: 'error', path, ...fields });
  };
  if (!isRecord(content)) {
    report('content.wrong-type', [], { name: '', expected: '{…}', found: describe(content) });
    return problems;
  }
  const repeating = [...(form.items === undefined ? [] : [ITEMS]), ...(form.rows === undefined ? [] : [ROWS])];
  checkFields(form.fields ?? [], content, [], repeating);
  if (form.items !== undefined)
    checkRows(content[ITEMS], ITEMS, form.items.fields, form.items.name, form.items.least ?? 0);
  if (form.rows !== undefined) {
    const ids = checkRows(content[ROWS], ROWS, form.rows.fields, form.rows.of, 0);
    const foreign = ids.filter((id) => !context.rows.includes(id));
    if (foreign.length > 0) report('content.foreign-row', [ROWS], { rows: foreign, possible: context.rows });
    // Rows that show only what others wrote need not be repeated.
    const missing = form.rows.fields.some((field) => isFilled(field) && field.optional !== true)
      ? context.rows.filter((id) => !ids.includes(id))
      : [];
    if (missing.length > 0) report('content.missing-row', [ROWS], { rows: missing });
  }
  return problems;

  function checkFields(
    fields: readonly Field[],
    values: Readonly<Record<string, unknown>>,
    path: Problem['path'],
    besides: readonly string[],
  ): void {
    for (const key of Object.keys(values)) {
      const field = fields.find((one) => one.id === key);
      if (besides.includes(key)) continue;
      if (field === undefined || !isFilled(field)) {
        const possible = fields.filter(isFilled).map((one) => one.id);
        report('content.unknown-field', [...path, key], { name: key, possible: [...possible, ...besides] });
      }
    }
    for (const field of fields.filter(isFilled)) {
      const value = values[field.id];
      if (value === undefined || value === null || value === '') {
        if (field.optional !== true && field.fact?.optional !== true)
          report('content.missing', [...path, field.id], { name: field.name });
      } else checkValue(field, value, [...path, field.id]);
    }
  }

  function checkRows(rows: unknown, key: string, fields: readonly Field[], name: string, least: number): string[] {
    if (rows !== undefined && !Array.isArray(rows)) {
      report('content.wrong-type', [key], { name, expected: '[…]', found: describe(rows) });
      return [];
    }
    const list: readonly unknown[] = rows ?? [];
    if (list.length < least) report('content.too-few', [key], { name, least, found: list.length });
    const ids: string[] = [];
    for (const [index, row] of list.entries()) {
      const id = isRecord(row) ? row[ROW_ID] : undefined;
      if (!isRecord(row) || typeof id !== 'string' || id === '' || id.length > 200) {
        report('content.row-without-id', [key, index], { name });
        continue;
      }
      if (ids.includes(id)) report('content.repeated-row', [key, index], { name, id });
      ids.push(id);
      checkFields(fields, row, [key, index], [ROW_ID]);
    }
    return ids;
  }

  function checkValue(field: Field, value: unknown, path: Problem['path']): void {
    const { name } = field;
    const wrong = (expected: string): void =>
      report('content.wrong-type', path, { name, expected, found: describe(value) });
    if (field.grade !== undefined) {
      const possible = context.gradesOf(field.grade.scale);
      if (typeof value !== 'string' || !possible.includes(value))
        report('content.not-a-value', path, { name, found: describe(value), possible });
    } else if (field.fact !== undefined) checkFact(field.fact, name, value, path, wrong);
    else if (typeof value !== 'string') wrong('text');
    else if (value.length > 20_000) report('content.too-long', path, { name, found: value.length, most: 20_000 });
  }

  function checkFact(
    fact: Fact,
    name: string,
    value: unknown,
    path: Problem['path'],
    wrong: (expected: string) => void,
  ): void {
    switch (fact.type) {
      case 'enumeration':
        if (typeof value !== 'string' || !fact.values.includes(value))
          report('content.not-a-value', path, { name, found: describe(value), possible: fact.values });
        return;
      case 'list':
        if (!Array.isArray(value) || new Set(value).size < value.length) wrong('[…]');
        else if (value.some((one) => !fact.values.includes(one)))
          report('content.not-a-value', path, { name, found: value.map(String), possible: fact.values });
        return;
      case 'boolean':
        if (typeof value !== 'boolean') wrong('true / false');
        return;
      case 'number':
        if (typeof value !== 'number' || !Number.isFinite(value)) wrong('number');
        else if ((fact.min !== undefined && value < fact.min) || (fact.max !== undefined && value > fact.max))
          report('content.out-of-range', path, { name, found: value, least: fact.min ?? '–', most: fact.max ?? '–' });
        return;
      case 'date':
        if (typeof value !== 'string' || parseDay(value) === undefined) wrong('YYYY-MM-DD');
        return;
    }
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return '{…}';
  return String(value).slice(0, 60);
}
