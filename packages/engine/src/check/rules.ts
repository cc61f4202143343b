/** Rules compile against what they may read, cover every case, and do not contradict themselves; each flaw with a witness. */

import { compilePlanRule, placedInMatrix } from '../campaign/compile/rules.ts';
import { checkRule } from '../expression/coverage.ts';
import type { PlanIndex } from '../plan/plan-index.ts';
import { itemStep, ruleScope } from '../plan/scope.ts';
import type { Problem } from '../problem.ts';
import type { Check } from './context.ts';
import { namedLater } from './expressions.ts';

export const checkRules: Check = (context) => {
  const { plan, index, filled } = context;
  const problems: Problem[] = [];
  for (const [id, rule] of Object.entries(plan.rules ?? {})) {
    if (plan.scales[rule.scale] === undefined) continue; // a dangling reference, reported as such
    if (rule.of !== 'item' && !index.layers.includes(rule.of)) continue;
    // Which items a rule judges is said by the step that uses it.
    if (rule.of === 'item' && !gradesItems(index, id)) continue;
    const scope = ruleScope(index, filled, id);
    const path = ['rules', id];
    const compiled = compilePlanRule(plan, id, scope);
    if ('problems' in compiled)
      problems.push(...namedLater(context, compiled.problems, ruleScope(index, filled, id, true), path));
    else problems.push(...placedInMatrix(checkRule(compiled.rule, scope, path), rule, path));
  }
  return problems;
};

/** Whether a step uses the rule: only then is it known what its items are. */
export function gradesItems(index: PlanIndex, rule: string): boolean {
  return [...index.steps, ...index.caseSteps].some(
    (placed) => placed.step.compute?.grade === rule && itemStep(index, placed) !== undefined,
  );
}
