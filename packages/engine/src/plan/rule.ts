/**
 * A rule table as an author writes it: rows of conditions over facts, what several matching rows mean, what none means.
 */
import * as z from 'zod';
import { Condition, sourced, Text, Value, Word } from './words.ts';

const Points = z.union([Value, z.number()]);

const Row = z.strictObject({ if: Condition, then: Points.optional(), ...sourced });

export const Rule = z.strictObject({
  name: Text.optional(),
  ...sourced,
  /** The results are grades of this scale. */
  scale: Word,
  /** The layer whose nodes it judges. */
  of: Word,
  /** Which row counts when several match. */
  hit: z.enum(['first', 'unique', 'any', 'worst', 'best', 'count', 'score']),
  rows: z.array(Row).min(1).max(500),
  /** For count and score: conditions over `count` or `score`. */
  bands: z.array(Row).min(1).max(50).optional(),
  /** For score: the number that the points are added to. */
  base: Condition.optional(),
  /** What no match means: a grade, a person decides, or it is refused. */
  otherwise: z.union([Value, z.strictObject({ leave: z.enum(['person', 'refused']) })]).optional(),
});
export type Rule = z.infer<typeof Rule>;
