/**
 * Where the command line's words go, and in which language and form. Must not know any command.
 */
import type { Lang } from '@lianfang/engine/codes';
import picocolors from 'picocolors';

/** One sentence in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is the output a terminal that can be drawn on? */
  readonly isTerminal: boolean;
}

export interface Shell {
  readonly lang: Lang;
  readonly env: Streams['env'];
  readonly isTerminal: boolean;
  readonly colour: ReturnType<typeof picocolors.createColors>;
  say(words: Words): string;
  /** A line of what was asked for. */
  line(text?: string): void;
  /** A line about what is going on; kept out of what programs read. */
  note(text: string): void;
  raw(text: string): void;
}

export function shellOf(streams: Streams, lang: Lang): Shell {
  const { out, err, env, isTerminal } = streams;
  const coloured = env.NO_COLOR === undefined && (isTerminal || env.FORCE_COLOR !== undefined);
  return {
    lang,
    env,
    isTerminal,
    colour: picocolors.createColors(coloured),
    say: (words) => words[lang],
    line: (text = '') => out(`${text}\n`),
    note: (text) => err(`${text}\n`),
    raw: out,
  };
}

export const exitCodes = { ok: 0, refused: 1, fault: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
