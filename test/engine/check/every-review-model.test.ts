/** The model check over every review at hand: of all plans, of the scenarios' plans, and of shapes that no plan has yet. */
import { describe, expect, test } from '@jest/globals';
import type { Campaign, ReviewDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { checkModel } from '../../../packages/engine/src/check/model/model.ts';
import type { PlacesInPlan } from '../../../packages/engine/src/check/model/places-in-plan.ts';
import { tourable } from '../machine/toured-reviews.ts';

const where: PlacesInPlan = { step: (id) => ['steps', id], review: (id, place) => ['reviews', id, place ?? ''] };

describe('the machines of every review at hand', () => {
  test.each(tourable())('of %s have no flaw', (_, review: ReviewDefinition) => {
    const named = review.stages.flatMap(({ by, choices }) => [by, ...(choices?.by?.values ?? [])]);
    const roles = Object.fromEntries(named.map((id) => [id, { id }]));
    const bare = { reviews: { [review.id]: review }, steps: [], procedures: [], roles } as unknown as Campaign;

    expect(checkModel(bare, where).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
