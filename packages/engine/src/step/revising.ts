/** An asking that waits until what was objected to is done again. */
import type { AskStep, StepDefinition, Upheld } from '../campaign/definition.ts';
import type { StepId } from '../campaign/keys.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from './complete.ts';
import { moveStep } from './move-step.ts';

/** Is what was objected to done again, and approved again where that comes before the asking? */
export function isRevised(work: Work, node: NodeState, definition: AskStep, upheld: Upheld): boolean {
  const before = comesBefore(work, node, definition);
  return work.stepsAt(node.key).every((one) => {
    const concerned = upheld.reopen.includes(one.id) || (one.kind === 'decide' && upheld.reopen.includes(one.of));
    const place = node.steps[one.id]?.place;
    // What its own rule leaves out is not done again.
    return !concerned || !before.has(one.id) || place === 'done' || place === 'left-out';
  });
}

function comesBefore(work: Work, node: NodeState, definition: StepDefinition): ReadonlySet<StepId> {
  const steps = new Map(work.stepsAt(node.key).map((one) => [one.id, one]));
  const found = new Set<StepId>();
  const open = [...definition.waits.same];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(steps.get(id)?.waits.same ?? []));
  }
  return found;
}

/** What was objected to is done again, and it is not shown once more: the asking is over. */
export function endRevising(work: Work, node: NodeState, definition: AskStep): void {
  moveStep(work.step(node, definition.id), definition.id, 'Open', 'open');
  completeStep(work, node, definition);
}
