/**
 * What the office changes while a campaign runs, from the command line: a review with one stage less, days off that are published later.
 * What was handed in is put right after it was approved.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Env, lianfang } from './command-line.ts';
import { type Ground, startGround } from './ground.ts';

const sample = path.join(__dirname, '../../examples/one-declaration');
const id = `cli-${randomUUID()}`;
const form = (words: string): string => JSON.stringify({ grade: '中', items: [{ id: 'r1', risk: words }] });

let ground: Ground;
let env: Env;
let folder: string;

async function ask(...argv: string[]) {
  const ran = await lianfang([...argv, '--campaign', id, '--json'], env);
  return { ...ran, value: ran.out === '' ? null : JSON.parse(ran.out) };
}

/** A file of the folder, for the command line. */
function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

beforeAll(async () => {
  ground = await startGround();
  ({ env, folder } = ground);
  // A rate that lets no due come while the test runs.
  await lianfang(['campaign', 'start', sample, '--id', id, '--clock', '2', '--origin', '2011-10-08', '--json'], env);
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    if ((await lianfang(['inbox', '--as', 'wu', '--campaign', id], env)).out.includes('1 件')) break;
  }
  for (const [node, person] of [
    ['cashier', 'zhou'],
    ['buyer', 'wu'],
  ] as const) {
    const file = fileOf(`${node}.json`, form('收受礼金'));
    await ask('submit', `${node}/search.declare`, '--file', file, '--as', person);
  }
  await ask('decide', 'cashier/search.settle', '--outcome', 'approve', '--as', 'qian');
}, 120_000);
afterAll(() => ground.close(), 60_000);

describe('a review with one stage less', () => {
  const changed = () => {
    const plan = readFileSync(path.join(sample, 'plan.yaml'), 'utf8');
    return fileOf('changed/plan.yaml', plan.replace('      - { id: chief, name: 局长审定, by: chief }\n', ''));
  };

  test('is tried first: what would go over, and what would finish as it is', async () => {
    const { code, value } = await ask('campaign', 'change-review', changed(), '--dry-run');
    const told = await lianfang(['campaign', 'change-review', changed(), '--dry-run', '--campaign', id], env);

    expect(code).toBe(0);
    expect(value.reviews).toEqual([
      expect.objectContaining({
        review: 'points',
        moves: ['buyer/search.settle'],
        keeps: [{ review: 'cashier/search.settle', place: 'chief' }],
        done: 0,
      }),
    ]);
    expect(told.out).toContain('移到新流程 1 件，按旧流程办完 1 件');
    expect(told.out).toContain('仍按旧流程：cashier/search.settle（在“chief”）');
  });

  test('is refused to others than the office, and asks who and why', async () => {
    const nobody = await ask('campaign', 'change-review', changed(), '--move');
    const other = await ask('campaign', 'change-review', changed(), '--move', '--as', 'qian', '--reason', '简化');

    expect([nobody.code, nobody.value.code]).toEqual([1, 'input.as']);
    expect([other.code, other.value.rejection.code]).toEqual([1, 'office.only']);
  });

  test('takes along what it can, and the record still verifies', async () => {
    const { code } = await ask('campaign', 'change-review', changed(), '--move', '--as', '何静', '--reason', '简化');
    expect(code).toBe(0);

    await ask('decide', 'buyer/search.settle', '--outcome', 'approve', '--as', 'qian');

    const { value } = await ask('status');
    expect(value.steps).toEqual(
      expect.arrayContaining([expect.objectContaining({ step: 'search.settle', done: 1, total: 2 })]),
    );
    const file = path.join(folder, 'ledger.ndjson');
    await ask('ledger', 'export', file);
    expect((await lianfang(['ledger', 'verify', file])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/"kind":"ReviewChanged"[^\n]*"stages":\[/);
  });

  test('is said to be none when the plan is the campaign’s own', async () => {
    const { code, value } = await ask('campaign', 'change-review', sample, '--dry-run');

    expect([code, value.code]).toEqual([1, 'review.unchanged']);
  });
});

describe('days off that are published later', () => {
  test('move a due that was counted in working days', async () => {
    const settle = 'cashier/search.settle';
    const why = ['--reasons', '不全', '--opinion', '请补充'];
    await ask('decide', settle, '--outcome', 'return', ...why, '--as', 'sun');
    const due = async (): Promise<number> => (await ask('inbox', '--as', 'zhou')).value.tasks[0].due;
    const before = await due();
    const notice = { version: 9, holidays: ['2011-10-10/2011-10-14'], workdays: [], sources: ['通知'] };
    const file = fileOf('calendar.json', JSON.stringify({ region: 'CN', years: { '2011': notice } }));

    const { code } = await ask('campaign', 'change-calendar', file, '--as', 'he', '--reason', '国务院办公厅通知');

    expect(code).toBe(0);
    const shown = await lianfang(['ledger', 'show', '--json', '--campaign', id], env);
    const moved = shown.out.split('\n').filter((line) => line.includes('"DueMoved"'));
    expect(moved).toHaveLength(1);
    expect(JSON.parse(moved[0] ?? '').event).toMatchObject({ node: 'cashier', cause: 'calendar', from: before });
    expect(await due()).toBeGreaterThan(before);
  });

  test('are refused when the file is no calendar', async () => {
    const file = fileOf('none.json', '{"region":"CN","years":{"2011":{"holidays":["somewhen"]}}}');

    const { code, value } = await ask('campaign', 'change-calendar', file, '--as', 'he', '--reason', 'x');

    expect([code, value.code]).toEqual([1, 'calendar.malformed']);
  });
});

test('what was approved is amended, and goes through its review again', async () => {
  const file = fileOf('amended.json', form('收受礼金、礼品'));

  const { code } = await ask('amend', 'buyer/search.declare', '--file', file, '--as', 'wu');

  expect(code).toBe(0);
  const sheet = await lianfang(['review', 'show', 'buyer/search.settle', '--campaign', id], env);
  expect(sheet.out).toMatch(/第1轮.*第2轮/);
  expect(sheet.out).toContain('涉及已审定的实质内容');
});
