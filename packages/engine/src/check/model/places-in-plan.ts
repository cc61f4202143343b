/** Where the document says what a compiled machine is made of. */
import { stagesOf } from '../../plan/course.ts';
import type { PlanIndex } from '../../plan/plan-index.ts';
import type { Path } from '../context.ts';

export interface PlacesInPlan {
  readonly step: (id: string) => Path;
  /** Of a stage or a group; of the review itself without one. */
  readonly review: (id: string, place?: string) => Path;
}

export function placesInPlan(index: PlanIndex): PlacesInPlan {
  return {
    step: (id) => index.byId.get(id)?.path ?? [],
    review: (id, place) => {
      // Steps that share a review have one definition each: `review@phase.step`.
      const written = id.split('@')[0] ?? id;
      const review = index.plan.reviews?.[written];
      const stage = stagesOf(review).find((one) => one.stage.id === place);
      const group = review?.stages.findIndex((entry) => entry.id === place) ?? -1;
      return ['reviews', written, ...(stage?.path ?? (group < 0 ? [] : ['stages', group]))];
    },
  };
}
