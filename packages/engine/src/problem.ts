/**
 * A problem: something wrong with a document, as a value. All problems are reported at once, in document order.
 * Must not know how they are printed; message forms are in `codes/`.
 */

/** `error` does not launch; `missing` waits for a person to supply it; `advice` is shown and launches. */
export type Severity = 'error' | 'missing' | 'advice';

export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** Where in the document: keys and indexes from the root. */
  readonly path: readonly (string | number)[];
  /** Line in the source text, from 1; absent when the value did not come from text. */
  readonly line?: number;
  /** Fields that the message forms of the code name. */
  readonly [field: string]: unknown;
}
