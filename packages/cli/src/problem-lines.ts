/** Problems for people: severity, place, what is wrong and how to mend it; and their numbers. */
import path from 'node:path';
import { messageOf } from '@lianfang/engine/codes';
import type { FoundProblem } from './plan-folder.ts';
import type { Shell } from './shell.ts';

const severities = {
  error: { zh: '错误', en: 'error' },
  missing: { zh: '缺失', en: 'missing' },
  advice: { zh: '提示', en: 'advice' },
} as const;

export function problemLines(shell: Shell, problems: readonly FoundProblem[]): string[] {
  const { colour } = shell;
  const paint = { error: colour.red, missing: colour.yellow, advice: colour.dim };
  return problems.flatMap((problem) => {
    const place = `${path.relative('.', problem.file) || problem.file}${problem.line === undefined ? '' : `:${problem.line}`}`;
    const head = `${paint[problem.severity](shell.say(severities[problem.severity]))} ${place}  ${colour.dim(pathText(problem.path))}  ${colour.cyan(problem.code)}`;
    return [head, `    ${messageOf(problem, shell.lang)}`];
  });
}

export function pathText(parts: readonly (string | number)[]): string {
  return parts
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

export function countsLine(shell: Shell, problems: readonly FoundProblem[]): string {
  const count = (severity: FoundProblem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length;
  const [errors, missing, advice] = [count('error'), count('missing'), count('advice')];
  const words = shell.say({
    zh: `错误 ${errors}，缺失 ${missing}，提示 ${advice}`,
    en: `${errors} errors, ${missing} missing, ${advice} advice`,
  });
  return errors + missing > 0 ? shell.colour.red(words) : shell.colour.green(words);
}
