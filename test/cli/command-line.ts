/** Runs the command line in this process, with its streams caught. */
import { type ExitCode, runCli } from '@lianfang/cli';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

export type Env = Readonly<Record<string, string | undefined>>;

export async function lianfang(argv: readonly string[], env: Env = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runCli(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { NO_COLOR: '1', ...env },
    isTerminal: false,
  });
  return { code, out, err };
}
