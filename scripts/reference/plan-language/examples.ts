/**
 * For each construct of the checklist a part of a plan that is rehearsed in the gate, as its author wrote it, among those
 * that the coverage files name. What a document says of it (source, reading) is left out here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { at } from '../coverage/path.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = path.join(root, 'test/coverage');

export interface Example {
  readonly id: string;
  readonly words: string;
  readonly plan: string;
  readonly path: string;
  readonly yaml: string;
}

export function examples(): readonly Example[] {
  const words = read('checklist.yaml') as Readonly<Record<string, string>>;
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== 'checklist.yaml')
    .toSorted()
    .flatMap((file) => ofPlan(read(file) as Coverage, words));
  return Object.keys(words).flatMap((id) => {
    const own = found.filter((example) => example.id === id);
    // Long enough to show how it is written, short enough to be read.
    const [best] = own.toSorted((one, other) => Math.abs(one.yaml.length - 300) - Math.abs(other.yaml.length - 300));
    return best === undefined ? [] : [best];
  });
}

interface Coverage {
  readonly plan: string;
  readonly covers: Readonly<Record<string, readonly (string | { readonly path: string })[]>>;
}

function ofPlan({ plan, covers }: Coverage, words: Readonly<Record<string, string>>): Example[] {
  const inFolder = path.join(root, plan, 'plan.yaml');
  const written: unknown = parse(readFileSync(existsSync(inFolder) ? inFolder : path.join(root, plan), 'utf8'));
  return Object.entries(covers).flatMap(([id, claims]) => {
    // Rows of one document have a number of it; a construct has a letter.
    if (/^\d/.test(id)) return [];
    return claims.flatMap((claim) => {
      const where = typeof claim === 'string' ? claim : claim.path;
      const keys = where.split('.');
      const value = bare(at(written, keys));
      if (value === undefined) return [];
      const yaml = stringify({ [keys.at(-1) ?? '']: value }, { lineWidth: 120 }).trimEnd();
      return [{ id, words: words[id] ?? '', plan, path: where, yaml }];
    });
  });
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const rest = Object.entries(value).filter(([key]) => key !== 'source' && key !== 'reading');
  return Object.fromEntries(rest.map(([key, part]) => [key, bare(part)]));
}

function read(file: string): unknown {
  return parse(readFileSync(path.join(folder, file), 'utf8'));
}
