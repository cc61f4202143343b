/**
 * One review of a few stages on the panels plan, with rules of its own: a world in which a declaration waits at the first of them. The
 * board has nine members of whom wei1 chairs, the council of the division three of whom kang chairs.
 */
import type {
  Campaign,
  Counting,
  Decide,
  ReviewDefinition,
  StageDefinition,
} from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import type { Choice } from '../../../packages/engine/src/kernel/command.ts';
import type { VoteEvent } from '../../../packages/engine/src/vote/recount.ts';
import { campaignOf, placed } from '../../scenarios/campaigns.ts';
import { rehearsalDriver } from '../../scenarios/driver.ts';
import { instantAt, World } from '../../scenarios/world.ts';

export const step = 'search.vote';
export const board = Array.from({ length: 9 }, (_, i) => `wei${i + 1}`);
export const council = ['kang', 'ke', 'kong'];

export const usual: Counting = {
  quorum: { atLeastShare: [1, 2] },
  pass: { moreThan: [1, 2] },
  fail: null,
  of: 'entitled',
  weights: {},
  casting: false,
  veto: false,
  ballot: 'open',
  hideBelow: 0,
};

/** The council decides in a meeting at its division, d1. */
export function councilMeets(rule: Partial<Counting>): Partial<StageDefinition> {
  return { id: 'council', by: 'council', decide: { mode: 'meeting', ...usual, of: 'present', ...rule } };
}

export function voteBy(by: string, rule: Partial<Extract<Decide, { mode: 'vote' }>>): Partial<StageDefinition> {
  const decide: Decide = { mode: 'vote', ends: 'all-voted', passed: 'approve', failed: 'return', ...usual, ...rule };
  return { id: by, by, decide };
}

/** Declarations, handed in, at the first of these stages. */
export async function worldOf(
  stages: readonly Partial<StageDefinition>[],
  change: (review: ReviewDefinition) => Partial<ReviewDefinition> = () => ({}),
  posts: readonly string[] = ['a'],
): Promise<World> {
  const source = campaignOf({ plan: 'panels', posts });
  const decide = source.campaign.steps.find((one) => one.id === step);
  const id = decide?.kind === 'decide' ? decide.review : '';
  const { hash: _, ...known } = source.campaign.reviews[id] as ReviewDefinition;
  const usualStage = known.stages.find((one) => one.id === 'party') as StageDefinition;
  const made = stages.map((stage) => ({ ...usualStage, ...stage }));
  const course = made.map((stage) => ({ kind: 'stage' as const, stage: stage.id }));
  const before = { ...known, stages: made, course, hash: '' };
  const content = { ...before, ...change(before) };
  const review = { ...content, hash: hashOf(content) };
  const campaign: Campaign = {
    ...source.campaign,
    reviews: { ...source.campaign.reviews, [id]: review },
    campaignHash: hashOf([source.campaign.campaignHash, review.hash]),
  };
  const at = instantAt(source, '02-28');
  const world = new World(rehearsalDriver(placed(campaign, 'one'), { at, seed: 1 }), { ...source, campaign });
  await world.passTo('03-01 10:00');
  for (const post of posts) await world.ok(world.submit(post, 'search.plan', { measure: `措施 ${post}` }));
  return world;
}

/** Each in turn; those against give a reason. */
export async function voteAll(world: World, stage: string, votes: Readonly<Record<string, Choice>>, round = 1) {
  for (const [by, choice] of Object.entries(votes)) {
    const reasons = choice === 'against' ? ['不可行'] : [];
    await world.ok(world.vote('a', stage, choice, { step, round, by, reasons }));
  }
}

export async function eventsOf(world: World, ...nodes: string[]): Promise<VoteEvent[]> {
  const kept = await world.record();
  return nodes.flatMap((node) => kept[node] ?? []);
}
