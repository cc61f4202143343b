/**
 * After the holders of roles changed: where the last who had not been heard has left, the stage comes to its outcome with what the others
 * said.
 */
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { definitionOf, openStages, stageOf } from './course.ts';
import { said, unheard } from './seats.ts';
import { agreeWithoutThem } from './stand-aside.ts';
import { settleVote } from './vote.ts';

export function settleSittings(work: Work, node: NodeState): void {
  for (const [id, review] of Object.entries(node.reviews)) {
    const step = work.stepAt(node, id);
    if (step?.kind !== 'decide' || review.sittings === undefined) continue;
    const definition = definitionOf(work, step, review);
    for (const open of openStages(definition, review)) {
      const stage = stageOf(definition, open);
      // What one stage came to may have closed another.
      if (stage === undefined || review.sittings?.[open] === undefined || unheard(review, open).length > 0) continue;
      if (stage.decide.mode === 'vote') settleVote(work, node, step, review, stage);
      else if (said(review, open).length > 0) agreeWithoutThem(work, node, step, review, stage);
    }
  }
}
