/**
 * A plan folder read as one plan: its text with what is filled in, its roster, and the plans of lower organizations in it, theirs first.
 * Every problem keeps the file and line that it is about. Must not know what is checked.
 */
import {
  assemble,
  type ChildPlan,
  documentOf,
  type Launch,
  type Plan,
  type Problem,
  parseLaunch,
  parsePlan,
  parseRoster,
  type Roster,
  withFillings,
} from '@lianfang/engine';
import type { FoundProblem, PlanFolder } from './plan-folder.ts';

export interface ReadTogether {
  readonly plan: Plan | undefined;
  readonly roster: Roster | undefined;
  /** Without errors in any of the rosters. */
  readonly rosterIsSound: boolean;
  /** The documents, one after the other. */
  readonly source: string | undefined;
  /** Files of plans that have their document beside them. */
  readonly quoted: ReadonlySet<string>;
  readonly problems: readonly FoundProblem[];
  /** A problem of the plan with its file and line. */
  readonly place: (problem: Problem) => FoundProblem;
}

export function readTogether(folder: PlanFolder): ReadTogether {
  const parsed = parsePlan(folder.planText, launchIn(folder));
  const own = folder.roster === undefined ? undefined : parseRoster(folder.roster.text);
  const rosterProblems = (own?.problems ?? []).map((problem) => ({ ...problem, file: folder.roster?.file ?? '' }));
  const files: Readonly<Record<string, string | undefined>> = {
    roster: folder.roster?.file,
    launch: folder.launch?.file,
  };
  const below = folder.children.map((child) => ({ file: child.planFile, read: readTogether(child) }));
  const children = below.flatMap(({ file, read: { plan, roster } }): ChildPlan[] =>
    plan === undefined ? [] : [{ folder: file, plan, ...(roster !== undefined && { roster }) }],
  );
  const together =
    parsed.plan === undefined || children.length === 0 ? undefined : assemble(parsed.plan, own?.roster, children);
  const place = (problem: Problem): FoundProblem => {
    const elsewhere = files[String(problem.in)];
    if (elsewhere !== undefined) {
      // Rosters put together have places of several files.
      const at = problem.in === 'roster' && together === undefined ? own?.lineOf(problem.path) : undefined;
      return { ...(at !== undefined && { line: at }), ...problem, file: elsewhere };
    }
    const here = { folder: undefined, path: problem.path };
    const origin =
      problem.in === undefined
        ? (together?.origin(problem.path) ?? here)
        : { folder: String(problem.in), path: problem.path };
    const child = below.find(({ file }) => file === origin.folder);
    const said = problem.in === undefined ? (together?.inOwnWords(problem) ?? problem) : problem;
    const { in: _where, ...rest } = said;
    if (child !== undefined) return child.read.place({ ...rest, path: origin.path });
    const line = problem.line ?? parsed.lineOf(origin.path);
    return { ...rest, path: origin.path, ...(line !== undefined && { line }), file: folder.planFile };
  };
  const sources = [folder.source, ...below.map(({ read }) => read.source)].filter((one) => one !== undefined);
  const isSound = !rosterProblems.some((problem) => problem.severity === 'error');
  return {
    plan: together?.plan ?? parsed.plan,
    roster: together === undefined ? own?.roster : together.roster,
    rosterIsSound: isSound && below.every(({ read }) => read.rosterIsSound),
    source: sources.length === 0 ? undefined : sources.join('\n'),
    // What a frame's document says, plans within it may quote.
    quoted: new Set(folder.source === undefined ? below.flatMap(({ read }) => [...read.quoted]) : filesIn(folder)),
    problems: [
      ...parsed.problems.map(place),
      ...rosterProblems,
      ...below.flatMap(({ read }) => read.problems),
      ...(together?.problems ?? []).map(place),
    ],
    place,
  };
}

function filesIn({ planFile, children }: PlanFolder): readonly string[] {
  return [planFile, ...children.flatMap(filesIn)];
}

/** File by file, as they were met; within each by line. */
export function inDocumentOrder(problems: readonly FoundProblem[]): readonly FoundProblem[] {
  const files = [...new Set(problems.map((problem) => problem.file))];
  const last = Number.MAX_SAFE_INTEGER;
  return problems.toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? last) - (b.line ?? last),
  );
}

/** Plan and roster as they are kept with a campaign: with what was filled in, and with the plans of lower organizations in them. */
export function keptTexts(
  folder: PlanFolder,
  plan: Plan,
  roster: Roster,
): { readonly planText: string; readonly rosterText: string } {
  if (folder.children.length > 0) return { planText: documentOf(plan), rosterText: documentOf(roster) };
  const planText = withFillings(folder.planText, launchIn(folder)?.values ?? {});
  return { planText, rosterText: folder.roster?.text ?? '' };
}

function launchIn({ launch }: PlanFolder): Launch | undefined {
  return launch === undefined ? undefined : parseLaunch(launch.text);
}
