/** What the assessors of a yardstick are asked: each criterion that they judge, from 0 to its maximum. */
import type { NumberType, Scope } from '../expression/fact-type.ts';
import type { ScoreCriterion, ScoreRule } from '../expression/score.ts';

export function askedScope(rule: Pick<ScoreRule, 'criteria'>): Scope {
  const asked = ({ id, max, of }: ScoreCriterion): [string, NumberType][] => {
    if (of.kind === 'parts') return of.parts.flatMap(asked);
    if (of.kind === 'points') return [];
    return [[id, { kind: 'number', scale: 2, min: { n: 0, scale: 0 }, ...(max === null ? {} : { max }) }]];
  };
  return Object.fromEntries(rule.criteria.flatMap(asked));
}
