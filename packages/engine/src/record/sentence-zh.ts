/** The record in Chinese: one sentence per kind of event. */

import { votersOf } from './count.ts';
import { flat } from './flat.ts';
import { type Phrases, regradedIn, type Sentences, splitReview } from './phrases.ts';
import { chinese } from './tongue-zh.ts';

export const taskEnds = {
  done: '已办结',
  returned: '因退回而关闭',
  withdrawn: '因撤回而关闭',
  reopened: '因重新打开而关闭',
  superseded: '被新的办理取代',
  tabled: '已提交会议',
  closed: '随活动关闭',
  recused: '因承办人回避而关闭',
  'taken-back': '因前一结论收回而关闭',
  'heard-first': '因先听取加签人意见而暂停',
  forced: '因管理行为而关闭',
} as const;
export const causes = { extended: '准予延期', calendar: '工作日历调整', return: '退回' } as const;
export const choices = { for: '赞成', against: '反对', abstained: '弃权' } as const;
export const acts: Readonly<Record<string, string>> = {
  Jump: '调至',
  Force: '直接定为',
  Regrade: '改定为',
};
export const forced: Readonly<Record<string, string>> = { approved: '审批通过', ended: '审批结束' };
const sources = { named: '实名', anonymous: '匿名', recorded: '记录' } as const;
const dispositions = { adopted: '采纳', partly: '部分采纳', 'not-adopted': '不采纳' } as const;
const wordOf = (table: Readonly<Record<string, string>>, id: string): string => table[id] ?? id;
const list = chinese.list;
const end = (outcome: string): string => (outcome === '' ? '' : `：${outcome}`);
const version = (hash: string): string => `，版本${hash.slice(0, 8)}`;

export const changesIn = (
  s: Phrases,
  e: {
    readonly step: string;
    readonly changed: readonly string[];
    readonly added: readonly string[];
    readonly removed: readonly string[];
  },
): string => {
  const parts = [
    ...(e.changed.length === 0 ? [] : [`修改${s.items(e.step, e.changed)}`]),
    ...(e.added.length === 0 ? [] : [`新增${s.items(e.step, e.added)}`]),
    ...(e.removed.length === 0 ? [] : [`删除${s.items(e.step, e.removed)}`]),
  ];
  return parts.length === 0 ? '逐项未变' : parts.join('，');
};

/** What an administrative act is about, a grade by `scale.source` or a review by its key, and what it is to become. */
export function actMatter(s: Phrases, e: { readonly what: string; readonly subject: string; readonly to: string }) {
  if (e.what === 'Regrade') {
    return { matter: gradedIn(s, regradedIn(s.at, e.subject)), to: e.to };
  }
  const { step } = splitReview(e.subject);
  return { matter: s.review(e.subject), to: e.what === 'Force' ? wordOf(forced, e.to) : s.place(step, e.to) };
}

