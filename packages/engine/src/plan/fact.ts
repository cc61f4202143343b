/**
 * What an author writes about a fact: a field that decides. Facts of nodes come from the roster, facts of forms from the filler,
 * facts of a case from whoever opens it. Free text is never one.
 */
import * as z from 'zod';
import { parseDecimal } from '../expression/decimal.ts';
import type { FactType, Scope } from '../expression/fact-type.ts';
import { sourced, Text, Value, Word } from './words.ts';

const optional = z.boolean().optional();
const values = z.array(Value).min(1).max(200);
const common = { name: Text, ...sourced, optional };

export const Fact = z.discriminatedUnion('type', [
  /** `ordered`: the values are listed lowest first and may be compared. */
  z.strictObject({ ...common, type: z.literal('enumeration'), values, ordered: z.boolean().optional() }),
  /** Any number of the values, each once. */
  z.strictObject({ ...common, type: z.literal('list'), values }),
  z.strictObject({ ...common, type: z.literal('boolean') }),
  /** `places` are decimal places; both bounds inclusive. */
  z.strictObject({
    ...common,
    type: z.literal('number'),
    places: z.int().min(0).max(6).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({ ...common, type: z.literal('date') }),
]);
export type Fact = z.infer<typeof Fact>;

export const Facts = z.record(Word, Fact);
export type Facts = z.infer<typeof Facts>;

/** The type that expressions are checked against. */
export function factType(fact: Fact): FactType {
  const may = fact.optional === true ? ({ optional: true } as const) : {};
  switch (fact.type) {
    case 'enumeration':
      return { kind: 'enumeration', values: fact.values, ...(fact.ordered === true && { ordered: true }), ...may };
    case 'list':
      return { kind: 'list', of: { kind: 'enumeration', values: fact.values }, ...may };
    case 'number': {
      const min = fact.min === undefined ? undefined : parseDecimal(String(fact.min));
      const max = fact.max === undefined ? undefined : parseDecimal(String(fact.max));
      return { kind: 'number', scale: fact.places ?? 0, ...(min && { min }), ...(max && { max }), ...may };
    }
    default:
      return { kind: fact.type, ...may };
  }
}

export function scopeOf(facts: Facts | undefined): Scope {
  return Object.fromEntries(Object.entries(facts ?? {}).map(([name, fact]) => [name, factType(fact)]));
}
