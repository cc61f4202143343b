/**
 * A body's sitting is called over an agenda, asks each review to be tabled, and settles its agenda when all have answered.
 */
import { reviewKey } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { Order } from '../kernel/message.ts';
import { bodyOf, conveners } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn } from '../kernel/signer.ts';
import type { MeetingState, NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { meetingMachine } from '../machine/meeting-machine.ts';

export const convene = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Convene'>): Rejection | undefined {
    const body = bodyOf(work, node.key, command.role);
    if (body === undefined) return { code: 'meeting.no-body', role: command.role, node: node.key };
    const refusal = refusalOfConvener(work, node, command.role, command.signer);
    if (refusal) return refusal;
    if (node.meetings[command.meeting] !== undefined) {
      return { code: 'meeting.exists', meeting: command.meeting, possible: Object.keys(node.meetings) };
    }
    const keys = command.agenda.map((entry) => reviewKey(entry.node, entry.step));
    if (new Set(keys).size < keys.length) return { code: 'meeting.repeated-entry', reviews: keys };
    const unknown = command.agenda.filter((entry) => !work.has(entry.node) && work.actorOf(entry.node) === undefined);
    return unknown.length > 0 ? { code: 'node.unknown', node: unknown.map((entry) => entry.node) } : undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Convene'>): void {
    const entries = command.agenda.map((entry) => [reviewKey(entry.node, entry.step), entry] as const);
    const agenda: MeetingState['agenda'] = {};
    for (const [review, entry] of entries.sort(([one], [other]) => (one < other ? -1 : 1))) {
      agenda[review] = { ...entry, answer: 'asked', fillers: [], recused: [] };
    }
    node.meetings[command.meeting] = {
      place: 'tabling',
      role: command.role,
      agenda,
      rules: {},
      delivered: {},
      expected: [],
    };
    const body = bodyOf(work, node.key, command.role);
    work.emit(
      node,
      {
        kind: 'Convened',
        meeting: command.meeting,
        role: command.role,
        body: body?.id ?? '',
        agenda: Object.keys(agenda),
      },
      command.signer,
    );
    for (const entry of Object.values(agenda)) {
      const { step, stage, round, hash } = entry;
      const order: Order = { kind: 'table', meeting: command.meeting, step, stage, round, hash, role: command.role };
      work.tell(node, entry.node, { kind: 'order', order });
    }
    // A body may sit without anything to decide; its agenda stands at once.
    settleAgenda(work, node, command.meeting);
  },
};

/** The chair, or the body's secretary, who records what the body does. */
export function refusalOfConvener(
  work: Work,
  node: NodeState,
  role: string,
  signer: CommandOf<'Convene'>['signer'],
): Rejection | undefined {
  const possible = conveners(work, node.key, role);
  const person = actorIn(signer);
  if (signer.kind !== 'recorder' || person === null)
    return { code: 'task.wrong-signer', task: role, signer: signer.kind };
  return possible.includes(person) ? undefined : { code: 'meeting.not-convener', person, role, owners: possible };
}

/** A review's answer; when the last one is in the agenda stands. */
export function tabled(work: Work, node: NodeState, order: Extract<Order, { kind: 'tabled' }>): void {
  const meeting = node.meetings[order.meeting];
  const entry = meeting?.agenda[order.review];
  if (meeting === undefined || entry === undefined || entry.answer !== 'asked') return;
  entry.answer = order.code ?? 'tabled';
  entry.fillers = [...order.fillers];
  entry.recused = [...order.recused];
  if (order.rule !== null) {
    entry.rule = `${order.rule.definition}/${entry.stage}`;
    meeting.rules[entry.rule] ??= order.rule;
  }
  settleAgenda(work, node, order.meeting);
}

function settleAgenda(work: Work, node: NodeState, id: string): void {
  const meeting = node.meetings[id];
  invariant(meeting, `meeting '${id}' at node '${node.key}'`);
  if (isAwaited(meeting)) return;
  const entries = Object.entries(meeting.agenda);
  advanceMeeting(meeting, id, 'Settle');
  const on = entries.filter(([, other]) => other.answer === 'tabled').map(([review]) => review);
  const refused = entries
    .filter(([, other]) => other.answer !== 'tabled')
    .map(([review, other]) => ({ review, code: other.answer }));
  work.emit(node, { kind: 'AgendaSettled', meeting: id, tabled: on, refused });
}

/** Asked with every answer: it stops at the first entry that has none. */
function isAwaited({ agenda }: MeetingState): boolean {
  for (const review in agenda) if (agenda[review]?.answer === 'asked') return true;
  return false;
}

export function advanceMeeting(
  meeting: MeetingState,
  id: string,
  move: 'Settle' | 'TakeOff' | 'Close' | 'Dispatched',
): void {
  const next = meetingMachine.step(meeting.place, { type: move });
  invariant(next !== undefined, `meeting '${id}' to move by '${move}' from '${meeting.place}'`);
  meeting.place = next as MeetingState['place'];
}
