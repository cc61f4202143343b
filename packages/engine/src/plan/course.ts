/**
 * Every stage of a review with its place in the document, those of branches too. Whoever looks at stages goes through here, so that
 * none forgets the branches.
 */
import type { Problem } from '../problem.ts';
import type { Branch, Entry, Group, Review } from './review.ts';
import type { Stage } from './stage.ts';

export interface PlacedStage {
  readonly stage: Stage;
  /** From the review on: `stages`, index, and for a branch's `branches`, index, `stages`, index. */
  readonly path: Problem['path'];
  /** The index of its entry in the course. */
  readonly entry: number;
  readonly group?: Group;
  readonly branch?: Branch;
  /** Its index within the branch. */
  readonly inBranch?: number;
}

export function isGroup(entry: Entry): entry is Group {
  return 'branches' in entry;
}

/** In the plan's order; none for no review. */
export function stagesOf(review: Pick<Review, 'stages'> | undefined): readonly PlacedStage[] {
  return (review?.stages ?? []).flatMap((entry, e): PlacedStage[] => {
    if (!isGroup(entry)) return [{ stage: entry, path: ['stages', e], entry: e }];
    return entry.branches.flatMap((branch, b) =>
      branch.stages.map((stage, s) => ({
        stage,
        path: ['stages', e, 'branches', b, 'stages', s],
        entry: e,
        group: entry,
        branch,
        inBranch: s,
      })),
    );
  });
}
