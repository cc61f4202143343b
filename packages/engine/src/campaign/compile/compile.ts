/**
 * Plan, roster and calendar to a campaign, in named passes: check, dates, nodes, order, steps, reviews, rules, forms. Nothing after
 * it reads the raw documents. Pure: the same documents give the same campaign and hash.
 */
import { checkPlan, isLaunchable } from '../../check/check-plan.ts';
import { checkInTime } from '../../check/model/in-time.ts';
import { checkModel, type Walked } from '../../check/model/model.ts';
import { placesInPlan } from '../../check/model/places-in-plan.ts';
import { gradesItems } from '../../check/rules.ts';
import { checkSlices } from '../../check/slices.ts';
import { invariant } from '../../invariant.ts';
import { hashOf } from '../../json/canonical.ts';
import { possibleIn } from '../../plan/choose.ts';
import { scopeOf } from '../../plan/fact.ts';
import type { Field } from '../../plan/form.ts';
import { inOrder, withLines } from '../../plan/parse.ts';
import type { Plan } from '../../plan/plan.ts';
import { indexPlan, type PlanIndex } from '../../plan/plan-index.ts';
import { defaultUrgeEvery } from '../../plan/presets.ts';
import { roleDefinition } from '../../plan/role.ts';
import { fieldsScope, filledBy, ruleScope } from '../../plan/scope.ts';
import { periodOf, spanText } from '../../plan/when.ts';
import type { Problem } from '../../problem.ts';
import { type Roster, rosterHash } from '../../roster/roster.ts';
import { sliceWhole } from '../../roster/roster-slice.ts';
import { type CalendarSlice, sliceCalendar, type WorkCalendar } from '../../time/calendar.ts';
import { endOfDay, instantOf, parseZone, partsOf } from '../../time/civil-date.ts';
import type { Campaign, Definitions, FormFacts, NodeDefinition, ScoreDefinition } from '../definition.ts';
import { type PlacementPolicy, placeOn } from '../placement.ts';
import { resolveDates } from './dates.ts';
import { withItemsRead } from './items.ts';
import { nodesOf } from './nodes.ts';
import { type Reach, waitsOf } from './order.ts';
import { compileProcedure } from './procedures.ts';
import { compileReview } from './reviews.ts';
import { compilePlanRule } from './rules.ts';
import { compileScore, scoreScope } from './scores.ts';
import { compileStep, compileWaves, reviewIdOf, type StepContext } from './steps.ts';

export interface CompileInput {
  readonly plan: Plan;
  readonly roster: Roster;
  readonly calendar: WorkCalendar;
  /** Absent: the plan's id. */
  readonly campaign?: string;
  /** Absent: `auto`. */
  readonly placement?: PlacementPolicy;
  /** The document itself, to check quotes against. */
  readonly source?: string;
  /** Lines of the plan's text, for problems. */
  readonly lineOf?: (path: Problem['path']) => number | undefined;
}

export interface Compiled {
  /** Absent when a problem is an error, or something is missing that a person must supply. */
  readonly campaign?: Campaign;
  readonly problems: readonly Problem[];
  /** The machines that were walked; absent when the plan did not come so far. */
  readonly walked?: Walked;
}

