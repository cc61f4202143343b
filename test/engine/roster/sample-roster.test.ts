import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nodesOf } from '../../../packages/engine/src/campaign/compile/nodes.ts';
import { compilePlanRule } from '../../../packages/engine/src/campaign/compile/rules.ts';
import { checkPlan } from '../../../packages/engine/src/check/check-plan.ts';
import { applyRule } from '../../../packages/engine/src/expression/rule.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import { indexPlan } from '../../../packages/engine/src/plan/plan-index.ts';
import { roleDefinition } from '../../../packages/engine/src/plan/role.ts';
import { filledBy, ruleScope } from '../../../packages/engine/src/plan/scope.ts';
import { checkRosterLayers } from '../../../packages/engine/src/roster/check-roster.ts';
import { parseRoster } from '../../../packages/engine/src/roster/parse-roster.ts';
import { placesAbove, resolveRole } from '../../../packages/engine/src/roster/resolve.ts';
import { holdsOn, type Place, type Roster } from '../../../packages/engine/src/roster/roster.ts';
import { sliceWhole } from '../../../packages/engine/src/roster/roster-slice.ts';
import { type Day, parseDay } from '../../../packages/engine/src/time/civil-date.ts';
import { yearPeriod } from '../../../packages/engine/src/time/plan-date.ts';

const folder = join(import.meta.dirname, '../../../plans/dezhou-2011');
const parsedPlan = parsePlan(readFileSync(join(folder, 'plan.yaml'), 'utf8'));
const parsedRoster = parseRoster(readFileSync(join(folder, 'roster.yaml'), 'utf8'));
const plan = given(parsedPlan.plan);
const roster = given(parsedRoster.roster);
const slice = sliceWhole(roster);
const start = '2011-09-26';

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error(JSON.stringify([parsedPlan.problems, parsedRoster.problems]));
  return value;
}

function day(date: string): Day {
  return given(parseDay(date));
}

const onLayer = (...layers: string[]): Place[] => roster.places.filter((place) => layers.includes(place.layer));

/** Posts by their holders on a day. */
function heldOn(date: string): Map<string, string[]> {
  const held = new Map<string, string[]>();
  for (const one of roster.appointments)
    if (holdsOn(one, date)) held.set(one.person, [...(held.get(one.person) ?? []), one.post]);
  return held;
}

/** Who acts as a role at a node, as `person` or `person for person`. */
function acting(role: string, node: string, date: string): string[] {
  const definition = roleDefinition(role, given(plan.roles[role]));
  return resolveRole(definition, node, day(date), slice).people.map((one) =>
    one.as === 'holder' ? one.person : `${one.person} for ${one.for}`,
  );
}

const isLeader = (place: Place): boolean => place.facts?.rank === '正职' || place.facts?.rank === '副职';
const hasSection = (place: Place): boolean =>
  placesAbove(place.id, slice).some((id) => slice.places[id]?.layer === 'section');

