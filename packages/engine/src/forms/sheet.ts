/**
 * One form filled in, as HTML that prints like the document's own: the columns and boxes of the form's definition, nothing else.
 * Pure: whoever calls it looks up what is shown. Must not know where content is kept.
 */
import type { NodeKey } from '../campaign/keys.ts';
import type { Box, Field, Form } from '../plan/form.ts';
import { listOf } from '../plan/words.ts';
import { ROW_ID, repeatingOf } from './content-shape.ts';
import { escapeHtml, htmlPage, linesHtml } from './html.ts';

/** What a box says, from the decision at its stage. */
export interface BoxFilled {
  readonly outcome: string;
  readonly opinion: string | null;
  readonly by: string;
  /** Civil date. */
  readonly date: string;
}

export interface SheetSources {
  readonly content: Readonly<Record<string, unknown>>;
  /** The nodes of its rows, for a form with rows for nodes. */
  readonly rows: readonly NodeKey[];
  /** What a path shows at a node, in the row of an item; `null` names the form's own node. */
  readonly show: (path: string, node: NodeKey | null, item?: string) => string | undefined;
  /** Does a condition hold at a row's node? */
  readonly holds: (condition: string, node: NodeKey) => boolean;
  readonly box: (box: Box) => BoxFilled | undefined;
  /** Who signed a line, and when. */
  readonly signed: (signature: string) => { readonly name: string; readonly date: string } | undefined;
  /** The civil date at the head; the last decision's, or the submission's. */
  readonly date: string | undefined;
  /** Small print at the foot: round, version, place in the ledger. */
  readonly record: string;
}

export function renderForm(form: Form, sources: SheetSources): string {
  const title = form.name;
  const seals = (form.signatures ?? []).filter((one) => one.seal === true && one.by === undefined);
  const signs = (form.signatures ?? []).filter((one) => !seals.includes(one));
  const place = sources.show('place.name', null) ?? '';
  const head = [
    ...seals.map((one) => `<span>${escapeHtml(one.name)}：${escapeHtml(sources.signed(one.id)?.name ?? place)}</span>`),
    ...(form.dated === true ? [`<span>${civilZh(sources.date)}</span>`] : []),
  ];
  const body = [
    ...(form.annex === undefined ? [] : [`<p class="annex">${escapeHtml(form.annex)}：</p>`]),
    `<h1>${escapeHtml(title)}</h1>`,
    ...(head.length === 0
      ? []
      : [`<div class="head">${head.length === 1 && seals.length === 0 ? '<span></span>' : ''}${head.join('')}</div>`]),
    tableOf(form, sources),
    ...signs.map((one) => {
      const signed = sources.signed(one.id);
      const date = one.date === true ? `　　${civilZh(signed?.date)}` : '';
      return `<p class="signs">${escapeHtml(one.name.replace(/[：:]$/, ''))}：${escapeHtml(signed?.name ?? '　　　　')}${date}</p>`;
    }),
    ...(form.copies === undefined
      ? []
      : [
          `<p class="note">注：此表${escapeHtml(form.copies.words)}，${escapeHtml(form.copies.holders.join('、'))}各存一份。</p>`,
        ]),
    ...(form.custody === undefined ? [] : [`<p class="note">${escapeHtml(form.custody)}</p>`]),
    `<p class="record">${linesHtml(sources.record)}</p>`,
  ];
  return htmlPage(`${title} ${place}`.trim(), body.join('\n'));
}

/** `2011年10月8日`; blanks to write in where there is none. */
export function civilZh(date: string | undefined): string {
  const found = date === undefined ? null : /^(\d+)-(\d+)-(\d+)/.exec(date);
  return found === null ? '　　年　月　日' : `${Number(found[1])}年${Number(found[2])}月${Number(found[3])}日`;
}

