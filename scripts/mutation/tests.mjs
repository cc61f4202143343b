/** Test files that run against every mutant, the quick ones first. All are pure: no server, no clock. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const chosen = [
  'test/engine/machine/machines.test.ts',
  'test/engine/review',
  'test/engine/vote',
  'test/engine/meeting',
  'test/engine/task',
  'test/engine/office',
  'test/engine/change',
  'test/engine/step',
  'test/scenarios/kept.test.ts',
  'test/engine/kernel/table.test.ts',
  'test/engine/kernel/refusals.test.ts',
  'test/engine/kernel/late-start.test.ts',
  'test/engine/machine/kernel-tour.test.ts',
  'test/scenarios/rehearsal.test.ts',
  'test/engine/kernel/drawn-walk.test.ts',
  'test/engine/kernel/walk.test.ts',
];

/** Files and folders, folders with all they hold; each file once, where it is named first. */
export function testFiles(root) {
  const found = chosen.flatMap((path) =>
    statSync(join(root, path)).isDirectory()
      ? readdirSync(join(root, path), { recursive: true })
          .map((name) => `${path}/${name}`)
          .filter((name) => name.endsWith('.test.ts'))
          .sort()
      : [path],
  );
  return [...new Set(found)];
}
