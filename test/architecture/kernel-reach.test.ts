/** What the kernel's entry point reaches goes into the workflow bundle: nothing that only a check before the launch needs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { resolveRelative } from './direction.ts';
import { parsedSource } from './parsed-source.ts';

const root = join(__dirname, '../..');

function reachedFrom(entry: string): ReadonlySet<string> {
  const reached = new Set([entry]);
  for (const path of reached) {
    const { imports } = parsedSource({ path, text: readFileSync(join(root, path), 'utf8') });
    for (const { specifier, isTypeOnly } of imports)
      if (!isTypeOnly && specifier.startsWith('.')) reached.add(resolveRelative(path, specifier));
  }
  return reached;
}

describe('the entry point of the kernel', () => {
  const reached = reachedFrom('packages/engine/src/kernel/index.ts');

  test('reaches the machines', () => {
    expect(reached).toContain('packages/engine/src/machine/review-machine.ts');
  });

  test('reaches neither the walk over machines nor any check of a plan', () => {
    const forbidden = [...reached].filter((path) => path.includes('/src/check/') || path.endsWith('machine/walk.ts'));

    expect(forbidden).toEqual([]);
  });
});
