/**
 * A review moves: it enters stages and groups of branches. Who may decide is resolved when a stage is entered; its due and ladder are
 * armed again each time. Must not know what comes after a stage: it says which stages were passed on the way forward, and `forward.ts`
 * goes on from them.
 */
import type { DecideStep, GroupDefinition, ReviewDefinition, StageDefinition } from '../campaign/definition.ts';
import type { StageId } from '../campaign/keys.ts';
import { reviewKey } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import { choose } from '../kernel/choose.ts';
import type { Chosen, TaskEnd } from '../kernel/event.ts';
import { membersOf } from '../kernel/owners.ts';
import type { BranchState, NodeState, ReviewState } from '../kernel/state.ts';
import { closeTasksOf } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { type BranchMove, branchMachine, type ReviewMove, reviewMachine } from '../machine/review-machine.ts';
import { applicableEntries, branchOf, definitionOf, entriesOf, groupOf, stageOf, standsAside } from './course.ts';
import { roleAt } from './role.ts';
import { openStageTasks } from './seats.ts';

/**
 * Makes a move of the review's machine and does what the new place asks for.
 * @returns stages where nobody is asked, because who would be has agreed before; only a move forward has any
 */
export function move(work: Work, node: NodeState, step: DecideStep, review: ReviewState, by: ReviewMove): StageId[] {
  const definition = definitionOf(work, step, review);
  const applicable = applicableEntries(work, node, definition, review);
  const from = review.place;
  const to = reviewMachine(definition).step(from, { ...by, applicable });
  invariant(to !== undefined, `review '${reviewKey(node.key, step.id)}' to move by '${by.type}' from '${from}'`);
  review.place = to;
  // Passed over on purpose is not left out by a condition.
  const leftOut = by.target === undefined || by.target === null ? skipped(definition, from, to, by.type) : [];
  const group = groupOf(definition, to);
  const stage = stageOf(definition, to);
  const arrive = by.type === 'Forward' ? enterOrPass : enter;
  if (group !== undefined) return enterGroup(work, node, step, review, group, applicable, leftOut, arrive);
  return stage === undefined ? [] : arrive(work, node, step, review, stage, leftOut);
}

type Arrive = typeof enterOrPass;

const enter: Arrive = (work, node, step, review, stage, leftOut) => {
  enterStage(work, node, step, review, stage, leftOut);
  return [];
};

/** What the plan leaves to rules at a stage is chosen as it is come to. */
function chosenAt(
  work: Work,
  node: NodeState,
  review: ReviewState,
  { id, choices }: StageDefinition,
): { readonly chosen?: Chosen[] } {
  if (choices === undefined) return {};
  const { indexes, chosen } = choose(work, node, choices);
  review.chosen = { ...review.chosen, [id]: indexes };
  return chosen.length === 0 ? {} : { chosen };
}

/** Where the plan asks once, whoever agreed at an earlier stage of this pass is not asked again. */
function enterOrPass(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  written: StageDefinition,
  leftOut: readonly StageId[],
): StageId[] {
  chosenAt(work, node, review, written);
  const definition = definitionOf(work, step, review);
  const stage = stageOf(definition, written.id) ?? written;
  const earlier = definition.once ? agreedBefore(work, node, step, review, stage) : undefined;
  if (earlier === undefined) {
    enterStage(work, node, step, review, stage, leftOut);
    return [];
  }
  work.emit(node, { kind: 'StagePassed', step: step.id, round: review.round, stage: stage.id, ...earlier });
  return [stage.id];
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
  written: StageDefinition,
  leftOut: readonly StageId[],
): void {
  const chosen = chosenAt(work, node, review, written);
  const definition = definitionOf(work, step, review);
  const stage = stageOf(definition, written.id) ?? written;
  const at = { step: step.id, round: review.round };
  const { rerouted } = roleAt(work, node, step, review, stage);
  const branch = branchOf(definition, stage.id)?.branch.id;
  work.emit(node, {
    kind: 'StageEntered',
    ...at,
    stage: stage.id,
    skipped: [...leftOut],
    ...(rerouted === undefined ? {} : { rerouted }),
    ...(branch === undefined ? {} : { branch }),
    ...chosen,
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

/** Every branch that applies begins, or goes on where a straight-back return left it; one that has joined stays joined. */
function enterGroup(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  group: GroupDefinition,
  applicable: readonly StageId[],
  leftOut: readonly StageId[],
  arrive: Arrive,
): StageId[] {
  const definition = definitionOf(work, step, review);
  const kept = review.branches;
  // Nobody is approved by branches of which none applies: then each of them is heard.
  const stages = group.branches.flatMap((branch) => branch.stages);
  const asked = stages.some((id) => applicable.includes(id)) ? applicable : stages;
  const started = group.branches.flatMap((branch): { id: string; place: string; leftOut: StageId[] }[] => {
    const before = kept?.[branch.id]?.place;
    if (before === 'joined') return [{ id: branch.id, place: before, leftOut: [] }];
    const target = before !== undefined && branch.stages.includes(before) ? before : null;
    const to = branchMachine(definition, branch).step('waiting', { type: 'Start', applicable: asked, target });
    invariant(to !== undefined, `branch '${branch.id}' of '${group.id}' to start`);
    // Left out by rule: it neither joins nor keeps the others waiting.
    if (to === 'joined') return [];
    const before1st = target === null ? branch.stages.slice(0, branch.stages.indexOf(to)) : [];
    return [{ id: branch.id, place: to, leftOut: before1st }];
  });
  review.branches = Object.fromEntries(started.map(({ id, place }): [string, BranchState] => [id, { place }]));
  const open = started.filter(({ place }) => place !== 'joined');
  const at = { step: step.id, round: review.round, group: group.id };
  work.emit(node, { kind: 'BranchesEntered', ...at, branches: open.map(({ id }) => id) });
  return open.flatMap(({ place, leftOut: own }, index) => {
    const stage = stageOf(definition, place);
    return stage === undefined ? [] : arrive(work, node, step, review, stage, index === 0 ? [...leftOut, ...own] : own);
  });
}

/** Moves one branch and enters the stage it comes to. */
export function moveBranch(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageId,
  by: BranchMove,
): { readonly place: string; readonly passed: StageId[] } {
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
  if (next === undefined) return { place: to, passed: [] };
  const forward = by.type === 'Forward';
  const from = forward && (by.target ?? null) === null ? branch.stages.indexOf(before.place) + 1 : branch.stages.length;
  const leftOut = branch.stages.slice(from, branch.stages.indexOf(to));
  const arrive = forward ? enterOrPass : enter;
  return { place: to, passed: arrive(work, node, step, review, next, leftOut) };
}

/** Closes everything that is open of the present pass, whatever it waits for. */
export function closePass(work: Work, node: NodeState, step: DecideStep, end: TaskEnd): void {
  closeTasksOf(work, node, step.id, end);
}

/** Nothing of the pass is open any more: no sitting, no branch, no demand, no meeting. */
export function leavePass(review: ReviewState): void {
  delete review.sittings;
  delete review.branches;
  delete review.demands;
  delete review.tabled;
  delete review.resume;
}
