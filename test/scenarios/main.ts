/**
 * `npm run scenarios`: every scenario on both hosts, under every placement, with and without the workflow cache; then the tables, tours
 * and walks. One line a run, exit code 1 when one failed, 2 when it could not be told. Runs as a program of its own, outside jest.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { startServers } from '@lianfang/cli/servers';
import { quietRuntime } from '@lianfang/worker';
import { type PlacementName, placements } from './campaigns.ts';
import type { Outcome } from './compare.ts';
import { type CacheMode, cacheModes, startWorkers, type Workers } from './durable-driver.ts';
import { playDurably } from './play-durably.ts';
import { rehearse } from './rehearse.ts';
import type { Scenario } from './scenario.ts';
import { fullSize, required, scenarios } from './scenarios.ts';

const hosts = ['rehearsal', 'durable'] as const;
/** What jest runs: everything derived from the machines, and the random walks. */
const derived = ['test/engine/machine/', 'test/engine/kernel/\\S*walk\\.test'];
const SEEDS = 4;
/** Durable runs mostly wait for the server. */
const AT_ONCE = 5;
const root = fileURLToPath(new URL('../..', import.meta.url));

const HELP = `Usage: npm run scenarios [-- [--full] [--host HOST] [--no-derived] [NAME…]]

  NAME          scenarios by id, as the lines name them (S01, take-back); default: all
  --full        S14, S16 and S21 at full size: 3,000 declarations in flight, 2,500 people, 300 reviews
  --host HOST   only one of: ${hosts.join(', ')}
  --no-derived  without the tables, tours and walks

One line for each scenario, host, placement and cache mode, then the tables, tours and walks. The durable host is a Temporal server and a
PostgreSQL that are started for the run; or those that LIANFANG_TEST_TEMPORAL (host:port) and LIANFANG_TEST_POSTGRES (a superuser's URL) name.
Exit code 1 when a run failed, 2 when the request is not understood or nothing could be run.`;

const { values, positionals } = readArguments();

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        full: { type: 'boolean', default: false },
        host: { type: 'string' },
        'no-derived': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return { values: { wrong: error instanceof Error ? error.message : String(error) }, positionals: [] };
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

let passed = 0;
const failed: string[] = [];

