import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last } from '../world.ts';

const declare = 'search.declare';
const settle = 'search.settle';
const long = (grave: boolean, ...risks: readonly string[]) => ({
  grave,
  decisions: '大额资金',
  rows: risks.map((risk) => ({ id: risk, risk })),
});
const short = (...risks: readonly string[]) => ({ duties: '经办', rows: risks.map((risk) => ({ id: risk, risk })) });

export const chosenByRank: Scenario = {
  id: 'chosen',
  name: 'form, limit, review and reviewer by rule; inspectors outside, a superior recorded, an order at any time',
  on: { plan: 'chosen' },
  async play(world) {
    const recorded = { as: { kind: 'recorder', person: 'guo', of: 'superior' } } as const;
    const ordered = (person: string) => ({ as: { kind: 'recorder', person, of: 'inspection-1' } }) as const;
    await world.passTo('09-25 10:00');

    // Each rank has its form and its limit; what the other form asks is no fact of theirs.
    expect(await world.task('p1', declare)).toMatchObject({ due: world.at('09-29 00:00') });
    expect((await world.node('p2')).steps[declare]?.chosen).toEqual({ form: 1, due: 1 });
    await world.refused('declaration.unknown-facts', world.submit('p2', declare, long(true, 'a'), { form: 'long' }));
    await world.refused('declaration.facts-missing', world.submit('p1', declare, short('a'), { form: 'short' }));
    await world.ok(
      world.submit('p1', declare, long(false, 'a', 'b'), { form: 'long' }),
      world.submit('p2', declare, short('a'), { form: 'short' }),
    );

    // The review and who decides first by rank; the inspectors decide themselves, and nobody records for them.
    expect(await world.task('p1', `${settle}/first`)).toMatchObject({ owners: ['ji', 'jian'], role: 'inspectors' });
    expect(await world.task('p2', `${settle}/first`)).toMatchObject({ owners: ['an'], role: 'head' });
    await world.refused(
      'task.wrong-signer',
      world.decide('p1', 'first', 'approve', {
        step: settle,
        as: { kind: 'recorder', person: 'guo', of: 'inspection-1' },
      }),
    );
    await world.ok(world.decide('p1', 'first', 'return', { step: settle, by: 'ji', items: { a: '不准' } }));

    // In the next round another row holds: the same stage is the superior's, of whom nobody is known.
    await world.ok(world.submit('p1', declare, long(true, 'a2', 'b'), { round: 2, form: 'long' }));
    expect(await world.task('p1', `${settle}/first`)).toMatchObject({ owners: ['guo'], role: 'superior' });
    const second = { step: settle, round: 2 };
    await world.refused('task.recorded', world.decide('p1', 'first', 'approve', { ...second, by: 'guo' }));
    await world.ok(
      world.decide('p1', 'first', 'approve', { ...second, ...recorded }),
      world.decide('p2', 'first', 'approve', { step: settle, by: 'an' }),
    );
    await world.ok(world.send('p1', 'search.file', { by: 'an' }), world.send('p2', 'search.file', { by: 'an' }));
    await world.refused('task.recorded', world.receive('p1', 'search.file', { by: 'guo' }));
    await world.ok(world.receive('p1', 'search.file', recorded), world.receive('p2', 'search.file', { by: 'guo' }));

    // Long after its approval: the inspectors order it done again, in their own name, for a reason of the plan.
    await world.passTo('11-20 10:00');
    const again = (person: string, reasons: readonly string[]) =>
      world.reopen('p2', [declare], { reasons, ...ordered(person) });
    await world.refused('order.not-entitled', world.reopen('p2', [declare], { reasons: ['自查不到位'], by: 'an' }));
    await world.refused('order.not-entitled', again('jian', ['自查不到位']));
    await world.refused('order.reasons', again('ji', ['看着不顺眼']));
    await world.ok(again('ji', ['自查不到位']));
    await world.ok(world.submit('p2', declare, short('a', 'b'), { round: 2, form: 'short' }));
    await world.ok(world.decide('p2', 'first', 'approve', { step: settle, round: 2, by: 'an' }));
    expect((await world.node('p2')).reviews[settle]?.place).toBe('approved');

    const kept = await world.record();
    const { steps, reviews } = world.source.campaign;
    const fill = steps.find((step) => step.id === declare)?.choices;
    expect(all(kept, 'p1', 'StepOpened').find(({ step }) => step === declare)?.chosen).toEqual([
      { key: 'due', value: '9月28日', rule: fill?.due?.hash, row: 0, inputs: { 'post.rank': '负责人' } },
      { key: 'form', value: 'long', rule: fill?.form?.hash, row: 0, inputs: { 'post.rank': '负责人' } },
    ]);
    const stage = reviews.leaders?.stages[0]?.choices;
    expect(all(kept, 'p1', 'StageEntered').map(({ chosen }) => chosen?.map(({ value, row }) => [value, row]))).toEqual([
      [
        ['inspectors', null],
        ['4 working-days', null],
      ],
      [
        ['superior', 0],
        ['2 working-days', 0],
      ],
    ]);
    expect(all(kept, 'p1', 'StageEntered')[1]?.chosen?.[0]).toMatchObject({
      rule: stage?.by?.hash,
      inputs: { 'search.declare.grave': true },
    });
    expect(all(kept, 'p1', 'ReviewOpened')[0]?.definition).toBe(reviews.leaders?.hash);
    expect(all(kept, 'p2', 'ReviewOpened')[0]?.definition).toBe(reviews.staff?.hash);
    expect(last(kept, 'p2', 'Reopened')).toMatchObject({
      reasons: ['自查不到位'],
      signer: { kind: 'recorder', person: 'ji', of: 'inspection-1' },
    });
  },
};
