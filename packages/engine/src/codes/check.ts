import { codeTable } from './entry.ts';

/** What the check finds beyond single keys of a plan: by walking the machines, by the order of everything, by the roster's days, by size. */
export const checkCodes = codeTable({
  // the machines
  'machine.dead-end': {
    kind: 'problem',
    zh: '“{machine}”走到“{place}”就停住了，没有出路（走法：{way}）；请给它一个往下走、退回或终止的结论，或改它等待的步骤。',
    en: "Expected a way out of '{place}' in '{machine}', but there is none (by way of {way}); give it an outcome, or change what it waits for.",
  },
  'machine.never-ends': {
    kind: 'problem',
    zh: '“{machine}”走到“{place}”以后怎么走都到不了终点（走法：{way}）；请给其中一处一个往下走的结论。',
    en: "Expected the end of '{machine}' within reach of '{place}', but it is not (by way of {way}); give a place on the way an outcome that leads forward.",
  },
  'machine.never-approved': {
    kind: 'problem',
    zh: '“{machine}”退回到“{place}”以后再也到不了通过（走法：{way}）；请改退回的去处，或给途中的环节一个往下走的结论。',
    en: "Expected the approval of '{machine}' within reach after a return to '{place}', but it is not (by way of {way}); change where it returns to.",
  },
  'machine.no-owner': {
    kind: 'problem',
    zh: '“{machine}”的“{place}”没有人办：没有“{role}”这个角色；请改 by，或声明这个角色。',
    en: "Expected an owner of '{place}' in '{machine}', but there is no role '{role}'; change 'by' or declare the role.",
  },
  'machine.no-limit': {
    kind: 'problem',
    zh: '“{machine}”的“{place}”没有时限，也没有不设时限的理由；请写 due，或 due: { none: 理由 }。',
    en: "Expected a limit of '{place}' in '{machine}', or the reason for none; add 'due'.",
  },
  'machine.too-large': {
    kind: 'problem',
    zh: '“{machine}”的“{place}”有 {branches} 个分支同时进行，每个分支最多 {each} 处，合起来 {size} 种，超过 {most} 种，没有合在一起走查，只逐个分支走查了；要合起来走查，请减少分支或分支内的环节。',
    en: "Expected at most {most} places of '{place}' in '{machine}', but its {branches} branches of up to {each} places have {size} together; each branch was walked alone. Use fewer branches or stages to have them walked together.",
  },
  'stage.never-reached': {
    kind: 'problem',
    zh: '“{machine}”怎么走都到不了环节“{name}”；请改前面环节结论的去处（to），或删去这个环节。',
    en: "Expected some way to '{name}' in '{machine}', but there is none; change where the outcomes before it lead ('to'), or remove it.",
  },

  // the order of everything
  'order.of-a-case': {
    kind: 'problem',
    zh: '步骤“{step}”要等“{name}”，而“{name}”不在同一个流程里：程序可能开几次，也可能一次也不开，等不到它；请改等阶段里的步骤。',
    en: "Expected '{step}' to wait for steps of its own flow, but '{name}' is outside it: a procedure may run often or never; wait for a phase's step instead.",
  },
  'date.never-in-time': {
    kind: 'problem',
    zh: '“{name}”须在 {date} 前办结，而最早也要到 {earliest}（等的是“{other}”，其中须立满 {days} 天）；请改时限，或改“{other}”的日期。',
    en: "Expected '{name}' to be possible by {date}, but it takes until {earliest} at the earliest (for '{other}', {days} days of it standing); change its due or the dates of '{other}'.",
  },
  'form.shows-later': {
    kind: 'problem',
    zh: '表格“{form}”的“{name}”显示 {shown}，而填这张表时还没有人填它（由 {steps} 以后才填），印出来是空的；请调整次序，或改 show。',
    en: "Expected what '{name}' of form '{form}' shows ({shown}) to be filled before the form, but {steps} fills it later, so it stays blank; change the order or 'show'.",
  },

  // people and size
  'role.vacant-later': {
    kind: 'problem',
    zh: '角色“{role}”在“{node}”自 {date} 起无人担任，而“{name}”要到 {until} 才办结；请在花名册补上接任的人或代理人。另有 {more} 处同样缺人。',
    en: "Expected somebody to hold '{role}' at '{node}' until '{name}' is due on {until}, but nobody does from {date}; add a successor or substitute to the roster. {more} more places lack one too.",
  },
  'slice.over-budget': {
    kind: 'problem',
    zh: '“{node}”要带的定义和花名册有 {size} 字节，超过每处 {most} 字节的限额（最大的部分：{part}，{bytes} 字节）；请把角色的范围改小（relation: everyone 会带上范围内的全部岗位），或换一种分布。',
    en: "Expected what '{node}' carries within {most} bytes, but it has {size} (most of it: {part}, {bytes} bytes); narrow the roles ('everyone' takes every post of its place along) or spread the nodes otherwise.",
  },
});
