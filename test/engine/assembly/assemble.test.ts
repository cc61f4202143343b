import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Assembled, assemble } from '../../../packages/engine/src/assembly/assemble.ts';
import { compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import { frameCodes } from '../../../packages/engine/src/codes/frames.ts';
import { messageOf } from '../../../packages/engine/src/codes.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { documentOf } from '../../../packages/engine/src/plan/launch.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Plan } from '../../../packages/engine/src/plan/plan.ts';
import type { Problem } from '../../../packages/engine/src/problem.ts';
import { rehearse } from '../../../packages/engine/src/rehearsal/rehearse.ts';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { frameRoster, northRoster } from '../../plans/frame-rosters.ts';

type Data = Record<string, unknown>;
const textOf = (name: string) => readFileSync(join(__dirname, '../../plans', name), 'utf8');
const frameData = (): Data => parse(textOf('frame.yaml'));
const childData = (): Data => parse(textOf('frame-child.yaml'));

function planOf(data: unknown): Plan {
  const { plan, problems } = parsePlan(JSON.stringify(data));
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return plan;
}

interface Planted {
  readonly frame?: unknown;
  readonly child?: unknown;
  readonly roster?: Roster | undefined;
  readonly childRoster?: Roster | undefined;
}

function together({
  frame = frameData(),
  child = childData(),
  roster = frameRoster(),
  childRoster = northRoster(),
}: Planted = {}): Assembled {
  const own = { folder: 'north', plan: planOf(child), ...(childRoster !== undefined && { roster: childRoster }) };
  return assemble(planOf(frame), roster, [own]);
}

function compiled(assembled: Assembled) {
  const { plan, roster } = assembled;
  if (roster === undefined) throw new Error('no roster');
  return compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
}

