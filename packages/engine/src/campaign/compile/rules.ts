/** A plan's rule as the expression compiler takes it: results are grades of its scale, the gravest first. */
import { compileRule, type RuleSource } from '../../expression/compile-rule.ts';
import type { Scope } from '../../expression/fact-type.ts';
import type { Otherwise, Rule } from '../../expression/rule.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Rule as WrittenRule } from '../../plan/rule.ts';
import type { Problem } from '../../problem.ts';

export function compilePlanRule(
  plan: Plan,
  id: string,
  scope: Scope,
): { readonly rule: Rule } | { readonly problems: readonly Problem[] } {
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
  return shape.length > 0 ? { problems: shape } : compileRule(sourceOf(written, order), scope, grades, path);
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
  const unknown = (at: Problem['path']): Problem => ({
    code: 'plan.unknown-key',
    severity: 'error',
    path: at,
    key: String(at.at(-1)),
  });
  return [
    ...(counted && rule.bands === undefined ? [missing([...path, 'bands'])] : []),
    ...(!counted && rule.bands !== undefined ? [unknown([...path, 'bands'])] : []),
    ...(rule.hit !== 'score' && rule.base !== undefined ? [unknown([...path, 'base'])] : []),
    ...rule.rows.flatMap((row, i): Problem[] => {
      const at = [...path, 'rows', i, 'then'];
      if (rule.hit === 'count') return row.then === undefined ? [] : [unknown(at)];
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

function sourceOf(rule: WrittenRule, order: readonly string[]): RuleSource {
  const rows = rule.rows.map((row) => ({ if: row.if, then: row.then ?? null }));
  const bands = (rule.bands ?? []).map((band) => ({ if: band.if, then: band.then ?? null }));
  const rest = rule.otherwise === undefined ? {} : { otherwise: otherwiseOf(rule.otherwise) };
  switch (rule.hit) {
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
