/**
 * A review as it may run in an office, told by hand: three rounds, an open vote with a recusal, two branches side by side, a meeting.
 * Says what readers of the record read; what the kernel would do is tested elsewhere.
 */
import type { Campaign, Event } from '@lianfang/engine/kernel';
import { type ReviewSheet, recordedEventOf, reviewSheet, type SheetEntry } from '@lianfang/engine/record';
import type { TaskEnd } from '../../../packages/engine/src/kernel/event.ts';
import { aCampaign, at, HASH, type Happening, numbered } from '../../registry/fixture.ts';

const outcomes = [
  { id: 'approve', name: '同意', leads: 'forward', opinion: 'optional' },
  { id: 'return', name: '退回', leads: 'return', opinion: 'required' },
];
const stage = (id: string, name: string, by: string, mode = 'one') => ({ id, name, by, outcomes, decide: { mode } });

export const NODE = 'jw-1';
export const STEP = 'search.settle';
export const KEY = `${NODE}/${STEP}`;

/** The campaign of the registry's tests with a longer review. */
export const campaign = ((): Campaign => {
  const base = aCampaign();
  const points = {
    id: 'points',
    name: '风险点审定',
    hash: HASH('d'),
    stages: [
      stage('section', '科室审核', 'section'),
      stage('panel', '评议组表决', 'panel', 'vote'),
      stage('finance', '财务核对', 'finance'),
      stage('people', '人事核对', 'people'),
      stage('team', '班子会审定', 'team', 'meeting'),
    ],
    course: [
      { kind: 'stage', stage: 'section' },
      { kind: 'stage', stage: 'panel' },
      {
        kind: 'group',
        group: {
          id: 'joint',
          name: '会签',
          branches: [
            { id: 'money', name: '财务线', stages: ['finance'] },
            { id: 'staff', name: '人事线', stages: ['people'] },
          ],
        },
      },
      { kind: 'stage', stage: 'team' },
    ],
  };
  const roles = Object.fromEntries(
    [
      ['section', '科长'],
      ['panel', '评议组'],
      ['finance', '财务员'],
      ['people', '人事员'],
      ['team', '领导班子'],
      ['deputy', '分管领导'],
      ['office', '办公室'],
    ].map(([id, name]) => [id, { name, of: ['unit'] }]),
  );
  return { ...base, reviews: { points }, roles: { ...base.roles, ...roles } } as unknown as Campaign;
})();

export const names: Readonly<Record<string, string>> = {
  li: '李某',
  zhang: '张某',
  wang: '王某',
  zhao: '赵某',
  qian: '钱某',
  sun: '孙某',
  zhou: '周某',
  wu: '吴某',
  zheng: '郑某',
  feng: '冯某',
};

export const texts: Readonly<Record<string, string>> = {
  [HASH('7')]: '风险点2的措施没有责任人。',
  [HASH('8')]: '与填报人系夫妻',
  [HASH('6')]: '请一并核对2010年台账',
};

export const person = (id: string) => ({ kind: 'person', person: id }) as const;
export const day = (text: string): number => at(`2011-10-${text}`);
export const settle = (round: number) => ({ step: STEP, round });
export const declare = (round: number) => ({ step: 'search.declare', round });

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What happens at the review's node. */
export const here = (
  when: string,
  what: DistributiveOmit<Happening, 'node' | 'at'>,
  who?: Event['signer'],
  node = NODE,
): Happening => ({ node, at: day(when), ...(who === undefined ? {} : { signer: who }), ...what }) as Happening;

export function told(happenings: readonly Happening[]): readonly SheetEntry[] {
  return numbered(happenings).map((event) => ({ event: recordedEventOf(event), names, recordedAt: event.at + 1 }));
}

export function sheetOf(happenings: readonly Happening[]): ReviewSheet {
  const entries = told(happenings);
  const sheet = reviewSheet({
    key: KEY,
    of: 'search.declare',
    entries: entries.filter((entry) => entry.event.node === NODE),
    meetings: entries.filter((entry) => entry.event.node !== NODE),
    texts,
    order: ['section', 'panel', 'finance', 'people', 'team'],
  });
  if (sheet === undefined) throw new Error('expected the events to open a review');
  return sheet;
}

const item = (id: string, digit: string) => ({ item: id, hash: HASH(digit), material: HASH(digit) });
export const submitted = (when: string, round: number, items: readonly [string, string][]): Happening =>
  here(
    when,
    {
      kind: 'Submitted',
      ...declare(round),
      version: HASH(String(round)),
      material: HASH(String(round)),
      facts: {},
      items: items.map(([id, digit]) => item(id, digit)),
      late: round === 2,
    },
    person('li'),
  );

export const taskOpened = (
  when: string,
  round: number,
  stageId: string,
  owners: readonly string[],
  more: { seat?: string; stuck?: boolean; role?: string; due?: string } = {},
): Happening =>
  here(when, {
    kind: 'TaskOpened',
    task: `${STEP}/${stageId}${more.seat === undefined ? '' : `@${more.seat}`}`,
    ...settle(round),
    stage: stageId,
    owners: [...owners],
    role: more.role ?? stageId,
    due: more.due === undefined ? null : day(more.due),
    stuck: more.stuck ?? false,
    hash: HASH(String(round)),
    ...(more.seat === undefined ? {} : { seat: more.seat }),
  });

