/**
 * What an upheld objection does: at the end of the asking the items it is about are done again, even if they were approved. The asking
 * waits until then, and is held once more if the plan says so; meanwhile what was approved is stayed, or stays in effect.
 */
import type { AskStep } from '../campaign/definition.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState, StepState } from '../kernel/state.ts';
import { closeTasksOf } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { dueOf } from '../time/limit.ts';
import { completeStep } from './complete.ts';
import { moveStep } from './move-step.ts';
import { adopted } from './objection.ts';
import { reopenSteps } from './reopen.ts';
import { reopenBelow, splitSteps } from './reopen-below.ts';

type Comments = NonNullable<StepState['comments']>;

/** An asking that ended with something adopted: done again at this node it is not over, below it is. */
export function actOnUpheld(work: Work, node: NodeState, definition: AskStep, signer?: Signer): void {
  const { id, upheld } = definition;
  const step = work.step(node, id);
  const ids = adopted(step.comments);
  if (upheld === undefined || step.place !== 'open') return;
  const said = ids.map((one) => step.comments?.[one]?.about ?? []);
  const items = said.some((about) => about.length === 0) ? [] : [...new Set(said.flat())];
  step.comments = handledAll(step.comments ?? {}, ids);
  const { again, stay, reopen: steps, reasons, limit } = upheld;
  work.emit(
    node,
    {
      kind: 'ObjectionsUpheld',
      step: id,
      round: step.round,
      comments: ids,
      items,
      steps: [...steps],
      again,
      stay,
    },
    signer,
  );
  const flagged = items.map((item) => ({ item, outcome: 'return', reasons: [...reasons] }));
  const due = dueOf(limit, work.at, work.calendar, work.definition.zone);
  const order = { flagged, reasons, opinion: null, due, limit, from: node.key, inEffect: !stay };
  const { own, below } = splitSteps(node, steps);
  if (own.length > 0) {
    closeTasksOf(work, node, id, 'done');
    moveStep(step, id, 'Hold', 'waiting');
    step.revising = true;
    if (!stay) step.inEffect = true;
    reopenSteps(work, node, { ...order, steps: own }, signer);
  }
  if (own.length === 0) completeStep(work, node, definition);
  if (below.length > 0) reopenBelow(work, node, { ...order, steps: below });
}

function handledAll(comments: Comments, ids: readonly string[]): Comments {
  const all = Object.entries(comments);
  return Object.fromEntries(all.map(([id, one]) => [id, ids.includes(id) ? { ...one, handled: true as const } : one]));
}
