/**
 * A decision at a stage: on one version, in one round, by who owns the stage, one of its seats, or the meeting it is tabled in; with a
 * verdict per item where that differs. Where several decide, the stage comes to its outcome when all are heard, or at the first who
 * does not agree.
 */
import type { DecideStep, Outcome, ReviewDefinition, StageDefinition } from '../campaign/definition.ts';
import { reviewKey } from '../campaign/keys.ts';
import type { CommandOf, Verdict } from '../kernel/command.ts';
import { refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, rightIn } from '../kernel/signer.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { conclude } from './conclude.ts';
import { definitionOf, isFiller, openStages, stageOf, targetsOf } from './course.ts';
import { refusalOfRecusal } from './recusal.ts';
import { arrange, taskOfSigner, unheard } from './seats.ts';
import { flaggedBy } from './send-to-filler.ts';

export function decideStepOf(work: Work, node: NodeState, id: string): DecideStep | undefined {
  const definition = work.stepAt(node, id);
  return definition?.kind === 'decide' && node.steps[id] !== undefined ? definition : undefined;
}

/** What a command on a stage is about: found, open, and on just this version and round; or why not. */
export interface AtStage {
  readonly step: DecideStep;
  readonly review: ReviewState;
  readonly definition: ReviewDefinition;
  readonly stage: StageDefinition;
}

export function atStage(
  work: Work,
  node: NodeState,
  command: { readonly step: string; readonly round: number; readonly hash: string; readonly stage: string },
): AtStage | Rejection {
  const refusal = refusalOfVersion(work, node, command);
  if (refusal) return refusal;
  const step = decideStepOf(work, node, command.step);
  const review = node.reviews[command.step];
  if (step === undefined || review === undefined) return { code: 'review.unknown', review: command.step };
  const definition = definitionOf(work, step, review);
  const stage = stageOf(definition, command.stage);
  if (stage === undefined || !openStages(definition, review).includes(stage.id)) {
    return wrongPlace(node, step, review, definition);
  }
  return { step, review, definition, stage };
}

export function isRejection(found: AtStage | Rejection): found is Rejection {
  return 'code' in found;
}

/** The review is open for decisions on just this version and round. */
export function refusalOfVersion(
  work: Work,
  node: NodeState,
  command: { readonly step: string; readonly round: number; readonly hash: string },
): Rejection | undefined {
  const step = decideStepOf(work, node, command.step);
  const review = step === undefined ? undefined : node.reviews[step.id];
  if (step === undefined || review === undefined) {
    const possible = Object.keys(node.reviews).map((id) => reviewKey(node.key, id));
    return { code: 'review.unknown', review: reviewKey(node.key, command.step), possible };
  }
  const definition = definitionOf(work, step, review);
  if (openStages(definition, review).length === 0) return wrongPlace(node, step, review, definition);
  if (command.round !== review.round || command.hash !== review.hash) {
    return {
      code: 'review.stale',
      review: reviewKey(node.key, step.id),
      round: command.round,
      hash: command.hash,
      currentRound: review.round,
      currentHash: review.hash,
    };
  }
  return undefined;
}

export function wrongPlace(
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  definition: ReviewDefinition,
): Rejection {
  const open = openStages(definition, review);
  const waitsFor = review.place === 'returned' || review.place === 'withdrawn' ? ['Submit'] : ['Reopen'];
  return {
    code: 'review.wrong-place',
    review: reviewKey(node.key, step.id),
    place: review.place,
    stages: definition.stages.map((stage) => stage.id),
    possible: open.length > 0 ? open : waitsFor,
  };
}