describe('a frame with a child plan', () => {
  test('is one plan that launches', () => {
    const assembled = together();

    const { campaign, problems } = compiled(assembled);

    expect([...assembled.problems, ...problems].filter((one) => one.severity !== 'advice')).toEqual([]);
    expect(campaign?.layers).toEqual(['bureau', 'branch', 'north2011Branch', 'north2011Desk']);
  });

  test("gives the child's names its own name before them, in references and expressions too", () => {
    const { plan } = together();

    const rule = plan.rules?.north2011Desk;
    expect(rule).toMatchObject({ scale: 'north2011Own', of: 'north2011Desk' });
    expect(rule?.rows?.[0]?.if).toBe('north2011Desk.cash and north2011Search.fill.sure');
    const review = plan.reviews?.north2011Look;
    expect(review?.return.to).toBe('north2011Search.fill');
    expect(review?.stages[1]).toMatchObject({ by: 'north2011Chief', when: 'grade.north2011Own.computed = "A"' });
    const steps = plan.phases.find((phase) => phase.id === 'north2011Search')?.steps;
    expect(steps?.map((step) => step.each)).toEqual([...Array(4).fill('north2011Desk'), 'north2011Branch']);
    expect(plan.procedures?.[0]?.steps[0]?.when).toBe('case.grave and north2011Desk.cash');
  });

  test("takes what the child does not declare from the frame, and keeps a scale that is the frame's", () => {
    const { plan } = together();

    const steps = plan.phases.find((phase) => phase.id === 'north2011Search')?.steps;
    expect(steps?.[1]?.compute?.grade).toBe('point');
    expect(plan.forms.north2011Sum?.items?.fields[2]?.grade).toEqual({ scale: 'risk', source: 'declared' });
    expect(Object.keys(plan.scales)).toEqual(['risk', 'north2011Own']);
  });

  test("reads the child's dates in its own year", () => {
    const { plan } = together();

    const phase = plan.phases.find((one) => one.id === 'north2011Search');
    expect(phase?.window).toEqual({
      from: { words: '10月中旬', is: { from: '2011-10-11', to: '2011-10-20' } },
      to: { words: '3月初', is: { from: '2012-03-01', to: '2012-03-10' } },
    });
  });

  test("says in the child's own parts what its defaults say", () => {
    const { plan } = together();

    expect(plan.defaults.ladder.reminders).toEqual([-2]);
    const [fill] = plan.phases.find((phase) => phase.id === 'north2011Search')?.steps ?? [];
    expect(fill?.ladder).toEqual({ reminders: [-1], escalations: [{ after: 1, to: 'north2011Chief' }] });
    expect(plan.reviews?.north2011Look?.return.due).toEqual({ count: 3, unit: 'working-days' });
  });

  test("hangs the child's places below the frame's place", () => {
    const { roster } = together();

    expect(roster?.places.find((place) => place.id === 'north-own')).toMatchObject({
      layer: 'north2011Branch',
      parent: 'north',
    });
  });

  test("takes places of the child from the frame's roster where it has none of its own, for several places at once", () => {
    const child = {
      ...childData(),
      within: { frame: 'frame', at: { layer: 'branch' }, delivers: { points: 'search.sum' } },
    };
    const base = frameRoster();
    // Under another name than the frame's layer, so that it can be told whose place it is.
    const layers = [
      { id: 'own', name: '分局本级' },
      { id: 'desk', name: '岗位', facts: { cash: { name: '管钱', type: 'boolean' } } },
    ];
    const roster: Roster = {
      ...base,
      places: [
        ...base.places,
        ...['north', 'south'].flatMap((id) => [
          { id: `${id}-own`, layer: 'own', name: `${id}本级`, parent: id },
          { id: `${id}-desk`, layer: 'desk', name: `${id}岗位`, parent: `${id}-own`, facts: { cash: true } },
        ]),
      ],
      appointments: ['north', 'south'].map((id) => ({ person: 'sue', post: `${id}-desk` })),
      functions: [
        ...(base.functions ?? []),
        ...['north', 'south'].map((id) => ({ function: 'chief', place: `${id}-own`, person: 'ann' })),
      ],
    };
    const text = JSON.stringify({ ...child, layers })
      .replaceAll('"each":"branch"', '"each":"own"')
      .replace('"function":"chief","of":"branch"', '"function":"chief","of":"own"');

    const assembled = assemble(planOf(frameData()), roster, [{ folder: 'all', plan: planOf(parse(text)) }]);

    const { campaign, problems } = compiled(assembled);
    expect([...assembled.problems, ...problems].filter((one) => one.severity === 'error')).toEqual([]);
    const desks = Object.values(campaign?.nodes ?? {}).filter((node) => node.layer === 'north2011Desk');
    expect(desks.map((node) => node.key)).toEqual(['north-desk', 'south-desk']);
    expect(assembled.problems.map((one) => one.code)).not.toContain('frame.no-plan');
  });

  test('waits, at the frame, for what the child delivers, and not for the rest of its plan', () => {
    const { campaign } = compiled(together());

    const points = campaign?.steps.find((step) => step.id === 'work.points');
    expect(points?.waits).toEqual({ same: [], above: ['ready.start'], below: ['north2011Search.sum'] });
    const check = campaign?.steps.find((step) => step.id === 'work.check');
    expect(check?.waits).toEqual({ same: ['work.points'], above: [], below: [] });
  });

  test('runs to the end, the delivery after what was made for it, and at a place without a plan all the same', () => {
    const assembled = together();
    const { campaign } = compiled(assembled);
    if (campaign === undefined) throw new Error('it does not compile');

    const { events, open } = rehearse({ campaign, forms: assembled.plan.forms, seed: 3 });

    const at = (node: string, step: string) =>
      events.findIndex((one) => one.kind === 'StepDone' && one.node === node && one.step === step);
    const opened = (node: string) =>
      events.findIndex((one) => one.kind === 'StepOpened' && one.node === node && one.step === 'work.points');
    expect(at('north-own', 'north2011Search.sum')).toBeGreaterThan(-1);
    expect(opened('north')).toBeGreaterThan(at('north-own', 'north2011Search.sum'));
    expect(opened('south')).toBeLessThan(opened('north'));
    expect(at('south', 'work.check')).toBeGreaterThan(-1);
    expect(open).toEqual([]);
  });

  test('is kept as one text that is the same plan, what was filled in a child included', () => {
    const slots = { days: { name: '天数', type: 'number', filled: 'launch', value: 7 } };
    const child = changed({ ...childData(), slots }, ['phases', 1, 'steps', 0, 'ask', 'days'], { slot: 'days' });
    const assembled = together({ child });

    const again = parsePlan(documentOf(assembled.plan));

    const { campaign } = compiled(assembled);
    expect(again.problems).toEqual([]);
    expect(hashOf(again.plan)).toBe(campaign?.planHash);
    expect(campaign?.fillings).toEqual({ north2011Days: hashOf(7) });
  });

  test('runs the same with a process for each place as with one for all', () => {
    const assembled = together();
    const done = (placement: 'one' | 'per-node') => {
      const { campaign } = compileCampaign({
        plan: assembled.plan,
        roster: assembled.roster ?? frameRoster(),
        calendar: CHINA_CALENDAR,
        placement,
      });
      if (campaign === undefined) throw new Error('it does not compile');
      const { events, open } = rehearse({ campaign, forms: assembled.plan.forms, seed: 5 });
      return {
        open: open.length,
        done: events.flatMap((one) => (one.kind === 'StepDone' ? [`${one.node} ${one.step}`] : [])).toSorted(),
      };
    };

    const apart = done('per-node');

    expect(apart.open).toBe(0);
    expect(new Set(apart.done)).toEqual(new Set(done('one').done));
  });

  test('knows for every part which plan it came from', () => {
    const { plan, origin } = together();

    const phase = plan.phases.findIndex((one) => one.id === 'north2011Search');
    expect(origin(['phases', phase, 'steps', 0, 'by'])).toEqual({
      folder: 'north',
      path: ['phases', 0, 'steps', 0, 'by'],
    });
    expect(origin(['rules', 'north2011Desk', 'rows', 0])).toEqual({
      folder: 'north',
      path: ['rules', 'desk', 'rows', 0],
    });
    expect(origin(['phases', 0])).toEqual({ folder: undefined, path: ['phases', 0] });
    expect(plan.children?.map((child) => child.title)).toEqual(['北分局方案']);
  });
});

