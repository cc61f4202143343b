/**
 * A phase: steps in order within a window. Phases follow each other unless `after` or `with` says otherwise.
 */
import * as z from 'zod';
import { Step } from './step.ts';
import { Wave } from './wave.ts';
import { Window } from './when.ts';
import { Id, sourced, Text } from './words.ts';

export const Phase = z.strictObject({
  id: Id.describe('阶段的代号；步骤在别处写作 阶段.步骤'),
  name: Text.describe('阶段的名称'),
  ...sourced,
  window: Window.optional().describe('起止日期；没有自己的期限的步骤以它的结束为期限'),
  /** Groups of places with windows of their own. */
  waves: z
    .array(Wave)
    .min(1)
    .max(20)
    .optional()
    .describe(
      '分批推进：每批有自己的起止日期；没有自己的期限的步骤随所在节点的批次。不属于任何一批的节点按阶段的 window',
    ),
  /** Waits for these phases instead of all before it. */
  after: z.array(Id).min(1).max(20).optional().describe('只等这几个阶段；默认等在它之前的全部阶段'),
  /** Starts together with these. */
  with: z.array(Id).min(1).max(20).optional().describe('与这几个阶段同时开始'),
  steps: z.array(Step).min(1).max(100).describe('依次的步骤'),
});
export type Phase = z.infer<typeof Phase>;
