/**
 * Items of what a step handed in, as rules read them: identity, facts, and grades of their own kept beside them. Nothing is kept twice:
 * facts are those of the version, grades are here.
 */
import type { DoStep } from '../campaign/definition.ts';
import type { Hash, StepId } from '../campaign/keys.ts';
import { UNGRADED } from '../expression/evaluate.ts';
import type { Value } from '../expression/tree.ts';
import type { ManifestItem } from './command.ts';
import type { NodeState } from './state.ts';

export interface ItemState {
  /** scale → source → grade */
  readonly grades: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Grades that a person gave: `scale.source` → the material hash of the item they judged. */
  readonly stated?: Readonly<Record<string, Hash>>;
}

export function gradeOfItem(node: NodeState, of: StepId, item: string, scale: string, source: string) {
  return node.items?.[of]?.[item]?.grades[scale]?.[source];
}

/** Did a person give it, for the item as it stands? */
export function isStated(node: NodeState, of: StepId, item: ManifestItem, scale: string, source: string): boolean {
  return node.items?.[of]?.[item.item]?.stated?.[`${scale}.${source}`] === item.material;
}

/** @param value absent: nobody has graded it, or not as it stands now */
export function setItemGrade(
  node: NodeState,
  of: StepId,
  item: ManifestItem,
  { scale, source, value, byPerson = false }: { scale: string; source: string; value?: string; byPerson?: boolean },
): void {
  const before = node.items?.[of]?.[item.item] ?? { grades: {} };
  const { [source]: _, ...others } = before.grades[scale] ?? {};
  const grades = { ...before.grades, [scale]: value === undefined ? others : { ...others, [source]: value } };
  const { [`${scale}.${source}`]: __, ...persons } = before.stated ?? {};
  const stated = byPerson ? { ...persons, [`${scale}.${source}`]: item.material } : persons;
  const state: ItemState = { grades, ...(Object.keys(stated).length > 0 && { stated }) };
  node.items = { ...node.items, [of]: { ...node.items?.[of], [item.item]: state } };
}

/** Items that are no longer there take their grades with them. */
export function forgetItems(node: NodeState, of: StepId): void {
  const known = node.items?.[of];
  if (known === undefined) return;
  const here = new Set(node.steps[of]?.output?.items.map(({ item }) => item));
  const kept = Object.entries(known).filter(([item]) => here.has(item));
  if (kept.length < Object.keys(known).length) node.items = { ...node.items, [of]: Object.fromEntries(kept) };
}

/** The items as `<part>.<step>.items` gives them; null before the step has handed any in. */
export function itemsValue(node: NodeState, step: DoStep): Value {
  const output = node.steps[step.id]?.output;
  return output === undefined ? null : output.items.map((item) => itemValue(node, step, item));
}

export function itemValue(
  node: NodeState,
  { id, itemsRead }: DoStep,
  item: ManifestItem,
): { readonly [field: string]: Value } {
  const facts = (itemsRead?.facts ?? []).map((fact) => [fact, (item.facts?.[fact] ?? null) as Value] as const);
  const grades: Record<string, Record<string, Value>> = {};
  for (const { scale, source, fact, optional } of itemsRead?.grades ?? []) {
    const value = fact === undefined ? gradeOfItem(node, id, item.item, scale, source) : item.facts?.[fact];
    const absent = optional === true ? null : UNGRADED;
    grades[scale] = { ...grades[scale], [source]: (value ?? absent) as Value };
  }
  const own = Object.fromEntries(facts);
  return { id: item.item, ...(Object.keys(grades).length > 0 && { grade: grades }), ...own };
}
