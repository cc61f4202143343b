/** A tour of every transition of every review's machine, generated from the compiled machine. */
import { describe, expect, test } from '@jest/globals';
import {
  entryId,
  REVIEW_MOVES,
  REVIEW_PLACES,
  reviewMachine,
} from '../../../packages/engine/src/machine/review-machine.ts';
import { nameOf, tourOf, transitionsOf } from './tour.ts';
import { tourable } from './toured-reviews.ts';

const reviews = tourable();

describe('the machine of a review', () => {
  test.each(reviews)('of %s goes by every transition that it has', (_, definition) => {
    const { machine, step } = reviewMachine(definition);
    const entries = definition.course.map(entryId);
    const legs = tourOf(machine, REVIEW_MOVES, entries);

    expect(legs.map((leg) => nameOf(leg.transition)).sort()).toEqual(transitionsOf(machine).map(nameOf).sort());
    for (const { transition, moves } of legs) {
      const ended = moves.reduce<string | undefined>((at, move) => (at === undefined ? at : step(at, move)), 'waiting');
      expect(ended).toBe(transition.to);
    }
  });

  test.each(reviews)(
    'of %s has no place that nothing leads to, and none but the ends that nothing leads from',
    (_, definition) => {
      const { machine, places } = reviewMachine(definition);
      const transitions = transitionsOf(machine);

      expect([...places].sort()).toEqual([...definition.course.map(entryId), ...REVIEW_PLACES].sort());
      expect(places.filter((place) => place !== 'waiting' && transitions.every(({ to }) => to !== place))).toEqual([]);
      expect(places.filter((place) => transitions.every(({ from }) => from !== place))).toEqual([]);
    },
  );
});
