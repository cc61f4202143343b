/**
 * A scale: the names of the grades, their number and their direction; and the sources whose grades are kept apart.
 */
import * as z from 'zod';
import { sourced, Text, Value, Word } from './words.ts';

export const Scale = z.strictObject({
  name: Text,
  ...sourced,
  grades: z.array(Value).min(1).max(50),
  gravest: z.enum(['first', 'last']),
  /** Where a grade may come from (self, declared, computed, approved …); each keeps its own value. */
  sources: z.record(Word, Text),
});
export type Scale = z.infer<typeof Scale>;