describe('the sample roster of 2011', () => {
  test('parses without a problem or advice', () => {
    expect(parsedRoster.problems).toEqual([]);
    expect(
      checkRosterLayers(
        roster,
        plan.layers.map(({ id }) => id),
      ),
    ).toEqual([]);
  });

  test('fits the plan: facts are complete and nobody is missing on the day a step opens', () => {
    const found = checkPlan(plan, { roster }).filter(
      ({ code, in: where }) => where === 'roster' || code === 'role.vacant' || code === 'stage.self-review',
    );

    expect(found).toEqual([]);
  });

  test('has one university, 6 units, 14 sections, 60 posts and 57 people', () => {
    const count = Object.fromEntries(plan.layers.map(({ id }) => [id, onLayer(id).length]));

    expect(count).toEqual({ university: 1, unit: 6, section: 14, post: 60 });
    expect(roster.people).toHaveLength(57);
    expect(new Set(roster.people.map(({ name }) => name)).size).toBe(57);
  });

  test.each([start, '2011-10-07', '2011-10-08', '2011-11-13', '2011-11-14', '2011-12-30'])(
    'has exactly one holder for every post on %s',
    (date) => {
      const posts = [...heldOn(date).values()].flat();

      expect(posts.toSorted()).toEqual(
        onLayer('post')
          .map(({ id }) => id)
          .toSorted(),
      );
    },
  );

  test('has people who hold two posts, in one section, in two, and in two units', () => {
    const twice = [...heldOn(start).values()].filter((posts) => posts.length > 1);
    const unitsOf = (posts: readonly string[]): number =>
      new Set(posts.map((post) => placesAbove(post, slice).at(-2))).size;

    expect(twice).toHaveLength(8);
    expect(twice.every((posts) => posts.length === 2)).toBe(true);
    expect(twice.filter((posts) => unitsOf(posts) === 2)).toEqual([
      ['xuegong-guanli-jiangzhu', 'jingguan-xuesheng-zizhu'],
    ]);
  });

  test('places the posts of every unit’s leaders directly under the unit', () => {
    const leaders = onLayer('post').filter(isLeader);

    expect(leaders).toHaveLength(18);
    expect(leaders.filter(hasSection)).toEqual([]);
    for (const unit of onLayer('unit')) {
      expect(leaders.filter(({ heads }) => heads === unit.id)).toMatchObject([
        { parent: unit.id, facts: { rank: '正职' } },
      ]);
    }
  });

  test('has other posts without a section, whose leader in charge is recorded for the unit', () => {
    const others = onLayer('post').filter((post) => !isLeader(post) && !hasSection(post));

    expect(others.map(({ id }) => id)).toEqual(['houqin-mishu', 'jingguan-zuzhiyuan']);
    expect(others.map(({ id }) => acting('deputy', id, start))).toEqual([
      acting('holder', 'houqin-fuchuzhang-yi', start),
      acting('holder', 'jingguan-shuji', start),
    ]);
  });

  test('has leaders in charge of several sections, and none who is in charge of a section that he heads', () => {
    const sections = new Map<string, string[]>();
    for (const { person, place } of roster.inCharge ?? [])
      if (slice.places[place]?.layer === 'section') sections.set(person, [...(sections.get(person) ?? []), place]);

    expect([...sections.values()].filter((places) => places.length > 1)).toEqual([
      ['jiaowu-yunxing', 'jiaowu-xueji'],
      ['caiwu-yusuan', 'caiwu-hesuan'],
      ['houqin-caigou', 'houqin-fuwu'],
    ]);
    for (const { id } of onLayer('section')) {
      expect(acting('deputy', id, start)).toHaveLength(1);
      expect(acting('deputy', id, start)).not.toEqual(acting('sectionHead', id, start));
    }
  });

  test('changes the holder of two posts in mid-year, the first while the first phase is open', () => {
    const changed = onLayer('post').filter(
      ({ id }) => roster.appointments.filter(({ post }) => post === id).length > 1,
    );
    const holderOn = (post: string, date: string) => acting('holder', post, date);

    expect(changed.map(({ id }) => id)).toEqual(['caiwu-shoufei-shoufei', 'houqin-caigou-kezhang']);
    expect(holderOn('caiwu-shoufei-shoufei', '2011-10-07')).not.toEqual(
      holderOn('caiwu-shoufei-shoufei', '2011-10-08'),
    );
    expect(holderOn('houqin-caigou-kezhang', '2011-11-13')).not.toEqual(
      holderOn('houqin-caigou-kezhang', '2011-11-14'),
    );
    expect(plan.phases[0]?.window).toEqual({ from: '9月26日', to: '10月10日' });
  });

  test('gives a new head of a section his section on the day he begins', () => {
    const successor = acting('holder', 'houqin-caigou-caigou', start);

    expect(acting('sectionHead', 'houqin-caigou-cangku', '2011-11-13')).not.toEqual(successor);
    expect(acting('sectionHead', 'houqin-caigou-cangku', '2011-11-14')).toEqual(successor);
  });

  test('lets a substitute act for the head of a unit on some days, but not take his seat', () => {
    const [head] = acting('unitHead', 'caiwu', start);
    const [substitute] = acting('holder', 'caiwu-fuchuzhang-yi', start);

    expect(acting('unitHead', 'caiwu', '2011-10-16')).toEqual([head]);
    expect(acting('unitHead', 'caiwu', '2011-10-17')).toEqual([`${substitute} for ${head}`]);
    expect(acting('unitHead', 'caiwu', '2011-10-21')).toEqual([`${substitute} for ${head}`]);
    expect(acting('unitHead', 'caiwu', '2011-10-22')).toEqual([head]);
    expect(acting('team', 'caiwu', '2011-10-18')).toContain(head);
    expect(acting('group', 'dezhou', '2011-10-18')).toContain(head);
  });

  test('has bodies of three or more, chaired at a unit by its head', () => {
    for (const unit of onLayer('unit')) {
      const team = resolveRole(roleDefinition('team', given(plan.roles.team)), unit.id, day(start), slice);

      expect(team.people.length).toBeGreaterThanOrEqual(3);
      expect([team.chair]).toEqual(acting('unitHead', unit.id, start));
    }
    const group = resolveRole(roleDefinition('group', given(plan.roles.group)), 'dezhou', day(start), slice);
    expect(group.people).toHaveLength(7);
    expect(group.chair).toBe('p01');
  });

  test('draws the office of the leading group from the posts of one unit', () => {
    const posts = acting('office', 'dezhou', start).flatMap((person) => heldOn(start).get(person) ?? []);

    expect(posts).toEqual(['jiwei-chuzhang', 'jiwei-jicha-kezhang', 'jiwei-jicha-xinfang']);
  });
});

