/** What was handed in is changed after it was approved: cosmetic or material, and what a material change opens. */
import { describe, expect, test } from '@jest/globals';
import type { DecideStep, OnChange, ReviewDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { campaignOf, type ScenarioCampaign } from '../../scenarios/campaigns.ts';
import { rehearsalDriver } from '../../scenarios/driver.ts';
import { BEGIN } from '../../scenarios/scenario.ts';
import { all, instantAt, last, World } from '../../scenarios/world.ts';
import { approved, DECLARE, otherwise, risks, rowsOf, SETTLE, twoStages, worldOf } from '../change/two-stages.ts';

const onChange = (then: OnChange, stages: readonly string[] = []) => twoStages(() => ({ onChange: { then, stages } }));

/** Only the text of a row. */
const cosmetic = rowsOf({ ...risks, gifts: '收受礼品、礼金' });
/** One row's kind, and one more row. */
const material = rowsOf({ ...risks, car: '公车' }, { gifts: '思想' });

describe('an amendment', () => {
  test('of cosmetic fields replaces the version, and the approval stays and names the version it was made on', async () => {
    const world = worldOf(onChange('review'));
    await approved(world);
    const before = await world.review('p1', SETTLE);
    const unit = (await world.node('u1')).sentUp;

    const change = world.amend('p1', DECLARE, cosmetic);
    await world.ok(change);

    expect(await world.review('p1', SETTLE)).toEqual(before);
    expect((await world.node('p1')).steps[DECLARE]).toMatchObject({
      place: 'done',
      round: 1,
      output: { version: change.version, round: 1, by: 'zhou' },
    });
    expect((await world.node('p1')).steps[DECLARE]?.output?.version).not.toBe(before?.hash);
    const kept = await world.record();
    expect(last(kept, 'p1', 'Amended')).toMatchObject({
      step: DECLARE,
      round: 1,
      changed: ['gifts'],
      added: [],
      removed: [],
      outdates: false,
      signer: { kind: 'person', person: 'zhou' },
    });
    expect(all(kept, 'p1', 'Outdated')).toEqual([]);
    expect((await world.node('u1')).sentUp).toBe(unit);
  });

  test('of material fields wakes what rests on the material above', async () => {
    const world = worldOf(onChange('nothing'));
    await approved(world);
    const unit = (await world.node('u1')).below;

    await world.ok(world.amend('p1', DECLARE, material));

    expect((await world.node('u1')).below).not.toEqual(unit);
  });

  test('is signed in the right of whoever is stood in for', async () => {
    const world = worldOf(onChange('nothing'));
    await approved(world);
    await world.ok(
      world.changeRoster('org', [
        { kind: 'SubstituteSet', substitute: { person: 'zhou', by: 'li', from: '2011-09-26', to: '2011-10-20' } },
      ]),
    );

    await world.ok(world.amend('p1', DECLARE, cosmetic, { by: 'li' }));

    const amended = last(await world.record(), 'p1', 'Amended');
    expect(amended?.signer).toEqual({ kind: 'substitute', person: 'li', for: 'zhou' });
    expect((await world.node('p1')).steps[DECLARE]?.output).toMatchObject({ by: 'zhou', hand: 'li' });
  });

  test('is open to whoever handed it in, also after another holds the post', async () => {
    const world = worldOf(onChange('nothing'));
    await approved(world);
    await world.ok(
      world.changeRoster('org', [
        { kind: 'AppointmentEnded', person: 'zhou', post: 'p1', to: '2011-09-25' },
        { kind: 'AppointmentStarted', appointment: { person: 'li', post: 'p1' } },
      ]),
    );

    await world.ok(world.amend('p1', DECLARE, cosmetic, { by: 'zhou' }));
    await world.ok(world.amend('p1', DECLARE, rowsOf(risks), { by: 'li' }));
    await world.refused('task.not-owner', world.amend('p1', DECLARE, cosmetic, { by: 'wu' }));
  });

  test('states a grade of the form anew only where it differs', async () => {
    const world = worldOf(onChange('nothing'));
    await approved(world);
    const graded = async () => all(await world.record(), 'p1', 'Graded').map(({ source, value }) => [source, value]);
    const before = await graded();

    await world.ok(world.amend('p1', DECLARE, cosmetic));
    expect(await graded()).toEqual(before);
    await world.ok(world.amend('p1', DECLARE, { ...cosmetic, grade: '一级' }));

    expect(await graded()).toEqual([...before, ['self', '一级']]);
    expect((await world.node('p1')).grades.risk).toMatchObject({ self: '一级' });
  });

  test('of what no review approved opens nothing', async () => {
    const free = worldOf(twoStages());
    const key = 'p1#handling-1';
    await free.passTo('09-26 09:00');
    await free.ok(free.openCase('p1', 'handling', { severity: '重' }, { by: 'tang' }));
    await free.ok(free.submit(key, 'handling.remind', { done: true }, { by: 'li' }));
    await free.ok(free.decide(key, 'discipline', 'approve', { step: 'handling.verify', by: 'tang' }));
    await free.ok(free.submit(key, 'handling.decide', { content: '诫勉' }, { by: 'tang' }));

    await free.ok(free.amend(key, 'handling.decide', { content: '通报批评' }, { by: 'tang' }));

    expect(last(await free.record(), key, 'Amended')).toMatchObject({ outdates: false });
    const { steps, tasks } = await free.node(key);
    expect(steps['handling.decide']).toMatchObject({ place: 'done', round: 1, output: { by: 'tang' } });
    expect(tasks).toEqual({});
  });
});

describe('a material amendment', () => {
  test('under `nothing` leaves the approval, marked as outdated', async () => {
    const world = worldOf(onChange('nothing'));
    await approved(world);
    const before = await world.review('p1', SETTLE);

    await world.ok(world.amend('p1', DECLARE, material));

    expect(await world.review('p1', SETTLE)).toEqual({ ...before, outdated: true });
    expect(last(await world.record(), 'p1', 'Outdated')).toMatchObject({
      step: SETTLE,
      round: 1,
      of: DECLARE,
      then: 'nothing',
      signer: { kind: 'system' },
    });
    expect((await world.node('p1')).tasks).toEqual({});
  });

  test('under `recompute` computes at once what rests on it, and the approval stays marked', async () => {
    const { world, handIn } = changes();
    await handIn('recompute', { money: false, risk: '采购', phone: '1' });
    expect((await world.node('a')).grades.level).toEqual({ computed: '三级' });

    await world.ok(world.amend('a', 'work.recompute', { money: true, risk: '采购', phone: '1' }));

    const node = await world.node('a');
    expect(node.grades.level).toEqual({ computed: '一级' });
    expect(node.steps['work.grade']).toMatchObject({ place: 'done', round: 2 });
    expect(node.reviews['work.settleRecompute']).toMatchObject({ place: 'approved', outdated: true, round: 1 });
  });

  test('under `recompute` leaves alone what comes out the same', async () => {
    const { world, handIn } = changes();
    await handIn('recompute', { money: false, risk: '采购', phone: '1' });

    await world.ok(world.amend('a', 'work.recompute', { money: false, risk: '招标', phone: '1' }));

    expect((await world.node('a')).steps['work.grade']).toMatchObject({ place: 'done', round: 1 });
    expect(all(await world.record(), 'a', 'Graded')).toHaveLength(1);
  });

  test('under `review` opens a round on the amended version at every stage', async () => {
    const world = worldOf(onChange('review'));
    await approved(world);

    const change = world.amend('p1', DECLARE, material);
    await world.ok(change);

    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'section', round: 2, hash: change.version });
    const node = await world.node('p1');
    expect(node.steps[DECLARE]).toMatchObject({ place: 'done', round: 2, output: { round: 2 } });
    expect(node.steps[SETTLE]).toMatchObject({ place: 'open' });
    expect(last(await world.record(), 'p1', 'Resubmitted')).toMatchObject({
      round: 2,
      hash: change.version,
      changed: ['gifts'],
      added: ['car'],
      removed: [],
    });

    const bound = { round: 2, hash: change.version };
    await world.refused('review.stale', world.decide('p1', 'section', 'approve', { round: 1 }));
    await world.ok(world.decide('p1', 'section', 'approve', bound));
    await world.ok(world.decide('p1', 'deputy', 'approve', bound));
    const after = await world.review('p1', SETTLE);
    expect(after).toMatchObject({ place: 'approved', round: 2, hash: change.version });
    expect(after).not.toHaveProperty('outdated');
  });

  test('under `short` asks only the stages that the plan names', async () => {
    const world = worldOf(onChange('short', ['deputy']));
    await approved(world);

    const change = world.amend('p1', DECLARE, material);
    await world.ok(change);

    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'deputy', round: 2, only: ['deputy'] });
    await world.ok(world.decide('p1', 'deputy', 'approve', { round: 2, hash: change.version }));
    const after = await world.review('p1', SETTLE);
    expect(after).toMatchObject({ place: 'approved', round: 2 });
    expect(after).not.toHaveProperty('only');
  });

  test('under `supplement` asks the filler about what changed alone, and comes back to the last stage', async () => {
    const world = worldOf(onChange('supplement'));
    await approved(world);

    await world.ok(world.amend('p1', DECLARE, material));

    const node = await world.node('p1');
    expect(node.steps[DECLARE]).toMatchObject({ place: 'open', round: 2 });
    expect(Object.keys(node.steps[DECLARE]?.locked ?? {})).toEqual(['seal']);
    expect(node.reviews[SETTLE]).toMatchObject({ place: 'returned', back: ['deputy'] });
    expect(node.tasks[DECLARE]).toMatchObject({ owners: ['zhou'], due: world.at('09-30') });

    const other = { round: 2 };
    await world.refused(
      'declaration.locked-items',
      world.submit('p1', DECLARE, rowsOf({ ...risks, seal: '印章', car: '公车' }, { gifts: '思想' }), other),
    );
    const handedIn = world.submit('p1', DECLARE, rowsOf({ ...risks, car: '公车私用' }, { gifts: '思想' }), other);
    await world.ok(handedIn);
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'deputy', round: 2, hash: handedIn.version });
    // Against what was approved, not against what was amended.
    expect(last(await world.record(), 'p1', 'Resubmitted')).toMatchObject({ changed: ['gifts'], added: ['car'] });
    await world.ok(world.decide('p1', 'deputy', 'approve', { round: 2 }));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'approved', round: 2 });
  });

  test('under `supplement` locks every row when only the form above them changed', async () => {
    const world = worldOf(onChange('supplement'));
    await approved(world);

    await world.ok(world.amend('p1', DECLARE, { ...rowsOf(risks), grade: '一级' }));

    expect(Object.keys((await world.node('p1')).steps[DECLARE]?.locked ?? {})).toEqual(['gifts', 'seal']);
  });

  test('under `redo` opens anew what a return would', async () => {
    const world = worldOf(onChange('redo'));
    await approved(world);

    await world.ok(world.amend('p1', DECLARE, material));

    const node = await world.node('p1');
    expect(node.steps[DECLARE]).toMatchObject({ place: 'open', round: 2, locked: {} });
    expect(node.reviews[SETTLE]).toMatchObject({ place: 'returned' });
    expect(node.reviews[SETTLE]).not.toHaveProperty('back');
    await world.ok(world.submit('p1', DECLARE, material, { round: 2 }));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'section', round: 2 });
  });

  test('under `supplement` comes back into the branch that approved last', async () => {
    const branch = (id: string) => ({ id, name: id, stages: [id] });
    const branches = [branch('section'), branch('deputy')];
    const group = { id: 'both', name: '并行', join: 'all', onReturn: 'stop', branches } as const;
    const world = worldOf(
      twoStages(() => ({ course: [{ kind: 'group', group }], onChange: { then: 'supplement', stages: [] } })),
    );
    await approved(world);

    await world.ok(world.amend('p1', DECLARE, material));
    await world.ok(world.submit('p1', DECLARE, material, { round: 2 }));

    expect(await world.review('p1', SETTLE)).toMatchObject({
      place: 'both',
      branches: { section: { place: 'joined' }, deputy: { place: 'deputy' } },
    });
    expect(Object.keys((await world.node('p1')).tasks)).toEqual([`${SETTLE}/deputy`]);
    await world.ok(world.decide('p1', 'deputy', 'approve', { round: 2 }));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'approved', round: 2 });
  });

  test('of what two reviews approved opens what each says, in one round', async () => {
    const world = worldOf(reviewedTwice('short', 'nothing'));
    await approved(world);
    await world.ok(world.decide('p1', 'section', 'approve', { step: AGAIN, by: 'wu' }));
    await world.ok(world.decide('p1', 'deputy', 'approve', { step: AGAIN, by: 'qian' }));

    const change = world.amend('p1', DECLARE, material);
    await world.ok(change);

    const node = await world.node('p1');
    expect(node.steps[DECLARE]).toMatchObject({ place: 'done', round: 2 });
    expect(node.reviews[SETTLE]).toMatchObject({ place: 'deputy', round: 2, hash: change.version });
    expect(node.reviews[AGAIN]).toMatchObject({ place: 'approved', round: 1, outdated: true });
    const said = all(await world.record(), 'p1', 'Outdated').map(({ step, then }) => [step, then]);
    expect(said).toEqual([
      [SETTLE, 'short'],
      [AGAIN, 'nothing'],
    ]);
  });

  test('of what two reviews approved does once the most thorough of what they ask for', async () => {
    const world = worldOf(reviewedTwice('review', 'redo'));
    await approved(world);
    await world.ok(world.decide('p1', 'section', 'approve', { step: AGAIN, by: 'wu' }));
    await world.ok(world.decide('p1', 'deputy', 'approve', { step: AGAIN, by: 'qian' }));

    await world.ok(world.amend('p1', DECLARE, material));

    const node = await world.node('p1');
    expect(node.steps[DECLARE]).toMatchObject({ place: 'open', round: 2 });
    expect([node.reviews[SETTLE]?.place, node.reviews[AGAIN]?.place]).toEqual(['returned', 'returned']);
    await world.ok(world.submit('p1', DECLARE, material, { round: 2 }));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'section', round: 2 });
    expect(await world.review('p1', AGAIN)).toMatchObject({ place: 'section', round: 2 });
  });

  test('again, while the approval is outdated, says so again', async () => {
    const world = worldOf(onChange('nothing'));
    await approved(world);

    await world.ok(world.amend('p1', DECLARE, material));
    await world.ok(world.amend('p1', DECLARE, rowsOf(risks, { gifts: '制度' })));

    expect(all(await world.record(), 'p1', 'Outdated')).toHaveLength(2);
  });
});

