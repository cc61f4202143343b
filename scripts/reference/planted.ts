/**
 * For each code of a problem of a plan the broken plan that raises it: what was changed, where it is reported, in which words. Taken from the
 * faults that the tests plant, so that a page cannot say what does not happen.
 */
import { readdirSync, readFileSync } from 'node:fs';
import {
  CHINA_CALENDAR,
  calendarOf,
  checkPlan,
  compileCampaign,
  type Problem,
  parsePlan,
  parseRoster,
  type Roster,
} from '@lianfang/engine';
import { codes, messageOf } from '@lianfang/engine/codes';
import { parseDocument } from 'yaml';
import { compiledFaults } from '../../test/engine/check/compiled-faults.ts';
import { type Fault, faults, type Path } from '../../test/engine/check/faults.ts';
import { machineFaults } from '../../test/engine/check/machine-faults.ts';
import { rosterFaults } from '../../test/engine/check/roster-faults.ts';
import { hostile } from '../../test/engine/plan/hostile.ts';

export interface Planted {
  /** What was done, as the tests call it. */
  readonly name: string;
  /** Lines of the document that went and came; none where it is not the document that was changed. */
  readonly went: readonly string[];
  readonly came: readonly string[];
  /** Where and how it is reported; without words: the file that plants it in a plan of its own. */
  readonly at: string;
  readonly line: number | undefined;
  readonly zh: string;
}

