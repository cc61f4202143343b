/**
 * A plan's parts by name, each with its place in the document. Built once for check and compile, so that both resolve a reference
 * alike. Names that stand twice keep the first; the check reports them.
 */

import type { Ordered, OrderedPart } from '../campaign/compile/order.ts';
import { type Order, orderOf } from '../campaign/compile/order.ts';
import type { Problem } from '../problem.ts';
import type { Phase } from './phase.ts';
import type { Plan } from './plan.ts';
import type { Procedure } from './procedure.ts';
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
}

export interface PlanIndex {
  readonly plan: Plan;
  readonly layers: readonly string[];
  /** Of phases, in plan order. */
  readonly steps: readonly PlacedStep[];
  readonly caseSteps: readonly PlacedStep[];
  readonly byId: ReadonlyMap<string, PlacedStep>;
  /** The step that a reference in a part names; a review or form names steps of any phase in full. */
  readonly find: (reference: string, part?: string) => PlacedStep | undefined;
  readonly parts: readonly OrderedPart[];
  readonly order: Order;
  /** Before each step, at its own node or elsewhere: by the order rules, or earlier in its procedure. */
  readonly isBefore: (earlier: string, later: string) => boolean;
}

export function indexPlan(plan: Plan): PlanIndex {
  const steps = plan.phases.flatMap((phase, p) =>
    phase.steps.map(
      (step, s): PlacedStep => ({
        id: `${phase.id}.${step.id}`,
        step,
        path: ['phases', p, 'steps', s],
        layer: step.each,
        phase,
        procedure: undefined,
      }),
    ),
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
  const find = (reference: string, part?: string) =>
    byId.get(reference.includes('.') || part === undefined ? reference : `${part}.${reference}`);

  const parts = partsOf(plan.phases, (phase, step) => `${phase.id}.${step.id}`, find);
  const caseParts = (plan.procedures ?? []).map((procedure): OrderedPart => orderedPart(procedure, find));
  const order = orderOf(parts);
  const caseOrders = caseParts.map((part) => orderOf([part]));
  const before = new Map([order, ...caseOrders].flatMap((one) => [...one.before]));
  return {
    plan,
    layers: plan.layers.map((layer) => layer.id),
    steps,
    caseSteps,
    byId,
    find,
    parts: [...parts, ...caseParts],
    order: { before, cycles: [order, ...caseOrders].flatMap((one) => one.cycles) },
    isBefore: (earlier, later) => before.get(later)?.has(earlier) === true,
  };
}

type Find = PlanIndex['find'];

function partsOf(phases: readonly Phase[], idOf: (phase: Phase, step: Step) => string, find: Find): OrderedPart[] {
  return phases.map((phase) => ({
    id: phase.id,
    after: phase.after,
    with: phase.with,
    steps: phase.steps.map((step) => ordered(idOf(phase, step), phase.id, step.each, step, find)),
  }));
}

function orderedPart(procedure: Procedure, find: Find): OrderedPart {
  const steps = procedure.steps.map((step) => ordered(`${procedure.id}.${step.id}`, procedure.id, 'case', step, find));
  return { id: procedure.id, after: undefined, with: undefined, steps };
}

function ordered(id: string, part: string, layer: string, step: CaseStep, find: Find): Ordered {
  const resolve = (references: readonly string[] | undefined) =>
    references?.flatMap((one) => find(one, part)?.id ?? []);
  return { id, part, layer, after: resolve(step.after), with: resolve(step.with) };
}

/** The steps that `of` names, as ids; unknown ones are left out. */
export function ofSteps(index: PlanIndex, placed: PlacedStep): readonly PlacedStep[] {
  return listOf(placed.step.of).flatMap((reference) => index.find(reference, partOf(placed)) ?? []);
}

export function partOf(placed: PlacedStep): string {
  return placed.phase?.id ?? placed.procedure?.id ?? '';
}
