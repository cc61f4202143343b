/** A procedure is opened for a subject: a case, which is a node of its own beside the subject's, with its own steps and limits. */
import { caseKey } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import { openNode } from '../kernel/node.ts';
import { membersOf } from '../kernel/owners.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { rightIn } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { refusalOfScope } from './submit.ts';

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
  apply(work: Work, node: NodeState, command: CommandOf<'OpenCase'>): void {
    const { procedure, facts, reason } = command;
    const number = node.cases.filter((one) => one.procedure === procedure).length + 1;
    node.cases.push({ procedure, number });
    const key = caseKey(node.key, procedure, number);
    work.emit(node, { kind: 'CaseOpened', case: key, procedure, facts, reason }, command.signer);
    openNode(work, key, { procedure, subject: node.key, facts });
  },
};
