/**
 * The plan: an author's document as data. Everything that differs between bodies is said here and nowhere in code.
 */
import * as z from 'zod';
import { ZoneOffset } from '../time/civil-date.ts';
import { DateConvention } from '../time/plan-date.ts';
import { Form } from './form.ts';
import { ChildHead, Frame, Within } from './frame.ts';
import { Ladder } from './ladder.ts';
import { Layer } from './layer.ts';
import { Phase } from './phase.ts';
import { Presets } from './preset.ts';
import { Procedure } from './procedure.ts';
import { Review } from './review.ts';
import { Role } from './role.ts';
import { Rule } from './rule.ts';
import { Scale } from './scale.ts';
import { Score } from './score.ts';
import { Slots } from './slot.ts';
import { Due, Length, Span } from './when.ts';
import { Id, named, sourced, Text, Word } from './words.ts';

export const Defaults = z.strictObject({
  ...sourced,
  ladder: Ladder.describe('提醒和逾期上报'),
  /** For the filler, from a return. */
  returnDue: Length.describe('退回后多久内重报'),
  /** For a step or stage whose window has passed or that has none. */
  due: Due.optional().describe('没有自己的期限、也没有窗口的步骤和环节用它'),
  join: z
    .enum(['all', 'owner-may-go-on'])
    .optional()
    .describe('all 等齐下级；owner-may-go-on（默认）责任人可以不等缺的，缺谁写明'),
  onReopen: z.enum(['go-on', 'hold', 'redo']).optional().describe('前面的步骤重做时后面的怎么办；默认 hold'),
  urgeEvery: z.int().min(1).max(720).optional().describe('同一待办两次催办之间至少隔几小时；默认 24'),
});
export type Defaults = z.infer<typeof Defaults>;

/** Who beside the office may order at any time that something is done again. */
export const Orders = z.strictObject({
  ...sourced,
  by: z
    .array(Id)
    .min(1)
    .max(20)
    .describe('办公室以外，哪些角色可以随时责令重做，审定以后、阶段结束以后也可以；集体由其主持人或办公室登记'),
  reasons: z.array(Text).min(1).max(50).describe('责令的理由，从中选，至少一条'),
});
export type Orders = z.infer<typeof Orders>;

export const Plan = z.strictObject({
  lianfang: z.literal('plan/v1').describe('写法的版本'),
  id: Id.describe('方案的代号'),
  title: Text.describe('方案的标题，照文件'),
  ...sourced,
  /** The body whose plan it is, as the document names it. */
  body: Text.optional().describe('发文单位，照文件'),
  /** The year or its days; null until a person supplies it. */
  period: Span,
  /** Offset from UTC, a constant of the campaign. */
  zone: ZoneOffset.describe('与世界时的时差，如 "+08:00"；整个活动不变'),
  /** How 初, 旬, 底, 前 are read; absent: the usual convention. */
  dates: DateConvention.optional().describe('初、旬、底、前怎样理解；不写用通常的理解'),
  /** Starts from what the campaign before approved: unchanged items are confirmed, differences shown. */
  continues: z
    .strictObject({
      from: z.literal('approved').describe('从上一年度审定的内容起步'),
      steps: z.array(z.string()).min(1).max(20).describe('哪些填报步骤（阶段.步骤）'),
      every: z.enum(['year']).describe('每年一次'),
      ...sourced,
    })
    .optional()
    .describe('下一年度从本年度审定的内容起步：没有变化的确认，有变化的显示差异'),
  frame: Frame.optional().describe(
    '框架：下级按自己的方案办，这里写它们要交什么、不得更改什么；下级方案放在 children/ 下',
  ),
  within: Within.optional().describe('本方案是哪个框架之下的方案'),
  children: z.array(ChildHead).max(1000).optional().describe('已装入框架的下级方案；由装配写入，不用自己写'),
  slots: Slots.optional().describe('还没有定的内容；用到的地方写 { slot: 代号 }'),
  presets: Presets.optional().describe('预设：步骤或环节的默认写法，各起一个代号，用 use: 代号 套用'),
  /** From the highest to the lowest. */
  layers: z.array(Layer).min(1).max(60).describe('层级，从高到低'),
  scales: named(Scale, Word).describe('等级标准'),
  roles: named(Role).describe('角色：谁来办，按地方和日期从花名册里找'),
  /** The role that sees and mends what nobody else can. */
  office: Id.describe('能看到并处置滞留事项的角色'),
  defaults: Defaults.describe('没有另写的都按这里'),
  orders: Orders.optional().describe('谁可以随时责令重新查找、切实整改'),
  forms: named(Form).describe('表格'),
  rules: named(Rule).optional().describe('定级规则'),
  scores: named(Score, Word).optional().describe('评分标准'),
  reviews: named(Review).optional().describe('审批'),
  phases: z.array(Phase).min(1).max(300).describe('阶段，依次'),
  procedures: z.array(Procedure).max(50).optional().describe('随时可以启动的程序，每启动一次是一件个案'),
});
export type Plan = z.infer<typeof Plan>;
