import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Compiled, compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import type { ReviewDefinition, StageDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { codes, messageOf } from '../../../packages/engine/src/codes.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { aBureau } from '../../plans/bureau-roster.ts';

const bureau = readFileSync(join(__dirname, '../../plans/bureau.yaml'), 'utf8');
const usualReturn = 'to: look.fill, then: walk-again, reasons: [unclear]';

interface Written {
  readonly stages?: string;
  readonly back?: string;
  readonly more?: string;
  readonly defaults?: string;
}

/** The bureau's plan with another review: stages as items of a list, in flow style. */
function withReview({ stages, back = usualReturn, more = '', defaults = '' }: Written): string {
  const start = bureau.indexOf('    stages:');
  const end = bureau.indexOf('phases:');
  const list = stages ?? '{ id: chief, name: Chief, by: chief }';
  const review = `    stages: [${list}]\n    return: { ${back} }\n${more === '' ? '' : `    ${more}\n`}`;
  return `${bureau.slice(0, start)}${review}${bureau.slice(end)}`.replace(
    '  onReopen: redo\n',
    `  onReopen: redo\n${defaults}`,
  );
}

function compile(text: string, roster: Roster = aBureau()): Compiled {
  const { plan, problems, lineOf } = parsePlan(text);
  return plan === undefined ? { problems } : compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, lineOf });
}

function reviewOf(written: Written): ReviewDefinition {
  const { campaign, problems } = compile(withReview(written));
  const review = campaign?.reviews.look;
  if (review === undefined) throw new Error(JSON.stringify(problems.filter((one) => one.severity !== 'advice')));
  return review;
}

function stageOf(stage: string): StageDefinition {
  const [first] = reviewOf({ stages: `${stage}, { id: last, name: Last, by: chief }` }).stages;
  if (first === undefined) throw new Error('Expected a stage.');
  return first;
}

const deciding = (decide: string) => stageOf(`{ id: board, name: Board, by: board, decide: ${decide} }`).decide;
const half = {
  quorum: { atLeastShare: [1, 2] },
  pass: { moreThan: [1, 2] },
  fail: null,
  weights: {},
  casting: false,
  veto: false,
  ballot: 'open',
  hideBelow: 5,
};

describe('how a stage decides', () => {
  test.each([
    ['one', { mode: 'one' }, 'chief'],
    ['any', { mode: 'any' }, 'board'],
    ['all', { mode: 'all' }, 'board'],
    ['in-order', { mode: 'in-order' }, 'board'],
    ['{ mode: all, reading: everybody }', { mode: 'all' }, 'board'],
    ['meeting', { mode: 'meeting', ...half, of: 'present' }, 'board'],
    [
      'vote',
      { mode: 'vote', ...half, of: 'entitled', ends: 'all-voted', passed: 'approve', failed: 'return' },
      'board',
    ],
  ])('%s', (written, decide, by) => {
    expect(stageOf(`{ id: here, name: Here, by: ${by}, decide: ${written} }`).decide).toEqual(decide);
  });

  test('is by one when the plan does not say', () => {
    expect(stageOf('{ id: here, name: Here, by: chief }').decide).toEqual({ mode: 'one' });
  });

  test.each([
    ['quorum', '2', { atLeast: 2 }],
    ['quorum', '[2, 3]', { atLeastShare: [2, 3] }],
    ['pass', '[2, 3]', { moreThan: [2, 3] }],
    ['pass', '{ atLeast: [2, 3] }', { atLeastShare: [2, 3] }],
    ['pass', '{ atLeast: 3 }', { atLeast: 3 }],
    ['fail', '[1, 3]', { moreThan: [1, 3] }],
    ['fail', '{ moreThan: [1, 3] }', { moreThan: [1, 3] }],
    ['fail', '1', { atLeast: 1 }],
  ])('reads a %s of %s', (key, written, threshold) => {
    for (const mode of ['vote', 'meeting'])
      expect(deciding(`{ mode: ${mode}, ${key}: ${written} }`)).toMatchObject({ [key]: threshold });
  });

  test('counts as the plan says in everything', () => {
    const said = 'of: voting, weights: { chief: 2 }, casting: true, veto: true, hideBelow: 0';

    expect(deciding(`{ mode: vote, ${said}, ends: certain, passed: approve, failed: return }`)).toEqual({
      ...{ mode: 'vote', ...half, ballot: 'open', ends: 'certain', passed: 'approve', failed: 'return' },
      ...{ of: 'voting', weights: { chief: 2 }, casting: true, veto: true, hideBelow: 0 },
    });
    expect(deciding('{ mode: vote, ballot: secret }')).toMatchObject({ ballot: 'secret' });
  });

  test('takes the first outcome that leads forward for a passed vote, the first other for a failed one', () => {
    const outcomes =
      '[{ id: drop, name: Drop, leads: end }, { id: yes, name: Yes, leads: forward }, { id: no, name: No, leads: return }]';

    const { decide } = stageOf(`{ id: board, name: Board, by: board, decide: vote, outcomes: ${outcomes} }`);

    expect(decide).toMatchObject({ passed: 'yes', failed: 'drop' });
  });
});

