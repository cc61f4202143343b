/**
 * The review's side of the handshake: it is tabled for one meeting, in one round, on one version, or says why not. While tabled it
 * cannot be withdrawn or decided otherwise.
 */
import { reviewKey } from '../campaign/keys.ts';
import type { MeetingRule, Order } from '../kernel/message.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { type AtStage, atStage, isRejection } from '../review/decide.ts';
import { roleAt } from '../review/role.ts';

type TableOrder = Extract<Order, { kind: 'table' }>;

export function table(work: Work, node: NodeState, from: string, order: TableOrder): void {
  const { meeting, step, stage } = order;
  const found = tableable(work, node, order);
  const code = typeof found === 'string' ? found : null;
  if (typeof found !== 'string') {
    found.review.tabled = { meeting, node: from, stage };
    work.emit(node, { kind: 'Tabled', step, round: found.review.round, stage, meeting });
  }
  const review = node.reviews[step];
  work.tell(node, from, {
    kind: 'order',
    order: {
      kind: 'tabled',
      meeting,
      review: reviewKey(node.key, step),
      code,
      fillers: review?.fillers ?? [],
      recused: review?.recused ?? [],
      rule: typeof found === 'string' ? null : ruleOf(found),
    },
  });
}

/** By which the review's own definition counts, and where its forward leads: it may be pinned to an older one than the meeting knows. */
function ruleOf({ definition, stage }: AtStage): MeetingRule | null {
  if (stage.decide.mode !== 'meeting') return null;
  const forward = stage.outcomes.find((outcome) => outcome.leads === 'forward')?.id ?? '';
  return { definition: definition.hash, decide: stage.decide, forward };
}

/** The review at the stage that the meeting asks for, or the code of why it cannot lie on its table. */
function tableable(work: Work, node: NodeState, order: TableOrder): AtStage | string {
  if (node.closed) return 'campaign.closed';
  const at = atStage(work, node, order);
  if (isRejection(at)) return at.code;
  const { step, review, stage } = at;
  const sits = stage.decide.mode === 'meeting' && roleAt(work, node, step, review, stage).role === order.role;
  if (!sits) return 'review.wrong-place';
  // Who sits over it must be known before it lies on the table.
  if (review.demands !== undefined) return 'review.recusal-pending';
  return review.tabled === undefined ? at : 'review.tabled';
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