const folder = new URL('../../plans/dezhou-2011/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

/** By code; the first fault of each. */
export function plantedByCode(): ReadonlyMap<string, Planted> {
  const text = textOf('plan.yaml');
  const source = textOf('source.txt');
  const { roster } = parseRoster(textOf('roster.yaml'));
  if (roster === undefined) throw new Error('Expected the roster of the 2011 plan');
  const found = new Map<string, Planted>();
  const plain = print(text);

  const tell = (code: string, name: string, after: string, problems: readonly Problem[], path?: Path): void => {
    const problem = problems.find(
      (one) => one.code === code && (path === undefined || path.every((key, at) => one.path[at] === key)),
    );
    if (problem === undefined) throw new Error(`Expected '${name}' to raise ${code}`);
    found.set(code, { name, ...changed(plain, after), ...reported(problem) });
  };
  const planted = ({ code, name, places, plant }: Fault, problemsOf: (plan: string) => readonly Problem[]): void => {
    if (found.has(code)) return;
    const document = parseDocument(text);
    const [place] = places(document);
    if (place === undefined) return;
    const path = plant(document, place) ?? place;
    const after = document.toString({ lineWidth: 0 });
    tell(code, name, after, problemsOf(after), path);
  };
  const compiled = (plan: string, people: Roster): readonly Problem[] => {
    const parsed = parsePlan(plan);
    if (parsed.plan === undefined) return parsed.problems;
    return compileCampaign({ plan: parsed.plan, roster: people, calendar: CHINA_CALENDAR, lineOf: parsed.lineOf })
      .problems;
  };

  for (const [name, harm, code] of hostile) {
    if (found.has(code)) continue;
    const problem = parsePlan(harm).problems.find((one) => one.code === code);
    if (problem !== undefined) found.set(code, { name, went: [], came: [start(harm)], ...reported(problem) });
  }
  for (const fault of faults)
    planted(fault, (plan) => {
      const parsed = parsePlan(plan);
      if (parsed.plan === undefined) return parsed.problems;
      return checkPlan(parsed.plan, {
        source,
        calendar: calendarOf(parsed.plan, CHINA_CALENDAR),
        lineOf: parsed.lineOf,
      });
    });
  for (const fault of compiledFaults) planted(fault, (plan) => compiled(plan, roster));
  for (const { code, name, plant, path } of rosterFaults) {
    if (found.has(code)) continue;
    const document = parseDocument(text);
    const people = plant(document, roster);
    const after = document.toString({ lineWidth: 0 });
    tell(code, name, after, compiled(after, people), path);
    const planted = found.get(code);
    if (planted !== undefined) found.set(code, { ...planted, ...merged(planted, rosterChanges(roster, people)) });
  }
  for (const { code, name } of machineFaults)
    if (!found.has(code)) found.set(code, elsewhere(name, 'test/engine/check/machine-faults.ts'));
  for (const { code, name, file } of namedFaults()) if (!found.has(code)) found.set(code, elsewhere(name, file));
  return found;
}

function elsewhere(name: string, file: string): Planted {
  return { name, went: [], came: [], at: file, line: undefined, zh: '' };
}

/** Faults that other tests plant in plans of their own: by name where name and code stand side by side, else by the test's table. */
function namedFaults(): readonly { readonly name: string; readonly code: string; readonly file: string }[] {
  const root = new URL('../../', import.meta.url);
  const files = readdirSync(new URL('test/engine', root), { recursive: true, encoding: 'utf8' })
    .filter((one) => one.endsWith('.ts') && !one.endsWith('planted-faults.test.ts'))
    .map((one) => `test/engine/${one}`)
    .sort();
  const sources = files.map((file) => ({ file, source: readFileSync(new URL(file, root), 'utf8') }));
  const named = sources.flatMap(({ file, source }) =>
    [...source.matchAll(/name:\s*(?:'([^'\n]+)'|"([^"\n]+)"),\s*code:\s*'([a-z.-]+)'/g)].map(
      ([, single, double, code = '']) => ({ name: single ?? double ?? '', code, file }),
    ),
  );
  const rows = sources.flatMap(({ file, source }) =>
    [...source.matchAll(/\[\s*'([a-z-]+\.[a-z-]+)',\s*(?:'([^'\n]+)'|"([^"\n]+)"),/g)].map(
      ([, code = '', single, double]) => ({ name: single ?? double ?? '', code, file }),
    ),
  );
  const told = Object.keys(codes).flatMap((code) => {
    const found = sources.find(({ source }) => source.includes(`'${code}'`));
    return found === undefined ? [] : [{ name: '', code, file: found.file }];
  });
  return [...named, ...rows, ...told].filter(({ code }) => ofPlans.test(code));
}

/** Codes of problems that a plan can have; those of filled-in forms, ledgers and rosters are not of a plan. */
const ofPlans =
  /^(?:ask|choose|date|expression|form|frame|layer|limit|machine|order|plan|preset|procedure|reference|reopen|repeat|return|role|rule|score|slice|slot|stage|step|vote|wave)\./;

function print(text: string): string {
  return parseDocument(text).toString({ lineWidth: 0 });
}

function reported(problem: Problem): Pick<Planted, 'at' | 'line' | 'zh'> {
  return { at: problem.path.join('.'), line: problem.line, zh: messageOf(problem, 'zh') };
}

function start(text: string): string {
  const [first = ''] = text.split('\n');
  const shown = first.slice(0, 60);
  return JSON.stringify(text.length > shown.length ? `${shown}…` : shown);
}

/** Lines between what both begin and end with; faults change one place, or few. */
function changed(before: string, after: string): Pick<Planted, 'went' | 'came'> {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const kept = new Map<string, number>();
  for (const line of b) kept.set(line, (kept.get(line) ?? 0) + 1);
  const went = a.filter((line) => !take(kept, line));
  const old = new Map<string, number>();
  for (const line of a) old.set(line, (old.get(line) ?? 0) + 1);
  return { went, came: b.filter((line) => !take(old, line)) };
}

function take(counts: Map<string, number>, line: string): boolean {
  const left = counts.get(line) ?? 0;
  if (left > 0) counts.set(line, left - 1);
  return left > 0;
}

function rosterChanges(before: Roster, after: Roster): Pick<Planted, 'went' | 'came'> {
  const lines = (roster: Roster): string =>
    [...roster.places, ...roster.appointments].map((one) => `# roster.yaml  ${JSON.stringify(one)}`).join('\n');
  return changed(lines(before), lines(after));
}

function merged(one: Pick<Planted, 'went' | 'came'>, other: Pick<Planted, 'went' | 'came'>) {
  return { went: [...one.went, ...other.went], came: [...one.came, ...other.came] };
}
