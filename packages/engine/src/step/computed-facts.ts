/** Facts that a plan computes for a case, as commands carry them: numbers as numbers, nothing where nothing is. */
import type { Facts, FactValue } from '../campaign/definition.ts';
import { formatDecimal, isDecimal } from '../expression/decimal.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Expression, Value } from '../expression/tree.ts';
import { invariant } from '../invariant.ts';
import type { NodeState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';

export function computedFacts(work: Work, node: NodeState, computed: Readonly<Record<string, Expression>>): Facts {
  const values = valuesAt(work, node);
  return Object.fromEntries(Object.entries(computed).map(([fact, tree]) => [fact, factOf(evaluate(tree, values))]));
}

function factOf(value: Value): FactValue {
  if (isDecimal(value)) return Number(formatDecimal(value));
  if (value === null || typeof value !== 'object') return value;
  invariant(Array.isArray(value), 'a fact of a case to be a value or a list');
  return value.map((one) => String(isDecimal(one) ? formatDecimal(one) : one));
}
