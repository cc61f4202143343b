/**
 * A review moves: it opens on a version, enters stages, waits for the next version, is taken back. Who may decide is resolved when
 * a stage is entered; its due and ladder are armed again each time.
 */
import type { DecideStep, ReviewDefinition, StageDefinition } from '../campaign/definition.ts';
import type { RoleId, StageId } from '../campaign/keys.ts';
import { reviewKey } from '../campaign/keys.ts';
import { holds } from '../expression/evaluate.ts';
import { invariant } from '../invariant.ts';
import type { TaskEnd } from '../kernel/event.ts';
import { membersOf } from '../kernel/owners.ts';
import { actorIn, rightIn, type Signer } from '../kernel/signer.ts';
import type { NodeState, Output, ReviewState } from '../kernel/state.ts';
import { closeTask, dueFrom, openTask } from '../kernel/tasks.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';
import { type ReviewMove, reviewMachine } from '../machine/review-machine.ts';

export function definitionOf(work: Work, step: DecideStep): ReviewDefinition {
  const definition = work.definition.reviews[step.review];
  invariant(definition, `review '${step.review}' to be defined`);
  return definition;
}

export function reviewOf(node: NodeState, step: DecideStep): ReviewState {
  const review = node.reviews[step.id];
  invariant(review, `a review of step '${step.id}' at node '${node.key}'`);
  return review;
}

export function stageOf(definition: ReviewDefinition, id: StageId): StageDefinition | undefined {
  return definition.stages.find((stage) => stage.id === id);
}

export function stageTask(step: string, stage: StageId): string {
  return `${step}/${stage}`;
}

/** What is under review: the newest output of the step it is about. */
function subjectOf(
  node: NodeState,
  step: DecideStep,
): Pick<Output, 'version' | 'items'> & { by: string | null; hand: string | null; round: number } {
  const subject = node.steps[step.of];
  if (subject?.output !== undefined) return subject.output;
  // A computed subject (a roll-up) has no filler; its root is what is decided on.
  invariant(subject?.root, `step '${step.of}' to have produced something at node '${node.key}'`);
  return { version: subject.root, items: [], by: null, hand: null, round: subject.round };
}

/** In whose right it was handed in, and whose hand it was. */
function fillersOf({ by, hand }: { readonly by: string | null; readonly hand: string | null }): string[] {
  return [...new Set([by, hand])].filter((person) => person !== null);
}

export function isFiller(review: ReviewState, signer: Signer): boolean {
  return [rightIn(signer), actorIn(signer)].some((person) => person !== null && review.fillers.includes(person));
}

export function openReview(work: Work, node: NodeState, step: DecideStep): void {
  const definition = definitionOf(work, step);
  const known = node.reviews[step.id];
  const subject = subjectOf(node, step);
  if (known !== undefined) {
    // Held or taken back, and now everything it rests on is there again.
    begin(work, node, step, known, { type: 'Resubmit', target: null });
    return;
  }
  const review: ReviewState = {
    place: 'waiting',
    round: subject.round,
    hash: subject.version,
    definitionHash: definition.hash,
    fillers: fillersOf(subject),
    decisions: [],
  };
  node.reviews[step.id] = review;
  work.emit(node, {
    kind: 'ReviewOpened',
    step: step.id,
    round: review.round,
    review: reviewKey(node.key, step.id),
    definition: definition.hash,
    hash: subject.version,
  });
  move(work, node, step, review, { type: 'Start' });
}

/** The next version is there: the review takes it up, from the start or straight at the stage that sent it back. */
export function resubmit(work: Work, node: NodeState, step: DecideStep): boolean {
  const review = node.reviews[step.id];
  if (review === undefined || (review.place !== 'returned' && review.place !== 'withdrawn')) return false;
  const subject = node.steps[step.of];
  if (subject === undefined || subject.place !== 'done') return false;
  begin(work, node, step, review, {
    type: 'Resubmit',
    target: review.place === 'returned' ? (review.back ?? null) : null,
  });
  return true;
}

function begin(work: Work, node: NodeState, step: DecideStep, review: ReviewState, by: ReviewMove): void {
  const subject = subjectOf(node, step);
  const before = new Map((review.items ?? []).map((item) => [item.item, item.hash]));
  const now = new Map(subject.items.map((item) => [item.item, item.hash]));
  const changed = [...now].filter(([id, hash]) => before.has(id) && before.get(id) !== hash).map(([id]) => id);
  const added = [...now.keys()].filter((id) => !before.has(id));
  const removed = [...before.keys()].filter((id) => !now.has(id));
  review.round = subject.round;
  review.hash = subject.version;
  review.fillers = fillersOf(subject);
  review.decisions = [];
  delete review.back;
  delete review.items;
  work.emit(node, {
    kind: 'Resubmitted',
    step: step.id,
    round: review.round,
    hash: subject.version,
    changed,
    added,
    removed,
  });
  move(work, node, step, review, by);
}

