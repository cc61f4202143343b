/** A review definition changes in mid-campaign: what opens later is bound to it, what is in flight finishes on its own or goes over. */
import { describe, expect, test } from '@jest/globals';
import type {
  Counting,
  CourseEntry,
  ReviewDefinition,
  StageDefinition,
} from '../../../packages/engine/src/campaign/definition.ts';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { dryRunOf, type ReviewDryRun } from '../../../packages/engine/src/change/review.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import {
  chainOf,
  checkpointGenesis,
  checkpointOf,
  entryOf,
  genesisOf,
  recordedEventOf,
} from '../../../packages/engine/src/record/entry.ts';
import { verifyLedger } from '../../../packages/engine/src/record/verify.ts';
import { campaignOf, type PlacementName, placed, placements } from '../../scenarios/campaigns.ts';
import { all, type By, last, type World } from '../../scenarios/world.ts';
import { approved, DECLARE, otherwise, risks, rowsOf, SETTLE, twoStages, without, worldOf } from './two-stages.ts';

const source = twoStages();
const before = source.campaign.reviews.points as ReviewDefinition;
const sectionOnly = otherwise(before, (review) => without(review, 'deputy'));
const renamed = otherwise(before, () => ({ name: '风险点审定（新）' }));

/** The stage said otherwise. */
function stageOtherwise(review: ReviewDefinition, id: string, change: Partial<StageDefinition>): ReviewDefinition {
  return otherwise(review, ({ stages }) => ({
    stages: stages.map((stage) => (stage.id === id ? { ...stage, ...change } : stage)),
  }));
}

async function handIn(world: World, ...nodes: readonly string[]): Promise<void> {
  await world.passTo('09-26 09:00');
  for (const node of nodes) await world.ok(world.submit(node, DECLARE, rowsOf(risks)));
}

/** Over all actors, as the client sums it up. */
async function dryRun(world: World, placement: PlacementName, review: ReviewDefinition): Promise<ReviewDryRun> {
  const campaign = placed(world.source.campaign, placement);
  const definitions = campaign.placement.map(({ actor }) => sliceFor(campaign, campaign.placement, actor));
  const states = await world.driver.states();
  const found = definitions.flatMap((definition) => {
    const state = states.find((one) => one.definitionHash === definition.hash);
    return state === undefined ? [] : [dryRunOf(definition, state, review)];
  });
  return {
    from: found[0]?.from ?? '',
    moves: found.flatMap((one) => one.moves).sort(),
    keeps: found.flatMap((one) => one.keeps),
    done: found.reduce((sum, one) => sum + one.done, 0),
  };
}

