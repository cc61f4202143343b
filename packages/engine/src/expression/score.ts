/**
 * A yardstick as it is applied: a tree of criteria over facts and assessors' answers, what overrides the points, which points are which
 * grade. Every result names its criteria, its inputs and the band. Runs inside the workflow sandbox.
 */
import { invariant } from '../invariant.ts';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  fromNumber,
  isDecimal,
  multiplyDecimals,
  negateDecimal,
} from './decimal.ts';
import { explain, type Input } from './evaluate.ts';
import { quotientOf, type Rounding, rounded } from './rounding.ts';
import { applyRule, type Row, type Rule } from './rule.ts';
import type { Expression, Value, Values } from './tree.ts';

/** One thing that is judged: by assessors, by an expression, or by its parts. */
export interface ScoreCriterion {
  readonly id: string;
  readonly name: string;
  readonly max: Decimal | null;
  readonly floor: Decimal | null;
  readonly weight: Decimal;
  readonly effect: 'adds' | 'deducts';
  readonly of:
    | { readonly kind: 'asked' }
    | { readonly kind: 'points'; readonly points: Expression }
    | { readonly kind: 'parts'; readonly parts: readonly ScoreCriterion[] };
}

export interface ScoreRule {
  readonly criteria: readonly ScoreCriterion[];
  readonly assessors: {
    readonly combine: 'mean' | 'trimmed' | 'median';
    readonly trim: number;
    /** By role; empty: all count together. */
    readonly groups: Readonly<Record<string, Decimal>>;
  };
  readonly max: Decimal | null;
  readonly floor: Decimal | null;
  readonly places: number;
  readonly rounding: Rounding;
  /** The first that holds is the grade, whatever the points. */
  readonly overrides: readonly Row[];
  /** Points are told of so many, by the maxima of what adds; null: as they add up. */
  readonly outOf: Decimal | null;
  /** They read the total as `score`, and what is made in the run also facts; null: points are all there is. */
  readonly bands: Bands | null;
}

export type Bands = Extract<Rule, { readonly hit: 'any' | 'worst' | 'best' }>;

