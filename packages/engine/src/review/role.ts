/** Who decides at a stage now: its role, the one the plan names past so many rounds, or the one above a self-review. */
import type { DecideStep, StageDefinition } from '../campaign/definition.ts';
import type { RoleId } from '../campaign/keys.ts';
import { membersOf } from '../kernel/owners.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { definitionOf, standsAside } from './course.ts';

export interface RoleNow {
  readonly role: RoleId;
  readonly rerouted?: 'self-review' | 'max-rounds' | 'recused';
}

export function roleAt(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
): RoleNow {
  const raised = definitionOf(work, step, review)
    .return.raise.filter(({ past }) => review.round > past)
    .at(-1);
  if (raised !== undefined) return { role: raised.role, rerouted: 'max-rounds' };
  if (stage.decide.mode === 'meeting' || stage.selfReview === null) return { role: stage.by };
  const members = membersOf(work, node.key, stage.by);
  if (members.length === 0 || members.some((person) => !standsAside(review, person))) return { role: stage.by };
  const recused = members.some((person) => review.recused?.includes(person));
  return { role: stage.selfReview, rerouted: recused ? 'recused' : 'self-review' };
}
