import { describe, expect, test } from '@jest/globals';
import { all, last } from '../../scenarios/world.ts';
import { ballotsAt, begin, panelAt, risks, SETTLE, VOTE } from './begin.ts';

const demandOf = (person: string, step = SETTLE) => `${step}/recusal@${person}`;

describe('a reviewer', () => {
  test('stands aside by their own word, from this review and for good', async () => {
    const world = await panelAt('peers');

    await world.ok(world.recuse('a', { by: 'ke' }));
    await world.refused('review.stands-aside', world.recuse('a', { by: 'ke' }));
    await world.refused('review.stands-aside', world.decide('a', 'peers', 'approve', { by: 'ke' }));

    expect(await world.task('a', `${SETTLE}/peers@ke`)).toBeUndefined();
    await world.ok(world.decide('a', 'peers', 'return', { by: 'kang', reasons: ['不全'] }));
    await world.ok(world.declare('a', risks, { round: 2 }));
    const tasks = Object.keys((await world.node('a')).tasks).filter((task) => task.startsWith(SETTLE));
    expect(tasks).toEqual([`${SETTLE}/peers@kang`, `${SETTLE}/peers@kong`]);
    expect(last(await world.record(), 'a', 'Recused')).toMatchObject({
      person: 'ke',
      how: 'declared',
      round: 1,
      signer: { kind: 'person', person: 'ke' },
    });
  });

  test('of a later stage may say so before it is reached, also while the filler holds the work', async () => {
    const world = await panelAt('peers');
    await world.ok(world.decide('a', 'peers', 'return', { by: 'ke', reasons: ['不全'] }));

    await world.ok(world.recuse('a', { by: 'jiu' }));

    await world.ok(world.declare('a', risks, { round: 2 }));
    for (const by of ['kang', 'ke', 'kong']) await world.ok(world.decide('a', 'peers', 'approve', { by, round: 2 }));
    for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'leads', 'approve', { by, round: 2 }));
    expect(await world.task('a', `${SETTLE}/chief`)).toMatchObject({ role: 'party', owners: ['dang'] });
  });

  test('of a body stands aside before it votes', async () => {
    const world = await ballotsAt('any');

    await world.ok(world.recuse('a', { step: VOTE, by: 'wei9' }));

    await world.ok(world.decide('a', 'any', 'approve', { step: VOTE, by: 'ke' }));
    for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'order', 'approve', { step: VOTE, by }));
    const seats = (await world.review('a', VOTE))?.sittings?.board?.seats.map(({ right }) => right);
    expect(seats).toHaveLength(8);
    expect(seats).not.toContain('wei9');
  });

  test('who has drawn a ballot cannot take it out of the box again', async () => {
    const world = await ballotsAt('council');
    await world.ok(world.issueBallots('a', 'council', ['x', 'y', 'z'], { step: VOTE, by: 'kang' }));
    await world.ok(world.takeBallot('a', 'council', { step: VOTE, by: 'ke' }));

    await world.refused('review.ballot-drawn', world.recuse('a', { step: VOTE, by: 'ke' }));
    await world.refused('review.ballot-drawn', world.demandRecusal('a', 'ke', { step: VOTE }));
  });
});

describe('a recusal', () => {
  test('is refused to whoever reviews nothing here, for another, late, or in another round', async () => {
    const world = await panelAt('chief');

    const refusal = await world.refused('review.not-reviewer', world.recuse('a', { by: 'cai' }));
    await world.refused('review.stands-aside', world.recuse('a', { by: 'an' })); // the filler is aside by itself
    await world.refused(
      'task.wrong-signer',
      world.recuse('a', { as: { kind: 'substitute', person: 'cai', for: 'jiu' } }),
    );
    await world.refused('review.stale', world.recuse('a', { by: 'jiu', round: 2 }));
    await world.refused('review.unknown', world.recuse('a', { by: 'jiu', step: 'search.declare' }));
    await world.ok(world.decide('a', 'chief', 'approve', { by: 'jiu' }));
    await world.refused('review.wrong-place', world.recuse('a', { by: 'jiu' }));

    expect(refusal.possible).toEqual(expect.arrayContaining(['jiu', 'dang', 'kang']));
  });

  test('is declared at the sitting when the review lies on its table', async () => {
    const world = begin({ plan: 'three-stages', posts: ['p1', 'p2'] });
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p1', risks));
    for (const stage of ['section', 'deputy']) await world.ok(world.decide('p1', stage, 'approve'));
    await world.ok(world.convene('u1', 'm1', ['p1']));

    await world.refused('review.tabled', world.recuse('p1', { by: 'li' }));
    await world.refused('review.tabled', world.demandRecusal('p1', 'li'));
  });
});

