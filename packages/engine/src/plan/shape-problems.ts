/**
 * What zod found wrong, as problems of ours: one code per kind of mistake, with the fields that its message needs.
 */
import type * as z from 'zod';
import type { Problem } from '../problem.ts';

type Issue = z.core.$ZodIssue;
type Path = Problem['path'];

/** How a shape is parsed, so that what is wrong can be told: with what was found, and what may stand there. */
export const telling: z.core.ParseContext<z.core.$ZodIssue> = {
  reportInput: true,
  // The issue does not keep its schema; its message, which nobody reads otherwise, carries the keys.
  error: ({ code, inst }) =>
    code === 'unrecognized_keys' && inst !== undefined
      ? Object.keys((inst as z.core.$ZodObject)._zod.def.shape ?? {}).join(' ')
      : undefined,
};

export function problemsOf(issues: readonly Issue[], at: Path = []): Problem[] {
  return issues.flatMap((issue) => {
    const path = [...at, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
    const problem = (code: string, fields: Readonly<Record<string, unknown>> = {}, where: Path = path): Problem[] => [
      { code, severity: 'error', path: where, key: String(where.at(-1) ?? ''), ...fields },
    ];
    const found = describe(issue.input);
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.flatMap((key) =>
          problem('plan.unknown-key', { possible: issue.message.split(' ') }, [...path, key]),
        );
      case 'invalid_type':
        return issue.input === undefined
          ? problem('plan.missing-key')
          : problem('plan.wrong-type', { expected: written(issue.expected), found });
      case 'invalid_value':
        if (issue.input === undefined) return problem('plan.missing-key');
        return problem('plan.not-a-value', { possible: issue.values.map(String), found });
      case 'invalid_format':
        return problem('plan.bad-format', { found, expected: 'pattern' in issue ? issue.pattern : issue.format });
      case 'too_small':
        return problem('plan.too-small', { found, least: String(issue.minimum) });
      case 'too_big':
        return problem('plan.too-big', { found: found.slice(0, 60), most: String(issue.maximum) });
      case 'invalid_key':
        return problem('plan.bad-format', { found: String(path.at(-1)), expected: 'id' });
      case 'invalid_union':
        return unionProblems(issue, path, problem, found);
      case 'custom': {
        const { code = 'plan.wrong-type', ...fields } = (issue.params ?? {}) as Record<string, unknown>;
        return problem(String(code), fields);
      }
      default:
        return problem('plan.wrong-type', { expected: issue.code, found });
    }
  });
}

/** Keys of the value itself that do not fit: what is wrong further down does not tell one branch from another. */
function strangeness(errors: readonly Issue[]): number {
  return errors.reduce(
    (sum, error) =>
      sum + (error.code === 'unrecognized_keys' ? error.keys.length : 1) * (error.path.length <= 1 ? 1 : 0),
    0,
  );
}

/** What each branch finds wrong; those of a union within count as its own. */
function branchesOf(issue: z.core.$ZodIssueInvalidUnion): readonly (readonly Issue[])[] {
  return issue.errors.flatMap((errors) => {
    const [only] = errors;
    return errors.length === 1 && only?.code === 'invalid_union' && only.path.length === 0
      ? branchesOf(only)
      : [errors];
  });
}

/** The problems of the branch that was meant: the one that fits at its top; without one, the types that would do. */
function unionProblems(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  problem: (code: string, fields?: Readonly<Record<string, unknown>>) => Problem[],
  found: string,
): Problem[] {
  if (issue.input === undefined) return problem('plan.missing-key');
  if ('discriminator' in issue && issue.discriminator !== undefined) {
    // The path of the issue ends with the key that tells the branches apart.
    const input = (issue.input as Readonly<Record<string, unknown>>)[issue.discriminator];
    if (input === undefined) return problem('plan.missing-key');
    return problem('plan.not-a-value', {
      possible: ('options' in issue ? (issue.options ?? []) : []).map(String),
      found: describe(input),
    });
  }
  const meant = branchesOf(issue)
    .filter(
      (errors) =>
        !errors.some(
          (error) => error.path.length === 0 && (error.code === 'invalid_type' || error.code === 'invalid_value'),
        ),
    )
    .toSorted((a, b) => strangeness(a) - strangeness(b) || a.length - b.length)[0];
  if (meant !== undefined) return problemsOf(meant, path);
  const expected = branchesOf(issue).flatMap((errors) =>
    errors.flatMap((error) =>
      error.code === 'invalid_type'
        ? [written(error.expected)]
        : error.code === 'invalid_value'
          ? error.values.map(String)
          : [],
    ),
  );
  return problem('plan.wrong-type', { expected: [...new Set(expected)], found });
}

/** A type as one writes it in YAML, the same in every language. */
function written(type: string): string {
  const forms: Readonly<Record<string, string>> = {
    array: '[…]',
    object: '{…}',
    record: '{…}',
    tuple: '[…]',
    string: '"…"',
    boolean: 'true | false',
    int: 'number',
  };
  return forms[type] ?? type;
}

function describe(input: unknown): string {
  if (Array.isArray(input)) return `[${input.length}]`;
  if (input !== null && typeof input === 'object') return '{…}';
  const text = String(input);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
