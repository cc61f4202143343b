/**
 * Proof that something stood before the public: that it went up, from which its length counts, and that it came down, without which it
 * does not end. The proof itself is kept elsewhere, by its hash.
 */
import type { AskStep } from '../campaign/definition.ts';
import type { CommandOf } from '../kernel/command.ts';
import { refusalOfStep, refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { standsUntil } from './stand.ts';

export const recordProof = {
  refuse(work: Work, node: NodeState, command: CommandOf<'RecordProof'>): Rejection | undefined {
    const refusal =
      refusalOfStep(work, node, command.step, 'ask') ?? refusalOfTask(work, node, command.step, command.signer);
    if (refusal !== undefined) return refusal;
    const definition = work.stepDefinition(node, command.step) as AskStep;
    const { proofs = {}, until = null } = work.step(node, command.step);
    if (definition.proof === undefined) return { code: 'proof.not-asked', step: command.step };
    if (proofs[command.of] !== undefined) return { code: 'proof.recorded', step: command.step, of: command.of };
    if (command.of === 'start') return undefined;
    if (proofs.start === undefined) return { code: 'proof.missing', step: command.step, of: 'start' };
    return until !== null && until > work.at ? { code: 'asking.not-yet', until } : undefined;
  },
  apply(work: Work, node: NodeState, { step: id, of, proof, signer }: CommandOf<'RecordProof'>): void {
    const definition = work.stepDefinition(node, id) as AskStep;
    const step = work.step(node, id);
    step.proofs = { ...step.proofs, [of]: proof };
    if (of === 'start') step.until = standsUntil(definition, work.at, work.calendar, work.definition.zone);
    work.emit(
      node,
      { kind: 'ProofRecorded', step: id, round: step.round, of, proof, until: step.until ?? null },
      signer,
    );
  },
};

/** Which proof is missing before the asking may end. */
export function refusalOfProof(work: Work, node: NodeState, definition: AskStep): Rejection | undefined {
  if (definition.proof === undefined) return undefined;
  const { proofs = {} } = work.step(node, definition.id);
  const of = (['start', 'end'] as const).find((one) => proofs[one] === undefined);
  return of === undefined ? undefined : { code: 'proof.missing', step: definition.id, of };
}
