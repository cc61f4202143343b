/** The reminders, notices of being overdue and escalations that would be sent, with whom they would reach. */
import { splitTask } from '../../record/phrases.ts';
import type { Notices } from './findings.ts';
import type { Played } from './played.ts';

interface Sums {
  reminders: number;
  overdue: number;
  escalations: number;
}

export function remindersOf(played: Played): Notices {
  const { rehearsal, words, nameOf, weekOf } = played;
  const total: Sums = { reminders: 0, overdue: 0, escalations: 0 };
  const weeks = new Map<string, Sums>();
  const steps = new Map<string, Sums>();
  const sumsIn = (map: Map<string, Sums>, key: string): Sums => {
    const sums = map.get(key) ?? { reminders: 0, overdue: 0, escalations: 0 };
    map.set(key, sums);
    return sums;
  };
  const escalated: Notices['escalated'] = [];
  let unheard = 0;
  for (const event of rehearsal.events) {
    if (event.kind !== 'Reminded' && event.kind !== 'BecameOverdue' && event.kind !== 'Escalated') continue;
    const { step } = splitTask(event.task);
    const what = event.kind === 'Reminded' ? 'reminders' : event.kind === 'Escalated' ? 'escalations' : 'overdue';
    for (const sums of [total, sumsIn(weeks, weekOf(event.at)), sumsIn(steps, step)]) sums[what] += 1;
    if ((event.kind === 'BecameOverdue' ? event.owners : event.to).length === 0) unheard += 1;
    if (event.kind !== 'Escalated') continue;
    const { at, node, task, role, level, due } = event;
    const to = event.to.map((id) => ({ id, name: nameOf(id) }));
    escalated.push({ at, node, name: words.node(node), task, stepName: words.step(step), role, level, due, to });
  }
  return {
    ...total,
    weeks: [...weeks].map(([week, sums]) => ({ week, ...sums })).sort((one, other) => (one.week < other.week ? -1 : 1)),
    steps: [...steps]
      .map(([step, sums]) => ({ step, name: words.step(step), ...sums }))
      .sort((one, other) => other.reminders + other.escalations - one.reminders - one.escalations),
    escalated,
    unheard,
  };
}
