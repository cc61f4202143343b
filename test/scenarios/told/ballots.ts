import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last, type World } from '../world.ts';

const step = 'search.vote';
const on = { plan: 'panels', posts: ['a'] } as const;
const board = Array.from({ length: 9 }, (_, i) => `wei${i + 1}`);
const council = ['kang', 'ke', 'kong'];

async function planned(world: World, round = 1): Promise<void> {
  await world.ok(world.submit('a', 'search.plan', { measure: `措施 ${round}` }, { round }));
}

async function throughAny(world: World, round = 1): Promise<void> {
  await world.ok(world.decide('a', 'advice', 'agree', { step, round }));
  await world.ok(world.decide('a', 'party', 'approve', { step, round }));
  await world.ok(world.decide('a', 'any', 'approve', { step, round, by: 'ke' }));
}

async function toTheBoard(world: World, round = 1): Promise<void> {
  await planned(world, round);
  await throughAny(world, round);
  for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'order', 'approve', { step, round, by }));
}

async function throughTheBoard(world: World, round = 1): Promise<void> {
  await world.ok(...board.map((by) => world.vote('a', 'board', 'for', { step, round, by })));
}

export const majority: Scenario = {
  id: 'S04',
  name: 'nine entitled, five agree, three oppose, one abstains',
  on,
  async play(world) {
    await world.passTo('03-01 10:00');
    await toTheBoard(world);
    await world.refused('review.members-vote', world.decide('a', 'board', 'approve', { step, by: 'wei1' }));
    const vote = (by: string, choice: 'for' | 'against' | 'abstained') =>
      world.vote('a', 'board', choice, { step, by, ...(choice === 'against' ? { reasons: ['不可行'] } : {}) });
    await world.ok(vote('wei1', 'for'), vote('wei2', 'against'), vote('wei3', 'against'));
    await world.refused('vote.already-voted', vote('wei2', 'for'));
    await world.refused('task.not-open', vote('kang', 'for'));
    // A "no" is a vote, not a veto.
    expect(await world.review('a', step)).toMatchObject({ place: 'board' });
    await world.refused('vote.no-quorum', world.closeVote('a', 'board', { step, by: 'wei1' }));
    await world.ok(vote('wei4', 'against'), vote('wei5', 'abstained'), vote('wei6', 'for'), vote('wei7', 'for'));
    await world.ok(vote('wei8', 'for'), vote('wei9', 'for'));
    expect(await world.review('a', step)).toMatchObject({ place: 'council' });

    const kept = await world.record();
    expect(last(kept, 'a', 'VoteCounted')).toMatchObject({
      entitled: board,
      recused: [],
      vote: {
        for: ['wei1', 'wei6', 'wei7', 'wei8', 'wei9'],
        against: ['wei2', 'wei3', 'wei4'],
        abstained: ['wei5'],
      },
      chair: 'wei1',
      result: 'passed',
      outcome: 'approve',
    });
    const opposed = all(kept, 'a', 'Voted').filter(({ choice }) => choice === 'against');
    expect(opposed.map(({ seat, reasons, opinion }) => [seat, reasons, opinion !== null])).toEqual([
      ['wei2', ['不可行'], true],
      ['wei3', ['不可行'], true],
      ['wei4', ['不可行'], true],
    ]);
  },
};

