/**
 * A frame and the plans of lower organizations as one plan, before anything is checked or compiled: each child's names get its own before
 * them, its layers hang below the frame's places, its phases run inside the frame's phase, and what it delivers is waited for by the
 * frame's step that receives it. Data to data; so the kernel knows nothing of frames.
 */
import { daysOf } from '../plan/days.ts';
import type { Plan } from '../plan/plan.ts';
import { indexPlan } from '../plan/plan-index.ts';
import type { Problem } from '../problem.ts';
import type { Roster } from '../roster/roster.ts';
import { formatDay } from '../time/civil-date.ts';
import { isAnchored, type PlanDate } from '../time/plan-date.ts';
import { checkChild } from './check-child.ts';
import { type ChildNames, inOwnWords, renamed, under } from './names.ts';
import { mergeRosters, placesOf } from './rosters.ts';

export interface ChildPlan {
  /** As written in its folder; problems of it carry this as `in`. */
  readonly folder: string;
  readonly plan: Plan;
  /** Of its own places; without one they stand in the frame's roster, under the child's layers. */
  readonly roster?: Roster;
}

export interface Assembled {
  readonly plan: Plan;
  readonly roster: Roster | undefined;
  /** About frame and children; those of a child have `in` and paths into it. */
  readonly problems: readonly Problem[];
  /** Which document a path of the assembled plan comes from: the child's folder, or none for the frame. */
  readonly origin: (path: Problem['path']) => { readonly folder: string | undefined; readonly path: Problem['path'] };
  /** A problem of the assembled plan with the names that its author wrote, at the place it has in the assembled plan. */
  readonly inOwnWords: (problem: Problem) => Problem;
}

type Path = Problem['path'];
type Table = Readonly<Record<string, unknown>>;

/** Tables of a plan whose parts get the child's name. */
const tables = ['scales', 'roles', 'forms', 'rules', 'scores', 'reviews', 'slots'] as const;

