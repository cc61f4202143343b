/**
 * A grade for every item of what a step handed in: by rule where the rule has one; the others wait, together as one task, for the
 * step's owner, who grades them one by one or at once. What a person said of an item stands while the item and the rule's silence do.
 */
import type { ComputeStep, DoStep, ManifestForm } from '../campaign/definition.ts';
import { NotGraded } from '../expression/evaluate.ts';
import { applyRule, type RuleResult } from '../expression/rule.ts';
import type { Values } from '../expression/tree.ts';
import { invariant } from '../invariant.ts';
import type { CommandOf, ManifestItem } from '../kernel/command.ts';
import { forgetItems, gradeOfItem, isStated, itemValue, setItemGrade } from '../kernel/items.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from './complete.ts';
import { openOwnTask } from './own-task.ts';
import { groundOf, scoreOf } from './rule-ground.ts';

type GradeItems = Extract<ComputeStep['compute'], { what: 'grade-items' }>;
export type ItemGrading = ComputeStep & { readonly compute: GradeItems };

export function gradesItems(step: {
  readonly kind: string;
  readonly compute?: ComputeStep['compute'];
}): step is ItemGrading {
  return step.kind === 'compute' && step.compute?.what === 'grade-items';
}

/** What a person hands in: rows of items, each with its grade. */
export function itemGradeForm(step: ItemGrading): ManifestForm {
  const { scale, source } = step.compute;
  const items = { rows: 'items', id: 'id', facts: [source], material: [] };
  return { id: `grade:${scale}`, facts: [], material: [], items };
}

export function gradeItems(work: Work, node: NodeState, definition: ItemGrading): void {
  const { of, scale, source } = definition.compute;
  const rule = ruleOf(work, definition);
  const { round } = work.step(node, definition.id);
  const head = { of, scale, source, rule: rule.hash, step: definition.id, round };
  const values = valuesAt(work, node);
  forgetItems(node, of);
  for (const item of itemsOf(node, definition)) {
    const own = valuesOf(work, node, definition, item, values);
    const result = applyRule(rule.rule, own);
    const ground = { subject: item.item, inputs: groundOf(rule, result, own) };
    if (result.kind === 'value') {
      const value = String(result.value);
      setItemGrade(node, of, item, { scale, source, value });
      work.emit(node, { kind: 'Graded', ...head, ...ground, value, rows: [...result.rows], ...scoreOf(result) });
    } else if (!isStated(node, of, item, scale, source)) {
      setItemGrade(node, of, item, { scale, source });
      work.emit(node, { kind: 'GradeMissing', why: result.kind, ...head, ...ground });
    }
  }
  if (waitingItems(node, definition).length > 0) openOwnTask(work, node, definition);
  else completeStep(work, node, definition);
}

/** Items that nobody has graded yet. */
export function waitingItems(node: NodeState, definition: ItemGrading): readonly string[] {
  const { of, scale, source } = definition.compute;
  return itemsOf(node, definition)
    .map(({ item }) => item)
    .filter((item) => gradeOfItem(node, of, item, scale, source) === undefined);
}

/** Would the rule say something else now, or is there an item that nobody has graded? */
export function isOtherForItems(work: Work, node: NodeState, definition: ItemGrading): boolean {
  const { of, scale, source } = definition.compute;
  return results(work, node, definition).some(({ item, result }) =>
    result.kind === 'value'
      ? String(result.value) !== gradeOfItem(node, of, item.item, scale, source)
      : !isStated(node, of, item, scale, source),
  );
}

/** What the rule reads, over all items. */
export function pathsRead(work: Work, node: NodeState, definition: ItemGrading): readonly (readonly string[])[] {
  const list = [...definition.compute.of.split('.'), 'items'];
  return results(work, node, definition).flatMap(({ result }) =>
    result.inputs.map(({ path: [head = '', ...rest] }) => (head === 'item' ? [...list, ...rest] : [head, ...rest])),
  );
}

/** Why the grades that a person gives are not taken. */
export function refusalOfItemGrades(
  work: Work,
  node: NodeState,
  definition: ItemGrading,
  { items }: Pick<CommandOf<'Submit'>, 'items'>,
): Rejection | undefined {
  const { scale, source } = definition.compute;
  const waiting = waitingItems(node, definition);
  const given = items.map(({ item }) => item);
  const strange = given.filter((item) => !waiting.includes(item));
  if (given.length === 0 || strange.length > 0 || new Set(given).size < given.length)
    return { code: 'grade.not-waiting', step: definition.id, items: strange, possible: waiting };
  const possible = work.definition.scales[scale]?.grades ?? [];
  for (const { item, facts } of items) {
    const value = facts?.[source] ?? null;
    if (typeof value !== 'string' || !possible.includes(value))
      return { code: 'grade.unknown', scale, item, value, possible };
  }
  return undefined;
}

/** The grades that a person gives, each recorded with what the rule and its author look at. */
export function takeItemGrades(
  work: Work,
  node: NodeState,
  definition: ItemGrading,
  given: readonly ManifestItem[],
  signer: Signer,
): void {
  const { of, scale, source } = definition.compute;
  const rule = ruleOf(work, definition);
  const { round } = work.step(node, definition.id);
  const values = valuesAt(work, node);
  const items = new Map(itemsOf(node, definition).map((item) => [item.item, item]));
  for (const { item: id, facts } of given) {
    const item = items.get(id);
    const value = facts?.[source];
    if (item === undefined || typeof value !== 'string') continue;
    const own = valuesOf(work, node, definition, item, values);
    const inputs = groundOf(rule, applyRule(rule.rule, own), own);
    setItemGrade(node, of, item, { scale, source, value, byPerson: true });
    const head = { of, scale, source, rule: null, rows: [], step: definition.id, round };
    work.emit(node, { kind: 'Graded', subject: id, ...head, value, inputs }, signer);
  }
  if (waitingItems(node, definition).length === 0) completeStep(work, node, definition);
}

function results(
  work: Work,
  node: NodeState,
  definition: ItemGrading,
): { readonly item: ManifestItem; readonly result: RuleResult }[] {
  const { rule } = ruleOf(work, definition);
  const values = valuesAt(work, node);
  return itemsOf(node, definition).flatMap((item) => {
    try {
      return [{ item, result: applyRule(rule, valuesOf(work, node, definition, item, values)) }];
    } catch (error) {
      // It rests on a grade that somebody is yet to give: until then nothing new is known of it.
      if (error instanceof NotGraded) return [];
      throw error;
    }
  });
}

function ruleOf(work: Work, { compute }: ItemGrading) {
  const rule = work.definition.rules[compute.rule];
  invariant(rule, `rule '${compute.rule}' to be defined`);
  return rule;
}

function itemsOf(node: NodeState, { compute }: ItemGrading): readonly ManifestItem[] {
  return node.steps[compute.of]?.output?.items ?? [];
}

function valuesOf(work: Work, node: NodeState, { compute }: ItemGrading, item: ManifestItem, values: Values): Values {
  return { ...values, item: itemValue(node, work.stepDefinition(node, compute.of) as DoStep, item) };
}
