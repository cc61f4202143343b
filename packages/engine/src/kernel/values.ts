/**
 * What an expression reads at a node: `node.<layer>` (the key of the place of that layer, or null), `<layer>.<fact>` (facts of that
 * place), `<part>.<step>.<fact>` (facts of what a step there produced, null before), `grade.<scale>.<source>` (null before),
 * `case.<fact>`. The check types expressions against the same names.
 */
import type { Facts, NodeDefinition } from '../campaign/definition.ts';
import { placeOf } from '../campaign/keys.ts';
import type { Value, Values } from '../expression/tree.ts';
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
    if (definition.kind !== 'do') continue;
    const facts = work.definition.forms[definition.form]?.facts ?? [];
    const output = node.steps[definition.id]?.output?.facts ?? {};
    const [part = '', name = ''] = definition.id.split('.');
    const group = (values[part] ?? {}) as Record<string, Value>;
    values[part] = {
      ...group,
      [name]: Object.fromEntries(facts.map((fact) => [fact, (output[fact] ?? null) as Value])),
    };
  }
}

function valuesOf(facts: Facts): Value {
  return facts as Value;
}
