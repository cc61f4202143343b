import { expect } from 'expect';
import { publishedCalendar } from '../campaigns.ts';
import type { Scenario } from '../scenario.ts';
import { all, last, type World } from '../world.ts';
import { risks } from './ways.ts';

const ORGANISATION = 'search.organisation';

/** 自己找、单位查、民主评. */
async function threeLinks(world: World, round = 1): Promise<void> {
  await world.ok(world.declare('x', { ...risks, cash: `坐支 ${round}` }, { step: 'search.own', round }));
  await world.ok(world.submit('x', 'search.unit', { words: `自查 ${round}` }, { round, by: 'yao' }));
  await world.ok(world.comment('x', 'search.people', `c${round}`, { channel: '座谈会', by: 'xia' }));
  await world.ok(world.dispose('x', 'search.people', `c${round}`, 'adopted', { by: 'fu' }));
  await world.ok(world.endAsking('x', 'search.people', { by: 'fu' }));
}

/** 组织评, at the group's sitting or, raised, at the commission's. */
async function organised(
  world: World,
  meeting: string,
  round: number,
  back: boolean,
  body: 'group' | 'commission' = 'group',
) {
  const as = { kind: 'recorder', person: body === 'group' ? 'ban' : 'wei1', of: body } as const;
  const present = body === 'group' ? ['zu1', 'zu2', 'zu3'] : ['wei1', 'wei2', 'wei3'];
  await world.ok(
    world.convene('district', meeting, [['x', round]], { step: ORGANISATION, stage: 'group', role: body, as }),
  );
  const exceptions = back ? { [`x/${ORGANISATION}`]: { outcome: 'return', reasons: ['不准'] } } : {};
  await world.ok(world.closeMeeting('district', meeting, { present, exceptions, as }));
}

export const byRank: Scenario = {
  id: 'S22',
  name: "a leader's own form goes to the stationed discipline group, not to a subordinate",
  on: { plan: 'orders' },
  async play(world) {
    await world.passTo('03-01 10:00');
    const step = 'find.check';
    await world.ok(...['x', 'y', 'z'].map((node) => world.declare(node, risks, { step: 'find.own' })));
    expect((await world.review('x', step))?.place).toBe('head');
    expect((await world.review('y', step))?.place).toBe('deputy');
    expect((await world.review('z', step))?.place).toBe('stationed');
    expect(await world.task('z', `${step}/stationed`)).toMatchObject({ owners: ['ji'] });
    await world.refused('review.wrong-place', world.decide('z', 'head', 'approve', { step, by: 'yao' }));
    await world.ok(
      world.decide('x', 'head', 'approve', { step }),
      world.decide('y', 'deputy', 'approve', { step }),
      world.decide('z', 'stationed', 'return', { step, reasons: ['不实'] }),
    );
    await world.ok(world.declare('z', { ...risks, posts: '干部任免' }, { step: 'find.own', round: 2 }));
    await world.ok(world.decide('z', 'stationed', 'approve', { step, round: 2 }));

    const kept = await world.record();
    const entered = (node: string) => all(kept, node, 'StageEntered').map(({ stage, skipped }) => [stage, skipped]);
    expect(entered('x')).toEqual([
      ['head', []],
      ['office', ['deputy', 'stationed']],
    ]);
    expect(entered('y')).toEqual([
      ['deputy', ['head']],
      ['office', ['stationed']],
    ]);
    expect(entered('z')).toEqual([
      ['stationed', ['head', 'deputy']],
      ['stationed', ['head', 'deputy']],
      ['office', []],
    ]);
  },
};

export const threeLinksAgain: Scenario = {
  id: 'S23',
  name: 'what the group does not approve has the first three links done again, then the fourth',
  on: { plan: 'orders', posts: ['x'] },
  async play(world) {
    await world.passTo('04-03 10:00');
    await threeLinks(world);
    await organised(world, 'g1', 1, true);
    const { steps } = await world.node('x');
    expect(steps['search.own']).toMatchObject({ place: 'open', round: 2 });
    expect(steps['search.unit']).toMatchObject({ round: 2 });
    expect(steps['search.people']).toMatchObject({ round: 2 });
    await world.refused('meeting.wrong-place', world.closeMeeting('district', 'g1', { present: ['zu1', 'zu2'] }));
    await threeLinks(world, 2);
    expect(await world.review('x', ORGANISATION)).toMatchObject({ place: 'group', round: 2 });
    await organised(world, 'g2', 2, false);

    const kept = await world.record();
    expect(last(kept, 'x', 'Returned')).toMatchObject({
      to: ['search.own', 'search.unit', 'search.people'],
      reasons: ['不准'],
    });
    const done = all(kept, 'x', 'StepDone').filter(({ step }) => step.startsWith('search.'));
    expect(done.map(({ step, round }) => [step, round])).toEqual([
      ['search.own', 1],
      ['search.unit', 1],
      ['search.people', 1],
      ['search.own', 2],
      ['search.unit', 2],
      ['search.people', 2],
      [ORGANISATION, 2],
    ]);
    expect(last(kept, 'x', 'Approved')).toMatchObject({ step: ORGANISATION, round: 2 });
  },
};