describe('a stage', () => {
  test('has the usual outcomes, its whole limit anew after a return, no advice and no copies', () => {
    expect(stageOf('{ id: here, name: Here, by: chief }')).toMatchObject({
      resolve: 'live',
      limit: 'anew',
      advice: false,
      copies: [],
      selfReview: null,
      outcomes: [
        { id: 'approve', leads: 'forward', opinion: 'optional' },
        { id: 'return', leads: 'return', opinion: 'required' },
      ],
    });
  });

  test('may give advice only, pause its limit and send copies', () => {
    const stage = stageOf(
      '{ id: here, name: Here, by: chief, advice: true, limit: paused-while-returned, copies: [board], selfReview: board }',
    );

    expect(stage).toMatchObject({
      advice: true,
      limit: 'paused-while-returned',
      copies: ['board'],
      selfReview: 'board',
    });
    expect(stage.outcomes.map(({ leads }) => leads)).toEqual(['forward', 'forward']);
  });

  test('lets an advisory vote fail forward', () => {
    const { decide } = stageOf('{ id: here, name: Here, by: board, advice: true, decide: vote }');

    expect(decide).toMatchObject({ passed: 'agree', failed: 'advise' });
  });

  test('names where an outcome leads, and which steps it has done again', () => {
    const outcomes = [
      '{ id: skip, name: Skip, leads: forward, to: last }',
      '{ id: back, name: Back, leads: return, to: chief }',
      '{ id: again, name: Again, leads: return, steps: [look.fill] }',
    ];
    const review = reviewOf({
      stages: `{ id: chief, name: Chief, by: chief }, { id: mid, name: Mid, by: chief, outcomes: [${outcomes.join(', ')}] }, { id: last, name: Last, by: chief }`,
    });

    expect(review.stages[1]?.outcomes).toEqual([
      { id: 'skip', name: 'Skip', leads: 'forward', opinion: 'optional', to: 'last' },
      { id: 'back', name: 'Back', leads: 'return', opinion: 'required', to: 'chief' },
      { id: 'again', name: 'Again', leads: 'return', opinion: 'required', steps: ['look.fill'] },
    ]);
  });
});

describe('the course of a review', () => {
  const group = (more: string) =>
    `{ id: both, name: Both, ${more}branches: [{ id: left, name: Left, stages: [{ id: a, name: A, by: chief }, { id: b, name: B, by: board, decide: meeting, due: { count: 2, unit: days } }] }, { id: right, name: Right, stages: [{ id: c, name: C, by: chief }] }] }`;

  test('is its stages and groups of branches in order, and keeps all stages in one list', () => {
    const review = reviewOf({ stages: `${group('')}, { id: last, name: Last, by: chief }` });

    expect(review.stages.map((stage) => stage.id)).toEqual(['a', 'b', 'c', 'last']);
    expect(review.stages[1]?.due).toEqual({ kind: 'after', limit: { count: 2, unit: 'days' } });
    expect(review.course).toEqual([
      {
        kind: 'group',
        group: {
          id: 'both',
          name: 'Both',
          join: 'all',
          onReturn: 'stop',
          branches: [
            { id: 'left', name: 'Left', stages: ['a', 'b'] },
            { id: 'right', name: 'Right', stages: ['c'] },
          ],
        },
      },
      { kind: 'stage', stage: 'last' },
    ]);
  });

  test('says how branches join and what a return of one does', () => {
    const { course } = reviewOf({ stages: group('join: any, onReturn: hear-all, ') });

    expect(course[0]).toMatchObject({ group: { join: 'any', onReturn: 'hear-all' } });
  });

  test('asks everybody at each stage, unless the plan says once', () => {
    expect(reviewOf({}).once).toBe(false);
    expect(reviewOf({ more: 'once: true' }).once).toBe(true);
  });
});

describe('a return', () => {
  test.each([
    ['', 'none'],
    ['stages: false', 'none'],
    ['stages: true', 'earlier'],
    ['stages: previous', 'previous'],
    ['stages: [chief]', ['chief']],
  ])('goes back among stages by "%s"', (written, stages) => {
    expect(reviewOf({ back: `${usualReturn}, ${written}` }).return.stages).toEqual(stages);
  });

  test.each([
    ['', []],
    ['maxRounds: 3, past: board', [{ past: 3, role: 'board' }]],
    [
      'raise: [{ past: 1, role: chief }, { past: 2, role: board }]',
      [
        { past: 1, role: 'chief' },
        { past: 2, role: 'board' },
      ],
    ],
  ])('raises who decides by "%s"', (written, raise) => {
    expect(reviewOf({ back: `${usualReturn}, ${written}` }).return.raise).toEqual(raise);
  });

  test('may leave it to whoever returns what comes afterwards', () => {
    expect(reviewOf({ back: usualReturn.replace('walk-again', 'chosen') }).return.then).toBe('chosen');
  });
});

