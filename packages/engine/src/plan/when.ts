/**
 * When: windows and limits. Dates keep the author's words; `time/` turns words into dates under the plan's period and conventions.
 */
import * as z from 'zod';
import { Roll } from '../time/calendar.ts';
import { LimitUnit } from '../time/limit.ts';
import { PlanDate } from '../time/plan-date.ts';
import { Text } from './words.ts';

/** Both days belong to it: it opens at the start of the first and ends with the last. */
export const Window = z
  .strictObject({ from: PlanDate.optional(), to: PlanDate.optional() })
  .refine((window) => window.from !== undefined || window.to !== undefined, { params: { code: 'plan.empty-window' } });
export type Window = z.infer<typeof Window>;

/** A length of time from an event. */
export const Length = z.strictObject({
  count: z.int().min(1).max(1000),
  unit: LimitUnit,
  /** Where it may end; only on a working day if stated. */
  roll: Roll.exactOptional(),
});
export type Length = z.infer<typeof Length>;

/** A day, a length from the opening, or none with the reason. */
export const Due = z.union([PlanDate, Length, z.strictObject({ none: Text })]);
export type Due = z.infer<typeof Due>;