export function assemble(frame: Plan, roster: Roster | undefined, children: readonly ChildPlan[]): Assembled {
  const problems: Problem[] = [];
  const moved: { readonly path: Path; readonly folder: string; readonly from: Path }[] = [];
  const whole: Record<string, unknown> = { ...frame };
  const index = indexPlan(frame);
  const waits = new Map<string, string[]>();
  let rosterSoFar = roster;

  for (const child of children) {
    const places = placesOf(frame, rosterSoFar, child.plan);
    const found = checkChild(frame, child.plan, rosterSoFar === undefined ? undefined : places);
    problems.push(...found.map((problem) => ({ ...problem, in: child.folder })));
    if (found.some((problem) => problem.severity === 'error')) continue;
    const names = namesOf(frame, child.plan);
    if (children.some((other) => other !== child && prefixOf(other.plan) === names.prefix)) {
      problems.push({ code: 'frame.twice', severity: 'error', path: ['id'], name: child.plan.id, in: child.folder });
      continue;
    }
    if (rosterSoFar !== undefined) {
      const merged = mergeRosters(rosterSoFar, child, places, names);
      rosterSoFar = merged.roster;
      problems.push(...merged.problems.map((problem) => ({ ...problem, in: child.folder })));
    }
    add(child, names);
  }
  for (const [id, references] of waits) receive(id, references);
  const origin: Assembled['origin'] = (path) => {
    const place = moved.findLast(({ path: start }) => start.every((key, at) => String(path[at]) === String(key)));
    return place === undefined
      ? { folder: undefined, path }
      : { folder: place.folder, path: [...place.from, ...path.slice(place.path.length)] };
  };
  return {
    plan: whole as Plan,
    roster: rosterSoFar,
    problems: [...problems, ...withoutPlan(frame, rosterSoFar, children)],
    origin,
    inOwnWords: (problem) => {
      const { folder } = origin(problem.path);
      const own = children.find((child) => child.folder === folder);
      const others = children.filter((child) => child !== own).map((child) => prefixOf(child.plan));
      return inOwnWords(problem, own === undefined ? undefined : prefixOf(own.plan), others);
    },
  };

  function list(key: 'layers' | 'phases' | 'procedures' | 'children'): unknown[] {
    const before = whole[key];
    const copy = Array.isArray(before) ? [...before] : [];
    whole[key] = copy;
    return copy;
  }

  function add({ folder, plan }: ChildPlan, names: ChildNames): void {
    const own = datesFixed(withDefaults(plan), plan);
    const append = (
      key: 'layers' | 'phases' | 'procedures' | 'children',
      parts: readonly unknown[],
      from: (at: number) => Path = (at) => [key, at],
    ): void => {
      const all = list(key);
      parts.forEach((part, at) => {
        moved.push({ path: [key, all.length], folder, from: from(at) });
        all.push(part);
      });
    };
    const { id, title, body, within, source, reading } = plan;
    const head = { id, title, body, within, source, reading, frame: plan.frame };
    append('children', [withoutGaps(head)], () => []);
    if (plan.children !== undefined) append('children', plan.children);
    append(
      'layers',
      own.layers.map((layer) => ({ ...layer, id: under(names.prefix, layer.id) })),
    );
    for (const table of tables) {
      const parts = own[table] as Table | undefined;
      const kept = Object.entries(parts ?? {}).filter(([id]) => table !== 'scales' || names.scales.has(id));
      if (kept.length === 0) continue;
      whole[table] = {
        ...(whole[table] as Table | undefined),
        ...Object.fromEntries(
          kept.map(([id, part]) => {
            const name = under(names.prefix, id);
            moved.push({ path: [table, name], folder, from: [table, id] });
            return [name, renamed(names, part, [table, id])];
          }),
        ),
      };
    }
    const phases = own.phases.map((phase, p) => {
      const inside = renamed(names, phase, ['phases', p]) as Plan['phases'][number];
      const id = under(names.prefix, phase.id);
      if (phase.after !== undefined || phase.with !== undefined) return { ...inside, id };
      const earlier = own.phases.slice(0, p).map((one) => under(names.prefix, one.id));
      return earlier.length === 0
        ? { ...inside, id, with: [frame.frame?.in ?? ''] }
        : { ...inside, id, after: earlier };
    });
    append('phases', phases);
    append(
      'procedures',
      (own.procedures ?? []).map((procedure, p) => ({
        ...(renamed(names, procedure, ['procedures', p]) as object),
        id: under(names.prefix, procedure.id),
      })),
    );
    if (own.continues !== undefined) {
      const steps = own.continues.steps.map((step) => under(names.prefix, step));
      whole.continues = {
        ...own.continues,
        ...frame.continues,
        steps: [...((whole.continues as Plan['continues'])?.steps ?? []), ...steps],
      };
    }
    if (own.orders !== undefined) {
      // At the frame's own places nobody holds a child's roles: its orders reach no further than its own tree.
      const { by, reasons } = (whole.orders as Plan['orders']) ?? { by: [], reasons: [] };
      const all = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])];
      const roles = own.orders.by.map((role) => under(names.prefix, role));
      whole.orders = { by: all(by, roles), reasons: all(reasons, own.orders.reasons) };
    }
    for (const delivery of frame.frame?.delivers ?? []) {
      const step = plan.within?.delivers[delivery.id];
      if (step !== undefined)
        waits.set(delivery.step, [...(waits.get(delivery.step) ?? []), under(names.prefix, step)]);
    }
  }

  /** The frame's step waits for what it waits for anyway, and for what its children deliver. */
  function receive(reference: string, deliveries: readonly string[]): void {
    const placed = index.find(reference);
    const [, p, , s] = placed?.path ?? [];
    if (placed === undefined || typeof p !== 'number' || typeof s !== 'number') return;
    const before = [...(index.order.before.get(placed.id) ?? [])];
    const direct = before.filter((one) => !before.some((other) => other !== one && index.isBefore(one, other)));
    const phases = (whole.phases as Plan['phases']).map((phase, at) =>
      at !== p
        ? phase
        : {
            ...phase,
            steps: phase.steps.map((step, i) => {
              if (i !== s) return step;
              const { with: _together, ...rest } = step;
              return { ...rest, after: [...(step.after ?? direct), ...deliveries] };
            }),
          },
    );
    whole.phases = phases;
  }
}

function namesOf(frame: Plan, plan: Plan): ChildNames {
  const held = new Set(frame.frame?.mayNotChange ?? []);
  const keys = (table: object | undefined) => new Set(Object.keys(table ?? {}));
  return {
    prefix: prefixOf(plan),
    roles: keys(plan.roles),
    forms: keys(plan.forms),
    rules: keys(plan.rules),
    reviews: keys(plan.reviews),
    scores: keys(plan.scores),
    // A scale that is held fast is one for all, so that grades can be put side by side.
    scales: new Set(Object.keys(plan.scales).filter((id) => !held.has(`scales.${id}`))),
    layers: new Set(plan.layers.map((layer) => layer.id)),
    parts: new Set([...plan.phases, ...(plan.procedures ?? [])].map((part) => part.id)),
  };
}

