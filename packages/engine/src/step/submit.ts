/**
 * A version is handed in: a form for its step, or the grade that a rule could not find. Accepted items stay as they were.
 */
import type { FormFacts } from '../campaign/definition.ts';
import type { CommandOf, ManifestItem } from '../kernel/command.ts';
import { refusalOfStep, refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, rightIn } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep, isLate } from './complete.ts';
import { factorsAt } from './compute.ts';
import { adviceOn, refusalOfChecks, refusalOfRows } from './form-checks.ts';
import { recordGrade, recordStatedGrades, stateableIn } from './grade.ts';
import { gradesItems, refusalOfItemGrades, takeItemGrades } from './grade-items.ts';
import { recomputeFrom } from './recompute.ts';
import { refusalOfScope } from './refusal-of-scope.ts';

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
    const definition = work.stepDefinition(node, command.step);
    const step = work.step(node, command.step);
    const at = { step: command.step, round: step.round };
    // Items that wait for a person's grade may be graded one by one: what was said before stays with it.
    const earlier = gradesItems(definition) ? (step.output?.items ?? []) : [];
    step.output = {
      version: command.version,
      material: command.material,
      facts: command.facts,
      items: [...earlier, ...command.items],
      by: rightIn(command.signer) ?? '',
      hand: actorIn(command.signer) ?? '',
      round: step.round,
    };
    delete step.locked;
    delete step.flagged;
    const { version, material, facts, items } = command;
    const late = isLate(work, node, definition);
    const stated = stateableIn(definition);
    const advice = definition.kind === 'do' ? adviceOn(work, node, definition, command) : [];
    const said = advice.length === 0 ? {} : { advice };
    work.emit(node, { kind: 'Submitted', ...at, version, material, facts, items, late, ...said }, command.signer);
    if (gradesItems(definition)) {
      takeItemGrades(work, node, definition, items, command.signer);
      recomputeFrom(work, node, command.step);
      return;
    }
    if (definition.kind === 'do') {
      const form = work.definition.forms[definition.form];
      if (form !== undefined) recordStatedGrades(work, node, form, command.facts, at, command.signer);
    } else if (definition.kind === 'compute' && stated !== undefined) {
      const { scale, source } = stated;
      const value = String(command.facts[source]);
      const inputs = factorsAt(work, node, definition);
      recordGrade(work, node, { scale, source, value, rule: null, rows: [], inputs, ...at }, command.signer);
    }
    completeStep(work, node, definition);
    if (definition.kind === 'compute') recomputeFrom(work, node, command.step);
  },
};

/** Does what is handed in or changed fit its form, and does it leave accepted items as they were? */
export function refusalOfContent(
  work: Work,
  node: NodeState,
  command: Pick<CommandOf<'Submit'>, 'step' | 'facts' | 'items'>,
): Rejection | undefined {
  const definition = work.stepDefinition(node, command.step);
  const step = work.step(node, command.step);
  const stated = stateableIn(definition);
  if (stated !== undefined) {
    const { scale, source } = stated;
    const grades = work.definition.scales[scale]?.grades ?? [];
    const value = command.facts[source];
    if (typeof value === 'string' && grades.includes(value)) return undefined;
    return { code: 'grade.unknown', scale, value: value ?? null, possible: grades };
  }
  if (gradesItems(definition)) return refusalOfItemGrades(work, node, definition, command);
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
  if (form === undefined) return undefined;
  return (
    refusalOfRows(work, node, definition, command) ??
    refusalOfFacts(form, command, definition.itemsRead !== undefined || definition.checks?.[form.id] !== undefined) ??
    refusalOfChecks(work, node, definition, command)
  );
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

/**
 * What rules may read is there and is what the form says it is; else a rule would meet it. A row may leave its facts out where nothing
 * reads them.
 */
function refusalOfFacts(
  form: FormFacts,
  { facts, items }: Pick<CommandOf<'Submit'>, 'facts' | 'items'>,
  read: boolean,
) {
  const ofRow = (item: ManifestItem) => {
    const given = Object.entries(form.itemTypes).filter(([fact]) => read || (item.facts?.[fact] ?? null) !== null);
    return refusalOfScope(Object.fromEntries(given), item.facts ?? {}, item.item);
  };
  return refusalOfScope(form.types, facts) ?? items.map(ofRow).find((one) => one !== undefined);
}
