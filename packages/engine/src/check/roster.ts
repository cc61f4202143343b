/** The roster has the places that the plan's layers name, and somebody in every role on the day it is needed. */
import { nodesOf } from '../campaign/compile/nodes.ts';
import type { NodeDefinition } from '../campaign/definition.ts';
import { ofSteps, type PlacedStep } from '../plan/plan-index.ts';
import { roleDefinition } from '../plan/role.ts';
import type { Problem } from '../problem.ts';
import { resolveRole } from '../roster/resolve.ts';
import { sliceWhole } from '../roster/roster-slice.ts';
import { type Day, formatDay } from '../time/civil-date.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';

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
  return [...problems, ...vacancies(context, Object.values(nodes))];
};

interface Need {
  readonly role: string;
  readonly path: Path;
  readonly name: string;
  readonly filler?: string;
}

function vacancies(context: CheckContext, nodes: readonly NodeDefinition[]): Problem[] {
  const { plan, index, roster, dates } = context;
  if (roster === undefined || dates.period === null) return [];
  const slice = sliceWhole(roster);
  const problems: Problem[] = [];
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
      const vacant = at.filter((node) => resolve(need.role, node.key, day)?.people.length === 0);
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
    problems.push(...selfReviews(context, placed, at, day, resolve));
  }
  return problems;
}

type Resolve = (role: string, node: string, day: Day) => ReturnType<typeof resolveRole> | undefined;

/** Roles without which the step stands still. A stage with a condition may be left out just where nobody holds its role. */
function needsOf({ plan }: CheckContext, placed: PlacedStep): readonly Need[] {
  const { step, path } = placed;
  const review = plan.reviews?.[step.review ?? ''];
  return [
    { role: step.by, path: [...path, 'by'], name: step.name },
    ...(step.send === undefined ? [] : [{ role: step.send.to, path: [...path, 'send', 'to'], name: step.name }]),
    ...(review?.stages ?? []).flatMap((stage, s) =>
      stage.when === undefined ? [{ role: stage.by, path: ['reviews', step.review ?? '', 'stages', s, 'by'], name: stage.name }] : [],
    ),
  ];
}

/** A single reviewer who is the only filler, where the plan names nobody else. */
function selfReviews({ plan, index }: CheckContext, placed: PlacedStep, nodes: readonly NodeDefinition[], day: Day, resolve: Resolve): Problem[] {
  const review = plan.reviews?.[placed.step.review ?? ''];
  const [of] = ofSteps(index, placed);
  if (review === undefined || of === undefined) return [];
  return review.stages.flatMap((stage, s): Problem[] => {
    if (stage.selfReview !== undefined || (stage.decide !== undefined && stage.decide !== 'one')) return [];
    const same = nodes.find((node) => {
      const fillers = resolve(of.step.by, node.key, day)?.people.map((one) => one.person) ?? [];
      const reviewers = resolve(stage.by, node.key, day)?.people.map((one) => one.person) ?? [];
      return reviewers.length > 0 && reviewers.every((person) => fillers.includes(person));
    });
    if (same === undefined) return [];
    const severity = stage.when === undefined ? 'error' : 'advice';
    return [problem('stage.self-review', severity, ['reviews', placed.step.review ?? '', 'stages', s], { name: stage.name, where: same.name, key: same.key })];
  });
}

/** The day on which the step opens by the plan; without one, the first of the period. */
function dayNeeded({ dates }: CheckContext, placed: PlacedStep): Day {
  const own = dates.steps.get(placed.id);
  const phase = dates.phases.get(placed.phase?.id ?? '');
  return own?.from ?? phase?.from ?? own?.to ?? phase?.to ?? dates.period?.from ?? 0;
}
