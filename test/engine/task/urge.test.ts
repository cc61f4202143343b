import { describe, expect, test } from '@jest/globals';
import { all } from '../../scenarios/world.ts';
import { panelAt, SETTLE } from '../review/begin.ts';

const CHIEF = `${SETTLE}/chief`;
const LEI = `${SETTLE}/leads@lei`;

describe('an urge', () => {
  test('comes from the filler, whoever answers for the step, whom it escalates to, or the office, and from nobody else', async () => {
    const world = await panelAt('leads');

    const refusal = await world.refused('task.not-urger', world.urge('a', LEI, { by: 'bao' }));
    await world.refused('task.not-urger', world.urge('a', LEI, { by: 'kang' }));
    await world.refused('task.not-urger', world.urge('a', LEI, { as: { kind: 'administrator', person: 'lu' } }));
    await world.refused(
      'task.not-urger',
      world.urge('a', LEI, { as: { kind: 'substitute', person: 'bao', for: 'an' } }),
    );
    expect(refusal.possible).toEqual(['an', 'jiu', 'ban1', 'ban2']);
    for (const [by, day] of [
      ['an', '03-01 11:00'],
      ['jiu', '03-02 11:00'],
      ['ban1', '03-03 11:00'],
    ] as const) {
      await world.passTo(day);
      await world.ok(world.urge('a', LEI, { by }));
    }
    await world.passTo('03-04 11:00');
    await world.ok(world.urge('a', LEI, { as: world.office }));

    expect(all(await world.record(), 'a', 'Urged')).toMatchObject(
      ['an', 'jiu', 'ban1', 'ban1'].map((person) => ({ task: LEI, to: ['lei'], signer: { person } })),
    );
  });

  test('has its interval, whoever asks, and says when it is over', async () => {
    const world = await panelAt('leads');
    await world.ok(world.urge('a', LEI));

    const refusal = await world.refused('task.urged-recently', world.urge('a', LEI, { by: 'jiu' }));

    expect(refusal.next).toBe(world.at('03-02 10:00'));
    await world.ok(world.urge('a', `${SETTLE}/leads@lu`)); // another task
    await world.passTo('03-02 09:59');
    await world.refused('task.urged-recently', world.urge('a', LEI));
    await world.passTo('03-02 10:00');
    await world.ok(world.urge('a', LEI));
  });

  test('moves no due', async () => {
    const world = await panelAt('chief');
    const before = (await world.task('a', CHIEF))?.due;

    await world.ok(world.urge('a', CHIEF));

    expect((await world.task('a', CHIEF))?.due).toBe(before);
    expect(all(await world.record(), 'a', 'Urged')).toMatchObject([{ due: before }]);
  });

  test('of what is stuck reaches the office, which itself is told to reassign it', async () => {
    const world = await panelAt('chief');
    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'jiu', to: '2023-02-28' }]));

    const refusal = await world.refused('task.stuck', world.urge('a', CHIEF, { as: world.office }));
    await world.ok(world.urge('a', CHIEF));

    expect(refusal.possible).toEqual(['Reassign']);
    expect(all(await world.record(), 'a', 'Urged')).toMatchObject([{ to: ['ban1', 'ban2'] }]);
  });

  test('of what is not open is refused', async () => {
    const world = await panelAt('leads');

    await world.refused('task.not-open', world.urge('a', CHIEF));
  });
});
