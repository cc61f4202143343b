/**
 * Cuts the facts that conditions read into finitely many cases that stand for all: values that no condition tells apart count once.
 * What cannot be cut (a quantifier over records, a sum, two free numbers compared) becomes a fact of its own, taken as free; then
 * "every case has a row" still holds, while a gap may be one that cannot happen. Not for the workflow sandbox.
 */
import { compareDecimals, type Decimal, fromNumber, isDecimal, maxScale } from './decimal.ts';
import type { FactType, ListType, Scope } from './fact-type.ts';
import { formatExpression, formatValue } from './format.ts';
import { allNumbers, datePoints, numberPoints } from './grid.ts';
import type { Comparator, Expression, Test, Value, Values } from './tree.ts';

/** One fact and the values that stand for all of its values. */
export interface Dimension {
  readonly path: readonly string[];
  readonly values: readonly Value[];
}

export interface Partition {
  /** The conditions, with what could not be cut replaced by facts of their own. */
  readonly trees: readonly Expression[];
  /** Parents before their fields. */
  readonly dimensions: readonly Dimension[];
  /** How many cases there are; more than `most` when even one fact has more. */
  readonly cases: number;
  /** What was taken as free, in FEEL. */
  readonly assumed: readonly string[];
}

/** The case as facts; a field of an absent record is left out. */
export function factsOf(dimensions: readonly Dimension[], choice: readonly number[]): Values {
  const facts: Record<string, Value> = {};
  dimensions.forEach(({ path, values }, i) => {
    const value = values[choice[i] ?? 0] ?? null;
    let record: Record<string, Value> = facts;
    for (const field of path.slice(0, -1)) {
      const inner = Object.hasOwn(record, field) ? record[field] : {};
      if (inner === null || typeof inner !== 'object') return;
      record[field] = inner ?? {};
      record = inner as Record<string, Value>;
    }
    // A fresh object for a present record: the fields are written into it.
    record[path.at(-1) ?? ''] = typeof value === 'object' && value !== null && isEmptyRecord(value) ? {} : value;
  });
  return facts;
}

/** The case as a person reads it. */
export function wordsOf(dimensions: readonly Dimension[], choice: readonly number[]): { name: string; value: Value }[] {
  const absent = dimensions.filter(({ values }, i) => (values[choice[i] ?? 0] ?? null) === null);
  return dimensions.flatMap(({ path, values }, i) => {
    const value = values[choice[i] ?? 0] ?? null;
    const hidden = absent.some(
      (one) => one.path.length < path.length && one.path.every((field, at) => field === path[at]),
    );
    if (hidden || (typeof value === 'object' && value !== null && isEmptyRecord(value))) return [];
    return [{ name: path.join('.'), value }];
  });
}

export const formatWitness = (witness: readonly { name: string; value: Value }[]) =>
  witness.map(({ name, value }) => `${name} = ${formatValue(value)}`).join(', ');

/** Paths of facts read in a tree, variables included, in order of place. */
export function pathsIn(tree: Expression): (readonly string[])[] {
  const paths: (readonly string[])[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { op, path } = node as { op?: unknown; path?: readonly string[] };
    if (op === 'fact' && path !== undefined) paths.push(path);
    else for (const child of Object.values(node)) walk(child);
  };
  walk(tree);
  return paths;
}

/**
 * The partition of all facts that the conditions and the numbers read.
 * @param numbers trees whose value matters, not only how it compares; undefined when one of them cannot be enumerated
 * @param most cases beyond which the values of a fact are not listed any more
 */
export function partition(
  conditions: readonly Expression[],
  numbers: readonly Expression[],
  scope: Scope,
  most: number,
): (Partition & { readonly numbers: readonly Expression[] }) | undefined {
  const cutter = new Cutter(scope, most);
  const trees = conditions.map((tree) => cutter.condition(tree, new Map()) ?? tree);
  const wholes = numbers.map((tree) => cutter.whole(tree, new Map()));
  if (wholes.includes(undefined)) return undefined;
  return { ...cutter.finish(trees), numbers: wholes.flatMap((tree) => tree ?? []) };
}

