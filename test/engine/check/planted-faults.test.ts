import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { checkPlan } from '../../../packages/engine/src/check/check-plan.ts';
import { planCodes } from '../../../packages/engine/src/codes/plan.ts';
import { codes, messageOf } from '../../../packages/engine/src/codes.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Problem } from '../../../packages/engine/src/problem.ts';
import { sliceCalendar } from '../../../packages/engine/src/time/calendar.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { type Fault, faults, lineIn, type Path } from './faults.ts';

const folder = join(__dirname, '../../../plans/dezhou-2011');
const text = readFileSync(join(folder, 'plan.yaml'), 'utf8');
const source = readFileSync(join(folder, 'source.txt'), 'utf8');
/** Raised by hostile texts (test/engine/plan) and by faulty rosters (test/engine/campaign). */
const documentCodes = [
  'plan.empty',
  'plan.too-long',
  'plan.too-deep',
  'plan.too-many',
  'plan.unreadable',
  'plan.duplicate-key',
  'plan.alias',
  'plan.merge-key',
  'plan.tag',
  'plan.bad-key',
  'plan.bad-value',
];
const headcountCodes = ['stage.several', 'stage.asks-one', 'vote.too-few-members'];
const rosterCodes = [
  ...headcountCodes,
  'layer.empty',
  'layer.unknown',
  'layer.one-root',
  'layer.upside-down',
  'role.vacant',
];
const calendar = sliceCalendar(CHINA_CALENDAR, 2010, 2013);

function problemsOf(plan: string): readonly Problem[] {
  const parsed = parsePlan(plan);
  return parsed.plan === undefined
    ? parsed.problems
    : checkPlan(parsed.plan, { source, calendar, lineOf: parsed.lineOf });
}

/** The document with the fault in it, and where the fault must be reported. */
function planted(fault: Fault, place: Path): { readonly plan: string; readonly path: Path } {
  const document = parseDocument(text);
  const path = fault.plant(document, place) ?? place;
  return { plan: document.toString({ lineWidth: 0 }), path };
}

function expectReported(fault: Fault, place: Path): void {
  const { plan, path } = planted(fault, place);

  const found = problemsOf(plan).filter(
    (one) => one.code === fault.code && JSON.stringify(one.path.slice(0, path.length)) === JSON.stringify(path),
  );

  expect({ fault: fault.name, place: place.join('.'), found: found.length > 0 }).toEqual({
    fault: fault.name,
    place: place.join('.'),
    found: true,
  });
  const [first] = found;
  expect(first?.line).toBe(lineIn(plan, first?.path ?? []));
}

/** Numbers between 0 and 1 that a seed repeats (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('the check of the 2011 plan', () => {
  test('finds nothing that stands in the way of a launch', () => {
    expect(problemsOf(text).filter((one) => one.severity !== 'advice')).toEqual([]);
  });

  test.each(faults.map((fault) => [fault.code, fault.name, fault] as const))(
    'says %s when %s',
    (_code, _name, fault) => {
      const [place] = fault.places(parseDocument(text));

      expect(place).toBeDefined();
      expectReported(fault, place ?? []);
    },
  );

  const seed = Number(process.env.SEED ?? 20111210);
  test(`reports each of 30 faults planted at random with code, path and line (seed ${seed})`, () => {
    const random = randomFrom(seed);
    const pick = <T>(list: readonly T[]): T => {
      const one = list[Math.floor(random() * list.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    };
    const document = parseDocument(text);

    for (let count = 0; count < 30; count++) {
      const fault = pick(faults);
      expectReported(fault, pick(fault.places(document)));
    }
  });

  test('reports faults at several places at once, in document order', () => {
    const document = parseDocument(text);
    document.setIn(['phases', 3, 'steps', 0, 'by'], 'planted');
    document.setIn(['phases', 2, 'steps', 0, 'declaration'], 'planted');
    document.setIn(['reviews', 'points', 'return', 'to'], 'search.planted');

    const errors = problemsOf(document.toString({ lineWidth: 0 })).filter((one) => one.severity === 'error');

    expect(errors.map((one) => one.code)).toEqual(['reference.step', 'reference.form', 'reference.role']);
    const lines = errors.map((one) => one.line ?? 0);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  test('shows every reading', () => {
    const readings = problemsOf(text).filter((one) => one.code === 'plan.reading');

    expect(readings).toHaveLength(text.split(/\breading: /).length - 1);
    expect(readings.every((one) => one.severity === 'advice')).toBe(true);
  });

  test('has a message in both languages for every problem, with all its fields; every code of a plan is raised', () => {
    const raised = new Set<string>();

    for (const fault of faults) {
      const [place] = fault.places(parseDocument(text));
      const { plan } = planted(fault, place ?? []);
      for (const problem of problemsOf(plan)) {
        raised.add(problem.code);
        expect(Object.keys(codes)).toContain(problem.code);
        for (const lang of ['zh', 'en'] as const)
          expect(messageOf(problem, lang)).not.toMatch(/undefined|（无）|\(none\)|\{\w+\}/);
      }
    }

    const elsewhere = [...documentCodes, ...rosterCodes];
    expect(Object.keys(planCodes).filter((code) => !raised.has(code) && !elsewhere.includes(code))).toEqual([]);
  });
});
