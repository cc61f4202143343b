/** The record in English: one sentence per kind of event. Names of nodes, steps and outcomes stay in the plan's language. */

import { votersOf } from './count.ts';
import { flat } from './flat.ts';
import { type Phrases, regradedIn, type Sentences, splitReview } from './phrases.ts';
import { english } from './tongue-en.ts';

export const taskEnds = {
  done: 'done',
  returned: 'closed by a return',
  withdrawn: 'closed by a withdrawal',
  reopened: 'closed by a reopening',
  superseded: 'superseded',
  tabled: 'put before a meeting',
  closed: 'closed with the campaign',
  recused: 'closed because its owner stands aside',
  'taken-back': 'closed because the decision before it was taken back',
  'heard-first': 'suspended until the added reviewer is heard',
  forced: 'closed by an administrative act',
} as const;
export const causes = { extended: 'an extension', calendar: 'a change of the calendar', return: 'a return' } as const;
export const choices = { for: 'for', against: 'against', abstained: 'abstained' } as const;
export const acts: Readonly<Record<string, string>> = {
  Jump: 'move',
  Force: 'force',
  Regrade: 'change',
};
export const forced: Readonly<Record<string, string>> = { approved: 'approved', ended: 'ended' };
const wordOf = (table: Readonly<Record<string, string>>, id: string): string => table[id] ?? id;
const list = english.list;
const end = (outcome: string): string => (outcome === '' ? '' : `: ${outcome}`);
const version = (hash: string): string => `, version ${hash.slice(0, 8)}`;
const sheets = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const until = (s: Phrases, due: number | null): string => (due === null ? '' : ` by ${s.date(due)}`);

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
    ...(e.changed.length === 0 ? [] : [`changed ${s.items(e.step, e.changed)}`]),
    ...(e.added.length === 0 ? [] : [`added ${s.items(e.step, e.added)}`]),
    ...(e.removed.length === 0 ? [] : [`removed ${s.items(e.step, e.removed)}`]),
  ];
  return parts.length === 0 ? 'no item changed' : parts.join('; ');
};

/** What an administrative act is about, a grade by `scale.source` or a review by its key, and what it is to become. */
export function actMatter(s: Phrases, e: { readonly what: string; readonly subject: string; readonly to: string }) {
  if (e.what === 'Regrade') {
    return { matter: `the ${gradedIn(s, regradedIn(s.at, e.subject))}`, to: e.to };
  }
  const { step } = splitReview(e.subject);
  return { matter: s.review(e.subject), to: e.what === 'Force' ? wordOf(forced, e.to) : s.place(step, e.to) };
}

