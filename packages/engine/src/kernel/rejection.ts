/**
 * A rejection: why a command was not done, as a value with its code, and what is possible instead.
 */
export interface Rejection {
  readonly code: string;
  /** Commands of this kind of target that would be accepted from this signer now. */
  readonly possible?: readonly string[];
  /** Fields that the message forms of the code name. */
  readonly [field: string]: unknown;
}
