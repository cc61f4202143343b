/** Reviews of the plan as the kernel runs them, each with its hash: presets filled in, limits resolved, conditions compiled. */
import { hashOf } from '../../json/canonical.ts';
import type { PlacedStep } from '../../plan/plan-index.ts';
import { defaultMeeting, defaultOutcomes } from '../../plan/presets.ts';
import type { Stage, Decide as WrittenDecide } from '../../plan/stage.ts';
import { listOf } from '../../plan/words.ts';
import type { Decide, ReviewDefinition, StageDefinition } from '../definition.ts';
import { dueOfStage, ladderOfStep } from './dues.ts';
import { conditionOf, reviewIdOf, type StepContext } from './steps.ts';

/** The review of a step that decides. */
export function compileReview(context: StepContext, placed: PlacedStep): ReviewDefinition {
  const { index } = context;
  const review = index.plan.reviews?.[placed.step.review ?? ''];
  const back = review?.return;
  const content = {
    id: reviewIdOf(index, placed),
    name: review?.name ?? '',
    stages: (review?.stages ?? []).map((stage, s) => compileStage(context, placed, stage, s)),
    return: {
      to: listOf(back?.to).flatMap((reference) => index.find(reference)?.id ?? []),
      stages: back?.stages ?? false,
      then: back?.then ?? ('walk-again' as const),
      reasons: back?.reasons ?? [],
      due: back?.due ?? index.plan.defaults.returnDue,
      ...(back?.maxRounds !== undefined && { maxRounds: back.maxRounds }),
      ...(back?.past !== undefined && { past: back.past }),
    },
  };
  return { ...content, hash: hashOf(content) };
}

function compileStage(context: StepContext, placed: PlacedStep, stage: Stage, index: number): StageDefinition {
  const { plan } = context.index;
  const when = conditionOf(context, placed, stage.when);
  return {
    id: stage.id,
    name: stage.name,
    by: stage.by,
    resolve: stage.resolve ?? 'live',
    decide: decideOf(stage.decide),
    ...(when !== undefined && { when }),
    due: dueOfStage(plan, context.dates, placed, index, context.zone) ?? { kind: 'none', reason: '' },
    ladder: stage.ladder ?? ladderOfStep(plan, placed.step),
    outcomes: (stage.outcomes ?? defaultOutcomes).map((outcome) => ({
      ...outcome,
      opinion: outcome.opinion ?? (outcome.leads === 'forward' ? 'optional' : 'required'),
    })),
    selfReview: stage.selfReview ?? null,
  };
}

function decideOf(decide: WrittenDecide | undefined): Decide {
  if (decide === undefined || decide === 'one') return { mode: 'one' };
  return decide === 'meeting' ? defaultMeeting : { mode: 'meeting', quorum: decide.quorum, pass: decide.pass };
}
