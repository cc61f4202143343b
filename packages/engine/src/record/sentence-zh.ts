/** The record in Chinese: one sentence per kind of event. */
import { votersOf } from './count.ts';
import { type Phrases, type Sentences, splitReview } from './phrases.ts';
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
    const cut = e.subject.lastIndexOf('.');
    const [scale, source] = [e.subject.slice(0, cut), e.subject.slice(cut + 1)];
    return { matter: `${s.words.node(s.at)}的${s.words.scale(scale)}（${s.words.source(scale, source)}）`, to: e.to };
  }
  const { step } = splitReview(e.subject);
  return { matter: s.review(e.subject), to: e.what === 'Force' ? wordOf(forced, e.to) : s.place(step, e.to) };
}

export const chineseSentences: Sentences = {
  NodeOpened: (e, s) => `${s.words.node(e.node)}开始参加活动。`,
  StepOpened: (e, s) =>
    `${s.matter(e.step)}${s.round(e.round)}开始，${s.due(e.due)}${e.due === null ? '' : '完成'}${
      e.missing === undefined || e.missing.length === 0 ? '' : `；尚缺${s.nodes(e.missing)}`
    }。`,
  StepLeftOut: (e, s) => `${s.matter(e.step)}按规则不适用，略过。`,
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
    `${s.who()}报送${s.matter(e.step)}${s.round(e.round)}${e.late ? '（逾期）' : ''}${e.items.length === 0 ? '' : `，共${e.items.length}项`}${version(e.version)}。`,
  Amended: (e, s) =>
    `${s.who()}在报送后修改${s.matter(e.step)}${s.round(e.round)}：${changesIn(s, e)}；${e.outdates ? '涉及已审定的实质内容' : '不涉及已审定的实质内容'}${version(e.version)}。`,
  Graded: (e, s) =>
    `${s.words.node(e.subject)}的${s.words.scale(e.scale)}（${s.words.source(e.scale, e.source)}）定为${e.value}${e.rule === null ? '' : `，依据规则第${list(e.rows.map((row) => String(row + 1)))}行`}${s.facts(e.inputs)}。`,
  GradeMissing: (e, s) =>
    `${s.words.node(e.subject)}的${s.words.scale(e.scale)}（${s.words.source(e.scale, e.source)}）无规则可依，须由人确定${s.facts(e.inputs)}。`,
  Regraded: (e, s) =>
    `${s.who()}将${s.words.node(e.node)}的${s.words.scale(e.scale)}（${s.words.source(e.scale, e.source)}）由${e.from ?? '（无）'}改定为${e.to}${s.why(e.reason)}。`,
  RolledUp: (e, s) => `${s.matter(e.step)}${s.round(e.round)}汇总${e.rows}行，根${e.root.slice(0, 8)}。`,
  ReviewOpened: (e, s) => `${s.subject(e.step)}${s.round(e.round)}进入审批${version(e.hash)}。`,
  StageEntered: (e, s) =>
    `${s.subject(e.step)}${s.round(e.round)}到达“${s.stage(e.step, e.stage)}”${
      e.skipped.length === 0 ? '' : `，略过${list(e.skipped.map((one) => `“${s.stage(e.step, one)}”`))}`
    }${e.rerouted === undefined ? '' : reroutes[e.rerouted]}。`,
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
    `${s.matter(e.step)}开始征求意见，${e.until === null ? '未定截止日期' : `至${s.date(e.until)}`}，展示${e.shown.length}份。`,
  AskingEnded: (e, s) => `${s.matter(e.step)}征求意见结束，共${e.comments}条。`,
  Sent: (e, s) => `${s.who()}将${s.matter(e.step)}送交${s.people(e.to)}，材料${e.package.slice(0, 8)}。`,
  Received: (e, s) => `${s.who()}签收${s.matter(e.step)}。`,
  WentOn: (e, s) =>
    `${s.who()}决定${s.matter(e.step)}不再等待，先行开展；尚缺${s.nodes(e.missing)}，随后补报${s.why(e.reason)}。`,
  CaseOpened: (e, s) =>
    `${s.who()}对${s.words.node(e.node)}启动“${s.words.procedure(e.procedure)}”（${s.words.node(e.case)}）${s.facts(e.facts)}${s.why(e.reason)}。`,
  RosterChanged: (e, s) => `${s.who()}变更花名册${e.changes.length}处，新版本${e.rosterHash.slice(0, 8)}。`,
  CampaignClosed: (e, s) => `${s.who()}结束活动${s.why(e.reason)}。`,
  Ignored: (e, s) => `${s.words.node(e.node)}收到的消息（${e.message}）已不适用，未作处理：${s.whyNot(e.code)}。`,
  Incident: (e, s) => `${s.words.node(e.node)}处理消息（${e.message}）时发生程序故障，已搁置待查。`,
};

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
