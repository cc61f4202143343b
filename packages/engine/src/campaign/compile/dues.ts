/**
 * Which limit a step or a stage has: its own; else the end of its step's or phase's window; else the plan's default.
 */

import { type ByRule, choicesIn, usualIn } from '../../plan/choose.ts';
import type { PlacedStage } from '../../plan/course.ts';
import { isDate, wordsOfDate } from '../../plan/days.ts';
import type { Ladder } from '../../plan/ladder.ts';
import type { Plan } from '../../plan/plan.ts';
import type { PlacedStep } from '../../plan/plan-index.ts';
import type { CaseStep } from '../../plan/step.ts';
import { isSince, type Due as WrittenDue } from '../../plan/when.ts';
import type { Problem } from '../../problem.ts';
import { type Day, endOfDay, formatDay, type ZoneMinutes } from '../../time/civil-date.ts';
import type { Due } from '../definition.ts';
import { ofWave, type PlanDates } from './dates.ts';

/**
 * Undefined when the plan gives none, not even by default; or when its date does not resolve, which is reported elsewhere. Of a limit by
 * rule: the usual one.
 */
export function dueOfStep(
  plan: Plan,
  dates: PlanDates,
  placed: PlacedStep,
  zone: ZoneMinutes,
  wave?: string,
): Due | undefined {
  const { due } = placed.step;
  if (due !== undefined) return usualDueOf(due, [...placed.path, 'due'], dates, zone, wave);
  const ends = endOf(dates, placed, wave);
  if (ends !== null) return atDay(ends, wordsOf(placed, wave), zone);
  return plan.defaults.due === undefined ? undefined : dueOf(plan.defaults.due, ['defaults', 'due'], dates, zone);
}

/** The end of its own window, else of its wave's, else of its phase's. */
function endOf(dates: PlanDates, placed: PlacedStep, wave: string | undefined): Day | null {
  const phase = placed.phase?.id ?? '';
  if (wave === undefined) return dates.steps.get(placed.id)?.to ?? dates.phases.get(phase)?.to ?? null;
  return dates.waves.get(ofWave(placed.id, wave))?.to ?? dates.waves.get(ofWave(phase, wave))?.to ?? null;
}

export function dueOfStage(
  plan: Plan,
  dates: PlanDates,
  placed: PlacedStep,
  review: string,
  { stage, path }: PlacedStage,
  zone: ZoneMinutes,
): Due | undefined {
  if (stage.due === undefined && (placed.phase?.waves ?? []).length > 0) return { kind: 'step' };
  return stage.due === undefined
    ? dueOfStep(plan, dates, placed, zone)
    : usualDueOf(stage.due, ['reviews', review, ...path, 'due'], dates, zone);
}

function usualDueOf(
  written: ByRule<WrittenDue>,
  path: Problem['path'],
  dates: PlanDates,
  zone: ZoneMinutes,
  wave?: string,
): Due | undefined {
  const usual = choicesIn(written).find(({ value }) => value === usualIn(written));
  return usual === undefined ? undefined : dueOf(usual.value, [...path, ...usual.at], dates, zone, wave);
}

export function ladderOfStep(plan: Plan, step: CaseStep): Ladder {
  return step.ladder ?? plan.defaults.ladder;
}

/** One limit as it is written at a place. */
export function dueOf(
  due: WrittenDue,
  path: Problem['path'],
  dates: PlanDates,
  zone: ZoneMinutes,
  wave?: string,
): Due | undefined {
  const key = JSON.stringify(path);
  if (isDate(due)) {
    const day = dates.dues.get(ofWave(key, wave));
    const words = wordsOfDate(due) ?? '';
    // An open date is reported as such; to the limit it is there.
    return day === undefined ? { kind: 'none', reason: words } : atDay(day, words, zone);
  }
  if ('none' in due) return { kind: 'none', reason: due.none };
  const { count, unit, roll } = due;
  const limit = { count, unit, ...(roll !== undefined && { roll }) };
  const since = isSince(due) ? dates.since.get(key) : undefined;
  return { kind: 'after', limit, ...(since !== undefined && { since }) };
}

function atDay(day: Day, words: string, zone: ZoneMinutes): Due {
  return { kind: 'at', at: endOfDay(day, zone), words: words === '' ? formatDay(day) : words };
}

function wordsOf({ step, phase, occurrence }: PlacedStep, wave: string | undefined): string {
  if (occurrence !== undefined) return '';
  const to = step.window?.to ?? (phase?.waves?.find((one) => one.id === wave) ?? phase)?.window?.to;
  return to === undefined ? '' : (wordsOfDate(to) ?? '');
}
