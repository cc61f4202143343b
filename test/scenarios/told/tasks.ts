import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last } from '../world.ts';
import { pastTheDeputy, risks } from './ways.ts';

export const lateFiller: Scenario = {
  id: 'late',
  name: 'a late filler is reminded, escalated, and hands in late',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('10-10 10:00'); // working days go on after the holidays, 8 October is one of them
    await world.ok(world.declare('p1', risks));

    const kept = await world.record();
    const own = (kept.p1 ?? []).filter((event) => 'task' in event && event.task === 'search.declare');
    const due = world.at('09-30');
    expect(own).toMatchObject([
      { kind: 'TaskOpened', owners: ['zhou'], due },
      { kind: 'Reminded', to: ['zhou'], at: world.at('09-28 09:00'), number: 1 },
      { kind: 'BecameOverdue', owners: ['zhou'] },
      { kind: 'Escalated', to: ['li'], role: 'unitLeader', at: world.at('09-30 09:00'), level: 1 },
      { kind: 'Escalated', to: ['he'], role: 'office', at: world.at('10-08 09:00'), level: 2 },
      { kind: 'TaskClosed', end: 'done' },
    ]);
    expect(last(kept, 'p1', 'Submitted')).toMatchObject({ late: true });
    expect(last(kept, 'p1', 'StepDone')).toMatchObject({ step: 'search.declare', late: true });
  },
};

export const nobodyActs: Scenario = {
  id: 'S07',
  name: 'nobody acts',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('10-25 10:00');

    const kept = await world.record();
    const events = Object.values(kept).flat();
    expect(events.every((event) => event.signer.kind === 'system')).toBe(true);
    expect(
      events.filter((event) =>
        ['Decided', 'Approved', 'Returned', 'Submitted', 'Graded', 'StepDone'].includes(event.kind),
      ),
    ).toEqual([]);
    for (const post of ['p1', 'p2']) expect(await world.task(post, 'search.declare')).toMatchObject({ overdue: true });
    expect((await world.node('u1')).steps['search.consult']?.place).toBe('waiting');
  },
};

