/**
 * Why not: the refusals that all commands share, each naming what is possible instead.
 */
import type { StepDefinition } from '../campaign/definition.ts';
import type { NodeKey, PersonId, StepId, TaskId } from '../campaign/keys.ts';
import { heldRightsOf, officeMembers, resolve, rightsOf, standsInFor } from './owners.ts';
import type { Rejection } from './rejection.ts';
import type { Signer } from './signer.ts';
import { isFrozen } from './stage-of-task.ts';
import type { NodeState, Task } from './state.ts';
import type { Work } from './work.ts';

export function refusalOfNode(work: Work, key: NodeKey): Rejection | undefined {
  const node = work.peek(key);
  if (node === undefined) return { code: 'node.unknown', node: key };
  if (node.gone !== undefined && node.gone.over === undefined)
    return { code: 'node.gone', node: key, place: node.gone.place };
  return node.closed ? { code: 'campaign.closed', node: key } : undefined;
}

/** The step runs at the node, is of one of the kinds, and is open. */
export function refusalOfStep(
  work: Work,
  node: NodeState,
  id: StepId,
  ...kinds: StepDefinition['kind'][]
): Rejection | undefined {
  const step = node.steps[id];
  const definition = work.stepAt(node, id);
  if (step === undefined || definition === undefined || !kinds.includes(definition.kind)) {
    const possible = work
      .stepsAt(node.key)
      .filter((other) => kinds.includes(other.kind))
      .map((other) => other.id);
    return { code: 'step.unknown', step: id, node: node.key, possible };
  }
  if (step.place === 'open') return undefined;
  const opens = step.place === 'waiting' ? definition.opens : null;
  return {
    code: 'step.wrong-place',
    step: id,
    node: node.key,
    place: step.place,
    opens,
    possible: openSteps(work, node, kinds),
  };
}

function openSteps(work: Work, node: NodeState, kinds: StepDefinition['kind'][]): string[] {
  return work
    .stepsAt(node.key)
    .filter((other) => kinds.includes(other.kind) && node.steps[other.id]?.place === 'open')
    .map((other) => other.id);
}

/** The signer owns the task, or stands in for one who does, and nobody else prepares it for them. */
export function refusalOfTask(work: Work, node: NodeState, id: TaskId, signer: Signer): Rejection | undefined {
  const task = node.tasks[id];
  if (task === undefined) return { code: 'task.not-open', task: id, node: node.key, possible: Object.keys(node.tasks) };
  // The office keeps stuck work moving; it does not do it in another's place.
  if (task.stuck) return { code: 'task.stuck', task: id, role: task.role, possible: ['Reassign'] };
  const { owners, delegatedBy } = task;
  // What somebody outside says is signed as theirs, through whoever records it.
  const of = recordsFor(work, node, task);
  if (of !== undefined) {
    if (signer.kind !== 'recorder' || signer.of !== of) return { code: 'task.recorded', task: id, of, owners };
    if (owners.includes(signer.person)) return undefined;
    return { code: 'task.not-owner', task: id, person: signer.person, role: task.role, owners };
  }
  if (signer.kind !== 'person' && signer.kind !== 'substitute') {
    return { code: 'task.wrong-signer', task: id, signer: signer.kind };
  }
  if (delegatedBy !== undefined && [...owners, ...delegatedBy].includes(signer.person)) {
    return { code: 'task.delegated', task: id, owners, delegatedBy, possible: ['HandBack'] };
  }
  if (!owners.includes(signer.person)) {
    return { code: 'task.not-owner', task: id, person: signer.person, role: task.role, owners };
  }
  // Who says to stand in for another must do so; who says nothing is shown as standing in all the same (`trueSigner`).
  const standing = standingOn(work, node, task, signer.person);
  if (signer.kind === 'person' || standing === signer.for) return undefined;
  return { code: 'task.not-substitute', person: signer.person, for: signer.for, standing };
}

/** The organization outside whose task it is, where none of its own people is known. */
export function recordsFor(work: Work, node: NodeState, task: Task): string | undefined {
  if (work.definition.roles[task.role]?.relation !== 'outside') return undefined;
  return resolve(work, node.key, task.role).recordsFor;
}

/** 甲 代 乙: a person who owns the task in another's place signs for that other. */
export function trueSigner(work: Work, node: NodeState, id: TaskId, signer: Signer): Signer {
  const task = node.tasks[id];
  if (signer.kind !== 'person' || task === undefined) return signer;
  const standing = standingOn(work, node, task, signer.person);
  return standing === null ? signer : { kind: 'substitute', person: signer.person, for: standing };
}

/** Whom an owner of the task stands in for; null for those who act in their own right: what was given by hand is theirs. */
function standingOn(work: Work, node: NodeState, task: Task, person: PersonId): PersonId | null {
  if (task.delegatedBy !== undefined || !task.owners.includes(person)) return null;
  if (task.seat !== undefined) return task.assigned || task.seat === person ? null : task.seat;
  // One of several may have transferred it: the others own it as before.
  if (task.assigned && task.owners.length === 1) return null;
  const held = isFrozen(work, node, task) ? heldRightsOf(work, node.key, task.role, task.openedAt) : [];
  return standsInFor(held.length > 0 ? held : rightsOf(work, node.key, task.role), person);
}

/** Administrative acts are the office's. */
export function refusalOfOffice(work: Work, signer: Signer): Rejection | undefined {
  const { office } = work.definition;
  if (signer.kind !== 'administrator') return { code: 'office.only', role: office, signer: signer.kind };
  return officeMembers(work).includes(signer.person)
    ? undefined
    : { code: 'office.only', role: office, signer: signer.person };
}
