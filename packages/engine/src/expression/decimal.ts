/**
 * Exact decimals: an integer mantissa and a number of decimal places, so that 0.1 + 0.2 is 0.3 on every machine. Every result is
 * in its one canonical form (no trailing zeros, a number where it is a safe integer), so equal values are equal JSON.
 */
import { z } from 'zod';
import { invariant } from '../invariant.ts';

/** Decimal places that a fact, a constant or a result may have. */
export const maxScale = 12;

export const Decimal = z.strictObject({
  /** The mantissa; text once it is beyond the safe integers. The value is n / 10^scale. */
  n: z.union([z.int(), z.string().regex(/^-?[1-9]\d{15,39}$/)]),
  scale: z.int().min(0).max(maxScale),
});
export type Decimal = z.infer<typeof Decimal>;

export function isDecimal(value: unknown): value is Decimal {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { n, scale } = value as Partial<Decimal>;
  return (
    (Number.isSafeInteger(n) || (typeof n === 'string' && /^-?\d{1,400}$/.test(n))) &&
    typeof scale === 'number' &&
    Number.isInteger(scale) &&
    scale >= 0 &&
    scale <= 400
  );
}

/** The decimal that a text like `-12.50` writes; undefined when it is no plain decimal or has too many digits. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^(-?)\s*(\d*)(?:\.(\d+))?$/.exec(text);
  const [, sign = '', whole = '', places = ''] = match ?? [];
  if (match === null || whole + places === '' || (whole + places).length > 30 || places.length > maxScale)
    return undefined;
  return canonical(BigInt(`${sign}${whole}${places}`), places.length);
}

/**
 * The decimal that a number of a JSON document writes: 89.5 is exactly 89.5. Undefined for what no author writes, such as 1e21
 * or the 0.30000000000000004 that floating-point arithmetic leaves.
 */
export function fromNumber(value: number): Decimal | undefined {
  if (Number.isSafeInteger(value)) return { n: value === 0 ? 0 : value, scale: 0 };
  const text = String(value);
  return text.replace(/[-.]/g, '').length > 16 ? undefined : parseDecimal(text);
}

export function formatDecimal(value: Decimal): string {
  const digits = String(value.n)
    .replace('-', '')
    .padStart(value.scale + 1, '0');
  const point = digits.length - value.scale;
  const sign = String(value.n).startsWith('-') ? '-' : '';
  return value.scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Canonical form of mantissa / 10^scale. */
export function canonical(mantissa: bigint, scale: number): Decimal {
  let n = mantissa;
  let places = scale;
  while (places > 0 && n % 10n === 0n) {
    n /= 10n;
    places -= 1;
  }
  const small = Number(n);
  return { n: Number.isSafeInteger(small) ? small : String(n), scale: places };
}

/** The mantissa at `scale` places, which must not be fewer than the value has. */
export function mantissaAt(value: Decimal, scale: number): bigint {
  invariant(scale >= value.scale, `at least ${value.scale} decimal places, not ${scale}`);
  return BigInt(value.n) * 10n ** BigInt(scale - value.scale);
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return canonical(mantissaAt(left, scale) + mantissaAt(right, scale), scale);
}

export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return canonical(BigInt(left.n) * BigInt(right.n), left.scale + right.scale);
}

export function negateDecimal(value: Decimal): Decimal {
  return canonical(-BigInt(value.n), value.scale);
}

/** Negative, zero or positive, as left is below, equal to or above right. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.scale === right.scale && typeof left.n === 'number' && typeof right.n === 'number')
    return Math.sign(left.n - right.n);
  const scale = Math.max(left.scale, right.scale);
  const [a, b] = [mantissaAt(left, scale), mantissaAt(right, scale)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** 1 / value where that is a decimal of at most `maxScale` places (4 gives 0.25; 3 has none). */
export function reciprocalOf(value: Decimal): Decimal | undefined {
  const n = BigInt(value.n);
  if (n === 0n) return undefined;
  for (let places = 0; places <= maxScale; places++) {
    const power = 10n ** BigInt(value.scale + places);
    if (power % n === 0n) return canonical(power / n, places);
  }
  return undefined;
}
