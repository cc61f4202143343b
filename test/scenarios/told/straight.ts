import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last } from '../world.ts';
import { throughTheTeam, toTheTeam } from './ways.ts';

const posts = ['p1', 'p2', 'p3', 'p4'];

export const straightPath: Scenario = {
  id: 'straight',
  name: 'path from the declaration to the receipt',
  on: { plan: 'three-stages' },
  async play(world) {
    await world.passTo('09-26 10:00');
    await toTheTeam(world, posts);
    await throughTheTeam(world, 'u1', 'm1', ['p1', 'p2', 'p3']);
    await throughTheTeam(world, 'u2', 'm2', ['p4']);
    await world.ok(world.endAsking('u1', 'search.consult'), world.endAsking('u2', 'search.consult'));
    expect(await world.task('u1', 'search.publish')).toMatchObject({ owners: ['li'] });
    await world.refused('asking.not-yet', world.endAsking('u1', 'search.publish'));

    await world.passTo('10-17 10:00'); // the publicity ends at its time, the next phase opens by itself
    await world.refused('grade.unknown', world.submit('p3', 'grading.compute', { computed: '四级' }, { by: 'li' }));
    await world.ok(world.submit('p3', 'grading.compute', { computed: '三级' }, { by: 'li' }));
    await world.ok(
      world.submit('p1', 'grading.special', { way: '轮岗' }),
      world.submit('p4', 'grading.special', { way: '双人双岗' }),
    );
    const rows = (grades: Record<string, string>) => ({
      rows: Object.entries(grades).map(([id, grade]) => ({ id, grade })),
    });
    await world.refused('declaration.foreign-row', world.submit('u1', 'grading.declareGrades', rows({ p4: '一级' })));
    await world.ok(
      world.submit('u1', 'grading.declareGrades', rows({ p1: '二级', p2: '二级', p3: '三级' })),
      world.submit('u2', 'grading.declareGrades', rows({ p4: '一级' })),
    );
    const raised = { item: 'p1', outcome: 'approve', reasons: [], value: '一级' };
    const step = 'grading.approve';
    await world.ok(
      world.decide('u1', 'office', 'approve', { step, items: { p1: raised } }),
      world.decide('u2', 'office', 'approve', { step }),
    );
    await world.ok(world.convene('org', 'g1', ['u1', 'u2'], { step, stage: 'group' }));
    await world.ok(world.closeMeeting('org', 'g1', { present: ['gao', 'lin', 'luo'] }));
    await world.refused('send.not-sent', world.receive('u1', 'grading.report', { by: 'he' }));
    await world.ok(world.send('u1', 'grading.report'), world.send('u2', 'grading.report'));
    await world.refused('send.already-sent', world.send('u1', 'grading.report'));
    await world.refused('task.not-owner', world.receive('u1', 'grading.report', { by: 'li' }));
    await world.ok(
      world.receive('u1', 'grading.report', { by: 'he' }),
      world.receive('u2', 'grading.report', { by: 'he' }),
    );

    const kept = await world.record();
    expect(last(kept, 'u1', 'RolledUp')).toMatchObject({ rows: 3 });
    expect(last(kept, 'u1', 'AskingOpened')).toMatchObject({ step: 'search.publish', until: world.at('09-29 10:00') });
    expect(last(kept, 'u1', 'AskingEnded')).toMatchObject({ step: 'search.publish', signer: { kind: 'system' } });
    expect(last(kept, 'p3', 'GradeMissing')).toMatchObject({ why: 'person' });
    expect(all(kept, 'p3', 'StepLeftOut').map((event) => event.step)).toEqual(['grading.special']);
    expect((await world.node('p1')).grades.risk).toEqual({
      self: '二级',
      computed: '一级',
      declared: '二级',
      approved: '一级',
    });
    expect((await world.node('p3')).grades.risk).toEqual({
      self: '二级',
      computed: '三级',
      declared: '三级',
      approved: '三级',
    });
    expect((await world.node('org')).steps['grading.closing']?.place).toBe('done');
    expect(all(kept, 'u1', 'Received')).toMatchObject([{ signer: { kind: 'person', person: 'he' } }]);
  },
};
