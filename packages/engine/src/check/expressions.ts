/** Conditions are typed against what is filled before them; a fact that is filled only later is said to be so. */
import { choiceProblems } from '../campaign/compile/choices.ts';
import { compileCondition } from '../expression/compile.ts';
import type { Scope } from '../expression/fact-type.ts';
import { type ByRule, isChoose, possibleIn } from '../plan/choose.ts';
import { stagesOf } from '../plan/course.ts';
import { nodeScope, stepScope } from '../plan/scope.ts';
import type { CaseStep } from '../plan/step.ts';
import type { Problem } from '../problem.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';

export const checkExpressions: Check = (context) => {
  const { plan, index, filled } = context;
  const problems: Problem[] = [];
  for (const placed of [...index.steps, ...index.caseSteps]) {
    const scopes = [stepScope(index, filled, placed), stepScope(index, filled, placed, true)] as const;
    if (placed.step.when !== undefined)
      problems.push(...conditionProblems(context, placed.step.when, scopes, [...placed.path, 'when']));
    for (const [at, written] of chosenIn(placed.step))
      problems.push(...rowProblems(context, written, scopes, [...placed.path, ...at]));
    for (const review of possibleIn(placed.step.review)) {
      for (const { stage, path } of stagesOf(plan.reviews?.[review])) {
        const here = ['reviews', review, ...path];
        if (stage.when !== undefined)
          problems.push(...conditionProblems(context, stage.when, scopes, [...here, 'when']));
        problems.push(...rowProblems(context, stage.by, scopes, [...here, 'by']));
        problems.push(...rowProblems(context, stage.due, scopes, [...here, 'due']));
      }
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

/** The keys of a step that may choose by rule, with their places in it. */
function chosenIn({
  by,
  declaration,
  review,
  due,
  ask,
  send,
}: CaseStep): readonly [Path, ByRule<unknown> | undefined][] {
  return [
    [['by'], by],
    [['declaration'], declaration],
    [['review'], review],
    [['due'], due],
    [['ask', 'scope'], ask?.scope],
    [['send', 'to'], send?.to],
  ];
}

/** The rows of a choice compile where it is made, cover every case or say what otherwise, and are all reached. */
function rowProblems(
  context: CheckContext,
  written: ByRule<unknown> | undefined,
  [here, ever]: readonly [Scope, Scope],
  path: Path,
): readonly Problem[] {
  return isChoose(written) ? namedLater(context, choiceProblems(written, here, path), ever, path) : [];
}

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
    const later = filled.filter((fill) => {
      const list = fill.path.join('.');
      const read = words.startsWith(list) || (typeof one.expression === 'string' && one.expression.includes(list));
      const ofItem = String(one.name).startsWith('item.');
      if (fill.ofItems === undefined)
        return read && !ofItem && (fill.path[2] !== 'items' || list.startsWith(String(one.name)));
      // Of items the unknown name is that of a grade that a later step gives them.
      const { scale, source } = fill.ofItems;
      return read && ['grade', `item.grade.${scale}`, `item.grade.${scale}.${source}`].includes(String(one.name));
    });
    if (one.code !== 'expression.unknown-name' || later.length === 0 || ever[later[0]?.path[0] ?? ''] === undefined)
      return one;
    return problem('fact.not-filled', 'error', one.path ?? path, {
      name: later[0]?.path.join('.'),
      steps: [...new Set(later.map((fill) => fill.step.step.name))],
      expression: one.expression,
    });
  });
}
