import { expect } from 'expect';
import type { Scenario } from '../scenario.ts';
import { all, last, type World } from '../world.ts';
import { risks } from './ways.ts';

const SETTLE = 'search.settle';
const on = { plan: 'panels', posts: ['a'] } as const;
const peers = ['kang', 'ke', 'kong'];
const leads = ['lei', 'lu'];

/** Everybody at a stage agrees, one after another; a stage of seats comes to its outcome with the last. */
async function agree(world: World, stage: string, people: readonly string[], round = 1): Promise<void> {
  for (const by of people) await world.ok(world.decide('a', stage, 'approve', { by, round }));
}

async function declared(world: World): Promise<void> {
  await world.passTo('03-01 10:00');
  await world.ok(world.declare('a', risks));
}

async function ownersAt(world: World, stage: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const { tasks } = await world.node('a');
  const open = Object.entries(tasks).filter(([, task]) => task.step === SETTLE && task.stage === stage);
  return Object.fromEntries(open.map(([id, task]) => [id.slice(`${SETTLE}/`.length), task.owners]));
}

export const allToAll: Scenario = {
  id: 'S01',
  name: 'a return from a stage where all must agree to an earlier one',
  on,
  async play(world) {
    await declared(world);
    await agree(world, 'peers', ['kang', 'ke']);
    await world.refused('review.wrong-place', world.decide('a', 'leads', 'approve', { by: 'lei' }));
    await agree(world, 'peers', ['kong']);
    await world.refused(
      'review.unknown-target',
      world.decide('a', 'leads', 'return', { by: 'lu', reasons: ['不全'], target: 'chief' }),
    );
    await world.ok(world.decide('a', 'leads', 'return', { by: 'lu', reasons: ['不全'], target: 'peers' }));
    expect(await world.review('a')).toMatchObject({ place: 'peers', round: 2 });
    expect(await ownersAt(world, 'leads')).toEqual({});
    expect(await ownersAt(world, 'peers')).toEqual({
      'peers@kang': ['kang'],
      'peers@ke': ['ke'],
      'peers@kong': ['kong'],
    });
    await world.refused('review.stale', world.decide('a', 'peers', 'approve', { by: 'kang', round: 1 }));
    await agree(world, 'peers', peers, 2);
    await agree(world, 'leads', leads, 2);
    await agree(world, 'chief', ['jiu'], 2);

    const kept = await world.record();
    // Lei was not heard: his task of the first round is closed by the return, and says so.
    expect(all(kept, 'a', 'TaskClosed').filter(({ end }) => end === 'returned')).toMatchObject([
      { task: `${SETTLE}/leads@lei`, round: 1 },
    ]);
    const version = world.versionAt('a', SETTLE, 1);
    const said = all(kept, 'a', 'Decided');
    expect(said.every(({ hash }) => hash === version)).toBe(true);
    expect(said.map(({ round, stage, outcome, seat }) => [round, stage, outcome, seat ?? null])).toEqual([
      [1, 'peers', 'approve', 'kang'],
      [1, 'peers', 'approve', 'ke'],
      [1, 'peers', 'approve', 'kong'],
      [1, 'leads', 'return', 'lu'],
      [2, 'peers', 'approve', 'kang'],
      [2, 'peers', 'approve', 'ke'],
      [2, 'peers', 'approve', 'kong'],
      [2, 'leads', 'approve', 'lei'],
      [2, 'leads', 'approve', 'lu'],
      [2, 'chief', 'approve', null],
    ]);
    expect(last(kept, 'a', 'Approved')).toMatchObject({ round: 2, hash: version });
  },
};

export const copyWhileReturned: Scenario = {
  id: 'S13',
  name: 'a copy is open for reading while the review is returned',
  on,
  async play(world) {
    await declared(world);
    await world.ok(world.copy('a', ['cai'], { by: 'kang' }));
    await world.ok(world.decide('a', 'peers', 'return', { by: 'ke', reasons: ['不实'], then: 'straight-back' }));
    expect((await world.review('a'))?.place).toBe('returned');
    await world.ok(world.markRead('a', { by: 'cai' }));
    await world.refused('review.no-copy', world.markRead('a', { by: 'fa' }));
    await world.ok(world.declare('a', { ...risks, cash: '白条' }, { round: 2 }));
    expect(await world.review('a')).toMatchObject({ place: 'peers', round: 2 });
    await agree(world, 'peers', peers, 2);
    await agree(world, 'leads', leads, 2);
    await agree(world, 'chief', ['jiu'], 2);
    // The plan sends a copy of the decision.
    await world.ok(world.markRead('a', { by: 'shen' }));

    const kept = await world.record();
    expect(all(kept, 'a', 'CopySent').map(({ to, signer }) => [to, signer.kind])).toEqual([
      [['cai'], 'person'],
      [['shen'], 'system'],
    ]);
    expect(all(kept, 'a', 'CopyRead').map(({ person, signer }) => [person, signer])).toEqual([
      ['cai', { kind: 'person', person: 'cai' }],
      ['shen', { kind: 'person', person: 'shen' }],
    ]);
  },
};

