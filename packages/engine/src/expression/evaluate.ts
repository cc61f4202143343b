/**
 * Evaluates a compiled tree over facts. Total on facts that `checkFacts` accepts for the scope the tree was compiled in; what is
 * missing or of another kind is a fault here, never false. Runs inside the workflow sandbox: must not import the parser.
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
import type { Bound, Comparator, Expression, Sort, Test, Value, Values } from './tree.ts';

/** A fact that was read, and what it was. */
export interface Input {
  readonly path: readonly string[];
  readonly value: Value;
}

export interface Explained {
  readonly value: Value;
  /** In the order first read, each once; a fact that did not matter is not read. */
  readonly inputs: readonly Input[];
}

/**
 * Stands for a grade that an item of a list does not have yet. What reads it of one item of a list passes that item over: an item that
 * nobody has graded is in no count. Never kept, and null where a fact may be absent.
 */
export const UNGRADED: Value = Object.freeze({});

/** Thrown where a missing grade is read outside of every list. */
export class NotGraded extends Error {}

interface Frame {
  readonly values: Values;
  readonly variables: ReadonlyMap<string, Value>;
  readonly read: (path: readonly string[], value: Value) => void;
}

/** @throws InvariantFault when a fact is missing or not of the kind that the tree was checked for */
export function evaluate(tree: Expression, values: Values): Value {
  return normal(resultOf(tree, { values, variables: new Map(), read: () => undefined }));
}

/** The value of a condition. */
export function holds(tree: Expression, values: Values): boolean {
  return booleanOf(evaluate(tree, values));
}

/** As `holds`, of one item of a list: undefined where it reads a grade that the item does not have. */
export function holdsOf(tree: Expression, values: Values): boolean | undefined {
  return passesFor(tree, { values, variables: new Map(), read: () => undefined });
}

/** The value together with the facts it was made of. */
export function explain(tree: Expression, values: Values): Explained {
  const inputs = new Map<string, Input>();
  const read = (path: readonly string[], value: Value) => {
    const key = JSON.stringify(path);
    if (!inputs.has(key)) inputs.set(key, { path, value });
  };
  const value = normal(resultOf(tree, { values, variables: new Map(), read }));
  return { value, inputs: [...inputs.values()] };
}

/** A number as a decimal, so that equal results are equal JSON whichever way a fact wrote them. */
const normal = (value: Value): Value => (typeof value === 'number' ? decimalOf(value) : value);

function resultOf(tree: Expression, frame: Frame): Value {
  switch (tree.op) {
    case 'constant':
      return tree.value;
    case 'fact':
      return factOf(tree.path, tree.optional === true, frame);
    case 'list':
      return tree.of.map((one) => resultOf(one, frame));
    case 'compare':
      return compare(resultOf(tree.left, frame), tree.is, resultOf(tree.right, frame), tree.as, tree.order);
    case 'in': {
      const value = resultOf(tree.of, frame);
      return tree.tests.some((test) => passes(value, test, tree.as, tree.order, frame));
    }
    case 'null':
      return resultOf(tree.of, frame) === null;
    // In order and only as far as needed: what stands on the left narrows what is read on the right.
    case 'and':
      return tree.of.every((one) => booleanOf(resultOf(one, frame)));
    case 'or':
      return tree.of.some((one) => booleanOf(resultOf(one, frame)));
    case 'not':
      return !booleanOf(resultOf(tree.of, frame));
    case 'if':
      return resultOf(booleanOf(resultOf(tree.test, frame)) ? tree.yes : tree.no, frame);
    case 'some':
      return listOf(resultOf(tree.in, frame)).some((one) => passesFor(tree.test, bind(frame, tree.name, one)) === true);
    case 'every':
      return listOf(resultOf(tree.in, frame)).every(
        (one) => passesFor(tree.test, bind(frame, tree.name, one)) !== false,
      );
    case 'where':
      return listOf(resultOf(tree.in, frame)).filter(
        (one) => passesFor(tree.test, bind(frame, tree.name, one)) === true,
      );
    case 'count':
      return { n: listOf(resultOf(tree.of, frame)).length, scale: 0 };
    case 'sum':
      return listOf(resultOf(tree.of, frame)).map(decimalOf).reduce(addDecimals, { n: 0, scale: 0 });
    case 'each':
      return listOf(resultOf(tree.of, frame))
        .map((one) => presentField(one, tree.field))
        .filter((one) => one !== UNGRADED);
    case 'add':
      return tree.of.map((one) => decimalOf(resultOf(one, frame))).reduce(addDecimals);
    case 'multiply':
      return tree.of.map((one) => decimalOf(resultOf(one, frame))).reduce(multiplyDecimals);
    case 'negate':
      return negateDecimal(decimalOf(resultOf(tree.of, frame)));
    case 'min':
    case 'max': {
      const better: Comparator = tree.op === 'min' ? '<' : '>';
      const all = tree.of.map((one) => resultOf(one, frame));
      return all.reduce((best, one) => (compare(one, better, best, tree.as, undefined) ? one : best));
    }
    default:
      return unknownOperation(tree);
  }
}

