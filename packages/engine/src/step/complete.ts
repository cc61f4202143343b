/** A step is done: its tasks close, and whether it was late is said. */
import type { StepDefinition } from '../campaign/definition.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import { closeTasksOf, countsFrom, dueFrom } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { moveStep } from './move-step.ts';

export function completeStep(work: Work, node: NodeState, definition: StepDefinition, signer?: Signer): void {
  const step = work.step(node, definition.id);
  moveStep(step, definition.id, 'Complete', 'done');
  delete step.inEffect;
  if (work.index.since.has(definition.id)) step.doneAt = work.at;
  // Its own task says so while it is open.
  const late = isLate(work, node, definition);
  closeTasksOf(work, node, definition.id, 'done');
  work.emit(node, { kind: 'StepDone', step: definition.id, round: step.round, late }, signer);
}

/** Past its due, whether or not a ladder was armed. */
export function isLate(work: Work, node: NodeState, definition: StepDefinition): boolean {
  const step = work.step(node, definition.id);
  const own = node.tasks[definition.id];
  const due = own === undefined ? step.dueAt : own.due;
  return due !== null && due !== undefined && work.at >= due;
}

/** The due of the step's present round, computed once when it opens and kept. */
export function setDue(work: Work, node: NodeState, definition: StepDefinition): void {
  const step = work.step(node, definition.id);
  const { due } = definition;
  step.dueAt = dueFrom(work, due, step.givenDue, node);
  // A due that came with a return was counted when it was given.
  if (step.givenDue !== undefined && step.givenDue !== null) return;
  if (due.kind === 'after') step.counted = { limit: due.limit, from: countsFrom(work, due, node) };
  else delete step.counted;
}