export const voteReturns: Scenario = {
  id: 'vote-back',
  name: 'a vote that fails sends back with the reasons of those against, and a recusal leaves every number',
  on,
  async play(world) {
    await world.passTo('03-01 10:00');
    await toTheBoard(world);
    await world.ok(world.recuse('a', { step, by: 'wei9' }));
    const against = (by: string) => world.vote('a', 'board', 'against', { step, by, reasons: ['不可行'] });
    await world.ok(...board.slice(0, 5).map(against));
    // Eight are entitled now; six make a quorum of two thirds.
    await world.refused('vote.no-quorum', world.closeVote('a', 'board', { step, by: 'wei1' }));
    await world.ok(world.vote('a', 'board', 'for', { step, by: 'wei6' }));
    await world.refused('vote.not-convener', world.closeVote('a', 'board', { step, by: 'wei2' }));
    await world.ok(world.closeVote('a', 'board', { step, by: 'wei1' }));
    expect(await world.review('a', step)).toMatchObject({ place: 'returned' });
    await toTheBoard(world, 2);
    await world.ok(...board.slice(0, 8).map((by) => world.vote('a', 'board', 'for', { step, round: 2, by })));

    const kept = await world.record();
    expect(all(kept, 'a', 'VoteCounted')).toMatchObject([
      { round: 1, entitled: board.slice(0, 8), recused: ['wei9'], result: 'failed', signer: { person: 'wei1' } },
      { round: 2, entitled: board.slice(0, 8), recused: ['wei9'], result: 'passed' },
    ]);
    expect(last(kept, 'a', 'Returned')).toMatchObject({ stage: 'board', reasons: ['不可行'] });
    expect(
      all(kept, 'a', 'TaskClosed')
        .filter(({ task, end }) => task.includes('/board@') && end !== 'done')
        .map(({ task, end }) => [task, end]),
    ).toEqual([
      [`${step}/board@wei9`, 'recused'],
      [`${step}/board@wei7`, 'returned'],
      [`${step}/board@wei8`, 'returned'],
    ]);
  },
};

export const anyOfThree: Scenario = {
  id: 'S05',
  name: 'any of three: only who acted is on record as having acted',
  on,
  async play(world) {
    await world.passTo('03-01 10:00');
    await planned(world);
    // Advice binds nobody.
    await world.ok(world.decide('a', 'advice', 'advise', { step }));
    await world.ok(world.decide('a', 'party', 'approve', { step }));
    expect(await world.task('a', `${step}/any`)).toMatchObject({ owners: council });
    await world.refused('task.not-owner', world.decide('a', 'any', 'approve', { step, by: 'lei' }));
    const [first, second] = await world.driver.send(
      world.decide('a', 'any', 'approve', { step, by: 'ke' }),
      world.decide('a', 'any', 'approve', { step, by: 'kong' }),
    );
    expect([first?.ok, second?.ok]).toEqual([true, false]);

    const kept = await world.record();
    const acted = (kept.a ?? []).filter(({ signer }) => signer.kind === 'person').map(({ signer }) => signer);
    expect(acted).toContainEqual({ kind: 'person', person: 'ke' });
    expect(acted).not.toContainEqual({ kind: 'person', person: 'kang' });
    expect(acted).not.toContainEqual({ kind: 'person', person: 'kong' });
    expect(all(kept, 'a', 'Decided').find(({ stage }) => stage === 'advice')).toMatchObject({ outcome: 'advise' });
    expect((await world.review('a', step))?.place).toBe('order');
  },
};