test('a later change opens the whole review, or what the plan says', () => {
  expect(reviewOf({}).onChange).toEqual({ then: 'review', stages: [] });
  expect(reviewOf({ more: 'onChange: nothing' }).onChange).toEqual({ then: 'nothing', stages: [] });
  expect(reviewOf({ more: 'onChange: { then: short, stages: [chief] }' }).onChange).toEqual({
    then: 'short',
    stages: ['chief'],
  });
});

test('the same task is urged once a day, or as the plan says', () => {
  expect(compile(withReview({})).campaign?.urgeEvery).toBe(24);
  expect(compile(withReview({ defaults: '  urgeEvery: 8\n' })).campaign?.urgeEvery).toBe(8);
});

test('every part of a review is in its hash', () => {
  const written: Written[] = [
    {},
    { more: 'once: true' },
    { more: 'onChange: redo' },
    { back: `${usualReturn}, stages: true` },
    { back: `${usualReturn}, raise: [{ past: 2, role: board }]` },
    { stages: '{ id: chief, name: Chief, by: chief, copies: [board] }' },
    { stages: '{ id: chief, name: Chief, by: board, decide: vote }' },
    { stages: '{ id: chief, name: Chief, by: board, decide: { mode: vote, veto: true } }' },
  ];

  expect(new Set(written.map((one) => reviewOf(one).hash)).size).toBe(written.length);
});

describe('the check with the roster', () => {
  const problemOf = (written: Written, code: string, roster?: Roster) => {
    const found = compile(withReview(written), roster).problems.find((one) => one.code === code);
    if (found !== undefined) {
      expect(Object.keys(codes)).toContain(code);
      for (const lang of ['zh', 'en'] as const)
        expect(messageOf(found, lang)).not.toMatch(/undefined|（无）|\(none\)|\{\w+\}/);
    }
    return found;
  };
  const path = ['reviews', 'look', 'stages', 0];
  const withChiefs = (): Roster => {
    const roster = aBureau();
    return {
      ...roster,
      functions: [...(roster.functions ?? []), { function: 'chief', place: 'b', person: 'bob' }],
    };
  };

  test('notes that one of several holders decides for all', () => {
    const chief = { stages: '{ id: chief, name: Chief, by: chief }' };

    expect(problemOf(chief, 'stage.several', withChiefs())).toMatchObject({ severity: 'advice', path, count: 2 });
    expect(problemOf(chief, 'stage.several')).toBeUndefined();
  });

  test.each(['all', 'in-order', 'vote'])('notes that a stage for several, by %s, asks one', (mode) => {
    const stage = { stages: `{ id: chief, name: Chief, by: chief, decide: ${mode} }` };

    expect(problemOf(stage, 'stage.asks-one')).toMatchObject({ severity: 'advice', path: [...path, 'decide'] });
    expect(problemOf(stage, 'stage.asks-one', withChiefs())).toBeUndefined();
  });

  test.each([
    ['quorum: 4', 'quorum', 3],
    ['pass: 5, weights: { chief: 2 }', 'pass', 4],
    ['fail: { atLeast: 4 }', 'fail', 3],
  ])('finds that %s is out of reach of the members', (said, key, most) => {
    const stage = { stages: `{ id: board, name: Board, by: board, decide: { mode: vote, ${said} } }` };

    expect(problemOf(stage, 'vote.too-few-members')).toMatchObject({
      severity: 'error',
      path: [...path, 'decide', key],
      most,
    });
  });

  test('counts heavier votes, so that four of three members are within reach', () => {
    const stage = {
      stages: '{ id: board, name: Board, by: board, decide: { mode: vote, pass: 4, weights: { chief: 2 } } }',
    };

    expect(problemOf(stage, 'vote.too-few-members')).toBeUndefined();
  });

  test('finds a casting vote without a chair', () => {
    const roster = aBureau();
    const bodies = (roster.bodies ?? []).map((body) => ({
      ...body,
      members: body.members.map(({ person }) => ({ person })),
    }));
    const stage = { stages: '{ id: board, name: Board, by: board, decide: { mode: vote, casting: true } }' };

    expect(problemOf(stage, 'vote.no-chair')).toBeUndefined();
    expect(problemOf(stage, 'vote.no-chair', { ...roster, bodies })).toMatchObject({ severity: 'error' });
  });

  test('asks for somebody in every role of a branch', () => {
    const branch = (by: string) => `{ id: ${by}, name: ${by}, stages: [{ id: at-${by}, name: X, by: ${by} }] }`;
    const stages = `{ id: both, name: Both, branches: [${branch('chief')}, ${branch('clerk')}] }`;
    const roster = { ...aBureau(), functions: [] };

    expect(problemOf({ stages }, 'role.vacant', roster)).toMatchObject({
      role: 'Chief',
      path: [...path, 'branches', 0, 'stages', 0, 'by'],
    });
  });

  test('finds the filler who alone would vote on what he handed in', () => {
    const stage = { stages: '{ id: self, name: Self, by: clerk, decide: vote }' };

    expect(problemOf(stage, 'stage.self-review')).toMatchObject({ severity: 'error' });
  });
});
