import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expressionCodes } from '../../../packages/engine/src/codes/expression.ts';
import { messageOf } from '../../../packages/engine/src/codes.ts';
import { checkFacts } from '../../../packages/engine/src/expression/check-facts.ts';
import { compileExpression } from '../../../packages/engine/src/expression/compile.ts';
import { formatDecimal, isDecimal } from '../../../packages/engine/src/expression/decimal.ts';
import { evaluate, explain } from '../../../packages/engine/src/expression/evaluate.ts';
import type { FactType, Scope } from '../../../packages/engine/src/expression/fact-type.ts';
import { formatExpression } from '../../../packages/engine/src/expression/format.ts';
import { Expression, type Value, type Values } from '../../../packages/engine/src/expression/tree.ts';

const kinds: FactType = { kind: 'enumeration', values: ['人事', '财务', '采购', '基建', '宣传'] };
const grades = { kind: 'enumeration', values: ['三级', '二级', '一级'], ordered: true } as const satisfies FactType;
const scope: Scope = {
  post: {
    kind: 'record',
    fields: {
      rank: { kind: 'enumeration', values: ['正职', '副职', '一般'] },
      kinds: { kind: 'list', of: kinds },
      main: kinds,
      since: { kind: 'date' },
      direct: { kind: 'boolean' },
      holder: { kind: 'reference', to: 'person' },
    },
  },
  node: {
    kind: 'record',
    fields: {
      section: {
        kind: 'record',
        optional: true,
        fields: { name: { kind: 'reference' }, size: { kind: 'number', scale: 0 } },
      },
      grade: { ...grades, optional: true },
      score: { kind: 'number', scale: 1, min: { n: 0, scale: 0 }, max: { n: 100, scale: 0 } },
      bonus: { kind: 'number', scale: 2, optional: true },
      points: { kind: 'list', of: { kind: 'number', scale: 1 } },
      items: {
        kind: 'list',
        of: { kind: 'record', fields: { grade: grades, note: { kind: 'boolean', optional: true } } },
      },
    },
  },
  岗位: { kind: 'record', fields: { 职务: { kind: 'enumeration', values: ['正职', '副职'] } } },
  'form-1': { kind: 'record', fields: { 'total-sum': { kind: 'number', scale: 0 } } },
};
const facts: Values = {
  post: { rank: '正职', kinds: ['财务', '宣传'], main: '财务', since: '2006-09-01', direct: true, holder: 'p-7' },
  node: {
    section: null,
    grade: '二级',
    score: 89.5,
    points: [{ n: 1, scale: 1 }, 0.2],
    items: [{ grade: '一级', note: true }, { grade: '三级' }],
  },
  岗位: { 职务: '副职' },
  'form-1': { 'total-sum': 12 },
};

function compiled(text: string, names: Scope = scope): Expression {
  const result = compileExpression(text, names);
  if ('problems' in result) throw new Error(`${text}: ${JSON.stringify(result.problems)}`);
  // Through JSON and the schema, as a stored tree is read.
  return Expression.parse(JSON.parse(JSON.stringify(result.tree)));
}

function codesOf(text: string): string[] {
  const result = compileExpression(text, scope);
  return 'problems' in result ? result.problems.map((problem) => problem.code) : [];
}

const plain = (value: Value): unknown => (isDecimal(value) ? formatDecimal(value) : value);

