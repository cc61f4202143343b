/** Facts that are what a scope says they must be, the plainest of each type: for asking what would be accepted, never for a record. */
import { formatDecimal } from './decimal.ts';
import type { FactType, Scope } from './fact-type.ts';

export type SomeFact = string | number | boolean | string[];

const ZERO = { n: 0, scale: 0 };

/** What may be absent is left out. @param numbers at their least or their most, where they have one */
export function someFacts(scope: Scope, numbers: 'least' | 'most' = 'least'): Record<string, SomeFact> {
  return Object.fromEntries(
    Object.entries(scope).flatMap(([name, type]) =>
      type.optional === true ? [] : [[name, someOf(type, numbers)] as const],
    ),
  );
}

function someOf(type: FactType, numbers: 'least' | 'most'): SomeFact {
  switch (type.kind) {
    case 'enumeration':
      return type.values[0] ?? '';
    case 'boolean':
      return false;
    case 'number':
      return Number(formatDecimal((numbers === 'most' ? type.max : type.min) ?? type.min ?? type.max ?? ZERO));
    case 'date':
      return '2000-01-01';
    case 'list':
      return [];
    default:
      return '';
  }
}