export function compileCampaign(input: CompileInput): Compiled {
  const { plan, roster, calendar } = input;
  const slice = calendarOf(plan, calendar);
  const index = indexPlan(plan, slice);
  const dates = resolveDates(plan, index);
  const { period } = dates;
  const problems = checkPlan(plan, {
    roster,
    calendar: slice,
    ...(input.source !== undefined && { source: input.source }),
    ...(input.lineOf !== undefined && { lineOf: input.lineOf }),
  });
  if (!isLaunchable(problems)) return { problems };

  const { nodes, root } = nodesOf(plan, roster, period);
  const zone = parseZone(plan.zone);
  invariant(root !== undefined && zone !== undefined, 'a checked plan to have a root and a zone');
  const filled = filledBy(index);
  const ordered = index.parts.flatMap((part) => part.steps);
  const waits = new Map([
    ...waitsOf(
      ordered.filter((step) => step.layer !== 'case'),
      index.order,
      reachOf(index.layers, nodes),
    ),
    ...waitsOf(
      ordered.filter((step) => step.layer === 'case'),
      index.order,
      sameNode,
    ),
  ]);
  const context: StepContext = { index, filled, dates, zone, waits };

  const definitions: Omit<Definitions, 'campaign' | 'campaignHash'> = {
    zone,
    layers: index.layers,
    vocabulary: Object.fromEntries(plan.layers.map((layer) => [layer.id, scopeOf(layer.facts)])),
    root,
    steps: index.steps.map((placed) => compileStep(context, placed)),
    procedures: (plan.procedures ?? []).map((procedure, at) => compileProcedure(context, procedure, at)),
    reviews: Object.fromEntries(
      [...index.steps, ...index.caseSteps].flatMap((placed) =>
        possibleIn(placed.step.review).map((id) => [reviewIdOf(index, placed, id), compileReview(context, placed, id)]),
      ),
    ),
    roles: Object.fromEntries(
      Object.entries(plan.roles).map(([id, role]) => [id, roleDefinition(id, role, plan.roles)]),
    ),
    rules: Object.fromEntries(
      Object.entries(plan.rules ?? {}).flatMap(([id, rule]) =>
        // A frame may state a rule of items that only its children use.
        rule.of === 'item' && !gradesItems(index, id) ? [] : [[id, hashedRule(index, id, context)]],
      ),
    ),
    scales: Object.fromEntries(
      Object.entries(plan.scales).map(([id, { name, grades, gravest, sources }]) => [
        id,
        { id, name, grades, gravest, sources: Object.keys(sources), sourceNames: sources },
      ]),
    ),
    ...(plan.scores !== undefined && {
      scores: Object.fromEntries(Object.keys(plan.scores).map((id) => [id, scoreAt(index, id, context)])),
    }),
    forms: Object.fromEntries(Object.keys(plan.forms).map((id) => [id, formFacts(index, id)])),
    office: plan.office,
    ...(plan.orders !== undefined && { orders: { by: plan.orders.by, reasons: plan.orders.reasons } }),
    urgeEvery: plan.defaults.urgeEvery ?? defaultUrgeEvery,
    phases: plan.phases.map((phase) => {
      const { from = null, to = null } = dates.phases.get(phase.id) ?? {};
      const waves = compileWaves(context, phase);
      return {
        id: phase.id,
        name: phase.name,
        opens: from === null ? null : instantOf(from, 0, zone),
        ends: to === null ? null : endOfDay(to, zone),
        ...(waves.length > 0 && { waves }),
      };
    }),
  };
  const content = {
    ...withItemsRead(definitions, index),
    format: 'campaign/v1' as const,
    campaign: input.campaign ?? plan.id,
    title: plan.title,
    period: spanText(plan.period),
    bodies: Object.fromEntries((roster.bodies ?? []).map((body) => [body.id, body.name])),
    planHash: hashOf(plan),
    ...(plan.slots !== undefined && { fillings: fillingsOf(plan.slots) }),
    rosterHash: rosterHash(roster),
    calendarHash: hashOf(slice),
    nodes,
    roster: sliceWhole(roster),
    calendar: slice,
    ...(plan.continues !== undefined && { continues: continuesOf(plan.continues, index) }),
  };
  const whole = { ...content, placement: placeOn(content, input.placement ?? 'auto') };
  // The hash leaves the placement out: it changes no meaning.
  const campaign = { ...whole, campaignHash: hashOf(content) } as unknown as Campaign;
  const where = placesInPlan(index);
  const model = checkModel(campaign, where);
  const found = [...model.problems, ...checkInTime(campaign, where), ...checkSlices(campaign)];
  const all =
    input.lineOf === undefined ? [...problems, ...found] : inOrder([...problems, ...withLines(found, input.lineOf)]);
  return { ...(isLaunchable(found) && { campaign }), problems: all, walked: model.walked };
}

/** What was filled in before the launch, each with its hash. */
function fillingsOf(slots: NonNullable<Plan['slots']>): NonNullable<Campaign['fillings']> {
  return Object.fromEntries(
    Object.entries(slots).flatMap(([id, { value }]) => (value === undefined ? [] : [[id, hashOf(value)]])),
  );
}

/** The working days that the plan's dates and limits may fall on. */
export function calendarOf(plan: Plan, calendar: WorkCalendar): CalendarSlice {
  const period = periodOf(plan.period);
  return period === null
    ? sliceCalendar(calendar, 1, 0)
    : sliceCalendar(calendar, partsOf(period.from).year - 1, partsOf(period.to).year + 2);
}