/** What one assessor gave, and the group they belong to. */
export interface Assessment {
  readonly group: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a criterion came to: as given, and as it counts in what it is part of. */
export interface CriterionPoints {
  readonly id: string;
  readonly given: Decimal;
  readonly points: Decimal;
}

export interface ScoreGround {
  /** Parents before their parts. */
  readonly criteria: readonly CriterionPoints[];
  readonly inputs: readonly Input[];
  readonly assessors: number;
}
export type ScoreResult =
  | (ScoreGround & {
      readonly kind: 'score';
      readonly total: Decimal;
      /** Null where the yardstick has no bands. */
      readonly grade: string | null;
      readonly by: 'override' | 'band' | null;
      /** Indexes of the override or of the band. */
      readonly rows: readonly number[];
    })
  /** Assessors of a group that counts gave nothing for a criterion. */
  | (ScoreGround & { readonly kind: 'too-few'; readonly criterion: string })
  /** No band holds the total, or several that say different things. */
  | (ScoreGround & { readonly kind: 'no-band'; readonly total: Decimal });

/** Decimal places of points and of what is told of answers. */
export const MEAN_PLACES = 6;
/** Of means before they are weighed, so that three thirds are one. */
const EXACT = 10;

const ZERO: Decimal = { n: 0, scale: 0 };

/** Applies a yardstick to facts that `checkFacts` accepts for its scope. */
export function applyScore(rule: ScoreRule, values: Values, assessments: readonly Assessment[]): ScoreResult {
  const inputs = new Map<string, Input>();
  const read = (tree: Expression): Value => {
    const explained = explain(tree, values);
    for (const input of explained.inputs) inputs.set(JSON.stringify(input.path), input);
    return explained.value;
  };
  const criteria: CriterionPoints[] = [];
  let missing: string | undefined;
  const sumOf = (list: readonly ScoreCriterion[]): Decimal => list.map(pointsOf).reduce(addDecimals, ZERO);
  const pointsOf = (criterion: ScoreCriterion): Decimal => {
    const at = criteria.length;
    // Its place before its parts.
    criteria.push({ id: criterion.id, given: ZERO, points: ZERO });
    const given = givenFor(criterion);
    const kept = within(given, criterion.floor, criterion.max);
    const weighted = rounded(multiplyDecimals(kept, criterion.weight), MEAN_PLACES, 'half-up');
    const points = criterion.effect === 'deducts' ? negateDecimal(weighted) : weighted;
    criteria[at] = { id: criterion.id, given: rounded(given, MEAN_PLACES, 'half-up'), points };
    return points;
  };
  const givenFor = ({ id, of }: ScoreCriterion): Decimal => {
    if (of.kind === 'parts') return sumOf(of.parts);
    if (of.kind === 'points') return decimalOf(read(of.points));
    const combined = combine(rule.assessors, assessments, id);
    if (combined === undefined) missing ??= id;
    return combined ?? ZERO;
  };

  const told = scaled(sumOf(rule.criteria), rule);
  const total = rounded(within(told, rule.floor, rule.max), rule.places, rule.rounding);
  const ground = { criteria, inputs: [...inputs.values()], assessors: assessments.length };
  if (missing !== undefined) return { kind: 'too-few', criterion: missing, ...ground };
  const override = rule.overrides.findIndex((row) => read(row.if) === true);
  const explained = { ...ground, inputs: [...inputs.values()] };
  if (override >= 0)
    return { kind: 'score', total, ...gradeIn(rule.overrides, [override]), by: 'override', ...explained };
  if (rule.bands === null) return { kind: 'score', total, grade: null, by: null, rows: [], ...explained };
  const band = applyRule(rule.bands, { ...values, score: total });
  const beside = band.inputs.filter(({ path }) => path[0] !== 'score');
  const all = { ...explained, inputs: [...explained.inputs, ...beside] };
  if (band.kind !== 'value') return { kind: 'no-band', total, ...all };
  return { kind: 'score', total, grade: String(band.value), by: 'band', rows: band.rows, ...all };
}

/** Of how many points, by the maxima of what adds. */
function scaled(sum: Decimal, { outOf, criteria }: ScoreRule): Decimal {
  if (outOf === null) return sum;
  const most = criteria
    .flatMap(({ effect, max, weight }) => (effect === 'adds' && max !== null ? [multiplyDecimals(max, weight)] : []))
    .reduce(addDecimals, ZERO);
  if (compareDecimals(most, ZERO) <= 0) return sum;
  return quotientOf(multiplyDecimals(sum, outOf), most, MEAN_PLACES, 'half-up');
}

function gradeIn(rows: readonly Row[], held: readonly number[]): { grade: string; rows: readonly number[] } {
  return { grade: String(rows[held[0] ?? -1]?.then), rows: held };
}

/** What the assessors gave together; undefined when nobody of a group that counts gave anything. */
export function combine(
  { combine: how, trim, groups }: ScoreRule['assessors'],
  assessments: readonly Assessment[],
  criterion: string,
): Decimal | undefined {
  const given = (from: readonly Assessment[]) =>
    from.flatMap(({ facts }) => {
      const value = facts[criterion];
      return value === undefined || value === null ? [] : [decimalOf(value as Value)];
    });
  const names = Object.keys(groups).filter((name) => compareDecimals(groups[name] ?? ZERO, ZERO) > 0);
  if (names.length === 0) return together(how, trim, given(assessments));
  let [sum, weights] = [ZERO, ZERO];
  for (const name of names) {
    const one = together(how, trim, given(assessments.filter(({ group }) => group === name)));
    if (one === undefined) return undefined;
    const weight = groups[name] ?? ZERO;
    sum = addDecimals(sum, multiplyDecimals(one, weight));
    weights = addDecimals(weights, weight);
  }
  return quotientOf(sum, weights, EXACT, 'half-up');
}

function together(
  how: ScoreRule['assessors']['combine'],
  trim: number,
  given: readonly Decimal[],
): Decimal | undefined {
  if (given.length === 0) return undefined;
  const sorted = [...given].sort(compareDecimals);
  if (how === 'median') {
    const middle = Math.floor((sorted.length - 1) / 2);
    return meanOf(sorted.slice(middle, sorted.length - middle), EXACT);
  }
  const drop = how === 'trimmed' && sorted.length > 2 * trim ? trim : 0;
  return meanOf(sorted.slice(drop, sorted.length - drop), EXACT);
}

/** @throws InvariantFault of an empty list */
export function meanOf(list: readonly Decimal[], places: number = MEAN_PLACES): Decimal {
  return quotientOf(list.reduce(addDecimals, ZERO), { n: list.length, scale: 0 }, places, 'half-up');
}

function within(value: Decimal, floor: Decimal | null, max: Decimal | null): Decimal {
  if (floor !== null && compareDecimals(value, floor) < 0) return floor;
  return max !== null && compareDecimals(value, max) > 0 ? max : value;
}

export function decimalOf(value: Value): Decimal {
  const decimal = typeof value === 'number' ? fromNumber(value) : value;
  invariant(isDecimal(decimal), `a number, not ${JSON.stringify(value)}`);
  return decimal;
}
