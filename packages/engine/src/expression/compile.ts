/**
 * Compiles the text of an expression to the closed tree, typed against a scope. Everything that could be missing, mistyped or
 * unknown when the plan runs is a problem here, and all problems are reported at once. Not for the workflow sandbox.
 */
import type { Problem } from '../problem.ts';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  maxScale,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  reciprocalOf,
} from './decimal.ts';
import {
  type FactType,
  formatType,
  isDate,
  type NumberType,
  type RecordType,
  type Scope,
  withoutOptional,
} from './fact-type.ts';
import { type Mistake, maxDepth, parse, type Syntax } from './parse.ts';
import type { Comparator, Constant, Expression, Sort, Test } from './tree.ts';

export type Compiled = { readonly tree: Expression; readonly type: FactType };
export type Uncompiled = { readonly problems: readonly Problem[] };

/** A type while compiling: texts written in the expression have no enumeration yet; unknown stands for what is already reported. */
type Type =
  | FactType
  | { readonly kind: 'texts'; readonly values: readonly string[]; readonly optional?: true }
  | { readonly kind: 'texts-list'; readonly values: readonly string[]; readonly optional?: true }
  | { readonly kind: 'null'; readonly optional: true }
  | { readonly kind: 'unknown'; readonly optional?: true };

/** Paths known to be present, as JSON. */
type Known = ReadonlySet<string>;

interface Part {
  readonly tree: Expression;
  readonly type: Type;
  /** What is known to be present where a boolean is true, and where it is false. */
  readonly whenTrue: Known;
  readonly whenFalse: Known;
  readonly at: Syntax;
}

interface Place {
  readonly variables: ReadonlyMap<string, FactType>;
  /** Names that a filter gives: `item`, and the fields of the record it looks at; they hide those outside. */
  readonly shortcuts: ReadonlyMap<string, readonly string[]>;
  readonly known: Known;
}

const noShortcuts: Place['shortcuts'] = new Map();

const nothing: Known = new Set();
const functions = ['count', 'date', 'list contains', 'max', 'min', 'not', 'sum'];
const clocks = ['now', 'today', 'current date', 'current time'];
const unknown: Type = { kind: 'unknown' };
const boolean: FactType = { kind: 'boolean' };

/**
 * The tree and type of an expression, or all its problems in order of place; each has the `expression`, the `words` it is about and
 * `at`, their place in characters from 1.
 * @param path where in the document the text stands
 * @param element of a condition over one record of a list, as inside a filter: its fields are names, and `item` is the whole
 */
export function compileExpression(
  text: string,
  scope: Scope,
  path: Problem['path'] = [],
  element?: RecordType,
): Compiled | Uncompiled {
  const compiler = new Compiler(scope);
  const syntax = parse(text, element === undefined ? scope : { ...scope, ...element.fields });
  if (isMistakes(syntax)) return { problems: problemsOf(syntax, text, path) };
  const outside: Place = { variables: new Map(), shortcuts: noShortcuts, known: nothing };
  const part = compiler.part(syntax, element === undefined ? outside : within(outside, 'item', element));
  const type = compiler.finish(part);
  const mistakes = compiler.mistakes.toSorted((a, b) => a.from - b.from);
  if (mistakes.length > 0 || type === undefined) return { problems: problemsOf(mistakes, text, path) };
  return { tree: part.tree, type };
}

/** As `compileExpression`, for a place that needs true or false. */
export function compileCondition(
  text: string,
  scope: Scope,
  path: Problem['path'] = [],
  element?: RecordType,
): Compiled | Uncompiled {
  const compiled = compileExpression(text, scope, path, element);
  if ('problems' in compiled || (compiled.type.kind === 'boolean' && compiled.type.optional === undefined))
    return compiled;
  const found = compiled.type.optional === true ? `${formatType(compiled.type)} | null` : formatType(compiled.type);
  return {
    problems: problemsOf(
      [{ code: 'expression.wrong-type', from: 0, to: text.length, expected: 'boolean', found }],
      text,
      path,
    ),
  };
}

function isMistakes(syntax: Syntax | readonly Mistake[]): syntax is readonly Mistake[] {
  return Array.isArray(syntax);
}

function problemsOf(mistakes: readonly Mistake[], text: string, path: Problem['path']): Problem[] {
  const expression = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return mistakes.map(({ code, from, to, ...fields }) => ({
    code,
    severity: 'error',
    path,
    expression,
    at: from + 1,
    words: text.slice(from, Math.min(to, from + 200)),
    ...fields,
  }));
}

class Compiler {
  readonly mistakes: Mistake[] = [];
  private readonly scope: Scope;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** The type of a whole expression; texts become an enumeration of themselves. */
  finish(part: Part): FactType | undefined {
    const { type } = part;
    switch (type.kind) {
      case 'texts':
        return { kind: 'enumeration', values: type.values, ...(type.optional && { optional: true }) };
      case 'texts-list':
        return { kind: 'list', of: { kind: 'enumeration', values: type.values } };
      case 'null':
        this.report(part.at, 'expression.wrong-type', { expected: 'value', found: 'null' });
        return undefined;
      case 'unknown':
        return undefined;
      default:
        return type;
    }
  }

