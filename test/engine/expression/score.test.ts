import { describe, expect, test } from '@jest/globals';
import { type Decimal, formatDecimal, parseDecimal } from '../../../packages/engine/src/expression/decimal.ts';
import { filledTree } from '../../../packages/engine/src/expression/fill.ts';
import { quotientOf, type Rounding, rounded } from '../../../packages/engine/src/expression/rounding.ts';
import {
  type Assessment,
  applyScore,
  type ScoreCriterion,
  type ScoreRule,
} from '../../../packages/engine/src/expression/score.ts';
import type { Expression } from '../../../packages/engine/src/expression/tree.ts';

const decimal = (text: string): Decimal => parseDecimal(text) ?? { n: 0, scale: 0 };
const fact = (...path: string[]): Expression => ({ op: 'fact', path });
const yes: Expression = { op: 'constant', value: true };
const from = (least: number): Expression => ({
  op: 'compare',
  is: '>=',
  as: 'number',
  left: fact('score'),
  right: { op: 'constant', value: least },
});

function criterion(id: string, said: Partial<ScoreCriterion> = {}): ScoreCriterion {
  const plain = { max: null, floor: null, weight: decimal('1'), effect: 'adds', of: { kind: 'asked' } } as const;
  return { id, name: id, ...plain, ...said };
}
function yardstick(criteria: readonly ScoreCriterion[], said: Partial<ScoreRule> = {}): ScoreRule {
  return {
    criteria,
    assessors: { combine: 'mean', trim: 1, groups: {} },
    max: null,
    floor: null,
    outOf: null,
    places: 2,
    rounding: 'half-up',
    overrides: [],
    bands: null,
    ...said,
  };
}
/** One answer each, all of one group. */
const given = (...values: readonly number[]): Assessment[] =>
  values.map((a) => ({ group: 'staff', facts: { a, view: '满意' } }));
function totalOf(rule: ScoreRule, assessments: readonly Assessment[], values = {}): string {
  const result = applyScore(rule, values, assessments);
  return result.kind === 'too-few' ? result.kind : formatDecimal(result.total);
}

describe('a rounding', () => {
  const cases: [string, number, Rounding, string][] = [
    ['2.345', 2, 'half-up', '2.35'],
    ['-2.345', 2, 'half-up', '-2.35'],
    ['2.344', 2, 'half-up', '2.34'],
    ['2.349', 2, 'down', '2.34'],
    ['2.341', 2, 'up', '2.35'],
    ['2.5', 0, 'half-up', '3'],
    ['2.3', 2, 'up', '2.3'],
  ];
  test.each(cases)('of %s to %i places %s is %s', (value, places, way, expected) => {
    expect(formatDecimal(rounded(decimal(value), places, way))).toBe(expected);
  });

  test('of a quotient says as many places as asked', () => {
    expect(formatDecimal(quotientOf(decimal('1'), decimal('3'), 6, 'half-up'))).toBe('0.333333');
    expect(formatDecimal(quotientOf(decimal('-2'), decimal('3'), 2, 'half-up'))).toBe('-0.67');
    expect(() => quotientOf(decimal('1'), decimal('0'), 2, 'down')).toThrow('a divisor other than zero');
  });
});

