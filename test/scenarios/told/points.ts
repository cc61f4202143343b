import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last, type World } from '../world.ts';

const declare = 'search.declare';
const grade = 'search.grade';
const settle = 'search.settle';
type Point = readonly [odds: string, harm: string];
const points = (given: Readonly<Record<string, Point>>) => ({
  rows: Object.entries(given).map(([id, [odds, harm]]) => ({ id, risk: `风险点${id}`, odds, harm })),
});
const graded = (given: Readonly<Record<string, string>>) => ({
  items: Object.entries(given).map(([id, computed]) => ({ id, computed })),
});
const measures = (...ids: readonly string[]) => ({ rows: ids.map((id) => ({ id, measure: `措施${id}` })) });

async function gradesOf(world: World, node: string): Promise<Record<string, unknown>> {
  const items = (await world.node(node)).items?.[declare] ?? {};
  return Object.fromEntries(Object.entries(items).map(([item, { grades }]) => [item, grades.point]));
}

export const pointByPoint: Scenario = {
  id: 'points',
  name: 'risk points graded by rule and by a person, the class of the post from them, measures for the grave ones',
  on: { plan: 'points' },
  async play(world) {
    await world.passTo('09-25 10:00');
    // What a rule reads must be there; what the form's author forbids is refused in his words.
    const unsaid = { rows: [{ id: 'a', risk: '坐支', odds: '大' }] };
    await world.refused('declaration.facts-missing', world.submit('p1', declare, unsaid));
    const six = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, ['小', '轻'] as const]));
    const refused = await world.refused('declaration.check-failed', world.submit('p1', declare, points(six)));
    expect(refused).toMatchObject({ checks: ['风险点超过五个，请先归并同类的'], form: '风险点登记表' });
    await world.ok(
      world.submit('p1', declare, points({ a: ['大', '严重'], b: ['大', '轻'], c: ['小', '轻'], d: ['小', '严重'] })),
      world.submit('p2', declare, points({ a: ['小', '轻'] })),
    );
    await world.ok(world.submit('p3', declare, points({ a: ['较大', '较重'], b: ['较大', '较重'] })));

    // Mixed cases wait for the head of the unit, who may take them one by one.
    expect((await world.node('p2')).grades.class).toEqual({ computed: 'C' });
    expect((await world.node('p3')).grades.class).toEqual({ computed: 'A' });
    expect(await world.task('p1', grade)).toMatchObject({ owners: ['dai'] });
    expect(await gradesOf(world, 'p1')).toEqual({ a: { computed: '一级' }, b: {}, c: { computed: '三级' }, d: {} });
    const by = { by: 'dai' };
    await world.refused('task.not-owner', world.submit('p1', grade, graded({ b: '二级' }), { by: 'an' }));
    await world.refused('grade.not-waiting', world.submit('p1', grade, graded({ a: '二级' }), by));
    await world.refused('grade.not-waiting', world.submit('p1', grade, graded({}), by));
    await world.refused('grade.unknown', world.submit('p1', grade, graded({ b: '四级' }), by));
    await world.ok(world.submit('p1', grade, graded({ b: '二级' }), by));
    expect((await world.node('p1')).steps[grade]?.place).toBe('open');
    await world.ok(world.submit('p1', grade, graded({ d: '三级' }), by));
    expect((await world.node('p1')).grades.class).toEqual({ computed: 'A' });

    // Sent back: what nobody changed keeps the person's grade, the changed one is graded anew, the class follows.
    await world.ok(world.decide('p1', 'head', 'return', { step: settle, items: { a: '查找不准' } }));
    const again = points({ a: ['较大', '轻'], b: ['大', '轻'], c: ['小', '轻'], d: ['小', '严重'] });
    await world.ok(world.submit('p1', declare, again, { round: 2 }));
    expect(await gradesOf(world, 'p1')).toEqual({
      a: {},
      b: { computed: '二级' },
      c: { computed: '三级' },
      d: { computed: '三级' },
    });
    await world.ok(world.submit('p1', grade, graded({ a: '三级' }), { ...by, round: 2 }));
    expect((await world.node('p1')).grades.class).toEqual({ computed: 'B' });

    // The head sets one grade otherwise on approval; the office changes another, by two persons. Both values stay.
    const set = { item: 'd', outcome: 'approve', reasons: [], value: '二级' };
    await world.refused(
      'grade.unknown',
      world.decide('p1', 'head', 'approve', { step: settle, round: 2, items: { d: { ...set, value: '四级' } } }),
    );
    await world.ok(world.decide('p1', 'head', 'approve', { step: settle, round: 2, items: { d: set } }));
    await world.ok(
      world.decide('p2', 'head', 'approve', { step: settle }),
      world.decide('p3', 'head', 'approve', { step: settle }),
    );
    const item = { step: declare, item: 'b' };
    await world.refused(
      'grade.no-item',
      world.regrade('p3', 'point', 'computed', '三级', { item: { ...item, item: 'z' } }),
    );
    await world.refused('grade.same', world.regrade('p3', 'point', 'computed', '二级', { item }));
    await world.ok(world.regrade('p3', 'point', 'computed', '三级', { item, request: 'lower' }));
    await world.ok(world.confirm('p3', 'lower', { as: { kind: 'administrator', person: 'hua' } }));
    expect(await gradesOf(world, 'p3')).toEqual({
      a: { computed: '二级', approved: '二级' },
      b: { computed: '三级', approved: '二级' },
    });
    expect((await world.node('p3')).grades.class).toEqual({ computed: 'B' });

    // Measures: a row for each point approved as grave, no more and no less; none where no point is.
    await world.passTo('11-01 10:00');
    const few = await world.refused(
      'declaration.rows-differ',
      world.submit('p1', 'guard.measures', measures('b', 'c')),
    );
    expect(few).toMatchObject({ missing: ['d'], foreign: ['c'], possible: ['b', 'd'] });
    await world.ok(world.submit('p1', 'guard.measures', measures('d', 'b')));
    await world.ok(world.submit('p3', 'guard.measures', measures('a', 'b')));

    const kept = await world.record();
    expect(all(kept, 'p1', 'GradeMissing').map(({ subject, of, round }) => [subject, of, round])).toEqual([
      ['b', declare, 1],
      ['d', declare, 1],
      ['a', declare, 2],
    ]);
    expect(all(kept, 'p1', 'Graded').find(({ subject }) => subject === 'a')).toMatchObject({
      of: declare,
      value: '一级',
      rows: [0],
      rule: world.source.campaign.rules.point?.hash,
      inputs: { 'item.odds': '大', 'item.harm': '严重', 风险点总数: 4 },
    });
    expect(all(kept, 'p1', 'Graded').find(({ subject }) => subject === 'b')).toMatchObject({
      value: '二级',
      rule: null,
      inputs: { 'item.odds': '大', 'item.harm': '轻', 风险点总数: 4 },
      signer: { kind: 'person', person: 'dai' },
    });
    expect(last(kept, 'p3', 'Graded')).toMatchObject({
      subject: 'p3',
      value: 'B',
      rows: [2],
      inputs: {
        'search.declare.items': [
          { id: 'a', grade: { point: { computed: '二级' } } },
          { id: 'b', grade: { point: { computed: '三级' } } },
        ],
      },
    });
    expect(last(kept, 'p3', 'Regraded')).toMatchObject({ item: 'b', of: declare, from: '二级', to: '三级' });
    expect(all(kept, 'p2', 'Submitted')[0]).toMatchObject({ advice: ['全部风险点的可能性都填“小”，请再核对'] });
    expect(all(kept, 'p2', 'StepLeftOut').map(({ step }) => step)).toEqual(['guard.measures']);
    expect(await gradesOf(world, 'p1')).toMatchObject({ d: { computed: '三级', approved: '二级' } });
  },
};
