/**
 * YAML (or JSON) text to plain values, with a line for every path. Hostile text gives problems, never an exception: size, depth,
 * number of values, aliases, tags and merge keys are limited before anything recurses. Must not know what a plan is.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from '../problem.ts';

export const limits = { characters: 1_000_000, depth: 40, values: 50_000 };

type Path = Problem['path'];

export interface Document {
  /** Plain data; undefined when the text cannot be read at all. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** The line, from 1, of a path or of the nearest part that holds it. */
  readonly lineOf: (path: Path) => number | undefined;
}

/** @param bounds of the kind of document; a plan's when absent */
export function readDocument(text: string, bounds: typeof limits = limits): Document {
  const refused = (code: string, fields: Readonly<Record<string, unknown>> = {}): Document => ({
    value: undefined,
    problems: [{ code, severity: 'error', path: [], ...fields }],
    lineOf: () => undefined,
  });
  if (text.length > bounds.characters)
    return refused('plan.too-long', { length: text.length, most: bounds.characters });
  if (text.trim() === '') return refused('plan.empty');
  const deep = tooDeepAt(text);
  if (deep !== undefined) return refused('plan.too-deep', { line: deep, most: bounds.depth });

  const counter = new LineCounter();
  // The library compares every key with every other (uniqueKeys): 40,000 keys take 6 s. The reader looks for twins itself.
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    merge: false,
    version: '1.2',
    stringKeys: false,
    uniqueKeys: false,
  });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(Math.min(offset, text.length)).line);
  const problems: Problem[] = [...document.errors, ...document.warnings].slice(0, 50).map((error) => ({
    code: 'plan.unreadable',
    severity: 'error',
    path: [],
    line: lineAt(error.pos[0]),
    found: text.slice(error.pos[0], error.pos[0] + 40).split('\n')[0] ?? '',
    detail: error.message.split('\n')[0] ?? '',
  }));
  const reader = new Reader(lineAt, bounds);
  const value = document.contents === null ? null : reader.read(document.contents, [], 0);
  return {
    value: document.errors.length > 0 ? undefined : value,
    problems: [...problems, ...reader.problems],
    lineOf: (path) => reader.lineOf(path),
  };
}

/**
 * The first line that nests deeper than any plan: the library recurses over nesting, and enough of it ends the process. Indentation
 * bounds nesting over lines, indicators side by side (`- - -`) bound it within one; flow brackets the library bounds itself.
 */
function tooDeepAt(text: string): number | undefined {
  const indented = /^[ \t]{200}/m.exec(text);
  const compact = /(?:[-?:][ \t]+){40}/.exec(text);
  const at = Math.min(indented?.index ?? Number.POSITIVE_INFINITY, compact?.index ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(at) ? text.slice(0, at).split('\n').length : undefined;
}

class Reader {
  readonly problems: Problem[] = [];
  private readonly lines = new Map<string, number>();
  private readonly lineAt: (offset: number) => number;
  private readonly bounds: typeof limits;
  private values = 0;

  constructor(lineAt: (offset: number) => number, bounds: typeof limits) {
    this.lineAt = lineAt;
    this.bounds = bounds;
  }

  lineOf(path: Path): number | undefined {
    for (let length = path.length; length >= 0; length--) {
      const line = this.lines.get(JSON.stringify(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return undefined;
  }

  read(node: Node, path: Path, depth: number): unknown {
    this.place(path, node);
    this.values++;
    if (this.values > this.bounds.values) {
      if (this.values === this.bounds.values + 1)
        this.report('plan.too-many', path, node, { most: this.bounds.values });
      return null;
    }
    if (depth > this.bounds.depth) {
      this.report('plan.too-deep', path, node, { most: this.bounds.depth });
      return null;
    }
    if (isAlias(node)) {
      this.report('plan.alias', path, node, { found: `*${node.source.slice(0, 60)}` });
      return null;
    }
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
      this.report('plan.tag', path, node, { found: node.tag.slice(0, 60) });
    }
    if (isSeq(node)) return node.items.map((item, index) => this.read(item as Node, [...path, index], depth + 1));
    if (isMap(node)) return this.readMap(node.items as readonly { key: unknown; value: unknown }[], path, depth);
    return isScalar(node) ? this.scalar(node.value, path, node) : null;
  }

  private readMap(
    pairs: readonly { readonly key: unknown; readonly value: unknown }[],
    path: Path,
    depth: number,
  ): unknown {
    const entries: [string, unknown][] = [];
    const seen = new Set<string>();
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? String(key.value) : undefined;
      if (name === undefined || name === '__proto__' || name === '<<') {
        const at = isScalar(key) || isMap(key) || isSeq(key) || isAlias(key) ? key : undefined;
        this.report(name === '<<' ? 'plan.merge-key' : 'plan.bad-key', path, at, { found: name ?? '?' });
        continue;
      }
      const here = [...path, name];
      if (seen.has(name)) this.report('plan.duplicate-key', here, isScalar(key) ? key : undefined, { found: name });
      seen.add(name);
      entries.push([name, value === null ? null : this.read(value as Node, here, depth + 1)]);
      if (isScalar(key)) this.place(here, key); // the line of the key, not of a value that begins below it
    }
    return Object.fromEntries(entries);
  }

  private scalar(value: unknown, path: Path, node: Node): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.report('plan.bad-value', path, node, { found: String(value).slice(0, 60) });
    return null;
  }

  private place(path: Path, node: Node): void {
    if (node.range) this.lines.set(JSON.stringify(path), this.lineAt(node.range[0]));
  }

  private report(code: string, path: Path, node: Node | undefined, fields: Readonly<Record<string, unknown>>): void {
    const line = node?.range ? this.lineAt(node.range[0]) : this.lineOf(path);
    if (this.problems.length < 200)
      this.problems.push({ code, severity: 'error', path, ...(line !== undefined && { line }), ...fields });
  }
}
