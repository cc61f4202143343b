/** What the system derived from something that changed is derived again at once. Roll-ups follow by themselves, by their root. */
import type { ComputeStep } from '../campaign/definition.ts';
import type { StepId } from '../campaign/keys.ts';
import { applyRule } from '../expression/rule.ts';
import { invariant } from '../invariant.ts';
import { isDone } from '../kernel/snapshots.ts';
import type { NodeState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';
import { gradesItems, isOtherForItems, pathsRead } from './grade-items.ts';
import { moveStep } from './move-step.ts';
import { begin } from './open.ts';

/** Grades at this node that rest on the step, directly or through others; one that comes out the same stays as it is. */
export function recomputeFrom(work: Work, node: NodeState, id: StepId): void {
  const resting = new Set([id]);
  for (const definition of work.stepsAt(node.key)) {
    if (!definition.waits.same.some((one) => resting.has(one))) continue;
    resting.add(definition.id);
    // What rests on a review that is open again follows its own rule for that.
    const ready = definition.waits.same.every((one) => isDone(node.steps[one]));
    if (ready && definition.kind === 'compute' && isOther(work, node, definition)) again(work, node, definition);
  }
}

/**
 * Grades at this node whose rule reads what was changed, directly or through others. The changed one itself stays.
 * @param path as expressions read it: `grade.<scale>.<source>`, or `<part>.<step>.items`
 */
export function recomputeReaders(work: Work, node: NodeState, path: readonly string[]): void {
  const changed = [path];
  for (const definition of work.stepsAt(node.key)) {
    if (definition.kind !== 'compute') continue;
    const { compute } = definition;
    if (compute.what !== 'grade' && compute.what !== 'grade-items') continue;
    const own = pathOf(compute);
    if (sameStart(own, changed[0] ?? []) || !isOther(work, node, definition)) continue;
    const read = readBy(work, node, definition);
    if (!changed.some((one) => read.some((path) => sameStart(path, one)))) continue;
    again(work, node, definition);
    changed.push(own);
  }
}

/** Where expressions find what a grading gives. */
function pathOf(compute: Extract<ComputeStep['compute'], { what: 'grade' | 'grade-items' }>): readonly string[] {
  return compute.what === 'grade' ? ['grade', compute.scale, compute.source] : [...compute.of.split('.'), 'items'];
}

function sameStart(path: readonly string[], other: readonly string[]): boolean {
  return other.every((name, at) => path[at] === name);
}

function readBy(work: Work, node: NodeState, definition: ComputeStep): readonly (readonly string[])[] {
  if (gradesItems(definition)) return pathsRead(work, node, definition);
  const id = definition.compute.what === 'grade' ? definition.compute.rule : '';
  const rule = work.definition.rules[id];
  invariant(rule, `rule '${id}' to be defined`);
  return applyRule(rule.rule, valuesAt(work, node)).inputs.map(({ path }) => path);
}

function isOther(work: Work, node: NodeState, definition: ComputeStep): boolean {
  const step = work.step(node, definition.id);
  if (gradesItems(definition)) return step.place === 'done' && isOtherForItems(work, node, definition);
  if (definition.compute.what !== 'grade' || step.place !== 'done') return false;
  const { rule: ruleId, scale, source } = definition.compute;
  const rule = work.definition.rules[ruleId];
  invariant(rule, `rule '${ruleId}' to be defined`);
  const result = applyRule(rule.rule, valuesAt(work, node));
  // What a person stated because the rule says nothing stands while it still says nothing.
  if (result.kind !== 'value') return step.output === undefined;
  return String(result.value) !== node.grades[scale]?.[source];
}

function again(work: Work, node: NodeState, definition: ComputeStep): void {
  const step = work.step(node, definition.id);
  moveStep(step, definition.id, 'Reopen', 'open');
  step.round += 1;
  delete step.output;
  begin(work, node, definition);
}
