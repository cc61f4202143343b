/**
 * Benches, by name: `npm run bench -- events`, `-- kernel`, `-- check`. The first starts servers of its own. Exit code 1 when a target is missed, 2 when it could
 * not be measured.
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { startServers } from '@lianfang/cli/servers';
import { quietRuntime } from '@lianfang/worker';
import { measureCheck } from './check.ts';
import { type Measured, measureEvents } from './events.ts';
import { measureKernel, type Row } from './kernel.ts';

const benches = {
  events: 'events, server writes and bytes of a declaration with six decisions, per unit of 60 posts',
  kernel:
    'decisions in memory against raw XState, the size of a review, a meeting over 300, a unit of 300 against one of 10',
  check: 'check and compile of the largest plan with a roster of 5,000 posts: seconds, megabytes, growth',
} as const;
const HELP = `Usage: npm run bench -- BENCH [--posts N] [--items N] [--json]

${Object.entries(benches)
  .map(([name, what]) => `  ${name.padEnd(8)} ${what}`)
  .join('\n')}

For events:
  --posts N  declarations to divide by (default 60, for which the targets hold)
  --items N  risk points of each declaration (default 1; each adds some 300 bytes, two hashes in two messages of two rounds)
For all:
  --json     the whole measurement as JSON

Kernel: processor time; slices of what is compared alternate in one run, the median slice counts. What is compared with raw
transition() is a whole turn of the actor: time passed, role, guard and content checked, the decision recorded, dues and ladders
armed, some five events made, neighbours told; from and to the state that is stored.

Writes are state transitions of workflows that the server persisted, from its own metrics (persistence_requests of the history
service: CreateWorkflowExecution and UpdateWorkflowExecution). Exit code 1 when a target is missed.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    json: { type: 'boolean' },
    posts: { type: 'string', default: '60' },
    items: { type: 'string', default: '1' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const [bench] = positionals;
  if (values.help || bench === undefined) {
    say(HELP);
    return values.help ? 0 : 2;
  }
  const size = { posts: Number(values.posts), items: Number(values.items) };
  if (bench === 'kernel') {
    // On a busy machine the compiler's own thread may starve, and what would be measured is the interpreter.
    setFlagsFromString('--no-concurrent-recompilation');
    const rows = measureKernel();
    if (values.json) say(JSON.stringify(rows, undefined, 2));
    else printRows(rows);
    return rows.every(({ ok }) => ok) ? 0 : 1;
  }
  if (bench === 'check') {
    const rows = measureCheck();
    if (values.json) say(JSON.stringify(rows, undefined, 2));
    else printRows(rows, 'the check');
    return rows.every(({ ok }) => ok) ? 0 : 1;
  }
  if (bench !== 'events' || !Object.values(size).every((count) => Number.isInteger(count) && count > 0)) {
    process.stderr.write(`Expected a bench of: ${Object.keys(benches).join(', ')}; and whole numbers.\n`);
    return 2;
  }
  quietRuntime();
  const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
  const servers = await startServers({ ephemeral: true, lang: 'en', onProgress });
  try {
    const measured = await measureEvents(servers, size);
    if (values.json) say(JSON.stringify(measured, undefined, 2));
    else for (const one of measured) print(one);
    return measured.some(({ missed }) => missed.length > 0) ? 1 : 0;
  } finally {
    await servers.stop();
  }
}

function print({ name, size: { posts, items }, perDeclaration, targets, missed, histories, seconds }: Measured): void {
  say(`\n${posts} declarations of ${items} risk point(s), ${name} (${seconds.toFixed(0)} s)`);
  row('per declaration', 'measured', 'target', '');
  for (const what of ['events', 'writes', 'bytes'] as const) {
    const target = targets[what];
    const verdict = target === undefined ? '' : missed.includes(what) ? 'MISSED' : 'kept';
    row(`  ${what}`, perDeclaration[what].toFixed(1), target === undefined ? '–' : `≤ ${target}`, verdict);
  }
  row('histories hold', 'events', 'payload', 'B a declaration');
  for (const { kind, events, payloadBytes } of histories.kinds)
    row(`  ${kind}`, String(events), String(payloadBytes), (payloadBytes / posts).toFixed(0));
  row('actor', 'history', 'state', 'state deflated');
  for (const { actor, runs, historyLength, stateBytes, stateDeflated } of histories.actors)
    row(
      `  ${actor} (${runs} ${runs === 1 ? 'run' : 'runs'})`,
      String(historyLength),
      String(stateBytes),
      String(stateDeflated),
    );
}

function printRows(rows: readonly Row[], title = 'the kernel'): void {
  say(`${title.padEnd(72)}${'measured'.padStart(12)}${'limit'.padStart(12)}`);
  for (const { what, figure, unit, limit, ok } of rows) {
    const bound = limit === undefined ? '' : `${limit.at === 'most' ? '≤' : '≥'} ${limit.value} ${unit}`;
    const verdict = limit === undefined ? '' : ok ? 'ok' : 'over';
    say(`${what.padEnd(72)}${`${digits(figure)} ${unit}`.padStart(12)}${bound.padStart(12)}  ${verdict}`.trimEnd());
  }
}

function digits(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure >= 10 ? figure.toFixed(1) : figure.toFixed(2);
}

function row(first: string, ...others: readonly string[]): void {
  say(`${first.padEnd(48)}${others.map((one) => one.padStart(16)).join('')}`.trimEnd());
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
