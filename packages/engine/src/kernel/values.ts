/**
 * What an expression reads at a node: `node.<layer>` (the key of the place of that layer, or null), `<layer>.<fact>` (facts of that
 * place), `<part>.<step>.<fact>` (facts of what a step there produced, null before), `grade.<scale>.<source>` (null before),
 * `<part>.<step>.items` (a list of what it handed in, with facts and grades), `case.<fact>`. The check types expressions against the same names.
 */
import { type Facts, formsOf, type NodeDefinition, type StepDefinition } from '../campaign/definition.ts';
import { placeOf } from '../campaign/keys.ts';
import type { Value, Values } from '../expression/tree.ts';
import { itemsValue } from './items.ts';
import type { NodeState } from './state.ts';
import type { Work } from './work.ts';

export function valuesAt(work: Work, node: NodeState): Values {
  const places = new Map<string, NodeDefinition>();
  for (let at = work.index.nodes.get(placeOf(node.key)); at !== undefined; ) {
    places.set(at.layer, at);
    at = at.parent === null ? undefined : work.index.nodes.get(at.parent);
  }
  const values: Record<string, Value> = {
    node: Object.fromEntries(work.definition.layers.map((layer) => [layer, places.get(layer)?.key ?? null])),
    grade: gradesOf(work, node),
  };
  if (work.definition.scores !== undefined) {
    values.score = pointsOf(work, node, (at, score, source) => at.scores?.[score]?.[source]?.total ?? null);
    values.rank = pointsOf(work, node, (at, score, source) => at.ranks?.[score]?.[source] ?? null);
  }
  for (const [layer, place] of places)
    values[layer] = valuesOf({ ...place.facts, ...work.state.placeFacts?.[place.key] });
  // A case reads what its subject produced, and its own steps.
  const subject = node.case === undefined ? undefined : work.peek(node.case.subject);
  for (const one of subject === undefined ? [node] : [subject, node]) addOutputs(work, one, values);
  if (node.case !== undefined) values.case = valuesOf(node.case.facts);
  return values;
}

function gradesOf(work: Work, node: NodeState): Value {
  const subject = node.case === undefined ? node : (work.peek(node.case.subject) ?? node);
  return Object.fromEntries(
    Object.values(work.definition.scales).map((scale) => [
      scale.id,
      Object.fromEntries(scale.sources.map((source) => [source, subject.grades[scale.id]?.[source] ?? null])),
    ]),
  );
}

function addOutputs(work: Work, node: NodeState, values: Record<string, Value>): void {
  for (const definition of work.stepsAt(node.key)) {
    const found = foundOut(node, definition);
    if (found !== undefined) addOutput(values, definition.id, found);
    if (definition.kind !== 'do') continue;
    // Of a form chosen by rule the fields of the others are there too, empty.
    const facts = new Set(formsOf(definition).flatMap((form) => work.definition.forms[form]?.facts ?? []));
    const output = node.steps[definition.id]?.output?.facts ?? {};
    addOutput(values, definition.id, {
      ...Object.fromEntries([...facts].map((fact) => [fact, (output[fact] ?? null) as Value])),
      ...(definition.itemsRead !== undefined && { items: itemsValue(node, definition) }),
    });
  }
}

function addOutput(values: Record<string, Value>, id: string, output: Value): void {
  const [part = '', name = ''] = id.split('.');
  values[part] = { ...((values[part] ?? {}) as Record<string, Value>), [name]: output };
}

/** What an asking or a comparison found out; null before. */
function foundOut(node: NodeState, definition: StepDefinition): Value | undefined {
  const results = node.steps[definition.id]?.results ?? {};
  if (definition.kind === 'compute' && definition.compute.what === 'compare') return { difference: null, ...results };
  if (definition.kind !== 'ask' || definition.questions === undefined) return undefined;
  const { of } = definition.questions;
  const asked = 'scope' in of ? Object.fromEntries(Object.keys(of.scope).map((name) => [name, null])) : {};
  return { replies: null, ...asked, ...results };
}

/** Points and places, by yardstick and source. */
function pointsOf(
  work: Work,
  node: NodeState,
  read: (at: NodeState, yardstick: string, source: string) => Value,
): Value {
  const subject = node.case === undefined ? node : (work.peek(node.case.subject) ?? node);
  const all: Record<string, Record<string, Value>> = {};
  for (const step of work.index.steps.values()) {
    if (step.kind !== 'compute' || (step.compute.what !== 'score' && step.compute.what !== 'rank')) continue;
    const { score, source } = step.compute;
    all[score] = { ...all[score], [source]: read(subject, score, source) };
  }
  return all;
}

function valuesOf(facts: Facts): Value {
  return facts as Value;
}