describe('names of a child within its frame', () => {
  const more = (said: Data): Plan => together({ child: { ...childData(), ...said } }).plan;

  test('follow in values by rule, weights, recipients, anchored dates, dues from a step and boxes', () => {
    const data = childData();
    const steps = (data.phases as { steps: Data[] }[])[0]?.steps ?? [];
    const fill = { ...steps[0], by: { choose: [{ if: 'desk.cash', then: 'chief' }], otherwise: 'clerk' } };
    const send = {
      id: 'send',
      name: '报送',
      each: 'branch',
      by: 'chief',
      send: { to: 'chief' },
      of: 'sum',
      due: { after: 'search.sum', count: 2, unit: 'days' },
      window: { from: { of: 'search', edge: 'start' } },
    };
    const phases = changed(changed(data, ['phases', 0, 'steps', 0], fill), ['phases', 0, 'steps', 5], send).phases;
    const vote = {
      id: 'v',
      name: '表决',
      by: 'clerk',
      decide: { mode: 'vote', weights: { clerk: 2 } },
      copies: ['chief'],
    };
    const reviews = changed(data, ['reviews', 'look', 'stages', 0], vote).reviews;
    const forms = changed(data, ['forms', 'sum', 'boxes'], [{ id: 'box', name: '意见', stage: 'look.v' }]).forms;

    const plan = more({ phases, reviews, forms });

    const phase = plan.phases.find((one) => one.id === 'north2011Search');
    expect(phase?.steps[0]?.by).toEqual({
      choose: [{ if: 'north2011Desk.cash', then: 'north2011Chief' }],
      otherwise: 'north2011Clerk',
    });
    expect(phase?.steps[5]).toMatchObject({
      of: 'sum',
      send: { to: 'north2011Chief' },
      due: { after: 'north2011Search.sum' },
      window: { from: { of: 'north2011Search', edge: 'start' } },
    });
    expect(plan.reviews?.north2011Look?.stages[0]).toMatchObject({
      by: 'north2011Clerk',
      decide: { weights: { north2011Clerk: 2 } },
      copies: ['north2011Chief'],
    });
    expect(plan.forms.north2011Sum?.boxes?.[0]?.stage).toBe('north2011Look.v');
  });

  test('follow in what a case is opened with, in orders and in what continues', () => {
    const open = {
      id: 'again',
      name: '再办',
      by: 'chief',
      open: { procedure: 'handle', facts: { grave: 'desk.cash or "desk.cash" = "x"' } },
    };
    const procedures = changed(childData(), ['procedures', 0, 'steps', 1], open).procedures;

    const plan = more({
      procedures,
      orders: { by: ['chief'], reasons: ['不到位'] },
      continues: { from: 'approved', every: 'year', steps: ['search.fill'] },
    });

    expect(plan.procedures?.[0]?.steps[1]?.open).toEqual({
      procedure: 'north2011Handle',
      facts: { grave: 'north2011Desk.cash or "desk.cash" = "x"' },
    });
    expect(plan.orders).toEqual({ by: ['north2011Chief'], reasons: ['不到位'] });
    expect(plan.continues?.steps).toEqual(['north2011Search.fill']);
  });
});

