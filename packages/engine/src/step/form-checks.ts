/**
 * What a form asks of a version beyond its facts: rows that are the items of another step for which a condition holds, no more and no
 * less; facts of items where somebody reads them; and the checks that its author wrote, of which only blocking ones refuse.
 */
import type { DoStep, FormFacts } from '../campaign/definition.ts';
import { holds, holdsOf } from '../expression/evaluate.ts';
import type { Value, Values } from '../expression/tree.ts';
import type { CommandOf } from '../kernel/command.ts';
import { itemsValue } from '../kernel/items.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { NodeState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';

type Version = Pick<CommandOf<'Submit'>, 'facts' | 'items'>;

/** The rows that a version must have, where they come from another step; undefined where its filler adds them. */
export function rowsFrom(work: Work, node: NodeState, definition: DoStep): readonly string[] | undefined {
  const from = definition.itemsFrom?.[definition.form];
  if (from === undefined) return undefined;
  const source = work.stepAt(node, from.step);
  if (source?.kind !== 'do') return [];
  const items = itemsValue(node, source) as readonly { readonly [field: string]: Value }[] | null;
  const values = valuesAt(work, node);
  return (items ?? []).flatMap((item) =>
    from.if === undefined || holdsOf(from.if, { ...values, item }) === true ? [String(item.id)] : [],
  );
}

export function refusalOfRows(
  work: Work,
  node: NodeState,
  definition: DoStep,
  version: Version,
): Rejection | undefined {
  const wanted = rowsFrom(work, node, definition);
  if (wanted === undefined) return undefined;
  const given = version.items.map(({ item }) => item);
  const missing = wanted.filter((item) => !given.includes(item));
  const foreign = given.filter((item) => !wanted.includes(item));
  const of = definition.itemsFrom?.[definition.form]?.step ?? '';
  if (missing.length + foreign.length === 0) return undefined;
  return { code: 'declaration.rows-differ', step: definition.id, of, missing, foreign, possible: wanted };
}

/** The blocking checks that do not pass, in the author's words. */
export function refusalOfChecks(
  work: Work,
  node: NodeState,
  definition: DoStep,
  version: Version,
): Rejection | undefined {
  const says = failed(work, node, definition, version, 'blocking');
  const form = work.definition.forms[definition.form]?.name ?? definition.form;
  return says.length === 0 ? undefined : { code: 'declaration.check-failed', step: definition.id, form, checks: says };
}

/** What is advised and did not stand in the way. */
export function adviceOn(work: Work, node: NodeState, definition: DoStep, version: Version): string[] {
  return failed(work, node, definition, version, 'advice');
}

function failed(
  work: Work,
  node: NodeState,
  definition: DoStep,
  version: Version,
  severity: 'blocking' | 'advice',
): string[] {
  const form = work.definition.forms[definition.form];
  if (definition.checks === undefined || form === undefined) return [];
  return failedChecks(definition, form, version, valuesAt(work, node), severity);
}

/**
 * What the author's checks say of a version whose facts are what the form asks for; nothing where all pass.
 * @param place what expressions read of the node
 */
export function failedChecks(
  { checks, form: id }: Pick<DoStep, 'checks' | 'form'>,
  form: FormFacts,
  version: Version,
  place: Values,
  severity: 'blocking' | 'advice',
): string[] {
  const asked = checks?.[id]?.filter((check) => check.severity === severity) ?? [];
  if (asked.length === 0) return [];
  const values: Values = { ...place, ...ownValues(form, version) };
  return asked.filter((check) => holds(check.if, values)).map((check) => check.says);
}

/** What the version itself says, absent facts null. */
function ownValues(form: FormFacts, { facts, items }: Version): Values {
  const own = (names: readonly string[], given: Version['facts'] | undefined): Record<string, Value> =>
    Object.fromEntries(names.map((name) => [name, (given?.[name] ?? null) as Value]));
  const fields = form.items?.facts ?? [];
  const grades = Object.entries(form.itemGrades ?? {});
  const rows = items.map(({ item, facts: ofItem }): Value => {
    const grade: Record<string, Record<string, Value>> = {};
    for (const [fact, { scale, source }] of grades)
      grade[scale] = { ...grade[scale], [source]: (ofItem?.[fact] ?? null) as Value };
    return { id: item, ...(grades.length > 0 && { grade }), ...own(fields, ofItem) };
  });
  return { ...own(form.facts, facts), items: rows };
}
