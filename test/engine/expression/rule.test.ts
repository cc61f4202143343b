import { describe, expect, test } from '@jest/globals';
import { compileRule, RuleSource } from '../../../packages/engine/src/expression/compile-rule.ts';
import { checkRule, coverage } from '../../../packages/engine/src/expression/coverage.ts';
import type { FactType, Scope } from '../../../packages/engine/src/expression/fact-type.ts';
import { applyRule, Rule, type RuleResult } from '../../../packages/engine/src/expression/rule.ts';
import type { Values } from '../../../packages/engine/src/expression/tree.ts';

/** Rows from pairs of condition and result; `then` is the plan's own word. */
const rows = (...pairs: (readonly [string, unknown])[]) => pairs.map(([condition, result]) => row(condition, result));
const row = (condition: string, result: unknown) => ({ if: condition, then: result });

/** Compiles a rule as an author writes it, and sends it through JSON as a campaign stores it. */
function aRule(source: unknown, scope: Scope, results?: readonly string[]): Rule {
  const compiled = compileRule(RuleSource.parse(source), scope, results);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return Rule.parse(JSON.parse(JSON.stringify(compiled.rule)));
}

/** The result with the rows (from 1) it rests on. */
function summary(result: RuleResult): unknown[] {
  return [result.kind === 'value' ? result.value : result.kind, ...result.rows.map((row) => row + 1)];
}

const enumeration = (...values: string[]): FactType => ({ kind: 'enumeration', values });
const record = (fields: Scope): FactType => ({ kind: 'record', fields });
const grades = ['一级', '二级', '三级'];

