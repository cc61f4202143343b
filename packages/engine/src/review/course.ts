/**
 * Where a review can be: the entries of its definition's course, its groups and branches, and the stages open now. Reads only.
 */
import type {
  BranchDefinition,
  DecideStep,
  GroupDefinition,
  ReviewDefinition,
  StageDefinition,
} from '../campaign/definition.ts';
import type { PersonId, StageId } from '../campaign/keys.ts';
import { holds } from '../expression/evaluate.ts';
import { invariant } from '../invariant.ts';
import { withChosen } from '../kernel/choose.ts';
import { actorIn, rightIn, type Signer } from '../kernel/signer.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';
import { entryId } from '../machine/review-machine.ts';

/** What a review that opens now is bound to. */
export function currentDefinition(work: Work, step: DecideStep): ReviewDefinition {
  const newer = work.state.reviews?.current[step.review];
  const definition = newer === undefined ? work.definition.reviews[step.review] : work.state.reviews?.versions[newer];
  invariant(definition, `review '${step.review}' to be defined`);
  return definition;
}

/** The definition that the review is pinned to. */
export function definitionOf(work: Work, step: DecideStep, review: ReviewState): ReviewDefinition {
  const compiled = work.definition.reviews[step.review];
  if (compiled?.hash === review.definitionHash) return withChosenStages(compiled, review);
  const version = work.state.reviews?.versions[review.definitionHash];
  invariant(version, `version '${review.definitionHash}' of review '${step.review}' to be kept`);
  return withChosenStages(version, review);
}

const known = new WeakMap<ReviewDefinition, Map<string, ReviewDefinition>>();

/** Stages with what was chosen for them by rule when they were entered; the same definition for the same choices. */
function withChosenStages(definition: ReviewDefinition, { chosen }: ReviewState): ReviewDefinition {
  if (chosen === undefined) return definition;
  const key = JSON.stringify(chosen);
  const made = known.get(definition) ?? new Map<string, ReviewDefinition>();
  known.set(definition, made);
  const before = made.get(key);
  if (before !== undefined) return before;
  const stages = definition.stages.map((stage) => {
    const indexes = chosen[stage.id];
    return indexes === undefined ? stage : withChosen(stage, indexes);
  });
  const result = { ...definition, stages };
  made.set(key, result);
  return result;
}

export function reviewOf(node: NodeState, step: DecideStep): ReviewState {
  const review = node.reviews[step.id];
  invariant(review, `a review of step '${step.id}' at node '${node.key}'`);
  return review;
}

export function stageOf(definition: ReviewDefinition, id: StageId): StageDefinition | undefined {
  return definition.stages.find((stage) => stage.id === id);
}

export function groupOf(definition: ReviewDefinition, id: StageId): GroupDefinition | undefined {
  for (const entry of definition.course) if (entry.kind === 'group' && entry.group.id === id) return entry.group;
  return undefined;
}

export function branchOf(
  definition: ReviewDefinition,
  stage: StageId,
): { readonly group: GroupDefinition; readonly branch: BranchDefinition } | undefined {
  for (const entry of definition.course) {
    if (entry.kind !== 'group') continue;
    const branch = entry.group.branches.find((one) => one.stages.includes(stage));
    if (branch !== undefined) return { group: entry.group, branch };
  }
  return undefined;
}

export function entriesOf(definition: ReviewDefinition): StageId[] {
  return definition.course.map(entryId);
}

/** The stages that wait for somebody now: one, or one in each open branch. */
export function openStages(definition: ReviewDefinition, review: ReviewState): StageId[] {
  const group = groupOf(definition, review.place);
  if (group === undefined) return stageOf(definition, review.place) === undefined ? [] : [review.place];
  return group.branches.flatMap((branch) => {
    const place = review.branches?.[branch.id]?.place;
    return place !== undefined && branch.stages.includes(place) ? [place] : [];
  });
}

/** Stages and groups that apply here now: their conditions hold, and a short review visits no others. */
export function applicableEntries(
  work: Work,
  node: NodeState,
  definition: ReviewDefinition,
  review: ReviewState,
): readonly StageId[] {
  const conditional = definition.stages.some((stage) => stage.when !== undefined);
  const always = conditional || review.only !== undefined ? undefined : unconditional.get(definition);
  if (always !== undefined) return always;
  const values = conditional ? valuesAt(work, node) : {};
  const stages = definition.stages.flatMap((stage) => {
    if (review.only !== undefined && !review.only.includes(stage.id)) return [];
    return stage.when === undefined || holds(stage.when, values) ? [stage.id] : [];
  });
  const groups = definition.course.flatMap((entry) => {
    if (entry.kind !== 'group') return [];
    return entry.group.branches.some((branch) => branch.stages.some((stage) => stages.includes(stage)))
      ? [entry.group.id]
      : [];
  });
  const entries = [...stages, ...groups];
  if (!conditional && review.only === undefined) unconditional.set(definition, entries);
  return entries;
}

/** Of definitions none of whose stages has a condition: all their entries, always. */
const unconditional = new WeakMap<ReviewDefinition, readonly StageId[]>();

/** Earlier stages and groups that a stage may send back to, as the plan allows; never one that is left out here. */
export function targetsOf(
  work: Work,
  node: NodeState,
  definition: ReviewDefinition,
  review: ReviewState,
  stage: StageId,
): StageId[] {
  const allowed = definition.return.stages;
  if (allowed === 'none') return [];
  const inside = branchOf(definition, stage);
  const entries = entriesOf(definition);
  const before = entries.slice(0, entries.indexOf(inside?.group.id ?? stage));
  const within = inside === undefined ? [] : inside.branch.stages.slice(0, inside.branch.stages.indexOf(stage));
  const applicable = applicableEntries(work, node, definition, review);
  const earlier = [...before, ...within].filter((id) => applicable.includes(id));
  if (allowed === 'earlier') return earlier;
  return allowed === 'previous' ? earlier.slice(-1) : earlier.filter((id) => allowed.includes(id));
}

export function isFiller(review: ReviewState, signer: Signer): boolean {
  return [rightIn(signer), actorIn(signer)].some((person) => person !== null && review.fillers.includes(person));
}

/** Neither the filler nor who was recused judges. */
export function aside(review: ReviewState): readonly PersonId[] {
  return review.recused === undefined ? review.fillers : [...review.fillers, ...review.recused];
}

export function standsAside(review: ReviewState, person: PersonId): boolean {
  return review.fillers.includes(person) || (review.recused?.includes(person) ?? false);
}
