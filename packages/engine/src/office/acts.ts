/**
 * Administrative acts that change a result or a grade: put a review at another place of its course, end it, set a grade. One member of the
 * office proposes, another confirms; whether the act still applies is asked both times. Both are on record, loudly and with a reason.
 */
import { type PersonId, reviewKey } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { Body } from '../kernel/event.ts';
import { gradeOfItem, setItemGrade } from '../kernel/items.ts';
import { refusalOfOffice } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import { closeTask, dueFrom, openTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { definitionOf, entriesOf, openStages } from '../review/course.ts';
import { wrongPlace } from '../review/decide.ts';
import { approveNow, endNow, moveTo } from '../review/reach.ts';
import { reviewAt, unknownReview } from '../review/recusal.ts';
import { recomputeReaders } from '../step/recompute.ts';
import { actTask, fillersTouched, type Proposal, secondPersonsFor } from './second-person.ts';

type Act = CommandOf<'Jump'> | CommandOf<'Force'> | CommandOf<'Regrade'>;

export const jump = { refuse: refusalOfProposal, apply: propose };
export const force = { refuse: refusalOfProposal, apply: propose };
export const regrade = { refuse: refusalOfProposal, apply: propose };

export const confirm = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Confirm'>): Rejection | undefined {
    const proposal = proposalOf(node, command.act);
    const refusal = refusalOfOffice(work, command.signer);
    if (refusal !== undefined || proposal === undefined) return refusal ?? unknownAct(node, command.act);
    const { act, by } = proposal;
    const person = actorIn(command.signer) ?? '';
    if (person === by || fillersTouched(node, act).includes(person)) {
      const { owners, stuck } = secondPersonsFor(work, node, by, act);
      return { code: 'act.same-person', act: command.act, person, owners: stuck ? [] : owners };
    }
    // Whoever proposed it must still be of the office, and what they proposed still apply.
    return refusalOfOffice(work, act.signer) ?? refusalOfAct(work, node, act);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Confirm'>): void {
    const proposal = proposalOf(node, command.act);
    if (proposal === undefined) return;
    work.emit(node, { kind: 'ActConfirmed', act: command.act }, command.signer);
    settleAct(work, node, command.act);
    carryOutAct(work, node, proposal.act);
  },
};

/** By anybody of the office, who proposed it too. */
export const decline = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Decline'>): Rejection | undefined {
    const refusal = refusalOfOffice(work, command.signer);
    if (refusal) return refusal;
    return proposalOf(node, command.act) === undefined ? unknownAct(node, command.act) : undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Decline'>): void {
    const { act, reason, signer } = command;
    work.emit(node, { kind: 'ActDeclined', act, reason }, signer);
    settleAct(work, node, act);
  },
};

function proposalOf(node: NodeState, id: string): { readonly act: Act; readonly by: PersonId } | undefined {
  const proposal = node.acts !== undefined && Object.hasOwn(node.acts, id) ? node.acts[id] : undefined;
  if (proposal === undefined || !isAct(proposal.command)) return undefined;
  return { act: proposal.command, by: proposal.by };
}

function isAct(command: Proposal['command']): command is Act {
  return command.kind === 'Jump' || command.kind === 'Force' || command.kind === 'Regrade';
}

function unknownAct(node: NodeState, act: string): Rejection {
  return { code: 'act.unknown', act, possible: Object.keys(node.acts ?? {}) };
}

function refusalOfProposal(work: Work, node: NodeState, command: Act): Rejection | undefined {
  const refusal = refusalOfOffice(work, command.signer);
  if (refusal) return refusal;
  const subject = subjectOf(node, command);
  if (fillersTouched(node, command).includes(actorIn(command.signer) ?? '')) {
    const { owners, stuck } = secondPersonsFor(work, node, actorIn(command.signer) ?? '', command);
    return { code: 'review.self-review', review: subject, owners: stuck ? [] : owners };
  }
  const pending = Object.entries(node.acts ?? {}).find(
    ([, { command: other }]) => isAct(other) && other.kind === command.kind && subjectOf(node, other) === subject,
  );
  if (pending !== undefined) return { code: 'act.pending', act: pending[0], subject, possible: ['Confirm', 'Decline'] };
  return refusalOfAct(work, node, command);
}

function propose(work: Work, node: NodeState, command: Act): void {
  const by = actorIn(command.signer) ?? '';
  const act = command.request;
  node.acts = { ...node.acts, [act]: { command, by, at: work.at } };
  const { kind: what, reason, signer } = command;
  work.emit(
    node,
    { kind: 'ActProposed', act, what, subject: subjectOf(node, command), to: aimOf(command), reason },
    signer,
  );
  const { owners, stuck } = secondPersonsFor(work, node, by, command);
  openTask(work, node, {
    task: actTask(act),
    // Of no step: whatever the steps come to, it waits until it is confirmed or declined.
    step: '',
    ...limitOf(work, node, command),
    role: work.definition.office,
    owners: stuck ? [] : owners,
    without: owners,
  });
}

