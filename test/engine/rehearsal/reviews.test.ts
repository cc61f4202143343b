import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Campaign,
  CHINA_CALENDAR,
  compileCampaign,
  directoryOf,
  hashOf,
  type OpenTask,
  type Plan,
  parsePlan,
  parseRoster,
  placeOn,
  RehearsalHost,
  type RehearsalReport,
  rehearse,
  simulatedPeople,
  sliceFor,
  usualHabits,
} from '@lianfang/engine';
import type { Command } from '@lianfang/engine/kernel';
import { RehearsalInbox } from '../../../packages/engine/src/rehearsal/inbox.ts';
import { commandOf } from '../../../packages/engine/src/rehearsal/translate.ts';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { aBureau } from '../../plans/bureau-roster.ts';

const root = path.join(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
/** Reviews decided in every mode, with branches and secret ballots. */
const panels = sample(
  read('test/scenarios/plans/panels.yaml'),
  parseRoster(read('test/scenarios/plans/panels.roster.yaml')).roster,
);

function sample(text: string, roster: Roster | undefined): { plan: Plan; campaign: Campaign } {
  const { plan } = parsePlan(text);
  if (plan === undefined || roster === undefined) throw new Error('Expected the sample to parse.');
  const { campaign, problems } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error(JSON.stringify(problems.filter((one) => one.severity !== 'advice')));
  return { plan, campaign };
}

const kinds = (report: RehearsalReport) => new Set(report.events.map((event) => event.kind));
/** What nobody had done when the office closed the campaign. */
const leftOver = (report: RehearsalReport) =>
  report.events.flatMap((event) =>
    event.kind === 'TaskClosed' && event.end === 'closed' ? [`${event.node}/${event.task}`] : [],
  );

describe('a rehearsal of reviews that several decide', () => {
  const { plan, campaign } = panels;

  test.each([1, 3, 5])('runs to its end in every mode, and nothing is refused (seed %i)', (seed) => {
    const report = rehearse({ campaign, forms: plan.forms, seed });

    expect(report.refusals).toEqual([]);
    expect(leftOver(report)).toEqual([]);
    expect(report.events.filter((event) => event.kind === 'Approved')).toHaveLength(6);
    expect([...kinds(report)]).toEqual(
      expect.arrayContaining([
        'BranchesEntered',
        'BranchEnded',
        'Voted',
        'VoteCounted',
        'BallotsIssued',
        'BallotTaken',
        'BallotCast',
        'Returned',
        'CopySent',
        'CopyRead',
      ]),
    );
  });

  test.each(['one', 'per-unit', 'per-node'] as const)(
    'goes on when work is prepared by others and reviewers are asked to stand aside (placement %s)',
    (placement) => {
      const habits = { ...usualHabits, delegated: 0.3, demands: 0.3 };

      const report = rehearse({ campaign, forms: plan.forms, seed: 3, placement, habits });

      expect(report.refusals).toEqual([]);
      expect(leftOver(report)).toEqual([]);
      expect([...kinds(report)]).toEqual(
        expect.arrayContaining(['TaskDelegated', 'TaskHandedBack', 'RecusalDemanded', 'Recused', 'RecusalRefused']),
      );
    },
  );

  test('leaves the ballots of a body whose chair stands aside to the office', () => {
    const habits = { ...usualHabits, demands: 0.5 };
    const issued = [1, 2, 3, 4, 5, 6].flatMap((seed) => {
      const { events, refusals } = rehearse({ campaign, forms: plan.forms, seed, habits });
      expect(refusals).toEqual([]);
      const chairless = new Set(
        events.flatMap((event) =>
          event.kind === 'Recused' && event.person === 'kang' ? [`${event.node}/${event.step}`] : [],
        ),
      );
      return events.flatMap((event) =>
        event.kind === 'BallotsIssued'
          ? [{ by: event.signer.kind, chairless: chairless.has(`${event.node}/${event.step}`) }]
          : [],
      );
    });

    expect(issued).toContainEqual({ by: 'administrator', chairless: true });
    expect(issued.filter((one) => !one.chairless && one.by !== 'person')).toEqual([]);
  });

  test('marks every copy read', () => {
    const { events } = rehearse({ campaign, forms: plan.forms, seed: 1 });
    const sent = events.flatMap((event) =>
      event.kind === 'CopySent' ? event.to.map((to) => `${event.node}/${to}`) : [],
    );
    const marked = events.flatMap((event) => (event.kind === 'CopyRead' ? [`${event.node}/${event.person}`] : []));

    expect(sent.length).toBeGreaterThan(0);
    expect(marked.toSorted()).toEqual(sent.toSorted());
  });

  test('hears somebody against it where the others pass it all the same', () => {
    const votes = [1, 3, 5, 7, 9].flatMap((seed) =>
      rehearse({ campaign, forms: plan.forms, seed }).events.flatMap((event) =>
        event.kind === 'VoteCounted' && event.result === 'passed' && 'against' in event.vote ? [event.vote] : [],
      ),
    );

    expect(votes.some((vote) => vote.against.length === 1)).toBe(true);
    expect(votes.every((vote) => vote.for.length > vote.against.length)).toBe(true);
  });

  test('fails votes that send back, with reasons of the plan, and passes them in a later round', () => {
    const habits = { ...usualHabits, returns: [{ times: 4, share: 1 }] };
    const to = Date.parse('2023-07-01T00:00:00Z');
    const reports = [1, 3, 5].map((seed) => rehearse({ campaign, forms: plan.forms, seed, habits, to }));

    const events = reports.flatMap((report) => report.events);
    const failed = events.flatMap((event) =>
      event.kind === 'VoteCounted' && event.result === 'failed' ? [event] : [],
    );
    const back = events.filter((event) => event.kind === 'Returned' && failed.some((one) => one.stage === event.stage));

    expect(reports.flatMap((report) => report.refusals)).toEqual([]);
    expect(reports.flatMap(leftOver)).toEqual([]);
    expect(failed.length).toBeGreaterThan(0);
    expect(back).toHaveLength(failed.length);
    expect(reports.map((report) => report.events.filter((event) => event.kind === 'Approved').length)).toEqual([
      6, 6, 6,
    ]);
  });
});

describe('a rehearsal of a meeting that votes in secret', () => {
  test('closes it with numbers instead of names, and without the fillers on their own entries', () => {
    const text = read('test/plans/bureau.yaml')
      .replace('decide: meeting, when:', 'decide: { mode: meeting, ballot: secret, hideBelow: 0 }, when:')
      .replace('>= "B"', '>= "E"');
    const { plan, campaign } = sample(text, aBureau());

    const report = rehearse({ campaign, forms: plan.forms, seed: 1 });

    expect(report.refusals).toEqual([]);
    expect(leftOver(report)).toEqual([]);
    const closed = report.events.filter((event) => event.kind === 'MeetingClosed');
    expect(closed.length).toBeGreaterThan(0);
    expect(closed.every((event) => event.kind === 'MeetingClosed' && 'voters' in event.vote)).toBe(true);
  });
});

describe('simulated people who are asked for something', () => {
  const { plan, campaign } = panels;
  const people = simulatedPeople({ campaign, forms: plan.forms, directory: directoryOf(campaign), seed: 1 });
  const task = (more: Partial<OpenTask>): OpenTask => ({
    node: 'a',
    task: 'search.settle/chief',
    step: 'search.settle',
    stage: 'chief',
    round: 1,
    role: 'chief',
    seat: null,
    owners: ['jiu'],
    delegatedBy: [],
    stuck: false,
    openedAt: Date.parse('2023-03-10T00:00:00Z'),
    due: Date.parse('2023-03-20T00:00:00Z'),
    ...more,
  });
  const recusal = { task: 'search.settle/recusal@jiu', stage: null };
  const doing = (more: Partial<OpenTask>) =>
    people.actsOn(task(more)).map(({ signer, command }) => [signer.kind, command.name]);

  test.each<[string, Partial<OpenTask>, (string | undefined)[]]>([
    ['decide', {}, ['person', 'decide']],
    [
      'vote for their seat',
      {
        step: 'search.vote',
        task: 'search.vote/board@wei2',
        stage: 'board',
        role: 'board',
        seat: 'wei2',
        owners: ['wei2'],
      },
      ['person', 'vote'],
    ],
    [
      'draw a secret ballot',
      {
        step: 'search.vote',
        task: 'search.vote/council@ke',
        stage: 'council',
        role: 'council',
        seat: 'ke',
        owners: ['ke'],
      },
      ['person', 'takeBallot'],
    ],
    ['hand back what they prepared', { owners: ['ban1'], delegatedBy: ['jiu'] }, ['person', 'handBack']],
    ['answer a demand', { ...recusal, owners: ['dang'], role: 'party' }, ['person', 'answerRecusal']],
    ['answer one as the office', { ...recusal, owners: ['ban1'], role: 'office' }, ['administrator', 'answerRecusal']],
    ['go themselves where nobody else can answer', { ...recusal, stuck: true }, ['person', 'recuse']],
    [
      'confirm an act of the office',
      { task: 'act@r1', step: '', stage: null, owners: ['ban2'] },
      ['administrator', 'confirm'],
    ],
    [
      'drop one that nobody can confirm',
      { task: 'act@r1', step: '', stage: null, stuck: true },
      ['administrator', 'decline'],
    ],
  ])('%s', (_what, more, act) => {
    expect(doing(more)).toEqual([act]);
  });

  test('issue and cast a secret ballot of which they know how it stands, and leave another alone', () => {
    const whole = { step: 'search.vote', task: 'search.vote/council', stage: 'council', role: 'council' };
    expect(doing({ ...whole, owners: ['kang'] })).toEqual([]);
    const known = (place: 'issuing' | 'casting') =>
      simulatedPeople({
        campaign,
        forms: plan.forms,
        directory: directoryOf(campaign),
        seed: 1,
        knownVote: () => ({ seats: 3, ballot: { place, drawn: place === 'casting' ? 2 : 0 } }),
      })
        .actsOn(task({ ...whole, owners: ['kang'] }))
        .map(({ signer, command }) => [signer.kind, command.name]);

    expect(known('issuing')).toEqual([['person', 'issueBallots']]);
    expect(known('casting')).toEqual([
      ['system', 'castBallot'],
      ['system', 'castBallot'],
    ]);
  });

  test('give the stuck work of another to somebody who did not fill it in', () => {
    const [act] = people.actsOn(task({ stuck: true, owners: ['an', 'ban2'] }));

    expect(act).toMatchObject({ signer: { kind: 'administrator', person: 'an' }, command: { input: { to: 'ban2' } } });
  });

  test('assign and then decide under requests of their own', () => {
    const ids = [task({ stuck: true, owners: ['ban1'] }), task({ owners: ['ban1'] })].flatMap((one) =>
      people.actsOn(one).map(({ command }) => command.input.request),
    );

    expect(new Set(ids).size).toBe(2);
  });

  test('confirm a grade that another of the office has proposed', () => {
    const inbox = new RehearsalInbox();
    const host = new RehearsalHost({
      definitions: placeOn(campaign, 'one').map(({ actor }) => sliceFor(campaign, placeOn(campaign, 'one'), actor)),
      at: Date.parse('2023-02-28T00:00:00Z'),
      onEvents: (events) => {
        for (const event of events) inbox.add(event);
      },
    });
    const act = (id: string) => {
      const found = inbox.tasks.get(id);
      const [first] = found === undefined ? [] : people.actsOn(found);
      const command = first === undefined ? undefined : commandOf(campaign, first, (key) => host.node(key));
      if (command === undefined) throw new Error(`Expected somebody to act on '${id}'.`);
      return host.send(command);
    };
    const regrade: Command = {
      kind: 'Regrade',
      request: 'r1',
      node: 'a',
      signer: { kind: 'administrator', person: 'ban1' },
      scale: 'level',
      source: 'self',
      value: '二级',
      reason: hashOf('reason'),
    };

    host.start();
    host.passTo(Date.parse('2023-03-02T00:00:00Z'));
    act('a/search.declare');
    const before = host.node('a')?.grades.level?.self;
    host.send({ ...regrade, value: before === '二级' ? '一级' : '二级' });
    const [answer] = act('a/act@r1');

    expect(answer?.ok).toBe(true);
    expect(host.node('a')?.grades.level?.self).not.toBe(before);
    expect(inbox.tasks.has('a/act@r1')).toBe(false);
  });
});
