/**
 * `npm run mutation`: changes the sources of step, review and meeting in small ways, one at a time, and counts how many changes some test
 * notices. Writes docs/mutation.md from what survived. Ends with 1 below the threshold of stryker.json.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeSurvivors } from './survivors.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const settings = {
  // The same walks for every mutant, and few of them: what they find the tables and scenarios should have found.
  LIANFANG_SEED: '1',
  LIANFANG_WALKS: '3',
  LIANFANG_ORDERS: '1',
  TZ: 'America/St_Johns',
};
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/@stryker-mutator/core/bin/stryker.js',
    'run',
    'scripts/mutation/stryker.json',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...settings } },
);
if (!process.argv.includes('--dryRunOnly')) writeSurvivors(root);
process.exitCode = status ?? 1;