export const decide = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Decide'>): Rejection | undefined {
    const at = atStage(work, node, command);
    if (isRejection(at)) return at;
    return refusalOfSigner(work, node, at, command) ?? refusalOfContent(work, node, at, command);
  },

  apply(work: Work, node: NodeState, command: CommandOf<'Decide'>): void {
    const { step, review, definition, stage } = atStage(work, node, command) as AtStage;
    const outcome = outcomeOf(stage, command.outcome) as Outcome;
    const { outcome: chosen, reasons, opinion, verdicts, hash } = command;
    const task = node.tasks[taskOfSigner(node, step.id, stage.id, command.signer)];
    const seat = command.meeting === undefined ? task?.seat : undefined;
    judge(work, review, command, seat);
    work.emit(
      node,
      {
        kind: 'Decided',
        step: step.id,
        round: review.round,
        stage: stage.id,
        hash,
        outcome: chosen,
        reasons,
        opinion,
        verdicts,
        definition: definition.hash,
        ...(command.meeting === undefined ? {} : { meeting: command.meeting }),
        ...(seat === undefined ? {} : { seat }),
      },
      command.signer,
    );
    const agrees = stage.advice || outcome.leads === 'forward';
    if (review.sittings?.[stage.id] !== undefined && agrees && unheard(review, stage.id).length > 0) {
      arrange(work, node, step, review, stage);
      return;
    }
    const { due, target, then } = command;
    const order = {
      outcome: chosen,
      reasons,
      opinion,
      verdicts,
      ...(due === undefined ? {} : { due }),
      ...(target === undefined ? {} : { target }),
      ...(then === undefined ? {} : { then }),
    };
    conclude(work, node, step, review, stage, outcome, order, command.signer);
  },
};

/** Keeps who said what, in whose right, in which round. */
export function judge(
  work: Work,
  review: ReviewState,
  said: {
    readonly stage: string;
    readonly signer: CommandOf<'Decide'>['signer'];
    readonly outcome: string;
    readonly reasons: readonly string[];
    readonly opinion: string | null;
    readonly verdicts: readonly Verdict[];
  },
  seat: string | undefined,
): void {
  const by = actorIn(said.signer);
  const right = seat ?? rightIn(said.signer);
  review.decisions.push({
    stage: said.stage,
    outcome: said.outcome,
    by,
    ...(right === null || right === by ? {} : { right }),
    round: review.round,
    verdicts: said.verdicts,
    ...(said.reasons.length === 0 ? {} : { reasons: said.reasons }),
    ...(said.opinion === null ? {} : { opinion: said.opinion }),
    at: work.at,
  });
}

export function outcomeOf(stage: StageDefinition, id: string): Outcome | undefined {
  return stage.outcomes.find((outcome) => outcome.id === id);
}

function refusalOfSigner(
  work: Work,
  node: NodeState,
  { step, review, stage }: AtStage,
  command: CommandOf<'Decide'>,
): Rejection | undefined {
  const name = reviewKey(node.key, step.id);
  if (command.meeting !== undefined) {
    const { tabled } = review;
    const holds =
      command.signer.kind === 'recorder' && tabled?.meeting === command.meeting && tabled.stage === stage.id;
    return holds ? undefined : { code: 'review.not-tabled', review: name, meeting: command.meeting };
  }
  if (review.tabled?.stage === stage.id) {
    return { code: 'review.tabled', review: name, meeting: review.tabled.meeting };
  }
  if (stage.decide.mode === 'meeting')
    return { code: 'review.meeting-decides', review: name, role: stage.by, possible: ['Convene'] };
  if (stage.decide.mode === 'vote' && review.sittings?.[stage.id] !== undefined)
    return {
      code: 'review.members-vote',
      review: name,
      stage: stage.id,
      possible: [stage.decide.ballot === 'secret' ? 'TakeBallot' : 'Vote'],
    };
  return refusalOfReviewer(work, node, { step, review, stage }, command.signer);
}

/** Whoever acts at a stage is neither the filler nor asked to stand aside, and the task is theirs. */
export function refusalOfReviewer(
  work: Work,
  node: NodeState,
  { step, review, stage }: Pick<AtStage, 'step' | 'review' | 'stage'>,
  signer: CommandOf<'Decide'>['signer'],
): Rejection | undefined {
  const name = reviewKey(node.key, step.id);
  const id = taskOfSigner(node, step.id, stage.id, signer);
  if (isFiller(review, signer)) {
    const tasks = Object.values(node.tasks).filter((task) => task.step === step.id && task.stage === stage.id);
    return { code: 'review.self-review', review: name, owners: tasks.flatMap((task) => task.owners) };
  }
  return refusalOfRecusal(node, step, review, signer) ?? refusalOfTask(work, node, id, signer);
}

