/**
 * Where a form's content keeps what: a field of the form under its id, the rows that the filler adds under `items`, the rows that
 * stand for nodes under `rows`, each with its identity under `id`. And what of it the hashes of a submission depend on.
 */
import type { Field, Form } from '../plan/form.ts';
import type { ManifestForm } from './manifest.ts';

export const ITEMS = 'items';
export const ROWS = 'rows';
export const ROW_ID = 'id';

/** The form as the hashes of a version see it. */
export function manifestFormOf(id: string, form: Form): ManifestForm {
  const repeating = repeatingOf(form);
  const own = form.fields ?? [];
  return {
    id,
    facts: factsIn(own),
    material: materialIn(own),
    ...(repeating === undefined
      ? {}
      : {
          items: {
            rows: repeating.key,
            id: ROW_ID,
            facts: factsIn(repeating.fields),
            material: materialIn(repeating.fields),
          },
        }),
  };
}

/** The rows of a form, whichever kind it has: one kind only is judged row by row. */
export function repeatingOf(
  form: Form,
): { readonly key: typeof ITEMS | typeof ROWS; readonly fields: readonly Field[] } | undefined {
  if (form.items !== undefined) return { key: ITEMS, fields: form.items.fields };
  return form.rows === undefined ? undefined : { key: ROWS, fields: form.rows.fields };
}

/** What the filler writes; the rest is shown from elsewhere. */
export function isFilled(field: Field): boolean {
  return field.show === undefined;
}

function factsIn(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => (field.fact !== undefined || field.grade !== undefined ? [field.id] : []));
}

function materialIn(fields: readonly Field[]): string[] {
  return fields.flatMap((field) =>
    isFilled(field) && field.fact === undefined && field.grade === undefined && field.material !== false
      ? [field.id]
      : [],
  );
}