export const chineseSentences: Sentences = {
  NodeOpened: (e, s) =>
    e.added === undefined
      ? `${s.words.node(e.node)}开始参加活动。`
      : `${e.added.name}新设于${s.words.node(e.added.parent)}，开始参加活动。`,
  StepOpened: (e, s) =>
    `${s.matter(e.step)}${s.round(e.round)}开始${e.wave === undefined ? '' : `（${s.words.wave(e.step, e.wave)}）`}，${s.due(e.due)}${e.due === null ? '' : '完成'}${
      e.missing === undefined || e.missing.length === 0 ? '' : `；尚缺${s.nodes(e.missing)}`
    }${s.chosen(e.chosen)}。`,
  StepLeftOut: (e, s) =>
    e.why === 'over' ? `${s.matter(e.step)}所在阶段已结束，不再补办。` : `${s.matter(e.step)}按规则不适用，略过。`,
  StepDone: (e, s) => `${s.matter(e.step)}${s.round(e.round)}完成${e.late ? '（逾期）' : ''}。`,
  StepHeld: (e, s) =>
    `${s.matter(e.step)}${s.round(e.round)}因前置工作重新打开而暂停${e.redo ? '，届时重做' : '，待其完成后继续'}。`,
  StepClosed: (e, s) => `${s.matter(e.step)}${s.round(e.round)}未完成即关闭：${s.whyNot(e.reason)}。`,
  TaskOpened: (e, s) =>
    e.stuck
      ? `${s.task(e.task)}${s.round(e.round)}找不到“${s.words.role(e.role, e.node)}”，转办公室处理（${s.people(e.owners)}）。`
      : `${s.task(e.task)}${s.round(e.round)}交${s.people(e.owners)}（${s.words.role(e.role, e.node)}）办理，${s.due(e.due)}。`,
  TaskClosed: (e, s) => `${s.task(e.task)}${s.round(e.round)}的待办${taskEnds[e.end]}。`,
  TaskHandedOver: (e, s) =>
    `${s.task(e.task)}的待办因任职变动由${s.people(e.from)}移交${s.people(e.to)}${e.stuck ? '（无人任职，转办公室）' : ''}。`,
  TaskReassigned: (e, s) =>
    `${s.who()}将${s.task(e.task)}的待办由${s.people(e.from)}改派${s.people(e.to)}${s.why(e.reason)}。`,
  TaskTransferred: (e, s) =>
    `${s.who()}将${s.task(e.task)}的待办由${s.people(e.from)}转办${s.people(e.to)}${s.why(e.reason)}。`,
  TaskDelegated: (e, s) =>
    `${s.who()}将${s.task(e.task)}委派${s.people(e.to)}承办，办后交回${s.people(e.from)}${s.why(e.reason)}。`,
  TaskHandedBack: (e, s) =>
    `${s.who()}办毕受委派的${s.task(e.task)}，由${s.people(e.from)}交回${s.people(e.to)}${s.opinion(e.opinion)}。`,
  Urged: (e, s) => `${s.who()}催办${s.task(e.task)}（${s.people(e.to)}，${s.due(e.due)}）${s.opinion(e.opinion)}。`,
  Reminded: (e, s) => `系统第${e.number}次提醒${s.people(e.to)}办理${s.task(e.task)}，${s.due(e.due)}。`,
  BecameOverdue: (e, s) => `${s.task(e.task)}已逾期（${s.people(e.owners)}，应于${s.date(e.due)}前办结）。`,
  Escalated: (e, s) =>
    `${s.task(e.task)}逾期未办，系统报${s.people(e.to)}（${s.words.role(e.role, e.node)}），第${e.level}级督办。`,
  DueMoved: (e, s) =>
    `${s.who()}将${s.task(e.task)}的时限由${e.from === null ? '不设时限' : s.date(e.from)}改为${
      e.to === null ? '不设时限' : s.date(e.to)
    }：${causes[e.cause]}${s.why(e.reason)}。`,
  Submitted: (e, s) =>
    `${s.who()}报送${s.matter(e.step)}${s.round(e.round)}${e.late ? '（逾期）' : ''}${e.items.length === 0 ? '' : `，共${e.items.length}项`}${version(e.version)}${(e.advice ?? []).length === 0 ? '' : `；提醒：${list((e.advice ?? []).map((one) => `“${one}”`))}`}。`,
  Amended: (e, s) =>
    `${s.who()}在报送后修改${s.matter(e.step)}${s.round(e.round)}：${changesIn(s, e)}；${e.outdates ? '涉及已审定的实质内容' : '不涉及已审定的实质内容'}${version(e.version)}。`,
  Graded: (e, s) =>
    `${gradedIn(s, e)}定为${e.value}${e.rule === null ? '' : `，${ruleIn(s, e.rule)}${e.rows.length === 0 ? '' : `第${list(e.rows.map((row) => String(row + 1)))}行`}${scoreIn(e)}`}${s.facts(e.inputs)}。`,
  GradeMissing: (e, s) => `${gradedIn(s, e)}无规则可依，须由人确定${s.facts(e.inputs)}。`,
  Regraded: (e, s) =>
    `${s.who()}将${gradedIn(s, { ...e, subject: e.item ?? e.node })}由${e.from ?? '（无）'}改定为${e.to}${s.why(e.reason)}。`,
  RolledUp: (e, s) => `${s.matter(e.step)}${s.round(e.round)}汇总${e.rows}行，根${e.root.slice(0, 8)}。`,
  ReviewOpened: (e, s) => `${s.subject(e.step)}${s.round(e.round)}进入审批${version(e.hash)}。`,
  StageEntered: (e, s) =>
    `${s.subject(e.step)}${s.round(e.round)}到达“${s.stage(e.step, e.stage)}”${
      e.skipped.length === 0 ? '' : `，略过${list(e.skipped.map((one) => `“${s.stage(e.step, one)}”`))}`
    }${e.rerouted === undefined ? '' : reroutes[e.rerouted]}${s.chosen(e.chosen)}。`,
  BranchesEntered: (e, s) =>
    `${s.subject(e.step)}${s.round(e.round)}进入“${s.stage(e.step, e.group)}”，${list(e.branches.map((one) => `“${s.words.branch(e.step, e.group, one)}”`))}同时办理。`,
  BranchEnded: (e, s) =>
    `${s.subject(e.step)}${s.round(e.round)}“${s.stage(e.step, e.group)}”中的“${s.words.branch(e.step, e.group, e.branch)}”${e.end === 'joined' ? '已办结' : '作出退回'}。`,
  StagePassed: (e, s) =>
    `${s.name(e.person)}已在“${s.stage(e.step, e.earlier)}”同意${s.subject(e.step)}${s.round(e.round)}，“${s.stage(e.step, e.stage)}”按方案不再重复征求其意见。`,
  Decided: (e, s) =>
    `${s.who(null, e.seat)}在“${s.stage(e.step, e.stage)}”对${s.subject(e.step)}${s.round(e.round)}作出结论“${s.words.outcome(e.step, e.stage, e.outcome)}”${
      e.meeting === undefined ? '' : `（会议${e.meeting}集体审定）`
    }${s.reasons(e.step, e.reasons, e.verdicts)}${s.verdicts(e.step, e.stage, e.verdicts)}${s.opinion(e.opinion)}${version(e.hash)}。`,
  Voted: (e, s) =>
    `${s.who(null, e.seat)}在“${s.stage(e.step, e.stage)}”对${s.subject(e.step)}${s.round(e.round)}投${choices[e.choice]}票${s.reasons(e.step, e.reasons, e.verdicts)}${s.verdicts(e.step, e.stage, e.verdicts)}${s.opinion(e.opinion)}${version(e.hash)}。`,
  VoteCounted: (e, s) =>
    `${s.subject(e.step)}${s.round(e.round)}“${s.stage(e.step, e.stage)}”表决结果：${attendanceOf(e)}，${s.tally(e.vote, e.weights)}，${chinese.results[e.result]}${s.rule(e.rule)}，结论“${s.words.outcome(e.step, e.stage, e.outcome)}”${
      e.chair === null ? '' : `；主持人${s.name(e.chair)}`
    }${e.recused.length === 0 ? '' : `；回避${s.people(e.recused)}`}。`,
  BallotsIssued: (e, s) =>
    `${s.who()}为${s.subject(e.step)}${s.round(e.round)}“${s.stage(e.step, e.stage)}”备无记名选票${e.ballots.length}张。`,
  BallotTaken: (e, s) =>
    `${s.name(e.person)}领取${s.subject(e.step)}${s.round(e.round)}“${s.stage(e.step, e.stage)}”的无记名选票。`,
  DrawingClosed: (e, s) =>
    `${s.subject(e.step)}${s.round(e.round)}“${s.stage(e.step, e.stage)}”领票结束，${e.drawn}人领票，开始投票。`,
  BallotCast: (e, s) => `${s.subject(e.step)}${s.round(e.round)}“${s.stage(e.step, e.stage)}”收到无记名选票1张。`,
  DecisionTakenBack: (e, s) =>
    `${s.who()}收回在“${s.stage(e.step, e.stage)}”对${s.subject(e.step)}${s.round(e.round)}作出的结论“${wordOf(choices, s.words.outcome(e.step, e.stage, e.outcome))}”，其时处于“${s.place(e.step, e.from)}”。`,
  Recused: (e, s) =>
    e.how === 'declared'
      ? `${s.who()}声明回避，不参加${s.subject(e.step)}的审批（自${s.round(e.round)}起）${s.why(e.reason)}。`
      : `${s.who()}准予${s.name(e.person)}回避，其不参加${s.subject(e.step)}的审批（自${s.round(e.round)}起）${s.why(e.reason)}。`,
  RecusalDemanded: (e, s) =>
    `${s.who()}要求${s.name(e.person)}回避${s.subject(e.step)}${s.round(e.round)}的审批，答复前${s.name(e.person)}不作决定${s.why(e.reason)}。`,
  RecusalRefused: (e, s) =>
    `${s.who()}不准${s.name(e.person)}回避，其继续参加${s.subject(e.step)}${s.round(e.round)}的审批${s.why(e.reason)}。`,
  ReviewerAdded: (e, s) =>
    `${s.who(null, e.by)}为${s.subject(e.step)}${s.round(e.round)}“${s.stage(e.step, e.stage)}”加签${s.name(e.person)}，在${s.name(e.by)}${e.when === 'before' ? '之前' : '之后'}审批${s.why(e.reason)}。`,
  CopySent: (e, s) => `${s.who()}将${s.subject(e.step)}${s.round(e.round)}抄送${s.people(e.to)}${s.why(e.reason)}。`,
  CopyRead: (e, s) => `${s.name(e.person)}已阅${s.subject(e.step)}${s.round(e.round)}的抄送件。`,
  Returned: (e, s) =>
    `${s.who()}在“${s.stage(e.step, e.stage)}”退回${s.subject(e.step)}${s.round(e.round)}${s.reasons(e.step, e.reasons, e.verdicts)}；${
      e.target === null
        ? `${s.due(e.due)}重新办理${s.steps(e.to)}`
        : `退至“${s.stage(e.step, e.target)}”，${s.due(e.due)}`
    }${e.locked.length === 0 ? '' : `；已认可的${s.items(e.step, e.locked)}保持不变`}。`,
  Resubmitted: (e, s) =>
    `${s.subject(e.step)}重新报送，进入${s.round(e.round)}：${changesIn(s, e)}${version(e.hash)}。`,
  Withdrawn: (e, s) => `${s.who()}撤回${s.subject(e.step)}${s.round(e.round)}。`,
  Approved: (e, s) => `${s.subject(e.step)}${s.round(e.round)}审批通过${version(e.hash)}。`,
  ReviewEnded: (e, s) => `${s.subject(e.step)}${s.round(e.round)}审批结束${end(s.end(e.step, e.outcome))}。`,
  Reopened: (e, s) =>
    `${s.who()}责令${s.words.node(e.node)}重新办理${s.steps(e.steps)}${
      e.items.length === 0 ? '' : `（${s.items(e.step, e.items)}）`
    }${e.reasons.length === 0 ? '' : `：${list(e.reasons)}`}${s.opinion(e.opinion)}；${s.due(e.due)}${s.origin(e.from)}。`,
  Outdated: (e, s) =>
    `${s.matter(e.step)}${s.round(e.round)}所依据的“${s.words.step(e.of)}”已有实质变化，结果过时${e.then === undefined ? '' : `；${wordOf(followUps, e.then)}`}。`,
  ActProposed: (e, s) => {
    const { matter, to } = actMatter(s, e);
    return `${s.who()}提议将${matter}${acts[e.what] ?? e.what}“${to}”，须办公室另一人确认（${e.act}）${s.why(e.reason)}。`;
  },
  ActConfirmed: (e, s) => `${s.who()}作为第二人确认提议${e.act}。`,
  ActDeclined: (e, s) => `${s.who()}不同意提议${e.act}${s.why(e.reason)}。`,
  Jumped: (e, s) =>
    `${s.who()}将${s.subject(e.step)}${s.round(e.round)}由“${s.place(e.step, e.from)}”调至“${s.place(e.step, e.to)}”${s.why(e.reason)}。`,
  Forced: (e, s) =>
    `${s.who()}将处于“${s.place(e.step, e.from)}”的${s.subject(e.step)}${s.round(e.round)}直接定为“${wordOf(forced, e.outcome)}”${s.why(e.reason)}。`,
  ReviewChanged: (e, s) =>
    `${s.who()}修订审批办法“${s.words.reviewNamed(e.review)}”，由版本${e.from.slice(0, 8)}改为${e.to.slice(0, 8)}；${e.move ? '在办审批能转的转入新版本' : '在办审批按原版本办完'}${s.why(e.reason)}。`,
  ReviewMoved: (e, s) =>
    `${s.subject(e.step)}${s.round(e.round)}转按审批办法新版本${e.to.slice(0, 8)}办理（原${e.from.slice(0, 8)}），处于“${s.place(e.step, e.place)}”。`,
  ReviewKept: (e, s) =>
    `${s.subject(e.step)}${s.round(e.round)}仍按审批办法版本${e.definition.slice(0, 8)}办完：所处“${s.place(e.step, e.place)}”在新版本中没有。`,
  CalendarChanged: (e, s) =>
    `${s.who()}公布新的工作日历（${e.calendarHash.slice(0, 8)}），未到期的时限随之重算${s.why(e.reason)}。`,
  Tabled: (e, s) => `${s.subject(e.step)}${s.round(e.round)}提交会议${e.meeting}（${s.stage(e.step, e.stage)}）。`,
  TakenOff: (e, s) =>
    `${s.subject(e.step)}${s.round(e.round)}撤出会议${e.meeting}，仍待“${s.stage(e.step, e.stage)}”。`,
  Convened: (e, s) => `${s.who()}召集${s.words.role(e.role, e.node)}会议${e.meeting}，议程${e.agenda.length}项。`,
  AgendaSettled: (e, s) =>
    `会议${e.meeting}议程确定：列入${e.tabled.length}项${e.refused.length === 0 ? '' : `；未能列入${s.refused(e.refused)}`}。`,
  EntryTakenOff: (e, s) => `${s.who()}将${s.review(e.review)}撤出会议${e.meeting}${s.why(e.reason)}。`,
  MeetingClosed: (e, s) => {
    const others = s.differing(e.verdicts);
    return `${s.who()}结束会议${e.meeting}：${chinese.attendance(e.entitled.length, e.present.length, 0)}（${s.people(e.present)}）；表决${s.tally(e.vote, e.weights)}；审定${
      e.verdicts.filter((one) => one.outcome !== '').length
    }项${others.length === 0 ? '' : `，其中${list(others)}`}${e.chair === null ? '' : `；主持人${s.name(e.chair)}`}${
      e.recused.length === 0
        ? ''
        : `；回避${list(e.recused.map((one) => `${s.name(one.person)}（${s.review(one.review)}）`))}`
    }；纪要${e.minutes.slice(0, 8)}。`;
  },
  Dispatched: (e, s) =>
    `会议${e.meeting}的结论已送达${e.delivered.length}项${e.refused.length === 0 ? '' : `；未被接受${s.refused(e.refused)}`}。`,
  Commented: (e, s) =>
    `${e.from === 'anonymous' ? '匿名者' : s.who()}就${s.matter(e.step)}提出意见${e.comment}（${wordOf(sources, e.from)}，${e.channel}）${
      e.about.length === 0 ? '' : `，涉及${s.items(e.step, e.about)}`
    }。`,
  Disposed: (e, s) =>
    `${s.who()}对${s.matter(e.step)}的意见${e.comment}作出处理：${wordOf(dispositions, e.disposition)}${s.why(e.reason)}。`,
  AskingOpened: (e, s) =>
    `${s.matter(e.step)}开始征求意见，${e.until === null ? '未定截止日期' : `至${s.date(e.until)}`}，展示${e.shown.length}份${
      e.redaction === undefined ? '' : `（隐去：${e.redaction}）`
    }。`,
  AskingEnded: (e, s) => `${s.matter(e.step)}征求意见结束，共${e.comments}条。`,
  Replied: (e, s) =>
    `${s.who()}答卷：${s.matter(e.step)}（${s.words.role(e.group, e.node)}）${e.facts === null ? '，不署名，答案只计入合计' : s.facts(e.facts)}。`,
  RepliesCounted: (e, s) =>
    `${s.matter(e.step)}收到答卷${e.replies}份${e.invited === null ? '' : `（应答${e.invited}人）`}${e.hidden ? '，份数过少，结果不公布' : s.facts(flat(e.results))}${e.version === null ? '' : `，题目依评分标准${e.version.slice(0, 8)}`}。`,
  Scored: (e, s) =>
    `${s.words.node(e.subject)}按“${s.words.yardstick(e.yardstick)}”（${e.version.slice(0, 8)}）得${e.total}分${e.grade === null ? '' : `，评为${e.grade}${e.by === 'override' ? '（一票否决等情形，不看分数）' : ''}`}：${list(e.criteria.map((one) => `${s.words.criterion(e.yardstick, one.id)} ${one.points}`))}${e.assessors === 0 ? '' : `，评分${e.assessors}份`}${s.facts(e.inputs)}。`,
  ScoreMissing: (e, s) =>
    e.why === 'too-few'
      ? `${s.words.node(e.subject)}按“${s.words.yardstick(e.yardstick)}”评不出分：“${s.words.criterion(e.yardstick, e.criterion ?? '')}”的评分份数不足。`
      : `${s.words.node(e.subject)}按“${s.words.yardstick(e.yardstick)}”得${e.total}分，没有哪一档适用，须由人确定。`,
  Compared: (e, s) =>
    e.difference === null
      ? `${s.steps(e.of)}不能比较：不是按评分标准的同一版本评的。`
      : `${s.words.node(e.node)}按“${s.words.yardstick(e.yardstick)}”前后两次得${list(e.totals)}分，相差${e.difference}${e.criteria.length === 0 ? '' : `：${list(e.criteria.map((one) => `${s.words.criterion(e.yardstick, one.id)} ${one.difference}`))}`}。`,
  Ranked: (e, s) =>
    `按“${s.words.yardstick(e.yardstick)}”排名：${list(e.rows.map((row) => `第${row.rank}名${s.words.node(row.node)}（${row.total}分）`))}${e.apart.length === 0 ? '' : `；依另一版本评的不参加排名：${s.nodes(e.apart)}`}。`,
  RankGiven: (e, s) => `${s.words.node(e.node)}按“${s.words.yardstick(e.yardstick)}”在${e.of}个中列第${e.rank}名。`,
  YardstickMade: (e, s) =>
    `评分标准“${s.words.yardstick(e.yardstick)}”由${s.steps(e.from.map((one) => one.step))}的结果${e.before === null ? '确定' : '更新'}为${e.version.slice(0, 8)}：评分项${e.criteria}项，分档${e.bands}档；只约束此后开始的。`,
  Sent: (e, s) => `${s.who()}将${s.matter(e.step)}送交${s.people(e.to)}，材料${e.package.slice(0, 8)}。`,
  Received: (e, s) => `${s.who()}签收${s.matter(e.step)}。`,
  WentOn: (e, s) =>
    `${s.who()}决定${s.matter(e.step)}不再等待，先行开展；尚缺${s.nodes(e.missing)}，随后补报${s.why(e.reason)}。`,
  CaseOpened: (e, s) =>
    `${s.who()}对${s.words.node(e.node)}启动“${s.words.procedure(e.procedure)}”（${s.words.node(e.case)}）${causeOf(s, e.cause)}${s.facts(e.facts)}${s.why(e.reason)}。`,
  CaseEnded: (e, s) => `“${s.words.procedure(e.procedure)}”（${s.words.node(e.case)}）办结。`,
  Shortfall: (e, s) =>
    `${s.words.node(e.node)}在${s.date(e.from + 1)}至${s.date(e.until)}应办结“${s.words.procedure(e.procedure)}”${e.wanted}次，实办${e.held}次，次数不足，报${s.people(e.to)}。`,
  ObjectionsUpheld: (e, s) =>
    `${s.matter(e.step)}${s.round(e.round)}有${e.comments.length}条意见被采纳，须重新办理${s.steps(e.steps)}${
      e.items.length === 0 ? '' : `（${s.items(e.step, e.items)}）`
    }${e.stay ? '，其间原结果停止生效' : '，其间原结果继续有效'}${e.again ? '，改好后重新公示' : '，改好后不再公示'}。`,
  ProofRecorded: (e, s) =>
    `${s.who()}登记${s.matter(e.step)}${e.of === 'start' ? '张贴' : '撤下'}的凭证${e.proof.slice(0, 8)}${
      e.of === 'end' || e.until === null ? '' : `，至${s.date(e.until)}`
    }。`,
  NodeClosed: (e, s) => {
    const into = e.into === null ? '' : `（并入${s.words.node(e.into)}）`;
    return e.place === e.node
      ? `${s.words.node(e.node)}撤销${into}，未办结的随之关闭，已办结的保留。`
      : `${s.words.node(e.node)}因${s.words.node(e.place)}撤销${into}而关闭，已办结的保留。`;
  },
  RosterChanged: (e, s) => `${s.who()}变更花名册${e.changes.length}处，新版本${e.rosterHash.slice(0, 8)}。`,
  CampaignClosed: (e, s) => `${s.who()}结束活动${s.why(e.reason)}。`,
  Ignored: (e, s) => `${s.words.node(e.node)}收到的消息（${e.message}）已不适用，未作处理：${s.whyNot(e.code)}。`,
  Incident: (e, s) => `${s.words.node(e.node)}处理消息（${e.message}）时发生程序故障，已搁置待查。`,
};

