/**
 * The days of a plan's dates: words under the plan's period and convention, anchors by the windows of other phases and steps, waves each
 * by its own. Works on the plan as written, before its steps are laid out, because repeated steps are laid out by days.
 */
import { type CalendarSlice, sliceCalendar } from '../time/calendar.ts';
import { type Day, formatDay, parseDay } from '../time/civil-date.ts';
import {
  type AnchoredDate,
  isAnchored,
  moveDay,
  type Period,
  type PlanDate,
  resolvePlanDate,
} from '../time/plan-date.ts';
import { choicesIn } from './choose.ts';
import type { Phase } from './phase.ts';
import type { Plan } from './plan.ts';
import { MOST_OCCURRENCES, type Occurrence, occurrencesOf } from './repeat.ts';
import type { Step } from './step.ts';
import type { Wave } from './wave.ts';
import { type Due, isSince, periodOf, type Window } from './when.ts';

/** A window's days, both inclusive; null where it is open. */
export interface DayWindow {
  readonly from: Day | null;
  readonly to: Day | null;
}
export type EdgeName = 'start' | 'end';

/** Where a date stands: an anchor may name a step of the same phase, and means the dates of the same wave. */
export interface Here {
  readonly phase?: string | undefined;
  readonly wave?: string | undefined;
}

export type DayAnswer =
  | { readonly found: true; readonly day: Day; readonly words: string }
  /** Null: what it leans on has a problem of its own, reported there. */
  | { readonly found: false; readonly problem: DayProblem | null };

export interface DayProblem {
  readonly code: string;
  readonly severity: 'error' | 'missing';
  readonly words: string;
  readonly [field: string]: unknown;
}

export interface PlanDays {
  readonly period: Period | null;
  readonly calendar: CalendarSlice;
  readonly day: (date: PlanDate, edge: EdgeName, here: Here) => DayAnswer;
  /** The times of a repeated step; none while its span is not known. */
  readonly occurrences: (phase: Phase, step: Step) => readonly Occurrence[];
  /** How many times a repeated step would have, also past what is allowed. */
  readonly countOf: (phase: Phase, step: Step) => number;
}

/** @param calendar without one, Monday to Friday are working days */
export function daysOf(plan: Plan, calendar: CalendarSlice = WEEKDAYS): PlanDays {
  const period = periodOf(plan.period);
  const open = new Set<string>();
  const days: Finder = { plan, period, calendar, open };
  return {
    period,
    calendar,
    day: (date, edge, here) => dayOf(days, date, edge, here),
    occurrences: (phase, step) => occurrences(days, phase, step),
    countOf: (phase, step) => allOccurrences(days, phase, step).length,
  };
}

export function isDate(due: Due): due is PlanDate {
  return typeof due === 'string' || 'words' in due || 'edge' in due;
}

/** What a date says of itself, for people; of an anchor without words the day. */
export function wordsOfDate(date: PlanDate): string | undefined {
  return typeof date === 'string' ? date : date.words;
}

const WEEKDAYS: CalendarSlice = sliceCalendar({ region: '', years: {} }, 1, 0);

interface Finder {
  readonly plan: Plan;
  readonly period: Period | null;
  readonly calendar: CalendarSlice;
  /** Edges that are being looked for: met again, they lean on themselves. */
  readonly open: Set<string>;
}

/** `cycle`, or broken by a problem that is reported where it stands. */
type Found = Day | null | 'cycle' | 'broken';

const broken: DayAnswer = { found: false, problem: null };

function dayOf(finder: Finder, date: PlanDate, edge: EdgeName, here: Here): DayAnswer {
  if (isAnchored(date)) return anchored(finder, date, here);
  const answer = resolvePlanDate(date, finder.period, finder.plan.dates);
  if (!answer.found) {
    const { code, severity, words } = answer;
    return { found: false, problem: { code, severity, words } };
  }
  const text = answer.date[edge] ?? answer.date[edge === 'start' ? 'end' : 'start'];
  const day = text === null ? undefined : parseDay(text);
  if (day === undefined) return broken;
  const moved = typeof date === 'string' ? day : moveDay(day, date, finder.calendar);
  return { found: true, day: moved, words: answer.date.words };
}

function anchored(finder: Finder, date: AnchoredDate, here: Here): DayAnswer {
  const words = date.words ?? date.of;
  const named = namedBy(finder.plan, date.of, here);
  if (named === undefined) {
    const { phases } = finder.plan;
    const steps = phases.flatMap((phase) => phase.steps.map((step) => `${phase.id}.${step.id}`));
    const possible = [...phases.map((phase) => phase.id), ...steps];
    return { found: false, problem: { code: 'date.no-anchor', severity: 'error', words, name: date.of, possible } };
  }
  const day = edgeOf(finder, named.phase, named.step, date.edge, named.phase.id === here.phase ? here.wave : undefined);
  const fields = { severity: 'error' as const, words, name: (named.step ?? named.phase).name };
  if (day === 'broken') return broken;
  if (day === 'cycle') return { found: false, problem: { code: 'date.cycle', ...fields } };
  if (day === null) return { found: false, problem: { code: 'date.no-edge', ...fields, edge: date.edge, of: date.of } };
  const moved = moveDay(day, date, finder.calendar);
  return { found: true, day: moved, words: date.words ?? formatDay(moved) };
}

