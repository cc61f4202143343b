/**
 * 回避: a reviewer stands aside by their own word, or because it was demanded and granted. A demand is a task for whoever answers it;
 * until then the person of whom it is demanded does not act.
 */
import { type PersonId, reviewKey } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import { refusalOfOffice, refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, rightIn, type Signer } from '../kernel/signer.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import { closeTask, dueFrom, openTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { aside, definitionOf, standsAside } from './course.ts';
import { askedNow, mayJudge, recusalTask, reviewAt, signsAsFiller, unknownReview, whoAnswers } from './recusal.ts';
import { standAside } from './stand-aside.ts';

type AtRound = { readonly step: string; readonly round: number };

/** The review is alive, in this round, and not on a table: there the sitting records who stands aside, entry by entry. */
function refusalOfRound(work: Work, node: NodeState, { step: id, round }: AtRound): Rejection | undefined {
  const at = reviewAt(work, node, id);
  if (at === undefined) return unknownReview(node, id);
  const { review, step } = at;
  const name = reviewKey(node.key, id);
  if (review.place === 'approved' || review.place === 'ended') {
    const stages = definitionOf(work, step, review).stages.map((stage) => stage.id);
    return { code: 'review.wrong-place', review: name, place: review.place, stages, possible: ['Reopen'] };
  }
  if (round !== review.round) {
    const { round: currentRound, hash } = review;
    return { code: 'review.stale', review: name, round, hash, currentRound, currentHash: hash };
  }
  return review.tabled === undefined
    ? undefined
    : { code: 'review.tabled', review: name, meeting: review.tabled.meeting };
}

/** Not yet aside, and no ballot drawn: that cannot be taken out of the box again. */
function refusalOfPerson(node: NodeState, step: string, review: ReviewState, person: PersonId): Rejection | undefined {
  const name = reviewKey(node.key, step);
  if (standsAside(review, person)) return { code: 'review.stands-aside', review: name, person };
  const drawn = Object.values(review.sittings ?? {}).some(({ ballot }) => ballot?.drawn.includes(person));
  return drawn ? { code: 'review.ballot-drawn', review: name, person } : undefined;
}

export const recuse = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Recuse'>): Rejection | undefined {
    const refusal = refusalOfRound(work, node, command);
    const at = reviewAt(work, node, command.step);
    if (refusal !== undefined || at === undefined) return refusal;
    const { signer } = command;
    // Who acts for another says for themselves that they stand aside.
    if (signer.kind !== 'person') return { code: 'task.wrong-signer', task: command.step, signer: signer.kind };
    const name = reviewKey(node.key, command.step);
    const possible = mayJudge(work, node, at.step, at.review);
    if (!possible.includes(signer.person) && !standsAside(at.review, signer.person))
      return { code: 'review.not-reviewer', review: name, person: signer.person, possible };
    return refusalOfPerson(node, command.step, at.review, signer.person);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Recuse'>): void {
    const at = reviewAt(work, node, command.step);
    const person = actorIn(command.signer);
    if (at === undefined || person === null) return;
    const { step, review } = at;
    const { reason, signer } = command;
    work.emit(node, { kind: 'Recused', step: step.id, round: review.round, person, how: 'declared', reason }, signer);
    closeTask(work, node, recusalTask(step.id, person), 'recused');
    standAside(work, node, step, review, person);
  },
};