/** As long, and with such a ladder, as what it is about; the plan's own for returns and steps where it is about no review. */
function limitOf(work: Work, node: NodeState, command: Act) {
  const at = 'step' in command ? reviewAt(work, node, command.step) : undefined;
  const round = at?.review.round ?? 1;
  const definition =
    at === undefined ? Object.values(work.definition.reviews)[0] : definitionOf(work, at.step, at.review);
  const ladder = (at?.step ?? work.stepsAt(node.key)[0])?.ladder ?? { reminders: [], escalations: [] };
  if (definition === undefined) return { round, due: null, ladder };
  const limit = definition.return.due;
  return { round, due: dueFrom(work, { kind: 'after', limit }, null), limit, ladder };
}

function settleAct(work: Work, node: NodeState, act: string): void {
  closeTask(work, node, actTask(act), 'done');
  const { [act]: _, ...others } = node.acts ?? {};
  if (Object.keys(others).length > 0) node.acts = others;
  else delete node.acts;
}

function subjectOf(node: NodeState, command: Act): string {
  if (command.kind !== 'Regrade') return reviewKey(node.key, command.step);
  const { scale, source, item } = command;
  return item === undefined ? `${scale}.${source}` : `${scale}.${source}@${item.step}/${item.item}`;
}

function aimOf(command: Act): string {
  return command.kind === 'Jump' ? command.to : command.kind === 'Force' ? command.outcome : command.value;
}

/** Would it change what it says, as things stand now? */
function refusalOfAct(work: Work, node: NodeState, command: Act): Rejection | undefined {
  if (command.kind === 'Regrade') return refusalOfGrade(work, node, command);
  const at = reviewAt(work, node, command.step);
  if (at === undefined) return unknownReview(node, command.step);
  const definition = definitionOf(work, at.step, at.review);
  if (openStages(definition, at.review).length === 0) return wrongPlace(node, at.step, at.review, definition);
  if (command.kind === 'Force') return undefined;
  const possible = entriesOf(definition).filter((entry) => entry !== at.review.place);
  if (possible.includes(command.to)) return undefined;
  return { code: 'review.no-jump', review: reviewKey(node.key, command.step), to: command.to, possible };
}

function refusalOfGrade(work: Work, node: NodeState, command: CommandOf<'Regrade'>): Rejection | undefined {
  const { scale, source, value } = command;
  const { scales } = work.definition;
  const defined = Object.hasOwn(scales, scale) ? scales[scale] : undefined;
  if (defined === undefined || !defined.sources.includes(source)) {
    const possible = Object.values(scales).flatMap((one) => one.sources.map((each) => `${one.id}.${each}`));
    return { code: 'grade.unknown-source', scale, source, possible };
  }
  if (!defined.grades.includes(value)) return { code: 'grade.unknown', scale, value, possible: defined.grades };
  const possible = defined.grades.filter((one) => one !== value);
  if (command.item !== undefined && itemOf(node, command.item) === undefined) {
    const items = node.steps[command.item.step]?.output?.items.map(({ item }) => item) ?? [];
    return { code: 'grade.no-item', item: command.item.item, step: command.item.step, possible: items };
  }
  return gradeNow(node, command) === value ? { code: 'grade.same', scale, source, value, possible } : undefined;
}

function itemOf(node: NodeState, { step, item }: { readonly step: string; readonly item: string }) {
  return node.steps[step]?.output?.items.find((one) => one.item === item);
}

function gradeNow(node: NodeState, { scale, source, item }: CommandOf<'Regrade'>): string | undefined {
  return item === undefined ? node.grades[scale]?.[source] : gradeOfItem(node, item.step, item.item, scale, source);
}

function carryOutAct(work: Work, node: NodeState, command: Act): void {
  if (command.kind === 'Regrade') {
    setGrade(work, node, command);
    return;
  }
  const at = reviewAt(work, node, command.step);
  if (at === undefined) return;
  const { step, review } = at;
  const { reason, signer } = command;
  const moved = { step: step.id, round: review.round, from: review.place, reason };
  const event: Body =
    command.kind === 'Jump'
      ? { kind: 'Jumped', ...moved, to: command.to }
      : { kind: 'Forced', ...moved, outcome: command.outcome };
  work.emit(node, event, signer);
  if (command.kind === 'Jump') moveTo(work, node, step, review, command.to);
  else if (command.outcome === 'approved') approveNow(work, node, step, review);
  else endNow(work, node, step, review, command.outcome);
}

/** The value before stays on record beside the new one; grades whose rule reads it are computed again. */
function setGrade(work: Work, node: NodeState, command: CommandOf<'Regrade'>): void {
  const { scale, source, value: to, reason, signer } = command;
  const from = gradeNow(node, command) ?? null;
  const item = command.item === undefined ? undefined : itemOf(node, command.item);
  if (command.item === undefined || item === undefined) {
    node.grades[scale] = { ...node.grades[scale], [source]: to };
    work.emit(node, { kind: 'Regraded', scale, source, from, to, reason }, signer);
    recomputeReaders(work, node, ['grade', scale, source]);
    return;
  }
  const { step } = command.item;
  setItemGrade(node, step, item, { scale, source, value: to, byPerson: true });
  work.emit(node, { kind: 'Regraded', scale, source, item: item.item, of: step, from, to, reason }, signer);
  recomputeReaders(work, node, [...step.split('.'), 'items']);
}