describe('a yardstick', () => {
  test.each([
    ['mean', 1, [10, 8, 3, 9], '7.5'],
    ['trimmed', 1, [10, 8, 3, 9], '8.5'],
    ['trimmed', 2, [10, 8, 3, 9, 9], '9'],
    // Too few to leave any out.
    ['trimmed', 1, [10, 4], '7'],
    ['median', 1, [10, 8, 3], '8'],
    ['median', 1, [10, 8, 3, 9], '8.5'],
  ] as const)('combines assessors by %s (%i): %j give %s', (combine, trim, values, expected) => {
    const rule = yardstick([criterion('a')], { assessors: { combine, trim, groups: {} } });

    expect(totalOf(rule, given(...values))).toBe(expected);
  });

  test('weighs groups of assessors, each combined for itself', () => {
    const groups = { staff: decimal('0.6'), citizen: decimal('0.4') };
    const rule = yardstick([criterion('a')], { assessors: { combine: 'mean', trim: 1, groups } });
    const outside: Assessment[] = [{ group: 'citizen', facts: { a: 5 } }];

    expect(totalOf(rule, [...given(10, 8), ...outside])).toBe('7.4');
    // A group that counts and says nothing leaves no points.
    expect(totalOf(rule, given(10, 8))).toBe('too-few');
  });

  test('keeps each part within its bounds, weighs it, and deducts what deducts', () => {
    const work = criterion('work', {
      max: decimal('30'),
      of: {
        kind: 'parts',
        parts: [
          criterion('a', { weight: decimal('2') }),
          criterion('b', { floor: decimal('5'), of: { kind: 'points', points: fact('unit', 'b') } }),
        ],
      },
    });
    const late = criterion('late', {
      effect: 'deducts',
      max: decimal('4'),
      weight: decimal('1.5'),
      of: { kind: 'points', points: fact('unit', 'late') },
    });

    const result = applyScore(yardstick([work, late]), { unit: { b: 2, late: 9 } }, given(12, 14));

    // 2 × 13 + 5 is more than 30; 9 late count as 4.
    expect(result).toMatchObject({ kind: 'score', total: { n: 24 }, grade: null, assessors: 2 });
    expect(
      result.criteria.map(({ id, given: raw, points }) => [id, formatDecimal(raw), formatDecimal(points)]),
    ).toEqual([
      ['work', '31', '30'],
      ['a', '13', '26'],
      ['b', '2', '5'],
      ['late', '9', '-6'],
    ]);
    expect(result.inputs.map(({ path }) => path.join('.'))).toEqual(['unit.b', 'unit.late']);
  });

  test('tells points out of what can be reached, within the bounds of the whole', () => {
    const parts = [
      criterion('a', { max: decimal('20') }),
      criterion('b', { max: decimal('10'), weight: decimal('2'), of: { kind: 'points', points: fact('unit', 'b') } }),
    ];
    const rule = yardstick(parts, { outOf: decimal('100'), places: 1 });

    expect(totalOf(rule, given(13), { unit: { b: 7 } })).toBe('67.5');
    expect(totalOf({ ...rule, floor: decimal('70') }, given(13), { unit: { b: 7 } })).toBe('70');
    expect(totalOf({ ...rule, max: decimal('60') }, given(13), { unit: { b: 7 } })).toBe('60');
  });

  const bands = {
    hit: 'worst' as const,
    order: ['红', '黄', '绿'],
    rows: [
      { if: from(80), then: '红' },
      { if: from(60), then: '黄' },
    ],
  };
  test.each([
    [85, '红'],
    [60, '黄'],
  ])('finds the gravest band that holds %i', (points, grade) => {
    expect(applyScore(yardstick([criterion('a')], { bands }), {}, given(points))).toMatchObject({ grade, by: 'band' });
  });

  test('leaves what no band holds, or several that disagree, to a person, unless it says otherwise', () => {
    const below = given(10);
    const otherwise = { kind: 'value' as const, value: '绿' };
    const any = { hit: 'any' as const, rows: bands.rows };

    expect(applyScore(yardstick([criterion('a')], { bands }), {}, below)).toMatchObject({ kind: 'no-band' });
    const rest = applyScore(yardstick([criterion('a')], { bands: { ...bands, otherwise } }), {}, below);
    expect(rest).toMatchObject({ kind: 'score', grade: '绿', rows: [] });
    expect(applyScore(yardstick([criterion('a')], { bands: any }), {}, given(85))).toMatchObject({ kind: 'no-band' });
  });

  test('lets what overrides it decide, and still says the points', () => {
    const overrides = [
      { if: fact('unit', 'breach'), then: '绿' },
      { if: yes, then: '红' },
    ];
    const rule = yardstick([criterion('a')], { bands, overrides });

    const result = applyScore(rule, { unit: { breach: false } }, given(61));

    expect(result).toMatchObject({ kind: 'score', total: { n: 61 }, grade: '红', by: 'override', rows: [1] });
  });
});

test('a tree is filled with the facts of a record', () => {
  const tree: Expression = {
    op: 'compare',
    is: '>=',
    as: 'number',
    left: fact('score'),
    right: { op: 'add', of: [fact('row', 'least'), { op: 'constant', value: 1 }] },
  };

  expect(filledTree(tree, 'row', { least: 59.5 })).toEqual({
    ...tree,
    right: {
      op: 'add',
      of: [
        { op: 'constant', value: { n: 595, scale: 1 } },
        { op: 'constant', value: 1 },
      ],
    },
  });
});