describe('a demand that somebody stand aside', () => {
  test('is the task of whom the plan names for a self-review, and stops the person until it is answered', async () => {
    const world = await panelAt('leads');

    await world.ok(world.demandRecusal('a', 'lei'));

    const task = await world.task('a', demandOf('lei'));
    expect(task).toMatchObject({ owners: ['jiu'], role: 'chief', stuck: false, due: world.at('03-05') });
    expect(task?.ladder.map(({ what }) => what)).toEqual(['remind', 'overdue', 'escalate']);
    const refusal = await world.refused('review.recusal-pending', world.decide('a', 'leads', 'approve', { by: 'lei' }));
    expect(refusal).toMatchObject({ person: 'lei', owners: ['jiu'] });
    await world.refused('review.recusal-pending', world.demandRecusal('a', 'lei', { by: 'lu' }));
    await world.refused('task.not-owner', world.answerRecusal('a', 'lei', true, { by: 'lei' }));
    await world.refused('task.wrong-signer', world.answerRecusal('a', 'lei', true, { as: world.office }));
    await world.refused('review.no-demand', world.answerRecusal('a', 'lu', true, { by: 'jiu' }));
    await world.refused('task.personal', world.transfer('a', demandOf('lei'), 'cai', { by: 'jiu' }));

    await world.ok(world.answerRecusal('a', 'lei', false, { by: 'jiu' }));

    expect(await world.task('a', demandOf('lei'))).toBeUndefined();
    expect(await world.review('a')).not.toHaveProperty('demands');
    await world.ok(world.decide('a', 'leads', 'approve', { by: 'lei' }));
    const kept = await world.record();
    expect(last(kept, 'a', 'RecusalDemanded')).toMatchObject({ person: 'lei', signer: { person: 'an' } });
    expect(last(kept, 'a', 'RecusalRefused')).toMatchObject({ person: 'lei', signer: { person: 'jiu' } });
    expect(all(kept, 'a', 'Recused')).toEqual([]);
  });

  test('when granted takes the person out, and the stage goes on without them', async () => {
    const world = await panelAt('leads');
    await world.ok(world.decide('a', 'leads', 'approve', { by: 'lu' }));
    await world.ok(world.demandRecusal('a', 'lei'));

    await world.ok(world.answerRecusal('a', 'lei', true, { by: 'jiu' }));

    expect(await world.review('a')).toMatchObject({ place: 'chief', recused: ['lei'] });
    expect(last(await world.record(), 'a', 'Recused')).toMatchObject({
      person: 'lei',
      how: 'granted',
      signer: { kind: 'person', person: 'jiu' },
    });
  });

  test('is answered by the chair where a body decides, and by the office where it is about the chair', async () => {
    const world = await ballotsAt('board');

    await world.ok(world.demandRecusal('a', 'wei2', { step: VOTE }));
    await world.ok(world.demandRecusal('a', 'wei1', { step: VOTE, by: 'wei3' }));

    expect(await world.task('a', demandOf('wei2', VOTE))).toMatchObject({ owners: ['wei1'], role: 'board' });
    expect(await world.task('a', demandOf('wei1', VOTE))).toMatchObject({ owners: ['ban1', 'ban2'], role: 'office' });
    await world.refused('review.recusal-pending', world.vote('a', 'board', 'for', { step: VOTE, by: 'wei2' }));
    await world.ok(world.answerRecusal('a', 'wei2', true, { step: VOTE, by: 'wei1' }));
    await world.refused(
      'office.only',
      world.answerRecusal('a', 'wei1', true, { step: VOTE, as: { kind: 'administrator', person: 'wei3' } }),
    );
    await world.ok(world.answerRecusal('a', 'wei1', true, { step: VOTE, as: world.office }));
    const seats = (await world.review('a', VOTE))?.sittings?.board?.seats.map(({ right }) => right);
    expect(seats).toEqual(['wei3', 'wei4', 'wei5', 'wei6', 'wei7', 'wei8', 'wei9']);
  });

  test('is not answered by whoever made it', async () => {
    const world = await ballotsAt('board');

    await world.ok(world.demandRecusal('a', 'wei2', { step: VOTE, by: 'wei1' }));

    expect(await world.task('a', demandOf('wei2', VOTE))).toMatchObject({ owners: ['ban1', 'ban2'], role: 'office' });
  });

  test('follows the chair when another takes it', async () => {
    const world = await ballotsAt('board');
    await world.ok(world.demandRecusal('a', 'wei2', { step: VOTE }));

    await world.ok(
      world.changeRoster('bureau', [
        { kind: 'MemberEnded', body: 'board', person: 'wei1', to: '2023-02-28' },
        { kind: 'MemberEnded', body: 'board', person: 'wei4', to: '2023-02-28' },
        { kind: 'MemberStarted', body: 'board', member: { person: 'wei4', chair: true, from: '2023-03-01' } },
      ]),
    );

    expect((await world.task('a', demandOf('wei2', VOTE)))?.owners).toEqual(['wei4']);
  });

  test('is made by the filler or a fellow reviewer, against somebody who is asked', async () => {
    const world = await panelAt('leads');

    await world.refused('review.not-party', world.demandRecusal('a', 'lei', { by: 'bao' }));
    await world.refused('review.not-party', world.demandRecusal('a', 'lei', { by: 'kang' })); // no longer asked
    await world.refused(
      'review.not-party',
      world.demandRecusal('a', 'lei', { as: { kind: 'substitute', person: 'bao', for: 'an' } }),
    );
    await world.refused('review.not-reviewer', world.demandRecusal('a', 'jiu'));
    await world.refused('review.recuse-yourself', world.demandRecusal('a', 'lei', { by: 'lei' }));
    await world.refused('review.stale', world.demandRecusal('a', 'lei', { round: 3 }));
    await world.ok(world.demandRecusal('a', 'lei', { by: 'lu' }));
    expect((await world.review('a'))?.demands).toMatchObject([{ person: 'lei', by: 'lu' }]);
  });

  test('keeps the review off the tables of meetings until it is answered', async () => {
    const world = begin({ plan: 'three-stages', posts: ['p1', 'p2'] });
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p1', risks));
    for (const stage of ['section', 'deputy']) await world.ok(world.decide('p1', stage, 'approve'));
    await world.ok(world.demandRecusal('p1', 'qian'));
    await world.ok(world.convene('u1', 'm1', ['p1']));
    await world.ok(world.answerRecusal('p1', 'qian', true, { by: 'li' }));
    await world.ok(world.convene('u1', 'm2', ['p1']));

    expect(all(await world.record(), 'u1', 'AgendaSettled')).toMatchObject([
      { meeting: 'm1', tabled: [], refused: [{ review: 'p1/search.settle', code: 'review.recusal-pending' }] },
      { meeting: 'm2', tabled: ['p1/search.settle'], refused: [] },
    ]);
    const sitting = { present: ['li', 'wu'] };
    await world.refused('meeting.recused-voter', {
      ...world.closeMeeting('u1', 'm2', { present: ['li', 'qian', 'wu'], exceptions: { p1: { outcome: 'approve' } } }),
      exceptions: [
        {
          ...world.closeMeeting('u1', 'm2', { ...sitting, exceptions: { p1: { outcome: 'approve' } } }).exceptions[0],
          vote: { for: ['li', 'qian', 'wu'], against: [], abstained: [] },
        } as never,
      ],
    });
    await world.ok(world.closeMeeting('u1', 'm2', sitting));
    expect((await world.review('p1'))?.place).toBe('approved');
  });

  test('ends when the review leaves its reviewers', async () => {
    const world = await panelAt('leads');
    await world.ok(world.demandRecusal('a', 'lei'));

    await world.ok(world.decide('a', 'leads', 'return', { by: 'lu', reasons: ['不全'] }));

    expect(await world.task('a', demandOf('lei'))).toBeUndefined();
    expect(await world.review('a')).not.toHaveProperty('demands');
    await world.refused('review.no-demand', world.answerRecusal('a', 'lei', true, { by: 'jiu' }));
  });

  test('is settled by the person’s own word', async () => {
    const world = await panelAt('leads');
    await world.ok(world.demandRecusal('a', 'lei'));

    await world.ok(world.recuse('a', { by: 'lei' }));

    expect(await world.task('a', demandOf('lei'))).toBeUndefined();
    const closed = all(await world.record(), 'a', 'TaskClosed').filter(({ end }) => end === 'recused');
    expect(closed.map(({ task }) => task)).toEqual([demandOf('lei'), `${SETTLE}/leads@lei`]);
  });
});

