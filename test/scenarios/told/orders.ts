import { expect } from 'expect';
import { publishedCalendar } from '../campaigns.ts';
import type { Scenario } from '../scenario.ts';
import { all, last, type World } from '../world.ts';
import { risks } from './ways.ts';

const ORGANISATION = 'search.organisation';

/** 自己找、单位查、民主评, all at one post. */
async function searched(world: World, round = 1): Promise<void> {
  await world.ok(world.declare('x', { ...risks, cash: `坐支 ${round}` }, { step: 'search.own', round }));
  await world.ok(world.submit('x', 'search.unit', { words: `自查 ${round}` }, { round, by: 'yao' }));
  await appraised(world, 'x', 'search.people', round);
}

async function appraised(world: World, node: string, step: string, round: number): Promise<void> {
  await world.ok(world.comment(node, step, `c${round}`, { channel: '座谈会', by: 'xia' }));
  await world.ok(world.dispose(node, step, `c${round}`, 'adopted', { by: 'fu' }));
  await world.ok(world.endAsking(node, step, { by: 'fu' }));
}

/** The group's sitting, or, raised, the commission's. */
async function sits(
  world: World,
  meeting: string,
  { node, step }: { readonly node: string; readonly step: string },
  round: number,
  back: boolean,
  body: 'group' | 'commission' = 'group',
): Promise<void> {
  const as = { kind: 'recorder', person: body === 'group' ? 'ban' : 'wei1', of: body } as const;
  const present = body === 'group' ? ['zu1', 'zu2', 'zu3'] : ['wei1', 'wei2', 'wei3'];
  await world.ok(world.convene('district', meeting, [[node, round]], { step, stage: 'group', role: body, as }));
  const exceptions = back ? { [`${node}/${step}`]: { outcome: 'return', reasons: ['不准'] } } : {};
  await world.ok(world.closeMeeting('district', meeting, { present, exceptions, as }));
}

export const byRank: Scenario = {
  id: 'S22',
  name: "a leader's own form goes to the stationed discipline group, not to a subordinate",
  on: { plan: 'orders', phases: ['find'] },
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
  on: { plan: 'orders', phases: ['links'], posts: ['x', 'y'] },
  async play(world) {
    await world.passTo('05-04 10:00');
    const review = { node: 'u', step: 'links.organisation' };
    const threeLinks = async (round: number) => {
      const own = (node: string) =>
        world.declare(node, { ...risks, cash: `坐支 ${round}` }, { step: 'links.own', round });
      await world.ok(own('x'));
      await world.refused('step.wrong-place', world.submit('u', 'links.unit', { words: '自查' }, { round, by: 'yao' }));
      await world.ok(own('y'));
      await world.ok(world.submit('u', 'links.unit', { words: `自查 ${round}` }, { round, by: 'yao' }));
      await appraised(world, 'u', 'links.people', round);
    };
    await threeLinks(1);
    await sits(world, 'g1', review, 1, true);
    expect((await world.node('x')).steps['links.own']).toMatchObject({ place: 'open', round: 2 });
    expect((await world.node('y')).steps['links.own']).toMatchObject({ place: 'open', round: 2 });
    await threeLinks(2);
    expect(await world.review('u', review.step)).toMatchObject({ place: 'group', round: 2 });
    await sits(world, 'g2', review, 2, false);

    const kept = await world.record();
    expect(last(kept, 'u', 'Returned')).toMatchObject({
      to: ['links.own', 'links.unit', 'links.people'],
      reasons: ['不准'],
    });
    const done = (node: string) =>
      all(kept, node, 'StepDone')
        .filter(({ step }) => step.startsWith('links.'))
        .map(({ step, round }) => [step, round]);
    for (const post of ['x', 'y'])
      expect(done(post)).toEqual([
        ['links.own', 1],
        ['links.own', 2],
      ]);
    expect(done('u')).toEqual([
      ['links.unit', 1],
      ['links.people', 1],
      ['links.unit', 2],
      ['links.people', 2],
      ['links.organisation', 2],
    ]);
    expect(last(kept, 'u', 'Approved')).toMatchObject({ step: review.step, round: 2 });
  },
};

export const orderedAnew: Scenario = {
  id: 'S24',
  name: 'an outside body orders a search anew two months after the phase ended; the second failure raises the body',
  on: { plan: 'orders', phases: ['search'], posts: ['x'] },
  async play(world) {
    await world.passTo('04-03 10:00');
    const review = { node: 'x', step: ORGANISATION };
    await searched(world);
    await sits(world, 'g1', review, 1, false);
    await world.passTo('06-30 10:00');
    const inspectors = { kind: 'recorder', person: 'ban', of: '区委巡察组' } as const;
    const steps = ['search.own', 'search.unit', 'search.people'];
    const due = world.at('07-15');
    await world.ok(world.reopen('x', steps.slice(0, 2), { as: inspectors, reasons: ['不全'], due }));
    expect(await world.task('x', 'search.own')).toMatchObject({ round: 2, due });
    await searched(world, 2);
    await sits(world, 'g2', review, 2, true);
    await searched(world, 3);
    // It has failed twice: the body above decides from here, and the loop goes on until it accepts.
    expect(await world.task('x', `${ORGANISATION}/group`)).toMatchObject({ role: 'commission' });
    await sits(world, 'c1', review, 3, true, 'commission');
    await searched(world, 4);
    await sits(world, 'c2', review, 4, false, 'commission');

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
  on: { plan: 'orders', phases: ['control'], posts: ['x'] },
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
  on: { plan: 'orders', phases: ['control'], posts: ['x'], unpublished: true },
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
