/** What the bands of a count or score read: its decimal places and the least and most it can be. */
import { addDecimals, compareDecimals, type Decimal } from './decimal.ts';
import type { NumberType } from './fact-type.ts';
import type { Rule } from './rule.ts';

const zero: Decimal = { n: 0, scale: 0 };

export function scoreTypeOf(rule: Rule & { readonly hit: 'count' | 'score' }): NumberType {
  if (rule.hit === 'count') return { kind: 'number', scale: 0, min: zero, max: { n: rule.rows.length, scale: 0 } };
  const points = rule.rows.map((row) => row.then);
  const base: NumberType = rule.base?.type ?? { kind: 'number', scale: 0, min: zero, max: zero };
  const deducted = points.filter((one) => compareDecimals(one, zero) < 0).reduce(addDecimals, zero);
  const added = points.filter((one) => compareDecimals(one, zero) > 0).reduce(addDecimals, zero);
  return {
    kind: 'number',
    scale: Math.max(base.scale, ...points.map((one) => one.scale)),
    ...(base.min && { min: addDecimals(base.min, deducted) }),
    ...(base.max && { max: addDecimals(base.max, added) }),
  };
}
