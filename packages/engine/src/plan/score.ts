/**
 * A yardstick: a tree of criteria with their maxima and weights, how assessors are combined, what overrides the points, which points
 * are which grade. Criteria and bands may be what an approved output of a step lists: then the run makes them.
 */
import * as z from 'zod';
import { Condition, Id, oneOf, Reference, sourced, Text, Value, Word } from './words.ts';

const amount = z.number().min(-1_000_000).max(1_000_000);

const leaf = {
  id: Word.describe('这一项的代号；由评分人打分的，与问卷里同名的题目对应'),
  name: Text.describe('这一项的名称'),
  ...sourced,
  max: amount.optional().describe('满分；合计或得分超过就按满分算；默认不封顶'),
  floor: amount.optional().describe('最低分；低于就按最低分算；默认不设'),
  weight: amount.optional().describe('权重，乘在这一项的得分上；默认 1'),
  effect: z.enum(['adds', 'deducts']).optional().describe('adds 加进上一级，deducts 从上一级扣；默认 adds'),
};

export interface Criterion {
  readonly id: string;
  readonly name: string;
  readonly source?: string | string[] | undefined;
  readonly reading?: string | undefined;
  readonly max?: number | undefined;
  readonly floor?: number | undefined;
  readonly weight?: number | undefined;
  readonly effect?: 'adds' | 'deducts' | undefined;
  readonly asked?: true | undefined;
  readonly points?: string | undefined;
  readonly criteria?: readonly Criterion[] | undefined;
}
/** One thing that is judged: by assessors, by an expression, or by its parts. */
export const Criterion: z.ZodType<Criterion> = z.lazy(() =>
  z
    .strictObject({
      ...leaf,
      asked: z.literal(true).optional().describe('由评分人打分，取 of 所列问卷里同名题目的答案'),
      points: Condition.optional().describe('得分，一个数字表达式，如 if unit.audited then 10 else 0'),
      criteria: z.array(Criterion).min(1).max(100).optional().describe('下一级各项；三者恰写一个'),
    })
    .superRefine(oneOf('asked', 'points', 'criteria')),
);

const Band = z.strictObject({
  if: Condition.describe('条件；分数叫 score'),
  then: Value.describe('等级'),
  ...sourced,
});

/** Each item of what the step produced is a criterion that assessors judge; its facts give the maximum and the weight. */
const MadeCriteria = z.strictObject({
  from: Reference.describe('哪个填报步骤的各项就是评分项；获得批准后生效，新的批准只约束以后开始的'),
  max: Word.describe('该表各项里写满分的要素（数字）'),
  weight: Word.optional().describe('该表各项里写权重的要素（数字）；默认 1'),
});
/** Each item is a band. */
const MadeBands = z.strictObject({
  from: Reference.describe('哪个填报步骤的各项就是分档；获得批准后生效'),
  if: Condition.describe(
    '条件；分数叫 score，该项的要素叫 row.<要素>，如 score >= row.least；也可以读节点的要素，如 unit.size = row.size',
  ),
  then: Word.describe('该表各项里写等级的要素（枚举，值是 scale 的等级）'),
});

export const Score = z.strictObject({
  name: Text.describe('评分标准的名称'),
  ...sourced,
  of: Word.describe('给哪个层级的节点评分'),
  scale: Word.optional().describe('分档的结果是哪个等级标准的等级；有 bands 就要写'),
  criteria: z.union([z.array(Criterion).min(1).max(100), MadeCriteria]).describe('评分项，或者由哪个步骤的产出规定'),
  assessors: z
    .strictObject({
      combine: z
        .enum(['mean', 'trimmed', 'median'])
        .optional()
        .describe('同一组评分人的分怎样合并：mean 平均，trimmed 去掉最高最低后平均，median 中位数；默认 mean'),
      trim: z.int().min(1).max(20).optional().describe('trimmed 时最高、最低各去掉几个；默认 1；人数不够去就不去'),
      groups: z
        .record(Id, z.number().min(0).max(1_000_000))
        .optional()
        .describe('按角色分组，各组先合并，再按这里的权重加权平均；默认不分组'),
    })
    .optional()
    .describe('几个评分人的分怎样合成一个'),
  max: amount.optional().describe('总分上限；默认不封顶'),
  floor: amount.optional().describe('总分下限；默认不设'),
  outOf: amount.optional().describe('折算成满分多少：总分 = 得分 ÷ 各加分项满分（乘权重）之和 × 这个数；默认不折算'),
  hit: z
    .enum(['any', 'worst', 'best'])
    .optional()
    .describe('几档都成立时：any 须是同一等级，worst 取最严重的，best 取最轻的；默认 any'),
  otherwise: Value.optional().describe('哪一档都不成立时的等级；不写由责任人确定'),
  places: z.int().min(0).max(6).optional().describe('总分保留几位小数；默认 2'),
  rounding: z.enum(['half-up', 'down', 'up']).optional().describe('half-up 四舍五入，down 舍去，up 进一；默认 half-up'),
  overrides: z
    .array(z.strictObject({ if: Condition.describe('条件'), then: Value.describe('等级'), ...sourced }))
    .max(50)
    .optional()
    .describe('一票否决之类：条件成立就是这个等级，不看分数；几条都成立取最前的'),
  bands: z
    .union([z.array(Band).min(1).max(50), MadeBands])
    .optional()
    .describe('分数落在哪一档'),
});
export type Score = z.infer<typeof Score>;

/** Whether the run makes it. */
export function isMade(score: Score): boolean {
  return !Array.isArray(score.criteria) || (score.bands !== undefined && !Array.isArray(score.bands));
}

/** The steps whose items it is made of. */
export function madeFrom(score: Score): readonly string[] {
  const criteria = Array.isArray(score.criteria) ? [] : [score.criteria.from];
  const bands = score.bands === undefined || Array.isArray(score.bands) ? [] : [score.bands.from];
  return [...new Set([...criteria, ...bands])];
}

/** Everything in the tree, parents before their parts, each with its path below `criteria`. */
export function criteriaOf(
  criteria: readonly Criterion[],
  path: readonly (string | number)[] = [],
): readonly { readonly criterion: Criterion; readonly path: readonly (string | number)[] }[] {
  return criteria.flatMap((criterion, at) => [
    { criterion, path: [...path, at] },
    ...criteriaOf(criterion.criteria ?? [], [...path, at, 'criteria']),
  ]);
}
