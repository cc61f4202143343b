/** The parts of the plan language that have a chapter of keys of their own, in the order of the page. */
import type * as z from 'zod';
import { Fact } from '../../../packages/engine/src/plan/fact.ts';
import { Box, Field, Form } from '../../../packages/engine/src/plan/form.ts';
import { Frame, Within } from '../../../packages/engine/src/plan/frame.ts';
import { Ladder } from '../../../packages/engine/src/plan/ladder.ts';
import { Layer } from '../../../packages/engine/src/plan/layer.ts';
import { Phase } from '../../../packages/engine/src/plan/phase.ts';
import { Defaults, Plan } from '../../../packages/engine/src/plan/plan.ts';
import { Use } from '../../../packages/engine/src/plan/preset.ts';
import { Procedure } from '../../../packages/engine/src/plan/procedure.ts';
import { Repeat } from '../../../packages/engine/src/plan/repeat.ts';
import { Group, Return, Review } from '../../../packages/engine/src/plan/review.ts';
import { Role } from '../../../packages/engine/src/plan/role.ts';
import { Rule } from '../../../packages/engine/src/plan/rule.ts';
import { Scale } from '../../../packages/engine/src/plan/scale.ts';
import { Slot } from '../../../packages/engine/src/plan/slot.ts';
import { Decide, Outcome, Stage } from '../../../packages/engine/src/plan/stage.ts';
import { Ask, CaseStep, Compute, Step } from '../../../packages/engine/src/plan/step.ts';
import { Wave } from '../../../packages/engine/src/plan/wave.ts';
import { Due, Length, Since, Span, Window } from '../../../packages/engine/src/plan/when.ts';
import { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { DateConvention, DateMove, PlanDate } from '../../../packages/engine/src/time/plan-date.ts';

export interface Chapter {
  readonly title: string;
  readonly anchor: string;
  readonly schemas: readonly z.core.$ZodType[];
}

const chapter = (anchor: string, title: string, ...schemas: readonly z.core.$ZodType[]): Chapter => ({
  anchor: `key-${anchor}`,
  title,
  schemas,
});

export const chapters: readonly Chapter[] = [
  chapter('plan', '方案', Plan),
  chapter('slot', '空位', Slot),
  chapter('use', '预设', Use),
  chapter('frame', '框架', Frame),
  chapter('within', '框架之下的方案', Within),
  chapter('layer', '层级', Layer),
  chapter('fact', '要素', Fact),
  chapter('role', '角色', Role),
  chapter('scale', '等级标准', Scale),
  chapter('rule', '定级规则', Rule),
  chapter('form', '表格', Form),
  chapter('field', '栏', Field),
  chapter('box', '意见栏', Box),
  chapter('review', '审批', Review),
  chapter('group', '分支组', Group),
  chapter('stage', '环节', Stage),
  chapter('decide', '怎样决定', Decide),
  chapter('outcome', '结论', Outcome),
  chapter('return', '退回', Return),
  chapter('phase', '阶段', Phase),
  chapter('wave', '批次', Wave),
  chapter('step', '步骤', Step, CaseStep),
  chapter('repeat', '重复', Repeat),
  chapter('ask', '征求意见', Ask),
  chapter('compute', '测算', Compute),
  chapter('procedure', '程序', Procedure),
  chapter('period', '期间', Span),
  chapter('window', '窗口', Window),
  chapter('date', '日期', PlanDate),
  chapter('move', '移动', DateMove),
  chapter('convention', '日期的理解', DateConvention),
  chapter('due', '期限', Due),
  chapter('length', '时长', Length),
  chapter('since', '从事件起算', Since),
  chapter('ladder', '提醒和上报', Ladder),
  chapter('defaults', '默认值', Defaults),
  chapter('roster', '花名册', Roster),
];
