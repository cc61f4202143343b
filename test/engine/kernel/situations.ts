/** Situations that campaigns come to, each the start of what a test puts to it. */
import type { Message } from '../../../packages/engine/src/kernel/message.ts';
import type { ActorState } from '../../../packages/engine/src/kernel/state.ts';
import type { PlanName } from '../../scenarios/campaigns.ts';
import { yardstickMade } from '../../scenarios/told/judging.ts';
import { risks, throughTheTeam, toTheTeam } from '../../scenarios/told/ways.ts';
import type { World } from '../../scenarios/world.ts';

export interface Situation {
  readonly plan: PlanName;
  /** Its meetings vote in secret. */
  readonly secret?: true;
  /** The node whose own actor is asked; absent: one actor hosts all. */
  readonly alone?: string;
  readonly come: (world: World) => Promise<void>;
  /** What reaches that actor at last, with nothing it sets going carried out. */
  readonly then?: (world: World, state: ActorState) => readonly Message[];
}

const step = 'grading.approve';

export const situations = {
  'before the window': { plan: 'three-stages', come: async () => {} },
  /** p1 at its first stage, p2 sent back in part, p3 tabled, u2 in its publicity with a comment, a case of p1 open. */
  busy: {
    plan: 'three-stages',
    come: async (world) => {
      await world.passTo('09-26 10:00');
      await toTheTeam(world, ['p4', 'p3']);
      await throughTheTeam(world, 'u2', 'm2', ['p4']);
      await world.ok(world.endAsking('u2', 'search.consult'));
      await world.ok(world.comment('u2', 'search.publish', 'c1', { channel: '网页', by: 'zhou' }));
      await world.ok(world.declare('p1', risks), world.declare('p2', risks));
      await world.ok(world.decide('p2', 'section', 'return', { reasons: ['不全'], items: { gifts: '不实' } }));
      await world.ok(world.convene('u1', 'm1', ['p3']));
      await world.ok(world.openCase('p1', 'handling', { severity: '轻' }, { by: 'tang' }));
    },
  },
  'past the first stage': {
    plan: 'three-stages',
    come: async (world) => {
      await world.passTo('09-26 10:00');
      await toTheTeam(world, ['p1']);
      await world.ok(world.declare('p3', risks));
      await world.ok(world.decide('p3', 'section', 'approve'));
    },
  },
  'a publicity not over': {
    plan: 'three-stages',
    come: async (world) => {
      await world.passTo('09-26 10:00');
      await toTheTeam(world, ['p4']);
      await throughTheTeam(world, 'u2', 'm2', ['p4']);
      await world.ok(world.endAsking('u2', 'search.consult'));
    },
  },
  /** u1 in its publicity since the proof of it, u2 before; p2 closed, an order over p3 waiting to be issued. */
  'out of turn': {
    plan: 'cases',
    come: async (world) => {
      const office = { by: 'guo' };
      const rows = ['a', 'b'].map((id) => ({ id, risk: id }));
      await world.passTo('09-05 10:00');
      for (const [post, by] of [
        ['p1', 'dai'],
        ['p2', 'dai'],
        ['p3', 'fan'],
      ] as const) {
        await world.ok(world.submit(post, 'search.declare', { rows }));
        await world.ok(world.decide(post, 'head', 'approve', { step: 'search.settle', by }));
      }
      await world.ok(world.openCase('p3', 'rectify', {}, office));
      await world.ok(world.changeRoster('b', [{ kind: 'PlaceClosed', place: 'p2', to: '2023-09-05' }]));
      await world.passTo('10-09 10:00');
      for (const [unit, by] of [
        ['u1', 'dai'],
        ['u2', 'fan'],
      ] as const) {
        await world.ok(world.submit(unit, 'gather.list', { rows }, { by }));
        await world.ok(world.decide(unit, 'office', 'approve', { step: 'gather.confirm', ...office }));
      }
      await world.ok(world.recordProof('u1', 'gather.show', 'start', { by: 'dai' }));
      await world.ok(world.comment('u1', 'gather.show', 'o1', { channel: '网页', by: 'an', about: ['a'] }));
      await world.ok(world.dispose('u1', 'gather.show', 'o1', 'not-adopted', { by: 'dai' }));
    },
  },
  'assessors judge': {
    plan: 'judged',
    come: async (world) => {
      await yardstickMade(world);
      await world.passTo('04-02 10:00');
      await world.ok(world.reply('u', 'first.judge', { a: 1, b: 2 }, { by: 'ping1' }));
    },
  },
  'one is missing': {
    plan: 'three-stages',
    come: async (world) => {
      await world.passTo('09-26 10:00');
      await world.ok(world.declare('p1', risks), world.declare('p2', risks));
    },
  },
  'nobody reviews': {
    plan: 'three-stages',
    come: async (world) => {
      await world.passTo('09-26 10:00');
      await world.ok(world.declare('p1', risks));
      await world.ok(world.decide('p1', 'section', 'approve'));
      await world.ok(world.changeRoster('org', [{ kind: 'PersonLeft', person: 'qian', to: '2011-09-25' }]));
    },
  },
  'a substitute acts': {
    plan: 'three-stages',
    come: async (world) => {
      await world.passTo('10-10 10:00');
      await world.ok(world.declare('p4', risks));
    },
  },
  /** A meeting's verdicts are not all answered, but the report of what they did below is there already. */
  'verdicts on their way': {
    plan: 'three-stages',
    alone: 'u2',
    come: async (world) => {
      await world.passTo('09-26 10:00');
      await toTheTeam(world, ['p4']);
      await world.ok(world.endAsking('u2', 'search.consult'));
      await world.ok(world.convene('u2', 'm2', ['p4']));
    },
    then: (world, state) => {
      const command = world.closeMeeting('u2', 'm2', { present: ['wang', 'sun'] });
      const steps = { ...state.nodes.u2?.below.s2?.steps };
      const report = {
        kind: 'report',
        steps: { ...steps, 'search.settle': { total: 1, done: 1, root: 'a'.repeat(64) } },
      } as const;
      return [
        { kind: 'batch', batch: { id: command.request, commands: [command], recordedThrough: state.seq } },
        { kind: 'told', told: [{ from: 's2', to: 'u2', epoch: 1, seq: 1000, message: report }] },
      ];
    },
  },
  grading: {
    plan: 'three-stages',
    come: async (world) => {
      await world.passTo('09-26 10:00');
      await toTheTeam(world, ['p4']);
      await throughTheTeam(world, 'u2', 'm2', ['p4']);
      await world.ok(world.endAsking('u2', 'search.consult'));
      await world.passTo('10-17 10:00');
      await world.ok(world.submit('p4', 'grading.special', { way: '轮岗' }));
    },
  },
  sending: {
    plan: 'three-stages',
    come: async (world) => {
      await situations.grading.come(world);
      await world.ok(world.submit('u2', 'grading.declareGrades', { rows: [{ id: 'p4', grade: '一级' }] }));
      await world.ok(world.decide('u2', 'office', 'approve', { step }));
      await world.ok(world.convene('org', 'g1', ['u2'], { step, stage: 'group' }));
      await world.ok(world.closeMeeting('org', 'g1', { present: ['gao', 'lin', 'luo'] }));
    },
  },
  sent: {
    plan: 'three-stages',
    come: async (world) => {
      await situations.sending.come(world);
      await world.ok(world.send('u2', 'grading.report'));
    },
  },
  closed: {
    plan: 'three-stages',
    come: async (world) => {
      await world.ok(world.closeCampaign('org'));
    },
  },
  'two layers': {
    plan: 'two-layers',
    come: async (world) => {
      await world.passTo('03-01 10:00');
      await world.ok(world.declare('a', risks));
      await world.ok(world.decide('a', 'check', 'approve'));
      await world.passTo('03-17 10:00');
    },
  },
  /** One point waits for a person's grade; elsewhere the grave ones are approved and ask for measures. */
  'points are graded': {
    plan: 'points',
    come: async (world) => {
      const point = (id: string, odds: string, harm: string) => ({ id, risk: id, odds, harm });
      await world.passTo('09-25 10:00');
      await world.ok(
        world.submit('p1', 'search.declare', { rows: [point('a', '大', '严重'), point('b', '大', '轻')] }),
        world.submit('p3', 'search.declare', { rows: [point('a', '较大', '较重')] }),
      );
      await world.ok(world.decide('p3', 'head', 'approve', { step: 'search.settle' }));
      await world.passTo('11-01 10:00');
    },
  },
  /** Chosen by rule: the superior, of whom nobody is known, is to decide on p1; p2 is handed in. */
  'chosen by rank': {
    plan: 'chosen',
    come: async (world) => {
      await world.passTo('09-25 10:00');
      const rows = [{ id: 'a', risk: 'a' }];
      await world.ok(
        world.submit('p1', 'search.declare', { grave: true, decisions: '大额资金', rows }, { form: 'long' }),
        world.submit('p2', 'search.declare', { duties: '经办', rows }, { form: 'short' }),
      );
    },
  },
  /** One of two is asked to stand aside, the other's task is prepared by a third; copies are about; two acts wait for a second person. */
  'two leads are asked': {
    plan: 'panels',
    come: async (world) => {
      await world.passTo('03-01 10:00');
      await world.ok(world.declare('a', risks));
      for (const by of ['kang', 'ke', 'kong']) await world.ok(world.decide('a', 'peers', 'approve', { by }));
      await world.ok(world.changeRoster('bureau', [{ kind: 'PersonLeft', person: 'wei9', to: '2023-02-28' }]));
      await world.ok(world.demandRecusal('a', 'lei'));
      await world.ok(world.delegate('a', 'search.settle/leads@lu', 'cai', { by: 'lu' }));
      await world.ok(world.urge('a', 'search.settle/leads@lei'));
      await world.ok(world.copy('a', ['fa', 'shen'], { by: 'an' }));
      await world.ok(world.markRead('a', { by: 'shen' }));
      await world.ok({ ...world.jump('a', 'chief'), request: 'the-jump' });
      await world.ok({ ...world.regrade('a', 'level', 'self', '一级'), request: 'the-grade' });
    },
  },
  'a ballot is drawn': {
    plan: 'panels',
    come: async (world) => {
      await situations['ballots are awaited'].come(world);
      await world.ok(world.issueBallots('a', 'council', ['x', 'y', 'z'], { step: VOTE, by: 'kang' }));
      await world.ok(world.takeBallot('a', 'council', { step: VOTE, by: 'ke' }));
    },
  },
  /** Of nine one has voted. */
  'the board votes': {
    plan: 'panels',
    come: async (world) => {
      await toTheBoard(world);
      await world.ok(world.vote('a', 'board', 'for', { step: VOTE, by: 'wei2' }));
    },
  },
  /** Six have, three for and three against. */
  'the board is even': {
    plan: 'panels',
    come: async (world) => {
      await toTheBoard(world);
      for (const n of [1, 2, 3]) await world.ok(world.vote('a', 'board', 'for', { step: VOTE, by: `wei${n}` }));
      for (const n of [4, 5, 6])
        await world.ok(world.vote('a', 'board', 'against', { step: VOTE, by: `wei${n}`, reasons: ['不可行'] }));
    },
  },
  'ballots are awaited': {
    plan: 'panels',
    come: async (world) => {
      await toTheBoard(world);
      for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9])
        await world.ok(world.vote('a', 'board', 'for', { step: VOTE, by: `wei${n}` }));
    },
  },
  'ballots are cast': {
    plan: 'panels',
    come: async (world) => {
      await situations['ballots are awaited'].come(world);
      await world.ok(world.issueBallots('a', 'council', ['x', 'y', 'z'], { step: VOTE, by: 'kang' }));
      for (const by of ['ke', 'kong', 'kang']) await world.ok(world.takeBallot('a', 'council', { step: VOTE, by }));
    },
  },
  'nobody votes': {
    plan: 'panels',
    come: async (world) => {
      await situations['ballots are awaited'].come(world);
      for (const by of ['ke', 'kong', 'kang']) await world.ok(world.recuse('a', { step: VOTE, by }));
    },
  },
  'a secret sitting': {
    plan: 'three-stages',
    secret: true,
    come: async (world) => {
      await world.passTo('09-26 10:00');
      await toTheTeam(world, ['p1']);
      await world.ok(world.convene('u1', 'm1', ['p1']));
    },
  },
} satisfies Record<string, Situation>;

const VOTE = 'search.vote';

async function toTheBoard(world: World): Promise<void> {
  const step = VOTE;
  await world.passTo('03-01 10:00');
  await world.ok(world.submit('a', 'search.plan', { measure: '双人复核' }));
  await world.ok(world.decide('a', 'advice', 'agree', { step, by: 'shen' }));
  await world.ok(world.decide('a', 'party', 'approve', { step, by: 'dang' }));
  await world.ok(world.decide('a', 'any', 'approve', { step, by: 'ke' }));
  for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'order', 'approve', { step, by }));
}
