/**
 * What was handed in is changed while its review is approved, or while nothing reviews it. The form says which fields are material: a
 * cosmetic change leaves the approval as it is, a material one makes it outdated and opens what the plan says.
 */
import type { DecideStep, DoStep } from '../campaign/definition.ts';
import { type PersonId, reviewKey } from '../campaign/keys.ts';
import { differenceOf } from '../forms/difference.ts';
import type { CommandOf } from '../kernel/command.ts';
import { rightsOf, standsInFor } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, rightIn, type Signer } from '../kernel/signer.ts';
import type { NodeState, Output } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { outdate } from '../review/outdate.ts';
import { recordStatedGrades } from './grade.ts';
import { recomputeFrom } from './recompute.ts';
import { refusalOfContent } from './submit.ts';

export const amend = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Amend'>): Rejection | undefined {
    const definition = work.stepAt(node, command.step);
    const step = node.steps[command.step];
    if (definition?.kind !== 'do' || step === undefined) {
      const possible = work.stepsAt(node.key).flatMap((one) => (one.kind === 'do' ? [one.id] : []));
      return { code: 'step.unknown', step: command.step, node: node.key, possible };
    }
    const { place, output, round } = step;
    if (place === 'open') return { code: 'declaration.still-open', step: command.step, possible: ['Submit'] };
    if (place !== 'done' || output === undefined) {
      const possible = amendable(work, node);
      return { code: 'step.wrong-place', step: command.step, node: node.key, place, opens: null, possible };
    }
    return (
      refusalOfReviews(work, node, definition) ??
      (command.round === round
        ? undefined
        : { code: 'declaration.stale-round', round: command.round, current: round }) ??
      refusalOfAmender(work, node, definition, output, command.signer) ??
      (command.version === output.version ? { code: 'declaration.unchanged', step: command.step } : undefined) ??
      refusalOfContent(work, node, command)
    );
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Amend'>): void {
    const definition = work.stepDefinition(node, command.step) as DoStep;
    const step = work.step(node, definition.id);
    const before = step.output as Output;
    const { version, material, facts, items } = command;
    const signer = inTrueRight(work, node, definition, command.signer);
    const { changed, added, removed } = differenceOf(before.items, items);
    const isMaterial = material !== before.material;
    const approved = isMaterial ? reviewsOf(work, node, definition.id).filter((one) => isApproved(node, one)) : [];
    step.output = {
      version,
      material,
      facts,
      items,
      by: rightIn(signer) ?? '',
      hand: actorIn(signer) ?? '',
      round: step.round,
    };
    const at = { step: definition.id, round: step.round };
    const outdates = approved.length > 0;
    work.emit(
      node,
      {
        kind: 'Amended',
        ...at,
        version,
        material,
        facts,
        items,
        changed: [...changed],
        added: [...added],
        removed: [...removed],
        outdates,
      },
      signer,
    );
    const form = work.definition.forms[definition.form];
    const moved = form?.grades.filter(({ fact }) => facts[fact] !== before.facts[fact]) ?? [];
    if (form !== undefined) recordStatedGrades(work, node, { ...form, grades: moved }, facts, at, signer);
    if (outdates) outdate(work, node, definition.id, approved, before);
    else if (isMaterial) recomputeFrom(work, node, definition.id);
  },
};

function reviewsOf(work: Work, node: NodeState, id: string): DecideStep[] {
  return work.stepsAt(node.key).filter((one): one is DecideStep => one.kind === 'decide' && one.of === id);
}

function isApproved(node: NodeState, step: DecideStep): boolean {
  return node.reviews[step.id]?.place === 'approved';
}

function amendable(work: Work, node: NodeState): string[] {
  return work.stepsAt(node.key).flatMap((one) => {
    if (one.kind !== 'do' || node.steps[one.id]?.place !== 'done') return [];
    return refusalOfReviews(work, node, one) === undefined ? [one.id] : [];
  });
}

/** What is under review is taken back by its filler first; what a review has ended is taken up again by an order only. */
function refusalOfReviews(work: Work, node: NodeState, definition: DoStep): Rejection | undefined {
  for (const step of reviewsOf(work, node, definition.id)) {
    const review = node.reviews[step.id];
    if (review === undefined || review.place === 'approved') continue;
    const name = reviewKey(node.key, step.id);
    if (review.tabled !== undefined) return { code: 'review.tabled', review: name, meeting: review.tabled.meeting };
    const possible = [review.place === 'ended' ? 'Reopen' : 'Withdraw'];
    return { code: 'declaration.under-review', step: definition.id, review: name, place: review.place, possible };
  }
  return undefined;
}

/** Whoever owns the step now; and whoever handed it in, in their own right. */
function refusalOfAmender(
  work: Work,
  node: NodeState,
  definition: DoStep,
  output: Output,
  signer: Signer,
): Rejection | undefined {
  const { id: task, by: role } = definition;
  if (signer.kind !== 'person' && signer.kind !== 'substitute') {
    return { code: 'task.wrong-signer', task, signer: signer.kind };
  }
  const { person } = signer;
  const owners = rightsOf(work, node.key, role);
  if (!owners.some((one) => one.person === person)) {
    if (signer.kind === 'person' && person === output.by) return undefined;
    return { code: 'task.not-owner', task, person, role, owners: owners.map((one) => one.person) };
  }
  const standing = standingOf(work, node, definition, person);
  if (signer.kind === 'person' || standing === signer.for) return undefined;
  return { code: 'task.not-substitute', person, for: signer.for, standing };
}

/** Whom they stand in for; null for those who hold the role themselves. */
function standingOf(work: Work, node: NodeState, definition: DoStep, person: PersonId): PersonId | null {
  return standsInFor(rightsOf(work, node.key, definition.by), person);
}

function inTrueRight(work: Work, node: NodeState, definition: DoStep, signer: Signer): Signer {
  if (signer.kind !== 'person') return signer;
  const standing = standingOf(work, node, definition, signer.person);
  return standing === null ? signer : { kind: 'substitute', person: signer.person, for: standing };
}