const happenings: Readonly<Record<string, string>> = {
  'holder-changed': '任职变动',
  'place-added': '新设',
  'place-closed': '下级撤并',
  'place-changed': '情况变更',
  graded: '等级确定',
  outdated: '原结果过时',
  overdue: '逾期',
  returned: '被退回',
  'case-ended': '前案办结',
  shortfall: '次数不足',
};

function causeOf(s: Phrases, cause: { readonly kind: string; readonly what: string } | undefined): string {
  if (cause === undefined) return '';
  if (cause.kind === 'step') return `，依“${s.words.step(cause.what)}”`;
  return cause.kind === 'date' ? '，按日期' : `，因${wordOf(happenings, cause.what)}`;
}

export const reroutes = {
  'self-review': '（审批人即填报人，改由他人审批）',
  'max-rounds': '（轮次已满，提级审批）',
  recused: '（审批人回避，改由他人审批）',
} as const;

export const followUps: Readonly<Record<string, string>> = {
  nothing: '按方案不另作处理',
  recompute: '按方案重新计算',
  supplement: '按方案补充报送',
  short: '按方案简易复审',
  review: '按方案重新审批',
  redo: '按方案重新办理',
};

function attendanceOf(e: {
  readonly entitled: readonly string[];
  readonly recused: readonly string[];
  readonly vote: Parameters<typeof votersOf>[0];
}): string {
  const entitled = e.entitled.filter((one) => !e.recused.includes(one)).length;
  return chinese.attendance(entitled, votersOf(e.vote).length, e.recused.length);
}

interface GradeSaid {
  readonly node: string;
  readonly subject: string;
  readonly of?: string | undefined;
  readonly scale: string;
  readonly source: string;
}

/** Whose grade it is: a node's, or an item's. */
function gradedIn(s: Phrases, { node, subject, of, scale, source }: GradeSaid): string {
  const whose = of === undefined ? s.words.node(subject) : `${s.matter(of)}中“${s.words.item(node, of, subject)}”`;
  return `${whose}的${s.words.scale(scale)}（${s.words.source(scale, source)}）`;
}

function ruleIn(s: Phrases, hash: string): string {
  const name = s.words.rule(hash);
  return `依据规则${name === null ? '' : `“${name}”`}（${hash.slice(0, 8)}）`;
}

function scoreIn({
  score,
  bands = [],
}: {
  readonly score?: number | undefined;
  readonly bands?: readonly number[] | undefined;
}): string {
  if (score === undefined) return '';
  return `，计${score}${bands.length === 0 ? '' : `，合于第${list(bands.map((band) => String(band + 1)))}档`}`;
}
