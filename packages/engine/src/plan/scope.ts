/**
 * Which names an expression may read at a place of the plan, with their types: the same names that `kernel/values.ts` fills. What
 * nobody fills before that place is not among them; what may be left out is optional and must be asked for first.
 */
import type { FactType, Scope } from '../expression/fact-type.ts';
import { factType, scopeOf } from './fact.ts';
import type { Field, Form } from './form.ts';
import { ofSteps, type PlacedStep, type PlanIndex } from './plan-index.ts';

/** Names that no layer, phase or procedure may take. */
export const reservedNames = ['node', 'grade', 'case', 'count', 'score'];

/** A fact or grade that a step fills, and where. */
export interface Filled {
  readonly step: PlacedStep;
  /** The layer whose nodes hold it. */
  readonly layer: string;
  /** As expressions name it. */
  readonly path: readonly [string, string, string];
  readonly type: FactType;
  /** Nothing may have filled it, even when the step is done. */
  readonly mayBeAbsent: boolean;
}

/** Everything that steps fill, in plan order. */
export function filledBy(index: PlanIndex): readonly Filled[] {
  return [...index.steps, ...index.caseSteps].flatMap((placed) => {
    const { step } = placed;
    const part = placed.phase?.id ?? placed.procedure?.id ?? '';
    const leftOut = step.when !== undefined;
    const form = step.declaration === undefined ? undefined : index.plan.forms[step.declaration];
    const filled: Filled[] = [];
    for (const field of form?.fields ?? []) {
      const type = fieldType(index, field);
      if (type === undefined) continue;
      const mayBeAbsent = leftOut || field.optional === true || type.optional === true;
      filled.push({ step: placed, layer: placed.layer, path: [part, step.id, field.id], type, mayBeAbsent });
      if (field.grade !== undefined)
        filled.push({
          step: placed,
          layer: placed.layer,
          path: ['grade', field.grade.scale, field.grade.source],
          type,
          mayBeAbsent,
        });
    }
    if (step.compute?.grade !== undefined && step.compute.source !== undefined) {
      const rule = index.plan.rules?.[step.compute.grade];
      const type = rule === undefined ? undefined : gradeType(index, rule.scale);
      if (rule !== undefined && type !== undefined)
        filled.push({
          step: placed,
          layer: placed.layer,
          path: ['grade', rule.scale, step.compute.source],
          type,
          mayBeAbsent: leftOut,
        });
    }
    const rows = rowForm(index, placed)?.rows;
    const type = step.rowGrades === undefined ? undefined : gradeType(index, step.rowGrades.scale);
    if (step.rowGrades !== undefined && rows !== undefined && type !== undefined) {
      const { scale, declared, approved } = step.rowGrades;
      // A node may have no row: the owner may have gone on without it.
      for (const source of [declared, approved])
        filled.push({ step: placed, layer: rows.of, path: ['grade', scale, source], type, mayBeAbsent: true });
    }
    return filled;
  });
}

/** The form whose rows a review settles. */
export function rowForm(index: PlanIndex, placed: PlacedStep): Form | undefined {
  const of = ofSteps(index, placed)[0]?.step.declaration;
  return of === undefined ? undefined : index.plan.forms[of];
}

/** The type of a field that decides; undefined for one that does not. */
function fieldType(index: PlanIndex, field: Field): FactType | undefined {
  if (field.fact !== undefined) return factType(field.fact);
  return field.grade === undefined ? undefined : gradeType(index, field.grade.scale);
}

/** The facts among some fields, as their filler must give them. */
export function fieldsScope(index: PlanIndex, fields: readonly Field[]): Scope {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const type = fieldType(index, field);
      if (type === undefined) return [];
      return [[field.id, field.optional === true ? { ...type, optional: true } : type] as const];
    }),
  );
}

/** Grades compare by gravity: the gravest is the greatest. */
export function gradeType(index: PlanIndex, scaleId: string): FactType | undefined {
  const scale = index.plan.scales[scaleId];
  if (scale === undefined) return undefined;
  return {
    kind: 'enumeration',
    values: scale.gravest === 'first' ? scale.grades.toReversed() : scale.grades,
    ordered: true,
  };
}

/** The names at a node of a layer, whoever asks: places and facts of the roster. */
export function nodeScope(index: PlanIndex, layer: string): Scope {
  const depth = index.layers.indexOf(layer);
  const above = index.plan.layers.slice(0, depth + 1);
  const records = above.map((one, at) => {
    const here = at === depth || at === 0;
    return [one.id, { kind: 'record', fields: scopeOf(one.facts), ...(!here && { optional: true }) }] as const;
  });
  const places = index.plan.layers.map((one) => [one.id, { kind: 'reference', to: one.id, optional: true }] as const);
  return { node: { kind: 'record', fields: Object.fromEntries(places) }, ...Object.fromEntries(records) } as Scope;
}

/** The names at a step: those of its node, and what steps before it filled there. `any` takes all steps, for a better message. */
export function stepScope(index: PlanIndex, filled: readonly Filled[], placed: PlacedStep, any = false): Scope {
  const { procedure } = placed;
  const fields = filled.filter((one) => {
    if (one.layer !== placed.layer) return false;
    if (procedure === undefined)
      return one.step.procedure === undefined && (any || index.isBefore(one.step.id, placed.id));
    return (
      one.step.procedure === undefined ||
      (one.step.procedure === procedure && (any || index.isBefore(one.step.id, placed.id)))
    );
  });
  const scope = withFilled(
    nodeScope(index, placed.layer),
    fields,
    (one) => one.mayBeAbsent || (procedure !== undefined && one.step.procedure === undefined),
  );
  return procedure === undefined ? scope : { ...scope, case: { kind: 'record', fields: scopeOf(procedure.facts) } };
}

/** The names of a rule, at the steps that use it: what is filled before all of them. */
export function ruleScope(index: PlanIndex, filled: readonly Filled[], ruleId: string, any = false): Scope {
  const users = [...index.steps, ...index.caseSteps].filter((placed) => placed.step.compute?.grade === ruleId);
  const layer = index.plan.rules?.[ruleId]?.of ?? '';
  const [first, ...others] = users;
  if (first === undefined) return nodeScope(index, layer);
  const fields = filled.filter(
    (one) => one.layer === layer && (any || users.every((user) => index.isBefore(one.step.id, user.id))),
  );
  return others.length === 0
    ? stepScope(index, filled, first, any)
    : withFilled(nodeScope(index, layer), fields, (one) => one.mayBeAbsent);
}

function withFilled(base: Scope, fields: readonly Filled[], mayBeAbsent: (one: Filled) => boolean): Scope {
  const groups = new Map<string, Map<string, Map<string, FactType>>>();
  for (const one of fields) {
    const [head, part, name] = one.path;
    const group = groups.get(head) ?? new Map<string, Map<string, FactType>>();
    groups.set(head, group);
    const facts = group.get(part) ?? new Map<string, FactType>();
    group.set(part, facts);
    // Filled for sure by one step, it is there whatever the others do.
    const known = facts.get(name);
    if (known === undefined || known.optional === true)
      facts.set(name, mayBeAbsent(one) ? { ...one.type, optional: true } : one.type);
  }
  const record = (fields: Scope): FactType => ({ kind: 'record', fields });
  const added = [...groups].map(
    ([head, parts]) =>
      [
        head,
        record(Object.fromEntries([...parts].map(([part, facts]) => [part, record(Object.fromEntries(facts))]))),
      ] as const,
  );
  return { ...base, ...Object.fromEntries(added) };
}
