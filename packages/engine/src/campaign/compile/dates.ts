/**
 * The dates of a plan: windows of phases and steps, dues of steps and stages, as days under the plan's period and convention. What
 * cannot be resolved is a problem and left open.
 */
import { type ByRule, choicesIn, possibleIn } from '../../plan/choose.ts';
import { stagesOf } from '../../plan/course.ts';
import { type DayWindow, type EdgeName, isDate } from '../../plan/days.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Path, type PlacedStep, type PlanIndex, partOf } from '../../plan/plan-index.ts';
import { type Due, isSince, type Window } from '../../plan/when.ts';
import type { Problem } from '../../problem.ts';
import type { Day } from '../../time/civil-date.ts';
import { isAnchored, type Period, type PlanDate } from '../../time/plan-date.ts';

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
  /** Of the dates of a wave. */
  readonly wave?: string | undefined;
}

export interface PlanDates {
  readonly period: Period | null;
  /** A phase without a window of its own that has waves lasts from the first to the last. */
  readonly phases: ReadonlyMap<string, DayWindow>;
  /** By phase and wave, and by step and wave: see `ofWave`. */
  readonly waves: ReadonlyMap<string, DayWindow>;
  readonly steps: ReadonlyMap<string, DayWindow>;
  /** By the path of the due, as JSON; of a wave: see `ofWave`. */
  readonly dues: ReadonlyMap<string, Day>;
  /** By the path of a due that counts from something: the step, or `case` for the opening of the case. Unknown ones are left out. */
  readonly since: ReadonlyMap<string, string>;
  readonly named: readonly NamedDay[];
  readonly problems: readonly Problem[];
}

/** The key of something's dates in a wave; without one its own key. */
export function ofWave(key: string, wave: string | undefined): string {
  return wave === undefined ? key : `${key}@${wave}`;
}