describe('the five grading rules', () => {
  // 000, 划分风险等级: ten kinds are named; a 副职 who runs 财务 matches two rows, and the graver is taken (reading).
  describe('by the attributes of a post, the worst of the rows', () => {
    const named = ['人事', '财务', '物资', '采购', '学生管理', '基建', '收费', '招生就业', '后勤服务', '校办产业'];
    const scope: Scope = {
      post: record({
        rank: { ...enumeration('正职', '副职', '一般'), optional: true } as FactType,
        kinds: { kind: 'list', of: enumeration(...named, '教学', '科研') },
        concentrated: { kind: 'boolean' },
        serves: { kind: 'boolean' },
        general: { kind: 'boolean' },
      }),
    };
    const rule = aRule(
      {
        hit: 'worst',
        order: grades,
        rows: rows(
          ['post.rank != null and post.rank = "正职"', '一级'],
          ['post.concentrated and post.serves', '一级'],
          [`some k in post.kinds satisfies list contains(${JSON.stringify(named)}, k)`, '一级'],
          ['post.rank != null and post.rank = "副职"', '二级'],
          ['post.general', '二级'],
        ),
        otherwise: { kind: 'value', value: '三级' },
      },
      scope,
      grades,
    );
    const post = (facts: Values): Values => ({
      post: { rank: '一般', kinds: [], concentrated: false, serves: false, general: false, ...facts },
    });
    const table: [Values, ...unknown[]][] = [
      [{ rank: '正职' }, '一级', 1],
      [{ rank: '副职' }, '二级', 4],
      [{ rank: '副职', kinds: ['财务'] }, '一级', 3],
      [{ concentrated: true }, '三级'],
      [{ concentrated: true, serves: true, kinds: ['采购', '教学'] }, '一级', 2, 3],
      [{ kinds: ['教学'] }, '三级'],
      [{ rank: null, general: true }, '二级', 5],
    ];
    test.each(table)('grades %j as %s by rows %s', (facts, ...result) => {
      expect(summary(applyRule(rule, post(facts)))).toEqual(result);
    });

    test('covers every post by its otherwise, over the cases that its conditions tell apart', () => {
      expect(checkRule(rule, scope)).toEqual([]);
      // rank 3 and none, kinds 4 mixtures of named and other, three booleans
      expect(coverage(rule, scope)).toMatchObject({ cases: 4 * 4 * 8, assumed: [], exhaustive: false });
    });

    test('gives the facts it rests on', () => {
      expect(applyRule(rule, post({ rank: '正职' }))).toMatchObject({
        by: 'row',
        inputs: [
          { path: ['post', 'rank'], value: '正职' },
          { path: ['post', 'concentrated'], value: false },
          { path: ['post', 'kinds'], value: [] },
          { path: ['post', 'general'], value: false },
        ],
      });
    });
  });

  // 001, 确定风险等级: the same by first match; nothing is said of other posts, so a person decides (reading).
  describe('by the attributes of a post, the first row', () => {
    const scope: Scope = {
      post: record({
        rank: enumeration('正职', '副职', '一般'),
        manages: { kind: 'list', of: enumeration('人', '财', '物') },
        harm: enumeration('严重', '轻微', '无'),
      }),
    };
    const source = {
      hit: 'first',
      rows: rows(
        ['post.rank = "正职" or count(post.manages) > 0', '一级'],
        ['post.harm = "严重"', '二级'],
        ['post.harm = "轻微"', '三级'],
      ),
    };
    const table: [Values, ...unknown[]][] = [
      [{ rank: '正职', manages: [], harm: '轻微' }, '一级', 1],
      [{ rank: '一般', manages: ['财'], harm: '无' }, '一级', 1],
      [{ rank: '副职', manages: [], harm: '严重' }, '二级', 2],
      [{ rank: '一般', manages: [], harm: '无' }, 'person'],
    ];
    test.each(table)('grades %j as %s by row %s', (facts, ...result) => {
      const rule = aRule({ ...source, otherwise: { kind: 'person' } }, scope, grades);
      expect(summary(applyRule(rule, { post: facts }))).toEqual(result);
    });

    test('has a gap when it does not say who decides the rest', () => {
      const rule = aRule(source, scope, grades);
      expect(checkRule(rule, scope)).toMatchObject([
        { code: 'rule.gap', witness: 'post.rank = 副职, post.manages = [], post.harm = 无' },
      ]);
      expect(summary(applyRule(rule, { post: { rank: '一般', manages: [], harm: '无' } }))).toEqual(['refused']);
    });
  });

  const pointScope: Scope = {
    item: record({ probability: enumeration('大', '较大', '较小'), harm: enumeration('严重', '较重', '较轻') }),
  };
  const both = (probability: string, harm: string): Values => ({ item: { probability, harm } });

  // 002, 风险点级别: probability and harm; the mixed cases are not covered.
  describe('by probability and harm together', () => {
    const source = {
      hit: 'unique',
      rows: rows(
        ['item.probability = "大" and item.harm = "严重"', '一级'],
        ['item.probability = "较大" and item.harm = "较重"', '二级'],
        ['item.probability = "较小" and item.harm = "较轻"', '三级'],
      ),
    };

    test('reports each of the six mixed cases', () => {
      const problems = checkRule(aRule(source, pointScope, grades), pointScope);
      expect(problems.map((problem) => problem.code)).toEqual(Array(6).fill('rule.gap'));
      expect(problems[0]).toMatchObject({ severity: 'error', witness: 'item.probability = 大, item.harm = 较重' });
    });

    test.each([
      ['person', 'person'],
      ['refused', 'refused'],
    ])('gives mixed cases to %s when it says so', (kind, result) => {
      const rule = aRule({ ...source, otherwise: { kind } }, pointScope, grades);
      expect(checkRule(rule, pointScope)).toEqual([]);
      expect(summary(applyRule(rule, both('大', '较轻')))).toEqual([result]);
      expect(summary(applyRule(rule, both('大', '严重')))).toEqual(['一级', 1]);
    });
  });

  // 003, 评估等级: probability or harm, so the grade is the worse of the two.
  describe('by probability or harm', () => {
    const pairs = [
      ['item.probability = "大" or item.harm = "严重"', '一级'],
      ['item.probability = "较大" or item.harm = "较重"', '二级'],
      ['item.probability = "较小" or item.harm = "较轻"', '三级'],
    ] as const;
    const rule = aRule({ hit: 'worst', order: grades, rows: rows(...pairs) }, pointScope, grades);
    const table: [string, string, ...unknown[]][] = [
      ['大', '较轻', '一级', 1],
      ['较小', '严重', '一级', 1],
      ['较大', '较轻', '二级', 2],
      ['较小', '较轻', '三级', 3],
    ];
    test.each(table)('grades %s and %s as %s', (probability, harm, ...result) => {
      expect(summary(applyRule(rule, both(probability, harm)))).toEqual(result);
    });

    test('covers every case, and overlaps are no fault of it', () => {
      expect(checkRule(rule, pointScope)).toEqual([]);
      expect(coverage(rule, pointScope)).toMatchObject({ exhaustive: true, cases: 9 });
    });

    test('is refused as a table of one row only, naming rows and case', () => {
      const unique = aRule({ hit: 'unique', rows: rows(...pairs) }, pointScope, grades);
      expect(checkRule(unique, pointScope)).toMatchObject([
        { code: 'rule.overlap', rows: [1, 2], witness: 'item.probability = 大, item.harm = 较重' },
        { code: 'rule.overlap', rows: [1, 3], witness: 'item.probability = 大, item.harm = 较轻' },
        { code: 'rule.overlap', rows: [2, 3], witness: 'item.probability = 较大, item.harm = 较轻' },
      ]);
      expect(summary(applyRule(unique, both('大', '较重')))).toEqual(['conflict', 1, 2]);
    });
  });

  // 002, 岗位等级 A/B/C, from the number of risk points, as 004 might set it: the post's class is derived from the points' grades.
  describe('by counting', () => {
    const scope: Scope = {
      post: record({
        many: { kind: 'boolean' },
        likely: { kind: 'boolean' },
        grave: { kind: 'boolean' },
        structural: { kind: 'boolean' },
        points: { kind: 'list', of: record({ grade: enumeration(...grades) }) },
      }),
    };
    const factors = ['post.many', 'post.likely', 'post.grave', 'post.structural'].map((condition) => ({
      if: condition,
    }));
    const rule = aRule(
      { hit: 'count', rows: factors, bands: rows(['count >= 3', 'A'], ['count = 2', 'B'], ['count < 2', 'C']) },
      scope,
      ['A', 'B', 'C'],
    );
    const post = (...met: string[]): Values => ({
      post: {
        points: [],
        ...Object.fromEntries(['many', 'likely', 'grave', 'structural'].map((one) => [one, met.includes(one)])),
      },
    });

    test('takes the band of the number of factors met', () => {
      expect(applyRule(rule, post('many', 'grave', 'likely'))).toMatchObject({
        value: 'A',
        rows: [0, 1, 2],
        score: { n: 3, scale: 0 },
        bands: [0],
      });
      expect(summary(applyRule(rule, post('grave', 'structural')))).toEqual(['B', 3, 4]);
      expect(summary(applyRule(rule, post()))).toEqual(['C']);
      expect(checkRule(rule, scope)).toEqual([]);
    });

    test('finds the number that no band holds', () => {
      const gap = aRule({ hit: 'count', rows: factors, bands: rows(['count >= 3', 'A'], ['count < 2', 'C']) }, scope);
      expect(checkRule(gap, scope)[0]).toMatchObject({
        code: 'rule.gap',
        facts: [{ name: 'count', value: { n: 2, scale: 0 } }, ...Array(4).fill(expect.anything())],
      });
    });

    test('counts the points of a grade, as a free number when gaps are looked for', () => {
      const points = 'count(post.points[item.grade = "一级"])';
      const source = {
        hit: 'first',
        rows: rows([`${points} >= 3`, 'A'], [`${points} in [1..2]`, 'B'], [`${points} = 0`, 'C']),
      };
      const byPoints = aRule(source, scope);
      expect(checkRule(byPoints, scope)).toEqual([]);
      expect(coverage(byPoints, scope)).toMatchObject({ exhaustive: true, assumed: [points] });
      const holder = { post: { points: [{ grade: '一级' }, { grade: '二级' }] } };
      expect(summary(applyRule(byPoints, holder))).toEqual(['B', 2]);
    });
  });
});

