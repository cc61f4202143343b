/** The roster has the places that the plan's layers name, and somebody in every role on the day it is needed. */
import { nodesOf } from '../campaign/compile/nodes.ts';
import type { NodeDefinition } from '../campaign/definition.ts';
import { compileCondition } from '../expression/compile.ts';
import { holds } from '../expression/evaluate.ts';
import type { Expression, Values } from '../expression/tree.ts';
import { type ByRule, type Choose, choicesIn, isChoose, possibleIn } from '../plan/choose.ts';
import { stagesOf } from '../plan/course.ts';
import { ofSteps, type PlacedStep } from '../plan/plan-index.ts';
import { isSimple, roleDefinition, rolesIn } from '../plan/role.ts';
import { nodeScope } from '../plan/scope.ts';
import { decideObject, type Stage } from '../plan/stage.ts';
import type { Problem } from '../problem.ts';
import { resolveRole } from '../roster/resolve.ts';
import { type RosterSlice, sliceWhole } from '../roster/roster-slice.ts';
import { type Day, formatDay, parseDay } from '../time/civil-date.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';
import { headcounts } from './headcounts.ts';

/** Of each role and place in the plan, so many vacant nodes are named. */
const named = 5;

export const checkRoster: Check = (context) => {
  const { plan, roster, dates } = context;
  if (roster === undefined) return [];
  const { nodes, problems: wrong } = nodesOf(plan, roster, dates.period);
  const problems: Problem[] = [...wrong];
  const used = new Set([...context.index.steps, ...context.index.caseSteps].map((placed) => placed.layer));
  plan.layers.forEach((layer, at) => {
    if (used.has(layer.id) && !Object.values(nodes).some((node) => node.layer === layer.id)) {
      problems.push(problem('layer.empty', 'error', ['layers', at], { name: layer.name }));
    }
  });
  // Conditions read facts: with wrong facts nothing more can be said.
  return wrong.length > 0 ? problems : [...problems, ...vacancies(context, Object.values(nodes))];
};

interface Need {
  readonly role: ByRule<string>;
  readonly path: Path;
  readonly name: string;
  /** Needed only where all of these hold. */
  readonly when: readonly (string | undefined)[];
  /** Needed only where this review is chosen. */
  readonly review?: string;
}

function vacancies(context: CheckContext, nodes: readonly NodeDefinition[]): Problem[] {
  const { plan, index, roster, dates } = context;
  if (roster === undefined || dates.period === null) return [];
  const slice = sliceWhole(roster);
  const problems: Problem[] = [];
  const { needed, pick } = conditionsOver(context, nodes);
  const known = new Map<string, ReturnType<typeof resolveRole>>();
  const resolve = (roleId: string, node: string, day: Day) => {
    const role = plan.roles[roleId];
    // One made of roles that are not there, or not simple, is reported as such.
    if (role === undefined || !rolesIn(role).every((id) => isSimple(plan.roles[id]))) return undefined;
    const key = `${roleId}\n${node}\n${day}`;
    const found = known.get(key) ?? resolveRole(roleDefinition(roleId, role, plan.roles), node, day, slice);
    known.set(key, found);
    return found;
  };
  const leaving = leavingDays(slice);
  for (const placed of index.steps) {
    const day = dayNeeded(context, placed);
    const at = nodes.filter((node) => node.layer === placed.layer);
    for (const need of needsOf(context, placed)) {
      const where = at.filter((node) => needed(node, need.when) && isChosen(pick, node, placed, need.review));
      const roleAt = (node: NodeDefinition) => pick(node, need.role) ?? '';
      const vacant = where.filter((node) => resolve(roleAt(node), node.key, day)?.people.length === 0);
      problems.push(...vacantLater(context, placed, need, where, roleAt, day, resolve, leaving));
      for (const node of vacant.slice(0, named)) {
        const role = pick(node, need.role) ?? '';
        const why = resolve(role, node.key, day)?.why;
        const { at: row = [] } = choicesIn(need.role).find(({ value }) => value === role) ?? {};
        problems.push(
          problem('role.vacant', 'error', [...need.path, ...row], {
            role: plan.roles[role]?.name,
            node: node.name,
            key: node.key,
            date: formatDay(day),
            name: need.name,
            why,
            more: Math.max(0, vacant.length - named),
          }),
        );
      }
    }
    problems.push(...selfReviews(context, placed, at, day, resolve, { needed, pick }));
    const places = (stage: Stage, review: string) =>
      at.filter((node) => needed(node, [placed.step.when, stage.when]) && isChosen(pick, node, placed, review));
    problems.push(...headcounts(plan, placed, places, (role, node) => resolve(role, node, day), pick));
  }
  return problems;
}

