/**
 * A step, by its primitive: a declaration is handed in, a review decides, comments are asked for, something is computed, sent, or
 * waited for. It runs once for each node of a layer; a step of a procedure runs once for its case.
 */
import * as z from 'zod';
import { Ladder } from './ladder.ts';
import { Due, Window } from './when.ts';
import { Condition, Id, oneOf, Reference, sourced, Text, Word } from './words.ts';

const References = z.union([Reference, z.array(Reference).min(1).max(20)]);

export const Ask = z.strictObject({
  purpose: z.enum(['consultation', 'publicity', 'appraisal']),
  channels: z.array(Text).min(1).max(20),
  /** Whose members may speak by account; others are recorded by the owner. */
  scope: Id,
  /** Calendar days it must stand; absent: the document gives none. */
  days: z.int().min(1).max(365).optional(),
});
export type Ask = z.infer<typeof Ask>;

export const Compute = z
  .strictObject({
    /** A rule; the grade is kept under `source`. */
    grade: Id.optional(),
    source: Word.optional(),
    /** A form whose rows are computed from the steps of `of`. */
    rollUp: Id.optional(),
  })
  .superRefine(oneOf('grade', 'rollUp'));
export type Compute = z.infer<typeof Compute>;

const body = {
  id: Id,
  name: Text,
  ...sourced,
  /** Who answers for it: does it, gathers it, hands it in. */
  by: Id,
  when: Condition.optional(),
  /** Waits for these steps instead of all before it. */
  after: z.array(Reference).min(1).max(20).optional(),
  /** Starts together with these. */
  with: z.array(Reference).min(1).max(20).optional(),
  window: Window.optional(),
  due: Due.optional(),
  ladder: Ladder.optional(),
  join: z.enum(['all', 'owner-may-go-on']).optional(),
  /** What happens to it when a step it rests on is reopened. */
  onReopen: z.enum(['go-on', 'hold', 'redo']).optional(),

  /** A form that is filled in and handed in. */
  declaration: Id.optional(),
  /** A review over what the step `of` produced. */
  review: Id.optional(),
  /** On approval of a form whose rows are nodes: each row's node takes its grade from the row. */
  rowGrades: z.strictObject({ scale: Word, fact: Word, declared: Word, approved: Word }).optional(),
  ask: Ask.optional(),
  compute: Compute.optional(),
  /** To whom it is handed, with receipt. */
  send: z.strictObject({ to: Id }).optional(),
  /** A body that is to sit: its `by` convenes it; done when it has sat. An agenda may be empty. */
  sitting: z.strictObject({ of: Id }).optional(),
  /** Nothing but order and time. */
  wait: z.literal(true).optional(),
  /** The steps whose outputs are reviewed, shown, rolled up or sent. */
  of: References.optional(),
};
const one = oneOf('declaration', 'review', 'ask', 'compute', 'send', 'sitting', 'wait');

export const Step = z.strictObject({ ...body, each: Word }).superRefine(one);
export type Step = z.infer<typeof Step>;

export const CaseStep = z.strictObject(body).superRefine(one);
export type CaseStep = z.infer<typeof CaseStep>;

/** What a step is, by the one key it has; undefined only before the plan is parsed. */
export type Primitive = 'declaration' | 'review' | 'ask' | 'compute' | 'send' | 'sitting' | 'wait';
export function primitiveOf(step: CaseStep): Primitive {
  if (step.declaration !== undefined) return 'declaration';
  if (step.review !== undefined) return 'review';
  if (step.ask !== undefined) return 'ask';
  if (step.compute !== undefined) return 'compute';
  if (step.sitting !== undefined) return 'sitting';
  return step.send !== undefined ? 'send' : 'wait';
}
