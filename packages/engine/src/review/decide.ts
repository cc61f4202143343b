/**
 * A decision at a stage: on one version, in one round, by who owns the stage or by the meeting it is tabled in. Forward, back or to an
 * end, as the outcome says; with a verdict per item where that differs.
 */
import type { DecideStep, Outcome, ReviewDefinition, StageDefinition } from '../campaign/definition.ts';
import { reviewKey } from '../campaign/keys.ts';
import type { CommandOf, Verdict } from '../kernel/command.ts';
import { refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn } from '../kernel/signer.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import { dueFrom } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from '../step/complete.ts';
import { reopenSteps } from '../step/reopen.ts';
import { closePass, definitionOf, isFiller, keepItems, move, stageOf, stageTask } from './enter.ts';
import { settleRows } from './rows.ts';

export function decideStepOf(work: Work, node: NodeState, id: string): DecideStep | undefined {
  const definition = work.index.steps.get(id);
  return definition?.kind === 'decide' && node.steps[id] !== undefined ? definition : undefined;
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
  if (stageOf(definitionOf(work, step), review.place) === undefined) return wrongPlace(work, node, step, review);
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

function wrongPlace(work: Work, node: NodeState, step: DecideStep, review: ReviewState): Rejection {
  const name = reviewKey(node.key, step.id);
  const waitsFor = review.place === 'returned' || review.place === 'withdrawn' ? ['Submit'] : ['Reopen'];
  return {
    code: 'review.wrong-place',
    review: name,
    place: review.place,
    stages: definitionOf(work, step).stages.map((stage) => stage.id),
    possible: waitsFor,
  };
}

export const decide = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Decide'>): Rejection | undefined {
    const refusal = refusalOfVersion(work, node, command);
    if (refusal) return refusal;
    const step = decideStepOf(work, node, command.step);
    const review = node.reviews[command.step];
    if (step === undefined || review === undefined) return { code: 'review.unknown', review: command.step };
    const definition = definitionOf(work, step);
    const stage = stageOf(definition, command.stage);
    if (stage === undefined || review.place !== command.stage) return wrongPlace(work, node, step, review);
    return (
      refusalOfSigner(work, node, step, review, stage, command) ??
      refusalOfContent(work, node, definition, stage, step, command)
    );
  },

  apply(work: Work, node: NodeState, command: CommandOf<'Decide'>): void {
    const step = work.stepDefinition(command.step) as DecideStep;
    const definition = definitionOf(work, step);
    const review = node.reviews[step.id] as ReviewState;
    const stage = stageOf(definition, command.stage) as StageDefinition;
    const outcome = outcomeOf(stage, command.outcome) as Outcome;
    const { outcome: chosen, reasons, opinion, verdicts, hash } = command;
    const at = { step: step.id, round: review.round };
    review.decisions.push({
      stage: stage.id,
      outcome: chosen,
      by: actorIn(command.signer),
      round: review.round,
      verdicts,
      at: work.at,
    });
    work.emit(
      node,
      {
        kind: 'Decided',
        ...at,
        stage: stage.id,
        hash,
        outcome: chosen,
        reasons,
        opinion,
        verdicts,
        ...(command.meeting === undefined ? {} : { meeting: command.meeting }),
      },
      command.signer,
    );
    delete review.tabled;
    closePass(work, node, step, outcome.leads === 'return' ? 'returned' : 'done');
    if (outcome.leads === 'forward') forward(work, node, step, review);
    else if (outcome.leads === 'return') sendBack(work, node, step, review, command);
    else {
      move(work, node, step, review, { type: 'End' });
      work.emit(node, { kind: 'ReviewEnded', ...at, outcome: chosen });
      completeStep(work, node, step);
    }
  },
};

function forward(work: Work, node: NodeState, step: DecideStep, review: ReviewState): void {
  move(work, node, step, review, { type: 'Forward' });
  if (review.place !== 'approved') return;
  work.emit(node, { kind: 'Approved', step: step.id, round: review.round, hash: review.hash ?? '' });
  settleRows(work, node, step, review);
  completeStep(work, node, step);
}

/** To an earlier stage on the same version, or to the filler, who gets a new round of the steps the review names. */
function sendBack(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  command: CommandOf<'Decide'>,
): void {
  const definition = definitionOf(work, step);
  const target = command.target ?? null;
  const due = command.due ?? dueFrom(work, { kind: 'after', limit: definition.return.due }, null);
  const flagged = command.verdicts.filter((verdict) => isReturned(definition, command.stage, verdict));
  const items = node.steps[step.of]?.output?.items ?? [];
  const open = new Set(flagged.map((verdict) => verdict.item));
  work.emit(
    node,
    {
      kind: 'Returned',
      step: step.id,
      round: review.round,
      stage: command.stage,
      to: target === null ? [...definition.return.to] : [],
      target,
      reasons: command.reasons,
      verdicts: flagged,
      due: target === null ? due : null,
      locked: open.size === 0 ? [] : items.map((item) => item.item).filter((item) => !open.has(item)),
    },
    command.signer,
  );
  keepItems(node, step, review);
  if (definition.return.then === 'straight-back' && target === null) review.back = command.stage;
  move(work, node, step, review, { type: 'Return', target });
  if (target !== null) return;
  const { reasons, opinion } = command;
  reopenSteps(work, node, {
    steps: definition.return.to,
    flagged,
    reasons,
    opinion,
    due,
    from: reviewKey(node.key, step.id),
  });
}