const within = (said: Data): Data => ({ ...childData(), within: { ...(childData().within as Data), ...said } });
const changed = (data: Data, path: readonly (string | number)[], value: unknown): Data => {
  const copy = structuredClone(data);
  const last = path.at(-1) ?? '';
  const holder = path.slice(0, -1).reduce<Data>((part, key) => part[key] as Data, copy);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
};
const frameSaid = (said: Data): Data => ({ ...frameData(), frame: { ...(frameData().frame as Data), ...said } });

interface Fault extends Planted {
  readonly name: string;
  readonly code: string;
  readonly path: Problem['path'];
}

const faults: readonly Fault[] = [
  {
    name: 'the plan above is no frame',
    code: 'frame.none',
    path: ['within', 'frame'],
    frame: changed(frameData(), ['frame'], undefined),
  },
  {
    name: 'a child does not say where it stands',
    code: 'frame.not-within',
    path: ['id'],
    child: changed(childData(), ['within'], undefined),
  },
  {
    name: 'a child names another frame',
    code: 'frame.other',
    path: ['within', 'frame'],
    child: within({ frame: 'elsewhere' }),
  },
  { name: 'a child stands at no place', code: 'frame.no-place', path: ['within', 'at'], child: within({ at: 'west' }) },
  {
    name: 'a child with a roster of its own stands at two places',
    code: 'frame.roster-of-one',
    path: ['within', 'at'],
    child: within({ at: ['north', 'south'] }),
  },
  {
    name: "a place of the child's roster is the frame's too",
    code: 'frame.place-twice',
    path: ['within', 'at'],
    childRoster: {
      ...northRoster(),
      places: [
        ...northRoster().places,
        { id: 'south', layer: 'desk', name: '南', parent: 'north-own', facts: { cash: true } },
      ],
    },
  },
  {
    name: 'a delivery is left out',
    code: 'frame.no-delivery',
    path: ['within', 'delivers'],
    child: within({ delivers: {} }),
  },
  {
    name: 'something is delivered that nobody asked for',
    code: 'frame.not-asked',
    path: ['within', 'delivers', 'more'],
    child: within({ delivers: { points: 'search.sum', more: 'search.sum' } }),
  },
  {
    name: 'a delivery is made by no step',
    code: 'frame.delivery-step',
    path: ['within', 'delivers', 'points'],
    child: within({ delivers: { points: 'search.none' } }),
  },
  {
    name: 'a delivery lacks a column',
    code: 'frame.delivery-form',
    path: ['within', 'delivers', 'points'],
    child: changed(childData(), ['forms', 'sum', 'items', 'fields', 0], { id: 'other', name: '别的', text: true }),
  },
  {
    name: 'a delivery is graded on another scale',
    code: 'frame.delivery-form',
    path: ['within', 'delivers', 'points'],
    child: changed(childData(), ['forms', 'sum', 'items', 'fields', 2, 'grade', 'scale'], 'own'),
  },
  {
    name: 'a delivery is graded on a scale of the same name that means something else',
    code: 'frame.delivery-form',
    path: ['within', 'delivers', 'points'],
    frame: frameSaid({ mayNotChange: [] }),
    child: changed(childData(), ['scales', 'risk'], {
      name: '风险等级',
      grades: ['甲', '乙'],
      gravest: 'first',
      sources: { declared: '申报', computed: '评估' },
    }),
  },
  {
    name: 'a delivery comes too late',
    code: 'frame.too-late',
    path: ['within', 'delivers', 'points'],
    child: changed(childData(), ['phases', 0, 'steps', 4, 'due'], '4月20日'),
  },
  {
    name: "a phase lies outside the frame's",
    code: 'frame.outside',
    path: ['phases', 0, 'window'],
    child: changed(childData(), ['phases', 0, 'window', 'from'], '2011-10-01'),
  },
  {
    name: 'a child changes the scale',
    code: 'frame.changed',
    path: ['scales', 'risk'],
    child: changed(childData(), ['scales', 'risk'], {
      name: '风险等级',
      grades: ['甲', '乙'],
      gravest: 'first',
      sources: { declared: '申报' },
    }),
  },
  {
    name: 'a child is in another zone',
    code: 'frame.changed',
    path: ['zone'],
    child: changed(childData(), ['zone'], '+09:00'),
  },
  {
    name: 'a child leaves its year open',
    code: 'date.no-year',
    path: ['period'],
    child: changed(childData(), ['period'], null),
  },
];

