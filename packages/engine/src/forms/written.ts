/**
 * What was written, apart from how: empty fields are no content, and of an older version only what the form still asks for is
 * kept. So that the same words have the same hashes, whichever way and in whichever year they came.
 */
import type { NodeKey } from '../campaign/keys.ts';
import type { Field, Form } from '../plan/form.ts';
import { isFilled, ROW_ID, ROWS, repeatingOf } from './content-shape.ts';

type Content = Readonly<Record<string, unknown>>;

/** Without empty fields, of the form and of its rows. */
export function writtenOf(content: Content): Content {
  return Object.fromEntries(
    Object.entries(content).flatMap(([key, value]) => {
      if (isEmpty(value)) return [];
      return [
        [key, Array.isArray(value) ? value.map((row: unknown) => (isContent(row) ? writtenOf(row) : row)) : value],
      ];
    }),
  );
}

/**
 * An older version as the draft of the next: the fields and rows that the form has now.
 * @param nodes that a form with rows for nodes has rows for
 */
export function draftOf(form: Form, content: Content, nodes: readonly NodeKey[]): Content {
  const repeating = repeatingOf(form);
  const own = pick(form.fields ?? [], content);
  if (repeating === undefined) return writtenOf(own);
  const before = content[repeating.key];
  const rows = (Array.isArray(before) ? before.filter(isContent) : [])
    .filter((row) => repeating.key !== ROWS || nodes.includes(String(row[ROW_ID])))
    .map((row) => ({ [ROW_ID]: row[ROW_ID], ...pick(repeating.fields, row) }));
  return writtenOf({ ...own, [repeating.key]: rows });
}

function pick(fields: readonly Field[], content: Content): Content {
  return Object.fromEntries(
    fields.filter((field) => isFilled(field)).flatMap(({ id }) => (id in content ? [[id, content[id]]] : [])),
  );
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
