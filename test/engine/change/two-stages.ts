/**
 * The declarations of `three-stages`, reviewed by section and deputy alone, with what a test wants otherwise of the review; of a risk's
 * row its text is cosmetic, its kind material.
 */
import type { ReviewDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import {
  type CampaignSource,
  campaignOf,
  type PlacementName,
  placed,
  type ScenarioCampaign,
} from '../../scenarios/campaigns.ts';
import { rehearsalDriver } from '../../scenarios/driver.ts';
import { BEGIN } from '../../scenarios/scenario.ts';
import { instantAt, World } from '../../scenarios/world.ts';

export type Otherwise = (review: ReviewDefinition) => Partial<ReviewDefinition>;

export const DECLARE = 'search.declare';
export const SETTLE = 'search.settle';

/** The same definition otherwise, under the hash of what it says. */
export function otherwise(review: ReviewDefinition, change: Otherwise): ReviewDefinition {
  const { hash: _, ...content } = { ...review, ...change(review) };
  return { ...content, hash: hashOf(content) };
}

/** Without the named stages. */
export function without(review: ReviewDefinition, ...ids: readonly string[]): Partial<ReviewDefinition> {
  return {
    stages: review.stages.filter((stage) => !ids.includes(stage.id)),
    course: review.course.filter((entry) => entry.kind === 'group' || !ids.includes(entry.stage)),
  };
}

export function twoStages(change: Otherwise = () => ({}), on: Partial<CampaignSource> = {}): ScenarioCampaign {
  const source = campaignOf({ plan: 'three-stages', posts: ['p1', 'p2'], ...on });
  const points = source.campaign.reviews.points as ReviewDefinition;
  const short = otherwise(points, (review) => without(review, 'team'));
  const { risks } = source.forms;
  const items = risks?.items === undefined ? {} : { items: { ...risks.items, material: ['kind'] } };
  return {
    ...source,
    campaign: { ...source.campaign, reviews: { ...source.campaign.reviews, points: otherwise(short, change) } },
    forms: { ...source.forms, ...(risks === undefined ? {} : { risks: { ...risks, ...items } }) },
  };
}

/** In memory, every state and message through JSON. */
export function worldOf(source: ScenarioCampaign, placement: PlacementName = 'one'): World {
  const at = instantAt(source, BEGIN['three-stages']);
  const { people } = source.roster;
  return new World(rehearsalDriver(placed(source.campaign, placement), { at, seed: 1, people }), source);
}

export const risks = { gifts: '收受礼金', seal: '公章' };

/** A declaration of risks with a kind of its own for each: item → text and kind. */
export function rowsOf(rows: Readonly<Record<string, string>>, kinds: Readonly<Record<string, string>> = {}) {
  return {
    grade: '二级',
    rows: Object.entries(rows).map(([id, risk]) => ({ id, risk, kind: kinds[id] ?? '权力' })),
  };
}

/** Handed in and approved by both stages. */
export async function approved(world: World, node = 'p1'): Promise<void> {
  await world.passTo('09-26 09:00');
  await world.ok(world.submit(node, DECLARE, rowsOf(risks)));
  await world.ok(world.decide(node, 'section', 'approve'));
  await world.ok(world.decide(node, 'deputy', 'approve'));
}
