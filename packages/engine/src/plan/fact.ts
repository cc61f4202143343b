/**
 * What an author writes about a fact: a field that decides. Facts of nodes come from the roster, facts of forms from the filler,
 * facts of a case from whoever opens it. Free text is never one.
 */
import * as z from 'zod';
import { parseDecimal } from '../expression/decimal.ts';
import type { FactType, Scope } from '../expression/fact-type.ts';
import { sourced, Text, Value, Word } from './words.ts';

const optional = z.boolean().optional().describe('可以不填；读它之前要先问 != null');
const values = z.array(Value).min(1).max(200).describe('可以取的值');
const common = { name: Text.describe('要素的名称'), ...sourced, optional };

export const Fact = z.discriminatedUnion('type', [
  /** `ordered`: the values are listed lowest first and may be compared. */
  z.strictObject({
    ...common,
    type: z
      .literal('enumeration')
      .describe('enumeration 列出的值之一，list 列出的值若干，boolean 是否，number 数，date 日期'),
    values,
    ordered: z.boolean().optional().describe('各值从低到高排列，可以比大小'),
  }),
  /** Any number of the values, each once. */
  z.strictObject({ ...common, type: z.literal('list'), values }),
  z.strictObject({ ...common, type: z.literal('boolean') }),
  /** `places` are decimal places; both bounds inclusive. */
  z.strictObject({
    ...common,
    type: z.literal('number'),
    places: z.int().min(0).max(6).optional().describe('几位小数；默认 0'),
    min: z.number().optional().describe('最小值，含'),
    max: z.number().optional().describe('最大值，含'),
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
