/**
 * Lets everything inside one actor come to rest: nodes whose conditions may have changed settle, messages between them are delivered
 * in order, until neither is left.
 */
import { invariant } from '../invariant.ts';
import { dispatched } from '../meeting/close.ts';
import { carryOut } from './commands.ts';
import { deliver } from './inward.ts';
import { settle } from './settle.ts';
import type { Work } from './work.ts';

export function drain(work: Work): void {
  for (let guard = 0; ; guard += 1) {
    invariant(guard < 1_000_000, `actor '${work.definition.actor}' to come to rest`);
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
