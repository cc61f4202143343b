/**
 * What an author writes about one stage of a review: who decides, how, by when, with which outcomes.
 */
import * as z from 'zod';
import { byRule } from './choose.ts';
import { counting } from './counting.ts';
import { Ladder } from './ladder.ts';
import { Use } from './preset.ts';
import { Due } from './when.ts';
import { Condition, Id, Reference, sourced, Text } from './words.ts';

const plainModes = ['one', 'any', 'all', 'in-order'] as const;

export const Decide = z.union([
  z
    .enum([...plainModes, 'vote', 'meeting'])
    .describe('one 一人，any 任一人（或签），all 全体（会签），in-order 依次，vote 表决，meeting 开会审定'),
  z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal(plainModes).describe('同上面的写法'), ...sourced }),
    z.strictObject({
      mode: z.literal('vote'),
      ...counting,
      ends: z
        .enum(['all-voted', 'certain'])
        .optional()
        .describe('何时结束：all-voted 人人投过票（默认），certain 其余的票已改变不了结果'),
      passed: Id.optional().describe('通过时的结论；默认第一个 leads: forward 的'),
      failed: Id.optional().describe('不通过时的结论；默认第一个退回或终止的'),
    }),
    z.strictObject({ mode: z.literal('meeting'), ...counting }),
  ]),
]);
export type Decide = z.infer<typeof Decide>;

/** Written in a word, in full, or not at all: the same. */
export function decideObject(written: Decide = 'one'): Exclude<Decide, string> {
  return typeof written === 'string' ? { mode: written } : written;
}

export const Outcome = z.strictObject({
  id: Id.describe('结论的代号'),
  name: Text.describe('结论的名称，如 同意、退回、移送'),
  leads: z.enum(['forward', 'return', 'end']).describe('forward 往下走，return 退回，end 到此为止'),
  opinion: z.enum(['required', 'optional']).optional().describe('是否须写意见；往下走的默认可不写，其余默认须写'),
  to: Id.optional().describe('往下走：后面的哪个环节或分支组，默认下一个；退回：前面的哪个，默认退给填报人'),
  steps: z
    .array(Reference)
    .min(1)
    .max(10)
    .optional()
    .describe('退回时重做哪些步骤（阶段.步骤），代替审批的 return.to；如“前三个环节重新做”'),
});
export type Outcome = z.infer<typeof Outcome>;

export const Stage = z.strictObject({
  id: Id.describe('环节的代号，在一项审批内（含各分支）不重复'),
  use: Use.optional(),
  name: Text.describe('环节的名称'),
  ...sourced,
  by: byRule(Id).describe('由哪个角色决定'),
  resolve: z.enum(['frozen', 'live']).optional().describe('frozen 开始时担任的人，live 现在担任的人（默认）'),
  decide: Decide.optional().describe('怎样决定；默认 one'),
  when: Condition.optional().describe('条件不成立就略过这一环节；按规则略过不是缺人'),
  due: byRule(Due).optional().describe('时限；没有写就到所在步骤或阶段的窗口结束'),
  limit: z
    .enum(['anew', 'paused-while-returned'])
    .optional()
    .describe('退回后再到这一环节：anew 时限从头算（默认），paused-while-returned 接着退回时剩下的算'),
  ladder: Ladder.optional().describe('提醒和逾期上报；默认同步骤'),
  outcomes: z.array(Outcome).min(1).max(20).optional().describe('可选的结论；默认 同意、退回'),
  advice: z.boolean().optional().describe('只提意见：不论结论如何都往下走'),
  selfReview: Id.optional().describe('能决定的人都是填报人或都回避时，换哪个角色'),
  copies: z.array(Id).min(1).max(20).optional().describe('决定以后抄送哪些角色'),
});
export type Stage = z.infer<typeof Stage>;
