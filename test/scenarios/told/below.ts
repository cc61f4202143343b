import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last } from '../world.ts';
import { risks } from './ways.ts';

const OWN = 'gather.own';
const LIST = 'gather.list';
const SETTLE = 'gather.settle';
const rows = {
  rows: [
    { id: 'a', grade: '高' },
    { id: 'b', grade: '低' },
  ],
};

export const rowsSentBack: Scenario = {
  id: 'below',
  name: 'rows of a list go back to those who made them, and the list comes back with the difference',
  on: { plan: 'gathered' },
  async play(world) {
    await world.passTo('03-01 10:00');
    await world.ok(...['a', 'b'].map((node) => world.declare(node, risks, { step: OWN, grade: '高' })));
    await world.ok(world.submit('u', LIST, rows, { by: 'chu' }));
    await world.ok(
      world.decide('u', 'leader', 'return', { step: SETTLE, by: 'ding', items: { b: '不准' }, reasons: ['不准'] }),
    );
    expect((await world.node('a')).steps[OWN]).toMatchObject({ place: 'done', round: 1 });
    expect((await world.node('b')).steps[OWN]).toMatchObject({ place: 'open', round: 2 });
    expect((await world.node('u')).steps[LIST]).toMatchObject({ place: 'waiting', round: 2 });
    expect((await world.review('u', SETTLE))?.place).toBe('returned');

    await world.ok(world.declare('b', { ...risks, cash: '白条抵库' }, { step: OWN, round: 2, grade: '中' }));
    expect((await world.node('u')).steps[LIST]).toMatchObject({ place: 'open', round: 2 });
    // What nobody flagged stays as it was.
    const other = {
      rows: [
        { id: 'a', grade: '低' },
        { id: 'b', grade: '中' },
      ],
    };
    await world.refused('declaration.locked-items', world.submit('u', LIST, other, { by: 'chu', round: 2 }));
    const again = {
      rows: [
        { id: 'a', grade: '高' },
        { id: 'b', grade: '中' },
      ],
    };
    await world.ok(world.submit('u', LIST, again, { by: 'chu', round: 2 }));
    await world.ok(world.decide('u', 'leader', 'approve', { step: SETTLE, by: 'ding', round: 2 }));

    const kept = await world.record();
    expect(last(kept, 'b', 'Reopened')).toMatchObject({ steps: [OWN], reasons: ['不准'], from: 'u' });
    expect(all(kept, 'a', 'Reopened')).toEqual([]);
    expect(last(kept, 'u', 'Resubmitted')).toMatchObject({ round: 2, changed: ['b'], added: [], removed: [] });
    expect(last(kept, 'u', 'Approved')).toMatchObject({ step: SETTLE, round: 2 });
  },
};

export const wholeListSentBack: Scenario = {
  id: 'below-all',
  name: 'a list sent back as a whole is done again by everybody below',
  on: { plan: 'gathered' },
  async play(world) {
    await world.passTo('03-01 10:00');
    await world.ok(...['a', 'b'].map((node) => world.declare(node, risks, { step: OWN, grade: '高' })));
    await world.ok(world.submit('u', LIST, rows, { by: 'chu' }));
    await world.ok(world.decide('u', 'leader', 'return', { step: SETTLE, by: 'ding', reasons: ['不准'] }));
    for (const node of ['a', 'b'])
      expect((await world.node(node)).steps[OWN]).toMatchObject({ place: 'open', round: 2 });
    await world.ok(...['a', 'b'].map((node) => world.declare(node, risks, { step: OWN, round: 2, grade: '高' })));
    await world.ok(world.submit('u', LIST, rows, { by: 'chu', round: 2 }));
    expect(await world.review('u', SETTLE)).toMatchObject({ place: 'leader', round: 2 });
  },
};

export const calledSitting: Scenario = {
  id: 'sitting',
  name: 'a body is called to sit on a date, and sits without anything to decide',
  on: { plan: 'gathered', posts: ['a'] },
  async play(world) {
    await world.passTo('04-09 10:00');
    expect((await world.node('bureau')).tasks['sit.sitting']).toBeUndefined();
    await world.passTo('04-10 10:00');
    expect((await world.node('bureau')).tasks['sit.sitting']).toMatchObject({ owners: ['ban'], stuck: false });
    const as = { kind: 'recorder', person: 'ban', of: 'group' } as const;
    await world.ok(world.convene('bureau', 'm1', [], { role: 'group', as }));
    await world.ok(world.closeMeeting('bureau', 'm1', { present: ['zu1', 'zu2'], as }));
    const kept = await world.record();
    expect(last(kept, 'bureau', 'MeetingClosed')).toMatchObject({ meeting: 'm1', verdicts: [] });
    expect(last(kept, 'bureau', 'StepDone')).toMatchObject({ step: 'sit.sitting', late: false });
    expect((await world.node('bureau')).tasks['sit.sitting']).toBeUndefined();
  },
};
