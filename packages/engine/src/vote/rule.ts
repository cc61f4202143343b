/**
 * The rule of a vote as the record keeps it: as data, so that an old vote is counted by the rule it was held under, whatever the
 * plan says by then.
 */
import * as z from 'zod';
import type { Counting, Decide } from '../campaign/definition.ts';

const Share = z.tuple([z.int(), z.int().min(1)]).readonly();
const Threshold = z.union([
  z.strictObject({ atLeast: z.int() }),
  z.strictObject({ atLeastShare: Share }),
  z.strictObject({ moreThan: Share }),
]);

const RecordedRule = z.looseObject({
  quorum: Threshold,
  pass: Threshold,
  fail: Threshold.nullable(),
  of: z.enum(['entitled', 'present', 'voting']),
  weights: z.record(z.string(), z.int()),
  casting: z.boolean(),
  veto: z.boolean(),
  ballot: z.enum(['open', 'secret']),
  hideBelow: z.int(),
  /** Of a stage that votes: the outcomes that its results lead to. */
  passed: z.string().optional(),
  failed: z.string().optional(),
});

/** As it goes into the record. */
export function recordedRule(decide: Decide & Counting): Record<string, unknown> {
  return { ...decide };
}

/** As it comes out of the record; undefined when it is none. */
export function ruleOf(
  recorded: unknown,
):
  | { readonly rule: Counting; readonly outcomes: Readonly<Record<'passed' | 'failed', string | undefined>> }
  | undefined {
  const parsed = RecordedRule.safeParse(recorded);
  if (!parsed.success) return undefined;
  const { passed, failed, quorum, pass, fail, of, weights, casting, veto, ballot, hideBelow } = parsed.data;
  return {
    rule: { quorum, pass, fail, of, weights, casting, veto, ballot, hideBelow },
    outcomes: { passed, failed },
  };
}
