/**
 * The faults of the embedded servers. Each carries a code of the registry and, when a program had to be found, everything
 * that was tried with its outcome, so that one message tells the whole story.
 */
import { type Lang, messageOf } from '@lianfang/engine/codes';

export type ServersFaultCode =
  | 'fault.temporal-unavailable'
  | 'fault.postgres-unavailable'
  | 'fault.servers-not-running'
  | 'fault.servers-busy';

/** One way that was tried to get a program, and what came of it. */
export interface Attempt {
  readonly way: string;
  readonly outcome: string;
}

export class ServersFault extends Error {
  override readonly name = 'ServersFault';
  readonly code: ServersFaultCode;
  /** In the order in which they were tried; empty when nothing had to be found. */
  readonly tried: readonly Attempt[];

  constructor(
    code: ServersFaultCode,
    lang: Lang,
    fields: Readonly<Record<string, string | number>>,
    { tried = [], cause }: { readonly tried?: readonly Attempt[]; readonly cause?: unknown } = {},
  ) {
    super(messageOf({ ...fields, code }, lang), { cause });
    this.code = code;
    this.tried = tried;
  }
}

/** An error's own words, with the innermost cause: `fetch failed` alone helps nobody. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause === undefined ? '' : reasonOf(error.cause);
  const own = error.message === '' ? error.name : error.message;
  return inner === '' || own.includes(inner) ? own : `${own} (${inner})`;
}