describe('a score with bands', () => {
  const five: FactType = { kind: 'number', scale: 0, min: { n: 1, scale: 0 }, max: { n: 5, scale: 0 } };
  const scope: Scope = {
    item: record({ probability: five, severity: five }),
    unit: record({
      score: { kind: 'number', scale: 1, min: { n: 0, scale: 0 }, max: { n: 100, scale: 0 } },
      late: { kind: 'boolean' },
      praised: { kind: 'boolean' },
    }),
  };
  const matrix = (...pairs: [string, string][]) =>
    aRule({ hit: 'score', base: 'item.probability * item.severity', rows: [], bands: rows(...pairs) }, scope, grades);
  const marks = (...pairs: [string, string][]) =>
    aRule(
      { hit: 'score', base: 'unit.score', rows: rows(['unit.late', -2.5], ['unit.praised', 5]), bands: rows(...pairs) },
      scope,
    );

  test('takes the band of a product', () => {
    const rule = matrix(['score >= 15', '一级'], ['score in [6..15)', '二级'], ['score < 6', '三级']);
    expect(checkRule(rule, scope)).toEqual([]);
    expect(applyRule(rule, { item: { probability: 5, severity: 3 } })).toMatchObject({
      value: '一级',
      score: { n: 15, scale: 0 },
    });
    expect(summary(applyRule(rule, { item: { probability: 3, severity: 2 } }))).toEqual(['二级']);
  });

  test('does not take a number that no product reaches for a gap', () => {
    // 13 and 14 are no product of two numbers up to five
    expect(
      checkRule(matrix(['score >= 15', '一级'], ['score in [6..12]', '二级'], ['score < 6', '三级']), scope),
    ).toEqual([]);
    expect(
      checkRule(matrix(['score >= 15', '一级'], ['score in [6..11]', '二级'], ['score < 6', '三级']), scope),
    ).toMatchObject([
      { code: 'rule.gap', witness: 'score = 12, item.probability = 3, item.severity = 4' },
      { code: 'rule.gap', witness: 'score = 12, item.probability = 4, item.severity = 3' },
    ]);
  });

  test('adds points and deductions exactly, and names the rows', () => {
    const rule = marks(['score >= 90', '优秀'], ['score in [60..90)', '合格'], ['score < 60', '不合格']);
    expect(checkRule(rule, scope)).toEqual([]);
    const unit = { score: 90.1, late: true, praised: false };
    expect(applyRule(rule, { unit })).toMatchObject({ value: '合格', rows: [0], score: { n: 876, scale: 1 } });
  });

  test('finds two bands that hold the same score', () => {
    const rule = marks(['score >= 90', '优秀'], ['score in [60..90]', '合格'], ['score < 60', '不合格']);
    const [problem, ...others] = checkRule(rule, scope);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: 'rule.overlap',
      rows: [1, 2],
      facts: [{ name: 'score', value: { n: 90, scale: 0 } }, {}, {}, {}],
    });
    expect(summary(applyRule(rule, { unit: { score: 85, late: false, praised: true } }))).toEqual(['conflict', 2]);
  });

  test('finds 89.5 between bands of whole numbers', () => {
    const bands = rows(['unit.score >= 90', '优秀'], ['unit.score in [60..89]', '合格'], ['unit.score < 60', '不合格']);
    const rule = aRule({ hit: 'unique', rows: bands }, scope);
    expect(checkRule(rule, scope)).toMatchObject([{ code: 'rule.gap', witness: 'unit.score = 89.5' }]);
    expect(summary(applyRule(rule, { unit: { score: 89.5 } }))).toEqual(['refused']);
  });
});

