/**
 * A layer: a kind of place, from the highest to the lowest, with the vocabulary of facts that its places carry in the roster.
 */
import * as z from 'zod';
import { Facts } from './fact.ts';
import { sourced, Text, Word } from './words.ts';

export const Layer = z.strictObject({
  id: Word.describe('层级的代号，花名册和表达式里用'),
  name: Text.describe('层级的名称，如 单位、科室、岗位'),
  ...sourced,
  facts: Facts.optional().describe('花名册给这一层每个节点填的要素，规则可以读'),
});
export type Layer = z.infer<typeof Layer>;
