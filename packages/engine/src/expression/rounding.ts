/** Decimals rounded and divided: the only two operations whose result is not exact, so both say how many places and which way. */
import { invariant } from '../invariant.ts';
import { canonical, type Decimal, mantissaAt } from './decimal.ts';

/** `half-up`: a half goes away from zero. */
export type Rounding = 'half-up' | 'down' | 'up';

export function rounded(value: Decimal, places: number, way: Rounding): Decimal {
  if (value.scale <= places) return value;
  return quotientOf(value, { n: 1, scale: 0 }, places, way);
}

/** `value / by` to so many places. @throws InvariantFault when `by` is zero */
export function quotientOf(value: Decimal, by: Decimal, places: number, way: Rounding): Decimal {
  const scale = Math.max(value.scale, by.scale);
  const [over, under] = [mantissaAt(value, scale) * 10n ** BigInt(places), mantissaAt(by, scale)];
  invariant(under !== 0n, 'a divisor other than zero');
  const negative = over < 0n !== under < 0n;
  const [top, bottom] = [over < 0n ? -over : over, under < 0n ? -under : under];
  const whole = top / bottom;
  const left = top % bottom;
  const away = way === 'up' ? left > 0n : way === 'half-up' && 2n * left >= bottom;
  const size = away ? whole + 1n : whole;
  return canonical(negative ? -size : size, places);
}
