/**
 * What a fact is: the types that expressions are checked against. Forms, rosters and cases declare their facts in these; a scope
 * names the facts that may be read at one place of a plan. Must not know who fills them.
 */
import { z } from 'zod';
import { Decimal, formatDecimal, maxScale } from './decimal.ts';

interface Optionality {
  /** May be absent: only `= null` and `!= null` read it until it is narrowed. */
  readonly optional?: true;
}

export type EnumerationType = Optionality & {
  readonly kind: 'enumeration';
  readonly values: readonly string[];
  /** The values are listed lowest first, and < <= > >= compare them by that. */
  readonly ordered?: true;
};
export type NumberType = Optionality & {
  readonly kind: 'number';
  /** Decimal places. */
  readonly scale: number;
  /** Both inclusive. */
  readonly min?: Decimal;
  readonly max?: Decimal;
};
export type RecordType = Optionality & { readonly kind: 'record'; readonly fields: Scope };
/** A list of an enumeration holds each value at most once. */
export type ListType = Optionality & { readonly kind: 'list'; readonly of: FactType };

export type FactType =
  | EnumerationType
  | (Optionality & { readonly kind: 'boolean' })
  | NumberType
  | (Optionality & { readonly kind: 'date' })
  /** The id of something, compared for equality only; `to` says of what, and ids of different things do not compare. */
  | (Optionality & { readonly kind: 'reference'; readonly to?: string })
  | ListType
  | RecordType;

/** The facts that may be read, by name. */
export type Scope = { readonly [name: string]: FactType };

const optional = z.literal(true).exactOptional();
const one = z.lazy((): z.ZodType<FactType> => FactType);

export const NumberType = z.strictObject({
  kind: z.literal('number'),
  scale: z.int().min(0).max(maxScale),
  min: Decimal.exactOptional(),
  max: Decimal.exactOptional(),
  optional,
});

export const FactType: z.ZodType<FactType> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('enumeration'),
    values: z.array(z.string()).min(1),
    ordered: z.literal(true).exactOptional(),
    optional,
  }),
  z.strictObject({ kind: z.literal('boolean'), optional }),
  NumberType,
  z.strictObject({ kind: z.literal('date'), optional }),
  z.strictObject({ kind: z.literal('reference'), to: z.string().exactOptional(), optional }),
  z.strictObject({ kind: z.literal('list'), of: one, optional }),
  z.strictObject({ kind: z.literal('record'), fields: z.record(z.string(), one), optional }),
]);
export const Scope: z.ZodType<Scope> = z.record(z.string(), FactType);

/** The type in FEEL-like words, for messages. */
export function formatType(type: FactType): string {
  switch (type.kind) {
    case 'enumeration':
      return type.values.map((value) => `"${value}"`).join(' | ');
    case 'number': {
      const [min, max] = [type.min, type.max].map((bound) => (bound === undefined ? '' : formatDecimal(bound)));
      return min === '' && max === '' ? 'number' : `number [${min}..${max}]`;
    }
    case 'list':
      return `list of ${formatType(type.of)}`;
    case 'reference':
      return type.to === undefined ? 'reference' : `reference to ${type.to}`;
    default:
      return type.kind;
  }
}

export function withoutOptional<T extends FactType>(type: T): T {
  if (type.optional === undefined) return type;
  const { optional: _, ...rest } = type;
  return rest as T;
}

/** Whether a text is a day of the calendar, as YYYY-MM-DD; such texts compare as the days do. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}
