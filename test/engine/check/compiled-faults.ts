/** Faults planted in the document that show only once it is compiled with a roster. */
import type { Document } from 'yaml';
import type { Fault } from './faults.ts';

const at =
  (...path: readonly (string | number)[]): Fault['places'] =>
  () => [path];
const plain = (id: string, name: string) => ({ id, name, by: 'office' });
const agree = (to?: string) => [
  { id: 'approve', name: '同意', leads: 'forward', ...(to !== undefined && { to }) },
  { id: 'return', name: '退回', leads: 'return' },
];

/** The office's stage has a box on the form. */
function withoutBox(plan: Document): void {
  plan.deleteIn(['forms', 'form-4', 'boxes', 0]);
  plan.deleteIn(['forms', 'form-4', 'printed', 5]);
  plan.deleteIn(['reviews', 'grades', 'return', 'stages']);
}

/** A group in place of the office's stage. */
const group =
  (branches: number, stages: number): Fault['plant'] =>
  (plan, place) => {
    const one = (b: number) => ({
      id: `branch-${b}`,
      name: `条线${b}`,
      stages: Array.from({ length: stages }, (_, s) => plain(`line-${b}-${s}`, `审查${b}.${s}`)),
    });
    plan.setIn(place, {
      id: 'lines',
      name: '各条线审查',
      branches: Array.from({ length: branches }, (_, b) => one(b)),
    });
    withoutBox(plan);
    return undefined;
  };

export const compiledFaults: readonly Fault[] = [
  {
    name: 'a stage is passed by in every case',
    code: 'stage.never-reached',
    places: at('reviews', 'grades', 'stages', 1),
    plant: (plan, place) => {
      plan.setIn(['reviews', 'grades', 'stages', 0, 'decide'], 'vote');
      plan.setIn(['reviews', 'grades', 'stages', 0, 'outcomes'], agree('group'));
      plan.deleteIn(['reviews', 'grades', 'return', 'stages']);
      return place;
    },
  },
  {
    name: 'a stage of a branch is passed by in every case',
    code: 'stage.never-reached',
    places: at('reviews', 'grades', 'stages', 1),
    plant: (plan, place) => {
      const stages = [
        { ...plain('first', '初审'), outcomes: agree('third') },
        plain('second', '复审'),
        plain('third', '终审'),
      ];
      const branches = [
        { id: 'line', name: '条线', stages },
        { id: 'law', name: '法制', stages: [plain('law', '法制审查')] },
      ];
      plan.setIn(place, { id: 'both', name: '并行审查', branches });
      withoutBox(plan);
      return [...place, 'branches', 0, 'stages', 1];
    },
  },
  {
    name: 'so many branches run side by side that they cannot be walked together',
    code: 'machine.too-large',
    places: at('reviews', 'grades', 'stages', 1),
    plant: group(8, 3),
  },
  {
    name: 'a text must stand longer than there is time',
    code: 'date.never-in-time',
    places: at('phases', 0, 'steps', 9),
    plant: (plan, place) => {
      plan.setIn([...place, 'ask', 'days'], 30);
      return [...place, 'due'];
    },
  },
  {
    name: 'a step is due before what it waits for begins',
    code: 'date.never-in-time',
    places: at('phases', 2, 'steps', 1),
    plant: (plan, place) => {
      plan.setIn(['phases', 2, 'steps', 0, 'window'], { from: '11月20日' });
      plan.setIn([...place, 'due'], '11月15日');
      return [...place, 'due'];
    },
  },
];
