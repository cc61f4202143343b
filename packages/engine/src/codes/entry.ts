/**
 * What one code of the registry says: whether it is a problem of a plan, a rejection of a command or a fault, and the two
 * message forms. Each area keeps its own table beside this file; `codes.ts` joins them. Must not know who raises a code.
 */
export interface CodeEntry {
  readonly kind: 'problem' | 'rejection' | 'fault';
  /** Message forms; `{field}` is replaced by the value's field of that name, lists joined by 、 or a comma. */
  readonly zh: string;
  readonly en: string;
}

export type CodeTable = Readonly<Record<string, CodeEntry>>;

/** Keeps the literal keys of a table while checking its entries. */
export function codeTable<const T extends CodeTable>(table: T): T {
  return table;
}
