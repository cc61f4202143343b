/**
 * The review's side of the handshake: it is tabled for one meeting, in one round, on one version, or says why not. While tabled it
 * cannot be withdrawn or decided otherwise.
 */
import { reviewKey } from '../campaign/keys.ts';
import type { MeetingRule, Order } from '../kernel/message.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { definitionOf, openStages, stageOf } from '../review/course.ts';
import { decideStepOf, refusalOfVersion } from '../review/decide.ts';
import { roleAt } from '../review/role.ts';

export function table(work: Work, node: NodeState, from: string, order: Extract<Order, { kind: 'table' }>): void {
  const code = refusalOfTabling(work, node, order);
  const review = node.reviews[order.step];
  if (code === null && review !== undefined) {
    review.tabled = { meeting: order.meeting, node: from, stage: order.stage };
    work.emit(node, {
      kind: 'Tabled',
      step: order.step,
      round: review.round,
      stage: order.stage,
      meeting: order.meeting,
    });
  }
  work.tell(node, from, {
    kind: 'order',
    order: {
      kind: 'tabled',
      meeting: order.meeting,
      review: reviewKey(node.key, order.step),
      code,
      fillers: review?.fillers ?? [],
      recused: review?.recused ?? [],
      rule: code === null ? ruleAt(work, node, order) : null,
    },
  });
}

function ruleAt(work: Work, node: NodeState, order: Extract<Order, { kind: 'table' }>): MeetingRule | null {
  const step = decideStepOf(work, node, order.step);
  const review = node.reviews[order.step];
  if (step === undefined || review === undefined) return null;
  const definition = definitionOf(work, step, review);
  const stage = stageOf(definition, order.stage);
  if (stage?.decide.mode !== 'meeting') return null;
  const forward = stage.outcomes.find((outcome) => outcome.leads === 'forward')?.id ?? '';
  return { definition: definition.hash, decide: stage.decide, forward };
}

function refusalOfTabling(work: Work, node: NodeState, order: Extract<Order, { kind: 'table' }>): string | null {
  if (node.closed) return 'campaign.closed';
  const stale = refusalOfVersion(work, node, order);
  if (stale) return stale.code;
  const step = decideStepOf(work, node, order.step);
  const review = node.reviews[order.step];
  if (step === undefined || review === undefined) return 'review.unknown';
  const definition = definitionOf(work, step, review);
  const stage = stageOf(definition, order.stage);
  if (stage?.decide.mode !== 'meeting' || !openStages(definition, review).includes(stage.id))
    return 'review.wrong-place';
  if (roleAt(work, node, step, review, stage).role !== order.role) return 'review.wrong-place';
  // Who sits over it must be known before it lies on the table.
  if (review.demands !== undefined) return 'review.recusal-pending';
  return review.tabled === undefined ? null : 'review.tabled';
}

export function takeOffReview(work: Work, node: NodeState, order: Extract<Order, { kind: 'take-off' }>): void {
  const review = node.reviews[order.step];
  if (review?.tabled?.meeting !== order.meeting) return;
  const { stage } = review.tabled;
  delete review.tabled;
  work.emit(node, {
    kind: 'TakenOff',
    step: order.step,
    round: review.round,
    stage,
    meeting: order.meeting,
  });
}
