import { describe, expect, test } from '@jest/globals';
import { recount } from '@lianfang/engine/record';
import { all, last, type World } from '../../scenarios/world.ts';
import { board, council, eventsOf, step, type usual, voteAll, voteBy, worldOf } from './voting.ts';

const place = async (world: World) => (await world.review('a', step))?.place;
const tasksAt = async (world: World) =>
  Object.keys((await world.node('a')).tasks).filter((task) => task.startsWith(`${step}/`));
const counted = async (world: World) => last(await world.record(), 'a', 'VoteCounted');
const soundly = async (world: World) => expect(recount(await eventsOf(world, 'a')).disagreements).toEqual([]);
const last9 = { id: 'last', by: 'party' };

describe('an open vote', () => {
  test('gives each member a task of their own, and passes the stage when all have voted', async () => {
    const world = await worldOf([voteBy('council', {}), last9]);
    expect(await tasksAt(world)).toEqual(council.map((person) => `${step}/council@${person}`));

    await voteAll(world, 'council', { ke: 'for', kong: 'against' });
    expect(await tasksAt(world)).toEqual([`${step}/council@kang`]);
    await voteAll(world, 'council', { kang: 'for' });

    expect(await place(world)).toBe('last');
    expect(await counted(world)).toMatchObject({
      entitled: council,
      vote: { for: ['ke', 'kang'], against: ['kong'], abstained: [] },
      chair: 'kang',
      result: 'passed',
      outcome: 'approve',
      signer: { kind: 'system' },
    });
    await soundly(world);
  });

  test('ends when nobody can change it, where the plan says so; the others are not asked any more', async () => {
    const world = await worldOf([voteBy('council', { ends: 'certain' }), last9]);

    await voteAll(world, 'council', { ke: 'for' });
    expect(await place(world)).toBe('council');
    await voteAll(world, 'council', { kong: 'for' });

    expect(await place(world)).toBe('last');
    const closed = all(await world.record(), 'a', 'TaskClosed').filter(({ task }) => task.includes('council'));
    expect(closed.map(({ task, end }) => [task, end])).toContainEqual([`${step}/council@kang`, 'superseded']);
    await soundly(world);
  });

  test('is closed by the chair once it has its quorum, and by nobody else', async () => {
    const world = await worldOf([voteBy('council', { of: 'voting' }), last9]);
    const close = (by: string) => world.closeVote('a', 'council', { step, by });

    await voteAll(world, 'council', { ke: 'for' });
    await world.refused('vote.no-quorum', close('kang'));
    await voteAll(world, 'council', { kong: 'for' });
    await world.refused('vote.not-convener', close('ke'));
    await world.refused('task.wrong-signer', world.closeVote('a', 'council', { step, as: world.office }));
    await world.ok(close('kang'));

    expect(await place(world)).toBe('last');
    expect(await counted(world)).toMatchObject({ signer: { kind: 'person', person: 'kang' }, result: 'passed' });
  });

  test('of people who are no body is closed by the office', async () => {
    const world = await worldOf([voteBy('peers', { of: 'voting' }), last9]);

    await voteAll(world, 'peers', { ke: 'for', kong: 'abstained' });
    await world.refused('office.only', world.closeVote('a', 'peers', { step, by: 'ke' }));
    await world.ok(world.closeVote('a', 'peers', { step, as: world.office }));

    expect(await counted(world)).toMatchObject({ chair: null, result: 'passed' });
  });

  test('that fails sends back what those against said, together', async () => {
    const world = await worldOf([voteBy('council', {})]);

    await world.refused('review.reason-missing', world.vote('a', 'council', 'against', { step, by: 'ke' }));
    await world.refused(
      'review.unknown-reason',
      world.vote('a', 'council', 'against', { step, by: 'ke', reasons: ['坏'] }),
    );
    await world.refused(
      'vote.reasons-with-against',
      world.vote('a', 'council', 'for', { step, by: 'ke', reasons: ['不可行'] }),
    );
    const wordless = world.vote('a', 'council', 'against', { step, by: 'ke', reasons: ['不可行'] });
    await world.refused('review.opinion-missing', { ...wordless, opinion: null });
    await voteAll(world, 'council', { ke: 'against', kong: 'against', kang: 'for' });

    expect(await place(world)).toBe('returned');
    const kept = await world.record();
    expect(last(kept, 'a', 'VoteCounted')).toMatchObject({ result: 'failed', outcome: 'return' });
    expect(last(kept, 'a', 'Returned')).toMatchObject({ reasons: ['不可行'], signer: { kind: 'system' } });
    await soundly(world);
  });

  test('may be taken back while it goes on, and is given once', async () => {
    const world = await worldOf([voteBy('council', {}), last9]);

    await voteAll(world, 'council', { ke: 'against' });
    await world.refused('vote.already-voted', world.vote('a', 'council', 'for', { step, by: 'ke' }));
    await world.ok(world.takeBack('a', 'council', { step, by: 'ke' }));
    await voteAll(world, 'council', { ke: 'for', kong: 'for', kang: 'for' });

    expect(await counted(world)).toMatchObject({ vote: { for: ['ke', 'kong', 'kang'], against: [] } });
    await world.refused('review.counted', world.takeBack('a', 'council', { step, by: 'ke' }));
  });

  test('that neither passes nor fails waits for its convener, and goes on when somebody thinks again', async () => {
    const world = await worldOf([voteBy('council', { fail: { moreThan: [1, 2] } }), last9]);

    await voteAll(world, 'council', { ke: 'for', kong: 'against', kang: 'abstained' });
    expect(await place(world)).toBe('council');
    expect(await world.task('a', `${step}/council`)).toMatchObject({ owners: ['kang'], stuck: false });
    await world.refused('vote.undecided', world.closeVote('a', 'council', { step, by: 'kang' }));
    await world.ok(world.takeBack('a', 'council', { step, by: 'kang' }));
    expect(await tasksAt(world)).toEqual([`${step}/council@kang`]);
    await voteAll(world, 'council', { kang: 'for' });

    expect(await place(world)).toBe('last');
    await soundly(world);
  });

  test('is complete when the one who had not voted stands aside, and counts without them', async () => {
    const world = await worldOf([voteBy('council', {}), last9]);

    await voteAll(world, 'council', { ke: 'for', kang: 'for' });
    await world.ok(world.recuse('a', { step, by: 'kong' }));

    expect(await place(world)).toBe('last');
    expect(await counted(world)).toMatchObject({ entitled: ['kang', 'ke'], recused: ['kong'], result: 'passed' });
    await soundly(world);
  });

  test('does not count who voted and then stands aside', async () => {
    const world = await worldOf([voteBy('council', {}), last9]);

    await voteAll(world, 'council', { kong: 'against' });
    await world.ok(world.recuse('a', { step, by: 'kong' }));
    await voteAll(world, 'council', { ke: 'for', kang: 'for' });

    expect(await counted(world)).toMatchObject({ vote: { for: ['ke', 'kang'], against: [] }, recused: ['kong'] });
  });

  test('without enough members for its quorum stays open', async () => {
    const world = await worldOf([voteBy('council', { quorum: { atLeast: 3 } }), last9]);

    await world.ok(world.recuse('a', { step, by: 'kong' }));
    await voteAll(world, 'council', { ke: 'for', kang: 'for' });

    expect(await place(world)).toBe('council');
    expect(await tasksAt(world)).toEqual([`${step}/council`]);
    await world.refused('vote.no-quorum', world.closeVote('a', 'council', { step, by: 'kang' }));
  });

  test('comes to its outcome when the last who had not voted has left the body', async () => {
    const world = await worldOf([voteBy('council', {}), last9]);

    await voteAll(world, 'council', { ke: 'for', kang: 'for' });
    await world.ok(
      world.changeRoster('bureau', [{ kind: 'MemberEnded', person: 'kong', body: 'council', to: '2023-02-28' }]),
    );

    expect(await place(world)).toBe('last');
    expect(await counted(world)).toMatchObject({ entitled: ['kang', 'ke'] });
  });

  test('weighs by role, lets the chair break a tie, and one against be a veto', async () => {
    const weighty = await worldOf([voteBy('council', { weights: { board: 4, peers: 2 } }), last9]);
    await voteAll(weighty, 'council', { ke: 'for', kang: 'for', kong: 'against' });
    expect(await counted(weighty)).toMatchObject({ weights: { kang: 2, ke: 2, kong: 2 }, result: 'passed' });
    await soundly(weighty);

    const tied = await worldOf([voteBy('council', { casting: true }), last9]);
    await voteAll(tied, 'council', { kang: 'for', ke: 'against', kong: 'abstained' });
    expect(await counted(tied)).toMatchObject({ chair: 'kang', result: 'passed' });
    await soundly(tied);

    const vetoed = await worldOf([voteBy('council', { veto: true, ends: 'certain' })]);
    await voteAll(vetoed, 'council', { kang: 'for', ke: 'against' });
    expect(await counted(vetoed)).toMatchObject({ result: 'failed', vote: { abstained: [] } });
    await soundly(vetoed);
  });

  test('refuses ballots, and a stage that does not vote refuses votes', async () => {
    const world = await worldOf([voteBy('council', {}), last9]);
    await world.refused('vote.open', world.takeBallot('a', 'council', { step, by: 'ke' }));
    await world.refused('vote.open', world.castBallot('a', 'council', 't', 'for', { step }));
    await world.refused('review.wrong-place', world.vote('a', 'last', 'for', { step, by: 'dang' }));
    await voteAll(world, 'council', { kang: 'for', ke: 'for', kong: 'for' });

    await world.refused('vote.no-vote', world.vote('a', 'last', 'for', { step, by: 'dang' }));
    await world.refused('vote.no-vote', world.closeVote('a', 'last', { step, by: 'dang' }));
  });
});

