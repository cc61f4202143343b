import { describe, expect, test } from '@jest/globals';
import { all, last } from '../../scenarios/world.ts';
import { ballotsAt, begin, panelAt, risks, SETTLE, successor, VOTE } from '../review/begin.ts';

const CHIEF = `${SETTLE}/chief`;
const LEI = `${SETTLE}/leads@lei`;

describe('a transferred task', () => {
  test('is another person’s, who signs in their own right', async () => {
    const world = await panelAt('chief');

    await world.ok(world.transfer('a', CHIEF, 'cai', { by: 'jiu' }));

    expect(await world.task('a', CHIEF)).toMatchObject({ owners: ['cai'], assigned: true });
    await world.refused('task.not-owner', world.decide('a', 'chief', 'approve', { by: 'jiu' }));
    await world.refused(
      'task.not-substitute',
      world.decide('a', 'chief', 'approve', { as: { kind: 'substitute', person: 'cai', for: 'jiu' } }),
    );
    await world.ok(world.decide('a', 'chief', 'approve', { by: 'cai' }));
    const kept = await world.record();
    expect(last(kept, 'a', 'TaskTransferred')).toMatchObject({
      task: CHIEF,
      from: ['jiu'],
      to: ['cai'],
      signer: { kind: 'person', person: 'jiu' },
    });
    expect(last(kept, 'a', 'Decided')?.signer).toEqual({ kind: 'person', person: 'cai' });
  });

  test('of a seat stays in the right of whoever it was of', async () => {
    const world = await panelAt('leads');

    await world.ok(world.transfer('a', LEI, 'cai', { by: 'lei' }));
    await world.ok(world.decide('a', 'leads', 'approve', { by: 'cai' }));

    expect((await world.review('a'))?.decisions.at(-1)).toMatchObject({ by: 'cai', right: 'lei' });
    await world.ok(world.decide('a', 'leads', 'approve', { by: 'lu' }));
    expect((await world.review('a'))?.place).toBe('chief');
    const [first] = all(await world.record(), 'a', 'Decided').filter(({ stage }) => stage === 'leads');
    expect(first).toMatchObject({ seat: 'lei', signer: { kind: 'person', person: 'cai' } });
  });

  test('that several share leaves the others their share', async () => {
    const world = await ballotsAt('any');
    const task = `${VOTE}/any`;

    await world.ok(world.transfer('a', task, 'cai', { by: 'ke' }));

    expect((await world.task('a', task))?.owners).toEqual(['kang', 'cai', 'kong']);
    await world.refused('task.not-owner', world.decide('a', 'any', 'approve', { step: VOTE, by: 'ke' }));
    await world.ok(world.decide('a', 'any', 'approve', { step: VOTE, by: 'kong' }));
  });

  test('stays where it is when the post changes hands, and goes back to the role when its owner has left', async () => {
    const world = await panelAt('chief');
    await world.ok(world.transfer('a', CHIEF, 'cai', { by: 'jiu' }));

    await world.ok(world.changeRoster('bureau', successor('chief', 'jiu', 'fa', '02-28')));
    expect(await world.task('a', CHIEF)).toMatchObject({ owners: ['cai'] });

    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'cai', to: '2023-02-28' }]));
    const task = await world.task('a', CHIEF);
    expect(task).toMatchObject({ owners: ['fa'], stuck: false });
    expect(task).not.toHaveProperty('assigned');
    expect(last(await world.record(), 'a', 'TaskHandedOver')).toMatchObject({ from: ['cai'], to: ['fa'] });
    await world.ok(world.decide('a', 'chief', 'approve', { by: 'fa' }));
  });

  test('of a seat goes back to whose right it is in when its owner has left on a day to come', async () => {
    const world = await panelAt('leads');
    await world.ok(world.transfer('a', LEI, 'cai', { by: 'lei' }));
    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'cai', to: '2023-03-02' }]));
    expect((await world.task('a', LEI))?.owners).toEqual(['cai']);

    await world.passTo('03-03 10:00');

    expect((await world.task('a', LEI))?.owners).toEqual(['lei']);
  });

  test('is found by its role anew when the review comes back to the stage', async () => {
    const world = await panelAt('leads');
    await world.ok(world.transfer('a', LEI, 'cai', { by: 'lei' }));
    for (const by of ['cai', 'lu']) await world.ok(world.decide('a', 'leads', 'approve', { by }));

    await world.ok(world.decide('a', 'chief', 'return', { reasons: ['不实'], target: 'leads' }));

    expect(await world.task('a', LEI)).toMatchObject({ owners: ['lei'], round: 2 });
    await world.refused('task.not-owner', world.transfer('a', LEI, 'fa', { by: 'cai' }));
    await world.ok(world.transfer('a', LEI, 'cai', { by: 'lei' }));
    for (const by of ['cai', 'lu']) await world.ok(world.decide('a', 'leads', 'approve', { by, round: 2 }));
    expect((await world.review('a'))?.place).toBe('chief');
  });
});

