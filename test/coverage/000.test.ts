import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { sourcedParts } from '../../packages/engine/src/check/quotes.ts';
import { parsePlan } from '../../packages/engine/src/plan/parse.ts';
import type { Plan } from '../../packages/engine/src/plan/plan.ts';

const folder = join(__dirname, '../../plans/dezhou-2011');
const source = readFileSync(join(folder, 'source.txt'), 'utf8');
const text = readFileSync(join(folder, 'plan.yaml'), 'utf8');
const covered = parse(readFileSync(join(__dirname, '000.yaml'), 'utf8')) as Readonly<
  Record<'rows' | 'constructs', Readonly<Record<string, readonly string[]>>>
>;

/** The ids of the checklist's rows for this document. */
const phases: Readonly<Record<string, number>> = { P1: 6, P2: 3, P3: 6, P4: 3, P5: 0 };
const ids = [
  ...Array.from({ length: 11 }, (_, i) => `000-A${i + 1}`),
  ...Object.entries(phases).flatMap(([phase, rows]) => [
    `000-${phase}`,
    ...Array.from({ length: rows }, (_, i) => `000-${phase}-${i + 1}`),
  ]),
];

function thePlan(): Plan {
  const { plan } = parsePlan(text);
  if (plan === undefined) throw new Error('the plan does not parse');
  return plan;
}

/** What stands at a path of keys and ids; undefined when there is nothing. */
function at(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined || value === null || typeof value !== 'object') return path.length === 0 ? value : undefined;
  const next = Array.isArray(value)
    ? value.find((one) => (one as { id?: string }).id === key)
    : (value as Readonly<Record<string, unknown>>)[key];
  return at(next, rest);
}

describe('the plan of the first document', () => {
  test.each(ids)('covers row %s', (id) => {
    expect(covered.rows[id]?.length ?? 0).toBeGreaterThan(0);
  });

  test.each([...Object.entries(covered.rows), ...Object.entries(covered.constructs)])(
    'expresses %s where it says',
    (_id, paths) => {
      const plan = thePlan();

      for (const path of paths)
        expect({ path, found: at(plan, path.split('.')) !== undefined }).toEqual({ path, found: true });
    },
  );

  test('quotes the document verbatim in every phase and step', () => {
    const plan = thePlan();
    const quoted = sourcedParts(plan);

    for (const { path, quotes } of quoted)
      for (const quote of quotes)
        expect({ path: path.join('.'), quote, found: source.includes(quote) }).toEqual({
          path: path.join('.'),
          quote,
          found: true,
        });
    for (const phase of plan.phases)
      for (const part of [phase, ...phase.steps])
        expect({ id: part.id, source: part.source !== undefined }).toEqual({ id: part.id, source: true });
    for (const procedure of plan.procedures ?? []) expect(procedure.source).toBeDefined();
    for (const rule of Object.values(plan.rules ?? {})) for (const row of rule.rows) expect(row.source).toBeDefined();
  });

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
  ])('prints %s as the document does', (id, printed, copies) => {
    const form = thePlan().forms[id];

    expect(form?.printed).toEqual(printed);
    expect(form?.copies?.count).toBe(copies);
  });

  test('keeps self-grade, declared grade and approved grade apart', () => {
    expect(Object.keys(thePlan().scales.risk?.sources ?? {})).toEqual(['self', 'computed', 'declared', 'approved']);
  });
});
