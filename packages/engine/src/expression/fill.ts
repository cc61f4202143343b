/** A compiled tree with the facts of one record written into it: what the run makes becomes a tree like any other. */
import { invariant } from '../invariant.ts';
import { fromNumber } from './decimal.ts';
import type { Constant, Expression, Value } from './tree.ts';

/** Replaces what is read as `<name>.<fact>` by the fact's value, null where it is absent. */
export function filledTree(tree: Expression, name: string, facts: Readonly<Record<string, unknown>>): Expression {
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    const { op, path } = part as { readonly op?: unknown; readonly path?: unknown };
    if (op === 'constant') return part;
    if (op === 'fact' && Array.isArray(path) && path[0] === name) {
      return { op: 'constant', value: constantOf(facts[String(path[1])]) };
    }
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, visit(one)]));
  };
  return visit(tree) as Expression;
}

function constantOf(value: unknown): Constant {
  if (typeof value === 'number') {
    const decimal = fromNumber(value);
    invariant(decimal, `a number that an author writes, not ${value}`);
    return decimal;
  }
  return (value ?? null) as Value as Constant;
}
