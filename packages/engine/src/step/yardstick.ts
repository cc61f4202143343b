/**
 * Yardsticks that the run makes: once every step they are made of is approved, its items become criteria and bands, in the same shape as
 * written ones. The version is the hash; a newer one binds what opens later, and what was bound stays.
 */
import type { ScoreDefinition, StepDefinition } from '../campaign/definition.ts';
import type { Hash, StepId } from '../campaign/keys.ts';
import { filledTree } from '../expression/fill.ts';
import type { Row } from '../expression/rule.ts';
import { decimalOf, type ScoreCriterion, type ScoreRule } from '../expression/score.ts';
import type { Value } from '../expression/tree.ts';
import { hashOf } from '../json/canonical.ts';
import type { NodeState, Output } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';

/** The yardstick that what opens now is bound to; undefined until the run has made it. */
export function yardstickAt(
  work: Work,
  node: NodeState,
  id: string,
  version?: Hash,
): { readonly version: Hash; readonly rule: ScoreRule } | undefined {
  const definition = work.definition.scores?.[id];
  if (definition === undefined) return undefined;
  if (definition.made === null) return { version: definition.hash, rule: definition.rule };
  const made = placeOf(work, node).yardsticks?.[id];
  const bound = version ?? made?.current;
  const rule = bound === undefined ? undefined : made?.versions[bound];
  return bound === undefined || rule === undefined ? undefined : { version: bound, rule };
}

/** A case goes by what its subject has. */
function placeOf(work: Work, node: NodeState): NodeState {
  return node.case === undefined ? node : (work.peek(node.case.subject) ?? node);
}

/** The yardstick that a step goes by, if it does. */
export function yardstickOf(definition: StepDefinition): string | undefined {
  if (definition.kind === 'compute' && definition.compute.what === 'score') return definition.compute.score;
  if (definition.kind !== 'ask' || definition.questions === undefined) return undefined;
  return 'score' in definition.questions.of ? definition.questions.of.score : undefined;
}

/** Whether what the step goes by is there. */
export function hasYardstick(work: Work, node: NodeState, definition: StepDefinition): boolean {
  const id = yardstickOf(definition);
  if (id === undefined) return true;
  // What binds now was said above; its content may be on its way.
  const place = placeOf(work, node);
  const said = place.above.yardsticks?.[id];
  return yardstickAt(work, node, id) !== undefined && (said === undefined || place.yardsticks?.[id]?.current === said);
}

/** Makes the yardsticks whose steps run at this node, or makes them anew. */
export function makeYardsticks(work: Work, node: NodeState): boolean {
  if (work.definition.scores === undefined || node.case !== undefined) return false;
  const layer = work.nodeDefinition(node.key).layer;
  const here = Object.values(work.definition.scores).filter((one) => one.made?.layer === layer);
  return here.filter((one) => make(work, node, one)).length > 0;
}

function make(work: Work, node: NodeState, definition: ScoreDefinition): boolean {
  const { made } = definition;
  if (made === null) return false;
  const steps = [...new Set([made.criteria?.from, made.bands?.from].filter((one) => one !== undefined))];
  const outputs = new Map<StepId, Output>();
  for (const id of steps) {
    const output = approvedOutput(work, node, id);
    if (output === undefined) return false;
    outputs.set(id, output);
  }
  const rule: ScoreRule = {
    ...definition.rule,
    ...(made.criteria !== null && { criteria: criteriaOf(made.criteria, outputs.get(made.criteria.from)) }),
    ...(made.bands !== null &&
      definition.rule.bands !== null && {
        bands: { ...definition.rule.bands, rows: bandsOf(made.bands, outputs.get(made.bands.from)) },
      }),
  };
  const version = hashOf({ yardstick: definition.hash, rule });
  const before = node.yardsticks?.[definition.id]?.current ?? null;
  if (version === before) return false;
  work.emit(node, {
    kind: 'YardstickMade',
    yardstick: definition.id,
    version,
    before,
    from: steps.map((step) => ({ step, round: outputs.get(step)?.round ?? 0 })),
    criteria: rule.criteria.length,
    bands: rule.bands?.rows.length ?? 0,
    rule: { ...rule },
  });
  takeYardstick(work, node, definition.id, version, rule);
  return true;
}

/** Keeps it and tells every node below. */
export function takeYardstick(work: Work, node: NodeState, id: string, version: Hash, rule: ScoreRule): void {
  const known = node.yardsticks?.[id]?.versions ?? {};
  node.yardsticks = { ...node.yardsticks, [id]: { current: version, versions: { ...known, [version]: rule } } };
  for (const child of work.nodeDefinition(node.key).children) {
    work.tell(node, child, { kind: 'order', order: { kind: 'yardstick', id, version, rule } });
  }
}

/** What a step produced, once it is done and everybody who reviews it has approved it. */
function approvedOutput(work: Work, node: NodeState, id: StepId): Output | undefined {
  const step = node.steps[id];
  if (step?.place !== 'done') return undefined;
  const reviews = work.stepsAt(node.key).filter((one) => one.kind === 'decide' && one.of === id);
  const approved = reviews.every((one) => {
    const place = node.steps[one.id]?.place;
    return place === 'left-out' || (place === 'done' && node.reviews[one.id]?.place === 'approved');
  });
  return approved ? step.output : undefined;
}

type Made = NonNullable<ScoreDefinition['made']>;

function criteriaOf({ max, weight }: NonNullable<Made['criteria']>, output: Output | undefined): ScoreCriterion[] {
  const number = (facts: Readonly<Record<string, unknown>> | undefined, name: string) => {
    const value = facts?.[name];
    return value === undefined || value === null ? null : decimalOf(value as Value);
  };
  return (output?.items ?? []).map(({ item, facts }) => ({
    id: item,
    name: item,
    max: number(facts, max),
    floor: null,
    weight: (weight === null ? null : number(facts, weight)) ?? { n: 1, scale: 0 },
    effect: 'adds',
    of: { kind: 'asked' },
  }));
}

function bandsOf(bands: NonNullable<Made['bands']>, output: Output | undefined): Row[] {
  return (output?.items ?? []).map(({ facts = {} }) => ({
    if: filledTree(bands.if, 'row', facts),
    then: String(facts[bands.then] ?? ''),
  }));
}
