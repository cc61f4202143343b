import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last, type World } from '../world.ts';

const on = { plan: 'cases' } as const;
const head = { by: 'dai' };
const office = { by: 'guo' };
const words = { words: '见附件' };
const risks = (...ids: readonly string[]) => ({ rows: ids.map((id) => ({ id, risk: `风险点${id}` })) });
const placeOf = async (world: World, node: string, step: string) => (await world.node(node)).steps[step]?.place;

async function casesOf(world: World, node: string) {
  return all(await world.record(), node, 'CaseOpened').map(({ case: key, facts, cause }) => ({ key, facts, cause }));
}

export const handlingLadder: Scenario = {
  id: 'ladder',
  name: 'a handling ladder: reminded, talked to, admonished, by level and while people still complain',
  on: { ...on, posts: ['p1', 'p2'], phases: ['search'] },
  async play(world) {
    await world.passTo('09-05 10:00');
    await world.ok(world.openCase('p2', 'handling', { rung: '提醒' }, head));
    const talk = (node: string, still: boolean) => world.submit(node, 'handling.talk', { ...words, still }, head);
    await world.ok(talk('p2#handling-1', true));

    // People still complain: the head's next rung waits for the office, which issues it.
    await world.refused('task.not-owner', world.issue('p2#handling-1', 'handling.raise', head));
    await world.ok(world.issue('p2#handling-1', 'handling.raise', office));
    await world.ok(talk('p2#handling-2', true), world.issue('p2#handling-2', 'handling.raise', office));
    await world.ok(talk('p2#handling-3', false));

    expect((await casesOf(world, 'p2')).map(({ facts }) => facts.rung)).toEqual(['提醒', '谈话', '诫勉']);
    expect((await casesOf(world, 'p2'))[1]?.cause).toEqual({ kind: 'step', what: 'handling.raise' });
    expect(await placeOf(world, 'p2#handling-3', 'handling.raise')).toBe('left-out');
    expect(all(await world.record(), 'p2', 'CaseEnded').map((event) => event.case)).toEqual([
      'p2#handling-1',
      'p2#handling-2',
      'p2#handling-3',
    ]);

    // An answer that is overdue opens the ladder by itself, on the rung that the level asks for.
    await world.ok(
      world.openCase('p1', 'warning', { level: '黄' }, office),
      world.openCase('p2', 'warning', { level: '黄' }, office),
    );
    await world.passTo('09-20 10:00');
    expect((await casesOf(world, 'p1')).at(-1)).toMatchObject({ facts: { rung: '谈话' }, cause: { what: 'overdue' } });
    expect((await casesOf(world, 'p2')).at(-1)).toMatchObject({ facts: { rung: '提醒' } });
  },
};

export const warningCards: Scenario = {
  id: 'warning',
  name: 'a warning card: answered, checked, answered again, then the next level; its due counts from the case',
  on: { ...on, posts: ['p1'], phases: ['search'] },
  async play(world) {
    await world.passTo('09-05 10:00');
    await world.ok(world.openCase('p1', 'warning', { level: '黄' }, office));
    const yellow = 'p1#warning-1';
    const judge = (node: string, result: string, round: number) =>
      world.submit(node, 'warning.check', { ...words, result }, { ...office, round });
    const answer = (node: string, round: number) => world.submit(node, 'warning.answer', words, { by: 'an', round });
    expect((await world.task(yellow, 'warning.answer'))?.due).toBe(world.at('09-13'));
    await world.ok(answer(yellow, 1), judge(yellow, '不合格', 1));

    // Not good: answered once more within two working days, and checked once more.
    expect(await placeOf(world, yellow, 'warning.answer')).toBe('open');
    expect(await placeOf(world, yellow, 'warning.check')).toBe('waiting');
    expect((await world.task(yellow, 'warning.answer'))?.due).toBe(world.at('09-08'));
    await world.ok(answer(yellow, 2), judge(yellow, '不合格', 2));

    // Still not good: the next level, by itself.
    expect(await casesOf(world, 'p1')).toMatchObject([
      { facts: { level: '黄' } },
      { key: 'p1#warning-2', facts: { level: '橙' }, cause: { kind: 'step', what: 'warning.raise' } },
    ]);
    const orange = 'p1#warning-2';
    await world.ok(answer(orange, 1), judge(orange, '不合格', 1));
    await world.ok(answer(orange, 2), judge(orange, '合格', 2));

    const record = await world.record();
    expect(await casesOf(world, 'p1')).toHaveLength(2);
    expect(all(record, orange, 'Reopened').map((event) => event.reasons)).toEqual([['整改不力']]);
    expect(all(record, 'p1', 'CaseEnded').map((event) => event.case)).toEqual([yellow, orange]);
    await world.refused('step.wrong-place', judge(orange, '合格', 3));
  },
};

