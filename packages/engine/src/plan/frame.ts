/**
 * A frame is a plan that lower organizations fill with plans of their own: what a child plan hands in, and what it may not change. A child
 * says within which frame it stands, where in the tree, and which of its steps produces what the frame asks for.
 */
import * as z from 'zod';
import { RosterId } from '../roster/roster.ts';
import { Id, Reference, sourced, Text } from './words.ts';

/** Tables of a plan whose parts a frame may hold fast. */
export const heldTables = ['scales', 'rules', 'forms', 'reviews', 'scores'] as const;

export const Frame = z.strictObject({
  ...sourced,
  in: Id.describe('下级方案在哪个阶段里办：与这个阶段同时开始，期限不晚于它'),
  delivers: z
    .array(
      z.strictObject({
        id: Id.describe('交什么的代号；下级方案在 within.delivers 里用它'),
        step: Reference.describe('本方案里接收它的填报步骤：它的表格、期限、层级就是下级要交的内容、时间和由哪一级交'),
        ...sourced,
      }),
    )
    .min(1)
    .max(50)
    .describe('下级方案必须交什么'),
  mayNotChange: z
    .array(z.string().regex(new RegExp(`^(${heldTables.join('|')})\\.[a-z][A-Za-z0-9-]{0,59}$`)))
    .max(100)
    .optional()
    .describe('下级方案不得更改的部分，如 scales.risk、rules.grade；不写就按本方案的'),
  plans: z
    .enum(['optional', 'required'])
    .optional()
    .describe('该交而还没有自己方案的单位：optional 只提示（默认），required 不能启动'),
});
export type Frame = z.infer<typeof Frame>;

export const Within = z.strictObject({
  ...sourced,
  frame: Id.describe('上级框架方案的代号'),
  at: z
    .union([RosterId, z.array(RosterId).min(1).max(1000), z.strictObject({ layer: Id })])
    .describe('在框架花名册的哪个单位（或哪几个、哪一层的各个单位）之下'),
  delivers: z.record(Id, Reference).describe('框架要的每一项由本方案哪一步（阶段.步骤）产生'),
});
export type Within = z.infer<typeof Within>;

/** What is kept of a child plan's head, once it has been put into its frame. */
export const ChildHead = z.strictObject({
  ...sourced,
  id: Id,
  title: Text.describe('下级方案的标题'),
  body: Text.optional().describe('下级方案的发文单位'),
  within: Within.describe('在哪个框架之内'),
  frame: Frame.optional().describe('它自己又是框架时'),
});
export type ChildHead = z.infer<typeof ChildHead>;