describe.each(placements)('a newer review definition, %s', (placement) => {
  test('binds what opens later; what is in flight finishes on its own', async () => {
    const world = worldOf(source, placement);
    await handIn(world, 'p1');

    await world.ok(world.changeReview(sectionOnly, { move: false }));
    await world.ok(world.submit('p2', DECLARE, rowsOf(risks)));

    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'section', definitionHash: before.hash });
    expect(await world.review('p2', SETTLE)).toMatchObject({ place: 'section', definitionHash: sectionOnly.hash });
    await world.ok(world.decide('p1', 'section', 'approve'), world.decide('p2', 'section', 'approve'));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'deputy' });
    expect(await world.review('p2', SETTLE)).toMatchObject({ place: 'approved' });
    await world.ok(world.decide('p1', 'deputy', 'approve'));
    const kept = await world.record();
    expect(last(kept, 'p1', 'Decided')?.definition).toBe(before.hash);
    expect(last(kept, 'p2', 'Decided')?.definition).toBe(sectionOnly.hash);
    expect(last(kept, 'p2', 'ReviewOpened')?.definition).toBe(sectionOnly.hash);
  });

  test('takes along what is in flight, if so ordered, where its place exists', async () => {
    const world = worldOf(source, placement);
    await handIn(world, 'p1', 'p2');
    await world.ok(world.decide('p2', 'section', 'approve'));
    const tasks = (await world.node('p1')).tasks;
    const foretold = await dryRun(world, placement, sectionOnly);

    await world.ok(world.changeReview(sectionOnly, { move: true }));

    expect(foretold).toEqual({
      from: before.hash,
      moves: [`p1/${SETTLE}`],
      keeps: [{ review: `p2/${SETTLE}`, place: 'deputy' }],
      done: 0,
    });
    const kept = await world.record();
    expect(last(kept, 'org', 'ReviewChanged')).toMatchObject({
      review: 'points',
      from: before.hash,
      to: sectionOnly.hash,
      definition: sectionOnly,
      move: true,
      signer: { kind: 'administrator', person: 'he' },
    });
    expect(last(kept, 'p1', 'ReviewMoved')).toMatchObject({
      step: SETTLE,
      round: 1,
      from: before.hash,
      to: sectionOnly.hash,
      place: 'section',
      signer: { kind: 'system' },
    });
    expect(last(kept, 'p2', 'ReviewKept')).toMatchObject({ step: SETTLE, definition: before.hash, place: 'deputy' });
    // Asked in the same way: whoever has the task keeps it.
    expect((await world.node('p1')).tasks).toEqual(tasks);
    await world.ok(world.decide('p1', 'section', 'approve'), world.decide('p2', 'deputy', 'approve'));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'approved' });
    expect(await world.review('p2', SETTLE)).toMatchObject({ place: 'approved', definitionHash: before.hash });
  });

  test('asks anew where the same stage asks others or in another way', async () => {
    const world = worldOf(source, placement);
    await handIn(world, 'p1');
    const others = stageOtherwise(before, 'section', { by: 'discipline' });

    await world.ok(world.changeReview(others, { move: true }));

    const node = await world.node('p1');
    expect(node.reviews[SETTLE]).toMatchObject({ place: 'section', definitionHash: others.hash });
    expect(node.tasks[`${SETTLE}/section`]).toMatchObject({ role: 'discipline', owners: ['tang'] });
    const events = ((await world.record()).p1 ?? []).slice(-4).map((event) => event.kind);
    expect(events).toEqual(['ReviewMoved', 'TaskClosed', 'StageEntered', 'TaskOpened']);
    expect(last(await world.record(), 'p1', 'TaskClosed')).toMatchObject({ end: 'superseded' });
    await world.refused('task.not-owner', world.decide('p1', 'section', 'approve', { by: 'wu' }));
    await world.ok(world.decide('p1', 'section', 'approve', { by: 'tang' }));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'deputy' });
  });

  test('leaves alone what is approved', async () => {
    const world = worldOf(source, placement);
    await approved(world);
    const review = await world.review('p1', SETTLE);
    expect(await dryRun(world, placement, renamed)).toMatchObject({ moves: [], keeps: [], done: 1 });

    await world.ok(world.changeReview(renamed, { move: true }));

    expect(await world.review('p1', SETTLE)).toEqual(review);
    expect(all(await world.record(), 'p1', 'ReviewMoved')).toEqual([]);
    // Alive for as long as the campaign, on the definition it was approved by.
    await world.ok(world.reopen('p1', [DECLARE]));
    await world.ok(world.submit('p1', DECLARE, rowsOf(risks), { round: 2 }));
    await world.ok(world.decide('p1', 'section', 'approve', { round: 2 }));
    expect(last(await world.record(), 'p1', 'Decided')?.definition).toBe(before.hash);
  });

  test('is kept as long as something is on it, and no longer', async () => {
    const world = worldOf(source, placement);
    await handIn(world, 'p1');
    const versions = async () =>
      [...new Set((await world.driver.states()).flatMap((state) => Object.keys(state.reviews?.versions ?? {})))].sort();

    await world.ok(world.changeReview(renamed, { move: true }));
    expect(await versions()).toEqual([renamed.hash]);
    await world.ok(world.changeReview(sectionOnly, { move: false }));
    expect(await versions()).toEqual([renamed.hash, sectionOnly.hash].sort());
    // The same once more takes along what had stayed.
    await world.ok(world.changeReview(sectionOnly, { move: true }));
    expect(await versions()).toEqual([sectionOnly.hash]);
    expect(await world.review('p1', SETTLE)).toMatchObject({ definitionHash: sectionOnly.hash });

    await world.ok(world.changeReview(before, { move: true }));
    expect(await world.review('p1', SETTLE)).toMatchObject({ definitionHash: before.hash });
    expect(all(await world.record(), 'p1', 'ReviewMoved')).toHaveLength(3);
  });

  test('moves what is sent back, unless it is to come back to a stage that is gone', async () => {
    const world = worldOf(
      twoStages(({ return: back }) => ({ return: { ...back, then: 'straight-back' } })),
      placement,
    );
    const own = world.source.campaign.reviews.points as ReviewDefinition;
    await handIn(world, 'p1', 'p2');
    await world.ok(world.decide('p1', 'section', 'return', { reasons: ['不全'] }));
    await world.ok(world.decide('p2', 'section', 'approve'));
    await world.ok(world.decide('p2', 'deputy', 'return', { reasons: ['不全'] }));

    await world.ok(
      world.changeReview(
        otherwise(own, (review) => without(review, 'deputy')),
        { move: true },
      ),
    );

    expect(last(await world.record(), 'p1', 'ReviewMoved')).toMatchObject({ place: 'returned' });
    expect(last(await world.record(), 'p2', 'ReviewKept')).toMatchObject({ place: 'returned' });
    await world.ok(world.submit('p2', DECLARE, rowsOf({ ...risks, car: '公车' }), { round: 2 }));
    expect(await world.review('p2', SETTLE)).toMatchObject({ place: 'deputy', round: 2 });
  });
});