  part(at: Syntax, place: Place): Part {
    switch (at.name) {
      case 'ParenthesizedExpression':
        return at.of[1] === undefined ? this.unsupported(at) : this.part(at.of[1], place);
      case 'BooleanLiteral':
        return this.constant(at, at.text === 'true', boolean);
      case 'null':
        return this.constant(at, null, { kind: 'null', optional: true });
      case 'StringLiteral':
        return this.text(at);
      case 'NumericLiteral':
        return this.number(at);
      case 'DateTimeLiteral':
        return this.date(at);
      case 'VariableName':
      case 'PathExpression':
        return this.fact(at, place, false);
      case 'List':
        return this.list(at, place);
      case 'Conjunction':
      case 'Disjunction':
        return this.junction(at, place);
      case 'Comparison':
        return this.comparison(at, place);
      case 'ArithmeticExpression':
        return this.arithmetic(at, place);
      case 'IfExpression':
        return this.conditional(at, place);
      case 'QuantifiedExpression':
        return this.quantified(at, place);
      case 'FilterExpression':
        return this.filter(at, place);
      case 'FunctionInvocation':
        return this.invocation(at, place);
      default:
        return this.unsupported(at);
    }
  }

  private report(at: Syntax, code: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.mistakes.push({ code, from: at.from, to: at.to, ...fields });
  }

  private unsupported(at: Syntax): Part {
    this.report(at, 'expression.unsupported', { construct: at.name });
    return this.failed(at);
  }

  /** A part of unknown type, so that one mistake is not reported twice; there is always a mistake to go with it. */
  private failed(at: Syntax): Part {
    if (this.mistakes.length === 0) this.report(at, 'expression.unsupported', { construct: at.name });
    return this.made(at, { op: 'constant', value: null }, unknown);
  }

  private made(at: Syntax, tree: Expression, type: Type, whenTrue = nothing, whenFalse = nothing): Part {
    return { tree, type, whenTrue, whenFalse, at };
  }

  private constant(at: Syntax, value: Constant, type: Type): Part {
    return this.made(at, { op: 'constant', value }, type);
  }

  private text(at: Syntax): Part {
    const value = textOf(at.text);
    if (value !== undefined) return this.constant(at, value, { kind: 'texts', values: [value] });
    this.report(at, 'expression.syntax', { found: at.text });
    return this.failed(at);
  }

  private number(at: Syntax): Part {
    const value = parseDecimal(at.text);
    if (value !== undefined)
      return this.constant(at, value, { kind: 'number', scale: value.scale, min: value, max: value });
    this.report(at, 'expression.too-precise', { most: maxScale });
    return this.failed(at);
  }

  private date(at: Syntax): Part {
    const [head, , parameters] = at.of;
    const literal =
      head?.name === 'AtLiteral' ? head.of[0] : parameters?.of.length === 1 ? parameters.of[0] : undefined;
    const called = head?.name === 'AtLiteral' ? 'date' : normalName(head?.text ?? '');
    if (called !== 'date') return this.unsupported(at);
    const value = literal?.name === 'StringLiteral' ? textOf(literal.text) : undefined;
    if (value !== undefined && isDate(value)) return this.constant(at, value, { kind: 'date' });
    this.report(at, 'expression.not-a-date', { value: value ?? at.text });
    return this.failed(at);
  }

  private list(at: Syntax, place: Place): Part {
    const parts = elementsOf(at).map((one) => this.part(one, place));
    for (const part of parts) this.requirePresent(part);
    if (parts.length === 0) return this.constant(at, [], { kind: 'texts-list', values: [] });
    const type = parts.map((part) => part.type).reduce((a, b) => this.join(at, a, b));
    const constants = parts.flatMap(({ tree }) => (tree.op === 'constant' && isScalar(tree.value) ? [tree.value] : []));
    const tree: Expression =
      constants.length === parts.length
        ? { op: 'constant', value: constants }
        : { op: 'list', of: parts.map((part) => part.tree) };
    if (type.kind === 'unknown' || type.kind === 'null') return this.made(at, tree, unknown);
    if (type.kind === 'texts') return this.made(at, tree, { kind: 'texts-list', values: type.values });
    if (type.kind === 'texts-list') return this.unsupported(at);
    return this.made(at, tree, { kind: 'list', of: withoutOptional(type) });
  }

