/** What the record says a result rests on: every fact that was read, and what a person who grades was shown. Long lists keep what was read of them. */
import type { Definitions } from '../campaign/definition.ts';
import { type Decimal, formatDecimal, isDecimal } from '../expression/decimal.ts';
import { evaluate, type Input, UNGRADED } from '../expression/evaluate.ts';
import type { RuleResult } from '../expression/rule.ts';
import type { Value, Values } from '../expression/tree.ts';

type Rules = Pick<Definitions['rules'][string], 'rule' | 'factors'>;

export function groundOf(rule: Rules, result: RuleResult, values: Values): Record<string, unknown> {
  const read = namesIn(rule);
  const inputs = result.inputs.map(({ path, value }: Input) => [path.join('.'), shortened(value, read)] as const);
  const factors = Object.entries(rule.factors ?? {}).map(
    ([name, tree]) => [name, shortened(evaluate(tree, values), read)] as const,
  );
  return Object.fromEntries([...inputs, ...factors]);
}

/** Of a count or score: the number, and the bands it falls into. */
export function scoreOf(result: RuleResult): { readonly score?: number; readonly bands?: number[] } {
  return {
    ...(result.score !== undefined && { score: plain(result.score) }),
    ...(result.bands !== undefined && { bands: [...result.bands] }),
  };
}

/** As a reader of the record knows numbers. */
function plain(decimal: Decimal): number {
  return Number(formatDecimal(decimal));
}

/** Records of a list keep their identity and the fields that the rule names. */
function shortened(value: Value, read: ReadonlySet<string>): Value {
  if (value === UNGRADED) return null;
  if (isDecimal(value)) return plain(value);
  if (!Array.isArray(value)) return value;
  return (value as readonly Value[]).map((one) => (isRecord(one) ? keptOf(one, read) : one));
}

function keptOf(record: { readonly [field: string]: Value }, read: ReadonlySet<string>): Value {
  return Object.fromEntries(
    Object.entries(record).flatMap(([field, value]): [string, Value][] => {
      if (field !== 'id' && !read.has(field)) return [];
      return [[field, value === UNGRADED ? null : isRecord(value) ? keptOf(value, read) : value]];
    }),
  );
}

function isRecord(value: Value): value is { readonly [field: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isDecimal(value);
}

/** Every name that stands in the rule's trees. */
function namesIn(rule: Rules): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { op, path, field } = part as Readonly<Record<string, unknown>>;
    if (op === 'fact' && Array.isArray(path)) for (const name of path) names.add(String(name));
    if (op === 'each') names.add(String(field));
    for (const inner of Object.values(part)) walk(inner);
  };
  walk([rule.rule, rule.factors]);
  return names;
}
