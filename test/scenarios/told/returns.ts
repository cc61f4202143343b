import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last } from '../world.ts';
import { pastTheDeputy, risks, throughTheTeam, toTheTeam } from './ways.ts';

export const returnByEachStage: Scenario = {
  id: 'return',
  name: 'by each stage, in part, and its next round',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p1', risks));
    await world.refused('review.reason-missing', world.decide('p1', 'section', 'return'));
    await world.ok(world.decide('p1', 'section', 'return', { reasons: ['不全'], items: { gifts: '不实' } }));
    expect((await world.review('p1'))?.place).toBe('returned');
    await world.refused('review.wrong-place', world.decide('p1', 'section', 'approve'));

    const changedCash = { ...risks, cash: '白条抵库' };
    await world.refused('declaration.locked-items', world.declare('p1', changedCash, { round: 2 }));
    await world.refused('declaration.locked-items', world.declare('p1', { gifts: '收受礼金' }, { round: 2 }));
    const second = { ...risks, gifts: '收受礼金', seals: '印鉴不分管' };
    await world.ok(world.declare('p1', second, { round: 2 }));
    await world.ok(world.decide('p1', 'section', 'approve', { round: 2 }));
    await world.ok(world.decide('p1', 'deputy', 'return', { round: 2, reasons: ['措施不力'] }));
    await world.ok(world.declare('p1', { gifts: second.gifts, seals: second.seals }, { round: 3 }));
    await world.ok(world.decide('p1', 'section', 'approve', { round: 3 }));
    // Back to an earlier stage: a round of its own on the same version, the filler keeps out of it.
    await world.refused(
      'review.unknown-target',
      world.decide('p1', 'deputy', 'return', { round: 3, reasons: ['不全'], target: 'team' }),
    );
    await world.ok(world.decide('p1', 'deputy', 'return', { round: 3, reasons: ['不全'], target: 'section' }));
    expect(await world.review('p1')).toMatchObject({ place: 'section', round: 4 });
    await pastTheDeputy(world, ['p1'], 4);
    await world.ok(world.convene('u1', 'm1', [['p1', 4]]));
    const back = { outcome: 'return', reasons: ['不实'], items: { seals: '不实' } };
    await world.ok(world.closeMeeting('u1', 'm1', { present: ['li', 'qian', 'wu'], exceptions: { p1: back } }));
    await world.ok(world.declare('p1', { gifts: second.gifts, seals: '一人保管全部印鉴' }, { round: 5 }));
    await pastTheDeputy(world, ['p1'], 5);
    await throughTheTeam(world, 'u1', 'm2', [['p1', 5]]);

    const kept = await world.record();
    expect(
      all(kept, 'p1', 'Returned').map(({ round, stage, target, locked }) => [round, stage, target, locked]),
    ).toEqual([
      [1, 'section', null, ['cash']],
      [2, 'deputy', null, []],
      [3, 'deputy', 'section', []],
      [4, 'team', null, ['gifts']],
    ]);
    expect(
      all(kept, 'p1', 'Resubmitted').map(({ round, changed, added, removed }) => [round, changed, added, removed]),
    ).toEqual([
      [2, ['gifts'], ['seals'], []],
      [3, [], [], ['cash']],
      [5, ['seals'], [], []],
    ]);
    // Nothing of an earlier round is lost: every decision stands with its round, version and signer.
    expect(
      all(kept, 'p1', 'Decided').every(({ round, hash }) => hash === world.versionAt('p1', 'search.settle', round)),
    ).toBe(true);
    expect(last(kept, 'p1', 'Approved')).toMatchObject({ round: 5 });
  },
};

export const reenteredStage: Scenario = {
  id: 'S03',
  name: 'after a return the re-entered stage is armed again',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('10-11 10:00');
    await world.ok(world.declare('p1', risks));
    await world.ok(world.decide('p1', 'section', 'return', { reasons: ['不全'] }));
    const given = await world.task('p1', 'search.declare');
    expect(given?.due).toBe(world.at('10-15')); // three working days from the return
    await world.passTo('10-15 10:00'); // past the due of the return, and past the end of the window
    await world.ok(world.declare('p1', risks, { round: 2 }));
    await world.passTo('10-20 10:00');

    const kept = await world.record();
    const due = world.at('10-20'); // three working days from Saturday 15 October
    const stage = 'search.settle/section';
    expect(last(kept, 'p1', 'Submitted')).toMatchObject({ round: 2, late: true });
    expect(all(kept, 'p1', 'TaskOpened').filter((event) => event.task === stage)).toMatchObject([
      { round: 1 },
      { round: 2, due },
    ]);
    const fired = kept.p1?.filter(
      (event) => 'task' in event && event.task === stage && event.seq > (last(kept, 'p1', 'Submitted')?.seq ?? 0),
    );
    expect(fired?.map((event) => event.kind)).toEqual(['TaskOpened', 'Reminded', 'BecameOverdue', 'Escalated']);
  },
};

