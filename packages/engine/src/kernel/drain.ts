/**
 * Lets everything inside one actor come to rest: nodes whose conditions may have changed settle, messages between them are delivered
 * in order, until neither is left.
 */
import { invariant } from '../invariant.ts';
import { dispatched } from '../meeting/close.ts';
import { openHappened } from '../step/open-happened.ts';
import { carryOutForSystem } from '../step/ordered.ts';
import { actOnUpheld } from '../step/upheld.ts';
import { carryOut } from './commands.ts';
import { deliver } from './inward.ts';
import { settle } from './settle.ts';
import type { Work } from './work.ts';

export function drain(work: Work): void {
  for (let guard = 0; ; guard += 1) {
    invariant(guard < 1_000_000, `actor '${work.definition.actor}' to come to rest`);
    const happened = work.happened.shift();
    if (happened !== undefined) {
      openHappened(work, happened);
      continue;
    }
    const order = work.orders.shift();
    if (order !== undefined) {
      carryOutOrders(work, order);
      continue;
    }
    const [dirty] = work.dirty;
    if (dirty !== undefined) {
      settle(work, dirty);
      work.dirty.delete(dirty);
      continue;
    }
    const next = work.queue.shift();
    if (next === undefined) return;
    if (next.kind === 'message') deliver(work, next.from, next.to, next.message);
    else dispatched(work, work.node(next.from), [carryOut(work, next.command)]);
  }
}

/** What a step orders, or what an asking that ended has done again. */
function carryOutOrders(work: Work, { node: key, step, signer }: Work['orders'][number]): void {
  const node = work.node(key);
  const definition = work.stepDefinition(node, step);
  if (definition.kind === 'ask') actOnUpheld(work, node, definition, signer);
  else if (definition.kind === 'open' || definition.kind === 'reopen') carryOutForSystem(work, node, definition);
}