const values: [string, unknown][] = [
  ['post.rank = "正职"', true],
  ['post.rank != "正职"', false],
  ['岗位.职务 = "副职"', true],
  ['some k in post.kinds satisfies list contains(["人事", "财务"], k)', true],
  ['every k in post.kinds satisfies k in ("人事", "财务")', false],
  ['list contains(post.kinds, "财务")', true],
  ['list contains(post.kinds, post.main)', true],
  ['post.main in post.kinds', true],
  ['post.rank in ("副职", "正职")', true],
  ['post.rank in ["副职", "一般"]', false],
  ['count(post.kinds) >= 2', true],
  ['count(post.kinds[item in ("人事", "财务")])', '1'],
  ['count(node.items[item.grade = "一级"])', '1'],
  // the fields of a record are names inside its filter
  ['count(node.items[grade = "一级"])', '1'],
  ['count(node.items[grade = "一级" and post.rank = "正职"])', '1'],
  ['count(node.items[note != null and note])', '1'],
  ['count(node.items[note != null][note])', '1'],
  ['count(node.items[count(node.items[grade = "三级"]) = 1 and grade = "一级"])', '1'],
  ['some i in node.items[grade = "一级"] satisfies list contains(node.items.grade, i.grade)', true],
  ['"一级" in node.items.grade', true],
  ['count(node.items[grade > "二级"].grade)', '1'],
  ['some i in node.items satisfies i.grade > "二级"', true],
  ['some i in node.items, j in node.items satisfies i.grade != j.grade', true],
  ['every i in node.items satisfies i.note != null and i.note', false],
  ['0.1 + 0.2', '0.3'],
  ['0.1 + 0.2 = 0.3', true],
  ['1.10 * 3', '3.3'],
  ['node.score / 100', '0.895'],
  ['(node.score - 0.5) * 2', '178'],
  ['-node.score + 100', '10.5'],
  ['9007199254740993 + 1', '9007199254740994'],
  ['12345678901234567890 * 98765432109876543210', '1219326311370217952237463801111263526900'],
  ['sum(node.points)', '0.3'],
  ['max(node.score, 90)', '90'],
  ['min([node.score, 90, 100])', '89.5'],
  ['max(post.since, date("2010-01-01"))', '2010-01-01'],
  ['node.score in [80..90)', true],
  ['node.score in [80..89.5)', false],
  ['node.score in (80..89.5]', true],
  ['node.score in (< 60, >= 89.5)', true],
  ['node.score between 89.5 and 100', true],
  ['form-1.total-sum + 1', '13'],
  ['post.since < date("2010-01-01")', true],
  ['post.since in [date("2006-09-01")..@"2006-09-30"]', true],
  ['post.holder = "p-7"', true],
  ['post.direct', true],
  ['not(post.direct) or post.rank = "正职"', true],
  ['post.direct = false', false],
  ['if post.direct then "甲" else "乙"', '甲'],
  ['node.section = null', true],
  ['node.section != null and node.section.size > 3', false],
  ['node.section = null or node.section.size > 3', true],
  ['node.grade', '二级'],
  ['node.grade != null and node.grade >= "二级"', true],
  ['node.grade != null and "二级" > node.grade', false],
  ['node.grade != null and node.grade in ["二级".."一级"]', true],
  ['node.bonus', null],
  ['if node.bonus = null then 0 else node.bonus', '0'],
  ['post.rank = null', false],
  ['post.rank = "正职" /* 领导班子 */ and true // 读作', true],
];

describe('an expression', () => {
  test.each(values)('%s gives %j', (text, value) => {
    expect(checkFacts(scope, facts)).toEqual([]);
    expect(plain(evaluate(compiled(text), facts))).toEqual(value);
  });

  test.each(values)('%s is the same when it is written out again', (text) => {
    const tree = compiled(text);
    expect(compiled(formatExpression(tree))).toEqual(tree);
  });

  test('reads no more than its result needs and says what it read', () => {
    const tree = compiled('post.rank = "正职" or node.score > 60');
    expect(explain(tree, facts)).toEqual({ value: true, inputs: [{ path: ['post', 'rank'], value: '正职' }] });
  });

  test('says what a quantifier read as the whole list, once', () => {
    const tree = compiled('some k in post.kinds satisfies k = post.main or k = "人事"');
    expect(explain(tree, facts).inputs).toEqual([
      { path: ['post', 'kinds'], value: ['财务', '宣传'] },
      { path: ['post', 'main'], value: '财务' },
    ]);
  });

  test('faults on a missing or mistyped fact, never taking it for false', () => {
    const tree = compiled('post.rank = "正职"');
    for (const post of [{}, { rank: null }, { rank: 1 }, null, []] as Value[]) {
      expect(() => evaluate(tree, { post })).toThrow(expect.objectContaining({ code: 'fault.invariant' }));
    }
    expect(() => evaluate(compiled('node.score > 1'), { node: { score: 0.1 + 0.2 } })).toThrow('a decimal');
  });

  test('does not find fields of the prototype', () => {
    const fields = Object.fromEntries([['constructor', { kind: 'boolean', optional: true } as const]]);
    const names: Scope = { post: { kind: 'record', fields } };
    expect(evaluate(compiled('post.constructor = null', names), { post: {} })).toBe(true);
    expect(codesOf('post.toString = "x"')).toEqual(['expression.unknown-name']);
  });
});

