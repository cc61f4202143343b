/**
 * A child plan against its frame: it names the frame and a place, delivers what is asked in the form, on the scale and by the day that the
 * frame sets, stays within the frame's phase, and leaves alone what it may not change.
 */
import { canonicalJson } from '../json/canonical.ts';
import { daysOf, type PlanDays } from '../plan/days.ts';
import type { Field, Form } from '../plan/form.ts';
import type { Plan } from '../plan/plan.ts';
import { indexPlan, type PlacedStep } from '../plan/plan-index.ts';
import type { Problem } from '../problem.ts';
import type { Place } from '../roster/roster.ts';
import { type Day, formatDay } from '../time/civil-date.ts';
import type { PlanDate } from '../time/plan-date.ts';

type Path = Problem['path'];

/** @param places of the frame's roster under which the child stands; absent without a roster: then it is not known what it must deliver */
export function checkChild(frame: Plan, child: Plan, places: readonly Place[] | undefined): readonly Problem[] {
  const problems: Problem[] = [];
  const wrong = (code: string, path: Path, fields: Readonly<Record<string, unknown>> = {}): void => {
    problems.push({ code, severity: 'error', path, ...fields });
  };
  const { within } = child;
  const said = frame.frame;
  if (said === undefined) {
    wrong('frame.none', ['within', 'frame'], { name: frame.title });
    return problems;
  }
  if (within === undefined) {
    wrong('frame.not-within', ['id'], { name: child.title, frame: frame.id });
    return problems;
  }
  if (within.frame !== frame.id) wrong('frame.other', ['within', 'frame'], { found: within.frame, name: frame.id });
  if (places?.length === 0)
    wrong('frame.no-place', ['within', 'at'], {
      found: typeof within.at === 'string' ? within.at : JSON.stringify(within.at),
      possible: frame.layers.map((layer) => layer.id),
    });
  if (child.period === null && child.slots === undefined)
    problems.push({ code: 'date.no-year', severity: 'missing', path: ['period'], words: child.title });
  if (child.zone !== frame.zone) wrong('frame.changed', ['zone'], { name: 'zone' });

  const frameIndex = indexPlan(frame);
  const childIndex = indexPlan(child);
  const [frameDays, childDays] = [daysOf(frame), daysOf(child)];
  const layers = places === undefined ? undefined : new Set(places.map((place) => place.layer));
  said.delivers.forEach(({ id, step }) => {
    const asked = frameIndex.find(step);
    const reference = within.delivers[id];
    if (asked === undefined || layers?.has(asked.layer) === false) return;
    if (reference === undefined) {
      if (layers === undefined) return;
      wrong('frame.no-delivery', ['within', 'delivers'], { name: asked.step.name, delivery: id });
      return;
    }
    const path = ['within', 'delivers', id];
    const given = childIndex.find(reference);
    const form = given === undefined ? undefined : formOf(child, given);
    if (given === undefined || form === undefined) {
      const possible = childIndex.steps.filter((one) => formOf(child, one) !== undefined).map((one) => one.id);
      wrong('frame.delivery-step', path, { found: reference, possible });
      return;
    }
    const wanted = formOf(frame, asked);
    for (const field of [...(wanted?.fields ?? []), ...(wanted?.items?.fields ?? [])]) {
      if (field.show !== undefined || field.optional === true) continue;
      const fields = [...(form.fields ?? []), ...(form.items?.fields ?? []), ...(form.rows?.fields ?? [])];
      const own = fields.find((one) => one.id === field.id);
      if (own !== undefined && (own.show !== undefined || (sameField(field, own) && sameScale(frame, child, own))))
        continue;
      wrong('frame.delivery-form', path, { name: form.name, field: field.name, id: field.id, form: wanted?.name });
    }
    const [late, last] = [lastDay(childDays, given), lastDay(frameDays, asked)];
    if (late !== undefined && last !== undefined && late > last)
      wrong('frame.too-late', path, {
        name: given.step.name,
        date: formatDay(late),
        other: asked.step.name,
        last: formatDay(last),
      });
  });
  for (const id of Object.keys(within.delivers)) {
    if (said.delivers.some((one) => one.id === id)) continue;
    wrong('frame.not-asked', ['within', 'delivers', id], { name: id, possible: said.delivers.map((one) => one.id) });
  }
  const phase = frame.phases.find((one) => one.id === said.in);
  const edge = (days: PlanDays, date: PlanDate | undefined, side: 'start' | 'end', at: string): Day | undefined => {
    const answer = date === undefined ? undefined : days.day(date, side, { phase: at });
    return answer?.found === true ? answer.day : undefined;
  };
  const [opens, ends] = [
    edge(frameDays, phase?.window?.from, 'start', said.in),
    edge(frameDays, phase?.window?.to, 'end', said.in),
  ];
  child.phases.forEach((own, p) => {
    const from = edge(childDays, own.window?.from, 'start', own.id);
    const to = edge(childDays, own.window?.to, 'end', own.id);
    if (
      (from !== undefined && opens !== undefined && from < opens) ||
      (to !== undefined && ends !== undefined && to > ends)
    )
      wrong('frame.outside', ['phases', p, 'window'], {
        name: own.name,
        phase: phase?.name,
        from: opens === undefined ? '…' : formatDay(opens),
        to: ends === undefined ? '…' : formatDay(ends),
      });
  });
  for (const held of said.mayNotChange ?? []) {
    const [table = '', id = ''] = held.split('.');
    const [mine, theirs] = [partOf(child, table, id), partOf(frame, table, id)];
    if (mine !== undefined && theirs !== undefined && !samePart(mine, theirs))
      wrong('frame.changed', [table, id], { name: nameOf(theirs) ?? held });
  }
  return problems;
}

