/**
 * A reviewer takes a decision back until the next stage has acted: at once while the stage is still open, else by leading the review
 * back to it. What was returned, ended, approved or counted stands; there is an order for that.
 */
import type { DecideStep, ReviewDefinition, StageDefinition } from '../campaign/definition.ts';
import { reviewKey } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, type Signer } from '../kernel/signer.ts';
import type { Judgement, NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { branchOf, definitionOf, openStages, stageOf, standsAside } from './course.ts';
import { decideStepOf, refusalOfVersion, wrongPlace } from './decide.ts';
import { closePass, leavePass, move, moveBranch } from './enter.ts';
import { arrange, closeStage, dropSitting, said } from './seats.ts';

/** Only who decided, not the one in whose place; both their names are on the decision. */
function ownJudgement(review: ReviewState, stage: string, signer: Signer): Judgement | undefined {
  const actor = actorIn(signer);
  return review.decisions.findLast((one) => one.stage === stage && one.by === actor && one.round === review.round);
}

export const takeBack = {
  refuse(work: Work, node: NodeState, command: CommandOf<'TakeBack'>): Rejection | undefined {
    const refusal = refusalOfVersion(work, node, command);
    if (refusal) return refusal;
    const step = decideStepOf(work, node, command.step);
    const review = node.reviews[command.step];
    if (step === undefined || review === undefined) return { code: 'review.unknown', review: command.step };
    const name = reviewKey(node.key, step.id);
    const definition = definitionOf(work, step, review);
    const stage = stageOf(definition, command.stage);
    if (stage === undefined) return wrongPlace(node, step, review, definition);
    const own = ownJudgement(review, command.stage, command.signer);
    if (own === undefined) {
      const possible = review.decisions.filter((one) => one.by === actorIn(command.signer)).map((one) => one.stage);
      return { code: 'review.nothing-to-take-back', review: name, stage: command.stage, possible };
    }
    if (own.by !== null && standsAside(review, own.by)) {
      return { code: 'review.stands-aside', review: name, person: own.by };
    }
    if (isOpen(definition, review, stage)) return undefined;
    if (stage.decide.mode === 'meeting' || stage.decide.mode === 'vote')
      return { code: 'review.counted', review: name, stage: stage.id };
    const later = actedAfter(definition, review, stage, own);
    if (later.length > 0) return { code: 'review.acted-on', review: name, stages: later, place: review.place };
    return review.tabled === undefined
      ? undefined
      : { code: 'review.tabled', review: name, meeting: review.tabled.meeting };
  },
  apply(work: Work, node: NodeState, command: CommandOf<'TakeBack'>): void {
    const step = work.stepDefinition(node, command.step) as DecideStep;
    const review = node.reviews[step.id] as ReviewState;
    const definition = definitionOf(work, step, review);
    const stage = stageOf(definition, command.stage) as StageDefinition;
    const own = ownJudgement(review, stage.id, command.signer) as Judgement;
    const open = isOpen(definition, review, stage);
    review.decisions = review.decisions.filter((one) => one !== own);
    work.emit(
      node,
      {
        kind: 'DecisionTakenBack',
        step: step.id,
        round: review.round,
        stage: stage.id,
        outcome: own.outcome,
        from: review.place,
      },
      command.signer,
    );
    if (open) arrange(work, node, step, review, stage, 'taken-back');
    else leadBack(work, node, step, review, definition, stage);
  },
};

function isOpen(definition: ReviewDefinition, review: ReviewState, stage: StageDefinition): boolean {
  return openStages(definition, review).includes(stage.id) && said(review, stage.id).length > 0;
}

/** Stages that somebody acted at since; in another branch of the same open group that does not matter. */
function actedAfter(
  definition: ReviewDefinition,
  review: ReviewState,
  stage: StageDefinition,
  own: Judgement,
): string[] {
  const inside = branchOf(definition, stage.id);
  const beside = inside !== undefined && review.place === inside.group.id;
  const drawn = Object.entries(review.sittings ?? {}).flatMap(([id, sitting]) =>
    (sitting.ballot?.drawn.length ?? 0) > 0 && id !== stage.id ? [id] : [],
  );
  const later = review.decisions.slice(review.decisions.indexOf(own) + 1).map((one) => one.stage);
  return [...later, ...drawn].filter((id) => id !== stage.id && (!beside || inside.branch.stages.includes(id)));
}

function leadBack(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  definition: ReviewDefinition,
  stage: StageDefinition,
): void {
  const inside = branchOf(definition, stage.id);
  if (inside !== undefined && review.place === inside.group.id) {
    const place = review.branches?.[inside.branch.id]?.place ?? '';
    closeStage(work, node, step, place, 'taken-back');
    dropSitting(review, place);
    moveBranch(work, node, step, review, stage.id, { type: 'TakeBack', target: stage.id });
    return;
  }
  closePass(work, node, step, 'taken-back');
  leavePass(review);
  if (inside === undefined) {
    move(work, node, step, review, { type: 'TakeBack', target: stage.id });
    return;
  }
  // Back into the group: where all had to join the others stay joined, where one was enough they are asked again.
  const others = inside.group.join === 'all' ? inside.group.branches.filter((branch) => branch !== inside.branch) : [];
  review.branches = {
    ...Object.fromEntries(others.map((branch) => [branch.id, { place: 'joined' }])),
    [inside.branch.id]: { place: stage.id },
  };
  move(work, node, step, review, { type: 'TakeBack', target: inside.group.id });
}
