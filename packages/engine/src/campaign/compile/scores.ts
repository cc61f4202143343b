/** Yardsticks of the plan as the kernel applies them. What the run makes stays open: which step's items it is made of is said. */
import { compileCondition, compileExpression } from '../../expression/compile.ts';
import { type Decimal, fromNumber } from '../../expression/decimal.ts';
import type { FactType, Scope } from '../../expression/fact-type.ts';
import type { Bands, ScoreCriterion, ScoreRule } from '../../expression/score.ts';
import type { Expression } from '../../expression/tree.ts';
import { invariant } from '../../invariant.ts';
import { hashOf } from '../../json/canonical.ts';
import { type PlacedStep, type PlanIndex, partOf } from '../../plan/plan-index.ts';
import { hiddenBelow, questionScope } from '../../plan/question.ts';
import { type Filled, fieldsScope, usersScope } from '../../plan/scope.ts';
import { type Criterion, madeFrom, type Score } from '../../plan/score.ts';
import type { Ask } from '../../plan/step.ts';
import type { Problem } from '../../problem.ts';
import type { AskStep, ComputeStep, ScoreDefinition } from '../definition.ts';

export type CompiledScore = { readonly score: ScoreDefinition } | { readonly problems: readonly Problem[] };

/** The steps that score by it. */
export function scorersOf(index: PlanIndex, id: string): readonly PlacedStep[] {
  return [...index.steps, ...index.caseSteps].filter((placed) => placed.step.compute?.score === id);
}

/** What its expressions may read: what is filled before all steps that score by it. */
export function scoreScope(index: PlanIndex, filled: readonly Filled[], id: string, any = false): Scope {
  return usersScope(index, filled, scorersOf(index, id), index.plan.scores?.[id]?.of ?? '', any);
}

/** What the bands read. */
export function bandScope(score: Pick<Score, 'places' | 'max' | 'floor'>): Scope {
  const [min, max] = [decimalOf(score.floor), decimalOf(score.max)];
  const type: FactType = { kind: 'number', scale: score.places ?? 2, ...(min && { min }), ...(max && { max }) };
  return { score: type };
}

/** The items that a yardstick is made of, by the step's form. */
export function rowsOf(index: PlanIndex, from: string): Scope {
  const form = index.plan.forms[String(index.find(from)?.step.declaration)];
  return fieldsScope(index, form?.items?.fields ?? []);
}

