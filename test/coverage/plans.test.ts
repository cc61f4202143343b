/**
 * The plans of the five documents say what the documents say: quotes are verbatim, every phase and step has one, and the coverage files
 * name what is there. That each part leaves a trace in a rehearsal is shown by docs/coverage.md.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { sourcedParts } from '../../packages/engine/src/check/quotes.ts';
import { parsePlan } from '../../packages/engine/src/plan/parse.ts';
import type { Plan } from '../../packages/engine/src/plan/plan.ts';

const root = path.join(__dirname, '../..');
const plans = readdirSync(path.join(root, 'plans'));
const checklist = Object.keys(
  parse(readFileSync(path.join(__dirname, 'checklist.yaml'), 'utf8')) as Readonly<Record<string, string>>,
);
const covered = readdirSync(__dirname)
  .filter((file) => file.endsWith('.yaml') && file !== 'checklist.yaml')
  .map(
    (file) => parse(readFileSync(path.join(__dirname, file), 'utf8')) as { covers: Readonly<Record<string, unknown>> },
  );

function thePlan(name: string): Plan {
  const { plan, problems } = parsePlan(readFileSync(path.join(root, 'plans', name, 'plan.yaml'), 'utf8'));
  if (plan === undefined) throw new Error(`plans/${name} does not parse: ${JSON.stringify(problems[0])}`);
  return plan;
}

describe('the plans of the five documents', () => {
  test.each(plans)('%s quotes its document verbatim', (name) => {
    const file = path.join(root, 'plans', name, 'source.txt');
    const source = readFileSync(file, 'utf8');

    const altered = sourcedParts(thePlan(name)).flatMap(({ path: at, quotes }) =>
      quotes.filter((quote) => !source.includes(quote)).map((quote) => `${at.join('.')}: ${quote}`),
    );

    expect(altered).toEqual([]);
  });

  test.each(plans)('%s has a quote for every phase and step', (name) => {
    const bare = thePlan(name).phases.flatMap((phase) => [
      ...(phase.source === undefined ? [phase.id] : []),
      ...phase.steps.filter((step) => step.source === undefined).map((step) => `${phase.id}.${step.id}`),
    ]);

    expect(bare).toEqual([]);
  });

  test('have a sample roster each', () => {
    expect(plans.filter((name) => !existsSync(path.join(root, 'plans', name, 'roster.yaml')))).toEqual([]);
  });

  test('cover every row of the checklist between them', () => {
    const named = new Set(covered.flatMap(({ covers }) => Object.keys(covers)));

    expect(checklist.filter((id) => !named.has(id))).toEqual([]);
  });
});

describe('the forms of the first document', () => {
  test.each([
    [
      'form-1',
      [
        '年月日',
        '单位（部门）',
        '岗位',
        '风险等级',
        '责任人',
        '主要职责',
        '存在潜在廉政风险',
        '自我防控措施',
        '单位审核意见',
      ],
      2,
    ],
    [
      'form-2',
      ['姓名', '职务', '风险等级', '主要职责', '廉政风险情况分析', '廉政风险防控措施', '廉政风险防范承诺', '承诺人'],
      2,
    ],
    [
      'form-3',
      ['单位（部门）盖章', '年月日', '岗位名称', '廉政风险点', '防控措施', '申报等级', '责任人', '单位主要负责人签字'],
      2,
    ],
    [
      'form-4',
      ['单位（部门）盖章', '年月日', '等级', '岗位', '责任人', '领导小组办公室审核意见', '领导小组审定意见'],
      2,
    ],
    ['form-5', ['廉政风险防控图（图样）'], undefined],
  ])('print %s as the document does', (id, printed, copies) => {
    const form = thePlan('dezhou-2011').forms[id];

    expect(form?.printed).toEqual(printed);
    expect(form?.copies?.count).toBe(copies);
  });

  test('keep self-grade, declared grade and approved grade apart', () => {
    expect(Object.keys(thePlan('dezhou-2011').scales.risk?.sources ?? {})).toEqual([
      'self',
      'computed',
      'declared',
      'approved',
    ]);
  });
});
