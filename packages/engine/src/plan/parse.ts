/**
 * Text to a plan, or everything that is wrong with its shape, each with code, path and line. What the parts mean together is `check/`.
 */
import type * as z from 'zod';
import type { Problem } from '../problem.ts';
import { readDocument } from './document.ts';
import { expand, fillingProblems } from './expand.ts';
import type { Launch } from './launch.ts';
import { Plan } from './plan.ts';
import { problemsOf, telling } from './shape-problems.ts';
import { unfilled } from './unfilled.ts';

export interface Parsed {
  /** Absent when anything is wrong with its shape. */
  readonly plan?: Plan;
  /** In document order; with a plan, of what was filled in. */
  readonly problems: readonly Problem[];
  /** The line of a path in the text, or of the nearest part that holds it. */
  readonly lineOf: (path: Problem['path']) => number | undefined;
}

/** @param launch what is filled into the plan's slots */
export function parsePlan(text: string, launch?: Launch): Parsed {
  const document = readDocument(text);
  if (document.value === undefined) return { problems: document.problems, lineOf: document.lineOf };
  const full = expand(document.value, launch?.values);
  const lineOf: Parsed['lineOf'] = (path) => document.lineOf(full.origin(path));
  const result: z.ZodSafeParseResult<Plan> = Plan.safeParse(full.value, telling);
  // Of a part that uses a preset which is not there, nobody can tell what it lacks.
  const unsure = full.problems.flatMap(({ code, path }) =>
    code === 'preset.unknown' ? [`${path.slice(0, path.lastIndexOf('use')).join('.')}.`] : [],
  );
  const isUnsure = ({ code, path }: Problem): boolean =>
    code === 'plan.missing-key' && unsure.some((part) => path.join('.').startsWith(part));
  const shape = result.success
    ? []
    : problemsOf(result.error.issues).filter((one) => !full.isSettled(one.path) && !isUnsure(one));
  const given = [...(launch?.problems ?? []), ...fillingProblems(document.value, launch?.values ?? {})].map(
    (problem) => (problem.line === undefined ? { ...problem, line: launch?.lineOf(problem.path) ?? 1 } : problem),
  );
  const wrong = inOrder([...document.problems, ...withLines([...full.problems, ...shape], lineOf)]);
  const problems = [...wrong, ...given];
  if (result.success && wrong.length === 0) return { plan: result.data, problems, lineOf };
  // What stands in for an open slot need not fit everywhere: then the rest is looked at once it is filled.
  return { problems: [...problems, ...(result.success ? [] : withLines(unfilled(full.value), lineOf))], lineOf };
}

export function withLines(problems: readonly Problem[], lineOf: Parsed['lineOf']): Problem[] {
  return problems.map((problem) => {
    if (problem.in !== undefined) return problem; // about another document
    const line = problem.line ?? lineOf(problem.path);
    return line === undefined ? problem : { ...problem, line };
  });
}

/** By line; problems of one line keep their order. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER));
}