export const midYearChange: Scenario = {
  id: 'mid-year',
  name: 'a post changes hands in mid-year: it alone searches anew, under its new holder',
  on: { ...on, posts: ['p1', 'p2'], phases: ['search'] },
  async play(world) {
    await world.passTo('09-05 10:00');
    const settled = (node: string, by: string, round = 1) => [
      world.submit(node, 'search.declare', risks('a'), { by, round }),
      world.decide(node, 'head', 'approve', { step: 'search.settle', round, ...head }),
    ];
    for (const command of [...settled('p1', 'an'), ...settled('p2', 'bai')]) await world.ok(command);
    await world.passTo('10-10 10:00');

    // Leaves at the end of the month, another comes on the day after: told today, it happens on that day, as one change.
    await world.ok(
      world.changeRoster('b', [
        { kind: 'AppointmentEnded', person: 'an', post: 'p1', to: '2023-10-31' },
        { kind: 'AppointmentStarted', appointment: { person: 'xin', post: 'p1', from: '2023-11-01' } },
      ]),
    );
    expect(await casesOf(world, 'p1')).toEqual([]);
    await world.passTo('11-01 09:00');
    expect(await casesOf(world, 'p1')).toEqual([
      { key: 'p1#change-1', facts: {}, cause: { kind: 'event', what: 'holder-changed' } },
    ]);
    await world.refused('task.not-owner', world.submit('p1#change-1', 'change.handover', words, { by: 'an' }));
    await world.ok(world.submit('p1#change-1', 'change.handover', words, { by: 'xin' }));
    expect(await placeOf(world, 'p1', 'search.declare')).toBe('open');
    for (const command of settled('p1', 'xin', 2)) await world.ok(command);

    const record = await world.record();
    expect(last(record, 'p1', 'Approved')).toMatchObject({ round: 2 });
    expect(all(record, 'p2', 'StepOpened').filter((event) => event.step === 'search.declare')).toHaveLength(1);
  },
};

export const reworkAnyTime: Scenario = {
  id: 'rework',
  name: 'rework is ordered from outside long after the phase ended, and loops until it is approved',
  on: { ...on, posts: ['p3'], phases: ['search'] },
  async play(world) {
    const fan = { by: 'fan' };
    await world.passTo('09-05 10:00');
    await world.ok(world.submit('p3', 'search.declare', risks('a')));
    await world.ok(world.decide('p3', 'head', 'approve', { step: 'search.settle', ...fan }));
    await world.passTo('11-20 10:00');
    await world.refused('task.not-owner', world.openCase('p3', 'rectify', {}, fan));
    await world.ok(world.openCase('p3', 'rectify', {}, office));
    expect(await placeOf(world, 'p3', 'search.declare')).toBe('done');
    await world.ok(world.issue('p3#rectify-1', 'rectify.order', office));

    expect(last(await world.record(), 'p3', 'Reopened')).toMatchObject({
      steps: ['search.declare'],
      reasons: ['应付了事'],
      from: 'p3#rectify-1',
    });
    expect(last(await world.record(), 'p3', 'Outdated')).toMatchObject({ step: 'search.settle' });
    await world.ok(world.submit('p3', 'search.declare', risks('a', 'b'), { round: 2 }));
    await world.ok(
      world.decide('p3', 'head', 'return', { step: 'search.settle', round: 2, reasons: ['查找不全'], ...fan }),
    );
    await world.ok(world.submit('p3', 'search.declare', risks('a', 'b', 'c'), { round: 3 }));
    await world.ok(world.decide('p3', 'head', 'approve', { step: 'search.settle', round: 3, ...fan }));
    expect(last(await world.record(), 'p3', 'Approved')).toMatchObject({ round: 3 });
  },
};

