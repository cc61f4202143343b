import { describe, expect, test } from '@jest/globals';
import type { Campaign } from '../../../packages/engine/src/campaign/definition.ts';
import type { Signer } from '../../../packages/engine/src/kernel/signer.ts';
import { all, last, type World } from '../../scenarios/world.ts';
import { begin, panelAt, risks, SETTLE } from '../review/begin.ts';

const first: Signer = { kind: 'administrator', person: 'ban1' };
const second: Signer = { kind: 'administrator', person: 'ban2' };

async function confirmed(world: World, act: { readonly request: string; readonly node: string }): Promise<void> {
  await world.ok(world.confirm(act.node, act.request, { as: second }));
}

/** The office of the plan with a meeting has one person; here two. */
function withSecondPerson(campaign: Campaign): Campaign {
  const bodies = Object.entries(campaign.roster.bodies).map(([place, here]) => [
    place,
    here.map((body) => (body.id === 'group1' ? { ...body, office: [...body.office, { person: 'tang' }] } : body)),
  ]);
  return { ...campaign, roster: { ...campaign.roster, bodies: Object.fromEntries(bodies) } };
}

describe('an act that changes a result', () => {
  test('is only proposed by the first person, and done when a second confirms it', async () => {
    const world = await panelAt('peers');
    const jump = world.jump('a', 'chief');

    await world.ok(jump);

    const id = `act@${jump.request}`;
    expect(await world.review('a')).toMatchObject({ place: 'peers', round: 1 });
    expect(await world.task('a', id)).toMatchObject({ owners: ['ban2'], role: 'office', due: world.at('03-05') });
    await world.refused('act.same-person', world.confirm('a', jump.request, { as: first }));
    await world.refused('office.only', world.confirm('a', jump.request, { by: 'ban2' }));
    await world.refused('act.unknown', world.confirm('a', 'nothing', { as: second }));
    await world.ok(world.confirm('a', jump.request, { as: second }));
    expect(await world.review('a')).toMatchObject({ place: 'chief', round: 2 });
    expect(await world.task('a', id)).toBeUndefined();
    expect(await world.node('a')).not.toHaveProperty('acts');
    await world.refused('act.unknown', world.confirm('a', jump.request, { as: second }));

    const kept = await world.record();
    const { reason } = jump;
    expect(last(kept, 'a', 'ActProposed')).toMatchObject({
      act: jump.request,
      what: 'Jump',
      subject: 'a/search.settle',
      to: 'chief',
      reason,
      signer: first,
    });
    expect(last(kept, 'a', 'ActConfirmed')).toMatchObject({ act: jump.request, signer: second });
    expect(last(kept, 'a', 'Jumped')).toMatchObject({ round: 1, from: 'peers', to: 'chief', reason, signer: first });
    expect(all(kept, 'a', 'TaskClosed').filter(({ end }) => end === 'forced')).toHaveLength(3);
    expect(all(kept, 'a', 'Decided')).toEqual([]);
    await world.ok(world.decide('a', 'chief', 'approve', { round: 2 }));
  });

  test('is not forgotten: its task reminds, becomes overdue and escalates, whatever its steps come to', async () => {
    const world = await panelAt('peers');
    const jump = world.jump('a', 'chief');
    await world.ok(jump);

    await world.ok(world.decide('a', 'peers', 'return', { by: 'ke', reasons: ['不全'] }));
    await world.passTo('03-07 10:00');

    const own = all(await world.record(), 'a', 'Escalated').filter(({ task }) => task === `act@${jump.request}`);
    expect(own).toMatchObject([{ to: ['jiu'] }]);
    expect(await world.task('a', `act@${jump.request}`)).toMatchObject({ overdue: true });
    await world.ok(world.extend('a', `act@${jump.request}`, '03-20'));
    await world.ok(world.urge('a', `act@${jump.request}`, { as: first }));
    await world.refused('task.personal', world.transfer('a', `act@${jump.request}`, 'jiu', { by: 'ban2' }));
    await world.ok(world.decline('a', jump.request, { as: first }));
  });

  test('may be declined by anybody of the office, and changes nothing then', async () => {
    const world = await panelAt('peers');
    const force = world.force('a', 'ended');
    await world.ok(force);
    await world.refused(
      'office.only',
      world.decline('a', force.request, { as: { kind: 'administrator', person: 'jiu' } }),
    );
    await world.refused('act.unknown', world.decline('a', 'nothing', { as: second }));

    await world.ok(world.decline('a', force.request, { as: first }));

    expect(await world.review('a')).toMatchObject({ place: 'peers' });
    expect(await world.node('a')).not.toHaveProperty('acts');
    const kept = await world.record();
    expect(last(kept, 'a', 'ActDeclined')).toMatchObject({ act: force.request, signer: first });
    expect(all(kept, 'a', 'Forced')).toEqual([]);
  });

  test('is asked again whether it applies when it is confirmed, and waits until it is declined', async () => {
    const world = await panelAt('chief');
    const jump = world.jump('a', 'peers');
    await world.ok(jump);
    await world.ok(world.decide('a', 'chief', 'approve'));

    const refusal = await world.refused('review.wrong-place', world.confirm('a', jump.request, { as: second }));

    expect(refusal).toMatchObject({ place: 'approved', possible: ['Reopen'] });
    expect(await world.task('a', `act@${jump.request}`)).toBeDefined();
    await world.ok(world.decline('a', jump.request, { as: second }));
  });

  test('lapses when whoever proposed it is of the office no more', async () => {
    const world = await panelAt('chief');
    const jump = world.jump('a', 'peers');
    await world.ok(jump);
    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'ban1', to: '2023-02-28' }]));

    await world.refused('office.only', world.confirm('a', jump.request, { as: second }));

    expect((await world.review('a'))?.place).toBe('chief');
  });

  test('is not proposed twice for the same, nor by or to whoever filled it in', async () => {
    const world = await panelAt('chief');
    const jump = world.jump('a', 'peers');
    await world.ok(jump);

    const refusal = await world.refused('act.pending', world.jump('a', 'leads', { as: second }));
    expect(refusal).toMatchObject({ act: jump.request, possible: ['Confirm', 'Decline'] });
    await world.ok(world.force('a', 'approved', { as: second })); // another act on it may wait beside

    const other = await panelAt('chief');
    const office = (person: string) =>
      ({ kind: 'FunctionStarted', holder: { function: 'office', place: 'bureau', person } }) as const;
    await other.ok(other.changeRoster('bureau', [office('an')]));
    await other.refused(
      'review.self-review',
      other.force('a', 'approved', { as: { kind: 'administrator', person: 'an' } }),
    );
    const force = other.force('a', 'approved');
    await other.ok(force);
    expect((await other.task('a', `act@${force.request}`))?.owners).toEqual(['ban2']);
    await other.refused(
      'act.same-person',
      other.confirm('a', force.request, { as: { kind: 'administrator', person: 'an' } }),
    );
  });

  test('waits in the list of stuck work while nobody else is there to confirm it', async () => {
    const world = await panelAt('chief');
    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'ban2', to: '2023-02-28' }]));
    const jump = world.jump('a', 'peers');
    await world.ok(jump);
    const id = `act@${jump.request}`;
    expect(await world.task('a', id)).toMatchObject({ owners: ['ban1'], stuck: true });
    await world.refused('task.personal', world.reassign('a', id, 'ban1'));

    const office = { kind: 'FunctionStarted', holder: { function: 'office', place: 'bureau', person: 'cai' } } as const;
    await world.ok(world.changeRoster('bureau', [office]));

    expect(await world.task('a', id)).toMatchObject({ owners: ['cai'], stuck: false });
    await world.ok(world.confirm('a', jump.request, { as: { kind: 'administrator', person: 'cai' } }));
    expect((await world.review('a'))?.place).toBe('peers');
  });
});

