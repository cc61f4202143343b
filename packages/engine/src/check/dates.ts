/** Dates resolve, begin before they end, lie in their phase or wave and in the period; limits fall on working days and can be counted. */

import { ofWave, sinceOf } from '../campaign/compile/dates.ts';
import { type ByRule, choicesIn, possibleIn } from '../plan/choose.ts';
import { stagesOf } from '../plan/course.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlacedStep, PlanIndex } from '../plan/plan-index.ts';
import { type Due, isSince, spanText } from '../plan/when.ts';
import type { Problem } from '../problem.ts';
import { isWorkingDay } from '../time/calendar.ts';
import { formatDay } from '../time/civil-date.ts';
import { type Check, type Path, problem } from './context.ts';

export const checkDates: Check = ({ plan, dates, calendar, index }) => {
  const problems: Problem[] = [...dates.problems];
  const reversed = (
    name: string,
    window: { readonly from: number | null; readonly to: number | null } | undefined,
    path: Problem['path'],
  ): void => {
    if (window?.from == null || window.to == null || window.from <= window.to) return;
    problems.push(
      problem('date.order', 'error', [...path, 'window'], {
        name,
        from: formatDay(window.from),
        to: formatDay(window.to),
      }),
    );
  };
  plan.phases.forEach((phase, p) => {
    reversed(phase.name, dates.phases.get(phase.id), ['phases', p]);
  });
  for (const placed of index.steps) {
    reversed(placed.step.name, dates.steps.get(placed.id), placed.path);
    for (const wave of placed.phase?.waves ?? [])
      reversed(placed.step.name, dates.waves.get(ofWave(placed.id, wave.id)), placed.path);
  }
  if (typeof plan.period === 'object' && plan.period !== null && dates.period === null)
    problems.push(problem('date.order', 'error', ['period'], { name: plan.title, ...plan.period }));

  // Phases that follow each other: the later begins when the earlier has ended, or at its last day where the document shares it.
  plan.phases.forEach((phase, p) => {
    const earlier = plan.phases[p - 1];
    if (earlier === undefined || phase.with !== undefined || phase.after !== undefined) return;
    const [from, to] = [dates.phases.get(phase.id)?.from ?? null, dates.phases.get(earlier.id)?.to ?? null];
    if (from === null || to === null || from >= to) return;
    problems.push(
      problem('date.phase-before', 'error', ['phases', p, 'window'], {
        name: phase.name,
        other: earlier.name,
        from: formatDay(from),
        to: formatDay(to),
      }),
    );
  });
  for (const { path, words, day, name, kind, phase, step, wave } of dates.named) {
    const fields = { name, words, date: formatDay(day) };
    if (dates.period !== null && (day < dates.period.from || day > dates.period.to)) {
      problems.push(problem('date.outside-period', 'error', path, { ...fields, period: spanText(plan.period) }));
    }
    const window =
      step === undefined || phase === undefined
        ? undefined
        : wave === undefined
          ? dates.phases.get(phase)
          : dates.waves.get(ofWave(phase, wave));
    const [from, to] = [window?.from ?? null, window?.to ?? null];
    if ((from !== null && day < from) || (to !== null && day > to)) {
      const open = '…';
      problems.push(
        problem('date.outside-phase', 'error', path, {
          ...fields,
          from: from === null ? open : formatDay(from),
          to: to === null ? open : formatDay(to),
        }),
      );
    }
    if (calendar !== undefined && kind !== 'from' && !isWorkingDay(calendar, day)) {
      problems.push(problem('limit.non-working', 'advice', path, fields));
    }
  }
  // A step is not due before the steps it waits for in its own phase.
  for (const placed of index.steps) {
    for (const wave of [undefined, ...(placed.phase?.waves ?? [])]) {
      const dueOf = (one: PlacedStep) => dates.dues.get(ofWave(JSON.stringify([...one.path, 'due']), wave?.id));
      const due = dueOf(placed);
      if (due === undefined) continue;
      const late = index.steps.find((one) => {
        const other = dueOf(one);
        return other !== undefined && other > due && one.phase === placed.phase && index.isBefore(one.id, placed.id);
      });
      if (late === undefined) continue;
      problems.push(
        problem('date.due-before', 'error', [...placed.path, 'due'], {
          name: placed.step.name,
          other: late.step.name,
          date: formatDay(due),
        }),
      );
      break;
    }
  }
  return [...problems, ...sinceProblems(plan, index)];
};

/** What a limit counts from is done before, here or above: else there is nothing to count from when the work opens. */
function sinceProblems(plan: Plan, index: PlanIndex): Problem[] {
  const problems: Problem[] = [];
  const look = (written: ByRule<Due> | undefined, placed: PlacedStep, whole: Path): void => {
    for (const { value, at } of choicesIn(written)) {
      if (!isSince(value)) continue;
      const path = [...whole, ...at, 'after'];
      const id = sinceOf(index, placed, value.after);
      if (id === 'case') continue;
      const step = index.byId.get(id ?? '');
      const fields = { step: placed.step.name, name: step?.step.name ?? value.after };
      if (step === undefined) {
        const before = [...(index.order.before.get(placed.id) ?? [])];
        const possible = before.length > 0 ? before : [...index.byId.keys()];
        problems.push(problem('reference.step', 'error', path, { name: value.after, possible }));
      } else if (!index.isBefore(step.id, placed.id)) problems.push(problem('order.not-before', 'error', path, fields));
      else if (index.layers.indexOf(step.layer) > index.layers.indexOf(placed.layer))
        problems.push(problem('order.elsewhere', 'error', path, { ...fields, layer: placed.layer, other: step.layer }));
    }
  };
  for (const placed of [...index.steps, ...index.caseSteps]) {
    look(placed.step.due, placed, [...placed.path, 'due']);
    for (const review of possibleIn(placed.step.review))
      for (const { stage, path } of stagesOf(plan.reviews?.[review]))
        look(stage.due, placed, ['reviews', review, ...path, 'due']);
  }
  return problems;
}
