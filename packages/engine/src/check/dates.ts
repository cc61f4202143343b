/** Dates resolve, begin before they end, lie in their phase and in the period; limits fall on working days. */

import type { Problem } from '../problem.ts';
import { isWorkingDay } from '../time/calendar.ts';
import { formatDay } from '../time/civil-date.ts';
import { type Check, problem } from './context.ts';

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
  for (const placed of index.steps) reversed(placed.step.name, dates.steps.get(placed.id), placed.path);

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
  for (const { path, words, day, name, kind, phase, step } of dates.named) {
    const fields = { name, words, date: formatDay(day) };
    if (dates.period !== null && (day < dates.period.from || day > dates.period.to)) {
      problems.push(problem('date.outside-period', 'error', path, { ...fields, period: plan.period }));
    }
    const window = step === undefined || phase === undefined ? undefined : dates.phases.get(phase);
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
    const due = dates.dues.get(JSON.stringify([...placed.path, 'due']));
    if (due === undefined) continue;
    const late = index.steps.find((one) => {
      const other = dates.dues.get(JSON.stringify([...one.path, 'due']));
      return other !== undefined && other > due && one.phase === placed.phase && index.isBefore(one.id, placed.id);
    });
    if (late !== undefined)
      problems.push(
        problem('date.due-before', 'error', [...placed.path, 'due'], {
          name: placed.step.name,
          other: late.step.name,
          date: formatDay(due),
        }),
      );
  }
  return problems;
};
