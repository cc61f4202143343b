/** What the plan says of the stage behind a task. Steps' own tasks have none: they follow their role and belong to people. */
import type { StageDefinition } from '../campaign/definition.ts';
import type { Task } from './state.ts';
import type { Work } from './work.ts';

function stageOfTask(work: Work, task: Task): StageDefinition | undefined {
  if (task.stage === undefined) return undefined;
  const step = work.index.steps.get(task.step);
  if (step?.kind !== 'decide') return undefined;
  return work.definition.reviews[step.review]?.stages.find((stage) => stage.id === task.stage);
}

/** Does it keep the people who held the role when it was entered? */
export function isFrozen(work: Work, task: Task): boolean {
  return stageOfTask(work, task)?.resolve === 'frozen';
}

/** Does a body sit over it? Its members stand aside entry by entry, not as a whole. */
export function isForMeeting(work: Work, task: Task): boolean {
  return stageOfTask(work, task)?.decide.mode === 'meeting';
}