describe('a stage of several', () => {
  const decide = { mode: 'all' } as const;
  const teamAll = twoStages((review) => ({
    stages: review.stages.map((stage) => (stage.id === 'section' ? { ...stage, by: 'team', decide } : stage)),
  }));
  const own = teamAll.campaign.reviews.points as ReviewDefinition;

  test('keeps its seats and what was said when it is asked alike', async () => {
    const world = worldOf(teamAll);
    await handIn(world, 'p1');
    await world.ok(world.decide('p1', 'section', 'approve', { by: 'li' }));
    const { tasks, reviews } = await world.node('p1');

    const changed = otherwise(own, () => ({ name: '新' }));
    await world.ok(world.changeReview(changed, { move: true }));

    const node = await world.node('p1');
    expect(node.tasks).toEqual(tasks);
    expect(node.reviews[SETTLE]).toEqual({ ...reviews[SETTLE], definitionHash: changed.hash });
  });

  test('asks everybody again when it decides in another way; what was said stays on record', async () => {
    const world = worldOf(teamAll);
    await handIn(world, 'p1');
    await world.ok(world.decide('p1', 'section', 'approve', { by: 'li' }));

    await world.ok(world.changeReview(stageOtherwise(own, 'section', { decide: { mode: 'any' } }), { move: true }));

    const node = await world.node('p1');
    expect(node.reviews[SETTLE]).toMatchObject({ place: 'section', round: 1, decisions: [] });
    expect(node.reviews[SETTLE]).not.toHaveProperty('sittings');
    expect(Object.keys(node.tasks)).toEqual([`${SETTLE}/section`]);
    expect(all(await world.record(), 'p1', 'Decided')).toHaveLength(1);
    await world.ok(world.decide('p1', 'section', 'approve', { by: 'li' }));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'deputy' });
  });
});

describe.each(placements)('a review on the agenda of a meeting, %s', (placement) => {
  const plain = campaignOf({ plan: 'three-stages', posts: ['p1', 'p2', 'p3'] });
  const own = plain.campaign.reviews.points as ReviewDefinition;

  async function tabled(): Promise<World> {
    const world = worldOf(plain, placement);
    await handIn(world, 'p1');
    await world.ok(world.decide('p1', 'section', 'approve'));
    await world.ok(world.decide('p1', 'deputy', 'approve'));
    await world.ok(world.convene('u1', 'm1', ['p1']));
    return world;
  }

  test('goes over on the agenda, and is decided there by the newer definition', async () => {
    const world = await tabled();
    const changed = otherwise(own, () => ({ name: '新' }));

    await world.ok(world.changeReview(changed, { move: true }));
    await world.ok(world.closeMeeting('u1', 'm1', { present: ['li', 'qian', 'wu'] }));

    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'approved' });
    expect(last(await world.record(), 'p1', 'Decided')).toMatchObject({ meeting: 'm1', definition: changed.hash });
  });

  test('is decided by what it is pinned to, whatever is newer', async () => {
    const unanimous = stageOtherwise(own, 'team', {
      decide: { ...(own.stages.at(-1)?.decide as Counting & { mode: 'meeting' }), pass: { atLeastShare: [1, 1] } },
    });
    const world = worldOf(plain, placement);
    await handIn(world, 'p1');
    await world.ok(world.changeReview(unanimous, { move: false }));
    await world.ok(world.submit('p3', DECLARE, rowsOf(risks)));
    for (const node of ['p1', 'p3']) {
      await world.ok(world.decide(node, 'section', 'approve'));
      await world.ok(world.decide(node, 'deputy', 'approve'));
    }
    await world.ok(world.convene('u1', 'm1', ['p1', 'p3']));
    const present = ['li', 'qian', 'wu'];
    const vote = { for: ['li', 'qian'], against: ['wu'] };

    const refused = await world.refused('meeting.not-passed', world.closeMeeting('u1', 'm1', { present, vote }));
    expect(refused).toMatchObject({ review: `p3/${SETTLE}` });
    const exceptions = { p3: { outcome: '' } };
    await world.ok(world.closeMeeting('u1', 'm1', { present, vote, exceptions }));

    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'approved', definitionHash: own.hash });
    expect(await world.review('p3', SETTLE)).toMatchObject({ place: 'team', definitionHash: unanimous.hash });
  });

  test('leaves it when no meeting decides any more, and the minutes say so', async () => {
    const world = await tabled();
    const one = stageOtherwise(own, 'team', { by: 'unitLeader', decide: { mode: 'one' } });

    await world.ok(world.changeReview(one, { move: true }));
    expect(await world.review('p1', SETTLE)).not.toHaveProperty('tabled');
    await world.ok(world.closeMeeting('u1', 'm1', { present: ['li', 'qian', 'wu'] }));

    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'team' });
    expect(last(await world.record(), 'u1', 'Dispatched')).toMatchObject({
      delivered: [],
      refused: [{ review: `p1/${SETTLE}`, code: 'review.not-tabled' }],
    });
    await world.ok(world.decide('p1', 'team', 'approve', { by: 'li' }));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'approved' });
  });
});

