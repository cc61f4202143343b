/** What the plan says of the stage behind a task. Steps' own tasks have none: they follow their role and belong to people. */
import type { StageDefinition } from '../campaign/definition.ts';
import { definitionOf, stageOf } from '../review/course.ts';
import type { NodeState, Task } from './state.ts';
import type { Work } from './work.ts';

export function stageOfTask(work: Work, node: NodeState, task: Task): StageDefinition | undefined {
  if (task.stage === undefined) return undefined;
  const step = work.stepAt(node, task.step);
  const review = node.reviews[task.step];
  if (step?.kind !== 'decide' || review === undefined) return undefined;
  return stageOf(definitionOf(work, step, review), task.stage);
}

/** Does it keep the people who held the role when it was entered? */
export function isFrozen(work: Work, node: NodeState, task: Task): boolean {
  return stageOfTask(work, node, task)?.resolve === 'frozen';
}

/** Does a body sit over it? Its members stand aside entry by entry, not as a whole. */
export function isForMeeting(work: Work, node: NodeState, task: Task): boolean {
  return stageOfTask(work, node, task)?.decide.mode === 'meeting';
}
