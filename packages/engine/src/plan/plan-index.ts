/**
 * A plan's parts by name, each with its place in the document. Built once for check and compile, so that both resolve a reference
 * alike. Names that stand twice keep the first; the check reports them.
 */

import type { Ordered, OrderedPart } from '../campaign/compile/order.ts';
import { type Order, orderOf } from '../campaign/compile/order.ts';
import type { Problem } from '../problem.ts';
import type { CalendarSlice } from '../time/calendar.ts';
import { daysOf, type PlanDays } from './days.ts';
import type { Phase } from './phase.ts';
import type { Plan } from './plan.ts';
import type { Procedure } from './procedure.ts';
import type { Occurrence } from './repeat.ts';
import type { CaseStep, Step } from './step.ts';
import { listOf } from './words.ts';

export type Path = Problem['path'];

export interface PlacedStep {
  /** `<phase>.<step>` or `<procedure>.<step>`. */
  readonly id: string;
  readonly step: Step | CaseStep;
  readonly path: Path;
  /** The layer whose nodes it runs at; of a case: its subject's. */
  readonly layer: string;
  readonly phase: Phase | undefined;
  readonly procedure: Procedure | undefined;
  /** Of a step that repeats: which time this is. */
  readonly occurrence?: Occurrence;
}

export interface PlanIndex {
  readonly plan: Plan;
  readonly days: PlanDays;
  readonly layers: readonly string[];
  /** Of phases, in plan order. */
  readonly steps: readonly PlacedStep[];
  readonly caseSteps: readonly PlacedStep[];
  readonly byId: ReadonlyMap<string, PlacedStep>;
  /** The step that a reference in a part names; a review or form names steps of any phase in full. Of one that repeats, its first time. */
  readonly find: (reference: string, part?: string) => PlacedStep | undefined;
  /** The same, every time of a step that repeats. */
  readonly findAll: (reference: string, part?: string) => readonly PlacedStep[];
  readonly parts: readonly OrderedPart[];
  readonly order: Order;
  /** Before each step, at its own node or elsewhere: by the order rules, or earlier in its procedure. */
  readonly isBefore: (earlier: string, later: string) => boolean;
}

/** @param calendar for dates that are moved by working days; without one Monday to Friday are */
export function indexPlan(plan: Plan, calendar?: CalendarSlice): PlanIndex {
  const days = daysOf(plan, calendar);
  const steps = plan.phases.flatMap((phase, p) =>
    phase.steps.flatMap((step, s): readonly PlacedStep[] => {
      const path = ['phases', p, 'steps', s];
      const id = `${phase.id}.${step.id}`;
      const placed = { id, step, path, layer: step.each, phase, procedure: undefined };
      const times = days.occurrences(phase, step);
      return times.length === 0 ? [placed] : times.map((occurrence) => timeOf(placed, occurrence));
    }),
  );
  const caseSteps = (plan.procedures ?? []).flatMap((procedure, p) =>
    procedure.steps.map(
      (step, s): PlacedStep => ({
        id: `${procedure.id}.${step.id}`,
        step,
        path: ['procedures', p, 'steps', s],
        layer: procedure.of,
        phase: undefined,
        procedure,
      }),
    ),
  );
  const byId = new Map<string, PlacedStep>();
  for (const placed of [...steps, ...caseSteps]) if (!byId.has(placed.id)) byId.set(placed.id, placed);
  const times = new Map<string, PlacedStep[]>();
  for (const placed of steps) {
    if (placed.occurrence === undefined) continue;
    const id = placed.id.slice(0, placed.id.lastIndexOf('-'));
    times.set(id, [...(times.get(id) ?? []), placed]);
  }
  const findAll = (reference: string, part?: string): readonly PlacedStep[] => {
    const id = reference.includes('.') || part === undefined ? reference : `${part}.${reference}`;
    const one = byId.get(id);
    return one === undefined ? (times.get(id) ?? []) : [one];
  };
  const find = (reference: string, part?: string) => findAll(reference, part)[0];

  const parts = partsOf(plan.phases, steps, findAll);
  const caseParts = (plan.procedures ?? []).map((procedure): OrderedPart => orderedPart(procedure, findAll));
  const order = orderOf(parts);
  const caseOrders = caseParts.map((part) => orderOf([part]));
  const before = new Map([order, ...caseOrders].flatMap((one) => [...one.before]));
  return {
    plan,
    days,
    layers: plan.layers.map((layer) => layer.id),
    steps,
    caseSteps,
    byId,
    find,
    findAll,
    parts: [...parts, ...caseParts],
    order: {
      before,
      cycles: [order, ...caseOrders].flatMap((one) => one.cycles),
      loops: new Map([order, ...caseOrders].flatMap((one) => [...one.loops])),
    },
    isBefore: (earlier, later) => before.get(later)?.has(earlier) === true,
  };
}

/** One time of a step that repeats. */
function timeOf(placed: PlacedStep & { readonly step: Step }, occurrence: Occurrence): PlacedStep {
  const { number } = occurrence;
  const { id, name } = placed.step;
  const step = { ...placed.step, id: `${id}-${number}`, name: `${name}（第${number}期）` };
  return { ...placed, id: `${placed.id}-${number}`, step, occurrence };
}

type FindAll = PlanIndex['findAll'];

function partsOf(phases: readonly Phase[], steps: readonly PlacedStep[], findAll: FindAll): OrderedPart[] {
  return phases.map((phase) => ({
    id: phase.id,
    after: phase.after,
    with: phase.with,
    steps: steps.flatMap((placed) =>
      placed.phase === phase ? [ordered(placed.id, phase.id, placed.layer, placed, findAll)] : [],
    ),
  }));
}

function orderedPart(procedure: Procedure, findAll: FindAll): OrderedPart {
  const steps = procedure.steps.map((step) =>
    ordered(`${procedure.id}.${step.id}`, procedure.id, 'case', { step, occurrence: undefined }, findAll),
  );
  return { id: procedure.id, after: undefined, with: undefined, steps };
}

function ordered(
  id: string,
  part: string,
  layer: string,
  { step, occurrence }: Pick<PlacedStep, 'step'> & { readonly occurrence?: Occurrence | undefined },
  findAll: FindAll,
): Ordered {
  const resolve = (references: readonly string[] | undefined) =>
    references?.flatMap((one) => findAll(one, part).map((placed) => placed.id));
  const aside = occurrence !== undefined;
  return { id, part, layer, after: resolve(step.after), with: resolve(step.with), ...(aside && { aside }) };
}

/** The steps that `of` names, as ids; unknown ones are left out. */
export function ofSteps(index: PlanIndex, placed: PlacedStep): readonly PlacedStep[] {
  return listOf(placed.step.of).flatMap((reference) => index.findAll(reference, partOf(placed)));
}

export function partOf(placed: PlacedStep): string {
  return placed.phase?.id ?? placed.procedure?.id ?? '';
}