describe('branches side by side', () => {
  const branch = (id: string) => ({ id, name: id, stages: [id] });
  const course = (...ids: readonly string[]): readonly CourseEntry[] => [
    { kind: 'group', group: { id: 'both', name: '并行', join: 'all', onReturn: 'stop', branches: ids.map(branch) } },
  ];
  const sideBySide = twoStages(() => ({ course: course('section', 'deputy') }));
  const own = sideBySide.campaign.reviews.points as ReviewDefinition;

  test('go over together, and only the one that asks others is asked anew', async () => {
    const world = worldOf(sideBySide);
    await handIn(world, 'p1');
    const untouched = await world.task('p1', `${SETTLE}/deputy`);
    await world.passTo('09-27 09:00');

    await world.ok(world.changeReview(stageOtherwise(own, 'section', { by: 'discipline' }), { move: true }));

    const { tasks } = await world.node('p1');
    expect(tasks[`${SETTLE}/deputy`]).toEqual(untouched);
    expect(tasks[`${SETTLE}/section`]).toMatchObject({ owners: ['tang'], openedAt: world.at('09-27 09:00') });
  });

  test('stay when the newer definition has others, or none', async () => {
    const world = worldOf(sideBySide);
    await handIn(world, 'p1');

    await world.ok(world.changeReview(before, { move: true }));
    expect(last(await world.record(), 'p1', 'ReviewKept')).toMatchObject({ place: 'both', definition: own.hash });
    const check = { ...(own.stages[0] as StageDefinition), id: 'check', by: 'discipline' };
    const more = otherwise(own, () => ({
      stages: [...own.stages, check],
      course: course('section', 'deputy', 'check'),
    }));
    await world.ok(world.changeReview(more, { move: true }));

    expect(all(await world.record(), 'p1', 'ReviewKept')).toHaveLength(2);
    await world.ok(world.decide('p1', 'section', 'approve'), world.decide('p1', 'deputy', 'approve'));
    expect(await world.review('p1', SETTLE)).toMatchObject({ place: 'approved' });
  });
});

const counting = {
  quorum: { atLeastShare: [1, 2] },
  pass: { moreThan: [1, 2] },
  fail: null,
  of: 'voting',
  weights: {},
  casting: false,
  veto: false,
  ballot: 'open',
  hideBelow: 5,
};