export const demandRecusal = {
  refuse(work: Work, node: NodeState, command: CommandOf<'DemandRecusal'>): Rejection | undefined {
    const refusal = refusalOfRound(work, node, command);
    const at = reviewAt(work, node, command.step);
    if (refusal !== undefined || at === undefined) return refusal;
    const { step, review } = at;
    const { person, signer } = command;
    const name = reviewKey(node.key, step.id);
    const asked = askedNow(work, node, step, review);
    const actor = actorIn(signer);
    const byReviewer = signer.kind === 'person' && asked.includes(signer.person) && !standsAside(review, signer.person);
    if (!byReviewer && !signsAsFiller(work, node, step, review, signer))
      return { code: 'review.not-party', review: name, person: actor, possible: [...review.fillers, ...asked] };
    if (person === actor) return { code: 'review.recuse-yourself', review: name, person, possible: ['Recuse'] };
    const aside = refusalOfPerson(node, step.id, review, person);
    if (aside) return aside;
    if (!asked.includes(person)) return { code: 'review.not-reviewer', review: name, person, possible: asked };
    if (!review.demands?.some((one) => one.person === person)) return undefined;
    const owners = node.tasks[recusalTask(step.id, person)]?.owners ?? [];
    return { code: 'review.recusal-pending', review: name, person, owners, possible: ['AnswerRecusal'] };
  },
  apply(work: Work, node: NodeState, command: CommandOf<'DemandRecusal'>): void {
    const at = reviewAt(work, node, command.step);
    if (at === undefined) return;
    const { step, review } = at;
    const { person, reason, signer } = command;
    const demand = { person, by: rightIn(signer) ?? '', reason };
    review.demands = [...(review.demands ?? []), demand];
    work.emit(node, { kind: 'RecusalDemanded', step: step.id, round: review.round, person, reason }, signer);
    const { role, owners } = whoAnswers(work, node, step, review, demand);
    const limit = definitionOf(work, step, review).return.due;
    openTask(work, node, {
      task: recusalTask(step.id, person),
      step: step.id,
      round: review.round,
      role,
      due: dueFrom(work, { kind: 'after', limit }, null),
      limit,
      ladder: step.ladder,
      owners,
      without: [person, demand.by, ...aside(review)],
    });
  },
};

export const answerRecusal = {
  refuse(work: Work, node: NodeState, command: CommandOf<'AnswerRecusal'>): Rejection | undefined {
    const refusal = refusalOfRound(work, node, command);
    const at = reviewAt(work, node, command.step);
    if (refusal !== undefined || at === undefined) return refusal;
    const { person, signer } = command;
    const demands = at.review.demands ?? [];
    if (!demands.some((one) => one.person === person)) {
      const possible = demands.map((one) => one.person);
      return { code: 'review.no-demand', review: reviewKey(node.key, command.step), person, possible };
    }
    return refusalOfAnswerer(work, node, recusalTask(command.step, person), person, signer);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'AnswerRecusal'>): void {
    const at = reviewAt(work, node, command.step);
    if (at === undefined) return;
    const { step, review } = at;
    const { person, reason, granted, signer } = command;
    const said = { step: step.id, round: review.round, person, reason };
    closeTask(work, node, recusalTask(step.id, person), 'done');
    if (granted) {
      work.emit(node, { kind: 'Recused', ...said, how: 'granted' }, signer);
      standAside(work, node, step, review, person);
      return;
    }
    const others = (review.demands ?? []).filter((one) => one.person !== person);
    if (others.length > 0) review.demands = others;
    else delete review.demands;
    work.emit(node, { kind: 'RecusalRefused', ...said }, signer);
  },
};

/** Its owner; where nobody else could be found, the office as administrator. Never the person themselves. */
function refusalOfAnswerer(
  work: Work,
  node: NodeState,
  id: string,
  person: PersonId,
  signer: Signer,
): Rejection | undefined {
  const task = node.tasks[id];
  const byOffice = task !== undefined && (task.stuck || task.role === work.definition.office);
  if (!byOffice || signer.kind !== 'administrator') return refusalOfTask(work, node, id, signer);
  const refusal = refusalOfOffice(work, signer);
  if (refusal) return refusal;
  const { owners, role } = task;
  const allowed = signer.person !== person && owners.includes(signer.person);
  return allowed ? undefined : { code: 'task.not-owner', task: id, person: signer.person, role, owners };
}
