/** The walk over every machine of a compiled campaign: what it counts, and what it finds when something is wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import type { Campaign } from '../../../packages/engine/src/campaign/definition.ts';
import { checkModel } from '../../../packages/engine/src/check/model/model.ts';
import type { PlacesInPlan } from '../../../packages/engine/src/check/model/places-in-plan.ts';
import { mostTogether } from '../../../packages/engine/src/check/model/review-machines.ts';
import { messageOf } from '../../../packages/engine/src/codes.ts';
import { type StepMove, stepMachine } from '../../../packages/engine/src/machine/step-machine.ts';
import {
  leadingTo,
  type MovesAt,
  walkMachine,
  walkSideBySide,
  wayTo,
} from '../../../packages/engine/src/machine/walk.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Problem } from '../../../packages/engine/src/problem.ts';
import { parseRoster } from '../../../packages/engine/src/roster/parse-roster.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { compiledFaults } from './compiled-faults.ts';
import { lineIn } from './faults.ts';
import { machineFaults } from './machine-faults.ts';

const folder = join(__dirname, '../../../plans/dezhou-2011');
const text = readFileSync(join(folder, 'plan.yaml'), 'utf8');
const { roster } = parseRoster(readFileSync(join(folder, 'roster.yaml'), 'utf8'));

function compiled(plan: string) {
  const parsed = parsePlan(plan);
  if (parsed.plan === undefined || roster === undefined) throw new Error(JSON.stringify(parsed.problems));
  return compileCampaign({ plan: parsed.plan, roster, calendar: CHINA_CALENDAR, lineOf: parsed.lineOf });
}

const where: PlacesInPlan = { step: (id) => ['steps', id], review: (id, place) => ['reviews', id, place ?? ''] };

function expectSaid(problem: Problem | undefined): void {
  if (problem === undefined) return;
  for (const lang of ['zh', 'en'] as const)
    expect(messageOf(problem, lang)).not.toMatch(/undefined|（无）|\(none\)|\{\w+\}/);
}

describe('the machines of the 2011 plan', () => {
  let campaign: Campaign;
  beforeAll(() => {
    const made = compiled(text).campaign;
    if (made === undefined) throw new Error('Expected a campaign');
    campaign = made;
  });

  test('are all walked: one for each step, review and branch, and one for meetings', () => {
    const { walked, problems } = compiled(text);

    const steps = campaign.steps.length + campaign.procedures.flatMap((procedure) => procedure.steps).length;
    expect(walked?.machines).toBe(steps + Object.keys(campaign.reviews).length + 1);
    expect(walked?.tooLarge).toBe(0);
    expect(walked?.states).toBeGreaterThan(steps * 3);
    expect(problems.filter(({ code }) => code.startsWith('machine.'))).toEqual([]);
  });

  test.each(machineFaults.map((fault) => [fault.code, fault.name, fault] as const))(
    'say %s when %s',
    (code, _, fault) => {
      const found = checkModel(fault.plant(campaign), where).problems.filter((one) => one.code === code);

      expect(found.length).toBeGreaterThan(0);
      expect(found.every(({ severity }) => severity === 'error')).toBe(true);
      expectSaid(found[0]);
    },
  );

  test('name a way to the flaw as a witness', () => {
    const [fault] = machineFaults;
    const [found] = checkModel(fault?.plant(campaign) ?? campaign, where).problems;

    expect(found).toMatchObject({
      code: 'machine.dead-end',
      path: ['reviews', 'grades', 'office'],
      place: '领导小组办公室审核',
      way: ['未开始 waiting → 领导班子集体研究', '领导班子集体研究 → 领导小组办公室审核'],
    });
  });
});

describe('a plan whose machines are flawed', () => {
  test.each(compiledFaults.map((fault) => [fault.code, fault.name, fault] as const))(
    'is told %s when %s',
    (code, _, fault) => {
      const document = parseDocument(text);
      const [place = []] = fault.places(document);
      const path = fault.plant(document, place) ?? place;
      const plan = document.toString({ lineWidth: 0 });

      const { problems, campaign } = compiled(plan);

      const found = problems.filter((one) => one.code === code);
      expect(found.map((one) => one.path)).toContainEqual(path);
      const [first] = found;
      expect(first?.line).toBe(lineIn(plan, first?.path ?? []));
      expectSaid(first);
      expect(campaign === undefined).toBe(first?.severity === 'error');
    },
  );

  test('is told the size of what is too large, and what bounds it', () => {
    const fault = compiledFaults.find((one) => one.code === 'machine.too-large');
    const document = parseDocument(text);
    fault?.plant(document, fault.places(document)[0] ?? []);

    const { problems, walked, campaign } = compiled(document.toString({ lineWidth: 0 }));

    const found = problems.find((one) => one.code === 'machine.too-large');
    // Eight branches: not begun, three stages, joined, sent back.
    expect(found).toMatchObject({ size: 6 ** 8, branches: 8, each: 6, most: mostTogether, severity: 'advice' });
    expect(walked?.tooLarge).toBe(1);
    expect(campaign).toBeDefined();
  });
});

describe('a walk', () => {
  const moves: MovesAt<StepMove> = (place) =>
    place === 'waiting' ? [{ type: 'Open' }] : place === 'open' ? [{ type: 'Complete' }] : [];

  test('goes where the moves lead and no further', () => {
    const walk = walkMachine(stepMachine.machine, moves);

    expect(walk.places).toEqual(['waiting', 'open', 'done']);
    expect(wayTo(walk, 'done')?.map(({ by }) => by)).toEqual(['Open', 'Complete']);
    expect(wayTo(walk, 'closed')).toBeUndefined();
    expect([...leadingTo(walk, ['open'])].sort()).toEqual(['open', 'waiting']);
  });

  test('goes through several machines side by side', () => {
    const side = { first: 'waiting', step: stepMachine.step, movesAt: moves };

    const walk = walkSideBySide([side, side], () => false);

    expect(walk.places).toHaveLength(9);
    expect(wayTo(walk, JSON.stringify(['done', 'done']))).toHaveLength(4);
    expect(walkSideBySide([side, side], (at) => at.includes('done')).places).toHaveLength(8);
  });
});
