/**
 * A rule table as it is applied: rows over facts, what several matching rows mean, and what none means. Every result names its rows
 * and inputs. Runs inside the workflow sandbox; gaps and overlaps are found before launch, in `coverage.ts`.
 */
import { z } from 'zod';
import { invariant } from '../invariant.ts';
import { addDecimals, Decimal, isDecimal } from './decimal.ts';
import { evaluate, explain, type Input } from './evaluate.ts';
import { NumberType } from './fact-type.ts';
import { Constant, Expression, sameValue, type Value, type Values } from './tree.ts';

// `then` is the plan's own word; rows are data and are never awaited.
export const Row = z.strictObject({ if: Expression, then: Constant });
export type Row = z.infer<typeof Row>;
export const ScoreRow = z.strictObject({ if: Expression, then: Decimal });
export type ScoreRow = z.infer<typeof ScoreRow>;

/** What no match means: a value, a person decides, or it is refused. */
export const Otherwise = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: Constant }),
  z.strictObject({ kind: z.literal('person') }),
  z.strictObject({ kind: z.literal('refused') }),
]);
export type Otherwise = z.infer<typeof Otherwise>;

const rows = z.array(Row).min(1);
const otherwise = Otherwise.exactOptional();

export const Rule = z.discriminatedUnion('hit', [
  /** The first row that matches. */
  z.strictObject({ hit: z.literal('first'), rows: z.array(Row), otherwise }),
  /** One row at most may match. */
  z.strictObject({ hit: z.literal('unique'), rows, otherwise }),
  /** Several may match if they agree. */
  z.strictObject({ hit: z.literal('any'), rows, otherwise }),
  /** The gravest of the rows that match; `order` lists the results, the gravest first. */
  z.strictObject({ hit: z.literal('worst'), order: z.array(z.string()).min(1), rows, otherwise }),
  z.strictObject({ hit: z.literal('best'), order: z.array(z.string()).min(1), rows, otherwise }),
  /** How many rows match; the bands, of which one must hold, read it as `count`. */
  z.strictObject({
    hit: z.literal('count'),
    rows: z.array(z.strictObject({ if: Expression })).min(1),
    bands: rows,
    otherwise,
  }),
  /** A base and the points of all rows that match, added up; the bands read it as `score`. */
  z.strictObject({
    hit: z.literal('score'),
    base: z.strictObject({ of: Expression, type: NumberType }).exactOptional(),
    rows: z.array(ScoreRow),
    bands: rows,
    otherwise,
  }),
]);
export type Rule = z.infer<typeof Rule>;

interface Ground {
  /** Indexes of the rows that matched and that the result rests on; of a count or score, all that matched. */
  readonly rows: readonly number[];
  /** Every fact that was read, in the order first read. */
  readonly inputs: readonly Input[];
  /** Of a count or score: the number. */
  readonly score?: Decimal;
  /** Of a count or score: indexes of the bands that hold it. */
  readonly bands?: readonly number[];
}

export type RuleResult =
  | ({ readonly kind: 'value'; readonly value: Constant; readonly by: 'row' | 'otherwise' } & Ground)
  /** No row matches, and the rule leaves that to a person. */
  | ({ readonly kind: 'person' } & Ground)
  /** No row matches, and the rule refuses that, or says nothing for it: absence of a row never picks a value. */
  | ({ readonly kind: 'refused' } & Ground)
  /** Rows match that must not match together; nothing is chosen in silence. */
  | ({ readonly kind: 'conflict' } & Ground);

/** Applies a rule to facts that `checkFacts` accepts for its scope. */
export function applyRule(rule: Rule, values: Values): RuleResult {
  const inputs = new Map<string, Input>();
  const read = (tree: Expression): Value => {
    const explained = explain(tree, values);
    for (const input of explained.inputs) inputs.set(JSON.stringify(input.path), input);
    return explained.value;
  };
  return { ...outcomeOf(rule, read), inputs: [...inputs.values()] };
}

type Outcome = Omit<Ground, 'inputs'> &
  ({ kind: 'value'; value: Constant; by: 'row' | 'otherwise' } | { kind: 'person' | 'refused' | 'conflict' });

function outcomeOf(rule: Rule, read: (tree: Expression) => Value): Outcome {
  if (rule.hit === 'first') {
    const first = rule.rows.findIndex((row) => read(row.if) === true);
    return chosen(rule.rows, first < 0 ? [] : [first], rule.otherwise);
  }
  const matched = matching(rule.rows, read);
  switch (rule.hit) {
    case 'unique':
    case 'any':
      return conflicts(rule.hit, rule.rows, matched)
        ? { kind: 'conflict', rows: matched }
        : chosen(rule.rows, matched, rule.otherwise);
    case 'worst':
    case 'best':
      return chosen(rule.rows, extreme(rule.rows, matched, rule.order, rule.hit), rule.otherwise);
    case 'count':
    case 'score': {
      const score = scoreOf(rule, matched, read);
      const bands = matching(rule.bands, (tree) => evaluate(tree, { [rule.hit]: score }));
      const result: Outcome =
        bands.length > 1 ? { kind: 'conflict', rows: matched } : chosen(rule.bands, bands, rule.otherwise);
      return { ...result, rows: matched, score, bands };
    }
    default: {
      const none: never = rule;
      return none;
    }
  }
}

/** The rows that match. */
export function matching(rows: readonly { readonly if: Expression }[], read: (tree: Expression) => Value): number[] {
  return rows.flatMap((row, i) => {
    const value = read(row.if);
    invariant(typeof value === 'boolean', `a condition, not ${JSON.stringify(value)}`);
    return value ? [i] : [];
  });
}

/** Whether rows that match together break the policy of the table. */
export function conflicts(hit: Rule['hit'], rows: readonly Row[], matched: readonly number[]): boolean {
  if (hit === 'unique') return matched.length > 1;
  const results = matched.map((i) => rows[i]?.then ?? null);
  return hit === 'any' && results.some((result) => !sameValue(result, results[0] ?? null));
}

/** The number that the bands of a count or score read, given the rows that match. */
export function scoreOf(
  rule: Rule & { readonly hit: 'count' | 'score' },
  matched: readonly number[],
  read: (tree: Expression) => Value,
): Decimal {
  if (rule.hit === 'count') return { n: matched.length, scale: 0 };
  const points = matched.flatMap((i) => rule.rows[i]?.then ?? []);
  const base = rule.base === undefined ? { n: 0, scale: 0 } : read(rule.base.of);
  invariant(isDecimal(base), `a decimal, not ${JSON.stringify(base)}`);
  return points.reduce(addDecimals, base);
}

function extreme(
  rows: readonly Row[],
  matched: readonly number[],
  order: readonly string[],
  hit: 'worst' | 'best',
): number[] {
  const places = matched.map((i) => {
    const place = order.indexOf(String(rows[i]?.then));
    invariant(place >= 0, `'${rows[i]?.then}' to have a place in the order`);
    return place;
  });
  const reached = hit === 'worst' ? Math.min(...places) : Math.max(...places);
  return matched.filter((_, at) => places[at] === reached);
}

function chosen(rows: readonly Row[], matched: readonly number[], otherwise: Otherwise | undefined): Outcome {
  const row = rows[matched[0] ?? -1];
  if (row !== undefined) return { kind: 'value', value: row.then, by: 'row', rows: matched };
  if (otherwise?.kind === 'value') return { kind: 'value', value: otherwise.value, by: 'otherwise', rows: matched };
  return { kind: otherwise?.kind ?? 'refused', rows: matched };
}
