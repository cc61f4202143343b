/** Waves, limits that count from what happened, and steps that repeat, as the kernel runs them, in one actor and in several. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import type { Campaign } from '../../../packages/engine/src/campaign/definition.ts';
import { placeOn } from '../../../packages/engine/src/campaign/placement.ts';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import type { Command } from '../../../packages/engine/src/kernel/command.ts';
import type { Event } from '../../../packages/engine/src/kernel/event.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import { sentenceOf } from '../../../packages/engine/src/record/sentence.ts';
import { vocabularyOf } from '../../../packages/engine/src/record/vocabulary.ts';
import { RehearsalHost } from '../../../packages/engine/src/rehearsal/host.ts';
import { parseRoster } from '../../../packages/engine/src/roster/parse-roster.ts';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';

/** One for the whole tree, or one for each node. */
const placements = ['one', 'per-node'] as const;
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
/** The day that a limit includes: it ends at the midnight after it. */
const lastDay = (due: number | null | undefined) =>
  due === null || due === undefined ? null : new Date(due + 8 * 3_600_000 - 1).toISOString().slice(0, 10);

function bureau(): Roster {
  const { roster, problems } = parseRoster(readFileSync(join(__dirname, '../../plans/times/roster.yaml'), 'utf8'));
  if (roster === undefined) throw new Error(JSON.stringify(problems));
  return roster;
}

