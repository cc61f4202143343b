/** A review begins: on the first version, on the next one after a return, or again on what was taken back. */
import type { DecideStep } from '../campaign/definition.ts';
import { reviewKey } from '../campaign/keys.ts';
import { differenceOf } from '../forms/difference.ts';
import { invariant } from '../invariant.ts';
import type { NodeState, Output, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { type ReviewMove, reviewMachine } from '../machine/review-machine.ts';
import { currentDefinition, definitionOf } from './course.ts';
import { closePass, leavePass, move } from './enter.ts';

/** What is under review: the newest output of the step it is about. */
function subjectOf(
  node: NodeState,
  step: DecideStep,
): Pick<Output, 'version' | 'items'> & { by: string | null; hand: string | null; round: number } {
  const subject = node.steps[step.of];
  if (subject?.output !== undefined) return subject.output;
  // A computed subject (a roll-up) has no filler; its root is what is decided on.
  invariant(subject?.root, `step '${step.of}' to have produced something at node '${node.key}'`);
  return { version: subject.root, items: [], by: null, hand: null, round: subject.round };
}

/** In whose right it was handed in, and whose hand it was. */
function fillersOf({ by, hand }: { readonly by: string | null; readonly hand: string | null }): string[] {
  return [...new Set([by, hand])].filter((person) => person !== null);
}

export function openReview(work: Work, node: NodeState, step: DecideStep): void {
  const known = node.reviews[step.id];
  const subject = subjectOf(node, step);
  if (known !== undefined) {
    // Held or taken back, and now everything it rests on is there again.
    begin(work, node, step, known, { type: 'Resubmit', target: null });
    return;
  }
  const definition = currentDefinition(work, step);
  const review: ReviewState = {
    place: 'waiting',
    round: subject.round,
    hash: subject.version,
    definitionHash: definition.hash,
    fillers: fillersOf(subject),
    decisions: [],
  };
  node.reviews[step.id] = review;
  work.emit(node, {
    kind: 'ReviewOpened',
    step: step.id,
    round: review.round,
    review: reviewKey(node.key, step.id),
    definition: definition.hash,
    hash: subject.version,
  });
  move(work, node, step, review, { type: 'Start' });
}

/** The next version is there: the review takes it up, from the start or straight at the stage that sent it back. */
export function resubmit(work: Work, node: NodeState, step: DecideStep): boolean {
  const review = node.reviews[step.id];
  if (review === undefined || (review.place !== 'returned' && review.place !== 'withdrawn')) return false;
  const subject = node.steps[step.of];
  if (subject === undefined || subject.place !== 'done') return false;
  // What is computed comes back when it was computed anew, not as it was sent back.
  if (subject.output === undefined && subject.round <= review.round) return false;
  const target = review.place === 'returned' ? (review.back?.[0] ?? null) : null;
  begin(work, node, step, review, { type: 'Resubmit', target });
  return true;
}

export function begin(work: Work, node: NodeState, step: DecideStep, review: ReviewState, by: ReviewMove): void {
  const subject = subjectOf(node, step);
  const { unchanged, changed, added, removed } = differenceOf(review.items ?? [], subject.items);
  const straight = by.target !== undefined && by.target !== null;
  review.round = subject.round;
  review.hash = subject.version;
  review.fillers = fillersOf(subject);
  review.decisions = straight ? keptValues(review, unchanged) : [];
  if (!straight) delete review.branches;
  delete review.back;
  delete review.items;
  work.emit(node, {
    kind: 'Resubmitted',
    step: step.id,
    round: review.round,
    hash: subject.version,
    changed: [...changed],
    added: [...added],
    removed: [...removed],
  });
  move(work, node, step, review, by);
}

/** Straight back: what earlier stages set on items that did not change still holds. */
function keptValues(review: ReviewState, unchanged: readonly string[]): ReviewState['decisions'] {
  return review.decisions.flatMap((decision) => {
    const verdicts = decision.verdicts.filter((one) => one.value !== undefined && unchanged.includes(one.item));
    return verdicts.length === 0 ? [] : [{ ...decision, verdicts }];
  });
}

/** What it rests on was taken back: it waits for the next version, keeping the items it had, to show what changed. */
export function resetReview(work: Work, node: NodeState, step: DecideStep): void {
  const review = node.reviews[step.id];
  if (review === undefined || review.place === 'returned' || review.place === 'withdrawn') return;
  const to = reviewMachine(definitionOf(work, step, review)).step(review.place, { type: 'Reset' });
  invariant(to !== undefined, `review of step '${step.id}' to be taken back from '${review.place}'`);
  closePass(work, node, step, 'reopened');
  leavePass(review);
  keepItems(node, step, review);
  review.place = to;
}

/** Remembers the items under review, so that the next round can say what changed. */
export function keepItems(node: NodeState, step: DecideStep, review: ReviewState): void {
  review.items = (node.steps[step.of]?.output?.items ?? []).map(({ item, hash }) => ({ item, hash }));
}
