/**
 * Checks facts against a scope before anything is evaluated: what is missing, mistyped or out of range is a problem here, so that
 * the same in `evaluate` is a fault. Facts the scope does not name are nobody's business and pass.
 */
import type { Problem } from '../problem.ts';
import { compareDecimals, type Decimal, formatDecimal, fromNumber, isDecimal } from './decimal.ts';
import { type FactType, formatType, isDate, type Scope } from './fact-type.ts';

/** All problems of the facts, in the order of the scope; each names the fact by its path, as `post.rank`. */
export function checkFacts(scope: Scope, values: unknown, path: Problem['path'] = []): Problem[] {
  if (isRecord(values)) return fieldProblems(scope, values, path, '');
  return [factProblem('fact.wrong-type', path, '', { expected: 'record', found: kindOf(values) })];
}

function fieldProblems(
  fields: Scope,
  values: Readonly<Record<string, unknown>>,
  path: Problem['path'],
  parent: string,
): Problem[] {
  return Object.entries(fields).flatMap(([field, type]) => {
    const value = Object.hasOwn(values, field) ? values[field] : undefined;
    return valueProblems(type, value, [...path, field], parent === '' ? field : `${parent}.${field}`);
  });
}

function valueProblems(type: FactType, value: unknown, path: Problem['path'], name: string): Problem[] {
  if (value === undefined || value === null) return type.optional ? [] : [factProblem('fact.missing', path, name)];
  const wrong = () => [
    factProblem('fact.wrong-type', path, name, { expected: formatType(type), found: kindOf(value) }),
  ];
  switch (type.kind) {
    case 'enumeration':
      if (typeof value !== 'string') return wrong();
      return type.values.includes(value)
        ? []
        : [factProblem('fact.not-a-value', path, name, { value, possible: type.values })];
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong();
    case 'number': {
      const decimal = typeof value === 'number' ? fromNumber(value) : value;
      if (!isDecimal(decimal)) return wrong();
      if (decimal.scale <= type.scale && isWithin(decimal, type.min, type.max)) return [];
      return [
        factProblem('fact.out-of-range', path, name, {
          value: formatDecimal(decimal),
          expected: formatType(type),
          scale: type.scale,
        }),
      ];
    }
    case 'date':
      return typeof value === 'string' && isDate(value) ? [] : wrong();
    case 'reference':
      return typeof value === 'string' ? [] : wrong();
    case 'list': {
      if (!Array.isArray(value)) return wrong();
      const problems = value.flatMap((one, i) => valueProblems(type.of, one, [...path, i], `${name}[${i + 1}]`));
      const repeated = type.of.kind === 'enumeration' ? value.find((one, i) => value.indexOf(one) < i) : undefined;
      return repeated === undefined
        ? problems
        : [...problems, factProblem('fact.repeated', path, name, { value: repeated })];
    }
    case 'record':
      return isRecord(value) ? fieldProblems(type.fields, value, path, name) : wrong();
    default: {
      const none: never = type;
      return none;
    }
  }
}

function isWithin(value: Decimal, min: Decimal | undefined, max: Decimal | undefined): boolean {
  return (
    (min === undefined || compareDecimals(min, value) <= 0) && (max === undefined || compareDecimals(value, max) <= 0)
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
}

function factProblem(
  code: string,
  path: Problem['path'],
  name: string,
  fields: Readonly<Record<string, unknown>> = {},
): Problem {
  return { code, severity: 'error', path, name, ...fields };
}
