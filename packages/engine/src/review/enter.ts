/**
 * A review moves: it enters stages and groups of branches. Who may decide is resolved when a stage is entered; its due and ladder are
 * armed again each time.
 */
import type { DecideStep, GroupDefinition, ReviewDefinition, StageDefinition } from '../campaign/definition.ts';
import type { StageId } from '../campaign/keys.ts';
import { reviewKey } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import type { TaskEnd } from '../kernel/event.ts';
import { membersOf } from '../kernel/owners.ts';
import type { BranchState, NodeState, ReviewState } from '../kernel/state.ts';
import { closeTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { type BranchMove, branchMachine, type ReviewMove, reviewMachine } from '../machine/review-machine.ts';
import { settleGroup } from './branches.ts';
import { forwardFrom } from './conclude.ts';
import { applicableEntries, branchOf, definitionOf, entriesOf, groupOf, stageOf, standsAside } from './course.ts';
import { roleAt } from './role.ts';
import { openStageTasks } from './seats.ts';

/** Makes a move of the review's machine and does what the new place asks for. */
export function move(work: Work, node: NodeState, step: DecideStep, review: ReviewState, by: ReviewMove): void {
  const definition = definitionOf(work, step, review);
  const applicable = applicableEntries(work, node, definition, review);
  const from = review.place;
  const to = reviewMachine(definition).step(from, { ...by, applicable });
  invariant(to !== undefined, `review '${reviewKey(node.key, step.id)}' to move by '${by.type}' from '${from}'`);
  review.place = to;
  // Passed over on purpose is not left out by a condition.
  const passed = by.target === undefined || by.target === null ? skipped(definition, from, to, by.type) : [];
  const group = groupOf(definition, to);
  const stage = stageOf(definition, to);
  if (group !== undefined) enterGroup(work, node, step, review, group, applicable, passed);
  else if (stage !== undefined) enterStage(work, node, step, review, stage, passed);
}

/** Stages passed over on the way forward, because their condition does not hold here. */
function skipped(definition: ReviewDefinition, from: string, to: string, by: ReviewMove['type']): StageId[] {
  if (by === 'Return' || by === 'TakeBack' || by === 'Jump') return [];
  const ids = entriesOf(definition);
  return ids.slice(by === 'Forward' ? ids.indexOf(from) + 1 : 0, Math.max(0, ids.indexOf(to)));
}

export function enterStage(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  passed: readonly StageId[],
): void {
  const definition = definitionOf(work, step, review);
  const at = { step: step.id, round: review.round };
  const earlier = definition.once ? agreedBefore(work, node, step, review, stage) : undefined;
  if (earlier !== undefined) {
    work.emit(node, { kind: 'StagePassed', ...at, stage: stage.id, ...earlier });
    forwardFrom(work, node, step, review, stage.id);
    return;
  }
  const { rerouted } = roleAt(work, node, step, review, stage);
  const branch = branchOf(definition, stage.id)?.branch.id;
  work.emit(node, {
    kind: 'StageEntered',
    ...at,
    stage: stage.id,
    skipped: [...passed],
    ...(rerouted === undefined ? {} : { rerouted }),
    ...(branch === undefined ? {} : { branch }),
  });
  openStageTasks(work, node, step, review, stage);
  if (review.left?.[stage.id] !== undefined) {
    const { [stage.id]: _, ...left } = review.left;
    if (Object.keys(left).length === 0) delete review.left;
    else review.left = left;
  }
}

/** The only one who could decide here agreed at an earlier stage of this pass, on this version. */
function agreedBefore(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
): { person: string; earlier: StageId } | undefined {
  if (stage.decide.mode !== 'one' && stage.decide.mode !== 'any') return undefined;
  const members = membersOf(work, node.key, roleAt(work, node, step, review, stage).role).filter(
    (person) => !standsAside(review, person),
  );
  const [only, ...others] = members;
  if (only === undefined || others.length > 0) return undefined;
  const definition = definitionOf(work, step, review);
  const before = review.decisions.find((one) => {
    const leads = stageOf(definition, one.stage)?.outcomes.find((outcome) => outcome.id === one.outcome)?.leads;
    return one.by === only && one.round === review.round && one.stage !== stage.id && leads === 'forward';
  });
  return before === undefined ? undefined : { person: only, earlier: before.stage };
}

/** Every branch begins, or goes on where a straight-back return left it. */
function enterGroup(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  group: GroupDefinition,
  applicable: readonly StageId[],
  passed: readonly StageId[],
): void {
  const definition = definitionOf(work, step, review);
  const kept = review.branches;
  const places = group.branches.map((branch): [string, BranchState, StageId[]] => {
    const before = kept?.[branch.id];
    if (before?.place === 'joined') return [branch.id, { place: 'joined' }, []];
    const target = before !== undefined && branch.stages.includes(before.place) ? before.place : null;
    const to = branchMachine(definition, branch).step('waiting', { type: 'Start', applicable, target });
    invariant(to !== undefined, `branch '${branch.id}' of '${group.id}' to start`);
    const skippedStages = branch.stages.slice(0, Math.max(0, branch.stages.indexOf(to)));
    return [branch.id, { place: to }, target === null ? skippedStages : []];
  });
  review.branches = Object.fromEntries(places.map(([id, state]) => [id, state]));
  const open = places.filter(([, state]) => state.place !== 'joined').map(([id]) => id);
  work.emit(node, { kind: 'BranchesEntered', step: step.id, round: review.round, group: group.id, branches: open });
  for (const [index, [, state, skippedStages]] of places.entries()) {
    // Whoever agreed before may let a branch pass at once, and with it the whole group.
    if (review.place !== group.id) return;
    const stage = stageOf(definition, state.place);
    if (stage !== undefined) {
      enterStage(work, node, step, review, stage, index === 0 ? [...passed, ...skippedStages] : skippedStages);
    }
  }
  if (review.place === group.id) settleGroup(work, node, step, review, group);
}

/** Moves one branch and enters the stage it comes to; gives its place. */
export function moveBranch(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageId,
  by: BranchMove,
): string {
  const definition = definitionOf(work, step, review);
  const inside = branchOf(definition, stage);
  invariant(inside, `stage '${stage}' to be in a branch`);
  const { branch } = inside;
  const before = review.branches?.[branch.id];
  invariant(before, `branch '${branch.id}' to be open`);
  const applicable = applicableEntries(work, node, definition, review);
  const to = branchMachine(definition, branch).step(before.place, { ...by, applicable });
  invariant(to !== undefined, `branch '${branch.id}' to move by '${by.type}' from '${before.place}'`);
  review.branches = { ...review.branches, [branch.id]: { place: to } };
  const next = stageOf(definition, to);
  if (next !== undefined) {
    const from = by.type === 'Forward' ? branch.stages.indexOf(before.place) + 1 : branch.stages.length;
    enterStage(work, node, step, review, next, branch.stages.slice(from, branch.stages.indexOf(to)));
  }
  return to;
}

/** Closes everything that is open of the present pass, whatever it waits for. */
export function closePass(work: Work, node: NodeState, step: DecideStep, end: TaskEnd): void {
  for (const [id, task] of Object.entries(node.tasks)) if (task.step === step.id) closeTask(work, node, id, end);
}

/** Nothing of the pass is open any more: no sitting, no branch, no demand, no meeting. */
export function leavePass(review: ReviewState): void {
  delete review.sittings;
  delete review.branches;
  delete review.demands;
  delete review.tabled;
  delete review.resume;
}
