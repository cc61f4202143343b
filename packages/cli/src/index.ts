/**
 * The command line: one function that runs it, and the pieces that tests and other starters use.
 */
export { buildProgram, runCli } from './program.ts';
export { exitCodes, shellOf } from './shell.ts';

export type { ExitCode, Streams } from './shell.ts';
