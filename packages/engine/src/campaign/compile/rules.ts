/**
 * A plan's rule as the expression compiler takes it: results are grades of its scale, the gravest first. A matrix is a row for every
 * cell; a rule that leaves everything to a person has no rows.
 */
import { compileExpression } from '../../expression/compile.ts';
import { compileRule, type RuleSource } from '../../expression/compile-rule.ts';
import type { Scope } from '../../expression/fact-type.ts';
import type { Otherwise, Rule } from '../../expression/rule.ts';
import type { Expression } from '../../expression/tree.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Rule as WrittenRule } from '../../plan/rule.ts';
import type { Problem } from '../../problem.ts';

export interface CompiledRule {
  readonly rule: Rule;
  /** What a person who grades is shown, by name. */
  readonly factors: Readonly<Record<string, Expression>>;
}

export function compilePlanRule(
  plan: Plan,
  id: string,
  scope: Scope,
): CompiledRule | { readonly problems: readonly Problem[] } {
  const written = plan.rules?.[id];
  const path = ['rules', id];
  if (written === undefined)
    return {
      problems: [
        { code: 'reference.rule', severity: 'error', path, name: id, possible: Object.keys(plan.rules ?? {}) },
      ],
    };
  const scale = plan.scales[written.scale];
  const grades = scale?.grades ?? [];
  const order = scale?.gravest === 'last' ? grades.toReversed() : grades;
  const shape = shapeProblems(written, path);
  if (shape.length > 0) return { problems: shape };
  const matrix = written.matrix === undefined ? [] : matrixOf(written.matrix, scope, path);
  const rows = 'problems' in matrix ? [] : [...(written.rows ?? []), ...matrix];
  const compiled = compileRule(sourceOf({ ...written, rows }, order), scope, grades, path);
  const factors = Object.entries(written.factors ?? {}).map(
    ([name, text]) => [name, compileExpression(text, scope, [...path, 'factors', name])] as const,
  );
  const problems = [
    ...('problems' in matrix ? matrix.problems : []),
    ...('problems' in compiled ? placedInMatrix(compiled.problems, written, path) : []),
    ...factors.flatMap(([, factor]) => ('problems' in factor ? factor.problems : [])),
  ];
  if ('problems' in compiled || problems.length > 0) return { problems };
  return {
    rule: compiled.rule,
    factors: Object.fromEntries(factors.flatMap(([name, factor]) => ('tree' in factor ? [[name, factor.tree]] : []))),
  };
}

type Row = NonNullable<WrittenRule['rows']>[number];

/** The rows of a matrix, down first. */
function matrixOf(
  matrix: NonNullable<WrittenRule['matrix']>,
  scope: Scope,
  path: Problem['path'],
): readonly Row[] | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const [down, across] = (['down', 'across'] as const).map((side) => {
    const at = [...path, 'matrix', side];
    const compiled = compileExpression(matrix[side], scope, at);
    if ('problems' in compiled) {
      problems.push(...compiled.problems);
      return JSON.stringify;
    }
    const { kind } = compiled.type;
    if ((kind !== 'enumeration' && kind !== 'number') || compiled.type.optional === true) {
      const fields = { expression: matrix[side], words: matrix[side], at: 1, expected: 'enumeration | number' };
      problems.push({ code: 'expression.wrong-type', severity: 'error', path: at, ...fields, found: kind });
    }
    return kind === 'number' ? String : JSON.stringify;
  });
  if (problems.length > 0 || down === undefined || across === undefined) return { problems };
  return cellsOf(matrix).map(
    ([one, other, grade]): Row => ({
      if: `(${matrix.down}) = ${down(one)} and (${matrix.across}) = ${across(other)}`,
      then: grade,
    }),
  );
}

function cellsOf({ cells }: NonNullable<WrittenRule['matrix']>): readonly (readonly [string, string, string])[] {
  return Object.entries(cells).flatMap(([down, line]) =>
    Object.entries(line).map(([across, grade]) => [down, across, grade] as const),
  );
}