const problems: [string, ...string[]][] = [
  ['', 'expression.empty'],
  ['post.rank = ', 'expression.syntax'],
  ['post.rank == "正职"', 'expression.unsupported'],
  ['post.rank ＝ “正职”', 'expression.wide-character', 'expression.wide-character', 'expression.wide-character'],
  ['post.rank = 正职', 'expression.unknown-name'],
  ['post.职务 = "正职"', 'expression.unknown-name'],
  ['rank = "正职" and post.rnak = "正职"', 'expression.unknown-name', 'expression.unknown-name'],
  ['post.rank.name = "x"', 'expression.no-fields'],
  ['post.rank = "处长"', 'expression.not-a-value'],
  ['post.rank in ("正职", "处长")', 'expression.not-a-value'],
  ['list contains(post.kinds, "人力")', 'expression.not-a-value'],
  ['some k in post.kinds satisfies list contains(["人事", "人力"], k)', 'expression.not-a-value'],
  ['post.rank = post.main', 'expression.not-comparable'],
  ['post.rank = 1', 'expression.not-comparable'],
  ['node.score > "60"', 'expression.not-comparable'],
  ['post.since > "2010-01-01"', 'expression.not-comparable'],
  ['post.rank > "正职"', 'expression.no-order'],
  ['post.direct > false', 'expression.no-order'],
  ['post.rank', 'ok'],
  ['post.rank and true', 'expression.wrong-type'],
  ['post.rank + 1', 'expression.wrong-type'],
  ['not(1)', 'expression.wrong-type'],
  ['count(post.rank)', 'expression.wrong-type'],
  ['sum(post.kinds)', 'expression.wrong-type'],
  ['max(node.points)', 'expression.wrong-type'],
  ['node.grade = "一级"', 'expression.not-narrowed'],
  ['node.grade = "一级" and node.grade != null', 'expression.not-narrowed'],
  ['node.grade != null or node.grade = "一级"', 'expression.not-narrowed'],
  ['node.grade = null or node.grade = "一级"', 'ok'],
  ['not(node.grade = null) and node.grade = "一级"', 'ok'],
  ['not(node.grade = null or post.direct) and node.grade = "一级"', 'ok'],
  ['(node.grade != null and post.direct or node.grade != null) and node.grade = "一级"', 'ok'],
  ['(node.grade != null or post.direct) and node.grade = "一级"', 'expression.not-narrowed'],
  ['if node.grade != null then node.grade = "一级" else post.direct', 'ok'],
  ['if node.grade != null then post.direct else node.grade = "一级"', 'expression.not-narrowed'],
  ['node.section.size > 3', 'expression.not-narrowed'],
  ['node.bonus + 1 > 0', 'expression.not-narrowed'],
  ['some i in node.items satisfies i.note', 'expression.not-narrowed'],
  [
    '(some i in node.items satisfies i.note != null) and (every i in node.items satisfies i.note)',
    'expression.not-narrowed',
  ],
  ['(if node.bonus = null then null else 1) > 0', 'expression.not-narrowed'],
  ['null = null', 'expression.unsupported'],
  ['post.since < now()', 'expression.clock'],
  ['post.since < today()', 'expression.clock'],
  ['post.since < date and time("2010-01-01T00:00:00")', 'expression.unsupported'],
  ['post.since < date("2010-02-30")', 'expression.not-a-date'],
  ['post.since < date(2010, 1, 1)', 'expression.not-a-date'],
  ['contains(post.holder, "p")', 'expression.unknown-function'],
  ['count(post.kinds, 1)', 'expression.parameters'],
  ['list contains(list: post.kinds, element: "人事")', 'expression.unsupported'],
  ['node.score / 3', 'expression.inexact-division'],
  ['node.score / 0', 'expression.inexact-division'],
  ['node.score / node.score', 'expression.inexact-division'],
  ['node.score ** 2', 'expression.unsupported'],
  ['+1 = 1', 'expression.unsupported'],
  ['+"a"', 'expression.unsupported'],
  ['0.1234567 * 0.1234567', 'expression.too-precise'],
  ['1e400', 'expression.too-precise'],
  ['[1, "a"]', 'expression.mixed-types'],
  ['if post.direct then 1 else "a"', 'expression.mixed-types'],
  ['for k in post.kinds return k', 'expression.unsupported'],
  ['{a: 1}', 'expression.unsupported'],
  ['function(a) a', 'expression.unsupported'],
  ['node.score in (? > 3)', 'expression.unsupported'],
  ['some post in post.kinds satisfies post = "人事"', 'expression.name-taken'],
  ['count(node.items[level = "一级"])', 'expression.unknown-name'],
  ['count(node.items[grade = "甲"])', 'expression.not-a-value'],
  ['count(node.items[note])', 'expression.not-narrowed'],
  ['count(node.items.note)', 'expression.not-narrowed'],
  ['node.items.level', 'expression.unknown-name'],
  ['post.kinds.level', 'expression.no-fields'],
  ['node.score[item > 1].x', 'expression.wrong-type'],
  ['constructor', 'expression.unknown-name'],
  [
    'today() = post.x and post.rank = 1 and node.score / 3 > 1',
    'expression.clock',
    'expression.unknown-name',
    'expression.not-comparable',
    'expression.inexact-division',
  ],
];

