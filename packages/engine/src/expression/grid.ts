/**
 * The points of a number or a day that tell all conditions on it apart: each constant it is compared with, and one point in every
 * stretch between them, as far as the type has points there. So a score between two bands comes out as a witness.
 */
import { invariant } from '../invariant.ts';
import { formatDay, parseDay } from '../time/civil-date.ts';
import { canonical, compareDecimals, type Decimal, mantissaAt } from './decimal.ts';
import type { NumberType } from './fact-type.ts';

/** One point for each part of the type that the cuts make, lowest first. */
export function numberPoints(type: NumberType, cuts: readonly Decimal[]): Decimal[] {
  const [low, high] = boundsOf(type);
  const one = 10n ** BigInt(type.scale);
  return pointsOf(
    cuts.map((cut) => placeOf(cut, type.scale)),
    one,
    low,
    high,
  ).map((n) => canonical(n, type.scale));
}

/** Every value of a bounded type, or undefined where there are more than `most`. */
export function allNumbers(type: NumberType, most: number): Decimal[] | undefined {
  const [low, high] = boundsOf(type);
  if (low === undefined || high === undefined || high - low >= BigInt(most)) return undefined;
  return Array.from({ length: Number(high - low) + 1 }, (_, i) => canonical(low + BigInt(i), type.scale));
}

/** As `numberPoints`, for days as ISO texts. */
export function datePoints(cuts: readonly string[]): string[] {
  const days = cuts.length === 0 ? ['2000-01-01'] : cuts;
  const places = days.map((day) => ({ at: BigInt(dayNumberOf(day)), exact: true }));
  const [first, last] = [BigInt(dayNumberOf('0001-01-01')), BigInt(dayNumberOf('9999-12-31'))];
  return pointsOf(places, 1n, first, last).map((day) => formatDay(Number(day)));
}

/** A cut on the grid of the type, or just above its point `at`. */
interface Place {
  readonly at: bigint;
  readonly exact: boolean;
}

function pointsOf(places: readonly Place[], one: bigint, low: bigint | undefined, high: bigint | undefined): bigint[] {
  const cuts = [...places].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : Number(b.exact) - Number(a.exact)));
  if (cuts.length === 0) return [low ?? (high !== undefined && high < 0n ? high : 0n)];
  const points = new Set<bigint>();
  const add = (point: bigint, from: bigint | undefined, to: bigint | undefined) => {
    if ((from === undefined || point >= from) && (to === undefined || point <= to)) points.add(point);
  };
  const inside = (point: bigint) => add(point, low, high);
  cuts.forEach((cut, i) => {
    const next = cuts[i + 1];
    const below = cut.exact ? cut.at - 1n : cut.at;
    if (i === 0) inside(high !== undefined && below > high ? high : below);
    if (cut.exact) inside(cut.at);
    const from = low !== undefined && low > cut.at + 1n ? low : cut.at + 1n;
    if (next === undefined) {
      inside(from);
      return;
    }
    const last = next.exact ? next.at - 1n : next.at;
    const to = high !== undefined && high < last ? high : last;
    if (from <= to) add(from + (to - from) / 2n, from, to);
  });
  // A stretch without end is also sampled a whole unit out, where an author looks for it.
  if (low === undefined) inside((cuts[0]?.at ?? 0n) - one);
  if (high === undefined) inside((cuts.at(-1)?.at ?? 0n) + one);
  return [...points].sort((a, b) => (a < b ? -1 : 1));
}

function boundsOf(type: NumberType): [bigint | undefined, bigint | undefined] {
  const low = type.min && placeOf(type.min, type.scale);
  const high = type.max && placeOf(type.max, type.scale);
  return [low && (low.exact ? low.at : low.at + 1n), high?.at];
}

function placeOf(cut: Decimal, scale: number): Place {
  if (cut.scale <= scale) return { at: mantissaAt(cut, scale), exact: true };
  const unit = 10n ** BigInt(cut.scale - scale);
  const n = BigInt(cut.n);
  const at = n / unit - (n < 0n && n % unit !== 0n ? 1n : 0n);
  return { at, exact: compareDecimals(canonical(at, scale), cut) === 0 };
}

function dayNumberOf(iso: string): number {
  const day = parseDay(iso);
  invariant(day !== undefined, `a date instead of '${iso}'`);
  return day;
}
