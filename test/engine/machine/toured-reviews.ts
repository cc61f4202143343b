/** The review definitions that tours go through: all of `plans/`, all of the scenarios' plans, and some of shapes that no plan has yet. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import type { ReviewDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { parseLaunch } from '../../../packages/engine/src/plan/launch.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import { parseRoster } from '../../../packages/engine/src/roster/parse-roster.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { drawnReview, reviewOf } from '../kernel/drawn-review.ts';

const root = new URL('../../../', import.meta.url);
const SEED = 20111;

export function tourable(): [name: string, review: ReviewDefinition][] {
  const plans = [
    ...readdirSync(new URL('plans', root)).map((name) => [`plans/${name}/plan.yaml`, `plans/${name}/roster.yaml`]),
    ...readdirSync(new URL('test/scenarios/plans', root))
      .filter((name) => !name.includes('.roster.'))
      .map((name) => [`test/scenarios/plans/${name}`, `test/scenarios/plans/${name.replace('.yaml', '.roster.yaml')}`]),
  ] as [string, string][];
  const drawn = fc.sample(drawnReview, { seed: SEED, numRuns: 6 }).map(reviewOf);
  return [
    ...plans.flatMap(([plan, roster]) =>
      reviewsOf(plan, roster).map((review): [string, ReviewDefinition] => [`${plan} ${review.id}`, review]),
    ),
    ...drawn.map((review, index): [string, ReviewDefinition] => [`drawn ${index + 1}`, review]),
  ];
}

function reviewsOf(planFile: string, rosterFile: string): ReviewDefinition[] {
  const launch = new URL(planFile.replace('plan.yaml', 'launch.yaml'), root);
  const given = planFile.endsWith('/plan.yaml') && existsSync(launch);
  const { plan, problems } = parsePlan(
    readFileSync(new URL(planFile, root), 'utf8'),
    given ? parseLaunch(readFileSync(launch, 'utf8')) : undefined,
  );
  const { roster } = parseRoster(readFileSync(new URL(rosterFile, root), 'utf8'));
  if (plan === undefined || roster === undefined) throw new Error(`${planFile}: ${JSON.stringify(problems)}`);
  const compiled = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
  if (compiled.campaign === undefined) throw new Error(`${planFile}: ${JSON.stringify(compiled.problems)}`);
  return Object.values(compiled.campaign.reviews);
}
