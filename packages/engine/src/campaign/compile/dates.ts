/**
 * The dates of a plan: windows of phases and steps, dues of steps and stages, as days under the plan's period and convention. What
 * cannot be resolved is a problem and left open.
 */
import { stagesOf } from '../../plan/course.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Path, PlacedStep, PlanIndex } from '../../plan/plan-index.ts';
import type { Due, Window } from '../../plan/when.ts';
import type { Problem } from '../../problem.ts';
import { type Day, parseDay } from '../../time/civil-date.ts';
import { type Period, type PlanDate, resolvePlanDate, yearPeriod } from '../../time/plan-date.ts';

/** A window's days, both inclusive; null where it is open. */
export interface DayWindow {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** A date that the plan names, with its place. */
export interface NamedDay {
  readonly path: Path;
  readonly words: string;
  readonly day: Day;
  /** What it belongs to, for messages. */
  readonly name: string;
  readonly kind: 'from' | 'to' | 'due';
  readonly step: PlacedStep | undefined;
  readonly phase: string | undefined;
}

export interface PlanDates {
  readonly period: Period | null;
  readonly phases: ReadonlyMap<string, DayWindow>;
  readonly steps: ReadonlyMap<string, DayWindow>;
  /** By the path of the due, as JSON. */
  readonly dues: ReadonlyMap<string, Day>;
  readonly named: readonly NamedDay[];
  readonly problems: readonly Problem[];
}

export function resolveDates(plan: Plan, index: PlanIndex): PlanDates {
  const period = plan.period === null ? null : yearPeriod(plan.period);
  const problems: Problem[] = [];
  const named: NamedDay[] = [];
  const dues = new Map<string, Day>();

  function dayOf(date: PlanDate, end: 'start' | 'end', about: Omit<NamedDay, 'day' | 'words'>): Day | null {
    const answer = resolvePlanDate(date, period, plan.dates);
    if (!answer.found) {
      problems.push({
        code: answer.code,
        severity: answer.severity,
        path: about.path,
        words: answer.words,
        name: about.name,
      });
      return null;
    }
    const text = answer.date[end] ?? answer.date[end === 'start' ? 'end' : 'start'];
    const day = text === null ? undefined : parseDay(text);
    if (day === undefined) return null;
    named.push({ ...about, words: answer.date.words, day });
    return day;
  }
  function windowOf(
    window: Window | undefined,
    path: Path,
    name: string,
    step: PlacedStep | undefined,
    phase: string | undefined,
  ): DayWindow {
    const at = (kind: 'from' | 'to', date: PlanDate | undefined) =>
      date === undefined
        ? null
        : dayOf(date, kind === 'from' ? 'start' : 'end', { path: [...path, 'window', kind], name, kind, step, phase });
    return { from: at('from', window?.from), to: at('to', window?.to) };
  }
  function due(value: Due | undefined, path: Path, name: string, step: PlacedStep | undefined): void {
    if (value === undefined || !isDate(value)) return;
    const day = dayOf(value, 'end', { path, name, kind: 'due', step, phase: step?.phase?.id });
    if (day !== null) dues.set(JSON.stringify(path), day);
  }

  const phases = new Map(
    plan.phases.map((phase, p) => [phase.id, windowOf(phase.window, ['phases', p], phase.name, undefined, phase.id)]),
  );
  const steps = new Map<string, DayWindow>();
  for (const placed of [...index.steps, ...index.caseSteps]) {
    steps.set(placed.id, windowOf(placed.step.window, placed.path, placed.step.name, placed, placed.phase?.id));
    due(placed.step.due, [...placed.path, 'due'], placed.step.name, placed);
  }
  for (const [id, review] of Object.entries(plan.reviews ?? {})) {
    const user = [...index.steps, ...index.caseSteps].find((placed) => placed.step.review === id);
    for (const { stage, path } of stagesOf(review)) due(stage.due, ['reviews', id, ...path, 'due'], stage.name, user);
  }
  due(plan.defaults.due, ['defaults', 'due'], plan.title, undefined);
  if (period === null)
    problems.unshift({ code: 'date.no-year', severity: 'missing', path: ['period'], words: plan.title });
  return { period, phases, steps, dues, named, problems };
}

export function isDate(due: Due): due is PlanDate {
  return typeof due === 'string' || 'words' in due;
}