describe('an amendment is refused', () => {
  test.each([
    ['declaration.still-open', 'before anything is handed in', [], {}],
    ['declaration.under-review', 'while a stage is to decide', ['submit'], {}],
    ['declaration.still-open', 'while it is sent back', ['submit', 'return'], {}],
    ['declaration.under-review', 'after the review ended', ['submit', 'end'], {}],
    ['declaration.stale-round', 'for another round', ['submit', 'section', 'deputy'], { round: 2 }],
    ['task.not-owner', 'by somebody else', ['submit', 'section', 'deputy'], { by: 'wu' }],
    [
      'task.wrong-signer',
      'by a recorder',
      ['submit', 'section', 'deputy'],
      { as: { kind: 'recorder', person: 'li', of: 'team1' } as const },
    ],
    [
      'task.not-substitute',
      'in a right that is not theirs',
      ['submit', 'section', 'deputy'],
      { as: { kind: 'substitute', person: 'zhou', for: 'li' } as const },
    ],
  ])('as %s %s', async (code, _when, acts, options) => {
    const world = worldOf(
      twoStages(({ stages }) => ({
        stages: stages.map((stage) => ({
          ...stage,
          outcomes: [...stage.outcomes, { id: 'drop', name: '终止', leads: 'end', opinion: 'optional' }],
        })),
      })),
    );
    await world.passTo('09-26 09:00');
    for (const act of acts) {
      await world.ok(
        act === 'submit'
          ? world.submit('p1', DECLARE, rowsOf(risks))
          : act === 'return'
            ? world.decide('p1', 'section', 'return', { reasons: ['不全'] })
            : act === 'end'
              ? world.decide('p1', 'section', 'drop')
              : world.decide('p1', act, 'approve'),
      );
    }

    const before = await world.node('p1');
    await world.refused(code, world.amend('p1', DECLARE, material, options));

    expect(await world.node('p1')).toEqual(before);
  });

  test('when nothing is changed, or what is written fits no form', async () => {
    const world = worldOf(onChange('nothing'));
    await approved(world);
    const item = { item: 'x', hash: hashOf('x'), material: hashOf('x') };

    await world.refused('declaration.unchanged', world.amend('p1', DECLARE, rowsOf(risks)));
    await world.refused('declaration.unknown-facts', { ...world.amend('p1', DECLARE, cosmetic), facts: { salary: 1 } });
    await world.refused('declaration.repeated-item', { ...world.amend('p1', DECLARE, cosmetic), items: [item, item] });
    await world.refused('grade.unknown', world.amend('p1', DECLARE, { ...cosmetic, grade: '特级' }));
    await world.refused('step.unknown', world.amend('p1', SETTLE, cosmetic));
    await world.refused('step.wrong-place', world.amend('p1', 'grading.special', { way: '轮岗' }));
  });
});

