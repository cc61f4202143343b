/**
 * What a semantic rule may look at: the plan by name, what its steps fill, what its dates mean, and the roster if one is given.
 */

import { type PlanDates, resolveDates } from '../campaign/compile/dates.ts';
import type { Plan } from '../plan/plan.ts';
import { indexPlan, type PlanIndex } from '../plan/plan-index.ts';
import { type Filled, filledBy } from '../plan/scope.ts';
import type { Problem, Severity } from '../problem.ts';
import type { Roster } from '../roster/roster.ts';
import type { CalendarSlice } from '../time/calendar.ts';

export type Path = Problem['path'];

export interface CheckContext {
  readonly plan: Plan;
  readonly index: PlanIndex;
  readonly filled: readonly Filled[];
  readonly dates: PlanDates;
  readonly roster: Roster | undefined;
  readonly calendar: CalendarSlice | undefined;
  /** The document itself. */
  readonly source: string | undefined;
}

export type Check = (context: CheckContext) => readonly Problem[];

export interface CheckOptions {
  readonly roster?: Roster;
  readonly calendar?: CalendarSlice;
  readonly source?: string;
  readonly lineOf?: (path: Path) => number | undefined;
}

export function contextOf(plan: Plan, options: CheckOptions): CheckContext {
  const { roster, calendar, source } = options;
  const index = indexPlan(plan, calendar);
  return { plan, index, filled: filledBy(index), dates: resolveDates(plan, index), roster, calendar, source };
}

export function problem(
  code: string,
  severity: Severity,
  path: Path,
  fields: Readonly<Record<string, unknown>> = {},
): Problem {
  return { code, severity, path, ...fields };
}