describe('a secret ballot', () => {
  const secret = (more: Partial<typeof usual> = {}) => voteBy('council', { ballot: 'secret', ...more });
  const tokens = ['t1', 't2', 't3'];
  const issue = (world: World, some = tokens) => world.issueBallots('a', 'council', some, { step, by: 'kang' });
  const take = (world: World, by: string) => world.takeBallot('a', 'council', { step, by });
  const cast = (world: World, token: string, choice: 'for' | 'against' | 'abstained') =>
    world.castBallot('a', 'council', token, choice, { step });
  const close = (world: World) => world.closeVote('a', 'council', { step, by: 'kang' });

  test('waits for its convener, then for its members, then for its convener again', async () => {
    const world = await worldOf([secret(), last9]);
    expect(await world.task('a', `${step}/council`)).toMatchObject({ owners: ['kang'] });
    await world.refused('vote.wrong-place', take(world, 'ke'));
    await world.refused('vote.wrong-place', close(world));
    await world.refused('vote.repeated-ballot', issue(world, ['t1', 't1', 't2']));

    await world.ok(issue(world));
    expect(await tasksAt(world)).toEqual(council.map((person) => `${step}/council@${person}`));
    await world.refused('vote.wrong-place', issue(world));
    await world.ok(take(world, 'kong'), take(world, 'ke'));
    await world.refused('vote.already-voted', take(world, 'ke'));
    await world.ok(take(world, 'kang'));

    expect(await tasksAt(world)).toEqual([`${step}/council`]);
    expect(last(await world.record(), 'a', 'DrawingClosed')).toMatchObject({ drawn: 3 });
  });

  test('counts what was cast, by numbers, and joins nobody to it', async () => {
    const world = await worldOf([secret(), last9]);
    await world.ok(issue(world));
    for (const by of ['kong', 'ke', 'kang']) await world.ok(take(world, by));
    await world.ok(cast(world, 't2', 'against'), cast(world, 't3', 'for'), cast(world, 't1', 'for'));

    expect(await place(world)).toBe('last');
    // Who drew is listed by name, not in the order of drawing or casting.
    expect(await counted(world)).toMatchObject({
      vote: { voters: ['kang', 'ke', 'kong'], counts: { for: 2, against: 1, abstained: 0 } },
      weights: {},
      result: 'passed',
    });
    const { decisions = [] } = (await world.review('a', step)) ?? {};
    expect(decisions.filter(({ stage }) => stage === 'council')).toEqual([]);
    await soundly(world);
  });

  test('is closed by its convener: who did not draw is out, what was not cast is no vote', async () => {
    const world = await worldOf([secret({ of: 'voting' }), last9]);
    await world.ok(issue(world), take(world, 'ke'));
    await world.refused('vote.no-quorum', close(world));
    await world.ok(take(world, 'kong'), close(world));
    await world.refused('vote.wrong-place', take(world, 'kang'));
    const ends = all(await world.record(), 'a', 'TaskClosed').filter(({ task }) => task.endsWith('@kang'));
    expect(ends.map(({ end }) => end)).toEqual(['superseded']);

    await world.ok(cast(world, 't1', 'for'));
    await world.refused('vote.no-quorum', close(world));
    await world.ok(cast(world, 't3', 'for'));

    // Two drew and two are cast: the third ballot, which nobody drew, is worth nothing.
    expect(await counted(world)).toMatchObject({
      vote: { voters: ['ke', 'kong'], counts: { for: 2, against: 0, abstained: 0 } },
    });
    await world.refused('review.wrong-place', cast(world, 't2', 'against'));
    await soundly(world);
  });

  test('is followed by another when all were cast and it has no result', async () => {
    const world = await worldOf([secret({ fail: { moreThan: [1, 2] } }), last9]);
    await world.ok(issue(world));
    for (const by of council) await world.ok(take(world, by));
    await world.ok(cast(world, 't1', 'for'), cast(world, 't2', 'against'), cast(world, 't3', 'abstained'));

    expect(await place(world)).toBe('council');
    expect(await world.task('a', `${step}/council`)).toMatchObject({ owners: ['kang'] });
    await world.refused('vote.undecided', close(world));
    await world.ok(issue(world, ['n1', 'n2', 'n3']));
    for (const by of council) await world.ok(take(world, by));
    await world.refused('vote.unknown-ballot', cast(world, 't1', 'for'));
    await world.ok(cast(world, 'n1', 'for'), cast(world, 'n2', 'for'), cast(world, 'n3', 'against'));

    expect(await place(world)).toBe('last');
  });

  test('says the result only where few voted, and then cannot be counted again', async () => {
    const world = await worldOf([secret({ hideBelow: 4 })]);
    await world.ok(issue(world));
    for (const by of council) await world.ok(take(world, by));
    await world.ok(cast(world, 't1', 'against'), cast(world, 't2', 'against'), cast(world, 't3', 'for'));

    const kept = await world.record();
    expect(last(kept, 'a', 'VoteCounted')).toMatchObject({
      vote: { voters: council, counts: null },
      result: 'failed',
    });
    // A secret ballot gives no reasons.
    expect(last(kept, 'a', 'Returned')).toMatchObject({ reasons: [], verdicts: [] });
    expect(recount(await eventsOf(world, 'a'))).toEqual({ counted: 0, hidden: 1, disagreements: [] });
  });

  test('drops with the round that it was in', async () => {
    const world = await worldOf([secret(), last9]);
    await world.ok(issue(world));
    await world.ok(world.withdraw('a', { step }));
    await world.ok(world.submit('a', 'search.plan', { measure: '再措施' }));

    await world.refused('vote.wrong-place', take(world, 'ke'));
    expect((await world.review('a', step))?.sittings?.council?.ballot).toMatchObject({ place: 'issuing', open: [] });
  });
});

