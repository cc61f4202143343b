import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import { slotCodes } from '../../../packages/engine/src/codes/slots.ts';
import { messageOf } from '../../../packages/engine/src/codes.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { parseLaunch, withFillings } from '../../../packages/engine/src/plan/launch.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Problem } from '../../../packages/engine/src/problem.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { aBureau } from '../../plans/bureau-roster.ts';

const text = readFileSync(join(__dirname, '../../plans/slots.yaml'), 'utf8');
const launch = 'year: 2012\nshowFrom: 4月16日\ndays: 7\napprover: chief\n';
const lineOf = (words: string, within = text) => within.split('\n').findIndex((line) => line.includes(words)) + 1;

function compiled(plan: string, filled?: string) {
  const parsed = parsePlan(plan, filled === undefined ? undefined : parseLaunch(filled));
  if (parsed.plan === undefined) return { problems: parsed.problems, plan: undefined, campaign: undefined };
  const { campaign, problems } = compileCampaign({
    plan: parsed.plan,
    roster: aBureau(),
    calendar: CHINA_CALENDAR,
    lineOf: parsed.lineOf,
  });
  return { problems: [...parsed.problems, ...problems], plan: parsed.plan, campaign };
}

const planted = (change: (plan: ReturnType<typeof parseDocument>) => void): string => {
  const document = parseDocument(text);
  change(document);
  return document.toString({ lineWidth: 0 });
};

describe('slots that are filled before a launch', () => {
  test('are missing until they are filled: each with its name, its uses and what to write, and nothing else is wrong', () => {
    const { problems, campaign } = compiled(text);

    expect(campaign).toBeUndefined();
    expect(problems.filter((one) => one.severity === 'error')).toEqual([]);
    const missing = problems.filter((one) => one.severity === 'missing');
    expect(missing.map((one) => [one.code, one.line, one.uses])).toEqual([
      ['slot.unfilled', lineOf('  year:'), ['period']],
      ['slot.unfilled', lineOf('  showFrom:'), ['phases.0.steps.2.window.from']],
      ['slot.unfilled', lineOf('  days:'), ['phases.0.steps.2.ask.days']],
      ['slot.unfilled', lineOf('  approver:'), ['reviews.look.stages.0.by']],
    ]);
    expect(missing.map((one) => messageOf(one, 'zh'))[1]).toMatch(
      /“公示开始日期”还没有填.*launch\.yaml.*“showFrom: 5月16日”/,
    );
  });

  test('are filled from launch.yaml: the plan says the values, and the campaign carries their hashes', () => {
    const { problems, campaign, plan } = compiled(text, launch);

    expect(problems.filter((one) => one.severity !== 'advice')).toEqual([]);
    expect(plan?.period).toBe(2012);
    expect(plan?.phases[0]?.steps[2]?.window).toEqual({ from: '4月16日' });
    expect(plan?.reviews?.look?.stages[0]).toMatchObject({ by: 'chief' });
    expect(campaign?.fillings).toEqual({
      year: hashOf(2012),
      showFrom: hashOf('4月16日'),
      days: hashOf(7),
      approver: hashOf('chief'),
    });
  });

  test('are in the text that is kept, which is the same plan by itself', () => {
    const kept = withFillings(text, parseLaunch(launch).values);

    expect(kept).toContain('# 空位和预设的小例子');
    const alone = compiled(kept);
    expect(alone.campaign?.planHash).toBe(compiled(text, launch).campaign?.planHash);
    expect(alone.campaign?.fillings).toBeDefined();
  });

  test('leave no trace in the campaign of a plan without them', () => {
    const plan = readFileSync(join(__dirname, '../../plans/bureau.yaml'), 'utf8');

    expect(compiled(plan).campaign).not.toHaveProperty('fillings');
  });

  test('a year that is null is filled as the period', () => {
    const plan = readFileSync(join(__dirname, '../../plans/bureau.yaml'), 'utf8').replace(
      'period: 2012',
      'period: null',
    );

    const open = compiled(plan).problems;
    const filled = compiled(plan, 'period: 2012');

    expect(open.filter((one) => one.severity === 'error')).toEqual([]);
    const year = open.find((one) => one.code === 'date.no-year' && one.path[0] === 'period');
    expect(messageOf(year ?? { code: '' }, 'zh')).toContain('period: 2012');
    expect(filled.problems.filter((one) => one.severity !== 'advice')).toEqual([]);
    expect(compiled(withFillings(plan, { period: 2012 })).campaign?.planHash).toBe(filled.campaign?.planHash);
  });

  test('a wrong filling is reported by the same check, at its use', () => {
    const { problems } = compiled(text, launch.replace('approver: chief', 'approver: nobody'));

    const wrong = problems.filter((one) => one.severity === 'error');
    expect(wrong.map((one) => [one.code, one.path, one.line])).toContainEqual([
      'reference.role',
      ['reviews', 'look', 'stages', 0, 'by'],
      lineOf('approver }'),
    ]);
  });

  test('a part of the plan may be filled in whole', () => {
    const plan = planted((document) => {
      document.setIn(['slots', 'boss'], { name: '负责人', type: 'role', filled: 'launch' });
      document.setIn(['roles', 'chief'], { slot: 'boss' });
    });
    const boss = 'boss: { name: 负责人, relation: function, function: chief, of: bureau }\n';

    expect(compiled(plan, launch).problems.filter((one) => one.severity === 'error')).toEqual([]);
    expect(compiled(plan, `${launch}${boss}`).problems.filter((one) => one.severity !== 'advice')).toEqual([]);
    expect(compiled(plan, `${launch}${boss}`).plan?.roles.chief).toMatchObject({ relation: 'function' });
  });

  test.each(['{', '- 1', 'a: *b', ''])('launch.yaml that cannot be read is a problem of launch.yaml: %j', (wrong) => {
    const { problems } = compiled(text, wrong);

    expect(problems.some((one) => one.severity === 'error' && one.in === 'launch')).toBe(true);
  });
});

