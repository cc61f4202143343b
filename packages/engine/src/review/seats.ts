/**
 * Who acts at an open stage. Where one decides there is one task; where several do, each has a seat, and just those who may act now have
 * a task: everybody at once, one after another, or whoever was added to be heard before or after another.
 */
import type { DecideStep, ReviewDefinition, StageDefinition } from '../campaign/definition.ts';
import type { PersonId, RoleId, StageId, TaskId } from '../campaign/keys.ts';
import type { TaskEnd } from '../kernel/event.ts';
import { handOf, rightsOf } from '../kernel/owners.ts';
import { actorIn, rightIn, type Signer } from '../kernel/signer.ts';
import type { Judgement, NodeState, ReviewState, Seat, Sitting, Task } from '../kernel/state.ts';
import { closeTask, countsFrom, dueFrom, openTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { handOverTask } from '../task/heirs.ts';
import { convenersAt } from './conveners.ts';
import { aside, definitionOf, openStages, stageOf, standsAside } from './course.ts';
import { roleAt } from './role.ts';

/** The one task of a stage, or the task of one seat at it. */
export function stageTask(step: string, stage: StageId, seat?: PersonId): TaskId {
  return seat === undefined ? `${step}/${stage}` : `${step}/${stage}@${seat}`;
}

export function usesSeats(stage: StageDefinition): boolean {
  return stage.decide.mode === 'all' || stage.decide.mode === 'in-order' || stage.decide.mode === 'vote';
}

export function isSecret(stage: StageDefinition): boolean {
  return stage.decide.mode === 'vote' && stage.decide.ballot === 'secret';
}

/** The task that a person's act at the stage is about: of the right that they sign in, or one that they own. */
export function taskOfSigner(node: NodeState, step: string, stage: StageId, signer: Signer): TaskId {
  const whole = stageTask(step, stage);
  const right = rightIn(signer);
  const own = stageTask(step, stage, right ?? undefined);
  if (right !== null && node.tasks[own] !== undefined) return own;
  const actor = actorIn(signer);
  const held = Object.entries(node.tasks).find(
    ([, task]) => task.step === step && task.stage === stage && actor !== null && task.owners.includes(actor),
  );
  return held?.[0] ?? whole;
}

/** What was said at a stage since it was entered. */
export function said(review: ReviewState, stage: StageId): Judgement[] {
  const from = review.sittings?.[stage]?.round ?? review.round;
  return review.decisions.filter((one) => one.stage === stage && one.round >= from);
}

export function rightOf(judgement: Judgement): PersonId | null {
  return judgement.right ?? judgement.by;
}

/** In whose right something was said already. */
export function heard(review: ReviewState, stage: StageId): PersonId[] {
  return said(review, stage).flatMap((one) => rightOf(one) ?? []);
}

/** Seats that have not been heard; with a secret ballot, that have not drawn one. */
export function unheard(review: ReviewState, stage: StageId): Seat[] {
  const sitting = review.sittings?.[stage];
  const done = sitting?.ballot === undefined ? heard(review, stage) : sitting.ballot.drawn;
  return sitting?.seats.filter((seat) => !done.includes(seat.right)) ?? [];
}

/** Of those not heard, who may act now. */
export function mayAct(stage: StageDefinition, sitting: Sitting, waiting: readonly Seat[]): Seat[] {
  if (sitting.ballot !== undefined && sitting.ballot.place !== 'drawing') return [];
  const awaited = (seat: Seat) => {
    const first = waiting.some((one) => one.added?.when === 'before' && one.added.by === seat.right);
    const by = seat.added;
    const later = by?.when === 'after' && waiting.some((one) => one.right === by.by);
    return first || later;
  };
  const free = waiting.filter((seat) => !awaited(seat));
  if (stage.decide.mode !== 'in-order') return free;
  // One of the stage's own at a time; whoever was added is asked when they were added to be.
  const [next] = waiting.filter((seat) => seat.added === undefined);
  return free.filter((seat) => seat.added !== undefined || seat === next);
}

/** Opens a stage's tasks: one, or those of the seats that may act. */
export function openStageTasks(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
): void {
  const { role } = roleAt(work, node, step, review, stage);
  const people = usesSeats(stage) ? entitled(work, node, review, role) : [];
  if (people.length === 0) {
    openWhole(work, node, step, review, stage, role);
    return;
  }
  const sitting: Sitting = { round: review.round, seats: people.map(({ right }) => ({ right })) };
  if (isSecret(stage)) {
    sitting.ballot = { place: 'issuing', open: [], drawn: [], cast: { for: 0, against: 0, abstained: 0 } };
  }
  review.sittings = { ...review.sittings, [stage.id]: sitting };
  arrange(work, node, step, review, stage);
}

/** Who has a seat: in whose right, and whose hand it is now. Who stands aside has neither. */
function entitled(work: Work, node: NodeState, review: ReviewState, role: RoleId) {
  return rightsOf(work, node.key, role).filter(
    ({ right, person }) => !standsAside(review, right) && !standsAside(review, person),
  );
}

function openWhole(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  role: RoleId,
  owners?: readonly PersonId[],
): void {
  openTask(work, node, {
    task: stageTask(step.id, stage.id),
    step: step.id,
    round: review.round,
    stage: stage.id,
    role,
    ...stageDue(work, node, step, review, stage),
    ladder: stage.ladder,
    without: stage.decide.mode === 'meeting' ? [] : aside(review),
    ...(owners === undefined ? {} : { owners }),
    ...(review.hash === null ? {} : { hash: review.hash }),
  });
}

/** Opens and closes tasks so that just those who may act now have one. */
export function arrange(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  end?: TaskEnd,
): void {
  const sitting = review.sittings?.[stage.id];
  if (sitting === undefined) return;
  const waiting = unheard(review, stage.id);
  const acting = mayAct(stage, sitting, waiting);
  const whole = stageTask(step.id, stage.id);
  for (const [id, task] of Object.entries(node.tasks)) {
    if (task.step !== step.id || task.stage !== stage.id || id === whole) continue;
    if (acting.some((seat) => seat.right === task.seat)) continue;
    closeTask(work, node, id, waiting.some((seat) => seat.right === task.seat) ? 'heard-first' : (end ?? 'done'));
  }
  const { role } = roleAt(work, node, step, review, stage);
  arrangeWhole(work, node, step, review, stage, sitting, role);
  for (const { right } of acting) {
    const task = stageTask(step.id, stage.id, right);
    if (node.tasks[task] !== undefined) continue;
    openTask(work, node, {
      task,
      step: step.id,
      round: review.round,
      stage: stage.id,
      role,
      seat: right,
      owners: [handOf(work, node.key, role, right)],
      ...stageDue(work, node, step, review, stage),
      ladder: stage.ladder,
      ...(review.hash === null ? {} : { hash: review.hash }),
    });
    // Somebody frozen to the seat may have left, or their substitute stand aside.
    handOverTask(work, node, task);
  }
}

/** Issuing ballots, and ending the casting, wait for whoever convenes; at every other time the stage's tasks are its seats'. */
function arrangeWhole(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  sitting: Sitting,
  role: RoleId,
): void {
  const whole = stageTask(step.id, stage.id);
  const wanted = sitting.ballot !== undefined && sitting.ballot.place !== 'drawing';
  // A vote that all have given and that has no result stays with them (`vote.ts`).
  const stalled = stage.decide.mode === 'vote' && unheard(review, stage.id).length === 0;
  if (wanted) openForConvener(work, node, step, review, stage, role);
  else if (!stalled) closeTask(work, node, whole, 'done');
}

/** The stage waits for whoever convenes its body. */
export function openForConvener(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  role: RoleId = roleAt(work, node, step, review, stage).role,
): void {
  if (node.tasks[stageTask(step.id, stage.id)] !== undefined) return;
  openWhole(work, node, step, review, stage, role, convenersAt(work, node, review, role));
}

/**
 * A stage's own limit, or what was left of it when the work went back; without one it ends with its step. When that has passed already
 * (a late round) the review's limit for returns counts from the entry, so that every entry is armed.
 */
function stageDue(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
): Pick<Task, 'due' | 'limit'> {
  const left = review.left?.[stage.id];
  if (left !== undefined) return { due: work.at + left };
  const own = dueFrom(work, stage.due, null, node);
  if (own !== null && own > work.at) {
    // The limit moves with the calendar from the opening of its task: one that counts from elsewhere stands.
    const moves = stage.due.kind === 'after' && countsFrom(work, stage.due, node) === work.at;
    return { due: own, ...(stage.due.kind === 'after' && moves ? { limit: stage.due.limit } : {}) };
  }
  const due = own ?? node.steps[step.id]?.dueAt ?? null;
  if (due === null || due > work.at) return { due };
  const limit = definitionOf(work, step, review).return.due;
  return { due: dueFrom(work, { kind: 'after', limit }, null), limit };
}

/** Closes what is open of one stage. */
export function closeStage(work: Work, node: NodeState, step: DecideStep, stage: StageId, end: TaskEnd): void {
  for (const [id, task] of Object.entries(node.tasks)) {
    if (task.step === step.id && task.stage === stage) closeTask(work, node, id, end);
  }
}

/** A stage is decided: each who was heard is done; the others are closed with what ends the stage. */
export function closeHeard(work: Work, node: NodeState, step: DecideStep, review: ReviewState, stage: StageId): void {
  if (review.sittings?.[stage] === undefined) return;
  const open = unheard(review, stage).map((seat) => seat.right);
  for (const [id, task] of Object.entries(node.tasks)) {
    if (task.step !== step.id || task.stage !== stage || task.seat === undefined) continue;
    if (!open.includes(task.seat)) closeTask(work, node, id, 'done');
  }
}

export function dropSitting(review: ReviewState, stage: StageId): void {
  if (review.sittings?.[stage] === undefined) return;
  const { [stage]: _, ...others } = review.sittings;
  if (Object.keys(others).length === 0) delete review.sittings;
  else review.sittings = others;
}

/** Holders or substitutes changed: seats follow a live role, a frozen one keeps its people; the hand of each right is looked at anew. */
export function handOverSeats(work: Work, node: NodeState): void {
  for (const [id, review] of Object.entries(node.reviews)) {
    const step = work.stepAt(node, id);
    if (step?.kind !== 'decide') continue;
    const definition = definitionOf(work, step, review);
    for (const open of openStages(definition, review)) {
      const stage = stageOf(definition, open);
      if (stage !== undefined) reseat(work, node, step, review, stage);
    }
  }
}

/** Looks anew at who sits at one stage. */
export function reseat(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
): void {
  const sitting = review.sittings?.[stage.id];
  const { role } = roleAt(work, node, step, review, stage);
  const whole = node.tasks[stageTask(step.id, stage.id)];
  if (sitting === undefined) {
    // Nobody was found when it was entered; now somebody may be.
    const found = usesSeats(stage) && whole?.stuck === true && entitled(work, node, review, role).length > 0;
    if (!found) return;
    closeTask(work, node, stageTask(step.id, stage.id), 'superseded');
    openStageTasks(work, node, step, review, stage);
    return;
  }
  const now = entitled(work, node, review, role);
  // A drawn ballot cannot be taken out of the box again: from the issuing on, those who sit stay.
  const fixed = stage.resolve === 'frozen' || (sitting.ballot !== undefined && sitting.ballot.place !== 'issuing');
  const seats = fixed
    ? sitting.seats
    : seatsFor(
        review,
        stage,
        sitting,
        now.map((one) => one.right),
      );
  review.sittings = { ...review.sittings, [stage.id]: { ...sitting, seats } };
  if (seats.length === 0) {
    dropSitting(review, stage.id);
    closeStage(work, node, step, stage.id, 'superseded');
    openStageTasks(work, node, step, review, stage);
    return;
  }
  arrange(work, node, step, review, stage, 'superseded');
  for (const [id, task] of Object.entries(node.tasks)) {
    if (task.step === step.id && task.stage === stage.id && task.seat !== undefined) handOverTask(work, node, id);
  }
}

/** Who was heard keeps the seat; of the others, those who hold the role now. Added reviewers stay. */
function seatsFor(review: ReviewState, stage: StageDefinition, sitting: Sitting, rights: readonly PersonId[]): Seat[] {
  const done = heard(review, stage.id);
  const stays = (seat: Seat) => seat.added !== undefined || done.includes(seat.right) || rights.includes(seat.right);
  if (!usesSeats(stage)) return seatOfOne(sitting, rights, stays);
  const kept = sitting.seats.filter(stays);
  const known = kept.map((seat) => seat.right);
  return [...kept, ...rights.filter((right) => !known.includes(right)).map((right): Seat => ({ right }))];
}

/** Where one decides and added others: whoever holds the role now takes the place of who left it. */
function seatOfOne(sitting: Sitting, rights: readonly PersonId[], stays: (seat: Seat) => boolean): Seat[] {
  const [next] = rights.filter((right) => !sitting.seats.some((seat) => seat.right === right));
  const gone = sitting.seats.find((seat) => !stays(seat))?.right;
  if (gone === undefined || next === undefined) return sitting.seats;
  return sitting.seats.map((seat) => {
    if (seat.right === gone) return { ...seat, right: next };
    return seat.added?.by === gone ? { ...seat, added: { ...seat.added, by: next } } : seat;
  });
}

/** The stages of the review that are open, as definitions. */
export function openStageDefinitions(definition: ReviewDefinition, review: ReviewState): StageDefinition[] {
  return openStages(definition, review).flatMap((id) => stageOf(definition, id) ?? []);
}