function tableOf(form: Form, sources: SheetSources): string {
  const isPrinted = (field: Field): boolean => form.printed === undefined || form.printed.includes(field.name);
  const fields = (form.fields ?? []).filter(isPrinted);
  const sheetRows = fieldRows(fields, sources);
  const boxes = (form.boxes ?? []).map((box) => boxRow(box, sources));
  const repeating = repeatingOf(form);
  if (repeating === undefined) return sheet([...sheetRows, ...boxes]);
  if (form.rows !== undefined) {
    const rows = form.rows.groups === undefined ? rowTable(form, sources, isPrinted) : groupTable(form, sources);
    return [
      ...(sheetRows.length > 0 ? [sheet(sheetRows)] : []),
      rows,
      ...(boxes.length > 0 ? [sheet(boxes)] : []),
    ].join('\n');
  }
  const columns = repeating.fields.filter(isPrinted);
  const items = itemsIn(sources.content[repeating.key]);
  // Printed as lines of one sheet where the sheet has others; as a table of their own where they are the form.
  if (sheetRows.length > 0 && form.printed !== undefined) {
    const lines = columns.map((field) => {
      const values = items.map((item) => `<li>${linesHtml(valueIn(field, item, null, sources))}</li>`).join('');
      return `<tr>${th(field.name)}<td class="long" colspan="3"><ol>${values}</ol></td></tr>`;
    });
    return sheet([...sheetRows, ...lines, ...boxes]);
  }
  const table = `<table><thead><tr>${th('序号')}${columns.map((field) => th(field.name)).join('')}</tr></thead><tbody>${items
    .map(
      (item, index) =>
        `<tr><td class="center">${index + 1}</td>${columns.map((field) => `<td>${linesHtml(valueIn(field, item, null, sources))}</td>`).join('')}</tr>`,
    )
    .join('')}</tbody></table>`;
  return [...(sheetRows.length > 0 ? [sheet(sheetRows)] : []), table, ...(boxes.length > 0 ? [sheet(boxes)] : [])].join(
    '\n',
  );
}

/** Short fields stand two in a line, words over the whole width. */
function fieldRows(fields: readonly Field[], sources: SheetSources): string[] {
  const rows: string[] = [];
  let half = '';
  const put = (cells: string): void => void rows.push(`<tr>${cells}</tr>`);
  const cells = (field: Field, value: string, wide: string): string =>
    `${th(field.name)}<td${wide}>${linesHtml(value)}</td>`;
  const wide = ' colspan="3"';
  let waiting: { readonly field: Field; readonly value: string } | undefined;
  for (const field of fields) {
    const value = valueIn(field, sources.content, null, sources);
    if (isLong(field, value)) {
      if (waiting !== undefined) put(cells(waiting.field, waiting.value, wide));
      waiting = undefined;
      put(cells(field, value, `${wide} class="long"`));
    } else if (waiting === undefined) {
      waiting = { field, value };
      half = cells(field, value, '');
    } else {
      put(`${half}${cells(field, value, '')}`);
      waiting = undefined;
    }
  }
  if (waiting !== undefined) put(cells(waiting.field, waiting.value, wide));
  return rows;
}

function isLong(field: Field, value: string): boolean {
  return (
    field.text === true ||
    field.attachment === true ||
    listOf(field.show).some((path) => path.startsWith('items.')) ||
    value.length > 40
  );
}

