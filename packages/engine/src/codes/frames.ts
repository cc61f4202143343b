import { codeTable } from './entry.ts';

/** A frame and the plans of lower organizations within it. */
export const frameCodes = codeTable({
  'frame.none': {
    kind: 'problem',
    zh: '上级方案“{name}”不是框架（没有写 frame），下面不能有别的方案。',
    en: "Expected the plan above to be a frame, but '{name}' has no 'frame'; add one or take the child plans away.",
  },
  'frame.not-there': {
    kind: 'problem',
    zh: '没有找到框架方案“{name}”；本方案应放在它的 children/ 之下。',
    en: "Expected the frame '{name}' above this plan; put the plan under its children/ folder.",
  },
  'frame.not-within': {
    kind: 'problem',
    zh: '“{name}”没有写 within，不知道它在框架“{frame}”的哪里；请写 within: { frame: {frame}, at: …, delivers: … }。',
    en: "Expected '{name}' to say where it stands within '{frame}'; write within: { frame: {frame}, at: …, delivers: … }.",
  },
  'frame.other': {
    kind: 'problem',
    zh: 'within.frame 写的是“{found}”，上级框架是“{name}”。',
    en: "Expected within.frame to be '{name}', but it is '{found}'.",
  },
  'frame.no-place': {
    kind: 'problem',
    zh: '框架的花名册里没有“{found}”这个地方；请写框架花名册里单位的编号，或 { layer: 层级 }，层级有：{possible}。',
    en: "Expected a place of the frame's roster, but there is none for {found}; name its id, or { layer: … } of: {possible}.",
  },
  'frame.roster-of-one': {
    kind: 'problem',
    zh: '下级方案自带花名册时只能用于一个单位，现有 {count} 个；请把这些单位的人员写进框架的花名册。',
    en: 'Expected one place for a child plan with a roster of its own, but there are {count}; put those places into the frame’s roster.',
  },
  'frame.place-twice': {
    kind: 'problem',
    zh: '地方“{place}”（{name}）在框架的花名册里已有；请改编号。',
    en: "Expected each place once, but '{place}' ({name}) stands in the frame's roster too; give it another id.",
  },
  'frame.twice': {
    kind: 'problem',
    zh: '有两份下级方案的代号都是“{name}”；请改一个。',
    en: "Expected each child plan to have its own id, but two are '{name}'; change one.",
  },
  'frame.no-delivery': {
    kind: 'problem',
    zh: '框架要求交“{name}”，本方案没有说由哪一步产生；请在 within.delivers 写 {delivery}: 阶段.步骤。',
    en: "Expected the plan to deliver '{name}'; write {delivery}: phase.step under within.delivers.",
  },
  'frame.not-asked': {
    kind: 'problem',
    zh: '框架没有要“{name}”；要的有：{possible}。',
    en: "Expected something the frame asks for, but '{name}' is none of: {possible}.",
  },
  'frame.delivery-step': {
    kind: 'problem',
    zh: '“{found}”不是产生表格的步骤；可用的有：{possible}。',
    en: "Expected a step that makes a form, but '{found}' is none of: {possible}.",
  },
  'frame.delivery-form': {
    kind: 'problem',
    zh: '“{name}”缺框架要的栏目“{field}”（{id}），或类型、等级标准不同；请按框架的“{form}”补上。',
    en: "Expected '{name}' to have the field '{field}' ({id}) as the frame's '{form}' has it; add it with the same type and scale.",
  },
  'frame.too-late': {
    kind: 'problem',
    zh: '“{name}”{date} 才到期，而框架的“{other}”{last} 就要；请提前。',
    en: "Expected '{name}' by {last}, when the frame's '{other}' is due, but it is due {date}; make it earlier.",
  },
  'frame.outside': {
    kind: 'problem',
    zh: '阶段“{name}”不在框架的“{phase}”（{from} 至 {to}）之内；请改日期。',
    en: "Expected phase '{name}' within the frame's '{phase}' ({from} to {to}); change its dates.",
  },
  'frame.changed': {
    kind: 'problem',
    zh: '“{name}”是框架规定不得更改的，本方案写得不一样；请删去（按框架的用）或改成一致。',
    en: "Expected '{name}' as the frame has it, but the plan changes it; remove it here or make it the same.",
  },
  'frame.no-plan': {
    kind: 'problem',
    zh: '要交“{name}”的单位中有 {count} 个还没有自己的方案：{places}；请在 children/ 下各放一份。',
    en: "Expected a plan of their own for all who deliver '{name}', but {count} have none: {places}; put one for each under children/.",
  },
  'frame.nothing-held': {
    kind: 'problem',
    zh: '方案里没有“{name}”；不得更改的应是：{possible}。',
    en: "Expected a part of the plan, but '{name}' is none of: {possible}.",
  },
});
