/** The sheet of a review in English. Names of nodes, steps and outcomes stay in the plan's language. */
import { votersOf } from './count.ts';
import { type Phrases, splitTask } from './phrases.ts';
import { actMatter, acts, causes, changesIn, forced, reroutes, taskEnds } from './sentence-en.ts';
import { bare, present, type SheetWords, tallyOf } from './sheet-words.ts';
import { english } from './tongue-en.ts';

const kept = (part: string): string => (part === '' ? '' : bare(part));
const reasonsLine = (part: string): string => (part === '' ? '' : `because: ${bare(part)}`);
const votes = { for: 'for', against: 'against', abstained: 'abstained' } as const;

/** What is asked, where it is not the judgement itself. */
function answerOf(task: string, say: Phrases): string {
  const { recusal } = splitTask(task);
  return recusal === null ? '' : `the answer whether ${say.name(recusal)} stands aside: `;
}

export const englishSheet: SheetWords = {
  title: 'Course of a review',
  matter: 'about',
  fillers: 'filled in by',
  definition: 'review definition',
  key: 'id',
  now: 'now',
  record: 'made of',
  filling: 'handed in',
  review: 'recusals, copies, others',
  office: 'administrative acts',
  result: 'result of the round',
  sameVersion: 'the version of the round before, not handed in again',
  underWay: 'under way',
  inBranch: (stage, branch) => `${stage} (${branch})`,
  version: (hash) => `version ${hash.slice(0, 8)}`,
  through: (node, seq, time) => `ledger of ${node}, entries 1 to ${seq}, until ${time}`,
  waitsFor: (what, people, due) => `${what}: waits for ${people}, ${due}`,
  stuckWith: (what, people, due) => `${what}: nobody found, in the office's list of stuck work (${people}), ${due}`,
  delegated: (people) => ` (delegated by ${people})`,
  unread: (people) => `copies not yet read: ${people}`,
  answer: (person) => `the answer whether ${person} stands aside`,
  confirmation: 'confirmation of an administrative act by a second person',
  demanded: (person) => `${person} is asked to stand aside; not yet answered`,
  outdated: 'what it rests on has changed materially: outdated',
  asked: (people, role, due) => `to ${people} (${role}), each for themselves, ${due}`,
  drawn: (people) => `ballots drawn by ${people}`,
  cast: (count) => `${count} secret ballot${count === 1 ? '' : 's'} cast`,
  lines: {
    StepOpened: () => [],
    StepDone: () => [],
    ReviewOpened: () => [],
    Submitted: (e, { say }) => [
      `${say.who()} hands in${e.late ? ', late' : ''}${e.items.length === 0 ? '' : `, ${e.items.length} items`}`,
      `version ${e.version.slice(0, 16)}`,
    ],
    Resubmitted: (e, { say }) => [`since the round before: ${changesIn(say, e)}`],
    Amended: (e, { say }) => [
      `${say.who()} changes it after it was handed in: ${changesIn(say, e)}`,
      e.outdates ? 'touches what was approved' : 'does not touch what was approved',
      `version ${e.version.slice(0, 16)}`,
    ],
    TaskOpened: (e, { say }) =>
      e.stuck
        ? [
            `${answerOf(e.task, say)}nobody holds '${say.words.role(e.role, e.node)}': to the office's list of stuck work (${say.people(e.owners)})`,
          ]
        : [`${answerOf(e.task, say)}to ${say.people(e.owners)} (${say.words.role(e.role, e.node)}), ${say.due(e.due)}`],
    TaskClosed: (e, { say }) => {
      const { seat: right } = splitTask(e.task);
      const seat = right === null ? '' : `${say.name(right)}: `;
      const isTold = e.end !== 'done' && e.end !== 'tabled' && (seat !== '' || e.end !== 'returned');
      return isTold ? [`${seat}task ${taskEnds[e.end]}`] : [];
    },
    TaskHandedOver: (e, { say }) => [
      `passes with the post from ${say.people(e.from)} to ${say.people(e.to)}${e.stuck ? ', which nobody holds: to the office' : ''}`,
    ],
    TaskReassigned: (e, { say }) =>
      present(`${say.who()} reassigns it from ${say.people(e.from)} to ${say.people(e.to)}`, kept(say.why(e.reason))),
    TaskTransferred: (e, { say }) =>
      present(`${say.who()} transfers it from ${say.people(e.from)} to ${say.people(e.to)}`, kept(say.why(e.reason))),
    TaskDelegated: (e, { say }) =>
      present(`${say.who()} delegates it to ${say.people(e.to)}, to be handed back`, kept(say.why(e.reason))),
    TaskHandedBack: (e, { say }) =>
      present(`${say.who()} hands it back to ${say.people(e.to)}`, kept(say.opinion(e.opinion))),
    Urged: (e, { say }) => present(`${say.who()} urges ${say.people(e.to)}`, kept(say.opinion(e.opinion))),
    Reminded: (e, { say }) => [`the system reminds ${say.people(e.to)}, reminder ${e.number}`],
    BecameOverdue: (e, { say }) => [`overdue (${say.people(e.owners)}, ${say.due(e.due)})`],
    Escalated: (e, { say }) => [
      `the system reports it to ${say.people(e.to)} (${say.words.role(e.role, e.node)}), level ${e.level}`,
    ],
    DueMoved: (e, { say }) =>
      present(
        `${say.who()} moves the due from ${e.from === null ? 'none' : say.date(e.from)} to ${e.to === null ? 'none' : say.date(e.to)} (${causes[e.cause]})`,
        kept(say.why(e.reason)),
      ),
    StageEntered: (e, { say }) =>
      present(
        `reached${e.rerouted === undefined ? '' : reroutes[e.rerouted]}${say.chosen(e.chosen)}`,
        e.skipped.length === 0
          ? ''
          : `left out: ${english.list(e.skipped.map((one) => `'${say.stage(e.step, one)}'`))}`,
      ),
    BranchesEntered: (e, { say }) => [
      `enters '${say.stage(e.step, e.group)}': ${english.list(e.branches.map((one) => `'${say.words.branch(e.step, e.group, one)}'`))} side by side`,
    ],
    BranchEnded: (e, { say }) => [
      `'${say.words.branch(e.step, e.group, e.branch)}' ${e.end === 'joined' ? 'is done' : 'sends it back'}`,
    ],
    StagePassed: (e, { say }) => [
      `${say.name(e.person)} agreed at '${say.stage(e.step, e.earlier)}' and is not asked again`,
    ],
    Decided: (e, { say }) =>
      present(
        `${say.words.outcome(e.step, e.stage, e.outcome)} — ${say.judge(e.step, e.stage, e.seat)}`,
        e.meeting === undefined ? '' : `by meeting ${e.meeting}`,
        reasonsLine(say.reasons(e.step, e.reasons, e.verdicts)),
        kept(say.verdicts(e.step, e.stage, e.verdicts)),
        kept(say.opinion(e.opinion)),
        `on version ${e.hash.slice(0, 8)}`,
      ),
    Voted: (e, { say }) =>
      present(
        `${votes[e.choice]} — ${say.judge(e.step, e.stage, e.seat)}`,
        reasonsLine(say.reasons(e.step, e.reasons, e.verdicts)),
        kept(say.verdicts(e.step, e.stage, e.verdicts)),
        kept(say.opinion(e.opinion)),
      ),
    VoteCounted: (e, { say }) =>
      present(
        `vote ${english.results[e.result]}: ${say.words.outcome(e.step, e.stage, e.outcome)}`,
        english.attendance(
          e.entitled.filter((one) => !e.recused.includes(one)).length,
          votersOf(e.vote).length,
          e.recused.length,
        ),
        say.tally(e.vote, e.weights),
        bare(say.rule(e.rule)),
        e.chair === null ? '' : `chair ${say.name(e.chair)}`,
        e.recused.length === 0 ? '' : `recused: ${say.people(e.recused)}`,
      ),
    BallotsIssued: (e, { say }) => [`${say.who()} issues ${e.ballots.length} secret ballots`],
    DrawingClosed: (e) => [`drawing ends with ${e.drawn} drawn; casting begins`],
    DecisionTakenBack: (e, { say }) => [
      `${say.who()} takes the decision back, when it was at '${say.place(e.step, e.from)}'`,
    ],
    Recused: (e, { say }) =>
      present(
        e.how === 'declared'
          ? `${say.who()} stands aside from this review`
          : `${say.who()} grants that ${say.name(e.person)} stands aside from this review`,
        kept(say.why(e.reason)),
      ),
    RecusalDemanded: (e, { say }) =>
      present(`${say.who()} demands that ${say.name(e.person)} stand aside`, kept(say.why(e.reason))),
    RecusalRefused: (e, { say }) =>
      present(`${say.who()} refuses that ${say.name(e.person)} stand aside`, kept(say.why(e.reason))),
    ReviewerAdded: (e, { say }) =>
      present(
        `${say.who(null, e.by)} adds ${say.name(e.person)}, heard ${e.when} ${say.name(e.by)}`,
        kept(say.why(e.reason)),
      ),
    CopySent: (e, { say }) => present(`${say.who()} sends copies to ${say.people(e.to)}`, kept(say.why(e.reason))),
    CopyRead: (e, { say }) => [`${say.name(e.person)} has read the copy`],
    Returned: (e, { say }) =>
      present(
        e.target === null
          ? `returned: ${say.steps(e.to)} to be done again`
          : `back to '${say.stage(e.step, e.target)}'`,
        say.due(e.due),
        reasonsLine(say.reasons(e.step, e.reasons, e.verdicts)),
        e.locked.length === 0 ? '' : `accepted and locked: ${say.items(e.step, e.locked)}`,
      ),
    Reopened: (e, { say, sheet }) =>
      // Its own return says the same.
      e.from === sheet.key
        ? []
        : present(
            `${say.who()} orders ${say.steps(e.steps)} to be done again${e.items.length === 0 ? '' : ` (${say.items(e.step, e.items)})`}`,
            bare(say.origin(e.from)),
            e.reasons.length === 0 ? '' : `because: ${english.list(e.reasons)}`,
            kept(say.opinion(e.opinion)),
            say.due(e.due),
          ),
    Withdrawn: (_, { say }) => [`${say.who()} withdraws it`],
    Approved: (e) => ['approved', `version ${e.hash.slice(0, 16)}`],
    ReviewEnded: (e, { say }) => [say.end(e.step, e.outcome) === '' ? 'ended' : `ended: ${say.end(e.step, e.outcome)}`],
    Tabled: (e) => [`put before meeting ${e.meeting}`],
    TakenOff: (e) => [`leaves meeting ${e.meeting} and waits here`],
    Convened: (e, { say }) => [
      `${say.who()} convenes meeting ${e.meeting} of ${say.words.role(e.role, e.node)} over ${e.agenda.length} reviews`,
    ],
    AgendaSettled: (e, { say, sheet }) =>
      e.refused
        .filter((one) => one.review === sheet.key)
        .map((one) => `not taken on the agenda of meeting ${e.meeting} (${say.whyNot(one.code)})`),
    EntryTakenOff: (e, { say }) =>
      present(`${say.who()} takes it off the agenda of meeting ${e.meeting}`, kept(say.why(e.reason))),
    MeetingClosed: (e, { say, sheet }) => {
      const verdict = e.verdicts.find((one) => one.review === sheet.key);
      if (verdict === undefined) return [];
      const aside = [
        ...new Set([...verdict.aside, ...e.recused.flatMap((one) => (one.review === sheet.key ? [one.person] : []))]),
      ];
      return present(
        `meeting ${e.meeting}: ${english.attendance(e.entitled.length, e.present.length, 0)}`,
        `present: ${say.people(e.present)}`,
        e.chair === null ? '' : `chair ${say.name(e.chair)}`,
        aside.length === 0 ? '' : `stand aside on this one: ${say.people(aside)}`,
        `${verdict.own === undefined ? 'one vote for the whole list' : 'a vote of its own'}: ${tallyOf(say, e, verdict)}`,
        verdict.outcome === ''
          ? 'left for the next sitting'
          : `outcome: ${say.words.outcome(sheet.step, null, verdict.outcome)}${say.rule(verdict.rule)}`,
        `minutes kept as ${e.minutes.slice(0, 16)}`,
      );
    },
    Dispatched: (e, { say, sheet }) =>
      e.refused
        .filter((one) => one.review === sheet.key)
        .map((one) => `the verdict of meeting ${e.meeting} was not taken (${say.whyNot(one.code)})`),
    ActProposed: (e, { say }) => {
      const { to } = actMatter(say, e);
      return present(
        `${say.who()} proposes to ${acts[e.what] ?? e.what} it to '${to}'; a second person must confirm`,
        kept(say.why(e.reason)),
      );
    },
    ActConfirmed: (_, { say }) => [`${say.who()} confirms as the second person`],
    ActDeclined: (e, { say }) => present(`${say.who()} declines`, kept(say.why(e.reason))),
    Jumped: (e, { say }) =>
      present(
        `${say.who()} moves it from '${say.place(e.step, e.from)}' to '${say.place(e.step, e.to)}'`,
        kept(say.why(e.reason)),
      ),
    Forced: (e, { say }) =>
      present(
        `${say.who()} makes it, at '${say.place(e.step, e.from)}', count as ${forced[e.outcome] ?? e.outcome}`,
        kept(say.why(e.reason)),
      ),
    Regraded: (e, { say }) =>
      present(
        `${say.who()} changes the ${say.words.scale(e.scale)} (${say.words.source(e.scale, e.source)}) from ${e.from ?? 'none'} to ${e.to}`,
        kept(say.why(e.reason)),
      ),
    ReviewMoved: (e) => [`goes over to definition version ${e.to.slice(0, 8)} (from ${e.from.slice(0, 8)})`],
    ReviewKept: (e) => [`finishes on definition version ${e.definition.slice(0, 8)}`],
  },
};