export const englishSentences: Sentences = {
  NodeOpened: (e, s) =>
    e.added === undefined
      ? `${s.words.node(e.node)} takes part in the campaign.`
      : `${e.added.name}, new below ${s.words.node(e.added.parent)}, takes part in the campaign.`,
  StepOpened: (e, s) =>
    `${s.matter(e.step)} opens, ${s.round(e.round)}${e.wave === undefined ? '' : ` (${s.words.wave(e.step, e.wave)})`}, ${s.due(e.due)}${
      e.missing === undefined || e.missing.length === 0 ? '' : `; still missing: ${s.nodes(e.missing)}`
    }${s.chosen(e.chosen)}.`,
  StepLeftOut: (e, s) =>
    e.why === 'over'
      ? `${s.matter(e.step)} belongs to what is over and is left out.`
      : `${s.matter(e.step)} does not apply by rule and is left out.`,
  StepDone: (e, s) => `${s.matter(e.step)} is done, ${s.round(e.round)}${e.late ? ', late' : ''}.`,
  StepHeld: (e, s) =>
    `${s.matter(e.step)}, ${s.round(e.round)}, waits again, since what it rests on was reopened${e.redo ? '; it will be done anew' : ''}.`,
  StepClosed: (e, s) => `${s.matter(e.step)} is closed unfinished, ${s.round(e.round)}: ${s.whyNot(e.reason)}.`,
  TaskOpened: (e, s) =>
    e.stuck
      ? `Nobody holds '${s.words.role(e.role, e.node)}' for ${s.task(e.task)}, ${s.round(e.round)}: it goes to the office (${s.people(e.owners)}).`
      : `${s.task(e.task)}, ${s.round(e.round)}, waits for ${s.people(e.owners)} (${s.words.role(e.role, e.node)}), ${s.due(e.due)}.`,
  TaskClosed: (e, s) => `The task ${s.task(e.task)}, ${s.round(e.round)}, is ${taskEnds[e.end]}.`,
  TaskHandedOver: (e, s) =>
    `The task ${s.task(e.task)} passes from ${s.people(e.from)} to ${s.people(e.to)} with the post${e.stuck ? ', which nobody holds: to the office' : ''}.`,
  TaskReassigned: (e, s) =>
    `${s.who()} reassigns the task ${s.task(e.task)} from ${s.people(e.from)} to ${s.people(e.to)}${s.why(e.reason)}.`,
  TaskTransferred: (e, s) =>
    `${s.who()} transfers the task ${s.task(e.task)} from ${s.people(e.from)} to ${s.people(e.to)}${s.why(e.reason)}.`,
  TaskDelegated: (e, s) =>
    `${s.who()} delegates ${s.task(e.task)} to ${s.people(e.to)}, who hands it back to ${s.people(e.from)}${s.why(e.reason)}.`,
  TaskHandedBack: (e, s) =>
    `${s.who()} hands ${s.task(e.task)}, prepared by ${s.people(e.from)}, back to ${s.people(e.to)}${s.opinion(e.opinion)}.`,
  Urged: (e, s) => `${s.who()} urges ${s.task(e.task)} (${s.people(e.to)}, ${s.due(e.due)})${s.opinion(e.opinion)}.`,
  Reminded: (e, s) =>
    `The system reminds ${s.people(e.to)} of ${s.task(e.task)}, reminder ${e.number}, ${s.due(e.due)}.`,
  BecameOverdue: (e, s) => `${s.task(e.task)} is overdue (${s.people(e.owners)}, ${s.due(e.due)}).`,
  Escalated: (e, s) =>
    `The system reports the overdue ${s.task(e.task)} to ${s.people(e.to)} (${s.words.role(e.role, e.node)}), level ${e.level}.`,
  DueMoved: (e, s) =>
    `${s.who()} moves the due of ${s.task(e.task)} from ${e.from === null ? 'none' : s.date(e.from)} to ${
      e.to === null ? 'none' : s.date(e.to)
    } because of ${causes[e.cause]}${s.why(e.reason)}.`,
  Submitted: (e, s) =>
    `${s.who()} submits ${s.matter(e.step)}, ${s.round(e.round)}${e.late ? ', late' : ''}${
      e.items.length === 0 ? '' : `, with ${sheets(e.items.length, 'item')}`
    }${version(e.version)}${(e.advice ?? []).length === 0 ? '' : `; advised: ${list((e.advice ?? []).map((one) => `'${one}'`))}`}.`,
  Amended: (e, s) =>
    `${s.who()} changes ${s.matter(e.step)}, ${s.round(e.round)}, after it was handed in: ${changesIn(s, e)}; ${e.outdates ? 'this touches what was approved' : 'this does not touch what was approved'}${version(e.version)}.`,
  Graded: (e, s) =>
    `The ${gradedIn(s, e)} is ${e.value}${
      e.rule === null
        ? ''
        : `, by ${e.rows.length === 0 ? '' : `row ${list(e.rows.map((row) => String(row + 1)))} of `}${ruleIn(s, e.rule)}${scoreIn(e)}`
    }${s.facts(e.inputs)}.`,
  GradeMissing: (e, s) => `No rule gives the ${gradedIn(s, e)}; a person must decide${s.facts(e.inputs)}.`,
  Regraded: (e, s) =>
    `${s.who()} changes the ${gradedIn(s, { ...e, subject: e.item ?? e.node })} from ${e.from ?? 'none'} to ${e.to}${s.why(e.reason)}.`,
  RolledUp: (e, s) =>
    `${s.matter(e.step)}, ${s.round(e.round)}, gathers ${sheets(e.rows, 'row')}, root ${e.root.slice(0, 8)}.`,
  ReviewOpened: (e, s) => `The review of ${s.subject(e.step)} opens, ${s.round(e.round)}${version(e.hash)}.`,
  StageEntered: (e, s) =>
    `${s.subject(e.step)}, ${s.round(e.round)}, reaches '${s.stage(e.step, e.stage)}'${
      e.skipped.length === 0 ? '' : `, leaving out ${list(e.skipped.map((one) => `'${s.stage(e.step, one)}'`))}`
    }${e.rerouted === undefined ? '' : reroutes[e.rerouted]}${s.chosen(e.chosen)}.`,
  BranchesEntered: (e, s) =>
    `${s.subject(e.step)}, ${s.round(e.round)}, enters '${s.stage(e.step, e.group)}': ${list(e.branches.map((one) => `'${s.words.branch(e.step, e.group, one)}'`))} side by side.`,
  BranchEnded: (e, s) =>
    `'${s.words.branch(e.step, e.group, e.branch)}' in '${s.stage(e.step, e.group)}' of ${s.subject(e.step)}, ${s.round(e.round)}, ${e.end === 'joined' ? 'is done' : 'sends it back'}.`,
  StagePassed: (e, s) =>
    `${s.name(e.person)} agreed to ${s.subject(e.step)}, ${s.round(e.round)}, at '${s.stage(e.step, e.earlier)}' and by the plan is not asked again at '${s.stage(e.step, e.stage)}'.`,
  Decided: (e, s) =>
    `${s.who(null, e.seat)} decides '${s.words.outcome(e.step, e.stage, e.outcome)}' at '${s.stage(e.step, e.stage)}' on ${s.subject(e.step)}, ${s.round(e.round)}${
      e.meeting === undefined ? '' : ` (in meeting ${e.meeting})`
    }${s.reasons(e.step, e.reasons, e.verdicts)}${s.verdicts(e.step, e.stage, e.verdicts)}${s.opinion(e.opinion)}${version(e.hash)}.`,
  Voted: (e, s) =>
    `${s.who(null, e.seat)} ${e.choice === 'abstained' ? 'abstains' : `votes ${e.choice}`} at '${s.stage(e.step, e.stage)}' on ${s.subject(e.step)}, ${s.round(e.round)}${s.reasons(e.step, e.reasons, e.verdicts)}${s.verdicts(e.step, e.stage, e.verdicts)}${s.opinion(e.opinion)}${version(e.hash)}.`,
  VoteCounted: (e, s) =>
    `The vote at '${s.stage(e.step, e.stage)}' on ${s.subject(e.step)}, ${s.round(e.round)}: ${attendanceOf(e)}; ${s.tally(e.vote, e.weights)}; ${english.results[e.result]}${s.rule(e.rule)}, outcome '${s.words.outcome(e.step, e.stage, e.outcome)}'${
      e.chair === null ? '' : `; chair ${s.name(e.chair)}`
    }${e.recused.length === 0 ? '' : `; recused ${s.people(e.recused)}`}.`,
  BallotsIssued: (e, s) =>
    `${s.who()} issues ${sheets(e.ballots.length, 'secret ballot')} for '${s.stage(e.step, e.stage)}' on ${s.subject(e.step)}, ${s.round(e.round)}.`,
  BallotTaken: (e, s) =>
    `${s.name(e.person)} draws a secret ballot for '${s.stage(e.step, e.stage)}' on ${s.subject(e.step)}, ${s.round(e.round)}.`,
  DrawingClosed: (e, s) =>
    `The drawing of ballots for '${s.stage(e.step, e.stage)}' on ${s.subject(e.step)}, ${s.round(e.round)}, ends with ${sheets(e.drawn, 'ballot')} drawn; casting begins.`,
  BallotCast: (e, s) =>
    `One secret ballot is cast at '${s.stage(e.step, e.stage)}' on ${s.subject(e.step)}, ${s.round(e.round)}.`,
  DecisionTakenBack: (e, s) =>
    `${s.who()} takes back '${wordOf(choices, s.words.outcome(e.step, e.stage, e.outcome))}', said at '${s.stage(e.step, e.stage)}' on ${s.subject(e.step)}, ${s.round(e.round)}, when it was at '${s.place(e.step, e.from)}'.`,
  Recused: (e, s) =>
    e.how === 'declared'
      ? `${s.who()} stands aside from the review of ${s.subject(e.step)}, from ${s.round(e.round)} on${s.why(e.reason)}.`
      : `${s.who()} grants that ${s.name(e.person)} stands aside from the review of ${s.subject(e.step)}, from ${s.round(e.round)} on${s.why(e.reason)}.`,
  RecusalDemanded: (e, s) =>
    `${s.who()} demands that ${s.name(e.person)} stand aside from the review of ${s.subject(e.step)}, ${s.round(e.round)}; until it is answered ${s.name(e.person)} does not decide${s.why(e.reason)}.`,
  RecusalRefused: (e, s) =>
    `${s.who()} refuses that ${s.name(e.person)} stand aside from the review of ${s.subject(e.step)}, ${s.round(e.round)}${s.why(e.reason)}.`,
  ReviewerAdded: (e, s) =>
    `${s.who(null, e.by)} adds ${s.name(e.person)} at '${s.stage(e.step, e.stage)}' on ${s.subject(e.step)}, ${s.round(e.round)}, to be heard ${e.when} ${s.name(e.by)}${s.why(e.reason)}.`,
  CopySent: (e, s) =>
    `${s.who()} sends copies of ${s.subject(e.step)}, ${s.round(e.round)}, to ${s.people(e.to)}${s.why(e.reason)}.`,
  CopyRead: (e, s) => `${s.name(e.person)} has read the copy of ${s.subject(e.step)}, ${s.round(e.round)}.`,
  Returned: (e, s) =>
    `${s.who()} returns ${s.subject(e.step)}, ${s.round(e.round)}, at '${s.stage(e.step, e.stage)}'${s.reasons(e.step, e.reasons, e.verdicts)}; ${
      e.target === null ? `${s.steps(e.to)} to be done again` : `back to '${s.stage(e.step, e.target)}'`
    }${until(s, e.due)}${e.locked.length === 0 ? '' : `; ${s.items(e.step, e.locked)} stay as accepted`}.`,
  Resubmitted: (e, s) =>
    `${s.subject(e.step)} is handed in again as ${s.round(e.round)}: ${changesIn(s, e)}${version(e.hash)}.`,
  Withdrawn: (e, s) => `${s.who()} withdraws ${s.subject(e.step)}, ${s.round(e.round)}.`,
  Approved: (e, s) => `${s.subject(e.step)}, ${s.round(e.round)}, is approved${version(e.hash)}.`,
  ReviewEnded: (e, s) =>
    `The review of ${s.subject(e.step)}, ${s.round(e.round)}, ends${end(s.end(e.step, e.outcome))}.`,
  Reopened: (e, s) =>
    `${s.who()} orders ${s.words.node(e.node)} to do ${s.steps(e.steps)} again${
      e.items.length === 0 ? '' : ` (${s.items(e.step, e.items)})`
    }${until(s, e.due)}${s.origin(e.from)}${e.reasons.length === 0 ? '' : `, because: ${list(e.reasons)}`}${s.opinion(e.opinion)}.`,
  Outdated: (e, s) =>
    `${s.matter(e.step)}, ${s.round(e.round)}, is outdated: '${s.words.step(e.of)}' changed materially${e.then === undefined ? '' : `; by the plan ${wordOf(followUps, e.then)}`}.`,
  ActProposed: (e, s) => {
    const { matter, to } = actMatter(s, e);
    return `${s.who()} proposes to ${acts[e.what] ?? e.what} ${matter} to '${to}'; a second person of the office must confirm (${e.act})${s.why(e.reason)}.`;
  },
  ActConfirmed: (e, s) => `${s.who()} confirms the proposal ${e.act} as the second person.`,
  ActDeclined: (e, s) => `${s.who()} declines the proposal ${e.act}${s.why(e.reason)}.`,
  Jumped: (e, s) =>
    `${s.who()} moves ${s.subject(e.step)}, ${s.round(e.round)}, from '${s.place(e.step, e.from)}' to '${s.place(e.step, e.to)}'${s.why(e.reason)}.`,
  Forced: (e, s) =>
    `${s.who()} makes ${s.subject(e.step)}, ${s.round(e.round)}, at '${s.place(e.step, e.from)}', count as ${wordOf(forced, e.outcome)}${s.why(e.reason)}.`,
  ReviewChanged: (e, s) =>
    `${s.who()} revises the review definition '${s.words.reviewNamed(e.review)}' from version ${e.from.slice(0, 8)} to ${e.to.slice(0, 8)}; reviews in flight ${e.move ? 'move where they can' : 'finish on theirs'}${s.why(e.reason)}.`,
  ReviewMoved: (e, s) =>
    `${s.subject(e.step)}, ${s.round(e.round)}, goes over to version ${e.to.slice(0, 8)} of the review definition (from ${e.from.slice(0, 8)}), at '${s.place(e.step, e.place)}'.`,
  ReviewKept: (e, s) =>
    `${s.subject(e.step)}, ${s.round(e.round)}, finishes on version ${e.definition.slice(0, 8)} of the review definition: the new one has no '${s.place(e.step, e.place)}'.`,
  CalendarChanged: (e, s) =>
    `${s.who()} publishes a new calendar (${e.calendarHash.slice(0, 8)}); open limits are computed anew${s.why(e.reason)}.`,
  Tabled: (e, s) =>
    `${s.subject(e.step)}, ${s.round(e.round)}, is put before meeting ${e.meeting} (${s.stage(e.step, e.stage)}).`,
  TakenOff: (e, s) =>
    `${s.subject(e.step)}, ${s.round(e.round)}, leaves meeting ${e.meeting} and waits at '${s.stage(e.step, e.stage)}'.`,
  Convened: (e, s) =>
    `${s.who()} convenes meeting ${e.meeting} of ${s.words.role(e.role, e.node)} over ${sheets(e.agenda.length, 'review')}.`,
  AgendaSettled: (e, s) =>
    `The agenda of meeting ${e.meeting} holds ${sheets(e.tabled.length, 'review')}${e.refused.length === 0 ? '' : `; not taken: ${s.refused(e.refused)}`}.`,
  EntryTakenOff: (e, s) =>
    `${s.who()} takes ${s.review(e.review)} off the agenda of meeting ${e.meeting}${s.why(e.reason)}.`,
  MeetingClosed: (e, s) => {
    const others = s.differing(e.verdicts);
    return `${s.who()} closes meeting ${e.meeting}: ${english.attendance(e.entitled.length, e.present.length, 0)} (${s.people(e.present)}); ${s.tally(e.vote, e.weights)}; ${sheets(e.verdicts.filter((one) => one.outcome !== '').length, 'review')} decided${
      others.length === 0 ? '' : `, among them ${list(others)}`
    }${e.chair === null ? '' : `; chair ${s.name(e.chair)}`}${
      e.recused.length === 0
        ? ''
        : `; recused: ${list(e.recused.map((one) => `${s.name(one.person)} (${s.review(one.review)})`))}`
    }; minutes ${e.minutes.slice(0, 8)}.`;
  },
  Dispatched: (e, s) =>
    `The verdicts of meeting ${e.meeting} reached ${sheets(e.delivered.length, 'review')}${e.refused.length === 0 ? '' : `; refused by ${s.refused(e.refused)}`}.`,
  Commented: (e, s) =>
    `${e.from === 'anonymous' ? 'Somebody anonymous' : s.who()} comments on ${s.matter(e.step)} (${e.comment}, ${e.from}, ${e.channel})${
      e.about.length === 0 ? '' : `, about ${s.items(e.step, e.about)}`
    }.`,
  Disposed: (e, s) =>
    `${s.who()} settles comment ${e.comment} on ${s.matter(e.step)}: ${e.disposition}${s.why(e.reason)}.`,
  AskingOpened: (e, s) =>
    `Comments are asked on ${s.matter(e.step)}${e.until === null ? ', without an end date' : ` until ${s.date(e.until)}`}; ${sheets(e.shown.length, 'text')} shown${e.redaction === undefined ? '' : `, without ${e.redaction}`}.`,
  AskingEnded: (e, s) => `Asking for comments on ${s.matter(e.step)} ends with ${sheets(e.comments, 'comment')}.`,
  Replied: (e, s) =>
    `${s.who()} answers ${s.matter(e.step)} (${s.words.role(e.group, e.node)})${e.facts === null ? ', without name: the answers count in the total only' : s.facts(e.facts)}.`,
  RepliesCounted: (e, s) =>
    `${s.matter(e.step)} has ${sheets(e.replies, 'answer')}${e.invited === null ? '' : ` of ${e.invited} asked`}${e.hidden ? '; too few for the results to be told' : s.facts(flat(e.results))}${e.version === null ? '' : `; asked by the yardstick ${e.version.slice(0, 8)}`}.`,
  Scored: (e, s) =>
    `${s.words.node(e.subject)} has ${e.total} points by '${s.words.yardstick(e.yardstick)}' (${e.version.slice(0, 8)})${e.grade === null ? '' : `, which is ${e.grade}${e.by === 'override' ? ' whatever the points' : ''}`}: ${list(e.criteria.map((one) => `${s.words.criterion(e.yardstick, one.id)} ${one.points}`))}${e.assessors === 0 ? '' : `; ${sheets(e.assessors, 'answer')}`}${s.facts(e.inputs)}.`,
  ScoreMissing: (e, s) =>
    e.why === 'too-few'
      ? `${s.words.node(e.subject)} has no points by '${s.words.yardstick(e.yardstick)}': too few answers for '${s.words.criterion(e.yardstick, e.criterion ?? '')}'.`
      : `${s.words.node(e.subject)} has ${e.total} points by '${s.words.yardstick(e.yardstick)}', and no band holds them; a person must decide.`,
  Compared: (e, s) =>
    e.difference === null
      ? `${s.steps(e.of)} do not compare: they were not judged by one version of one yardstick.`
      : `${s.words.node(e.node)} has ${list(e.totals)} points by '${s.words.yardstick(e.yardstick)}', before and after, a difference of ${e.difference}${e.criteria.length === 0 ? '' : ` (${list(e.criteria.map((one) => `${s.words.criterion(e.yardstick, one.id)} ${one.difference}`))})`}.`,
  Ranked: (e, s) =>
    `By '${s.words.yardstick(e.yardstick)}': ${list(e.rows.map((row) => `${row.rank}. ${s.words.node(row.node)} (${row.total})`))}${e.apart.length === 0 ? '' : `; judged by another version and in no order with them: ${s.nodes(e.apart)}`}.`,
  RankGiven: (e, s) => `${s.words.node(e.node)} is number ${e.rank} of ${e.of} by '${s.words.yardstick(e.yardstick)}'.`,
  YardstickMade: (e, s) =>
    `The yardstick '${s.words.yardstick(e.yardstick)}' is ${e.before === null ? 'made' : 'made anew'} of ${s.steps(e.from.map((one) => one.step))} as ${e.version.slice(0, 8)}: criteria ${e.criteria}, bands ${e.bands}; it binds what opens from now on.`,
  Sent: (e, s) => `${s.who()} sends ${s.matter(e.step)} to ${s.people(e.to)}, package ${e.package.slice(0, 8)}.`,
  Received: (e, s) => `${s.who()} acknowledges receipt of ${s.matter(e.step)}.`,
  WentOn: (e, s) =>
    `${s.who()} goes on with ${s.matter(e.step)} without ${s.nodes(e.missing)}, who follow later${s.why(e.reason)}.`,
  CaseOpened: (e, s) =>
    `${s.who()} opens '${s.words.procedure(e.procedure)}' at ${s.words.node(e.node)} (${s.words.node(e.case)})${causeOf(s, e.cause)}${s.facts(e.facts)}${s.why(e.reason)}.`,
  CaseEnded: (e, s) => `'${s.words.procedure(e.procedure)}' (${s.words.node(e.case)}) is over.`,
  Shortfall: (e, s) =>
    `${s.words.node(e.node)} had '${s.words.procedure(e.procedure)}' ${e.held} of ${e.wanted} times from ${s.date(e.from + 1)} to ${s.date(e.until)}; told: ${s.people(e.to)}.`,
  ObjectionsUpheld: (e, s) =>
    `${sheets(e.comments.length, 'comment')} on ${s.matter(e.step)}, round ${e.round}, adopted: ${s.steps(e.steps)} must be done again${
      e.items.length === 0 ? '' : ` (${s.items(e.step, e.items)})`
    }, ${e.stay ? 'what was approved is stayed' : 'what was approved stays in effect'}${e.again ? ', and it is shown again' : ''}.`,
  ProofRecorded: (e, s) =>
    `${s.who()} records the proof that ${s.matter(e.step)} ${e.of === 'start' ? 'is up' : 'is down'}, ${e.proof.slice(0, 8)}${
      e.of === 'end' || e.until === null ? '' : `; it stands until ${s.date(e.until)}`
    }.`,
  NodeClosed: (e, s) =>
    `${s.words.node(e.node)} is closed${e.place === e.node ? '' : ` with ${s.words.node(e.place)}`}${
      e.into === null ? '' : `, merged into ${s.words.node(e.into)}`
    }; what was done stays.`,
  RosterChanged: (e, s) =>
    `${s.who()} makes ${sheets(e.changes.length, 'change')} to the roster, now ${e.rosterHash.slice(0, 8)}.`,
  CampaignClosed: (e, s) => `${s.who()} closes the campaign${s.why(e.reason)}.`,
  Ignored: (e, s) =>
    `A message to ${s.words.node(e.node)} (${e.message}) no longer applies and is ignored: ${s.whyNot(e.code)}.`,
  Incident: (e, s) => `A message to ${s.words.node(e.node)} (${e.message}) met a fault of the program and is parked.`,
};

