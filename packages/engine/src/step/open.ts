/**
 * A step opens at a node: its condition is asked, its due computed, and what it does begins. One switch over the primitives.
 */
import type { StepDefinition } from '../campaign/definition.ts';
import { holds } from '../expression/evaluate.ts';
import type { NodeState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';
import { openReview } from '../review/open.ts';
import { beginAsking } from './ask.ts';
import { completeStep, setDue } from './complete.ts';
import { compute } from './compute.ts';
import { moveStep } from './move-step.ts';
import { openOwnTask } from './own-task.ts';

export function openStep(work: Work, node: NodeState, definition: StepDefinition): void {
  const step = work.step(node, definition.id);
  if (step.held) delete step.held;
  else step.round += 1;
  if (isLeftOut(work, node, definition)) {
    moveStep(step, definition.id, 'LeaveOut', 'left-out');
    work.emit(node, { kind: 'StepLeftOut', step: definition.id, round: step.round });
    return;
  }
  moveStep(step, definition.id, 'Open', 'open');
  begin(work, node, definition);
}

/** Left out by its own rule, or because what it would decide on was left out. */
function isLeftOut(work: Work, node: NodeState, definition: StepDefinition): boolean {
  if (definition.kind === 'decide' && node.steps[definition.of]?.place === 'left-out') return true;
  return definition.when !== undefined && !holds(definition.when, valuesAt(work, node));
}

/** Starts the work of a step that is open, in its present round. */
export function begin(work: Work, node: NodeState, definition: StepDefinition): void {
  const step = work.step(node, definition.id);
  step.openedAt = work.at;
  setDue(work, node, definition);
  work.emit(node, { kind: 'StepOpened', step: definition.id, round: step.round, due: step.dueAt ?? null });
  switch (definition.kind) {
    case 'do':
    case 'send':
    case 'sit':
      openOwnTask(work, node, definition);
      return;
    case 'decide':
      openReview(work, node, definition);
      return;
    case 'ask':
      beginAsking(work, node, definition);
      openOwnTask(work, node, definition);
      return;
    case 'compute':
      compute(work, node, definition);
      return;
    case 'wait':
      completeStep(work, node, definition);
      return;
    default:
      definition satisfies never;
  }
}
