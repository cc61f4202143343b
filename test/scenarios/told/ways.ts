/** Stretches that several scenarios share. */
import type { World } from '../world.ts';

export const risks = { gifts: '收受礼品', cash: '坐支现金' };

/** Declared and approved by the section and the deputy, all in a batch each: the team's meeting is next. */
export async function toTheTeam(world: World, nodes: readonly string[], round = 1): Promise<void> {
  await world.ok(...nodes.map((node) => world.declare(node, risks, { round })));
  await pastTheDeputy(world, nodes, round);
}

export async function pastTheDeputy(world: World, nodes: readonly string[], round = 1): Promise<void> {
  for (const stage of ['section', 'deputy']) {
    await world.ok(...nodes.map((node) => world.decide(node, stage, 'approve', { round })));
  }
}

/** The team of a unit approves everything on its list. */
export async function throughTheTeam(
  world: World,
  unit: 'u1' | 'u2',
  meeting: string,
  reviews: readonly (string | readonly [string, number])[],
) {
  const present = unit === 'u1' ? ['li', 'qian', 'wu'] : ['wang', 'sun', 'jiang'];
  await world.ok(world.convene(unit, meeting, reviews));
  await world.ok(world.closeMeeting(unit, meeting, { present }));
}