  /** A fact, or a field of one. `nullable` for the operand of `= null`, which alone may be absent. */
  private fact(at: Syntax, place: Place, nullable: boolean): Part {
    const steps = stepsOf(at);
    if (steps === undefined) return this.projection(at, place);
    const path: string[] = [];
    let type: FactType | undefined;
    for (const [index, step] of steps.entries()) {
      const name = normalName(step.text);
      const shortcut = index === 0 ? place.shortcuts.get(name) : undefined;
      if (shortcut !== undefined) {
        path.push(...shortcut);
        type = typeAt(place.variables, shortcut);
        continue;
      }
      if (type?.optional && !place.known.has(JSON.stringify(path))) {
        this.report(at, 'expression.not-narrowed', { name: path.join('.') });
      }
      if (type?.kind === 'list') return this.projected(at, path, withoutOptional(type), steps.slice(index));
      if (type !== undefined && type.kind !== 'record') {
        this.report(step, 'expression.no-fields', { name: path.join('.'), type: formatType(type), field: name });
        return this.failed(at);
      }
      const names: ReadonlyMap<string, FactType> = new Map([
        ...Object.entries(type === undefined ? this.scope : type.fields),
        ...(type === undefined ? place.variables : []),
      ]);
      const next = names.get(name);
      if (next === undefined) {
        const possible = [...(type === undefined ? place.shortcuts.keys() : []), ...names.keys()];
        this.report(step, 'expression.unknown-name', { name: [...path, name].join('.'), possible });
        return this.failed(at);
      }
      path.push(name);
      type = next;
    }
    if (type === undefined) return this.unsupported(at);
    if (nullable) return this.made(at, { op: 'fact', path, optional: true }, type);
    const absent = type.optional === true && !place.known.has(JSON.stringify(path));
    const tree: Expression = { op: 'fact', path, ...(absent && { optional: true }) };
    return this.made(at, tree, absent ? type : withoutOptional(type));
  }

  /** `list[…].field`: a field of whatever list stands before it. */
  private projection(at: Syntax, place: Place): Part {
    const [base, , field] = at.of;
    if (at.name !== 'PathExpression' || base === undefined || field === undefined) return this.unsupported(at);
    const list = this.part(base, place);
    if (!this.requireKind(list, 'list')) return this.failed(at);
    return this.eachOf(at, list, [field]);
  }

  private projected(at: Syntax, path: readonly string[], type: FactType, fields: readonly Syntax[]): Part {
    return this.eachOf(at, this.made(at, { op: 'fact', path }, type), fields);
  }

  private eachOf(at: Syntax, list: Part, fields: readonly Syntax[]): Part {
    let { tree } = list;
    let type = list.type.kind === 'list' ? list.type.of : undefined;
    for (const field of fields) {
      const name = normalName(field.text);
      if (type?.kind !== 'record') {
        this.report(field, 'expression.no-fields', {
          name: list.at.text,
          type: type === undefined ? describe(list.type) : formatType(type),
          field: name,
        });
        return this.failed(at);
      }
      const next: FactType | undefined = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
      if (next === undefined) {
        this.report(field, 'expression.unknown-name', { name, possible: Object.keys(type.fields) });
        return this.failed(at);
      }
      if (next.optional === true) {
        this.report(field, 'expression.not-narrowed', { name });
        return this.failed(at);
      }
      tree = { op: 'each', of: tree, field: name };
      type = next;
    }
    return type === undefined ? this.failed(at) : this.made(at, tree, { kind: 'list', of: type });
  }

  private requirePresent(part: Part): boolean {
    if (part.type.optional !== true) return true;
    if (part.type.kind === 'null') this.report(part.at, 'expression.wrong-type', { expected: 'value', found: 'null' });
    else this.report(part.at, 'expression.not-narrowed', { name: part.at.text });
    return false;
  }

  private requireKind(part: Part, kind: 'boolean' | 'number' | 'list', silent = false): boolean {
    if (part.type.kind === 'unknown') return false;
    if (!this.requirePresent(part)) return false;
    if (part.type.kind === kind || (kind === 'list' && part.type.kind === 'texts-list')) return true;
    if (!silent) this.report(part.at, 'expression.wrong-type', { expected: kind, found: describe(part.type) });
    return false;
  }

  private junction(at: Syntax, place: Place): Part {
    const and = at.name === 'Conjunction';
    const parts: Part[] = [];
    let known = place.known;
    for (const operand of operandsOf(at, at.name)) {
      const part = this.part(operand, { ...place, known });
      this.requireKind(part, 'boolean');
      parts.push(part);
      known = union(known, and ? part.whenTrue : part.whenFalse);
    }
    const all = (pick: (part: Part) => Known) => parts.map(pick).reduce(union, nothing);
    const common = (pick: (part: Part) => Known) => parts.map(pick).reduce(intersection);
    const tree: Expression = { op: and ? 'and' : 'or', of: parts.map((part) => part.tree) };
    return and
      ? this.made(
          at,
          tree,
          boolean,
          all((part) => part.whenTrue),
          common((part) => part.whenFalse),
        )
      : this.made(
          at,
          tree,
          boolean,
          common((part) => part.whenTrue),
          all((part) => part.whenFalse),
        );
  }