const AGAIN = 'search.again';

/** The same declaration is reviewed by a second review, beside the first. */
function reviewedTwice(first: OnChange, second: OnChange): ScenarioCampaign {
  const once = onChange(first, ['deputy']);
  const { steps, reviews } = once.campaign;
  const points = reviews.points as ReviewDefinition;
  const again = otherwise(points, () => ({ id: 'again', onChange: { then: second, stages: ['deputy'] } }));
  const settle = steps.find((step) => step.id === SETTLE) as DecideStep;
  const step: DecideStep = { ...settle, id: AGAIN, review: 'again' };
  return { ...once, campaign: { ...once.campaign, steps: [...steps, step], reviews: { ...reviews, again } } };
}

/** The plan that says something else for each of its declarations. */
function changes() {
  const source = campaignOf({ plan: 'changes' });
  const driver = rehearsalDriver(source.campaign, { at: instantAt(source, BEGIN.changes), seed: 1 });
  const world = new World(driver, source);
  return {
    world,
    /** Handed in and approved. */
    async handIn(name: string, content: Readonly<Record<string, unknown>>): Promise<void> {
      const step = `work.settle${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      await world.passTo('09-25 09:00');
      await world.ok(world.submit('a', `work.${name}`, content));
      await world.ok(world.decide('a', 'check', 'approve', { step }));
      await world.ok(world.decide('a', 'chief', 'approve', { step }));
    },
  };
}