function continuesOf(
  { from, every, steps }: NonNullable<Plan['continues']>,
  index: PlanIndex,
): NonNullable<Campaign['continues']> {
  return { from, every, steps: steps.flatMap((reference) => index.find(reference)?.id ?? []) };
}

function hashedRule(index: PlanIndex, id: string, { filled }: StepContext): Definitions['rules'][string] {
  const compiled = compilePlanRule(index.plan, id, ruleScope(index, filled, id));
  invariant('rule' in compiled, `rule '${id}' to compile`);
  const { rule, factors } = compiled;
  const name = index.plan.rules?.[id]?.name;
  const seen = Object.keys(factors).length > 0;
  return {
    rule,
    // What a rule looks at besides its rows is part of its version.
    hash: hashOf(seen ? { rule, factors } : rule),
    ...(name !== undefined && { name }),
    ...(seen && { factors }),
  };
}

function scoreAt(index: PlanIndex, id: string, { filled }: StepContext): ScoreDefinition {
  const compiled = compileScore(index, id, scoreScope(index, filled, id));
  invariant('score' in compiled, `yardstick '${id}' to compile`);
  return compiled.score;
}

function formFacts(index: PlanIndex, id: string): FormFacts {
  const form = index.plan.forms[id];
  const fields = form?.fields ?? [];
  const deciding = fields.filter(isDeciding);
  // A form repeats items that the filler adds, or rows that are nodes; never both.
  const rows = form?.items ?? form?.rows;
  return {
    id,
    name: form?.name ?? '',
    types: fieldsScope(index, fields),
    itemTypes: fieldsScope(index, rows?.fields ?? []),
    grades: deciding.flatMap(({ id: fact, grade }) =>
      grade === undefined ? [] : [{ fact, scale: grade.scale, source: grade.source }],
    ),
    facts: deciding.map((field) => field.id),
    material: materialOf(fields),
    ...(rows !== undefined && {
      items: {
        rows: form?.items === undefined ? 'rows' : 'items',
        id: 'id',
        facts: rows.fields.filter(isDeciding).map((field) => field.id),
        material: materialOf(rows.fields),
      },
    }),
    ...(form?.checks !== undefined && { itemGrades: gradesAmong(form.items?.fields ?? []) }),
    rowsOf: form?.rows?.of ?? null,
  };
}

function gradesAmong(fields: readonly Field[]): NonNullable<FormFacts['itemGrades']> {
  return Object.fromEntries(fields.flatMap(({ id, grade }) => (grade === undefined ? [] : [[id, grade] as const])));
}

function isDeciding(field: Field): boolean {
  return field.fact !== undefined || field.grade !== undefined;
}

/** What the filler writes; what is shown from elsewhere is no part of the version. */
function materialOf(fields: readonly Field[]): string[] {
  const written = fields.filter((field) => field.text === true || field.attachment === true);
  return written.filter((field) => field.material !== false).map((field) => field.id);
}

/** What holds for the tree at hand. */
function reachOf(layers: readonly string[], nodes: Readonly<Record<string, NodeDefinition>>): Reach {
  const all = Object.values(nodes);
  const above = new Map<string, boolean>();
  const below = new Map<string, boolean>();
  for (const node of all) {
    const seen = new Set<string>();
    for (let at = node.parent; at !== null; at = nodes[at]?.parent ?? null) seen.add(nodes[at]?.layer ?? '');
    for (const layer of layers) {
      const key = `${node.layer}/${layer}`;
      above.set(key, (above.get(key) ?? true) && seen.has(layer));
    }
  }
  const layersBelow = new Map<string, Set<string>>();
  for (const node of all) {
    for (let at = node.parent; at !== null; at = nodes[at]?.parent ?? null) {
      const set = layersBelow.get(at) ?? new Set<string>();
      layersBelow.set(at, set.add(node.layer));
    }
  }
  for (const node of all) {
    for (const layer of layers) {
      const key = `${node.layer}/${layer}`;
      below.set(key, (below.get(key) ?? true) && layersBelow.get(node.key)?.has(layer) === true);
    }
  }
  return {
    depth: (layer) => layers.indexOf(layer),
    everyHasAbove: (low, high) => above.get(`${low}/${high}`) ?? true,
    everyHasBelow: (high, low) => below.get(`${high}/${low}`) ?? true,
  };
}

/** All steps of a case run at the case. */
const sameNode: Reach = { depth: () => 0, everyHasAbove: () => true, everyHasBelow: () => true };