export const vacantRole: Scenario = {
  id: 'S10',
  name: 'the reviewer leaves and the role is vacant',
  on: { plan: 'three-stages', posts: ['p1', 'p2', 'p3'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p1', risks), world.declare('p3', risks));
    await world.ok(world.decide('p1', 'section', 'approve'));
    await world.refused(
      'roster.change-at-root',
      world.changeRoster('u1', [{ kind: 'PersonLeft', person: 'qian', to: '2011-09-25' }]),
    );
    await world.ok(world.changeRoster('org', [{ kind: 'PersonLeft', person: 'qian', to: '2011-09-25' }]));
    // Open work is handed over at once; what opens later finds nobody.
    const task = 'search.settle/deputy';
    expect(await world.task('p1', task)).toMatchObject({ owners: ['he'], stuck: true, role: 'deputy' });
    await world.ok(world.decide('p3', 'section', 'approve'));
    expect(await world.task('p3', task)).toMatchObject({ owners: ['he'], stuck: true });
    await world.refused('task.stuck', world.decide('p1', 'deputy', 'approve', { by: 'he' }));
    await world.passTo('10-20 10:00');
    expect((await world.review('p1'))?.place).toBe('deputy');
    await world.refused('review.self-review', world.reassign('p1', task, 'zhou'));
    await world.ok(world.reassign('p1', task, 'li'));
    await world.ok(world.decide('p1', 'deputy', 'approve', { by: 'li' }));
    await world.ok(world.changeRoster('org', [{ kind: 'ChargeStarted', charge: { person: 'lin', place: 'u1' } }]));
    expect(await world.task('p3', task)).toMatchObject({ owners: ['lin'], stuck: false });

    const kept = await world.record();
    expect(last(kept, 'p1', 'TaskHandedOver')).toMatchObject({ from: ['qian'], to: ['he'], stuck: true });
    expect(last(kept, 'p1', 'TaskReassigned')).toMatchObject({
      from: ['he'],
      to: ['li'],
      signer: { kind: 'administrator' },
    });
    expect(last(kept, 'p3', 'TaskOpened')).toMatchObject({ task, stuck: true });
    expect(all(kept, 'p3', 'Decided')).toHaveLength(1);
  },
};

export const selfReview: Scenario = {
  id: 'self-review',
  name: 'a self-review is refused and goes to whom the plan names',
  on: { plan: 'three-stages', posts: ['p2'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p2', risks));
    expect(await world.task('p2', 'search.settle/section')).toMatchObject({ role: 'deputy', owners: ['qian'] });
    await world.refused('review.self-review', world.decide('p2', 'section', 'approve', { by: 'wu' }));
    await world.refused(
      'review.self-review',
      world.decide('p2', 'section', 'approve', { as: { kind: 'substitute', person: 'qian', for: 'wu' } }),
    );
    await pastTheDeputy(world, ['p2']);

    const kept = await world.record();
    expect(all(kept, 'p2', 'StageEntered').map((event) => [event.stage, event.rerouted])).toEqual([
      ['section', 'self-review'],
      ['deputy', undefined],
      ['team', undefined],
    ]);
    expect(all(kept, 'p2', 'Decided').map((event) => event.signer)).toEqual([
      { kind: 'person', person: 'qian' },
      { kind: 'person', person: 'qian' },
    ]);
  },
};

export const handover: Scenario = {
  id: 'handover',
  name: 'a post changes hands in mid-task',
  on: { plan: 'three-stages', posts: ['p2', 'p3'] },
  async play(world) {
    await world.passTo('10-08 10:00');
    expect(await world.task('p3', 'search.declare')).toMatchObject({ owners: ['zheng'] });
    await world.passTo('10-09 10:00');
    await world.refused('task.not-owner', world.declare('p3', risks));
    await world.ok(world.declare('p3', risks, { by: 'feng' }));
    await world.refused('review.not-filler', world.withdraw('p3'));
    await world.ok(world.decide('p3', 'section', 'return', { reasons: ['不全'] }));
    expect(await world.task('p3', 'search.declare')).toMatchObject({ owners: ['feng'], round: 2 });

    const kept = await world.record();
    expect(last(kept, 'p3', 'TaskHandedOver')).toMatchObject({
      from: ['zheng'],
      to: ['feng'],
      stuck: false,
      at: world.at('10-09'),
    });
  },
};

export const substitute: Scenario = {
  id: 'substitute',
  name: 'a substitute signs for another',
  on: { plan: 'three-stages', posts: ['p4'] },
  async play(world) {
    await world.passTo('10-10 10:00');
    await world.ok(world.declare('p4', risks));
    expect(await world.task('p4', 'search.settle/section')).toMatchObject({ owners: ['xu'] });
    await world.refused('task.not-owner', world.decide('p4', 'section', 'approve', { by: 'sun' }));
    await world.refused(
      'task.not-substitute',
      world.decide('p4', 'section', 'approve', { as: { kind: 'substitute', person: 'xu', for: 'wang' } }),
    );
    await world.ok(
      world.decide('p4', 'section', 'return', {
        reasons: ['不全'],
        as: { kind: 'substitute', person: 'xu', for: 'sun' },
      }),
    );
    await world.ok(world.declare('p4', risks, { round: 2 }));
    // Who does not say so is shown as standing in all the same.
    await world.ok(world.decide('p4', 'section', 'approve', { round: 2, by: 'xu' }));
    await world.passTo('10-13 10:00'); // the substitution ends while the next task is open
    expect(await world.task('p4', 'search.settle/deputy')).toMatchObject({ owners: ['sun'] });
    await world.refused('task.not-owner', world.decide('p4', 'deputy', 'approve', { round: 2, by: 'xu' }));
    await world.ok(world.decide('p4', 'deputy', 'approve', { round: 2 }));

    const kept = await world.record();
    expect(all(kept, 'p4', 'Decided').map((event) => event.signer)).toEqual([
      { kind: 'substitute', person: 'xu', for: 'sun' },
      { kind: 'substitute', person: 'xu', for: 'sun' },
      { kind: 'person', person: 'sun' },
    ]);
  },
};

export const frozenRole: Scenario = {
  id: 'frozen',
  name: 'a frozen stage keeps who held the role when it was entered',
  on: { plan: 'two-layers' },
  async play(world) {
    await world.passTo('03-07 10:00');
    await world.ok(world.declare('a', risks));
    await world.passTo('03-09 10:00');
    expect(await world.task('a', 'find.settle/check')).toMatchObject({ owners: ['jin'] });
    await world.ok(world.declare('b', risks));
    expect(await world.task('b', 'find.settle/check')).toMatchObject({ owners: ['wei'] });
    await world.ok(world.decide('a', 'check', 'approve', { by: 'jin' }));
    await world.ok(world.decide('b', 'check', 'approve', { by: 'wei' }));
  },
};

export const extension: Scenario = {
  id: 'extend',
  name: 'a due moves only by an audited act',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('09-28 10:00');
    await world.refused('due.past', world.extend('p1', 'search.declare', '09-28 10:00'));
    await world.ok(world.extend('p1', 'search.declare', '10-10'));
    await world.passTo('10-09 10:00');
    await world.ok(world.declare('p1', risks));

    const kept = await world.record();
    expect(last(kept, 'p1', 'DueMoved')).toMatchObject({
      from: world.at('09-30'),
      to: world.at('10-10'),
      cause: 'extended',
    });
    expect(all(kept, 'p1', 'BecameOverdue')).toEqual([]);
    expect(last(kept, 'p1', 'Submitted')).toMatchObject({ late: false });
  },
};
