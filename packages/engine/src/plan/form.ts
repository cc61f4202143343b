/**
 * A form: the columns and boxes as they are printed, what the filler writes, what is shown from elsewhere, which fields decide.
 * Must not know how it is drawn.
 */
import * as z from 'zod';
import { Fact } from './fact.ts';
import { Condition, Id, oneOf, Path, Reference, sourced, Text, Word } from './words.ts';

/** Where a shown column takes its content: the first path that has a value. */
const Show = z.union([Path, z.array(Path).min(1).max(5)]);

export const Field = z
  .strictObject({
    id: Word,
    /** The head of the column, as printed. */
    name: Text,
    ...sourced,
    /** Filled from roster, grades or the rows below. */
    show: Show.optional(),
    /** The filler writes words; they never enter a history. */
    text: z.literal(true).optional(),
    /** A drawing or document, attached by hash. */
    attachment: z.literal(true).optional(),
    /** A field that decides. */
    fact: Fact.optional(),
    /** A grade that the filler states; kept under this source. */
    grade: z.strictObject({ scale: Word, source: Word }).optional(),
    /** Only a material change makes an approval outdated; true unless stated. */
    material: z.boolean().optional(),
    /** May be left empty. */
    optional: z.boolean().optional(),
  })
  .superRefine(oneOf('show', 'text', 'attachment', 'fact', 'grade'));
export type Field = z.infer<typeof Field>;

const fields = z.array(Field).max(100);

/** A box for an opinion, bound to the stage that gives it. */
export const Box = z.strictObject({
  id: Word,
  name: Text,
  ...sourced,
  /** `review.stage`. */
  stage: Reference,
  /** As printed, where a seal or a signature goes. */
  seal: Text.optional(),
  sign: Text.optional(),
  date: z.boolean().optional(),
});
export type Box = z.infer<typeof Box>;

/** A line of the form where somebody signs or seals, outside a box. */
export const Signature = z.strictObject({
  id: Word,
  name: Text,
  by: Id.optional(),
  seal: z.boolean().optional(),
  date: z.boolean().optional(),
});

export const Form = z.strictObject({
  name: Text,
  ...sourced,
  /** `附件1`; absent: the document prints no such form. */
  annex: Text.optional(),
  /** Heads of columns, lines and boxes in the order of the printed form; each is the name of a part below. */
  printed: z.array(Text).max(100).optional(),
  /** A date at the head. */
  dated: z.boolean().optional(),
  fields: fields.optional(),
  /** Repeating rows that the filler adds; each is judged on its own and keeps its identity. */
  items: z.strictObject({ name: Text, fields, least: z.int().min(0).optional() }).optional(),
  /** One row for each node of a layer below; `from` names the steps whose outputs are rolled up. */
  rows: z
    .strictObject({
      of: Word,
      from: z.array(Reference).max(10).optional(),
      fields,
      /** Printed groups of rows: the first group whose condition holds takes the row. */
      groups: z
        .array(z.strictObject({ name: Text, lines: z.array(z.strictObject({ name: Text, if: Condition })).max(20) }))
        .max(50)
        .optional(),
    })
    .optional(),
  boxes: z.array(Box).max(20).optional(),
  signatures: z.array(Signature).max(20).optional(),
  copies: z
    .strictObject({ words: Text, count: z.int().min(1).max(20), holders: z.array(Text).min(1).max(20), ...sourced })
    .optional(),
  /** What becomes of the signed form, e.g. kept for inspection. */
  custody: Text.optional(),
});
export type Form = z.infer<typeof Form>;