describe('a change of a review is refused', () => {
  const [first] = before.stages as [StageDefinition];
  const [entry] = before.course as [CourseEntry];
  const refuses: [what: string, fault: string, change: Readonly<Record<string, unknown>>][] = [
    [
      'a stage by nobody known',
      'stages.section.by: unknown-role pope',
      { stages: [{ ...first, by: 'pope' }], course: [entry] },
    ],
    ['a stage without a place', 'course: without-place deputy', { course: [entry] }],
    ['a place without a stage', 'course: unknown-stage deputy', { stages: [first] }],
    ['a stage visited twice', 'course: repeated section', { course: [...before.course, entry] }],
    ['a stage that is there twice', 'stages: repeated section', { stages: [...before.stages, first] }],
    [
      'a stage with a name that every review has',
      'stages: reserved approved',
      { stages: [{ ...first, id: 'approved' }], course: [{ kind: 'stage', stage: 'approved' }] },
    ],
    [
      'an outcome that leads nowhere',
      'stages.section.outcomes.approve.to: unknown-stage moon',
      {
        stages: before.stages.map((stage) => ({
          ...stage,
          outcomes: stage.outcomes.map((one) => ({ ...one, to: 'moon' })),
        })),
      },
    ],
    [
      'a vote with results that are no outcomes',
      'stages.section.decide: unknown-outcome passed',
      {
        stages: before.stages.map((stage) => ({
          ...stage,
          decide: { ...counting, mode: 'vote', ends: 'all-voted', passed: 'passed', failed: 'return' },
        })),
      },
    ],
    [
      'a condition over a fact that nobody states',
      'stages.section.when: unknown-fact search.declare.salary',
      {
        stages: before.stages.map((stage) => ({
          ...stage,
          when: { op: 'null', of: { op: 'fact', path: ['search', 'declare', 'salary'], optional: true } },
        })),
      },
    ],
    ['a return to no step', 'return.to: unknown-step search.x', { return: { ...before.return, to: ['search.x'] } }],
    ['a short review of no stage', 'onChange.stages: missing short', { onChange: { then: 'short', stages: [] } }],
    ['no stages', 'stages: too_small', { stages: [] }],
    ['a condition that is none', 'stages.0.when.op: invalid_union', { stages: [{ ...first, when: { op: 'eval' } }] }],
    ['more than a definition has', ': unrecognized_keys', { surplus: 1 }],
  ];
  test.each(refuses)('with %s', async (_what, fault, change) => {
    const world = worldOf(source);
    const { hash: _, ...content } = { ...before, ...change };
    const states = await world.driver.states();

    const rejection = await world.refused('review.malformed', {
      ...world.changeReview(before, { move: true }),
      review: { ...content, hash: hashOf(content) },
    });

    expect(rejection.faults).toContainEqual(fault);
    expect(await world.driver.states()).toEqual(states);
  });

  test('by anybody but the office, away from the root, for a review that the campaign does not have', async () => {
    const world = worldOf(source);
    const change = (by: By = {}) => world.changeReview(renamed, { move: false, ...by });

    await world.refused('office.only', change({ by: 'he' }));
    await world.refused('office.only', change({ as: { kind: 'administrator', person: 'wu' } }));
    await world.refused('review.change-at-root', { ...change(), node: 'u1' });
    await world.refused(
      'review.unknown-definition',
      world.changeReview(
        otherwise(before, () => ({ id: 'lines' })),
        { move: false },
      ),
    );
  });

  test('under a hash that is not that of its content, and when nothing would change', async () => {
    const world = worldOf(source);
    const change = world.changeReview(renamed, { move: false });

    const rejection = await world.refused('review.other-hash', {
      ...change,
      review: { ...change.review, hash: before.hash },
    });
    expect(rejection).toMatchObject({ hash: before.hash, expected: renamed.hash });
    await world.refused('review.unchanged', world.changeReview(before, { move: false }));
  });
});

test('the record carries the whole newer definition, under the seal of its entry', async () => {
  const world = worldOf(source);
  await world.ok(world.changeReview(sectionOnly, { move: false }));
  const events = (await world.record()).org ?? [];
  const campaign = source.campaign.campaign;
  let previous = genesisOf(campaign, chainOf('org'));
  const entries = events.map((event) => {
    const entry = entryOf(campaign, recordedEventOf(event), 1, {}, previous);
    previous = entry.hash;
    return entry;
  });
  const heads = { [chainOf('org')]: [entries.length, previous] as const };
  const checkpoint = checkpointOf(campaign, 1, 1, heads, heads, checkpointGenesis(campaign));
  const lines = [
    { kind: 'ledger', format: 1, campaign, campaignHash: source.campaign.campaignHash, title: '', zone: 480 },
    ...entries,
    checkpoint,
    { kind: 'end', entries: entries.length, refusals: 0, checkpoints: 1, checkpoint: checkpoint.hash },
  ];

  expect(verifyLedger(lines.map((line) => JSON.stringify(line)))).toMatchObject({ ok: true, problems: [] });
  const forged = lines.map((line) => JSON.stringify(line).replace('科室审核', '科室免审'));
  expect(verifyLedger(forged).problems).toEqual([expect.objectContaining({ code: 'ledger.changed' })]);
  const kept = entries.find((entry) => entry.event.kind === 'ReviewChanged')?.event;
  const { hash, ...content } = kept?.kind === 'ReviewChanged' ? kept.definition : {};
  expect(hash).toBe(hashOf(content));
});