export const roundsRunOut: Scenario = {
  id: 'S20',
  name: 'maxRounds reached goes to the body past it',
  on: { plan: 'two-layers' },
  async play(world) {
    await world.passTo('03-01 10:00');
    await world.ok(world.declare('a', risks));
    await world.ok(world.decide('a', 'check', 'approve'));
    await world.ok(world.decide('a', 'approve', 'return', { reasons: ['不准'] }));
    await world.ok(world.declare('a', risks, { round: 2 }));
    // It comes straight back to who returned it.
    expect(await world.review('a')).toMatchObject({ place: 'approve', round: 2 });
    await world.ok(world.decide('a', 'approve', 'return', { round: 2, reasons: ['不准'] }));
    await world.ok(world.declare('a', risks, { round: 3 }));
    expect(await world.task('a', 'find.settle/approve')).toMatchObject({ role: 'committee', owners: ['qi'] });
    await world.refused('task.not-owner', world.decide('a', 'approve', 'approve', { round: 3 }));
    await world.ok(world.decide('a', 'approve', 'return', { round: 3, reasons: ['不准'], by: 'qi' }));
    await world.ok(world.declare('a', risks, { round: 4 }));
    await world.ok(world.decide('a', 'approve', 'approve', { round: 4, by: 'qi' }));

    const kept = await world.record();
    expect(all(kept, 'a', 'StageEntered').map((event) => [event.round, event.stage, event.rerouted])).toEqual([
      [1, 'check', undefined],
      [1, 'approve', undefined],
      [2, 'approve', undefined],
      [3, 'approve', 'max-rounds'],
      [4, 'approve', 'max-rounds'],
    ]);
    expect(all(kept, 'a', 'ReviewEnded')).toEqual([]);
  },
};

export const withdrawalMeetsApproval: Scenario = {
  id: 'S19',
  name: 'withdrawal and approval at the same moment',
  on: { plan: 'three-stages', posts: ['p1', 'p2', 'p3'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p1', risks), world.declare('p3', risks));
    const [taken, late] = await world.driver.send(world.withdraw('p1'), world.decide('p1', 'section', 'approve'));
    const [approved, refused] = await world.driver.send(world.decide('p3', 'section', 'approve'), world.withdraw('p3'));

    expect([taken?.ok, approved?.ok]).toEqual([true, true]);
    expect(late).toMatchObject({
      ok: false,
      rejection: { code: 'review.wrong-place', place: 'withdrawn', possible: ['Submit'] },
    });
    expect(refused).toMatchObject({ ok: false, rejection: { code: 'review.acted-on', stages: ['section'] } });
    // The round that was taken back goes on; what is handed in next is judged from the start.
    await world.ok(world.declare('p1', { ...risks, cash: '公款私存' }));
    expect(await world.review('p1')).toMatchObject({ place: 'section', round: 1 });
    await world.ok(world.decide('p1', 'section', 'approve'));
    expect(last(await world.record(), 'p1', 'Resubmitted')).toMatchObject({ round: 1, changed: ['cash'] });
  },
};

export const orderFromOutside: Scenario = {
  id: 'order',
  name: 'an order reopens what was approved, and the roll-up follows',
  on: { plan: 'three-stages', posts: ['p4'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await toTheTeam(world, ['p4']);
    await throughTheTeam(world, 'u2', 'm1', ['p4']);
    await world.ok(world.endAsking('u2', 'search.consult'));
    await world.refused('office.only', world.reopen('p4', ['search.declare'], { by: 'tang' }));
    await world.refused('review.unknown-item', world.reopen('p4', ['search.declare'], { items: ['none'] }));
    await world.ok(
      world.reopen('p4', ['search.declare'], { items: ['cash'], reasons: ['不实'], due: world.at('10-20') }),
    );
    expect((await world.node('p4')).steps['search.settle']?.place).toBe('open');
    expect((await world.node('u2')).steps['search.register']?.place).toBe('done');
    await world.refused('declaration.locked-items', world.declare('p4', { ...risks, gifts: '改' }, { round: 2 }));
    await world.ok(world.declare('p4', { ...risks, cash: '另有现金' }, { round: 2 }));
    await pastTheDeputy(world, ['p4'], 2);
    await throughTheTeam(world, 'u2', 'm2', [['p4', 2]]);

    const kept = await world.record();
    expect(last(kept, 'p4', 'Outdated')).toMatchObject({ step: 'search.settle', of: 'search.declare', round: 1 });
    const roots = all(kept, 'u2', 'RolledUp').map((event) => event.root);
    expect(new Set(roots).size).toBe(2);
  },
};
