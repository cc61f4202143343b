/** The sheet of a review in Chinese. */
import { votersOf } from './count.ts';
import { type Phrases, splitTask } from './phrases.ts';
import { actMatter, acts, causes, changesIn, choices, forced, reroutes, taskEnds } from './sentence-zh.ts';
import { bare, present, type SheetWords, tallyOf } from './sheet-words.ts';
import { chinese } from './tongue-zh.ts';

const reason = (part: string): string => (part === '' ? '' : bare(part));
const reasonsLine = (part: string): string => (part === '' ? '' : `理由：${bare(part)}`);

/** What is asked, where it is not the judgement itself. */
function answerOf(task: string, say: Phrases): string {
  const { recusal } = splitTask(task);
  return recusal === null ? '' : `对要求${say.name(recusal)}回避的答复：`;
}

export const chineseSheet: SheetWords = {
  title: '审批单',
  matter: '事项',
  fillers: '填报',
  definition: '审批办法',
  key: '编号',
  now: '现在',
  record: '依据',
  filling: '报送',
  review: '回避、抄送及其他',
  office: '管理行为',
  result: '本轮结果',
  sameVersion: '版本同上一轮，未重新报送',
  underWay: '办理中',
  inBranch: (stage, branch) => `${stage}（${branch}）`,
  version: (hash) => `版本${hash.slice(0, 8)}`,
  through: (node, seq, time) => `留痕：${node}第1至${seq}条，截至${time}`,
  waitsFor: (what, people, due) => `${what}：待${people}办理，${due}`,
  stuckWith: (what, people, due) => `${what}：无人可办，列入办公室待处理（${people}），${due}`,
  delegated: (people) => `（受${people}委派）`,
  unread: (people) => `抄送未阅：${people}`,
  answer: (person) => `对要求${person}回避的答复`,
  confirmation: '管理行为的第二人确认',
  demanded: (person) => `要求${person}回避，待答复`,
  outdated: '所依据的内容已有实质变化，结果过时',
  asked: (people, role, due) => `交${people}（${role}）分别办理，${due}`,
  drawn: (people) => `领取选票：${people}`,
  cast: (count) => `收到无记名选票${count}张`,
  lines: {
    StepOpened: () => [],
    StepDone: () => [],
    ReviewOpened: () => [],
    Submitted: (e, { say }) => [
      `${say.who()}报送${e.late ? '（逾期）' : ''}${e.items.length === 0 ? '' : `，共${e.items.length}项`}`,
      `版本${e.version.slice(0, 16)}`,
    ],
    Resubmitted: (e, { say }) => [`与上一轮相比：${changesIn(say, e)}`],
    Amended: (e, { say }) => [
      `${say.who()}报送后修改：${changesIn(say, e)}`,
      e.outdates ? '涉及已审定的实质内容' : '不涉及已审定的实质内容',
      `版本${e.version.slice(0, 16)}`,
    ],
    TaskOpened: (e, { say }) =>
      e.stuck
        ? [
            `${answerOf(e.task, say)}找不到“${say.words.role(e.role, e.node)}”，列入办公室待处理（${say.people(e.owners)}）`,
          ]
        : [
            `${answerOf(e.task, say)}交${say.people(e.owners)}（${say.words.role(e.role, e.node)}）办理，${say.due(e.due)}`,
          ],
    TaskClosed: (e, { say }) => {
      const { seat } = splitTask(e.task);
      const who = seat === null ? '' : `${say.name(seat)}的`;
      const isTold = e.end !== 'done' && e.end !== 'tabled' && (who !== '' || e.end !== 'returned');
      return isTold ? [`${who}待办${taskEnds[e.end]}`] : [];
    },
    TaskHandedOver: (e, { say }) => [
      `因任职变动由${say.people(e.from)}移交${say.people(e.to)}${e.stuck ? '（无人任职，列入办公室待处理）' : ''}`,
    ],
    TaskReassigned: (e, { say }) =>
      present(`${say.who()}改派：由${say.people(e.from)}改为${say.people(e.to)}`, reason(say.why(e.reason))),
    TaskTransferred: (e, { say }) =>
      present(`${say.who()}转办：由${say.people(e.from)}转${say.people(e.to)}`, reason(say.why(e.reason))),
    TaskDelegated: (e, { say }) =>
      present(`${say.who()}委派${say.people(e.to)}承办，办后交回`, reason(say.why(e.reason))),
    TaskHandedBack: (e, { say }) =>
      present(`${say.who()}承办完毕，交回${say.people(e.to)}`, reason(say.opinion(e.opinion))),
    Urged: (e, { say }) => present(`${say.who()}催办（${say.people(e.to)}）`, reason(say.opinion(e.opinion))),
    Reminded: (e, { say }) => [`系统第${e.number}次提醒${say.people(e.to)}`],
    BecameOverdue: (e, { say }) => [`逾期（${say.people(e.owners)}，应于${say.date(e.due)}前办结）`],
    Escalated: (e, { say }) => [`系统报${say.people(e.to)}（${say.words.role(e.role, e.node)}），第${e.level}级督办`],
    DueMoved: (e, { say }) =>
      present(
        `${say.who()}调整时限：${e.from === null ? '不设时限' : say.date(e.from)}改为${e.to === null ? '不设时限' : say.date(e.to)}（${causes[e.cause]}）`,
        reason(say.why(e.reason)),
      ),
    StageEntered: (e, { say }) =>
      present(
        `到达${e.rerouted === undefined ? '' : reroutes[e.rerouted]}${say.chosen(e.chosen)}`,
        e.skipped.length === 0 ? '' : `略过${chinese.list(e.skipped.map((one) => `“${say.stage(e.step, one)}”`))}`,
      ),
    BranchesEntered: (e, { say }) => [
      `进入“${say.stage(e.step, e.group)}”，${chinese.list(e.branches.map((one) => `“${say.words.branch(e.step, e.group, one)}”`))}同时办理`,
    ],
    BranchEnded: (e, { say }) => [
      `“${say.words.branch(e.step, e.group, e.branch)}”${e.end === 'joined' ? '办结' : '作出退回'}`,
    ],
    StagePassed: (e, { say }) => [`${say.name(e.person)}已在“${say.stage(e.step, e.earlier)}”同意，不再重复征求`],
    Decided: (e, { say }) =>
      present(
        `${say.words.outcome(e.step, e.stage, e.outcome)}——${say.judge(e.step, e.stage, e.seat)}`,
        e.meeting === undefined ? '' : `会议${e.meeting}集体审定`,
        reasonsLine(say.reasons(e.step, e.reasons, e.verdicts)),
        reason(say.verdicts(e.step, e.stage, e.verdicts)),
        reason(say.opinion(e.opinion)),
        `所审版本${e.hash.slice(0, 8)}`,
      ),
    Voted: (e, { say }) =>
      present(
        `${choices[e.choice]}——${say.judge(e.step, e.stage, e.seat)}`,
        reasonsLine(say.reasons(e.step, e.reasons, e.verdicts)),
        reason(say.verdicts(e.step, e.stage, e.verdicts)),
        reason(say.opinion(e.opinion)),
      ),
    VoteCounted: (e, { say }) =>
      present(
        `表决${chinese.results[e.result]}：${say.words.outcome(e.step, e.stage, e.outcome)}`,
        chinese.attendance(
          e.entitled.filter((one) => !e.recused.includes(one)).length,
          votersOf(e.vote).length,
          e.recused.length,
        ),
        say.tally(e.vote, e.weights),
        bare(say.rule(e.rule)),
        e.chair === null ? '' : `主持人${say.name(e.chair)}`,
        e.recused.length === 0 ? '' : `回避：${say.people(e.recused)}`,
      ),
    BallotsIssued: (e, { say }) => [`${say.who()}备无记名选票${e.ballots.length}张`],
    DrawingClosed: (e) => [`领票结束，${e.drawn}人领票，开始投票`],
    DecisionTakenBack: (e, { say }) => [`${say.who()}收回所作结论，其时处于“${say.place(e.step, e.from)}”`],
    Recused: (e, { say }) =>
      present(
        e.how === 'declared'
          ? `${say.who()}声明回避，不参加本件审批`
          : `${say.who()}准予${say.name(e.person)}回避，其不参加本件审批`,
        reason(say.why(e.reason)),
      ),
    RecusalDemanded: (e, { say }) => present(`${say.who()}要求${say.name(e.person)}回避`, reason(say.why(e.reason))),
    RecusalRefused: (e, { say }) => present(`${say.who()}不准${say.name(e.person)}回避`, reason(say.why(e.reason))),
    ReviewerAdded: (e, { say }) =>
      present(
        `${say.who(null, e.by)}加签${say.name(e.person)}（在${say.name(e.by)}${e.when === 'before' ? '之前' : '之后'}审批）`,
        reason(say.why(e.reason)),
      ),
    CopySent: (e, { say }) => present(`${say.who()}抄送${say.people(e.to)}`, reason(say.why(e.reason))),
    CopyRead: (e, { say }) => [`${say.name(e.person)}已阅`],
    Returned: (e, { say }) =>
      present(
        e.target === null ? `退回，重新办理${say.steps(e.to)}` : `退至“${say.stage(e.step, e.target)}”`,
        say.due(e.due),
        reasonsLine(say.reasons(e.step, e.reasons, e.verdicts)),
        e.locked.length === 0 ? '' : `已认可、不得改动：${say.items(e.step, e.locked)}`,
      ),
    Reopened: (e, { say, sheet }) =>
      // Its own return says the same.
      e.from === sheet.key
        ? []
        : present(
            `${say.who()}责令重新办理${say.steps(e.steps)}${e.items.length === 0 ? '' : `（${say.items(e.step, e.items)}）`}`,
            bare(say.origin(e.from)),
            e.reasons.length === 0 ? '' : `理由：${chinese.list(e.reasons)}`,
            reason(say.opinion(e.opinion)),
            say.due(e.due),
          ),
    Withdrawn: (_, { say }) => [`${say.who()}撤回`],
    Approved: (e) => ['审批通过', `所审版本${e.hash.slice(0, 16)}`],
    ReviewEnded: (e, { say }) => [
      say.end(e.step, e.outcome) === '' ? '审批结束' : `审批结束：${say.end(e.step, e.outcome)}`,
    ],
    Tabled: (e) => [`提交会议${e.meeting}`],
    TakenOff: (e) => [`撤出会议${e.meeting}，仍待本环节审批`],
    Convened: (e, { say }) => [
      `${say.who()}召集${say.words.role(e.role, e.node)}会议${e.meeting}，议程${e.agenda.length}项`,
    ],
    AgendaSettled: (e, { say, sheet }) =>
      e.refused
        .filter((one) => one.review === sheet.key)
        .map((one) => `未能列入会议${e.meeting}议程（${say.whyNot(one.code)}）`),
    EntryTakenOff: (e, { say }) => present(`${say.who()}将本件撤出会议${e.meeting}`, reason(say.why(e.reason))),
    MeetingClosed: (e, { say, sheet }) => {
      const verdict = e.verdicts.find((one) => one.review === sheet.key);
      if (verdict === undefined) return [];
      const aside = [
        ...new Set([...verdict.aside, ...e.recused.flatMap((one) => (one.review === sheet.key ? [one.person] : []))]),
      ];
      return present(
        `会议${e.meeting}：${chinese.attendance(e.entitled.length, e.present.length, 0)}`,
        `到会：${say.people(e.present)}`,
        e.chair === null ? '' : `主持人${say.name(e.chair)}`,
        aside.length === 0 ? '' : `本件回避：${say.people(aside)}`,
        `${verdict.own === undefined ? '全部议题一并表决' : '本件单独表决'}：${tallyOf(say, e, verdict)}`,
        verdict.outcome === ''
          ? '留待下次会议'
          : `表决结果：${say.words.outcome(sheet.step, null, verdict.outcome)}${say.rule(verdict.rule)}`,
        `会议记录存档${e.minutes.slice(0, 16)}`,
      );
    },
    Dispatched: (e, { say, sheet }) =>
      e.refused
        .filter((one) => one.review === sheet.key)
        .map((one) => `会议${e.meeting}的结论未被接受（${say.whyNot(one.code)}）`),
    ActProposed: (e, { say }) => {
      const { to } = actMatter(say, e);
      return present(`${say.who()}提议${acts[e.what] ?? e.what}“${to}”，须第二人确认`, reason(say.why(e.reason)));
    },
    ActConfirmed: (_, { say }) => [`${say.who()}作为第二人确认`],
    ActDeclined: (e, { say }) => present(`${say.who()}不同意该提议`, reason(say.why(e.reason))),
    Jumped: (e, { say }) =>
      present(
        `${say.who()}由“${say.place(e.step, e.from)}”调至“${say.place(e.step, e.to)}”`,
        reason(say.why(e.reason)),
      ),
    Forced: (e, { say }) =>
      present(
        `${say.who()}由“${say.place(e.step, e.from)}”直接定为“${forced[e.outcome] ?? e.outcome}”`,
        reason(say.why(e.reason)),
      ),
    Regraded: (e, { say }) =>
      present(
        `${say.who()}将${say.words.scale(e.scale)}（${say.words.source(e.scale, e.source)}）由${e.from ?? '（无）'}改定为${e.to}`,
        reason(say.why(e.reason)),
      ),
    ReviewMoved: (e) => [`转按审批办法新版本${e.to.slice(0, 8)}办理（原${e.from.slice(0, 8)}）`],
    ReviewKept: (e) => [`仍按审批办法版本${e.definition.slice(0, 8)}办完`],
  },
};
