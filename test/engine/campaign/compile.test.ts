import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Compiled, compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import type { Campaign, Facts } from '../../../packages/engine/src/campaign/definition.ts';
import { placeOn } from '../../../packages/engine/src/campaign/placement.ts';
import { definitionHash, sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { applyRule } from '../../../packages/engine/src/expression/rule.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { aBureau } from '../../plans/bureau-roster.ts';
import { aUniversity } from '../../plans/university.ts';

const root = join(__dirname, '../../..');
const university = readFileSync(join(root, 'plans/dezhou-2011/plan.yaml'), 'utf8');
const bureau = readFileSync(join(root, 'test/plans/bureau.yaml'), 'utf8');
const small = aUniversity({ units: 2, sections: 2, posts: 3 });

function compile(text: string, roster: Roster): Compiled {
  const { plan, problems, lineOf } = parsePlan(text);
  if (plan === undefined) return { problems };
  return compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, lineOf });
}

function campaignOf(text: string, roster: Roster): Campaign {
  const { campaign, problems } = compile(text, roster);
  if (campaign === undefined)
    throw new Error(JSON.stringify(problems.filter((one) => one.severity !== 'advice').slice(0, 5)));
  return campaign;
}

const step = (campaign: Campaign, id: string) => campaign.steps.find((one) => one.id === id);
const codesOf = (compiled: Compiled) =>
  compiled.problems.filter((one) => one.severity !== 'advice').map((one) => one.code);

