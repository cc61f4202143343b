import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last } from '../world.ts';
import { risks } from './ways.ts';

export const substitutes: Scenario = {
  id: 'S11',
  name: 'substitutes in a circle, overlapping, and ending while the task is open',
  on: { plan: 'panels', posts: ['a'] },
  async play(world) {
    const standsIn = (person: string, by: string, from: string, to: string) =>
      ({ kind: 'SubstituteSet', substitute: { person, by, from: `2023-${from}`, to: `2023-${to}` } }) as const;
    await world.ok(
      world.changeRoster('bureau', [
        standsIn('jiu', 'dang', '03-02', '03-08'),
        standsIn('dang', 'jiu', '03-02', '03-04'),
        standsIn('jiu', 'cai', '03-06', '03-07'),
      ]),
    );
    await world.passTo('03-01 10:00');
    await world.ok(world.declare('a', risks));
    for (const by of ['kang', 'ke', 'kong']) await world.ok(world.decide('a', 'peers', 'approve', { by }));
    for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'leads', 'approve', { by }));
    const task = 'search.settle/chief';
    const owners = async (on: string) => {
      await world.passTo(on);
      return (await world.task('a', task))?.owners;
    };
    expect(await owners('03-02 10:00')).toEqual(['jiu']); // each for the other: neither is absent
    expect(await owners('03-05 10:00')).toEqual(['dang']);
    expect(await owners('03-06 10:00')).toEqual(['cai']); // the one that began last
    await world.refused('task.not-owner', world.decide('a', 'chief', 'approve', { by: 'jiu' }));
    await world.ok(world.decide('a', 'chief', 'return', { by: 'cai', reasons: ['不全'], target: 'leads' }));
    for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'leads', 'approve', { by, round: 2 }));
    expect(await owners('03-07 10:00')).toEqual(['cai']);
    expect(await owners('03-08 10:00')).toEqual(['dang']);
    expect(await owners('03-09 10:00')).toEqual(['jiu']); // it ended while the task was open: the task is back
    await world.refused('task.not-owner', world.decide('a', 'chief', 'approve', { by: 'dang', round: 2 }));
    await world.ok(world.decide('a', 'chief', 'approve', { by: 'jiu', round: 2 }));

    const kept = await world.record();
    expect(all(kept, 'a', 'TaskHandedOver').map(({ task: id, from, to, at }) => [id, from, to, at])).toEqual([
      [task, ['jiu'], ['dang'], world.at('03-05')],
      [task, ['dang'], ['cai'], world.at('03-06')],
      [task, ['cai'], ['dang'], world.at('03-08')],
      [task, ['dang'], ['jiu'], world.at('03-09')],
    ]);
    expect(
      all(kept, 'a', 'Decided')
        .filter(({ stage }) => stage === 'chief')
        .map(({ signer }) => signer),
    ).toEqual([
      { kind: 'substitute', person: 'cai', for: 'jiu' },
      { kind: 'person', person: 'jiu' },
    ]);
  },
};

export const renamed: Scenario = {
  id: 'S12',
  name: 'a person is renamed, another removed: old records are unchanged',
  on: { plan: 'two-layers', posts: ['a'] },
  async play(world) {
    await world.passTo('03-01 10:00');
    await world.ok(world.declare('a', risks));
    await world.ok(world.decide('a', 'check', 'approve'));
    const before = await world.driver.namesOf('a');

    await world.driver.nameThem({ yan: '严新' });
    await world.ok(
      world.changeRoster('bureau', [
        { kind: 'PersonRenamed', person: 'yan' },
        { kind: 'PersonLeft', person: 'jin', to: '2023-02-28' },
      ]),
    );
    await world.ok(world.decide('a', 'approve', 'return', { reasons: ['不准'] }));

    const kept = await world.record();
    const after = await world.driver.namesOf('a');
    expect(after).toMatchObject(before);
    const named = (seq: number | undefined) => after[seq ?? 0];
    expect(named(last(kept, 'a', 'Submitted')?.seq)).toEqual({ yan: '严' });
    expect(named(all(kept, 'a', 'Decided')[0]?.seq)).toEqual({ jin: '金' });
    const reopened = all(kept, 'a', 'TaskOpened').at(-1);
    expect(reopened).toMatchObject({ step: 'find.declare', round: 2, owners: ['yan'] });
    expect(named(reopened?.seq)).toEqual({ yan: '严新' });
    // Ids are what the record rests on; they never change.
    expect(all(kept, 'a', 'Decided')[0]?.signer).toEqual({ kind: 'person', person: 'jin' });
  },
};
