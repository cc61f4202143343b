/**
 * A step opens at a node: its condition is asked, its due computed, and what it does begins. One switch over the primitives.
 */
import type { StepDefinition } from '../campaign/definition.ts';
import type { StepId } from '../campaign/keys.ts';
import { holds } from '../expression/evaluate.ts';
import { choose } from '../kernel/choose.ts';
import type { Chosen } from '../kernel/event.ts';
import type { NodeState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import { waveOf } from '../kernel/wave.ts';
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

function chooseAtOpening(work: Work, node: NodeState, id: StepId): { readonly chosen?: Chosen[] } {
  const { choices } = work.stepDefinition(node, id);
  if (choices === undefined) return {};
  const step = work.step(node, id);
  const { indexes, chosen } = choose(work, node, choices);
  // A review that has begun goes on by the definition it is pinned to.
  const review = node.reviews[id] === undefined ? undefined : step.chosen?.review;
  step.chosen = review === undefined ? indexes : { ...indexes, review };
  return chosen.length === 0 ? {} : { chosen };
}

/** Left out by its own rule, or because what it would decide on was left out. */
function isLeftOut(work: Work, node: NodeState, definition: StepDefinition): boolean {
  if (definition.kind === 'decide' && node.steps[definition.of]?.place === 'left-out') return true;
  return definition.when !== undefined && !holds(definition.when, valuesAt(work, node));
}

/** Starts the work of a step that is open, in its present round: what the plan leaves to rules is chosen now. */
export function begin(work: Work, node: NodeState, { id }: StepDefinition): void {
  const step = work.step(node, id);
  step.openedAt = work.at;
  const chosen = chooseAtOpening(work, node, id);
  const definition = work.stepDefinition(node, id);
  setDue(work, node, definition);
  const wave = definition.waves === undefined ? undefined : waveOf(work, node.key, definition.part)?.id;
  const due = step.dueAt ?? null;
  work.emit(node, { kind: 'StepOpened', step: id, round: step.round, due, ...chosen, ...(wave && { wave }) });
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
    case 'open':
    case 'reopen':
      if (definition.who === 'owner') openOwnTask(work, node, definition);
      // Carried out when this node is at rest: it may be about this node.
      else work.orders.push({ node: node.key, step: id });
      return;
    case 'wait':
      completeStep(work, node, definition);
      return;
    default:
      definition satisfies never;
  }
}
