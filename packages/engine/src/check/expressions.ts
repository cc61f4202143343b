/** Conditions are typed against what is filled before them; a fact that is filled only later is said to be so. */
import { compileCondition } from '../expression/compile.ts';
import type { Scope } from '../expression/fact-type.ts';
import { stagesOf } from '../plan/course.ts';
import { nodeScope, stepScope } from '../plan/scope.ts';
import type { Problem } from '../problem.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';

export const checkExpressions: Check = (context) => {
  const { plan, index, filled } = context;
  const problems: Problem[] = [];
  for (const placed of [...index.steps, ...index.caseSteps]) {
    const scopes = [stepScope(index, filled, placed), stepScope(index, filled, placed, true)] as const;
    if (placed.step.when !== undefined)
      problems.push(...conditionProblems(context, placed.step.when, scopes, [...placed.path, 'when']));
    const review = placed.step.review ?? '';
    for (const { stage, path } of stagesOf(plan.reviews?.[review])) {
      if (stage.when !== undefined)
        problems.push(...conditionProblems(context, stage.when, scopes, ['reviews', review, ...path, 'when']));
    }
  }
  for (const [id, form] of Object.entries(plan.forms)) {
    form.rows?.groups?.forEach((group, g) => {
      group.lines.forEach((line, l) => {
        const compiled = compileCondition(line.if, nodeScope(index, form.rows?.of ?? ''), [
          'forms',
          id,
          'rows',
          'groups',
          g,
          'lines',
          l,
          'if',
        ]);
        if ('problems' in compiled) problems.push(...compiled.problems);
      });
    });
  }
  return problems;
};

/** With the scope of the place, and with one that also knows what is filled later. */
export function conditionProblems(
  context: CheckContext,
  text: string,
  [here, ever]: readonly [Scope, Scope],
  path: Path,
): readonly Problem[] {
  const compiled = compileCondition(text, here, path);
  if (!('problems' in compiled)) return [];
  return namedLater(context, compiled.problems, ever, path);
}

/** Unknown names that a later step fills are reported as that. */
export function namedLater(
  { filled }: CheckContext,
  problems: readonly Problem[],
  ever: Scope,
  path: Path,
): readonly Problem[] {
  return problems.map((one) => {
    const words = typeof one.words === 'string' ? one.words : '';
    const later = filled.filter(
      (fill) =>
        words.startsWith(fill.path.join('.')) ||
        (typeof one.expression === 'string' && one.expression.includes(fill.path.join('.'))),
    );
    if (one.code !== 'expression.unknown-name' || later.length === 0 || ever[later[0]?.path[0] ?? ''] === undefined)
      return one;
    return problem('fact.not-filled', 'error', one.path ?? path, {
      name: later[0]?.path.join('.'),
      steps: [...new Set(later.map((fill) => fill.step.step.name))],
      expression: one.expression,
    });
  });
}
