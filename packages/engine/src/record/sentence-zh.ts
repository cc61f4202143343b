/** The record in Chinese: one sentence per kind of event. */
import type { Verdict } from '../kernel/command.ts';
import type { Signer } from '../kernel/signer.ts';
import { lastDay, nameOf, reasonsOf, type Sentences, splitReview, splitTask, type Told } from './phrases.ts';
import type { Vocabulary } from './vocabulary.ts';

type Words = Vocabulary;

const list = (parts: readonly string[]): string => parts.join('、');
const people = (told: Told, ids: readonly string[]): string =>
  ids.length === 0 ? '（无人）' : list(ids.map((id) => nameOf(told, id)));

function who(told: Told, words: Words, position: string | null = null): string {
  const signer: Signer = told.event.signer;
  if (signer.kind === 'system') return '系统';
  const name = nameOf(told, signer.person);
  const at = position === null ? '' : `（${position}）`;
  switch (signer.kind) {
    case 'person':
      return `${name}${at}`;
    case 'substitute':
      return `${name} 代 ${nameOf(told, signer.for)}${at}`;
    case 'recorder':
      return `${words.body(signer.of)}（${name} 记录）`;
    case 'administrator':
      return `${name}（办公室，管理行为）`;
  }
}

function date(instant: number, told: Told, words: Words): string {
  const day = lastDay(instant, words.zone);
  const year = day.year === lastDay(told.event.at + 1, words.zone).year ? '' : `${day.year}年`;
  return `${year}${day.month}月${day.day}日`;
}

const limit = (due: number | null, told: Told, words: Words): string =>
  due === null ? '不设时限' : `限${date(due, told, words)}前`;

const quoted = (name: string): string => `“${name}”`;

/** 教务科科长 的“排查廉政风险” */
const matter = (told: Told, step: string, words: Words): string =>
  `${words.node(told.event.node)} 的${quoted(words.step(step))}`;
const subject = (told: Told, step: string, words: Words): string =>
  `${words.node(told.event.node)} 的${quoted(words.subject(step))}`;

const items = (told: Told, step: string, ids: readonly string[], words: Words): string =>
  list(ids.map((id) => words.item(told.event.node, step, id)));

function taskName(told: Told, task: string, words: Words): string {
  const { step, stage } = splitTask(task);
  return stage === null ? matter(told, step, words) : `${subject(told, step, words)}的${words.stage(step, stage)}`;
}

function reviewName(key: string, words: Words): string {
  const { node, step } = splitReview(key);
  return `${words.node(node)}${quoted(words.subject(step))}`;
}

function reasons(
  told: Told,
  step: string,
  given: readonly string[],
  verdicts: readonly Verdict[],
  words: Words,
): string {
  const all = reasonsOf(given, verdicts).map(({ reason, items: ids }) =>
    ids.length === 0 ? reason : `${reason}（${items(told, step, ids, words)}）`,
  );
  return all.length === 0 ? '' : `：${list(all)}`;
}

function verdictList(told: Told, step: string, stage: string, verdicts: readonly Verdict[], words: Words): string {
  if (verdicts.length === 0) return '';
  const groups = new Map<string, string[]>();
  for (const one of verdicts) {
    const label = `${words.outcome(step, stage, one.outcome)}${one.value === undefined ? '' : `（定为${one.value}）`}`;
    groups.set(label, [...(groups.get(label) ?? []), one.item]);
  }
  return `；逐项：${[...groups].map(([label, ids]) => `${label} ${items(told, step, ids, words)}`).join('，')}`;
}

const refusedList = (refused: readonly { review: string; code: string }[], words: Words): string =>
  refused.length === 0
    ? ''
    : `；未能进入 ${list(refused.map((one) => `${reviewName(one.review, words)}（${one.code}）`))}`;

const tally = (vote: {
  for: readonly string[] | number;
  against: readonly string[] | number;
  abstained: readonly string[] | number;
}): string => {
  const count = (one: readonly string[] | number): number => (typeof one === 'number' ? one : one.length);
  return `赞成 ${count(vote.for)}、反对 ${count(vote.against)}、弃权 ${count(vote.abstained)}`;
};

const facts = (given: Readonly<Record<string, unknown>>): string => {
  const pairs = Object.entries(given).map(
    ([name, value]) => `${name}=${Array.isArray(value) ? list(value.map(String)) : String(value)}`,
  );
  return pairs.length === 0 ? '' : `（${pairs.join('，')}）`;
};