const happenings: Readonly<Record<string, string>> = {
  'holder-changed': 'another holder',
  'place-added': 'its foundation',
  'place-closed': 'a place below that was closed',
  'place-changed': 'a change of the place',
  graded: 'its grade',
  outdated: 'what was approved being outdated',
  overdue: 'work that is overdue',
  returned: 'a return',
  'case-ended': 'the end of another',
  shortfall: 'a shortfall',
};

function causeOf(s: Phrases, cause: { readonly kind: string; readonly what: string } | undefined): string {
  if (cause === undefined) return '';
  if (cause.kind === 'step') return ` by '${s.words.step(cause.what)}'`;
  return cause.kind === 'date' ? ' by the calendar' : ` because of ${happenings[cause.what] ?? cause.what}`;
}

export const reroutes = {
  'self-review': ' (the reviewer is the filler: somebody else decides)',
  'max-rounds': ' (rounds used up: decided higher up)',
  recused: ' (the reviewer stands aside: somebody else decides)',
} as const;

export const followUps: Readonly<Record<string, string>> = {
  nothing: 'nothing follows',
  recompute: 'it is computed anew',
  supplement: 'a supplement is asked for',
  short: 'a short review follows',
  review: 'a full review follows',
  redo: 'it is done again',
};

function attendanceOf(e: {
  readonly entitled: readonly string[];
  readonly recused: readonly string[];
  readonly vote: Parameters<typeof votersOf>[0];
}): string {
  const entitled = e.entitled.filter((one) => !e.recused.includes(one)).length;
  return english.attendance(entitled, votersOf(e.vote).length, e.recused.length);
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
  const whose = of === undefined ? s.words.node(subject) : `'${s.words.item(node, of, subject)}' in ${s.matter(of)}`;
  return `${s.words.scale(scale)} of ${whose} (${s.words.source(scale, source)})`;
}

function ruleIn(s: Phrases, hash: string): string {
  const name = s.words.rule(hash);
  return `rule ${name === null ? '' : `'${name}' `}(${hash.slice(0, 8)})`;
}

function scoreIn({
  score,
  bands = [],
}: {
  readonly score?: number | undefined;
  readonly bands?: readonly number[] | undefined;
}): string {
  if (score === undefined) return '';
  return `, ${score} in all${bands.length === 0 ? '' : `, in band ${list(bands.map((band) => String(band + 1)))}`}`;
}