  private comparison(at: Syntax, place: Place): Part {
    const [left, operator, right] = at.of;
    if (left === undefined || operator === undefined || right === undefined) return this.unsupported(at);
    if (operator.name === 'in') return this.membership(at, left, at.of.slice(2), place);
    if (operator.name === 'between') return this.between(at, left, at.of, place);
    if (operator.name !== 'CompareOp') return this.unsupported(at);
    if (right.name === 'SimplePositiveUnaryTest') return this.unsupported(at); // what `==` and `<>` are read as
    const is = operator.text as Comparator;
    const [bareLeft, bareRight] = [bare(left), bare(right)];
    if (bareLeft.name === 'null' || bareRight.name === 'null') {
      return this.nullTest(at, bareLeft.name === 'null' ? bareRight : bareLeft, is, place);
    }
    const [a, b] = [this.part(left, place), this.part(right, place)];
    const match = this.comparable(at, a, b, is !== '=' && is !== '!=');
    if (match === undefined) return this.made(at, a.tree, boolean);
    return this.made(at, { op: 'compare', is, left: a.tree, right: b.tree, ...match }, boolean);
  }

  private nullTest(at: Syntax, operand: Syntax, is: Comparator, place: Place): Part {
    if (is !== '=' && is !== '!=') {
      this.report(at, 'expression.wrong-type', { expected: '= null, != null', found: `${is} null` });
      return this.made(at, { op: 'constant', value: false }, boolean);
    }
    const named = operand.name === 'VariableName' || operand.name === 'PathExpression';
    const part = named ? this.fact(operand, place, true) : this.part(operand, place);
    if (part.type.kind === 'unknown') return this.made(at, part.tree, boolean);
    if (part.tree.op !== 'fact') return this.unsupported(at);
    const present: Known = new Set([JSON.stringify(part.tree.path)]);
    const test: Expression = { op: 'null', of: part.tree };
    // A required fact is never null; said as a constant, so that a missing one stays a fault.
    const never: Expression = { op: 'constant', value: false };
    const tree = part.type.optional === true ? test : never;
    return is === '='
      ? this.made(at, tree, boolean, nothing, present)
      : this.made(at, { op: 'not', of: tree }, boolean, present, nothing);
  }

  private membership(at: Syntax, left: Syntax, rest: readonly Syntax[], place: Place): Part {
    const value = this.part(left, place);
    if (!this.requirePresent(value)) return this.made(at, value.tree, boolean);
    const group =
      rest.find((one) => one.name === 'PositiveUnaryTests')?.of ??
      rest.filter((one) => one.name === 'PositiveUnaryTest');
    const tests: Test[] = [];
    let sort: Sort = 'text';
    let order: readonly string[] | undefined;
    for (const one of group) {
      const made = this.test(one, value, place);
      if (made === undefined) continue;
      tests.push(made.test);
      sort = made.as;
      order = made.order ?? order;
    }
    if (tests.length === 0 && this.mistakes.length === 0) return this.unsupported(at);
    return this.made(at, { op: 'in', as: sort, of: value.tree, tests, ...(order && { order }) }, boolean);
  }

  private test(at: Syntax, value: Part, place: Place): { test: Test; as: Sort; order?: readonly string[] } | undefined {
    const inner = bare(at.name === 'PositiveUnaryTest' && at.of[0] !== undefined ? at.of[0] : at);
    if (inner.name === 'SimplePositiveUnaryTest') {
      const [first, second] = inner.of;
      if (first?.name === 'Interval') return this.interval(first, value, place);
      if (first?.name === 'CompareOp' && second !== undefined) {
        const to = this.part(second, place);
        const is = first.text as Comparator;
        const match = this.comparable(inner, value, to, is !== '=' && is !== '!=');
        return match && { test: { test: 'is', is, to: to.tree }, ...match };
      }
    }
    const reported = this.mistakes.length;
    const to = this.part(inner, place);
    if (this.mistakes.length > reported) return undefined;
    if (to.type.kind === 'list' || to.type.kind === 'texts-list') {
      const match = this.comparable(inner, value, this.elementOf(to), false);
      return match && { test: { test: 'member', of: to.tree }, ...match };
    }
    if (to.type.kind === 'boolean' && value.type.kind !== 'boolean' && value.type.kind !== 'unknown') {
      this.unsupported(inner); // `x in (? > 3)`: a test that does not name what it tests
      return undefined;
    }
    const match = this.comparable(inner, value, to, false);
    return match && { test: { test: 'is', is: '=', to: to.tree }, ...match };
  }

