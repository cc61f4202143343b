import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last, type World } from '../world.ts';

const ban = { by: 'ban' };
const indicators = (most: number) => ({
  rows: [
    { id: 'a', risk: '权力集中', most: 40 },
    { id: 'b', risk: '监督薄弱', most, weight: 2 },
  ],
});
const levels = {
  rows: [
    { id: 'r', level: '红', least: 80 },
    { id: 'y', level: '黄', least: 60 },
  ],
};

/** The two lists are handed in, and the one that somebody must approve is approved. */
export async function yardstickMade(world: World): Promise<void> {
  await world.passTo('03-02 10:00');
  await world.ok(world.submit('bureau', 'make.indicators', indicators(30), { by: 'ke' }));
  await world.ok(world.submit('bureau', 'make.levels', levels, { by: 'ke' }));
  expect((await world.node('bureau')).yardsticks).toBeUndefined();
  await world.ok(world.decide('bureau', 'leader', 'approve', { step: 'make.settle' }));
}

async function yardstickAnew(world: World): Promise<void> {
  await world.ok(world.reopen('bureau', ['make.indicators'], { reasons: ['指标须调整'] }));
  await world.ok(world.submit('bureau', 'make.indicators', indicators(60), { round: 2, by: 'ke' }));
  await world.ok(world.decide('bureau', 'leader', 'approve', { step: 'make.settle', round: 2 }));
}

/** Assessors in turn give both criteria. */
async function judge(world: World, node: string, step: string, given: readonly (readonly [number, number])[]) {
  for (const [index, [a, b]] of given.entries())
    await world.ok(world.reply(node, step, { a, b }, { by: `ping${index + 1}` }));
  await world.ok(world.endAsking(node, step, ban));
}

async function firstTime(world: World): Promise<void> {
  await world.passTo('04-02 10:00');
  const step = 'first.judge';
  // 40 and 30 at most; 35 + 2 × 25 of 100, and 22.17 + 2 × 16.
  await judge(world, 'u', step, [
    [40, 30],
    [30, 20],
  ]);
  await judge(world, 'v', step, [
    [20, 15],
    [25, 16],
    [21.5, 17],
  ]);
  await world.ok(
    world.reply('u', 'first.hear', { view: '满意', known: true }, { by: 'qun1' }),
    world.reply('u', 'first.hear', { view: '不满意' }, { by: 'qun2' }),
    world.reply('u', 'first.hear', { view: '满意', known: false }, { by: 'qun3' }),
    world.reply('v', 'first.hear', { view: '不满意', known: true }, { by: 'qun1' }),
  );
  await world.passTo('04-08 10:00');
}