export const entered = (when: string, round: number, stageId: string, branch?: string): Happening =>
  here(when, {
    kind: 'StageEntered',
    ...settle(round),
    stage: stageId,
    skipped: [],
    ...(branch === undefined ? {} : { branch }),
  });

/** The tasks of a stage end, each as `end` says. */
export const closed = (when: string, round: number, tasks: readonly string[], end: TaskEnd = 'done'): Happening[] =>
  tasks.map((task) => here(when, { kind: 'TaskClosed', task: `${STEP}/${task}`, ...settle(round), end }));

export const decided = (
  when: string,
  round: number,
  stageId: string,
  outcome: string,
  who: Event['signer'],
  more: Partial<Extract<Event, { kind: 'Decided' }>> = {},
): Happening =>
  here(
    when,
    {
      kind: 'Decided',
      ...settle(round),
      stage: stageId,
      hash: HASH(String(round)),
      outcome,
      reasons: [],
      opinion: null,
      verdicts: [],
      definition: HASH('d'),
      ...more,
    },
    who,
  );

const voted = (when: string, who: string, choice: 'for' | 'against' | 'abstained'): Happening =>
  here(
    when,
    {
      kind: 'Voted',
      ...settle(2),
      stage: 'panel',
      hash: HASH('2'),
      definition: HASH('d'),
      choice,
      reasons: choice === 'against' ? ['措施不力'] : [],
      opinion: choice === 'against' ? HASH('7') : null,
      verdicts: [],
      seat: who,
    },
    person(who),
  );

const majority = { mode: 'vote', pass: { moreThan: [1, 2] }, of: 'entitled', ballot: 'open' };