describe('who is party to a review', () => {
  test('is also whoever stands in for the filler, if they do', async () => {
    const world = await panelAt('leads');
    const bao = { kind: 'substitute', person: 'bao', for: 'an' } as const;
    const demand = world.demandRecusal('a', 'lei', { as: bao });
    await world.refused('review.not-party', demand);
    await world.refused('review.not-sender', world.copy('a', ['cai'], { as: bao }));

    await world.ok(
      world.changeRoster('bureau', [
        { kind: 'SubstituteSet', substitute: { person: 'an', by: 'bao', from: '2023-03-01', to: '2023-03-02' } },
      ]),
    );

    await world.ok(world.copy('a', ['cai'], { as: bao }));
    await world.ok({ ...demand, request: 'again' });
    expect((await world.review('a'))?.demands).toMatchObject([{ person: 'lei', by: 'an' }]);
  });

  test('may take it back only if they do', async () => {
    const world = await panelAt('peers');
    const bao = { kind: 'substitute', person: 'bao', for: 'an' } as const;

    await world.refused('review.not-filler', world.withdraw('a', { as: bao }));
    await world.refused(
      'review.not-filler',
      world.withdraw('a', { as: { kind: 'recorder', person: 'an', of: 'board' } }),
    );

    await world.ok(world.withdraw('a'));
  });
});

