/**
 * The moves that a review's definition lets those who own its places make, and the system with them. What the office may order from
 * outside and what is taken back is left out: a place that only an order gets out of is a dead end.
 */
import type { BranchDefinition, Outcome, ReviewDefinition } from '../../campaign/definition.ts';
import type { StageId } from '../../campaign/keys.ts';
import { type BranchMove, entryId, type ReviewMove } from '../../machine/review-machine.ts';
import type { MovesAt } from '../../machine/walk.ts';

/** Places of a review where nothing is waited for any more. */
export const REVIEW_ENDS = ['approved', 'ended'] as const;

/** @param straight where a new version may go straight back to: the places that can have sent it back */
export function reviewMoves(definition: ReviewDefinition, straight: readonly StageId[]): MovesAt<ReviewMove> {
  const entries = definition.course.map(entryId);
  const fromStart = nextOf('Start', entries, (id) => mayBeLeftOut(definition, id), 'last');
  return (place): readonly ReviewMove[] => {
    if (place === 'waiting') return fromStart;
    if (place === 'withdrawn') return fromStart.map((move) => ({ ...move, type: 'Resubmit' }));
    if (place === 'returned') return resubmissions(definition, straight, fromStart);
    const at = entries.indexOf(place);
    if (at < 0) return [];
    const earlier = entries.slice(0, at);
    const later = entries.slice(at + 1);
    return [
      ...stagesAt(definition, place).flatMap((stage) =>
        outcomesOf(definition, stage).flatMap((outcome): readonly ReviewMove[] => {
          if (outcome.leads === 'end') return [{ type: 'End' }];
          if (outcome.leads === 'return') return backFrom(definition, earlier, outcome);
          return outcome.to === undefined || !later.includes(outcome.to)
            ? nextOf('Forward', later, (id) => mayBeLeftOut(definition, id), 'approved')
            : [{ type: 'Forward', target: outcome.to }];
        }),
      ),
      { type: 'Withdraw' },
    ];
  };
}

/** Of one branch: a return to a place outside it, or an end, is the review's own move. */
export function branchMoves(definition: ReviewDefinition, { stages }: BranchDefinition): MovesAt<BranchMove> {
  const leftOut = (id: StageId) => isConditional(definition, id);
  return (place): readonly BranchMove[] => {
    if (place === 'waiting') return nextOf('Start', stages, leftOut, 'approved');
    const at = stages.indexOf(place);
    if (at < 0) return [];
    return outcomesOf(definition, place).flatMap((outcome): readonly BranchMove[] => {
      const { leads, to } = outcome;
      if (leads === 'end') return [];
      if (leads === 'return') {
        const earlier = stages.slice(0, at);
        return to === undefined || earlier.includes(to) ? (backFrom(definition, earlier, outcome) as BranchMove[]) : [];
      }
      return to !== undefined && stages.includes(to)
        ? [{ type: 'Forward', target: to }]
        : nextOf('Forward', stages.slice(at + 1), leftOut, 'approved');
    });
  };
}

/** On to the first of some that applies: any up to the first without a condition, and past all of them when each has one. */
function nextOf<Type extends ReviewMove['type']>(
  type: Type,
  ids: readonly StageId[],
  isLeftOut: (id: StageId) => boolean,
  otherwise: 'approved' | 'last',
): readonly (ReviewMove & { readonly type: Type })[] {
  const firm = ids.findIndex((id) => !isLeftOut(id));
  const possible = firm < 0 ? ids : ids.slice(0, firm + 1);
  const moves = possible.map((id) => ({ type, applicable: [id] }));
  return firm >= 0 || (otherwise === 'last' && ids.length > 0) ? moves : [...moves, { type, applicable: [] }];
}

function resubmissions(
  { return: { then } }: ReviewDefinition,
  back: readonly StageId[],
  fromStart: readonly ReviewMove[],
): readonly ReviewMove[] {
  const again = fromStart.map((move): ReviewMove => ({ ...move, type: 'Resubmit' }));
  const straight = back.map((target): ReviewMove => ({ type: 'Resubmit', target }));
  if (then === 'walk-again') return again;
  return then === 'straight-back' ? straight : [...again, ...straight];
}

/** To the filler, to the place the outcome names, and to those that whoever sends back may choose. */
function backFrom(
  { return: back }: ReviewDefinition,
  earlier: readonly StageId[],
  { to }: Outcome,
): readonly ReviewMove[] {
  if (to !== undefined) return [{ type: 'Return', target: to }];
  const chosen =
    back.stages === 'none'
      ? []
      : back.stages === 'previous'
        ? earlier.slice(-1)
        : back.stages === 'earlier'
          ? earlier
          : earlier.filter((id) => (back.stages as readonly string[]).includes(id));
  return [{ type: 'Return', target: null }, ...chosen.map((target): ReviewMove => ({ type: 'Return', target }))];
}

/** The stages that decide at a place of the course. */
export function stagesAt({ course }: ReviewDefinition, place: string): readonly StageId[] {
  const entry = course.find((one) => entryId(one) === place);
  if (entry === undefined) return [];
  return entry.kind === 'stage' ? [entry.stage] : entry.group.branches.flatMap((branch) => branch.stages);
}

function outcomesOf({ stages }: ReviewDefinition, stage: StageId): readonly Outcome[] {
  return stages.find((one) => one.id === stage)?.outcomes ?? [];
}

function isConditional({ stages }: ReviewDefinition, stage: StageId): boolean {
  return stages.find((one) => one.id === stage)?.when !== undefined;
}

function mayBeLeftOut(definition: ReviewDefinition, place: string): boolean {
  return stagesAt(definition, place).every((stage) => isConditional(definition, stage));
}
