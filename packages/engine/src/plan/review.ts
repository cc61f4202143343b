/**
 * A review: its stages and branches in order, what a return means, what a later change opens. Where a review stands is not said here.
 */
import * as z from 'zod';
import { Stage } from './stage.ts';
import { Length } from './when.ts';
import { Id, Reference, sourced, Text } from './words.ts';

export const Branch = z.strictObject({
  id: Id.describe('分支的代号'),
  name: Text.describe('分支的名称'),
  stages: z.array(Stage).min(1).max(20).describe('分支内的环节，依次'),
});
export type Branch = z.infer<typeof Branch>;

/** Branches that run side by side, as one entry of a review's course. */
export const Group = z.strictObject({
  id: Id.describe('分支组的代号，与环节的代号也不重复'),
  name: Text.describe('分支组的名称，如 并行审查'),
  ...sourced,
  join: z.enum(['all', 'any']).optional().describe('all 各分支都走完才往下（默认），any 有一个走完就往下'),
  onReturn: z
    .enum(['stop', 'hear-all'])
    .optional()
    .describe('一个分支退回时：stop 其余立即停下（默认），hear-all 等其余都有结论，一并退回'),
  branches: z.array(Branch).min(1).max(20).describe('同时进行的分支，至少两个'),
});
export type Group = z.infer<typeof Group>;

export const Entry = z.union([Stage, Group]);
export type Entry = z.infer<typeof Entry>;

export const Return = z.strictObject({
  ...sourced,
  to: z
    .union([Reference, z.array(Reference).min(1).max(10)])
    .optional()
    .describe('退给填报人时重做的步骤（阶段.步骤），一个或几个，被审的那一步在内；默认就是被审的那一步'),
  then: z
    .enum(['walk-again', 'straight-back', 'chosen'])
    .describe('重报以后：walk-again 从头审，straight-back 直接回到退回的人，chosen 由退回的人选'),
  stages: z
    .union([z.boolean(), z.enum(['none', 'previous', 'earlier']), z.array(Id).min(1).max(30)])
    .optional()
    .describe(
      '可否退到前面的环节：none 不可（默认，同 false），previous 前一个，earlier 前面任一个（同 true），或列出哪几个',
    ),
  reasons: z.array(Text).min(1).max(50).describe('退回的理由，从中选'),
  due: Length.optional().describe('退回后多久内重报；默认 defaults.returnDue'),
  raise: z
    .array(
      z.strictObject({
        past: z.int().min(1).max(100).describe('超过这一轮以后'),
        role: Id.describe('由这个角色在各环节决定'),
      }),
    )
    .min(1)
    .max(10)
    .optional()
    .describe('轮次过多时提级：后面的比前面的轮次大；不会因次数而否决'),
  maxRounds: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('只提级一次时的简写，与 past 同写，同 raise: [{ past, role }]'),
  past: Id.optional().describe('超过 maxRounds 轮以后由谁决定'),
});
export type Return = z.infer<typeof Return>;

const Then = z
  .enum(['nothing', 'recompute', 'supplement', 'short', 'review', 'redo'])
  .describe(
    'nothing 只标明已变，recompute 重新测算汇总，supplement 补充说明，short 只走列出的环节，review 从头审（默认），redo 退回重做',
  );

/** What a material change of what was approved opens. */
export const OnChange = z.union([
  Then,
  z.strictObject({
    then: Then,
    stages: z.array(Id).min(1).max(30).optional().describe('short：只走这几个环节'),
    ...sourced,
  }),
]);
export type OnChange = z.infer<typeof OnChange>;

export const Review = z.strictObject({
  name: Text.describe('审批的名称'),
  ...sourced,
  stages: z.array(Entry).min(1).max(30).describe('依次的环节和分支组'),
  once: z.boolean().optional().describe('同一轮里前面环节已同意的人，后面的环节不再问；默认每个环节都问'),
  return: Return.describe('退回'),
  onChange: OnChange.optional().describe('审定以后实质内容变了，怎么办；默认 review'),
});
export type Review = z.infer<typeof Review>;
