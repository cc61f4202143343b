import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { aBureau } from '../plans/bureau-roster.ts';
import { lianfang } from './command-line.ts';

const plans = path.join(__dirname, '../../plans');
const shandong = path.join(plans, 'shandong-2011');
const folder = mkdtempSync(path.join(tmpdir(), 'lianfang-folders-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const slots = path.join(folder, 'slots');
mkdirSync(slots);
cpSync(path.join(__dirname, '../plans/slots.yaml'), path.join(slots, 'plan.yaml'));
writeFileSync(path.join(slots, 'roster.json'), JSON.stringify(aBureau()));
const launch = path.join(folder, 'launch.yaml');
writeFileSync(launch, 'year: 2012\nshowFrom: 4月16日\ndays: 7\napprover: chief\n');

interface Found {
  readonly ok: boolean;
  readonly problems: readonly { code: string; severity: string; file: string; line: number }[];
}

/** A copy of the provincial plan with one text replaced in one of its files. */
let copies = 0;
function withChange(file: string, from: string, to: string): string {
  copies += 1;
  const copy = path.join(folder, `shandong-${copies}`);
  cpSync(shandong, copy, { recursive: true });
  const changed = path.join(copy, file);
  const text = readFileSync(changed, 'utf8');
  expect(text).toContain(from);
  writeFileSync(changed, text.replace(from, to));
  return copy;
}

describe('what is filled in before a launch', () => {
  test('is missing without --with, and the check says what to write', async () => {
    const { code, out } = await lianfang(['plan', 'check', slots]);

    expect(code).toBe(1);
    expect(out).toContain('slot.unfilled');
    expect(out).toContain('--with launch.yaml');
    expect(out).toContain('错误 0，缺失 4');
  });

  test('with --with the plan passes its check and is rehearsed', async () => {
    const checked = await lianfang(['plan', 'check', slots, '--with', launch]);
    const rehearsed = await lianfang(['rehearse', slots, '--with', launch, '--json']);

    expect(checked.code).toBe(0);
    expect(rehearsed.code).toBe(0);
    expect(JSON.parse(rehearsed.out)).toMatchObject({ ok: true, open: 0 });
  });

  test('a wrong value names launch.yaml and its line', async () => {
    const wrong = path.join(folder, 'wrong.yaml');
    writeFileSync(wrong, 'year: 2012\ndays: 七天\n');

    const { code, out } = await lianfang(['plan', 'check', slots, '--with', wrong, '--json']);

    expect(code).toBe(1);
    const { problems }: Found = JSON.parse(out);
    expect(problems.find((one) => one.code === 'slot.wrong-value')).toMatchObject({ file: wrong, line: 2 });
  });

  test('a file that is not there is refused', async () => {
    const { code, err } = await lianfang(['plan', 'check', slots, '--with', path.join(folder, 'nowhere.yaml')]);

    expect(code).toBe(1);
    expect(err).toContain('--with');
  });
});

describe('a roster that does not fit its plan', () => {
  test('is told with the line of the place', async () => {
    const { code, out } = await lianfang(['plan', 'check', wrongLayer(), '--json']);

    expect(code).toBe(1);
    const { problems }: Found = JSON.parse(out);
    const found = problems.find((one) => one.code === 'layer.unknown');
    expect(found).toMatchObject({ line: expect.any(Number) });
    expect(readFileSync(found?.file ?? '', 'utf8').split('\n')[(found?.line ?? 0) - 1]).toContain('layer: planted');
  });

  function wrongLayer(): string {
    const copy = path.join(folder, 'wrong-layer');
    cpSync(path.join(plans, 'dezhou-2011'), copy, { recursive: true });
    const roster = path.join(copy, 'roster.yaml');
    writeFileSync(roster, readFileSync(roster, 'utf8').replace('layer: section', 'layer: planted'));
    return copy;
  }
});

describe('plan check of several plans', () => {
  test('says each in full and then a line for each; the exit code is the worst of them', async () => {
    const bad = path.join(folder, 'bad.yaml');
    writeFileSync(bad, 'lianfang: plan/v1\n');
    const sample = path.join(plans, 'dezhou-2011');

    const good = await lianfang(['plan', 'check', sample, slots, '--with', launch]);
    const worst = await lianfang(['plan', 'check', sample, bad, path.join(folder, 'nowhere')]);

    expect(good.code).toBe(0);
    expect(worst.code).toBe(1);
    const lines = worst.out.trimEnd().split('\n');
    expect(lines.at(-4)).toMatch(/方案 +标题 +错误 +缺失 +提示/);
    expect(lines.at(-3)).toMatch(/dezhou-2011 +关于建立廉政风险防范机制的实施方案 +0 +0 +\d+/);
    expect(lines.at(-1)).toContain('plan.not-there');
  });

  test('--json answers with one entry for each', async () => {
    const { code, out } = await lianfang(['plan', 'check', slots, path.join(folder, 'nowhere'), '--json']);

    expect(code).toBe(1);
    const { ok, plans: found }: { ok: boolean; plans: { target: string; ok: boolean }[] } = JSON.parse(out);
    expect([ok, found.map((one) => one.ok)]).toEqual([false, [false, false]]);
  });
});

describe('a frame with plans of lower organizations', () => {
  test('is checked with all of them, without an error, quotes and people included', async () => {
    const { code, out } = await lianfang(['plan', 'check', shandong, '--json']);

    const { problems }: Found = JSON.parse(out);
    expect(problems.filter((one) => one.severity !== 'advice')).toEqual([]);
    expect(code).toBe(0);
    const files = new Set(problems.map((one) => path.relative(shandong, one.file)));
    expect([...files]).toEqual(
      expect.arrayContaining(['plan.yaml', 'children/gtt/plan.yaml', 'children/jinan/children/lixia/plan.yaml']),
    );
  });

  test('is rehearsed with the children inside, to the end', async () => {
    const { code, out } = await lianfang(['rehearse', shandong, '--json']);

    expect(code).toBe(0);
    const { counts, open }: { counts: Record<string, number>; open: number } = JSON.parse(out);
    expect(counts.nodes).toBe(19);
    expect(open).toBe(0);
  });

  test.each([
    [
      'reference.role',
      'children/gtt/plan.yaml',
      'by: divisionHead, declaration: check',
      'by: nobody, declaration: check',
    ],
    ['frame.no-delivery', 'children/jinan/plan.yaml', ', measures: gather.measures', ''],
    ['frame.too-late', 'children/jinan/children/lixia/plan.yaml', 'due: 10月24日', 'due: 11月20日'],
    [
      'frame.changed',
      'children/gtt/plan.yaml',
      '  duty: {',
      '  risk: { name: 风险等级, grades: [高, 低], gravest: first, sources: { computed: 测算, declared: 上报 } }\n  duty: {',
    ],
    ['plan.not-in-source', 'children/gtt/plan.yaml', 'source: 二是梳理职责流程。', 'source: 二是从没写过的话。'],
  ])('says %s in the file where it stands', async (code, file, from, to) => {
    const copy = withChange(file, from, to);

    const { out } = await lianfang(['plan', 'check', copy, '--json']);

    const { problems }: Found = JSON.parse(out);
    const found = problems.find((one) => one.code === code);
    expect(path.relative(copy, found?.file ?? '')).toBe(file);
    expect(found?.line).toBeGreaterThan(1);
  });

  test('a child is checked in its frame when it is named alone, and told about itself only', async () => {
    const copy = withChange(
      'children/gtt/plan.yaml',
      'by: divisionHead, declaration: check',
      'by: nobody, declaration: check',
    );

    const own = await lianfang(['plan', 'check', path.join(copy, 'children/gtt'), '--json']);
    const other = await lianfang(['plan', 'check', path.join(copy, 'children/jinan'), '--json']);

    const { problems }: Found = JSON.parse(own.out);
    expect(problems.filter((one) => one.severity === 'error').map((one) => one.code)).toContain('reference.role');
    expect(new Set(problems.map((one) => path.relative(copy, one.file)))).toEqual(new Set(['children/gtt/plan.yaml']));
    expect([own.code, other.code]).toEqual([1, 0]);
  });

  test('a child takes what it leaves open from the launch.yaml beside it', async () => {
    const open = 'slots:\n  shown: { name: 公开天数, type: number, filled: launch }\n';
    const copy = withChange(
      'children/gtt/plan.yaml',
      'ask: { channels: [政务网站], scope: staff, days: 7 }',
      'ask: { channels: [政务网站], scope: staff, days: { slot: shown } }',
    );
    const plan = path.join(copy, 'children/gtt/plan.yaml');
    writeFileSync(plan, `${readFileSync(plan, 'utf8')}\n${open}`);

    const before = await lianfang(['plan', 'check', copy, '--json']);
    writeFileSync(path.join(copy, 'children/gtt/launch.yaml'), 'shown: 7\n');
    const after = await lianfang(['plan', 'check', copy, '--json']);

    const hindrances = (JSON.parse(before.out) as Found).problems.filter((one) => one.severity !== 'advice');
    expect(hindrances.map((one) => [one.code, path.relative(copy, one.file)])).toEqual([
      ['slot.unfilled', 'children/gtt/plan.yaml'],
    ]);
    expect([before.code, after.code]).toEqual([1, 0]);
  });

  test('a child does not start without its frame', async () => {
    const { code, err } = await lianfang(['rehearse', path.join(shandong, 'children/gtt')]);

    expect(code).toBe(1);
    expect(err).toContain('shandong-2011');
  });
});
