/** A file that says how people behave: what is wrong with one, and that people do as it says. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  CHINA_CALENDAR,
  compileCampaign,
  directoryOf,
  formatInstant,
  habitsOf,
  parseBehaviour,
  parsePlan,
  parseRoster,
  rehearse,
} from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';

const folder = path.join(__dirname, '../../../plans/dezhou-2011');
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const { plan } = parsePlan(read('plan.yaml'));
const { roster } = parseRoster(read('roster.yaml'));
if (plan === undefined || roster === undefined) throw new Error('Expected the sample to parse.');
const { campaign } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
if (campaign === undefined) throw new Error('Expected the sample to compile.');
const people = roster.people.map(({ id }) => id);
const parsed = (text: string) => parseBehaviour(text, campaign, people);

function played(lines: string, seed = 1) {
  const { behaviour, problems } = parsed(`lianfang: behaviour/v1\n${lines}`);
  if (behaviour === undefined || campaign === undefined || plan === undefined)
    throw new Error(`Expected behaviour, but: ${JSON.stringify(problems)}`);
  return rehearse({ campaign, forms: plan.forms, seed, habits: habitsOf(behaviour) });
}

describe('a file of behaviour', () => {
  test.each([
    ['an unknown key', 'shares: [{ lazy: 1 }]', 'plan.unknown-key', 2],
    ['a share above one', 'shares:\n  - { late: 2 }', 'plan.too-big', 3],
    ['a role that is none', 'shares:\n  - { role: king, late: 1 }', 'reference.role', 3],
    ['a layer that is none', 'shares:\n  - { layer: planet, late: 1 }', 'reference.layer', 3],
    ['a person who is not there', 'people:\n  nobody: { late: 1 }', 'roster.unknown-person', 3],
    [
      'an absence that ends before it begins',
      'people:\n  p42: { away: [{ from: 2011-10-05, to: 2011-10-01 }] }',
      'roster.dates-reversed',
      3,
    ],
    ['no date', 'people:\n  p42: { away: [{ from: soon, to: 2011-10-01 }] }', 'date.malformed', 3],
  ])('with %s is refused with code, line and Chinese words', (_what, lines, code, line) => {
    const { behaviour, problems } = parsed(`lianfang: behaviour/v1\n${lines}`);

    expect(behaviour).toBeUndefined();
    expect(problems.map((problem) => [problem.code, problem.line])).toContainEqual([code, line]);
    for (const problem of problems) expect(messageOf(problem, 'zh')).toMatch(/[\u4e00-\u9fff]/);
  });

  test('as the page on rehearsals shows it is one', () => {
    const page = readFileSync(path.join(__dirname, '../../../docs/rehearsal.md'), 'utf8');
    const shown = /```text\n(lianfang: behaviour[\s\S]*?)```/.exec(page)?.[1] ?? '';

    expect(parsed(shown)).toMatchObject({ problems: [], behaviour: { comments: 3 } });
  });

  test.each(['', '- 1', 'lianfang: plan/v1', 'a: [1, 2\nb: }', '\u0000'])(
    '%j gives problems, never an exception',
    (text) => {
      expect(parsed(text).problems.length).toBeGreaterThan(0);
    },
  );
});

describe('people with a file of behaviour', () => {
  test('are all punctual, and nothing is sent back, when it says nothing', () => {
    const { events, unfinished } = played('');

    expect(events.filter(({ kind }) => kind === 'Returned' || kind === 'Escalated')).toEqual([]);
    expect(unfinished).toEqual([]);
  });

  test('come late, all of a role, and are escalated; the year ends all the same', () => {
    const { events, unfinished } = played('shares: [{ role: holder, late: 1 }]');

    const declared = events.filter((event) => event.kind === 'Submitted' && event.step === 'search.declare');
    expect(declared.length).toBeGreaterThan(50);
    expect(declared.every((event) => event.kind === 'Submitted' && event.late)).toBe(true);
    expect(events.filter(({ kind }) => kind === 'Escalated').length).toBeGreaterThan(50);
    expect(unfinished).toEqual([]);
  });

  test('have back what the share says, so often as it says', () => {
    const { events, unfinished } = played('shares: [{ role: holder, returned: 1, times: 2 }]');

    const returned = events.filter((event) => event.kind === 'Returned' && event.step === 'search.settle');
    const nodes = new Set(returned.map(({ node }) => node));
    expect(nodes.size).toBe(60);
    expect(returned).toHaveLength(120);
    expect(unfinished).toEqual([]);
  });

  test('do nothing while they are away, and all of it afterwards', () => {
    const [from, to] = ['2011-09-26', '2011-10-20'];
    const { events, unfinished } = played(`people:\n  p42: { away: [{ from: ${from}, to: ${to} }] }`);

    const acts = events.filter(({ signer }) => signer.kind !== 'system' && signer.person === 'p42');
    expect(acts.length).toBeGreaterThan(0);
    for (const { at } of acts) expect(formatInstant(at, 480).slice(0, 10) > to).toBe(true);
    expect(unfinished).toEqual([]);
  });

  test('are away by share, a week each, and bodies sit without them', () => {
    const { unfinished, refusals } = played('shares: [{ absent: 0.3 }]', 2);

    expect(unfinished).toEqual([]);
    expect(refusals).toEqual([]);
  });

  test('object where they are asked, by name where names are asked', () => {
    const calm = played('comments: 0').events.filter(({ kind }) => kind === 'Commented');
    const loud = played('comments: 0\nshares: [{ role: unitStaff, objecting: 0.2 }]').events;

    expect(calm).toEqual([]);
    expect(loud.filter(({ kind }) => kind === 'Commented').length).toBeGreaterThan(20);
  });

  test('do the same under the same seed, and otherwise under another', () => {
    const lines = 'shares: [{ late: 0.1, returned: 0.2, absent: 0.1, objecting: 0.1 }]';

    expect(played(lines, 3).events).toEqual(played(lines, 3).events);
    expect(played(lines, 4).events).not.toEqual(played(lines, 3).events);
  });
});

test('the directory of the sample knows who holds the post that is away in these tests', () => {
  const { members } = directoryOf(campaign);
  const posts = Object.keys(campaign.nodes).filter((node) =>
    members(node, 'holder', 1_317_000_000_000).includes('p42'),
  );
  expect(posts.length).toBeGreaterThan(0);
});
