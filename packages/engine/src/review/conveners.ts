/** Who ends a vote, or issues its ballots: whoever convenes the body behind a role, in this review. */
import type { PersonId, RoleId } from '../campaign/keys.ts';
import { conveners, officeMembers } from '../kernel/owners.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { standsAside } from './course.ts';

/** Without those who stand aside; where nobody is left, or the role is no body, the office. */
export function convenersAt(work: Work, node: NodeState, review: ReviewState, role: RoleId): PersonId[] {
  const free = conveners(work, node.key, role).filter((person) => !standsAside(review, person));
  if (free.length > 0) return free;
  const office = officeMembers(work);
  const others = office.filter((person) => !standsAside(review, person));
  return others.length > 0 ? others : office;
}
