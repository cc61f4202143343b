/** The sheet of a review as one page that needs nothing else: for a screen, for paper and for the archive. */
import { escapeHtml, htmlPage } from '../forms/html.ts';
import type { SheetLine, SheetMoment, WrittenSheet } from './written-sheet.ts';

const style = `
@page { size: A4 landscape; margin: 14mm 12mm; }
body { max-width: 270mm; }
table.rounds { table-layout: fixed; }
table.rounds th.part { width: 26mm; vertical-align: top; font-weight: bold; }
table.rounds td { vertical-align: top; }
table.rounds tr { break-inside: auto; }
table.facts th { width: 26mm; }
table.facts { margin-bottom: 4mm; }
p.time { margin: 1.5mm 0 0; font-size: 8.5pt; color: #444; }
p.time:first-child { margin-top: 0; }
p.line { margin: 0; break-inside: avoid; }
p.strong { font-weight: bold; }
p.quiet { color: #444; }
p.loud { font-weight: bold; color: #a00; }
tr.loud > th, tr.loud > td { border-width: 0.7mm; }
ul.foot { list-style: none; padding: 0; margin: 4mm 0 0; }
section.more { margin-top: 4mm; }
@media print { p.loud { color: #000; text-decoration: underline; } body { max-width: none; } }
`;

/** More to read below the rounds, as a title and lines. */
export interface SheetAppendix {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A whole HTML page; everything in it is escaped. */
export function sheetHtml(written: WrittenSheet, appendices: readonly SheetAppendix[] = []): string {
  const { head, columns, rows, foot, source } = written;
  const facts = head.map(([label, text]) => `<tr><th>${escapeHtml(label)}</th><td>${escapeHtml(text)}</td></tr>`);
  const body = [
    `<h1>${escapeHtml(written.title)}</h1>`,
    `<table class="facts"><tbody>${facts.join('\n')}</tbody></table>`,
    '<table class="rounds">',
    `<thead><tr><th class="part"></th>${columns.map((name) => `<th>${escapeHtml(name)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(
      ({ title, loud, cells }) =>
        `<tr${loud ? ' class="loud"' : ''}><th class="part">${escapeHtml(title)}</th>${cells.map((cell) => `<td>${cell.map(momentHtml).join('')}</td>`).join('')}</tr>`,
    ),
    '</tbody></table>',
    `<ul class="foot">${foot.map((line) => `<li>${lineHtml(line)}</li>`).join('')}</ul>`,
    ...appendices.map(
      ({ title, lines }) =>
        `<section class="more"><h2>${escapeHtml(title)}</h2>${lines.map((text) => `<p class="line">${escapeHtml(text)}</p>`).join('')}</section>`,
    ),
    `<p class="record">${escapeHtml(source)}</p>`,
  ];
  const about = head[0]?.[1] ?? '';
  return htmlPage(`${written.title} ${about}`.trim(), body.join('\n'), written.lang, style);
}

function momentHtml({ time, lines }: SheetMoment): string {
  return `${time === null ? '' : `<p class="time">${escapeHtml(time)}</p>`}${lines.map(lineHtml).join('')}`;
}

function lineHtml({ text, tone }: SheetLine): string {
  return `<p class="line${tone === 'plain' ? '' : ` ${tone}`}">${escapeHtml(text)}</p>`;
}
