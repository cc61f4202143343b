/**
 * What a step orders: another procedure's case for the place or for one above it, or that steps be done again. The system carries it out
 * as soon as the step opens, or its owner issues it; either way the step is done then, and asked anew when what it rests on is redone.
 */
import type { OpenCaseStep, ReopenStep } from '../campaign/definition.ts';
import { type NodeKey, placeOf } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import { refusalOfStep, refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { dueOf } from '../time/limit.ts';
import { openCaseAt } from './case.ts';
import { completeStep } from './complete.ts';
import { computedFacts } from './computed-facts.ts';
import { reopenSteps } from './reopen.ts';
import { reopenBelow, splitSteps } from './reopen-below.ts';

export type OrderingStep = OpenCaseStep | ReopenStep;

/** The system's own, unless what it rested on was taken back meanwhile. */
export function carryOutForSystem(work: Work, node: NodeState, definition: OrderingStep): void {
  if (node.steps[definition.id]?.place === 'open') carryOutOrder(work, node, definition, null);
}

function carryOutOrder(
  work: Work,
  node: NodeState,
  definition: OrderingStep,
  opinion: string | null,
  signer?: Signer,
): void {
  // Done first: what it has done again may be what it rests on, and then it is asked anew.
  completeStep(work, node, definition, signer);
  if (definition.kind === 'open') openOther(work, node, definition, opinion, signer);
  else orderAgain(work, node, definition, opinion, signer);
}

function openOther(
  work: Work,
  node: NodeState,
  { id, procedure, facts: computed }: OpenCaseStep,
  opinion: string | null,
  signer?: Signer,
): void {
  const facts = computedFacts(work, node, computed);
  const cause = { kind: 'step', what: id } as const;
  const opening = { procedure, facts, reason: opinion, cause };
  const layer = work.definition.procedures.find((one) => one.id === procedure)?.of;
  const place = placeOf(node.key);
  const subject = placeOn(work, place, layer ?? '');
  if (subject === place) openCaseAt(work, work.node(place), opening, undefined, signer);
  // In an uneven tree there may be no place of that layer above.
  else if (subject === undefined) work.emit(node, { kind: 'Ignored', message: 'open-case', code: 'procedure.unknown' });
  else work.tell(work.node(place), subject, { kind: 'order', order: { kind: 'open-case', ...opening } });
}

/** The place of a layer at or above a place. */
function placeOn(work: Work, from: NodeKey, layer: string): NodeKey | undefined {
  for (let at = work.index.nodes.get(from); at !== undefined; ) {
    if (at.layer === layer) return at.key;
    at = at.parent === null ? undefined : work.index.nodes.get(at.parent);
  }
  return undefined;
}

function orderAgain(
  work: Work,
  node: NodeState,
  { id, steps, reasons, limit, most }: ReopenStep,
  opinion: string | null,
  signer?: Signer,
): void {
  if (most !== null && work.step(node, id).round > most) return;
  const due = dueOf(limit, work.at, work.calendar, work.definition.zone);
  const order = { flagged: [], reasons, opinion, due, limit, from: node.key };
  const { own, below: elsewhere } = splitSteps(node, steps);
  if (own.length > 0) reopenSteps(work, node, { ...order, steps: own }, signer);
  if (elsewhere.length === 0) return;
  const place = node.case === undefined ? node : work.node(node.case.subject);
  const { own: there, below } = splitSteps(place, elsewhere);
  if (there.length > 0 && place !== node) reopenSteps(work, place, { ...order, steps: there }, signer);
  if (below.length > 0) reopenBelow(work, place, { ...order, steps: below });
}

/** The owner of the step issues what it orders. */
export const issue = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Issue'>): Rejection | undefined {
    return (
      refusalOfStep(work, node, command.step, 'open', 'reopen') ??
      refusalOfTask(work, node, command.step, command.signer)
    );
  },
  apply(work: Work, node: NodeState, { step, opinion, signer }: CommandOf<'Issue'>): void {
    const definition = work.stepDefinition(node, step) as OrderingStep;
    carryOutOrder(work, node, definition, opinion, signer);
  },
};
