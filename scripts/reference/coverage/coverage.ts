/**
 * Prints docs/coverage.md: for every id of the checklist the part of a plan that expresses it and the event that this part gave in a
 * rehearsal. An id without both ends the program with 1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { inCell } from '../markdown.ts';
import { shownBy } from './evidence.ts';
import { at } from './path.ts';
import { type PlayedPlan, played } from './played.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = path.join(root, 'test/coverage');

/** Of one plan: where it expresses what, by id of the checklist. */
interface Coverage {
  readonly plan: string;
  readonly covers: Readonly<Record<string, readonly Claim[]>>;
}

/**
 * A path into the plan, shown by its rehearsal; or by a refusal: the code of the problem that the check reports without the launch
 * parameters; or by an event of a scenario, where somebody must act whom a rehearsal does not have (a roster changes, a plan is amended).
 */
type Claim =
  | string
  | { readonly path: string; readonly problem: string }
  | { readonly path: string; readonly scenario: string; readonly event: string };

interface Line {
  readonly id: string;
  readonly plan: string;
  readonly path: string;
  readonly shown: string;
}

const words = parse(readFileSync(path.join(folder, 'checklist.yaml'), 'utf8')) as Readonly<Record<string, string>>;
const coverages = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml') && file !== 'checklist.yaml')
  .toSorted()
  .map((file) => parse(readFileSync(path.join(folder, file), 'utf8')) as Coverage);

const faults: string[] = [];
const lines = coverages.flatMap((coverage) => linesOf(coverage));
for (const id of Object.keys(words))
  if (!lines.some((line) => line.id === id)) faults.push(`${id}: no plan expresses it with a trace in its rehearsal`);
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = 1;
}
process.stdout.write(page());

function linesOf({ plan, covers }: Coverage): Line[] {
  const isPlayed = Object.values(covers).some((claims) => claims.some((claim) => !isOfScenario(claim)));
  const play = isPlayed ? played(path.join(root, plan)) : undefined;
  const written: unknown = play?.written ?? parse(readFileSync(path.join(root, plan), 'utf8'));
  return Object.entries(covers).flatMap(([id, claims]) => {
    if (words[id] === undefined) faults.push(`${plan}: the checklist has no id '${id}'`);
    const found = claims.flatMap((claim) => {
      const where = typeof claim === 'string' ? claim : claim.path;
      if (at(written, where.split('.')) === undefined) {
        faults.push(`${plan}: ${id} names '${where}', which is not there`);
        return [];
      }
      if (isOfScenario(claim)) return lineOfScenario(plan, id, claim);
      return play === undefined ? [] : lineOf(play, plan, id, claim);
    });
    if (found.length === 0) faults.push(`${plan}: ${id} left no trace: ${JSON.stringify(claims)}`);
    return found;
  });
}

type OfScenario = Extract<Claim, { readonly scenario: string }>;

function isOfScenario(claim: Claim): claim is OfScenario {
  return typeof claim !== 'string' && 'scenario' in claim;
}

/** What every scenario leaves behind is kept, one event a line. */
function lineOfScenario(plan: string, id: string, { path: where, scenario, event }: OfScenario): Line[] {
  const kept = readFileSync(path.join(root, 'test/scenarios/kept', `${scenario}.txt`), 'utf8');
  if (!new RegExp(`^\\S+ ${event} `, 'm').test(kept)) {
    faults.push(`${plan}: ${id}: scenario '${scenario}' leaves no ${event}`);
    return [];
  }
  return [{ id, plan, path: where, shown: `\`${event}\` in scenario \`${scenario}\`` }];
}

function lineOf(play: PlayedPlan, plan: string, id: string, claim: Exclude<Claim, OfScenario>): Line[] {
  const where = typeof claim === 'string' ? claim : claim.path;
  const parts = where.split('.');
  if (typeof claim !== 'string') {
    if (!play.problems.includes(claim.problem))
      faults.push(`${plan}: ${id}: the check does not report ${claim.problem}`);
    return [{ id, plan, path: where, shown: `\`${claim.problem}\`` }];
  }
  for (const { campaign, events, say } of play.rehearsals) {
    const event = shownBy(campaign, events, parts);
    if (event !== undefined) return [{ id, plan, path: where, shown: `\`${event.kind}\` ${say(event)}` }];
  }
  return [];
}

function page(): string {
  const text = [
    '# 覆盖 Coverage',
    '',
    'Made by `npm run generate` from `test/coverage`. Each row of the checklist of the five documents, the part of a plan that expresses it,',
    'and what that part gave in the rehearsal of the plan (an event with its sentence, or the code of the refusal). A row without both fails the gate.',
    '',
    '| id | words | plan | part | shown by |',
    '| --- | --- | --- | --- | --- |',
  ];
  for (const [id, said] of Object.entries(words)) {
    const own = lines.filter((line) => line.id === id);
    // One line tells how it is shown; every further plan adds its own.
    const perPlan = new Map(own.map((line) => [line.plan, own.filter((one) => one.plan === line.plan)]));
    for (const [plan, [first, ...more]] of perPlan) {
      if (first === undefined) continue;
      const paths = [first, ...more].map((line) => `\`${line.path}\``).join(', ');
      text.push(`| ${id} | ${inCell(said)} | ${plan} | ${paths} | ${inCell(first.shown)} |`);
    }
  }
  return `${text.join('\n')}\n`;
}