  private interval(
    at: Syntax,
    value: Part,
    place: Place,
  ): { test: Test; as: Sort; order?: readonly string[] } | undefined {
    const [opening, low, , high, closing] = at.of;
    if (low === undefined || high === undefined) {
      this.unsupported(at);
      return undefined;
    }
    const [from, to] = [this.part(low, place), this.part(high, place)];
    const match = this.comparable(low, value, from, true);
    const second = this.comparable(high, value, to, true);
    if (match === undefined || second === undefined) return undefined;
    const test: Test = {
      test: 'range',
      from: { at: from.tree, ...(opening?.text !== '[' && { open: true }) },
      to: { at: to.tree, ...(closing?.text !== ']' && { open: true }) },
    };
    return { test, ...match };
  }

  private between(at: Syntax, left: Syntax, all: readonly Syntax[], place: Place): Part {
    const [low, high] = [all[2], all[4]];
    if (low === undefined || high === undefined) return this.unsupported(at);
    const value = this.part(left, place);
    const [from, to] = [this.part(low, place), this.part(high, place)];
    const match = this.comparable(low, value, from, true);
    const second = this.comparable(high, value, to, true);
    if (match === undefined || second === undefined) return this.made(at, value.tree, boolean);
    const test: Test = { test: 'range', from: { at: from.tree }, to: { at: to.tree } };
    return this.made(at, { op: 'in', of: value.tree, tests: [test], ...match }, boolean);
  }

  /** How two parts compare, or undefined after reporting why they do not. */
  private comparable(
    at: Syntax,
    left: Part,
    right: Part,
    ordering: boolean,
  ): { as: Sort; order?: readonly string[] } | undefined {
    const [a, b] = [left.type, right.type];
    if (a.kind === 'unknown' || b.kind === 'unknown') return undefined;
    const present = [this.requirePresent(left), this.requirePresent(right)];
    if (present.includes(false)) return undefined;
    if (a.kind === 'enumeration' && b.kind === 'texts') return this.valuesOf(a, right, b.values, ordering, at);
    if (a.kind === 'texts' && b.kind === 'enumeration') return this.valuesOf(b, left, a.values, ordering, at);
    if (a.kind === 'number' && b.kind === 'number') return { as: 'number' };
    if (a.kind === 'date' && b.kind === 'date') return { as: 'date' };
    if (a.kind === 'boolean' && b.kind === 'boolean' && !ordering) return { as: 'boolean' };
    if (a.kind === 'enumeration' && b.kind === 'enumeration') {
      const same =
        a.ordered &&
        b.ordered &&
        a.values.length === b.values.length &&
        a.values.every((value, i) => value === b.values[i]);
      if (ordering && same) return { as: 'text', order: a.values };
      if (!ordering && a.values.some((value) => b.values.includes(value))) return { as: 'text' };
    }
    if (!ordering) {
      const texts = [a, b].filter((type) => type.kind === 'texts').length;
      const references = [a, b].flatMap((type) => (type.kind === 'reference' ? [type.to] : []));
      const [one, other] = references;
      if (
        texts + references.length === 2 &&
        (references.length < 2 || one === undefined || other === undefined || one === other)
      ) {
        return { as: 'text' };
      }
    }
    const code = ordering && describe(a) === describe(b) ? 'expression.no-order' : 'expression.not-comparable';
    this.report(at, code, { left: describe(a), right: describe(b) });
    return undefined;
  }

  private valuesOf(
    type: FactType & { kind: 'enumeration' },
    part: Part,
    texts: readonly string[],
    ordering: boolean,
    at: Syntax,
  ) {
    const wrong = texts.filter((text) => !type.values.includes(text));
    if (wrong.length > 0) {
      this.report(part.at, 'expression.not-a-value', { value: wrong, possible: type.values });
      return undefined;
    }
    if (!ordering) return { as: 'text' as const };
    if (type.ordered) return { as: 'text' as const, order: type.values };
    this.report(at, 'expression.no-order', { left: formatType(type), right: part.at.text });
    return undefined;
  }

  private elementOf(list: Part): Part {
    if (list.type.kind === 'texts-list') return { ...list, type: { kind: 'texts', values: list.type.values } };
    return list.type.kind === 'list' ? { ...list, type: list.type.of } : { ...list, type: unknown };
  }

