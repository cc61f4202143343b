import { codeTable } from './entry.ts';

/** The plan document: its text, its shape, and what its parts mean together. Each says how to mend it. */
export const planCodes = codeTable({
  // the text
  'plan.empty': {
    kind: 'problem',
    zh: '方案文件是空的；请从 lianfang: plan/v1 写起。',
    en: "Expected a plan, but the file is empty; begin with 'lianfang: plan/v1'.",
  },
  'choose.gap': {
    kind: 'problem',
    zh: '按规则取值有空档：{witness} 时没有一行适用；请补一行，或写 otherwise。',
    en: 'Expected a value for every case, but no row holds for {witness}; add a row or an otherwise.',
  },
  'role.nested': {
    kind: 'problem',
    zh: '角色“{role}”由“{name}”组成或登记，而后者又由别的角色组成；请写直接能在花名册里找到的角色。',
    en: "Expected '{role}' to be made of roles that the roster has, but '{name}' is made of others itself.",
  },
  'choose.other-type': {
    kind: 'problem',
    zh: '“{step}”可用的几张表格里都有要素“{name}”，取值却不同（{form}、{other}）；请改成一样，或改名。',
    en: "Expected the fact '{name}' to be of one type in every form that '{step}' may use, but {form} and {other} differ; make them alike or rename one.",
  },
  'plan.too-long': {
    kind: 'problem',
    zh: '方案文件有 {length} 字，最多 {most} 字；请把大段原文移到 source.txt，或拆成几份方案。',
    en: 'Expected at most {most} characters, but the file has {length}; move long texts to source.txt or make several plans.',
  },
  'plan.too-deep': {
    kind: 'problem',
    zh: '此处嵌套过深，最多 {most} 层；请写得平一些。',
    en: 'Expected at most {most} levels of nesting; write it flatter.',
  },
  'plan.too-many': {
    kind: 'problem',
    zh: '此处条目过多，最多 {most} 项；请拆成几处。',
    en: 'Expected at most {most} entries here; split it.',
  },
  'plan.unreadable': {
    kind: 'problem',
    zh: '此处不合 YAML 写法（{detail}）：“{found}”；请检查缩进、冒号和引号。',
    en: "Expected YAML, but '{found}' cannot be read ({detail}); check indentation, colons and quotes.",
  },
  'plan.duplicate-key': {
    kind: 'problem',
    zh: '同一处有两个同名的键：“{found}”；请删去或改名。',
    en: "Expected each key once, but '{found}' stands twice; remove or rename one.",
  },
  'plan.alias': {
    kind: 'problem',
    zh: '方案不用 YAML 引用“{found}”；请把内容写全。',
    en: "Expected no YAML alias, but there is '{found}'; write it out.",
  },
  'plan.merge-key': {
    kind: 'problem',
    zh: '方案不用 YAML 合并键“<<”；请把内容写全。',
    en: "Expected no YAML merge key '<<'; write it out.",
  },
  'plan.tag': {
    kind: 'problem',
    zh: '方案不用 YAML 标签“{found}”；请删去。',
    en: "Expected no YAML tag, but there is '{found}'; remove it.",
  },
  'plan.bad-key': {
    kind: 'problem',
    zh: '键“{found}”不能用；键应是一个普通的名称；请改名。',
    en: "Expected a plain name as key, but it is '{found}'; rename it.",
  },
  'plan.bad-value': {
    kind: 'problem',
    zh: '值“{found}”不能用；应是文字、数或 true、false；请改写。',
    en: "Expected text, a number, true or false, but it is '{found}'; write one of these.",
  },

  // the shape
  'plan.unknown-key': {
    kind: 'problem',
    zh: '没有“{key}”这一项；此处可以写：{possible}；请改正拼写或删去。',
    en: "Expected no key '{key}' here; possible are {possible}; correct its spelling or remove it.",
  },
  'plan.missing-key': {
    kind: 'problem',
    zh: '缺“{key}”这一项；请补上。',
    en: "Expected the key '{key}', but it is missing; add it.",
  },
  'plan.wrong-type': {
    kind: 'problem',
    zh: '“{key}”应为 {expected}，实为 {found}；请改写。',
    en: "Expected '{key}' to be {expected}, but it is {found}; change it.",
  },
  'plan.not-a-value': {
    kind: 'problem',
    zh: '“{key}”的值“{found}”不在可选值之内；可选值：{possible}；请从中选一个。',
    en: "Expected '{key}' to be one of {possible}, but it is '{found}'; choose one of them.",
  },
  'plan.bad-format': {
    kind: 'problem',
    zh: '“{key}”的写法“{found}”不对，应合 {expected}；请改写（代号用小写字母、数字、连字符，中文写在 name 里）。',
    en: "Expected '{key}' to match {expected}, but it is '{found}'; change it.",
  },
  'plan.too-small': {
    kind: 'problem',
    zh: '“{key}”为 {found}，至少应为 {least}；请改大，或删去。',
    en: "Expected '{key}' to be at least {least}, but it is {found}; raise it or remove it.",
  },
  'plan.too-big': {
    kind: 'problem',
    zh: '“{key}”为 {found}，最多为 {most}；请改小。',
    en: "Expected '{key}' to be at most {most}, but it is {found}; lower it.",
  },
  'plan.one-of': {
    kind: 'problem',
    zh: '这些项应恰好写一个：{keys}；现写了：{found}；请只写一个。',
    en: 'Expected exactly one of {keys}, but there is: {found}; write exactly one.',
  },
  'plan.empty-window': {
    kind: 'problem',
    zh: '时间段既无起也无止；请至少写一个，或删去。',
    en: "Expected a window with 'from' or 'to'; give one or remove it.",
  },
  'plan.share': {
    kind: 'problem',
    zh: '比例的分子不能大于分母；请对调，或写 [1, 1]。',
    en: 'Expected a share of at most the whole; swap the numbers or write [1, 1].',
  },

  // procedures and orders
  'reference.procedure': {
    kind: 'problem',
    zh: '没有“{name}”这个程序；可选：{possible}。',
    en: "Expected a procedure of the plan, but '{name}' is none; possible: {possible}.",
  },
  'procedure.facts-missing': {
    kind: 'problem',
    zh: '自动启动“{name}”须算出要素 {facts}；请在 facts 里各写一个表达式，或在程序里改为可不填。',
    en: "Opening '{name}' by itself needs the facts {facts}; give an expression for each under 'facts', or make them optional.",
  },
  'procedure.fact-unknown': {
    kind: 'problem',
    zh: '“{name}”没有要素“{fact}”；它的要素是：{possible}；请改名，或在程序的 facts 里加上。',
    en: "Expected a fact of '{name}', but '{fact}' is none; it has: {possible}.",
  },
  'procedure.fact-type': {
    kind: 'problem',
    zh: '要素“{fact}”应为 {expected}，表达式得出的是 {found}；请改表达式，可能为空的先判断。',
    en: "Expected the fact '{fact}' to be {expected}, but its expression gives {found}; change it, and ask first what may be absent.",
  },
  'procedure.not-for-event': {
    kind: 'problem',
    zh: '事件“{event}”不看“{key}”；它可写：{possible}。请删去或换一个事件。',
    en: "The event '{event}' has no '{key}'; it may have: {possible}. Remove it or choose another event.",
  },
  'procedure.below': {
    kind: 'problem',
    zh: '“{step}”在{layer}层，只能启动本层或上级的程序，而“{name}”的对象在{other}层；请把步骤放到该层，或由事件启动。',
    en: "'{step}' runs at {layer} and opens procedures there or above, but '{name}' is of {other}; move the step, or open it by an event.",
  },
  'procedure.endless': {
    kind: 'problem',
    zh: '“{name}”会自己一再启动（{names}），其中没有一步要人来办；请加一个由人办的步骤，或加上条件改由负责人签发。',
    en: "'{name}' opens itself again and again ({names}) and nobody has anything to do in it; add a step for a person, or have its owner issue it.",
  },
  'reopen.out-of-reach': {
    kind: 'problem',
    zh: '“{step}”不能责令重新办理“{name}”：只能是本节点或下级的填报步骤，个案里还可以是本程序的。可选：{possible}。',
    en: "'{step}' cannot have '{name}' done again: only declarations here or below, and in a case its own. Possible: {possible}.",
  },
  'ask.again-below': {
    kind: 'problem',
    zh: '“{step}”采纳意见后重新办理的{names}在下级，改好后不能在此重新公示；请写 again: false，或只列本级的步骤。',
    en: "What '{step}' has done again ({names}) lies below, and cannot be shown again here; say 'again: false' or name steps of this layer.",
  },

  // names
  'plan.duplicate-id': {
    kind: 'problem',
    zh: '“{name}”重复了；同一处的名称须各不相同；请改名。',
    en: "Expected each name once, but '{name}' stands twice; rename one.",
  },
  'plan.name-taken': {
    kind: 'problem',
    zh: '“{name}”是表达式里已有的名称，不能用作层级、阶段或程序的名称；请改名。',
    en: "Expected another name than '{name}', which expressions use already; rename it.",
  },
  'reference.role': {
    kind: 'problem',
    zh: '没有“{name}”这个角色；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a declared role, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.form': {
    kind: 'problem',
    zh: '没有“{name}”这张表格；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a declared form, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.review': {
    kind: 'problem',
    zh: '没有“{name}”这项审批；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a declared review, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.rule': {
    kind: 'problem',
    zh: '没有“{name}”这条规则；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a declared rule, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.scale': {
    kind: 'problem',
    zh: '没有“{name}”这个等级标准；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a declared scale, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.grade-source': {
    kind: 'problem',
    zh: '等级标准没有“{name}”这个来源；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a source of the scale, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.layer': {
    kind: 'problem',
    zh: '没有“{name}”这个层级；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a declared layer, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.step': {
    kind: 'problem',
    zh: '没有“{name}”这个步骤；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a step, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.phase': {
    kind: 'problem',
    zh: '没有“{name}”这个阶段；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a phase, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.stage': {
    kind: 'problem',
    zh: '没有“{name}”这个审批环节（写作 审批.环节）；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a stage as review.stage, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.place': {
    kind: 'problem',
    zh: '这项审批里没有“{name}”这个环节；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected a place of this review, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.outcome': {
    kind: 'problem',
    zh: '这个环节没有“{name}”这个结论；可用的有：{possible}；请改名，或先声明它。',
    en: "Expected an outcome of this stage, but '{name}' is none of: {possible}; rename it or declare it.",
  },
  'reference.path': {
    kind: 'problem',
    zh: '栏目取值“{name}”找不到来源；可用的有：{possible}；请改 show。',
    en: "Expected a source for the column, but '{name}' is none of: {possible}; change 'show'.",
  },
  'plan.unused': {
    kind: 'problem',
    zh: '“{name}”没有用到；请删去，或在需要处引用。',
    en: "Expected '{name}' to be used; remove it or refer to it.",
  },

  // order
  'order.cycle': {
    kind: 'problem',
    zh: '“{name}”的先后次序成环（{way}），永远轮不到；请改 after 或 with。',
    en: "Expected an order, but '{name}' waits for itself ({way}); change 'after' or 'with'.",
  },
  'order.not-before': {
    kind: 'problem',
    zh: '步骤“{step}”用到“{name}”的结果，而“{name}”不在它之前；请调整次序。',
    en: "Expected '{name}' before '{step}', which uses its result; change the order.",
  },
  'order.elsewhere': {
    kind: 'problem',
    zh: '步骤“{step}”在“{layer}”层，取不到“{name}”（在“{other}”层）的结果；请改层级或引用。',
    en: "Expected '{step}' on layer '{layer}' to reach '{name}' on layer '{other}'; change the layer or the reference.",
  },
  'step.missing-of': {
    kind: 'problem',
    zh: '步骤“{step}”没有写针对哪一步（of）；请补上。',
    en: "Expected 'of' on step '{step}': which step's output; add it.",
  },
  'step.one-of-only': {
    kind: 'problem',
    zh: '步骤“{step}”只能针对一步，现写了几步；请只留一步。',
    en: "Expected one step in 'of' on '{step}', but there are several; keep one.",
  },
  'step.nothing-made': {
    kind: 'problem',
    zh: '步骤“{step}”针对“{name}”，而那一步没有可审的内容；请指向填报的步骤。',
    en: "Expected '{name}', which '{step}' reviews, to produce a declaration; point to one that does.",
  },
  'step.not-a-roll-up': {
    kind: 'problem',
    zh: '表格“{name}”没有按节点成行（rows），不能汇总；请给表格写 rows。',
    en: "Expected form '{name}' to have rows for nodes, because it is rolled up; give it 'rows'.",
  },
  'step.grade-source': {
    kind: 'problem',
    zh: '步骤“{step}”按规则定级，须写明来源 source；请补上。',
    en: "Expected 'source' on '{step}', which grades by rule; add it.",
  },
  'step.no-items': {
    kind: 'problem',
    zh: '步骤“{step}”要用“{name}”报来的各项，但那一步不报带各项（items）的表格；请改指一个报送带 items 的表格的步骤。',
    en: "Expected step '{step}' to name a step that hands in a form with items, but '{name}' does not; name another.",
  },
  'rule.for-items': {
    kind: 'problem',
    zh: '规则“{name}”写的是 of: {of}，与步骤“{step}”不合：给各项定级时规则写 of: item、步骤写 compute.each: item 和 of；给节点定级时规则写 of: {layer}，步骤不写 each。',
    en: "Expected rule '{name}' (of: {of}) and step '{step}' to agree: for items write 'of: item' in the rule and 'each: item' with 'of' in compute; for nodes write 'of: {layer}' and no 'each'.",
  },
  'form.grade-field': {
    kind: 'problem',
    zh: '表格“{form}”的各项由步骤“{step}”定级，item.grade 留给这些等级；请给这一栏换个代号，如 level。',
    en: "Expected no field 'grade' among the items of '{form}': step '{step}' grades them, and item.grade names those grades; call the field otherwise, such as 'level'.",
  },
  'step.row-grades': {
    kind: 'problem',
    zh: '步骤“{step}”的 rowGrades 要求所审表格按节点成行，且有“{name}”这一等级栏；请改 fact，或给表格加上这一栏。',
    en: "Expected the form that '{step}' reviews to have rows for nodes with the grade column '{name}'; change 'fact' or add the column.",
  },

  'step.nothing-to-continue': {
    kind: 'problem',
    zh: '下一年度不能从“{step}”起步：这一步没有要填报的表格；请改为阶段里填报表格的步骤。',
    en: "Expected '{step}', from which the next year starts, to be a phase's step with a declaration; name one of these.",
  },

  // time
  'limit.missing': {
    kind: 'problem',
    zh: '“{name}”没有时限，也没有写明不设时限的理由；请写 due，或 due: { none: 理由 }。',
    en: "Expected a limit on '{name}', or the reason for none; add 'due'.",
  },
  'limit.no-escalation': {
    kind: 'problem',
    zh: '“{name}”逾期后没有人催办；请在 ladder 里写 escalations。',
    en: "Expected an escalation for '{name}' past its due; add one to its ladder.",
  },
  'limit.non-working': {
    kind: 'problem',
    zh: '“{name}”的时限“{words}”（{date}）不是工作日；请改日期，或写 roll: next（顺延）、previous（提前）。',
    en: "Expected the limit of '{name}' on a working day, but '{words}' ({date}) is none; change the date, or give it 'roll: next' or 'previous'.",
  },
  'limit.never-reminded': {
    kind: 'problem',
    zh: '“{name}”到期前后没有提醒；请在 ladder 里写 reminders。',
    en: "Expected a reminder for '{name}' around its due; add one to its ladder.",
  },
  'date.order': {
    kind: 'problem',
    zh: '“{name}”的起（{from}）在止（{to}）之后；请核对日期。',
    en: "Expected '{name}' to begin before it ends, but {from} is after {to}; swap or correct the dates.",
  },
  'date.outside-phase': {
    kind: 'problem',
    zh: '“{name}”的日期“{words}”（{date}）不在所属阶段 {from} 至 {to} 之内；请改日期，或改阶段的 window。',
    en: "Expected '{words}' ({date}) of '{name}' within its phase, {from} to {to}; change the date or the window of the phase.",
  },
  'date.outside-period': {
    kind: 'problem',
    zh: '“{name}”的日期“{words}”（{date}）不在 {period} 之内；请改日期，或改 period。',
    en: "Expected '{words}' ({date}) of '{name}' within {period}; change the date or 'period'.",
  },
  'date.due-before': {
    kind: 'problem',
    zh: '“{name}”的时限（{date}）早于它所等待的“{other}”的时限；请核对。',
    en: "Expected '{name}' to be due after '{other}', which it waits for, but it is due on {date}; check the dates.",
  },
  'date.phase-before': {
    kind: 'problem',
    zh: '阶段“{name}”始于 {from}，而它前面的阶段“{other}”到 {to} 才结束；若有意交叉请写 with。',
    en: "Expected '{name}' to begin after '{other}' ends on {to}, but it begins on {from}; if meant to overlap, say 'with'.",
  },

  // reviews
  'return.other-layer': {
    kind: 'problem',
    zh: '审批“{review}”退回到“{name}”（{other}层），与审批所在的{layer}层不同；请退回同一层的步骤。',
    en: "Expected '{review}' to return to a step of its own layer {layer}, but '{name}' is on {other}; return to a step of that layer or below it.",
  },
  'return.not-before': {
    kind: 'problem',
    zh: '审批“{review}”退回到“{name}”，而它不在审批之前，退回后到不了审批；请改 return.to。',
    en: "Expected '{name}' before the review '{review}' that returns to it; change 'return.to'.",
  },
  'return.never-back': {
    kind: 'problem',
    zh: '审批“{review}”退回后，被审的“{name}”不会重新填报，再也回不到审批；请把它写进 return.to。',
    en: "Expected a return of '{review}' to reopen '{name}', or it can never come back; add it to 'return.to'.",
  },
  'return.no-rounds-owner': {
    kind: 'problem',
    zh: '审批“{review}”写了 maxRounds，却没有写由谁接手（past），或相反；请两项都写，或都不写。',
    en: "Expected both 'maxRounds' and 'past' on '{review}': who decides past the last round; write both or neither.",
  },
  'stage.no-way-on': {
    kind: 'problem',
    zh: '环节“{name}”没有通向下一步的结论（leads: forward）；请加上。',
    en: "Expected an outcome of '{name}' that leads forward; add one.",
  },
  'stage.self-review': {
    kind: 'problem',
    zh: '环节“{name}”的审批人可能就是填报人{where}；请写 selfReview，或用 when 略过。',
    en: "Expected 'selfReview' or 'when' on '{name}', whose reviewer may be the filler {where}; name who decides then, or leave the stage out there.",
  },
  'step.sits-no-body': {
    kind: 'problem',
    zh: '步骤“{step}”要召开会议，而角色“{role}”不是集体；请在 sitting.of 写集体的角色（relation: body）。',
    en: "Expected a body to sit for step '{step}', but role '{role}' is none; name a role with 'relation: body' in 'sitting.of'.",
  },
  'stage.not-a-body': {
    kind: 'problem',
    zh: '环节“{name}”要开会审定，而角色“{role}”不是集体；请换一个集体的角色，或改 decide。',
    en: "Expected a body to hold the meeting of '{name}', but role '{role}' is none; name a body, or change 'decide'.",
  },
  'stage.body-alone': {
    kind: 'problem',
    zh: '环节“{name}”由集体“{role}”审定，不能由一人决定；请写 decide: meeting（开会）、vote（表决）、all（会签）、any（或签）或 in-order（依次）。',
    en: "Expected 'decide: meeting', 'vote', 'all', 'any' or 'in-order' on '{name}', because its role '{role}' is a body.",
  },
  'return.raised-twice': {
    kind: 'problem',
    zh: '审批“{review}”的提级写了两遍：有 raise 就不要再写 maxRounds 和 past；请只留一种。',
    en: "Expected either 'raise' or 'maxRounds' with 'past' on '{review}', but there are both; keep one.",
  },
  'return.raise-order': {
    kind: 'problem',
    zh: '审批“{review}”的提级次序不对：第 {past} 轮写在第 {before} 轮之后；轮次须从小到大。',
    en: "Expected the rounds of 'raise' on '{review}' to grow, but {past} stands after {before}; put them in order.",
  },
  'change.no-stages': {
    kind: 'problem',
    zh: '审批“{review}”写了变更后走简易审批（short），却没有写走哪几个环节；请写 stages。',
    en: "Expected 'stages' for the short review that a change of '{review}' opens; list them.",
  },
  'change.not-short': {
    kind: 'problem',
    zh: '审批“{review}”变更后是 {then}，不是 short，写了 stages 也不起作用；请改为 short 或删去 stages。',
    en: "Expected no 'stages' for a change of '{review}' that opens '{then}'; say 'short' or remove them.",
  },
  'group.one-branch': {
    kind: 'problem',
    zh: '分支组“{name}”只有一个分支；请再写一个，或把其中的环节直接写进 stages。',
    en: "Expected at least two branches in '{name}', but there is one; add another or write its stages in line.",
  },
  'outcome.wrong-target': {
    kind: 'problem',
    zh: '环节“{name}”的结论“{outcome}”（{leads}）到不了“{to}”；往下只能到后面的、退回只能到前面的：{possible}；请从中选一个。',
    en: "Expected '{outcome}' of '{name}' ({leads}) to lead to one of: {possible}; not '{to}'.",
  },
  'outcome.misplaced': {
    kind: 'problem',
    zh: '环节“{name}”的结论“{outcome}”是 {leads}，不能写 {key}；请删去，或改 leads。',
    en: "Expected no '{key}' on '{outcome}' of '{name}', which leads to '{leads}'; remove it or change 'leads'.",
  },
  'outcome.two-targets': {
    kind: 'problem',
    zh: '环节“{name}”的结论“{outcome}”既退到前面的环节（to），又重做步骤（steps）；请只留一个。',
    en: "Expected '{outcome}' of '{name}' to go back to a stage ('to') or to steps ('steps'), not to both; keep one.",
  },
  'stage.name-taken': {
    kind: 'problem',
    zh: '“{name}”是审批记录里已有的名称，不能用作环节、分支或分支组的代号；请改名。',
    en: "Expected another id than '{name}', which the record of a review uses already; rename it.",
  },
  'stage.advice-leads': {
    kind: 'problem',
    zh: '环节“{name}”只提意见，结论“{outcome}”不能是 {leads}；请改为 forward，或去掉 advice。',
    en: "Expected every outcome of '{name}', which gives advice only, to lead forward, but '{outcome}' is '{leads}'; change 'leads' or take 'advice' away.",
  },
  'stage.only-advice': {
    kind: 'problem',
    zh: '审批“{review}”的每个环节都只提意见，没有人审定；请至少留一个能决定的环节。',
    en: "Expected a stage of '{review}' that decides, but every one gives advice only; take 'advice' away from one.",
  },
  'stage.several': {
    kind: 'problem',
    zh: '环节“{name}”由一人决定，而角色“{role}”在“{where}”有 {count} 人：谁先办谁算。要都同意请写 decide: all，任一人即可请写 any。',
    en: "Expected one holder of '{role}' for '{name}', but '{where}' has {count}: whoever comes first decides. Say 'all' or 'any'.",
  },
  'stage.asks-one': {
    kind: 'problem',
    zh: '环节“{name}”要几个人决定（{mode}），而角色“{role}”处处只有一人；请核对角色，或改为 one。',
    en: "Expected several holders of '{role}' for '{name}', which is decided by '{mode}', but there is one everywhere; check the role or say 'one'.",
  },
  'vote.no-result': {
    kind: 'problem',
    zh: '环节“{name}”要表决，却只有一个结论，不通过时无处可去；请再写一个结论。',
    en: "Expected an outcome for a failed vote at '{name}', but there is only one outcome; add another.",
  },
  'vote.same-result': {
    kind: 'problem',
    zh: '环节“{name}”表决通过与不通过是同一个结论；请改 passed 或 failed。',
    en: "Expected '{name}' to tell a vote that passed from one that failed; change 'passed' or 'failed'.",
  },
  'vote.passed-leads': {
    kind: 'problem',
    zh: '环节“{name}”表决通过的结论“{outcome}”是 {leads}，应是往下走的（forward）；请改 passed。',
    en: "Expected a passed vote at '{name}' to lead forward, but '{outcome}' is '{leads}'; change 'passed'.",
  },
  'vote.failed-leads': {
    kind: 'problem',
    zh: '环节“{name}”表决不通过的结论“{outcome}”同通过一样往下走；请改 failed，或给它写 to。',
    en: "Expected a failed vote at '{name}' not to go on as a passed one, but '{outcome}' does; change 'failed' or give it 'to'.",
  },
  'vote.no-chair': {
    kind: 'problem',
    zh: '环节“{name}”以主持人的一票为准（casting），而“{where}”没有主持人；请由集体决定并在花名册写 chair，或删去 casting。',
    en: "Expected a chair for the casting vote of '{name}', but '{where}' has none; let a body decide and name its chair.",
  },
  'vote.secret-names': {
    kind: 'problem',
    zh: '环节“{name}”无记名投票，不能写 {key}：不知道哪一票是谁投的；请删去，或改为记名（open）。',
    en: "Expected no '{key}' on '{name}', whose ballot is secret: nobody knows whose vote is whose; remove it or vote openly.",
  },
  'vote.more-than-all': {
    kind: 'problem',
    zh: '环节“{name}”的 {key} 要超过全部，永远达不到；要全体一致请写 { atLeast: [1, 1] }。',
    en: "Expected '{key}' of '{name}' within reach, but it is more than all; for unanimity say { atLeast: [1, 1] }.",
  },
  'vote.too-few-members': {
    kind: 'problem',
    zh: '环节“{name}”的 {key} 要 {count}，而“{where}”最多只有 {most}，永远达不到；请改小，或补足成员。',
    en: "Expected '{key}' of '{name}' within reach, but it asks for {count} and '{where}' has at most {most}; lower it or add members.",
  },
  'stage.all-conditional': {
    kind: 'problem',
    zh: '审批“{review}”的每个环节都有条件；若都不适用就没有人审批。请至少留一个无条件的环节。',
    en: "Expected a stage of '{review}' without a condition; when none applies nobody decides.",
  },

  // forms
  'form.printed': {
    kind: 'problem',
    zh: '表格“{form}”印有“{name}”，但没有这一栏；请补上，或改 printed。',
    en: "Expected a part of form '{form}' named '{name}', as printed; add it or change 'printed'.",
  },
  'form.box-without-stage': {
    kind: 'problem',
    zh: '表格“{form}”的意见栏“{name}”所对应的环节不审这张表；请改 stage，或让这一环节审这张表。',
    en: "Expected the stage of box '{name}' to review form '{form}', but it does not; change 'stage' or let it review the form.",
  },
  'form.stage-without-box': {
    kind: 'problem',
    zh: '环节“{name}”在表格“{form}”上没有意见栏；请在 boxes 里补上。',
    en: "Expected a box on form '{form}' for the stage '{name}'; add one to 'boxes'.",
  },
  'form.nothing-to-fill': {
    kind: 'problem',
    zh: '表格“{form}”没有任何栏目；请写 fields、items 或 rows。',
    en: "Expected form '{form}' to have fields, items or rows; add some.",
  },
  'form.items-and-rows': {
    kind: 'problem',
    zh: '表格“{form}”既有由填报人增加的行（items），又有按节点的行（rows）；一张表只能有一种，请拆成两张表。',
    en: "Expected form '{form}' to have 'items' or 'rows', but it has both; make two forms of it.",
  },
  'form.copies': {
    kind: 'problem',
    zh: '表格“{form}”一式 {count} 份，而列出的存放处有 {holders} 个；请改 count 或 holders。',
    en: "Expected {count} holders for the copies of form '{form}', but there are {holders}; change 'count' or 'holders'.",
  },

  // expressions and facts
  'fact.not-filled': {
    kind: 'problem',
    zh: '“{name}”到这一步还没有人填（由 {steps} 填）；请调整次序。',
    en: "Expected '{name}' to be filled before this point, but {steps} fills it later; change the order.",
  },

  // the document
  'plan.not-in-source': {
    kind: 'problem',
    zh: '引文“{quote}”在原文中找不到；请逐字照录。',
    en: "Expected a verbatim quote, but '{quote}' is not in the document; copy it letter by letter.",
  },
  'plan.reading': { kind: 'problem', zh: '解读：{reading}', en: 'Reading: {reading}' },

  // with the roster
  'layer.empty': {
    kind: 'problem',
    zh: '花名册中没有一个“{name}”；请在花名册补上，或从方案里删去这一层。',
    en: "Expected a place of layer '{name}' in the roster, but there is none; add one to the roster or remove the layer.",
  },
  'layer.one-root': {
    kind: 'problem',
    zh: '花名册里没有上级的应恰有一个“{name}”，现有 {count} 个；没有上级的有：{found}。',
    en: "Expected exactly one place without a parent, a '{name}', but there are {count}; without a parent are: {found}.",
  },
  'layer.unknown': {
    kind: 'problem',
    zh: '花名册中“{node}”的层级“{name}”方案里没有；可用的有：{possible}；请改花名册的 layer，或在方案里加这一层。',
    en: "Expected '{node}' of the roster on a layer of the plan, but '{name}' is none of: {possible}; change its 'layer' in the roster or add the layer to the plan.",
  },
  'layer.upside-down': {
    kind: 'problem',
    zh: '花名册中“{node}”（{name}）的上级“{other}”不在更高的层级；请改花名册的 parent 或 layer。',
    en: "Expected '{node}' ({name}) below a place of a higher layer, but its parent is '{other}'; change 'parent' or 'layer' in the roster.",
  },
  'role.vacant': {
    kind: 'problem',
    zh: '角色“{role}”在“{node}”于 {date} 无人担任（“{name}”需要）；请在花名册补上任命。另有 {more} 处同样缺人。',
    en: "Expected somebody to hold '{role}' at '{node}' on {date} for '{name}'; add it to the roster. {more} more places lack one too.",
  },
});
