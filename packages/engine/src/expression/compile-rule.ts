/**
 * Compiles a rule table as an author writes it: conditions as texts, results as plain values. Reports all problems of all rows, but
 * not gaps and overlaps, which `coverage.ts` finds in the compiled rule. Not for the workflow sandbox.
 */
import { z } from 'zod';
import type { Problem } from '../problem.ts';
import { compileCondition, compileExpression } from './compile.ts';
import { fromNumber } from './decimal.ts';
import type { NumberType, Scope } from './fact-type.ts';
import { Otherwise, type Row, type Rule, type ScoreRow } from './rule.ts';
import { scoreTypeOf } from './score-type.ts';
import { Constant, type Expression } from './tree.ts';

// `then` is the plan's own word; rows are data and are never awaited.
const SourceRow = z.strictObject({ if: z.string(), then: Constant });
type SourceRow = z.infer<typeof SourceRow>;
const PointsRow = z.strictObject({ if: z.string(), then: z.number() });
const rows = z.array(SourceRow).min(1);
const otherwise = Otherwise.exactOptional();

/** As `Rule`, with FEEL texts for trees. */
export const RuleSource = z.discriminatedUnion('hit', [
  /** None: everything is left to a person. */
  z.strictObject({ hit: z.enum(['first', 'unique', 'any']), rows: z.array(SourceRow), otherwise }),
  z.strictObject({ hit: z.enum(['worst', 'best']), order: z.array(z.string()).min(1), rows, otherwise }),
  z.strictObject({
    hit: z.literal('count'),
    rows: z.array(z.strictObject({ if: z.string() })).min(1),
    bands: rows,
    otherwise,
  }),
  z.strictObject({
    hit: z.literal('score'),
    base: z.string().exactOptional(),
    rows: z.array(PointsRow),
    bands: rows,
    otherwise,
  }),
]);
export type RuleSource = z.infer<typeof RuleSource>;

/**
 * The rule, or all its problems.
 * @param results the values that a row may give, such as the grades of a scale; without it any
 * @param path where in the document the rule stands
 */
export function compileRule(
  source: RuleSource,
  scope: Scope,
  results?: readonly string[],
  path: Problem['path'] = [],
): { readonly rule: Rule } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const never: Expression = { op: 'constant', value: false };
  const possible = results ?? ('order' in source ? source.order : undefined);

  const condition = (text: string, names: Scope, at: Problem['path']): Expression => {
    const compiled = compileCondition(text, names, at);
    if (!('problems' in compiled)) return compiled.tree;
    problems.push(...compiled.problems);
    return never;
  };
  const result = (value: Constant, at: Problem['path']): Constant => {
    const known = possible === undefined || (typeof value === 'string' && possible.includes(value));
    // The gravest of results has a meaning only for results that the order names.
    const ordered = !('order' in source) || (typeof value === 'string' && source.order.includes(value));
    if (!known || !ordered) {
      const choices = known && 'order' in source ? source.order : possible;
      problems.push({ code: 'rule.not-a-result', severity: 'error', path: at, value, possible: choices });
    }
    return value;
  };
  const table = (list: readonly SourceRow[], names: Scope, at: Problem['path']): Row[] =>
    list.map((row, i) => ({
      if: condition(row.if, names, [...at, i, 'if']),
      then: result(row.then, [...at, i, 'then']),
    }));

  if (source.otherwise?.kind === 'value') result(source.otherwise.value, [...path, 'otherwise']);
  const rule = ruleOf();
  return problems.length > 0 ? { problems } : { rule };

  function ruleOf(): Rule {
    const rest = source.otherwise === undefined ? {} : { otherwise: source.otherwise };
    switch (source.hit) {
      case 'first':
      case 'unique':
      case 'any':
        return { hit: source.hit, rows: table(source.rows, scope, [...path, 'rows']), ...rest };
      case 'worst':
      case 'best':
        return { hit: source.hit, order: source.order, rows: table(source.rows, scope, [...path, 'rows']), ...rest };
      case 'count': {
        const rule: Rule & { hit: 'count' } = {
          hit: 'count',
          rows: source.rows.map((row, i) => ({ if: condition(row.if, scope, [...path, 'rows', i, 'if']) })),
          bands: [],
          ...rest,
        };
        return { ...rule, bands: table(source.bands, { count: scoreTypeOf(rule) }, [...path, 'bands']) };
      }
      case 'score': {
        const base = source.base === undefined ? undefined : baseOf(source.base);
        const rule: Rule & { hit: 'score' } = {
          hit: 'score',
          ...(base && { base }),
          rows: source.rows.map((row, i) => pointsOf(row, i)),
          bands: [],
          ...rest,
        };
        return { ...rule, bands: table(source.bands, { score: scoreTypeOf(rule) }, [...path, 'bands']) };
      }
      default: {
        const none: never = source;
        return none;
      }
    }
  }

  function baseOf(text: string): { of: Expression; type: NumberType } | undefined {
    const at = [...path, 'base'];
    const compiled = compileExpression(text, scope, at);
    if ('problems' in compiled) problems.push(...compiled.problems);
    else if (compiled.type.kind === 'number' && compiled.type.optional === undefined)
      return { of: compiled.tree, type: compiled.type };
    else {
      const found = compiled.type.optional === true ? 'null' : compiled.type.kind;
      const problem = { expression: text, words: text, at: 1, expected: 'number', found };
      problems.push({ code: 'expression.wrong-type', severity: 'error', path: at, ...problem });
    }
    return undefined;
  }

  function pointsOf(row: z.infer<typeof PointsRow>, i: number): ScoreRow {
    const points = fromNumber(row.then);
    const at = [...path, 'rows', i, 'then'];
    if (points === undefined) problems.push({ code: 'rule.not-points', severity: 'error', path: at, value: row.then });
    return { if: condition(row.if, scope, [...path, 'rows', i, 'if']), then: points ?? { n: 0, scale: 0 } };
  }
}
