import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last, type World } from '../world.ts';

const STEP = 'search.pass';
const on = { plan: 'panels', posts: ['a'] } as const;

async function drawn(world: World, round: number): Promise<void> {
  await world.ok(world.submit('a', 'search.draw', { flow: `流程 ${round}` }, { round }));
}

async function agree(world: World, stage: string, by: string, round: number): Promise<void> {
  await world.ok(world.decide('a', stage, 'approve', { step: STEP, by, round }));
}

async function openStages(world: World): Promise<readonly string[]> {
  const { tasks } = await world.node('a');
  return Object.values(tasks)
    .flatMap((task) => (task.step === STEP && task.stage !== undefined ? [task.stage] : []))
    .sort();
}

export const branchReturns: Scenario = {
  id: 'S02',
  name: 'a return out of one of several branches: the others stop, or are heard, as the plan says',
  on,
  async play(world) {
    await world.passTo('03-01 10:00');
    await drawn(world, 1);
    expect(await openStages(world)).toEqual(['law', 'money']);
    await agree(world, 'money', 'cai', 1);
    expect(await openStages(world)).toEqual(['audit', 'law']);
    // The first group stops at once.
    await world.ok(world.decide('a', 'law', 'return', { step: STEP, by: 'fa', reasons: ['不清'] }));
    expect(await openStages(world)).toEqual([]);
    expect((await world.review('a', STEP))?.place).toBe('returned');
    await world.refused('review.wrong-place', world.decide('a', 'audit', 'approve', { step: STEP, by: 'shen' }));
    await drawn(world, 2);
    // Straight back: each branch goes on where it stood.
    expect(await openStages(world)).toEqual(['audit', 'law']);
    await agree(world, 'law', 'fa', 2);
    await agree(world, 'audit', 'shen', 2);
    expect(await world.review('a', STEP)).toMatchObject({ place: 'second', round: 2 });
    // The second group hears all before it goes back.
    await world.ok(world.decide('a', 'lead', 'return', { step: STEP, round: 2, by: 'lei', reasons: ['不清'] }));
    expect(await openStages(world)).toEqual(['recheck']);
    expect((await world.review('a', STEP))?.place).toBe('second');
    await agree(world, 'recheck', 'fa', 2);
    expect((await world.review('a', STEP))?.place).toBe('returned');
    await drawn(world, 3);
    expect(await openStages(world)).toEqual(['lead']); // the other branch has agreed
    await agree(world, 'lead', 'lu', 3);
    // The third is content with one.
    expect(await openStages(world)).toEqual(['chief', 'party']);
    await agree(world, 'party', 'dang', 3);

    const kept = await world.record();
    expect(
      all(kept, 'a', 'Returned')
        .filter(({ step }) => step === STEP)
        .map(({ round, stage }) => [round, stage]),
    ).toEqual([
      [1, 'law'],
      [2, 'lead'],
    ]);
    expect(all(kept, 'a', 'BranchEnded').map(({ round, group, branch, end }) => [round, group, branch, end])).toEqual([
      [2, 'first', 'legal', 'joined'],
      [2, 'first', 'financial', 'joined'],
      [2, 'second', 'lead', 'returned'],
      [2, 'second', 'check', 'joined'],
      [3, 'second', 'lead', 'joined'],
      [3, 'third', 'secretary', 'joined'],
    ]);
    const closed = all(kept, 'a', 'TaskClosed').filter(({ task }) => task.startsWith(`${STEP}/`));
    expect(closed.filter(({ end }) => end === 'returned').map(({ task, round }) => [task, round])).toEqual([
      [`${STEP}/law`, 1],
      [`${STEP}/audit`, 1],
      [`${STEP}/lead`, 2],
    ]);
    expect(closed.filter(({ end }) => end === 'superseded').map(({ task }) => task)).toEqual([`${STEP}/chief`]);
    expect(last(kept, 'a', 'Approved')).toMatchObject({ step: STEP, round: 3 });
  },
};

export const branchToEarlier: Scenario = {
  id: 'branch-back',
  name: 'a return out of a branch to an earlier stage, within it and before it',
  on,
  async play(world) {
    await world.passTo('03-01 10:00');
    await drawn(world, 1);
    await agree(world, 'money', 'cai', 1);
    // Within the branch: the other one stays where it is.
    await world.ok(
      world.decide('a', 'audit', 'return', { step: STEP, by: 'shen', reasons: ['不清'], target: 'money' }),
    );
    expect(await openStages(world)).toEqual(['law', 'money']);
    await agree(world, 'law', 'fa', 2);
    await agree(world, 'money', 'cai', 2);
    await agree(world, 'audit', 'shen', 2);
    await agree(world, 'lead', 'lei', 2);
    // Before the group: every branch of it is left.
    await world.refused(
      'review.unknown-target',
      world.decide('a', 'recheck', 'return', { step: STEP, round: 2, by: 'fa', reasons: ['不清'], target: 'third' }),
    );
    await world.ok(
      world.decide('a', 'recheck', 'return', { step: STEP, round: 2, by: 'fa', reasons: ['不清'], target: 'first' }),
    );
    expect(await world.review('a', STEP)).toMatchObject({ place: 'first', round: 3 });
    expect(await openStages(world)).toEqual(['law', 'money']);
    await agree(world, 'law', 'fa', 3);
    await agree(world, 'money', 'cai', 3);
    await agree(world, 'audit', 'shen', 3);
    expect(await openStages(world)).toEqual(['lead', 'recheck']);
    await agree(world, 'lead', 'lu', 3);
    await agree(world, 'recheck', 'fa', 3);
    await agree(world, 'chief', 'jiu', 3);

    const kept = await world.record();
    expect(all(kept, 'a', 'Returned').map(({ round, stage, target }) => [round, stage, target])).toEqual([
      [1, 'audit', 'money'],
      [2, 'recheck', 'first'],
    ]);
    expect(all(kept, 'a', 'BranchesEntered').map(({ round, group, branches }) => [round, group, branches])).toEqual([
      [1, 'first', ['legal', 'financial']],
      [2, 'second', ['lead', 'check']],
      [3, 'first', ['legal', 'financial']],
      [3, 'second', ['lead', 'check']],
      [3, 'third', ['head', 'secretary']],
    ]);
    expect((await world.review('a', STEP))?.place).toBe('approved');
  },
};
