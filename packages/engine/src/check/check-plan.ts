/**
 * The semantic rules of a plan, as a table. Every rule looks at everything; all problems come back at once, in document order.
 */
import { inOrder, withLines } from '../plan/parse.ts';
import type { Plan } from '../plan/plan.ts';
import type { Problem } from '../problem.ts';
import { checkCases } from './cases.ts';
import { type Check, type CheckContext, type CheckOptions, contextOf } from './context.ts';
import { checkDates } from './dates.ts';
import { checkDependencies } from './dependencies.ts';
import { checkExpressions } from './expressions.ts';
import { checkForms } from './forms.ts';
import { checkFrame } from './frame.ts';
import { checkItems } from './items.ts';
import { checkLimits } from './limits.ts';
import { checkNames } from './names.ts';
import { checkOrder } from './order.ts';
import { checkQuotes, showReadings } from './quotes.ts';
import { checkReferences } from './references.ts';
import { checkRepeats } from './repeats.ts';
import { checkReviews } from './reviews.ts';
import { checkRoster } from './roster.ts';
import { checkRules } from './rules.ts';
import { checkScores } from './scores.ts';
import { aboutTheRest, checkSlots, waitsForParts } from './slots.ts';
import { checkStages } from './stages.ts';
import { checkSteps } from './steps.ts';
import { checkUnused } from './unused.ts';
import { checkWaves } from './waves.ts';

interface NamedCheck {
  readonly name: string;
  readonly check: Check;
  /** Can be told while parts of the plan are still open. */
  readonly early?: true;
}

const checks: readonly NamedCheck[] = [
  { name: 'names are given once', check: checkNames, early: true },
  { name: 'slots are filled before they are used', check: checkSlots, early: true },
  { name: 'references resolve', check: checkReferences },
  { name: 'a frame names what it has', check: checkFrame },
  { name: 'the order has no cycle', check: checkOrder },
  { name: 'nothing waits for what may never come, nor shows what comes later', check: checkDependencies },
  { name: 'steps have what they need', check: checkSteps },
  { name: 'dates resolve, in order and within their phase', check: checkDates },
  { name: 'what repeats has a limit each time', check: checkRepeats },
  { name: 'waves follow each other and take every place once', check: checkWaves },
  { name: 'everything that waits has a limit and an escalation', check: checkLimits },
  { name: 'conditions are typed against what is filled', check: checkExpressions },
  { name: 'items are graded and taken where there are some', check: checkItems },
  { name: 'cases open with what they need, and do not open themselves for ever', check: checkCases },
  { name: 'rules cover every case', check: checkRules },
  { name: 'questions are asked and yardsticks have what they need', check: checkScores },
  { name: 'returns come back and reviews have a course', check: checkReviews },
  { name: 'stages have somebody to decide, and outcomes that lead somewhere', check: checkStages },
  { name: 'forms agree with their printed heads and stages', check: checkForms },
  { name: 'what is declared is used', check: checkUnused },
  { name: 'quotes are verbatim', check: checkQuotes, early: true },
  { name: 'readings are shown', check: showReadings, early: true },
  { name: 'the roster has the places and people', check: checkRoster },
];

/**
 * All problems of a parsed plan, in document order when `lineOf` is given.
 * Without a roster nothing is said about people, without a calendar nothing about working days, without the document nothing about quotes.
 */
export function checkPlan(plan: Plan, options: CheckOptions = {}): readonly Problem[] {
  const context = contextOf(plan, options);
  const waits = waitsForParts(plan.slots);
  const found = checks.flatMap(({ check, early }) => (waits && early !== true ? [] : check(context)));
  const problems = aboutTheRest(plan.slots, saidOnce(found, context));
  return options.lineOf === undefined ? problems : inOrder(withLines(problems, options.lineOf));
}

/** What is wrong with a step that repeats is wrong each time, and said once. */
function saidOnce(problems: readonly Problem[], { index }: CheckContext): readonly Problem[] {
  const repeated = new Set(
    index.steps.flatMap((placed) => (placed.occurrence === undefined ? [] : [JSON.stringify(placed.path)])),
  );
  if (repeated.size === 0) return problems;
  const said = new Set<string>();
  return problems.filter(({ code, path }) => {
    if (!repeated.has(JSON.stringify(path.slice(0, 4)))) return true;
    const key = JSON.stringify([code, path]);
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}

/** Whether a campaign may be launched from it: nothing is wrong and nothing waits for a person. */
export function isLaunchable(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.severity === 'advice');
}
