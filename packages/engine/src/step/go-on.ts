/**
 * One late post does not stop everybody: once its window is open, the owner of a waiting step may go on without the missing nodes
 * below, by an audited act that names them.
 */
import { asOpenedNow } from '../kernel/choose.ts';
import type { CommandOf } from '../kernel/command.ts';
import { membersOf } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { rightIn } from '../kernel/signer.ts';
import { isDone, isDoneAbove, isDoneBelow, missingBelow } from '../kernel/snapshots.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { openStep } from './open.ts';

export const goOn = {
  refuse(work: Work, node: NodeState, command: CommandOf<'GoOn'>): Rejection | undefined {
    const definition = work.stepAt(node, command.step);
    const step = node.steps[command.step];
    if (definition === undefined || step === undefined) {
      return { code: 'step.unknown', step: command.step, node: node.key, possible: Object.keys(node.steps) };
    }
    if (step.place !== 'waiting') {
      return {
        code: 'step.wrong-place',
        step: command.step,
        node: node.key,
        place: step.place,
        opens: null,
        possible: [],
      };
    }
    if (definition.join !== 'owner-may-go-on') return { code: 'step.waits-for-all', step: command.step };
    if (definition.opens !== null && definition.opens > work.at)
      return { code: 'step.not-yet', step: command.step, opens: definition.opens };
    const blocked = definition.waits.same.filter((id) => !isDone(node.steps[id]));
    const above = definition.waits.above.filter((id) => !isDoneAbove(work, node, id));
    // Chosen by rule, the owner is known once everything here that the rule may read is there.
    const isReady = blocked.length + above.length === 0;
    const { by } = isReady ? asOpenedNow(work, node, definition) : definition;
    const owners = membersOf(work, node.key, by);
    const person = rightIn(command.signer);
    if (person === null || !owners.includes(person)) {
      return { code: 'task.not-owner', task: command.step, person, role: by, owners };
    }
    if (blocked.length + above.length > 0)
      return { code: 'step.waits', step: command.step, for: [...blocked, ...above] };
    const open = definition.waits.below.filter((id) => !isDoneBelow(work, node, id));
    if (open.length === 0) return { code: 'step.nothing-missing', step: command.step };
    const missing = missingBelow(node, open);
    if (missing !== command.missing.length) {
      return { code: 'step.missing-miscounted', step: command.step, named: command.missing.length, missing };
    }
    return undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'GoOn'>): void {
    const definition = work.stepDefinition(node, command.step);
    const step = work.step(node, command.step);
    step.wentOn = command.missing.length;
    const { missing, reason } = command;
    work.emit(node, { kind: 'WentOn', step: command.step, round: step.round + 1, missing, reason }, command.signer);
    openStep(work, node, definition);
  },
};
