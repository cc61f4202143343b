/** Rounds are counted on the declaration: every version handed in, and every return to a stage, begins one. */
import type { DecideStep } from '../campaign/definition.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';

/** A round on the same version. */
export function newRound(node: NodeState, step: DecideStep, review: ReviewState): void {
  const subject = node.steps[step.of];
  if (subject === undefined) return;
  subject.round += 1;
  if (subject.output !== undefined) subject.output = { ...subject.output, round: subject.round };
  review.round = subject.round;
}