/** The phase or step that an anchor names. */
export function namedBy(plan: Plan, of: string, here: Here): { phase: Phase; step?: Step } | undefined {
  const whole = plan.phases.find((phase) => phase.id === of);
  if (whole !== undefined) return { phase: whole };
  const [first = '', second] = of.split('.');
  const phase = plan.phases.find((one) => one.id === (second === undefined ? here.phase : first));
  const step = phase?.steps.find((one) => one.id === (second ?? first));
  return phase === undefined || step === undefined ? undefined : { phase, step };
}

function edgeOf(finder: Finder, phase: Phase, step: Step | undefined, edge: EdgeName, wave: string | undefined): Found {
  const key = JSON.stringify([phase.id, step?.id, edge, wave]);
  if (finder.open.has(key)) return 'cycle';
  finder.open.add(key);
  const found =
    step === undefined ? phaseEdge(finder, phase, edge, wave) : stepEdge(finder, phase, step, edge, { wave });
  finder.open.delete(key);
  return found;
}

function phaseEdge(finder: Finder, phase: Phase, edge: EdgeName, wave: string | undefined): Found {
  const one = phase.waves?.find((each) => each.id === wave);
  if (one !== undefined) return windowEdge(finder, one.window, edge, { phase: phase.id, wave });
  const own = windowEdge(finder, phase.window, edge, { phase: phase.id });
  return own === null && phase.waves !== undefined ? outermost(finder, phase, phase.waves, edge) : own;
}

/** Without a window of its own a phase lasts from its first wave to its last. */
function outermost(finder: Finder, phase: Phase, waves: readonly Wave[], edge: EdgeName): Found {
  const edges = waves.map((wave) => windowEdge(finder, wave.window, edge, { phase: phase.id, wave: wave.id }));
  const wrong = edges.find((one) => typeof one === 'string');
  if (wrong !== undefined) return wrong;
  const days = edges.filter((one) => typeof one === 'number');
  if (days.length < edges.length) return null;
  return edge === 'start' ? Math.min(...days) : Math.max(...days);
}

function stepEdge(finder: Finder, phase: Phase, step: Step, edge: EdgeName, { wave }: Here): Found {
  if (step.repeat !== undefined) {
    const times = occurrences(finder, phase, step);
    return (edge === 'start' ? times[0]?.opens : times.at(-1)?.due) ?? null;
  }
  const here = { phase: phase.id, wave };
  const [due] = edge === 'end' ? choicesIn(step.due) : [];
  if (due !== undefined && isDate(due.value)) return read(dayOf(finder, due.value, 'end', here));
  if (due !== undefined && isSince(due.value)) return null;
  const own = windowEdge(finder, step.window, edge, here);
  return own === null ? edgeOf(finder, phase, undefined, edge, wave) : own;
}

function windowEdge(finder: Finder, window: Window | undefined, edge: EdgeName, here: Here): Found {
  const date = edge === 'start' ? window?.from : window?.to;
  return date === undefined ? null : read(dayOf(finder, date, edge, here));
}

function read(answer: DayAnswer): Found {
  if (answer.found) return answer.day;
  return answer.problem?.code === 'date.cycle' ? 'cycle' : answer.problem?.code === 'date.no-edge' ? null : 'broken';
}

function occurrences(finder: Finder, phase: Phase, step: Step): readonly Occurrence[] {
  const found = allOccurrences(finder, phase, step);
  return found.length > MOST_OCCURRENCES ? [] : found;
}

function allOccurrences(finder: Finder, phase: Phase, step: Step): readonly Occurrence[] {
  const { repeat } = step;
  const { period } = finder;
  if (repeat === undefined || period === null) return [];
  const here = { phase: phase.id };
  const edge = (name: EdgeName): Day => {
    const own = windowEdge(finder, step.window, name, here);
    const found = own === null ? edgeOf(finder, phase, undefined, name, undefined) : own;
    return typeof found === 'number' ? found : name === 'start' ? period.from : period.to;
  };
  const span = { from: edge('start'), to: edge('end') };
  const dates = 'on' in repeat ? repeat.on : [];
  const on = dates.flatMap((date) => {
    const [start, end] = [dayOf(finder, date, 'start', here), dayOf(finder, date, 'end', here)];
    return start.found && end.found ? [{ start: start.day, end: end.day }] : [];
  });
  return occurrencesOf(repeat, span, on, finder.calendar);
}