/** How one fact is read. */
interface Use {
  readonly path: readonly string[];
  readonly type: FactType;
  /** Sets of texts that some condition tells from the rest; of a list, sets of its elements. */
  readonly sets: ReadonlySet<string>[];
  readonly numbers: Decimal[];
  readonly texts: Set<string>;
  /** Every value counts on its own. */
  whole: boolean;
  /** How many elements the list has counts. */
  counted: boolean;
}

/** Variables, by the path of the enumeration list they run over. */
type Variables = ReadonlyMap<string, readonly string[]>;

class Cutter {
  private readonly uses = new Map<string, Use>();
  private readonly lifted = new Map<string, FactType>();
  private readonly scope: Scope;
  private readonly most: number;

  constructor(scope: Scope, most: number) {
    this.scope = scope;
    this.most = most;
  }

  /** The condition over what can be cut; undefined when it reads a variable in a way that cannot, so its quantifier is taken as free. */
  condition(tree: Expression, variables: Variables): Expression | undefined {
    const cut = this.cut(tree, variables);
    if (cut !== undefined) return cut;
    if (pathsIn(tree).some(([root]) => root !== undefined && variables.has(root))) return undefined;
    // `every x satisfies T` is written as `not some x satisfies not T`, so that a table may use both of one thing.
    if (tree.op === 'every') {
      return { op: 'not', of: this.lift({ ...tree, op: 'some', test: opposite(tree.test) }, { kind: 'boolean' }) };
    }
    return this.lift(tree, { kind: 'boolean' });
  }

  private cut(tree: Expression, variables: Variables): Expression | undefined {
    switch (tree.op) {
      case 'constant':
        return tree;
      case 'fact':
        return this.use(tree.path, variables) && tree;
      case 'null':
        return tree.of.op === 'fact' && this.use(tree.of.path, variables) ? tree : undefined;
      case 'not': {
        const of = this.condition(tree.of, variables);
        return of && { ...tree, of };
      }
      case 'and':
      case 'or': {
        const of = tree.of.map((one) => this.condition(one, variables));
        return of.includes(undefined) ? undefined : { ...tree, of: of.flatMap((one) => one ?? []) };
      }
      case 'if': {
        const [test, yes, no] = [tree.test, tree.yes, tree.no].map((one) => this.condition(one, variables));
        return test && yes && no && { ...tree, test, yes, no };
      }
      case 'some':
      case 'every': {
        const source = this.source(tree.in, variables);
        if (source === undefined) return undefined;
        const test = this.condition(tree.test, new Map(variables).set(tree.name, source.path));
        return test && { ...tree, in: source.tree, test };
      }
      case 'compare': {
        const { left, right } = tree;
        if (right.op === 'constant') {
          const side = this.side(left, [{ test: 'is', is: tree.is, to: right }], tree.order, variables);
          if (side !== undefined) return { ...tree, left: side };
        }
        if (left.op === 'constant') {
          const side = this.side(right, [{ test: 'is', is: mirrored[tree.is], to: left }], tree.order, variables);
          if (side !== undefined) return { ...tree, right: side };
        }
        const [a, b] = [this.whole(left, variables), this.whole(right, variables)];
        return a && b && { ...tree, left: a, right: b };
      }
      case 'in':
        return this.membership(tree, variables);
      default:
        return undefined;
    }
  }

  private membership(tree: Expression & { op: 'in' }, variables: Variables): Expression | undefined {
    const constant = tree.tests.every((test) => operandsOf(test).every((one) => one.op === 'constant'));
    const of = constant ? this.side(tree.of, tree.tests, tree.order, variables) : undefined;
    if (of !== undefined) return { ...tree, of };

    // `list contains(post.kinds, "人事")`: the constant cuts the elements.
    const [only] = tree.tests;
    if (tree.tests.length === 1 && only?.test === 'member' && tree.of.op === 'constant') {
      const source = this.source(only.of, variables);
      if (source === undefined) return undefined;
      source.use.sets.push(new Set([String(tree.of.value)]));
      return { ...tree, tests: [{ test: 'member', of: source.tree }] };
    }

    const value = this.whole(tree.of, variables);
    const tests = tree.tests.map((test) => this.wholeTest(test, variables));
    return value && !tests.includes(undefined)
      ? { ...tree, of: value, tests: tests.flatMap((test) => test ?? []) }
      : undefined;
  }

