/**
 * 抄送 and 已阅: who has a copy may read the review wherever it stands, also while the filler holds it. A copy asks for nothing but a read
 * mark; when a stage is decided, the system sends one to the roles that the plan names.
 */
import type { DecideStep, StageDefinition } from '../campaign/definition.ts';
import { type PersonId, reviewKey } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import { membersOf } from '../kernel/owners.ts';
import { refusalOfOffice } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, type Signer, SYSTEM } from '../kernel/signer.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { reviewAt, signsAsFiller, unknownReview } from './recusal.ts';

export const copy = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Copy'>): Rejection | undefined {
    const at = reviewAt(work, node, command.step);
    if (at === undefined) return unknownReview(node, command.step);
    const { review } = at;
    const { signer, to } = command;
    const name = reviewKey(node.key, command.step);
    if (!maySend(work, node, at.step, review, signer)) {
      const owners = [...review.fillers, ...judgesOf(node, at.step, review)];
      return { code: 'review.not-sender', review: name, person: actorIn(signer), owners, role: work.definition.office };
    }
    return unreadBy(review, to).length > 0 ? undefined : { code: 'review.copied-already', review: name, people: to };
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Copy'>): void {
    const at = reviewAt(work, node, command.step);
    if (at !== undefined) give(work, node, at.step, at.review, command.to, command.reason, command.signer);
  },
};

export const markRead = {
  refuse(work: Work, node: NodeState, command: CommandOf<'MarkRead'>): Rejection | undefined {
    const at = reviewAt(work, node, command.step);
    if (at === undefined) return unknownReview(node, command.step);
    const { signer, step } = command;
    // Nobody reads for another.
    if (signer.kind !== 'person') return { code: 'task.wrong-signer', task: step, signer: signer.kind };
    const { person } = signer;
    const review = reviewKey(node.key, step);
    const { copies = {} } = at.review;
    if (!Object.hasOwn(copies, person))
      return { code: 'review.no-copy', review, person, possible: Object.keys(copies) };
    return copies[person] === null ? undefined : { code: 'review.read-already', review, person };
  },
  apply(work: Work, node: NodeState, command: CommandOf<'MarkRead'>): void {
    const review = node.reviews[command.step];
    const person = actorIn(command.signer);
    if (review === undefined || person === null) return;
    review.copies = { ...review.copies, [person]: work.at };
    work.emit(node, { kind: 'CopyRead', step: command.step, round: review.round, person }, command.signer);
  },
};

/** A stage is decided: the holders of the roles that the plan names for it get a copy, anew if they had read the one before. */
export function sendCopies(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
): void {
  const to = stage.copies.flatMap((role) => membersOf(work, node.key, role));
  if (unreadBy(review, to).length > 0) give(work, node, step, review, to, null, SYSTEM);
}

function give(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  people: readonly PersonId[],
  reason: string | null,
  signer: Signer,
): void {
  const to = unreadBy(review, people);
  review.copies = { ...review.copies, ...Object.fromEntries(to.map((person) => [person, null])) };
  work.emit(node, { kind: 'CopySent', step: step.id, round: review.round, to, reason }, signer);
}

/** Of these, who has no copy that still waits to be read; each once. */
function unreadBy(review: ReviewState, people: readonly PersonId[]): PersonId[] {
  return [...new Set(people)].filter((person) => review.copies?.[person] !== null);
}

function maySend(work: Work, node: NodeState, step: DecideStep, review: ReviewState, signer: Signer): boolean {
  if (signer.kind === 'administrator') return refusalOfOffice(work, signer) === undefined;
  if (signsAsFiller(work, node, step, review, signer)) return true;
  return signer.kind === 'person' && judgesOf(node, step, review).includes(signer.person);
}

/** Who has judged in this pass, or is to. */
function judgesOf(node: NodeState, step: DecideStep, review: ReviewState): PersonId[] {
  const tasks = Object.values(node.tasks).filter((task) => task.step === step.id && !task.stuck);
  const decided = review.decisions.flatMap(({ by, right }) => [by, right ?? null]);
  const judges = [...decided, ...tasks.flatMap((task) => task.owners)];
  return [...new Set(judges)].filter((person) => person !== null);
}
