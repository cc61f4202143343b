/**
 * A step, by its primitive: a declaration is handed in, a review decides, comments are asked for, something is computed, sent, or
 * waited for. It runs once for each node of a layer; a step of a procedure runs once for its case.
 */
import * as z from 'zod';
import { byRule } from './choose.ts';
import { Ladder } from './ladder.ts';
import { Use } from './preset.ts';
import { Questions } from './question.ts';
import { Repeat } from './repeat.ts';
import { Due, Length, Window } from './when.ts';
import { Condition, Id, oneOf, Reference, sourced, Text, Word } from './words.ts';

const References = z.union([Reference, z.array(Reference).min(1).max(20)]);

/** Values of facts, each by an expression. */
export const Computed = z.record(Word, Condition).refine((facts) => Object.keys(facts).length <= 50, {
  params: { code: 'plan.too-many', most: 50 },
});
export type Computed = z.infer<typeof Computed>;

/** What an objection that is adopted does, even to what was approved. */
export const Upheld = z.strictObject({
  reopen: z.array(Reference).min(1).max(20).describe('重新办理这些步骤，只限意见所指的条目；未指明条目的为全部'),
  again: z.boolean().optional().describe('改好后是否重新公示；默认 true'),
  stay: z.boolean().optional().describe('改好前原结果是否停止生效（后续步骤等待）；默认 true'),
  final: z.boolean().optional().describe('答复是否为最终：是则不得更改，对同一条目不再受理；默认 false'),
  reasons: z.array(Text).min(1).max(20).optional().describe('重新办理的理由；默认“异议成立”'),
});
export type Upheld = z.infer<typeof Upheld>;

/** Who carries out what a step orders. */
const carriedOut = z.enum(['system', 'owner']).optional().describe('system 系统即办（默认）；owner 由负责人签发');

export const Open = z.strictObject({
  procedure: Id.describe('启动哪个程序；对象是本节点，或其上级中在该程序层级的节点'),
  facts: Computed.optional().describe('启动时的要素，各为一个表达式'),
  who: carriedOut,
});
export type Open = z.infer<typeof Open>;

export const Reopening = z.strictObject({
  steps: z.array(Reference).min(1).max(20).describe('重新办理哪些填报步骤：本程序的、对象节点的，或其下级的'),
  reasons: z.array(Text).min(1).max(20).describe('理由'),
  due: Length.optional().describe('重新办理的期限；默认同退回'),
  most: z.int().min(1).max(100).optional().describe('最多责令几次，其后本步骤照常完成；不写则直至其条件不再成立'),
  who: carriedOut,
});
export type Reopening = z.infer<typeof Reopening>;

export const Ask = z.strictObject({
  purpose: z
    .enum(['consultation', 'publicity', 'appraisal', 'questionnaire', 'assessment'])
    .describe(
      'consultation 征求意见，publicity 公示，appraisal 民主评议，questionnaire 问卷（谁愿意谁答），assessment 测评（scope 里每人有一份待办）',
    ),
  channels: z.array(Text).min(1).max(20).optional().describe('渠道，如 座谈会、网页；没有 questions 就要写'),
  /** Whose members may speak by account; others are recorded by the owner. */
  scope: byRule(Id).describe('哪个角色的人可以自己提意见、作答；其余的人由负责人登记；可按规则取值'),
  days: z
    .union([
      z.int().min(1).max(365),
      z
        .strictObject({
          count: z.int().min(1).max(365).describe('几个'),
          unit: z.enum(['days', 'working-days']).describe('days 自然日，working-days 工作日'),
        })
        .describe('几个工作日或自然日'),
      z.strictObject({ none: Text.describe('文件未规定天数，或不设天数的理由') }).describe('不设天数，写明理由'),
    ])
    .optional()
    .describe('至少持续几个自然日；工作日写 { count: 5, unit: working-days }，到最后一日日终；不写就是文件没有规定'),
  redaction: Text.optional().describe('公示时隐去的内容；随公示一并留痕'),
  proof: z.literal(true).optional().describe('须留存起止凭证：天数自登记张贴凭证之日起算，登记撤下凭证后方可结束'),
  upheld: Upheld.optional().describe('意见被采纳（含部分采纳）后怎么办；不写则只答复'),
  questions: Questions.optional().describe('请 scope 里的人回答的题目，每人一次；结果是这一步的要素'),
  replies: z
    .enum(['named', 'anonymous'])
    .optional()
    .describe('named 署名，anonymous 不署名：谁答过有记录，谁答了什么不进台账，只公布合计；默认 named'),
  least: z.int().min(1).max(5000).optional().describe('至少收到几份才能结束；默认 1'),
  hideBelow: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('少于几份就不公布结果，也不据以评分；不署名的默认 5，署名的默认 1'),
  groups: z.array(Id).min(1).max(10).optional().describe('按角色分组：答的人属于其中他担任的第一个；默认都属于 scope'),
});
export type Ask = z.infer<typeof Ask>;

export const Compute = z
  .strictObject({
    /** A rule; the grade is kept under `source`. */
    grade: Id.optional().describe('按哪个规则定级'),
    source: Word.optional().describe('结果存在等级标准的哪个来源之下'),
    /** A form whose rows are computed from the steps of `of`. */
    rollUp: Id.optional().describe('汇总成哪张表；行来自 of 的步骤'),
    /** Grades every item of the step `of` instead of the node; the rule is one `of: item`. */
    each: z
      .literal('item')
      .optional()
      .describe('item：给 of 那一步的每一项（如每个风险点）各定一级；规则须写 of: item'),
    of: Reference.optional().describe('each: item 时：哪一步报来的各项'),
    score: Word.optional().describe('按哪个评分标准评分；由评分人打的分取自步骤的 of 所列的测评，结果存在 source 之下'),
    compare: z
      .array(Reference)
      .length(2)
      .optional()
      .describe('比较哪两次评分（先、后）；评分标准须是同一版本，差值用 <阶段>.<步骤>.difference 读'),
    rank: Word.optional().describe('下级各节点按哪个评分标准的 source 排名；同分同名次'),
  })
  .superRefine(oneOf('grade', 'rollUp', 'score', 'compare', 'rank'));