  private wholeTest(test: Test, variables: Variables): Test | undefined {
    if (test.test === 'is') {
      const to = this.whole(test.to, variables);
      return to && { ...test, to };
    }
    if (test.test === 'range') {
      const [from, to] = [this.whole(test.from.at, variables), this.whole(test.to.at, variables)];
      return from && to && { ...test, from: { ...test.from, at: from }, to: { ...test.to, at: to } };
    }
    if (test.of.op === 'constant') return test;
    const source = this.source(test.of, variables);
    if (source === undefined) return undefined;
    source.use.whole = true;
    return { ...test, of: source.tree };
  }

  /** The side of a comparison that constants are compared with, or undefined when it must be enumerated in full. */
  private side(
    tree: Expression,
    tests: readonly Test[],
    order: readonly string[] | undefined,
    variables: Variables,
  ): Expression | undefined {
    if (tree.op === 'fact') {
      const use = this.use(tree.path, variables);
      if (use === undefined) return undefined;
      for (const test of tests) cutUse(use, test, order);
      return tree;
    }
    const counted = tree.op === 'count' ? this.source(tree.of, variables) : undefined;
    if (tree.op === 'count' && counted !== undefined) {
      counted.use.counted = true;
      return { ...tree, of: counted.tree };
    }
    const number = ['count', 'sum', 'add', 'multiply', 'negate'].includes(tree.op);
    if (!number || pathsIn(tree).some(([root]) => root !== undefined && variables.has(root))) return undefined;
    const whole = this.whole(tree, variables);
    if (whole !== undefined) return whole;
    // A number made of facts without limits: taken as a free number, which the constants cut.
    const scale = Math.min(this.scaleOf(tree), maxScale);
    const type: FactType = { kind: 'number', scale, ...(tree.op === 'count' && { min: { n: 0, scale: 0 } }) };
    const fact = this.lift(tree, type);
    const use = fact.op === 'fact' ? this.use(fact.path, new Map()) : undefined;
    if (use !== undefined) for (const test of tests) cutUse(use, test, order);
    return fact;
  }

  /** The tree with every fact in it enumerated in full, or undefined when one cannot be. */
  whole(tree: Expression, variables: Variables): Expression | undefined {
    switch (tree.op) {
      case 'constant':
        return tree;
      case 'fact': {
        const type = this.typeOf(tree.path, variables);
        const countable =
          type?.kind === 'boolean' ||
          type?.kind === 'enumeration' ||
          (type?.kind === 'number' && allNumbers(type, this.most) !== undefined);
        const use = countable ? this.use(tree.path, variables) : undefined;
        if (use === undefined) return undefined;
        use.whole = true;
        return tree;
      }
      case 'add':
      case 'multiply':
      case 'min':
      case 'max': {
        const of = tree.of.map((one) => this.whole(one, variables));
        return of.includes(undefined) ? undefined : { ...tree, of: of.flatMap((one) => one ?? []) };
      }
      case 'negate': {
        const of = this.whole(tree.of, variables);
        return of && { ...tree, of };
      }
      case 'count': {
        const source = this.source(tree.of, variables);
        if (source === undefined) return undefined;
        source.use.counted = true;
        return { ...tree, of: source.tree };
      }
      case 'if': {
        const test = this.condition(tree.test, variables);
        const [yes, no] = [this.whole(tree.yes, variables), this.whole(tree.no, variables)];
        return test && yes && no && { ...tree, test, yes, no };
      }
      case 'list':
      case 'where':
      case 'each':
      case 'sum':
        return undefined;
      default:
        return this.cut(tree, variables);
    }
  }

  /** A list of an enumeration, filtered or not. */
  private source(
    tree: Expression,
    variables: Variables,
  ): { tree: Expression; path: readonly string[]; use: Use } | undefined {
    if (tree.op === 'where') {
      const source = this.source(tree.in, variables);
      const test = source && this.condition(tree.test, new Map(variables).set(tree.name, source.path));
      return source && test && { ...source, tree: { ...tree, in: source.tree, test } };
    }
    if (tree.op !== 'fact' || (tree.path[0] !== undefined && variables.has(tree.path[0]))) return undefined;
    const type = this.typeOf(tree.path, variables);
    if (type?.kind !== 'list' || type.of.kind !== 'enumeration') return undefined;
    const use = this.use(tree.path, variables);
    return use && { tree, path: tree.path, use };
  }

