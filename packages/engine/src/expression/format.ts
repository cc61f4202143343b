/**
 * A tree as FEEL text again, and facts as words: for showing a rule as it is applied, and for naming cases in a message. What it
 * writes compiles to the same tree.
 */
import { formatDecimal, isDecimal } from './decimal.ts';
import type { Bound, Expression, Sort, Test, Value } from './tree.ts';

export function formatExpression(tree: Expression): string {
  switch (tree.op) {
    case 'constant':
      return formatConstant(tree.value);
    case 'fact':
      return tree.path.join('.');
    case 'list':
      return `[${tree.of.map(formatExpression).join(', ')}]`;
    case 'compare':
      return `${operand(tree.left)} ${tree.is} ${side(tree.right, tree.as)}`;
    case 'in':
      return `${operand(tree.of)} in (${tree.tests.map((test) => formatTest(test, tree.as)).join(', ')})`;
    case 'null':
      return `${formatExpression(tree.of)} = null`;
    case 'and':
    case 'or':
      return tree.of.map(operand).join(` ${tree.op} `);
    case 'not':
      return tree.of.op === 'null' ? `${formatExpression(tree.of.of)} != null` : `not(${formatExpression(tree.of)})`;
    case 'if':
      return `if ${formatExpression(tree.test)} then ${operand(tree.yes)} else ${operand(tree.no)}`;
    case 'some':
    case 'every':
      return `${tree.op} ${tree.name} in ${formatExpression(tree.in)} satisfies ${operand(tree.test)}`;
    case 'where':
      return `${formatExpression(tree.in)}[${formatExpression(tree.test)}]`;
    case 'each':
      return `${operand(tree.of)}.${tree.field}`;
    case 'count':
    case 'sum':
      return `${tree.op}(${formatExpression(tree.of)})`;
    case 'add':
      return tree.of.map(operand).join(' + ');
    case 'multiply':
      return tree.of.map(operand).join(' * ');
    case 'negate':
      return `-${operand(tree.of)}`;
    case 'min':
    case 'max':
      return `${tree.op}(${tree.of.map((one) => side(one, tree.as)).join(', ')})`;
    default: {
      const none: never = tree;
      return none;
    }
  }
}

/** A value as a person reads it: no quotes, decimals written out. */
export function formatValue(value: Value): string {
  if (isDecimal(value)) return formatDecimal(value);
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([field, one]) => `${field}: ${formatValue(one)}`)
    .join(', ')}}`;
}

function formatConstant(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return Array.isArray(value) ? `[${value.map(formatConstant).join(', ')}]` : formatValue(value);
}

function formatTest(test: Test, sort: Sort): string {
  switch (test.test) {
    case 'is':
      return test.is === '=' ? side(test.to, sort) : `${test.is} ${side(test.to, sort)}`;
    case 'member':
      return formatExpression(test.of);
    case 'range':
      return `${test.from.open ? '(' : '['}${at(test.from)}..${at(test.to)}${test.to.open ? ')' : ']'}`;
    default: {
      const none: never = test;
      return none;
    }
  }
  function at(bound: Bound): string {
    return side(bound.at, sort);
  }
}

function side(tree: Expression, sort: Sort): string {
  return sort === 'date' && tree.op === 'constant' ? `date(${formatConstant(tree.value)})` : operand(tree);
}

function operand(tree: Expression): string {
  const simple = ['constant', 'fact', 'list', 'not', 'where', 'each', 'count', 'sum', 'min', 'max'].includes(tree.op);
  return simple ? formatExpression(tree) : `(${formatExpression(tree)})`;
}