export const inOrder: Scenario = {
  id: 'in-order',
  name: 'one after another, and a limit that stands still while the filler has the work',
  on,
  async play(world) {
    await world.passTo('03-01 10:00');
    await planned(world);
    await world.ok(world.decide('a', 'advice', 'agree', { step }));
    await world.ok(world.decide('a', 'party', 'approve', { step }));
    const given = await world.task('a', `${step}/any`);
    expect(given?.due).toBe(world.at('03-12')); // ten days, the day of opening not counted
    await world.passTo('03-05 00:00');
    await world.ok(world.decide('a', 'any', 'return', { step, by: 'kong', reasons: ['不可行'] }));
    await world.passTo('03-07 00:00');
    await planned(world, 2);
    await world.ok(world.decide('a', 'advice', 'agree', { step, round: 2 }));
    await world.ok(world.decide('a', 'party', 'approve', { step, round: 2 }));
    expect((await world.task('a', `${step}/any`))?.due).toBe(world.at('03-14')); // the seven that were left
    await world.ok(world.decide('a', 'any', 'approve', { step, round: 2, by: 'ke' }));
    await world.refused('task.not-open', world.decide('a', 'order', 'approve', { step, round: 2, by: 'lu' }));
    await world.ok(world.decide('a', 'order', 'approve', { step, round: 2, by: 'lei' }));
    await world.ok(
      world.decide('a', 'order', 'return', { step, round: 2, by: 'lu', reasons: ['不可行'], target: 'any' }),
    );
    await world.ok(world.decide('a', 'any', 'approve', { step, round: 3, by: 'ke' }));
    expect(await world.task('a', `${step}/order@lei`)).toMatchObject({ owners: ['lei'] });
    expect(await world.task('a', `${step}/order@lu`)).toBeUndefined();

    const kept = await world.record();
    const order = all(kept, 'a', 'TaskOpened').filter(({ stage }) => stage === 'order');
    expect(order.map(({ round, seat }) => [round, seat])).toEqual([
      [2, 'lei'],
      [2, 'lu'],
      [3, 'lei'],
    ]);
  },
};

export const secretBallot: Scenario = {
  id: 'secret',
  name: 'a secret ballot: who voted is known, what they voted is not',
  on,
  async play(world) {
    await world.passTo('03-01 10:00');
    await toTheBoard(world);
    await throughTheBoard(world);
    const tokens = ['t-one', 't-two', 't-three'];
    await world.refused('vote.secret', world.vote('a', 'council', 'for', { step, by: 'ke' }));
    await world.refused(
      'vote.ballot-number',
      world.issueBallots('a', 'council', tokens.slice(0, 2), { step, by: 'kang' }),
    );
    await world.refused('vote.not-convener', world.issueBallots('a', 'council', tokens, { step, by: 'ke' }));
    await world.ok(world.issueBallots('a', 'council', tokens, { step, by: 'kang' }));
    await world.refused('vote.wrong-place', world.castBallot('a', 'council', 't-one', 'for', { step }));
    for (const by of council) await world.ok(world.takeBallot('a', 'council', { step, by }));
    await world.refused('vote.wrong-place', world.takeBallot('a', 'council', { step, by: 'ke' }));
    await world.refused('vote.signed-ballot', world.castBallot('a', 'council', 't-one', 'for', { step, by: 'ke' }));
    await world.ok(world.castBallot('a', 'council', 't-three', 'against', { step }));
    await world.refused('vote.unknown-ballot', world.castBallot('a', 'council', 't-three', 'for', { step }));
    await world.refused('vote.unknown-ballot', world.castBallot('a', 'council', 't-four', 'for', { step }));
    await world.ok(world.castBallot('a', 'council', 't-one', 'for', { step }));
    await world.ok(world.castBallot('a', 'council', 't-two', 'for', { step }));

    const kept = await world.record();
    expect(all(kept, 'a', 'BallotTaken').map(({ person }) => person)).toEqual(council);
    expect(all(kept, 'a', 'BallotCast').map(({ signer }) => signer.kind)).toEqual(['system', 'system', 'system']);
    // Too few for the numbers to be told: the result only.
    expect(last(kept, 'a', 'VoteCounted')).toMatchObject({
      stage: 'council',
      vote: { voters: council, counts: null },
      result: 'passed',
    });
    const words = JSON.stringify(kept.a);
    for (const token of tokens) expect(words).not.toContain(token);
    expect(JSON.stringify((await world.node('a')).reviews[step])).not.toMatch(/t-one|t-two|t-three/);
    // Who agreed at an earlier stage is not asked again: the plan says once.
    expect(last(kept, 'a', 'StagePassed')).toMatchObject({ stage: 'last', person: 'dang', earlier: 'party' });
    expect((await world.review('a', step))?.place).toBe('approved');
  },
};