export const judged: Scenario = {
  id: 'judged',
  name: 'a yardstick made in the run judges all, each assessor once; points, grades, ranks, and what follows by rule',
  on: { plan: 'judged' },
  async play(world) {
    await yardstickMade(world);
    await world.passTo('04-02 10:00');
    const step = 'first.judge';
    expect(await world.task('u', `${step}/reply@ping2`)).toMatchObject({ owners: ['ping2'], seat: 'ping2' });
    await world.refused('comment.out-of-scope', world.reply('u', step, { a: 1, b: 1 }, { by: 'chu' }));
    await world.refused('declaration.facts-missing', world.reply('u', step, { a: 1 }, { by: 'ping1' }));
    await world.refused('declaration.wrong-facts', world.reply('u', step, { a: 41, b: 1 }, { by: 'ping1' }));
    await world.refused('declaration.unknown-facts', world.reply('u', step, { a: 1, b: 1, c: 1 }, { by: 'ping1' }));
    await world.refused('asking.too-few-replies', world.endAsking('u', step, ban));
    await world.ok(world.reply('v', 'first.hear', { view: '满意' }, { by: 'qun2' }));
    await world.refused('asking.replied-already', world.reply('v', 'first.hear', { view: '满意' }, { by: 'qun2' }));
    await firstTime(world);

    // u: red by its points; most people were content. v: below every band.
    expect((await world.node('u')).grades.alert).toMatchObject({ first: '红' });
    expect((await world.node('v')).grades.alert).toMatchObject({ first: '绿' });
    expect((await world.node('u')).ranks).toEqual({ risk: { first: 1 } });
    expect((await world.node('v')).ranks).toEqual({ risk: { first: 2 } });
    // Each is told its own place, and of how many; who else was ranked is kept where they were.
    expect((await world.node('v')).above.ranking?.risk?.first).toEqual({ from: 'bureau', of: 2, places: { v: 2 } });
    await world.passTo('05-02 10:00');
    await world.ok(world.submit('u', 'told.note', { words: '已评' }, ban));
    await world.ok(world.submit('v', 'told.note', { words: '已评' }, ban));
    await world.ok(world.send('u', 'told.warn', ban));
    await world.ok(world.receive('u', 'told.warn', { by: 'chu' }));
    expect((await world.node('v')).steps['told.warn']?.place).toBe('left-out');

    // The second time opens under the first version; made anew meanwhile, it stays what they judge by.
    await world.passTo('06-01 10:00');
    await yardstickAnew(world);
    await world.refused('declaration.wrong-facts', world.reply('u', 'second.judge', { a: 1, b: 50 }, { by: 'ping1' }));
    await judge(world, 'u', 'second.judge', [[30, 15]]);
    await judge(world, 'v', 'second.judge', [[30, 15]]);
    expect((await world.node('u')).steps['second.worse']?.place).toBe('left-out');
    expect((await world.node('v')).steps['second.worse']?.place).toBe('open');
    await world.ok(world.submit('v', 'second.worse', { words: '分数上升' }, ban));

    const kept = await world.record();
    const [made, anew] = all(kept, 'bureau', 'YardstickMade');
    expect([made?.before, anew?.before]).toEqual([null, made?.version]);
    expect(made).toMatchObject({ criteria: 2, bands: 2 });
    expect(all(kept, 'u', 'Scored')[0]).toMatchObject({
      total: '85',
      grade: '红',
      by: 'band',
      version: made?.version,
      criteria: [
        { id: 'a', given: '35', points: '35' },
        { id: 'b', given: '25', points: '50' },
      ],
      assessors: 2,
    });
    expect(all(kept, 'v', 'Scored')[0]).toMatchObject({ total: '54.2', grade: '绿', assessors: 3 });
    expect(last(kept, 'bureau', 'Ranked')).toMatchObject({
      rows: [
        { node: 'u', total: '85', rank: 1 },
        { node: 'v', total: '54.2', rank: 2 },
      ],
      apart: [],
    });
    const heard = (node: string) => all(kept, node, 'RepliesCounted').find((one) => one.step === 'first.hear');
    expect(heard('u')).toMatchObject({
      replies: 3,
      invited: null,
      hidden: false,
      results: {
        view: { count: '3', share: { 满意: '0.666667', 不满意: '0.333333' } },
        known: { count: '2', share: '0.5' },
      },
    });
    // What people answered without their names is in no event.
    expect(all(kept, 'u', 'Replied').map((one) => [one.step, one.facts !== null])).toEqual([
      [step, true],
      [step, true],
      ['first.hear', false],
      ['first.hear', false],
      ['first.hear', false],
      ['second.judge', true],
    ]);
    const compared = (node: string) => last(kept, node, 'Compared');
    expect(compared('u')).toMatchObject({ totals: ['85', '60'], difference: '-25' });
    expect(compared('v')).toMatchObject({
      totals: ['54.2', '60'],
      difference: '5.8',
      versions: [made?.version, made?.version],
    });
  },
};

export const judgedAnew: Scenario = {
  id: 'judged-anew',
  name: 'a yardstick made anew between two assessments binds the second, and the two do not compare',
  on: { plan: 'judged', phases: ['make', 'first', 'second'] },
  async play(world) {
    await yardstickMade(world);
    await firstTime(world);
    await world.passTo('05-20 10:00');
    await yardstickAnew(world);
    await world.passTo('06-02 10:00');
    await judge(world, 'u', 'second.judge', [[40, 60]]);
    await judge(world, 'v', 'second.judge', [[20, 30]]);

    const kept = await world.record();
    const [made, anew] = all(kept, 'bureau', 'YardstickMade');
    expect(all(kept, 'v', 'Scored').map(({ total, version }) => [total, version])).toEqual([
      ['54.2', made?.version],
      ['50', anew?.version],
    ]);
    expect(last(kept, 'v', 'Compared')).toMatchObject({
      versions: [made?.version, anew?.version],
      difference: null,
      criteria: [],
    });
    expect((await world.node('v')).steps['second.worse']?.place).toBe('left-out');
  },
};
