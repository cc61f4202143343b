/** A step is done: its tasks close, and whether it was late is said. */
import type { StepDefinition } from '../campaign/definition.ts';
import { invariant } from '../invariant.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import { closeTask, dueFrom } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { stepMachine } from '../machine/step-machine.ts';

export function completeStep(work: Work, node: NodeState, definition: StepDefinition, signer?: Signer): void {
  const step = work.step(node, definition.id);
  const next = stepMachine.step(step.place, { type: 'Complete' });
  invariant(next === 'done', `step '${definition.id}' to be open when it is completed, but it is at '${step.place}'`);
  const late = isLate(work, node, definition);
  step.place = next;
  for (const [id, task] of Object.entries(node.tasks))
    if (task.step === definition.id) closeTask(work, node, id, 'done');
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
  step.dueAt = dueFrom(work, due, step.givenDue);
  // A due that came with a return was counted when it was given.
  if (step.givenDue !== undefined && step.givenDue !== null) return;
  if (due.kind === 'after') step.counted = { limit: due.limit, from: work.at };
  else delete step.counted;
}