export const orderedAnew: Scenario = {
  id: 'S24',
  name: 'an outside body orders a search anew two months after the phase ended; the second failure raises the body',
  on: { plan: 'orders', posts: ['x'] },
  async play(world) {
    await world.passTo('04-03 10:00');
    await threeLinks(world);
    await organised(world, 'g1', 1, false);
    await world.passTo('06-30 10:00');
    const inspectors = { kind: 'recorder', person: 'ban', of: '区委巡察组' } as const;
    const steps = ['search.own', 'search.unit', 'search.people'];
    const due = world.at('07-15');
    await world.ok(world.reopen('x', steps.slice(0, 2), { as: inspectors, reasons: ['不全'], due }));
    expect(await world.task('x', 'search.own')).toMatchObject({ round: 2, due });
    await threeLinks(world, 2);
    await organised(world, 'g2', 2, true);
    await threeLinks(world, 3);
    // It has failed twice: the body above decides from here, and the loop goes on until it accepts.
    expect(await world.task('x', `${ORGANISATION}/group`)).toMatchObject({ role: 'commission' });
    await organised(world, 'c1', 3, true, 'commission');
    await threeLinks(world, 4);
    await organised(world, 'c2', 4, false, 'commission');

    const kept = await world.record();
    expect(all(kept, 'x', 'Reopened')[0]).toMatchObject({ signer: inspectors, reasons: ['不全'], due });
    expect(last(kept, 'x', 'Outdated')).toMatchObject({ step: ORGANISATION, of: 'search.own' });
    expect(all(kept, 'x', 'StageEntered').map(({ round, rerouted }) => [round, rerouted ?? null])).toEqual([
      [1, null],
      [2, null],
      [3, 'max-rounds'],
      [4, 'max-rounds'],
    ]);
    expect(all(kept, 'x', 'Decided').map(({ round, outcome, signer }) => [round, outcome, signer])).toEqual([
      [1, 'approve', { kind: 'recorder', person: 'ban', of: 'group' }],
      [2, 'return', { kind: 'recorder', person: 'ban', of: 'group' }],
      [3, 'return', { kind: 'recorder', person: 'wei1', of: 'commission' }],
      [4, 'approve', { kind: 'recorder', person: 'wei1', of: 'commission' }],
    ]);
    expect(all(kept, 'x', 'ReviewEnded')).toEqual([]);
  },
};

export const twice: Scenario = {
  id: 'S25',
  name: 'one review definition over points, then over measures',
  on: { plan: 'orders', posts: ['x'] },
  async play(world) {
    await world.passTo('09-25 10:00');
    const points = 'control.settlePoints';
    const measures = 'control.settleMeasures';
    await world.ok(world.declare('x', risks, { step: 'control.points' }));
    await world.ok(world.decide('x', 'head', 'return', { step: points, reasons: ['不全'] }));
    await world.ok(world.declare('x', { ...risks, posts: '轮岗' }, { step: 'control.points', round: 2 }));
    await world.ok(world.decide('x', 'head', 'approve', { step: points, round: 2 }));
    await world.refused('step.wrong-place', world.declare('x', risks, { step: 'control.measures' }));
    await world.ok(world.decide('x', 'deputy', 'approve', { step: points, round: 2 }));
    await world.ok(world.declare('x', risks, { step: 'control.measures' }));
    await world.ok(world.decide('x', 'head', 'approve', { step: measures }));
    await world.ok(world.decide('x', 'deputy', 'return', { step: measures, reasons: ['不实'] }));
    expect((await world.node('x')).steps['control.points']?.place).toBe('done'); // its own object goes back, not the other
    expect((await world.node('x')).steps['control.measures']).toMatchObject({ place: 'open', round: 2 });
    await world.ok(world.declare('x', { cash: '双人双岗' }, { step: 'control.measures', round: 2 }));
    for (const stage of ['head', 'deputy'])
      await world.ok(world.decide('x', stage, 'approve', { step: measures, round: 2 }));

    const kept = await world.record();
    expect(all(kept, 'x', 'ReviewOpened').map(({ review }) => review)).toEqual([`x/${points}`, `x/${measures}`]);
    expect(all(kept, 'x', 'Approved').map(({ step, round }) => [step, round])).toEqual([
      [points, 2],
      [measures, 2],
    ]);
    const roundsOf = (step: string) => all(kept, 'x', 'Decided').filter((one) => one.step === step).length;
    expect([roundsOf(points), roundsOf(measures)]).toEqual([3, 4]);
  },
};

export const goldenWeek: Scenario = {
  id: 'S09',
  name: 'a due across the National Day holidays moves when the calendar is published, with a record of why',
  on: { plan: 'orders', posts: ['x'], unpublished: true },
  async play(world) {
    await world.passTo('09-25 10:00');
    const task = 'control.points';
    // Five working days from Monday, as far as anybody knows: Monday to Friday.
    expect((await world.task('x', task))?.due).toBe(world.at('10-03'));
    await world.refused('office.only', world.changeCalendar(publishedCalendar(world.source), { by: 'fu' }));
    await world.ok(world.changeCalendar(publishedCalendar(world.source)));
    // 29 September to 6 October are off, 7 and 8 October are worked.
    expect((await world.task('x', task))?.due).toBe(world.at('10-09'));
    await world.refused('calendar.unchanged', world.changeCalendar(publishedCalendar(world.source)));
    await world.passTo('10-08 10:00');
    await world.ok(world.declare('x', risks, { step: task }));

    const kept = await world.record();
    const changed = last(kept, 'district', 'CalendarChanged');
    expect(changed).toMatchObject({ signer: { kind: 'administrator', person: 'ban' } });
    expect(all(kept, 'x', 'DueMoved').filter((event) => event.task === task)).toMatchObject([
      { from: world.at('10-03'), to: world.at('10-09'), cause: 'calendar', reason: changed?.reason },
    ]);
    expect(all(kept, 'x', 'Reminded').filter((event) => event.task === task)).toMatchObject([
      { at: world.at('10-07 09:00') },
    ]);
    expect(all(kept, 'x', 'BecameOverdue').filter((event) => event.task === task)).toEqual([]);
    expect(all(kept, 'x', 'Submitted').find(({ step }) => step === task)).toMatchObject({ late: false });
  },
};
