import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last } from '../world.ts';
import { pastTheDeputy, risks, throughTheTeam, toTheTeam } from './ways.ts';

export const repeatedRequest: Scenario = {
  id: 'S06',
  name: 'the same request twice is one decision',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p1', risks));
    const command = world.decide('p1', 'section', 'approve');
    // A double click, then a retry by somebody who never saw the answer.
    const [first, second] = await Promise.all([world.driver.send(command), world.driver.send(command)]);
    const again = await world.driver.send(command);
    const refused = world.decide('p1', 'section', 'approve');
    const no = await world.driver.send(refused);
    const noAgain = await world.driver.send(refused);

    expect(first).toMatchObject([{ ok: true }]);
    expect([second, again]).toEqual([first, first]);
    expect(noAgain).toEqual(no);
    expect(no[0]).toMatchObject({ ok: false, rejection: { code: 'review.wrong-place' } });
    expect(all(await world.record(), 'p1', 'Decided')).toHaveLength(1);
  },
};

export const lostSender: Scenario = {
  id: 'S18',
  name: 'a sender lost between the decision and its record',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await world.ok(world.declare('p1', risks));
    const command = world.decide('p1', 'section', 'approve');
    await world.driver.sendAndLose(command);
    const answers = await world.driver.send(command); // as the relay does, under the same request id
    await world.ok(world.decide('p1', 'deputy', 'approve'));

    expect(answers).toMatchObject([{ request: command.request, ok: true, node: 'p1' }]);
    expect(all(await world.record(), 'p1', 'Decided').map((event) => event.stage)).toEqual(['section', 'deputy']);
  },
};

export const staleVersion: Scenario = {
  id: 'stale',
  name: 'a decision on an older version or round is refused as stale',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await world.refused('declaration.stale-round', world.declare('p1', risks, { round: 2 }));
    await world.ok(world.declare('p1', risks));
    await world.ok(world.withdraw('p1'));
    const seen = world.versionAt('p1', 'search.settle', 1);
    await world.ok(world.declare('p1', { gifts: '收受礼金' }));
    const hash = await world.refused('review.stale', world.decide('p1', 'section', 'approve', { hash: seen }));
    await world.ok(world.decide('p1', 'section', 'return', { reasons: ['不全'] }));
    await world.ok(world.declare('p1', { gifts: '收受礼卡' }, { round: 2 }));
    const round = await world.refused('review.stale', world.decide('p1', 'section', 'approve', { round: 1 }));

    expect(hash).toMatchObject({ currentRound: 1, currentHash: expect.not.stringMatching(seen) });
    expect(round).toMatchObject({ round: 1, currentRound: 2, currentHash: world.versionAt('p1', 'search.settle', 2) });
  },
};

export const refusals: Scenario = {
  id: 'refused',
  name: 'refused commands say why and leave nothing behind',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    const before = await world.node('p1');
    await world.refused('node.unknown', world.declare('nowhere', risks));
    await world.refused('step.unknown', world.submit('p1', 'search.nothing', {}));
    await world.refused('step.wrong-place', world.submit('p1', 'grading.special', { way: '轮岗' }));
    await world.refused('review.unknown', world.decide('p1', 'section', 'approve'));
    const wrong = await world.refused('task.not-owner', world.declare('p1', risks, { by: 'wu' }));
    await world.refused(
      'task.wrong-signer',
      world.declare('p1', risks, { as: { kind: 'recorder', person: 'zhou', of: 'paper' } }),
    );
    await world.refused('grade.unknown', world.declare('p1', risks, { grade: '特级' }));
    const salary = { ...world.declare('p1', risks), facts: { grade: '二级', salary: 1 } };
    await world.refused('declaration.unknown-facts', salary);
    await world.refused('procedure.unknown', world.openCase('p1', 'nothing', {}, { by: 'tang' }));
    const mixed = await world.driver.send(
      world.decide('p1', 'section', 'approve'),
      world.declare('p1', risks),
      world.declare('p1', risks),
    );

    expect(wrong).toMatchObject({ owners: ['zhou'], role: 'holder' });
    expect(mixed.map((answer) => (answer.ok ? 'ok' : answer.rejection.code))).toEqual([
      'review.unknown',
      'ok',
      'step.wrong-place',
    ]);
    // Nothing but the one accepted command is on record.
    const kept = await world.record();
    expect(
      (kept.p1 ?? [])
        .filter((event) => event.seq > before.seq && event.signer.kind !== 'system')
        .map((event) => event.kind),
    ).toEqual(['Submitted', 'Graded']);
  },
};

export const throughJson: Scenario = {
  id: 'S17',
  name: 'state stored as JSON at every step goes on',
  on: { plan: 'three-stages', posts: ['p1', 'p2'] },
  continuingAsNew: true,
  async play(world) {
    await world.passTo('09-26 10:00');
    await toTheTeam(world, ['p1', 'p2']);
    await world.ok(world.convene('u1', 'm1', ['p1', 'p2']));
    await world.ok(
      world.closeMeeting('u1', 'm1', {
        present: ['li', 'qian', 'wu'],
        exceptions: { p1: { outcome: 'return', reasons: ['不全'], items: { gifts: '不实' } } },
      }),
    );
    await world.ok(world.declare('p1', { ...risks, gifts: '收受礼金' }, { round: 2 }));
    await pastTheDeputy(world, ['p1'], 2);
    await throughTheTeam(world, 'u1', 'm2', [['p1', 2]]);

    const kept = await world.record();
    expect(last(kept, 'p1', 'Approved')).toMatchObject({ round: 2 });
    expect(last(kept, 'p2', 'Approved')).toMatchObject({ round: 1 });
  },
};

export const closing: Scenario = {
  id: 'close',
  name: 'closing the campaign closes it everywhere',
  on: { plan: 'three-stages', posts: ['p1', 'p2', 'p4'] },
  async play(world) {
    await world.passTo('09-26 10:00');
    await toTheTeam(world, ['p1']);
    await world.ok(world.openCase('p1', 'handling', { severity: '重' }, { by: 'tang' }));
    await world.refused('campaign.close-at-root', world.closeCampaign('u1'));
    await world.refused('office.only', world.closeCampaign('org', { by: 'he' }));
    await world.ok(world.closeCampaign('org'));
    for (const node of ['p1', 'u1', 'org']) {
      await world.refused('campaign.closed', { ...world.declare('p1', risks, { round: 2 }), node });
    }

    const kept = await world.record();
    for (const node of ['org', 'u1', 's1', 'p1', 'p4', 'p1#handling-1']) {
      expect(last(kept, node, 'CampaignClosed')).toBeDefined();
      expect(await world.node(node)).toMatchObject({ closed: true, tasks: {} });
    }
    expect(last(kept, 'p1', 'TaskClosed')).toMatchObject({ task: 'search.settle/team', end: 'closed' });
  },
};