  private arithmetic(at: Syntax, place: Place): Part {
    const [first, second, third] = at.of;
    if (first?.name === 'ArithOp' && second !== undefined && third === undefined) {
      const part = this.part(second, place);
      return first.text === '-' && this.requireKind(part, 'number') ? this.negated(at, part) : this.failed(at);
    }
    if (first === undefined || second === undefined || third === undefined) return this.unsupported(at);
    if (!['+', '-', '*', '/'].includes(second.text)) return this.unsupported(at);
    const [left, right] = [this.part(first, place), this.part(third, place)];
    const numbers = [this.requireKind(left, 'number'), this.requireKind(right, 'number')];
    if (numbers.includes(false)) return this.failed(at);
    switch (second.text) {
      case '+':
        return this.sized(at, { op: 'add', of: [left.tree, right.tree] }, sumType(numberOf(left), numberOf(right)));
      case '-': {
        const minus = this.negated(third, right);
        return this.sized(at, { op: 'add', of: [left.tree, minus.tree] }, sumType(numberOf(left), numberOf(minus)));
      }
      case '*':
        return this.sized(
          at,
          { op: 'multiply', of: [left.tree, right.tree] },
          productType(numberOf(left), numberOf(right)),
        );
      default: {
        // Division is exact or refused: by a constant whose reciprocal is a decimal, as a multiplication.
        const by = right.tree.op === 'constant' ? parseDecimal(third.text) : undefined;
        const reciprocal = by === undefined ? undefined : reciprocalOf(by);
        if (reciprocal === undefined) {
          this.report(at, 'expression.inexact-division', { by: third.text });
          return this.failed(at);
        }
        const times: NumberType = { kind: 'number', scale: reciprocal.scale, min: reciprocal, max: reciprocal };
        const tree: Expression = { op: 'multiply', of: [left.tree, { op: 'constant', value: reciprocal }] };
        return this.sized(at, tree, productType(numberOf(left), times));
      }
    }
  }

  private negated(at: Syntax, part: Part): Part {
    const { scale, min, max } = numberOf(part);
    const type: NumberType = {
      kind: 'number',
      scale,
      ...(max && { min: negateDecimal(max) }),
      ...(min && { max: negateDecimal(min) }),
    };
    if (part.tree.op === 'constant' && min !== undefined) return this.constant(at, negateDecimal(min), type);
    return this.made(at, { op: 'negate', of: part.tree }, type);
  }

  private sized(at: Syntax, tree: Expression, type: NumberType): Part {
    if (type.scale <= maxScale) return this.made(at, tree, type);
    this.report(at, 'expression.too-precise', { most: maxScale });
    return this.failed(at);
  }

  private conditional(at: Syntax, place: Place): Part {
    const [test, yes, no] = [at.of[1], at.of[3], at.of[5]];
    if (test === undefined || yes === undefined || no === undefined) return this.unsupported(at);
    const condition = this.part(test, place);
    this.requireKind(condition, 'boolean');
    const then = this.part(yes, { ...place, known: union(place.known, condition.whenTrue) });
    const otherwise = this.part(no, { ...place, known: union(place.known, condition.whenFalse) });
    const tree: Expression = { op: 'if', test: condition.tree, yes: then.tree, no: otherwise.tree };
    return this.made(at, tree, this.join(at, then.type, otherwise.type));
  }

  /** The type of what is one or the other. */
  private join(at: Syntax, a: Type, b: Type): Type {
    if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
    const optional = a.optional === true || b.optional === true ? { optional: true as const } : {};
    if (a.kind === 'null' && b.kind === 'null') return a;
    if (a.kind === 'null') return { ...b, ...optional } as Type;
    if (b.kind === 'null') return { ...a, ...optional } as Type;
    if (a.kind === 'number' && b.kind === 'number') return { ...hullType(a, b), ...optional };
    if (a.kind === 'texts' && b.kind === 'texts')
      return { kind: 'texts', values: distinct([...a.values, ...b.values]), ...optional };
    const enumerations = [a, b].filter((type) => type.kind === 'enumeration' || type.kind === 'texts');
    if (enumerations.length === 2) {
      const values = distinct(enumerations.flatMap((type) => type.values));
      const ordered = enumerations.find(
        (type) => type.kind === 'enumeration' && type.ordered && type.values.length === values.length,
      );
      return { kind: 'enumeration', values: ordered?.values ?? values, ...(ordered && { ordered: true }), ...optional };
    }
    if (JSON.stringify({ ...a, optional: 0 }) === JSON.stringify({ ...b, optional: 0 }))
      return { ...a, ...optional } as Type;
    if (a.kind === 'boolean' && b.kind === 'boolean') return { ...boolean, ...optional };
    if (a.kind === 'date' && b.kind === 'date') return { kind: 'date', ...optional };
    this.report(at, 'expression.mixed-types', { left: describe(a), right: describe(b) });
    return unknown;
  }

  private quantified(at: Syntax, place: Place): Part {
    const [word, ranges, , body] = at.of;
    if (word === undefined || ranges === undefined || body === undefined) return this.unsupported(at);
    let inner = place;
    const bindings: { name: string; in: Expression }[] = [];
    for (const range of ranges.of.filter((one) => one.name === 'InExpression')) {
      const [name, , source] = range.of;
      if (name === undefined || source?.of[0] === undefined) return this.unsupported(at);
      const list = this.part(source.of[0], inner);
      const element = this.requireKind(list, 'list') ? this.finish(this.elementOf(list)) : undefined;
      const bound = normalName(name.text);
      if (!this.nameFree(name, bound, inner) || element === undefined) return this.failed(at);
      bindings.push({ name: bound, in: list.tree });
      const shortcuts = new Map(inner.shortcuts);
      shortcuts.delete(bound);
      inner = { ...inner, shortcuts, variables: new Map(inner.variables).set(bound, element) };
    }
    const test = this.part(body, inner);
    if (!this.requireKind(test, 'boolean')) return this.made(at, test.tree, boolean);
    const op = word.text === 'some' ? ('some' as const) : ('every' as const);
    const tree = bindings.reduceRight<Expression>((rest, binding) => ({ op, ...binding, test: rest }), test.tree);
    return this.made(at, tree, boolean);
  }

