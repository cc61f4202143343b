/** What the report says of a year: counted from its events, and true for any of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Behaviour,
  type Campaign,
  CHINA_CALENDAR,
  compileCampaign,
  Findings,
  findingsHtml,
  findingsOf,
  habitsOf,
  type Plan,
  parsePlan,
  parseRoster,
  type RehearsalReport,
  type Roster,
  rehearse,
} from '@lianfang/engine';

const folder = path.join(__dirname, '../../../plans/dezhou-2011');
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const plan = present(parsePlan(read('plan.yaml')).plan);
const roster = present(parseRoster(read('roster.yaml')).roster);
const campaign = compiled(plan, roster);
const names = Object.fromEntries(roster.people.map(({ id, name }) => [id, name]));
const rehearsal = rehearse({ campaign, forms: plan.forms, seed: 1 });
const found = findingsOf({ campaign, rehearsal, seed: 1, names });
const ofKind = (kind: RehearsalReport['events'][number]['kind']) => rehearsal.events.filter((one) => one.kind === kind);

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Expected the sample to be readable.');
  return value;
}

function compiled(of: Plan, by: Roster): Campaign {
  return present(compileCampaign({ plan: of, roster: by, calendar: CHINA_CALENDAR }).campaign);
}

function behaving(behaviour: Omit<Behaviour, 'lianfang'>, on = campaign, seed = 1) {
  const said: Behaviour = { lianfang: 'behaviour/v1', ...behaviour };
  const played = rehearse({ campaign: on, forms: plan.forms, seed, habits: habitsOf(said) });
  return { played, found: findingsOf({ campaign: on, rehearsal: played, seed, names, behaviour: said }) };
}

/** The sample, in which one person left all their posts after its first days; undefined where the check refuses that. */
function without(person: string): Campaign | undefined {
  const appointments = roster.appointments.map((one) => (one.person === person ? { ...one, to: '2011-09-26' } : one));
  return compileCampaign({ plan, roster: { ...roster, appointments }, calendar: CHINA_CALENDAR }).campaign;
}

