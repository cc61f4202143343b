/** Does a stage keep the people who held its role when it was entered? Steps and other stages follow the role. */
import type { Task } from './state.ts';
import type { Work } from './work.ts';

export function isFrozen(work: Work, task: Task): boolean {
  if (task.stage === undefined) return false;
  const step = work.index.steps.get(task.step);
  if (step?.kind !== 'decide') return false;
  return work.definition.reviews[step.review]?.stages.find((stage) => stage.id === task.stage)?.resolve === 'frozen';
}
