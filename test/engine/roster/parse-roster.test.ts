import { describe, expect, test } from '@jest/globals';
import { rosterCodes } from '../../../packages/engine/src/codes/roster.ts';
import { timeCodes } from '../../../packages/engine/src/codes/time.ts';
import { codes, messageOf } from '../../../packages/engine/src/codes.ts';
import { checkRoster, checkRosterLayers } from '../../../packages/engine/src/roster/check-roster.ts';
import { parseRoster } from '../../../packages/engine/src/roster/parse-roster.ts';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { sample } from './sample.ts';

const yaml = `# 样例
lianfang: roster/v1
id: small
name: 小单位
places:
  - { id: bureau, layer: organization, name: 某局 }
  - { id: office, layer: section, name: 办公室, parent: bureau }
  - id: chief
    layer: post
    name: 主任
    parent: office
    heads: office
    facts: { rank: 正职, kinds: [人事, 财务], powers: 3, tied: true, note: null }
  - { id: clerk, layer: post, name: 科员, parent: office }
people:
  - { id: a, name: 甲 }
  - { id: b, name: 乙, from: 2011-09-01 }
appointments:
  - { person: a, post: chief }
  - { person: b, post: clerk, from: 2011-10-01, to: 2011-12-31 }
  - { person: a, post: clerk, kind: concurrent }
bodies:
  - { id: team, name: 班子, kind: team, place: bureau, members: [{ person: a, chair: true }, { person: b }] }
`;
/** The text with one line replaced. */
const faulty = (line: string, by: string): string => {
  expect(yaml).toContain(line);
  return yaml.replace(line, by);
};

