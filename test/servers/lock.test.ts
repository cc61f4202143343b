/** The lock between processes that guards every change to the servers. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { withLock } from '../../packages/cli/src/servers/lock.ts';
import { identityOf } from '../../packages/cli/src/servers/process-identity.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'lianfang-lock-'));
  file = path.join(dir, 'lock');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const wait = { patience: 5_000, onTimeout: (pid: number) => new Error(`held by ${pid}`) };

describe('a lock', () => {
  test('is held by one at a time', async () => {
    let [inside, most] = [0, 0];
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(5);
      inside -= 1;
    };

    await Promise.all(Array.from({ length: 10 }, () => withLock(file, wait, work)));

    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  test('is given back when the work fails', async () => {
    const failing = withLock(file, wait, async () => {
      throw new Error('work failed');
    });

    await expect(failing).rejects.toThrow('work failed');
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ['a process that is gone', { pid: 2 ** 22 + 1, started: '1@boot' }],
    ['a process whose number means another one now', { pid: process.pid, started: '1@boot' }],
  ])('of %s is taken over', async (_, holder) => {
    writeFileSync(file, JSON.stringify(holder));

    expect(await withLock(file, wait, async () => 'mine')).toBe('mine');
  });

  test('of a living process is waited for, then told by its number', async () => {
    writeFileSync(file, JSON.stringify(identityOf(process.ppid)));
    const told: number[] = [];

    const locked = withLock(file, { ...wait, patience: 200, onWait: (pid) => told.push(pid) }, async () => 'mine');

    await expect(locked).rejects.toThrow(`held by ${process.ppid}`);
    expect(told).toEqual([process.ppid]);
  });
});