  /** `list[test over item]`: the elements for which the test holds. */
  private filter(at: Syntax, place: Place): Part {
    const [source, , body] = at.of;
    if (source === undefined || body === undefined) return this.unsupported(at);
    const list = this.part(source, place);
    const element = this.requireKind(list, 'list') ? this.finish(this.elementOf(list)) : undefined;
    if (element === undefined) return this.failed(at);
    const name = this.freeName(place);
    const test = this.part(body, within(place, name, element));
    if (!this.requireKind(test, 'boolean')) return this.failed(at);
    const type = list.type.kind === 'list' ? { ...list.type, of: narrowed(element, [name], test.whenTrue) } : list.type;
    return this.made(at, { op: 'where', name, in: list.tree, test: test.tree }, type);
  }

  /** What the record that a filter looks at is kept as; inside another filter it needs a name of its own. */
  private freeName({ variables }: Place): string {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? 'item' : `item${number}`;
      if (!Object.hasOwn(this.scope, name) && !variables.has(name)) return name;
    }
  }

  private nameFree(at: Syntax, name: string, place: Place): boolean {
    if (!Object.hasOwn(this.scope, name) && !place.variables.has(name)) return true;
    this.report(at, 'expression.name-taken', { name });
    return false;
  }

  private invocation(at: Syntax, place: Place): Part {
    const [callee, list] = [at.of[0], at.of[2]];
    const name = normalName(callee?.text ?? '');
    if (clocks.includes(name)) {
      this.report(at, 'expression.clock', { name });
      return this.failed(at);
    }
    if (callee?.name !== 'VariableName' || !functions.includes(name)) {
      this.report(callee ?? at, 'expression.unknown-function', { name, possible: functions });
      return this.failed(at);
    }
    if (list?.name !== 'PositionalParameters') return this.unsupported(at);
    const expected = name === 'list contains' ? 2 : 1;
    if (list.of.length < expected || (list.of.length > expected && name !== 'min' && name !== 'max')) {
      this.report(at, 'expression.parameters', { name, expected, found: list.of.length });
      return this.failed(at);
    }
    // `min([a, b])` is `min(a, b)`.
    const [only] = list.of;
    const spread = (name === 'min' || name === 'max') && list.of.length === 1 && only?.name === 'List';
    const given = spread ? elementsOf(only) : list.of;
    const parts = given.map((one) => this.part(one, place));
    const [first, second] = parts;
    if (first === undefined) return this.unsupported(at);
    switch (name) {
      case 'not':
        this.requireKind(first, 'boolean');
        return this.made(at, { op: 'not', of: first.tree }, boolean, first.whenFalse, first.whenTrue);
      case 'count':
        this.requireKind(first, 'list');
        return this.made(at, { op: 'count', of: first.tree }, { kind: 'number', scale: 0, min: { n: 0, scale: 0 } });
      case 'sum':
        return this.sum(at, first);
      case 'list contains': {
        if (second === undefined || !this.requireKind(first, 'list')) return this.made(at, first.tree, boolean);
        const match = this.comparable(at, second, this.elementOf(first), false);
        if (match === undefined) return this.made(at, first.tree, boolean);
        return this.made(
          at,
          { op: 'in', of: second.tree, tests: [{ test: 'member', of: first.tree }], ...match },
          boolean,
        );
      }
      default:
        return this.extreme(at, name === 'min' ? 'min' : 'max', parts);
    }
  }

  private sum(at: Syntax, list: Part): Part {
    if (!this.requireKind(list, 'list')) return this.failed(at);
    if (list.type.kind === 'list' && list.type.of.kind === 'number') {
      return this.made(at, { op: 'sum', of: list.tree }, { kind: 'number', scale: list.type.of.scale });
    }
    this.report(list.at, 'expression.wrong-type', { expected: 'list of number', found: describe(list.type) });
    return this.failed(at);
  }

  /** Of values written out; a list may be empty, and then has none (use some or every). */
  private extreme(at: Syntax, op: 'min' | 'max', parts: readonly Part[]): Part {
    const types = parts.map((part) => part.type);
    for (const part of parts) this.requirePresent(part);
    if (types.every((type) => type.kind === 'date')) {
      return this.made(at, { op, as: 'date', of: parts.map((part) => part.tree) }, { kind: 'date' });
    }
    const wrong = parts.filter((part) => part.type.kind !== 'number' && part.type.kind !== 'unknown');
    for (const part of wrong)
      this.report(part.at, 'expression.wrong-type', { expected: 'number', found: describe(part.type) });
    const numbers = types.filter((type) => type.kind === 'number');
    if (numbers.length !== parts.length) return this.failed(at);
    return this.made(at, { op, as: 'number', of: parts.map((part) => part.tree) }, numbers.reduce(hullType));
  }
}