describe('presets', () => {
  const { plan } = compiled(text, launch);

  test('give what a step or stage does not say itself', () => {
    expect(plan?.reviews?.look?.stages).toMatchObject([
      { due: { count: 3, unit: 'working-days' } },
      { due: { count: 3, unit: 'working-days' }, decide: 'meeting' },
    ]);
    expect(plan?.phases[0]?.steps[2]).toMatchObject({
      each: 'bureau',
      by: 'chief',
      ask: { purpose: 'publicity', channels: ['网页', '公告栏'], scope: 'clerk', days: 7 },
    });
    expect(JSON.stringify(plan?.phases)).not.toContain('"use"');
  });

  test('count after what a part says itself', () => {
    const own = planted((document) => {
      document.setIn(['phases', 0, 'steps', 2, 'ask', 'channels'], ['会议']);
      document.setIn(['reviews', 'look', 'stages', 1, 'due'], { count: 9, unit: 'days' });
    });

    const changed = compiled(own, launch).plan;

    expect(changed?.phases[0]?.steps[2]?.ask).toMatchObject({ purpose: 'publicity', channels: ['会议'] });
    expect(changed?.reviews?.look?.stages[1]).toMatchObject({ due: { count: 9, unit: 'days' } });
  });

  test('keep their own line for what is wrong in them', () => {
    const wrong = planted((document) => document.setIn(['presets', 'shown', 'by'], 'nobody'));

    const found = compiled(wrong, launch).problems.find((one) => one.code === 'reference.role');

    expect(found?.path).toEqual(['phases', 0, 'steps', 2, 'by']);
    expect(found?.line).toBe(lineOf('by: nobody', wrong));
  });
});

interface Fault {
  readonly name: string;
  readonly code: string;
  readonly path: Problem['path'];
  readonly change?: (plan: ReturnType<typeof parseDocument>) => void;
  readonly launch?: string;
}

