/** A review with a stage of each mode, brought to every place that it has; and for every kind of command one that would fit if any does. */
import type {
  Counting,
  CourseEntry,
  Decide,
  ReviewDefinition,
  StageDefinition,
} from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import type { Command, CommandKind } from '../../../packages/engine/src/kernel/command.ts';
import type { Signer } from '../../../packages/engine/src/kernel/signer.ts';
import { REASONS } from './drawn-review.ts';
import { NODE, ReviewPlay, STEP } from './review-play.ts';

const counting: Counting = {
  quorum: { atLeastShare: [1, 2] },
  pass: { moreThan: [1, 2] },
  fail: null,
  of: 'present',
  weights: {},
  casting: false,
  veto: false,
  ballot: 'open',
  hideBelow: 0,
};
const vote = { mode: 'vote', ends: 'all-voted', passed: 'approve', failed: 'return', ...counting } as const;

const stage = (id: string, by: string, decide: Decide): StageDefinition => ({
  id,
  name: id,
  by,
  resolve: 'live',
  decide,
  due: { kind: 'after', limit: { count: 3, unit: 'days' } },
  limit: 'anew',
  ladder: { reminders: [], escalations: [] },
  outcomes: [
    { id: 'approve', name: '同意', leads: 'forward', opinion: 'optional' },
    { id: 'return', name: '退回', leads: 'return', opinion: 'required' },
    { id: 'end', name: '终止', leads: 'end', opinion: 'required' },
  ],
  advice: false,
  selfReview: null,
  copies: [],
});

const entry = (id: string): CourseEntry => ({ kind: 'stage', stage: id });
const content = {
  id: 'points',
  name: '审定',
  stages: [
    stage('one', 'deputy', { mode: 'one' }),
    stage('any', 'pair', { mode: 'any' }),
    stage('all', 'pair', { mode: 'all' }),
    stage('order', 'pair', { mode: 'in-order' }),
    stage('vote', 'panel', vote),
    stage('ballot', 'panel', { ...vote, ballot: 'secret' }),
    stage('law', 'deputy', { mode: 'one' }),
    stage('money', 'leader', { mode: 'one' }),
    stage('meeting', 'panel', { mode: 'meeting', ...counting }),
  ],
  course: [
    ...['one', 'any', 'all', 'order', 'vote', 'ballot'].map(entry),
    {
      kind: 'group' as const,
      group: {
        id: 'group',
        name: '并行',
        join: 'all' as const,
        onReturn: 'stop' as const,
        branches: [
          { id: 'a', name: '法', stages: ['law'] },
          { id: 'b', name: '财', stages: ['money'] },
        ],
      },
    },
    entry('meeting'),
  ],
  once: false,
  return: {
    to: ['search.declare'],
    stages: 'earlier' as const,
    then: 'chosen' as const,
    reasons: REASONS,
    due: { count: 2, unit: 'days' as const },
    raise: [],
  },
  onChange: { then: 'review' as const, stages: [] },
};
export const everyMode: ReviewDefinition = { ...content, hash: hashOf(content) };

const at = (place: string) => (play: ReviewPlay) => {
  play.ok(play.submit());
  if (play.place !== place) play.ok(...play.byTwo(play.jump(place)));
};

/** Place → how a review comes there. A secret ballot stands at one of three, and a review for a meeting may be tabled. */
export const ways = {
  waiting: () => {},
  one: at('one'),
  any: at('any'),
  all: at('all'),
  order: at('order'),
  vote: at('vote'),
  issuing: at('ballot'),
  drawing: (play) => {
    at('ballot')(play);
    play.ok(play.issue('ballot'));
  },
  casting: (play) => {
    ways.drawing(play);
    for (const person of ['li', 'qian', 'wu', 'gao']) play.ok(play.take('ballot', person));
  },
  group: at('group'),
  meeting: at('meeting'),
  tabled: (play) => {
    at('meeting')(play);
    play.ok(play.convene('meeting', 'm1'));
  },
  returned: (play) => {
    play.ok(play.submit());
    play.pass('one', 'return');
  },
  withdrawn: (play) => {
    play.ok(play.submit());
    play.ok(play.withdraw());
  },
  approved: (play) => {
    play.ok(play.submit());
    play.ok(...play.byTwo(play.force('approved')));
  },
  ended: (play) => {
    play.ok(play.submit());
    play.pass('one', 'end');
  },
} satisfies Record<string, (play: ReviewPlay) => void>;
export type EveryPlace = keyof typeof ways;
export const places = Object.keys(ways) as EveryPlace[];

