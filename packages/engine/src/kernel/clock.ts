/**
 * The passing of time: everything due is applied in order of its due time, all nodes' dues of one instant before the messages they
 * cause. The clock opens, reminds, escalates and ends periods; it decides nothing.
 */

import type { StepDefinition } from '../campaign/definition.ts';
import type { NodeKey } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import { endAtItsTime } from '../step/ask.ts';
import { handOver } from '../task/hand-over.ts';
import type { Instant } from '../time/civil-date.ts';
import { caseDue, fireCases } from './case-clock.ts';
import { drain } from './drain.ts';
import { nextRosterChange } from './owners.ts';
import { awaitedDue, fireAwaited } from './places.ts';
import { isReady } from './settle.ts';
import type { NodeState } from './state.ts';
import { fireLadder } from './tasks.ts';
import type { Work } from './work.ts';

/** The earliest instant at which time alone does something at a node. */
export function nodeDue(work: Work, node: NodeState): Instant | null {
  return node.closed ? null : openDue(work, node);
}

function openDue(work: Work, node: NodeState): Instant | null {
  let due: Instant | null = null;
  for (const definition of work.stepsAt(node.key)) due = earlier(due, stepDue(work, node, definition));
  due = earlier(due, caseDue(work, node));
  due = earlier(due, awaitedDue(node));
  let open = false;
  for (const id in node.tasks) {
    open = true;
    due = earlier(due, node.tasks[id]?.ladder[0]?.at ?? null);
  }
  return open ? earlier(due, nextRosterChange(work, node.rosterSeen)) : due;
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || (other !== null && other < one) ? other : one;
}

function stepDue(work: Work, node: NodeState, definition: StepDefinition): Instant | null {
  const step = node.steps[definition.id];
  if (step === undefined) return null;
  if (step.place === 'waiting')
    return definition.opens !== null && definition.opens > work.at && isReady(work, node, definition)
      ? definition.opens
      : null;
  if (definition.kind !== 'ask' || step.place !== 'open' || step.until === null || step.until === undefined)
    return null;
  const disposed = Object.values(step.comments ?? {}).every((comment) => comment.disposition !== null);
  // Past its time it waits for its owner, not for the clock.
  return disposed && step.until > work.at ? step.until : null;
}

/** Applies everything due by `to`, instant by instant, and leaves the turn at `to`. */
export function passTime(work: Work, to: Instant): void {
  const target = Math.max(to, work.at);
  const begin = work.begin;
  work.at = begin;
  for (let guard = 0; ; guard += 1) {
    invariant(guard < 100_000, `the dues of actor '${work.definition.actor}' to come to an end`);
    const at = earliestDue(work);
    if (at === null || at > target) break;
    const then = Math.max(at, work.at);
    // Asked before time moves on: what opens then is not due any more once it is then.
    const due = work.dueBy(then, (node) => nodeDue(work, node));
    work.at = then;
    for (const key of due) fire(work, key);
    drain(work);
  }
  work.at = target;
  work.begin = target;
}

export function earliestDue(work: Work): Instant | null {
  return work.earliest((node) => nodeDue(work, node));
}

function fire(work: Work, key: NodeKey): void {
  const node = work.node(key);
  // Who holds the role on this day is known before anybody is reminded.
  const change = nextRosterChange(work, node.rosterSeen);
  if (change !== null && change <= work.at) {
    handOver(work, node);
    node.rosterSeen = work.at;
  }
  fireAwaited(work, node);
  // It may have been closed just now: nothing begins at a place that is gone.
  if (node.closed) return;
  fireCases(work, node);
  for (const id of Object.keys(node.tasks)) fireLadder(work, node, id);
  for (const definition of work.stepsAt(key)) if (definition.kind === 'ask') endAtItsTime(work, node, definition);
}
