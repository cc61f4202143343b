/** Draws that depend on nothing but a seed and what is drawn for: asked again, also by another process, they come out the same. */
import { randomOf } from './random.ts';

/** In [0, 1). */
export function drawn(seed: number, ...keys: readonly (string | number)[]): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const unit of keys.join('\u0000')) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return randomOf(hash).next();
}

/** One of the choices; there must be one. */
export function drawnOf<T>(choices: readonly [T, ...T[]], seed: number, ...keys: readonly (string | number)[]): T {
  return choices[Math.floor(drawn(seed, ...keys) * choices.length)] ?? choices[0];
}