/** What is said of the row of a cell is said of the cell. */
export function placedInMatrix(
  problems: readonly Problem[],
  written: WrittenRule,
  path: Problem['path'],
): readonly Problem[] {
  if (written.matrix === undefined) return problems;
  const cells = cellsOf(written.matrix);
  const known = written.rows?.length ?? 0;
  return problems.map((one) => {
    const [part, row] = one.path.slice(path.length);
    const cell = part === 'rows' && typeof row === 'number' ? cells[row - known] : undefined;
    return cell === undefined ? one : { ...one, path: [...path, 'matrix', 'cells', cell[0], cell[1]] };
  });
}

/** Which keys a hit policy needs; said by the policy, not by the type. */
function shapeProblems(rule: WrittenRule, path: Problem['path']): Problem[] {
  const counted = rule.hit === 'count' || rule.hit === 'score';
  const missing = (at: Problem['path']): Problem => ({
    code: 'plan.missing-key',
    severity: 'error',
    path: at,
    key: String(at.at(-1)),
  });
  const fitting =
    rule.hit === 'person'
      ? ['factors']
      : [
          'rows',
          ...(counted ? ['bands'] : ['matrix']),
          ...(rule.hit === 'score' ? ['base'] : []),
          'otherwise',
          'factors',
        ];
  const unknown = (at: Problem['path'], possible: readonly string[] = fitting): Problem => ({
    code: 'plan.unknown-key',
    severity: 'error',
    path: at,
    key: String(at.at(-1)),
    possible,
  });
  if (rule.hit === 'person')
    return (['rows', 'matrix', 'bands', 'base', 'otherwise'] as const).flatMap((key) =>
      rule[key] === undefined ? [] : [unknown([...path, key])],
    );
  return [
    // A base alone is a score.
    ...(rule.rows === undefined && rule.matrix === undefined && rule.base === undefined
      ? [missing([...path, 'rows'])]
      : []),
    ...(rule.matrix !== undefined && counted ? [unknown([...path, 'matrix'])] : []),
    ...(counted && rule.bands === undefined ? [missing([...path, 'bands'])] : []),
    ...(!counted && rule.bands !== undefined ? [unknown([...path, 'bands'])] : []),
    ...(rule.hit !== 'score' && rule.base !== undefined ? [unknown([...path, 'base'])] : []),
    ...(rule.rows ?? []).flatMap((row, i): Problem[] => {
      const at = [...path, 'rows', i, 'then'];
      if (rule.hit === 'count') return row.then === undefined ? [] : [unknown(at, ['if'])];
      if (row.then === undefined) return [missing(at)];
      const wanted = rule.hit === 'score' ? 'number' : 'string';
      return typeof row.then === wanted
        ? []
        : [
            {
              code: 'plan.wrong-type',
              severity: 'error',
              path: at,
              key: 'then',
              expected: wanted,
              found: typeof row.then,
            },
          ];
    }),
    ...(rule.bands ?? []).flatMap((band, i) =>
      band.then === undefined ? [missing([...path, 'bands', i, 'then'])] : [],
    ),
  ];
}

function sourceOf(rule: WrittenRule & { readonly rows: readonly Row[] }, order: readonly string[]): RuleSource {
  const rows = rule.rows.map((row) => ({ if: row.if, then: row.then ?? null }));
  const bands = (rule.bands ?? []).map((band) => ({ if: band.if, then: band.then ?? null }));
  const rest = rule.otherwise === undefined ? {} : { otherwise: otherwiseOf(rule.otherwise) };
  switch (rule.hit) {
    case 'person':
      return { hit: 'first', rows: [], otherwise: { kind: 'person' } };
    case 'first':
    case 'unique':
    case 'any':
      return { hit: rule.hit, rows, ...rest };
    case 'worst':
    case 'best':
      return { hit: rule.hit, order: [...order], rows, ...rest };
    case 'count':
      return { hit: 'count', rows: rule.rows.map((row) => ({ if: row.if })), bands, ...rest };
    case 'score':
      return {
        hit: 'score',
        ...(rule.base !== undefined && { base: rule.base }),
        rows: rule.rows.map((row) => ({ if: row.if, then: typeof row.then === 'number' ? row.then : 0 })),
        bands,
        ...rest,
      };
    default: {
      const none: never = rule.hit;
      return none;
    }
  }
}

function otherwiseOf(otherwise: NonNullable<WrittenRule['otherwise']>): Otherwise {
  return typeof otherwise === 'string' ? { kind: 'value', value: otherwise } : { kind: otherwise.leave };
}
