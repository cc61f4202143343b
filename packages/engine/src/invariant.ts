/** The engine's one way to throw: a broken promise of our own code, never a mistake of a user. */
export class InvariantFault extends Error {
  readonly code = 'fault.invariant';
  override readonly name = 'InvariantFault';
}

/** @throws InvariantFault when `condition` is false */
export function invariant(condition: unknown, expectation: string): asserts condition {
  if (!condition) throw new InvariantFault(`Expected ${expectation}.`);
}
