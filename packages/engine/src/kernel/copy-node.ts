/**
 * A turn's own copy of a node. What is replaced whole when it changes (outputs, manifests, grades, snapshots) is shared with the state
 * before; what is changed in place is copied. The order of this list is the order of `NodeState`.
 */
import { copyJson } from '../json/copy.ts';
import type { MeetingState, NodeState, ReviewState, StepState, Task } from './state.ts';

export function copyNode(node: NodeState): NodeState {
  return {
    ...node,
    steps: mapped(node.steps, copyStep),
    reviews: mapped(node.reviews, copyReview),
    tasks: mapped(node.tasks, copyTask),
    meetings: mapped(node.meetings, copyMeeting),
    grades: { ...node.grades },
    cases: [...node.cases],
    below: { ...node.below },
    cursors: { ...node.cursors },
    early: [...node.early],
  };
}

function copyStep(step: StepState): StepState {
  return { ...step };
}
function copyReview(review: ReviewState): ReviewState {
  return { ...review, decisions: [...review.decisions] };
}
function copyTask(task: Task): Task {
  return { ...task, ladder: [...task.ladder] };
}
/** A closed one never changes again. */
function copyMeeting(meeting: MeetingState): MeetingState {
  return meeting.place === 'closed' ? meeting : copyJson(meeting);
}

function mapped<T>(parts: Readonly<Record<string, T>>, copy: (part: T) => T): Record<string, T> {
  const copies: Record<string, T> = {};
  for (const key in parts) {
    const part = parts[key];
    if (part !== undefined) copies[key] = copy(part);
  }
  return copies;
}
