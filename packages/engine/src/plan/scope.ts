/**
 * Which names an expression may read at a place of the plan, with their types: the same names that `kernel/values.ts` fills. What
 * nobody fills before that place is not among them; what may be left out is optional and must be asked for first.
 */
import type { FactType, RecordType, Scope } from '../expression/fact-type.ts';
import { possibleIn } from './choose.ts';
import { factType, scopeOf } from './fact.ts';
import type { Field, Form } from './form.ts';
import type { Phase } from './phase.ts';
import { ofSteps, type PlacedStep, type PlanIndex, partOf } from './plan-index.ts';
import type { Procedure } from './procedure.ts';
import { resultsScope } from './question.ts';
import type { Wave } from './wave.ts';

/** Names that no layer, phase or procedure may take. */
export const reservedNames = ['node', 'grade', 'case', 'count', 'score', 'rank', 'item', 'items'];

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
  /** It is a grade of every item of the list at `path`. */
  readonly ofItems?: { readonly scale: string; readonly source: string };
}

/** Everything that steps fill, in plan order. */
export function filledBy(index: PlanIndex): readonly Filled[] {
  return [...index.steps, ...index.caseSteps].flatMap((placed) => {
    const { step } = placed;
    const part = placed.phase?.id ?? placed.procedure?.id ?? '';
    const leftOut = step.when !== undefined;
    const forms = possibleIn(step.declaration).flatMap((id) => index.plan.forms[id] ?? []);
    const filled: Filled[] = [];
    for (const field of firstFields(forms)) {
      const type = fieldType(index, field);
      if (type === undefined) continue;
      // Chosen by rule, the form may be another, that has no such field or may leave it empty.
      const everywhere = forms.every((form) =>
        form.fields?.some((one) => one.id === field.id && one.optional !== true && isDeciding(one)),
      );
      const mayBeAbsent = leftOut || !everywhere || type.optional === true;
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
    const items = itemType(index, forms);
    if (items !== undefined) {
      const type: FactType = { kind: 'list', of: items };
      filled.push({ step: placed, layer: placed.layer, path: [part, step.id, 'items'], type, mayBeAbsent: leftOut });
    }
    filled.push(...gradesOfItems(index, placed));
    if (step.compute?.grade !== undefined && step.compute.source !== undefined && step.compute.each === undefined) {
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
    filled.push(...askedAndScored(index, placed));
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

/** The fields of all of some forms, one of each name. */
function firstFields(forms: readonly Form[]): readonly Field[] {
  const fields = new Map<string, Field>();
  for (const form of forms)
    for (const field of form.fields ?? []) {
      const known = fields.get(field.id);
      if (known === undefined || (!isDeciding(known) && isDeciding(field))) fields.set(field.id, field);
    }
  return [...fields.values()];
}

function isDeciding(field: Field): boolean {
  return field.fact !== undefined || field.grade !== undefined;
}

/** One item of what a step hands in: its identity and facts, and the grades that its filler states. */
function itemType(index: PlanIndex, forms: readonly Form[]): RecordType | undefined {
  const lists = forms.map((form) => form.items?.fields ?? []);
  const fields = new Map(lists.flat().flatMap((field) => (isDeciding(field) ? [[field.id, field] as const] : [])));
  if (forms.every((form) => form.items === undefined)) return undefined;
  const facts = [...fields.values()].flatMap((field): [string, FactType][] => {
    const type = fieldType(index, field);
    if (type === undefined) return [];
    // Chosen by rule, the form may be another, whose items have no such field.
    const everywhere = lists.every((list) => list.some((one) => one.id === field.id && one.optional !== true));
    return [[field.id, everywhere ? type : { ...type, optional: true }]];
  });
  const stated = [...fields.values()].flatMap((field) => (field.grade === undefined ? [] : [field]));
  const type: RecordType = { kind: 'record', fields: { id: { kind: 'reference' }, ...Object.fromEntries(facts) } };
  return stated.reduce((one, { id, grade }) => {
    const of = type.fields[id];
    return grade === undefined || of === undefined ? one : withGrade(one, grade, of);
  }, type);
}

/** Grades that a step gives every item of another, by rule or by approval. */
function gradesOfItems(index: PlanIndex, placed: PlacedStep): Filled[] {
  const { step, layer } = placed;
  const { compute, itemGrades } = step;
  const leftOut = step.when !== undefined;
  const given: { of: PlacedStep | undefined; scale: string; source: string; mayBeAbsent: boolean }[] = [];
  const rule = compute?.each === undefined ? undefined : index.plan.rules?.[compute.grade ?? ''];
  if (rule !== undefined && compute?.source !== undefined)
    given.push({ of: itemStep(index, placed), scale: rule.scale, source: compute.source, mayBeAbsent: leftOut });
  if (itemGrades !== undefined)
    given.push({
      of: ofSteps(index, placed)[0],
      scale: itemGrades.scale,
      source: itemGrades.approved,
      mayBeAbsent: true,
    });
  return given.flatMap(({ of, scale, source, mayBeAbsent }): Filled[] => {
    const type = gradeType(index, scale);
    if (of === undefined || type === undefined) return [];
    return [
      { step: placed, layer, path: [partOf(of), of.step.id, 'items'], type, mayBeAbsent, ofItems: { scale, source } },
    ];
  });
}

/** The step whose items a grading of items is about. */
export function itemStep(index: PlanIndex, placed: PlacedStep): PlacedStep | undefined {
  const reference = placed.step.compute?.of;
  return reference === undefined ? undefined : index.find(reference, partOf(placed));
}

/** A field of that name is the filler's own; then there are no grades beside it. */
function withGrade(
  item: RecordType,
  { scale, source }: { readonly scale: string; readonly source: string },
  type: FactType,
): RecordType {
  const grade: FactType = item.fields.grade ?? { kind: 'record', fields: {} };
  if (grade.kind !== 'record') return item;
  const ofScale = grade.fields[scale];
  const sources = { ...(ofScale?.kind === 'record' && ofScale.fields), [source]: type };
  const scales = { ...grade.fields, [scale]: { kind: 'record' as const, fields: sources } };
  return { ...item, fields: { ...item.fields, grade: { kind: 'record', fields: scales } } };
}

/** The type of one item of the list that a step hands in, as a reader in the scope knows it. */
export function itemIn(scope: Scope, of: PlacedStep | undefined): RecordType | undefined {
  if (of === undefined) return undefined;
  let type: FactType | undefined = scope[partOf(of)];
  for (const name of [of.step.id, 'items']) type = type?.kind === 'record' ? type.fields[name] : undefined;
  return type?.kind === 'list' && type.of.kind === 'record' ? type.of : undefined;
}

/** The form whose rows a review settles; chosen by rule, the first that has any. */
export function rowForm(index: PlanIndex, placed: PlacedStep): Form | undefined {
  const forms = possibleIn(ofSteps(index, placed)[0]?.step.declaration).flatMap((id) => index.plan.forms[id] ?? []);
  return forms.find((form) => form.rows !== undefined) ?? forms[0];
}

/** The type of a field that decides; undefined for one that does not. */
export function fieldType(index: PlanIndex, field: Field): FactType | undefined {
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

/** What a form's checks read: its own facts and items before all else, and the node that hands it in. */
export function checkScope(index: PlanIndex, form: string, layer: string): Scope {
  const written = index.plan.forms[form];
  const items = written === undefined ? undefined : itemType(index, [written]);
  const own = fieldsScope(index, written?.fields ?? []);
  return { ...nodeScope(index, layer), ...own, ...(items !== undefined && { items: { kind: 'list', of: items } }) };
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

/** The layer by whose places a wave is told: its own, else the highest among the steps of the phase. */
export function waveLayer(index: PlanIndex, phase: Phase, wave: Wave): string {
  const depths = phase.steps.map((step) => index.layers.indexOf(step.each)).filter((depth) => depth >= 0);
  return wave.of ?? index.layers[Math.min(...depths)] ?? '';
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

/** The names where something opens a case by itself: all that is ever filled there, as it happened at a node or in a case. */
export function eventScope(index: PlanIndex, filled: readonly Filled[], layer: string, procedure?: Procedure): Scope {
  const fields = filled.filter(
    (one) => one.layer === layer && (one.step.procedure === undefined || one.step.procedure === procedure),
  );
  const scope = withFilled(nodeScope(index, layer), fields, () => true);
  return procedure === undefined ? scope : { ...scope, case: { kind: 'record', fields: scopeOf(procedure.facts) } };
}

/** The names of a rule, at the steps that use it: what is filled before all of them. */
export function ruleScope(index: PlanIndex, filled: readonly Filled[], ruleId: string, any = false): Scope {
  const users = [...index.steps, ...index.caseSteps].filter((placed) => placed.step.compute?.grade === ruleId);
  const layer = index.plan.rules?.[ruleId]?.of ?? '';
  return layer === 'item' ? itemRuleScope(index, filled, users, any) : usersScope(index, filled, users, layer, any);
}

/** What is filled before all of some steps at nodes of a layer. */
export function usersScope(
  index: PlanIndex,
  filled: readonly Filled[],
  users: readonly PlacedStep[],
  layer: string,
  any: boolean,
): Scope {
  const [first, ...others] = users;
  if (first === undefined) return nodeScope(index, layer);
  const fields = filled.filter(
    (one) => one.layer === layer && (any || users.every((user) => index.isBefore(one.step.id, user.id))),
  );
  return others.length === 0
    ? stepScope(index, filled, first, any)
    : withFilled(nodeScope(index, layer), fields, (one) => one.mayBeAbsent);
}

/** A rule of items reads `item` beside what its step reads; used by several steps, what is the same at all of them. */
function itemRuleScope(index: PlanIndex, filled: readonly Filled[], users: readonly PlacedStep[], any: boolean): Scope {
  const scopes = users.map((user): Scope => {
    const scope = stepScope(index, filled, user, any);
    const item = itemIn(scope, itemStep(index, user));
    return item === undefined ? scope : { ...scope, item };
  });
  return scopes.length === 0 ? {} : scopes.reduce(commonOf);
}

function commonOf(one: Scope, other: Scope): Scope {
  return Object.fromEntries(
    Object.entries(one).flatMap(([name, type]): [string, FactType][] => {
      const twin = other[name];
      if (twin === undefined) return [];
      if (type.kind !== 'record' || twin.kind !== 'record')
        return JSON.stringify(type) === JSON.stringify(twin) ? [[name, type]] : [];
      const optional = type.optional === true || twin.optional === true;
      const fields = commonOf(type.fields, twin.fields);
      return [[name, { kind: 'record', fields, ...(optional && { optional: true }) }]];
    }),
  );
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
    if (one.ofItems !== undefined) {
      const { type } = one;
      if (known?.kind === 'list' && known.of.kind === 'record')
        facts.set(name, {
          ...known,
          of: withGrade(known.of, one.ofItems, mayBeAbsent(one) ? { ...type, optional: true } : type),
        });
      continue;
    }
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

/** What was answered, the points, how they differ from those before, the place among siblings. */
function askedAndScored(index: PlanIndex, placed: PlacedStep): Filled[] {
  const { step, layer } = placed;
  const part = partOf(placed);
  const leftOut = step.when !== undefined;
  const { score, source, compare, rank } = step.compute ?? {};
  const answers = Object.entries(resultsScope(step.ask)).map(
    ([name, type]): Filled => ({ step: placed, layer, path: [part, step.id, name], type, mayBeAbsent: leftOut }),
  );
  const points: FactType = { kind: 'number', scale: 6 };
  const yardstick = index.plan.scores?.[score ?? ''];
  if (yardstick !== undefined && score !== undefined && source !== undefined) {
    // A rule reads the points only where somebody gave enough of them.
    answers.push({ step: placed, layer, path: ['score', score, source], type: points, mayBeAbsent: true });
    const type = yardstick.scale === undefined ? undefined : gradeType(index, yardstick.scale);
    if (type !== undefined && yardstick.scale !== undefined)
      answers.push({ step: placed, layer, path: ['grade', yardstick.scale, source], type, mayBeAbsent: leftOut });
  }
  if (compare !== undefined)
    answers.push({ step: placed, layer, path: [part, step.id, 'difference'], type: points, mayBeAbsent: true });
  const ranked = index.plan.scores?.[rank ?? ''];
  if (ranked !== undefined && rank !== undefined && source !== undefined) {
    const type: FactType = { kind: 'number', scale: 0, min: { n: 1, scale: 0 } };
    answers.push({ step: placed, layer: ranked.of, path: ['rank', rank, source], type, mayBeAbsent: true });
  }
  return answers;
}