export const inspections: Scenario = {
  id: 'inspections',
  name: 'an inspection twice in a half-year at least, its shortfall said by the clock; a report on the first day of a quarter',
  on: { ...on, posts: ['p1', 'p3'], phases: ['search'] },
  async play(world) {
    await world.passTo('09-05 10:00');
    for (const node of ['u1', 'u1', 'u2']) await world.ok(world.openCase(node, 'inspect', {}, office));
    for (const node of ['u1#inspect-1', 'u1#inspect-2', 'u2#inspect-1'])
      await world.ok(world.submit(node, 'inspect.note', words, office));

    await world.passTo('10-01 00:00');
    expect(await casesOf(world, 'u1')).toContainEqual({
      key: 'u1#reportQuarterly-1',
      facts: {},
      cause: { kind: 'date', what: '' },
    });
    await world.passTo('12-31 23:00');
    expect(all(await world.record(), 'u2', 'Shortfall')).toEqual([]);
    await world.driver.passTo(world.at('12-31 23:59') + 60_000);

    const record = await world.record();
    expect(all(record, 'u1', 'Shortfall')).toEqual([]);
    expect(last(record, 'u2', 'Shortfall')).toMatchObject({
      procedure: 'inspect',
      from: world.at('07-01'),
      wanted: 2,
      held: 1,
      to: ['guo', 'hua'],
      signer: { kind: 'system' },
    });
  },
};

