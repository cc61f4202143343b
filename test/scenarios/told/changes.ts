import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all } from '../world.ts';

const ways = ['nothing', 'recompute', 'supplement', 'short', 'review', 'redo'] as const;
const reviewOf = (way: string) => `work.settle${way.slice(0, 1).toUpperCase()}${way.slice(1)}`;
const before = { money: false, risk: '坐支现金', phone: '6001' };
const cosmetic = { ...before, phone: '6002' };
const material = { ...cosmetic, money: true, risk: '白条抵库' };

export const afterApproval: Scenario = {
  id: 'S08',
  name: 'edits after approval: a cosmetic one changes nothing, a material one makes it outdated and opens what the plan says',
  on: { plan: 'changes' },
  async play(world) {
    await world.passTo('09-25 10:00');
    await world.ok(...ways.map((way) => world.submit('a', `work.${way}`, before)));
    const hash = world.versionAt('a', 'work.short', 1); // the same in all, as their content is
    await world.refused('declaration.under-review', world.amend('a', 'work.short', cosmetic));
    for (const stage of ['check', 'chief']) {
      await world.ok(...ways.map((way) => world.decide('a', stage, 'approve', { step: reviewOf(way), hash })));
    }
    await world.refused('declaration.unchanged', world.amend('a', 'work.short', before));
    await world.ok(...ways.map((way) => world.amend('a', `work.${way}`, cosmetic)));
    for (const way of ways) expect((await world.review('a', reviewOf(way)))?.place).toBe('approved');
    expect((await world.node('a')).grades.level).toMatchObject({ computed: '三级' });
    await world.ok(...ways.map((way) => world.amend('a', `work.${way}`, material)));

    expect(await world.review('a', reviewOf('nothing'))).toMatchObject({ place: 'approved', outdated: true });
    expect(await world.review('a', reviewOf('recompute'))).toMatchObject({ place: 'approved', outdated: true });
    expect((await world.node('a')).grades.level).toMatchObject({ computed: '一级' });
    expect(await world.review('a', reviewOf('supplement'))).toMatchObject({ place: 'returned' });
    expect(await world.review('a', reviewOf('short'))).toMatchObject({ place: 'chief', round: 2 });
    expect(await world.review('a', reviewOf('review'))).toMatchObject({ place: 'check', round: 2 });
    expect(await world.review('a', reviewOf('redo'))).toMatchObject({ place: 'returned' });

    await world.ok(
      world.submit('a', 'work.supplement', { ...material, risk: '白条抵库，已清理' }, { round: 2 }),
      world.submit('a', 'work.redo', { ...material, risk: '白条抵库，已清理' }, { round: 2 }),
    );
    expect(await world.review('a', reviewOf('supplement'))).toMatchObject({ place: 'chief', round: 2 });
    expect(await world.review('a', reviewOf('redo'))).toMatchObject({ place: 'check', round: 2 });
    const again = { round: 2 };
    await world.ok(
      ...['review', 'redo'].map((way) => world.decide('a', 'check', 'approve', { step: reviewOf(way), ...again })),
    );
    await world.ok(
      ...['supplement', 'short', 'review', 'redo'].map((way) =>
        world.decide('a', 'chief', 'approve', { step: reviewOf(way), ...again }),
      ),
    );

    const kept = await world.record();
    expect(all(kept, 'a', 'Amended').map(({ step, outdates }) => [step, outdates])).toEqual([
      ...ways.map((way) => [`work.${way}`, false]),
      ...ways.map((way) => [`work.${way}`, true]),
    ]);
    expect(all(kept, 'a', 'Outdated').map(({ step, then }) => [step, then])).toEqual(
      ways.map((way) => [reviewOf(way), way]),
    );
    expect(all(kept, 'a', 'Graded').map(({ value }) => value)).toEqual(['三级', '一级']);
    const approvals = all(kept, 'a', 'Approved').map(({ step, round }) => `${step} ${round}`);
    expect(approvals.filter((one) => one.endsWith(' 2')).sort()).toEqual(
      ['redo', 'review', 'short', 'supplement'].map((way) => `${reviewOf(way)} 2`),
    );
  },
};
