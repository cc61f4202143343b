/**
 * A value by rule: wherever a plan may name a role, form, review, limit or scope, it may choose one by facts of the node instead.
 * Must not know what is chosen nor when; whoever looks at all that may be chosen goes through here.
 */
import * as z from 'zod';
import type { Problem } from '../problem.ts';
import { Condition, sourced } from './words.ts';

/** The value itself, or rows of conditions over facts of the node, of which the first that holds counts. */
export function byRule<T extends z.ZodType>(value: T) {
  return z.union([
    value,
    z
      .strictObject({
        choose: z
          .array(
            z.strictObject({
              if: Condition.describe('条件，只读节点的要素和此前已填的要素'),
              then: value.describe('条件成立时取这个'),
              ...sourced,
            }),
          )
          .min(1)
          .max(50)
          .describe('从上到下第一个成立的一行'),
        otherwise: value.optional().describe('各行都不成立时取这个；各行已覆盖全部情形时可不写'),
        ...sourced,
      })
      .describe('按规则取值：步骤或环节开始时算一次，取了哪个、依据哪一行，一并留痕'),
  ]);
}

export interface Choose<T> {
  readonly choose: readonly { readonly if: string; readonly then: T }[];
  readonly otherwise?: T | undefined;
}
export type ByRule<T> = T | Choose<T>;

export function isChoose<T>(written: ByRule<T> | undefined): written is Choose<T> {
  return typeof written === 'object' && written !== null && 'choose' in written;
}

/** Everything that may be chosen, each with its place below the value; a plain value is the only one. */
export function choicesIn<T>(
  written: ByRule<T> | undefined,
): readonly { readonly value: T; readonly at: Problem['path'] }[] {
  if (written === undefined) return [];
  if (!isChoose(written)) return [{ value: written, at: [] }];
  const rows = written.choose.map((row, i) => ({ value: row.then, at: ['choose', i, 'then'] }));
  const { otherwise } = written;
  return otherwise === undefined ? rows : [...rows, { value: otherwise, at: ['otherwise'] }];
}

/** Everything that may be chosen, each once. */
export function possibleIn<T>(written: ByRule<T> | undefined): readonly T[] {
  return [...new Set(choicesIn(written).map(({ value }) => value))];
}

/** What stands in the place until the rule is asked, for whoever lists what is to come. */
export function usualIn<T>(written: ByRule<T> | undefined): T | undefined {
  if (!isChoose(written)) return written;
  return written.otherwise ?? written.choose[0]?.then;
}
