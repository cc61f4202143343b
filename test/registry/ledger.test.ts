import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LedgerLine, verifyLedger } from '@lianfang/engine/record';
import type { Registry } from '@lianfang/registry';
import { aRegistry, aSubmit, aYear, CAMPAIGN, type TestDatabase } from './fixture.ts';

let database: TestDatabase;
let registry: Registry;
let lines: LedgerLine[];

beforeAll(async () => {
  database = await aRegistry();
  registry = database.registry;
  const commands = [aSubmit('x-1'), aSubmit('x-2')];
  await registry.openRequests({ campaign: CAMPAIGN, actor: 'dz', batch: 'x', commands, holder: 'A', leaseSeconds: 60 });
  const half = aYear().length / 2;
  await registry.record({ campaign: CAMPAIGN, actor: 'dz', events: aYear().slice(0, half) });
  await registry.recordRefusals({
    campaign: CAMPAIGN,
    holder: 'A',
    refusals: [
      { request: 'x-1', rejection: { code: 'a' } },
      { request: 'x-2', rejection: { code: 'b' } },
    ],
  });
  await registry.checkpoint(CAMPAIGN);
  await registry.record({ campaign: CAMPAIGN, actor: 'dz', events: aYear() });
  lines = await exported();
});
afterAll(async () => await database.drop());

async function exported(): Promise<LedgerLine[]> {
  const all: LedgerLine[] = [];
  for await (const line of registry.exportLedger(CAMPAIGN)) all.push(line);
  return all;
}

const codesOf = (altered: readonly unknown[], expected?: string): string[] => [
  ...new Set(verifyLedger(altered, expected).problems.map((problem) => problem.code)),
];
const indexOf = (node: string, seq: number): number =>
  lines.findIndex((line) => line.kind === 'entry' && line.node === node && line.seq === seq);
const last = <T>(all: readonly T[]): T => all[all.length - 1] as T;

describe('an exported ledger', () => {
  test('verifies by itself, as values and as text', () => {
    const expected = { ok: true, entries: aYear().length, refusals: 2, checkpoints: 2, chains: 5, problems: [] };

    expect(verifyLedger(lines)).toMatchObject(expected);
    expect(verifyLedger(lines.map((line) => JSON.stringify(line)))).toMatchObject(expected);
  });

  test('shows any changed field of any entry, refusal or checkpoint', () => {
    for (const [index, line] of lines.entries()) {
      if (line.kind === 'ledger' || line.kind === 'end') continue;
      const altered = lines.with(index, { ...line, recordedAt: line.recordedAt + 1 });
      expect(codesOf(altered)).toContain('ledger.changed');
    }
  });

  test('shows a changed entry whose hash was made to fit', () => {
    const at = indexOf('jw-1', 5);
    const entry = lines[at];
    if (entry?.kind !== 'entry') throw new Error('expected an entry');

    expect(codesOf(lines.with(at, { ...entry, hash: '0'.repeat(64) }))).toEqual(
      expect.arrayContaining(['ledger.changed', 'ledger.broken-link']),
    );
  });

  test.each([
    ['a missing entry', () => lines.toSpliced(indexOf('jw-1', 5), 1), 'ledger.missing'],
    [
      'a missing refusal',
      () =>
        lines.toSpliced(
          lines.findIndex((line) => line.kind === 'refusal'),
          1,
        ),
      'ledger.missing',
    ],
    [
      'a missing checkpoint',
      () =>
        lines.toSpliced(
          lines.findIndex((line) => line.kind === 'checkpoint'),
          1,
        ),
      'ledger.missing',
    ],
    [
      'a repeated entry',
      () => lines.toSpliced(indexOf('jw-1', 5), 0, lines[indexOf('jw-1', 5)] as LedgerLine),
      'ledger.repeated',
    ],
    ['two entries changed about', () => swapped(indexOf('jw-1', 5), indexOf('jw-1', 6)), 'ledger.out-of-order'],
    [
      'the end of a chain cut off',
      () => lines.filter((line) => !(line.kind === 'entry' && line.node === 'jw-1' && line.seq > 20)),
      'ledger.truncated',
    ],
    [
      'a whole chain taken out',
      () => lines.filter((line) => !(line.kind === 'entry' && line.node === 'jw-2')),
      'ledger.truncated',
    ],
    ['an entry of another campaign', () => foreign(), 'ledger.foreign'],
    ['the file cut off', () => lines.slice(0, -1), 'ledger.endless'],
    ['lines after the end', () => [...lines, lines[1] as LedgerLine], 'ledger.after-end'],
    ['the first line missing', () => lines.slice(1), 'ledger.headless'],
    ['rubbish', () => lines.toSpliced(3, 0, 'rubbish' as unknown as LedgerLine), 'ledger.unreadable'],
    ['the last checkpoint taken out', () => lines.toSpliced(lines.length - 2, 1), 'ledger.not-covered'],
  ])('shows %s', (_, alter, code) => {
    expect(codesOf(alter())).toContain(code);
  });

  test('cut back to an older whole one is shown by a checkpoint known from elsewhere', async () => {
    const before = lines;
    const known = last(lines.filter((line) => line.kind === 'checkpoint')).hash;
    await registry.openRequests({
      campaign: CAMPAIGN,
      actor: 'dz',
      batch: 'y',
      commands: [aSubmit('y-1')],
      holder: 'A',
      leaseSeconds: 60,
    });
    await registry.recordRefusals({
      campaign: CAMPAIGN,
      holder: 'A',
      refusals: [{ request: 'y-1', rejection: { code: 'c' } }],
    });
    const after = await exported();
    const newest = last(after.filter((line) => line.kind === 'checkpoint')).hash;

    expect(codesOf(after, known)).toEqual([]);
    expect(codesOf(before, newest)).toEqual(['ledger.checkpoint-unknown']);
  });

  test('takes no new checkpoint when nothing happened', async () => {
    const made = await registry.checkpoint(CAMPAIGN);

    expect(await registry.checkpoint(CAMPAIGN)).toEqual(made);
  });

  test('is sealed once by two sealers at a time, and sealed entries cannot be changed in the database', async () => {
    const fresh = await aRegistry();
    await fresh.registry.record({ campaign: CAMPAIGN, actor: 'dz', events: aYear() });
    const other = fresh.another();

    const sealed = await Promise.all([
      fresh.registry.seal(CAMPAIGN),
      other.seal(CAMPAIGN),
      fresh.registry.seal(CAMPAIGN),
    ]);

    expect(sealed.toSorted((one, two) => one - two)).toEqual([0, 0, aYear().length]);
    await expect(fresh.query(`update events set names = '{"li":"x"}' where node = 'jw-1'`)).rejects.toThrow(
      'stay as they are',
    );
    await expect(fresh.query(`delete from events`)).rejects.toThrow('stay as they are');
    await fresh.drop();
  });
});

function swapped(one: number, other: number): LedgerLine[] {
  return lines.with(one, lines[other] as LedgerLine).with(other, lines[one] as LedgerLine);
}

function foreign(): LedgerLine[] {
  const line = lines[indexOf('dz', 1)];
  if (line?.kind !== 'entry') throw new Error('expected an entry');
  return lines.toSpliced(2, 0, { ...line, campaign: 'other' });
}
