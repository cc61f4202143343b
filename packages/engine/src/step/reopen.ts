/**
 * The one reopening, whoever causes it: named steps get a new round at this node, what rests on them follows its own rule, and
 * accepted items stay locked. Siblings go on.
 */
import type { DecideStep, StepDefinition } from '../campaign/definition.ts';
import type { Hash, RoleId, StepId } from '../campaign/keys.ts';
import type { CommandOf, Verdict } from '../kernel/command.ts';
import { conveners, membersOf, resolve, rightsOf } from '../kernel/owners.ts';
import { refusalOfOffice } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, type Signer } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import { closeTasksOf } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { resetReview } from '../review/open.ts';
import type { Limit } from '../time/limit.ts';
import { moveStep } from './move-step.ts';
import { begin } from './open.ts';

export interface Reopening {
  readonly steps: readonly StepId[];
  /** What must be done again, with reasons; everything else stays accepted. Empty: all of it. */
  readonly flagged: readonly Verdict[];
  readonly reasons: readonly string[];
  readonly opinion: Hash | null;
  readonly due: number | null;
  /** What the due was counted from just now; absent when somebody gave it. */
  readonly limit?: Limit;
  readonly from: string;
  /** What was produced, and approved, stays in effect until it is done again. */
  readonly inEffect?: boolean;
}

export function reopenSteps(work: Work, node: NodeState, order: Reopening, signer?: Signer): void {
  work.emit(
    node,
    {
      kind: 'Reopened',
      step: order.steps[0] ?? '',
      round: work.step(node, order.steps[0] ?? '').round,
      steps: [...order.steps],
      items: order.flagged.map((verdict) => verdict.item),
      reasons: [...order.reasons],
      opinion: order.opinion,
      due: order.due,
      from: order.from,
    },
    signer,
  );
  for (const id of order.steps) reopenStep(work, node, id, order);
}

function reopenStep(work: Work, node: NodeState, id: StepId, order: Reopening): void {
  const definition = work.stepDefinition(node, id);
  const step = work.step(node, id);
  // What has not begun needs no new round: the order reaches it when it opens.
  if (step.place !== 'done' && step.place !== 'open') return;
  closeTasksOf(work, node, id, 'reopened');
  moveStep(step, id, 'Reopen', 'open');
  step.round += 1;
  const inEffect = order.inEffect === true && step.output !== undefined;
  if (inEffect) step.inEffect = true;
  step.givenDue = order.due;
  if (order.due === null || order.limit === undefined) delete step.counted;
  else step.counted = { limit: order.limit, from: work.at };
  step.flagged = order.flagged;
  step.locked = lockedItems(step.output?.items ?? [], order.flagged);
  delete step.sentAt;
  takeBackReviews(work, node, id, inEffect);
  const inTurn = definition.onReopen !== 'go-on' && definition.waits.same.some((one) => order.steps.includes(one));
  if (inTurn) awaitTurn(work, node, definition);
  else begin(work, node, definition);
}

/** It rests on another that is done again: its new round begins when that one is done. */
function awaitTurn(work: Work, node: NodeState, definition: StepDefinition): void {
  const step = work.step(node, definition.id);
  moveStep(step, definition.id, 'Hold', 'waiting');
  step.held = true;
  work.emit(node, { kind: 'StepHeld', step: definition.id, round: step.round, redo: true });
}

/** Items that nobody flagged keep their content; with nothing flagged everything is open. */
function lockedItems(
  items: readonly { item: string; hash: Hash }[],
  flagged: readonly Verdict[],
): Record<string, Hash> {
  const open = new Set(flagged.map((verdict) => verdict.item));
  if (open.size === 0) return {};
  return Object.fromEntries(items.filter((item) => !open.has(item.item)).map(({ item, hash }) => [item, hash]));
}

/** Reviews over what is reopened wait for its next version; what they had approved is outdated, visibly. */
function takeBackReviews(work: Work, node: NodeState, of: StepId, inEffect: boolean): void {
  for (const definition of work.stepsAt(node.key)) {
    if (definition.kind === 'decide' && definition.of === of) takeBack(work, node, definition, inEffect);
  }
}