/** Somebody is there when the step opens, and nobody any more before it is due. */
function vacantLater(
  { plan, dates }: CheckContext,
  placed: PlacedStep,
  need: Need,
  nodes: readonly NodeDefinition[],
  roleAt: (node: NodeDefinition) => string,
  opens: Day,
  resolve: Resolve,
  leaving: ReadonlyMap<string, readonly Day[]>,
): Problem[] {
  const until =
    dates.dues.get(JSON.stringify([...placed.path, 'due'])) ??
    dates.steps.get(placed.id)?.to ??
    dates.phases.get(placed.phase?.id ?? '')?.to ??
    null;
  if (until === null) return [];
  const vacant = nodes.flatMap((node) => {
    const role = roleAt(node);
    const people = resolve(role, node.key, opens)?.people ?? [];
    const days = people.flatMap((one) => leaving.get(one.person) ?? []).filter((day) => day > opens && day <= until);
    const from = days
      .toSorted((one, other) => one - other)
      .find((day) => resolve(role, node.key, day)?.people.length === 0);
    return from === undefined ? [] : [{ node, role, from }];
  });
  return vacant.slice(0, named).map(({ node, role, from }) =>
    problem('role.vacant-later', 'advice', need.path, {
      role: plan.roles[role]?.name,
      node: node.name,
      key: node.key,
      date: formatDay(from),
      until: formatDay(until),
      name: need.name,
      more: Math.max(0, vacant.length - named),
    }),
  );
}

/** Of each person the days on which they no longer are what they were. */
function leavingDays(slice: RosterSlice): ReadonlyMap<string, readonly Day[]> {
  const days = new Map<string, Day[]>();
  const leaves = (person: string, to: string | undefined): void => {
    const day = to === undefined ? undefined : parseDay(to);
    if (day !== undefined) days.set(person, [...(days.get(person) ?? []), day + 1]);
  };
  const lists = [slice.appointments, slice.inCharge, slice.functions].flatMap((keyed) => Object.values(keyed).flat());
  for (const one of lists) if ('person' in one) leaves(one.person, one.to);
  for (const body of Object.values(slice.bodies).flat())
    for (const one of [...body.members, ...body.office]) leaves(one.person, one.to ?? body.to);
  for (const [person, { to }] of Object.entries(slice.people)) leaves(person, to);
  return days;
}

type Resolve = (role: string, node: string, day: Day) => ReturnType<typeof resolveRole> | undefined;

/** Roles without which the step stands still. */
function needsOf({ plan }: CheckContext, placed: PlacedStep): readonly Need[] {
  const { step, path } = placed;
  const when = [step.when];
  return [
    { role: step.by, path: [...path, 'by'], name: step.name, when },
    ...(step.sitting === undefined
      ? []
      : [{ role: step.sitting.of, path: [...path, 'sitting', 'of'], name: step.name, when }]),
    ...(step.send === undefined ? [] : [{ role: step.send.to, path: [...path, 'send', 'to'], name: step.name, when }]),
    ...possibleIn(step.review).flatMap((review) =>
      stagesOf(plan.reviews?.[review]).map(({ stage, path: at }) => ({
        role: stage.by,
        path: ['reviews', review, ...at, 'by'],
        name: stage.name,
        when: [step.when, stage.when],
        review,
      })),
    ),
  ];
}

/** Of a review chosen by rule: whether it is this one there, as far as the roster tells. */
function isChosen(pick: Pick, node: NodeDefinition, { step }: PlacedStep, review: string | undefined): boolean {
  return review === undefined || step.review === undefined || pick(node, step.review) === review;
}

/** What a rule gives at a node by the roster alone; undefined where it reads what the run fills. */
type Pick = (node: NodeDefinition, written: ByRule<string>) => string | undefined;
type Needed = (node: NodeDefinition, conditions: readonly (string | undefined)[]) => boolean;

/**
 * Whether conditions hold at a node by the roster alone. One that reads what the run fills cannot be told before it: it is taken as
 * not holding, and a role that is vacant then goes to the office.
 */
