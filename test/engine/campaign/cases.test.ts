/** One small plan for each of what happens out of turn: checked, and rehearsed by simulated people. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Campaign,
  CHINA_CALENDAR,
  compileCampaign,
  type Plan,
  parsePlan,
  type RehearsalReport,
  rehearse,
} from '@lianfang/engine';
import type { Event, EventKind, EventOf } from '@lianfang/engine/kernel';
import { sentenceOf, vocabularyOf } from '@lianfang/engine/record';
import { dueOf } from '../../../packages/engine/src/time/limit.ts';
import { aBureau } from '../../plans/bureau-roster.ts';

interface Small {
  readonly plan: Plan;
  readonly campaign: Campaign;
}

function small(name: string, change: (text: string) => string = (text) => text): Small {
  const text = readFileSync(path.join(__dirname, `../../plans/${name}.yaml`), 'utf8');
  const { plan, problems } = parsePlan(change(text));
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  const compiled = compileCampaign({ plan, roster: aBureau(), calendar: CHINA_CALENDAR });
  if (compiled.campaign === undefined) throw new Error(JSON.stringify(compiled.problems));
  return { plan, campaign: compiled.campaign };
}

const played = ({ plan, campaign }: Small, seed: number, duties = 1): RehearsalReport =>
  rehearse({ campaign, forms: plan.forms, seed, habits: { ...habits, duties } });
const habits = {
  within: [0.1, 0.5],
  days: [0.2, 0.6],
  returns: [],
  late: { count: 0 },
  comments: 2,
  delegated: 0,
  demands: 0,
} as const;
const all = <K extends EventKind>(events: readonly Event[], kind: K): EventOf<K>[] =>
  events.filter((event): event is EventOf<K> => event.kind === kind);
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

describe('a handling ladder', () => {
  const plan = small('ladder');
  const runs = seeds.map((seed) => played(plan, seed));

  test('begins on the rung that the level asks for', () => {
    const first = all(runs[0]?.events ?? [], 'CaseOpened').filter((event) => event.cause?.kind === 'event');

    expect(Object.fromEntries(first.map(({ node, facts }) => [node, facts.rung]))).toEqual({
      cash: 'talk',
      permits: 'reminder',
      archive: 'reminder',
    });
  });

  test('goes on rung by rung while there are complaints, and ends where there are none', () => {
    const rungs = ['reminder', 'talk', 'admonition', 'accountability'];
    for (const { events, refusals } of runs) {
      expect(refusals).toEqual([]);
      for (const desk of ['cash', 'permits', 'archive']) {
        const taken = all(events, 'CaseOpened').flatMap(({ node, facts }) => (node === desk ? [facts.rung] : []));
        const begin = rungs.indexOf(String(taken[0]));
        expect(taken).toEqual(rungs.slice(begin, begin + taken.length));
        const said = all(events, 'Submitted').filter(({ node }) => node.startsWith(`${desk}#`));
        const isOver = taken.at(-1) === 'accountability' || said.at(-1)?.facts.still === false;
        expect({ desk, isOver }).toEqual({ desk, isOver: true });
      }
    }
    const longest = Math.max(...runs.map(({ events }) => all(events, 'CaseOpened').length));
    expect(longest).toBeGreaterThan(3);
  });
});

describe('a warning card', () => {
  const plan = small('warning');
  const events = [...seeds, ...seeds.map((seed) => seed + 10), ...seeds.map((seed) => seed + 20)].flatMap((seed) => [
    ...played(plan, seed).events,
  ]);

  test('is opened by the calendar where its condition holds', () => {
    const dated = all(events, 'CaseOpened').filter((event) => event.cause?.kind === 'date');

    expect(new Set(dated.map(({ node }) => node))).toEqual(new Set(['cash']));
    expect(dated[0]?.at).toBe(Date.UTC(2012, 2, 5));
  });

  test('is answered again once, then goes up a level', () => {
    const raised = all(events, 'CaseOpened').filter((event) => event.cause?.kind === 'step');
    const again = all(events, 'Reopened');
    const rounds = all(events, 'Submitted').filter(({ step }) => step === 'warning.check');

    expect(raised.length).toBeGreaterThan(0);
    expect(again.every(({ steps }) => steps.join() === 'warning.answer,warning.check')).toBe(true);
    expect(Math.max(...rounds.map(({ round }) => round))).toBe(2);
    expect(raised[0]).toMatchObject({
      procedure: 'warning',
      facts: { level: 'orange' },
      cause: { what: 'warning.raise' },
    });
  });

  test('counts its limits from its own events', () => {
    const [answered] = all(events, 'StepDone').filter(({ step }) => step === 'warning.answer');
    const check = all(events, 'StepOpened').find(({ step }) => step === 'warning.check');

    expect(check?.node).toBe(answered?.node);
    // Three working days after the day of the answer, at the end of the day.
    expect(((check?.due ?? 0) - (answered?.at ?? 0)) / 86_400_000).toBeGreaterThan(3);
  });
});

describe('a publicity', () => {
  const plan = small('publicity');
  const runs = seeds.map((seed) => played(plan, seed).events);
  const events = runs.flat();

  test('keeps what was blanked, and the proof of its start and end', () => {
    const proofs = all(events, 'ProofRecorded');
    const [start] = proofs.filter(({ of }) => of === 'start');

    expect(all(events, 'AskingOpened')[0]).toMatchObject({ redaction: 'names of people', until: null });
    expect(start?.until).toBe((start?.at ?? 0) + 7 * 86_400_000);
    expect(proofs.filter(({ of }) => of === 'end').length).toBe(all(events, 'AskingEnded').length);
  });

  test.each([
    ['with proof', ''],
    ['without proof', 'proof: true'],
  ])('of working days stands to the end of the last, over the weekend, %s', (_, left) => {
    const changed = small('publicity', (text) =>
      text.replace('days: 7', 'days: { count: 5, unit: working-days }').replace(left, ''),
    );
    const { events: told, refusals } = played(changed, 1);
    const up = all(told, 'ProofRecorded').filter(({ of }) => of === 'start');
    const shown = [...all(told, 'AskingOpened'), ...up].flatMap(({ at, until }) =>
      until === null ? [] : [{ at, until }],
    );

    expect(refusals).toEqual([]);
    expect(shown.length).toBeGreaterThan(0);
    for (const { at, until } of shown)
      expect(until).toBe(dueOf({ count: 5, unit: 'working-days' }, at, changed.campaign.calendar, 0));
    expect(shown.every(({ at, until }) => until - at >= 5 * 86_400_000 && until % 86_400_000 === 0)).toBe(true);
    expect(shown.some(({ at, until }) => until - at > 6 * 86_400_000)).toBe(true);
    expect(all(told, 'AskingEnded').length).toBeGreaterThan(0);
  });

  test('has what was objected to done and approved again, and shows it again', () => {
    const upheld = runs.flatMap((run) => all(run, 'ObjectionsUpheld').map((event) => ({ run, event })));
    expect(upheld.length).toBeGreaterThan(0);
    for (const { run, event } of upheld) {
      const after = run.filter(({ node, seq }) => node === event.node && seq > event.seq);
      const kinds = after.map(({ kind }) => kind);
      const order = ['Reopened', 'Outdated', 'Submitted', 'Approved', 'AskingOpened'] as const;
      const places = order.map((kind) => kinds.indexOf(kind));
      expect(places).toEqual([...places].sort((one, other) => one - other));
      expect(places).not.toContain(-1);
    }
  });
});

describe('inspections', () => {
  const plan = small('inspect');
  const { events } = played(plan, 1, 0);

  test('fall short by the clock at the end of each half-year, which may open a case', () => {
    const short = all(events, 'Shortfall').filter(({ node }) => node === 'cash');
    const words = vocabularyOf(plan.campaign);

    expect(short.map(({ until }) => new Date(until).toISOString())).toEqual([
      '2012-07-01T00:00:00.000Z',
      '2013-01-01T00:00:00.000Z',
    ]);
    expect(short[0]).toMatchObject({ wanted: 2, held: 0, to: ['ann'], signer: { kind: 'system' } });
    expect(short[0] && sentenceOf({ event: short[0], names: { ann: '安' } }, 'zh', words)).toContain(
      '应办结“Inspection”2次，实办0次，次数不足，报安',
    );
    expect(all(events, 'CaseOpened').filter(({ cause }) => cause?.what === 'shortfall')).toHaveLength(6);
  });

  test('are opened as often as they must be by those who may, and then nothing falls short', () => {
    const run = played(plan, 1);
    const opened = all(run.events, 'CaseOpened').filter(({ procedure }) => procedure === 'inspect');

    expect(run.refusals).toEqual([]);
    expect(opened).toHaveLength(3 * 2 * 2);
    expect(new Set(opened.map(({ signer }) => (signer.kind === 'person' ? signer.person : '')))).toEqual(
      new Set(['ann']),
    );
    expect(all(run.events, 'Shortfall')).toEqual([]);
  });

  test('leave a report on the first day of each quarter', () => {
    const dated = all(events, 'CaseOpened').filter(({ cause }) => cause?.kind === 'date');

    expect(dated.map(({ at }) => new Date(at).toISOString().slice(0, 10))).toEqual([
      '2012-01-01',
      '2012-04-01',
      '2012-07-01',
      '2012-10-01',
    ]);
  });
});

describe('a change in mid-year', () => {
  test('compiles to what listens and what is ordered', () => {
    const { campaign } = small('change');
    const [newcomer, rework] = campaign.procedures;

    expect(newcomer).toMatchObject({ on: [{ event: 'holder-changed' }, { event: 'place-added' }], ends: true });
    expect(rework?.steps).toMatchObject([{ kind: 'reopen', steps: ['look.fill'], who: 'owner', onReopen: 'redo' }]);
  });
});

describe('the record', () => {
  const said = (name: string, event: Event | undefined): string => {
    if (event === undefined) return '';
    const { request: _, actorSeq: __, ...recorded } = event;
    return sentenceOf({ event: recorded, names: { ann: '安' } }, 'zh', vocabularyOf(small(name).campaign));
  };
  const english = (name: string, event: Event): string => {
    const { request: _, actorSeq: __, ...recorded } = event;
    return sentenceOf({ event: recorded, names: {} }, 'en', vocabularyOf(small(name).campaign));
  };

  test('says what opened a case: an event, the calendar, a step', () => {
    const ladder = all(played(small('ladder'), 1).events, 'CaseOpened');
    const inspect = all(played(small('inspect'), 1).events, 'CaseOpened');

    expect(said('ladder', ladder[0])).toMatch(/系统对cash启动“Handling”（.*），因等级确定（rung=talk）。$/);
    expect(
      said(
        'ladder',
        ladder.find(({ cause }) => cause?.kind === 'step'),
      ),
    ).toContain('，依“Next rung”');
    expect(
      said(
        'inspect',
        inspect.find(({ cause }) => cause?.kind === 'date'),
      ),
    ).toContain('，按日期');
    expect(ladder[0] && english('ladder', ladder[0])).toMatch(/because of its grade \(rung=talk\)\.$/);
  });

  test('says that a place came or went, and what it came too late for', () => {
    const head = { seq: 1, actorSeq: 1, at: Date.UTC(2012, 4, 2), signer: { kind: 'system' } } as const;
    const added = { parent: 'b', name: 'counter' };
    const came: Event = { ...head, node: 'counter', kind: 'NodeOpened', layer: 'desk', added };
    const late: Event = { ...head, node: 'cash', kind: 'StepLeftOut', step: 'look.fill', round: 1, why: 'over' };
    const merged: Event = { ...head, node: 'cash', kind: 'NodeClosed', place: 'cash', into: 'archive' };

    expect(said('change', came)).toContain('counter新设于Bureau，开始参加活动。');
    expect(english('change', came)).toContain('counter, new below Bureau, takes part in the campaign.');
    expect(said('change', late)).toContain('cash的“Fill”所在阶段已结束，不再补办。');
    expect(english('change', late)).toContain("'Fill' of cash belongs to what is over and is left out.");
    expect(said('change', merged)).toContain('cash撤销（并入archive），未办结的随之关闭，已办结的保留。');
    expect(english('change', merged)).toContain('cash is closed, merged into archive; what was done stays.');
  });
});
