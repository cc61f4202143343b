/**
 * A sitting ends: who was there, who stood aside, the one vote over the list and the exceptions. The verdicts are frozen and delivered
 * to each review as commands; the meeting is closed when all have answered.
 */
import type { StageDefinition } from '../campaign/definition.ts';
import { invariant } from '../invariant.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { Answer } from '../kernel/message.ts';
import { bodyOf } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { MeetingState, NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { advanceMeeting, refusalOfConvener } from './convene.ts';

type Close = CommandOf<'CloseMeeting'>;
type Vote = Close['vote'];
type Entry = MeetingState['agenda'][string];

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
    const entitled = bodyOf(work, node.key, meeting.role)?.members ?? [];
    const exceptions = new Map(command.exceptions.map((exception) => [exception.review, exception]));
    const decided: { review: string; entry: Entry; command: CommandOf<'Decide'>; vote: Vote }[] = [];
    for (const [review, entry] of tabledEntries(meeting)) {
      const exception = exceptions.get(review);
      if (exception?.outcome === '') {
        putOff(work, node, command.meeting, meeting, review);
        work.emit(node, { kind: 'EntryTakenOff', meeting: command.meeting, review, reason: exception.opinion });
        continue;
      }
      const aside = [...recusedAt(command, review), ...entry.fillers];
      const vote = without(exception?.vote ?? command.vote, aside);
      decided.push({ review, entry, vote, command: decisionOf(work, node, command, review, entry, exception) });
    }
    advanceMeeting(meeting, command.meeting, 'Close');
    meeting.expected = decided.map(({ review }) => review);
    const { meeting: id, present, recused, vote, minutes } = command;
    work.emit(
      node,
      {
        kind: 'MeetingClosed',
        meeting: id,
        entitled: [...entitled],
        present,
        recused,
        vote,
        minutes,
        verdicts: decided.map(({ review, entry, command: decision, vote: cast }) => ({
          review,
          round: entry.round,
          hash: entry.hash,
          outcome: decision.outcome,
          vote: { for: cast.for.length, against: cast.against.length, abstained: cast.abstained.length },
        })),
      },
      command.signer,
    );
    for (const { command: decision } of decided) work.dispatch(node, decision);
    settleDispatch(work, node, id, meeting);
  },
};

/** An answer to a delivered verdict; `review` is found by the request id, which names meeting, review and round. */
export function dispatched(work: Work, node: NodeState, answers: readonly Answer[]): void {
  for (const [id, meeting] of Object.entries(node.meetings)) {
    if (meeting.place !== 'dispatching') continue;
    for (const review of meeting.expected) {
      const entry = meeting.agenda[review];
      const request = entry === undefined ? '' : requestOf(node.key, id, review, entry.round);
      const answer = answers.find((one) => one.request === request);
      if (answer !== undefined) meeting.delivered[review] = answer.ok ? null : answer.rejection.code;
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
}

function requestOf(node: string, meeting: string, review: string, round: number): string {
  return `${node}/${meeting}:${review}:${round}`;
}

function decisionOf(
  work: Work,
  node: NodeState,
  command: Close,
  review: string,
  entry: Entry,
  exception: Close['exceptions'][number] | undefined,
): CommandOf<'Decide'> {
  const stage = stageAt(work, entry);
  const forward = stage?.outcomes.find((outcome) => outcome.leads === 'forward')?.id ?? '';
  const { outcome = forward, reasons = [], opinion = null, verdicts = [], due, target } = exception ?? {};
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
    meeting: command.meeting,
  };
}

function stageAt(work: Work, entry: Entry): StageDefinition | undefined {
  const step = work.index.steps.get(entry.step);
  if (step?.kind !== 'decide') return undefined;
  return work.definition.reviews[step.review]?.stages.find((stage) => stage.id === entry.stage);
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
  const entitled = bodyOf(work, node.key, meeting.role)?.members ?? [];
  const strangers = command.present.filter((person) => !entitled.includes(person));
  if (strangers.length > 0) return { code: 'meeting.not-entitled', people: strangers, entitled };
  if (new Set(command.present).size < command.present.length)
    return { code: 'meeting.counted-twice', people: command.present };
  for (const exception of command.exceptions) {
    const refusal = refusalOfEntry(node, command.meeting, exception.review);
    if (refusal) return refusal;
  }
  const exceptions = new Map(command.exceptions.map((exception) => [exception.review, exception]));
  if (exceptions.size < command.exceptions.length)
    return { code: 'meeting.repeated-entry', reviews: [...exceptions.keys()] };
  for (const [review, entry] of tabledEntries(meeting)) {
    const exception = exceptions.get(review);
    if (exception?.outcome === '') continue;
    const refusal = refusalOfCount(work, command, review, entry, entitled, exception);
    if (refusal) return refusal;
  }
  return undefined;
}

function refusalOfCount(
  work: Work,
  command: Close,
  review: string,
  entry: Entry,
  entitled: readonly string[],
  exception: Close['exceptions'][number] | undefined,
): Rejection | undefined {
  const stage = stageAt(work, entry);
  invariant(stage?.decide.mode === 'meeting', `stage '${entry.stage}' to be decided by a meeting`);
  const aside = recusedAt(command, review);
  const open = entitled.filter((person) => !aside.includes(person) && !entry.fillers.includes(person));
  const present = command.present.filter((person) => open.includes(person));
  const [parts, of] = stage.decide.quorum;
  if (present.length * of < open.length * parts) {
    return {
      code: 'meeting.no-quorum',
      review,
      present: present.length,
      entitled: open.length,
      quorum: `${parts}/${of}`,
    };
  }
  const cast = exception?.vote ?? command.vote;
  const all = [...cast.for, ...cast.against, ...cast.abstained];
  if (new Set(all).size < all.length) return { code: 'meeting.counted-twice', people: all };
  const absent = all.filter((person) => !command.present.includes(person));
  if (absent.length > 0) return { code: 'meeting.absent-voter', people: absent };
  const recusedVoters = all.filter((person) => !open.includes(person));
  // In the vote over the whole list a recused member is simply not counted on this entry.
  if (exception?.vote !== undefined && recusedVoters.length > 0)
    return { code: 'meeting.recused-voter', review, people: recusedVoters };
  const inFavour = cast.for.filter((person) => open.includes(person)).length;
  const [more, than] = stage.decide.pass;
  if (inFavour * than <= present.length * more) {
    return { code: 'meeting.not-passed', review, for: inFavour, present: present.length, pass: `${more}/${than}` };
  }
  return undefined;
}

function recusedAt(command: Close, review: string): string[] {
  return command.recused.filter((entry) => entry.review === review).map((entry) => entry.person);
}

function without(vote: Vote, aside: readonly string[]): Vote {
  const kept = (people: readonly string[]) => people.filter((person) => !aside.includes(person));
  return { for: kept(vote.for), against: kept(vote.against), abstained: kept(vote.abstained) };
}