  private lift(tree: Expression, type: FactType): Expression {
    const label = formatExpression(tree);
    this.lifted.set(label, type);
    this.use([label], new Map());
    return { op: 'fact', path: [label] };
  }

  private typeOf(path: readonly string[], variables: Variables): FactType | undefined {
    const [root = '', ...fields] = path;
    const list = variables.get(root);
    if (list !== undefined) {
      const type = this.typeOf(list, new Map());
      return fields.length === 0 && type?.kind === 'list' ? type.of : undefined;
    }
    let type = Object.hasOwn(this.scope, root) ? this.scope[root] : this.lifted.get(root);
    for (const field of fields) {
      type = type?.kind === 'record' && Object.hasOwn(type.fields, field) ? type.fields[field] : undefined;
    }
    return type;
  }

  /** Notes that a path is read; of a variable, the list it runs over. */
  private use(path: readonly string[], variables: Variables): Use | undefined {
    const list = variables.get(path[0] ?? '');
    if (list !== undefined) return path.length === 1 ? this.use(list, new Map()) : undefined;
    const type = this.typeOf(path, variables);
    if (type === undefined) return undefined;
    // Whether a record on the way is there is a case of its own.
    const parent = path.slice(0, -1);
    if (parent.length > 0) this.use(parent, variables);
    const key = JSON.stringify(path);
    const known = this.uses.get(key);
    if (known !== undefined) return known;
    const use: Use = { path, type, sets: [], numbers: [], texts: new Set(), whole: false, counted: false };
    this.uses.set(key, use);
    return use;
  }

  finish(trees: readonly Expression[]): Partition {
    const read = [...this.uses.values()]
      .filter((use) => use.type.kind !== 'record' || use.type.optional === true)
      .sort((a, b) => a.path.length - b.path.length);
    let cases = 1;
    const dimensions: Dimension[] = [];
    for (const use of read) {
      const { values, size } = valuesOf(use, this.most);
      const all = use.type.optional === true ? [...values, null] : values;
      cases *= use.type.optional === true ? size + 1 : size;
      dimensions.push({ path: use.path, values: all });
    }
    return { trees, dimensions, cases, assumed: [...this.lifted.keys()] };
  }

  /** Decimal places of a number, as the compiler counts them. */
  /** Of a list of records, filtered or not, and of a field of each. */
  private elementOf(tree: Expression): FactType | undefined {
    switch (tree.op) {
      case 'fact': {
        const type = this.typeOf(tree.path, new Map());
        return type?.kind === 'list' ? type.of : undefined;
      }
      case 'where':
        return this.elementOf(tree.in);
      case 'each': {
        const type = this.elementOf(tree.of);
        return type?.kind === 'record' ? type.fields[tree.field] : undefined;
      }
      default:
        return undefined;
    }
  }

  private scaleOf(tree: Expression): number {
    switch (tree.op) {
      case 'constant': {
        const value = tree.value;
        return isDecimal(value) ? value.scale : typeof value === 'number' ? (fromNumber(value)?.scale ?? maxScale) : 0;
      }
      case 'fact': {
        const type = this.typeOf(tree.path, new Map());
        return type?.kind === 'number' ? type.scale : maxScale;
      }
      case 'count':
        return 0;
      case 'sum': {
        const type = this.elementOf(tree.of);
        return type?.kind === 'number' ? type.scale : maxScale;
      }
      case 'negate':
        return this.scaleOf(tree.of);
      case 'add':
        return Math.max(...tree.of.map((one) => this.scaleOf(one)));
      case 'multiply':
        return tree.of.reduce((sum, one) => sum + this.scaleOf(one), 0);
      default:
        return maxScale;
    }
  }
}

