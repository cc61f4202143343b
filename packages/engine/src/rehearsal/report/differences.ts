/**
 * What differs between two plans: entries with an id are the same entry wherever they stand, everything else is compared by value. Quotes
 * and readings are not compared. Knows no single key of a plan, so that it holds for whatever plans can say.
 */
import type { Campaign } from '../../campaign/definition.ts';
import { canonicalJson } from '../../json/canonical.ts';
import type { Difference, Differences } from './findings.ts';

/** Where a plan says why, not what. */
const WORDS = new Set(['source', 'reading']);
const LONGEST = 160;

type Fields = Readonly<Record<string, unknown>>;

export interface Edition {
  readonly title: string;
  /** The plan as written. */
  readonly plan: Fields;
  /** Absent where there is no roster beside it. */
  readonly nodes?: Campaign['nodes'];
}

export function differencesOf(before: Edition, after: Edition): Differences {
  const plan: Difference[] = [];
  compare(before.plan, after.plan, [], '', plan);
  return { against: before.title, plan, places: placesOf(before.nodes, after.nodes) };
}

function compare(before: unknown, after: unknown, path: readonly string[], name: string, found: Difference[]): void {
  if (before === undefined && after === undefined) return;
  const [one, other] = [keyed(before), keyed(after)];
  if (one !== undefined && other !== undefined) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      if (WORDS.has(key)) continue;
      const inner = nameIn(other[key]) ?? nameIn(one[key]);
      compare(one[key], other[key], [...path, key], inner ?? name, found);
    }
    return;
  }
  const [was, is] = [said(before), said(after)];
  if (was === is) return;
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  found.push({ kind, section: path[0] ?? '', path: path.join('.'), name, before: shown(before), after: shown(after) });
}

/** A map, or a list whose entries all have an id of their own. */
function keyed(value: unknown): Fields | undefined {
  if (Array.isArray(value)) {
    const entries = value.map((entry: unknown) => [idOf(entry), entry] as const);
    const ids = new Set(entries.map(([id]) => id));
    if (value.length === 0 || ids.has(undefined) || ids.size < entries.length) return undefined;
    return Object.fromEntries(entries.map(([id, entry]) => [id ?? '', entry]));
  }
  return isFields(value) ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function idOf(entry: unknown): string | undefined {
  return isFields(entry) && typeof entry.id === 'string' ? entry.id : undefined;
}

function nameIn(value: unknown): string | undefined {
  return isFields(value) && typeof value.name === 'string' ? value.name : undefined;
}

function said(value: unknown): string {
  return value === undefined ? '' : canonicalJson(stripped(value));
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      WORDS.has(key) || inner === undefined ? [] : [[key, stripped(inner)]],
    ),
  );
}

function shown(value: unknown): string | null {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : said(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function placesOf(before: Campaign['nodes'] | undefined, after: Campaign['nodes'] | undefined): Difference[] {
  if (before === undefined || after === undefined) return [];
  const found: Difference[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    const words = (node: typeof was) => (node === undefined ? null : `${node.name}（${node.parent ?? ''}）`);
    if (was !== undefined && is !== undefined && words(was) === words(is)) continue;
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const section = is?.layer ?? was?.layer ?? '';
    found.push({ kind, section, path: key, name: is?.name ?? was?.name ?? key, before: words(was), after: words(is) });
  }
  return found;
}