function refusalOfContent(
  work: Work,
  node: NodeState,
  at: AtStage,
  command: CommandOf<'Decide'>,
): Rejection | undefined {
  const { stage } = at;
  const outcome = outcomeOf(stage, command.outcome);
  const outcomes = stage.outcomes.map((other) => other.id);
  if (outcome === undefined) return { code: 'review.unknown-outcome', outcome: command.outcome, possible: outcomes };
  if (outcome.opinion === 'required' && command.opinion === null)
    return { code: 'review.opinion-missing', outcome: outcome.id };
  return refusalOfVerdicts(work, node, at, outcome, command) ?? refusalOfReturn(work, node, at, outcome, command);
}

/** Verdicts name items that are there, outcomes of the stage, and agree with the whole. */
export function refusalOfVerdicts(
  work: Work,
  node: NodeState,
  { step, stage, definition }: AtStage,
  outcome: Outcome,
  { verdicts }: { readonly verdicts: readonly Verdict[] },
): Rejection | undefined {
  const items = node.steps[step.of]?.output?.items.map((item) => item.item) ?? [];
  const unknown = verdicts.filter((verdict) => !items.includes(verdict.item)).map((verdict) => verdict.item);
  if (unknown.length > 0) return { code: 'review.unknown-item', items: unknown, possible: items };
  const strange = verdicts.find((verdict) => outcomeOf(stage, verdict.outcome) === undefined);
  if (strange !== undefined) {
    const possible = stage.outcomes.map((other) => other.id);
    return { code: 'review.unknown-outcome', outcome: strange.outcome, possible };
  }
  const flagged = flaggedBy(definition, stage.id, verdicts);
  if (outcome.leads === 'forward' && !stage.advice && flagged.length > 0) {
    return { code: 'review.verdicts-disagree', outcome: outcome.id, items: flagged.map((verdict) => verdict.item) };
  }
  return refusalOfValues(work, step, verdicts);
}

function refusalOfValues(work: Work, step: DecideStep, verdicts: readonly Verdict[]): Rejection | undefined {
  const changed = verdicts.filter((verdict) => verdict.value !== undefined);
  if (changed.length === 0) return undefined;
  const scale = step.rowGrades?.scale ?? step.itemGrades?.scale;
  if (scale === undefined) return { code: 'review.no-values', items: changed.map((verdict) => verdict.item) };
  const grades = work.definition.scales[scale]?.grades ?? [];
  const strange = changed.find((verdict) => verdict.value !== undefined && !grades.includes(verdict.value));
  return strange === undefined ? undefined : { code: 'grade.unknown', scale, value: strange.value, possible: grades };
}

/** What sends back gives reasons of the plan, a due to come, and a target that the plan allows. */
export function refusalOfReturn(
  work: Work,
  node: NodeState,
  { definition, review, stage }: AtStage,
  outcome: Outcome,
  command: {
    readonly reasons: readonly string[];
    readonly verdicts: readonly Verdict[];
    readonly due?: number | undefined;
    readonly target?: string | undefined;
    readonly then?: string | undefined;
  },
): Rejection | undefined {
  if (outcome.leads !== 'return') {
    const { target, then } = command;
    if (target === undefined && then === undefined) return undefined;
    return { code: 'review.not-a-return', outcome: outcome.id };
  }
  const allowed = definition.return.reasons;
  const given = [...command.reasons, ...command.verdicts.flatMap((verdict) => verdict.reasons)];
  const strange = given.filter((reason) => !allowed.includes(reason));
  if (strange.length > 0) return { code: 'review.unknown-reason', reasons: strange, possible: allowed };
  if (given.length === 0 && allowed.length > 0) return { code: 'review.reason-missing', possible: allowed };
  if (command.due !== undefined && command.due <= work.at) return { code: 'due.past', due: command.due };
  if (command.then !== undefined && definition.return.then !== 'chosen')
    return { code: 'review.then-fixed', then: definition.return.then };
  if (command.target === undefined) return undefined;
  const possible = targetsOf(work, node, definition, review, stage.id);
  return possible.includes(command.target)
    ? undefined
    : { code: 'review.unknown-target', target: command.target, possible };
}
