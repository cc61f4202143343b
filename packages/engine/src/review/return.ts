/**
 * A return is ordinary: to an earlier stage on the same version, to the filler for a new one, out of one of several branches at once or
 * when all are heard. Every return opens a round; nothing of the old one is lost.
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
import { endBranch } from './branches.ts';
import { branchOf, definitionOf, openStages, stageOf } from './course.ts';
import { closePass, leavePass, move, moveBranch } from './enter.ts';
import { keepItems } from './open.ts';
import { closeStage, dropSitting } from './seats.ts';

interface Ordered {
  readonly stage: StageDefinition;
  readonly outcome: Outcome;
  readonly order: ReturnOrder;
}

/** One stage sends back. */
export function sendBack(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  outcome: Outcome,
  order: ReturnOrder,
  signer?: Signer,
): void {
  const definition = definitionOf(work, step, review);
  const inside = branchOf(definition, stage.id);
  const target = order.target ?? outcome.to;
  if (target !== undefined) {
    sendToStage(work, node, step, review, { stage, outcome, order }, target, signer);
    return;
  }
  const others = openStages(definition, review).filter((id) => id !== stage.id);
  const waits = Object.values(review.branches ?? {}).some((branch) => branch.place === 'returned') || others.length > 0;
  if (inside === undefined || inside.group.onReturn === 'stop' || !waits) {
    sendToFiller(work, node, step, review, [{ stage, outcome, order }], stage.id, signer);
    return;
  }
  keepLeft(work, node, step, review, [stage]);
  closeStage(work, node, step, stage.id, 'returned');
  dropSitting(review, stage.id);
  moveBranch(work, node, step, review, stage.id, { type: 'Return', target: null });
  const back = { stage: stage.id, decision: { ...order, outcome: outcome.id } };
  review.branches = { ...review.branches, [inside.branch.id]: { place: 'returned', back } };
  endBranch(work, node, step, review, inside, 'returned');
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

/** To an earlier stage or group: a new round on the same version. */
function sendToStage(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  { stage, order }: Ordered,
  target: StageId,
  signer: Signer | undefined,
): void {
  const definition = definitionOf(work, step, review);
  work.emit(
    node,
    {
      kind: 'Returned',
      step: step.id,
      round: review.round,
      stage: stage.id,
      to: [],
      target,
      reasons: [...order.reasons],
      verdicts: flaggedBy(definition, stage.id, order.verdicts),
      due: null,
      locked: [],
    },
    signer,
  );
  const inside = branchOf(definition, stage.id);
  const within = inside?.branch.stages.includes(target) ?? false;
  if (within) {
    closeStage(work, node, step, stage.id, 'returned');
    dropSitting(review, stage.id);
  } else {
    closePass(work, node, step, 'returned');
    leavePass(review);
  }
  newRound(node, step, review);
  if (within) moveBranch(work, node, step, review, stage.id, { type: 'Return', target });
  else {
    const at = inside?.group.id ?? stage.id;
    if (isStraightBack(definition, order)) review.resume = { after: target, at };
    move(work, node, step, review, { type: 'Return', target });
  }
}

/** To the filler, who gets a new round of the steps that the review or the outcome names. */
function sendToFiller(
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
    below.length > 0 && !own.includes(step.of) && work.stepDefinition(step.of).kind === 'do' ? [...own, step.of] : own;
  if (again.length > 0) reopenSteps(work, node, { ...reopening, steps: again });
  if (below.length > 0) reopenBelow(work, node, { ...reopening, steps: below });
}

function isStraightBack(definition: ReviewDefinition, order: ReturnOrder): boolean {
  const { then } = definition.return;
  return (then === 'chosen' ? (order.then ?? 'walk-again') : then) === 'straight-back';
}

/** Verdicts that send their item back. */
export function flaggedBy(definition: ReviewDefinition, stage: StageId, verdicts: readonly Verdict[]): Verdict[] {
  const outcomes = stageOf(definition, stage)?.outcomes ?? [];
  return verdicts.filter((one) => outcomes.find((outcome) => outcome.id === one.outcome)?.leads === 'return');
}

/** A paused limit keeps what was left of it while the filler holds the work. */
function keepLeft(
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

/** A round on the same version; rounds are counted on the declaration. */
export function newRound(node: NodeState, step: DecideStep, review: ReviewState): void {
  const subject = node.steps[step.of];
  if (subject === undefined) return;
  subject.round += 1;
  if (subject.output !== undefined) subject.output = { ...subject.output, round: subject.round };
  review.round = subject.round;
}
