/** Facts that somebody gives are there, and are what is asked for; else a rule would meet them. */
import { checkFacts } from '../expression/check-facts.ts';
import type { Scope } from '../expression/fact-type.ts';
import type { Rejection } from '../kernel/rejection.ts';

export function refusalOfScope(
  scope: Scope,
  facts: Readonly<Record<string, unknown>>,
  of?: string,
): Rejection | undefined {
  const problems = checkFacts(scope, facts);
  const named = (code?: string) =>
    problems
      .filter((one) => code === undefined || one.code === code)
      .map((one) => (of === undefined ? String(one.name) : `${of}.${String(one.name)}`));
  const missing = named('fact.missing');
  if (missing.length > 0) return { code: 'declaration.facts-missing', facts: missing };
  const [first] = problems;
  if (first === undefined) return undefined;
  return { code: 'declaration.wrong-facts', facts: named(), expected: first.expected ?? first.possible ?? null };
}
