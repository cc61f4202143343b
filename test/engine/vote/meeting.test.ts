import { describe, expect, test } from '@jest/globals';
import { recount } from '@lianfang/engine/record';
import type { Counting, GroupDefinition, StageDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import type { CommandOf } from '../../../packages/engine/src/kernel/command.ts';
import { all, last, type World } from '../../scenarios/world.ts';
import { council, councilMeets, eventsOf, step, worldOf } from './voting.ts';

const both = ['a', 'b'];
const keys = both.map((node) => `${node}/${step}`);
type Closing = Parameters<World['closeMeeting']>[2];
type Vote = CommandOf<'CloseMeeting'>['vote'];

/** Two declarations, tabled for the council. */
const sat = async (rule: Partial<Counting>, before: (world: World) => Promise<unknown> = async () => {}) => {
  const world = await worldOf([councilMeets(rule)], undefined, both);
  await before(world);
  await world.ok(world.convene('d1', 'm1', both, { step, stage: 'council', role: 'council' }));
  return world;
};
const close = (world: World, closing: Partial<Closing>, more: Partial<CommandOf<'CloseMeeting'>> = {}) => ({
  ...world.closeMeeting('d1', 'm1', { present: council, ...closing }),
  ...more,
});
const exception = (review: string, vote: Vote, outcome = 'approve') => ({
  review,
  outcome,
  reasons: outcome === 'return' ? ['不可行'] : [],
  opinion: null,
  verdicts: [],
  vote,
});
const secretly = (voters: string[], inFavour: number, against = 0): Vote => ({
  voters,
  counts: { for: inFavour, against, abstained: 0 },
});
const closed = async (world: World) => last(await world.record(), 'd1', 'MeetingClosed');
const places = async (world: World) => [(await world.review('a', step))?.place, (await world.review('b', step))?.place];
const recounted = async (world: World) => recount(await eventsOf(world, 'd1'));

describe('a meeting', () => {
  test('passes by its rule, with everything on record that the result follows from', async () => {
    const world = await sat({});
    await world.refused('meeting.not-passed', close(world, { vote: { for: ['ke'], against: ['kong', 'kang'] } }));
    await world.ok(close(world, { vote: { for: ['ke', 'kang'], against: ['kong'] } }));

    const event = await closed(world);
    expect(event).toMatchObject({ entitled: council, present: council, chair: 'kang', weights: {} });
    expect(event?.verdicts).toMatchObject(
      keys.map((review) => ({
        review,
        outcome: 'approve',
        aside: [],
        rule: { mode: 'meeting', of: 'present', pass: { moreThan: [1, 2] } },
        vote: { for: 2, against: 1, abstained: 0 },
      })),
    );
    expect(await places(world)).toEqual(['approved', 'approved']);
    expect(await recounted(world)).toEqual({ counted: 2, hidden: 0, disagreements: [] });
  });

  test('needs no majority against for a return that the whole list agreed on, but one in a vote of its own', async () => {
    const world = await sat({});
    const alone = (vote: Vote) => close(world, {}, { exceptions: [exception('a/search.vote', vote, 'return')] });

    // The vote is for what the minutes say became of the entry.
    await world.refused('meeting.not-passed', alone({ for: ['ke'], against: ['kang', 'kong'], abstained: [] }));
    await world.ok(alone({ for: ['ke', 'kang'], against: ['kong'], abstained: [] }));

    expect(await places(world)).toEqual(['returned', 'approved']);
    expect((await closed(world))?.verdicts.map(({ own, vote }) => [own !== undefined, vote?.for])).toEqual([
      [true, 2],
      [false, 3],
    ]);
    expect(await recounted(world)).toEqual({ counted: 2, hidden: 0, disagreements: [] });
  });

  test('weighs by role and lets its chair break a tie', async () => {
    const weighty = await sat({ weights: { council: 3 }, pass: { atLeast: 6 } });
    await weighty.ok(close(weighty, { vote: { for: ['ke', 'kang'], against: ['kong'] } }));
    expect(await closed(weighty)).toMatchObject({ weights: { kang: 3, ke: 3, kong: 3 } });
    expect(await recounted(weighty)).toMatchObject({ counted: 2, disagreements: [] });

    const tied = await sat({ casting: true });
    const tie = (inFavour: string, against: string) =>
      close(tied, { vote: { for: [inFavour], against: [against], abstained: ['kong'] } });
    await tied.refused('meeting.not-passed', tie('ke', 'kang'));
    await tied.ok(tie('kang', 'ke'));
    expect(await recounted(tied)).toMatchObject({ counted: 2, disagreements: [] });

    const vetoed = await sat({ veto: true });
    await vetoed.refused('meeting.not-passed', close(vetoed, { vote: { for: ['ke', 'kang'], against: ['kong'] } }));
  });

  test('leaves out who stood aside before it was tabled', async () => {
    const world = await sat({ quorum: { atLeast: 3 } }, (before) =>
      before.ok(before.recuse('a', { step, by: 'kong' })),
    );
    await world.refused('meeting.no-quorum', close(world, {}));
    await world.ok(close(world, { exceptions: { 'a/search.vote': { outcome: '' } } }));
    expect(await places(world)).toEqual(['council', 'approved']);

    const other = await sat({}, (before) => before.ok(before.recuse('a', { step, by: 'kong' })));
    await other.refused(
      'meeting.recused-voter',
      close(other, {}, { exceptions: [exception('a/search.vote', { for: council, against: [], abstained: [] })] }),
    );
    await other.ok(close(other, {}));
    expect((await closed(other))?.verdicts.map(({ aside, vote }) => [aside, vote?.for])).toEqual([
      [['kong'], 2],
      [[], 3],
    ]);
    expect(await recounted(other)).toMatchObject({ counted: 2, disagreements: [] });
  });

  test('records a secret vote by its numbers', async () => {
    const world = await sat({ ballot: 'secret' });
    const secret = (vote: Vote) => close(world, {}, { vote });
    await world.refused('meeting.wrong-ballot', close(world, {}));
    await world.refused('meeting.more-ballots', secret(secretly(['ke', 'kang'], 3)));
    await world.refused(
      'meeting.absent-voter',
      close(world, { present: ['ke', 'kang'] }, { vote: secretly(council, 3) }),
    );
    await world.refused('meeting.counted-twice', secret(secretly(['ke', 'ke', 'kang'], 3)));
    await world.refused('meeting.not-passed', secret(secretly(council, 1, 2)));
    await world.refused(
      'meeting.recused-ballot',
      close(world, { recused: { 'a/search.vote': 'kong' } }, { vote: secretly(council, 3) }),
    );
    await world.ok(
      close(
        world,
        { recused: { 'a/search.vote': 'kong' } },
        { vote: secretly(council, 2, 1), exceptions: [exception('a/search.vote', secretly(['ke', 'kang'], 2))] },
      ),
    );

    expect((await closed(world))?.verdicts.map(({ vote }) => vote)).toEqual([
      { for: 2, against: 0, abstained: 0 },
      { for: 2, against: 1, abstained: 0 },
    ]);
    expect(await recounted(world)).toEqual({ counted: 2, hidden: 0, disagreements: [] });
  });

  test('says only the result of a secret vote of few', async () => {
    const world = await sat({ ballot: 'secret', hideBelow: 3 });
    await world.ok(
      close(
        world,
        {},
        { vote: secretly(council, 2, 1), exceptions: [exception('a/search.vote', secretly(['ke', 'kang'], 2))] },
      ),
    );

    expect(await closed(world)).toMatchObject({
      vote: secretly(council, 2, 1),
      verdicts: [
        { own: { voters: ['ke', 'kang'], counts: null }, vote: null },
        { vote: { for: 2, against: 1, abstained: 0 } },
      ],
    });
    expect(await recounted(world)).toEqual({ counted: 1, hidden: 1, disagreements: [] });
  });

  test('hides the numbers of the whole list where one entry on it may not say them', async () => {
    const world = await sat({ ballot: 'secret', hideBelow: 4 });
    await world.ok(close(world, {}, { vote: secretly(council, 3) }));

    expect(await closed(world)).toMatchObject({
      vote: { voters: council, counts: null },
      verdicts: [{ vote: null }, { vote: null }],
    });
    expect(await recounted(world)).toEqual({ counted: 0, hidden: 2, disagreements: [] });
  });

  test('counts by the definition that the review is pinned to', async () => {
    const world = await worldOf([councilMeets({ pass: { atLeast: 2 } })]);
    const review = Object.values(world.driver.campaign.reviews).find((one) => one.stages[0]?.id === 'council');
    const stages = review?.stages.map((stage) => ({ ...stage, ...councilMeets({ pass: { atLeast: 3 } }) })) ?? [];
    if (review === undefined) throw new Error('Expected a review of the council.');
    await world.ok(world.changeReview({ ...review, stages }, { move: false }));
    await world.ok(world.convene('d1', 'm1', ['a'], { step, stage: 'council', role: 'council' }));
    await world.ok(close(world, { vote: { for: ['ke', 'kang'], against: ['kong'] } }));

    expect((await closed(world))?.verdicts[0]?.rule).toMatchObject({ pass: { atLeast: 2 } });
    expect((await world.review('a', step))?.place).toBe('approved');
  });

  test('refuses a secret vote where the plan asks for an open one', async () => {
    const world = await sat({});

    await world.refused('meeting.wrong-ballot', close(world, {}, { vote: secretly(council, 3) }));
  });
});

describe('a meeting over one of several branches', () => {
  const group: GroupDefinition = {
    id: 'side',
    name: '并行',
    join: 'all',
    onReturn: 'stop',
    branches: [
      { id: 'one', name: '集体', stages: ['council'] },
      { id: 'two', name: '书记', stages: ['party'] },
    ],
  };
  const branched = async () => {
    const stages: Partial<StageDefinition>[] = [councilMeets({}), { id: 'party', by: 'party' }];
    const world = await worldOf(stages, () => ({ course: [{ kind: 'group', group }] }));
    await world.refused('review.meeting-decides', world.decide('a', 'council', 'approve', { step, by: 'kang' }));
    await world.ok(world.convene('d1', 'm1', ['a'], { step, stage: 'council', role: 'council' }));
    return world;
  };

  test('keeps its own stage and leaves the others to decide', async () => {
    const world = await branched();
    expect((await world.review('a', step))?.tabled).toEqual({ meeting: 'm1', node: 'd1', stage: 'council' });
    await world.refused('review.tabled', world.withdraw('a', { step }));
    await world.refused('review.tabled', world.decide('a', 'council', 'approve', { step, by: 'kang' }));
    await world.ok(world.decide('a', 'party', 'approve', { step, by: 'dang' }));
    await world.ok(close(world, {}));

    expect((await world.review('a', step))?.place).toBe('approved');
  });

  test('finds that another branch sent it back in the meantime', async () => {
    const world = await branched();
    await world.ok(world.decide('a', 'party', 'return', { step, by: 'dang', reasons: ['不可行'] }));
    await world.ok(close(world, {}));

    expect((await world.review('a', step))?.place).toBe('returned');
    expect(last(await world.record(), 'd1', 'Dispatched')).toMatchObject({
      delivered: [],
      refused: [{ review: 'a/search.vote', code: 'review.wrong-place' }],
    });
  });

  test('lets it go again when it is taken off', async () => {
    const world = await branched();
    await world.ok(world.takeOff('d1', 'm1', 'a/search.vote'));

    expect(all(await world.record(), 'a', 'TakenOff')).toMatchObject([{ stage: 'council', meeting: 'm1' }]);
    await world.ok(world.withdraw('a', { step }));
  });
});
