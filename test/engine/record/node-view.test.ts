/** What a node's entries add up to for readers: seats, tasks that change hands, branches, copies, demands; and who is told. */
import { describe, expect, test } from '@jest/globals';
import { applyEvent, emptyView, noticesOf, recordedEventOf } from '@lianfang/engine/record';
import { HASH, type Happening, numbered } from '../../registry/fixture.ts';
import { day, entered, here, person, STEP, settle, submitted, taskOpened } from './course.ts';

/** The view after all, and the notices of each happening as `template person`. */
function folded(happenings: readonly Happening[]) {
  const view = emptyView();
  const notices = numbered(happenings).map((event) => {
    applyEvent(view, recordedEventOf(event));
    return noticesOf(view, recordedEventOf(event)).map((notice) => `${notice.template} ${notice.to}`);
  });
  return { view, notices, last: notices.at(-1) };
}

const opened: readonly Happening[] = [
  submitted('07T10:00', 1, []),
  here('07T10:00', { kind: 'ReviewOpened', ...settle(1), review: 'points', definition: HASH('d'), hash: HASH('1') }),
];
const task = `${STEP}/section`;
const reason = HASH('8');

describe('a task', () => {
  test('of one seat keeps whose it is, beside those of the others', () => {
    const { view, notices } = folded([
      taskOpened('07T10:00', 1, 'panel', ['zhang'], { seat: 'zhang' }),
      taskOpened('07T10:00', 1, 'panel', ['qian'], { seat: 'wang' }),
      here('08T10:00', { kind: 'TaskClosed', task: `${STEP}/panel@zhang`, ...settle(1), end: 'done' }),
    ]);

    expect([...view.tasks.values()].map(({ seat, owners, stage, end }) => [seat, owners, stage, end])).toEqual([
      ['zhang', ['zhang'], 'panel', 'done'],
      ['wang', ['qian'], 'panel', null],
    ]);
    expect(notices.slice(0, 2)).toEqual([['assigned zhang'], ['assigned qian']]);
  });

  const steps: [string, Happening, object, string[]][] = [
    [
      'transferred is its receiver’s',
      here('08T10:00', { kind: 'TaskTransferred', task, from: ['zhang'], to: ['wu'], reason }, person('zhang')),
      { owners: ['wu'], delegatedBy: [], stuck: false },
      ['transferred wu'],
    ],
    [
      'delegated names who gets it back',
      here('08T10:00', { kind: 'TaskDelegated', task, from: ['zhang'], to: ['wu'], reason }, person('zhang')),
      { owners: ['wu'], delegatedBy: ['zhang'] },
      ['delegated wu'],
    ],
    [
      'handed back is again who delegated it',
      here('08T10:00', { kind: 'TaskHandedBack', task, from: ['wu'], to: ['zhang'], opinion: null }, person('wu')),
      { owners: ['zhang'], delegatedBy: [] },
      ['handed-back zhang'],
    ],
    [
      'urged counts it and tells its owners',
      here('08T10:00', { kind: 'Urged', task, to: ['zhang'], due: null, opinion: null }, person('li')),
      { urged: 1 },
      ['urged zhang'],
    ],
  ];
  test.each(steps)('%s', (_, happening, expected, told) => {
    const { view, last } = folded([taskOpened('07T10:00', 1, 'section', ['zhang']), happening]);

    expect(view.tasks.get(task)).toMatchObject(expected);
    expect(last).toEqual(told);
  });
});