describe('the report', () => {
  test('has the documented shape, and is the same for the same year', () => {
    expect(Findings.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
    const again = rehearse({ campaign, forms: plan.forms, seed: 1 });
    expect(findingsOf({ campaign, rehearsal: again, seed: 1, names })).toEqual(found);
  });

  test('calls a year ready in which everything was done', () => {
    expect(found.verdict.ready).toBe(true);
    expect(found.unfinished).toEqual([]);
    expect(found.verdict.reasons.filter(({ weight }) => weight === 'blocks')).toEqual([]);
  });
});

describe('the timeline', () => {
  test('says of every step how many nodes opened and finished it', () => {
    const steps = found.timeline.layers.flatMap((layer) => layer.steps);

    const ofCases = new Set(
      rehearsal.events.flatMap((event) =>
        (event.kind === 'StepOpened' || event.kind === 'StepLeftOut') && event.node.includes('#') ? [event.step] : [],
      ),
    );
    expect(steps.map(({ step }) => step).sort()).toEqual([...campaign.steps.map(({ id }) => id), ...ofCases].sort());
    const sum = (of: 'done' | 'leftOut') => steps.reduce((total, step) => total + step[of], 0);
    expect(sum('leftOut')).toBe(ofKind('StepLeftOut').length);
    const instances = new Set(
      rehearsal.events.flatMap((event) => (event.kind === 'StepDone' ? [`${event.node}/${event.step}`] : [])),
    );
    expect(sum('done')).toBe(instances.size);
  });

  test('begins what happened not before what was planned', () => {
    for (const { planned, actual } of found.timeline.phases) {
      expect(actual.from).toBeGreaterThanOrEqual(planned.from ?? 0);
      expect(actual.to).toBeGreaterThan(actual.from ?? 0);
    }
  });
});

describe('the load', () => {
  test('counts every task once in its week, and for everybody who had it', () => {
    const opened = ofKind('TaskOpened');
    expect(found.load.weeks.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(opened.length);
    for (const { person, tasks } of found.load.people) {
      const own = opened.filter((event) => event.kind === 'TaskOpened' && event.owners.includes(person));
      expect(tasks).toBeGreaterThanOrEqual(own.length);
    }
  });

  test('names the ten with the busiest week first', () => {
    const peaks = found.load.people.map(({ peak }) => peak.arrived);
    expect(peaks).toEqual(peaks.toSorted((one, other) => other - one));
    expect(found.load.worst).toEqual(found.load.people.slice(0, 10).map(({ person }) => person));
    for (const { peak, weeks } of found.load.people)
      expect(peak.arrived).toBe(Math.max(...weeks.map(({ arrived }) => arrived)));
  });
});

describe('the roles', () => {
  test('come to those who got the tasks', () => {
    for (const event of rehearsal.events) {
      if (event.kind !== 'TaskOpened' || event.stuck || event.stage !== undefined || event.task !== event.step)
        continue;
      const role = found.roles.roles.find((one) => one.role === event.role);
      const people = role?.places.flatMap(({ spans }) => spans.flatMap((span) => span.people.map((one) => one.person)));
      expect(people).toEqual(expect.arrayContaining([...event.owners]));
    }
  });

  test('say where one comes to nobody while a step needs it, and that the office took the work', () => {
    const declared = rehearsal.events.flatMap((event) =>
      event.kind === 'TaskOpened' && event.step === 'search.declare' && event.round === 1 ? [event] : [],
    );
    const left = declared.flatMap(({ node, owners }) => {
      const then = without(owners[0] ?? '');
      return then === undefined ? [] : [{ node, campaign: then }];
    });
    const { node, campaign: vacant } = present(left[0]);

    const { found: then } = behaving({}, vacant);

    const failures = then.roles.roles.flatMap(({ role, failures: list }) => list.map((one) => `${role} ${one.node}`));
    expect(failures).toContain(`holder ${node}`);
    expect(then.roles.stuck.map((one) => [one.node, one.taken])).toContainEqual([node, true]);
    expect(then.verdict.reasons.map(({ code }) => code)).toContain('roles.failing');
  });
});

describe('reminders and returns', () => {
  test('are those of the record', () => {
    const { reminders, overdue, escalations, escalated } = found.reminders;
    expect([reminders, overdue, escalations]).toEqual([
      ofKind('Reminded').length,
      ofKind('BecameOverdue').length,
      ofKind('Escalated').length,
    ]);
    expect(escalated).toHaveLength(escalations);
  });

  test('tell the cost of every return in days and in work done again', () => {
    expect(found.returns.times).toBe(ofKind('Returned').length);
    const again = rehearsal.events.filter((event) => event.kind === 'Submitted' && event.round > 1);
    expect(found.returns.redone.submissions).toBe(again.length);
    for (const { settled, first, days } of found.returns.list) {
      expect(settled).toBeGreaterThan(first);
      expect(days).toBeCloseTo(((settled ?? 0) - first) / 86_400_000, 1);
    }
  });

  test('are none when nobody is late and nothing is sent back', () => {
    const { found: calm } = behaving({});

    expect(calm.returns.times).toBe(0);
    expect(calm.reminders.escalations).toBe(0);
    expect(calm.timeline.layers.flatMap(({ steps }) => steps).map(({ late }) => late)).not.toContain(1);
  });
});

describe('the dues', () => {
  test('that fall on a day off are said with their kind', () => {
    const off = found.dues.bad.filter(({ kind }) => kind === 'weekend' || kind === 'holiday');
    expect(off.map(({ day, kind }) => [day, kind])).toEqual([['2011-12-10', 'weekend']]);
    expect(found.dues.days.filter(({ kind }) => kind !== 'working').map(({ day }) => day)).toEqual(['2011-12-10']);
  });

  test('that are too many for one person, or fall on an absence, name the person', () => {
    const { found: then } = behaving({
      people: { p42: { away: [{ from: '2011-09-28', to: '2011-09-30' }] } },
    });
    const absent = then.dues.bad.filter(({ kind }) => kind === 'absent').map(({ day, person }) => [day, person?.id]);
    expect(absent).toContainEqual(['2011-09-29', 'p42']);
    for (const { kind, tasks, person } of then.dues.bad)
      if (kind === 'many') expect([tasks >= then.dues.many, person === null]).toEqual([true, false]);
  });
});

describe('the critical path', () => {
  test('ends with the step itself, and no link ends after the next has begun', () => {
    expect(found.paths.map(({ step }) => step)).toEqual(
      campaign.steps.filter(({ due }) => due.kind === 'at').map(({ id }) => id),
    );
    for (const { step, links, done } of found.paths) {
      expect(links.at(-1)).toMatchObject({ step, to: done });
      expect(links[0]?.why).not.toBe('after');
      for (const [index, link] of links.entries()) {
        const next = links[index + 1];
        if (next !== undefined) expect(link.to).toBeLessThanOrEqual(next.from);
      }
    }
  });

  test('leads through the review that was sent back most often', () => {
    const worst = present(found.returns.list[0]);
    const publicity = present(found.paths.find(({ step }) => step === 'search.publish'));
    const links = publicity.links.map(({ node, step }) => `${node}/${step}`);
    expect(links).toContain(`${worst.node}/${worst.step}`);
    expect(publicity.slack).toBeLessThan(0);
  });
});

describe('the differences from last year', () => {
  test('are none between a plan and itself', () => {
    const edition = { title: plan.title, plan, nodes: campaign.nodes };
    const same = findingsOf({ campaign, rehearsal, seed: 1, names, against: { before: edition, after: edition } });
    expect(same.differences).toEqual({ against: plan.title, plan: [], places: [] });
  });

  test('name what was added, removed and changed by its place, and leave quotes and readings out', () => {
    const before: Plan = JSON.parse(JSON.stringify(plan));
    const [phase] = before.phases;
    const declare = present(phase?.steps.find(({ id }) => id === 'declare'));
    declare.name = '旧名';
    declare.reading = '另一种解读';
    phase?.steps.splice(0, 1);
    const nodes = Object.fromEntries(Object.entries(campaign.nodes).slice(0, -1));
    const against = {
      before: { title: '上年', plan: before, nodes },
      after: { title: plan.title, plan, nodes: campaign.nodes },
    };

    const { differences } = findingsOf({ campaign, rehearsal, seed: 1, names, against });

    expect(differences?.plan.map(({ kind, path: at, before: was }) => [kind, at, was])).toEqual([
      ['changed', 'phases.search.steps.declare.name', '旧名'],
      ['added', `phases.search.steps.${present(plan.phases[0]?.steps[0]).id}`, null],
    ]);
    expect(differences?.places.map(({ kind }) => kind)).toEqual(['added']);
  });
});

describe('the verdict', () => {
  test('is not ready while a task is open that nobody does, and names it', () => {
    const cut = rehearse({ campaign, forms: plan.forms, seed: 1, to: rehearsal.from + 20 * 86_400_000 });

    const { verdict, unfinished } = findingsOf({ campaign, rehearsal: cut, seed: 1, names });

    expect(cut.open.length).toBeGreaterThan(0);
    expect(verdict.ready).toBe(false);
    expect(unfinished.filter(({ place }) => place === 'open').flatMap(({ tasks }) => tasks).length).toBeGreaterThan(0);
    const blocks = verdict.reasons.filter(({ weight }) => weight === 'blocks').map(({ code }) => code);
    expect(blocks).toEqual(expect.arrayContaining(['unfinished.open', 'unfinished.waiting']));
    for (const { change } of verdict.reasons.filter(({ weight }) => weight === 'blocks')) expect(change).not.toBeNull();
  });

  test('is not ready when somebody never comes back, and names their task before all that waits for it', () => {
    const { found: then } = behaving({ people: { p42: { away: [{ from: '2011-09-01', to: '2019-12-31' }] } } });

    expect(then.verdict.ready).toBe(false);
    const [first, ...others] = then.unfinished;
    expect(first?.tasks.map(({ owners }) => owners)).toEqual([[{ id: 'p42', name: names.p42 }]]);
    expect(others.length).toBeGreaterThan(0);
    expect(new Set(others.map(({ place }) => place))).toEqual(new Set(['waiting']));
  });

  test('is not ready when work comes to nobody and the office has nobody either', () => {
    const stuck = { at: 0, node: 'a', task: 's', role: 'r', office: [] as string[] };
    const [first] = ofKind('TaskOpened');
    if (first?.kind !== 'TaskOpened') throw new Error('Expected a task.');
    const events = [...rehearsal.events, { ...first, stuck: true, owners: stuck.office }];

    const { verdict } = findingsOf({ campaign, rehearsal: { ...rehearsal, events }, seed: 1, names });

    expect(verdict.ready).toBe(false);
    expect(verdict.reasons[0]?.code).toBe('roles.nobody');
  });
});

describe('the page', () => {
  test.each(['zh', 'en'] as const)('in %s needs nothing else and escapes what people are called', (lang) => {
    const [first] = found.load.worst;
    const nasty = { ...names, [first ?? '']: '<script>alert(1)</script>' };

    const html = findingsHtml(findingsOf({ campaign, rehearsal, seed: 1, names: nasty }), lang);

    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
    expect(html).toContain('&lt;script&gt;');
    expect(html.match(/<svg /g)?.length).toBeGreaterThanOrEqual(5);
    for (const { name } of campaign.steps) expect(html).toContain(name);
    expect(html).toContain(lang === 'zh' ? '可以启动' : 'Ready to launch');
  });
});