export type Compute = z.infer<typeof Compute>;

const body = {
  id: Id.describe('步骤的代号'),
  use: Use.optional(),
  name: Text.describe('步骤的名称'),
  ...sourced,
  /** Who answers for it: does it, gathers it, hands it in. */
  by: byRule(Id).describe('由哪个角色负责：办理、汇总、报送；可按规则取值'),
  when: Condition.optional().describe('条件不成立就略过这一步；按规则略过不是缺人'),
  /** Waits for these steps instead of all before it. */
  after: z.array(Reference).min(1).max(20).optional().describe('只等这几个步骤；默认等在它之前的全部步骤'),
  /** Starts together with these. */
  with: z.array(Reference).min(1).max(20).optional().describe('与这几个步骤同时开始'),
  window: Window.optional().describe('自己的起止日期；默认用阶段的'),
  due: byRule(Due).optional().describe('时限；没有写就到步骤或阶段的窗口结束，再没有用 defaults.due；可按规则取值'),
  ladder: Ladder.optional().describe('提醒和逾期上报；默认 defaults.ladder'),
  join: z
    .enum(['all', 'owner-may-go-on'])
    .optional()
    .describe('all 等齐下级；owner-may-go-on 责任人可以不等缺的，缺谁写明；默认 defaults.join'),
  /** What happens to it when a step it rests on is reopened. */
  onReopen: z
    .enum(['go-on', 'hold', 'redo'])
    .optional()
    .describe('所依据的步骤重做时：go-on 照旧，hold 停下等，redo 重做；默认 defaults.onReopen'),

  /** A form that is filled in and handed in. */
  declaration: byRule(Id).optional().describe('填报哪张表；可按规则取值，如按层级各用一张表'),
  /** A review over what the step `of` produced. */
  review: byRule(Id).optional().describe('按哪个审批办法审 of 那一步的成果；可按规则取值'),
  /** On approval of a form whose rows are nodes: each row's node takes its grade from the row. */
  rowGrades: z
    .strictObject({
      scale: Word.describe('等级标准'),
      fact: Word.describe('行里填等级的栏'),
      declared: Word.describe('申报的等级存在哪个来源之下'),
      approved: Word.describe('审定的等级存在哪个来源之下'),
    })
    .optional()
    .describe('一行一个节点的表审定后，各节点从自己的行取得等级'),
  /** On approval of a form with items: each item takes its grade, or the one that a reviewer gave instead; both stay. */
  itemGrades: z
    .strictObject({
      scale: Word.describe('等级标准'),
      source: Word.describe('审前的等级在哪个来源之下，如 computed'),
      approved: Word.describe('审定的等级存在哪个来源之下；审批人改定的以改定为准，原来的照留'),
    })
    .optional()
    .describe('审批通过时逐项审定等级（如每个风险点）；审批人可逐项改定，写明理由'),
  ask: Ask.optional().describe('征求意见、公示、评议、问卷'),
  compute: Compute.optional().describe('由系统测算：定级、汇总、评分、比较'),
  /** To whom it is handed, with receipt. */
  send: z
    .strictObject({ to: byRule(Id).describe('送给哪个角色，由其签收；可按规则取值') })
    .optional()
    .describe('报送、备案：送出后等签收，不是审批'),
  /** A body that is to sit: its `by` convenes it; done when it has sat. An agenda may be empty. */
  sitting: z
    .strictObject({ of: Id.describe('开会的集体') })
    .optional()
    .describe('到时间由 by 召集集体开会；会毕即完成，议程可以是空的'),
  open: Open.optional().describe('启动另一程序的个案，要素由表达式算出'),
  reopen: Reopening.optional().describe('责令重新办理；改好后本步骤按其条件再看一次，因此可循环直至符合要求'),
  /** Nothing but order and time. */
  wait: z.literal(true).optional().describe('只等时间和次序'),
  /** The steps whose outputs are reviewed, shown, rolled up or sent. */
  of: References.optional().describe('审批、公示、汇总、报送的是哪些步骤的成果'),
};
const one = oneOf('declaration', 'review', 'ask', 'compute', 'send', 'sitting', 'open', 'reopen', 'wait');

export const Step = z
  .strictObject({
    ...body,
    each: Word,
    /** Each time is a step instance of its own. */
    repeat: Repeat.optional().describe(
      '按期重复：每期是单独的一步，名称带“第几期”，有自己的起止；后面的步骤不等它，除非点名',
    ),
  })
  .superRefine(one);
export type Step = z.infer<typeof Step>;

export const CaseStep = z.strictObject(body).superRefine(one);
export type CaseStep = z.infer<typeof CaseStep>;

/** What a step is, by the one key it has; undefined only before the plan is parsed. */
export type Primitive = 'declaration' | 'review' | 'ask' | 'compute' | 'send' | 'sitting' | 'open' | 'reopen' | 'wait';
export function primitiveOf(step: CaseStep): Primitive {
  if (step.declaration !== undefined) return 'declaration';
  if (step.review !== undefined) return 'review';
  if (step.ask !== undefined) return 'ask';
  if (step.compute !== undefined) return 'compute';
  if (step.sitting !== undefined) return 'sitting';
  if (step.open !== undefined) return 'open';
  if (step.reopen !== undefined) return 'reopen';
  return step.send !== undefined ? 'send' : 'wait';
}
