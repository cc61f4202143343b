/**
 * The names of a child plan within its frame: each that the child declares gets the child's name before it. References follow by the keys
 * they stand under, names in expressions by their place. Must not know what the parts mean.
 */
import type { Problem } from '../problem.ts';

type Path = Problem['path'];

export interface ChildNames {
  /** What stands before every name: `jinan` makes `head` into `jinanHead`. */
  readonly prefix: string;
  readonly roles: ReadonlySet<string>;
  readonly forms: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
  readonly reviews: ReadonlySet<string>;
  /** Without those that are the frame's. */
  readonly scales: ReadonlySet<string>;
  readonly scores: ReadonlySet<string>;
  readonly layers: ReadonlySet<string>;
  /** Phases and procedures. */
  readonly parts: ReadonlySet<string>;
}

export function under(prefix: string, name: string): string {
  return `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/**
 * A problem of the whole plan in the words of the one it is about: its own names as its author wrote them, and without those of the
 * plans beside or below it, which nobody can name there.
 */
export function inOwnWords(problem: Problem, own: string | undefined, others: readonly string[]): Problem {
  const isOther = (name: string): boolean =>
    name !== bare(name, own) ? false : others.some((one) => name !== bare(name, one));
  const said = (field: unknown): unknown => {
    if (typeof field === 'string') return bare(field, own);
    return Array.isArray(field) ? field.map(said) : field;
  };
  const { code, severity, path, in: where, possible, ...fields } = problem;
  const told = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, said(field)]));
  const choices = Array.isArray(possible)
    ? possible.filter((one) => typeof one !== 'string' || !isOther(one)).map(said)
    : possible;
  return {
    code,
    severity,
    path,
    ...(where !== undefined && { in: where }),
    ...told,
    ...(possible !== undefined && { possible: choices }),
  };
}

/** `jinanHead` of `jinan` as `head`, also where it stands in an expression. */
function bare(text: string, prefix: string | undefined): string {
  if (prefix === undefined) return text;
  return text.replace(new RegExp(`(?<!\\w)${prefix}([A-Z])`, 'g'), (_, first: string) => first.toLowerCase());
}

const texts = new Set([
  'id',
  'name',
  'title',
  'source',
  'reading',
  'words',
  'reasons',
  'printed',
  'says',
  'relation',
  'type',
  'values',
  'grades',
  'body',
  'function',
  'unit',
  'hit',
  'mode',
  'channels',
]);
const expressions = new Set(['if', 'when', 'base', 'points', 'down', 'across']);
const roleKeys = new Set([
  'by',
  'past',
  'role',
  'roles',
  'scope',
  'opens',
  'office',
  'selfReview',
  'copies',
  'recordedBy',
  'groups',
  'assessors',
  'approver',
]);
const tables: Readonly<Record<string, keyof Omit<ChildNames, 'prefix'>>> = {
  declaration: 'forms',
  rollUp: 'forms',
  form: 'forms',
  review: 'reviews',
  grade: 'rules',
  rule: 'rules',
  score: 'scores',
  scale: 'scales',
  each: 'layers',
  layer: 'layers',
  procedure: 'parts',
};

/** A part of the child plan with its names as they are in the frame. */
export function renamed(names: ChildNames, part: unknown, path: Path): unknown {
  const put = (table: keyof Omit<ChildNames, 'prefix'>, name: string): string =>
    names[table].has(name) ? under(names.prefix, name) : name;
  const reference = (text: string): string => {
    const [first = '', ...rest] = text.split('.');
    return rest.length === 0 ? text : [put('parts', first), ...rest].join('.');
  };
  /** Under `choose` rows, what holds for the key that they stand for. */
  const keyAt = (at: Path): { readonly key: string; readonly above: string; readonly higher: string } => {
    const keys = at.filter((one): one is string => typeof one === 'string');
    const rows = keys.lastIndexOf('choose');
    const isResult = keys.at(-1) === 'then' || keys.at(-1) === 'otherwise';
    const end =
      isResult && (rows >= 0 || keys.at(-1) === 'otherwise') ? (rows >= 0 ? rows : keys.length - 1) : keys.length;
    return { key: keys[end - 1] ?? '', above: keys[end - 2] ?? '', higher: keys[end - 3] ?? '' };
  };

  function text(value: string, at: Path, siblings: object): string {
    const { key, above, higher } = keyAt(at);
    // Facts are named by the plan: whatever the name, what stands for one is an expression.
    if (above === 'facts' || above === 'factors') return inExpression(names, value);
    if (texts.has(key)) return value;
    if (expressions.has(key)) return inExpression(names, value);
    if (roleKeys.has(key)) return put('roles', value);
    const [top] = at;
    switch (key) {
      case 'to':
        return above === 'send' || above === 'escalations' || higher === 'escalations'
          ? put('roles', value)
          : reference(value);
      case 'of':
        if ('edge' in siblings) return names.parts.has(value) ? put('parts', value) : reference(value);
        if (above === 'sitting') return put('roles', value);
        if (
          top === 'roles' ||
          top === 'rules' ||
          top === 'scores' ||
          above === 'rows' ||
          (top === 'procedures' && at.length === 3)
        )
          return put('layers', value);
        return reference(value);
      case 'after':
      case 'with':
        return top === 'phases' && at[2] === key ? put('parts', value) : reference(value);
      case 'stage': {
        const [review = '', ...rest] = value.split('.');
        return [put('reviews', review), ...rest].join('.');
      }
      case 'show':
        return pathName(names, value);
      default: {
        const table = tables[key];
        return table === undefined || value.includes('.') ? reference(value) : put(table, value);
      }
    }
  }
  function visit(value: unknown, at: Path, siblings: object): unknown {
    if (typeof value === 'string') return text(value, at, siblings);
    if (Array.isArray(value)) return value.map((one, index) => visit(one, [...at, index], value));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        at.at(-1) === 'weights' || at.at(-1) === 'groups' ? put('roles', key) : key,
        visit(one, [...at, key], value),
      ]),
    );
  }
  return visit(part, path, {});
}

function pathName(names: ChildNames, path: string): string {
  const [first = '', second, ...rest] = path.split('.');
  const put = (set: ReadonlySet<string>, name: string) => (set.has(name) ? under(names.prefix, name) : name);
  if (second !== undefined && first === 'grade') return [first, put(names.scales, second), ...rest].join('.');
  if (second !== undefined && first === 'node') return [first, put(names.layers, second), ...rest].join('.');
  const head = names.layers.has(first) || names.parts.has(first) ? under(names.prefix, first) : first;
  return [head, ...(second === undefined ? [] : [second]), ...rest].join('.');
}

/** Names outside quotes, with what follows them after dots. */
function inExpression(names: ChildNames, text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g, (found) =>
    found.startsWith('"') ? found : pathName(names, found),
  );
}
