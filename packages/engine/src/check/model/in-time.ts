/**
 * Whether each step can be done by its day at all: not before its own window and those of everything it waits for, across phases and
 * layers, nor before what must stand for a number of days has stood. By dates of the plan alone.
 */
import type { Campaign, Due, StepDefinition } from '../../campaign/definition.ts';
import type { Problem } from '../../problem.ts';
import { standsUntil } from '../../step/stand.ts';
import { dayOf, formatDay, type Instant } from '../../time/civil-date.ts';
import { type Path, problem } from '../context.ts';
import type { PlacesInPlan } from './places-in-plan.ts';

/** The earliest instant, and the step whose date it is. */
interface Earliest {
  readonly at: Instant;
  readonly from: StepDefinition;
  /** The days that `from` must stand are part of it. */
  readonly stands: boolean;
}

export function checkInTime(campaign: Campaign, where: PlacesInPlan): Problem[] {
  const steps = new Map(campaign.steps.map((step) => [step.id, step]));
  const known = new Map<string, Earliest | undefined>();
  const begins = (step: StepDefinition): Earliest | undefined => {
    if (known.has(step.id)) return known.get(step.id);
    known.set(step.id, undefined); // a circle is reported as one
    const opens = opensOf(step);
    const own: Earliest | undefined = opens === null ? undefined : { at: opens, from: step, stands: false };
    const { same, above, below } = step.waits;
    const found = [...same, ...above, ...below]
      .map((id) => ends(steps.get(id)))
      .reduce((latest, one) => (one !== undefined && (latest === undefined || one.at > latest.at) ? one : latest), own);
    known.set(step.id, found);
    return found;
  };
  const ends = (step: StepDefinition | undefined): Earliest | undefined => {
    const start = step === undefined ? undefined : begins(step);
    if (step === undefined || start === undefined) return undefined;
    if (step.kind !== 'ask' || standsFor(step) === 0) return start;
    const at = standsUntil(step, start.at, campaign.calendar, campaign.zone) ?? start.at;
    return { at, from: step, stands: true };
  };
  const day = (at: Instant): string => formatDay(dayOf(at, campaign.zone));
  const late = (due: Due, earliest: Earliest, name: string, path: Path): Problem[] => {
    if (due.kind !== 'at' || earliest.at <= due.at) return [];
    const { from, stands, at } = earliest;
    return [
      problem('date.never-in-time', 'error', path, {
        name,
        date: day(due.at - 1), // a due is the end of its day
        earliest: day(at),
        other: from.name,
        days: stands ? standsFor(from) : 0,
      }),
    ];
  };
  return campaign.steps.flatMap((step) => {
    const [start, end] = [begins(step), ends(step)];
    if (start === undefined || end === undefined) return [];
    const path = where.step(step.id);
    const reviews = step.kind === 'decide' ? [campaign.reviews[step.review]] : [];
    return [
      ...late(lastDue(step), end, step.name, [...path, 'due']),
      ...reviews.flatMap((review) =>
        (review?.stages ?? []).flatMap((stage) =>
          late(stage.due, start, stage.name, [...where.review(review?.id ?? '', stage.id), 'due']),
        ),
      ),
    ];
  });
}

/** Of a phase in waves the first that opens counts, and the last that is due: whoever belongs to which is told by the roster. */
function opensOf(step: StepDefinition): Instant | null {
  const waves = Object.values(step.waves ?? {}).map((wave) => wave.opens);
  if (waves.length === 0) return step.opens;
  return waves.some((opens) => opens === null) ? null : Math.min(...waves.map((opens) => opens ?? 0));
}

function lastDue(step: StepDefinition): Due {
  const dues = Object.values(step.waves ?? {}).map((wave) => wave.due);
  const at = dues.flatMap((due) => (due.kind === 'at' ? [due] : []));
  if (dues.length === 0 || at.length < dues.length) return step.due;
  return at.reduce((last, due) => (due.at > last.at ? due : last));
}

/** Days that a text must stand; none where the step may be left out. */
function standsFor(step: StepDefinition): number {
  return step.kind === 'ask' && step.when === undefined ? (step.days ?? 0) : 0;
}
