/** Rules compile against what they may read, cover every case, and do not contradict themselves; each flaw with a witness. */

import { compilePlanRule } from '../campaign/compile/rules.ts';
import { checkRule } from '../expression/coverage.ts';
import { ruleScope } from '../plan/scope.ts';
import type { Problem } from '../problem.ts';
import type { Check } from './context.ts';
import { namedLater } from './expressions.ts';

export const checkRules: Check = (context) => {
  const { plan, index, filled } = context;
  const problems: Problem[] = [];
  for (const [id, rule] of Object.entries(plan.rules ?? {})) {
    if (plan.scales[rule.scale] === undefined || !index.layers.includes(rule.of)) continue; // a dangling reference, reported as such
    const scope = ruleScope(index, filled, id);
    const path = ['rules', id];
    const compiled = compilePlanRule(plan, id, scope);
    if ('problems' in compiled)
      problems.push(...namedLater(context, compiled.problems, ruleScope(index, filled, id, true), path));
    else problems.push(...checkRule(compiled.rule, scope, path));
  }
  return problems;
};
