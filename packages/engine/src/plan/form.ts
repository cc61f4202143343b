/**
 * A form: the columns and boxes as they are printed, what the filler writes, what is shown from elsewhere, which fields decide.
 * Must not know how it is drawn.
 */
import * as z from 'zod';
import { Fact } from './fact.ts';
import { Condition, Id, oneOf, Path, Reference, sourced, Text, Word } from './words.ts';

/** Where a shown column takes its content: the first path that has a value. */
const Show = z.union([Path, z.array(Path).min(1).max(5)]);

export const Field = z
  .strictObject({
    id: Word.describe('栏的代号'),
    /** The head of the column, as printed. */
    name: Text.describe('栏目名称，照印'),
    ...sourced,
    /** Filled from roster, grades or the rows below. */
    show: Show.optional().describe('从花名册、等级、下级的行里显示，不填；如 post.name、grade.risk.self、items.risk'),
    /** The filler writes words; they never enter a history. */
    text: z.literal(true).optional().describe('填文字；只存业务库，不进流程历史'),
    /** A drawing or document, attached by hash. */
    attachment: z.literal(true).optional().describe('附图或附件'),
    /** A field that decides. */
    fact: Fact.optional().describe('要素：决定走向的栏，规则可以读'),
    /** A grade that the filler states; kept under this source. */
    grade: z
      .strictObject({ scale: Word.describe('等级标准'), source: Word.describe('存在哪个来源之下') })
      .optional()
      .describe('填报人写的等级'),
    /** Only a material change makes an approval outdated; true unless stated. */
    material: z.boolean().optional().describe('false：改了不算实质变化；默认 true'),
    /** May be left empty. */
    optional: z.boolean().optional().describe('可以空着'),
  })
  .superRefine(oneOf('show', 'text', 'attachment', 'fact', 'grade'));
export type Field = z.infer<typeof Field>;

const fields = z.array(Field).max(100).describe('各栏，按印刷次序');

/** A box for an opinion, bound to the stage that gives it. */
export const Box = z.strictObject({
  id: Word,
  name: Text.describe('栏目名称，照印'),
  ...sourced,
  stage: Reference.describe('哪个审批环节的意见填在这里：审批.环节'),
  /** As printed, where a seal or a signature goes. */
  seal: Text.optional().describe('盖章处的字，照印'),
  sign: Text.optional().describe('签字处的字，照印'),
  date: z.boolean().optional().describe('有日期'),
});
export type Box = z.infer<typeof Box>;

/** A line of the form where somebody signs or seals, outside a box. */
export const Signature = z.strictObject({
  id: Word,
  name: Text.describe('签字、盖章处的字，照印'),
  by: Id.optional().describe('由哪个角色签'),
  seal: z.boolean().optional().describe('盖章'),
  date: z.boolean().optional().describe('有日期'),
});

export const Form = z.strictObject({
  name: Text.describe('表格的名称'),
  ...sourced,
  /** `附件1`; absent: the document prints no such form. */
  annex: Text.optional().describe('附件几；没有附件不写'),
  /** Heads of columns, lines and boxes in the order of the printed form; each is the name of a part below. */
  printed: z.array(Text).max(100).optional().describe('印好的栏目、行、意见栏，按次序；逐一核对'),
  /** A date at the head. */
  dated: z.boolean().optional().describe('表头有日期'),
  fields: fields.optional().describe('单栏：整张表填一次的'),
  /** Repeating rows that the filler adds; each is judged on its own and keeps its identity. */
  items: z
    .strictObject({
      name: Text.describe('一行是什么，如 风险点'),
      fields,
      least: z.int().min(0).optional().describe('至少几行；默认 0'),
      from: z
        .strictObject({
          step: Reference.describe('取自哪一步报来的各项，同一节点'),
          if: Condition.optional().describe('只取条件成立的项；直接读项的要素和等级，如 severity = "重"；不写则全取'),
        })
        .optional()
        .describe('行不由填报人增删，取自另一步的各项，代号相同：条件成立的一项不少，其余一项不多'),
    })
    .optional()
    .describe('填报人逐行增加的行，逐项审；每行的代号各轮、各年不变'),
  checks: z
    .array(
      z.strictObject({
        if: Condition.describe('条件成立就是有问题；读本表的要素、items（本表各项）和节点的要素'),
        says: Text.describe('向填报人说什么，并说明怎样补正'),
        severity: z.enum(['blocking', 'advice']).describe('blocking 不让报送；advice 提醒并留痕，可以报送'),
        ...sourced,
      }),
    )
    .min(1)
    .max(50)
    .optional()
    .describe('报送时的完整性检查，逐条核对'),
  /** One row for each node of a layer below; `from` names the steps whose outputs are rolled up. */
  rows: z
    .strictObject({
      of: Word.describe('一行一个这一层的下级节点'),
      from: z.array(Reference).max(10).optional().describe('行里的内容来自哪些步骤（阶段.步骤）'),
      fields,
      /** Printed groups of rows: the first group whose condition holds takes the row. */
      groups: z
        .array(
          z.strictObject({
            name: Text.describe('组的名称，照印'),
            lines: z
              .array(
                z.strictObject({ name: Text.describe('行的名称，照印'), if: Condition.describe('哪些节点归这一行') }),
              )
              .max(20)
              .describe('组内的行'),
          }),
        )
        .max(50)
        .optional()
        .describe('印好的分组；归条件先成立的一组'),
    })
    .optional()
    .describe('一行一个下级节点'),
  boxes: z.array(Box).max(20).optional().describe('意见栏，每栏对应一个审批环节'),
  signatures: z.array(Signature).max(20).optional().describe('意见栏以外签字、盖章的地方'),
  copies: z
    .strictObject({
      words: Text.describe('原话，如 一式两份'),
      count: z.int().min(1).max(20).describe('几份'),
      holders: z.array(Text).min(1).max(20).describe('谁各存一份'),
      ...sourced,
    })
    .optional()
    .describe('份数和存放'),
  /** What becomes of the signed form, e.g. kept for inspection. */
  custody: Text.optional().describe('签好的表怎样保管，如 备查'),
});
export type Form = z.infer<typeof Form>;