/** `lixia-2012` stands as `lixia2012` before names, because expressions read them. */
export function prefixOf(plan: Pick<Plan, 'id'>): string {
  return plan.id.replace(/-+(\w?)/g, (_, letter: string) => letter.toUpperCase());
}

/** What the child's defaults say, said where it holds, because the frame's own defaults differ. */
function withDefaults(plan: Plan): Plan {
  const { ladder, join, onReopen, due, returnDue } = plan.defaults;
  const stepWith = <
    T extends Plan['phases'][number]['steps'][number] | NonNullable<Plan['procedures']>[number]['steps'][number],
  >(
    step: T,
    hasWindow: boolean,
  ): T => ({
    ...step,
    ladder: step.ladder ?? ladder,
    ...(step.join === undefined && join !== undefined && { join }),
    ...(step.onReopen === undefined && onReopen !== undefined && { onReopen }),
    ...(step.due === undefined && due !== undefined && !hasWindow && step.window?.to === undefined && { due }),
  });
  return {
    ...plan,
    ...(plan.slots !== undefined && { slots: filledSlots(plan.slots) }),
    phases: plan.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.map((step) => stepWith(step, phase.window?.to !== undefined)),
    })),
    ...(plan.procedures !== undefined && {
      procedures: plan.procedures.map((procedure) => ({
        ...procedure,
        steps: procedure.steps.map((step) => stepWith(step, false)),
      })),
    }),
    ...(plan.reviews !== undefined && {
      reviews: Object.fromEntries(
        Object.entries(plan.reviews).map(([id, review]) => [
          id,
          { ...review, return: { ...review.return, due: review.return.due ?? returnDue } },
        ]),
      ),
    }),
  };
}

/** What was filled in stays on record; where it is used is the child's own affair. */
function filledSlots(slots: NonNullable<Plan['slots']>): NonNullable<Plan['slots']> {
  return Object.fromEntries(
    Object.entries(slots).map(([id, slot]) => [
      id,
      { ...slot, uses: (slot.uses ?? []).map((use) => `children.${use}`) },
    ]),
  );
}

function withoutGaps(part: object): object {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
}

/** Words mean the days that they mean in the child's own year and by its own convention. */
function datesFixed(plan: Plan, own: Plan): Plan {
  const days = daysOf(own);
  const fixed = (date: PlanDate): PlanDate => {
    if (typeof date !== 'string')
      return isAnchored(date) || date.is !== undefined || date.move !== undefined ? date : fixed(date.words);
    const day = (edge: 'start' | 'end') => {
      const answer = days.day(date, edge, {});
      return answer.found ? formatDay(answer.day) : null;
    };
    const [from, to] = [day('start'), day('end')];
    return from === null && to === null ? date : { words: date, is: { from, to } };
  };
  const window = (written: Plan['phases'][number]['window']): Plan['phases'][number]['window'] =>
    written === undefined
      ? undefined
      : {
          ...written,
          ...(written.from !== undefined && { from: fixed(written.from) }),
          ...(written.to !== undefined && { to: fixed(written.to) }),
        };
  const visit = (value: unknown, key: string): unknown => {
    if (key === 'window' && value !== null && typeof value === 'object') return window(value);
    if (key === 'due' && typeof value === 'string') return fixed(value);
    if (Array.isArray(value)) return value.map((one) => visit(one, ''));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, visit(one, name)]));
  };
  return {
    ...plan,
    phases: visit(plan.phases, '') as Plan['phases'],
    ...(plan.reviews !== undefined && { reviews: visit(plan.reviews, '') as NonNullable<Plan['reviews']> }),
  };
}

/** Places that owe the frame something and have no plan of their own. */
function withoutPlan(frame: Plan, roster: Roster | undefined, children: readonly ChildPlan[]): readonly Problem[] {
  if (frame.frame === undefined || roster === undefined) return [];
  const { delivers, plans } = frame.frame;
  const index = indexPlan(frame);
  const covered = new Set(children.flatMap(({ plan }) => placesOf(frame, roster, plan).map((place) => place.id)));
  return delivers.flatMap(({ step }, at): Problem[] => {
    const placed = index.find(step);
    const bare = roster.places.filter((place) => place.layer === placed?.layer && !covered.has(place.id));
    if (bare.length === 0) return [];
    return [
      {
        code: 'frame.no-plan',
        severity: plans === 'required' ? 'missing' : 'advice',
        path: ['frame', 'delivers', at],
        name: placed?.step.name ?? step,
        places: bare.slice(0, 10).map((place) => place.name),
        count: bare.length,
      },
    ];
  });
}