function rowTable(form: Form, sources: SheetSources, isPrinted: (field: Field) => boolean): string {
  const columns = (form.rows?.fields ?? []).filter(isPrinted);
  const written = itemsIn(sources.content.rows);
  const rows = sources.rows.map((node) => {
    const content = written.find((one) => one[ROW_ID] === node) ?? {};
    return columns.map((field) => valueIn(field, content, node, sources));
  });
  // Names and grades stay on one line beside columns of sentences.
  const isShort = columns.map((_, at) => rows.every((row) => (row[at] ?? '').length <= 6));
  const head = columns.map((field, at) =>
    isShort[at] ? `<th class="short">${escapeHtml(field.name)}</th>` : th(field.name),
  );
  const body = rows.map(
    (row) =>
      `<tr>${row.map((value, at) => `<td${isShort[at] ? ' class="short"' : ''}>${linesHtml(value)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** Rows under the groups that the form prints: each group takes the rows whose grade it names, each line those it applies to. */
function groupTable(form: Form, sources: SheetSources): string {
  const fields = form.rows?.fields ?? [];
  const graded = fields.find((field) => field.grade !== undefined);
  const columns = fields.filter((field) => field !== graded);
  const written = itemsIn(sources.content.rows);
  const contentOf = (node: NodeKey) => written.find((one) => one[ROW_ID] === node) ?? {};
  const taken = new Set<NodeKey>();
  const groups = (form.rows?.groups ?? []).map((group) => {
    const inGroup = sources.rows.filter((node) => graded === undefined || contentOf(node)[graded.id] === group.name);
    const lines = group.lines.map((line) => {
      const nodes = inGroup.filter((node) => !taken.has(node) && sources.holds(line.if, node));
      for (const node of nodes) taken.add(node);
      const cells = nodes.map((node) =>
        columns.map((field) => `<td>${linesHtml(valueIn(field, contentOf(node), node, sources))}</td>`).join(''),
      );
      return { name: line.name, cells: cells.length > 0 ? cells : [columns.map(() => '<td>　</td>').join('')] };
    });
    const height = lines.reduce((sum, line) => sum + line.cells.length, 0);
    return lines
      .flatMap((line, which) =>
        line.cells.map((cells, index) => {
          const own = which === 0 && index === 0 ? `<th rowspan="${height}">${escapeHtml(group.name)}</th>` : '';
          return `<tr>${own}${index === 0 ? `<th rowspan="${line.cells.length}">${escapeHtml(line.name)}</th>` : ''}${cells}</tr>`;
        }),
      )
      .join('');
  });
  const heads = `<th colspan="2">${escapeHtml(graded?.name ?? '')}</th>${columns.map((field) => th(field.name)).join('')}`;
  return `<table><thead><tr>${heads}</tr></thead>${groups.map((group) => `<tbody>${group}</tbody>`).join('')}</table>`;
}

function boxRow(box: Box, sources: SheetSources): string {
  const filled = sources.box(box);
  const opinion = filled === undefined ? '' : (filled.opinion ?? filled.outcome);
  const lines = [
    ...(box.seal === undefined ? [] : [`${box.seal}`]),
    ...(box.sign === undefined ? [] : [`${box.sign}：${filled?.by ?? '　　　　'}`]),
    ...(box.seal === undefined && box.sign === undefined && filled !== undefined ? [filled.by] : []),
    ...(box.date === true ? [civilZh(filled?.date)] : []),
  ];
  return `<tr>${th(box.name)}<td class="box" colspan="3"><div class="opinion">${linesHtml(opinion)}</div>${lines
    .map((line) => `<div class="sealed">${escapeHtml(line)}</div>`)
    .join('')}</td></tr>`;
}

function valueIn(
  field: Field,
  content: Readonly<Record<string, unknown>>,
  node: NodeKey | null,
  sources: SheetSources,
): string {
  if (field.show === undefined) return shown(content[field.id], field);
  for (const path of listOf(field.show)) {
    const item = content[ROW_ID];
    const value = sources.show(path, node, typeof item === 'string' && node === null ? item : undefined);
    if (value !== undefined && value !== '') return value;
  }
  return '';
}

function shown(value: unknown, field: Field): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(String).join('、');
  return field.attachment === true ? `附件 ${String(value).slice(0, 16)}…` : String(value);
}

function itemsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function sheet(rows: readonly string[]): string {
  return `<table class="sheet"><tbody>${rows.join('\n')}</tbody></table>`;
}

function th(name: string): string {
  return `<th>${escapeHtml(name)}</th>`;
}
