/**
 * A procedure: steps opened for a subject by a command, an event or a date, any number of times while the campaign is open. A running
 * one is a case.
 */
import * as z from 'zod';
import { CalendarUnit } from '../time/calendar-periods.ts';
import { PlanDate } from '../time/plan-date.ts';
import { Facts } from './fact.ts';
import { CaseStep, Computed } from './step.ts';
import { Condition, Id, oneOf, Reference, sourced, Text, Word } from './words.ts';

/** What may open a case by itself; always at the place where it happens, a closed place's at the place above it. */
export const CaseEvent = z
  .enum([
    'holder-changed',
    'place-added',
    'place-closed',
    'place-changed',
    'graded',
    'outdated',
    'overdue',
    'returned',
    'case-ended',
    'shortfall',
  ])
  .describe(
    '事件：holder-changed 任职变动、place-added 新设、place-closed 撤并（在上级节点启动）、place-changed 属性变更、graded 定级、outdated 已批准的失效、overdue 逾期、returned 退回、case-ended 个案办结、shortfall 次数不足',
  );
export type CaseEvent = z.infer<typeof CaseEvent>;

export const Trigger = z.strictObject({
  event: CaseEvent,
  step: Reference.optional().describe('只看这个步骤（“阶段.步骤”或“程序.步骤”）；用于 outdated、overdue、returned'),
  scale: Word.optional().describe('只看这个等级表；用于 graded'),
  source: Word.optional().describe('只看这个来源的等级；用于 graded，须写 scale'),
  procedure: Id.optional().describe('只看这个程序；用于 case-ended、shortfall'),
  if: Condition.optional().describe('条件；不成立时不启动'),
  facts: Computed.optional().describe('启动时的要素，各为一个表达式，按事件发生处的要素计算'),
});
export type Trigger = z.infer<typeof Trigger>;

/** By the calendar; at every node of the layer. */
export const Calendar = z
  .strictObject({
    on: z.array(PlanDate).min(1).max(100).optional().describe('在这些日期启动，当日零时'),
    every: CalendarUnit.optional().describe('每月、每季度、每半年或每年的第一天启动'),
    if: Condition.optional().describe('条件；到时不成立的节点不启动'),
    facts: Computed.optional().describe('启动时的要素，各为一个表达式'),
  })
  .superRefine(oneOf('on', 'every'));
export type Calendar = z.infer<typeof Calendar>;

/** An irregular duty: how often at least; a shortfall is reported by the clock at the period's end. */
export const Least = z.strictObject({
  count: z.int().min(1).max(100).describe('至少办结几次'),
  in: CalendarUnit.describe('month 每月、quarter 每季度、half-year 每半年、year 每年；按日历计'),
  ...sourced,
});
export type Least = z.infer<typeof Least>;

export const Procedure = z.strictObject({
  id: Id,
  name: Text.describe('程序的名称，如 后期处置、预警'),
  ...sourced,
  of: Word.describe('对象所在的层级'),
  opens: Id.describe('谁可以启动；次数不足时也报告其知晓'),
  facts: Facts.optional().describe('启动时须写明的要素'),
  on: z.array(Trigger).min(1).max(20).optional().describe('由事件启动；同一处同一时刻只启动一次'),
  at: Calendar.optional().describe('按日期启动'),
  least: Least.optional().describe('不定期而有次数要求的；期末不足的由时钟报告'),
  steps: z.array(CaseStep).min(1).max(50).describe('依次的步骤，写法同阶段的步骤，不写 each'),
});
export type Procedure = z.infer<typeof Procedure>;
