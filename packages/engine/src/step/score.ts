/** Points by a yardstick, with everything they follow from; and a later score beside an earlier one. */
import type { ComputeStep } from '../campaign/definition.ts';
import type { StepId } from '../campaign/keys.ts';
import { addDecimals, type Decimal, formatDecimal, negateDecimal } from '../expression/decimal.ts';
import { type Assessment, applyScore, type ScoreResult } from '../expression/score.ts';
import { invariant } from '../invariant.ts';
import { hashOf } from '../json/canonical.ts';
import type { NodeState, Points } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from './complete.ts';
import { recordGrade } from './grade.ts';
import { openOwnTask } from './own-task.ts';
import { answersOf } from './reply.ts';
import { yardstickAt } from './yardstick.ts';

type Compute<W extends string> = ComputeStep & { readonly compute: { readonly what: W } };

export function isScore(definition: ComputeStep): definition is Compute<'score'> {
  return definition.compute.what === 'score';
}
export function isCompare(definition: ComputeStep): definition is Compute<'compare'> {
  return definition.compute.what === 'compare';
}

export function score(work: Work, node: NodeState, definition: Compute<'score'>): void {
  const { score: id, scale, source, of } = definition.compute;
  const step = work.step(node, definition.id);
  // Assessors judged by the version that their asking was bound to.
  const bound = of.map((one) => node.steps[one]?.yardstick).find((one) => one !== undefined);
  const yardstick = yardstickAt(work, node, id, bound);
  invariant(yardstick, `yardstick '${id}' to be made before '${definition.id}' opens`);
  const { version, rule } = yardstick;
  step.yardstick = version;
  // Nothing of an earlier round is said of this one: neither points nor a grade that a person stated.
  forgetPoints(node, id, source);
  delete step.root;
  delete step.output;
  const assessments = of.flatMap((one): readonly Assessment[] => answersOf(work, node, one));
  const result = applyScore(rule, valuesAt(work, node), assessments);
  const at = { step: definition.id, round: step.round };
  const head = { subject: node.key, yardstick: id, source, version };
  if (result.kind !== 'score') {
    work.emit(node, { kind: 'ScoreMissing', why: result.kind, ...head, ...missing(result), ...at });
    // Without grades there is nothing that a person could state instead.
    if (scale === null) completeStep(work, node, definition);
    else openOwnTask(work, node, definition);
    return;
  }
  const { total, grade, by, rows, assessors } = result;
  const criteria = result.criteria.map((one) => ({
    id: one.id,
    given: formatDecimal(one.given),
    points: formatDecimal(one.points),
  }));
  const inputs = Object.fromEntries(result.inputs.map((input) => [input.path.join('.'), input.value]));
  const points: Points = {
    total,
    version,
    criteria: Object.fromEntries(result.criteria.map((one) => [one.id, one.points])),
  };
  node.scores = { ...node.scores, [id]: { ...node.scores?.[id], [source]: points } };
  step.root = hashOf(points);
  work.emit(node, {
    kind: 'Scored',
    ...head,
    total: formatDecimal(total),
    grade,
    by,
    rows: [...rows],
    criteria,
    assessors,
    inputs,
    ...at,
  });
  if (grade !== null && scale !== null) {
    const read = { ...inputs, score: total };
    recordGrade(work, node, { scale, source, value: grade, rule: version, rows: [...rows], inputs: read, ...at });
  }
  completeStep(work, node, definition);
}

function forgetPoints(node: NodeState, yardstick: string, source: string): void {
  const before = node.scores?.[yardstick];
  if (before?.[source] === undefined) return;
  const { [source]: _, ...others } = before;
  node.scores = { ...node.scores, [yardstick]: others };
}

function missing(result: Exclude<ScoreResult, { kind: 'score' }>) {
  return result.kind === 'too-few'
    ? { criterion: result.criterion, total: null }
    : { criterion: null, total: formatDecimal(result.total) };
}

/** The score that a step gave this node. */
function scoreOf(work: Work, node: NodeState, id: StepId): { yardstick: string; points: Points } | undefined {
  const step = work.index.steps.get(id);
  if (step?.kind !== 'compute' || step.compute.what !== 'score') return undefined;
  const points = node.scores?.[step.compute.score]?.[step.compute.source];
  return points === undefined ? undefined : { yardstick: step.compute.score, points };
}

/** Says the difference where both were judged by one version of one yardstick, and otherwise that they do not compare. */
export function compare(work: Work, node: NodeState, definition: Compute<'compare'>): void {
  const step = work.step(node, definition.id);
  const [before, after] = definition.compute.of.map((id) => scoreOf(work, node, id));
  const both = before !== undefined && after !== undefined && before.points.version === after.points.version;
  const difference = both ? minus(after.points.total, before.points.total) : null;
  const criteria = both
    ? Object.entries(after.points.criteria).flatMap(([id, points]) => {
        const earlier = before.points.criteria[id];
        return earlier === undefined ? [] : [{ id, difference: formatDecimal(minus(points, earlier)) }];
      })
    : [];
  const found = [before, after].flatMap((one) => one ?? []);
  step.results = { difference };
  work.emit(node, {
    kind: 'Compared',
    of: [...definition.compute.of],
    yardstick: found[0]?.yardstick ?? '',
    versions: found.map((one) => one.points.version),
    totals: found.map((one) => formatDecimal(one.points.total)),
    difference: difference === null ? null : formatDecimal(difference),
    criteria,
    step: definition.id,
    round: step.round,
  });
  completeStep(work, node, definition);
}

function minus(one: Decimal, other: Decimal): Decimal {
  return addDecimals(one, negateDecimal(other));
}