function conditionsOver(
  { index }: CheckContext,
  nodes: readonly NodeDefinition[],
): { readonly needed: Needed; readonly pick: Pick } {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const trees = new Map<string, Expression | undefined>();
  const treeOf = (layer: string, text: string): Expression | undefined => {
    const key = `${layer}\n${text}`;
    if (!trees.has(key)) {
      const compiled = compileCondition(text, nodeScope(index, layer));
      trees.set(key, 'problems' in compiled ? undefined : compiled.tree);
    }
    return trees.get(key);
  };
  const valuesOf = (node: NodeDefinition): Values => {
    const path: NodeDefinition[] = [];
    for (
      let at: NodeDefinition | undefined = node;
      at !== undefined;
      at = at.parent === null ? undefined : byKey.get(at.parent)
    )
      path.push(at);
    const places = Object.fromEntries(
      index.layers.map((layer) => [layer, path.find((one) => one.layer === layer)?.key ?? null]),
    );
    const facts = Object.fromEntries(
      index.layers.map((layer) => [layer, path.find((one) => one.layer === layer)?.facts ?? null]),
    );
    return { ...facts, node: places };
  };
  const needed: Needed = (node, conditions) =>
    conditions.every((text) => {
      if (text === undefined) return true;
      const tree = treeOf(node.layer, text);
      return tree !== undefined && holds(tree, valuesOf(node));
    });
  const picked = new Map<object, Map<string, string | undefined>>();
  const pick: Pick = (node, written) => {
    if (!isChoose(written)) return written;
    const known = picked.get(written) ?? new Map<string, string | undefined>();
    picked.set(written, known);
    if (!known.has(node.key)) known.set(node.key, chosenAt(node, written));
    return known.get(node.key);
  };
  const chosenAt = (node: NodeDefinition, written: Choose<string>): string | undefined => {
    for (const row of written.choose) {
      const tree = treeOf(node.layer, row.if);
      if (tree === undefined) return undefined;
      if (holds(tree, valuesOf(node))) return row.then;
    }
    return written.otherwise;
  };
  return { needed, pick };
}

/** Everybody who could decide is a filler, and the plan names nobody else. */
function selfReviews(
  { plan, index }: CheckContext,
  placed: PlacedStep,
  nodes: readonly NodeDefinition[],
  day: Day,
  resolve: Resolve,
  { needed, pick }: { readonly needed: Needed; readonly pick: Pick },
): Problem[] {
  const [of] = ofSteps(index, placed);
  if (of === undefined) return [];
  const stages = possibleIn(placed.step.review).flatMap((review) =>
    stagesOf(plan.reviews?.[review]).map((one) => ({ ...one, review })),
  );
  return stages.flatMap(({ stage, path, review }): Problem[] => {
    const { selfReview } = stage;
    if (decideObject(stage.decide).mode === 'meeting') return [];
    const same = nodes.find((node) => {
      if (!needed(node, [placed.step.when, stage.when]) || !isChosen(pick, node, placed, review)) return false;
      const people = (role: ByRule<string>) =>
        resolve(pick(node, role) ?? '', node.key, day)?.people.map((one) => one.person) ?? [];
      const fillers = people(of.step.by);
      const reviewers = people(stage.by);
      const isFiller = (person: string): boolean => fillers.includes(person);
      if (reviewers.length === 0 || !reviewers.every(isFiller)) return false;
      // Whoever decides instead is the filler too: then it comes to the office, which an author should know.
      const others = selfReview === undefined ? [] : people(selfReview);
      return others.every(isFiller);
    });
    if (same === undefined) return [];
    const at = selfReview === undefined ? path : [...path, 'selfReview'];
    return [
      problem('stage.self-review', selfReview === undefined ? 'error' : 'advice', ['reviews', review, ...at], {
        name: stage.name,
        where: same.name,
        key: same.key,
      }),
    ];
  });
}

/** The day on which the step opens by the plan; without one, the first of the period. */
function dayNeeded({ dates }: CheckContext, placed: PlacedStep): Day {
  const own = dates.steps.get(placed.id);
  const phase = dates.phases.get(placed.phase?.id ?? '');
  return own?.from ?? phase?.from ?? own?.to ?? phase?.to ?? dates.period?.from ?? 0;
}