/** The yardstick, or all problems of its expressions. */
export function compileScore(
  index: PlanIndex,
  id: string,
  scope: Scope,
  path: Problem['path'] = ['scores', id],
): CompiledScore {
  const written = index.plan.scores?.[id];
  invariant(written, `yardstick '${id}' in the plan`);
  const problems: Problem[] = [];
  const condition = (text: string, names: Scope, at: Problem['path']): Expression => {
    const compiled = compileCondition(text, names, at);
    if (!('problems' in compiled)) return compiled.tree;
    problems.push(...compiled.problems);
    return { op: 'constant', value: false };
  };
  const points = (text: string, at: Problem['path']): Expression => {
    const compiled = compileExpression(text, scope, at);
    if ('problems' in compiled) problems.push(...compiled.problems);
    else if (compiled.type.kind === 'number' && compiled.type.optional === undefined) return compiled.tree;
    else {
      const found = compiled.type.optional === true ? 'null' : compiled.type.kind;
      const problem = { expression: text, words: text, at: 1, expected: 'number', found };
      problems.push({ code: 'expression.wrong-type', severity: 'error', path: at, ...problem });
    }
    return { op: 'constant', value: 0 };
  };
  const criterion = (one: Criterion, at: Problem['path']): ScoreCriterion => ({
    id: one.id,
    name: one.name,
    max: decimalOf(one.max) ?? null,
    floor: decimalOf(one.floor) ?? null,
    weight: decimalOf(one.weight) ?? { n: 1, scale: 0 },
    effect: one.effect ?? 'adds',
    of:
      one.points !== undefined
        ? { kind: 'points', points: points(one.points, [...at, 'points']) }
        : one.criteria !== undefined
          ? { kind: 'parts', parts: one.criteria.map((part, i) => criterion(part, [...at, 'criteria', i])) }
          : { kind: 'asked' },
  });
  const { criteria, bands, assessors, hit = 'any', otherwise } = written;
  const bandsOf = (rows: readonly { readonly if: string; readonly then: string }[]): Bands => {
    const compiled = rows.map((row, i) => ({
      if: condition(row.if, bandScope(written), [...path, 'bands', i, 'if']),
      then: row.then,
    }));
    const { grades = [], gravest } = index.plan.scales[written.scale ?? ''] ?? {};
    const order = gravest === 'last' ? grades.toReversed() : [...grades];
    const rest = otherwise === undefined ? {} : { otherwise: { kind: 'value' as const, value: otherwise } };
    return hit === 'any' ? { hit, rows: compiled, ...rest } : { hit, order, rows: compiled, ...rest };
  };
  const rule: ScoreRule = {
    criteria: Array.isArray(criteria) ? criteria.map((one, i) => criterion(one, [...path, 'criteria', i])) : [],
    assessors: {
      combine: assessors?.combine ?? 'mean',
      trim: assessors?.trim ?? 1,
      groups: Object.fromEntries(
        Object.entries(assessors?.groups ?? {}).flatMap(([role, weight]) => {
          const value = decimalOf(weight);
          return value === undefined ? [] : [[role, value] as const];
        }),
      ),
    },
    max: decimalOf(written.max) ?? null,
    floor: decimalOf(written.floor) ?? null,
    places: written.places ?? 2,
    rounding: written.rounding ?? 'half-up',
    overrides: (written.overrides ?? []).map((row, i) => ({
      if: condition(row.if, scope, [...path, 'overrides', i, 'if']),
      then: row.then,
    })),
    outOf: decimalOf(written.outOf) ?? null,
    bands: bands === undefined ? null : bandsOf(Array.isArray(bands) ? bands : []),
  };
  const made = madeOf();
  if (problems.length > 0) return { problems };
  const { name, of, scale } = written;
  return { score: { id, name, hash: hashOf({ rule, made }), of, scale: scale ?? null, rule, made } };

  function madeOf(): ScoreDefinition['made'] {
    const [first] = madeFrom(written as Score);
    if (first === undefined) return null;
    const step = (reference: string) => index.find(reference)?.id ?? reference;
    const row = (from: string): FactType => ({ kind: 'record', fields: rowsOf(index, from) });
    return {
      layer: index.find(first)?.layer ?? '',
      criteria: Array.isArray(criteria)
        ? null
        : { from: step(criteria.from), max: criteria.max, weight: criteria.weight ?? null },
      bands:
        bands === undefined || Array.isArray(bands)
          ? null
          : {
              from: step(bands.from),
              if: condition(bands.if, { ...scope, ...bandScope(written as Score), row: row(bands.from) }, [
                ...path,
                'bands',
                'if',
              ]),
              then: bands.then,
            },
    };
  }
}

/** What a step that scores, compares or ranks does; undefined for others. */
export function compileScoring(
  index: PlanIndex,
  placed: PlacedStep,
  of: readonly string[],
): ComputeStep['compute'] | undefined {
  const { score, compare, rank, source = '' } = placed.step.compute ?? {};
  if (score !== undefined) {
    const scale = index.plan.scores?.[score]?.scale ?? null;
    return { what: 'score', score, scale, source, of };
  }
  if (compare !== undefined) {
    const [before, after] = compare.map((one) => index.find(one, partOf(placed))?.id ?? one);
    return { what: 'compare', of: [before ?? '', after ?? ''] };
  }
  return rank === undefined ? undefined : { what: 'rank', score: rank, source };
}

/** What an asking asks of each person; nothing where it only hears comments. */
export function askedOf(ask: Ask): Pick<AskStep, 'questions'> {
  const { questions, replies = 'named', least = 1, groups = [], purpose } = ask;
  if (questions === undefined) return {};
  const of = Array.isArray(questions) ? { scope: questionScope(questions) } : { score: questions.score };
  const invites = purpose === 'assessment';
  return { questions: { of, replies, least, hideBelow: hiddenBelow(ask), groups, invites } };
}

function decimalOf(value: number | undefined): Decimal | undefined {
  return value === undefined ? undefined : fromNumber(value);
}