export const objections: Scenario = {
  id: 'objections',
  name: 'a publicity with proof; upheld objections have approved items done again, shown again or not, stayed or not',
  on: { ...on, posts: ['p1'] },
  async play(world) {
    const list = 'gather.list';
    const show = 'gather.show';
    const approve = (round: number) =>
      world.decide('u1', 'office', 'approve', { step: 'gather.confirm', round, ...office });
    const object = (step: string, comment: string, ...about: readonly string[]) =>
      world.comment('u1', step, comment, { channel: '网页', by: 'an', about });
    const proof = (of: 'start' | 'end') => world.recordProof('u1', show, of, head);
    await world.passTo('09-05 10:00');
    await world.ok(world.submit('p1', 'search.declare', risks('a')));
    await world.ok(world.decide('p1', 'head', 'approve', { step: 'search.settle', ...head }));
    await world.passTo('10-09 10:00');
    await world.ok(world.submit('u1', list, risks('a', 'b', 'c'), head));
    await world.ok(approve(1));

    // Five days from the proof that it is up; not before the proof that it is down.
    expect(last(await world.record(), 'u1', 'AskingOpened')).toMatchObject({ until: null, redaction: '姓名、证件号' });
    await world.refused('proof.missing', proof('end'));
    await world.ok(proof('start'));
    await world.refused('proof.recorded', proof('start'));
    await world.refused('review.unknown-item', object(show, 'o0', 'zz'));
    await world.ok(object(show, 'o1', 'b'), object(show, 'o2', 'c'));
    await world.refused('asking.not-yet', proof('end'));
    await world.ok(
      world.dispose('u1', show, 'o1', 'adopted', head),
      world.dispose('u1', show, 'o2', 'not-adopted', head),
    );
    await world.refused('comment.answered', world.dispose('u1', show, 'o2', 'adopted', head));
    await world.refused('comment.final', object(show, 'o3', 'c'));
    await world.passTo('10-14 10:00');
    await world.refused('proof.missing', world.endAsking('u1', show, head));
    await world.ok(proof('end'), world.endAsking('u1', show, head));

    // Only what was objected to is done again, though it was approved; what follows waits.
    const record = await world.record();
    expect(last(record, 'u1', 'ObjectionsUpheld')).toMatchObject({ comments: ['o1'], items: ['b'], again: true });
    expect(last(record, 'u1', 'Outdated')).toMatchObject({ step: 'gather.confirm' });
    expect(await placeOf(world, 'u1', 'gather.measures')).toBe('waiting');
    const changed = { rows: [...risks('a').rows, { id: 'b', risk: '改过' }, ...risks('c').rows] };
    await world.refused(
      'declaration.locked-items',
      world.submit('u1', list, { rows: [{ id: 'a', risk: '也改' }, ...changed.rows.slice(1)] }, { ...head, round: 2 }),
    );
    await world.ok(world.submit('u1', list, changed, { ...head, round: 2 }));
    expect(await placeOf(world, 'u1', show)).toBe('waiting');
    await world.ok(approve(2));

    // Shown again, for the whole length.
    expect(last(await world.record(), 'u1', 'AskingOpened')).toMatchObject({ round: 2 });
    await world.ok(proof('start'));
    await world.passTo('10-20 10:00');
    await world.ok(proof('end'), world.endAsking('u1', show, head));
    expect(await placeOf(world, 'u1', show)).toBe('done');

    // The measures: no length given; what was approved stays in effect while it is put right, and is not shown again.
    const agree = (round: number) =>
      world.decide('u1', 'office', 'approve', { step: 'gather.agree', round, ...office });
    await world.ok(world.submit('u1', 'gather.measures', words, head));
    await world.ok(agree(1));
    await world.passTo('11-01 10:00');
    await world.ok(object('after.known', 'm1'));
    await world.ok(world.dispose('u1', 'after.known', 'm1', 'partly', head));
    await world.ok(world.endAsking('u1', 'after.known', head));
    expect(await placeOf(world, 'u1', 'gather.measures')).toBe('open');
    expect(await placeOf(world, 'u1', 'after.known')).toBe('waiting');
    expect(await placeOf(world, 'u1', 'after.points')).toBe('open');
    await world.ok(world.submit('u1', 'gather.measures', { words: '改过' }, { ...head, round: 2 }));
    expect(await placeOf(world, 'u1', 'after.known')).toBe('waiting');
    await world.ok(agree(2));
    expect(await placeOf(world, 'u1', 'after.known')).toBe('done');
    expect(all(await world.record(), 'u1', 'StepHeld')).toEqual([]);
    expect(all(await world.record(), 'u1', 'Outdated')).toHaveLength(1);

    // What a post handed in: it is done again there, and the unit does not wait for it.
    await world.refused('review.unknown-item', object('after.points', 'q0', 'p3'));
    await world.ok(object('after.points', 'q1', 'p1'));
    await world.ok(world.dispose('u1', 'after.points', 'q1', 'adopted', head));
    await world.passTo('11-06 10:00');
    expect(await placeOf(world, 'u1', 'after.points')).toBe('done');
    expect(await placeOf(world, 'u1', 'after.report')).toBe('open');
    expect(last(await world.record(), 'p1', 'Reopened')).toMatchObject({ steps: ['search.declare'], from: 'u1' });
    expect(await placeOf(world, 'p1', 'search.declare')).toBe('open');
  },
};

