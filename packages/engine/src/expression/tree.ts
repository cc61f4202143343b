/**
 * The closed tree that expressions are compiled to, as JSON. Nothing but these operations exists when a plan runs: no clock, no
 * free function, no library. Must not know the text it came from or the types it was checked against.
 */
import { z } from 'zod';
import { Decimal } from './decimal.ts';

/** A value of a fact or a result. Numbers are decimals, or JSON numbers as an author writes them; dates are ISO strings, absent facts null. */
export type Value = string | number | boolean | null | Decimal | readonly Value[] | { readonly [field: string]: Value };
export type Values = Readonly<Record<string, Value>>;

export const Comparator = z.enum(['=', '!=', '<', '<=', '>', '>=']);
export type Comparator = z.infer<typeof Comparator>;

/** What the two sides of a comparison are; `text` are enumeration values and references. */
export const Sort = z.enum(['text', 'boolean', 'number', 'date']);
export type Sort = z.infer<typeof Sort>;

export interface Bound {
  readonly at: Expression;
  readonly open?: true;
}

/** One alternative of an `in`. */
export type Test =
  | { readonly test: 'is'; readonly is: Comparator; readonly to: Expression }
  | { readonly test: 'range'; readonly from: Bound; readonly to: Bound }
  | { readonly test: 'member'; readonly of: Expression };

export type Expression =
  | { readonly op: 'constant'; readonly value: Constant }
  /** The first name is a fact of the scope or the variable of an enclosing some, every or where. */
  | { readonly op: 'fact'; readonly path: readonly string[]; readonly optional?: true }
  | { readonly op: 'list'; readonly of: readonly Expression[] }
  | {
      readonly op: 'compare';
      readonly is: Comparator;
      readonly as: Sort;
      readonly left: Expression;
      readonly right: Expression;
      /** Lowest first; only for < <= > >= over an ordered enumeration. */
      readonly order?: readonly string[];
    }
  | {
      readonly op: 'in';
      readonly as: Sort;
      readonly of: Expression;
      readonly tests: readonly Test[];
      readonly order?: readonly string[];
    }
  | { readonly op: 'null'; readonly of: Expression }
  | { readonly op: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly op: 'not'; readonly of: Expression }
  | { readonly op: 'if'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | {
      readonly op: 'some' | 'every' | 'where';
      readonly name: string;
      readonly in: Expression;
      readonly test: Expression;
    }
  | { readonly op: 'count' | 'sum'; readonly of: Expression }
  /** `items.points`: the field of every record of a list, as a list. */
  | { readonly op: 'each'; readonly of: Expression; readonly field: string }
  | { readonly op: 'add' | 'multiply'; readonly of: readonly Expression[] }
  | { readonly op: 'negate'; readonly of: Expression }
  | { readonly op: 'min' | 'max'; readonly as: 'number' | 'date'; readonly of: readonly Expression[] };

const Scalar = z.union([z.string(), z.boolean(), z.null(), z.int(), Decimal]);

/** What a plan writes down: a scalar, a list of scalars, or named scalars. */
export const Constant = z.union([Scalar, z.array(Scalar), z.record(z.string(), Scalar)]);
export type Constant = z.infer<typeof Constant>;

const one = z.lazy((): z.ZodType<Expression> => Expression);
const many = z.array(one).min(1);
const order = z.array(z.string()).min(1).exactOptional();
const bound = z.strictObject({ at: one, open: z.literal(true).exactOptional() });
const test = z.discriminatedUnion('test', [
  z.strictObject({ test: z.literal('is'), is: Comparator, to: one }),
  z.strictObject({ test: z.literal('range'), from: bound, to: bound }),
  z.strictObject({ test: z.literal('member'), of: one }),
]);

export const Expression: z.ZodType<Expression> = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('constant'), value: Constant }),
  z.strictObject({
    op: z.literal('fact'),
    path: z.array(z.string()).min(1),
    optional: z.literal(true).exactOptional(),
  }),
  z.strictObject({ op: z.literal('list'), of: z.array(one) }),
  z.strictObject({ op: z.literal('compare'), is: Comparator, as: Sort, left: one, right: one, order }),
  z.strictObject({ op: z.literal('in'), as: Sort, of: one, tests: z.array(test).min(1), order }),
  z.strictObject({ op: z.literal('null'), of: one }),
  z.strictObject({ op: z.enum(['and', 'or']), of: many }),
  z.strictObject({ op: z.literal('not'), of: one }),
  z.strictObject({ op: z.literal('if'), test: one, yes: one, no: one }),
  z.strictObject({ op: z.enum(['some', 'every', 'where']), name: z.string(), in: one, test: one }),
  z.strictObject({ op: z.enum(['count', 'sum']), of: one }),
  z.strictObject({ op: z.literal('each'), of: one, field: z.string() }),
  z.strictObject({ op: z.enum(['add', 'multiply']), of: many }),
  z.strictObject({ op: z.literal('negate'), of: one }),
  z.strictObject({ op: z.enum(['min', 'max']), as: z.enum(['number', 'date']), of: many }),
]);

/** Equal as JSON, whatever the order of named fields. */
export function sameValue(left: Value, right: Value): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [a, b] = [Object.entries(left), new Map<string, Value>(Object.entries(right))];
  return a.length === b.size && a.every(([field, value]) => b.has(field) && sameValue(value, b.get(field) ?? null));
}
