/** What holds of every actor at every step, whatever people do (approval.md, end of §5). */
import { expect } from '@jest/globals';
import type { ActorDefinition, Due } from '../../../packages/engine/src/campaign/definition.ts';
import type { Event } from '../../../packages/engine/src/kernel/event.ts';
import type { ActorState, NodeState, Task } from '../../../packages/engine/src/kernel/state.ts';
import { REVIEW_PLACES } from '../../../packages/engine/src/machine/review-machine.ts';

const HASH = /^[0-9a-f]{64}$/;

/** Faults found, in words; none is what is expected. */
export function faultsOf(definition: ActorDefinition, state: ActorState): string[] {
  return Object.values(state.nodes).flatMap((node) =>
    nodeFaults(definition, node).map((fault) => `${node.key}: ${fault}`),
  );
}

function nodeFaults(definition: ActorDefinition, node: NodeState): string[] {
  const steps = new Map(
    [...definition.steps, ...definition.procedures.flatMap((one) => one.steps)].map((step) => [step.id, step]),
  );
  const faults: string[] = [];
  for (const [id, task] of Object.entries(node.tasks)) {
    if (task.owners.length === 0) faults.push(`nobody owns ${id}`);
    if (node.closed) faults.push(`${id} is open though the node is closed`);
    if (task.due === null && !hasReason(definition, task)) faults.push(`${id} has no due and no reason for none`);
    if (task.due !== null && !task.overdue && !task.ladder.some((row) => row.what === 'overdue'))
      faults.push(`the due of ${id} is not armed`);
    if (task.ladder.some((row, i) => i > 0 && row.at < (task.ladder[i - 1]?.at ?? 0)))
      faults.push(`the ladder of ${id} is out of order`);
  }
  for (const [id, step] of Object.entries(node.steps)) {
    const own = Object.entries(node.tasks).filter(([, task]) => task.step === id);
    const kind = steps.get(id)?.kind;
    const review = node.reviews[id];
    const atStage = review !== undefined && !(REVIEW_PLACES as readonly string[]).includes(review.place);
    if (step.place !== 'open' && own.length > 0) faults.push(`${id} is ${step.place} and has tasks`);
    if (step.place === 'open' && kind === 'decide' && own.length !== (atStage ? 1 : 0)) {
      faults.push(`${id} at ${review?.place} has ${own.length} tasks`);
    }
    if (step.place === 'open' && kind !== 'decide' && own.length !== 1)
      faults.push(`${id} is open with ${own.length} tasks`);
    if (atStage && step.place !== 'open' && !node.closed)
      faults.push(`the review of ${id} is at ${review?.place}, the step ${step.place}`);
    if (review?.place === 'returned' && step.place === 'open' && waitsForNobody(node, steps, id)) {
      faults.push(`${id} was sent back, and nobody has to hand in`);
    }
    for (const decision of review?.decisions ?? []) {
      if (decision.by === null || decision.round < 1 || decision.round !== review?.round)
        faults.push(`a decision of ${id} without who or round`);
    }
  }
  return faults;
}

function waitsForNobody(
  node: NodeState,
  steps: ReadonlyMap<string, ActorDefinition['steps'][number]>,
  id: string,
): boolean {
  const definition = steps.get(id);
  const of = definition?.kind === 'decide' ? definition.of : '';
  const subject = node.steps[of];
  // Whoever fills is asked, or the subject itself waits for others.
  return subject === undefined || (subject.place === 'open' && node.tasks[of] === undefined);
}

function hasReason(definition: ActorDefinition, task: Task): boolean {
  const step = [...definition.steps, ...definition.procedures.flatMap((one) => one.steps)].find(
    (one) => one.id === task.step,
  );
  const given = (due: Due | undefined) => due?.kind === 'none' && due.reason !== '';
  if (step?.kind === 'decide' && task.stage !== undefined) {
    return (
      given(definition.reviews[step.review]?.stages.find((stage) => stage.id === task.stage)?.due) || given(step.due)
    );
  }
  return given(step?.due);
}

/** What holds of what happened in one turn, against the state before and after it. */
export function eventFaults(
  before: readonly ActorState[],
  after: readonly ActorState[],
  events: readonly Event[],
): string[] {
  const faults: string[] = [];
  const nodesBefore = new Map(before.flatMap((state) => Object.entries(state.nodes)));
  for (const node of after.flatMap((state) => Object.values(state.nodes))) {
    const own = events.filter((event) => event.node === node.key);
    const from = nodesBefore.get(node.key)?.seq ?? 0;
    if (own.some((event, i) => event.seq !== from + i + 1) || node.seq !== from + own.length) {
      faults.push(`${node.key}: the numbers ${own.map((event) => event.seq).join()} after ${from}`);
    }
    for (const [id, task] of Object.entries(node.tasks)) {
      const was = nodesBefore.get(node.key)?.tasks[id];
      const opened = own.some((event) => event.kind === 'TaskOpened' && event.task === id);
      const moved = own.some((event) => event.kind === 'DueMoved' && event.task === id && event.reason !== null);
      if (!opened && was?.due !== task.due && !moved) faults.push(`${node.key}: the due of ${id} moved without an act`);
    }
  }
  for (const event of events) {
    if (event.kind === 'Incident') faults.push('an incident');
    const decided = ['Decided', 'Submitted', 'Disposed', 'WentOn', 'TaskReassigned', 'DueMoved', 'MeetingClosed'];
    if (decided.includes(event.kind) && event.signer.kind === 'system')
      faults.push(`${event.kind} is signed by the system`);
    if (event.kind === 'Decided' && (!HASH.test(event.hash) || event.round < 1 || event.request === undefined)) {
      faults.push('a decision without hash, round or request');
    }
  }
  return faults;
}

export function expectNoFaults(faults: readonly string[]): void {
  expect(faults).toEqual([]);
}
