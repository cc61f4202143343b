/**
 * Replaces the printing methods of a console by ones that only write down who called them with what.
 */
import { format } from 'node:util';

const printing = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;

export type PrintingConsole = Record<(typeof printing)[number], (...args: never[]) => void>;

/** @returns `take`, which gives the calls made since it was last asked, each with the line that made it */
export function recordConsoleCalls(target: PrintingConsole): { take: () => string[] } {
  let calls: string[] = [];
  for (const method of printing) {
    target[method] = (...args: unknown[]) => {
      const caller = new Error().stack?.split('\n')[2]?.trim() ?? '';
      calls.push(`console.${method}: ${format(...args)} ${caller}`);
    };
  }
  return {
    take: () => {
      const made = calls;
      calls = [];
      return made;
    },
  };
}
