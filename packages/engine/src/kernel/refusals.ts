/**
 * Why not: the refusals that all commands share, each naming what is possible instead.
 */
import type { StepDefinition } from '../campaign/definition.ts';
import type { NodeKey, StepId, TaskId } from '../campaign/keys.ts';
import { membersOf, standsInFor } from './owners.ts';
import type { Rejection } from './rejection.ts';
import type { Signer } from './signer.ts';
import type { NodeState } from './state.ts';
import type { Work } from './work.ts';

export function refusalOfNode(work: Work, key: NodeKey): Rejection | undefined {
  const node = work.peek(key);
  if (node === undefined) return { code: 'node.unknown', node: key };
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
  const definition = work.index.steps.get(id);
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

/** The signer owns the task, or stands in for one who does. */
export function refusalOfTask(work: Work, node: NodeState, id: TaskId, signer: Signer): Rejection | undefined {
  const task = node.tasks[id];
  if (task === undefined) return { code: 'task.not-open', task: id, node: node.key, possible: Object.keys(node.tasks) };
  // The office keeps stuck work moving; it does not do it in another's place.
  if (task.stuck) return { code: 'task.stuck', task: id, role: task.role, possible: ['Reassign'] };
  if (signer.kind !== 'person' && signer.kind !== 'substitute') {
    return { code: 'task.wrong-signer', task: id, signer: signer.kind };
  }
  if (!task.owners.includes(signer.person)) {
    return { code: 'task.not-owner', task: id, person: signer.person, role: task.role, owners: task.owners };
  }
  // Who says to stand in for another must do so; who says nothing is shown as standing in all the same (`trueSigner`).
  const standing = task.assigned ? null : standsInFor(work, node.key, task.role, signer.person);
  if (signer.kind === 'person' || standing === signer.for) return undefined;
  return { code: 'task.not-substitute', person: signer.person, for: signer.for, standing };
}

/** 甲 代 乙: a person who owns the task in another's place signs for that other. */
export function trueSigner(work: Work, node: NodeState, id: TaskId, signer: Signer): Signer {
  const task = node.tasks[id];
  if (signer.kind !== 'person' || task === undefined || task.assigned) return signer;
  const standing = standsInFor(work, node.key, task.role, signer.person);
  return standing === null ? signer : { kind: 'substitute', person: signer.person, for: standing };
}

/** Administrative acts are the office's. */
export function refusalOfOffice(work: Work, signer: Signer): Rejection | undefined {
  const { office, root } = work.definition;
  if (signer.kind !== 'administrator') return { code: 'office.only', role: office, signer: signer.kind };
  const members = membersOf(work, root, office);
  return members.includes(signer.person) ? undefined : { code: 'office.only', role: office, signer: signer.person };
}
