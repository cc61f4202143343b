/**
 * Which versions of review definitions an actor keeps: what opens now binds the newest, what is in flight stays on its own. Must not
 * know what moves a review from one to another.
 */
import type { ActorDefinition, ReviewDefinition } from '../campaign/definition.ts';
import type { Hash } from '../campaign/keys.ts';
import type { ActorState } from '../kernel/state.ts';

type Kept = Pick<ActorState, 'reviews'>;

/** The newest version; undefined for a review that the campaign does not have. */
export function newestReview(definition: ActorDefinition, state: Kept, id: string): ReviewDefinition | undefined {
  const newer = state.reviews?.current[id];
  return newer === undefined ? definition.reviews[id] : state.reviews?.versions[newer];
}

/** Makes a version the newest, and forgets those that nothing is on any more. */
export function withNewest(
  state: Pick<ActorState, 'reviews'>,
  review: ReviewDefinition,
): NonNullable<ActorState['reviews']> {
  const current = { ...state.reviews?.current, [review.id]: review.hash };
  return { current, versions: { ...state.reviews?.versions, [review.hash]: review } };
}

/** Versions that are newest, or that some review here is still on. */
export function withoutUnused(state: ActorState): ActorState['reviews'] {
  if (state.reviews === undefined) return undefined;
  const { current, versions } = state.reviews;
  const used = new Set<Hash>(Object.values(current));
  for (const node of Object.values(state.nodes)) {
    for (const review of Object.values(node.reviews)) used.add(review.definitionHash);
  }
  return { current, versions: Object.fromEntries(Object.entries(versions).filter(([hash]) => used.has(hash))) };
}
