/** PostgreSQL keeps no NUL, and UTF-8 no lone surrogate: such text would come back changed, and its hash would no longer prove it. */
import { RegistryFault } from './fault.ts';

export function assertStorable(...texts: readonly string[]): void {
  if (texts.every((text) => !text.includes('\u0000') && isWellFormed(text))) return;
  throw new RegistryFault('registry.unstorable', 'Expected text without NUL and lone surrogates.');
}

/** The same for every string and key of a JSON value. */
export function assertStorableJson(value: unknown): void {
  if (typeof value === 'string') assertStorable(value);
  else if (Array.isArray(value)) for (const one of value) assertStorableJson(one);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) {
      assertStorable(key);
      assertStorableJson(one);
    }
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}
