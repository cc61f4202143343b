/** The plan without a year as it runs: form and chain by rank, two grades, publicity before confirmation, orders at any time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  CHINA_CALENDAR,
  checkPlan,
  compileCampaign,
  parseLaunch,
  parsePlan,
  parseRoster,
  rehearse,
  withFillings,
} from '@lianfang/engine';
import type { EventKind, EventOf } from '@lianfang/engine/kernel';

const read = (name: string) => readFileSync(join(__dirname, '../../../plans/zichuan', name), 'utf8');
const source = read('source.txt');
const { plan } = parsePlan(withFillings(read('plan.yaml'), parseLaunch(read('launch.yaml')).values));
const { roster } = parseRoster(read('roster.yaml'));
if (plan === undefined || roster === undefined) throw new Error('Expected the plan and its roster to parse.');
const { campaign, problems } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, source });
if (campaign === undefined) throw new Error(JSON.stringify(problems.filter((one) => one.severity !== 'advice')));

const played = [1, 2, 3].map((seed) => rehearse({ campaign, forms: plan.forms, seed }));
const all = <K extends EventKind>(kind: K) =>
  played.flatMap(({ events }) => events.filter((event): event is EventOf<K> => event.kind === kind));
const rankOf = (node: string) => campaign.nodes[node]?.facts.rank;
const by = {
  班子成员: { form: 'form-2', review: 'leaders', stages: ['group', 'inspect'] },
  中层领导: { form: 'form-3', review: 'middle', stages: ['deputy', 'group', 'inspect'] },
  一般人员: { form: 'form-4', review: 'ordinary', stages: ['section', 'deputy', 'group', 'inspect'] },
};

describe('the plan of the education system', () => {
  test('waits for its year, and for nothing else', () => {
    const { plan: bare } = parsePlan(read('plan.yaml'));
    const found = bare === undefined ? [] : checkPlan(bare, { roster, source });

    expect(found.filter((one) => one.severity !== 'advice')).toMatchObject([{ code: 'slot.unfilled' }]);
  });

  test.each(Object.entries(by))('gives %s a form and a chain of their own', (rank, { form, review, stages }) => {
    const here = (event: { node: string; step: string }, step: string) =>
      event.step === step && rankOf(event.node) === rank;
    const forms = all('StepOpened').filter((event) => here(event, 'search.declare'));
    const reviews = all('ReviewOpened').filter((event) => here(event, 'search.settle'));
    const entered = all('StageEntered').filter((event) => here(event, 'search.settle'));

    expect(new Set(forms.flatMap((event) => event.chosen?.map((one) => one.value)))).toEqual(new Set([form]));
    expect(new Set(reviews.map((event) => event.definition))).toEqual(new Set([campaign.reviews[review]?.hash]));
    expect([...new Set(entered.map((event) => event.stage))]).toEqual(stages);
  });

  test('has the inspectors beside the chain decide themselves', () => {
    for (const event of all('Decided').filter((one) => one.stage === 'inspect'))
      expect(['j01', 'j02']).toContain('person' in event.signer ? event.signer.person : '');
  });

  test('grades each point by rule or by a person, and each post by a person who is shown the factors', () => {
    const points = all('Graded').filter((event) => event.scale === 'point' && event.source === 'computed');
    const posts = all('Graded').filter((event) => event.scale === 'post' && event.source === 'judged');

    expect(points.some((event) => event.rule !== null) && points.some((event) => event.rule === null)).toBe(true);
    expect(new Set(posts.map((event) => event.node)).size).toBe(13);
    expect(Object.keys(posts[0]?.inputs ?? {})).toEqual(expect.arrayContaining(['风险点数量', '形成原因']));
  });

  test('publishes before the points are made complete and confirmed', () => {
    for (const { events } of played) {
      const first = (kind: EventKind, step: string) =>
        events.findIndex((event) => event.kind === kind && 'step' in event && event.step === step);
      const order = [
        first('AskingEnded', 'search.publish'),
        first('Submitted', 'search.refine'),
        first('Approved', 'search.confirm'),
      ];
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(order[0]).toBeGreaterThan(0);
    }
  });

  test('is ordered again by the system group, and runs to its end with nothing refused or left open', () => {
    const orders = all('Reopened').filter((event) => event.signer.kind === 'recorder');

    expect(orders.length).toBeGreaterThan(0);
    for (const order of orders) expect(order.signer).toMatchObject({ of: 'xitong-xiaozu' });
    for (const { refusals, unfinished } of played) expect([refusals, unfinished]).toEqual([[], []]);
  });
});
