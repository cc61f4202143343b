/** The campaign closes from the root downward: what is open is closed with the reason, nothing is decided by it. */
import { stepMachine } from '../machine/step-machine.ts';
import type { CommandOf } from './command.ts';
import { refusalOfOffice } from './refusals.ts';
import type { Rejection } from './rejection.ts';
import type { Signer } from './signer.ts';
import type { NodeState } from './state.ts';
import { closeTask } from './tasks.ts';
import type { Work } from './work.ts';

export const closeCampaign = {
  refuse(work: Work, node: NodeState, command: CommandOf<'CloseCampaign'>): Rejection | undefined {
    const refusal = refusalOfOffice(work, command.signer);
    if (refusal) return refusal;
    const { root } = work.definition;
    return node.key === root ? undefined : { code: 'campaign.close-at-root', node: node.key, possible: [root] };
  },
  apply(work: Work, node: NodeState, command: CommandOf<'CloseCampaign'>): void {
    closeNode(work, node, command.reason, command.signer);
  },
};

export function closeNode(work: Work, node: NodeState, reason: string | null, signer?: Signer): void {
  work.emit(node, { kind: 'CampaignClosed', reason }, signer);
  closeWork(work, node, 'campaign.closed');
  for (const { procedure, number } of node.cases) {
    const key = `${node.key}#${procedure}-${number}`;
    const opened = work.peek(key);
    if (opened !== undefined && !opened.closed) closeNode(work, work.node(key), reason);
  }
}

/** Nothing of the node goes on: its tasks end, and what was open says why. */
export function closeWork(work: Work, node: NodeState, reason: 'campaign.closed' | 'place.closed'): void {
  for (const id of Object.keys(node.tasks)) closeTask(work, node, id, 'closed');
  for (const [id, step] of Object.entries(node.steps)) {
    const open = step.place === 'open';
    const next = stepMachine.step(step.place, { type: 'Close' });
    if (next === undefined || next === step.place) continue;
    step.place = 'closed';
    if (open) work.emit(node, { kind: 'StepClosed', step: id, round: step.round, reason });
  }
  node.closed = true;
}
