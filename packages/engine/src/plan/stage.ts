/**
 * What an author writes about one stage of a review: who decides, how, by when, with which outcomes.
 */
import * as z from 'zod';
import { Ladder } from './ladder.ts';
import { Due } from './when.ts';
import { Condition, Id, sourced, Text } from './words.ts';

/** A fraction: numerator and denominator. */
const Share = z
  .tuple([z.int().min(1).max(100), z.int().min(1).max(100)])
  .refine(([part, whole]) => part <= whole, { params: { code: 'plan.share' } });

export const Decide = z.union([
  z.enum(['one', 'meeting']),
  /** `quorum` of those entitled must sit; more than `pass` of those present agree. */
  z.strictObject({ mode: z.literal('meeting'), quorum: Share, pass: Share, ...sourced }),
]);
export type Decide = z.infer<typeof Decide>;

export const Outcome = z.strictObject({
  id: Id,
  name: Text,
  leads: z.enum(['forward', 'return', 'end']),
  opinion: z.enum(['required', 'optional']).optional(),
});
export type Outcome = z.infer<typeof Outcome>;

export const Stage = z.strictObject({
  id: Id,
  name: Text,
  ...sourced,
  by: Id,
  /** Whoever held the role when it opened, or whoever holds it now. */
  resolve: z.enum(['frozen', 'live']).optional(),
  decide: Decide.optional(),
  /** Left out where this does not hold; left out by rule is not vacant. */
  when: Condition.optional(),
  due: Due.optional(),
  ladder: Ladder.optional(),
  outcomes: z.array(Outcome).min(1).max(20).optional(),
  /** Who decides when the reviewer is the filler. */
  selfReview: Id.optional(),
});
export type Stage = z.infer<typeof Stage>;