/** Inside a filter: `item` is the element, and its fields are names of their own. */
function within(place: Place, name: string, element: FactType): Place {
  const fields = element.kind === 'record' ? Object.keys(element.fields) : [];
  const own = [['item', [name]], ...fields.map((field) => [field, [name, field]])] as const;
  return {
    variables: new Map(place.variables).set(name, element),
    shortcuts: new Map([...place.shortcuts, ...(own as readonly (readonly [string, readonly string[]])[])]),
    known: place.known,
  };
}

function typeAt(variables: Place['variables'], [head = '', ...fields]: readonly string[]): FactType | undefined {
  let type = variables.get(head);
  for (const field of fields) type = type?.kind === 'record' ? type.fields[field] : undefined;
  return type;
}

/** The type of a record for which a condition holds: what that asked to be present is. */
function narrowed(type: FactType, path: readonly string[], known: Known): FactType {
  if (type.kind !== 'record') return type;
  const fields = Object.entries(type.fields).map(([field, one]) => {
    const inner = narrowed(one, [...path, field], known);
    return [field, known.has(JSON.stringify([...path, field])) ? withoutOptional(inner) : inner] as const;
  });
  return { ...type, fields: Object.fromEntries(fields) };
}

/** A chain of one operator, as written from left to right. */
function operandsOf(at: Syntax, name: string): Syntax[] {
  const [left, , right] = at.of;
  if (left === undefined || right === undefined) return [];
  return [...(left.name === name ? operandsOf(left, name) : [left]), right];
}

function stepsOf(at: Syntax): readonly Syntax[] | undefined {
  if (at.name === 'VariableName') return [at];
  const [base, , field] = at.of;
  if (at.name !== 'PathExpression' || base === undefined || field === undefined) return undefined;
  const steps = stepsOf(base);
  return steps && [...steps, field];
}

function bare(at: Syntax): Syntax {
  let inner = at;
  for (
    let depth = 0;
    depth < maxDepth && inner.name === 'ParenthesizedExpression' && inner.of[1] !== undefined;
    depth++
  )
    inner = inner.of[1];
  return inner;
}

const elementsOf = (list: Syntax) => list.of.filter((one) => one.name !== '[' && one.name !== ']');
const normalName = (text: string) => text.trim().replace(/\s+/g, ' ');

/** The text a literal writes; undefined when its escapes are no escapes. */
function textOf(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function isScalar(value: Constant): value is string | boolean | number | null | Decimal {
  return (
    typeof value !== 'object' || value === null || ('n' in value && 'scale' in value && typeof value.scale === 'number')
  );
}

function describe(type: Type): string {
  if (type.kind === 'texts') return type.values.map((value) => `"${value}"`).join(' | ');
  if (type.kind === 'texts-list') return `[${type.values.map((value) => `"${value}"`).join(', ')}]`;
  return type.kind === 'null' || type.kind === 'unknown' ? type.kind : formatType(type);
}

function numberOf(part: Part): NumberType {
  return part.type.kind === 'number' ? part.type : { kind: 'number', scale: 0 };
}

function sumType(a: NumberType, b: NumberType): NumberType {
  return {
    kind: 'number',
    scale: Math.max(a.scale, b.scale),
    ...(a.min && b.min && { min: addDecimals(a.min, b.min) }),
    ...(a.max && b.max && { max: addDecimals(a.max, b.max) }),
  };
}

function productType(a: NumberType, b: NumberType): NumberType {
  const type: NumberType = { kind: 'number', scale: a.scale + b.scale };
  if (!a.min || !a.max || !b.min || !b.max) return type;
  const corners = [a.min, a.max].flatMap((x) => [b.min, b.max].flatMap((y) => (y ? [multiplyDecimals(x, y)] : [])));
  return { ...type, min: corners.reduce(lower), max: corners.reduce(higher) };
}

function hullType(a: NumberType, b: NumberType): NumberType {
  return {
    kind: 'number',
    scale: Math.max(a.scale, b.scale),
    ...(a.min && b.min && { min: lower(a.min, b.min) }),
    ...(a.max && b.max && { max: higher(a.max, b.max) }),
  };
}

const lower = (a: Decimal, b: Decimal) => (compareDecimals(a, b) <= 0 ? a : b);
const higher = (a: Decimal, b: Decimal) => (compareDecimals(a, b) >= 0 ? a : b);
const distinct = (values: readonly string[]) => [...new Set(values)];
const union = (a: Known, b: Known): Known => (b.size === 0 ? a : new Set([...a, ...b]));
const intersection = (a: Known, b: Known): Known => new Set([...a].filter((path) => b.has(path)));
