/**
 * One campaign from the command line on the run's servers: what people see and do, and what the command line answers when they
 * do what cannot be done.
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Env, lianfang } from './command-line.ts';
import { type Ground, startGround } from './ground.ts';

const sample = path.join(__dirname, '../../examples/one-declaration');
const id = `cli-${randomUUID()}`;
const declare = 'cashier/search.declare';
const settle = 'cashier/search.settle';
const risk = (...items: [string, string][]): string =>
  JSON.stringify({ grade: '中', items: items.map(([item, words]) => ({ id: item, risk: words })) });

let ground: Ground;
let env: Env;
let folder: string;

/** Runs a command of this campaign as JSON. */
async function ask(...argv: string[]) {
  const ran = await lianfang([...argv, '--campaign', id, '--json'], env);
  return { ...ran, value: ran.out === '' ? null : JSON.parse(ran.out) };
}

beforeAll(async () => {
  ground = await startGround();
  ({ env, folder } = ground);
}, 120_000);
afterAll(() => ground.close(), 60_000);

describe('a campaign from the command line', () => {
  test('starts from a folder and is listed and shown', async () => {
    // A rate that lets no due come while the test runs.
    const started = await lianfang(
      ['campaign', 'start', sample, '--id', id, '--clock', '2', '--origin', '2011-10-08', '--json'],
      env,
    );
    const again = await lianfang(
      ['campaign', 'start', sample, '--id', id, '--clock', '2', '--origin', '2011-10-08', '--json'],
      env,
    );

    expect([started.code, again.code]).toEqual([0, 0]);
    expect((await lianfang(['campaign', 'list'], env)).out).toContain(id);
    const shown = await lianfang(['campaign', 'show', id], env);
    expect(shown.out).toContain('2011-10-08');
  });

  test('shows a person, found by name, what waits, by when, and what to run', async () => {
    let shown = await lianfang(['inbox', '--as', '周敏', '--campaign', id], env);
    for (const until = Date.now() + 20_000; Date.now() < until && !shown.out.includes('1 件'); )
      shown = await lianfang(['inbox', '--as', '周敏', '--campaign', id], env);

    expect(shown.code).toBe(0);
    expect(shown.out).toContain('出纳 — 排查廉政风险');
    expect(shown.out).toContain('2011-10-14 24:00');
    expect(shown.out).toContain(`npm run lianfang -- submit '${declare}' --template`);
  });

  test('lists what a person could do at a node, and of everything else why not', async () => {
    const holder = await lianfang(['possible', '出纳', '--as', '周敏', '--campaign', id], env);
    const other = await ask('possible', 'cashier', '--as', 'wu');

    expect(holder.code).toBe(0);
    expect(holder.out).toContain(`npm run lianfang -- submit '${declare}' --file form.yaml --as zhou`);
    expect(holder.out).not.toContain('change-roster');
    expect(other.value.possible).toEqual([
      expect.objectContaining({
        kind: 'Submit',
        accepted: false,
        rejection: expect.objectContaining({ code: 'task.not-owner' }),
      }),
      expect.objectContaining({ kind: 'Transfer', accepted: false }),
      expect.objectContaining({ kind: 'Delegate', accepted: false }),
      expect.objectContaining({ kind: 'Urge', accepted: false }),
    ]);
  });

  test('prints an empty form to fill in', async () => {
    const { code, out } = await lianfang(['submit', declare, '--template', '--campaign', id], env);

    expect(code).toBe(0);
    expect(out).toMatch(/^grade:.*高 \| 中 \| 低/m);
    expect(out).toMatch(/^ {2}- id: "i1"/m);
  });

  test.each([
    ['nothing filled in', '{}', 'content.missing'],
    ['a grade that is none', '{"grade":"特高","items":[{"id":"a","risk":"x"}]}', 'content.not-a-value'],
    ['an unknown field', '{"grade":"高","colour":1,"items":[{"id":"a","risk":"x"}]}', 'content.unknown-field'],
    ['a row twice', '{"grade":"高","items":[{"id":"a","risk":"x"},{"id":"a","risk":"y"}]}', 'content.repeated-row'],
    ['rows that are none', '{"grade":"高","items":7}', 'content.wrong-type'],
  ])('refuses a form with %s, naming the field', async (_what, text, expected) => {
    const file = path.join(folder, 'form.json');
    writeFileSync(file, text);

    const { code, value } = await ask('submit', declare, '--file', file, '--as', 'zhou');

    expect(code).toBe(1);
    expect(value.problems.map((one: { code: string }) => one.code)).toContain(expected);
  });

  test('refuses a command for an unknown review, by the wrong person, or late, with its code and what is possible', async () => {
    const unknown = await ask('withdraw', 'cashier/search.nothing', '--as', 'zhou');
    const early = await ask('decide', settle, '--outcome', 'approve', '--as', 'qian');
    const wrong = await ask('submit', declare, '--set', 'grade=中', '--set', 'items.r1.risk=坐支', '--as', 'wu');
    const person = await ask('submit', declare, '--set', 'grade=中', '--as', '无此人');

    expect([unknown.code, early.code, wrong.code, person.code]).toEqual([1, 1, 1, 1]);
    expect(wrong.value.rejection).toMatchObject({ code: 'task.not-owner', owners: ['zhou'] });
    expect(person.value.code).toBe('person.unknown');
  });

  test('does one act once, however often its request comes', async () => {
    const file = path.join(folder, 'declaration.json');
    writeFileSync(file, risk(['r1', '坐支现金'], ['r2', '印章保管不严']));
    const submit = () => ask('submit', declare, '--file', file, '--as', 'zhou', '--request', 'first');

    const [one, two] = [await submit(), await submit()];

    expect([one.code, two.code]).toEqual([0, 0]);
    expect(two.value.seq).toBe(one.value.seq);
  });

  test('sends one item back, and prefills the next form with the accepted one marked', async () => {
    const verdict = '[{ item: r2, outcome: return, reasons: [不准] }]';
    const returned = await ask(
      'decide',
      settle,
      '--outcome',
      'return',
      '--reasons',
      '不准',
      '--opinion',
      '请写明环节',
      '--verdicts',
      verdict,
      '--as',
      '钱进',
    );

    const template = await lianfang(['submit', declare, '--template', '--campaign', id], env);

    expect(returned.code).toBe(0);
    expect(template.out).toMatch(/id: "r1".*已通过/);
    expect(template.out).toMatch(/id: "r2".*退回：不准/);
    expect(template.out).toContain('坐支现金');
  });

  test('shows both rounds of the review side by side, with opinions and what changed', async () => {
    const file = path.join(folder, 'second.json');
    writeFileSync(file, risk(['r1', '坐支现金'], ['r2', '印章由一人保管，用印不登记']));
    expect((await ask('submit', declare, '--file', file, '--as', 'zhou')).code).toBe(0);
    expect((await ask('decide', settle, '--outcome', 'approve', '--as', 'qian')).code).toBe(0);
    expect((await ask('decide', settle, '--outcome', 'approve', '--opinion', '同意', '--as', 'sun')).code).toBe(0);

    const sheet = await lianfang(['review', 'show', settle, '--campaign', id], env);

    expect(sheet.out).toMatch(/^ +第1轮 +第2轮$/m);
    expect(sheet.out).toMatch(/退回（责令重新办理）——钱进（某局分管领导） +同意——钱进/);
    expect(sheet.out).toContain('意见：“请写明环节”');
    expect(sheet.out).toContain('与上一轮相比：修改r2“印章由一人保管，用印不…”');
    expect(sheet.out).toMatch(/^现在：审批通过$/m);
    expect(sheet.out).toMatch(/第2轮报送内容.*\n.*\n.*\n.*印章由一人保管，用印不登记/);

    const page = path.join(folder, 'sheet.html');
    const written = await lianfang(['review', 'show', settle, '--html', page, '--lang', 'en', '--campaign', id], env);
    expect(written.code).toBe(0);
    expect(readFileSync(page, 'utf8')).toContain('>because: 不准 (r2“印章由一人保管，用印不…”)</p>');
  });

  test('counts per node in the status', async () => {
    const { code, value } = await ask('status');

    expect(code).toBe(0);
    expect(value.steps).toEqual(
      expect.arrayContaining([expect.objectContaining({ step: 'search.settle', done: 1, total: 2 })]),
    );
  });

  test('verifies its ledger, live and exported, and finds a changed line', async () => {
    const file = path.join(folder, 'ledger.ndjson');

    expect((await ask('ledger', 'verify')).value).toMatchObject({ ok: true });
    expect((await ask('ledger', 'export', file)).code).toBe(0);
    expect((await lianfang(['ledger', 'verify', file])).code).toBe(0);

    writeFileSync(file, readFileSync(file, 'utf8').replace('"Approved"', '"Withdrawn"'));
    expect((await lianfang(['ledger', 'verify', file])).code).toBe(1);
  });

  test('archives itself; the archive verifies by itself, and no longer once a file is changed, added or taken away', async () => {
    const dir = path.join(folder, 'archive');

    expect((await lianfang(['archive', id, dir], env)).code).toBe(0);
    expect(readdirSync(dir)).toEqual(
      expect.arrayContaining([
        'campaign.json',
        'index.html',
        'ledger.ndjson',
        'manifest.json',
        'plan.yaml',
        'roster.yaml',
      ]),
    );
    const pages = readdirSync(path.join(dir, 'reviews'), { recursive: true }).map(String);
    const page = pages.find((one) => one.endsWith('cashier-search.settle.html')) ?? '';
    expect(readFileSync(path.join(dir, 'reviews', page), 'utf8')).toContain(
      '退回（责令重新办理）——钱进（某局分管领导）',
    );
    expect(readFileSync(path.join(dir, 'index.html'), 'utf8')).toContain(`href="reviews/${page}"`);
    expect((await lianfang(['archive', 'verify', dir])).code).toBe(0);
    expect((await lianfang(['archive', id, dir], env)).code).toBe(1);

    appendFileSync(path.join(dir, 'index.html'), ' ');
    writeFileSync(path.join(dir, 'surplus.txt'), '');
    rmSync(path.join(dir, 'plan.yaml'));
    const { code, out } = await lianfang(['archive', 'verify', dir, '--json']);
    expect(code).toBe(1);
    expect(
      JSON.parse(out)
        .fileProblems.map((one: { code: string }) => one.code)
        .sort(),
    ).toEqual(['archive.changed', 'archive.missing', 'archive.unlisted']);
  });

  test('finds the registry complete', async () => {
    expect((await ask('reconcile')).value).toMatchObject({ ok: true });
  });

  test('refuses everything once the office has closed it', async () => {
    expect((await ask('close-campaign', '--reason', '年度结束', '--as', 'he')).code).toBe(0);

    const late = await ask(
      'submit',
      'buyer/search.declare',
      '--set',
      'grade=中',
      '--set',
      'items.a.risk=围标',
      '--as',
      'wu',
    );

    expect(late.code).toBe(1);
    expect(late.value.rejection.code).toBe('campaign.closed');
  });
});

describe('a server that is gone', () => {
  test('is a fault with one clear message and what to do', async () => {
    const { code, err } = await lianfang(['status', '--campaign', id], {
      ...env,
      LIANFANG_POSTGRES_URL: 'postgresql://nobody@127.0.0.1:1/none',
    });

    expect(code).toBe(2);
    expect(err).toContain('LIANFANG_POSTGRES_URL');
    expect(err).not.toMatch(/\n\s+at /);
  });
});