function outcomeOf(stage: StageDefinition, id: string): Outcome | undefined {
  return stage.outcomes.find((outcome) => outcome.id === id);
}

function isReturned(definition: ReviewDefinition, stage: string, verdict: Verdict): boolean {
  const found = stageOf(definition, stage);
  return found !== undefined && outcomeOf(found, verdict.outcome)?.leads === 'return';
}

function refusalOfSigner(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  command: CommandOf<'Decide'>,
): Rejection | undefined {
  const name = reviewKey(node.key, step.id);
  if (command.meeting !== undefined) {
    const holds = command.signer.kind === 'recorder' && review.tabled?.meeting === command.meeting;
    return holds ? undefined : { code: 'review.not-tabled', review: name, meeting: command.meeting };
  }
  if (review.tabled !== undefined) return { code: 'review.tabled', review: name, meeting: review.tabled.meeting };
  if (stage.decide.mode === 'meeting')
    return { code: 'review.meeting-decides', review: name, role: stage.by, possible: ['Convene'] };
  if (isFiller(review, command.signer)) {
    return { code: 'review.self-review', review: name, owners: node.tasks[stageTask(step.id, stage.id)]?.owners ?? [] };
  }
  return refusalOfTask(work, node, stageTask(step.id, stage.id), command.signer);
}

function refusalOfContent(
  work: Work,
  node: NodeState,
  definition: ReviewDefinition,
  stage: StageDefinition,
  step: DecideStep,
  command: CommandOf<'Decide'>,
): Rejection | undefined {
  const outcome = outcomeOf(stage, command.outcome);
  const outcomes = stage.outcomes.map((other) => other.id);
  if (outcome === undefined) return { code: 'review.unknown-outcome', outcome: command.outcome, possible: outcomes };
  if (outcome.opinion === 'required' && command.opinion === null)
    return { code: 'review.opinion-missing', outcome: outcome.id };
  const items = node.steps[step.of]?.output?.items.map((item) => item.item) ?? [];
  const unknown = command.verdicts.filter((verdict) => !items.includes(verdict.item)).map((verdict) => verdict.item);
  if (unknown.length > 0) return { code: 'review.unknown-item', items: unknown, possible: items };
  const strange = command.verdicts.filter((verdict) => outcomeOf(stage, verdict.outcome) === undefined);
  if (strange.length > 0) return { code: 'review.unknown-outcome', outcome: strange[0]?.outcome, possible: outcomes };
  const flagged = command.verdicts.filter((verdict) => isReturned(definition, stage.id, verdict));
  if (outcome.leads === 'forward' && flagged.length > 0) {
    return { code: 'review.verdicts-disagree', outcome: outcome.id, items: flagged.map((verdict) => verdict.item) };
  }
  const value = refusalOfValues(work, step, command.verdicts);
  if (value) return value;
  return outcome.leads === 'return' ? refusalOfReturn(work, definition, stage, command) : undefined;
}

function refusalOfValues(work: Work, step: DecideStep, verdicts: readonly Verdict[]): Rejection | undefined {
  const changed = verdicts.filter((verdict) => verdict.value !== undefined);
  if (changed.length === 0) return undefined;
  if (step.rowGrades === undefined) return { code: 'review.no-values', items: changed.map((verdict) => verdict.item) };
  const grades = work.definition.scales[step.rowGrades.scale]?.grades ?? [];
  const strange = changed.find((verdict) => verdict.value !== undefined && !grades.includes(verdict.value));
  return strange === undefined
    ? undefined
    : { code: 'grade.unknown', scale: step.rowGrades.scale, value: strange.value, possible: grades };
}

function refusalOfReturn(
  work: Work,
  definition: ReviewDefinition,
  stage: StageDefinition,
  command: CommandOf<'Decide'>,
): Rejection | undefined {
  const allowed = definition.return.reasons;
  const given = [...command.reasons, ...command.verdicts.flatMap((verdict) => verdict.reasons)];
  const strange = given.filter((reason) => !allowed.includes(reason));
  if (strange.length > 0) return { code: 'review.unknown-reason', reasons: strange, possible: allowed };
  if (given.length === 0 && allowed.length > 0) return { code: 'review.reason-missing', possible: allowed };
  if (command.due !== undefined && command.due <= work.at) return { code: 'due.past', due: command.due };
  if (command.target === undefined) return undefined;
  const ids = definition.stages.map((other) => other.id);
  const earlier = definition.return.stages ? ids.slice(0, ids.indexOf(stage.id)) : [];
  return earlier.includes(command.target)
    ? undefined
    : { code: 'review.unknown-target', target: command.target, possible: earlier };
}
