/**
 * A turn's own copy of a node. What is replaced whole when it changes (outputs, manifests, grades, snapshots) is shared with the state
 * before; what is changed in place is copied. The order of this list is the order of `NodeState`.
 */
import { copyJson } from '../json/copy.ts';
import type { NodeState } from './state.ts';

export function copyNode(node: NodeState): NodeState {
  return {
    ...node,
    steps: mapped(node.steps, (step) => ({ ...step })),
    reviews: mapped(node.reviews, (review) => ({ ...review, decisions: [...review.decisions] })),
    tasks: mapped(node.tasks, (task) => ({ ...task, ladder: [...task.ladder] })),
    // A closed meeting never changes again.
    meetings: mapped(node.meetings, (meeting) => (meeting.place === 'closed' ? meeting : copyJson(meeting))),
    grades: { ...node.grades },
    cases: [...node.cases],
    below: { ...node.below },
    cursors: { ...node.cursors },
    early: [...node.early],
  };
}

function mapped<T>(parts: Readonly<Record<string, T>>, copy: (part: T) => T): Record<string, T> {
  const copies: Record<string, T> = {};
  for (const key in parts) {
    const part = parts[key];
    if (part !== undefined) copies[key] = copy(part);
  }
  return copies;
}
