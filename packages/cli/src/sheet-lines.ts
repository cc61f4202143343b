/**
 * The sheet of a review on a screen: one column per round where the width allows, else one round below the other. A Chinese
 * character takes two places.
 */
import type { SheetLine, SheetMoment, WrittenSheet } from '@lianfang/engine/record';
import stringWidth from 'string-width';
import type { Shell } from './shell.ts';
import { padded } from './table.ts';

/** Narrower than this nobody reads a column. */
const LEAST = 26;
/** Wider than this nobody does either. */
const MOST = 56;
const GAP = '  ';

type Paint = (text: string) => string;
/** A line of a cell, cut to its width, and how it is painted once it is padded. */
interface Piece {
  readonly text: string;
  readonly paint: Paint;
}

/** @param width of the screen, in places */
export function sheetLines(written: WrittenSheet, shell: Shell, width: number): string[] {
  const { colour } = shell;
  const labels = Math.max(...written.head.map(([label]) => stringWidth(label)), 4);
  return [
    colour.bold(written.title),
    ...written.head.map(([label, text]) => `${colour.dim(padded(label, labels))}${GAP}${text}`),
    '',
    ...roundLines(written, shell, width),
    '',
    ...written.foot.flatMap((line) => piecesOf(line, shell, width, '').map(({ text, paint }) => paint(text))),
    '',
    colour.dim(written.source),
  ];
}

function roundLines(written: WrittenSheet, shell: Shell, width: number): string[] {
  const { columns, rows } = written;
  const titles = Math.min(18, Math.max(...rows.map((row) => stringWidth(row.title)), 4));
  const each = Math.floor((width - titles) / columns.length) - GAP.length;
  if (each < LEAST) return stackedLines(written, shell, width);
  const cell = Math.min(each, MOST);
  const { colour } = shell;
  const rule = colour.dim('─'.repeat(titles + columns.length * (cell + GAP.length)));
  const lines = [
    [padded('', titles), ...columns.map((name) => colour.bold(padded(name, cell)))].join(GAP).trimEnd(),
    rule,
  ];
  for (const row of rows) {
    const head = wrapped(row.title, titles).map((text) => ({ text, paint: row.loud ? red(shell) : colour.bold }));
    const cells = row.cells.map((moments) => momentPieces(moments, shell, cell));
    const height = Math.max(head.length, ...cells.map((one) => one.length));
    for (let line = 0; line < height; line++) {
      const parts = [paintedTo(head[line], titles), ...cells.map((one) => paintedTo(one[line], cell))];
      lines.push(parts.join(GAP).trimEnd());
    }
    lines.push(rule);
  }
  return lines;
}

/** One round below the other. */
function stackedLines(written: WrittenSheet, shell: Shell, width: number): string[] {
  const { colour } = shell;
  return written.columns.flatMap((name, column) => [
    colour.bold(`── ${name} ${'─'.repeat(Math.max(0, Math.min(width, 60) - stringWidth(name) - 4))}`),
    ...written.rows.flatMap((row) => {
      const moments = row.cells[column] ?? [];
      if (moments.length === 0) return [];
      const title = row.loud ? red(shell)(row.title) : colour.bold(row.title);
      return [title, ...momentPieces(moments, shell, width - 2).map(({ text, paint }) => `  ${paint(text)}`)];
    }),
    '',
  ]);
}

function momentPieces(moments: readonly SheetMoment[], shell: Shell, width: number): Piece[] {
  return moments.flatMap(({ time, lines }) => [
    ...(time === null ? [] : [{ text: time, paint: shell.colour.dim }]),
    ...lines.flatMap((line) => piecesOf(line, shell, width, time === null ? '' : ' ')),
  ]);
}

function piecesOf({ text, tone }: SheetLine, shell: Shell, width: number, indent: string): Piece[] {
  const paints: Readonly<Record<SheetLine['tone'], Paint>> = {
    plain: (one) => one,
    strong: shell.colour.bold,
    quiet: shell.colour.dim,
    loud: red(shell),
  };
  // Loud without colours too.
  const said = tone === 'loud' ? `！${text}` : text;
  return wrapped(said, width - indent.length).map((one) => ({ text: `${indent}${one}`, paint: paints[tone] }));
}

const red =
  ({ colour }: Shell): Paint =>
  (text) =>
    colour.bold(colour.red(text));

function paintedTo(piece: Piece | undefined, width: number): string {
  return piece === undefined ? ' '.repeat(width) : piece.paint(padded(piece.text, width));
}

/** What may not begin a line: the character before it goes with it. What may not end one goes along too. */
const CLINGING = '，。；：、！？）”》';
const OPENING = '（“《';

/** Into lines no wider than `width`; words of letters stay whole where they fit. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  for (const word of text.match(/[\x21-\x7e]+|[^\x21-\x7e]/gu) ?? []) {
    for (const part of stringWidth(word) > width ? [...word] : [word]) {
      const wide = stringWidth(part);
      if (used + wide > width && line.length > 0) {
        const along = CLINGING.includes(part) && line.length > 1 ? line.splice(-1) : [];
        while (line.length > 1 && OPENING.includes(line.at(-1) ?? ' ')) along.unshift(...line.splice(-1));
        lines.push(line.join('').trimEnd());
        line = along;
        used = stringWidth(along.join(''));
      }
      if (line.length === 0 && part === ' ') continue;
      line.push(part);
      used += wide;
    }
  }
  if (line.length > 0 || lines.length === 0) lines.push(line.join('').trimEnd());
  return lines;
}