export function resolveDates(plan: Plan, index: PlanIndex): PlanDates {
  const { days } = index;
  const { period } = days;
  const problems: Problem[] = [];
  const named: NamedDay[] = [];
  const dues = new Map<string, Day>();
  const since = new Map<string, string>();
  const said = new Set<string>();

  function dayOf(date: PlanDate, edge: EdgeName, about: Omit<NamedDay, 'day' | 'words'>): Day | null {
    const { path, phase, wave } = about;
    const answer = days.day(date, edge, { phase, wave });
    if (answer.found) {
      // What goes in waves is looked at wave by wave.
      const inWaves =
        wave === undefined && about.step?.phase?.waves !== undefined && about.step.occurrence === undefined;
      if (!inWaves) named.push({ ...about, words: answer.words, day: answer.day });
      return answer.day;
    }
    const { problem } = answer;
    if (problem === null || (problem.code === 'date.no-edge' && beginsWith(plan, date, about))) return null;
    const found: Problem = { ...problem, name: problem.name ?? about.name, path };
    // Of several waves it is said once.
    const key = JSON.stringify(found);
    if (!said.has(key)) problems.push(found);
    said.add(key);
    return null;
  }
  function windowOf(
    window: Window | undefined,
    path: Path,
    name: string,
    about: Pick<NamedDay, 'step' | 'phase' | 'wave'>,
  ): DayWindow {
    const at = (kind: 'from' | 'to', date: PlanDate | undefined) =>
      date === undefined
        ? null
        : dayOf(date, kind === 'from' ? 'start' : 'end', { ...about, path: [...path, 'window', kind], name, kind });
    return { from: at('from', window?.from), to: at('to', window?.to) };
  }
  function due(
    written: ByRule<Due> | undefined,
    whole: Path,
    name: string,
    step: PlacedStep | undefined,
    wave?: string,
  ): void {
    for (const { value, at } of choicesIn(written)) {
      const path = [...whole, ...at];
      if (isSince(value)) {
        const id = sinceOf(index, step, value.after);
        if (id !== undefined) since.set(JSON.stringify(path), id);
      }
      if (!isDate(value)) continue;
      const day = dayOf(value, 'end', { path, name, kind: 'due', step, phase: step?.phase?.id, wave });
      if (day !== null) dues.set(ofWave(JSON.stringify(path), wave), day);
    }
  }

  const phases = new Map<string, DayWindow>();
  const waves = new Map<string, DayWindow>();
  plan.phases.forEach((phase, p) => {
    const own = windowOf(phase.window, ['phases', p], phase.name, { step: undefined, phase: phase.id });
    const windows = (phase.waves ?? []).map((wave, w) => {
      const about = { step: undefined, phase: phase.id, wave: wave.id };
      const window = windowOf(wave.window, ['phases', p, 'waves', w], wave.name, about);
      waves.set(ofWave(phase.id, wave.id), window);
      return window;
    });
    phases.set(phase.id, phase.window === undefined && windows.length > 0 ? outermost(windows) : own);
  });
  const steps = new Map<string, DayWindow>();
  for (const placed of [...index.steps, ...index.caseSteps]) {
    const { step, path, phase, occurrence } = placed;
    if (occurrence !== undefined) steps.set(placed.id, { from: occurrence.opens, to: occurrence.due });
    else steps.set(placed.id, windowOf(step.window, path, step.name, { step: placed, phase: phase?.id }));
    due(step.due, [...path, 'due'], step.name, placed);
    for (const { id: wave } of occurrence === undefined ? (phase?.waves ?? []) : []) {
      const about = { step: placed, phase: phase?.id, wave };
      waves.set(ofWave(placed.id, wave), windowOf(step.window, path, step.name, about));
      due(step.due, [...path, 'due'], step.name, placed, wave);
    }
  }
  plan.phases.forEach((phase, p) => {
    phase.steps.forEach((step, s) => {
      const on = step.repeat !== undefined && 'on' in step.repeat ? step.repeat.on : [];
      on.forEach((date, at) => {
        const path = ['phases', p, 'steps', s, 'repeat', 'on', at];
        dayOf(date, 'end', { path, name: step.name, kind: 'due', step: undefined, phase: phase.id });
      });
    });
  });
  for (const [id, review] of Object.entries(plan.reviews ?? {})) {
    const user = [...index.steps, ...index.caseSteps].find((placed) => possibleIn(placed.step.review).includes(id));
    for (const { stage, path } of stagesOf(review)) due(stage.due, ['reviews', id, ...path, 'due'], stage.name, user);
  }
  due(plan.defaults.due, ['defaults', 'due'], plan.title, undefined);
  plan.procedures?.forEach((procedure, p) => {
    procedure.at?.on?.forEach((date, i) => {
      const path: Path = ['procedures', p, 'at', 'on', i];
      const about = { path, name: procedure.name, kind: 'from' as const, step: undefined, phase: undefined };
      const day = dayOf(date, 'start', about);
      if (day !== null) dues.set(JSON.stringify(path), day);
    });
  });
  if (plan.period === null)
    problems.unshift({ code: 'date.no-year', severity: 'missing', path: ['period'], words: plan.title });
  // A period that ends before it begins is told once, not at every date that is read in it.
  const told =
    plan.period === null || period !== null ? problems : problems.filter((one) => one.code !== 'date.no-year');
  return { period, phases, waves, steps, dues, since, named, problems: told };
}

/** What a limit counts from: a step, or the opening of the case, which its procedure's id stands for. */
export function sinceOf(index: PlanIndex, placed: PlacedStep | undefined, after: string): string | undefined {
  const part = placed === undefined ? undefined : partOf(placed);
  return index.find(after, part)?.id ?? (after === placed?.procedure?.id ? 'case' : undefined);
}

/** A phase that starts together with another needs no day for it: the order says when. */
function beginsWith(plan: Plan, date: PlanDate, { kind, phase, step }: Omit<NamedDay, 'day' | 'words'>): boolean {
  if (kind !== 'from' || step !== undefined || !isAnchored(date) || date.edge !== 'start') return false;
  return date.move === undefined && plan.phases.find((one) => one.id === phase)?.with?.includes(date.of) === true;
}

function outermost(windows: readonly DayWindow[]): DayWindow {
  const edge = (days: readonly (Day | null)[], find: (...days: number[]) => number): Day | null => {
    const known = days.filter((day) => day !== null);
    return known.length < days.length ? null : find(...known);
  };
  return {
    from: edge(
      windows.map((window) => window.from),
      Math.min,
    ),
    to: edge(
      windows.map((window) => window.to),
      Math.max,
    ),
  };
}
