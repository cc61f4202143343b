/**
 * The order rules at one node: opens what may open, holds what lost what it rested on, until nothing changes. Every event here is
 * caused by a condition over the newest snapshots turning true or false, never by the arrival of a report.
 */
import type { StepDefinition } from '../campaign/definition.ts';
import type { NodeKey } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import { resetReview, resubmit } from '../review/open.ts';
import { noteCaseEnd } from '../step/case-end.ts';
import { recompute } from '../step/compute.ts';
import { moveStep } from '../step/move-step.ts';
import { openStep } from '../step/open.ts';
import { endRevising, isRevised } from '../step/revising.ts';
import { hasYardstick, makeYardsticks } from '../step/yardstick.ts';
import { isDone, isDoneAbove, isDoneBelow, tellNeighbours } from './snapshots.ts';
import type { NodeState } from './state.ts';
import { closeTasksOf } from './tasks.ts';
import type { Work } from './work.ts';

/** Brings one node to rest and tells its neighbours what changed. */
export function settle(work: Work, key: NodeKey): void {
  const node = work.node(key);
  // A step can change only when another did; a plan's steps form no cycle, so this ends. The bound catches our own mistakes.
  const steps = work.stepsAt(key);
  // What a meeting's verdicts set going below comes back beside their answers, in any order: the meeting is finished first.
  const sitting = Object.values(node.meetings).some((meeting) => meeting.place === 'dispatching');
  let rounds = 0;
  while (
    !node.closed &&
    !sitting &&
    (makeYardsticks(work, node) || steps.some((step) => settleStep(work, node, step)))
  ) {
    rounds += 1;
    invariant(rounds <= 4 * steps.length + 4, `the steps of node '${key}' to come to rest`);
  }
  noteCaseEnd(work, node);
  tellNeighbours(work, node);
}

/** Is everything done that the step waits for? A decide step that has begun waits for its subject inside its review. */
export function isReady(work: Work, node: NodeState, definition: StepDefinition): boolean {
  const begun = (node.steps[definition.id]?.round ?? 0) > 0;
  const own = definition.kind === 'decide' && begun ? definition.of : null;
  const { same, above, below } = definition.waits;
  if (definition.kind === 'ask' && node.steps[definition.id]?.revising && definition.upheld !== undefined) {
    if (!isRevised(work, node, definition, definition.upheld)) return false;
  }
  return (
    same.every((id) => id === own || isDone(node.steps[id])) &&
    above.every((id) => isDoneAbove(work, node, id)) &&
    below.every((id) => isDoneBelow(work, node, id)) &&
    (begun || hasYardstick(work, node, definition))
  );
}

function settleStep(work: Work, node: NodeState, definition: StepDefinition): boolean {
  const step = work.step(node, definition.id);
  if (step.place === 'closed') return false;
  const ready = isReady(work, node, definition);
  if (step.place === 'waiting') {
    if (!ready || (definition.opens !== null && definition.opens > work.at)) return false;
    if (definition.kind === 'ask' && step.revising === true) {
      delete step.revising;
      if (definition.upheld?.again === false) {
        endRevising(work, node, definition);
        return true;
      }
    }
    openStep(work, node, definition);
    return true;
  }
  if (!ready) {
    const redo = definition.onReopen === 'redo';
    const open = step.place === 'open';
    if (step.wentOn !== undefined || definition.onReopen === 'go-on' || (!open && !redo)) return false;
    hold(work, node, definition, redo);
    return true;
  }
  if (definition.kind === 'decide' && step.place === 'open') return resubmit(work, node, definition);
  if (definition.kind === 'compute' && step.place === 'done') return recompute(work, node, definition);
  return false;
}

function hold(work: Work, node: NodeState, definition: StepDefinition, redo: boolean): void {
  const step = work.step(node, definition.id);
  // A round in which nothing was handed in yet goes on; done again is what was made.
  const untouched = definition.kind === 'do' && step.output?.round !== step.round;
  if (step.place === 'open' && (!redo || untouched)) step.held = true;
  moveStep(step, definition.id, 'Hold', 'waiting');
  closeTasksOf(work, node, definition.id, 'reopened');
  if (definition.kind === 'decide') resetReview(work, node, definition);
  work.emit(node, { kind: 'StepHeld', step: definition.id, round: step.round, redo });
}