/** Makes a move of the review's machine and does what the new place asks for. */
export function move(work: Work, node: NodeState, step: DecideStep, review: ReviewState, by: ReviewMove): void {
  const definition = definitionOf(work, step);
  const values = valuesAt(work, node);
  const applicable = definition.stages
    .filter((stage) => stage.when === undefined || holds(stage.when, values))
    .map((stage) => stage.id);
  const from = review.place;
  const to = reviewMachine(definition).step(from, { ...by, applicable });
  invariant(to !== undefined, `review '${reviewKey(node.key, step.id)}' to move by '${by.type}' from '${from}'`);
  review.place = to;
  const stage = stageOf(definition, to);
  if (stage !== undefined) enterStage(work, node, step, review, stage, skipped(definition, from, to, by.type));
}

/** Stages passed over on the way forward, because their condition does not hold here. */
function skipped(definition: ReviewDefinition, from: string, to: string, by: ReviewMove['type']): StageId[] {
  if (by === 'Return') return [];
  const ids = definition.stages.map((stage) => stage.id);
  return ids.slice(by === 'Forward' ? ids.indexOf(from) + 1 : 0, ids.indexOf(to));
}

function enterStage(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  skippedStages: StageId[],
): void {
  const definition = definitionOf(work, step);
  const { role, rerouted } = roleAt(work, node, review, definition, stage);
  const at = { step: step.id, round: review.round };
  work.emit(node, {
    kind: 'StageEntered',
    ...at,
    stage: stage.id,
    skipped: skippedStages,
    ...(rerouted === undefined ? {} : { rerouted }),
  });
  openTask(work, node, {
    task: stageTask(step.id, stage.id),
    ...at,
    stage: stage.id,
    role,
    due: stageDue(work, node, step, stage),
    ladder: stage.ladder,
    without: stage.decide.mode === 'meeting' ? [] : review.fillers,
    ...(review.hash === null ? {} : { hash: review.hash }),
  });
}

/**
 * A stage's own limit; without one it ends with its step. When that has passed already (a late round) the review's limit for returns
 * counts from the entry, so that every entry is armed.
 */
function stageDue(work: Work, node: NodeState, step: DecideStep, stage: StageDefinition): number | null {
  const own = dueFrom(work, stage.due, null);
  const due = own ?? node.steps[step.id]?.dueAt ?? null;
  if (due === null || due > work.at) return due;
  return dueFrom(work, { kind: 'after', limit: definitionOf(work, step).return.due }, null);
}

/** Who decides at a stage now: its role, the one above a self-review, or the one that takes over past the allowed rounds. */
function roleAt(
  work: Work,
  node: NodeState,
  review: ReviewState,
  definition: ReviewDefinition,
  stage: StageDefinition,
): { role: RoleId; rerouted?: 'self-review' | 'max-rounds' } {
  const { maxRounds, past } = definition.return;
  if (maxRounds !== undefined && past !== undefined && review.round > maxRounds)
    return { role: past, rerouted: 'max-rounds' };
  if (stage.decide.mode !== 'meeting' && stage.selfReview !== null && review.fillers.length > 0) {
    const members = membersOf(work, node.key, stage.by);
    if (members.length > 0 && members.every((person) => review.fillers.includes(person))) {
      return { role: stage.selfReview, rerouted: 'self-review' };
    }
  }
  return { role: stage.by };
}

/** Closes what is open of the present pass. */
export function closePass(work: Work, node: NodeState, step: DecideStep, end: TaskEnd): void {
  for (const [id, task] of Object.entries(node.tasks)) {
    if (task.step === step.id && task.stage !== undefined) closeTask(work, node, id, end);
  }
}

/** What it rests on was taken back: it waits for the next version, keeping the items it had, to show what changed. */
export function resetReview(work: Work, node: NodeState, step: DecideStep): void {
  const review = node.reviews[step.id];
  if (review === undefined || review.place === 'returned' || review.place === 'withdrawn') return;
  const to = reviewMachine(definitionOf(work, step)).step(review.place, { type: 'Reset' });
  invariant(to !== undefined, `review of step '${step.id}' to be taken back from '${review.place}'`);
  closePass(work, node, step, 'reopened');
  delete review.tabled;
  keepItems(node, step, review);
  review.place = to;
}

/** Remembers the items under review, so that the next round can say what changed. */
export function keepItems(node: NodeState, step: DecideStep, review: ReviewState): void {
  review.items = (node.steps[step.of]?.output?.items ?? []).map(({ item, hash }) => ({ item, hash }));
}
