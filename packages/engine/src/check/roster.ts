/** The roster has the places that the plan's layers name, and somebody in every role on the day it is needed. */
import { nodesOf } from '../campaign/compile/nodes.ts';
import type { NodeDefinition } from '../campaign/definition.ts';
import { compileCondition } from '../expression/compile.ts';
import { holds } from '../expression/evaluate.ts';
import type { Expression, Values } from '../expression/tree.ts';
import { stagesOf } from '../plan/course.ts';
import { ofSteps, type PlacedStep } from '../plan/plan-index.ts';
import { roleDefinition } from '../plan/role.ts';
import { nodeScope } from '../plan/scope.ts';
import { decideObject, type Stage } from '../plan/stage.ts';
import type { Problem } from '../problem.ts';
import { resolveRole } from '../roster/resolve.ts';
import { sliceWhole } from '../roster/roster-slice.ts';
import { type Day, formatDay } from '../time/civil-date.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';
import { headcounts } from './headcounts.ts';

/** Of each role and place in the plan, so many vacant nodes are named. */
const named = 5;

export const checkRoster: Check = (context) => {
  const { plan, roster, dates } = context;
  if (roster === undefined) return [];
  const { nodes, problems: wrong } = nodesOf(plan, roster, dates.period);
  const problems: Problem[] = [...wrong];
  const used = new Set(context.index.steps.map((placed) => placed.layer));
  plan.layers.forEach((layer, at) => {
    if (used.has(layer.id) && !Object.values(nodes).some((node) => node.layer === layer.id)) {
      problems.push(problem('layer.empty', 'error', ['layers', at], { name: layer.name }));
    }
  });
  // Conditions read facts: with wrong facts nothing more can be said.
  return wrong.length > 0 ? problems : [...problems, ...vacancies(context, Object.values(nodes))];
};

interface Need {
  readonly role: string;
  readonly path: Path;
  readonly name: string;
  /** Needed only where all of these hold. */
  readonly when: readonly (string | undefined)[];
}

function vacancies(context: CheckContext, nodes: readonly NodeDefinition[]): Problem[] {
  const { plan, index, roster, dates } = context;
  if (roster === undefined || dates.period === null) return [];
  const slice = sliceWhole(roster);
  const problems: Problem[] = [];
  const needed = conditionsOver(context, nodes);
  const known = new Map<string, ReturnType<typeof resolveRole>>();
  const resolve = (roleId: string, node: string, day: Day) => {
    const role = plan.roles[roleId];
    if (role === undefined) return undefined;
    const key = `${roleId}\n${node}\n${day}`;
    const found = known.get(key) ?? resolveRole(roleDefinition(roleId, role), node, day, slice);
    known.set(key, found);
    return found;
  };
  for (const placed of index.steps) {
    const day = dayNeeded(context, placed);
    const at = nodes.filter((node) => node.layer === placed.layer);
    for (const need of needsOf(context, placed)) {
      const vacant = at.filter(
        (node) => needed(node, need.when) && resolve(need.role, node.key, day)?.people.length === 0,
      );
      for (const node of vacant.slice(0, named)) {
        const why = resolve(need.role, node.key, day)?.why;
        problems.push(
          problem('role.vacant', 'error', need.path, {
            role: plan.roles[need.role]?.name,
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
    problems.push(...selfReviews(context, placed, at, day, resolve, needed));
    const places = (stage: Stage) => at.filter((node) => needed(node, [placed.step.when, stage.when]));
    problems.push(...headcounts(plan, placed, places, (role, node) => resolve(role, node, day)));
  }
  return problems;
}

type Resolve = (role: string, node: string, day: Day) => ReturnType<typeof resolveRole> | undefined;

/** Roles without which the step stands still. */
function needsOf({ plan }: CheckContext, placed: PlacedStep): readonly Need[] {
  const { step, path } = placed;
  const review = plan.reviews?.[step.review ?? ''];
  const when = [step.when];
  return [
    { role: step.by, path: [...path, 'by'], name: step.name, when },
    ...(step.sitting === undefined
      ? []
      : [{ role: step.sitting.of, path: [...path, 'sitting', 'of'], name: step.name, when }]),
    ...(step.send === undefined ? [] : [{ role: step.send.to, path: [...path, 'send', 'to'], name: step.name, when }]),
    ...stagesOf(review).map(({ stage, path: at }) => ({
      role: stage.by,
      path: ['reviews', step.review ?? '', ...at, 'by'],
      name: stage.name,
      when: [step.when, stage.when],
    })),
  ];
}

type Needed = (node: NodeDefinition, conditions: readonly (string | undefined)[]) => boolean;

/**
 * Whether conditions hold at a node by the roster alone. One that reads what the run fills cannot be told before it: it is taken as
 * not holding, and a role that is vacant then goes to the office.
 */
function conditionsOver({ index }: CheckContext, nodes: readonly NodeDefinition[]): Needed {
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
  return (node, conditions) =>
    conditions.every((text) => {
      if (text === undefined) return true;
      const tree = treeOf(node.layer, text);
      return tree !== undefined && holds(tree, valuesOf(node));
    });
}

/** Everybody who could decide is a filler, and the plan names nobody else. */
function selfReviews(
  { plan, index }: CheckContext,
  placed: PlacedStep,
  nodes: readonly NodeDefinition[],
  day: Day,
  resolve: Resolve,
  needed: Needed,
): Problem[] {
  const review = plan.reviews?.[placed.step.review ?? ''];
  const [of] = ofSteps(index, placed);
  if (review === undefined || of === undefined) return [];
  return stagesOf(review).flatMap(({ stage, path }): Problem[] => {
    if (stage.selfReview !== undefined || decideObject(stage.decide).mode === 'meeting') return [];
    const same = nodes.find((node) => {
      if (!needed(node, [placed.step.when, stage.when])) return false;
      const fillers = resolve(of.step.by, node.key, day)?.people.map((one) => one.person) ?? [];
      const reviewers = resolve(stage.by, node.key, day)?.people.map((one) => one.person) ?? [];
      return reviewers.length > 0 && reviewers.every((person) => fillers.includes(person));
    });
    if (same === undefined) return [];
    return [
      problem('stage.self-review', 'error', ['reviews', placed.step.review ?? '', ...path], {
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