describe('the check of a rule table', () => {
  const scope: Scope = {
    a: enumeration('x', 'y', 'z'),
    n: { kind: 'number', scale: 0 },
    who: { kind: 'reference' },
    since: { kind: 'date' },
  };

  test('reports all problems of all rows with their paths', () => {
    const source = {
      hit: 'worst',
      order: ['g1', 'g2'],
      rows: rows(['a = "w"', 'g3'], ['b', 'g1']),
      otherwise: { kind: 'value', value: 'g9' },
    };
    expect(compileRule(RuleSource.parse(source), scope, undefined, ['rules', 'r'])).toMatchObject({
      problems: [
        { code: 'rule.not-a-result', path: ['rules', 'r', 'otherwise'], value: 'g9' },
        { code: 'expression.not-a-value', path: ['rules', 'r', 'rows', 0, 'if'] },
        { code: 'rule.not-a-result', path: ['rules', 'r', 'rows', 0, 'then'], value: 'g3', possible: ['g1', 'g2'] },
        { code: 'expression.unknown-name', path: ['rules', 'r', 'rows', 1, 'if'] },
      ],
    });
    const points = { hit: 'score', base: 'a', rows: rows(['n > 1', 0.1 + 0.2]), bands: rows(['score > a', 'g1']) };
    expect(compileRule(RuleSource.parse(points), scope)).toMatchObject({
      problems: [
        { code: 'expression.wrong-type', path: ['base'] },
        { code: 'rule.not-points' },
        { code: 'expression.unknown-name', path: ['bands', 0, 'if'] },
      ],
    });
  });

  test('takes agreeing rows of an any table, and reports those that differ', () => {
    const agreeing = aRule(
      { hit: 'any', rows: rows(['a = "x"', ['p', 'q']], ['a != "y"', ['p', 'q']], ['a = "y"', ['p']]) },
      scope,
    );
    expect(checkRule(agreeing, scope)).toEqual([]);
    expect(coverage(agreeing, scope).overlaps).toMatchObject([{ rows: [0, 1], conflict: false }]);
    expect(summary(applyRule(agreeing, { a: 'x' }))).toEqual([['p', 'q'], 1, 2]);
    const differing = aRule({ hit: 'any', rows: rows(['a = "x"', 'p'], ['true', 'q']) }, scope);
    expect(checkRule(differing, scope)).toMatchObject([{ code: 'rule.conflict', rows: [1, 2], witness: 'a = x' }]);
    expect(summary(applyRule(differing, { a: 'x' }))).toEqual(['conflict', 1, 2]);
  });

  test('takes the mildest of a best table', () => {
    const rule = aRule(
      { hit: 'best', order: grades, rows: rows(['a = "x"', '一级'], ['a != "z"', '二级'], ['true', '一级']) },
      scope,
    );
    expect(summary(applyRule(rule, { a: 'x' }))).toEqual(['二级', 2]);
    expect(summary(applyRule(rule, { a: 'z' }))).toEqual(['一级', 3]);
  });

  test('advises on a row that is never reached', () => {
    const rule = aRule({ hit: 'first', rows: rows(['n >= 1', 'p'], ['n > 3', 'q'], ['n < 1', 'r']) }, scope);
    expect(checkRule(rule, scope, ['rules'])).toMatchObject([
      { code: 'rule.unreachable', severity: 'advice', row: 2, path: ['rules', 'rows', 1] },
    ]);
  });

  test('tells days and references apart', () => {
    const rule = aRule(
      {
        hit: 'unique',
        rows: rows(['since < date("2011-10-10")', 'p'], ['since > date("2011-10-10") and who = "h"', 'q']),
      },
      scope,
    );
    expect(checkRule(rule, scope).map((problem) => problem.witness)).toEqual([
      'since = 2011-10-10, who = h',
      'since = 2011-10-10, who = *',
      'since = 2011-10-11, who = *',
    ]);
  });

  test('demands an otherwise where the cases are too many to go through', () => {
    const score: FactType = { kind: 'number', scale: 1, min: { n: 0, scale: 0 }, max: { n: 100, scale: 0 } };
    const wide: Scope = { a: score, b: score };
    const source = { hit: 'first', rows: rows(['a > b', 'p'], ['a <= b', 'q']) };
    expect(checkRule(aRule(source, wide), wide)).toMatchObject([
      { code: 'rule.too-many-cases', severity: 'error', most: 100_000, cases: 1001 * 1001 },
    ]);
    const stated = aRule({ ...source, otherwise: { kind: 'person' } }, wide);
    expect(checkRule(stated, wide)).toMatchObject([{ code: 'rule.too-many-cases', severity: 'advice' }]);
  });

  test('goes through cases close to the most there may be in good time', () => {
    const many: Scope = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`b${i}`, { kind: 'boolean' }]));
    const rule = aRule({ hit: 'first', rows: rows(...Object.keys(many).map((name) => [name, name] as const)) }, many);
    expect(coverage(rule, many)).toMatchObject({
      decided: true,
      exhaustive: false,
      cases: 65_536,
      gaps: [Array(16).fill(expect.objectContaining({ value: false }))],
    });
  });

  test('knows that a record may be absent', () => {
    const names: Scope = {
      node: record({ section: { kind: 'record', optional: true, fields: { head: { kind: 'boolean' } } } }),
    };
    const rule = aRule(
      { hit: 'unique', rows: rows(['node.section != null and node.section.head', 'p'], ['node.section = null', 'q']) },
      names,
    );
    expect(checkRule(rule, names)).toMatchObject([{ code: 'rule.gap', witness: 'node.section.head = false' }]);
  });

  test('sees that some and not every are the two halves of one thing, over records too', () => {
    const names: Scope = { node: record({ items: { kind: 'list', of: record({ done: { kind: 'boolean' } }) } }) };
    const pairs = [
      ['some i in node.items satisfies not(i.done)', 'p'],
      ['every i in node.items satisfies i.done', 'q'],
    ] as const;
    expect(coverage(aRule({ hit: 'unique', rows: rows(...pairs) }, names), names)).toMatchObject({
      exhaustive: true,
      overlaps: [],
    });
  });
});