describe('a jump', () => {
  test('goes to another entry of the course, not from where the filler holds the work', async () => {
    const world = await panelAt('leads');

    const refusal = await world.refused('review.no-jump', world.jump('a', 'leads'));
    await world.refused('review.no-jump', world.jump('a', 'approved'));
    await world.refused('review.unknown', world.jump('a', 'chief', { step: 'search.declare' }));
    await world.refused('office.only', world.jump('a', 'chief', { by: 'ban1' }));
    expect(refusal.possible).toEqual(['peers', 'chief']);
    await world.ok(world.decide('a', 'leads', 'return', { by: 'lu', reasons: ['不全'] }));
    await world.refused('review.wrong-place', world.jump('a', 'chief'));
    await world.refused('review.wrong-place', world.force('a', 'approved'));
  });

  test('does not lead into a branch, but to its group', async () => {
    const world = begin({ plan: 'panels', posts: ['a'] });
    await world.passTo('03-01 10:00');
    await world.ok(world.submit('a', 'search.draw', { flow: '流程' }));
    const step = 'search.pass';
    await world.refused('review.no-jump', world.jump('a', 'audit', { step }));
    const jump = world.jump('a', 'third', { step });

    await world.ok(jump);
    await confirmed(world, jump);

    expect(await world.review('a', step)).toMatchObject({ place: 'third', branches: { head: {}, secretary: {} } });
    expect(last(await world.record(), 'a', 'Jumped')).toMatchObject({ from: 'first', to: 'third' });
  });

  test('of what lies on a table makes the meeting’s decision come too late', async () => {
    const world = begin({ plan: 'three-stages', posts: ['p1', 'p2'] }, withSecondPerson);
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p1', risks));
    for (const stage of ['section', 'deputy']) await world.ok(world.decide('p1', stage, 'approve'));
    await world.ok(world.convene('u1', 'm1', ['p1']));
    const jump = world.jump('p1', 'deputy');
    await world.ok(jump);
    await world.ok(world.confirm('p1', jump.request, { as: { kind: 'administrator', person: 'tang' } }));
    expect(await world.review('p1')).toMatchObject({ place: 'deputy', round: 2 });

    await world.ok(world.closeMeeting('u1', 'm1', { present: ['li', 'qian', 'wu'] }));

    expect(await world.review('p1')).toMatchObject({
      place: 'deputy',
      decisions: [{ stage: 'section' }, { stage: 'deputy' }],
    });
    expect(last(await world.record(), 'u1', 'Dispatched')).toMatchObject({
      delivered: [],
      refused: [{ review: `p1/${SETTLE}` }],
    });
  });
});

