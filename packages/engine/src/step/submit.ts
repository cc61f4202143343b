/**
 * A version is handed in: a form for its step, or the grade that a rule could not find. Accepted items stay as they were.
 */
import type { FormFacts } from '../campaign/definition.ts';
import { checkFacts } from '../expression/check-facts.ts';
import type { Scope } from '../expression/fact-type.ts';
import type { CommandOf, ManifestItem } from '../kernel/command.ts';
import { refusalOfStep, refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, rightIn } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep, isLate } from './complete.ts';
import { recordGrade, recordStatedGrades } from './grade.ts';

export const submit = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Submit'>): Rejection | undefined {
    const refusal = refusalOfStep(work, node, command.step, 'do', 'compute');
    if (refusal) return refusal;
    const step = work.step(node, command.step);
    if (command.round !== step.round)
      return { code: 'declaration.stale-round', round: command.round, current: step.round };
    return refusalOfTask(work, node, command.step, command.signer) ?? refusalOfContent(work, node, command);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Submit'>): void {
    const definition = work.stepDefinition(command.step);
    const step = work.step(node, command.step);
    const at = { step: command.step, round: step.round };
    step.output = {
      version: command.version,
      material: command.material,
      facts: command.facts,
      items: command.items,
      by: rightIn(command.signer) ?? '',
      hand: actorIn(command.signer) ?? '',
      round: step.round,
    };
    delete step.locked;
    delete step.flagged;
    const { version, material, facts, items } = command;
    const late = isLate(work, node, definition);
    work.emit(node, { kind: 'Submitted', ...at, version, material, facts, items, late }, command.signer);
    if (definition.kind === 'do') {
      const form = work.definition.forms[definition.form];
      if (form !== undefined) recordStatedGrades(work, node, form, command.facts, at, command.signer);
    } else if (definition.kind === 'compute' && definition.compute.what === 'grade') {
      const { scale, source } = definition.compute;
      const value = String(command.facts[source]);
      recordGrade(work, node, { scale, source, value, rule: null, rows: [], inputs: {}, ...at }, command.signer);
    }
    completeStep(work, node, definition);
  },
};

/** Does what is handed in or changed fit its form, and does it leave accepted items as they were? */
export function refusalOfContent(
  work: Work,
  node: NodeState,
  command: Pick<CommandOf<'Submit'>, 'step' | 'facts' | 'items'>,
): Rejection | undefined {
  const definition = work.stepDefinition(command.step);
  const step = work.step(node, command.step);
  if (definition.kind === 'compute' && definition.compute.what === 'grade') {
    const { scale, source } = definition.compute;
    const grades = work.definition.scales[scale]?.grades ?? [];
    const value = command.facts[source];
    if (typeof value === 'string' && grades.includes(value)) return undefined;
    return { code: 'grade.unknown', scale, value: value ?? null, possible: grades };
  }
  if (definition.kind !== 'do') return undefined;
  const form = work.definition.forms[definition.form];
  const unknown = Object.keys(command.facts).filter((fact) => !form?.facts.includes(fact));
  if (unknown.length > 0) return { code: 'declaration.unknown-facts', facts: unknown, possible: form?.facts ?? [] };
  for (const { fact, scale } of form?.grades ?? []) {
    const value = command.facts[fact];
    const grades = work.definition.scales[scale]?.grades ?? [];
    if (value !== undefined && value !== null && !grades.includes(String(value))) {
      return { code: 'grade.unknown', scale, value, possible: grades };
    }
  }
  const ids = command.items.map((item) => item.item);
  if (new Set(ids).size < ids.length) return { code: 'declaration.repeated-item', items: ids };
  const layer = form?.rowsOf ?? null;
  if (layer !== null) {
    const foreign = ids.filter((id) => !isRow(work, id, layer, node.key));
    if (foreign.length > 0) return { code: 'declaration.foreign-row', items: foreign, layer };
  }
  const items = new Map(command.items.map((item) => [item.item, item.hash]));
  const changed = Object.entries(step.locked ?? {}).filter(([id, hash]) => items.get(id) !== hash);
  if (changed.length > 0) return { code: 'declaration.locked-items', items: changed.map(([id]) => id) };
  return form === undefined ? undefined : refusalOfFacts(form, command);
}

/** A node of the layer below this one, wherever it is hosted. */
function isRow(work: Work, id: string, layer: string, above: string): boolean {
  if (!work.has(id)) return work.definition.rows[id] === layer;
  if (work.index.nodes.get(id)?.layer !== layer) return false;
  for (let at = work.index.nodes.get(id); at?.parent; at = work.index.nodes.get(at.parent)) {
    if (at.parent === above) return true;
  }
  return false;
}

/** What rules may read is there and is what the form says it is; else a rule would meet it. A row may leave its facts out: no rule reads them. */
function refusalOfFacts(form: FormFacts, { facts, items }: Pick<CommandOf<'Submit'>, 'facts' | 'items'>) {
  const ofRow = (item: ManifestItem) => {
    const given = Object.entries(form.itemTypes).filter(([fact]) => (item.facts?.[fact] ?? null) !== null);
    return refusalOfScope(Object.fromEntries(given), item.facts ?? {}, item.item);
  };
  return refusalOfScope(form.types, facts) ?? items.map(ofRow).find((one) => one !== undefined);
}

export function refusalOfScope(
  scope: Scope,
  facts: Readonly<Record<string, unknown>>,
  of?: string,
): Rejection | undefined {
  const problems = checkFacts(scope, facts);
  const named = (code?: string) =>
    problems
      .filter((one) => code === undefined || one.code === code)
      .map((one) => (of === undefined ? String(one.name) : `${of}.${String(one.name)}`));
  const missing = named('fact.missing');
  if (missing.length > 0) return { code: 'declaration.facts-missing', facts: missing };
  const [first] = problems;
  if (first === undefined) return undefined;
  return { code: 'declaration.wrong-facts', facts: named(), expected: first.expected ?? first.possible ?? null };
}