/** What a step hands in or rolls up. */
function formOf(plan: Plan, { step }: PlacedStep): Form | undefined {
  const id = step.declaration ?? step.compute?.rollUp;
  return typeof id === 'string' ? plan.forms[id] : undefined;
}

function sameField(asked: Field, own: Field): boolean {
  const of = ({ fact, grade, text, attachment }: Field) => ({
    fact: fact === undefined ? null : meaning(fact),
    scale: grade?.scale ?? null,
    text: text ?? false,
    attachment: attachment ?? false,
  });
  return canonicalJson(of(asked)) === canonicalJson(of(own));
}

/** A scale that the child declares itself is the frame's only if it says the same. */
function sameScale(frame: Plan, child: Plan, { grade }: Field): boolean {
  const mine = child.scales[grade?.scale ?? ''];
  return mine === undefined || samePart(mine, frame.scales[grade?.scale ?? '']);
}

/** By when it is due at the latest: its own day, its window's end, its last wave's, or its phase's. */
function lastDay(days: PlanDays, { step, phase }: PlacedStep): Day | undefined {
  const due = step.due;
  const isDay = typeof due === 'string' || (typeof due === 'object' && ('words' in due || 'edge' in due));
  const dayOf = (date: PlanDate | undefined, wave?: string): Day[] => {
    const answer = date === undefined ? undefined : days.day(date, 'end', { phase: phase?.id, wave });
    return answer?.found === true ? [answer.day] : [];
  };
  const [own] = [...dayOf(isDay ? (due as PlanDate) : undefined), ...dayOf(step.window?.to)];
  if (own !== undefined) return own;
  const waves = (phase?.waves ?? []).flatMap((wave) => dayOf(wave.window.to, wave.id));
  return waves.length > 0 ? Math.max(...waves) : dayOf(phase?.window?.to)[0];
}

function partOf(plan: Plan, table: string, id: string): unknown {
  const parts: Readonly<Record<string, unknown>> = { ...plan }[table as 'scales'] ?? {};
  return parts[id];
}

function samePart(mine: unknown, theirs: unknown): boolean {
  return canonicalJson(meaning(mine)) === canonicalJson(meaning(theirs));
}

/** Without the words about it: two may be called and quoted differently and mean the same. The layer that a rule is for is the child's own. */
function meaning(part: unknown, top = true): unknown {
  if (Array.isArray(part)) return part.map((one) => meaning(one, false));
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(
    Object.entries(part)
      .filter(
        ([key, value]) =>
          !['name', 'source', 'reading'].includes(key) && !(top && key === 'of' && typeof value === 'string'),
      )
      .map(([key, value]) => [key, meaning(value, false)]),
  );
}

function nameOf(part: unknown): string | undefined {
  const { name } = (part ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : undefined;
}
