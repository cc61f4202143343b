/** A step instance moves as its machine says; what the new place asks for is its caller's. */
import type { StepId } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import type { StepPlace, StepState } from '../kernel/state.ts';
import { type StepMove, stepMachine } from '../machine/step-machine.ts';

export function moveStep(step: StepState, id: StepId, move: StepMove['type'], to: StepPlace): void {
  const next = stepMachine.step(step.place, { type: move });
  invariant(next === to, `step '${id}' to go by '${move}' from '${step.place}' to '${to}'`);
  step.place = to;
}
