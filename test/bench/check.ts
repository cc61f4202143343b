/**
 * What check and compile of the largest plan cost with a roster of 5,000 posts: seconds and megabytes against their limits, and how both
 * grow with the roster, which does not depend on the machine. Each run is a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MeasuredCheck } from './check-one.ts';
import type { Row } from './kernel.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const POSTS = 5000;
const FEW = 500;
/** Runs of each; the median counts. */
const RUNS = 3;

/** Plans with a roster beside them, the largest document first. */
export function plansBySize(folder = join(root, 'plans')): readonly string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((one) => existsSync(join(one, 'plan.yaml')) && existsSync(join(one, 'roster.yaml')))
    .toSorted((one, other) => statSync(join(other, 'plan.yaml')).size - statSync(join(one, 'plan.yaml')).size);
}

export function measureCheck(): Row[] {
  const skipped: Row[] = [];
  // A roster that grew at random may have somebody in two roles that the plan keeps apart: then there is nothing to compile.
  const largest = plansBySize().find((folder) => {
    const { hindrances, compile } = runOne(folder, POSTS);
    if (hindrances.length === 0) return true;
    const what = `${folder.slice(root.length)}: not compiled with a grown roster (${hindrances.join(', ')})`;
    skipped.push({ what, figure: compile / 1000, unit: 's', ok: true });
    return false;
  });
  if (largest === undefined) throw new Error('Expected a plan under plans/ that compiles with a grown roster');
  const many = medianOf(largest, POSTS);
  const few = medianOf(largest, FEW);
  const name = largest.slice(root.length);
  const at = (value: number): NonNullable<Row['limit']> => ({ at: 'most', value });
  const limited = (what: string, figure: number, unit: string, most: number): Row => {
    return { what, figure, unit, limit: at(most), ok: figure <= most };
  };
  const told = (what: string, figure: number, unit: string): Row => ({ what, figure, unit, ok: true });
  return [
    ...skipped,
    told(`${name}: nodes of a roster with ${POSTS} posts`, many.nodes, ''),
    told('  actors', many.actors, ''),
    told('  machines walked', many.machines, ''),
    limited('  check and compile, processor time', many.compile / 1000, 's', 3),
    limited('  peak of the process', many.peak, 'MB', 500),
    told('  of which before the check', many.loaded, 'MB'),
    told('  check and compile against parsing the plan', many.compile / many.parse, '×'),
    limited(`  a post of ${POSTS} against one of ${FEW}`, many.compile / POSTS / (few.compile / FEW), '×', 1.5),
  ];
}

function medianOf(folder: string, posts: number): MeasuredCheck {
  const runs = Array.from({ length: RUNS }, () => runOne(folder, posts));
  const [, middle] = runs.toSorted((one, other) => one.compile - other.compile);
  const peak = Math.max(...runs.map((run) => run.peak));
  if (middle === undefined) throw new Error('Expected a run');
  return { ...middle, peak };
}

function runOne(folder: string, posts: number): MeasuredCheck {
  const file = join(root, 'test/bench/check-one.ts');
  const args = ['--conditions=source', '--import', 'tsx', file, folder, String(posts)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`Expected the check of ${folder} to run: ${stderr.trim().slice(-500)}`);
  return JSON.parse(stdout) as MeasuredCheck;
}
