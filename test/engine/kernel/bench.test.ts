/** The bench of the kernel measures what it says; only what does not depend on the machine is held to its limit here. */
import { describe, expect, test } from '@jest/globals';
import { byTransition, byTransitionStored } from '../../bench/approval.ts';
import { measureKernel } from '../../bench/kernel.ts';

describe('the kernel bench', () => {
  test('compares with an XState machine that comes to the same end', () => {
    expect(() => {
      byTransition();
      byTransitionStored();
    }).not.toThrow();
  });

  test('gives a figure for every row, and the size of a review keeps its limit', () => {
    const rows = measureKernel({ slices: 2, slice: 0.05 });

    expect(rows.filter(({ figure }) => !(Number.isFinite(figure) && figure > 0))).toEqual([]);
    expect(rows.filter(({ limit }) => limit !== undefined)).toHaveLength(5);
    expect(rows.find(({ unit }) => unit === 'B')).toMatchObject({ ok: true, limit: { at: 'most', value: 2048 } });
  });
});
