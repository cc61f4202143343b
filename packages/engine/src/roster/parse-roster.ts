/**
 * Text to a roster, or everything that is wrong with it, each with code, path and line. Hostile text gives problems, never an
 * exception. Must not know the plan.
 */
import { readDocument } from '../plan/document.ts';
import { problemsOf, telling } from '../plan/shape-problems.ts';
import type { Problem } from '../problem.ts';
import { checkRoster } from './check-roster.ts';
import { Roster, rosterLimits } from './roster.ts';

export interface ParsedRoster {
  /** Absent when anything is wrong with its shape. */
  readonly roster?: Roster;
  /** In document order. */
  readonly problems: readonly Problem[];
  /** The line of a path in the text, or of the nearest part that holds it. */
  readonly lineOf: (path: Problem['path']) => number | undefined;
}

/** More are cut off: one mistake in an export repeats in every row. */
const mostProblems = 500;

export function parseRoster(text: string): ParsedRoster {
  const { value, problems: found, lineOf } = readDocument(text, rosterLimits);
  const placed = (problems: readonly Problem[]): Problem[] =>
    problems
      .map((problem): Problem => {
        const line = problem.line ?? lineOf(problem.path);
        // Reading and shape are shared with plans, whose codes begin with plan.
        return { ...problem, code: problem.code.replace(/^plan\./, 'roster.'), ...(line !== undefined && { line }) };
      })
      .sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
      .slice(0, mostProblems);
  if (value === undefined) return { problems: placed(found), lineOf };
  const result = Roster.safeParse(value, telling);
  if (!result.success) return { problems: placed([...found, ...problemsOf(result.error.issues)]), lineOf };
  const problems = placed([...found, ...checkRoster(result.data)]);
  return found.length > 0 ? { problems, lineOf } : { roster: result.data, problems, lineOf };
}
