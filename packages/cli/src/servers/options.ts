/**
 * What a caller may say about the embedded servers, and what the environment says in its place. Decides which folder holds
 * the data and which servers are somebody else's.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Lang } from '@lianfang/engine/codes';

export interface ConnectOptions {
  /** The one folder for all data. Default: `LIANFANG_HOME`, else `.lianfang` in the working directory. */
  readonly dataDir?: string;
  /** Default: `process.env`. Read: LIANFANG_HOME, LIANFANG_TEMPORAL_ADDRESS, LIANFANG_POSTGRES_URL, LIANFANG_TEMPORAL_CLI, PATH. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Language of progress lines and faults. Default: `zh`. */
  readonly lang?: Lang;
}

/** Puts an executable at `target`, or throws with a message that says in one line why it could not. */
export type Obtain = (target: string, progress: (line: string) => void) => Promise<void>;

export interface ServersOptions extends ConnectOptions {
  /** Receives one line of text whenever something takes time or was chosen. Default: nothing is said. */
  readonly onProgress?: (line: string) => void;
  /** A new folder under the system's temporary folder, deleted when the servers stop; `dataDir` is not allowed beside it. */
  readonly ephemeral?: boolean;
  /** Other ways to obtain the Temporal server's program than the official download and the build with Go. */
  readonly obtain?: { readonly download?: Obtain; readonly build?: Obtain };
}

export type Env = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly env: Env;
  readonly lang: Lang;
  readonly dataDir: string;
  readonly ephemeral: boolean;
  /** `host:port` of a Temporal server that is not ours. */
  readonly temporalAddress: string | undefined;
  /** Connection URL of a PostgreSQL that is not ours. */
  readonly postgresUrl: string | undefined;
}

export function settingsOf(options: ServersOptions): Settings {
  const env = options.env ?? process.env;
  const ephemeral = options.ephemeral ?? false;
  if (ephemeral && options.dataDir !== undefined) {
    throw new TypeError('Expected either ephemeral servers or a data folder, but got both.');
  }
  return {
    env,
    lang: options.lang ?? 'zh',
    dataDir: ephemeral
      ? mkdtempSync(path.join(tmpdir(), 'lianfang-'))
      : path.resolve(options.dataDir ?? (said(env, 'LIANFANG_HOME') || '.lianfang')),
    ephemeral,
    temporalAddress: said(env, 'LIANFANG_TEMPORAL_ADDRESS'),
    postgresUrl: said(env, 'LIANFANG_POSTGRES_URL'),
  };
}

/** A variable's value; one that is set but empty counts as not set. */
export function said(env: Env, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
