/**
 * A duty that comes again: by the calendar within a span, or on days that the plan lists. Each time is an occurrence of its own, with its
 * window and its limit. Must not know what is done each time.
 */
import * as z from 'zod';
import { type CalendarSlice, Roll } from '../time/calendar.ts';
import { calendarPeriods } from '../time/calendar-periods.ts';
import { type Day, weekdayOf } from '../time/civil-date.ts';
import { DateMove, moveDay, PlanDate } from '../time/plan-date.ts';

const Edge = z.strictObject({
  edge: z.enum(['start', 'end']).describe('这一期的起日还是止日'),
  move: DateMove.exactOptional(),
  roll: Roll.exactOptional().describe('落在非工作日时：next 顺延，previous 提前，none 不动（默认）'),
});
const bounds = {
  opens: Edge.exactOptional().describe('每期从哪天起办；默认这一期的起日'),
  due: Edge.exactOptional().describe(
    '每期到哪天为止；默认这一期的止日。如 { edge: end, move: { count: 5, unit: working-days } }',
  ),
};

export const Repeat = z.union([
  z
    .strictObject({
      every: z.enum(['week', 'month', 'quarter', 'half-year']).describe('周、月、季度、半年；按日历分期'),
      ...bounds,
    })
    .describe('按日历重复：时间段（步骤的，否则阶段的，否则整个期间）里每一周、月、季度、半年一期'),
  z
    .strictObject({
      on: z
        .array(PlanDate)
        .min(1)
        .max(60)
        .describe('各期的日期；单独一天是这一期的止日，从上一期之后起算，一段日期就是这一期'),
      ...bounds,
    })
    .describe('在所列的日期各办一次'),
]);
export type Repeat = z.infer<typeof Repeat>;

/** One time: the days it covers, and when it opens and is due. All inclusive. */
export interface Occurrence {
  readonly number: number;
  readonly from: Day;
  readonly to: Day;
  readonly opens: Day;
  readonly due: Day;
}

export const MOST_OCCURRENCES = 200;

/** The times of a duty in a span. `on`: the days that its dates name, in order; ignored where it goes by the calendar. */
export function occurrencesOf(
  repeat: Repeat,
  span: { readonly from: Day; readonly to: Day },
  on: readonly { readonly start: Day; readonly end: Day }[],
  calendar: CalendarSlice,
): readonly Occurrence[] {
  const periods = 'every' in repeat ? byCalendar(repeat.every, span) : byDays(on, span.from);
  return periods.map(({ from, to }, index) => {
    const at = (edge: z.infer<typeof Edge> | undefined, usual: Day): Day =>
      edge === undefined ? usual : moveDay(edge.edge === 'start' ? from : to, edge, calendar);
    return { number: index + 1, from, to, opens: at(repeat.opens, from), due: at(repeat.due, to) };
  });
}

type Days = { readonly from: Day; readonly to: Day };

function byDays(on: readonly { readonly start: Day; readonly end: Day }[], first: Day): Days[] {
  return on.map(({ start, end }, index) => {
    const before = on[index - 1]?.end;
    return { from: start < end ? start : before === undefined ? Math.min(first, end) : before + 1, to: end };
  });
}

/** Calendar periods that touch the span, cut to it. */
function byCalendar(every: 'week' | 'month' | 'quarter' | 'half-year', span: Days): readonly Days[] {
  if (every !== 'week') return calendarPeriods(span, every);
  const weeks: Days[] = [];
  for (let first = span.from - weekdayOf(span.from) + 1; first <= span.to; first += 7)
    weeks.push({ from: Math.max(first, span.from), to: Math.min(first + 6, span.to) });
  return weeks;
}