describe('a forced end', () => {
  test('approves or ends the review and its step without anybody’s decision', async () => {
    for (const outcome of ['approved', 'ended'] as const) {
      const world = await panelAt('leads');
      const force = world.force('a', outcome);
      await world.ok(force);
      await confirmed(world, force);

      const node = await world.node('a');
      expect(node.reviews[SETTLE]?.place).toBe(outcome);
      expect(node.steps[SETTLE]?.place).toBe('done');
      expect(Object.values(node.tasks).filter(({ step }) => step === SETTLE)).toEqual([]);
      expect(last(await world.record(), 'a', 'Forced')).toMatchObject({ from: 'leads', outcome, signer: first });
      await world.refused('review.wrong-place', world.force('a', outcome));
    }
  });
});

describe('another grade', () => {
  test('keeps both values on record', async () => {
    const world = await panelAt('chief');
    const regrade = world.regrade('a', 'level', 'self', '一级');
    await world.ok(regrade);
    expect((await world.node('a')).grades.level?.self).toBe('二级');

    await confirmed(world, regrade);

    expect((await world.node('a')).grades.level?.self).toBe('一级');
    expect(last(await world.record(), 'a', 'Regraded')).toMatchObject({
      scale: 'level',
      source: 'self',
      from: '二级',
      to: '一级',
      reason: regrade.reason,
      signer: first,
    });
    expect(last(await world.record(), 'a', 'ActProposed')).toMatchObject({ subject: 'level.self', to: '一级' });
  });

  test('is one of the scale, from one of its sources, and other than the present one', async () => {
    const world = await panelAt('chief');

    await world.refused('grade.unknown', world.regrade('a', 'level', 'self', '特级'));
    await world.refused('grade.unknown-source', world.regrade('a', 'level', 'approved', '一级'));
    await world.refused('grade.unknown-source', world.regrade('a', 'risk', 'self', '一级'));
    await world.refused('grade.unknown-source', world.regrade('a', 'toString', 'self', '一级'));
    const refusal = await world.refused('grade.same', world.regrade('a', 'level', 'self', '二级'));
    expect(refusal.possible).toEqual(['一级', '三级']);
  });

  test('is what rules read from then on', async () => {
    const world = begin({ plan: 'two-layers', posts: ['a'] });
    const office = { kind: 'FunctionStarted', holder: { function: 'office', place: 'bureau', person: 'tao' } } as const;
    await world.ok(world.changeRoster('bureau', [office]));
    await world.passTo('03-01 10:00');
    await world.ok(world.declare('a', risks, { facts: { public: true } }));
    await world.ok(world.decide('a', 'check', 'approve'));
    await world.ok(world.decide('a', 'approve', 'approve'));
    await world.passTo('03-17 10:00');
    expect((await world.node('a')).grades.level).toEqual({ self: '中等', computed: '中等' });
    const regrade = world.regrade('a', 'level', 'self', '较高');
    await world.ok(regrade);

    await world.ok(world.confirm('a', regrade.request, { as: { kind: 'administrator', person: 'tao' } }));

    expect((await world.node('a')).grades.level).toEqual({ self: '较高', computed: '很高' });
    expect(last(await world.record(), 'a', 'Graded')).toMatchObject({
      source: 'computed',
      value: '很高',
      signer: { kind: 'system' },
    });
  });

  test('stays when it is one that a rule had computed', async () => {
    const world = begin({ plan: 'two-layers', posts: ['a'] });
    const office = { kind: 'FunctionStarted', holder: { function: 'office', place: 'bureau', person: 'tao' } } as const;
    await world.ok(world.changeRoster('bureau', [office]));
    await world.passTo('03-01 10:00');
    await world.ok(world.declare('a', risks));
    await world.ok(world.decide('a', 'check', 'approve'));
    await world.ok(world.decide('a', 'approve', 'approve'));
    await world.passTo('03-17 10:00');
    const regrade = world.regrade('a', 'level', 'computed', '很低');
    await world.ok(regrade);

    await world.ok(world.confirm('a', regrade.request, { as: { kind: 'administrator', person: 'tao' } }));

    expect((await world.node('a')).grades.level).toEqual({ self: '中等', computed: '很低' });
  });

  test('may be the first one', async () => {
    const world = begin({ plan: 'panels', posts: ['a'] });
    const regrade = world.regrade('a', 'level', 'self', '三级');
    await world.ok(regrade);
    await confirmed(world, regrade);

    expect(last(await world.record(), 'a', 'Regraded')).toMatchObject({ from: null, to: '三级' });
  });
});
