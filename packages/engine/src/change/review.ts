/**
 * A review definition changes while reviews are in flight. The newest binds what opens later; what is in flight finishes on its own, or
 * goes over in one audited act where its place exists in the new one. Said at the root, told to every actor.
 */
import type { ActorDefinition, DecideStep, ReviewDefinition, StageDefinition } from '../campaign/definition.ts';
import { reviewKey } from '../campaign/keys.ts';
import { hashOf } from '../json/canonical.ts';
import { chosenIn } from '../kernel/choose.ts';
import type { CommandOf } from '../kernel/command.ts';
import { indexOf } from '../kernel/definition-index.ts';
import { refusalOfOffice } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { ActorState, BranchState, NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { REVIEW_PLACES } from '../machine/review-machine.ts';
import { definitionOf, entriesOf, groupOf, openStages, stageOf } from '../review/course.ts';
import { enterStage } from '../review/enter.ts';
import { closeStage, dropSitting, said } from '../review/seats.ts';
import { readReview } from './review-definition.ts';
import { newestReview, withNewest, withoutUnused } from './versions.ts';

/** What a change of a review would do to those in flight at one actor. */
export interface ReviewDryRun {
  /** Of the newest definition until now. */
  readonly from: string;
  /** Keys of the reviews that would go over. */
  readonly moves: readonly string[];
  /** Those that would finish on theirs, with the place that the new definition does not have. */
  readonly keeps: readonly { readonly review: string; readonly place: string }[];
  /** Approved, ended, closed, or on the new definition already. */
  readonly done: number;
}

export const changeReviewCommand = {
  refuse(work: Work, node: NodeState, command: CommandOf<'ChangeReview'>): Rejection | undefined {
    const refusal = refusalOfOffice(work, command.signer);
    if (refusal) return refusal;
    const { root } = work.definition;
    if (node.key !== root) return { code: 'review.change-at-root', node: node.key, possible: [root] };
    const { definition, faults } = readReview(work.definition, command.review);
    if (definition === undefined) return { code: 'review.malformed', faults };
    const { hash, ...content } = definition;
    const known = newestReview(work.definition, work.state, definition.id);
    if (known === undefined) {
      return {
        code: 'review.unknown-definition',
        review: definition.id,
        possible: Object.keys(work.definition.reviews),
      };
    }
    const expected = hashOf(content);
    if (hash !== expected) return { code: 'review.other-hash', review: definition.id, hash, expected };
    // The same once more is meaningful only to take along what is still in flight on an older one.
    return hash === known.hash && !command.move ? { code: 'review.unchanged', review: definition.id, hash } : undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'ChangeReview'>): void {
    const { definition } = readReview(work.definition, command.review);
    if (definition === undefined) return;
    const { move, reason } = command;
    const from = newestReview(work.definition, work.state, definition.id)?.hash ?? '';
    work.emit(
      node,
      {
        kind: 'ReviewChanged',
        review: definition.id,
        from,
        to: definition.hash,
        definition: { ...definition },
        move,
        reason,
      },
      command.signer,
    );
    changeReview(work, definition, move);
    for (const actor of work.definition.starts) {
      work.tell(node, actor, { kind: 'order', order: { kind: 'review', review: definition, move, reason } });
    }
  },
};

/** Makes the definition this actor's newest and takes along, if so ordered, the reviews whose place it has. */
export function changeReview(work: Work, definition: ReviewDefinition, moving: boolean): void {
  work.state.reviews = withNewest(work.state, definition);
  if (moving) {
    for (const { key, step, review } of inFlight(work.definition, work.soFar(), definition)) {
      const node = work.node(key);
      const own = node.reviews[step.id];
      if (own === undefined) continue;
      if (isThere(definition, review)) moveReview(work, node, step, own, definition);
      else {
        const { round, place, definitionHash } = review;
        work.emit(node, { kind: 'ReviewKept', step: step.id, round, definition: definitionHash, place });
      }
    }
  }
  const kept = withoutUnused(work.soFar());
  if (kept !== undefined) work.state.reviews = kept;
}

/** What `move` would do here; changes nothing. */
export function dryRunOf(definition: ActorDefinition, state: ActorState, review: ReviewDefinition): ReviewDryRun {
  const open = [...inFlight(definition, state, review)].map((one) => ({
    review: reviewKey(one.key, one.step.id),
    place: one.review.place,
    moves: isThere(review, one.review),
  }));
  const all = [...reviewsOf(definition, state, review.id)].length;
  return {
    from: newestReview(definition, state, review.id)?.hash ?? '',
    moves: open.filter((one) => one.moves).map((one) => one.review),
    keeps: open.filter((one) => !one.moves).map(({ review: key, place }) => ({ review: key, place })),
    done: all - open.length,
  };
}

interface Placed {
  readonly key: string;
  readonly step: DecideStep;
  readonly review: ReviewState;
}

function* reviewsOf(
  definition: ActorDefinition,
  state: ActorState,
  id: string,
): Generator<Placed & { closed: boolean }> {
  const { steps } = indexOf(definition);
  for (const [key, node] of Object.entries(state.nodes)) {
    for (const [stepId, review] of Object.entries(node.reviews)) {
      const written = steps.get(stepId);
      const step = written === undefined ? undefined : chosenIn(node, written);
      if (step?.kind === 'decide' && step.review === id) yield { key, step, review, closed: node.closed };
    }
  }
}

/** Neither approved nor ended, and on another version. */
function* inFlight(definition: ActorDefinition, state: ActorState, to: ReviewDefinition): Generator<Placed> {
  for (const one of reviewsOf(definition, state, to.id)) {
    const { place, definitionHash } = one.review;
    if (one.closed || place === 'approved' || place === 'ended' || definitionHash === to.hash) continue;
    yield one;
  }
}

/** Has the definition every place in which the review stands, or to which it is to come back? */
function isThere(definition: ReviewDefinition, review: ReviewState): boolean {
  const { place, back = [], only = [], branches } = review;
  const entries = entriesOf(definition);
  const stands: readonly string[] = [...REVIEW_PLACES, ...entries];
  if (!stands.includes(place) || !back.every((entry) => entries.includes(entry))) return false;
  if (!only.every((stage) => stageOf(definition, stage) !== undefined)) return false;
  if (branches === undefined) return true;
  // The group it stands in, or the one it comes straight back to.
  const group = groupOf(definition, entries.includes(place) ? place : (back[0] ?? ''));
  if (group === undefined || group.branches.length !== Object.keys(branches).length) return false;
  return group.branches.every(({ id, stages }) => {
    const branch = branches[id];
    return branch !== undefined && isBranchThere(definition, branch, stages);
  });
}

function isBranchThere(definition: ReviewDefinition, { place, back }: BranchState, stages: readonly string[]): boolean {
  if (place !== 'joined' && place !== 'returned' && !stages.includes(place)) return false;
  if (back === undefined) return true;
  const outcome = stageOf(definition, back.stage)?.outcomes.find((one) => one.id === back.decision.outcome);
  return stages.includes(back.stage) && outcome?.leads === 'return';
}

function moveReview(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  definition: ReviewDefinition,
): void {
  const before = definitionOf(work, step, review);
  const { round, place } = review;
  work.emit(node, { kind: 'ReviewMoved', step: step.id, round, from: before.hash, to: definition.hash, place });
  review.definitionHash = definition.hash;
  for (const id of openStages(definition, review)) {
    const stage = stageOf(definition, id);
    const known = stageOf(before, id);
    if (stage === undefined || (known !== undefined && isAskedAlike(known, stage))) continue;
    // What was said in the old way cannot be counted in the new one; it stays on record, and everybody is asked again.
    const stale = said(review, id);
    review.decisions = review.decisions.filter((one) => !stale.includes(one));
    closeStage(work, node, step, id, 'superseded');
    dropSitting(review, id);
    if (review.tabled?.stage === id) delete review.tabled;
    enterStage(work, node, step, review, stage, []);
  }
}

/** The same people in the same way: their tasks stay. */
function isAskedAlike(one: StageDefinition, other: StageDefinition): boolean {
  const ballot = ({ decide }: StageDefinition) => (decide.mode === 'vote' ? decide.ballot : null);
  return one.by === other.by && one.decide.mode === other.decide.mode && ballot(one) === ballot(other);
}
