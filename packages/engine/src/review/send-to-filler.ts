/**
 * Back to the filler, who gets a new round of the steps that the review or the outcome names: from one stage, or from every branch that
 * sent back when all are heard.
 */
import type {
  DecideStep,
  GroupDefinition,
  Outcome,
  ReviewDefinition,
  StageDefinition,
} from '../campaign/definition.ts';
import { reviewKey, type StageId } from '../campaign/keys.ts';
import type { Verdict } from '../kernel/command.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState, ReturnOrder, ReviewState } from '../kernel/state.ts';
import { dueFrom } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { reopenSteps } from '../step/reopen.ts';
import { reopenBelow, splitSteps } from '../step/reopen-below.ts';
import { definitionOf, openStages, stageOf } from './course.ts';
import { closePass, leavePass, move } from './enter.ts';
import { keepItems } from './open.ts';

export interface Ordered {
  readonly stage: StageDefinition;
  readonly outcome: Outcome;
  readonly order: ReturnOrder;
}

/** Every branch is heard: what they sent back goes back together. */
export function returnTogether(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  group: GroupDefinition,
): void {
  const definition = definitionOf(work, step, review);
  const orders = group.branches.flatMap((branch): Ordered[] => {
    const back = review.branches?.[branch.id]?.back;
    const stage = back === undefined ? undefined : stageOf(definition, back.stage);
    const outcome = stage?.outcomes.find((one) => one.id === back?.decision.outcome);
    return back === undefined || stage === undefined || outcome === undefined
      ? []
      : [{ stage, outcome, order: back.decision }];
  });
  const [only, ...others] = orders;
  sendToFiller(work, node, step, review, orders, only !== undefined && others.length === 0 ? only.stage.id : group.id);
}

/** To the filler, who gets a new round of the steps that the review or the outcome names. */
export function sendToFiller(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  orders: readonly Ordered[],
  from: StageId,
  signer?: Signer,
): void {
  const definition = definitionOf(work, step, review);
  const given = orders.flatMap(({ order }) => order.due ?? []);
  const due =
    given.length > 0 ? Math.min(...given) : dueFrom(work, { kind: 'after', limit: definition.return.due }, null);
  const flagged = orders.flatMap(({ stage, order }) => flaggedBy(definition, stage.id, order.verdicts));
  const items = node.steps[step.of]?.output?.items ?? [];
  const open = new Set(flagged.map((verdict) => verdict.item));
  // Whoever sends back without naming items opens all of them.
  const whole = orders.some(({ stage, order }) => flaggedBy(definition, stage.id, order.verdicts).length === 0);
  const reasons = [...new Set(orders.flatMap(({ order }) => order.reasons))];
  const opinion = orders.map(({ order }) => order.opinion).find((one) => one !== null) ?? null;
  const steps = [...new Set(orders.flatMap(({ outcome }) => outcome.steps ?? definition.return.to))];
  const straight = orders.every(({ order }) => isStraightBack(definition, order));
  work.emit(
    node,
    {
      kind: 'Returned',
      step: step.id,
      round: review.round,
      stage: from,
      to: steps,
      target: null,
      reasons,
      verdicts: flagged,
      due,
      locked: whole ? [] : items.map((item) => item.item).filter((item) => !open.has(item)),
    },
    signer,
  );
  keepItems(node, step, review);
  const stages = openStages(definition, review).flatMap((id) => stageOf(definition, id) ?? []);
  keepLeft(work, node, step, review, stages);
  const branches = review.branches;
  closePass(work, node, step, 'returned');
  leavePass(review);
  if (straight) {
    review.back = [review.place];
    // Branches that have joined stay joined; the others go on where they stood.
    if (branches !== undefined) {
      review.branches = Object.fromEntries(
        Object.entries(branches).map(([id, { place, back }]) => [id, { place: back?.stage ?? place }]),
      );
    }
  }
  move(work, node, step, review, { type: 'Return', target: null });
  const reopening = {
    flagged: whole ? [] : flagged,
    reasons,
    opinion,
    due,
    ...(given.length > 0 ? {} : { limit: definition.return.due }),
    from: reviewKey(node.key, step.id),
  };
  const { own, below } = splitSteps(node, steps);
  // What is done again below comes back through the step under review.
  const again =
    below.length > 0 && !own.includes(step.of) && work.stepDefinition(node, step.of).kind === 'do'
      ? [...own, step.of]
      : own;
  if (again.length > 0) reopenSteps(work, node, { ...reopening, steps: again });
  if (below.length > 0) reopenBelow(work, node, { ...reopening, steps: below });
}

export function isStraightBack(definition: ReviewDefinition, order: ReturnOrder): boolean {
  const { then } = definition.return;
  return (then === 'chosen' ? (order.then ?? 'walk-again') : then) === 'straight-back';
}

/** Verdicts that send their item back. */
export function flaggedBy(definition: ReviewDefinition, stage: StageId, verdicts: readonly Verdict[]): Verdict[] {
  const outcomes = stageOf(definition, stage)?.outcomes ?? [];
  return verdicts.filter((one) => outcomes.find((outcome) => outcome.id === one.outcome)?.leads === 'return');
}

/** A paused limit keeps what was left of it while the filler holds the work. */
export function keepLeft(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stages: readonly StageDefinition[],
): void {
  for (const stage of stages) {
    if (stage.limit !== 'paused-while-returned') continue;
    const dues = Object.values(node.tasks).flatMap((task) =>
      task.step === step.id && task.stage === stage.id && task.due !== null ? [task.due - work.at] : [],
    );
    const left = Math.min(...dues);
    if (dues.length > 0 && left > 0) review.left = { ...review.left, [stage.id]: left };
  }
}