describe('a vote of nobody', () => {
  test('is stuck with the office until somebody is found, who decides alone', async () => {
    const world = await worldOf([voteBy('council', {}), last9]);
    for (const by of council) await world.ok(world.recuse('a', { step, by }));

    expect(await world.task('a', `${step}/council`)).toMatchObject({ stuck: true });
    await world.refused('vote.no-members', world.vote('a', 'council', 'for', { step, by: 'wei1' }));
    await world.refused('vote.no-members', world.closeVote('a', 'council', { step, by: 'kang' }));
    await world.ok(world.reassign('a', `${step}/council`, 'wei1'));
    await world.refused('vote.no-members', world.vote('a', 'council', 'for', { step, by: 'wei1' }));
    await world.ok(world.decide('a', 'council', 'approve', { step, by: 'wei1' }));

    expect(await place(world)).toBe('last');
  });
});

describe('a vote of many', () => {
  test('S04: five for and three against of nine, with one who abstains, is enough', async () => {
    const world = await worldOf([voteBy('board', {}), last9]);
    const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = ''] = board;

    await voteAll(world, 'board', {
      [a]: 'for',
      [b]: 'against',
      [c]: 'for',
      [d]: 'against',
      [e]: 'for',
      [f]: 'abstained',
      [g]: 'for',
      [h]: 'against',
      [i]: 'for',
    });

    expect(await counted(world)).toMatchObject({ result: 'passed', vote: { against: [b, d, h], abstained: [f] } });
    await soundly(world);
  });
});