export function playAt(place: EveryPlace): ReviewPlay {
  const play = new ReviewPlay(everyMode);
  ways[place](play);
  return play;
}

const reason = hashOf('reason');

/** By whoever would usually give it, on what is open now, or on the first stage where nothing is. */
export function fitting(kind: CommandKind, play: ReviewPlay): Command | undefined {
  const [open] = play.open();
  const asked = open ?? 'one';
  const [[task, held] = ['search.settle/one', undefined]] = play.tasks(asked);
  const owner = held?.owners[0] ?? 'qian';
  const own = held?.seat === undefined || held.seat === owner ? owner : held.seat;
  const person: Signer = { kind: 'person', person: owner };
  const filler: Signer = { kind: 'person', person: 'zhou' };
  const bound = play.bound();
  const { round } = bound;
  switch (kind) {
    case 'Submit':
      return play.submit();
    case 'Withdraw':
      return play.withdraw();
    case 'Decide':
      return play.decide(asked, 'approve', owner);
    case 'Vote':
      return play.vote(asked, 'for', owner);
    case 'CloseVote':
      return play.closeVote(asked);
    case 'IssueBallots':
      return play.issue(asked);
    case 'TakeBallot':
      return play.take(asked, owner);
    case 'CastBallot':
      return play.cast(asked, 0, 'for');
    case 'TakeBack':
      return play.takeBack('one', 'qian');
    case 'Recuse':
      return { ...play.base('Recuse', owner), step: STEP, round, reason };
    case 'DemandRecusal':
      return { ...play.base('DemandRecusal', '', filler), step: STEP, round, person: own, reason };
    case 'AnswerRecusal':
      return { ...play.base('AnswerRecusal', 'li'), step: STEP, round, person: own, granted: true, reason };
    case 'AddReviewer':
      return { ...play.base('AddReviewer', owner), ...bound, stage: asked, person: 'chen', when: 'before', reason };
    case 'Copy':
      return { ...play.base('Copy', '', filler), step: STEP, to: ['chen'], reason };
    case 'MarkRead':
      return { ...play.base('MarkRead', 'chen'), step: STEP };
    case 'Amend': {
      const step = play.node.steps['search.declare'];
      const version = hashOf('amended');
      const items = [...(step?.output?.items ?? [])];
      const facts = { grade: '二级' };
      return {
        ...play.base('Amend', '', filler),
        step: 'search.declare',
        round,
        version,
        material: version,
        facts,
        items,
      };
    }
    case 'Convene':
      return { ...play.convene('meeting', 'm2'), agenda: [{ node: NODE, ...bound, stage: asked }] };
    case 'CloseMeeting':
      return play.closeMeeting('meeting', 'm1', 'approve');
    case 'TakeOff': {
      const { node, request, signer } = play.convene('meeting', 'm1');
      return { kind, node, request, signer, meeting: 'm1', review: `${NODE}/${STEP}`, reason: null };
    }
    case 'Reopen':
      return play.reopen();
    case 'Reassign':
      return { ...play.base('Reassign', '', play.admin()), task, to: 'sun', reason };
    case 'Transfer':
    case 'Delegate':
      return { ...play.base(kind, '', person), task, to: 'sun', reason };
    case 'HandBack':
      return { ...play.base('HandBack', '', person), task, opinion: null };
    case 'Urge':
      return { ...play.base('Urge', '', filler), task, opinion: null };
    case 'Extend':
      return { ...play.base('Extend', '', play.admin()), task, due: play.host.now + 30 * 86_400_000, reason };
    case 'Jump':
      return play.jump(play.place === 'one' ? 'any' : 'one');
    case 'Force':
      return play.force('approved');
    case 'Confirm':
      return { ...play.base('Confirm', '', play.admin(1)), act: 'none' };
    case 'Decline':
      return { ...play.base('Decline', '', play.admin(1)), act: 'none', reason };
    default:
      // Not about a review.
      return undefined;
  }
}
