/** Faults of what opens cases by itself and of what has work done again, to plant in a plan with procedures. */
import type { Document } from 'yaml';
import type { Fault, Path } from './faults.ts';

/** The first procedure, of a unit; the third is of a post. */
const [ofUnit, ofPost]: readonly Path[] = [
  ['procedures', 0],
  ['procedures', 2],
];
const only =
  (path: Path): Fault['places'] =>
  () => [path];

const listening =
  (trigger: Readonly<Record<string, unknown>>, ...at: Path): Fault['plant'] =>
  (plan, place) => {
    plan.setIn([...place, 'on'], [trigger]);
    return [...place, 'on', 0, ...at];
  };

/** One more step at the end of the procedure. */
const oneMore =
  (step: Readonly<Record<string, unknown>>, ...at: Path): Fault['plant'] =>
  (plan, place) => {
    const index = stepsOf(plan, place).length;
    plan.setIn([...place, 'steps', index], { id: 'planted', name: '另一步', by: 'office', ...step });
    return [...place, 'steps', index, ...at];
  };

function stepsOf(plan: Document, place: Path): readonly unknown[] {
  const at = plan.getIn([...place, 'steps']) as { readonly items: readonly unknown[] };
  return at.items;
}

const channel = '"举报箱"';

export const caseFaults: readonly Fault[] = [
  {
    name: 'a procedure listens for one that is not there',
    code: 'reference.procedure',
    places: only(ofUnit ?? []),
    plant: listening({ event: 'case-ended', procedure: 'planted', facts: { channel } }, 'procedure'),
  },
  {
    name: 'a step opens a procedure that is not there',
    code: 'reference.procedure',
    places: only(ofUnit ?? []),
    plant: oneMore({ open: { procedure: 'planted' } }, 'open', 'procedure'),
  },
  {
    name: 'an event gives no facts',
    code: 'procedure.facts-missing',
    places: only(ofUnit ?? []),
    plant: listening({ event: 'overdue' }, 'facts'),
  },
  {
    name: 'the calendar gives no facts',
    code: 'procedure.facts-missing',
    places: only(ofUnit ?? []),
    plant: (plan, place) => {
      plan.setIn([...place, 'at'], { every: 'quarter' });
      return [...place, 'at', 'facts'];
    },
  },
  {
    name: 'an event gives a fact that there is not',
    code: 'procedure.fact-unknown',
    places: only(ofUnit ?? []),
    plant: listening({ event: 'overdue', facts: { channel, planted: 'true' } }, 'facts', 'planted'),
  },
  {
    name: 'a computed fact is another',
    code: 'procedure.fact-type',
    places: only(ofUnit ?? []),
    plant: listening({ event: 'overdue', facts: { channel: '"别处"' } }, 'facts', 'channel'),
  },
  {
    name: 'a key does not fit its event',
    code: 'procedure.not-for-event',
    places: only(ofUnit ?? []),
    plant: listening({ event: 'graded', step: 'search.declare', facts: { channel } }, 'step'),
  },
  {
    name: 'a step opens a procedure of a place below',
    code: 'procedure.below',
    places: only(ofUnit ?? []),
    plant: oneMore(
      {
        open: {
          procedure: 'handling',
          facts: { signs: 'true', reported: 'false', reflected: 'false', unfulfilled: 'false' },
        },
      },
      'open',
      'procedure',
    ),
  },
  {
    name: 'a procedure opens itself and nobody has anything to do',
    code: 'procedure.endless',
    places: only(ofUnit ?? []),
    plant: (plan, place) => {
      const open = { procedure: plan.getIn([...place, 'id']), facts: { channel } };
      plan.setIn([...place, 'steps'], [{ id: 'planted', name: '再来一次', by: 'office', open }]);
      return undefined;
    },
  },
  {
    name: 'a review is to be done again',
    code: 'reopen.out-of-reach',
    places: only(ofPost ?? []),
    plant: oneMore({ reopen: { steps: ['search.settle'], reasons: ['不实'] } }, 'reopen', 'steps', 0),
  },
  {
    name: 'what lies below is to be shown again',
    code: 'ask.again-below',
    places: (plan) => {
      const { phases } = plan.toJS() as { phases: { steps: { ask?: { purpose: string } }[] }[] };
      return phases.flatMap((phase, p) =>
        phase.steps.flatMap(({ ask }, s) => (ask?.purpose === 'publicity' ? [['phases', p, 'steps', s]] : [])),
      );
    },
    plant: (plan, place) => {
      plan.setIn([...place, 'ask', 'upheld'], { reopen: ['search.declare'] });
      return [...place, 'ask', 'upheld'];
    },
  },
];
