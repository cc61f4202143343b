/**
 * Which wave of a phase a node goes with, by the facts of its places as they are now, and the dates that a step has there. Must not know
 * what the step does.
 */
import type { NodeDefinition, StepDefinition, WaveDefinition } from '../campaign/definition.ts';
import type { NodeKey } from '../campaign/keys.ts';
import { holds } from '../expression/evaluate.ts';
import type { Value } from '../expression/tree.ts';
import type { Work } from './work.ts';

/** The step with the dates of its node's wave; the same where its phase has none, and for nodes of no wave. */
export function inWave(work: Work, key: NodeKey, step: StepDefinition): StepDefinition {
  if (step.waves === undefined) return step;
  const dates = step.waves[waveOf(work, key, step.part)?.id ?? ''];
  return dates === undefined ? step : { ...step, ...dates };
}

/** The first wave of a phase that holds at the node's place of the wave's layer; undefined above that layer, and when none does. */
export function waveOf(work: Work, key: NodeKey, phase: string): WaveDefinition | undefined {
  const waves = work.definition.phases.find((one) => one.id === phase)?.waves ?? [];
  if (waves.length === 0) return undefined;
  const above: NodeDefinition[] = [];
  for (let at = work.index.nodes.get(key); at !== undefined; ) {
    above.push(at);
    at = at.parent === null ? undefined : work.index.nodes.get(at.parent);
  }
  return waves.find((wave) => {
    const from = above.findIndex((place) => place.layer === wave.of);
    return from >= 0 && holds(wave.if, valuesOf(work, above.slice(from)));
  });
}

/** What a condition over facts of the roster reads at the lowest of these places. */
function valuesOf(work: Work, places: readonly NodeDefinition[]): Readonly<Record<string, Value>> {
  const keys = new Map(places.map((place) => [place.layer, place.key]));
  return {
    node: Object.fromEntries(work.definition.layers.map((layer) => [layer, keys.get(layer) ?? null])),
    ...Object.fromEntries(
      places.map((place) => [place.layer, { ...place.facts, ...work.state.placeFacts?.[place.key] } as Value]),
    ),
  };
}
