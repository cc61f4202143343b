import { describe, expect, test } from '@jest/globals';
import type { CommandOf } from '../../../packages/engine/src/kernel/command.ts';
import { campaignOf, placed } from '../../scenarios/campaigns.ts';
import { rehearsalDriver } from '../../scenarios/driver.ts';
import { BEGIN } from '../../scenarios/scenario.ts';
import { risks, toTheTeam } from '../../scenarios/told/ways.ts';
import { all, instantAt, last, World } from '../../scenarios/world.ts';

const SETTLE = 'search.settle';
type Entry = CommandOf<'Convene'>['agenda'][number];

/** p1 and p2 wait for the team, p3 for its section. */
async function waiting(): Promise<World> {
  const source = campaignOf({ plan: 'three-stages', posts: ['p1', 'p2', 'p3'] });
  const at = instantAt(source, BEGIN['three-stages']);
  const world = new World(
    rehearsalDriver(placed(source.campaign, 'one'), { at, seed: 1, people: source.roster.people }),
    source,
  );
  await world.passTo('09-26 10:00');
  await toTheTeam(world, ['p1', 'p2']);
  await world.ok(world.declare('p3', risks));
  return world;
}

describe('a review that is asked to a table', () => {
  // what the meeting asks otherwise than it is, then the answer
  const table: [string, Partial<Entry>, string][] = [
    ['in another round', { round: 2 }, 'review.stale'],
    ['on another version', { hash: 'f'.repeat(64) }, 'review.stale'],
    ['at a step that reviews nothing', { step: 'search.declare' }, 'review.unknown'],
    ['at a stage that no meeting decides', { stage: 'deputy' }, 'review.wrong-place'],
    ['at a stage that there is not', { stage: 'nowhere' }, 'review.wrong-place'],
  ];

  test.each(table)('%s says no', async (_, otherwise, code) => {
    const world = await waiting();
    const convene = world.convene('u1', 'm1', ['p1', 'p2']);
    const agenda = convene.agenda.map((entry) => (entry.node === 'p1' ? { ...entry, ...otherwise } : entry));

    await world.ok({ ...convene, agenda });

    const kept = await world.record();
    expect(last(kept, 'u1', 'AgendaSettled')).toMatchObject({
      meeting: 'm1',
      tabled: [`p2/${SETTLE}`],
      refused: [{ code }],
    });
    expect(all(kept, 'p1', 'Tabled')).toEqual([]);
    expect((await world.review('p1'))?.tabled).toBeUndefined();
  });

  test('where it has not come to the stage says no', async () => {
    const world = await waiting();

    await world.ok(world.convene('u1', 'm1', ['p3']));

    expect(last(await world.record(), 'u1', 'AgendaSettled')).toMatchObject({
      tabled: [],
      refused: [{ review: `p3/${SETTLE}`, code: 'review.wrong-place' }],
    });
  });

  test('of a body that does not decide there says no', async () => {
    const world = await waiting();
    const as = { kind: 'recorder', person: 'he', of: 'group1' } as const;

    await world.ok(world.convene('org', 'g1', ['p1'], { role: 'group', as }));

    expect(last(await world.record(), 'org', 'AgendaSettled')).toMatchObject({
      tabled: [],
      refused: [{ review: `p1/${SETTLE}`, code: 'review.wrong-place' }],
    });
  });

  test('while it lies on another says no, and stays there', async () => {
    const world = await waiting();
    await world.ok(world.convene('u1', 'm1', ['p1']));

    await world.ok(world.convene('u1', 'm2', ['p1', 'p2']));

    expect(last(await world.record(), 'u1', 'AgendaSettled')).toMatchObject({
      meeting: 'm2',
      tabled: [`p2/${SETTLE}`],
      refused: [{ review: `p1/${SETTLE}`, code: 'review.tabled' }],
    });
    expect((await world.review('p1'))?.tabled).toEqual({ meeting: 'm1', node: 'u1', stage: 'team' });
  });

  test('lies on it in its round, for its stage, until the chair takes it off', async () => {
    const world = await waiting();
    await world.ok(world.convene('u1', 'm1', ['p1', 'p2']));

    await world.ok(world.takeOff('u1', 'm1', 'p1'));

    const kept = await world.record();
    const here = { step: SETTLE, round: 1, stage: 'team', meeting: 'm1' };
    expect(all(kept, 'p1', 'Tabled')).toMatchObject([here]);
    expect(all(kept, 'p1', 'TakenOff')).toMatchObject([here]);
    expect(all(kept, 'p2', 'TakenOff')).toEqual([]);
    expect((await world.node('u1')).meetings.m1?.agenda[`p1/${SETTLE}`]).toMatchObject({
      answer: 'off',
      fillers: ['zhou'],
      recused: [],
    });
  });
});
