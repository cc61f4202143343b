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
    zh: '“{review}”：到会 {present} 人，赞成 {for} 人，未达到通过条件（超过 {pass}）。请列为例外。',
    en: "'{review}': {for} of {present} in favour, not more than {pass}. List it as an exception.",
  },
});
