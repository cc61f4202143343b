/**
 * A return that reaches further down: steps of lower layers are done again, at the nodes whose rows were flagged, or at every node below
 * when none was named. The nodes in between pass the order on.
 */
import type { StepId } from '../campaign/keys.ts';
import type { Order } from '../kernel/message.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import type { Reopening } from './reopen.ts';

type ReopenOrder = Extract<Order, { kind: 'reopen' }>;

/** Of these steps, the ones that run at the node itself and the ones that run below it. */
export function splitSteps(node: NodeState, steps: readonly StepId[]): { own: StepId[]; below: StepId[] } {
  const own = steps.filter((id) => node.steps[id] !== undefined);
  return { own, below: steps.filter((id) => node.steps[id] === undefined) };
}

export function reopenBelow(work: Work, node: NodeState, reopening: Reopening): void {
  const { steps, flagged, reasons, opinion, due } = reopening;
  const rows = flagged
    .map((verdict) => verdict.item)
    .filter((item) => work.has(item) || work.actorOf(item) !== undefined);
  const to = rows.length > 0 ? rows : work.nodeDefinition(node.key).children;
  for (const key of to) {
    const said = flagged.filter((verdict) => verdict.item === key).flatMap((verdict) => verdict.reasons);
    const given = said.length > 0 ? [...new Set(said)] : [...reasons];
    const order: ReopenOrder = {
      kind: 'reopen',
      steps: [...steps],
      items: [],
      reasons: given,
      opinion,
      due,
      from: node.key,
      ...(reopening.inEffect === true && { inEffect: true as const }),
    };
    work.tell(node, key, { kind: 'order', order });
  }
}

/** None of the steps runs here: the order is for those below. Says whether there is anybody to pass it to. */
export function passOn(work: Work, node: NodeState, order: ReopenOrder): boolean {
  const { children } = work.nodeDefinition(node.key);
  for (const child of children) work.tell(node, child, { kind: 'order', order });
  return children.length > 0;
}
