/** Reviews of the plan as the kernel runs them, each with its hash: presets filled in, limits resolved, conditions compiled. */
import { hashOf } from '../../json/canonical.ts';
import { isChoose, usualIn } from '../../plan/choose.ts';
import { countingOf } from '../../plan/counting.ts';
import { isGroup, type PlacedStage, stagesOf } from '../../plan/course.ts';
import { ofSteps, type PlacedStep, type PlanIndex } from '../../plan/plan-index.ts';
import { defaultMeeting, defaultOnChange, defaultVote, usualResults, writtenOutcomes } from '../../plan/presets.ts';
import type { Entry, OnChange, Return } from '../../plan/review.ts';
import { decideObject, type Stage, type Decide as WrittenDecide } from '../../plan/stage.ts';
import { listOf } from '../../plan/words.ts';
import type { Problem } from '../../problem.ts';
import type { CourseEntry, Decide, Outcome, ReviewDefinition, StageDefinition } from '../definition.ts';
import { compileChoice } from './choices.ts';
import { dueOfStage, ladderOfStep } from './dues.ts';
import { conditionOf, dueIn, reviewIdOf, type StepContext, scopeAt } from './steps.ts';

/** A review that a step decides by. */
export function compileReview(context: StepContext, placed: PlacedStep, id: string): ReviewDefinition {
  const { index } = context;
  const review = index.plan.reviews?.[id];
  const back = review?.return;
  const content: Omit<ReviewDefinition, 'hash'> = {
    id: reviewIdOf(index, placed, id),
    name: review?.name ?? '',
    stages: stagesOf(review).map((stage) => compileStage(context, placed, id, stage)),
    course: (review?.stages ?? []).map(courseEntryOf),
    once: review?.once ?? false,
    return: {
      to: back?.to === undefined ? ofSteps(index, placed).map((of) => of.id) : stepsOf(index, listOf(back.to)),
      stages: returnStagesOf(back?.stages),
      then: back?.then ?? 'walk-again',
      reasons: back?.reasons ?? [],
      due: back?.due ?? index.plan.defaults.returnDue,
      raise: raiseOf(back),
    },
    onChange: onChangeOf(review?.onChange),
  };
  return { ...content, hash: hashOf(content) };
}

function courseEntryOf(entry: Entry): CourseEntry {
  if (!isGroup(entry)) return { kind: 'stage', stage: entry.id };
  const { id, name, join = 'all', onReturn = 'stop', branches } = entry;
  return {
    kind: 'group',
    group: {
      id,
      name,
      join,
      onReturn,
      branches: branches.map((branch) => ({
        id: branch.id,
        name: branch.name,
        stages: branch.stages.map((stage) => stage.id),
      })),
    },
  };
}

function compileStage(context: StepContext, placed: PlacedStep, review: string, at: PlacedStage): StageDefinition {
  const { index, dates, zone } = context;
  const { stage } = at;
  const when = conditionOf(context, placed, stage.when);
  const outcomes = outcomesOf(index, stage);
  return {
    id: stage.id,
    name: stage.name,
    by: usualIn(stage.by) ?? '',
    resolve: stage.resolve ?? 'live',
    decide: decideOf(stage.decide, outcomes),
    ...(when !== undefined && { when }),
    due: dueOfStage(index.plan, dates, placed, review, at, zone) ?? { kind: 'none', reason: '' },
    limit: stage.limit ?? 'anew',
    ladder: stage.ladder ?? ladderOfStep(index.plan, placed.step),
    outcomes,
    advice: stage.advice ?? false,
    selfReview: stage.selfReview ?? null,
    copies: stage.copies ?? [],
    ...stageChoices(context, placed, stage, ['reviews', review, ...at.path]),
  };
}

function stageChoices(
  context: StepContext,
  placed: PlacedStep,
  stage: Stage,
  path: Problem['path'],
): Pick<StageDefinition, 'choices'> {
  if (!isChoose(stage.by) && !isChoose(stage.due)) return {};
  const scope = scopeAt(context, placed);
  const by = compileChoice(stage.by, scope, (role) => role);
  const due = compileChoice(stage.due, scope, dueIn(context, [...path, 'due']));
  return { choices: { ...(by && { by }), ...(due && { due }) } };
}

function outcomesOf(index: PlanIndex, stage: Stage): readonly Outcome[] {
  return writtenOutcomes(stage).map(({ id, name, leads, opinion, to, steps }) => ({
    id,
    name,
    leads,
    opinion: opinion ?? (leads === 'forward' ? 'optional' : 'required'),
    ...(to !== undefined && { to }),
    ...(steps !== undefined && { steps: stepsOf(index, steps) }),
  }));
}

function decideOf(written: WrittenDecide | undefined, outcomes: readonly Outcome[]): Decide {
  const decide = decideObject(written);
  switch (decide.mode) {
    case 'vote': {
      const usual = usualResults(outcomes);
      const { passed = usual.passed, failed = usual.failed, ends = defaultVote.ends } = decide;
      return { mode: 'vote', ...countingOf(decide, defaultVote), ends, passed, failed };
    }
    case 'meeting':
      return { mode: 'meeting', ...countingOf(decide, defaultMeeting) };
    default:
      return { mode: decide.mode };
  }
}

function stepsOf(index: PlanIndex, references: readonly string[]): readonly string[] {
  return references.flatMap((reference) => index.find(reference)?.id ?? []);
}

function returnStagesOf(written: Return['stages']): ReviewDefinition['return']['stages'] {
  if (written === undefined || written === false) return 'none';
  return written === true ? 'earlier' : written;
}

function raiseOf(back: Return | undefined): ReviewDefinition['return']['raise'] {
  if (back?.raise !== undefined) return back.raise;
  return back?.maxRounds === undefined || back.past === undefined ? [] : [{ past: back.maxRounds, role: back.past }];
}

function onChangeOf(written: OnChange | undefined): ReviewDefinition['onChange'] {
  const { then, stages = [] } = typeof written === 'object' ? written : { then: written ?? defaultOnChange };
  return { then, stages };
}
