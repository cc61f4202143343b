/**
 * A scale: the names of the grades, their number and their direction; and the sources whose grades are kept apart.
 */
import * as z from 'zod';
import { sourced, Text, Value, Word } from './words.ts';

export const Scale = z.strictObject({
  name: Text.describe('等级标准的名称'),
  ...sourced,
  grades: z.array(Value).min(1).max(50).describe('各等级的名称，按次序；个数不限于三个'),
  gravest: z.enum(['first', 'last']).describe('哪一头最重：first 第一个，last 最后一个'),
  /** Where a grade may come from (self, declared, computed, approved …); each keeps its own value. */
  sources: z.record(Word, Text).describe('等级的来源（自评、申报、测算、审定……）和名称，各存各的值'),
});
export type Scale = z.infer<typeof Scale>;
