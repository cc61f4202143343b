/**
 * 200 plans with something changed at random: no change may crash the check or make it work without end, every breaking one is refused, every
 * harmless one is taken. The seed is printed; SEED=… repeats it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { calendarOf, compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import { checkPlan } from '../../../packages/engine/src/check/check-plan.ts';
import { codes, messageOf } from '../../../packages/engine/src/codes.ts';
import { parseLaunch } from '../../../packages/engine/src/plan/launch.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Problem } from '../../../packages/engine/src/problem.ts';
import { randomOf } from '../../../packages/engine/src/rehearsal/random.ts';
import { parseRoster } from '../../../packages/engine/src/roster/parse-roster.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { countedReads } from './counted-reads.ts';
import { kinds, type Mutation, mutationsOf } from './mutations.ts';

const COUNT = 200;
/** Of the reads that the plan itself takes: what is broken may be looked at more often, to say what is possible instead. */
const MOST_WORK = 4;
const seed = Number(process.env.SEED ?? 20111210);

const root = join(__dirname, '../../../plans');
/** Every folder of `plans` that has a plan, those of child plans too. */
const folders = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)plan\.yaml$/.test(file))
  .map((file) => dirname(file))
  .sort();
const plans = folders.map((name) => {
  const read = (file: string): string | undefined =>
    existsSync(join(root, name, file)) ? readFileSync(join(root, name, file), 'utf8') : undefined;
  const launch = read('launch.yaml');
  const roster = read('roster.yaml');
  return {
    name,
    text: read('plan.yaml') ?? '',
    launch: launch === undefined ? undefined : parseLaunch(launch),
    roster: roster === undefined ? undefined : parseRoster(roster).roster,
  };
});

interface Answer {
  readonly problems: readonly Problem[];
  readonly reads: number;
}

function checked(text: string, name: string, budget: number): Answer {
  const base = plans.find((one) => one.name === name);
  const parsed = parsePlan(text, base?.launch);
  if (parsed.plan === undefined) return { problems: parsed.problems, reads: 0 };
  const { plan, lineOf } = parsed;
  const counted = countedReads(plan, budget);
  const problems = checkPlan(counted.value, { calendar: calendarOf(plan, CHINA_CALENDAR), lineOf });
  const isRefused = problems.some(({ severity }) => severity === 'error');
  if (isRefused || base?.roster === undefined) return { problems, reads: counted.reads() };
  const compiled = compileCampaign({ plan, roster: base.roster, calendar: CHINA_CALENDAR, lineOf });
  return { problems: compiled.problems, reads: counted.reads() };
}

const errorsIn = ({ problems }: Answer): readonly string[] => [
  ...new Set(problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)),
];
/**
 * What is wrong that was not before: a child plan names its frame, which is not beside it here. What only reads otherwise is new where
 * something must be found, and not where nothing may be.
 */
function newErrors({ problems }: Answer, base: Answer | undefined, effect: Mutation['effect']): readonly string[] {
  const keyOf = ({ line: _, ...said }: Problem): string =>
    effect === 'breaking' ? JSON.stringify(said) : `${said.code} ${said.path.join('.')}`;
  const known = new Set(base?.problems.map(keyOf));
  const wrong = problems.filter((one) => one.severity === 'error' && !known.has(keyOf(one)));
  return [...new Set(wrong.map(({ code }) => code))];
}
const isChild = (name: string): boolean => name.includes('/');

describe(`${COUNT} plans with something changed at random (seed ${seed})`, () => {
  const bases = new Map(plans.map(({ name, text }) => [name, checked(text, name, Number.POSITIVE_INFINITY)]));
  const random = randomOf(seed);
  const mutations = mutationsOf(plans, COUNT, () => random.next());
  const told = new Map<string, { count: number; codes: Map<string, number>; work: number }>();

  test.each([...bases].filter(([name]) => !isChild(name)))('%s is itself without error', (_, answer) => {
    expect(errorsIn(answer)).toEqual([]);
  });

  test('are drawn from all plans and kinds, most of them breaking', () => {
    expect(mutations).toHaveLength(COUNT);
    expect(new Set(mutations.map(({ plan }) => plan))).toEqual(new Set(plans.map(({ name }) => name)));
    expect([...new Set(mutations.map(({ kind }) => kind))].sort()).toEqual(kinds.map(({ kind }) => kind).sort());
    expect(mutations.filter(({ effect }) => effect === 'breaking').length).toBeGreaterThan(COUNT / 2);
  });

  test.each(kinds.map(({ kind, effect }) => [effect === 'breaking' ? 'refused' : 'taken', kind, effect] as const))(
    'are %s, and answered with bounded work, after %s',
    (_, kind, effect) => {
      const own = mutations.filter((one) => one.kind === kind);
      const tally = { count: own.length, codes: new Map<string, number>(), work: 0 };
      told.set(kind, tally);
      const wrong: object[] = [];

      for (const mutation of own) {
        const base = bases.get(mutation.plan);
        const answer = checked(mutation.text, mutation.plan, (base?.reads ?? 0) * MOST_WORK);
        const errors = newErrors(answer, base, effect);
        for (const code of errors) tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
        tally.work = Math.max(tally.work, answer.reads / (base?.reads ?? 1));
        if (errors.length > 0 !== (effect === 'breaking')) wrong.push(shown(mutation, errors));
        for (const problem of answer.problems) {
          expect(Object.keys(codes)).toContain(problem.code);
          expect(messageOf(problem, 'zh')).not.toBe(problem.code);
        }
      }

      expect(wrong).toEqual([]);
      expect(own.length).toBeGreaterThan(0);
    },
  );

  afterAll(() => {
    const lines = kinds.map(({ kind, effect }) => {
      const { count, codes: found, work } = told.get(kind) ?? { count: 0, codes: new Map<string, number>(), work: 0 };
      const named = [...found].toSorted(([, one], [, other]) => other - one).map(([code, times]) => `${code} ${times}`);
      return `  ${String(count).padStart(3)} ${effect.padEnd(8)} ${kind}: ${named.join(', ') || 'no error'}; at most ${work.toFixed(1)} × the reads`;
    });
    process.stdout.write(
      `${mutations.length} changed plans (seed ${seed}), and the codes they were refused with\n${lines.join('\n')}\n`,
    );
  });
});

function shown({ plan, kind, at }: Mutation & { readonly plan: string }, errors: readonly string[]): object {
  return { plan, kind, at, errors };
}