describe('the roles of the plan', () => {
  /** Where a role is needed: of steps and sends by the layers they run at, of stages by their conditions. */
  const anywhere = () => true;
  const belowUniversity = (place: Place) => place.layer !== 'university';
  const needed: Readonly<Record<string, (place: Place) => boolean>> = {
    holder: (place) => place.layer === 'post',
    sectionHead: (place) => place.layer === 'section' || (place.layer === 'post' && hasSection(place)),
    deputy: (place) => place.layer === 'section' || (place.layer === 'post' && !isLeader(place)),
    unitHead: belowUniversity,
    team: belowUniversity,
    unitStaff: belowUniversity,
    office: anywhere,
    group: anywhere,
    discipline: anywhere,
    committee: anywhere,
  };

  test('are all looked at here', () => {
    expect(Object.keys(needed).toSorted()).toEqual(Object.keys(plan.roles).toSorted());
  });

  test.each([start, '2011-10-08', '2011-10-18', '2011-11-14', '2011-12-30'])(
    'resolve to somebody at every node that needs them on %s',
    (date) => {
      const vacant = Object.entries(needed).flatMap(([role, where]) =>
        roster.places
          .filter((place) => where(place) && acting(role, place.id, date).length === 0)
          .map(({ id }) => [role, id]),
      );

      expect(vacant).toEqual([]);
    },
  );

  test('are found vacant where the roster lacks somebody', () => {
    const without: Roster = {
      ...roster,
      inCharge: (roster.inCharge ?? []).filter(({ place }) => place !== 'jiaowu-xueji'),
    };
    const role = roleDefinition('deputy', given(plan.roles.deputy));

    expect(resolveRole(role, 'jiaowu-xueji-xueji', day(start), sliceWhole(without))).toMatchObject({
      people: [],
      why: 'not-recorded',
    });
  });
});

describe('the facts of the sample roster', () => {
  const index = indexPlan(plan);
  const compiled = compilePlanRule(plan, 'post-grade', ruleScope(index, filledBy(index), 'post-grade'));
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  const { rule } = compiled;
  const { nodes } = nodesOf(plan, roster, yearPeriod(2011));
  /** The grade with the rows (from 1) it rests on. */
  const gradeOf = (post: string): unknown[] => {
    const result = applyRule(rule, { post: given(nodes[post]).facts });
    return [result.kind === 'value' ? result.value : result.kind, ...result.rows.map((row) => row + 1)];
  };

  test('give all three grades', () => {
    const grades = onLayer('post').map(({ id }) => gradeOf(id)[0]);
    const count = (grade: string) => grades.filter((one) => one === grade).length;

    expect(['一级', '二级', '三级'].map(count)).toEqual([38, 15, 7]);
  });

  // 单位（部门）领导班子正职岗位; 副职 who runs 财务 matches two grades and takes the graver (reading).
  test.each([
    ['the head of a unit', 'jiaowu-chuzhang', '一级', 1],
    ['a deputy who runs finance', 'caiwu-fuchuzhang-yi', '一级', 3],
    ['power concentrated and direct service, of no key kind', 'jiaowu-xueji-xueji', '一级', 2],
    ['concentrated and direct, and of a key kind', 'caiwu-hesuan-baoxiao', '一级', 2, 3],
    ['direct service without concentrated power', 'jiaowu-yunxing-paike', '二级', 5],
    ['a deputy with general management', 'jiaowu-fuchuzhang-yi', '二级', 4, 5],
    ['general management', 'jiaowu-jiaocai-shijian', '二级', 5],
    ['any other post', 'caiwu-shoufei-piaoju', '三级'],
  ])('grade %s', (_, post, ...grade) => {
    expect(gradeOf(post)).toEqual(grade);
  });

  test('mark as cadres the leaders of units and the heads of sections, and no others', () => {
    const cadres = onLayer('post').filter(({ facts }) => facts?.cadre === true);
    const expected = onLayer('post').filter((post) => isLeader(post) || post.heads !== undefined);

    expect(cadres).toEqual(expected);
  });
});