function campaignOf(name: string): Campaign {
  const text = readFileSync(join(__dirname, `../../plans/times/${name}.yaml`), 'utf8');
  const { plan } = parsePlan(text);
  if (plan === undefined) throw new Error(`the plan '${name}' does not parse`);
  const { campaign, problems } = compileCampaign({ plan, roster: bureau(), calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error(JSON.stringify(problems));
  return campaign;
}

class Played {
  readonly events: Event[] = [];
  readonly host: RehearsalHost;
  private requests = 0;

  constructor(campaign: Campaign, placement: (typeof placements)[number], begin: string) {
    const placed = placeOn(campaign, placement);
    this.host = new RehearsalHost({
      definitions: placed.map(({ actor }) => sliceFor(campaign, placed, actor)),
      at: at(begin),
      seed: 7,
      throughJson: true,
      onEvents: (events) => this.events.push(...events),
    });
    this.host.start();
  }

  do(when: string, command: Readonly<Record<string, unknown>> & { readonly kind: string }): void {
    this.host.passTo(at(when));
    this.requests += 1;
    const [answer] = this.host.send({ request: `r-${this.requests}`, ...command } as unknown as Command);
    if (answer?.ok !== true) throw new Error(JSON.stringify(answer));
  }

  handIn(when: string, node: string, step: string, person: string): void {
    this.host.passTo(at(when));
    const round = this.host.node(node)?.steps[step]?.round ?? 1;
    const version = hashOf({ node, step, round });
    const signer = { kind: 'person', person };
    this.do(when, { kind: 'Submit', node, signer, step, round, version, material: version, facts: {}, items: [] });
  }

  opened(node: string, step: string): Extract<Event, { kind: 'StepOpened' }> | undefined {
    return this.events.findLast(
      (event): event is Extract<Event, { kind: 'StepOpened' }> =>
        event.kind === 'StepOpened' && event.node === node && event.step === step,
    );
  }

  due(node: string, step: string): string | null {
    return lastDay(this.opened(node, step)?.due);
  }
}

describe.each(placements)('with the tree on actors %s, a limit that counts from an event', (placement) => {
  test('runs from the completion of a step above, also past steps in between', () => {
    const played = new Played(campaignOf('since'), placement, '2012-03-01 08:00');

    played.handIn('2012-03-02 10:00', 'b', 'search.call', 'ann');
    played.handIn('2012-03-08 10:00', 'permits', 'search.fill', 'permits');
    const hash = played.host.node('permits')?.reviews['search.settle']?.hash ?? null;
    played.do('2012-03-09 10:00', {
      kind: 'Decide',
      node: 'permits',
      signer: { kind: 'person', person: 'ann' },
      step: 'search.settle',
      stage: 'chief',
      round: 1,
      hash,
      outcome: 'approve',
      reasons: [],
      opinion: null,
      verdicts: [],
    });

    // Ten working days after Friday 2 March.
    expect(played.due('permits', 'search.fill')).toBe('2012-03-16');
    // A month after the call, though it opened a week later.
    expect(played.due('permits', 'search.pledge')).toBe('2012-04-02');
    expect(played.opened('permits', 'search.pledge')?.at).toBe(at('2012-03-09 10:00'));
  });

  test('runs at a stage from the step that is reviewed', () => {
    const played = new Played(campaignOf('since'), placement, '2012-03-01 08:00');

    played.handIn('2012-03-02 10:00', 'b', 'search.call', 'ann');
    played.handIn('2012-03-08 10:00', 'archive', 'search.fill', 'archive');

    expect(lastDay(played.host.node('archive')?.tasks['search.settle/chief']?.due)).toBe('2012-03-12');
  });

  test('is kept only where something counts from it', () => {
    const played = new Played(campaignOf('since'), placement, '2012-03-01 08:00');

    played.handIn('2012-03-02 10:00', 'b', 'search.call', 'ann');
    played.handIn('2012-03-08 10:00', 'archive', 'search.fill', 'archive');

    expect(played.host.node('b')?.steps['search.call']?.doneAt).toBe(at('2012-03-02 10:00'));
    expect(played.host.node('archive')?.steps['search.settle']).not.toHaveProperty('doneAt');
    expect(played.host.node('archive')?.above.at).toEqual({ 'search.call': at('2012-03-02 10:00') });
  });

  test('runs in a case from its opening, and from its own steps', () => {
    const played = new Played(campaignOf('since'), placement, '2012-03-01 08:00');
    const signer = { kind: 'person', person: 'ann' };

    played.do('2012-05-02 10:00', {
      kind: 'OpenCase',
      node: 'cash',
      signer,
      procedure: 'complaint',
      facts: {},
      reason: hashOf('complaint'),
    });
    played.handIn('2012-05-06 10:00', 'cash#complaint-1', 'complaint.look', 'ann');
    played.handIn('2012-05-12 10:00', 'cash#complaint-1', 'complaint.answer', 'ann');

    expect(played.due('cash#complaint-1', 'complaint.look')).toBe('2012-05-07');
    expect(played.due('cash#complaint-1', 'complaint.answer')).toBe('2012-05-17');
    expect(played.due('cash#complaint-1', 'complaint.follow')).toBe('2012-05-19');
  });

  test('is counted anew from the event when the working days change', () => {
    const campaign = campaignOf('since');
    const played = new Played(campaign, placement, '2012-03-01 08:00');
    played.handIn('2012-03-02 10:00', 'b', 'search.call', 'ann');
    const { region, years } = campaign.calendar;
    const worked = { region, years: { ...years, 2012: 'f'.repeat(92) } };

    played.do('2012-03-05 10:00', {
      kind: 'ChangeCalendar',
      node: 'b',
      signer: { kind: 'administrator', person: 'ann' },
      calendar: worked,
      calendarHash: hashOf(worked),
      reason: hashOf('worked'),
    });

    // Counted anew from the call, not from the notice: every day is a working day now.
    expect(lastDay(played.host.node('cash')?.tasks['search.fill']?.due)).toBe('2012-03-12');
  });
});

describe.each(placements)('with the tree on actors %s, a phase in waves', (placement) => {
  const campaign = campaignOf('waves');

  test('opens at each place on the first day of its wave, and says which', () => {
    const played = new Played(campaign, placement, '2012-02-28 08:00');

    played.host.passTo(at('2012-03-02 08:00'));
    const first = played.events.filter((event) => event.kind === 'StepOpened').map((event) => event.node);
    played.host.passTo(at('2012-04-06 08:00'));

    expect(first).toEqual(['cash']);
    expect(played.opened('cash', 'search.fill')).toMatchObject({ at: at('2012-03-01 00:00'), wave: 'pilot' });
    expect(played.opened('permits', 'search.fill')).toMatchObject({ at: at('2012-04-05 00:00'), wave: 'rest' });
    expect([played.due('cash', 'search.fill'), played.due('permits', 'search.fill')]).toEqual([
      '2012-03-11',
      '2012-04-15',
    ]);
  });

  test('is due by the end of the wave, at the stages of its reviews too', () => {
    const played = new Played(campaign, placement, '2012-02-28 08:00');

    played.handIn('2012-03-05 10:00', 'cash', 'search.fill', 'carl');
    played.handIn('2012-04-07 10:00', 'permits', 'search.fill', 'permits');

    expect(lastDay(played.host.node('cash')?.tasks['search.settle/chief']?.due)).toBe('2012-03-31');
    expect(lastDay(played.host.node('permits')?.tasks['search.settle/chief']?.due)).toBe('2012-05-31');
  });

  test('takes a place into the wave that its facts tell when they change', () => {
    const played = new Played(campaign, placement, '2012-02-28 08:00');

    played.do('2012-03-10 10:00', {
      kind: 'ChangeRoster',
      node: 'b',
      signer: { kind: 'administrator', person: 'ann' },
      rosterHash: hashOf('changed'),
      changes: [{ kind: 'PlaceChanged', place: 'permits', facts: { cash: true, permits: true } }],
    });

    expect(played.opened('permits', 'search.fill')).toMatchObject({ at: at('2012-03-10 10:00'), wave: 'pilot' });
    expect(played.opened('archive', 'search.fill')).toBeUndefined();
  });

  test('is said in the record in both languages', () => {
    const played = new Played(campaign, placement, '2012-02-28 08:00');
    played.host.passTo(at('2012-03-02 08:00'));
    const event = played.opened('cash', 'search.fill');
    if (event === undefined) throw new Error('the step did not open');

    const words = vocabularyOf(campaign);
    const told = { event, names: {}, texts: {} } as unknown as Parameters<typeof sentenceOf>[0];

    expect(sentenceOf(told, 'zh', words)).toContain('开始（试点岗位）');
    expect(sentenceOf(told, 'en', words)).toContain('(试点岗位)');
  });
});

describe.each(placements)('with the tree on actors %s, a step that repeats', (placement) => {
  test('opens each time on its day, whether or not the time before is done', () => {
    const played = new Played(campaignOf('repeat'), placement, '2012-04-10 08:00');

    played.handIn('2012-04-17 10:00', 'b', 'monitor.plan', 'ann');
    played.host.passTo(at('2012-06-02 08:00'));

    const opened = played.events.filter((event) => event.kind === 'StepOpened' && event.node === 'archive');
    expect(opened.map((event) => [(event as { step: string }).step, event.at])).toEqual([
      ['monitor.monthly-1', at('2012-04-17 10:00')],
      ['monitor.monthly-2', at('2012-05-01 00:00')],
      ['monitor.monthly-3', at('2012-06-01 00:00')],
    ]);
    expect(Object.keys(played.host.node('archive')?.tasks ?? {})).toHaveLength(3);
  });
});
