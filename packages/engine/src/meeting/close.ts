/**
 * A sitting ends: who was there, who stood aside, the one vote over the list and the exceptions. The verdicts are frozen and delivered
 * to each review as commands; the meeting is closed when all have answered.
 *
 * Reading: a vote is for what the minutes say became of the entry, also where that is a return; what does not pass so is put off.
 */
import { invariant } from '../invariant.ts';
import type { CommandOf, RecordedVote } from '../kernel/command.ts';
import type { EventOf } from '../kernel/event.ts';
import type { Answer, MeetingRule } from '../kernel/message.ts';
import { bodyOf, rightsOf } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { MeetingState, NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from '../step/complete.ts';
import {
  type Ballots,
  ballotsIn,
  count,
  headsOf,
  isOpen,
  recorded,
  thresholdWords,
  votersOf,
  weightsOf,
  without,
} from '../vote/count.ts';
import { recordedRule } from '../vote/rule.ts';
import { advanceMeeting, refusalOfConvener } from './convene.ts';

type Close = CommandOf<'CloseMeeting'>;
type Exception = Close['exceptions'][number];
type Entry = MeetingState['agenda'][string];

interface Sitting extends Pick<Ballots, 'entitled' | 'chair'> {
  /** review → who stood aside on it in the sitting */
  readonly recused: ReadonlyMap<string, readonly string[]>;
  readonly exceptions: ReadonlyMap<string, Exception>;
  readonly holders: (role: string) => readonly string[];
}

/** An entry that the sitting decides, with what is counted on it. */
interface Decided {
  readonly review: string;
  readonly entry: Entry;
  readonly exception: Exception | undefined;
  readonly outcome: string;
  readonly rule: MeetingRule['decide'];
  readonly ballots: Ballots;
}

export const takeOff = {
  refuse(work: Work, node: NodeState, command: CommandOf<'TakeOff'>): Rejection | undefined {
    return (
      refusalOfMeeting(node, command.meeting) ??
      refusalOfConvener(work, node, node.meetings[command.meeting]?.role ?? '', command.signer) ??
      refusalOfEntry(node, command.meeting, command.review)
    );
  },
  apply(work: Work, node: NodeState, command: CommandOf<'TakeOff'>): void {
    const meeting = meetingOf(node, command.meeting);
    advanceMeeting(meeting, command.meeting, 'TakeOff');
    putOff(work, node, command.meeting, meeting, command.review);
    const { meeting: id, review, reason } = command;
    work.emit(node, { kind: 'EntryTakenOff', meeting: id, review, reason }, command.signer);
  },
};

export const closeMeeting = {
  refuse(work: Work, node: NodeState, command: Close): Rejection | undefined {
    const refusal = refusalOfMeeting(node, command.meeting);
    if (refusal) return refusal;
    const meeting = meetingOf(node, command.meeting);
    return (
      refusalOfConvener(work, node, meeting.role, command.signer) ?? refusalOfSitting(work, node, meeting, command)
    );
  },

  apply(work: Work, node: NodeState, command: Close): void {
    const meeting = meetingOf(node, command.meeting);
    const sitting = sittingOf(work, node, meeting, command);
    const decided: Decided[] = [];
    for (const [review, entry] of tabledEntries(meeting)) {
      const exception = sitting.exceptions.get(review);
      if (exception?.outcome === '') {
        putOff(work, node, command.meeting, meeting, review);
        work.emit(node, { kind: 'EntryTakenOff', meeting: command.meeting, review, reason: exception.opinion });
      } else decided.push(decidedOf(meeting, sitting, command, review, entry));
    }
    advanceMeeting(meeting, command.meeting, 'Close');
    meeting.expected = decided.map(({ review }) => review);
    const { meeting: id, present, recused, minutes } = command;
    // The list's numbers are said only where every entry that they decide may say them.
    const onList = decided.filter(({ exception }) => exception?.vote === undefined);
    const hidden = onList.map(({ rule }) => recorded(rule, command.vote)).find(isHidden);
    const vote = hidden ?? command.vote;
    const weights = decided[0]?.ballots.weights ?? {};
    work.emit(
      node,
      {
        kind: 'MeetingClosed',
        meeting: id,
        entitled: [...sitting.entitled],
        present,
        recused,
        chair: sitting.chair,
        vote,
        weights: { ...weights },
        minutes,
        verdicts: decided.map((one) => verdictOf(one, vote, weights)),
      },
      command.signer,
    );
    for (const one of decided) work.dispatch(node, decisionOf(node, command, one));
    settleDispatch(work, node, id, meeting);
  },
};

/** What is the same for every entry, found once. */
function sittingOf(work: Work, node: NodeState, meeting: MeetingState, command: Close): Sitting {
  const body = bodyOf(work, node.key, meeting.role);
  const recused = new Map<string, string[]>();
  for (const { person, review } of command.recused) recused.set(review, [...(recused.get(review) ?? []), person]);
  return {
    entitled: body?.members ?? [],
    chair: body?.chair ?? null,
    recused,
    exceptions: new Map(command.exceptions.map((exception) => [exception.review, exception])),
    holders: (role) => rightsOf(work, node.key, role).map(({ right }) => right),
  };
}

function decidedOf(meeting: MeetingState, sitting: Sitting, command: Close, review: string, entry: Entry): Decided {
  const { decide: rule, forward } = ruleOf(meeting, entry);
  const { entitled, chair, holders } = sitting;
  const exception = sitting.exceptions.get(review);
  const away = [...(sitting.recused.get(review) ?? []), ...entry.fillers, ...entry.recused];
  const aside = entitled.filter((person) => away.includes(person));
  const weights = weightsOf(rule.weights, entitled, holders);
  const vote = exception?.vote ?? command.vote;
  return {
    review,
    entry,
    exception,
    outcome: exception?.outcome ?? forward,
    rule,
    ballots: { entitled, present: command.present, aside, weights, chair, vote },
  };
}

function verdictOf(
  { review, entry, exception, outcome, rule, ballots }: Decided,
  list: RecordedVote,
  usual: Ballots['weights'],
): EventOf<'MeetingClosed'>['verdicts'][number] {
  const { aside, vote, weights } = ballots;
  const said = exception?.vote === undefined ? list : recorded(rule, vote);
  const people = [...new Set([...Object.keys(weights), ...Object.keys(usual)])];
  const otherwise = people.some((person) => weights[person] !== usual[person]);
  return {
    review,
    round: entry.round,
    hash: entry.hash,
    outcome,
    aside: [...aside],
    ...(exception?.vote === undefined ? {} : { own: said }),
    ...(otherwise ? { weights: { ...weights } } : {}),
    rule: recordedRule(rule),
    vote: isHidden(said) ? null : { ...headsOf(without(vote, aside)) },
  };
}

function isHidden(vote: RecordedVote): boolean {
  return 'counts' in vote && vote.counts === null;
}

/** An answer to a delivered verdict; `review` is found by the request id, which names meeting, review and round. */
export function dispatched(work: Work, node: NodeState, answers: readonly Answer[]): void {
  for (const [id, meeting] of Object.entries(node.meetings)) {
    if (meeting.place !== 'dispatching') continue;
    let left = answers.length;
    for (const review of meeting.expected) {
      if (left === 0) break;
      // Answered before: a repeat says the same.
      if (meeting.delivered[review] !== undefined) continue;
      const entry = meeting.agenda[review];
      const request = entry === undefined ? '' : requestOf(node.key, id, review, entry.round);
      const answer = answers.find((one) => one.request === request);
      if (answer === undefined) continue;
      meeting.delivered[review] = answer.ok ? null : answer.rejection.code;
      left -= 1;
    }
    settleDispatch(work, node, id, meeting);
  }
}

function settleDispatch(work: Work, node: NodeState, id: string, meeting: MeetingState): void {
  if (meeting.expected.some((review) => meeting.delivered[review] === undefined)) return;
  advanceMeeting(meeting, id, 'Dispatched');
  const answers = meeting.expected.map((review) => [review, meeting.delivered[review] ?? null] as const);
  work.emit(node, {
    kind: 'Dispatched',
    meeting: id,
    delivered: answers.filter(([, code]) => code === null).map(([review]) => review),
    refused: answers.flatMap(([review, code]) => (code === null ? [] : [{ review, code }])),
  });
  completeSitting(work, node, meeting.role);
}

/** Steps that called for this sitting have had it. */
function completeSitting(work: Work, node: NodeState, role: string): void {
  for (const step of work.stepsAt(node.key)) {
    if (step.kind === 'sit' && step.body === role && node.steps[step.id]?.place === 'open') {
      completeStep(work, node, step);
    }
  }
}

function requestOf(node: string, meeting: string, review: string, round: number): string {
  return `${node}/${meeting}:${review}:${round}`;
}

function decisionOf(
  node: NodeState,
  command: Close,
  { review, entry, exception, outcome }: Decided,
): CommandOf<'Decide'> {
  const { reasons = [], opinion = null, verdicts = [], due, target, then } = exception ?? {};
  return {
    kind: 'Decide',
    request: requestOf(node.key, command.meeting, review, entry.round),
    node: entry.node,
    signer: command.signer,
    step: entry.step,
    stage: entry.stage,
    round: entry.round,
    hash: entry.hash,
    outcome,
    reasons,
    // A return needs a written opinion; the minutes are one.
    opinion: opinion ?? command.minutes,
    verdicts,
    ...(due === undefined ? {} : { due }),
    ...(target === undefined ? {} : { target }),
    ...(then === undefined ? {} : { then }),
    meeting: command.meeting,
  };
}

/** What a tabled review said it is decided by. */
function ruleOf(meeting: MeetingState, entry: Entry): MeetingRule {
  const rule = meeting.rules[entry.rule ?? ''];
  invariant(rule, `a rule for stage '${entry.stage}' of '${entry.node}/${entry.step}'`);
  return rule;
}

function putOff(work: Work, node: NodeState, id: string, meeting: MeetingState, review: string): void {
  const entry = meeting.agenda[review];
  invariant(entry, `review '${review}' to be on the agenda of '${id}'`);
  entry.answer = 'off';
  work.tell(node, entry.node, { kind: 'order', order: { kind: 'take-off', meeting: id, step: entry.step } });
}

function tabledEntries(meeting: MeetingState): [string, Entry][] {
  return Object.entries(meeting.agenda).filter(([, entry]) => entry.answer === 'tabled');
}

function meetingOf(node: NodeState, id: string): MeetingState {
  const meeting = node.meetings[id];
  invariant(meeting, `meeting '${id}' at node '${node.key}'`);
  return meeting;
}

function refusalOfMeeting(node: NodeState, id: string): Rejection | undefined {
  const meeting = node.meetings[id];
  if (meeting === undefined) return { code: 'meeting.unknown', meeting: id, possible: Object.keys(node.meetings) };
  return meeting.place === 'sitting' ? undefined : { code: 'meeting.wrong-place', meeting: id, place: meeting.place };
}

function refusalOfEntry(node: NodeState, id: string, review: string): Rejection | undefined {
  const meeting = meetingOf(node, id);
  if (meeting.agenda[review]?.answer === 'tabled') return undefined;
  return { code: 'meeting.not-on-agenda', meeting: id, review, possible: tabledEntries(meeting).map(([key]) => key) };
}

/** Attendance, recusals and every count are checked against the record that is kept, so that it can be counted again. */
function refusalOfSitting(work: Work, node: NodeState, meeting: MeetingState, command: Close): Rejection | undefined {
  const sitting = sittingOf(work, node, meeting, command);
  const { entitled, exceptions } = sitting;
  const strangers = command.present.filter((person) => !entitled.includes(person));
  if (strangers.length > 0) return { code: 'meeting.not-entitled', people: strangers, entitled };
  if (new Set(command.present).size < command.present.length)
    return { code: 'meeting.counted-twice', people: command.present };
  for (const exception of command.exceptions) {
    const refusal = refusalOfEntry(node, command.meeting, exception.review);
    if (refusal) return refusal;
  }
  if (exceptions.size < command.exceptions.length)
    return { code: 'meeting.repeated-entry', reviews: [...exceptions.keys()] };
  for (const [review, entry] of tabledEntries(meeting)) {
    if (exceptions.get(review)?.outcome === '') continue;
    const refusal = refusalOfCount(decidedOf(meeting, sitting, command, review, entry));
    if (refusal) return refusal;
  }
  return undefined;
}

function refusalOfCount({ review, exception, rule, ballots }: Decided): Rejection | undefined {
  const { vote, aside, present = [] } = ballots;
  if (isOpen(vote) !== (rule.ballot === 'open')) return { code: 'meeting.wrong-ballot', review, ballot: rule.ballot };
  const counted = count(rule, ballots);
  if (!counted.quorum) {
    const { present: there, entitled } = counted;
    return { code: 'meeting.no-quorum', review, present: there, entitled, quorum: thresholdWords(rule.quorum) };
  }
  const all = votersOf(vote);
  if (new Set(all).size < all.length) return { code: 'meeting.counted-twice', people: all };
  const absent = all.filter((person) => !present.includes(person));
  if (absent.length > 0) return { code: 'meeting.absent-voter', people: absent };
  const recused = all.filter((person) => aside.includes(person));
  // In the open vote over the whole list a recused member is simply not counted on this entry; a secret one cannot be taken apart.
  if (recused.length > 0 && (exception?.vote !== undefined || !isOpen(vote)))
    return { code: isOpen(vote) ? 'meeting.recused-voter' : 'meeting.recused-ballot', review, people: recused };
  if (!isOpen(vote) && ballotsIn(vote) > all.length)
    return { code: 'meeting.more-ballots', review, ballots: ballotsIn(vote), voters: all.length };
  if (counted.result === 'passed') return undefined;
  const { heads, of } = counted;
  return {
    code: 'meeting.not-passed',
    review,
    for: heads.for,
    against: heads.against,
    present: counted.present,
    of,
    pass: thresholdWords(rule.pass),
  };
}