describe('the check of an expression', () => {
  test.each(problems)('answers %s with %s', (text, ...codes) => {
    expect(codesOf(text)).toEqual(codes[0] === 'ok' ? [] : codes);
  });

  test('names the place, the words and what is possible', () => {
    expect(compileExpression('post.rank = "处长"', scope, ['rules', 0, 'if'])).toEqual({
      problems: [
        {
          code: 'expression.not-a-value',
          severity: 'error',
          path: ['rules', 0, 'if'],
          expression: 'post.rank = "处长"',
          at: 13,
          words: '"处长"',
          value: ['处长'],
          possible: ['正职', '副职', '一般'],
        },
      ],
    });
  });

  const hostile: [string, string, string][] = [
    ['parentheses', `${'('.repeat(900)}true${')'.repeat(900)}`, 'expression.too-deep'],
    ['open brackets', '[{("'.repeat(490), 'expression.too-deep'],
    ['open contexts', '{a:'.repeat(660), 'expression.too-deep'],
    ['negations', `${'not('.repeat(300)}true${')'.repeat(300)}`, 'expression.too-deep'],
    ['a long chain', `${'true and '.repeat(200)}true`, 'expression.too-deep'],
    ['open conditionals', 'if true then '.repeat(150), 'expression.too-deep'],
    ['a very long text', 'a'.repeat(1_000_000), 'expression.too-long'],
    ['control characters', '\u0000\u0007\ud800', 'expression.syntax'],
  ];
  test.each(hostile)('answers %s with a problem, soon', (_, text, code) => {
    expect(new Set(codesOf(text))).toEqual(new Set([code]));
  });

  test('takes a chain of a hundred', () => {
    expect(codesOf(`${'true and '.repeat(99)}true`)).toEqual([]);
  });

  test('has a row here for each of its codes, and a message with all fields in both languages', () => {
    const raised = new Set([...problems.flatMap(([, ...codes]) => codes), ...hostile.map(([, , code]) => code)]);
    const declared = Object.keys(expressionCodes).filter((code) => code.startsWith('expression.'));
    expect(declared.filter((code) => !raised.has(code))).toEqual([]);
    for (const [text] of problems) {
      const result = compileExpression(text, scope);
      for (const problem of 'problems' in result ? result.problems : []) {
        const entry = Object.entries(expressionCodes).find(([code]) => code === problem.code)?.[1];
        const fields = [...`${entry?.zh}${entry?.en}`.matchAll(/\{(\w+)\}/g)].map(([, field]) => field ?? '');
        expect(Object.keys(problem)).toEqual(expect.arrayContaining(fields));
        expect(messageOf(problem, 'zh')).not.toMatch(/\{\w+\}|undefined/);
        expect(messageOf(problem, 'en')).toMatch(/^Expected /);
      }
    }
  });

  test('answers any words in any order without an exception', () => {
    const words = [
      'post',
      '.',
      'rank',
      'kinds',
      ' in ',
      '(',
      ')',
      '[',
      ']',
      ' and ',
      ' or ',
      'not',
      ' = ',
      '..',
      ',',
      '"正职"',
      '1',
      '-',
      ' some k ',
      ' satisfies ',
      ' if ',
      ' then ',
      ' else ',
      'null',
      'count',
      'k',
      '{',
      '}',
      ':',
      '?',
      '@',
      'date',
      ' between ',
      '"',
      '//',
      'function',
      ' return ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 25 }), fc.string(), (some, noise) => {
        for (const text of [some.join(''), noise]) {
          const result = compileExpression(text, scope);
          if ('problems' in result) expect(result.problems.length).toBeGreaterThan(0);
          else evaluate(result.tree, facts);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the check of facts', () => {
  const one = (type: FactType, value: unknown) => checkFacts({ x: type }, { x: value }).map((problem) => problem.code);
  const score: FactType = { kind: 'number', scale: 1, min: { n: 0, scale: 0 }, max: { n: 100, scale: 0 } };
  const table: [FactType, unknown, ...string[]][] = [
    [kinds, '人事'],
    [kinds, '人力', 'fact.not-a-value'],
    [kinds, undefined, 'fact.missing'],
    [{ ...kinds, optional: true }, undefined],
    [{ ...kinds, optional: true }, null],
    [kinds, 1, 'fact.wrong-type'],
    [score, 89.5],
    [score, { n: 895, scale: 1 }],
    [score, 89.55, 'fact.out-of-range'],
    [score, 100.1, 'fact.out-of-range'],
    [score, -1, 'fact.out-of-range'],
    [score, 0.1 + 0.2, 'fact.wrong-type'],
    [score, Number.NaN, 'fact.wrong-type'],
    [score, '89', 'fact.wrong-type'],
    [{ kind: 'boolean' }, 'true', 'fact.wrong-type'],
    [{ kind: 'date' }, '2012-02-29'],
    [{ kind: 'date' }, '2011-02-29', 'fact.wrong-type'],
    [{ kind: 'list', of: kinds }, ['人事', '财务']],
    [{ kind: 'list', of: kinds }, ['人事', '人事'], 'fact.repeated'],
    [{ kind: 'list', of: kinds }, ['人事', 1, '人力'], 'fact.wrong-type', 'fact.not-a-value'],
    [{ kind: 'list', of: score }, [1, 1]],
    [{ kind: 'record', fields: { a: kinds, b: score } }, {}, 'fact.missing', 'fact.missing'],
    [{ kind: 'record', fields: {} }, [], 'fact.wrong-type'],
    [{ kind: 'reference' }, 'p-1'],
    [{ kind: 'reference' }, 1, 'fact.wrong-type'],
  ];
  test.each(table)('of type %j answers %j', (type, value, ...codes) => {
    expect(one(type, value)).toEqual(codes);
  });

  test('names the fact by its path', () => {
    const found = checkFacts(scope, { ...facts, node: { ...(facts.node as Values), items: [{ grade: '四级' }] } }, [
      'facts',
    ]);
    expect(found).toMatchObject([
      { code: 'fact.not-a-value', name: 'node.items[1].grade', path: ['facts', 'node', 'items', 0, 'grade'] },
    ]);
  });
});

describe('evaluation', () => {
  test('never faults on facts that pass the check, for any expression that compiles', () => {
    const numbers = fc.constantFrom(
      'node.score',
      '60',
      '0.5',
      'count(post.kinds)',
      'sum(node.points)',
      'count(node.items[item.grade = "一级"])',
    );
    const { condition } = fc.letrec<{ condition: string; number: string }>((tie) => ({
      number: fc.oneof(
        { depthSize: 'small' },
        numbers,
        fc.tuple(tie('number'), fc.constantFrom('+', '-', '*'), numbers).map(([a, op, b]) => `(${a} ${op} ${b})`),
        fc.tuple(tie('condition'), tie('number')).map(([c, n]) => `(if ${c} then ${n} else 1)`),
      ),
      condition: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(
          'post.rank = "正职"',
          'post.direct',
          'node.grade != null',
          'node.grade = null',
          'node.grade = "一级"',
          'node.grade > "三级"',
          'node.section != null',
          'node.section.size > 3',
          'some k in post.kinds satisfies k in ("人事", post.main)',
          'node.bonus < 1',
        ),
        fc.tuple(tie('number'), fc.constantFrom('=', '<', '>='), tie('number')).map(([a, op, b]) => `${a} ${op} ${b}`),
        fc
          .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
          .map(([a, op, b]) => `(${a}) ${op} (${b})`),
        tie('condition').map((c) => `not(${c})`),
      ),
    }));
    const fact = fc.record({
      post: fc.record({
        rank: fc.constantFrom('正职', '副职'),
        kinds: fc.subarray(['人事', '财务', '宣传']),
        main: fc.constantFrom('人事', '宣传'),
        since: fc.constant('2011-01-01'),
        direct: fc.boolean(),
        holder: fc.constant('p'),
      }),
      node: fc.record(
        {
          score: fc.integer({ min: 0, max: 1000 }).map((n) => n / 10),
          points: fc.array(fc.constantFrom(0.1, 2)),
          items: fc.array(fc.record({ grade: fc.constantFrom('一级', '三级') })),
          section: fc.constantFrom(null, { name: 's', size: 4 }),
          grade: fc.constantFrom('一级', null),
          bonus: fc.constantFrom(0.25, null),
        },
        { requiredKeys: ['score', 'points', 'items'] },
      ),
      岗位: fc.constant({ 职务: '正职' }),
      'form-1': fc.constant({ 'total-sum': 1 }),
    });
    let evaluated = 0;
    fc.assert(
      fc.property(condition, fact, (text, some) => {
        const result = compileExpression(text, scope);
        if ('problems' in result) {
          expect(new Set(result.problems.map((problem) => problem.code))).toEqual(new Set(['expression.not-narrowed']));
          return;
        }
        expect(checkFacts(scope, some)).toEqual([]);
        expect(typeof evaluate(result.tree, some as Values)).toBe('boolean');
        evaluated += 1;
      }),
      { numRuns: 500 },
    );
    expect(evaluated).toBeGreaterThan(50);
  });
});

describe('what runs in the workflow sandbox', () => {
  const folder = join(__dirname, '../../../packages/engine/src/expression');
  const importsOf = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/ from '([^']+)'/g)].map(([, name]) => name ?? '');
  const reached = (file: string, seen = new Set<string>()): Set<string> => {
    for (const name of importsOf(file)) {
      const target = name.startsWith('.') ? join(dirname(file), name) : name;
      if (seen.has(target)) continue;
      seen.add(target);
      if (name.startsWith('.')) reached(target, seen);
    }
    return seen;
  };

  test.each(['tree.ts', 'evaluate.ts', 'rule.ts', 'check-facts.ts', 'format.ts', 'fact-type.ts'])(
    '%s needs no parser',
    (file) => {
      const libraries = [...reached(join(folder, file))].filter((name) => !name.startsWith('/'));
      expect(libraries.filter((name) => name !== 'zod')).toEqual([]);
    },
  );

  test('only the compiler needs it', () => {
    expect([...reached(join(folder, 'compile.ts'))]).toContain('lezer-feel');
  });
});
