/** What `rehearse` prints and writes, in both languages and for programs. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Findings } from '@lianfang/engine';
import { lianfang } from './command-line.ts';

const sample = path.join(__dirname, '../../plans/dezhou-2011');
const folder = mkdtempSync(path.join(tmpdir(), 'lianfang-rehearse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

describe('rehearse', () => {
  test('prints every part of the report and ends with the verdict', async () => {
    const { code, out } = await lianfang(['rehearse', sample]);

    for (const part of ['时间表', '工作量', '角色落到谁', '提醒和催办', '期限落在哪天', '退回及其代价', '关键路径'])
      expect(out).toContain(part);
    expect(out).toMatch(/结论 {2}可以启动/);
    expect(code).toBe(0);
  });

  test('says the same in English', async () => {
    const { out } = await lianfang(['rehearse', sample, '--lang', 'en']);

    expect(out).toContain('Critical path to each due');
    expect(out).toMatch(/Verdict {2}Ready to launch/);
  });

  test('gives programs the whole report in its documented shape', async () => {
    const { out } = await lianfang(['rehearse', sample, '--json', '--seed', '2']);

    const { ok, seconds, open, ...findings }: Record<string, unknown> = JSON.parse(out);
    expect([ok, open, typeof seconds]).toEqual([true, 0, 'number']);
    expect(Findings.parse(findings)).toMatchObject({ seed: 2, verdict: { ready: true } });
  });

  test('writes the report as one page', async () => {
    const page = path.join(folder, 'report.html');

    const { code } = await lianfang(['rehearse', sample, '--html', page]);

    expect(code).toBe(0);
    const html = readFileSync(page, 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<script|src=/);
  });

  test('lets people behave as a file says', async () => {
    const text = 'lianfang: behaviour/v1\nshares:\n  - { role: holder, returned: 1 }\n';

    const { out } = await lianfang(['rehearse', sample, '--json', '--behaviour', file('all-back.yaml', text)]);

    const { returns, behaviour }: { returns: { returned: number }; behaviour: boolean } = JSON.parse(out);
    expect([behaviour, returns.returned]).toEqual([true, 60]);
  });

  test('refuses a file of behaviour that is wrong, with its line, in Chinese', async () => {
    const text = 'lianfang: behaviour/v1\nshares:\n  - { role: king, late: 1 }\n';

    const { code, err } = await lianfang(['rehearse', sample, '--behaviour', file('wrong.yaml', text)]);

    expect(code).toBe(1);
    expect(err).toContain('wrong.yaml:3');
    expect(err).toContain('没有“king”这个角色');
  });

  test("lists what differs from last year's plan", async () => {
    const last = path.join(folder, 'last-year');
    cpSync(sample, last, { recursive: true });
    const plan = path.join(last, 'plan.yaml');
    const text = readFileSync(plan, 'utf8');
    expect(text).toContain('name: 岗位责任人');
    file('last-year/plan.yaml', text.replace('name: 岗位责任人', 'name: 岗位人员'));

    const { out } = await lianfang(['rehearse', sample, '--json', '--against', last]);

    const { differences }: { differences: { plan: unknown[] } } = JSON.parse(out);
    expect(differences.plan).toEqual([
      expect.objectContaining({ kind: 'changed', path: 'roles.holder.name', before: '岗位人员', after: '岗位责任人' }),
    ]);
  });

  test('names the file that cannot be read or written', async () => {
    const nowhere = path.join(folder, 'nowhere', 'x');
    const read = await lianfang(['rehearse', sample, '--behaviour', nowhere]);
    const written = await lianfang(['rehearse', sample, '--html', nowhere]);

    expect([read.code, written.code]).toEqual([1, 1]);
    expect(`${read.err}${written.err}`).toContain(nowhere);
    expect(existsSync(nowhere)).toBe(false);
  });
});