describe('a review', () => {
  test('at a group shows where each branch stands until it leaves the group', () => {
    const inside = [
      ...opened,
      here('07T10:00', { kind: 'BranchesEntered', ...settle(1), group: 'joint', branches: ['money', 'staff'] }),
      entered('07T10:00', 1, 'finance', 'money'),
      here('08T10:00', { kind: 'BranchEnded', ...settle(1), group: 'joint', branch: 'money', end: 'joined' }),
    ];

    expect(folded(inside).view.reviews.get(STEP)).toMatchObject({
      place: 'joint',
      branches: { money: 'joined', staff: 'waiting' },
    });
    expect(folded([...inside, entered('09T10:00', 1, 'team')]).view.reviews.get(STEP)).toMatchObject({
      place: 'team',
      branches: null,
    });
  });

  test('that comes straight back to a group has the branches that were done before still done', () => {
    const back = [
      ...opened,
      here('07T10:00', { kind: 'BranchesEntered', ...settle(1), group: 'joint', branches: ['money', 'staff'] }),
      here('08T10:00', { kind: 'BranchEnded', ...settle(1), group: 'joint', branch: 'money', end: 'joined' }),
      here('08T11:00', { kind: 'BranchEnded', ...settle(1), group: 'joint', branch: 'staff', end: 'returned' }),
      here('09T10:00', { kind: 'BranchesEntered', ...settle(2), group: 'joint', branches: ['staff'] }),
      entered('09T10:00', 2, 'people', 'staff'),
    ];

    expect(folded(back).view.reviews.get(STEP)?.branches).toEqual({ money: 'joined', staff: 'people' });
  });

  test.each<[string, Happening, string]>([
    ['is done again', here('09T10:00', { kind: 'TaskClosed', task, ...settle(1), end: 'reopened' }), 'returned'],
    [
      'changed so that the plan asks anew',
      here('09T10:00', { kind: 'Outdated', ...settle(1), of: 'search.declare', then: 'short' }),
      'returned',
    ],
    [
      'changed, and the plan asks nothing',
      here('09T10:00', { kind: 'Outdated', ...settle(1), of: 'search.declare', then: 'nothing' }),
      'approved',
    ],
  ])('whose content %s waits for it, or stays', (_, happening, place) => {
    const approved = here('08T10:00', { kind: 'Approved', ...settle(1), hash: HASH('1') });

    expect(folded([...opened, approved, happening]).view.reviews.get(STEP)?.place).toBe(place);
  });

  test('goes over to the definition that it was moved to', () => {
    const moved = here('08T10:00', {
      kind: 'ReviewMoved',
      ...settle(1),
      from: HASH('d'),
      to: HASH('e'),
      place: 'section',
    });

    expect(folded([...opened, moved]).view.reviews.get(STEP)?.definition).toBe(HASH('e'));
  });

  test('keeps who stands aside, and tells the person and who demanded it', () => {
    const demanded = here('08T10:00', { kind: 'RecusalDemanded', ...settle(1), person: 'zhao', reason }, person('li'));
    const granted = here('09T10:00', { kind: 'Recused', ...settle(1), person: 'zhao', how: 'granted', reason });
    const refused = here('09T10:00', { kind: 'RecusalRefused', ...settle(1), person: 'zhao', reason });

    const after = folded([...opened, demanded, granted]);

    expect(after.view.reviews.get(STEP)).toMatchObject({
      recused: [{ person: 'zhao', how: 'granted', reason }],
      demands: [{ person: 'zhao', by: 'li', answer: 'granted' }],
    });
    expect(after.notices.slice(-2)).toEqual([
      ['recusal-demanded zhao'],
      ['recusal-answered zhao', 'recusal-answered li'],
    ]);
    expect(folded([...opened, demanded, refused]).view.reviews.get(STEP)).toMatchObject({
      recused: [],
      demands: [{ person: 'zhao', answer: 'refused' }],
    });
  });

  test('declared by the reviewer alone tells nobody', () => {
    const declared = here('08T10:00', { kind: 'Recused', ...settle(1), person: 'zhao', how: 'declared', reason });

    expect(folded([...opened, declared]).last).toEqual([]);
  });
});

describe('a copy', () => {
  const sent = here('08T10:00', { kind: 'CopySent', ...settle(1), to: ['zhao', 'zhou'], reason }, person('wang'));
  const read = here('08T11:00', { kind: 'CopyRead', ...settle(1), person: 'zhao' }, person('zhao'));

  test('is to be read by each receiver until they mark it', () => {
    const { view } = folded([...opened, sent, read]);

    expect([...view.copies.values()].map(({ person: to, by, readAt }) => [to, by, readAt])).toEqual([
      ['zhao', 'wang', day('08T11:00')],
      ['zhou', 'wang', null],
    ]);
    expect(folded([...opened, sent]).last).toEqual(['copied zhao', 'copied zhou']);
  });

  test('sent again is to be read again, and a return does not take it away', () => {
    const returned = here('09T10:00', {
      kind: 'Returned',
      ...settle(1),
      stage: 'section',
      to: ['search.declare'],
      target: null,
      reasons: [],
      verdicts: [],
      due: null,
      locked: [],
    });

    expect([...folded([...opened, sent, read, returned, sent]).view.copies.values()].map((one) => one.readAt)).toEqual([
      null,
      null,
    ]);
  });
});

describe('a grade', () => {
  test('changed by the office stands as changed', () => {
    const { view } = folded([
      here('08T10:00', { kind: 'Regraded', scale: 'risk', source: 'approved', from: '二级', to: '一级', reason }),
    ]);

    expect([...view.grades.values()]).toMatchObject([{ subject: 'jw-1', source: 'approved', value: '一级' }]);
  });
});
