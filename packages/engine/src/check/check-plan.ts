/**
 * The semantic rules of a plan, as a table. Every rule looks at everything; all problems come back at once, in document order.
 */
import { inOrder, withLines } from '../plan/parse.ts';
import type { Plan } from '../plan/plan.ts';
import type { Problem } from '../problem.ts';
import { type Check, type CheckOptions, contextOf } from './context.ts';
import { checkDates } from './dates.ts';
import { checkExpressions } from './expressions.ts';
import { checkForms } from './forms.ts';
import { checkLimits } from './limits.ts';
import { checkNames } from './names.ts';
import { checkOrder } from './order.ts';
import { checkQuotes, showReadings } from './quotes.ts';
import { checkReferences } from './references.ts';
import { checkReviews } from './reviews.ts';
import { checkRoster } from './roster.ts';
import { checkRules } from './rules.ts';
import { checkStages } from './stages.ts';
import { checkSteps } from './steps.ts';
import { checkUnused } from './unused.ts';

const checks: readonly { readonly name: string; readonly check: Check }[] = [
  { name: 'names are given once', check: checkNames },
  { name: 'references resolve', check: checkReferences },
  { name: 'the order has no cycle', check: checkOrder },
  { name: 'steps have what they need', check: checkSteps },
  { name: 'dates resolve, in order and within their phase', check: checkDates },
  { name: 'everything that waits has a limit and an escalation', check: checkLimits },
  { name: 'conditions are typed against what is filled', check: checkExpressions },
  { name: 'rules cover every case', check: checkRules },
  { name: 'returns come back and reviews have a course', check: checkReviews },
  { name: 'stages have somebody to decide, and outcomes that lead somewhere', check: checkStages },
  { name: 'forms agree with their printed heads and stages', check: checkForms },
  { name: 'what is declared is used', check: checkUnused },
  { name: 'quotes are verbatim', check: checkQuotes },
  { name: 'readings are shown', check: showReadings },
  { name: 'the roster has the places and people', check: checkRoster },
];

/**
 * All problems of a parsed plan, in document order when `lineOf` is given.
 * Without a roster nothing is said about people, without a calendar nothing about working days, without the document nothing about quotes.
 */
export function checkPlan(plan: Plan, options: CheckOptions = {}): readonly Problem[] {
  const context = contextOf(plan, options);
  const problems = checks.flatMap(({ check }) => check(context));
  return options.lineOf === undefined ? problems : inOrder(withLines(problems, options.lineOf));
}

/** Whether a campaign may be launched from it: nothing is wrong and nothing waits for a person. */
export function isLaunchable(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.severity === 'advice');
}
