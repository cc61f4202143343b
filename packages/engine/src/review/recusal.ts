/**
 * What is known of recusals in a review: who is asked in it, of whom it is demanded to stand aside, and who answers that. Reads only; what
 * a recusal does is `recuse.ts`.
 *
 * Reading: a demand is answered by the chair where a body decides, else by whom the plan names for a self-review, else by the office;
 * never by the person themselves, nor by who demanded it or the filler, who are parties to it.
 */
import type { DecideStep, StageDefinition } from '../campaign/definition.ts';
import { type PersonId, type RoleId, reviewKey, type StepId, type TaskId } from '../campaign/keys.ts';
import { bodyOf, membersOf, officeMembers, rightsOf } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, rightIn, type Signer } from '../kernel/signer.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { aside, definitionOf, openStages, stageOf } from './course.ts';

type Demand = NonNullable<ReviewState['demands']>[number];

const MARK = '/recusal@';

export function recusalTask(step: StepId, person: PersonId): TaskId {
  return `${step}${MARK}${person}`;
}

export function isRecusalTask(task: TaskId): boolean {
  return task.includes(MARK);
}

/** The review of a step at a node, with its step. */
export function reviewAt(
  work: Work,
  node: NodeState,
  id: StepId,
): { readonly step: DecideStep; readonly review: ReviewState } | undefined {
  const step = work.stepAt(node, id);
  const review = node.reviews[id];
  return step?.kind === 'decide' && review !== undefined ? { step, review } : undefined;
}

export function unknownReview(node: NodeState, step: StepId): Rejection {
  const possible = Object.keys(node.reviews).map((id) => reviewKey(node.key, id));
  return { code: 'review.unknown', review: reviewKey(node.key, step), possible };
}

/** Who stands aside acts no more; of whom it is demanded, not until that is answered. Nor does anybody in their place. */
export function refusalOfRecusal(
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  signer: Signer,
): Rejection | undefined {
  const people = [actorIn(signer), rightIn(signer)];
  const name = reviewKey(node.key, step.id);
  const gone = review.recused?.find((person) => people.includes(person));
  if (gone !== undefined) return { code: 'review.stands-aside', review: name, person: gone };
  const demand = review.demands?.find(({ person }) => people.includes(person));
  if (demand === undefined) return undefined;
  const owners = node.tasks[recusalTask(step.id, demand.person)]?.owners ?? [];
  const possible = ['Recuse', 'AnswerRecusal'];
  return { code: 'review.recusal-pending', review: name, person: demand.person, owners, possible };
}

/** Everybody who has an open task or a seat in the review now. */
export function askedNow(work: Work, node: NodeState, step: DecideStep, review: ReviewState): PersonId[] {
  const open = openStages(definitionOf(work, step, review), review);
  const asked = open.flatMap((stage) => askedAt(node, step, review, stage));
  return [...new Set(asked)];
}

function askedAt(node: NodeState, step: DecideStep, review: ReviewState, stage: string): PersonId[] {
  const tasks = Object.values(node.tasks).filter((task) => task.step === step.id && task.stage === stage);
  const owners = tasks.flatMap((task) => (task.stuck ? [] : [...task.owners, ...(task.delegatedBy ?? [])]));
  return [...owners, ...(review.sittings?.[stage]?.seats.map((seat) => seat.right) ?? [])];
}

/** Everybody who may come to judge: who is asked now, and who holds a role of the review's stages. */
export function mayJudge(work: Work, node: NodeState, step: DecideStep, review: ReviewState): PersonId[] {
  const definition = definitionOf(work, step, review);
  const roles = definition.stages.flatMap((stage) => [
    // One that was not come to yet may choose any of these.
    ...(review.chosen?.[stage.id] === undefined ? (stage.choices?.by?.values ?? [stage.by]) : [stage.by]),
    ...(stage.selfReview === null ? [] : [stage.selfReview]),
  ]);
  const raised = definition.return.raise.map(({ role }) => role);
  const members = [...new Set([...roles, ...raised])].flatMap((role) => membersOf(work, node.key, role));
  return [...new Set([...askedNow(work, node, step, review), ...members])];
}

