/**
 * How an author says what is enough in a vote: thresholds, and how votes are counted. A vote at a stage and a meeting share it.
 * Must not know who voted: counting itself is the kernel's.
 */
import * as z from 'zod';
import type { Counting as CompiledCounting, Threshold as CompiledThreshold } from '../campaign/definition.ts';
import { Id, sourced } from './words.ts';

/** A fraction: numerator and denominator. */
export const Share = z
  .tuple([z.int().min(1).max(100), z.int().min(1).max(100)])
  .refine(([part, whole]) => part <= whole, { params: { code: 'plan.share' } });

const People = z.int().min(1).max(500);

/** A bare number is that many; a bare share is at least that share for a quorum, more than that share for `pass` and `fail`. */
export const Threshold = z.union([
  People,
  Share,
  z.strictObject({ atLeast: z.union([People, Share]).describe('至少这么多（含）：一个数，或一个比例 [分子, 分母]') }),
  z.strictObject({ moreThan: Share.describe('超过这个比例（不含）') }),
]);
export type Threshold = z.infer<typeof Threshold>;

/** What both modes that count may say; what is not said is the usual majority (`presets.ts`). */
export const counting = {
  quorum: Threshold.optional().describe('法定人数，按有权表决的人数算；写 [2, 3] 是至少三分之二，写 3 是至少三人'),
  pass: Threshold.optional().describe(
    '赞成达到多少才通过；写 [1, 2] 是超过半数，写 { atLeast: [2, 3] } 是三分之二以上',
  ),
  fail: Threshold.optional().describe('反对达到多少即不通过；写 [1, 2] 是超过半数；不写则没有通过就是不通过'),
  of: z
    .enum(['entitled', 'present', 'voting'])
    .optional()
    .describe(
      'pass、fail 的比例以谁为底：entitled 有权表决的，present 到场（投了票，含弃权）的，voting 投赞成或反对的',
    ),
  weights: z
    .record(Id, z.int().min(1).max(100))
    .refine((weights) => Object.keys(weights).length <= 50, { params: { code: 'plan.too-many', most: 50 } })
    .optional()
    .describe('担任这些角色的人，一票算几票；其余的人一人一票'),
  casting: z.boolean().optional().describe('赞成与反对相等时，以主持人的一票为准'),
  veto: z.boolean().optional().describe('一票反对即不通过；不写则反对只是一票'),
  ballot: z.enum(['open', 'secret']).optional().describe('open 记名，secret 无记名'),
  hideBelow: z.int().min(0).max(500).optional().describe('无记名投票不足这么多票时，只说结果，不说票数；默认 5'),
  ...sourced,
};

type WrittenCounting = z.infer<z.ZodObject<typeof counting>>;

/** What is written over what is usual; a bare share means what it means at its key. */
export function countingOf(written: WrittenCounting, usual: CompiledCounting): CompiledCounting {
  const { quorum, pass, fail } = written;
  return {
    quorum: quorum === undefined ? usual.quorum : thresholdOf(quorum, 'atLeastShare'),
    pass: pass === undefined ? usual.pass : thresholdOf(pass, 'moreThan'),
    fail: fail === undefined ? usual.fail : thresholdOf(fail, 'moreThan'),
    of: written.of ?? usual.of,
    weights: written.weights ?? usual.weights,
    casting: written.casting ?? usual.casting,
    veto: written.veto ?? usual.veto,
    ballot: written.ballot ?? usual.ballot,
    hideBelow: written.hideBelow ?? usual.hideBelow,
  };
}

export function thresholdOf(written: Threshold, bare: 'atLeastShare' | 'moreThan'): CompiledThreshold {
  if (typeof written === 'number') return { atLeast: written };
  if (isShare(written)) return bare === 'moreThan' ? { moreThan: written } : { atLeastShare: written };
  if ('moreThan' in written) return { moreThan: written.moreThan };
  return typeof written.atLeast === 'number' ? { atLeast: written.atLeast } : { atLeastShare: written.atLeast };
}

function isShare(written: Exclude<Threshold, number>): written is [number, number] {
  return Array.isArray(written);
}
