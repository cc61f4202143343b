/**
 * A review: its stages in order, and what a return means. Where a review stands is not said here.
 */
import * as z from 'zod';
import { Stage } from './stage.ts';
import { Length } from './when.ts';
import { Id, Reference, sourced, Text } from './words.ts';

export const Return = z.strictObject({
  ...sourced,
  /** Steps that are done again: one or several, the filler's own first. */
  to: z.union([Reference, z.array(Reference).min(1).max(10)]),
  /** Afterwards all stages again, or straight back to who returned it. */
  then: z.enum(['walk-again', 'straight-back']),
  /** May a stage send back to an earlier stage on the same version? */
  stages: z.boolean().optional(),
  reasons: z.array(Text).min(1).max(50),
  /** For the filler, from the return; absent: the plan's default. */
  due: Length.optional(),
  /** Past this round `past` decides; nothing is rejected by a count. */
  maxRounds: z.int().min(1).max(100).optional(),
  past: Id.optional(),
});
export type Return = z.infer<typeof Return>;

export const Review = z.strictObject({
  name: Text,
  ...sourced,
  stages: z.array(Stage).min(1).max(30),
  return: Return,
});
export type Review = z.infer<typeof Review>;
