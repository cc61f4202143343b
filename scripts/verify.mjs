/**
 * The gate: format and lint, types, architecture and tests, generated files. Every stage runs, whatever came before, so that one run
 * shows all problems. The last line is always `N passed, N failed`: each test counts, and each other stage counts as one.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { staleFiles } from './generated.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = join(root, '.cache', 'jest-report.json');

/** @typedef {{ passed: number, failed: string[], notes?: string[] }} Outcome what passed, and one line per failure */

/** @type {[heading: string, check: () => Promise<Outcome>][]} */
const stages = [
  [
    'Format and lint',
    () => tool('Format and lint', 'biome', 'check', '--error-on-warnings', '--diagnostic-level=warn', '.'),
  ],
  ['Types', () => tool('Types', 'tsc', '--noEmit', '-p', 'tsconfig.json')],
  ['Generated files', generatedFiles],
  ['Architecture and tests', tests],
];

/** A program from node_modules/.bin that says by its exit code whether all is well. */
async function tool(name, ...command) {
  const code = await runBin(...command);
  return code === 0 ? { passed: 1, failed: [] } : { passed: 0, failed: [name] };
}

async function generatedFiles() {
  const stale = staleFiles();
  for (const line of stale) print(line);
  return stale.length === 0 ? { passed: 1, failed: [] } : { passed: 0, failed: ['Generated files'] };
}

async function tests() {
  rmSync(report, { force: true });
  mkdirSync(join(root, '.cache'), { recursive: true });
  const code = await runBin('jest', '--ci', '--json', `--outputFile=${report}`);
  if (!existsSync(report)) return { passed: 0, failed: [`jest ended with code ${code} and without a result`] };

  const result = JSON.parse(readFileSync(report, 'utf8'));
  const failed = result.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = name.slice(root.length);
    const titles = assertionResults.filter((one) => one.status === 'failed').map((one) => `${file}: ${one.fullName}`);
    return status === 'failed' && titles.length === 0 ? [`${file}: does not run`] : titles;
  });
  if (code !== 0 && failed.length === 0) failed.push(`jest ended with code ${code} though no test failed`);
  if (result.numTotalTests === 0) failed.push('no test was found');
  const skipped = result.numPendingTests + result.numTodoTests;
  return {
    passed: result.numPassedTests,
    failed,
    notes: skipped > 0 ? [`${skipped} tests were skipped, and count as neither`] : [],
  };
}

function runBin(name, ...args) {
  return new Promise((resolve, reject) => {
    const bin = join(root, 'node_modules', '.bin', name);
    const child = spawn(bin, args, { cwd: root, stdio: ['ignore', 1, 1], shell: process.platform === 'win32' });
    // Ctrl-C reaches the whole group; other signals reach this process only.
    const end = () => {
      child.kill('SIGTERM');
      process.exit(143);
    };
    process.once('SIGTERM', end);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', end);
      resolve(code ?? signal);
    });
  });
}

function print(line) {
  process.stdout.write(`${line}\n`);
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

async function main() {
  const began = performance.now();
  let passed = 0;
  const failed = [];
  const notes = [];
  for (const [heading, check] of stages) {
    const started = performance.now();
    print(`\n── ${heading} ──`);
    const outcome = await check().catch((error) => ({ passed: 0, failed: [`${heading}: ${error.message}`] }));
    passed += outcome.passed;
    failed.push(...outcome.failed);
    notes.push(...(outcome.notes ?? []));
    print(`── ${heading}: ${outcome.failed.length === 0 ? 'passed' : 'FAILED'} in ${seconds(started)}`);
  }
  print('');
  for (const line of failed) print(`failed: ${line}`);
  for (const line of notes) print(line);
  print(`The gate took ${seconds(began)}.`);
  print(`${passed} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

await main();