describe('a transfer', () => {
  test('is refused to whoever may not have it', async () => {
    const world = await panelAt('leads');

    await world.refused('task.not-owner', world.transfer('a', LEI, 'cai', { by: 'lu' }));
    await world.refused('task.not-open', world.transfer('a', CHIEF, 'cai', { by: 'jiu' }));
    await world.refused('review.self-review', world.transfer('a', LEI, 'an', { by: 'lei' }));
    await world.refused('task.same-person', world.transfer('a', LEI, 'lei', { by: 'lei' }));
    await world.refused('review.asked-already', world.transfer('a', LEI, 'lu', { by: 'lei' }));
    await world.ok(world.recuse('a', { by: 'dang' }));
    await world.refused('review.stands-aside', world.transfer('a', LEI, 'dang', { by: 'lei' }));
    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'fa', to: '2023-02-28' }]));
    await world.refused('person.unknown', world.transfer('a', LEI, 'fa', { by: 'lei' }));
  });

  test('is refused by and to somebody of whom it is demanded to stand aside', async () => {
    const world = await ballotsAt('any');
    await world.ok(world.demandRecusal('a', 'ke', { step: VOTE }));

    const task = `${VOTE}/any`;
    await world.ok(world.transfer('a', task, 'cai', { by: 'kang' }));
    await world.ok(world.demandRecusal('a', 'cai', { step: VOTE }));

    await world.refused('review.recusal-pending', world.transfer('a', task, 'fa', { by: 'ke' }));
    await world.refused('review.recusal-pending', world.delegate('a', task, 'fa', { by: 'ke' }));
    await world.ok(world.answerRecusal('a', 'cai', true, { step: VOTE, as: world.office }));
    await world.refused('review.stands-aside', world.transfer('a', task, 'cai', { by: 'kong' }));
  });

  test('of a vote in a body is refused, because the seat is personal; it may be prepared by another', async () => {
    const world = await ballotsAt('board');
    const task = `${VOTE}/board@wei2`;

    const refusal = await world.refused('task.personal', world.transfer('a', task, 'cai', { by: 'wei2' }));

    expect(refusal.possible).toEqual(['Delegate']);
    await world.ok(world.delegate('a', task, 'cai', { by: 'wei2' }));
    await world.refused('task.delegated', world.vote('a', 'board', 'for', { step: VOTE, by: 'cai' }));
    await world.refused('task.delegated', world.vote('a', 'board', 'for', { step: VOTE, by: 'wei2' }));
    await world.ok(world.handBack('a', task, { by: 'cai' }));
    await world.ok(world.vote('a', 'board', 'for', { step: VOTE, by: 'wei2' }));
  });

  test('of a declaration that is reviewed is refused, so that nobody comes to judge their own', async () => {
    const world = begin({ plan: 'three-stages', posts: ['p2'] });
    await world.passTo('09-26 10:00');

    const refusal = await world.refused('task.personal', world.transfer('p2', 'search.declare', 'zhou', { by: 'wu' }));

    expect(refusal.possible).toEqual(['Delegate']);
  });

  test('of what a body decides in a meeting is refused', async () => {
    const world = begin({ plan: 'three-stages', posts: ['p1', 'p2'] });
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p1', risks));
    for (const stage of ['section', 'deputy']) await world.ok(world.decide('p1', stage, 'approve'));

    await world.refused('task.personal', world.transfer('p1', `${SETTLE}/team`, 'tang', { by: 'li' }));
    await world.refused('task.personal', world.delegate('p1', `${SETTLE}/team`, 'tang', { by: 'li' }));
  });
});