/** The filler, in whatever right: who is said to stand in for the filler must do so. */
export function signsAsFiller(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  signer: Signer,
): boolean {
  if (signer.kind === 'person') return review.fillers.includes(signer.person);
  if (signer.kind !== 'substitute' || !review.fillers.includes(signer.for)) return false;
  if (review.fillers.includes(signer.person)) return true;
  const { by } = work.stepDefinition(node, step.of);
  return rightsOf(work, node.key, by).some(({ right, person }) => right === signer.for && person === signer.person);
}

/** In which role a demand is answered, and by whom now. */
export function whoAnswers(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  demand: Pick<Demand, 'person' | 'by'>,
): { readonly role: RoleId; readonly owners: PersonId[] } {
  const definition = definitionOf(work, step, review);
  const open = openStages(definition, review);
  const id = open.find((stage) => askedAt(node, step, review, stage).includes(demand.person)) ?? open[0] ?? '';
  const stage = stageOf(definition, id);
  const { office } = work.definition;
  const role = stage === undefined ? null : answeringRole(work, node, stage);
  const owners = role === null ? [] : answerersIn(work, node, review, role, demand);
  if (role !== null && owners.length > 0) return { role, owners };
  return { role: office, owners: answerersIn(work, node, review, office, demand) };
}

/** A body answers by its chair. */
function answeringRole(work: Work, node: NodeState, stage: StageDefinition): RoleId | null {
  return isBody(work, node, stage.by) ? stage.by : stage.selfReview;
}

function isBody(work: Work, node: NodeState, role: RoleId): boolean {
  return work.definition.roles[role]?.relation !== 'body-office' && bodyOf(work, node.key, role) !== undefined;
}

function answerersIn(
  work: Work,
  node: NodeState,
  review: ReviewState,
  role: RoleId,
  { person, by }: Pick<Demand, 'person' | 'by'>,
): PersonId[] {
  const chair = isBody(work, node, role) ? (bodyOf(work, node.key, role)?.chair ?? null) : undefined;
  const members = chair === undefined ? membersOf(work, node.key, role) : chair === null ? [] : [chair];
  return members.filter((one) => one !== person && one !== by && !aside(review).includes(one));
}

/** Who does not answer a demand, whoever else may; undefined for every other task. */
export function refusalOfParty(node: NodeState, id: TaskId, person: PersonId): Rejection | undefined {
  const cut = id.indexOf(MARK);
  const step = id.slice(0, Math.max(0, cut));
  const demand = node.reviews[step]?.demands?.find((one) => one.person === id.slice(cut + MARK.length));
  if (cut < 0 || demand === undefined) return undefined;
  const parties = [demand.person, demand.by, ...(node.reviews[step]?.fillers ?? [])];
  return parties.includes(person)
    ? { code: 'review.recusal-party', review: reviewKey(node.key, step), person, parties }
    : undefined;
}

/** Whose the task of a demand is now; undefined for every other task. */
export function answerersOf(
  work: Work,
  node: NodeState,
  id: TaskId,
): { owners: PersonId[]; stuck: boolean } | undefined {
  const cut = id.indexOf(MARK);
  if (cut < 0) return undefined;
  const at = reviewAt(work, node, id.slice(0, cut));
  const demand = at?.review.demands?.find(({ person }) => person === id.slice(cut + MARK.length));
  const task = node.tasks[id];
  if (at === undefined || demand === undefined || task === undefined) return undefined;
  const owners = answerersIn(work, node, at.review, task.role, demand);
  if (owners.length > 0) return { owners, stuck: false };
  return { owners: officeMembers(work), stuck: true };
}