export const transferred: Scenario = {
  id: 'S15',
  name: 'a transferred task is within reach after the review moves on and comes back',
  on,
  async play(world) {
    await declared(world);
    await agree(world, 'peers', peers);
    const task = `${SETTLE}/leads@lei`;
    await world.refused('task.not-owner', world.transfer('a', task, 'cai', { by: 'lu' }));
    await world.refused('review.self-review', world.transfer('a', task, 'an', { by: 'lei' }));
    await world.ok(world.transfer('a', task, 'cai', { by: 'lei' }));
    await world.refused('task.not-owner', world.decide('a', 'leads', 'approve', { by: 'lei' }));
    await agree(world, 'leads', ['cai', 'lu']);
    await world.ok(world.decide('a', 'chief', 'return', { reasons: ['不实'], target: 'leads' }));
    expect(await world.review('a')).toMatchObject({ place: 'leads', round: 2 });
    // The new round asks whoever holds the role now; nobody is asked in vain.
    const now = await ownersAt(world, 'leads');
    expect(Object.keys(now)).toEqual(['leads@lei', 'leads@lu']);
    await agree(world, 'leads', Object.values(now).flat(), 2);
    await agree(world, 'chief', ['jiu'], 2);

    const kept = await world.record();
    expect(last(kept, 'a', 'TaskTransferred')).toMatchObject({
      task,
      from: ['lei'],
      to: ['cai'],
      signer: { person: 'lei' },
    });
    expect(
      all(kept, 'a', 'Decided').find(({ signer }) => signer.kind === 'person' && signer.person === 'cai'),
    ).toMatchObject({
      stage: 'leads',
      seat: 'lei',
    });
    expect(last(kept, 'a', 'Approved')).toMatchObject({ round: 2 });
  },
};

export const takeBack: Scenario = {
  id: 'take-back',
  name: 'a reviewer takes a decision back until the next stage has acted',
  on,
  async play(world) {
    await declared(world);
    await agree(world, 'peers', ['kang']);
    await world.refused('review.nothing-to-take-back', world.takeBack('a', 'peers', { by: 'ke' }));
    await world.ok(world.takeBack('a', 'peers', { by: 'kang' })); // while the stage is still open
    await agree(world, 'peers', peers);
    await world.ok(world.takeBack('a', 'peers', { by: 'kong' })); // the next stage is open, nobody has acted
    expect(await world.review('a')).toMatchObject({ place: 'peers', round: 1 });
    expect(await ownersAt(world, 'leads')).toEqual({});
    const again = Object.values(await ownersAt(world, 'peers')).flat();
    expect(again).toContain('kong');
    await agree(world, 'peers', again);
    await agree(world, 'leads', ['lei']);
    await world.refused('review.acted-on', world.takeBack('a', 'peers', { by: 'kong' }));
    await agree(world, 'leads', ['lu']);
    await agree(world, 'chief', ['jiu']);
    await world.refused('review.wrong-place', world.takeBack('a', 'chief', { by: 'jiu' }));

    const kept = await world.record();
    expect(
      all(kept, 'a', 'DecisionTakenBack').map(({ stage, outcome, from, signer }) => [stage, outcome, from, signer]),
    ).toEqual([
      ['peers', 'approve', 'peers', { kind: 'person', person: 'kang' }],
      ['peers', 'approve', 'leads', { kind: 'person', person: 'kong' }],
    ]);
    expect(
      all(kept, 'a', 'TaskClosed')
        .filter(({ end }) => end === 'taken-back')
        .map(({ task }) => task),
    ).toEqual([`${SETTLE}/leads@lei`, `${SETTLE}/leads@lu`]);
  },
};

