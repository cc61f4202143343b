/**
 * When: windows and limits. Dates keep the author's words; `time/` turns words into dates under the plan's period and conventions.
 */
import * as z from 'zod';
import { Roll } from '../time/calendar.ts';
import { CivilDate, parseDay } from '../time/civil-date.ts';
import { LimitUnit } from '../time/limit.ts';
import { type Period, PlanDate, yearPeriod } from '../time/plan-date.ts';
import { Reference, Text } from './words.ts';

/** Calendar years that one campaign may reach over. */
const LONGEST = 10;

/** The year, or the days from which and to which it runs; null until a person supplies it. */
export const Span = z
  .union([
    z.int().min(1990).max(2200),
    z
      .strictObject({ from: CivilDate.describe('第一天'), to: CivilDate.describe('最后一天，含') })
      .superRefine(({ from, to }, context) => {
        const years = [from, to].map((day) => Number(day.slice(0, 4)));
        const [first = 0, last = 0] = years;
        if (first >= 1990 && last <= 2200 && last - first <= LONGEST) return;
        context.addIssue({ code: 'custom', params: { code: 'date.long-period', from, to, most: LONGEST } });
      }),
    z.null(),
  ])
  .describe(
    '年度（整年），或起止两日（可跨年，如 { from: 2011-09-01, to: 2012-08-31 }）；还没定写 null，检查会报 missing',
  );
export type Span = z.infer<typeof Span>;

/** Null until a person supplies it, and when it ends before it begins, which the check reports. */
export function periodOf(span: Span): Period | null {
  if (span === null) return null;
  if (typeof span === 'number') return yearPeriod(span);
  const [from, to] = [parseDay(span.from), parseDay(span.to)];
  return from === undefined || to === undefined || from > to ? null : { from, to };
}

/** As people read it: `2011`, or `2011-09-01/2012-08-31`. */
export function spanText(span: Span): string {
  return typeof span === 'object' && span !== null ? `${span.from}/${span.to}` : String(span);
}

/** Both days belong to it: it opens at the start of the first and ends with the last. */
export const Window = z
  .strictObject({
    from: PlanDate.optional().describe('从这一天起，之前不放行'),
    to: PlanDate.optional().describe('到这一天为止，含；过了只算逾期，不会自动关闭'),
  })
  .refine((window) => window.from !== undefined || window.to !== undefined, { params: { code: 'plan.empty-window' } });
export type Window = z.infer<typeof Window>;

/** A length of time from an event. */
export const Length = z.strictObject({
  count: z.int().min(1).max(1000).describe('多少'),
  unit: LimitUnit.describe('hours 小时，working-days 工作日，days 自然日，weeks、months、years'),
  /** Where it may end; only on a working day if stated. */
  roll: Roll.exactOptional().describe('落在休息日时：none 不动（默认），next 顺延，previous 提前'),
});
export type Length = z.infer<typeof Length>;

/** A length of time from another step's completion at the same place or above it, or from the opening of the case. */
export const Since = z
  .strictObject({
    after: Reference.describe(
      '从哪一步办完时起算（本处或上级的步骤）；程序里写程序的代号，从个案开始时起算。那一步按规则略过的，从本步开始时起算',
    ),
    ...Length.shape,
  })
  .describe('从一件事发生时起算的时限；当天不计');
export type Since = z.infer<typeof Since>;

/** A day, a length from the opening or from another step, or none with the reason. */
export const Due = z.union([
  PlanDate,
  Length,
  Since,
  z.strictObject({ none: Text.describe('为什么不设时限') }).describe('不设时限'),
]);
export type Due = z.infer<typeof Due>;

export function isSince(due: Due): due is Since {
  return typeof due === 'object' && 'after' in due;
}
