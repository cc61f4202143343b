import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkFacts } from '../../../packages/engine/src/expression/check-facts.ts';
import { compileRule, RuleSource } from '../../../packages/engine/src/expression/compile-rule.ts';
import { coverage, type Witness } from '../../../packages/engine/src/expression/coverage.ts';
import { canonical } from '../../../packages/engine/src/expression/decimal.ts';
import { holds } from '../../../packages/engine/src/expression/evaluate.ts';
import type { Scope } from '../../../packages/engine/src/expression/fact-type.ts';
import type { Value, Values } from '../../../packages/engine/src/expression/tree.ts';

const scope: Scope = {
  rank: { kind: 'enumeration', values: ['a', 'b', 'c', 'd'], ordered: true },
  other: { kind: 'enumeration', values: ['c', 'd', 'e'], optional: true },
  flag: { kind: 'boolean' },
  n: { kind: 'number', scale: 1, min: { n: 0, scale: 0 }, max: { n: 2, scale: 0 } },
  kinds: { kind: 'list', of: { kind: 'enumeration', values: ['a', 'b', 'c'] } },
};

/** Every value of every fact: what the analysis must agree with. */
const universe: Values[] = (() => {
  const subsets = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ['a', 'b', 'c'].filter((_, i) => bits & (1 << i)));
  const domains: [string, Value[]][] = [
    ['rank', ['a', 'b', 'c', 'd']],
    ['other', ['c', 'd', 'e', null]],
    ['flag', [true, false]],
    ['n', Array.from({ length: 21 }, (_, i) => canonical(BigInt(i), 1))],
    ['kinds', subsets],
  ];
  return domains.reduce<Values[]>(
    (cases, [name, values]) => cases.flatMap((facts) => values.map((value) => ({ ...facts, [name]: value }))),
    [{}],
  );
})();

const text = fc.constantFrom('"c"', '"d"');
const number = fc.constantFrom('0', '0.5', '1', '1.05', '1.9', '2', '3');
const comparator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const atom = fc.oneof(
  fc.tuple(comparator, text).map(([is, value]) => `rank ${is} ${value}`),
  fc.tuple(comparator, number).map(([is, value]) => `n ${is} ${value}`),
  fc.tuple(comparator, number).map(([is, value]) => `${value} ${is} n`),
  fc
    .tuple(number, number, fc.constantFrom('[]', '()', '[)'))
    .map(([a, b, [open, close]]) => `n in ${open}${a}..${b}${close}`),
  fc.tuple(comparator, fc.integer({ min: 0, max: 3 })).map(([is, value]) => `count(kinds) ${is} ${value}`),
  fc.constantFrom(
    'flag',
    'flag = false',
    'other = null',
    'other != null and other = "c"',
    'other != null and other = rank',
    'other != null and not(other in ("d", "e"))',
    'rank in kinds',
    'list contains(kinds, "b")',
    'some k in kinds satisfies k in ("a", "b")',
    'every k in kinds satisfies k != "c"',
    'some k in kinds, l in kinds satisfies k != l',
    'count(kinds[item != "a"]) = 1',
    'n * 2 + 1 >= count(kinds)',
    'if flag then n > 1 else rank = "a"',
    'rank in ["b".."c"]',
  ),
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('condition').map((one) => `not(${one})`),
  ),
}));

const row = (condition: string, result: string) => ({ if: condition, then: result });

function ruleOf(hit: 'unique' | 'any' | 'first', conditions: readonly string[]) {
  const source = RuleSource.parse({ hit, rows: conditions.map((one, i) => row(one, `r${i % 2}`)) });
  const compiled = compileRule(source, scope);
  if ('problems' in compiled || compiled.rule.hit !== hit) throw new Error(JSON.stringify(compiled));
  return compiled.rule;
}

/** The facts of a witness, the rest filled from any case: what the conditions do not read cannot matter. */
const factsOf = (witness: Witness): Values => ({
  ...universe[0],
  ...Object.fromEntries(witness.map(({ name, value }) => [name, value])),
});

describe('coverage', () => {
  test('agrees with going through every value of every fact', () => {
    let gaps = 0;
    let conflicts = 0;
    fc.assert(
      fc.property(
        fc.constantFrom('unique', 'any', 'first'),
        fc.array(condition, { minLength: 1, maxLength: 3 }),
        (hit, conditions) => {
          const rule = ruleOf(hit, conditions);
          const found = coverage(rule, scope);
          const matched = universe.map((facts) => rule.rows.flatMap((row, i) => (holds(row.if, facts) ? [i] : [])));
          const sets = new Set(matched.filter((one) => one.length > 1).map((one) => one.join()));
          const reached = new Set(matched.flatMap((one) => (hit === 'first' ? one.slice(0, 1) : one)));

          expect(found.decided).toBe(true);
          expect(found.assumed).toEqual([]);
          expect(found.exhaustive).toBe(matched.every((one) => one.length > 0));
          expect(found.gaps.length > 0).toBe(!found.exhaustive);
          expect(new Set(found.overlaps.map((overlap) => overlap.rows.join()))).toEqual(sets);
          expect(found.unreachable).toEqual(rule.rows.flatMap((_, i) => (reached.has(i) ? [] : [i])));
          for (const witness of found.gaps) {
            expect(checkFacts(scope, factsOf(witness))).toEqual([]);
            expect(rule.rows.some((row) => holds(row.if, factsOf(witness)))).toBe(false);
            gaps += 1;
          }
          for (const { rows, witness, conflict } of found.overlaps) {
            expect(rule.rows.flatMap((row, i) => (holds(row.if, factsOf(witness)) ? [i] : []))).toEqual(rows);
            expect(conflict).toBe(hit === 'unique' || (hit === 'any' && new Set(rows.map((row) => row % 2)).size > 1));
            if (conflict) conflicts += 1;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(Math.min(gaps, conflicts)).toBeGreaterThan(10);
  });

  test('never calls a rule exhaustive that is not, when it takes parts as free', () => {
    const points: Scope = {
      items: { kind: 'list', of: { kind: 'record', fields: { v: { kind: 'number', scale: 0 } } } },
      n: { kind: 'number', scale: 0 },
    };
    const rows = ['some i in items satisfies i.v > n', 'count(items) = 0 and n > 0', 'count(items) > 0'].map((one) =>
      row(one, 'x'),
    );
    const compiled = compileRule(RuleSource.parse({ hit: 'any', rows }), points);
    if ('problems' in compiled) throw new Error('compiles');
    const found = coverage(compiled.rule, points);
    expect(found).toMatchObject({
      decided: true,
      exhaustive: false,
      assumed: ['some i in items satisfies (i.v > n)', 'count(items)'],
    });
  });
});