async function main(): Promise<number> {
  if ('wrong' in values) return misunderstood(values.wrong);
  if (values.help) {
    say(HELP);
    return 0;
  }
  const { host } = values;
  const only = hosts.find((one) => one === host);
  if (host !== undefined && only === undefined) return misunderstood(`There is no host '${host}'.`);
  const known = new Map(scenarios.map((scenario) => [scenario.id.toLowerCase(), scenario]));
  const unknown = positionals.filter((name) => !known.has(name.toLowerCase()));
  if (unknown.length > 0) {
    return misunderstood(
      `There is no scenario '${unknown.join("', '")}'. There are: ${[...known.values()].map(({ id }) => id).join(', ')}.`,
    );
  }
  const wanted = positionals.map((name) => name.toLowerCase());
  const isWanted = ({ id }: Scenario) => wanted.length === 0 || wanted.includes(id.toLowerCase());
  const chosen = scenarios.filter(isWanted);
  const large = values.full ? fullSize.filter(isWanted) : [];

  const missing = Object.entries(required).filter(([, id]) => !known.has(id.toLowerCase()));
  for (const [what] of missing) fail(`${what}: no scenario shows it`);
  const references = new Map<Scenario, Outcome>();
  // The run that all others are compared with; what fails here fails everywhere, and is said where it is run.
  for (const scenario of chosen) {
    const reference = await rehearse(scenario).catch(() => undefined);
    if (reference !== undefined) references.set(scenario, reference);
  }
  if (only !== 'durable') await onRehearsal(chosen, large, references);
  if (only !== 'rehearsal') await onDurable(chosen, large, references);
  if (!values['no-derived'] && wanted.length === 0) await derivedTests();

  say('');
  for (const line of failed) say(`failed: ${line}`);
  say(`${passed} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

function misunderstood(why: string): number {
  process.stderr.write(`${why}\n\n${HELP}\n`);
  return 2;
}

async function onRehearsal(
  chosen: readonly Scenario[],
  large: readonly Scenario[],
  references: ReadonlyMap<Scenario, Outcome>,
): Promise<void> {
  for (const scenario of chosen) {
    for (const placement of placements) {
      await run([scenario.id, scenario.name, 'rehearsal', placement, '–'], async () => {
        for (let seed = 1; seed <= (placement === 'one' ? 1 : SEEDS); seed++) {
          agree(await rehearse(scenario, { placement, seed }), references.get(scenario), `seed ${seed}`);
        }
      });
    }
  }
  // In full size what is shown is that it fits, so once is enough.
  for (const scenario of large) {
    const placement = 'per-unit';
    await run([scenario.id, scenario.name, 'rehearsal', placement, '–'], async () => {
      await rehearse(scenario, { placement, throughJson: false });
    });
  }
}

async function onDurable(
  chosen: readonly Scenario[],
  large: readonly Scenario[],
  references: ReadonlyMap<Scenario, Outcome>,
): Promise<void> {
  quietRuntime();
  const stop = await serversOfRun();
  try {
    const workers = await startWorkers();
    try {
      const runs = chosen.flatMap((scenario) =>
        placements.flatMap((placement) => cacheModes.map((cache) => ({ scenario, placement, cache }))),
      );
      const next = runs[Symbol.iterator]();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const one of { [Symbol.iterator]: () => next }) await durable(one, workers, references);
        }),
      );
      for (const scenario of large)
        await durable({ scenario, placement: 'per-unit', cache: 'cache' }, workers, new Map());
    } finally {
      await workers.stop();
    }
  } finally {
    await stop();
  }
}

function durable(
  { scenario, placement, cache }: { scenario: Scenario; placement: PlacementName; cache: CacheMode },
  workers: Workers,
  references: ReadonlyMap<Scenario, Outcome>,
): Promise<void> {
  return run([scenario.id, scenario.name, 'durable', placement, cache], async () => {
    const outcome = await playDurably(scenario, placement, cache, workers);
    if (references.size > 0) agree(outcome, references.get(scenario), 'the durable host');
  });
}

/** @returns how to stop what was started */
async function serversOfRun(): Promise<() => Promise<void>> {
  const { env } = process;
  if (env.LIANFANG_TEST_TEMPORAL && env.LIANFANG_TEST_POSTGRES) return async () => {};
  const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
  const servers = await startServers({ ephemeral: true, lang: 'en', onProgress });
  env.LIANFANG_TEST_TEMPORAL = servers.temporal.address;
  env.LIANFANG_TEST_POSTGRES = servers.postgres.url;
  return () => servers.stop();
}

function agree(outcome: Outcome, reference: Outcome | undefined, where: string): void {
  if (reference === undefined) throw new Error('The run to compare with failed.');
  if (isDeepStrictEqual(plain(outcome), plain(reference))) return;
  const differing = Object.keys({ ...reference.events, ...outcome.events }).filter(
    (node) =>
      !isDeepStrictEqual(plain(outcome.events[node]), plain(reference.events[node])) ||
      !isDeepStrictEqual(plain(outcome.nodes[node]), plain(reference.nodes[node])),
  );
  throw new Error(`Expected ${where} to come to the same, but these nodes differ: ${differing.join(', ')}.`);
}

/** An absent key and one that is undefined are the same in JSON. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

async function run(
  columns: readonly [string, string, string, string, string],
  play: () => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const [id, name, host, placement, cache] = columns;
  const told = `${id.padEnd(12)}${host.padEnd(10)}${placement.padEnd(9)}${cache.padEnd(9)}`;
  try {
    await play();
    passed += 1;
    say(`ok    ${told}${ms(began).padStart(9)}  ${name}`);
  } catch (error) {
    say(`FAIL  ${told}${ms(began).padStart(9)}  ${name}`);
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    for (const line of words.split('\n').slice(0, 40)) say(`      ${line}`);
    fail(`${id} ${host} ${placement} ${cache}`.trim());
  }
}

function fail(line: string): void {
  failed.push(line);
}

const ms = (since: number): string => `${Math.round(performance.now() - since)} ms`;

/** Tables, tours and walks are jest's; their lines are printed as it prints them. */
async function derivedTests(): Promise<void> {
  const report = join(root, '.cache', `scenarios-report-${process.pid}.json`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  say('');
  const code = await new Promise<number | null>((resolve, reject) => {
    const jest = join(root, 'node_modules', '.bin', 'jest');
    const child = spawn(jest, ['--selectProjects', 'alone', '--json', `--outputFile=${report}`, ...derived], {
      cwd: root,
      stdio: ['ignore', 1, 1],
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
  if (!existsSync(report)) {
    fail(`tables, tours and walks: jest ended with ${code} and without a result`);
    return;
  }
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
  rmSync(report, { force: true });
  passed += numPassedTests;
  for (const { name, status, assertionResults } of testResults) {
    const titles = assertionResults.filter((one) => one.status === 'failed').map((one) => one.fullName);
    for (const title of titles) fail(title);
    if (status === 'failed' && titles.length === 0) fail(`${name}: does not run`);
  }
}

interface JestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 2;
});
