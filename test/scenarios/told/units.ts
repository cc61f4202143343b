import { expect } from 'expect';
import { leafRoot } from '../../../packages/engine/src/kernel/snapshots.ts';
import type { Scenario } from '../scenario.ts';
import { all, last } from '../world.ts';
import { pastTheDeputy, risks, throughTheTeam, toTheTeam } from './ways.ts';

export const goingOn: Scenario = {
  id: 'go-on',
  name: 'the owner goes on without the missing one, which follows as a supplement',
  on: { plan: 'three-stages', posts: ['p1', 'p2', 'p3'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await toTheTeam(world, ['p1', 'p2']);
    await throughTheTeam(world, 'u1', 'm1', ['p1', 'p2']);
    const consult = 'search.consult';
    await world.refused('step.missing-miscounted', world.goOn('u1', consult, ['p1', 'p3']));
    await world.refused('task.not-owner', world.goOn('u1', consult, ['p3'], { by: 'wu' }));
    await world.ok(world.goOn('u1', consult, ['p3']));
    await world.refused('step.waits', world.goOn('u1', 'search.register', ['p3']));
    await world.ok(world.endAsking('u1', consult));
    await world.ok(world.goOn('u1', 'search.register', ['p3']));
    await world.refused('step.wrong-place', world.goOn('u1', 'search.register', ['p3']));
    await world.passTo('10-12 10:00');
    await world.ok(world.declare('p3', risks, { by: 'feng' }));
    await pastTheDeputy(world, ['p3']);
    await throughTheTeam(world, 'u1', 'm2', ['p3']);

    const kept = await world.record();
    expect(all(kept, 'u1', 'WentOn').map(({ step, missing }) => [step, missing])).toEqual([
      [consult, ['p3']],
      ['search.register', ['p3']],
    ]);
    expect(all(kept, 'u1', 'RolledUp').map((event) => event.rows)).toEqual([2, 3]);
    expect((await world.node('u1')).steps['search.publish']?.place).toBe('done');
  },
};

export const consultation: Scenario = {
  id: 'consult',
  name: 'every comment gets its disposition before the asking ends',
  on: { plan: 'three-stages', posts: ['p1', 'p2', 'p3'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await world.ok(...['p1', 'p2', 'p3'].map((node) => world.declare(node, risks)));
    const step = 'search.consult';
    const at = (channel: string, by: string) => ({ channel, by });
    await world.refused('comment.unknown-channel', world.comment('u1', step, 'c0', at('微博', 'zhou')));
    await world.refused('comment.out-of-scope', world.comment('u1', step, 'c0', at('意见箱', 'chen')));
    await world.ok(world.comment('u1', step, 'c1', { ...at('座谈会', 'zhou'), about: ['p3'] }));
    await world.ok(world.comment('u1', step, 'c2', { ...at('意见箱', 'wu'), from: 'anonymous' }));
    await world.ok(world.comment('u1', step, 'c3', { ...at('意见箱', 'li'), from: 'recorded' }));
    await world.refused('comment.exists', world.comment('u1', step, 'c1', at('座谈会', 'zhou')));
    await world.refused('comment.unknown', world.dispose('u1', step, 'c9', 'adopted'));
    await world.refused('task.not-owner', world.dispose('u1', step, 'c1', 'adopted', { by: 'zhou' }));
    await world.refused('asking.comments-open', world.endAsking('u1', step));
    await world.ok(world.dispose('u1', step, 'c1', 'adopted'));
    await world.ok(world.dispose('u1', step, 'c2', 'not-adopted'), world.dispose('u1', step, 'c3', 'partly'));
    await world.ok(world.endAsking('u1', step));

    const kept = await world.record();
    expect(all(kept, 'u1', 'Commented').map((event) => event.signer.kind)).toEqual(['person', 'system', 'person']);
    expect(JSON.stringify(all(kept, 'u1', 'Commented')[1])).not.toContain('wu');
    expect(last(kept, 'u1', 'AskingEnded')).toMatchObject({ comments: 3, signer: { kind: 'person', person: 'li' } });
  },
};

export const publicity: Scenario = {
  id: 'publicity',
  name: 'a publicity ends at its time, and waits for the last answer',
  on: { plan: 'three-stages', posts: ['p4'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await toTheTeam(world, ['p4']);
    await throughTheTeam(world, 'u2', 'm1', ['p4']);
    await world.ok(world.endAsking('u2', 'search.consult'));
    const step = 'search.publish';
    await world.ok(world.comment('u2', step, 'c1', { channel: '网页', by: 'chen' }));
    await world.passTo('10-08 10:00');
    expect((await world.node('u2')).steps[step]?.place).toBe('open');
    await world.ok(world.dispose('u2', step, 'c1', 'adopted'));
    await world.ok(world.endAsking('u2', step));

    const kept = await world.record();
    expect(last(kept, 'u2', 'AskingOpened')).toMatchObject({
      shown: [leafRoot('u2', 'search.register', last(kept, 'u2', 'RolledUp')?.root ?? null)],
    });
    expect(last(kept, 'u2', 'AskingEnded')).toMatchObject({ comments: 1, signer: { person: 'wang' } });
  },
};

export const caseWithConditions: Scenario = {
  id: 'case',
  name: 'a procedure runs as a case, with a condition and a return of its own',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await world.refused('task.not-owner', world.openCase('p1', 'handling', { severity: '轻' }, { by: 'li' }));
    await world.refused('case.facts-missing', world.openCase('p1', 'handling', {}, { by: 'tang' }));
    await world.refused('procedure.unknown', world.openCase('u1', 'handling', { severity: '轻' }, { by: 'tang' }));
    await world.ok(world.openCase('p1', 'handling', { severity: '轻' }, { by: 'tang' }));
    await world.ok(world.openCase('p1', 'handling', { severity: '重' }, { by: 'tang' }));
    const [light, grave] = ['p1#handling-1', 'p1#handling-2'];
    const step = 'handling.verify';
    await world.ok(
      world.submit(light, 'handling.remind', { done: true }, { by: 'li' }),
      world.submit(grave, 'handling.remind', { done: false }, { by: 'li' }),
    );
    await world.ok(
      world.decide(light, 'discipline', 'approve', { step }),
      world.decide(grave, 'discipline', 'return', { step, reasons: ['整改不力'] }),
    );
    await world.ok(world.submit(grave, 'handling.remind', { done: true }, { by: 'li', round: 2 }));
    await world.ok(world.decide(grave, 'discipline', 'approve', { step, round: 2 }));
    await world.ok(world.submit(grave, 'handling.decide', { content: '诫勉' }, { by: 'tang' }));

    const kept = await world.record();
    expect(all(kept, 'p1', 'CaseOpened').map((event) => event.case)).toEqual([light, grave]);
    expect(all(kept, light, 'StepLeftOut').map((event) => event.step)).toEqual(['handling.decide']);
    expect(last(kept, grave, 'StepDone')).toMatchObject({ step: 'handling.decide' });
    // Its limits run from its own events: five working days from 26 September.
    expect(all(kept, light, 'TaskOpened')[0]).toMatchObject({ due: world.at('10-09') });
  },
};

export const strictJoin: Scenario = {
  id: 'strict',
  name: 'five grades, a strict join, a rule that refuses, an outcome that ends',
  on: { plan: 'two-layers' },
  async play(world) {
    await world.passTo('03-01 10:00');
    await world.ok(
      world.declare('a', risks, { grade: '较高', facts: { public: true } }),
      world.declare('b', risks, { grade: '很低', facts: { public: false } }),
    );
    await world.ok(world.decide('a', 'check', 'approve'), world.decide('b', 'check', 'approve'));
    await world.refused('review.unknown-outcome', world.decide('a', 'approve', 'postpone'));
    await world.refused('review.opinion-missing', world.decide('b', 'approve', 'drop', { opinion: null }));
    await world.ok(world.decide('a', 'approve', 'approve'), world.decide('b', 'approve', 'drop'));
    await world.passTo('03-17 10:00');
    await world.refused('step.waits-for-all', world.goOn('bureau', 'sum.summary', ['b'], { by: 'tao' }));
    await world.ok(world.submit('b', 'find.compute', { computed: '较低' }, { by: 'tao' }));
    await world.ok(world.submit('bureau', 'sum.summary', { posts: 2 }, { by: 'tao' }));

    const kept = await world.record();
    expect((await world.node('a')).grades.level).toEqual({ self: '较高', computed: '很高' });
    expect(last(kept, 'b', 'GradeMissing')).toMatchObject({ why: 'refused' });
    expect(last(kept, 'b', 'ReviewEnded')).toMatchObject({ outcome: 'drop' });
    expect(last(kept, 'bureau', 'StepDone')).toMatchObject({ step: 'sum.summary', late: false });
  },
};
