/** A procedure is opened for a subject: a case, which is a node of its own beside the subject's, with its own steps and limits. */
import type { Facts } from '../campaign/definition.ts';
import { caseKey, type NodeKey } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { CaseCause } from '../kernel/event.ts';
import { openNode } from '../kernel/node.ts';
import { membersOf } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { rightIn, type Signer } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { refusalOfScope } from './refusal-of-scope.ts';

export interface CaseOpening {
  readonly procedure: string;
  readonly facts: Facts;
  /** Null: nobody gave one, the cause says why. */
  readonly reason: string | null;
  readonly cause?: CaseCause;
}

/** @param by what opened it by itself, so that the same does not open another at the same instant */
export function openCaseAt(work: Work, node: NodeState, opening: CaseOpening, by?: string, signer?: Signer): NodeKey {
  const { procedure, reason, cause } = opening;
  const facts = mutable(opening.facts);
  const number = node.cases.filter((one) => one.procedure === procedure).length + 1;
  node.cases.push({ procedure, number, ...(by !== undefined && { by, at: work.at }) });
  const key = caseKey(node.key, procedure, number);
  const body = { kind: 'CaseOpened' as const, case: key, procedure, facts, reason };
  work.emit(node, cause === undefined ? body : { ...body, cause }, signer);
  openNode(work, key, { procedure, subject: node.key, facts });
  return key;
}

/** As an event holds them. */
function mutable(facts: Facts): Record<string, string | number | boolean | null | string[]> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'object' && fact !== null ? [...fact] : fact]),
  );
}

export const openCase = {
  refuse(work: Work, node: NodeState, command: CommandOf<'OpenCase'>): Rejection | undefined {
    const layer = work.nodeDefinition(node.key).layer;
    const here = work.definition.procedures.filter((procedure) => procedure.of === layer);
    const procedure = here.find((one) => one.id === command.procedure);
    if (procedure === undefined) {
      return {
        code: 'procedure.unknown',
        procedure: command.procedure,
        node: node.key,
        possible: here.map((one) => one.id),
      };
    }
    const owners = membersOf(work, node.key, procedure.opens);
    const person = rightIn(command.signer);
    if (person === null || !owners.includes(person)) {
      return { code: 'task.not-owner', task: command.procedure, person, role: procedure.opens, owners };
    }
    const missing = procedure.facts.filter((fact) => command.facts[fact] === undefined);
    if (missing.length > 0) return { code: 'case.facts-missing', facts: missing };
    const strange = Object.keys(command.facts).filter((fact) => !procedure.facts.includes(fact));
    return strange.length > 0
      ? { code: 'declaration.unknown-facts', facts: strange, possible: procedure.facts }
      : refusalOfScope(procedure.types, command.facts);
  },
  apply(work: Work, node: NodeState, { procedure, facts, reason, signer }: CommandOf<'OpenCase'>): void {
    openCaseAt(work, node, { procedure, facts, reason }, undefined, signer);
  },
};
