import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { planJsonSchema } from '../../../packages/engine/src/plan/json-schema.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';

const bureau = readFileSync(join(__dirname, '../../plans/bureau.yaml'), 'utf8');

describe('a plan text', () => {
  test('parses to the plan, with a line for every path', () => {
    const { plan, problems, lineOf } = parsePlan(bureau);

    expect(problems).toEqual([]);
    expect(plan?.id).toBe('bureau');
    const line = (path: (string | number)[]) => bureau.split('\n')[(lineOf(path) ?? 0) - 1];
    expect(line(['phases', 2, 'after'])).toBe('    after: [look, talk]');
    expect(line(['phases', 0, 'steps', 1, 'compute', 'grade'])).toContain('id: grade');
    expect(line(['reviews', 'look', 'stages', 0, 'not-there'])).toContain('id: chief');
  });

  test('is read as JSON too', () => {
    const { plan } = parsePlan(bureau);

    expect(parsePlan(JSON.stringify(plan)).plan).toEqual(plan);
  });

  test('reports everything that is wrong with its shape at once, in document order', () => {
    const broken = bureau
      .replace('period: 2012', 'period: soon')
      .replace('gravest: last', 'gravest: middle')
      .replace('hit: count', 'hits: count');

    const { plan, problems } = parsePlan(broken);

    expect(plan).toBeUndefined();
    expect(problems.map((one) => [one.code, one.path.join('.')])).toEqual([
      ['plan.wrong-type', 'period'],
      ['plan.not-a-value', 'scales.exposure.gravest'],
      ['plan.missing-key', 'rules.exposure.hit'],
      ['plan.unknown-key', 'rules.exposure.hits'],
    ]);
    const lines = broken.split('\n');
    const at = (words: string) => lines.findIndex((line) => line.includes(words)) + 1;
    expect(problems.map((one) => one.line)).toEqual([
      at('period: soon'),
      at('gravest: middle'),
      at('scale: exposure') - 1,
      at('hits: count'),
    ]);
  });
});

describe('the JSON Schema of the plan language', () => {
  test('closes every object and requires what a plan must have', () => {
    const schema = planJsonSchema();

    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema.required).toEqual(expect.arrayContaining(['lianfang', 'id', 'period', 'layers', 'roles', 'phases']));
    expect(JSON.stringify(schema).length).toBeGreaterThan(10_000);
  });
});
