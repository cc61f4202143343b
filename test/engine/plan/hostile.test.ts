import { describe, expect, test } from '@jest/globals';
import { limits } from '../../../packages/engine/src/plan/document.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';

// name, text, a code that must be among the problems
const hostile: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'plan.empty'],
  ['blanks', ' \n\t\n', 'plan.empty'],
  ['a number', '42', 'plan.wrong-type'],
  ['a list', '- a\n- b\n', 'plan.wrong-type'],
  ['prose', '关于建立廉政风险防范机制的实施方案\n为贯彻落实……', 'plan.wrong-type'],
  ['a huge text', `a: ${'x'.repeat(limits.characters)}`, 'plan.too-long'],
  ['a hundred thousand brackets', '['.repeat(100_000), 'plan.unreadable'],
  ['a hundred thousand maps', '{a: '.repeat(100_000), 'plan.unreadable'],
  ['a deep block list', `${'- '.repeat(50_000)}a`, 'plan.too-deep'],
  ['a deep list of keys', `${'? '.repeat(50_000)}a`, 'plan.too-deep'],
  ['a staircase', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'plan.too-deep'],
  ['nesting beyond the limit', Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'plan.too-deep'],
  ['too many values', `a: [${'1,'.repeat(limits.values + 10)}]`, 'plan.too-many'],
  ['a cyclic alias', 'lianfang: &a [*a]', 'plan.alias'],
  ['a laugh', 'a: &a [x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]', 'plan.alias'],
  ['an unknown alias', 'a: *nowhere', 'plan.alias'],
  ['a merge key', 'a: &a {b: 1}\n<<: *a\n', 'plan.merge-key'],
  ['a tag', 'title: !!js/function "x"\n', 'plan.unreadable'],
  ['a tag of its own', 'title: !danger x\n', 'plan.tag'],
  ['a key twice', 'id: a\nid: b\n', 'plan.duplicate-key'],
  ['two documents', 'id: a\n---\nid: b\n', 'plan.unreadable'],
  ['an open quote', 'title: "无人', 'plan.unreadable'],
  ['an open bracket', 'layers: [a, b\nid: c', 'plan.unreadable'],
  ['a tab for indentation', 'defaults:\n\tladder: 1\n', 'plan.unreadable'],
  ['a prototype', '__proto__: { polluted: true }\n', 'plan.bad-key'],
  ['a list as key', '? [a, b]\n: c\n', 'plan.bad-key'],
  ['not a number', 'period: .nan\n', 'plan.bad-value'],
  ['bytes', '\u0000\u0001\u0002', 'plan.wrong-type'],
  ['an unknown key', 'lianfang: plan/v1\nvirus: true\n', 'plan.unknown-key'],
];

describe('a hostile plan', () => {
  test.each(hostile)('%s gives problems, never an exception', (_name, text, code) => {
    const { plan, problems } = parsePlan(text);

    expect(plan).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.length).toBeLessThan(300);
  });

  test('leaves objects as they were', () => {
    parsePlan('__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\n');

    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('is answered within two seconds', () => {
    for (const [, text] of hostile) {
      const start = performance.now();
      parsePlan(text);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