describe('who may come to judge', () => {
  test('is also whom the plan names past so many rounds', async () => {
    const world = begin({ plan: 'two-layers', posts: ['a'] });
    await world.passTo('03-01 10:00');
    await world.ok(world.declare('a', risks));

    await world.ok(world.recuse('a', { step: 'find.settle', by: 'qi' }));
    await world.refused('review.not-reviewer', world.recuse('a', { step: 'find.settle', by: 'xie' }));

    expect((await world.review('a', 'find.settle'))?.recused).toEqual(['qi']);
  });
});

describe('a demand that nobody else can answer', () => {
  test('waits in the office’s list of stuck work until somebody can', async () => {
    const world = await ballotsAt('any');
    const office = (person: string) =>
      ({ kind: 'FunctionStarted', holder: { function: 'office', place: 'bureau', person } }) as const;
    const gone = (person: string) => ({ kind: 'PersonLeft', person, to: '2023-02-28' }) as const;
    await world.ok(world.changeRoster('bureau', [office('ke'), gone('ban1'), gone('ban2')]));
    await world.ok(world.demandRecusal('a', 'ke', { step: VOTE }));
    const task = demandOf('ke', VOTE);
    expect(await world.task('a', task)).toMatchObject({ owners: ['ke'], stuck: true });
    const self = { kind: 'administrator', person: 'ke' } as const;
    await world.refused('task.not-owner', world.answerRecusal('a', 'ke', false, { step: VOTE, as: self }));

    await world.ok(world.changeRoster('bureau', [office('cai')], { as: self }));

    expect(await world.task('a', task)).toMatchObject({ owners: ['cai'], stuck: false });
    const cai = { kind: 'administrator', person: 'cai' } as const;
    await world.ok(world.answerRecusal('a', 'ke', true, { step: VOTE, as: cai }));
    expect((await world.review('a', VOTE))?.recused).toEqual(['ke']);
  });

  test('may be answered by whom the office names for it', async () => {
    const world = await ballotsAt('any');
    await world.ok(world.demandRecusal('a', 'ke', { step: VOTE }));
    await world.ok(world.reassign('a', demandOf('ke', VOTE), 'dang'));

    await world.refused('task.not-owner', world.answerRecusal('a', 'ke', false, { step: VOTE, as: world.office }));
    await world.ok(world.answerRecusal('a', 'ke', false, { step: VOTE, by: 'dang' }));
  });

  test('is not reassigned to the person it is about, nor to who made it', async () => {
    const world = await ballotsAt('any');
    await world.ok(world.demandRecusal('a', 'ke', { step: VOTE }));

    for (const party of ['ke', 'an']) {
      await world.refused('review.recusal-party', world.reassign('a', demandOf('ke', VOTE), party));
    }
    await world.refused('task.not-owner', world.answerRecusal('a', 'ke', false, { step: VOTE, by: 'ke' }));
  });
});