function cutUse(use: Use, test: Test, order: readonly string[] | undefined): void {
  const type = use.type.kind === 'list' ? use.type.of : use.type;
  const constants = operandsOf(test).flatMap((one) => (one.op === 'constant' ? listed(one.value) : []));
  if (type.kind === 'number') {
    for (const value of constants) {
      const decimal = typeof value === 'number' ? fromNumber(value) : value;
      if (isDecimal(decimal)) use.numbers.push(decimal);
    }
    return;
  }
  if (type.kind === 'enumeration' && order !== undefined && test.test !== 'member') {
    // Every constant cuts the order in below, at and above.
    for (const value of constants) {
      const at = order.indexOf(String(value));
      use.sets.push(new Set(order.slice(0, at)), new Set(order.slice(0, at + 1)));
    }
    return;
  }
  if (type.kind === 'enumeration') use.sets.push(new Set(constants.map(String)));
  for (const value of constants) use.texts.add(String(value));
}

/** The values that stand for all of a fact, and how many they would be were they all listed. */
function valuesOf(use: Use, most: number): { values: readonly Value[]; size: number } {
  const { type } = use;
  switch (type.kind) {
    case 'boolean':
      return sized([true, false]);
    case 'enumeration':
      return sized(use.whole ? type.values : classesOf(type.values, use.sets).map(([first]) => first ?? ''));
    case 'number':
      return sized(use.whole ? (allNumbers(type, most) ?? []) : numberPoints(type, distinct(use.numbers)));
    case 'date':
      return sized(datePoints([...use.texts]));
    case 'reference':
      return sized([...use.texts, otherThan(use.texts)]);
    case 'list':
      return listsOf(type, use, most);
    case 'record':
      return sized([{}]);
    default: {
      const none: never = type;
      return none;
    }
  }
}

/** Lists with every mixture of the classes of elements: none or one of a class, or each number of them where they are counted. */
function listsOf(type: ListType, use: Use, most: number): { values: readonly Value[]; size: number } {
  if (type.of.kind !== 'enumeration') return sized([[]]);
  const classes = use.whole ? type.of.values.map((value) => [value]) : classesOf(type.of.values, use.sets);
  const choices = classes.map((members) => (use.counted ? members.length + 1 : 2));
  const size = choices.reduce((product, n) => product * n, 1);
  if (size > most) return { values: [], size };
  let lists: string[][] = [[]];
  for (const [i, members] of classes.entries()) {
    const counts = Array.from({ length: choices[i] ?? 1 }, (_, n) => n);
    lists = lists.flatMap((list) => counts.map((n) => [...list, ...members.slice(0, n)]));
  }
  return { values: lists, size };
}

/** Values that lie in the same sets, in the order of their first. */
function classesOf(values: readonly string[], sets: readonly ReadonlySet<string>[]): string[][] {
  const classes = new Map<string, string[]>();
  for (const value of values) {
    const signature = sets.map((set) => (set.has(value) ? '1' : '0')).join('');
    classes.set(signature, [...(classes.get(signature) ?? []), value]);
  }
  return [...classes.values()];
}

function otherThan(texts: ReadonlySet<string>): string {
  let other = '*';
  while (texts.has(other)) other += '*';
  return other;
}

function operandsOf(test: Test): Expression[] {
  if (test.test === 'is') return [test.to];
  return test.test === 'range' ? [test.from.at, test.to.at] : [test.of];
}

function opposite(tree: Expression): Expression {
  if (tree.op === 'not') return tree.of;
  return tree.op === 'compare' ? { ...tree, is: negated[tree.is] } : { op: 'not', of: tree };
}

const mirrored: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
const negated: Readonly<Record<Comparator, Comparator>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

const sized = (values: readonly Value[]) => ({ values, size: values.length });
const listed = (value: Value): readonly Value[] => (Array.isArray(value) ? (value as readonly Value[]) : [value]);
const isEmptyRecord = (value: object) => !Array.isArray(value) && Object.keys(value).length === 0;

function distinct(numbers: readonly Decimal[]): Decimal[] {
  const sorted = [...numbers].sort(compareDecimals);
  return sorted.filter((one, i) => i === 0 || compareDecimals(one, sorted[i - 1] ?? one) !== 0);
}
