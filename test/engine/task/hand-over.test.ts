import { describe, expect, test } from '@jest/globals';
import type { RosterChange } from '../../../packages/engine/src/roster/roster-slice.ts';
import { all, last } from '../../scenarios/world.ts';
import { ballotsAt, begin, panelAt, risks, SETTLE, VOTE } from '../review/begin.ts';

const KE = `${SETTLE}/peers@ke`;

function standsIn(person: string, by: string, from: string, to: string): RosterChange {
  return { kind: 'SubstituteSet', substitute: { person, by, from: `2023-${from}`, to: `2023-${to}` } };
}

describe('a substitute', () => {
  test('holds another’s seat while it lasts, and signs for them', async () => {
    const world = await panelAt('peers');
    await world.ok(world.changeRoster('bureau', [standsIn('ke', 'cai', '03-01', '03-02')]));

    expect(await world.task('a', KE)).toMatchObject({ owners: ['cai'], seat: 'ke' });
    await world.refused('task.not-owner', world.decide('a', 'peers', 'approve', { by: 'ke' }));
    const claims = (right: string) =>
      world.decide('a', 'peers', 'approve', { as: { kind: 'substitute', person: 'cai', for: right } });
    await world.refused('task.not-owner', claims('kong'));
    await world.refused('task.not-substitute', claims('lei'));
    await world.ok(world.decide('a', 'peers', 'approve', { by: 'cai' }));

    expect(last(await world.record(), 'a', 'Decided')).toMatchObject({
      seat: 'ke',
      signer: { kind: 'substitute', person: 'cai', for: 'ke' },
    });
  });

  test('loses the seat when the time is over, and it is its owner’s again', async () => {
    const world = await panelAt('peers');
    await world.ok(world.changeRoster('bureau', [standsIn('ke', 'cai', '03-01', '03-02')]));

    await world.passTo('03-03 10:00');

    expect((await world.task('a', KE))?.owners).toEqual(['ke']);
    await world.refused('task.not-open', world.decide('a', 'peers', 'approve', { by: 'cai' }));
    await world.ok(world.decide('a', 'peers', 'approve', { by: 'ke' }));
    expect(last(await world.record(), 'a', 'Decided')?.signer).toEqual({ kind: 'person', person: 'ke' });
  });

  test('of whoever a frozen stage asks stays one after the post changes hands, and gives it back to them', async () => {
    const world = begin({ plan: 'two-layers' });
    await world.ok(world.changeRoster('bureau', [standsIn('jin', 'qi', '03-05', '03-09')]));
    await world.passTo('03-06 10:00');
    await world.ok(world.declare('a', risks), world.declare('b', risks));
    const task = 'find.settle/check';
    expect((await world.task('a', task))?.owners).toEqual(['qi']);

    await world.passTo('03-09 10:00'); // wei is the checker since the 8th
    expect((await world.task('a', task))?.owners).toEqual(['qi']);
    await world.ok(world.decide('b', 'check', 'approve', { by: 'qi' }));
    await world.passTo('03-10 10:00');
    expect((await world.task('a', task))?.owners).toEqual(['jin']);
    await world.ok(world.decide('a', 'check', 'approve', { by: 'jin' }));

    const kept = await world.record();
    expect(last(kept, 'b', 'Decided')?.signer).toEqual({ kind: 'substitute', person: 'qi', for: 'jin' });
    expect(last(kept, 'a', 'Decided')?.signer).toEqual({ kind: 'person', person: 'jin' });
  });

  test('who transferred the work has given it away for good', async () => {
    const world = await panelAt('peers');
    await world.ok(world.changeRoster('bureau', [standsIn('ke', 'cai', '03-01', '03-02')]));
    await world.ok(world.transfer('a', KE, 'fa', { by: 'cai' }));

    await world.passTo('03-03 10:00');

    expect((await world.task('a', KE))?.owners).toEqual(['fa']);
    expect(last(await world.record(), 'a', 'TaskTransferred')?.signer).toEqual({
      kind: 'substitute',
      person: 'cai',
      for: 'ke',
    });
  });

  test('does not vote in a body, where seats are personal', async () => {
    const world = await ballotsAt('board');

    await world.ok(world.changeRoster('bureau', [standsIn('wei3', 'cai', '03-01', '03-09')]));

    expect((await world.task('a', `${VOTE}/board@wei3`))?.owners).toEqual(['wei3']);
  });
});

describe('a frozen stage', () => {
  test('whose people have all left goes to who holds the role now', async () => {
    const world = begin({ plan: 'two-layers' });
    await world.passTo('03-06 10:00');
    await world.ok(world.declare('a', risks));
    await world.passTo('03-09 10:00');
    const task = 'find.settle/check';
    expect((await world.task('a', task))?.owners).toEqual(['jin']);

    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'jin', to: '2023-03-08' }]));

    expect(await world.task('a', task)).toMatchObject({ owners: ['wei'], stuck: false });
    await world.ok(world.decide('a', 'check', 'approve', { by: 'wei' }));
  });
});

describe('an act on a task by the office', () => {
  test('reassigns it only to whoever may have it', async () => {
    const world = await panelAt('leads');
    const task = `${SETTLE}/leads@lei`;

    await world.refused('review.self-review', world.reassign('a', task, 'an'));
    await world.refused('review.asked-already', world.reassign('a', task, 'lu'));
    await world.refused('task.same-person', world.reassign('a', task, 'lei'));
    await world.ok(world.recuse('a', { by: 'jiu' }));
    await world.refused('review.stands-aside', world.reassign('a', task, 'jiu'));
    await world.ok(world.reassign('a', task, 'cai'));

    await world.ok(world.decide('a', 'leads', 'approve', { by: 'cai' }));
    expect((await world.review('a'))?.decisions.at(-1)).toMatchObject({ by: 'cai', right: 'lei' });
    expect(all(await world.record(), 'a', 'TaskReassigned')).toMatchObject([{ from: ['lei'], to: ['cai'] }]);
  });

  test('may take what is stuck on itself', async () => {
    const world = await panelAt('chief');
    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'jiu', to: '2023-02-28' }]));
    const task = `${SETTLE}/chief`;
    await world.refused('task.stuck', world.transfer('a', task, 'ban2', { by: 'ban1' }));
    await world.refused('review.self-review', world.reassign('a', task, 'an'));

    await world.ok(world.reassign('a', task, 'ban1'));

    await world.ok(world.decide('a', 'chief', 'approve', { by: 'ban1' }));
    expect((await world.review('a'))?.place).toBe('approved');
  });
});
