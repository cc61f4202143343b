/** Scenarios whose point is a number: told for any size, so that the gate plays them small and `npm run scenarios -- --full` large. */
import { expect } from 'expect';
import type { ReviewDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import type { Scenario } from '../scenario.ts';
import { all, hashed, last, type World } from '../world.ts';
import { risks } from './ways.ts';

/** People of units `w1` …, in the order of the roster. */
function posts(units: number, each: number): readonly string[] {
  return Array.from({ length: units * each }, (_, i) => `w${Math.floor(i / each) + 1}-p${(i % each) + 1}`);
}

async function approve(world: World, nodes: readonly string[], stage: string, round = 1): Promise<void> {
  await world.ok(...nodes.map((node) => world.decide(node, stage, 'approve', { round })));
}

/** Every unit's team approves what waits for it. */
async function throughTeams(world: World, meeting: string, nodes: readonly string[]): Promise<void> {
  const units = [...new Set(nodes.map((node) => node.split('-')[0] ?? ''))];
  const of = (unit: string) => nodes.filter((node) => node.startsWith(`${unit}-`));
  await world.ok(...units.map((unit) => world.convene(unit, meeting, of(unit))));
  const present = (unit: string) => [`leader-${unit}`, `deputy-${unit}`, `holder-${unit}-p1`];
  await world.ok(...units.map((unit) => world.closeMeeting(unit, meeting, { present: present(unit) })));
}

/** 纪委 looks at it before the team; the section does not any more. */
function withDiscipline(review: ReviewDefinition): ReviewDefinition {
  const [, deputy, team] = review.stages;
  if (deputy === undefined || team === undefined) throw new Error('Expected the review to have three stages.');
  const discipline = { ...deputy, id: 'discipline', name: '纪委审查', by: 'discipline', selfReview: null };
  const stages = [deputy, discipline, team];
  return hashed({ ...review, stages, course: stages.map(({ id }) => ({ kind: 'stage', stage: id })) });
}

export function definitionChange(units: number, each: number): Scenario {
  return {
    id: 'S14',
    name: `a review definition changes with ${units * each} declarations in flight`,
    on: { plan: 'three-stages', posts: ['p2'], moreUnits: { count: units, posts: each } },
    async play(world) {
      const nodes = posts(units, each);
      const [ahead, behind] = [nodes.filter((_, i) => i % 3 === 0), nodes.filter((_, i) => i % 3 !== 0)];
      await world.passTo('09-26 10:00');
      await world.ok(...nodes.map((node) => world.declare(node, risks)));
      await approve(world, ahead, 'section');
      const before = world.source.campaign.reviews.points;
      if (before === undefined) throw new Error('Expected a review of points.');
      const after = withDiscipline(before);

      // What opens later is bound to the new one; what is in flight stays on its own.
      await world.refused('review.malformed', {
        ...world.changeReview(before, { move: false }),
        review: { ...after, stages: [] },
      });
      await world.ok(world.changeReview(after, { move: false }));
      await world.ok(world.declare('p2', risks));
      const key = (node: string) => `${node}/search.settle`;
      const told = await world.dryRun(after);
      expect(told).toEqual({ moves: ahead.map(key).sort(), keeps: behind.map(key).sort() });

      // In one audited act those whose place the new one has go over.
      await world.ok(world.changeReview(after, { move: true }));
      const kept = await world.record();
      const moved = nodes.filter((node) => last(kept, node, 'ReviewMoved') !== undefined);
      expect(moved).toEqual(ahead);
      expect(nodes.filter((node) => last(kept, node, 'ReviewKept') !== undefined)).toEqual(behind);
      expect(all(kept, 'org', 'ReviewChanged').map(({ move, to, signer }) => [move, to, signer.kind])).toEqual([
        [false, after.hash, 'administrator'],
        [true, after.hash, 'administrator'],
      ]);

      await approve(world, ['p2', ...ahead], 'deputy');
      await world.ok(...['p2', ...ahead].map((node) => world.decide(node, 'discipline', 'approve', { by: 'tang' })));
      await approve(world, behind, 'section');
      await approve(world, behind, 'deputy');
      await throughTeams(world, 'm1', nodes);

      const end = await world.record();
      const under = (node: string) => [...new Set(all(end, node, 'Decided').map(({ definition }) => definition))];
      expect(ahead.every((node) => under(node).join() === [before.hash, after.hash].join())).toBe(true);
      expect(behind.every((node) => under(node).join() === before.hash)).toBe(true);
      expect(under('p2')).toEqual([after.hash]);
      expect(nodes.filter((node) => last(end, node, 'Approved') === undefined)).toEqual([]);
    },
  };
}

export function manyPeople(units: number, each: number): Scenario {
  return {
    id: 'S16',
    name: `${units * each} people in one campaign`,
    on: { plan: 'three-stages', posts: ['p2'], moreUnits: { count: units, posts: each } },
    async play(world) {
      const nodes = posts(units, each);
      await world.passTo('09-26 10:00');
      await world.ok(...nodes.map((node) => world.declare(node, risks)));
      // One in ten is sent back and hands in again.
      const back = nodes.filter((_, i) => i % 10 === 5);
      const on = nodes.filter((node) => !back.includes(node));
      await world.ok(
        ...back.map((node) => world.decide(node, 'section', 'return', { reasons: ['不全'], items: { cash: '不实' } })),
      );
      await world.ok(...back.map((node) => world.declare(node, { ...risks, cash: '白条抵库' }, { round: 2 })));
      for (const stage of ['section', 'deputy']) {
        await approve(world, on, stage);
        await approve(world, back, stage, 2);
      }
      for (let u = 1; u <= units; u += 1) {
        const unit = `w${u}`;
        const own = nodes.filter((node) => node.startsWith(`${unit}-`));
        const agenda = own.map((node): readonly [string, number] => [node, back.includes(node) ? 2 : 1]);
        await world.ok(world.convene(unit, 'm1', agenda));
        const present = [`leader-${unit}`, `deputy-${unit}`, `holder-${unit}-p1`];
        await world.ok(world.closeMeeting(unit, 'm1', { present }));
        await world.ok(world.endAsking(unit, 'search.consult'));
      }

      const kept = await world.record();
      expect(nodes.filter((node) => last(kept, node, 'Approved') === undefined)).toEqual([]);
      const rows = Array.from({ length: units }, (_, u) => last(kept, `w${u + 1}`, 'RolledUp')?.rows ?? 0);
      expect(rows).toEqual(Array.from({ length: units }, () => each));
      expect(back.map((node) => last(kept, node, 'Approved')?.round)).toEqual(back.map(() => 2));
      expect((await world.node('w1')).steps['search.publish']?.place).toBe('open');
    },
  };
}

export function largeMeeting(size: number): Scenario {
  return {
    id: 'S21',
    name: `a meeting over ${size} reviews with recusals, returns in part and an order in between`,
    on: { plan: 'three-stages', posts: ['p2'], moreUnits: { count: 1, posts: size } },
    async play(world) {
      const nodes = posts(1, size);
      const name = (node: string) => `${node}/search.settle`;
      const [, second = '', third = ''] = nodes;
      const returned = nodes.slice(4, 9);
      const late = nodes.at(-1) ?? '';
      const ordered = nodes.at(-2) ?? '';
      await world.passTo('09-26 10:00');
      await world.ok(...nodes.map((node) => world.declare(node, risks)));
      await approve(world, nodes, 'section');
      await approve(world, nodes, 'deputy');
      await world.ok(world.convene('w1', 'm1', nodes));
      await world.refused('review.tabled', world.withdraw(nodes[0] ?? ''));
      // An order from outside reaches one while it is tabled: its verdict will be stale, and the minutes show it.
      await world.ok(world.reopen(ordered, ['search.declare'], { reasons: ['不全'] }));
      const present = ['leader-w1', 'deputy-w1', 'holder-w1-p1'];
      const recused = { [second]: 'deputy-w1', [third]: 'holder-w1-p1' };
      const alone = ['leader-w1'];
      await world.refused('meeting.no-quorum', world.closeMeeting('w1', 'm1', { present: alone, recused }));
      const back = { outcome: 'return', reasons: ['不全'], items: { cash: '不实' } };
      const exceptions = { ...Object.fromEntries(returned.map((node) => [node, back])), [late]: { outcome: '' } };
      const close = world.closeMeeting('w1', 'm1', { present, recused, exceptions });
      await world.ok(close);

      const kept = await world.record();
      const closed = last(kept, 'w1', 'MeetingClosed');
      expect(closed).toMatchObject({ minutes: close.minutes, present, entitled: present, chair: 'leader-w1' });
      expect(closed?.verdicts).toHaveLength(size - 1);
      expect(closed?.recused).toEqual([
        { person: 'deputy-w1', review: name(second) },
        { person: 'holder-w1-p1', review: name(third) },
      ]);
      // The filler's own vote and those of the recused are in no number.
      const fewer = closed?.verdicts.filter(({ vote }) => vote?.for === 2).map(({ review }) => review);
      expect(fewer?.toSorted()).toEqual([name('w1-p1'), name(second), name(third)].sort());
      const dispatched = last(kept, 'w1', 'Dispatched');
      expect(dispatched?.refused).toEqual([{ review: name(ordered), code: 'review.wrong-place' }]);
      expect(dispatched?.delivered).toHaveLength(size - 2);
      for (const node of returned) {
        expect(last(kept, node, 'Returned')).toMatchObject({ stage: 'team', locked: ['gifts'] });
        expect(last(kept, node, 'Decided')).toMatchObject({ outcome: 'return', meeting: 'm1' });
      }
      expect(await world.review(late)).toMatchObject({ place: 'team' }); // what is undecided waits for the next sitting
      expect(nodes.filter((node) => last(kept, node, 'Approved') !== undefined)).toHaveLength(size - 7);

      await world.ok(world.convene('w1', 'm2', [late]));
      await world.ok(world.closeMeeting('w1', 'm2', { present }));
      expect((await world.node('w1')).meetings).toMatchObject({ m1: { place: 'closed' }, m2: { place: 'closed' } });
      expect(last(await world.record(), late, 'Approved')).toBeDefined();
    },
  };
}
