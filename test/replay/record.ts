/**
 * Records every behaviour anew on servers of its own: `npm run record [BEHAVIOUR…]`. When that is allowed: README.md beside this.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startServers } from '@lianfang/cli/servers';
import { quietRuntime } from '@lianfang/worker';
import { behaviours } from './behaviours.ts';
import { checkRun } from './kernel-check.ts';
import { folder, RELEASE, type Recorded } from './recorded.ts';

const MOST = 300 * 1024;

quietRuntime();
const only = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const servers = await startServers({ ephemeral: true, lang: 'en', onProgress: say });
process.env.LIANFANG_TEST_TEMPORAL = servers.temporal.address;
process.env.LIANFANG_TEST_POSTGRES = servers.postgres.url;
try {
  const all = behaviours();
  const chosen = only.length === 0 ? all : all.filter(({ name }) => only.includes(name));
  const target = path.join(folder, RELEASE);
  if (only.length === 0) rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const { name, story, play } of chosen) {
    const runs = await play();
    for (const run of runs) {
      const { differences } = await checkRun(run);
      if (differences.length > 0)
        throw new Error(
          `Expected '${name}' to agree with the kernel: ${differences.map(({ what }) => what).join(', ')}.`,
        );
    }
    const recorded: Recorded = { release: RELEASE, behaviour: name, story, runs };
    const text = `${JSON.stringify(recorded, undefined, 1)}\n`;
    if (text.length > MOST)
      throw new Error(`Expected '${name}' to be at most ${MOST} bytes, but it has ${text.length}.`);
    writeFileSync(path.join(target, `${name}.json`), text);
    const events = runs.reduce((sum, run) => sum + run.history.events.length, 0);
    say(`${name}: ${runs.length} runs, ${events} events, ${Math.round(text.length / 1024)} KiB`);
  }
} finally {
  await servers.stop();
}
