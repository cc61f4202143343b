/** Everything that waits for somebody has a limit, or the reason for none; what is late is told to somebody. */
import { dueOfStage, dueOfStep, ladderOfStep } from '../campaign/compile/dues.ts';
import { possibleIn } from '../plan/choose.ts';
import { stagesOf } from '../plan/course.ts';
import type { CaseStep } from '../plan/step.ts';
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
    if (step.compute?.rollUp !== undefined || step.wait === true || isOrderedBySystem(step)) continue; // nobody is waited for
    // Dates without a year are resolved when somebody says the year; that it is missing is said once.
    const dated = [step.due, step.window, placed.phase?.window].some((one) => one !== undefined);
    const open = dates.period === null && dated;
    if (!open && dueOfStep(plan, dates, placed, zone) === undefined)
      problems.push(problem('limit.missing', 'error', path, { name: step.name }));
    if (step.ladder !== undefined) rungs(ladderOfStep(plan, step), step.name, [...path, 'ladder']);
    for (const review of possibleIn(step.review)) {
      for (const one of stagesOf(plan.reviews?.[review])) {
        const { stage } = one;
        const at: Path = ['reviews', review, ...one.path];
        if (!open && dueOfStage(plan, dates, placed, review, one, zone) === undefined)
          problems.push(problem('limit.missing', 'error', at, { name: stage.name }));
        if (stage.ladder !== undefined) rungs(stage.ladder, stage.name, [...at, 'ladder']);
      }
    }
  }
  return problems;
};

function isOrderedBySystem({ open, reopen }: CaseStep): boolean {
  return (open !== undefined && open.who !== 'owner') || (reopen !== undefined && reopen.who !== 'owner');
}
