import { describe, expect, test } from '@jest/globals';
import { all, last } from '../../scenarios/world.ts';
import { begin, panelAt, risks, SETTLE, successor } from '../review/begin.ts';

const CHIEF = `${SETTLE}/chief`;

async function delegated() {
  const world = await panelAt('chief');
  await world.ok(world.delegate('a', CHIEF, 'cai', { by: 'jiu' }));
  return world;
}

describe('a delegated task', () => {
  test('is prepared by one and decided by the other', async () => {
    const world = await delegated();

    const preparing = await world.refused('task.delegated', world.decide('a', 'chief', 'approve', { by: 'cai' }));
    await world.refused('task.delegated', world.decide('a', 'chief', 'approve', { by: 'jiu' }));
    await world.refused('task.not-owner', world.decide('a', 'chief', 'approve', { by: 'fa' }));
    expect(preparing).toMatchObject({ owners: ['cai'], delegatedBy: ['jiu'], possible: ['HandBack'] });
    await world.ok(world.handBack('a', CHIEF, { by: 'cai' }));
    await world.refused('task.not-owner', world.decide('a', 'chief', 'approve', { by: 'cai' }));
    await world.ok(world.decide('a', 'chief', 'approve', { by: 'jiu' }));

    const kept = await world.record();
    const command = world.handBack('a', CHIEF, { by: 'cai' });
    expect(last(kept, 'a', 'TaskDelegated')).toMatchObject({ from: ['jiu'], to: ['cai'], signer: { person: 'jiu' } });
    expect(last(kept, 'a', 'TaskHandedBack')).toMatchObject({
      from: ['cai'],
      to: ['jiu'],
      opinion: command.opinion,
      signer: { kind: 'person', person: 'cai' },
    });
    expect(last(kept, 'a', 'Decided')?.signer).toEqual({ kind: 'person', person: 'jiu' });
  });

  test('may be taken back by whoever delegated it', async () => {
    const world = await delegated();

    await world.ok({ ...world.handBack('a', CHIEF, { by: 'jiu' }), opinion: null });

    expect(await world.task('a', CHIEF)).toMatchObject({ owners: ['jiu'] });
    expect(last(await world.record(), 'a', 'TaskHandedBack')).toMatchObject({
      opinion: null,
      signer: { person: 'jiu' },
    });
  });

  test('is not passed on by whoever prepares it, nor handed back by a stranger, nor twice', async () => {
    const world = await delegated();

    await world.refused('task.delegated', world.delegate('a', CHIEF, 'fa', { by: 'cai' }));
    await world.refused('task.delegated', world.transfer('a', CHIEF, 'fa', { by: 'jiu' }));
    const refusal = await world.refused('task.not-owner', world.handBack('a', CHIEF, { by: 'fa' }));
    expect(refusal).toMatchObject({ owners: ['cai', 'jiu'] });
    await world.ok(world.handBack('a', CHIEF, { by: 'cai' }));
    await world.refused('task.not-delegated', world.handBack('a', CHIEF, { by: 'cai' }));
    await world.refused('task.not-open', world.handBack('a', `${SETTLE}/leads`, { by: 'cai' }));
  });

  test('comes back to whoever holds the role by then', async () => {
    const world = await delegated();
    await world.ok(world.changeRoster('bureau', successor('chief', 'jiu', 'fa', '02-28')));
    expect(await world.task('a', CHIEF)).toMatchObject({ owners: ['cai'], delegatedBy: ['jiu'] });

    await world.ok(world.handBack('a', CHIEF, { by: 'cai' }));

    expect(await world.task('a', CHIEF)).toMatchObject({ owners: ['fa'] });
    expect(last(await world.record(), 'a', 'TaskHandedOver')).toMatchObject({ from: ['jiu'], to: ['fa'] });
  });

  test('may be taken back by whoever holds the role meanwhile', async () => {
    const world = await delegated();
    await world.ok(world.changeRoster('bureau', successor('chief', 'jiu', 'fa', '02-28')));

    await world.ok(world.handBack('a', CHIEF, { by: 'fa' }));

    expect(await world.task('a', CHIEF)).toMatchObject({ owners: ['fa'] });
  });

  test('goes back when whoever prepares it, or whoever asked for it, has left', async () => {
    for (const [gone, owners] of [
      ['cai', ['jiu']],
      ['jiu', ['ban1', 'ban2']],
    ] as const) {
      const world = await delegated();

      await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: gone, to: '2023-02-28' }]));

      const task = await world.task('a', CHIEF);
      expect(task).toMatchObject({ owners, stuck: gone === 'jiu' });
      expect(task).not.toHaveProperty('delegatedBy');
    }
  });

  test('that was transferred before goes back to whom it was transferred to', async () => {
    const world = await panelAt('chief');
    await world.ok(world.transfer('a', CHIEF, 'cai', { by: 'jiu' }));
    await world.ok(world.delegate('a', CHIEF, 'fa', { by: 'cai' }));

    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'fa', to: '2023-02-28' }]));

    expect(await world.task('a', CHIEF)).toMatchObject({ owners: ['cai'], assigned: true });
    await world.ok(world.decide('a', 'chief', 'approve', { by: 'cai' }));
  });

  test('is taken from whoever prepares it when the office reassigns it', async () => {
    const world = await delegated();

    await world.ok(world.reassign('a', CHIEF, 'fa'));

    expect(await world.task('a', CHIEF)).not.toHaveProperty('delegatedBy');
    await world.ok(world.decide('a', 'chief', 'approve', { by: 'fa' }));
  });

  test('may be a declaration: only its holder hands it in', async () => {
    const world = begin({ plan: 'panels', posts: ['a'] });
    await world.passTo('03-01 10:00');
    await world.ok(world.delegate('a', 'search.declare', 'bao', { by: 'an' }));

    await world.refused('task.delegated', world.declare('a', risks, { by: 'bao' }));
    await world.refused('task.delegated', world.declare('a', risks));
    await world.ok(world.handBack('a', 'search.declare', { by: 'bao' }));
    await world.ok(world.declare('a', risks));

    expect((await world.review('a'))?.fillers).toEqual(['an']);
    expect(all(await world.record(), 'a', 'Submitted').map(({ signer }) => signer)).toEqual([
      { kind: 'person', person: 'an' },
    ]);
  });
});
