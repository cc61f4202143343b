/**
 * A slot: something that the document leaves open (a date, the year, a body, a role, a set of rules), with who fills it. Uses are written
 * `{ slot: name }` wherever such a value may stand; they are replaced before anything is checked (expand.ts).
 */
import * as z from 'zod';
import { Id, Reference, sourced, Text } from './words.ts';

/** Types whose values are names of parts of the plan, or such parts written out. */
export const partTypes = ['role', 'form', 'rule', 'scale', 'review', 'body', 'plan'] as const;
export const slotTypes = ['year', 'date', 'number', 'text', ...partTypes] as const;

export const Slot = z.strictObject({
  name: Text.describe('还没有定的是什么，如 年度、公示开始日期'),
  ...sourced,
  type: z
    .enum(slotTypes)
    .describe(
      '填什么：year 年份，date 日期（写法同方案里的日期），number 数，text 文字，其余是方案里一个部分的代号，或把这一部分写全',
    ),
  filled: z
    .union([
      z.literal('launch'),
      z.strictObject({ step: Reference.describe('由这一步审定的成果填写，如 research.indicators') }),
    ])
    .describe('由谁填：launch 启动前由人填在 launch.yaml；{ step: 阶段.步骤 } 由这一步审定的成果填'),
  value: z.unknown().optional().describe('填好的值；启动时由 launch.yaml 写入，也可直接写在方案里'),
  uses: z.array(z.string()).max(1000).optional().describe('用在哪里；由检查写入，不用自己写'),
});
export type Slot = z.infer<typeof Slot>;

export const Slots = z.record(Id, Slot);
export type Slots = z.infer<typeof Slots>;

/** What is given before a launch and was not. */
export function isOpen(slot: Slot): boolean {
  return slot.filled === 'launch' && slot.value === undefined;
}

/** Whether a path lies at or below one of the slot's uses. */
export function isUse(slot: Slot, path: readonly (string | number)[]): boolean {
  const text = path.join('.');
  return (slot.uses ?? []).some((use) => text === use || text.startsWith(`${use}.`));
}
