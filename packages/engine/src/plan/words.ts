/**
 * The smallest parts of a plan: ids, texts, references, and what the document itself says. Must not know what they name.
 */
import * as z from 'zod';

/** The name of a part. It goes into keys and histories for ever, and must not hold a dot. */
export const Id = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]{0,59}$/)
  .describe('小写字母开头，只含字母、数字、连字符');
/** A name that expressions read: no hyphen, so that it is never taken for a subtraction. */
export const Word = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,59}$/)
  .describe('小写字母开头，只含字母、数字');
/** A step or a stage: `step` in the same phase, or `phase.step`; `review.stage`. */
export const Reference = z.string().regex(/^[a-z][A-Za-z0-9-]{0,59}(\.[a-z][A-Za-z0-9-]{0,59})?$/);
/** A column that is filled from elsewhere: `post.name`, `grade.risk.self`, `items.risk`. */
export const Path = z.string().regex(/^[a-z][A-Za-z0-9-]{0,59}(\.[a-z][A-Za-z0-9-]{0,59}){1,2}$/);
/** A label or a sentence that users see. */
export const Text = z.string().min(1).max(500);
/** A grade, a value of an enumeration. */
export const Value = z.string().min(1).max(100);
/** An expression; read by the expression compiler, in the scope of its place. */
export const Condition = z.string().min(1).max(4000);

const quote = z.string().min(1).max(4000);

/** What every phase, step and rule may carry. */
export const sourced = {
  /** The document's own words, verbatim: one quote or several. */
  source: z
    .union([quote, z.array(quote).min(1).max(20)])
    .optional()
    .describe('文件原话，逐字；一段或几段'),
  /** How open words are read; shown to the operator before launch. */
  reading: z.string().min(1).max(2000).optional().describe('原话不清楚时的理解，启动前给操作的人看'),
};

/** Quotes as a list. */
export function quotesOf(part: { readonly source?: string | readonly string[] | undefined }): readonly string[] {
  return part.source === undefined ? [] : typeof part.source === 'string' ? [part.source] : part.source;
}

/** One or several of the same, as a list. */
export function listOf<T>(one: T | readonly T[] | undefined): readonly T[] {
  return one === undefined ? [] : Array.isArray(one) ? (one as readonly T[]) : [one as T];
}

/** A record of named parts, with a limit against hostile input. */
export function named<T extends z.ZodType>(part: T, key: typeof Id | typeof Word = Id): z.ZodRecord<typeof Id, T> {
  return z
    .record(key, part)
    .refine((record) => Object.keys(record).length <= 500, { params: { code: 'plan.too-many', most: 500 } });
}

/** Exactly one of these keys must be there; reported under `plan.one-of`. */
export function oneOf(...keys: readonly string[]): (part: object, context: z.RefinementCtx) => void {
  return (part, context) => {
    const found = keys.filter((key) => (part as Readonly<Record<string, unknown>>)[key] !== undefined);
    const told = found.length === 0 ? ['0'] : found;
    if (found.length !== 1) context.addIssue({ code: 'custom', params: { code: 'plan.one-of', keys, found: told } });
  };
}
