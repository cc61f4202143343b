/** Facts that a plan computes: expressions compiled where they are read, and whether each gives what its fact may be. */
import { type Compiled, compileCondition, compileExpression } from '../../expression/compile.ts';
import { compareDecimals } from '../../expression/decimal.ts';
import { type FactType, formatType, type Scope } from '../../expression/fact-type.ts';
import type { Expression } from '../../expression/tree.ts';
import { invariant } from '../../invariant.ts';
import type { Path } from '../../plan/plan-index.ts';
import type { Computed } from '../../plan/step.ts';
import type { Problem } from '../../problem.ts';

export function conditionIn(text: string | undefined, scope: Scope): { readonly if?: Expression } {
  if (text === undefined) return {};
  const compiled = compileCondition(text, scope);
  invariant(!('problems' in compiled), `the condition '${text}' to compile`);
  return { if: compiled.tree };
}

/** Expressions of facts, by their names. */
export function factsOf(computed: Computed | undefined, scope: Scope): Readonly<Record<string, Expression>> {
  return Object.fromEntries(
    Object.entries(computed ?? {}).map(([fact, text]) => {
      const compiled = compileExpression(text, scope);
      invariant(!('problems' in compiled), `the expression '${text}' to compile`);
      return [fact, compiled.tree];
    }),
  );
}

/** Each fact that must be given is, none that there is not, and each expression gives what its fact may be. */
export function computedProblems(
  computed: Computed | undefined,
  scope: Scope,
  wanted: Scope,
  name: string,
  path: Path,
): readonly Problem[] {
  const given = computed ?? {};
  const missing = Object.keys(wanted).filter((fact) => given[fact] === undefined && wanted[fact]?.optional !== true);
  const problems: Problem[] =
    missing.length === 0 ? [] : [{ code: 'procedure.facts-missing', severity: 'error', path, name, facts: missing }];
  for (const [fact, text] of Object.entries(given)) {
    const at = [...path, fact];
    const type = wanted[fact];
    if (type === undefined) {
      problems.push({
        code: 'procedure.fact-unknown',
        severity: 'error',
        path: at,
        name,
        fact,
        possible: Object.keys(wanted),
      });
      continue;
    }
    const compiled = compileExpression(text, scope, at);
    if ('problems' in compiled) problems.push(...compiled.problems);
    else if (!fits(compiled, type))
      problems.push({
        code: 'procedure.fact-type',
        severity: 'error',
        path: at,
        fact,
        expected: worded(type),
        found: worded(compiled.type),
      });
  }
  return problems;
}

const worded = (type: FactType): string => `${formatType(type)}${type.optional === true ? ' | null' : ''}`;

/** Whether every value of the expression is one of the fact. */
function fits({ type: found }: Compiled, wanted: FactType): boolean {
  if (found.optional === true && wanted.optional !== true) return false;
  switch (wanted.kind) {
    case 'enumeration':
      return found.kind === 'enumeration' && found.values.every((value) => wanted.values.includes(value));
    case 'number': {
      if (found.kind !== 'number' || found.scale > wanted.scale) return false;
      const low = wanted.min === undefined || (found.min !== undefined && compareDecimals(found.min, wanted.min) >= 0);
      const high = wanted.max === undefined || (found.max !== undefined && compareDecimals(found.max, wanted.max) <= 0);
      return low && high;
    }
    case 'list':
      return found.kind === 'list' && fits({ type: found.of, tree: { op: 'constant', value: null } }, wanted.of);
    case 'reference':
      return found.kind === 'reference' && found.to === wanted.to;
    default:
      return found.kind === wanted.kind;
  }
}
