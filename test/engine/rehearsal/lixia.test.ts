/** The plan of 2012 as it runs: what follows other phases, what is not approved goes through the first three links again, who manages by grade. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import type { Event } from '../../../packages/engine/src/kernel/event.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import { usualHabits } from '../../../packages/engine/src/rehearsal/habits.ts';
import { type RehearsalReport, rehearse } from '../../../packages/engine/src/rehearsal/rehearse.ts';
import { parseRoster } from '../../../packages/engine/src/roster/parse-roster.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';

const read = (name: string) => readFileSync(join(__dirname, '../../../plans/lixia-2012', name), 'utf8');
const { plan } = parsePlan(read('plan.yaml'));
const { roster } = parseRoster(read('roster.yaml'));
if (plan === undefined || roster === undefined) throw new Error('the plan of 2012 and its roster to be read');
const { campaign, problems } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, source: read('source.txt') });
if (campaign === undefined) throw new Error(JSON.stringify(problems.filter((one) => one.severity !== 'advice')));

/** The unit's form is sent back once by the group, and the only way back is through all three links. */
function sentBackAsAWhole(): RehearsalReport {
  const { plan: stern } = parsePlan(read('plan.yaml').replace(/ +- \{ id: return, name: 未通过，单位查.*\n/, ''));
  const compiled = stern && roster && compileCampaign({ plan: stern, roster, calendar: CHINA_CALENDAR }).campaign;
  if (stern === undefined || compiled === undefined) throw new Error('the plan with one way back to compile');
  const behaviour = { lianfang: 'behaviour/v1' as const, shares: [{ layer: 'unit', returned: 1 }] };
  return rehearse({
    campaign: compiled,
    forms: stern.forms,
    seed: 1,
    habits: { ...usualHabits, returns: [], behaviour },
  });
}

const played = [1, 2, 3].map((seed) => rehearse({ campaign, forms: plan.forms, seed }));
const events = played.flatMap((one) => one.events);

const at = (node: string, from: Event, within: readonly Event[]) =>
  within.slice(within.indexOf(from)).filter((event) => event.node === node);
const isStep = (event: Event, kind: Event['kind'], step: string) =>
  event.kind === kind && 'step' in event && event.step === step;

describe('the plan of 2012', () => {
  test('has no more than twenty posts', () => {
    expect(Object.values(campaign.nodes).filter((node) => node.layer === 'post').length).toBeLessThanOrEqual(20);
  });

  test.each([0, 1, 2])('runs to its end in rehearsal %i: nothing refused, nothing left open', (index) => {
    const one = played[index];

    expect(one?.refusals).toEqual([]);
    expect(one?.open.map((task) => `${task.node} ${task.task}`)).toEqual([]);
  });

  test('takes what is not approved through the first three links again, and then to the fourth', () => {
    const found = played.flatMap(({ events: all }) =>
      all.flatMap((event) => (event.kind === 'Returned' && event.step === 'search.final' ? [{ event, all }] : [])),
    );
    const [first] = found;
    if (first === undefined) throw new Error('somebody to return a form at the fourth link');

    const after = at(first.event.node, first.event, first.all);
    const reached = ['search.self', 'search.appraise', 'search.hand', 'search.publish', 'search.final'].map((step) =>
      after.findIndex((event) => isStep(event, 'StepOpened', step)),
    );
    const met = after.findIndex((event) => isStep(event, 'Approved', 'search.settle'));

    expect(reached.every((index) => index >= 0)).toBe(true);
    expect(reached).toEqual(reached.toSorted((one, other) => one - other));
    expect(met).toBeGreaterThan(reached[0] ?? 0);
    expect(met).toBeLessThan(reached[1] ?? 0);
  });

  test('does all three links again at every place when the form of the whole is not approved, each after the one before', () => {
    const run = sentBackAsAWhole();
    const posts = Object.values(campaign.nodes).filter((node) => node.layer === 'post');
    const reopened = run.events.flatMap((event) =>
      event.kind === 'Reopened' && event.steps.includes('search.self') ? [event.node] : [],
    );
    const returned = run.events.findIndex((event) => isStep(event, 'Returned', 'search.finalUnit'));
    const after = run.events.slice(returned);
    const last = (kind: Event['kind'], step: string) => after.findLastIndex((event) => isStep(event, kind, step));
    const first = (kind: Event['kind'], step: string) => after.findIndex((event) => isStep(event, kind, step));

    expect(reopened.toSorted()).toEqual(posts.map((post) => post.key).toSorted());
    // The links in turn: who finds, what the unit finds, what others say, what the group decides.
    expect(last('Approved', 'search.settle')).toBeLessThan(last('StepOpened', 'search.unitForm'));
    expect(last('StepDone', 'search.unitForm')).toBeLessThan(first('StepOpened', 'search.appraise'));
    expect(last('StepDone', 'search.publish')).toBeLessThan(first('Approved', 'search.finalUnit'));
    expect(
      new Set(after.flatMap((event) => (isStep(event, 'StepDone', 'search.final') ? [event.node] : []))).size,
    ).toBe(posts.length);
    expect([run.refusals, run.open]).toEqual([[], []]);
  });

  test('gives the measures no dates of their own: they open with the search and are due with the grading', () => {
    const [search, grading] = ['search', 'grading'].map((id) => campaign.phases.find((phase) => phase.id === id));
    const measures = campaign.phases.find((phase) => phase.id === 'measures');
    const opened = events.find((event) => isStep(event, 'StepOpened', 'measures.educate'));
    const mobilized = events.find((event) => isStep(event, 'StepDone', 'mobilize.mobilize'));

    expect(search?.opens).toBeNull();
    expect(measures).toMatchObject({ opens: null, ends: grading?.ends });
    expect(opened?.at).toBe(mobilized?.at);
  });

  // level, who manages directly, who is responsible
  test.each([
    ['一级', 'deputy', 'chair'],
    ['二级', 'sectionHead', 'deputy'],
    ['三级', 'sectionHead', 'nobody else'],
  ])('gives a post of level %s to %s to manage, and to %s to answer for', (level, manager, responsible) => {
    const [run] = played;
    const graded = new Map(
      (run?.events ?? []).flatMap((event) =>
        event.kind === 'Graded' && event.source === 'approved' ? [[event.node, event.value] as const] : [],
      ),
    );
    const nodes = [...graded].flatMap(([node, value]) => (value === level ? [node] : []));
    const owners = (step: string, stage: string | undefined) =>
      new Set(
        (run?.events ?? []).flatMap((event) =>
          event.kind === 'TaskOpened' && event.step === step && event.stage === stage && nodes.includes(event.node)
            ? [event.role]
            : [],
        ),
      );

    expect(nodes.length).toBeGreaterThan(0);
    expect([...owners('measures.manage', undefined)]).toEqual([manager]);
    expect([...owners('measures.answer', 'responsible')]).toEqual(responsible === 'nobody else' ? [] : [responsible]);
  });

  test('handles a case by the level of its post, and pursues only what was not mended and is still complained of', () => {
    const [run] = played;
    const all = run?.events ?? [];
    const levels = new Map(
      all.flatMap((event) =>
        event.kind === 'Graded' && event.source === 'approved' ? [[event.node, event.value] as const] : [],
      ),
    );
    const taken = all.flatMap((event) =>
      event.kind === 'StepOpened' && event.step === 'handling.handle'
        ? [
            [
              levels.get(event.node.split('#')[0] ?? ''),
              event.chosen?.find((one) => one.key === 'form')?.value,
            ] as const,
          ]
        : [],
    );
    const verified = new Map(
      all.flatMap((event) =>
        event.kind === 'Submitted' && event.step === 'handling.verify' ? [[event.node, event.facts] as const] : [],
      ),
    );
    const pursued = all.flatMap((event) => (isStep(event, 'StepOpened', 'handling.pursue') ? [event.node] : []));
    const expected = [...verified].flatMap(([node, facts]) =>
      facts.effective === false && facts.complaints === true ? [node] : [],
    );

    const forms = { 一级: 'admonition', 二级: 'talk', 三级: 'reminder' } as const;
    expect(taken.length).toBeGreaterThan(0);
    for (const [level, form] of taken) expect(form).toBe(forms[level as keyof typeof forms]);
    expect(pursued.toSorted()).toEqual(expected.toSorted());
  });

  test('files with the district commission, which has no account: the office records the receipt for it', () => {
    const received = events.find((event) => isStep(event, 'Received', 'archive.file'));

    expect(received?.signer).toMatchObject({ kind: 'recorder', of: 'lixia-qujiwei' });
  });

  test('goes on at posts that have no section above them, whose steps nobody there waits for', () => {
    expect(events.some((event) => event.node === 'zhuxi' && isStep(event, 'StepDone', 'assess.yearlyPersonal'))).toBe(
      true,
    );
  });

  test('watches each post in a section every quarter', () => {
    const times = ['1', '2', '3'].map((number) =>
      events.filter((event) => isStep(event, 'StepDone', `monitor.watch-${number}`)),
    );

    expect(times.map((done) => new Set(done.map((event) => event.node)).size)).toEqual([11, 11, 11]);
  });
});