const faults: readonly Fault[] = [
  {
    name: 'a slot is not filled',
    code: 'slot.unfilled',
    path: ['slots', 'days'],
    launch: launch.replace('days: 7\n', ''),
  },
  {
    name: 'a slot is not declared',
    code: 'slot.unknown',
    path: ['office'],
    change: (plan) => plan.setIn(['office'], { slot: 'planted' }),
  },
  {
    name: 'a slot is not used',
    code: 'slot.unused',
    path: ['slots', 'spare'],
    change: (plan) => plan.setIn(['slots', 'spare'], { name: '备用', type: 'text', filled: 'launch' }),
  },
  {
    name: 'launch.yaml fills what is not asked',
    code: 'slot.not-asked',
    path: ['planted'],
    launch: `${launch}planted: 1\n`,
  },
  {
    name: 'launch.yaml fills in another type',
    code: 'slot.wrong-value',
    path: ['days'],
    launch: launch.replace('days: 7', 'days: 七天'),
  },
  {
    name: 'a slot is used before the step that fills it',
    code: 'slot.too-early',
    path: ['phases', 0, 'steps', 0, 'declaration'],
    change: (plan) => {
      plan.setIn(['slots', 'sheet'], { name: '表格', type: 'form', filled: { step: 'look.show' } });
      plan.setIn(['phases', 0, 'steps', 0, 'declaration'], { slot: 'sheet' });
    },
  },
  {
    name: 'a slot is filled by no step',
    code: 'reference.step',
    path: ['slots', 'sheet', 'filled', 'step'],
    change: (plan) => plan.setIn(['slots', 'sheet'], { name: '表格', type: 'form', filled: { step: 'look.planted' } }),
  },
  {
    name: 'a preset is unknown',
    code: 'preset.unknown',
    path: ['phases', 0, 'steps', 2, 'use'],
    change: (plan) => plan.setIn(['phases', 0, 'steps', 2, 'use'], 'planted'),
  },
  {
    name: 'a preset uses itself',
    code: 'preset.cycle',
    path: ['reviews', 'look', 'stages', 0, 'use'],
    change: (plan) => plan.setIn(['presets', 'quick', 'use'], 'quick'),
  },
];

describe('faults in slots and presets', () => {
  test.each(faults.map((fault) => [fault.code, fault.name, fault] as const))(
    'says %s when %s',
    (code, _name, fault) => {
      const plan = planted(fault.change ?? (() => {}));

      const found = compiled(plan, fault.launch ?? launch).problems.find((one) => one.code === code);

      expect(found?.path).toEqual(fault.path);
      expect(found?.line).toBeGreaterThan(0);
      for (const lang of ['zh', 'en'] as const)
        expect(messageOf(found ?? { code: '' }, lang)).not.toMatch(/undefined|（无）|\(none\)|\{\w+\}/);
    },
  );

  test('an unknown preset is told once, without what it would have given, and another part still lacks its keys', () => {
    const wrong = planted((document) => {
      document.setIn(['phases', 0, 'steps', 2, 'use'], 'planted');
      document.deleteIn(['phases', 0, 'steps', 0, 'by']);
    });

    const found = compiled(wrong, launch).problems.filter((one) => one.severity === 'error');

    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ['plan.missing-key', ['phases', 0, 'steps', 0, 'by']],
      ['preset.unknown', ['phases', 0, 'steps', 2, 'use']],
    ]);
  });

  test('every code of slots and presets is raised by a fault above', () => {
    expect(Object.keys(slotCodes).filter((code) => !faults.some((fault) => fault.code === code))).toEqual([]);
  });

  test('a part that a step fills may be used behind that step, and not before', () => {
    const filledBy = (step: string) =>
      planted((document) => {
        document.setIn(['slots', 'look'], { name: '审定办法', type: 'review', filled: { step } });
        document.setIn(['phases', 0, 'steps', 1, 'review'], { slot: 'look' });
      });
    const codesOf = (plan: string) => compiled(plan, launch).problems.map((one) => one.code);

    expect(codesOf(filledBy('look.fill'))).not.toContain('slot.too-early');
    expect(codesOf(filledBy('look.show'))).toContain('slot.too-early');
    expect(compiled(filledBy('look.fill'), launch).plan?.phases[0]?.steps[1]?.review).toBe('look');
  });
});