const taskEnds = {
  done: '已办结',
  returned: '因退回而关闭',
  withdrawn: '因撤回而关闭',
  reopened: '因重新打开而关闭',
  superseded: '被新的办理取代',
  tabled: '已提交会议',
  closed: '随活动关闭',
} as const;
const causes = { extended: '准予延期', calendar: '工作日历调整', return: '退回' } as const;
const sources = { named: '实名', anonymous: '匿名', recorded: '记录' } as const;
const dispositions = { adopted: '采纳', partly: '部分采纳', 'not-adopted': '不采纳' } as const;
const wordOf = (table: Readonly<Record<string, string>>, id: string): string => table[id] ?? id;

export const chineseSentences: Sentences = {
  NodeOpened: (_, told, w) => `${w.node(told.event.node)}开始参加活动。`,
  StepOpened: (e, told, w) =>
    `${matter(told, e.step, w)}第 ${e.round} 轮开始，${limit(e.due, told, w)}${e.due === null ? '' : '完成'}${
      e.missing === undefined || e.missing.length === 0 ? '' : `；尚缺 ${list(e.missing.map((one) => w.node(one)))}`
    }。`,
  StepLeftOut: (e, told, w) => `${matter(told, e.step, w)}按规则不适用，略过。`,
  StepDone: (e, told, w) => `${matter(told, e.step, w)}第 ${e.round} 轮完成${e.late ? '（逾期）' : ''}。`,
  StepHeld: (e, told, w) =>
    `${matter(told, e.step, w)}第 ${e.round} 轮因前置工作重新打开而暂停${e.redo ? '，届时重做' : '，待其完成后继续'}。`,
  StepClosed: (e, told, w) => `${matter(told, e.step, w)}第 ${e.round} 轮未完成即关闭：${e.reason}。`,
  TaskOpened: (e, told, w) =>
    e.stuck
      ? `${taskName(told, e.task, w)}第 ${e.round} 轮找不到${quoted(w.role(e.role, e.node))}，转办公室处理（${people(told, e.owners)}）。`
      : `${taskName(told, e.task, w)}第 ${e.round} 轮交 ${people(told, e.owners)}（${w.role(e.role, e.node)}）办理，${limit(e.due, told, w)}。`,
  TaskClosed: (e, told, w) => `${taskName(told, e.task, w)}第 ${e.round} 轮的待办${taskEnds[e.end]}。`,
  TaskHandedOver: (e, told, w) =>
    `${taskName(told, e.task, w)}的待办因任职变动由 ${people(told, e.from)} 移交 ${people(told, e.to)}${e.stuck ? '（无人任职，转办公室）' : ''}。`,
  TaskReassigned: (e, told, w) =>
    `${who(told, w)}将${taskName(told, e.task, w)}的待办由 ${people(told, e.from)} 改派 ${people(told, e.to)}。`,
  Reminded: (e, told, w) =>
    `系统第 ${e.number} 次提醒 ${people(told, e.to)}办理${taskName(told, e.task, w)}，${limit(e.due, told, w)}。`,
  BecameOverdue: (e, told, w) =>
    `${taskName(told, e.task, w)}已逾期（${people(told, e.owners)}，应于${date(e.due, told, w)}前办结）。`,
  Escalated: (e, told, w) =>
    `${taskName(told, e.task, w)}逾期未办，系统报 ${people(told, e.to)}（${w.role(e.role, e.node)}），第 ${e.level} 级督办。`,
  DueMoved: (e, told, w) =>
    `${who(told, w)}将${taskName(told, e.task, w)}的时限由${e.from === null ? '不设时限' : date(e.from, told, w)}改为${
      e.to === null ? '不设时限' : date(e.to, told, w)
    }：${causes[e.cause]}。`,
  Submitted: (e, told, w) =>
    `${who(told, w)}报送${matter(told, e.step, w)}第 ${e.round} 轮${e.late ? '（逾期）' : ''}${e.items.length === 0 ? '' : `，共 ${e.items.length} 项`}，版本 ${e.version.slice(0, 8)}。`,
  Graded: (e, _, w) =>
    `${w.node(e.subject)}的${w.scale(e.scale)}（${w.source(e.scale, e.source)}）定为 ${e.value}${e.rule === null ? '' : `，依据规则第 ${list(e.rows.map((row) => String(row + 1)))} 行`}${facts(e.inputs)}。`,
  GradeMissing: (e, _, w) =>
    `${w.node(e.subject)}的${w.scale(e.scale)}（${w.source(e.scale, e.source)}）无规则可依，须由人确定${facts(e.inputs)}。`,
  RolledUp: (e, told, w) => `${matter(told, e.step, w)}第 ${e.round} 轮汇总 ${e.rows} 行，根 ${e.root.slice(0, 8)}。`,
  ReviewOpened: (e, told, w) => `${subject(told, e.step, w)}第 ${e.round} 轮进入审批，版本 ${e.hash.slice(0, 8)}。`,
  StageEntered: (e, told, w) =>
    `${subject(told, e.step, w)}第 ${e.round} 轮到达${quoted(w.stage(e.step, e.stage))}${
      e.skipped.length === 0 ? '' : `，略过 ${list(e.skipped.map((one) => w.stage(e.step, one)))}`
    }${e.rerouted === 'self-review' ? '（审批人即填报人，改由他人审批）' : e.rerouted === 'max-rounds' ? '（轮次已满，提级审批）' : ''}。`,
  Decided: (e, told, w) =>
    `${who(told, w, w.reviewer(e.step, e.stage, e.node))}对${subject(told, e.step, w)}第 ${e.round} 轮作出结论“${w.outcome(e.step, e.stage, e.outcome)}”${
      e.meeting === undefined ? '' : `（会议 ${e.meeting} 集体审定）`
    }${reasons(told, e.step, e.reasons, e.verdicts, w)}${verdictList(told, e.step, e.stage, e.verdicts, w)}，版本 ${e.hash.slice(0, 8)}。`,
  Returned: (e, told, w) =>
    `${who(told, w, w.reviewer(e.step, e.stage, e.node))}退回 ${subject(told, e.step, w)}第 ${e.round} 轮${reasons(told, e.step, e.reasons, e.verdicts, w)}；${
      e.target === null
        ? `${limit(e.due, told, w)}重新办理 ${list(e.to.map((one) => quoted(w.step(one))))}`
        : `退至${quoted(w.stage(e.step, e.target))}，${limit(e.due, told, w)}`
    }${e.locked.length === 0 ? '' : `；已认可的 ${items(told, e.step, e.locked, w)} 保持不变`}。`,
  Resubmitted: (e, told, w) => {
    const changes = [
      e.changed.length === 0 ? '' : `修改 ${items(told, e.step, e.changed, w)}`,
      e.added.length === 0 ? '' : `新增 ${items(told, e.step, e.added, w)}`,
      e.removed.length === 0 ? '' : `删除 ${items(told, e.step, e.removed, w)}`,
    ].filter((part) => part !== '');
    return `${subject(told, e.step, w)}重新报送，进入第 ${e.round} 轮：${changes.length === 0 ? '逐项未变' : changes.join('，')}，版本 ${e.hash.slice(0, 8)}。`;
  },
  Withdrawn: (e, told, w) => `${who(told, w)}撤回${subject(told, e.step, w)}第 ${e.round} 轮。`,
  Approved: (e, told, w) => `${subject(told, e.step, w)}第 ${e.round} 轮审批通过，版本 ${e.hash.slice(0, 8)}。`,
  ReviewEnded: (e, told, w) =>
    `${subject(told, e.step, w)}第 ${e.round} 轮审批结束：${w.outcome(e.step, null, e.outcome)}。`,
  Reopened: (e, told, w) =>
    `${who(told, w)}责令 ${w.node(e.node)} 重新办理 ${list(e.steps.map((one) => quoted(w.step(one))))}${
      e.items.length === 0 ? '' : `（${items(told, e.step, e.items, w)}）`
    }${e.reasons.length === 0 ? '' : `：${list(e.reasons)}`}；${limit(e.due, told, w)}${e.from === e.node ? '' : `，来自 ${w.node(e.from)}`}。`,
  Outdated: (e, told, w) =>
    `${matter(told, e.step, w)}第 ${e.round} 轮所依据的${quoted(w.step(e.of))}已有实质变化，结果过时。`,
  Tabled: (e, told, w) =>
    `${subject(told, e.step, w)}第 ${e.round} 轮提交会议 ${e.meeting}（${w.stage(e.step, e.stage)}）。`,
  TakenOff: (e, told, w) =>
    `${subject(told, e.step, w)}第 ${e.round} 轮撤出会议 ${e.meeting}，仍待${w.stage(e.step, e.stage)}。`,
  Convened: (e, told, w) =>
    `${who(told, w)}召集 ${w.role(e.role, e.node)}会议 ${e.meeting}，议程 ${e.agenda.length} 项。`,
  AgendaSettled: (e, _, w) => `会议 ${e.meeting} 议程确定：列入 ${e.tabled.length} 项${refusedList(e.refused, w)}。`,
  EntryTakenOff: (e, told, w) => `${who(told, w)}将 ${reviewName(e.review, w)} 撤出会议 ${e.meeting}。`,
  MeetingClosed: (e, told, w) =>
    `${who(told, w)}结束会议 ${e.meeting}：应到 ${e.entitled.length} 人，实到 ${e.present.length} 人（${people(told, e.present)}）；表决 ${tally(e.vote)}；审定 ${
      e.verdicts.filter((one) => one.outcome !== '').length
    } 项${differing(e.verdicts, w)}${
      e.recused.length === 0
        ? ''
        : `；回避 ${list(e.recused.map((one) => `${nameOf(told, one.person)}（${reviewName(one.review, w)}）`))}`
    }。`,
  Dispatched: (e, _, w) =>
    `会议 ${e.meeting} 的结论已送达 ${e.delivered.length} 项${
      e.refused.length === 0
        ? ''
        : `；未被接受 ${list(e.refused.map((one) => `${reviewName(one.review, w)}（${one.code}）`))}`
    }。`,
  Commented: (e, told, w) =>
    `${e.from === 'anonymous' ? '匿名者' : who(told, w)}就${matter(told, e.step, w)}提出意见 ${e.comment}（${wordOf(sources, e.from)}，${e.channel}）${
      e.about.length === 0 ? '' : `，涉及 ${items(told, e.step, e.about, w)}`
    }。`,
  Disposed: (e, told, w) =>
    `${who(told, w)}对${matter(told, e.step, w)}的意见 ${e.comment} 作出处理：${wordOf(dispositions, e.disposition)}。`,
  AskingOpened: (e, told, w) =>
    `${matter(told, e.step, w)}开始征求意见，${e.until === null ? '未定截止日期' : `至${date(e.until, told, w)}`}，展示 ${e.shown.length} 份。`,
  AskingEnded: (e, told, w) => `${matter(told, e.step, w)}征求意见结束，共 ${e.comments} 条。`,
  Sent: (e, told, w) =>
    `${who(told, w)}将${matter(told, e.step, w)}送交 ${people(told, e.to)}，材料 ${e.package.slice(0, 8)}。`,
  Received: (e, told, w) => `${who(told, w)}签收${matter(told, e.step, w)}。`,
  WentOn: (e, told, w) =>
    `${who(told, w)}决定${matter(told, e.step, w)}不再等待，先行开展；尚缺 ${list(e.missing.map((one) => w.node(one)))}，随后补报。`,
  CaseOpened: (e, told, w) =>
    `${who(told, w)}对 ${w.node(e.node)} 启动${quoted(w.procedure(e.procedure))}（${w.node(e.case)}）${facts(e.facts)}。`,
  RosterChanged: (e, told, w) =>
    `${who(told, w)}变更花名册 ${e.changes.length} 处，新版本 ${e.rosterHash.slice(0, 8)}。`,
  CampaignClosed: (_, told, w) => `${who(told, w)}结束活动。`,
  Ignored: (e, told, w) => `${w.node(told.event.node)}收到的消息（${e.message}）已不适用，未作处理：${e.code}。`,
  Incident: (e, told, w) => `${w.node(told.event.node)}处理消息（${e.message}）时发生程序故障，已搁置待查。`,
};

/** The verdicts that are not the commonest one, named. */
function differing(verdicts: readonly { review: string; outcome: string }[], words: Words): string {
  const counts = new Map<string, number>();
  for (const one of verdicts) counts.set(one.outcome, (counts.get(one.outcome) ?? 0) + 1);
  const common = [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
  const others = verdicts.filter((one) => one.outcome !== common);
  if (others.length === 0) return '';
  return `，其中 ${list(
    others.map((one) => {
      const { step } = splitReview(one.review);
      return `${reviewName(one.review, words)} ${one.outcome === '' ? '留待下次' : words.outcome(step, null, one.outcome)}`;
    }),
  )}`;
}
