/**
 * The hashes and facts of one version of a form: what a command carries instead of the content. All hashes are salted with the
 * lineage's salt, so that short texts cannot be guessed from them. Must not know columns, layout or where content is kept.
 */
import type { Facts, FactValue, ManifestForm } from '../campaign/definition.ts';

export type { ManifestForm } from '../campaign/definition.ts';

import type { Hash } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import { hashOf } from '../json/canonical.ts';
import type { ManifestItem } from '../kernel/command.ts';

export interface Manifest {
  /** Over everything that was written. */
  readonly version: Hash;
  /** Over facts and material fields only, rows in any order. */
  readonly material: Hash;
  readonly facts: Facts;
  readonly items: readonly ManifestItem[];
}

type Content = Readonly<Record<string, unknown>>;

/**
 * @param content checked against the form before: rows have distinct ids, facts are facts or absent (absent counts as null)
 * @param salt of the lineage, hexadecimal
 */
export function manifestOf(form: ManifestForm, content: Content, salt: string): Manifest {
  const items = form.items === undefined ? [] : itemsOf(form.items, content[form.items.rows] ?? [], salt);
  const facts = factsOf(form.facts, content);
  const own = pick([...form.facts, ...form.material], content, form.items?.rows);
  const rows = items
    .map(({ item, material }) => [item, material] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    version: hashOf({ salt, what: 'version', form: form.id, content }),
    material: hashOf({ salt, what: 'material', form: form.id, own, rows }),
    facts,
    items,
  };
}

function itemsOf(form: NonNullable<ManifestForm['items']>, rows: unknown, salt: string): ManifestItem[] {
  invariant(Array.isArray(rows), `rows in field '${form.rows}'`);
  const seen = new Set<string>();
  return rows.map((row: unknown) => {
    invariant(isContent(row), `a row of '${form.rows}' to be an object`);
    const item = row[form.id];
    invariant(typeof item === 'string' && item !== '', `a row of '${form.rows}' to have an id in '${form.id}'`);
    invariant(!seen.has(item), `the id '${item}' once in '${form.rows}'`);
    seen.add(item);
    const own = pick([...form.facts, ...form.material], row);
    return {
      item,
      hash: hashOf({ salt, what: 'item', content: row }),
      material: hashOf({ salt, what: 'item-material', item, own }),
      ...(form.facts.length === 0
        ? {}
        : { facts: { ...factsOf(form.facts, row) } as NonNullable<ManifestItem['facts']> }),
    };
  });
}

function factsOf(names: readonly string[], content: Content): Facts {
  return Object.fromEntries(names.map((name) => [name, factOf(name, content[name])]));
}

function factOf(name: string, value: unknown): FactValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  invariant(Array.isArray(value) && value.every((one) => typeof one === 'string'), `field '${name}' to be a fact`);
  return value as readonly string[];
}

function pick(names: readonly string[], content: Content, except?: string): Content {
  const chosen = [...new Set(names)].filter((name) => name !== except);
  return Object.fromEntries(chosen.map((name) => [name, content[name] ?? null]));
}

function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
