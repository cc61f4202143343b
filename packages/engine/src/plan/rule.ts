/**
 * A rule table as an author writes it: rows of conditions over facts, what several matching rows mean, what none means.
 */
import * as z from 'zod';
import { Condition, sourced, Text, Value, Word } from './words.ts';

const Points = z.union([Value, z.number()]);

const Row = z.strictObject({
  if: Condition.describe('条件，FEEL'),
  then: Points.optional().describe('结果：等级；score 的规则里是分数'),
  ...sourced,
});

export const Rule = z.strictObject({
  name: Text.optional().describe('规则的名称'),
  ...sourced,
  /** The results are grades of this scale. */
  scale: Word.describe('结果是哪个等级标准的等级'),
  /** The layer whose nodes it judges. */
  of: Word.describe('对哪一层的节点定级；item 是给一张表的每一项定级，条件里读 item.要素'),
  /** Which row counts when several match. */
  hit: z
    .enum(['first', 'unique', 'any', 'worst', 'best', 'count', 'score', 'person'])
    .describe(
      '几行都符合时：first 第一行，unique 只许一行，any 结果须相同，worst 最重，best 最轻，count 数符合的行再套 bands，score 加分再套 bands；person 没有公式，由人定级',
    ),
  rows: z
    .array(Row)
    .min(1)
    .max(500)
    .optional()
    .describe('规则的各行：条件（FEEL）和结果；写 matrix 或完全由人定级时不写'),
  /** Two values against each other; the same as one row for every cell. */
  matrix: z
    .strictObject({
      down: Condition.describe('纵向读什么，如 item.odds'),
      across: Condition.describe('横向读什么，如 item.harm'),
      cells: z
        .record(Value, z.record(Value, Value))
        .refine((cells) => Object.keys(cells).length <= 50, { params: { code: 'plan.too-many', most: 50 } })
        .describe('纵向的值 → 横向的值 → 等级；缺的格由 otherwise 说明'),
    })
    .optional()
    .describe('矩阵：两个枚举或整数要素交叉定级，每格一行；hit 写 unique'),
  /** What a person who grades looks at, recorded with the grade. */
  factors: z
    .record(Text, Condition)
    .refine((factors) => Object.keys(factors).length <= 30, { params: { code: 'plan.too-many', most: 30 } })
    .optional()
    .describe('定级时看的各个因素：名称 → 表达式；由人定级时列给他看，连同结果一起留痕'),
  /** For count and score: conditions over `count` or `score`. */
  bands: z.array(Row).min(1).max(50).optional().describe('count、score 的分段：条件里写 count 或 score'),
  /** For score: the number that the points are added to. */
  base: Condition.optional().describe('score 的起点：一个算式，各行的分加在它上面'),
  /** What no match means: a grade, a person decides, or it is refused. */
  otherwise: z
    .union([Value, z.strictObject({ leave: z.enum(['person', 'refused']).describe('person 由人定，refused 不受理') })])
    .optional()
    .describe('都不符合时：一个等级，或由人定'),
});
export type Rule = z.infer<typeof Rule>;
