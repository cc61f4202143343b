import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last } from '../world.ts';
import { pastTheDeputy, risks, throughTheTeam, toTheTeam } from './ways.ts';

export const meetingOverAList: Scenario = {
  id: 'meeting',
  name: "a meeting over a unit's list",
  on: { plan: 'three-stages', posts: ['p1', 'p2', 'p3'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await toTheTeam(world, ['p1', 'p2']);
    await world.ok(world.declare('p3', risks));
    await world.ok(world.withdraw('p3'));
    await world.refused('review.meeting-decides', world.decide('p1', 'team', 'approve', { by: 'li' }));
    await world.ok(world.convene('u1', 'm1', ['p1', 'p2', 'p3']));
    expect((await world.node('u1')).meetings.m1).toMatchObject({ place: 'sitting' });
    await world.refused('review.tabled', world.withdraw('p1'));
    await world.refused('review.tabled', world.decide('p1', 'team', 'approve', { by: 'li' }));
    await world.refused('meeting.not-on-agenda', world.takeOff('u1', 'm1', 'p3'));
    const back = (item: string) => ({ outcome: 'return', reasons: ['不全'], items: { [item]: '不实' } });
    await world.ok(
      world.closeMeeting('u1', 'm1', {
        present: ['li', 'qian', 'wu'],
        exceptions: { p1: back('gifts'), p2: back('cash') },
      }),
    );
    await world.refused('meeting.wrong-place', world.closeMeeting('u1', 'm1', { present: ['li', 'qian'] }));

    await world.ok(
      world.declare('p1', { ...risks, gifts: '收受礼金' }, { round: 2 }),
      world.declare('p2', { ...risks, cash: '白条' }, { round: 2 }),
      world.declare('p3', risks),
    );
    await pastTheDeputy(world, ['p1', 'p2'], 2);
    await pastTheDeputy(world, ['p3']);
    // One is put off to the next sitting, one taken off by the chair before closing.
    await world.ok(world.convene('u1', 'm2', [['p1', 2], ['p2', 2], 'p3']));
    await world.ok(world.takeOff('u1', 'm2', 'p3'));
    await world.ok(
      world.closeMeeting('u1', 'm2', { present: ['li', 'qian', 'wu'], exceptions: { p2: { outcome: '' } } }),
    );
    await throughTheTeam(world, 'u1', 'm3', [['p2', 2], 'p3']);

    const kept = await world.record();
    expect(last(kept, 'p1', 'Decided')).toMatchObject({
      meeting: 'm2',
      signer: { kind: 'recorder', person: 'li', of: 'team1' },
    });
    expect(all(kept, 'u1', 'AgendaSettled')).toMatchObject([
      {
        tabled: ['p1/search.settle', 'p2/search.settle'],
        refused: [{ review: 'p3/search.settle', code: 'review.wrong-place' }],
      },
      { tabled: ['p1/search.settle', 'p2/search.settle', 'p3/search.settle'], refused: [] },
      { tabled: ['p2/search.settle', 'p3/search.settle'], refused: [] },
    ]);
    // The filler's own vote is not counted on his own review.
    const votes = all(kept, 'u1', 'MeetingClosed')[0]?.verdicts.map(({ review, vote }) => [review, vote?.for]);
    expect(votes).toEqual([
      ['p1/search.settle', 3],
      ['p2/search.settle', 2],
    ]);
    expect(all(kept, 'u1', 'Dispatched').map((event) => [event.delivered.length, event.refused])).toEqual([
      [2, []],
      [1, []],
      [2, []],
    ]);
    expect(last(kept, 'p2', 'TakenOff')).toMatchObject({ meeting: 'm2' });
    for (const node of ['p1', 'p2', 'p3']) expect((await world.review(node))?.place).toBe('approved');
  },
};
