/**
 * Waves of a roll-out: some places go first, others follow, each wave with dates of its own. A place belongs to the first wave whose
 * condition holds there.
 */
import * as z from 'zod';
import { Window } from './when.ts';
import { Condition, Id, sourced, Text, Word } from './words.ts';

export const Wave = z.strictObject({
  id: Id.describe('批次的代号'),
  name: Text.describe('批次的名称，如 试点'),
  ...sourced,
  of: Word.optional().describe('按哪一层的节点分批，下级随上级；默认本阶段各步骤中最高的一层'),
  if: Condition.describe('哪些节点属于这一批：读花名册要素的条件；从上到下第一个成立的算'),
  window: Window.describe('这一批的起止日期'),
});
export type Wave = z.infer<typeof Wave>;
