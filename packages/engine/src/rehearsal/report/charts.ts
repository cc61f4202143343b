/** Charts as inline SVG: bars over time, columns, and the axis under them. Text and sizes only; must not know what is counted. */
import { escapeHtml } from '../../forms/html.ts';
import {
  DAY,
  dayFrom,
  dayOf,
  formatDay,
  type Instant,
  instantOf,
  partsOf,
  type ZoneMinutes,
} from '../../time/civil-date.ts';

export const WIDTH = 1120;
const LABEL = 270;
const RIGHT = 70;

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
  readonly zone: ZoneMinutes;
}

/** One line of a chart over time: bars with their look and words, marks, and a number at its end. */
export interface Line {
  readonly label: string;
  readonly head?: boolean;
  readonly bars: readonly {
    readonly from: Instant;
    readonly to: Instant;
    readonly look: string;
    readonly title: string;
  }[];
  readonly marks?: readonly { readonly at: Instant; readonly look: string; readonly title: string }[];
  readonly note?: string;
}

export function overTime(span: Span, lines: readonly Line[], label: string): string {
  const row = 20;
  const top = 24;
  const height = top + lines.length * row + 6;
  const x = scaleOf(span, LABEL, WIDTH - RIGHT);
  const body = lines.map((line, index) => {
    const y = top + index * row;
    const ground = line.head === true ? `<rect class="band" x="0" y="${y}" width="${WIDTH}" height="${row}"/>` : '';
    const name = `<text class="${line.head === true ? 'group' : 'name'}" x="${line.head === true ? 6 : 14}" y="${y + 14}">${escapeHtml(shortened(line.label, line.head === true ? 80 : 36))}<title>${escapeHtml(line.label)}</title></text>`;
    const bars = line.bars.map(({ from, to, look, title }) => {
      const [left, right] = [x(from), x(to)];
      const [up, thick] = look.startsWith('planned') ? [3, 14] : [6, 8];
      return `<rect class="${look}" x="${fixed(left)}" y="${y + up}" width="${fixed(Math.max(2, right - left))}" height="${thick}" rx="2"><title>${escapeHtml(title)}</title></rect>`;
    });
    const marks = (line.marks ?? []).map(
      ({ at, look, title }) =>
        `<path class="${look}" d="M${fixed(x(at))} ${y + 2}v16"><title>${escapeHtml(title)}</title></path>`,
    );
    const note =
      line.note === undefined
        ? ''
        : `<text class="note" x="${WIDTH - RIGHT + 6}" y="${y + 14}">${escapeHtml(line.note)}</text>`;
    return ground + name + bars.join('') + marks.join('') + note;
  });
  return svg(WIDTH, height, label, `${axis(span, x, top, height - 6)}${body.join('\n')}`);
}

export interface Column {
  readonly at: Instant;
  /** From the bottom upward. */
  readonly parts: readonly { readonly value: number; readonly look: string }[];
  readonly title: string;
}

/** @param days how wide a column is */
export function columns(span: Span, list: readonly Column[], days: number, label: string): string {
  const [top, bottom, left] = [22, 150, 46];
  const x = scaleOf(span, left, WIDTH - 10);
  const highest = list.reduce((most, { parts }) => Math.max(most, total(parts)), 1);
  const y = (value: number) => bottom - (value / highest) * (bottom - top - 6);
  const width = Math.max(2, x(span.from + days * DAY) - x(span.from) - (days > 1 ? 3 : 1));
  const lines = [0, highest / 2, highest]
    .filter((value) => Number.isInteger(value) || highest > 4)
    .map((value) => Math.round(value))
    .map(
      (value) =>
        `<path class="grid" d="M${left} ${fixed(y(value))}H${WIDTH - 10}"/><text class="tick" x="${left - 6}" y="${fixed(y(value) + 4)}" text-anchor="end">${value}</text>`,
    );
  const bars = list.map(({ at, parts, title }) => {
    let below = 0;
    const pieces = parts.map(({ value, look }) => {
      const piece = `<rect class="${look}" x="${fixed(x(at))}" y="${fixed(y(below + value))}" width="${fixed(width)}" height="${fixed(y(below) - y(below + value))}"/>`;
      below += value;
      return value === 0 ? '' : piece;
    });
    return `<g><title>${escapeHtml(title)}</title>${pieces.join('')}</g>`;
  });
  return svg(WIDTH, bottom + 8, label, `${axis(span, x, top, bottom)}${lines.join('')}${bars.join('\n')}`);
}

function total(parts: Column['parts']): number {
  return parts.reduce((sum, { value }) => sum + value, 0);
}

function scaleOf({ from, to }: Span, left: number, right: number): (at: Instant) => number {
  const wide = Math.max(1, to - from);
  return (at) => left + ((Math.min(Math.max(at, from), to) - from) / wide) * (right - left);
}

/** A line at each first of a month; at each Monday when the whole is short. */
function axis({ from, to, zone }: Span, x: (at: Instant) => number, top: number, bottom: number): string {
  const [first, last] = [dayOf(from, zone), dayOf(to, zone)];
  const ticks: { at: Instant; text: string }[] = [];
  const { year, month } = partsOf(first);
  const months = Math.ceil((last - first) / 30.4);
  const every = Math.max(1, Math.ceil(months / 14));
  for (let next = month + 1; dayFrom(year, next, 1) <= last; next += every) {
    const day = dayFrom(year, next, 1);
    ticks.push({ at: instantOf(day, 0, zone), text: formatDay(day).slice(0, 7) });
  }
  if (ticks.length < 2)
    for (let day = first; day <= last; day += 7)
      ticks.push({ at: instantOf(day, 0, zone), text: formatDay(day).slice(5) });
  return ticks
    .map(
      ({ at, text }) =>
        `<path class="grid" d="M${fixed(x(at))} ${top - 4}V${bottom}"/><text class="tick" x="${fixed(x(at))}" y="${top - 8}" text-anchor="middle">${text}</text>`,
    )
    .join('');
}

function svg(width: number, height: number, label: string, body: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(label)}" xmlns="http://www.w3.org/2000/svg">${body}</svg>`;
}

/** Chinese characters take two places. */
export function shortened(text: string, places: number): string {
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += (character.codePointAt(0) ?? 0) > 0xff ? 2 : 1;
    if (used > places) return `${kept}…`;
    kept += character;
  }
  return kept;
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