export const delegated: Scenario = {
  id: 'delegate',
  name: 'a delegated task is prepared and handed back, and urging has its interval',
  on,
  async play(world) {
    await declared(world);
    await agree(world, 'peers', peers);
    await agree(world, 'leads', leads);
    const task = `${SETTLE}/chief`;
    await world.ok(world.urge('a', task));
    await world.refused('task.urged-recently', world.urge('a', task));
    await world.ok(world.delegate('a', task, 'cai', { by: 'jiu' }));
    // Whoever prepares it does not decide it.
    await world.refused('task.delegated', world.decide('a', 'chief', 'approve', { by: 'cai' }));
    await world.passTo('03-02 11:00');
    await world.ok(world.urge('a', task));
    await world.ok(world.handBack('a', task, { by: 'cai' }));
    await world.refused('task.not-delegated', world.handBack('a', task, { by: 'cai' }));
    await agree(world, 'chief', ['jiu']);

    const kept = await world.record();
    expect(all(kept, 'a', 'Urged').map(({ to }) => to)).toEqual([['jiu'], ['cai']]);
    expect(last(kept, 'a', 'TaskDelegated')).toMatchObject({ from: ['jiu'], to: ['cai'] });
    expect(last(kept, 'a', 'TaskHandedBack')).toMatchObject({ from: ['cai'], to: ['jiu'], signer: { person: 'cai' } });
    expect(all(kept, 'a', 'Decided').at(-1)?.signer).toEqual({ kind: 'person', person: 'jiu' });
  },
};

export const addedReviewers: Scenario = {
  id: 'add',
  name: 'reviewers are added before and after whoever asks',
  on,
  async play(world) {
    await declared(world);
    // That somebody else has left the body changes nothing for those who have not.
    await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'bao', to: '2023-02-28' }]));
    await agree(world, 'peers', peers);
    await world.refused('review.self-review', world.addReviewer('a', 'leads', 'an', 'before', { by: 'lei' }));
    await world.ok(world.addReviewer('a', 'leads', 'cai', 'before', { by: 'lei' }));
    await world.refused('review.asked-already', world.addReviewer('a', 'leads', 'cai', 'after', { by: 'lu' }));
    expect(await ownersAt(world, 'leads')).toEqual({ 'leads@lu': ['lu'], 'leads@cai': ['cai'] });
    await world.refused('task.not-open', world.decide('a', 'leads', 'approve', { by: 'lei' }));
    await agree(world, 'leads', ['cai']);
    await world.ok(world.addReviewer('a', 'leads', 'fa', 'after', { by: 'lu' }));
    expect(await ownersAt(world, 'leads')).toEqual({ 'leads@lu': ['lu'], 'leads@lei': ['lei'] });
    await agree(world, 'leads', ['lu', 'lei']);
    expect(await world.review('a')).toMatchObject({ place: 'leads' });
    await agree(world, 'leads', ['fa']);
    // At a stage of one, who was added is heard as well.
    await world.ok(world.addReviewer('a', 'chief', 'dang', 'after', { by: 'jiu' }));
    await agree(world, 'chief', ['jiu']);
    expect(await world.review('a')).toMatchObject({ place: 'chief' });
    await agree(world, 'chief', ['dang']);

    const kept = await world.record();
    expect(all(kept, 'a', 'ReviewerAdded').map(({ stage, person, by, when }) => [stage, person, by, when])).toEqual([
      ['leads', 'cai', 'lei', 'before'],
      ['leads', 'fa', 'lu', 'after'],
      ['chief', 'dang', 'jiu', 'after'],
    ]);
    expect(all(kept, 'a', 'TaskClosed').find(({ end }) => end === 'heard-first')?.task).toBe(`${SETTLE}/leads@lei`);
    expect((await world.review('a'))?.place).toBe('approved');
  },
};

