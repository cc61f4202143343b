/** A step that repeats has a bounded number of times, a limit each time, and is named only where several steps may stand. */
import { choicesIn } from '../plan/choose.ts';
import { stagesOf } from '../plan/course.ts';
import { isDate } from '../plan/days.ts';
import { partOf } from '../plan/plan-index.ts';
import { MOST_OCCURRENCES } from '../plan/repeat.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { formatDay } from '../time/civil-date.ts';
import { type Check, type Path, problem } from './context.ts';

export const checkRepeats: Check = ({ plan, index, dates }) => {
  const problems: Problem[] = [];
  plan.phases.forEach((phase, p) => {
    phase.steps.forEach((step, s) => {
      if (step.repeat === undefined) return;
      const path: Path = ['phases', p, 'steps', s];
      const count = index.days.countOf(phase, step);
      if (count > MOST_OCCURRENCES)
        problems.push(
          problem('repeat.too-many', 'error', [...path, 'repeat'], { name: step.name, count, most: MOST_OCCURRENCES }),
        );
      for (const { value, at } of choicesIn(step.due)) {
        const day = isDate(value) ? dates.dues.get(JSON.stringify([...path, 'due', ...at])) : undefined;
        if (day !== undefined)
          problems.push(
            problem('repeat.own-date', 'error', [...path, 'due', ...at], { name: step.name, date: formatDay(day) }),
          );
      }
    });
  });

  const once = (references: string | readonly string[] | undefined, path: Path, part?: string): void => {
    listOf(references).forEach((reference, at) => {
      const [first] = index.findAll(reference, part);
      if (first?.occurrence === undefined) return;
      const name = plan.phases
        .flatMap((phase) => phase.steps)
        .find((one) => first.step.id.startsWith(`${one.id}-`))?.name;
      const fields = { name: name ?? first.step.name };
      problems.push(problem('repeat.not-here', 'error', [...path, ...(Array.isArray(references) ? [at] : [])], fields));
    });
  };
  for (const placed of [...index.steps, ...index.caseSteps]) {
    if (placed.step.review !== undefined || placed.step.compute !== undefined)
      once(placed.step.of, [...placed.path, 'of'], partOf(placed));
  }
  for (const [id, review] of Object.entries(plan.reviews ?? {})) {
    once(review.return.to, ['reviews', id, 'return', 'to']);
    for (const { stage, path } of stagesOf(review))
      stage.outcomes?.forEach((outcome, o) => {
        once(outcome.steps, ['reviews', id, ...path, 'outcomes', o, 'steps']);
      });
  }
  once(plan.continues?.steps, ['continues', 'steps']);
  return problems;
};
