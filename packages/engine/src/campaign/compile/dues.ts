/**
 * Which limit a step or a stage has: its own; else the end of its step's or phase's window; else the plan's default.
 */

import type { PlacedStage } from '../../plan/course.ts';
import type { Ladder } from '../../plan/ladder.ts';
import type { Plan } from '../../plan/plan.ts';
import type { PlacedStep } from '../../plan/plan-index.ts';
import type { CaseStep } from '../../plan/step.ts';
import type { Due as WrittenDue } from '../../plan/when.ts';
import { type Day, endOfDay, formatDay, type ZoneMinutes } from '../../time/civil-date.ts';
import type { Due } from '../definition.ts';
import { isDate, type PlanDates } from './dates.ts';

/** Undefined when the plan gives none, not even by default; or when its date does not resolve, which is reported elsewhere. */
export function dueOfStep(plan: Plan, dates: PlanDates, placed: PlacedStep, zone: ZoneMinutes): Due | undefined {
  const { due } = placed.step;
  if (due !== undefined) return dueOf(due, [...placed.path, 'due'], dates, zone);
  const ends = dates.steps.get(placed.id)?.to ?? dates.phases.get(placed.phase?.id ?? '')?.to ?? null;
  if (ends !== null) return atDay(ends, wordsOf(placed), zone);
  return plan.defaults.due === undefined ? undefined : dueOf(plan.defaults.due, ['defaults', 'due'], dates, zone);
}

export function dueOfStage(
  plan: Plan,
  dates: PlanDates,
  placed: PlacedStep,
  { stage, path }: PlacedStage,
  zone: ZoneMinutes,
): Due | undefined {
  return stage.due === undefined
    ? dueOfStep(plan, dates, placed, zone)
    : dueOf(stage.due, ['reviews', placed.step.review ?? '', ...path, 'due'], dates, zone);
}

export function ladderOfStep(plan: Plan, step: CaseStep): Ladder {
  return step.ladder ?? plan.defaults.ladder;
}

function dueOf(
  due: WrittenDue,
  path: readonly (string | number)[],
  dates: PlanDates,
  zone: ZoneMinutes,
): Due | undefined {
  if (isDate(due)) {
    const day = dates.dues.get(JSON.stringify(path));
    const words = typeof due === 'string' ? due : due.words;
    // An open date is reported as such; to the limit it is there.
    return day === undefined ? { kind: 'none', reason: words } : atDay(day, words, zone);
  }
  if ('none' in due) return { kind: 'none', reason: due.none };
  return { kind: 'after', limit: due };
}

function atDay(day: Day, words: string, zone: ZoneMinutes): Due {
  return { kind: 'at', at: endOfDay(day, zone), words: words === '' ? formatDay(day) : words };
}

function wordsOf(placed: PlacedStep): string {
  const to = placed.step.window?.to ?? placed.phase?.window?.to;
  return to === undefined ? '' : typeof to === 'string' ? to : to.words;
}