export const recusals: Scenario = {
  id: 'recusal',
  name: 'recusal is declared, demanded, refused and granted',
  on,
  async play(world) {
    await declared(world);
    await world.refused('review.not-reviewer', world.recuse('a', { by: 'cai' }));
    await world.ok(world.recuse('a', { by: 'ke' }));
    await world.refused('review.stands-aside', world.decide('a', 'peers', 'approve', { by: 'ke' }));
    await agree(world, 'peers', ['kang', 'kong']); // all that are left
    expect(await world.review('a')).toMatchObject({ place: 'leads' });
    await world.ok(world.demandRecusal('a', 'lei'));
    await world.refused('review.recusal-pending', world.decide('a', 'leads', 'approve', { by: 'lei' }));
    await world.refused('task.not-owner', world.answerRecusal('a', 'lei', false, { by: 'lei' }));
    await world.ok(world.answerRecusal('a', 'lei', false, { by: 'jiu' }));
    await agree(world, 'leads', ['lei']);
    await world.ok(world.demandRecusal('a', 'lu', { by: 'lei' }));
    await world.ok(world.answerRecusal('a', 'lu', true, { by: 'jiu' }));
    expect(await world.review('a')).toMatchObject({ place: 'chief' }); // nobody else is asked at the stage
    await world.ok(world.recuse('a', { by: 'jiu' }));
    expect(await world.task('a', `${SETTLE}/chief`)).toMatchObject({ role: 'party', owners: ['dang'] });
    await agree(world, 'chief', ['dang']);

    const kept = await world.record();
    expect(all(kept, 'a', 'Recused').map(({ person, how }) => [person, how])).toEqual([
      ['ke', 'declared'],
      ['lu', 'granted'],
      ['jiu', 'declared'],
    ]);
    expect(all(kept, 'a', 'RecusalDemanded').map(({ person, signer }) => [person, signer])).toEqual([
      ['lei', { kind: 'person', person: 'an' }],
      ['lu', { kind: 'person', person: 'lei' }],
    ]);
    expect(last(kept, 'a', 'RecusalRefused')).toMatchObject({ person: 'lei' });
    expect(last(kept, 'a', 'StageEntered')).toMatchObject({ stage: 'chief', rerouted: 'recused' });
    expect(
      all(kept, 'a', 'TaskClosed')
        .filter(({ end }) => end === 'recused')
        .map(({ task }) => task),
    ).toEqual([`${SETTLE}/peers@ke`, `${SETTLE}/leads@lu`, `${SETTLE}/chief`]);
  },
};

export const secondPerson: Scenario = {
  id: 'two-persons',
  name: 'a jump, a forced end and another grade need a second person',
  on,
  async play(world) {
    await declared(world);
    const second = { kind: 'administrator', person: 'ban2' } as const;
    const jump = world.jump('a', 'chief');
    await world.refused('office.only', world.jump('a', 'chief', { as: { kind: 'administrator', person: 'kang' } }));
    await world.ok(jump);
    expect(await world.review('a')).toMatchObject({ place: 'peers' }); // only proposed
    await world.refused('act.same-person', world.confirm('a', jump.request, { as: world.office }));
    await world.ok(world.confirm('a', jump.request, { as: second }));
    expect(await world.review('a')).toMatchObject({ place: 'chief' });
    const force = world.force('a', 'approved');
    await world.ok(force);
    await world.ok(world.decline('a', force.request, { as: second }));
    await world.refused('act.unknown', world.confirm('a', force.request, { as: second }));
    const again = world.force('a', 'approved');
    await world.ok(again);
    await world.ok(world.confirm('a', again.request, { as: second }));
    expect(await world.review('a')).toMatchObject({ place: 'approved' });
    const grade = world.regrade('a', 'level', 'self', '一级');
    await world.ok(grade);
    await world.ok(world.confirm('a', grade.request, { as: second }));

    const kept = await world.record();
    const first = { kind: 'administrator', person: 'ban1' };
    expect(last(kept, 'a', 'Jumped')).toMatchObject({ from: 'peers', to: 'chief', signer: first });
    expect(last(kept, 'a', 'Forced')).toMatchObject({ from: 'chief', outcome: 'approved', signer: first });
    expect(last(kept, 'a', 'Regraded')).toMatchObject({ from: '二级', to: '一级', signer: first });
    expect(all(kept, 'a', 'ActConfirmed').map(({ act, signer }) => [act, signer])).toEqual([
      [jump.request, second],
      [again.request, second],
      [grade.request, second],
    ]);
    expect(all(kept, 'a', 'ActDeclined').map(({ act }) => act)).toEqual([force.request]);
    // Nobody is booked as having decided.
    expect(all(kept, 'a', 'Decided')).toEqual([]);
    expect(all(kept, 'a', 'TaskClosed').filter(({ end }) => end === 'forced').length).toBeGreaterThan(0);
  },
};
