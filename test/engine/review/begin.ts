/** A campaign in memory, a few days before its window opens, for tests that put single acts to it. */
import type { Campaign } from '../../../packages/engine/src/campaign/definition.ts';
import type { RosterChange } from '../../../packages/engine/src/roster/roster-slice.ts';
import { type CampaignSource, campaignOf, placed } from '../../scenarios/campaigns.ts';
import { rehearsalDriver } from '../../scenarios/driver.ts';
import { BEGIN } from '../../scenarios/scenario.ts';
import { instantAt, World } from '../../scenarios/world.ts';

export function begin(on: CampaignSource, changed: (campaign: Campaign) => Campaign = (same) => same): World {
  const source = campaignOf(on);
  const at = instantAt(source, BEGIN[on.plan]);
  return new World(rehearsalDriver(placed(changed(source.campaign), 'one'), { at, seed: 1 }), source);
}

export const risks = { gifts: '收受礼品', cash: '坐支现金' };
export const SETTLE = 'search.settle';

/** Of the plan with several reviewers: post a has declared, and its review is at a stage. */
export async function panelAt(stage: 'peers' | 'leads' | 'chief', day = '03-01 10:00'): Promise<World> {
  const world = begin({ plan: 'panels', posts: ['a'] });
  await world.passTo(day);
  await world.ok(world.declare('a', risks));
  if (stage !== 'peers')
    for (const by of ['kang', 'ke', 'kong']) await world.ok(world.decide('a', 'peers', 'approve', { by }));
  if (stage === 'chief') for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'leads', 'approve', { by }));
  return world;
}

export const VOTE = 'search.vote';

/** The review of the measures of post a, at the stage where any one of the peers decides, or where the board votes. */
export async function ballotsAt(stage: 'any' | 'board' | 'council'): Promise<World> {
  const world = begin({ plan: 'panels', posts: ['a'] });
  await world.passTo('03-01 10:00');
  await world.ok(world.submit('a', 'search.plan', { measure: '双人复核' }));
  await world.ok(world.decide('a', 'advice', 'agree', { step: VOTE, by: 'shen' }));
  await world.ok(world.decide('a', 'party', 'approve', { step: VOTE, by: 'dang' }));
  if (stage === 'any') return world;
  await world.ok(world.decide('a', 'any', 'approve', { step: VOTE, by: 'ke' }));
  for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'order', 'approve', { step: VOTE, by }));
  if (stage === 'board') return world;
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9])
    await world.ok(world.vote('a', 'board', 'for', { step: VOTE, by: `wei${n}` }));
  return world;
}

/** Somebody else holds a function of the bureau from a day on. */
export function successor(role: string, from: string, to: string, day: string): RosterChange[] {
  const last = `2023-${day}`;
  const place = 'bureau';
  return [
    { kind: 'FunctionEnded', function: role, place, holder: from, to: last },
    { kind: 'FunctionStarted', holder: { function: role, place, person: to } },
  ];
}
