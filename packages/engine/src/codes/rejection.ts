import { codeTable } from './entry.ts';

/** Why a command was not done. */
export const rejectionCodes = codeTable({
  'request.look-again': {
    kind: 'rejection',
    zh: '这一请求可能已经办过：发送方只知道登记到第 {recordedThrough} 条，这里已到第 {forgotten} 条。请重新查看后再发。',
    en: 'This request may have been done: its sender knows the record through {recordedThrough}, but {forgotten} is past. Look again.',
  },
  'node.unknown': {
    kind: 'rejection',
    zh: '没有节点“{node}”。请核对编号。',
    en: "Expected a node of this campaign, but '{node}' is not one.",
  },
  'node.gone': {
    kind: 'rejection',
    zh: '“{place}”已撤销，节点“{node}”不再受理；其已办结的保留。',
    en: "Expected '{node}' to be there, but '{place}' was closed; what it did stays.",
  },
  'roster.root-closed': {
    kind: 'rejection',
    zh: '顶层“{node}”在活动期间不能撤销；请先结束活动。',
    en: "Expected the root '{node}' to stay while the campaign runs; close the campaign first.",
  },
  'roster.place-known': {
    kind: 'rejection',
    zh: '“{node}”已在本活动中，不能再新设；请另用编号。',
    en: "Expected a new place, but '{node}' is there already; use another id.",
  },
  'comment.final': {
    kind: 'rejection',
    zh: '对 {items} 的意见已有最终答复，不再受理。',
    en: 'What was said of {items} was answered for good; no further objection is taken.',
  },
  'comment.answered': {
    kind: 'rejection',
    zh: '意见“{comment}”已答复（{disposition}），方案规定答复为最终，不得更改。',
    en: "Comment '{comment}' was answered ({disposition}), and the plan makes answers final.",
  },
  'proof.not-asked': {
    kind: 'rejection',
    zh: '方案没有要求步骤“{step}”留存起止凭证。',
    en: "The plan asks for no proof at step '{step}'.",
  },
  'proof.recorded': {
    kind: 'rejection',
    zh: '步骤“{step}”的凭证（{of}）已登记。',
    en: "The proof ({of}) of step '{step}' is on record already.",
  },
  'proof.missing': {
    kind: 'rejection',
    zh: '步骤“{step}”还缺凭证（{of}：start 张贴，end 撤下）；请先登记。',
    en: "Step '{step}' still lacks the proof of its {of}; record it first.",
  },
  'campaign.closed': {
    kind: 'rejection',
    zh: '活动已结束，节点“{node}”不再受理。',
    en: "Expected '{node}' to be open, but the campaign is closed.",
  },
  'campaign.close-at-root': {
    kind: 'rejection',
    zh: '活动只能在顶层“{possible}”结束，不能在“{node}”。',
    en: "Expected to close the campaign at its root '{possible}', not at '{node}'.",
  },
  'step.unknown': {
    kind: 'rejection',
    zh: '节点“{node}”没有这样的步骤“{step}”。可以是：{possible}。',
    en: "Expected a step of node '{node}' that takes this, but '{step}' is none. Possible: {possible}.",
  },
  'step.wrong-place': {
    kind: 'rejection',
    zh: '步骤“{step}”（节点“{node}”）现在是“{place}”，不能这样做。现在可办：{possible}。',
    en: "Expected step '{step}' of '{node}' to be open, but it is at '{place}'. Possible now: {possible}.",
  },
  'step.waits': {
    kind: 'rejection',
    zh: '步骤“{step}”还要等：{for}。',
    en: "Step '{step}' still waits for: {for}.",
  },
  'step.waits-for-all': {
    kind: 'rejection',
    zh: '方案规定步骤“{step}”必须等全部完成，不能先行。',
    en: "The plan makes step '{step}' wait for all; it cannot go on without the missing ones.",
  },
  'step.not-yet': {
    kind: 'rejection',
    zh: '步骤“{step}”的时间还没到。',
    en: "The window of step '{step}' is not open yet.",
  },
  'step.nothing-missing': {
    kind: 'rejection',
    zh: '步骤“{step}”没有缺少的下级，不必先行。',
    en: "Nothing is missing below step '{step}'.",
  },
  'step.missing-miscounted': {
    kind: 'rejection',
    zh: '列出了 {named} 个未完成的下级，实际是 {missing} 个。请重新查看后再试。',
    en: 'The act names {named} missing nodes, but {missing} are missing. Look again and repeat.',
  },
  'task.not-open': {
    kind: 'rejection',
    zh: '没有待办“{task}”（节点“{node}”）。现有：{possible}。',
    en: "Expected an open task '{task}' at '{node}'. Open now: {possible}.",
  },
  'task.not-owner': {
    kind: 'rejection',
    zh: '“{task}”不由 {person} 办理，应由 {role}（{owners}）办理。',
    en: "Expected '{task}' to be done by {role} ({owners}), not by '{person}'.",
  },
  'task.not-substitute': {
    kind: 'rejection',
    zh: '签署身份不对：{person} 现在代理的是{standing}，不是{for}。',
    en: "Expected '{person}' to sign for {standing}, but it was signed for {for}.",
  },
  'task.wrong-signer': {
    kind: 'rejection',
    zh: '“{task}”不能以“{signer}”的身份办理。',
    en: "'{task}' cannot be signed as '{signer}'.",
  },
  'order.not-entitled': {
    kind: 'rejection',
    zh: '“{signer}”不能责令重做；办公室以外，方案只许{roles}责令（集体由其主持人或办公室登记）。',
    en: "'{signer}' may not order a reopening; beside the office the plan lets {roles} do so (a body through its chair or office).",
  },
  'order.reasons': {
    kind: 'rejection',
    zh: '责令重做须从方案列出的理由中选，至少一条：{possible}；所给的是：{reasons}。',
    en: 'Expected one or more of the reasons that the plan gives for an order ({possible}), but they are: {reasons}.',
  },
  'task.recorded': {
    kind: 'rejection',
    zh: '“{task}”是“{of}”的事，由{owners}以登记人的身份代为登记。',
    en: "'{task}' is for '{of}' to do; {owners} record it in its name.",
  },
  'task.stuck': {
    kind: 'rejection',
    zh: '“{task}”无人担任 {role}，已列入办公室的滞留清单。可由办公室指定办理人。',
    en: "Nobody holds {role} for '{task}'; it is on the office's list of stuck work. Possible: {possible}.",
  },
  'office.only': {
    kind: 'rejection',
    zh: '这是办公室（{role}）的管理行为，{signer} 不能办理。',
    en: 'This is an administrative act of the office ({role}); {signer} cannot do it.',
  },
  'due.past': { kind: 'rejection', zh: '期限已经过去，请给出将来的时间。', en: 'Expected a due in the future.' },
  'declaration.stale-round': {
    kind: 'rejection',
    zh: '提交的是第 {round} 轮，现在是第 {current} 轮。请重新打开表格。',
    en: 'Handed in for round {round}, but the current round is {current}. Open the form again.',
  },
  'declaration.locked-items': {
    kind: 'rejection',
    zh: '已通过的条目不能改动或删除：{items}。只需修改被退回的条目。',
    en: 'Accepted items stay as they are: {items}. Change only what was sent back.',
  },
  'declaration.repeated-item': { kind: 'rejection', zh: '条目重复：{items}。', en: 'An item is there twice: {items}.' },
  'declaration.foreign-row': {
    kind: 'rejection',
    zh: '这些行不是本节点下的 {layer}：{items}。',
    en: 'These rows are not nodes of layer {layer} below this one: {items}.',
  },
  'declaration.unknown-facts': {
    kind: 'rejection',
    zh: '表里没有这些要素：{facts}。可以是：{possible}。',
    en: 'The form has no such facts: {facts}. Possible: {possible}.',
  },
  'declaration.facts-missing': {
    kind: 'rejection',
    zh: '还缺要素：{facts}。规则要用到它们，请填写。',
    en: 'Facts are missing: {facts}. Rules read them; fill them in.',
  },
  'declaration.wrong-facts': {
    kind: 'rejection',
    zh: '这些要素填得不对：{facts}。应为：{expected}。',
    en: 'These facts are not what the form says: {facts}. Expected: {expected}.',
  },
  'declaration.rows-differ': {
    kind: 'rejection',
    zh: '这张表的行取自“{of}”：缺 {missing}，多 {foreign}。应当正好是：{possible}；请补上缺的、删去多的。',
    en: "The rows of this form are items of '{of}': missing {missing}, not among them {foreign}. Expected exactly: {possible}.",
  },
  'declaration.check-failed': {
    kind: 'rejection',
    zh: '“{form}”没有通过检查：{checks}。请照此补正后再报送。',
    en: "'{form}' does not pass its checks: {checks}. Mend it and hand it in again.",
  },
  'grade.not-waiting': {
    kind: 'rejection',
    zh: '这几项不待定级：{items}。待定级的是：{possible}；请给其中的一项或几项定级，每项一次。',
    en: 'These items do not wait for a grade: {items}. Waiting: {possible}; grade one or more of them, each once.',
  },
  'grade.no-item': {
    kind: 'rejection',
    zh: '“{step}”没有这一项：{item}。现有：{possible}。',
    en: "Expected an item of '{step}', but '{item}' is none. There are: {possible}.",
  },
  'grade.unknown': {
    kind: 'rejection',
    zh: '等级“{value}”不在“{scale}”里。可以是：{possible}。',
    en: "Expected a grade of scale '{scale}', but got '{value}'. Possible: {possible}.",
  },
  'review.unknown': {
    kind: 'rejection',
    zh: '没有审批“{review}”。这里有：{possible}。',
    en: "Expected a review of this node, but '{review}' is none. Here: {possible}.",
  },
  'review.wrong-place': {
    kind: 'rejection',
    zh: '审批“{review}”现在是“{place}”，不能这样做。现在可以：{possible}。',
    en: "Expected to decide on review '{review}', but it is at '{place}'. Possible instead: {possible}.",
  },
  'review.stale': {
    kind: 'rejection',
    zh: '审批“{review}”已有新内容：现在是第 {currentRound} 轮。请看过最新内容再决定。',
    en: "Review '{review}' has moved on: it is now in round {currentRound} on version {currentHash}.",
  },
  'review.tabled': {
    kind: 'rejection',
    zh: '审批“{review}”已列入会议“{meeting}”，会前不能撤回、修改或另行审批；可请主持人撤下议题。',
    en: "Review '{review}' is tabled for meeting '{meeting}'; the chair may take it off.",
  },
  'review.not-tabled': {
    kind: 'rejection',
    zh: '审批“{review}”不在会议“{meeting}”的议程上。',
    en: "Review '{review}' is not tabled for meeting '{meeting}'.",
  },
  'review.meeting-decides': {
    kind: 'rejection',
    zh: '审批“{review}”由 {role} 开会集体审定。请召开会议。',
    en: "Review '{review}' is decided by a meeting of {role}. Possible: {possible}.",
  },
  'review.self-review': {
    kind: 'rejection',
    zh: '不能审批自己的申报“{review}”。应由 {owners} 办理。',
    en: "Nobody reviews their own declaration '{review}'. Owners: {owners}.",
  },
  'review.not-filler': {
    kind: 'rejection',
    zh: '只有填报人 {filler} 可以撤回“{review}”。',
    en: "Only the filler {filler} may take '{review}' back.",
  },
  'review.acted-on': {
    kind: 'rejection',
    zh: '“{review}”已经有人审批（{stages}），不能撤回；现在在“{place}”。',
    en: "Somebody has acted on '{review}' ({stages}); it is at '{place}' and cannot be taken back.",
  },
  'review.unknown-outcome': {
    kind: 'rejection',
    zh: '没有结论“{outcome}”。可以是：{possible}。',
    en: "Expected an outcome of this stage, but got '{outcome}'. Possible: {possible}.",
  },
  'review.opinion-missing': {
    kind: 'rejection',
    zh: '结论“{outcome}”必须写明意见。',
    en: "Outcome '{outcome}' needs a written opinion.",
  },
  'review.reason-missing': {
    kind: 'rejection',
    zh: '退回必须选择原因：{possible}。',
    en: 'A return needs a reason: {possible}.',
  },
  'review.unknown-reason': {
    kind: 'rejection',
    zh: '方案没有这些退回原因：{reasons}。可以是：{possible}。',
    en: 'The plan has no such reasons: {reasons}. Possible: {possible}.',
  },
  'review.unknown-item': {
    kind: 'rejection',
    zh: '没有这些条目：{items}。可以是：{possible}。',
    en: 'Expected items of the declaration, but got: {items}. Possible: {possible}.',
  },
  'review.unknown-target': {
    kind: 'rejection',
    zh: '不能退回到“{target}”。可以是：{possible}，或退回填报人。',
    en: "Cannot send back to '{target}'. Possible: {possible}, or the filler.",
  },
  'review.verdicts-disagree': {
    kind: 'rejection',
    zh: '结论是“{outcome}”，但这些条目被退回：{items}。',
    en: "The outcome is '{outcome}', but these items are sent back: {items}.",
  },
  'review.no-values': {
    kind: 'rejection',
    zh: '这里不能改定等级：{items}。',
    en: 'This review sets no grades: {items}.',
  },
  'comment.exists': { kind: 'rejection', zh: '意见“{comment}”已登记。', en: "Comment '{comment}' is there already." },
  'comment.unknown': {
    kind: 'rejection',
    zh: '没有意见“{comment}”。未答复的有：{possible}。',
    en: "Expected a comment, but '{comment}' is none. Without disposition: {possible}.",
  },
  'comment.unknown-channel': {
    kind: 'rejection',
    zh: '没有渠道“{channel}”。可以是：{possible}。',
    en: "Expected a channel of the plan, but got '{channel}'. Possible: {possible}.",
  },
  'comment.out-of-scope': {
    kind: 'rejection',
    zh: '“{step}”征求的是 {role} 的意见；其他意见请由承办人登记。',
    en: "'{step}' asks {role}; other opinions are recorded by its owner.",
  },
  'asking.comments-open': {
    kind: 'rejection',
    zh: '还有意见没有答复：{comments}。',
    en: 'Comments without a disposition: {comments}.',
  },
  'asking.not-yet': {
    kind: 'rejection',
    zh: '公示（征求意见）期未满，不能结束。',
    en: 'The time of asking is not over yet.',
  },
  'asking.no-questions': {
    kind: 'rejection',
    zh: '“{step}”没有要回答的题目。可以答卷的有：{possible}。',
    en: "Expected an asking with questions, but '{step}' has none. Possible: {possible}.",
  },
  'asking.replied-already': {
    kind: 'rejection',
    zh: '{person} 已经答过“{step}”；每人一次。',
    en: "Expected one answer of each, but {person} has answered '{step}' already.",
  },
  'asking.too-few-replies': {
    kind: 'rejection',
    zh: '“{step}”至少要收到 {least} 份答卷才能结束，现有 {replies} 份。',
    en: "Expected at least {least} answers to '{step}' before it ends, but there are {replies}.",
  },
  'send.already-sent': {
    kind: 'rejection',
    zh: '“{step}”已报送，等待签收。',
    en: "'{step}' is sent and waits for its receipt.",
  },
  'send.not-sent': { kind: 'rejection', zh: '“{step}”还没有报送，不能签收。', en: "'{step}' is not sent yet." },
  'procedure.unknown': {
    kind: 'rejection',
    zh: '“{node}”没有程序“{procedure}”。可以是：{possible}。',
    en: "Expected a procedure for '{node}', but got '{procedure}'. Possible: {possible}.",
  },
  'case.facts-missing': { kind: 'rejection', zh: '还缺要素：{facts}。', en: 'Facts are missing: {facts}.' },
  'roster.change-at-root': {
    kind: 'rejection',
    zh: '花名册变更只能在顶层“{possible}”登记。',
    en: "Roster changes are made at the root '{possible}'.",
  },
  'meeting.no-body': { kind: 'rejection', zh: '“{node}”没有集体“{role}”。', en: "No body '{role}' sits at '{node}'." },
  'meeting.not-convener': {
    kind: 'rejection',
    zh: '{person} 不能召集或记录 {role} 的会议；可由 {owners} 办理。',
    en: "'{person}' cannot convene or record {role}; possible: {owners}.",
  },
  'meeting.exists': { kind: 'rejection', zh: '会议“{meeting}”已存在。', en: "Meeting '{meeting}' exists already." },
  'meeting.unknown': {
    kind: 'rejection',
    zh: '没有会议“{meeting}”。这里有：{possible}。',
    en: "Expected a meeting, but '{meeting}' is none. Here: {possible}.",
  },
  'meeting.wrong-place': {
    kind: 'rejection',
    zh: '会议“{meeting}”现在是“{place}”，不能这样做。',
    en: "Expected meeting '{meeting}' to sit, but it is at '{place}'.",
  },
  'meeting.repeated-entry': {
    kind: 'rejection',
    zh: '议题重复：{reviews}。',
    en: 'A review is there twice: {reviews}.',
  },
  'meeting.not-on-agenda': {
    kind: 'rejection',
    zh: '“{review}”不在会议“{meeting}”的议程上。议程：{possible}。',
    en: "'{review}' is not tabled for '{meeting}'. On the agenda: {possible}.",
  },
  'meeting.not-entitled': {
    kind: 'rejection',
    zh: '不是成员：{people}。成员：{entitled}。',
    en: 'Not members: {people}. Members: {entitled}.',
  },
  'meeting.no-quorum': {
    kind: 'rejection',
    zh: '“{review}”：应到 {entitled} 人，实到 {present} 人，不足法定人数（{quorum}）。',
    en: "'{review}': {present} of {entitled} present, short of the quorum {quorum}.",
  },
  'meeting.counted-twice': {
    kind: 'rejection',
    zh: '有人被重复计票：{people}。',
    en: 'Somebody is counted twice: {people}.',
  },
  'meeting.absent-voter': {
    kind: 'rejection',
    zh: '未到会的人不能表决：{people}。',
    en: 'Only those present vote: {people}.',
  },
  'meeting.recused-voter': {
    kind: 'rejection',
    zh: '回避的人不能表决“{review}”：{people}。',
    en: "Recused members do not vote on '{review}': {people}.",
  },
  'meeting.not-passed': {
    kind: 'rejection',
    zh: '“{review}”：到会 {present} 人，赞成 {for} 人，反对 {against} 人，未达到通过条件（{pass}）。请列为例外，或留待下次。',
    en: "'{review}': {for} for and {against} against of {present} present; passing takes {pass}. List it as an exception or put it off.",
  },
  'review.members-vote': {
    kind: 'rejection',
    zh: '审批“{review}”在环节“{stage}”由成员表决，不能由一个人决定。可以：{possible}。',
    en: "At stage '{stage}' of '{review}' the members vote; nobody decides alone. Possible: {possible}.",
  },
  'review.members-fixed': {
    kind: 'rejection',
    zh: '审批“{review}”的环节“{stage}”由集体表决，不能加签；需要的意见可以抄送或征求。',
    en: "Stage '{stage}' of '{review}' belongs to a body that votes; nobody can be added to it. Send a copy instead.",
  },
  'review.not-a-return': {
    kind: 'rejection',
    zh: '结论“{outcome}”不是退回，不能指定退到哪里或退后怎么办。',
    en: "Outcome '{outcome}' does not send back, so it has no target and no way back.",
  },
  'review.then-fixed': {
    kind: 'rejection',
    zh: '退回之后怎么走由方案规定（{then}），不能另选。',
    en: "The plan fixes what follows a return ('{then}'); it cannot be chosen.",
  },
  'review.nothing-to-take-back': {
    kind: 'rejection',
    zh: '您在“{review}”的环节“{stage}”本轮没有作过决定。作过决定的环节：{possible}。',
    en: "You have decided nothing at stage '{stage}' of '{review}' in this round. You decided at: {possible}.",
  },
  'review.counted': {
    kind: 'rejection',
    zh: '“{review}”在环节“{stage}”的表决已经计票，不能收回。',
    en: "The votes at stage '{stage}' of '{review}' are counted and cannot be taken back.",
  },
  'review.stands-aside': {
    kind: 'rejection',
    zh: '{person} 在审批“{review}”中已经回避。',
    en: "'{person}' stands aside from review '{review}'.",
  },
  'review.asked-already': {
    kind: 'rejection',
    zh: '{person} 已经在“{review}”的审批人里：{owners}。',
    en: "'{person}' is asked on '{review}' already: {owners}.",
  },
  'person.unknown': {
    kind: 'rejection',
    zh: '花名册里没有“{person}”。请核对编号。',
    en: "Expected a person of the roster, but '{person}' is not one.",
  },
  'review.change-at-root': {
    kind: 'rejection',
    zh: '审批流程只能在顶层“{possible}”变更，不能在“{node}”。',
    en: "Review definitions are changed at the root '{possible}', not at '{node}'.",
  },
  'review.malformed': {
    kind: 'rejection',
    zh: '新的审批流程定义有误：{faults}。请用方案编译出的定义。',
    en: 'Expected a review definition as compiled from a plan, but found: {faults}.',
  },
  'review.unknown-definition': {
    kind: 'rejection',
    zh: '本活动没有审批流程“{review}”。可以是：{possible}。',
    en: "Expected a review definition of this campaign, but '{review}' is none. Possible: {possible}.",
  },
  'review.other-hash': {
    kind: 'rejection',
    zh: '审批流程“{review}”的哈希与内容不符：给出 {hash}，应为 {expected}。',
    en: "Expected the hash of review definition '{review}' to be {expected}, but it is {hash}.",
  },
  'review.unchanged': {
    kind: 'rejection',
    zh: '审批流程“{review}”没有变化。要把在途的审批移到现行流程，请选择移动。',
    en: "Review definition '{review}' is the present one already; with move, reviews on an older one go over to it.",
  },
  'calendar.change-at-root': {
    kind: 'rejection',
    zh: '工作日历只能在顶层“{possible}”变更，不能在“{node}”。',
    en: "The calendar is changed at the root '{possible}', not at '{node}'.",
  },
  'calendar.malformed': {
    kind: 'rejection',
    zh: '工作日历有误：{faults}。',
    en: 'Expected a calendar slice, but found: {faults}.',
  },
  'calendar.other-region': {
    kind: 'rejection',
    zh: '日历的地区是“{region}”，本活动用的是“{expected}”。',
    en: "Expected a calendar of region '{expected}', but it is one of '{region}'.",
  },
  'calendar.years-missing': {
    kind: 'rejection',
    zh: '新的日历缺少现有的年份：{years}。',
    en: 'The new calendar leaves out years that are known: {years}.',
  },
  'calendar.other-hash': {
    kind: 'rejection',
    zh: '日历的哈希与内容不符：给出 {hash}，应为 {expected}。',
    en: 'Expected the hash of the calendar to be {expected}, but it is {hash}.',
  },
  'calendar.unchanged': {
    kind: 'rejection',
    zh: '日历与现行的相同，没有可变更的。',
    en: 'The calendar is the present one already.',
  },
  'declaration.still-open': {
    kind: 'rejection',
    zh: '“{step}”还在填报，请直接提交。',
    en: "'{step}' is still open; hand it in instead. Possible: {possible}.",
  },
  'declaration.under-review': {
    kind: 'rejection',
    zh: '“{step}”正由“{review}”审批（在“{place}”），不能直接改动。可以：{possible}。',
    en: "'{step}' is under review '{review}' (at '{place}') and is not changed meanwhile. Possible: {possible}.",
  },
  'declaration.unchanged': {
    kind: 'rejection',
    zh: '“{step}”的内容没有变化。',
    en: "Nothing of '{step}' is changed.",
  },
  'meeting.wrong-ballot': {
    kind: 'rejection',
    zh: '“{review}”按方案应为{ballot}表决（open 记名，secret 无记名）。请按此登记，或单独表决。',
    en: "The plan has '{review}' decided by {ballot} ballot. Record it so, or give it a vote of its own.",
  },
  'meeting.recused-ballot': {
    kind: 'rejection',
    zh: '{people} 在“{review}”上回避，无记名的总票数里分不出来。请对这一项单独表决。',
    en: "{people} stand aside on '{review}', and a secret count cannot be taken apart. Give it a vote of its own.",
  },
  'meeting.more-ballots': {
    kind: 'rejection',
    zh: '“{review}”：{voters} 人投票，却有 {ballots} 张票。',
    en: "'{review}': {ballots} ballots of {voters} voters.",
  },
  'vote.no-vote': {
    kind: 'rejection',
    zh: '“{review}”的环节“{stage}”不表决。可以：{possible}。',
    en: "Stage '{stage}' of '{review}' does not vote. Possible: {possible}.",
  },
  'vote.no-members': {
    kind: 'rejection',
    zh: '“{review}”的环节“{stage}”没有人担任 {role}，无从表决。可以：{possible}。',
    en: "Nobody holds {role} at stage '{stage}' of '{review}', so there is no vote. Possible: {possible}.",
  },
  'vote.secret': {
    kind: 'rejection',
    zh: '“{review}”的环节“{stage}”是无记名表决。请先领票，再凭票投：{possible}。',
    en: "Stage '{stage}' of '{review}' votes by secret ballot: draw one, then cast it. Possible: {possible}.",
  },
  'vote.open': {
    kind: 'rejection',
    zh: '“{review}”的环节“{stage}”是记名表决，不用选票。可以：{possible}。',
    en: "Stage '{stage}' of '{review}' votes by name, without ballots. Possible: {possible}.",
  },
  'vote.reasons-with-against': {
    kind: 'rejection',
    zh: '理由和逐项意见只随反对票提出，不能随“{choice}”。可以：{possible}。',
    en: "Reasons and verdicts go with a vote against, not with '{choice}'. Possible: {possible}.",
  },
  'vote.already-voted': {
    kind: 'rejection',
    zh: '{person} 在“{review}”上已经投过票或领过票。可以：{possible}。',
    en: "'{person}' has voted on '{review}', or drawn a ballot, already. Possible: {possible}.",
  },
  'vote.not-convener': {
    kind: 'rejection',
    zh: '{person} 不能主持 {role} 的表决；可由 {owners} 办理。',
    en: "'{person}' cannot conduct a vote of {role}; possible: {owners}.",
  },
  'vote.no-quorum': {
    kind: 'rejection',
    zh: '环节“{stage}”：应投 {entitled} 人，已投 {voted} 人，不足法定人数（{quorum}）。',
    en: "Stage '{stage}': {voted} of {entitled} have voted, short of the quorum {quorum}.",
  },
  'vote.undecided': {
    kind: 'rejection',
    zh: '环节“{stage}”的表决既没有达到通过条件（{pass}），也没有达到否决条件（{fail}），还不能结束。',
    en: "The vote at stage '{stage}' neither passes ({pass}) nor fails ({fail}) yet.",
  },
  'vote.wrong-place': {
    kind: 'rejection',
    zh: '环节“{stage}”的无记名表决现在是“{place}”，不能这样做。可以：{possible}。',
    en: "The ballot at stage '{stage}' is at '{place}'. Possible now: {possible}.",
  },
  'vote.repeated-ballot': {
    kind: 'rejection',
    zh: '环节“{stage}”的选票有重复。',
    en: "A ballot for stage '{stage}' is there twice.",
  },
  'vote.ballot-number': {
    kind: 'rejection',
    zh: '环节“{stage}”有 {seats} 人表决，选票却有 {ballots} 张。',
    en: "Stage '{stage}' has {seats} members, but there are {ballots} ballots.",
  },
  'vote.signed-ballot': {
    kind: 'rejection',
    zh: '无记名的票不能署名（“{signer}”）；凭票即可投。',
    en: "A secret ballot is signed by nobody, but it came signed as '{signer}'; the token alone entitles.",
  },
  'vote.unknown-ballot': {
    kind: 'rejection',
    zh: '环节“{stage}”没有这张票，或者已经投过。',
    en: "Stage '{stage}' has no such ballot, or it was cast already.",
  },
  'task.delegated': {
    kind: 'rejection',
    zh: '“{task}”由 {delegatedBy} 委派给 {owners} 准备，尚未交回；交回（或收回）后由 {delegatedBy} 决定。可以：{possible}。',
    en: "'{task}' is with {owners} to prepare for {delegatedBy}, who decides once it is handed back. Possible: {possible}.",
  },
  'task.not-delegated': {
    kind: 'rejection',
    zh: '“{task}”没有委派给别人，不必交回；由 {owners} 办理。',
    en: "Expected '{task}' to be delegated, but it is with {owners} to decide.",
  },
  'task.same-person': {
    kind: 'rejection',
    zh: '“{task}”本来就由 {person} 办理。请另选一人。',
    en: "'{task}' is with '{person}' already. Name somebody else.",
  },
  'task.personal': {
    kind: 'rejection',
    zh: '“{task}”（{role}）须由本人办理，不能转给别人。可以：{possible}。',
    en: "'{task}' ({role}) is personal and cannot be given away. Possible: {possible}.",
  },
  'task.urged-recently': {
    kind: 'rejection',
    zh: '“{task}”刚催办过，{next} 之后才能再催。',
    en: "'{task}' was urged a short while ago; it can be urged again from {next}.",
  },
  'task.not-urger': {
    kind: 'rejection',
    zh: '{person} 不能催办“{task}”。可以由 {possible} 催办。',
    en: "'{person}' cannot urge '{task}'. It may be urged by: {possible}.",
  },
  'review.recusal-pending': {
    kind: 'rejection',
    zh: '有人要求 {person} 在“{review}”中回避，还没有答复（由 {owners} 答复），此前不能表态。可以：{possible}。',
    en: "'{person}' is asked to stand aside from '{review}', and {owners} has not answered. Possible: {possible}.",
  },
  'review.no-demand': {
    kind: 'rejection',
    zh: '没有要求 {person} 在“{review}”中回避的申请。待答复的有：{possible}。',
    en: "Nobody demands that '{person}' stand aside from '{review}'. Demanded of: {possible}.",
  },
  'review.not-reviewer': {
    kind: 'rejection',
    zh: '{person} 不是“{review}”的审批人，谈不上回避。审批人：{possible}。',
    en: "'{person}' does not review '{review}', so cannot stand aside. Reviewers: {possible}.",
  },
  'review.not-party': {
    kind: 'rejection',
    zh: '{person} 与“{review}”无关，不能要求别人回避。可以提出的有：{possible}。',
    en: "'{person}' is no party to '{review}' and cannot demand a recusal. Those who can: {possible}.",
  },
  'review.recuse-yourself': {
    kind: 'rejection',
    zh: '{person} 要在“{review}”中回避，请直接声明。可以：{possible}。',
    en: "To stand aside from '{review}' yourself ('{person}'), declare it. Possible: {possible}.",
  },
  'review.recusal-party': {
    kind: 'rejection',
    zh: '{person} 是“{review}”回避申请的当事人（{parties}），不能由其答复。请另选一人。',
    en: "'{person}' is a party to the demanded recusal in '{review}' ({parties}) and does not answer it. Name somebody else.",
  },
  'review.ballot-drawn': {
    kind: 'rejection',
    zh: '{person} 在“{review}”的无记名投票中已经领票，不能再回避。',
    en: "'{person}' has drawn a ballot in '{review}'; it cannot be taken out again.",
  },
  'review.not-sender': {
    kind: 'rejection',
    zh: '{person} 不能抄送“{review}”。可以由 {owners} 或 {role} 抄送。',
    en: "'{person}' cannot send copies of '{review}'. Possible: {owners} or {role}.",
  },
  'review.copied-already': {
    kind: 'rejection',
    zh: '“{review}”已经抄送给 {people}，还没有阅。',
    en: "Copies of '{review}' are with {people} already and unread.",
  },
  'review.no-copy': {
    kind: 'rejection',
    zh: '“{review}”没有抄送给 {person}。已抄送：{possible}。',
    en: "'{person}' has no copy of '{review}'. Copies: {possible}.",
  },
  'review.read-already': {
    kind: 'rejection',
    zh: '{person} 已经阅过“{review}”。',
    en: "'{person}' has marked '{review}' read already.",
  },
  'review.no-jump': {
    kind: 'rejection',
    zh: '审批“{review}”不能跳到“{to}”。可以是：{possible}。',
    en: "Review '{review}' cannot jump to '{to}'. Possible: {possible}.",
  },
  'act.unknown': {
    kind: 'rejection',
    zh: '没有待确认的管理行为“{act}”。待确认的有：{possible}。',
    en: "Expected an administrative act that waits, but '{act}' is none. Waiting: {possible}.",
  },
  'act.pending': {
    kind: 'rejection',
    zh: '对“{subject}”已经有同样的管理行为待确认：{act}。可以：{possible}。',
    en: "For '{subject}' such an act is proposed already: {act}. Possible: {possible}.",
  },
  'act.same-person': {
    kind: 'rejection',
    zh: '管理行为“{act}”须由另一人确认，{person} 不行。可以由 {owners} 确认。',
    en: "Act '{act}' needs a second person other than '{person}'. Possible: {owners}.",
  },
  'grade.unknown-source': {
    kind: 'rejection',
    zh: '没有等级“{scale}”的来源“{source}”。可以是：{possible}。',
    en: "Expected a source of a grade, but '{scale}.{source}' is none. Possible: {possible}.",
  },
  'grade.same': {
    kind: 'rejection',
    zh: '“{scale}”的“{source}”本来就是“{value}”。可以改为：{possible}。',
    en: "'{scale}.{source}' is '{value}' already. Possible instead: {possible}.",
  },
});
