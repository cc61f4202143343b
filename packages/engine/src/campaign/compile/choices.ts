/**
 * Values by rule as the kernel chooses them: the rows as a first-match rule whose results are places in a list of values, hashed. The
 * check and the compiler read the same rows here.
 */
import { compileRule, type RuleSource } from '../../expression/compile-rule.ts';
import { checkRule } from '../../expression/coverage.ts';
import type { Scope } from '../../expression/fact-type.ts';
import { invariant } from '../../invariant.ts';
import { hashOf } from '../../json/canonical.ts';
import { type ByRule, type Choose, choicesIn, isChoose } from '../../plan/choose.ts';
import type { Problem } from '../../problem.ts';
import type { Choice } from '../definition.ts';

/** Undefined where the plan names the value itself. */
export function compileChoice<T, C>(
  written: ByRule<T> | undefined,
  scope: Scope,
  compiled: (value: T, at: Problem['path']) => C,
): Choice<C> | undefined {
  if (!isChoose(written)) return undefined;
  const answer = compileRule(sourceOf(written), scope);
  invariant('rule' in answer, 'the rows of a checked choice to compile');
  const { rule } = answer;
  const values = choicesIn(written).map(({ value, at }) => compiled(value, at));
  return { rule, values, hash: hashOf({ rule, values }) };
}

/** Rows that do not compile, cases that no row takes where nothing is said otherwise, and rows that no case reaches. */
export function choiceProblems(written: Choose<unknown>, scope: Scope, path: Problem['path']): readonly Problem[] {
  const compiled = compileRule(sourceOf(written), scope, undefined, path);
  const problems = 'rule' in compiled ? checkRule(compiled.rule, scope, path) : compiled.problems;
  return problems.map((one) => ({
    ...one,
    ...(one.code === 'rule.gap' ? { code: 'choose.gap' } : {}),
    path: placeOf(one.path, path.length),
  }));
}

/** A rule's rows are called so; a choice's are what it chooses. */
function placeOf(path: Problem['path'], depth: number): Problem['path'] {
  return path.map((key, at) => (at === depth && key === 'rows' ? 'choose' : key));
}

function sourceOf({ choose, otherwise }: Choose<unknown>): RuleSource {
  return {
    hit: 'first',
    rows: choose.map((row, i) => ({ if: row.if, then: String(i) })),
    ...(otherwise !== undefined && { otherwise: { kind: 'value', value: String(choose.length) } }),
  };
}
