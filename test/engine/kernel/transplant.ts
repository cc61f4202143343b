/**
 * A review of any plan, put into the small campaign of the walks: the same course, outcomes, modes and returns; its roles become roles that
 * somebody holds, its conditions are said outright, its values by rule are none, and it runs without limits.
 */
import type { Decide, ReviewDefinition, StageDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';

/** @param applies stages whose condition holds; the others with a condition are left out */
export function transplant(review: ReviewDefinition, applies: readonly string[]): ReviewDefinition {
  const { hash: _, ...own } = review;
  const content = {
    ...own,
    id: 'points',
    once: false,
    stages: review.stages.map((stage) => stageOf(stage, applies)),
    return: { ...review.return, to: ['search.declare'], due: { count: 3, unit: 'days' as const }, raise: [] },
  };
  return { ...content, hash: hashOf(content) };
}

function stageOf({ when, choices: _, ...stage }: StageDefinition, applies: readonly string[]): StageDefinition {
  return {
    ...stage,
    by: roleFor(stage.decide),
    selfReview: 'leader',
    copies: [],
    due: { kind: 'none', reason: '不限' },
    ladder: { reminders: [], escalations: [] },
    decide: easy(stage.decide),
    outcomes: stage.outcomes.map(({ steps: _, ...outcome }) => outcome),
    ...(when === undefined ? {} : { when: { op: 'constant' as const, value: applies.includes(stage.id) } }),
  };
}

function roleFor(decide: Decide): string {
  if (decide.mode === 'meeting' || decide.mode === 'vote') return 'panel';
  return decide.mode === 'one' ? 'deputy' : 'pair';
}

/** Everybody votes and says the same: whatever is counted of whom comes out so. */
function easy(decide: Decide): Decide {
  return decide.mode === 'vote' || decide.mode === 'meeting' ? { ...decide, weights: {} } : decide;
}
