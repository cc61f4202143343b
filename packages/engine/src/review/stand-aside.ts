/** A person stands aside from a review for good: out of every seat and count, and a single reviewer's work goes to whom the plan names. */
import type { DecideStep, StageDefinition } from '../campaign/definition.ts';
import { type PersonId, reviewKey } from '../campaign/keys.ts';
import { isPresent } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import { closeTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { conclude } from './conclude.ts';
import { definitionOf, openStages, stageOf, standsAside } from './course.ts';
import { enterStage } from './enter.ts';
import { arrange, closeStage, dropSitting, said, stageTask, unheard } from './seats.ts';
import { settleVote } from './vote.ts';

/** May somebody be brought into this review: known, not the one who asks, not the filler, not aside from it. */
export function refusalOfNewcomer(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  person: PersonId,
  asks: PersonId | null,
): Rejection | undefined {
  const name = reviewKey(node.key, step.id);
  if (!isPresent(work, person)) return { code: 'person.unknown', person };
  if (person === asks) return { code: 'review.asked-already', review: name, person, owners: [person] };
  if (review.fillers.includes(person)) return { code: 'review.self-review', review: name, owners: [] };
  return standsAside(review, person) ? { code: 'review.stands-aside', review: name, person } : undefined;
}

export function standAside(work: Work, node: NodeState, step: DecideStep, review: ReviewState, person: PersonId): void {
  review.recused = [...(review.recused ?? []), person];
  if (review.demands !== undefined) {
    const demands = review.demands.filter((one) => one.person !== person);
    if (demands.length === 0) delete review.demands;
    else review.demands = demands;
  }
  const definition = definitionOf(work, step, review);
  for (const id of openStages(definition, review)) {
    const stage = stageOf(definition, id);
    if (stage !== undefined && openStages(definition, review).includes(id)) {
      leaveStage(work, node, step, review, stage, person);
    }
  }
}

function leaveStage(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  person: PersonId,
): void {
  const sitting = review.sittings?.[stage.id];
  if (sitting === undefined) {
    const task = node.tasks[stageTask(step.id, stage.id)];
    if (task === undefined || stage.decide.mode === 'meeting' || !task.owners.includes(person)) return;
    reenter(work, node, step, review, stage);
    return;
  }
  // What they said at this stage does not count; what they said at an earlier one stands, it was before.
  const own = said(review, stage.id).filter((one) => one.by === person || one.right === person);
  review.decisions = review.decisions.filter((one) => !own.includes(one));
  const hand = Object.values(node.tasks).find(
    (task) => task.step === step.id && task.stage === stage.id && task.owners.includes(person),
  );
  const gone = [person, ...(hand?.seat === undefined ? [] : [hand.seat])];
  const seats = sitting.seats.filter((seat) => !gone.includes(seat.right) && !gone.includes(seat.added?.by ?? ''));
  const removed = sitting.seats.filter((seat) => !seats.includes(seat)).map((seat) => seat.right);
  const lost = review.decisions.filter(
    (one) => one.stage === stage.id && one.round >= sitting.round && removed.includes(one.right ?? one.by ?? ''),
  );
  review.decisions = review.decisions.filter((one) => !lost.includes(one));
  review.sittings = { ...review.sittings, [stage.id]: { ...sitting, seats } };
  if (seats.length === 0) {
    reenter(work, node, step, review, stage);
    return;
  }
  // Nor do they convene: whoever else does is asked.
  const whole = stageTask(step.id, stage.id);
  if (node.tasks[whole]?.owners.includes(person)) closeTask(work, node, whole, 'recused');
  arrange(work, node, step, review, stage, 'recused');
  if (stage.decide.mode === 'vote') settleVote(work, node, step, review, stage);
  else if (unheard(review, stage.id).length === 0) agreeWithoutThem(work, node, step, review, stage);
}

/** Everybody else has agreed. */
export function agreeWithoutThem(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
): void {
  const last = said(review, stage.id).at(-1);
  const outcome = stage.outcomes.find((one) => one.id === last?.outcome);
  if (outcome === undefined || last === undefined) return;
  const { reasons = [], verdicts } = last;
  conclude(work, node, step, review, stage, outcome, { outcome: outcome.id, reasons, opinion: null, verdicts });
}

/** The stage is entered anew: with the others who hold the role, else with whom the plan names, else the office sees it. */
function reenter(work: Work, node: NodeState, step: DecideStep, review: ReviewState, stage: StageDefinition): void {
  closeStage(work, node, step, stage.id, 'recused');
  dropSitting(review, stage.id);
  enterStage(work, node, step, review, stage, []);
}
