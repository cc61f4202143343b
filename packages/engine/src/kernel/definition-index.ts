/**
 * What is looked up in a definition again and again, computed once per definition: steps by id and by layer, who reads whom
 * across layers. Must not hold state.
 */
import type {
  ActorDefinition,
  CaseEvent,
  NodeDefinition,
  ProcedureDefinition,
  StepDefinition,
} from '../campaign/definition.ts';
import type { NodeKey, StepId } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';

export interface DefinitionIndex {
  readonly steps: ReadonlyMap<StepId, StepDefinition>;
  /** Steps of a layer, or of a procedure (`case:<procedure>`), in plan order. */
  readonly stepsOf: ReadonlyMap<string, readonly StepDefinition[]>;
  /** Per layer: steps of this layer and below that a step of a layer above waits for, gathers or shows. */
  readonly readAbove: ReadonlyMap<string, ReadonlySet<StepId>>;
  /** Per layer: steps of this layer and above that a step of a layer below waits for. */
  readonly readBelow: ReadonlyMap<string, ReadonlySet<StepId>>;
  /** Steps whose completion something counts from. */
  readonly since: ReadonlySet<StepId>;
  /** Per layer: procedures that the calendar opens or counts. */
  readonly timed: ReadonlyMap<string, readonly ProcedureDefinition[]>;
  /** What some procedure listens for. */
  readonly heard: ReadonlySet<CaseEvent>;
  /** Hosted and non-hosted nodes whose definition is known here. */
  readonly nodes: ReadonlyMap<NodeKey, NodeDefinition>;
}

const indexes = new WeakMap<ActorDefinition, DefinitionIndex>();

export function indexOf(definition: ActorDefinition): DefinitionIndex {
  const known = indexes.get(definition);
  if (known) return known;
  const built = build(definition);
  indexes.set(definition, built);
  return built;
}

export function stepOf(definition: ActorDefinition, id: StepId): StepDefinition {
  const step = indexOf(definition).steps.get(id);
  invariant(step, `step '${id}' to be defined`);
  return step;
}

/** The scores that a step ranks. */
export function rankedBy(definition: ActorDefinition, step: StepDefinition): StepId[] {
  if (step.kind !== 'compute' || step.compute.what !== 'rank') return [];
  const { score, source } = step.compute;
  return definition.steps.flatMap((one) =>
    one.kind === 'compute' &&
    one.compute.what === 'score' &&
    one.compute.score === score &&
    one.compute.source === source
      ? [one.id]
      : [],
  );
}

function build(definition: ActorDefinition): DefinitionIndex {
  const procedures = definition.procedures.flatMap((procedure) => procedure.steps);
  const steps = new Map([...definition.steps, ...procedures].map((step) => [step.id, step]));
  const depth = new Map(definition.layers.map((layer, index) => [layer, index]));
  const depthOf = (id: StepId) => depth.get(steps.get(id)?.layer ?? '') ?? -1;

  const since = new Set([...steps.values()].flatMap((step) => sinceOf(definition, step)));
  const readAbove = new Map<string, ReadonlySet<StepId>>();
  const readBelow = new Map<string, ReadonlySet<StepId>>();
  for (const [layer, at] of depth) {
    const above = definition.steps
      .filter((step) => depthOf(step.id) < at)
      .flatMap((step) => [...step.waits.below, ...shownBy(step), ...rankedBy(definition, step)]);
    readAbove.set(layer, new Set(above.filter((id) => depthOf(id) >= at)));
    const below = definition.steps
      .filter((step) => depthOf(step.id) > at)
      .flatMap((step) => [...step.waits.above, ...sinceOf(definition, step)]);
    readBelow.set(layer, new Set(below.filter((id) => depthOf(id) <= at)));
  }
  const stepsOf = new Map<string, readonly StepDefinition[]>(
    definition.layers.map((layer) => [layer, definition.steps.filter((step) => step.layer === layer)]),
  );
  for (const procedure of definition.procedures) stepsOf.set(`case:${procedure.id}`, procedure.steps);
  const nodes = new Map([...Object.entries(definition.above), ...Object.entries(definition.nodes)]);
  const timed = new Map<string, ProcedureDefinition[]>();
  for (const procedure of definition.procedures) {
    if (procedure.at === undefined && procedure.least === undefined) continue;
    timed.set(procedure.of, [...(timed.get(procedure.of) ?? []), procedure]);
  }
  const triggers = definition.procedures.flatMap((procedure) => procedure.on ?? []);
  const heard = new Set(triggers.map(({ event }) => event));
  return { steps, stepsOf, readAbove, readBelow, since, nodes, timed, heard };
}

/** The steps below whose outputs a step gathers or shows; it need not wait for them directly. */
function shownBy(step: StepDefinition): readonly StepId[] {
  if (step.kind === 'ask') return step.of;
  return step.kind === 'compute' && step.compute.what === 'roll-up' ? step.compute.of : [];
}

/** What the limits of a step and of its stages count from. */
function sinceOf(definition: ActorDefinition, step: StepDefinition): readonly StepId[] {
  const reviews = step.kind === 'decide' ? (step.choices?.review?.values ?? [step.review]) : [];
  const stages = reviews.flatMap((review) => definition.reviews[review]?.stages ?? []);
  const waves = Object.values(step.waves ?? {});
  const dues = [step, ...waves, ...stages].flatMap((one) => [
    one.due,
    ...('choices' in one ? (one.choices?.due?.values ?? []) : []),
  ]);
  return dues.flatMap((due) => (due.kind === 'after' && due.since !== undefined ? [due.since] : []));
}
