import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { lianfang } from './command-line.ts';

const sample = path.join(__dirname, '../../plans/dezhou-2011');
const folder = mkdtempSync(path.join(tmpdir(), 'lianfang-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function planFile(text: string): string {
  files += 1;
  const file = path.join(folder, `plan-${files}.yaml`);
  writeFileSync(file, text);
  return file;
}

describe('plan check', () => {
  test('finds no error in the sample, with roster and document, and exits with 0', async () => {
    const { code, out } = await lianfang(['plan', 'check', sample, '--json']);

    const found: { ok: boolean; problems: { severity: string }[] } = JSON.parse(out);
    expect(found.ok).toBe(true);
    expect(found.problems.filter((problem) => problem.severity !== 'advice')).toEqual([]);
    expect(code).toBe(0);
  });

  test('names code, line and path of what is wrong, with how to mend it, and exits with 1', async () => {
    const text = readFileSync(path.join(sample, 'plan.yaml'), 'utf8').replace('each: post', 'each: planet');
    const line = text.split('\n').findIndex((one) => one.includes('each: planet')) + 1;

    const { code, out } = await lianfang(['plan', 'check', planFile(text)]);

    expect(code).toBe(1);
    expect(out).toContain('reference.layer');
    expect(out).toContain(`:${line} `);
    expect(out).toMatch(/没有“planet”这个层级；可用的有/);
  });

  test.each([
    ['nothing', ''],
    ['no YAML', 'a: [1, 2\nb: }'],
    ['another document', '- 1\n- 2\n'],
    ['unknown keys', 'lianfang: plan/v1\nsurplus: 1\n'],
    ['wrong types', 'lianfang: plan/v1\nid: 7\nphases: {}\nlayers: 3\n'],
    ['cyclic aliases', 'a: &a\n  b: *a\n'],
    ['a billion laughs', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n'],
    ['deep nesting', '['.repeat(5000)],
    ['prototype keys', '__proto__: { polluted: true }\nconstructor: 1\n'],
    ['too much text', `a: ${'x'.repeat(1_100_000)}`],
    ['binary', '\u0000\u0001\u0002'],
  ])('answers %s with problems, never with a stack trace', async (_what, text) => {
    const { code, out, err } = await lianfang(['plan', 'check', planFile(text), '--json']);

    expect(code).toBe(1);
    const found: { problems: { code: string }[] } = JSON.parse(out);
    expect(found.problems.length).toBeGreaterThan(0);
    expect(`${out}${err}`).not.toMatch(/\n\s+at /);
  });

  test('refuses a plan that is not there', async () => {
    const { code, err } = await lianfang(['plan', 'check', path.join(folder, 'nowhere')]);

    expect(code).toBe(1);
    expect(err).toContain('没有找到方案');
  });
});

describe('plan schema', () => {
  test('prints a JSON Schema', async () => {
    const { code, out } = await lianfang(['plan', 'schema']);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ type: 'object', properties: { lianfang: { const: 'plan/v1' } } });
  });
});

describe('rehearse', () => {
  test('runs the sample and prints nodes, commands, messages, dues and events', async () => {
    const { code, out } = await lianfang(['rehearse', sample, '--json']);

    expect(code).toBe(0);
    const { counts, open }: { counts: Record<string, number>; open: number } = JSON.parse(out);
    expect(counts).toEqual(expect.objectContaining({ nodes: 81, actors: 1 }));
    for (const key of ['commands', 'dues', 'events']) expect(counts[key]).toBeGreaterThan(0);
    expect(open).toBe(0);
  });

  test('comes out the same for the same seed', async () => {
    const counted = async () => JSON.parse((await lianfang(['rehearse', sample, '--json', '--seed', '7'])).out).counts;

    expect(await counted()).toEqual(await counted());
  });

  test('refuses a plan with errors, naming them', async () => {
    const { code, err } = await lianfang(['rehearse', planFile('lianfang: plan/v1\n')]);

    expect(code).toBe(1);
    expect(err).toContain('plan.missing-key');
  });
});
