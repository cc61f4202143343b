/** By the roster: whether as many people are asked at a stage as its mode makes sense of, and whether a vote can come to its count. */
import type { NodeDefinition } from '../campaign/definition.ts';
import { type ByRule, possibleIn } from '../plan/choose.ts';
import { thresholdOf } from '../plan/counting.ts';
import { stagesOf } from '../plan/course.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlacedStep } from '../plan/plan-index.ts';
import { decideObject, type Stage } from '../plan/stage.ts';
import type { Problem } from '../problem.ts';
import type { Resolution } from '../roster/resolve.ts';
import { type Path, problem } from './context.ts';

type Resolve = (role: string, node: string) => Resolution | undefined;
/** What a rule gives at a place by the roster alone; undefined where that cannot be told. */
type Pick = (node: NodeDefinition, written: ByRule<string>) => string | undefined;

/** @param places where a stage of the review applies */
export function headcounts(
  plan: Plan,
  placed: PlacedStep,
  places: (stage: Stage, review: string) => readonly NodeDefinition[],
  resolve: Resolve,
  pick: Pick,
): Problem[] {
  const stages = possibleIn(placed.step.review).flatMap((review) =>
    stagesOf(plan.reviews?.[review]).map((one) => ({ ...one, review })),
  );
  return stages.flatMap(({ stage, path, review }): Problem[] => {
    const at: Path = ['reviews', review, ...path];
    const asked = places(stage, review).flatMap((node) => {
      const found = resolve(pick(node, stage.by) ?? '', node.key);
      return found === undefined || found.people.length === 0 ? [] : [{ node, ...found }]; // a vacancy is reported as such
    });
    if (asked.length === 0) return [];
    const role = possibleIn(stage.by).map((one) => plan.roles[one]?.name ?? one);
    const fields = { name: stage.name, role: role.join('、') };
    const { mode } = decideObject(stage.decide);
    if (mode === 'one') {
      const several = asked.find(({ people }) => people.length > 1);
      if (several === undefined) return [];
      const where = several.node.name;
      return [problem('stage.several', 'advice', at, { ...fields, where, count: several.people.length })];
    }
    const alone = mode !== 'any' && mode !== 'meeting' && asked.every(({ people }) => people.length === 1);
    return [
      ...(alone ? [problem('stage.asks-one', 'advice', [...at, 'decide'], { ...fields, mode })] : []),
      ...countProblems(stage, at, asked, resolve),
    ];
  });
}

function countProblems(
  stage: Stage,
  path: Path,
  asked: readonly (Resolution & { readonly node: NodeDefinition })[],
  resolve: Resolve,
): Problem[] {
  const decide = decideObject(stage.decide);
  if (decide.mode !== 'vote' && decide.mode !== 'meeting') return [];
  const problems: Problem[] = [];
  const at: Path = [...path, 'decide'];
  for (const key of ['quorum', 'pass', 'fail'] as const) {
    const written = decide[key];
    const threshold = written === undefined ? undefined : thresholdOf(written, 'atLeastShare');
    if (threshold === undefined || !('atLeast' in threshold)) continue;
    const most = (one: (typeof asked)[number]): number =>
      key === 'quorum' ? one.people.length : votesOf(one, decide.weights ?? {}, resolve);
    const short = asked.find((one) => most(one) < threshold.atLeast);
    if (short === undefined) continue;
    problems.push(
      problem('vote.too-few-members', 'error', [...at, key], {
        name: stage.name,
        key,
        count: threshold.atLeast,
        most: most(short),
        where: short.node.name,
      }),
    );
  }
  const leaderless = decide.casting === true ? asked.find((one) => one.chair === null) : undefined;
  if (leaderless !== undefined)
    problems.push(
      problem('vote.no-chair', 'error', [...at, 'casting'], { name: stage.name, where: leaderless.node.name }),
    );
  return problems;
}

function votesOf(
  { people, node }: Resolution & { readonly node: NodeDefinition },
  weights: Readonly<Record<string, number>>,
  resolve: Resolve,
): number {
  const heavier = Object.entries(weights).map(([role, weight]) => ({
    weight,
    holders: new Set(resolve(role, node.key)?.people.map((one) => one.person)),
  }));
  return people.reduce((sum, { person }) => {
    const own = heavier.filter(({ holders }) => holders.has(person)).map(({ weight }) => weight);
    return sum + Math.max(1, ...own);
  }, 0);
}