describe('a compiled campaign', () => {
  test('is the same for the same documents, and survives JSON', () => {
    const one = campaignOf(university, small);
    const other = campaignOf(university, small);

    expect(other.campaignHash).toBe(one.campaignHash);
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });

  test('says at which steps people begin with what the year before approved, where the plan says so', () => {
    expect(campaignOf(university, small).continues).toEqual({
      from: 'approved',
      every: 'year',
      steps: ['search.declare', 'grading.declareGrades'],
    });
    expect(campaignOf(bureau, aBureau())).not.toHaveProperty('continues');
  });

  test('opens windows at the start of their first day and ends them with their last, in the zone of the plan', () => {
    const [search] = campaignOf(university, small).phases;

    expect(new Date(search?.opens ?? 0).toISOString()).toBe('2011-09-25T16:00:00.000Z');
    expect(new Date(search?.ends ?? 0).toISOString()).toBe('2011-10-10T16:00:00.000Z');
  });

  test('keeps limits inside a phase, and gives others the end of their phase', () => {
    const campaign = campaignOf(university, small);

    expect(step(campaign, 'grading.report')?.due).toEqual({
      kind: 'at',
      at: Date.parse('2011-10-25T16:00:00Z'),
      words: '10月25日',
    });
    expect(step(campaign, 'assess.report')?.due).toEqual({
      kind: 'at',
      at: Date.parse('2011-12-10T16:00:00Z'),
      words: '12月10日',
    });
    expect(step(campaign, 'search.settle')?.due).toEqual({
      kind: 'at',
      at: Date.parse('2011-10-10T16:00:00Z'),
      words: '10月10日',
    });
    expect(campaign.reviews.grades?.stages[0]?.due).toEqual({
      kind: 'at',
      at: Date.parse('2011-10-25T16:00:00Z'),
      words: '10月25日',
    });
  });

  // step, then what it waits for directly at its node, above, below
  test.each([
    ['search.declare', [], ['search.comb'], []],
    ['search.section', [], [], ['search.declare']],
    ['search.comment', ['search.comb'], [], ['search.declare', 'search.section']],
    ['search.settle', ['search.declare'], ['search.comment', 'search.consult'], []],
    ['search.pledge', ['search.settle'], [], []],
    ['search.sign', ['search.register'], [], []],
    ['grading.approve', ['grading.declareGrades'], [], []],
    ['grading.supervise', [], [], ['grading.report', 'grading.approve']],
    ['measures.rotate', ['measures.attention'], [], []],
  ])('waits at %s only for what is next to it', (id, same, above, below) => {
    expect(step(campaignOf(university, small), id)?.waits).toEqual({ same, above, below });
  });

  test('gives a form its deciding facts and grades', () => {
    const { forms } = campaignOf(university, small);

    expect(forms['form-1']).toMatchObject({
      id: 'form-1',
      name: '廉政风险识别和自我防控表',
      grades: [{ fact: 'grade', scale: 'risk', source: 'self' }],
      facts: ['grade'],
      rowsOf: null,
    });
    expect(forms['form-4']?.rowsOf).toBe('post');
  });

  // rank, concentrated, direct, kinds, general, then the grade: the document's own rule
  test.each([
    ['正职', false, false, [], false, '一级'],
    ['副职', false, false, [], false, '二级'],
    ['副职', false, false, ['财务'], false, '一级'],
    ['无', true, true, [], false, '一级'],
    ['无', true, false, [], false, '三级'],
    ['无', false, true, [], true, '二级'],
    ['无', false, false, ['校办产业'], false, '一级'],
    ['无', false, false, [], false, '三级'],
  ])(
    'grades a post %s, concentrated %s, direct %s, kinds %j, general %s as %s',
    (rank, concentrated, direct, kinds, general, grade) => {
      const rule = campaignOf(university, small).rules['post-grade'];
      const facts: Facts = { rank, concentrated, direct, kinds, general, cadre: false };

      expect(rule && applyRule(rule.rule, { post: { ...facts } })).toMatchObject({ kind: 'value', value: grade });
    },
  );

  test('compiles 1,000 posts in less than two seconds', () => {
    const roster = aUniversity({ units: 20, sections: 6, posts: 8 });
    const start = performance.now();

    const campaign = campaignOf(university, roster);

    expect(Object.values(campaign.nodes).filter((node) => node.layer === 'post')).toHaveLength(1000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('a campaign of quite another plan', () => {
  test('has phases side by side, a count rule and the gravest grade last', () => {
    const campaign = campaignOf(bureau, aBureau());

    expect(step(campaign, 'talk.hear')?.waits).toEqual({ same: [], above: [], below: [] });
    expect(step(campaign, 'close.list')?.waits).toEqual({ same: ['talk.hear'], above: [], below: ['look.settle'] });
    expect(step(campaign, 'close.rest')?.due).toEqual({ kind: 'none', reason: 'nothing to do' });
    expect(campaign.scales.exposure).toMatchObject({ gravest: 'last', grades: ['E', 'D', 'C', 'B', 'A'] });
    expect(campaign.reviews.look?.stages[0]?.due).toEqual({ kind: 'after', limit: { count: 5, unit: 'working-days' } });
    expect(campaign.reviews.look?.return).toMatchObject({
      to: ['look.fill'],
      then: 'straight-back',
      raise: [{ past: 3, role: 'board' }],
      due: { count: 1, unit: 'weeks' },
    });
  });

  test.each([
    [true, true, 200, false, 'A'],
    [true, false, 5, true, 'D'],
    [false, false, null, true, 'E'],
  ])('counts cash %s, permits %s, visits %s, sure %s as %s', (cash, permits, visits, sure, grade) => {
    const rule = campaignOf(bureau, aBureau()).rules.exposure;

    expect(rule && applyRule(rule.rule, { desk: { cash, permits, visits }, look: { fill: { sure } } })).toMatchObject({
      kind: 'value',
      value: grade,
    });
  });

  test('needs every condition of its plan: a fact read before its step is refused', () => {
    const early = bureau.replace(
      '{ id: fill, name: Fill the sheet,',
      '{ id: fill, name: Fill the sheet, when: look.fill.sure,',
    );

    expect(codesOf(compile(early, aBureau()))).toContain('fact.not-filled');
  });
});

describe('a campaign with a faulty roster', () => {
  const without = (change: (roster: Roster) => Roster) => codesOf(compile(university, change(small)));

  test('names the role that nobody holds, the place and the day', () => {
    const { campaign, problems } = compile(university, {
      ...small,
      appointments: small.appointments.filter((one) => one.post !== 'u1-s1-p2'),
    });

    expect(campaign).toBeUndefined();
    expect(problems.find((one) => one.code === 'role.vacant')).toMatchObject({
      role: '岗位责任人',
      key: 'u1-s1-p2',
      date: '2011-09-26',
      path: ['phases', 0, 'steps', 1, 'by'],
    });
  });

  test('asks for nobody where a stage is left out', () => {
    // The deputies' own posts need no deputy; nobody is in charge of the second unit, so its other posts do.
    const { problems } = compile(university, {
      ...small,
      inCharge: (small.inCharge ?? []).filter((one) => one.place !== 'u2'),
    });

    const vacant = problems.filter((one) => one.code === 'role.vacant');
    expect(vacant.map((one) => one.role)).toContain('分管领导');
    expect(vacant.map((one) => one.key)).not.toContain('u2-head');
  });

  test.each<[string, string, (roster: Roster) => Roster]>([
    [
      'layer.empty',
      'no section exists',
      (roster) => ({
        ...roster,
        places: roster.places
          .filter((one) => one.layer !== 'section')
          .map((one) => (one.layer === 'post' && one.parent?.includes('-s') ? { ...one, parent: 'u1' } : one)),
      }),
    ],
    [
      'layer.unknown',
      'a place has another layer',
      (roster) => ({ ...roster, places: [...roster.places, { id: 'x', layer: 'team', name: '组', parent: 'u1' }] }),
    ],
    [
      'layer.one-root',
      'there are two universities',
      (roster) => ({ ...roster, places: [...roster.places, { id: 'x', layer: 'university', name: '二校' }] }),
    ],
    [
      'layer.upside-down',
      'a unit stands in a section',
      (roster) => ({ ...roster, places: [...roster.places, { id: 'x', layer: 'unit', name: '处', parent: 'u1-s1' }] }),
    ],
    [
      'fact.missing',
      'a post has no facts',
      (roster) => ({
        ...roster,
        places: roster.places.map((one) =>
          one.id === 'u1-s1-p1' ? { id: one.id, layer: one.layer, name: one.name, parent: 'u1-s1' } : one,
        ),
      }),
    ],
    [
      'fact.not-a-value',
      'a post has an unknown kind',
      (roster) => ({
        ...roster,
        places: roster.places.map((one) =>
          one.id === 'u1-s1-p2' ? { ...one, facts: { ...one.facts, kinds: ['航天'] } } : one,
        ),
      }),
    ],
  ])('says %s when %s', (code, _when, change) => {
    expect(without(change)).toContain(code);
  });

  test('finds the reviewer who would be the filler', () => {
    const alone = university.replace('        selfReview: deputy\n', '');

    const found = compile(alone, small).problems.find((one) => one.code === 'stage.self-review');

    expect(found).toMatchObject({
      severity: 'error',
      name: '科室负责人审核',
      path: ['reviews', 'points', 'stages', 0],
    });
  });
});

describe('a placement', () => {
  const campaign = campaignOf(university, small);

  test.each([
    ['one', 1],
    ['per-unit', 3],
    ['per-node', Object.keys(campaign.nodes).length],
    ['auto', 1],
  ] as const)('%s has %i actors, each node in one of them', (policy, actors) => {
    const placement = placeOn(campaign, policy);

    expect(placement).toHaveLength(actors);
    expect(placement[0]?.actor).toBe(campaign.root);
    expect(placement.flatMap((one) => one.nodes).toSorted()).toEqual(Object.keys(campaign.nodes).toSorted());
    for (const one of placement) expect(one.nodes[0]).toBe(one.actor);
  });

  test('splits a large campaign by subtrees', () => {
    const large = campaignOf(university, aUniversity({ units: 4, sections: 4, posts: 30 }));

    expect(large.placement.map((one) => one.actor)).toEqual(['u', 'u1', 'u2', 'u3', 'u4']);
  });

  test('gives an actor its own nodes, who hosts the others it addresses, and its part of the roster', () => {
    const placement = placeOn(campaign, 'per-unit');

    const unit = sliceFor(campaign, placement, 'u1');
    const top = sliceFor(campaign, placement, 'u');

    expect(Object.keys(unit.nodes).every((key) => key.startsWith('u1'))).toBe(true);
    expect(unit.elsewhere).toEqual({ u: 'u' });
    expect(Object.keys(unit.above)).toEqual(['u']);
    expect(unit.starts).toEqual([]);
    expect(unit.roster.appointments['u2-s1-p1']).toBeUndefined();
    expect(unit.roster.appointments['u1-s1-p1']).toBeDefined();
    expect(
      Object.values(unit.roster.bodies)
        .flat()
        .map((body) => body.kind)
        .toSorted(),
    ).toEqual(['leadingGroup', 'team']);
    expect(top.starts).toEqual(['u1', 'u2']);
    expect(top.elsewhere['u2-s2-p3']).toBe('u2'); // the group's meeting may take any review below
    expect(unit.hash).toBe(definitionHash(unit));
    expect(unit.hash).not.toBe(top.hash);
  });

  test('per node addresses ancestors and children only', () => {
    const placement = placeOn(campaign, 'per-node');

    expect(Object.keys(sliceFor(campaign, placement, 'u1-s1').elsewhere).toSorted()).toEqual([
      'u',
      'u1',
      'u1-s1-p1',
      'u1-s1-p2',
      'u1-s1-p3',
    ]);
  });
});
