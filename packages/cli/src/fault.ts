/**
 * What goes wrong in the command line: a fault with its code, or what the user asked for that cannot be. One message each, saying
 * what failed and what to do; never a stack trace.
 */
import type { Shell, Words } from './shell.ts';

/** The input cannot be used; exit code 1. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
  readonly code: string;
  readonly words: Words;

  constructor(code: string, words: Words) {
    super(words.en);
    this.code = code;
    this.words = words;
  }
}

/** Neither done nor refused: something outside does not work; exit code 2. */
export class CannotReach extends Error {
  override readonly name = 'CannotReach';
  readonly code: string;
  readonly words: Words;

  constructor(code: string, words: Words, options?: ErrorOptions) {
    super(words.en, options);
    this.code = code;
    this.words = words;
  }
}

interface Told {
  readonly code: string;
  readonly message: string;
  readonly refused: boolean;
}

/** One message for whatever was thrown. */
export function toldOf(error: unknown, shell: Shell): Told {
  if (error instanceof CannotDo) return { code: error.code, message: shell.say(error.words), refused: true };
  if (error instanceof CannotReach) return { code: error.code, message: shell.say(error.words), refused: false };
  const code = codeOf(error);
  if (
    code === 'client.bad-input' ||
    code === 'client.not-found' ||
    code === 'client.campaign-unknown' ||
    code === 'registry.campaign-differs'
  ) {
    return { code, message: messageOf(error), refused: true };
  }
  if (code.startsWith('fault.')) return { code, message: messageOf(error), refused: false };
  const server = unreachable(error);
  if (server !== undefined) {
    const message = shell.say({
      zh: `${server}没有应答。已办的事都在，没有丢失：请重新运行 npm run lianfang -- up，再重复同一命令。（${messageOf(error)}）`,
      en: `${server} does not answer. What was done is kept: run npm run lianfang -- up again, then repeat the same command. (${messageOf(error)})`,
    });
    return { code: 'fault.server-unavailable', message, refused: false };
  }
  const system = codeOf(error);
  const words =
    system === 'ENOENT' || system === 'EACCES' || system === 'EISDIR' || system === 'ENOTDIR' || system === 'ENOSPC'
      ? {
          zh: `文件不能读写：${messageOf(error)}。请核对路径和权限。`,
          en: `A file cannot be read or written: ${messageOf(error)}. Check path and permissions.`,
        }
      : {
          zh: `出了意外的错误：${messageOf(error)}。设 LIANFANG_DEBUG=1 再运行可看详情。`,
          en: `Something unexpected failed: ${messageOf(error)}. Run again with LIANFANG_DEBUG=1 for details.`,
        };
  return { code: system === '' ? 'fault.unexpected' : system, message: shell.say(words), refused: false };
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A library's wrapper says what was asked; its cause says what went wrong.
  if (error.cause instanceof Error && /^Failed query/.test(error.message)) return messageOf(error.cause);
  const own = error.message.split('\n')[0] ?? '';
  return own === '' ? error.name : own;
}

/** Which server is away, by what its library throws, at any depth of causes. */
function unreachable(error: unknown, depth = 0): string | undefined {
  if (depth > 6 || typeof error !== 'object' || error === null) return undefined;
  const code: unknown = 'code' in error ? error.code : undefined;
  const message = error instanceof Error ? error.message : '';
  if (
    code === 14 ||
    code === 4 ||
    /UNAVAILABLE|DEADLINE_EXCEEDED|Failed to connect before the deadline|tonic|TransportError/i.test(message)
  )
    return 'Temporal';
  const lost = [
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    '57P01',
    '57P02',
    '57P03',
    '08006',
    '08001',
  ];
  if (
    (typeof code === 'string' && lost.includes(code)) ||
    /Connection terminated|not queryable|the database system is/i.test(message)
  )
    return 'PostgreSQL';
  return 'cause' in error ? unreachable(error.cause, depth + 1) : undefined;
}
