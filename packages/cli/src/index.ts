/**
 * The command line: one function that runs it, and the pieces that tests and other starters use.
 */
export { runCli } from './program.ts';
export { exitCodes } from './shell.ts';

export type { ExitCode, Streams } from './shell.ts';