describe('a roster text', () => {
  test('is read whole', () => {
    const { roster, problems } = parseRoster(yaml);

    expect(problems).toEqual([]);
    expect(roster?.places[2]).toEqual({
      id: 'chief',
      layer: 'post',
      name: '主任',
      parent: 'office',
      heads: 'office',
      facts: { rank: '正职', kinds: ['人事', '财务'], powers: 3, tied: true, note: null },
    });
    expect(roster?.appointments[1]).toEqual({ person: 'b', post: 'clerk', from: '2011-10-01', to: '2011-12-31' });
  });

  test.each<[line: string, by: string, code: string, path: (string | number)[], number]>([
    [
      '  - { id: clerk, layer: post, name: 科员, parent: office }',
      '  - { id: clerk, layer: post, name: 科员, parent: offce }',
      'roster.unknown-place',
      ['places', 3, 'parent'],
      14,
    ],
    ['    heads: office', '    heads: offic', 'roster.unknown-place', ['places', 2, 'heads'], 12],
    ['    heads: office', '    heads: chief', 'roster.heads-itself', ['places', 2, 'heads'], 12],
    ['name: 某局 }', 'name: 某局, parent: office }', 'roster.circle', ['places', 0, 'parent'], 6],
    ['name: 某局 }', 'name: 某局, parent: office }', 'roster.no-top', ['places'], 5],
    ['{ id: clerk, layer', '{ id: office, layer', 'roster.duplicate-id', ['places', 3, 'id'], 14],
    ['{ id: b, name', '{ id: a, name', 'roster.duplicate-id', ['people', 1, 'id'], 17],
    [
      '{ person: a, post: chief }',
      '{ person: c, post: chief }',
      'roster.unknown-person',
      ['appointments', 0, 'person'],
      19,
    ],
    [
      '{ person: a, post: chief }',
      '{ person: a, post: chef }',
      'roster.unknown-place',
      ['appointments', 0, 'post'],
      19,
    ],
    [
      '{ person: a, post: chief }',
      '{ person: a, post: office }',
      'roster.post-has-places',
      ['appointments', 0, 'post'],
      19,
    ],
    ['to: 2011-12-31', 'to: 2011-09-30', 'roster.dates-reversed', ['appointments', 1, 'to'], 20],
    ['from: 2011-10-01, to: 2011-12-31', 'to: 2011-08-31', 'roster.dates-outside', ['appointments', 1], 20],
    [
      '{ person: a, post: clerk, kind: concurrent }',
      '{ person: b, post: clerk, from: 2011-12-31 }',
      'roster.appointed-twice',
      ['appointments', 2],
      21,
    ],
    [
      '{ person: a, post: clerk, kind: concurrent }',
      '{ person: b, post: chief }',
      'roster.two-heads',
      ['appointments', 2],
      21,
    ],
    [
      '  - { id: b, name: 乙, from: 2011-09-01 }',
      '  - { id: b, name: 乙 }\n  - { id: c, name: 丙 }',
      'roster.person-without-post',
      ['people', 2],
      18,
    ],
    ['{ person: b }] }', '{ person: c }] }', 'roster.unknown-person', ['bodies', 0, 'members', 1, 'person'], 23],
    ['{ person: b }] }', '{ person: a }] }', 'roster.member-twice', ['bodies', 0, 'members', 1], 23],
    ['{ person: b }] }', '{ person: b, chair: true }] }', 'roster.two-chairs', ['bodies', 0, 'members', 1], 23],
    ['chair: true', 'as: 主任', 'roster.no-chair', ['bodies', 0, 'members'], 23],
    ['kind: team, place: bureau', 'kind: team, place: burea', 'roster.unknown-place', ['bodies', 0, 'place'], 23],
    ['from: 2011-09-01', 'from: 2011-09-31', 'date.malformed', ['people', 1, 'from'], 17],
    ['from: 2011-09-01', 'from: 9月1日', 'date.malformed', ['people', 1, 'from'], 17],
    ['id: small', 'id: 小单位', 'roster.bad-format', ['id'], 3],
    ['kind: concurrent', 'kind: 兼职', 'roster.not-a-value', ['appointments', 2, 'kind'], 21],
    ['name: 甲', 'nam: 甲', 'roster.missing-key', ['people', 0, 'name'], 16],
    ['name: 甲', 'nam: 甲', 'roster.unknown-key', ['people', 0, 'nam'], 16],
    ['name: 甲', 'name: [甲]', 'roster.wrong-type', ['people', 0, 'name'], 16],
    ['name: 甲', 'name: ""', 'roster.too-small', ['people', 0, 'name'], 16],
    ['name: 甲', 'name: 甲, name: 乙', 'roster.duplicate-key', ['people', 0, 'name'], 16],
    ['name: 甲', `name: ${'甲'.repeat(101)}`, 'roster.too-big', ['people', 0, 'name'], 16],
    ['{ id: a, name: 甲 }', '&x { id: a, name: 甲 }\n  - *x', 'roster.alias', ['people', 1], 17],
    ['{ id: a, name: 甲 }', '{ id: a, <<: { name: 甲 } }', 'roster.merge-key', ['people', 0], 16],
    ['{ id: a, name: 甲 }', '{ id: a, name: !js 甲 }', 'roster.tag', ['people', 0, 'name'], 16],
    ['{ id: a, name: 甲 }', '{ id: a, name: 甲, ? [x] : 1 }', 'roster.bad-key', ['people', 0], 16],
    ['powers: 3', 'powers: .inf', 'roster.bad-value', ['places', 2, 'facts', 'powers'], 13],
    ['{ id: a, name: 甲 }', '{ id: a, name: 甲', 'roster.unreadable', [], 17],
  ])('with %j replaced by %j reports %s', (line, by, code, path, number) => {
    const { problems } = parseRoster(faulty(line, by));

    expect(problems).toContainEqual(expect.objectContaining({ code, path, line: number }));
    for (const problem of problems) {
      expect(Object.keys(codes)).toContain(problem.code);
      expect(messageOf(problem, 'zh')).not.toContain('（无）');
    }
  });

  test('reports every problem at once, in the order of the lines', () => {
    const text = faulty('parent: bureau', 'parent: none')
      .replace('post: chief }', 'post: nowhere }')
      .replace('{ person: b }] }', '{ person: x }] }');

    expect(parseRoster(text).problems.map(({ code, line }) => [code, line])).toEqual([
      ['roster.unknown-place', 7],
      ['roster.unknown-place', 19],
      ['roster.unknown-person', 23],
    ]);
  });

  test.each<[string, string, string]>([
    ['nothing', '', 'roster.empty'],
    ['a scalar', '42', 'roster.wrong-type'],
    ['broken YAML', '{[}', 'roster.unreadable'],
    ['deep nesting', `places: ${'['.repeat(5000)}`, 'roster.unreadable'],
    [
      'deep indentation',
      Array.from({ length: 300 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
      'roster.too-deep',
    ],
    ['many levels', `${'a: {'.repeat(1)}${' b: {'.repeat(20)}${'}'.repeat(21)}`, 'roster.too-deep'],
    ['a bomb of aliases', `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]`, 'roster.alias'],
    ['a circle of aliases', 'places: &a [*a]', 'roster.alias'],
    ['nothing but commas', `places: [${','.repeat(50_000)}]`, 'roster.unreadable'],
    ['too much', 'x'.repeat(4_000_001), 'roster.too-long'],
    ['many keys', Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n'), 'roster.unknown-key'],
    ['a prototype', '__proto__: { a: 1 }', 'roster.bad-key'],
    ['control characters', 'id: \u0000\u0007', 'roster.missing-key'],
  ])('made of %s gives problems, never an exception', (_, text, code) => {
    const { roster, problems } = parseRoster(text);

    expect(roster).toBeUndefined();
    expect(problems.length).toBeLessThanOrEqual(500);
    expect(problems.map((problem) => problem.code)).toContain(code);
  });
});

describe('a roster', () => {
  test('that is sound has nothing but advice', () => {
    expect(
      checkRoster(sample).map(({ code, severity, ...fields }) => [code, severity, fields.person ?? fields.id]),
    ).toEqual([['roster.substitutes-circle', 'advice', 'qian']]);
  });

  test.each<[string, Partial<Roster>, string, (string | number)[]]>([
    [
      'two bodies of one kind at one place',
      {
        bodies: [
          ...(sample.bodies ?? []),
          { id: 'other', name: '另一班子', kind: 'team', place: 'finance', members: [{ person: 'wu', chair: true }] },
        ],
      },
      'roster.two-bodies',
      ['bodies', 2],
    ],
    [
      'a function held by an unknown body',
      { functions: [{ function: 'office', place: 'uni', body: 'none' }] },
      'roster.unknown-body',
      ['functions', 0, 'body'],
    ],
    [
      'a function held by an unknown person',
      { functions: [{ function: 'office', place: 'uni', person: 'none' }] },
      'roster.unknown-person',
      ['functions', 0, 'person'],
    ],
    [
      'somebody in charge of nothing known',
      { inCharge: [{ person: 'qian', place: 'none' }] },
      'roster.unknown-place',
      ['inCharge', 0, 'place'],
    ],
    [
      'a substitute for oneself',
      { substitutes: [{ person: 'wu', by: 'wu', from: '2011-01-01', to: '2011-01-02' }] },
      'roster.substitutes-itself',
      ['substitutes', 0, 'by'],
    ],
    [
      'a substitute within nothing known',
      { substitutes: [{ person: 'wu', by: 'li', from: '2011-01-01', to: '2011-01-02', within: ['none'] }] },
      'roster.unknown-place',
      ['substitutes', 0, 'within', 0],
    ],
    [
      'a substitute whose days are reversed',
      { substitutes: [{ person: 'wu', by: 'li', from: '2011-01-03', to: '2011-01-02' }] },
      'roster.dates-reversed',
      ['substitutes', 0, 'to'],
    ],
  ])('with %s is reported', (_, part, code, path) => {
    expect(checkRoster({ ...sample, ...part })).toContainEqual(expect.objectContaining({ code, path }));
  });

  test('fits the layers of a plan, or says where it does not', () => {
    expect(checkRosterLayers(sample, ['organization', 'unit', 'section', 'post'])).toEqual([]);
    expect(checkRosterLayers(sample, ['organization', 'unit', 'post', 'branch'])).toEqual([
      ...[6, 9, 12].map((index) =>
        expect.objectContaining({ code: 'roster.unknown-layer', path: ['places', index, 'layer'], layer: 'section' }),
      ),
      expect.objectContaining({ code: 'roster.empty-layer', layer: 'branch' }),
    ]);
    expect(
      checkRosterLayers(sample, ['unit', 'organization', 'section', 'post']).map(({ code, path }) => [code, path[1]]),
    ).toEqual([
      ['roster.layer-order', 1],
      ['roster.layer-order', 3],
    ]);
  });
});

test('codes of the roster and of dates say what they are about in both languages', () => {
  for (const entry of Object.values({ ...rosterCodes, ...timeCodes })) {
    const fields = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
    expect(fields(entry.en)).toEqual(fields(entry.zh));
  }
});
