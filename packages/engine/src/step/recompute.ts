/** What the system derived from something that changed is derived again at once. Roll-ups follow by themselves, by their root. */
import type { ComputeStep } from '../campaign/definition.ts';
import type { StepId } from '../campaign/keys.ts';
import { applyRule } from '../expression/rule.ts';
import { invariant } from '../invariant.ts';
import { isDone } from '../kernel/snapshots.ts';
import type { NodeState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';
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

/** Grades at this node whose rule reads a grade that was changed, directly or through others. The changed one itself stays. */
export function recomputeReaders(work: Work, node: NodeState, scale: string, source: string): void {
  const changed = [[scale, source]];
  for (const definition of work.stepsAt(node.key)) {
    if (definition.kind !== 'compute' || definition.compute.what !== 'grade') continue;
    const { rule: ruleId, scale: ownScale, source: ownSource } = definition.compute;
    if ((ownScale === scale && ownSource === source) || !isOther(work, node, definition)) continue;
    const rule = work.definition.rules[ruleId];
    invariant(rule, `rule '${ruleId}' to be defined`);
    const read = applyRule(rule.rule, valuesAt(work, node)).inputs.map(({ path }) => path);
    const reads = changed.some((one) =>
      read.some((path) => path[0] === 'grade' && path[1] === one[0] && path[2] === one[1]),
    );
    if (!reads) continue;
    again(work, node, definition);
    changed.push([ownScale, ownSource]);
  }
}

function isOther(work: Work, node: NodeState, definition: ComputeStep): boolean {
  const step = work.step(node, definition.id);
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