/** Returned by the section, returned by a vote of nine with one recused, approved over two branches and a meeting. */
export function threeRounds(): Happening[] {
  const panel = ['zhang', 'wang', 'zhao', 'qian', 'sun', 'zhou', 'wu', 'zheng'];
  return [
    submitted('07T10:00', 1, [
      ['风险点1', 'a'],
      ['风险点2', 'b'],
    ]),
    here('07T10:00', {
      kind: 'ReviewOpened',
      ...settle(1),
      review: 'points',
      definition: HASH('d'),
      hash: HASH('1'),
    }),
    entered('07T10:00', 1, 'section'),
    taskOpened('07T10:00', 1, 'section', ['zhang'], { due: '12T00:00' }),
    here('10T08:00', {
      kind: 'Reminded',
      task: `${STEP}/section`,
      to: ['zhang'],
      due: day('12T00:00'),
      number: 1,
    }),
    here(
      '10T09:00',
      {
        kind: 'TaskTransferred',
        task: `${STEP}/section`,
        from: ['zhang'],
        to: ['wang'],
        reason: HASH('6'),
      },
      person('zhang'),
    ),
    decided(
      '10T15:20',
      1,
      'section',
      'return',
      { kind: 'substitute', person: 'qian', for: 'wang' },
      {
        reasons: ['查找不全'],
        opinion: HASH('7'),
        verdicts: [
          { item: '风险点2', outcome: 'return', reasons: ['查找不全'] },
          { item: '风险点1', outcome: 'approve', reasons: [] },
        ],
      },
    ),
    here(
      '10T15:20',
      {
        kind: 'Returned',
        ...settle(1),
        stage: 'section',
        to: ['search.declare'],
        target: null,
        reasons: ['查找不全'],
        verdicts: [{ item: '风险点2', outcome: 'return', reasons: ['查找不全'] }],
        due: day('14T00:00'),
        locked: ['风险点1'],
      },
      { kind: 'substitute', person: 'qian', for: 'wang' },
    ),
    ...closed('10T15:20', 1, ['section'], 'returned'),
    here('10T15:20', {
      kind: 'TaskOpened',
      task: 'search.declare',
      ...declare(2),
      owners: ['li'],
      role: 'holder',
      due: day('14T00:00'),
      stuck: false,
    }),
    here('14T00:00', {
      kind: 'BecameOverdue',
      task: 'search.declare',
      owners: ['li'],
      due: day('14T00:00'),
    }),
    submitted('14T11:00', 2, [
      ['风险点1', 'a'],
      ['风险点2', 'c'],
    ]),
    here('14T11:00', { kind: 'TaskClosed', task: 'search.declare', ...declare(2), end: 'done' }, person('li')),
    here('14T11:00', {
      kind: 'Resubmitted',
      ...settle(2),
      hash: HASH('2'),
      changed: ['风险点2'],
      added: ['风险点3'],
      removed: [],
    }),
    entered('14T11:00', 2, 'section'),
    taskOpened('14T11:00', 2, 'section', ['zhang']),
    decided('14T12:00', 2, 'section', 'approve', person('zhang')),
    ...closed('14T12:00', 2, ['section']),
    entered('14T12:00', 2, 'panel'),
    ...[...panel, 'feng'].map((one) => taskOpened('14T12:00', 2, 'panel', [one], { seat: one, due: '19T00:00' })),
    here(
      '15T08:00',
      { kind: 'Recused', ...settle(2), person: 'feng', how: 'declared', reason: HASH('8') },
      person('feng'),
    ),
    ...closed('15T08:00', 2, ['panel@feng'], 'recused'),
    ...(['zhang', 'wang', 'zhao', 'qian'] as const).map((one) => voted('15T10:00', one, 'against')),
    ...(['sun', 'zhou', 'wu'] as const).map((one) => voted('15T11:00', one, 'for')),
    voted('15T12:00', 'zheng', 'abstained'),
    here('15T12:00', {
      kind: 'VoteCounted',
      ...settle(2),
      stage: 'panel',
      entitled: panel,
      recused: ['feng'],
      vote: {
        for: ['sun', 'zhou', 'wu'],
        against: ['zhang', 'wang', 'zhao', 'qian'],
        abstained: ['zheng'],
      },
      weights: {},
      chair: 'zhang',
      rule: majority,
      result: 'failed',
      outcome: 'return',
    }),
    ...closed(
      '15T12:00',
      2,
      panel.map((one) => `panel@${one}`),
    ),
    here('15T12:00', {
      kind: 'Returned',
      ...settle(2),
      stage: 'panel',
      to: ['search.declare'],
      target: null,
      reasons: ['措施不力'],
      verdicts: [],
      due: null,
      locked: [],
    }),
    submitted('17T09:00', 3, [['风险点1', 'a']]),
    here('17T09:00', {
      kind: 'Resubmitted',
      ...settle(3),
      hash: HASH('3'),
      changed: [],
      added: [],
      removed: ['风险点3'],
    }),
    here('17T09:00', { kind: 'BranchesEntered', ...settle(3), group: 'joint', branches: ['money', 'staff'] }),
    entered('17T09:00', 3, 'finance', 'money'),
    taskOpened('17T09:00', 3, 'finance', ['sun']),
    entered('17T09:00', 3, 'people', 'staff'),
    taskOpened('17T09:00', 3, 'people', ['wang'], { stuck: true }),
    here('17T10:00', { kind: 'CopySent', ...settle(3), to: ['zhao', 'zhou'], reason: HASH('6') }, person('sun')),
    here('17T11:00', { kind: 'CopyRead', ...settle(3), person: 'zhao' }, person('zhao')),
    decided('17T12:00', 3, 'finance', 'approve', person('sun')),
    ...closed('17T12:00', 3, ['finance']),
    here('17T12:00', { kind: 'BranchEnded', ...settle(3), group: 'joint', branch: 'money', end: 'joined' }),
    here(
      '18T09:00',
      { kind: 'TaskReassigned', task: `${STEP}/people`, from: ['wang'], to: ['zheng'], reason: HASH('6') },
      { kind: 'administrator', person: 'wang' },
    ),
    decided('18T10:00', 3, 'people', 'approve', person('zheng')),
    ...closed('18T10:00', 3, ['people']),
    here('18T10:00', { kind: 'BranchEnded', ...settle(3), group: 'joint', branch: 'staff', end: 'joined' }),
    entered('18T10:00', 3, 'team'),
    taskOpened('18T10:00', 3, 'team', ['zhang', 'wang']),
    here(
      '19T09:00',
      { kind: 'Convened', meeting: 'm-7', role: 'team', body: 'jw-team', agenda: [KEY, 'jw-2/search.settle'] },
      person('wang'),
      'jw',
    ),
    here('19T09:00', { kind: 'Tabled', ...settle(3), stage: 'team', meeting: 'm-7' }),
    here(
      '19T16:00',
      {
        kind: 'MeetingClosed',
        meeting: 'm-7',
        entitled: ['wang', 'zhang', 'zhao', 'wu'],
        present: ['wang', 'zhang', 'zhao'],
        recused: [{ person: 'zhao', review: KEY }],
        chair: 'wang',
        vote: { for: ['wang', 'zhang', 'zhao'], against: [], abstained: [] },
        weights: {},
        verdicts: [
          {
            review: 'jw-2/search.settle',
            round: 1,
            hash: HASH('4'),
            outcome: 'return',
            aside: [],
            own: { for: ['wang'], against: ['zhang', 'zhao'], abstained: [] },
            rule: {},
            vote: { for: 1, against: 2, abstained: 0 },
          },
          {
            review: KEY,
            round: 3,
            hash: HASH('3'),
            outcome: 'approve',
            aside: ['zhao'],
            rule: { mode: 'meeting', pass: { atLeastShare: [2, 3] }, of: 'present' },
            vote: { for: 2, against: 0, abstained: 0 },
          },
        ],
        minutes: HASH('9'),
      },
      person('wang'),
      'jw',
    ),
    decided(
      '19T16:00',
      3,
      'team',
      'approve',
      { kind: 'recorder', person: 'wang', of: '教务处领导班子' },
      { meeting: 'm-7' },
    ),
    ...closed('19T16:00', 3, ['team']),
    here('19T16:00', { kind: 'Approved', ...settle(3), hash: HASH('3') }),
  ];
}
