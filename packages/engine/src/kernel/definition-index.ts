/**
 * What is looked up in a definition again and again, computed once per definition: steps by id and by layer, who reads whom
 * across layers. Must not hold state.
 */
import type { ActorDefinition, NodeDefinition, StepDefinition } from '../campaign/definition.ts';
import type { NodeKey, StepId } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';

export interface DefinitionIndex {
  readonly steps: ReadonlyMap<StepId, StepDefinition>;
  /** Steps of a layer, or of a procedure (`case:<procedure>`), in plan order. */
  readonly stepsOf: ReadonlyMap<string, readonly StepDefinition[]>;
  /** Per layer: steps of this layer and below that a step of a layer above waits for. */
  readonly readAbove: ReadonlyMap<string, ReadonlySet<StepId>>;
  /** Per layer: steps of this layer and above that a step of a layer below waits for. */
  readonly readBelow: ReadonlyMap<string, ReadonlySet<StepId>>;
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

function build(definition: ActorDefinition): DefinitionIndex {
  const procedures = definition.procedures.flatMap((procedure) => procedure.steps);
  const steps = new Map([...definition.steps, ...procedures].map((step) => [step.id, step]));
  const depth = new Map(definition.layers.map((layer, index) => [layer, index]));
  const depthOf = (id: StepId) => depth.get(steps.get(id)?.layer ?? '') ?? -1;

  const readAbove = new Map<string, ReadonlySet<StepId>>();
  const readBelow = new Map<string, ReadonlySet<StepId>>();
  for (const [layer, at] of depth) {
    const above = definition.steps.filter((step) => depthOf(step.id) < at).flatMap((step) => step.waits.below);
    readAbove.set(layer, new Set(above.filter((id) => depthOf(id) >= at)));
    const below = definition.steps.filter((step) => depthOf(step.id) > at).flatMap((step) => step.waits.above);
    readBelow.set(layer, new Set(below.filter((id) => depthOf(id) <= at)));
  }
  const stepsOf = new Map<string, readonly StepDefinition[]>(
    definition.layers.map((layer) => [layer, definition.steps.filter((step) => step.layer === layer)]),
  );
  for (const procedure of definition.procedures) stepsOf.set(`case:${procedure.id}`, procedure.steps);
  const nodes = new Map([...Object.entries(definition.above), ...Object.entries(definition.nodes)]);
  return { steps, stepsOf, readAbove, readBelow, nodes };
}
