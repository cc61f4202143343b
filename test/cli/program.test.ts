import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { commandList, commandNames } from '@lianfang/client';
import { lianfang } from './command-line.ts';

const empty = mkdtempSync(path.join(tmpdir(), 'lianfang-cli-'));
afterAll(() => rmSync(empty, { recursive: true, force: true }));

/** Those of a body's sitting are under `meeting`, those that change a campaign under `campaign`. */
const elsewhere = ['convene', 'takeOff', 'closeMeeting', 'changeReview', 'changeCalendar'];

describe('the help', () => {
  test('is Chinese by default and lists every command with its summary', async () => {
    const { code, out } = await lianfang(['--help']);

    expect(code).toBe(0);
    for (const name of commandNames.filter((one) => !elsewhere.includes(one)))
      expect(out).toContain(commandList[name].summary.zh);
    for (const name of [
      'up',
      'plan',
      'rehearse',
      'campaign',
      'inbox',
      'possible',
      'meeting',
      'review',
      'status',
      'ledger',
      'reconcile',
      'archive',
      'start',
    ])
      expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    expect(out).toContain('用法：');
  });

  test('is English with --lang en, for commands and options alike', async () => {
    const { code, out } = await lianfang(['decide', '--help', '--lang', 'en']);

    expect(code).toBe(0);
    expect(out).toContain(commandList.decide.summary.en);
    expect(out).toContain('--outcome <value>');
    expect(out).not.toMatch(/审批意见/);
  });

  test.each(['plan', 'campaign', 'meeting', 'review', 'ledger'])('of %s lists what is in the group', async (group) => {
    const { code, out } = await lianfang([group, '--help']);

    expect(code).toBe(0);
    expect(out).toContain('命令：');
  });
});

describe('a wrong usage', () => {
  test.each([
    [['nonsense'], /没有命令|参数多了/],
    [['plan', 'check'], /缺参数/],
    [['inbox', '--nonsense'], /没有选项/],
    [['inbox', '--lang', 'fr'], /不能用/],
  ] as const)('%j is refused with exit code 1 and a hint', async (argv, words) => {
    const { code, err } = await lianfang([...argv]);

    expect(code).toBe(1);
    expect(err).toMatch(words);
  });
});

describe('without servers', () => {
  test('a command that needs them is a fault with one message that says what to run', async () => {
    const { code, err } = await lianfang(['status'], { LIANFANG_HOME: empty });

    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('npm run lianfang -- up');
  });

  test('the fault is JSON with its code for programs', async () => {
    const { code, out } = await lianfang(['status', '--json'], { LIANFANG_HOME: empty });

    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ ok: false, code: 'fault.servers-not-running' });
  });
});
