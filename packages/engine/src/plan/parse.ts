/**
 * Text to a plan, or everything that is wrong with its shape, each with code, path and line. What the parts mean together is `check/`.
 */
import type * as z from 'zod';
import type { Problem } from '../problem.ts';
import { readDocument } from './document.ts';
import { Plan } from './plan.ts';
import { problemsOf } from './shape-problems.ts';

export interface Parsed {
  /** Absent when anything is wrong with its shape. */
  readonly plan?: Plan;
  /** In document order. */
  readonly problems: readonly Problem[];
  /** The line of a path in the text, or of the nearest part that holds it. */
  readonly lineOf: (path: Problem['path']) => number | undefined;
}

export function parsePlan(text: string): Parsed {
  const document = readDocument(text);
  const { lineOf } = document;
  if (document.value === undefined) return { problems: document.problems, lineOf };
  const result: z.ZodSafeParseResult<Plan> = Plan.safeParse(document.value, { reportInput: true });
  const shape = result.success ? [] : problemsOf(result.error.issues);
  const problems = inOrder([...document.problems, ...withLines(shape, lineOf)]);
  return result.success && problems.length === 0 ? { plan: result.data, problems, lineOf } : { problems, lineOf };
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
