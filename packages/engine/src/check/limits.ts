/** Everything that waits for somebody has a limit, or the reason for none; what is late is told to somebody. */
import { dueOfStage, dueOfStep, ladderOfStep } from '../campaign/compile/dues.ts';
import { stagesOf } from '../plan/course.ts';
import type { Problem } from '../problem.ts';
import { type Check, type Path, problem } from './context.ts';

export const checkLimits: Check = ({ plan, index, dates }) => {
  const problems: Problem[] = [];
  const zone = 0;
  const rungs = (
    ladder: { readonly reminders: readonly number[]; readonly escalations: readonly unknown[] },
    name: string,
    path: Path,
  ): void => {
    if (ladder.escalations.length === 0) problems.push(problem('limit.no-escalation', 'advice', path, { name }));
    if (ladder.reminders.length === 0) problems.push(problem('limit.never-reminded', 'advice', path, { name }));
  };
  rungs(plan.defaults.ladder, plan.title, ['defaults', 'ladder']);
  for (const placed of [...index.steps, ...index.caseSteps]) {
    const { step, path } = placed;
    if (step.compute?.rollUp !== undefined || step.wait === true) continue; // nobody is waited for
    if (dueOfStep(plan, dates, placed, zone) === undefined)
      problems.push(problem('limit.missing', 'error', path, { name: step.name }));
    if (step.ladder !== undefined) rungs(ladderOfStep(plan, step), step.name, [...path, 'ladder']);
    for (const one of stagesOf(plan.reviews?.[step.review ?? ''])) {
      const { stage } = one;
      const at: Path = ['reviews', step.review ?? '', ...one.path];
      if (dueOfStage(plan, dates, placed, one, zone) === undefined)
        problems.push(problem('limit.missing', 'error', at, { name: stage.name }));
      if (stage.ladder !== undefined) rungs(stage.ladder, stage.name, [...at, 'ladder']);
    }
  }
  return problems;
};