/** Of one element of a list; undefined where it reads a grade that the element does not have. */
function passesFor(test: Expression, frame: Frame): boolean | undefined {
  try {
    return booleanOf(resultOf(test, frame));
  } catch (error) {
    if (error instanceof NotGraded) return undefined;
    throw error;
  }
}

function factOf(path: readonly string[], optional: boolean, frame: Frame): Value {
  const [root = '', ...fields] = path;
  const bound = frame.variables.get(root);
  let value: Value = bound === undefined ? fieldOf(frame.values, root) : bound;
  for (const field of fields) {
    invariant(isRecord(value), `fact '${path.join('.')}' to be reached through records`);
    value = fieldOf(value, field);
  }
  if (value === UNGRADED) {
    if (!optional) throw new NotGraded(path.join('.'));
    value = null;
  }
  invariant(optional || value !== null, `fact '${path.join('.')}' to be present`);
  if (bound === undefined) frame.read(path, value);
  return value;
}

function fieldOf(record: Values, field: string): Value {
  // Own fields only: a fact named `constructor` must not find the prototype's.
  return Object.hasOwn(record, field) ? (record[field] ?? null) : null;
}

function presentField(record: Value, field: string): Value {
  invariant(isRecord(record), `a record, not ${JSON.stringify(record)}`);
  const value = fieldOf(record, field);
  invariant(value !== null, `the field '${field}' of every record of the list to be present`);
  return value;
}

function passes(value: Value, test: Test, sort: Sort, order: readonly string[] | undefined, frame: Frame): boolean {
  switch (test.test) {
    case 'is':
      return compare(value, test.is, resultOf(test.to, frame), sort, order);
    case 'range':
      return within(test.from, '>', '>=') && within(test.to, '<', '<=');
    case 'member':
      return listOf(resultOf(test.of, frame)).some((one) => compare(value, '=', one, sort, undefined));
    default:
      return unknownOperation(test);
  }
  function within(bound: Bound, open: Comparator, closed: Comparator): boolean {
    return compare(value, bound.open === true ? open : closed, resultOf(bound.at, frame), sort, order);
  }
}

function compare(left: Value, is: Comparator, right: Value, sort: Sort, order: readonly string[] | undefined): boolean {
  const difference = differenceOf(left, right, sort, order, is === '=' || is === '!=');
  switch (is) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    default:
      return unknownOperation(is);
  }
}

/** Negative, zero or positive; for equality only, any number but zero means different. */
function differenceOf(
  left: Value,
  right: Value,
  sort: Sort,
  order: readonly string[] | undefined,
  equality: boolean,
): number {
  switch (sort) {
    case 'number':
      return compareDecimals(decimalOf(left), decimalOf(right));
    case 'boolean':
      return Number(booleanOf(left)) - Number(booleanOf(right));
    case 'text':
    case 'date': {
      const [a, b] = [textOf(left), textOf(right)];
      if (equality || sort === 'date') return a === b ? 0 : a < b ? -1 : 1;
      const [i, j] = [order?.indexOf(a) ?? -1, order?.indexOf(b) ?? -1];
      invariant(i >= 0 && j >= 0, `'${a}' and '${b}' to have a place in the order`);
      return i - j;
    }
    default:
      return unknownOperation(sort);
  }
}

function bind(frame: Frame, name: string, value: Value): Frame {
  return { ...frame, variables: new Map(frame.variables).set(name, value) };
}

function booleanOf(value: Value): boolean {
  invariant(typeof value === 'boolean', `a boolean, not ${JSON.stringify(value)}`);
  return value;
}

function textOf(value: Value): string {
  invariant(typeof value === 'string', `a text, not ${JSON.stringify(value)}`);
  return value;
}

function decimalOf(value: Value): Decimal {
  const decimal = typeof value === 'number' ? fromNumber(value) : value;
  invariant(isDecimal(decimal), `a decimal, not ${JSON.stringify(value)}`);
  return decimal;
}

function listOf(value: Value): readonly Value[] {
  invariant(Array.isArray(value), `a list, not ${JSON.stringify(value)}`);
  return value as readonly Value[];
}

function isRecord(value: Value): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownOperation(none: never): never {
  invariant(false, `a known operation, not ${JSON.stringify(none)}`);
}