export const changesOfPlaces: Scenario = {
  id: 'places',
  name: 'a post comes and one goes while the campaign runs; those above learn of it, and it is told why',
  on: { ...on, posts: ['p1', 'p2', 'p3'] },
  async play(world) {
    await world.passTo('09-05 10:00');
    await world.ok(world.submit('p1', 'search.declare', risks('a')));
    await world.ok(world.decide('p1', 'head', 'approve', { step: 'search.settle', ...head }));
    const added = (id: string, facts: Record<string, boolean>) => ({
      kind: 'PlaceAdded' as const,
      place: { id, layer: 'post', name: '核算员', parent: 'u1', facts },
    });
    const held = (post: string) => ({ kind: 'AppointmentStarted' as const, appointment: { person: 'xin', post } });

    // A new post does what the phase asks of it, and its unit waits for it.
    await world.refused('declaration.facts-missing', world.changeRoster('b', [added('p4', {})]));
    await world.refused(
      'roster.root-closed',
      world.changeRoster('b', [{ kind: 'PlaceClosed', place: 'b', to: '2023-09-05' }]),
    );
    await world.refused('node.unknown', world.submit('p4', 'search.declare', risks('a'), { by: 'xin' }));
    await world.ok(world.changeRoster('b', [added('p4', { money: true }), held('p4')]));
    expect(last(await world.record(), 'p4', 'NodeOpened')).toMatchObject({ added: { parent: 'u1', name: '核算员' } });
    expect((await world.node('p4')).grades.post).toEqual({ computed: '一级' });
    expect(await casesOf(world, 'p4')).toMatchObject([{ key: 'p4#change-1', cause: { what: 'place-added' } }]);

    // One post is closed with its work half done: the unit does not wait for it any more.
    await world.ok(world.submit('p2', 'search.declare', risks('a')));
    await world.ok(world.changeRoster('b', [{ kind: 'PlaceClosed', place: 'p2', into: 'p1', to: '2023-09-10' }]));
    await world.passTo('09-10 12:00');
    expect((await world.node('p2')).closed).toBe(false);
    await world.passTo('09-11 00:00');
    expect(last(await world.record(), 'p2', 'NodeClosed')).toMatchObject({ place: 'p2', into: 'p1' });
    expect(last(await world.record(), 'p2', 'StepClosed')).toMatchObject({
      step: 'search.settle',
      reason: 'place.closed',
    });
    expect(await casesOf(world, 'u1')).toMatchObject([{ key: 'u1#merged-1', cause: { what: 'place-closed' } }]);
    await world.refused('node.gone', world.submit('p2', 'search.declare', risks('b'), { round: 2 }));

    await world.passTo('10-09 10:00');
    expect(await placeOf(world, 'u1', 'gather.list')).toBe('waiting');
    await world.ok(world.submit('p4', 'search.declare', risks('x'), { by: 'xin' }));
    await world.ok(world.decide('p4', 'head', 'approve', { step: 'search.settle', ...head }));
    expect(await placeOf(world, 'u1', 'gather.list')).toBe('open');

    // One that comes when the search is over leaves it out, and holds nobody up.
    await world.ok(
      world.changeRoster('b', [
        { ...added('p5', { money: false }), place: { ...added('p5', { money: false }).place, parent: 'u2' } },
      ]),
    );
    expect(all(await world.record(), 'p5', 'StepLeftOut').map(({ step, why }) => [step, why])).toEqual([
      ['search.grade', 'over'],
      ['search.declare', 'over'],
      ['search.settle', 'over'],
    ]);
    expect(await placeOf(world, 'u2', 'gather.list')).toBe('waiting');

    // A whole unit goes: everything below it goes with it, and the campaign can still be closed.
    await world.ok(world.changeRoster('b', [{ kind: 'PlaceClosed', place: 'u2', to: '2023-10-08' }]));
    expect(last(await world.record(), 'p3', 'NodeClosed')).toMatchObject({ place: 'u2', into: null });
    expect(last(await world.record(), 'p5', 'NodeClosed')).toMatchObject({ place: 'u2' });
    await world.ok(world.closeCampaign('b'));
    expect((await world.node('p4')).closed).toBe(true);
    expect(last(await world.record(), 'p3', 'CampaignClosed')).toBeUndefined();
    const nodes = (await world.driver.states()).flatMap((one) => Object.values(one.nodes));
    expect(nodes.filter((node) => !node.closed)).toEqual([]);
  },
};