describe('a child against its frame', () => {
  test.each(faults.map((fault) => [fault.code, fault.name, fault] as const))(
    'says %s when %s',
    (code, _name, fault) => {
      const { problems } = together(fault);

      const found = problems.find((one) => one.code === code);
      expect(found).toMatchObject({ path: fault.path, in: 'north' });
      for (const lang of ['zh', 'en'] as const)
        expect(messageOf(found ?? { code: '' }, lang)).not.toMatch(/undefined|（无）|\(none\)|\{\w+\}/);
    },
  );

  test('says that a child is there twice', () => {
    const child = { folder: 'one', plan: planOf(childData()) };

    const { problems } = assemble(planOf(frameData()), undefined, [child, { ...child, folder: 'two' }]);

    expect(problems.map((one) => [one.code, one.in])).toContainEqual(['frame.twice', 'two']);
  });

  test('names the places without a plan: advice, or missing where the frame requires one', () => {
    const advised = together().problems.find((one) => one.code === 'frame.no-plan');
    const required = together({ frame: frameSaid({ plans: 'required' }) }).problems.find(
      (one) => one.code === 'frame.no-plan',
    );

    expect(advised).toMatchObject({ severity: 'advice', path: ['frame', 'delivers', 0], places: ['南分局'], count: 1 });
    expect(required?.severity).toBe('missing');
  });

  test('takes the same scale, written again in other words', () => {
    const same = {
      name: '等级',
      grades: ['一级', '二级'],
      gravest: 'first',
      sources: { declared: '申报', computed: '评估' },
      reading: '照框架',
    };

    const { problems } = together({ child: changed(childData(), ['scales', 'risk'], same) });

    expect(problems.filter((one) => one.severity === 'error')).toEqual([]);
  });

  test.each([
    ['reference.phase', ['frame', 'in'], frameSaid({ in: 'planted' })],
    [
      'reference.step',
      ['frame', 'delivers', 0, 'step'],
      frameSaid({ delivers: [{ id: 'points', step: 'ready.start' }] }),
    ],
    ['frame.nothing-held', ['frame', 'mayNotChange', 0], frameSaid({ mayNotChange: ['scales.planted'] })],
    ['frame.not-there', ['within', 'frame'], childData()],
  ])('the check says %s of a plan by itself', (code, path, data) => {
    const problems = compileCampaign({ plan: planOf(data), roster: frameRoster(), calendar: CHINA_CALENDAR }).problems;

    expect(problems.filter((one) => one.code === code).map((one) => one.path)).toContainEqual(path);
  });

  test('a problem of a child names things as the child wrote them, and one of the frame names nothing of a child', () => {
    const named = together({ child: { ...childData(), office: 'nobody' } });
    const said = (path: Problem['path'], fields: Record<string, unknown>) =>
      named.inOwnWords({ code: 'reference.role', severity: 'error', path, ...fields });
    const possible = ['office', 'north2011Clerk', 'north2011Chief'];
    const own = named.plan.phases.findIndex((phase) => phase.id === 'north2011Search');

    expect(said(['phases', own, 'id'], { name: 'north2011Search', possible })).toMatchObject({
      name: 'search',
      possible: ['office', 'clerk', 'chief'],
    });
    expect(said(['phases', own, 'steps'], { expression: 'not(north2011Search.fill.sure)' })).toMatchObject({
      expression: 'not(search.fill.sure)',
    });
    expect(
      said(['phases', own, 'steps'], { expression: 'grade.north2011Colour.computed', name: 'north2011A' }),
    ).toMatchObject({
      expression: 'grade.colour.computed',
      name: 'a',
    });
    expect(said(['phases', 0, 'id'], { name: 'north2011Search', possible })).toMatchObject({
      name: 'north2011Search',
      possible: ['office'],
    });
  });

  test('a place that is not there is named without marks of JSON', () => {
    const { problems } = together({ child: { ...childData(), within: { frame: 'frame', at: 'west', delivers: {} } } });
    const wrong = problems.find((one) => one.code === 'frame.no-place');

    expect(wrong && messageOf(wrong, 'zh')).toContain('没有“west”这个地方');
  });

  test('every code of frames is raised by a fault above', () => {
    const raised = [
      ...faults.map((fault) => fault.code),
      'frame.twice',
      'frame.no-plan',
      'frame.nothing-held',
      'frame.not-there',
    ];

    expect(Object.keys(frameCodes).filter((code) => !raised.includes(code))).toEqual([]);
  });
});
