/** What only a roster shows: people on the days they are needed, places for every layer, and what every actor has to carry. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { checkSlices, sliceBudget, sliceSizes } from '../../../packages/engine/src/check/slices.ts';
import { messageOf } from '../../../packages/engine/src/codes.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import { generateRoster } from '../../../packages/engine/src/roster/generate.ts';
import { parseRoster } from '../../../packages/engine/src/roster/parse-roster.ts';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { largeFault, rosterFaults } from './roster-faults.ts';

const folder = join(__dirname, '../../../plans/dezhou-2011');
const text = readFileSync(join(folder, 'plan.yaml'), 'utf8');
const sample = parseRoster(readFileSync(join(folder, 'roster.yaml'), 'utf8')).roster;
if (sample === undefined) throw new Error('Expected a roster');
const roster: Roster = sample;

function compiled(plan: string, people: Roster) {
  const parsed = parsePlan(plan);
  if (parsed.plan === undefined) throw new Error(JSON.stringify(parsed.problems));
  return compileCampaign({ plan: parsed.plan, roster: people, calendar: CHINA_CALENDAR, lineOf: parsed.lineOf });
}

describe('the check with a roster', () => {
  test.each(rosterFaults.map((fault) => [fault.code, fault.name, fault] as const))(
    'says %s when %s',
    (code, _, fault) => {
      const document = parseDocument(text);
      const people = fault.plant(document, roster);

      const { problems } = compiled(document.toString({ lineWidth: 0 }), people);

      const found = problems.filter((one) => one.code === code);
      expect(found.length).toBeGreaterThan(0);
      if (fault.path !== undefined) expect(found.map((one) => one.path)).toContainEqual(fault.path);
      for (const problem of found)
        for (const lang of ['zh', 'en'] as const)
          expect(messageOf(problem, lang)).not.toMatch(/undefined|（无）|\(none\)|\{\w+\}/);
    },
  );

  test('names the day from which nobody holds a role, and until when it is needed', () => {
    const fault = rosterFaults.find((one) => one.code === 'role.vacant-later');
    const document = parseDocument(text);

    const { problems } = compiled(text, fault?.plant(document, roster) ?? roster);

    expect(problems.find((one) => one.code === 'role.vacant-later')).toMatchObject({
      severity: 'advice',
      node: '信访与资料岗',
      date: '2011-09-28',
      until: '2011-09-29',
    });
  });
});

describe('a role that nobody holds', () => {
  test.each(['role.vacant', 'role.vacant-later'])('is told by %s with how many more, unless there are none', (code) => {
    expect(messageOf({ ...{ code, more: 2 } }, 'zh')).toContain('另有 2 处同样缺人。');
    expect(messageOf({ ...{ code, more: 0 } }, 'zh')).not.toContain('另有');
    expect(messageOf({ ...{ code, more: 0 } }, 'en')).not.toContain('more places');
    expect(messageOf({ ...{ code, more: 0 } }, 'zh')).toMatch(/请在花名册补上.+。$/);
  });
});

describe('what an actor is started with', () => {
  test('is measured as the bytes of its JSON', () => {
    const { campaign } = compiled(text, roster);
    if (campaign === undefined) throw new Error('Expected a campaign');

    for (const { actor, bytes } of sliceSizes(campaign)) {
      const { hash: _, ...content } = sliceFor(campaign, campaign.placement, actor);
      expect(bytes).toBe(new TextEncoder().encode(JSON.stringify(content)).length);
      expect(bytes).toBeLessThan(sliceBudget / 2);
    }
  });

  test('is a problem past its budget, with the largest part and how to mend it', () => {
    const { campaign } = compiled(text, roster);
    if (campaign === undefined) throw new Error('Expected a campaign');

    const [found] = checkSlices(campaign, 10_000);

    expect(found).toMatchObject({ code: 'slice.over-budget', severity: 'error', most: 10_000, actor: 'dezhou' });
    expect(messageOf(found ?? { code: '' }, 'zh')).toContain('everyone');
  });

  test(`passes the budget where ${largeFault.name}`, () => {
    const document = parseDocument(text);
    const large = largeFault.plant(document, generateRoster({ sample: roster, posts: largeFault.posts, seed: 1 }));

    const { campaign, problems } = compiled(document.toString({ lineWidth: 0 }), large);

    expect(campaign).toBeUndefined();
    const found = problems.filter((one) => one.code === largeFault.code);
    expect(found).toHaveLength(5);
    expect(found[0]).toMatchObject({ part: 'roster', most: sliceBudget });
  });
});
