import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Campaign,
  CHINA_CALENDAR,
  compileCampaign,
  type Plan,
  parsePlan,
  parseRoster,
  rehearse,
} from '@lianfang/engine';
import type { Event, EventKind } from '@lianfang/engine/kernel';
import { hashOf } from '@lianfang/engine/record';

function assessed(): { readonly plan: Plan; readonly campaign: Campaign } {
  const read = (file: string) => readFileSync(join(__dirname, '../../plans/assess', file), 'utf8');
  const { plan } = parsePlan(read('plan.yaml'));
  const { roster } = parseRoster(read('roster.yaml'));
  if (plan === undefined || roster === undefined) throw new Error('Expected plan and roster to parse.');
  const { campaign, problems } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error(JSON.stringify(problems.filter((one) => one.severity !== 'advice')));
  return { plan, campaign };
}

describe('an assessment, rehearsed', () => {
  const { plan, campaign } = assessed();
  const report = rehearse({ campaign, forms: plan.forms, seed: 1 });
  const all = <K extends EventKind>(kind: K) =>
    report.events.filter((event): event is Extract<Event, { kind: K }> => event.kind === kind);

  test('runs to its end, and nothing is refused', () => {
    expect(report.refusals).toEqual([]);
    expect(all('StepClosed')).toEqual([]);
    expect(all('TaskClosed').filter(({ end }) => end === 'closed')).toEqual([]);
  });

  test('asks every assessor once, and says who answered', () => {
    const asked = all('TaskOpened').filter(({ stage }) => stage === 'reply');

    expect(asked).toHaveLength(44);
    expect(asked.every(({ owners, seat }) => owners.length === 1 && owners[0] === seat)).toBe(true);
    expect(all('Replied')).toHaveLength(44);
    expect(all('RepliesCounted').map(({ replies, invited }) => [replies, invited])).toEqual(
      all('RepliesCounted').map(({ step }) => (step.endsWith('inner') ? [5, 5] : [6, 6])),
    );
  });

  test('keeps the answers of those who are not named out of every event', () => {
    for (const event of all('Replied')) expect(event.facts === null).toBe(event.step.endsWith('outer'));
  });

  test('explains the points of each unit by criterion, version and inputs', () => {
    const [one] = all('Scored').filter(({ node, source }) => node === 'licences' && source === 'first');
    const counted = all('RepliesCounted').filter(({ node, step }) => node === 'licences' && step.startsWith('assess.'));
    const points = Object.fromEntries(
      (one?.criteria ?? []).map((criterion) => [criterion.id, Number(criterion.points)]),
    );

    expect(one).toMatchObject({ version: campaign.scores?.merit?.hash, assessors: 11, by: 'band' });
    expect(counted).toHaveLength(2);
    expect(points.work).toBeCloseTo((points.duty ?? 0) + (points.clean ?? 0), 5);
    expect(points).toMatchObject({ trained: 20, praise: 3, complaints: 0 });
    expect(Number(one?.total)).toBeCloseTo((points.work ?? 0) + 23, 1);
    expect(Object.keys(one?.inputs ?? {})).toEqual([
      'report.write.trained',
      'unit.praised',
      'unit.complaints',
      'unit.breach',
    ]);
  });

  test('lets a veto decide the grade whatever the points, and deducts for complaints', () => {
    const vetoed = all('Scored').filter(({ node }) => node === 'inspection');

    expect(vetoed.map(({ grade, by }) => [grade, by])).toEqual([
      ['不合格', 'override'],
      ['不合格', 'override'],
    ]);
    for (const { criteria } of vetoed)
      expect(criteria.find(({ id }) => id === 'complaints')).toEqual({ id: 'complaints', given: '2', points: '-4' });
    expect(all('Graded').filter(({ node }) => node === 'inspection')).toMatchObject([
      { scale: 'merit', source: 'first', value: '不合格' },
      { scale: 'merit', source: 'second', value: '不合格' },
    ]);
  });

  test('ranks the units, tells each its place, and lets what follows go by it', () => {
    const [ranked] = all('Ranked');
    const places = Object.fromEntries((ranked?.rows ?? []).map(({ node, rank }) => [node, rank]));

    expect(
      all('RankGiven')
        .map(({ node, rank, of }) => [node, rank, of])
        .sort(),
    ).toEqual(
      Object.entries(places)
        .map(([node, rank]) => [node, rank, 2])
        .sort(),
    );
    const praised = all('Sent').filter(({ step }) => step === 'use.praise');
    expect(praised.map(({ node }) => places[node])).toEqual([1]);
    expect(all('StepLeftOut').map(({ node, step }) => [places[node], step])).toEqual([[2, 'use.praise']]);
    expect(all('Sent').filter(({ step }) => step === 'use.copy')).toHaveLength(2);
  });

  test('compares two assessments under one version of the yardstick, criterion by criterion', () => {
    for (const compared of all('Compared')) {
      const [before = '0', after = '0'] = compared.totals;

      expect(new Set(compared.versions)).toEqual(new Set([campaign.scores?.merit?.hash]));
      expect(Number(compared.difference)).toBeCloseTo(Number(after) - Number(before), 6);
      expect(compared.criteria.map(({ id }) => id)).toEqual([
        'work',
        'duty',
        'clean',
        'trained',
        'praise',
        'complaints',
      ]);
    }
    expect(all('Compared')).toHaveLength(2);
  });

  test('gives the yardstick another version when a weight changes', () => {
    const { merit } = campaign.scores ?? {};
    const changed = merit?.rule.criteria.map((one) => ({ ...one, weight: { n: 3, scale: 0 } }));

    expect(hashOf({ rule: { ...merit?.rule, criteria: changed }, made: null })).not.toBe(merit?.hash);
    expect(hashOf({ rule: merit?.rule, made: null })).toBe(merit?.hash);
  });
});