function takeBack(work: Work, node: NodeState, definition: DecideStep, inEffect: boolean): void {
  const review = node.reviews[definition.id];
  const step = work.step(node, definition.id);
  if (review === undefined || step.place === 'closed') return;
  const approved = review.place === 'approved' || review.place === 'ended';
  resetReview(work, node, definition);
  if (!approved || step.place !== 'done') return;
  if (inEffect) step.inEffect = true;
  // What stays in effect is not outdated before there is something in its place.
  else work.emit(node, { kind: 'Outdated', step: definition.id, round: review.round, of: definition.of });
  moveStep(step, definition.id, 'Reopen', 'open');
  step.round += 1;
}

/** An order from the office or, recorded by it, from outside: at any time while the campaign lives. */
export const reopen = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Reopen'>): Rejection | undefined {
    const refusal = refusalOfOrderer(work, node, command);
    if (refusal) return refusal;
    for (const id of command.steps) {
      const place = node.steps[id]?.place;
      const kind = work.stepAt(node, id)?.kind;
      const possible = work
        .stepsAt(node.key)
        .flatMap((step) => (isReopenable(node, step.id, step.kind) ? [step.id] : []));
      if (place === undefined || kind === undefined)
        return { code: 'step.unknown', step: id, node: node.key, possible };
      if (!isReopenable(node, id, kind))
        return { code: 'step.wrong-place', step: id, node: node.key, place, opens: null, possible };
      const known = node.steps[id]?.output?.items.map((item) => item.item) ?? [];
      const strange = command.items.filter((item) => !known.includes(item));
      if (strange.length > 0) return { code: 'review.unknown-item', items: strange, possible: known };
    }
    if (command.due !== undefined && command.due <= work.at) return { code: 'due.past', due: command.due };
    return undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Reopen'>): void {
    const flagged = command.items.map((item) => ({ item, outcome: 'return', reasons: command.reasons }));
    const { steps, reasons, opinion } = command;
    reopenSteps(
      work,
      node,
      { steps, flagged, reasons, opinion, due: command.due ?? null, from: node.key },
      command.signer,
    );
  },
};

/**
 * The office in its own name, or as the recorder of a body outside that orders it; else whom the plan names, for one of the reasons that
 * it gives. A body orders through its chair or its office.
 */
function refusalOfOrderer(
  work: Work,
  node: NodeState,
  { signer, reasons }: CommandOf<'Reopen'>,
): Rejection | undefined {
  const refusal = refusalOfOffice(
    work,
    signer.kind === 'recorder' ? { kind: 'administrator', person: signer.person } : signer,
  );
  const { orders } = work.definition;
  if (refusal === undefined || orders === undefined) return refusal;
  if (!orders.by.some((role) => ordersAs(work, node, role, signer)))
    return { code: 'order.not-entitled', roles: orders.by, signer: actorIn(signer) };
  const strange = reasons.filter((reason) => !orders.reasons.includes(reason));
  if (reasons.length > 0 && strange.length === 0) return undefined;
  return { code: 'order.reasons', reasons: strange, possible: orders.reasons };
}

/** Whether this signer gives orders in the role: a member, or who records for the body or the organization outside that has it. */
export function ordersAs(work: Work, node: NodeState, role: RoleId, signer: Signer): boolean {
  const { body, recordsFor } = resolve(work, node.key, role);
  const of = recordsFor ?? body;
  if (of === null) {
    const rights = rightsOf(work, node.key, role);
    if (signer.kind === 'substitute')
      return rights.some(({ right, person }) => right === signer.for && person === signer.person);
    return signer.kind === 'person' && rights.some(({ person }) => person === signer.person);
  }
  if (signer.kind !== 'recorder' || signer.of !== of) return false;
  const recorders = recordsFor === undefined ? conveners(work, node.key, role) : membersOf(work, node.key, role);
  return recorders.includes(signer.person);
}

function isReopenable(node: NodeState, id: StepId, kind: string): boolean {
  const place = node.steps[id]?.place;
  return kind === 'do' && (place === 'done' || place === 'open');
}
