/** Reading options that commander gives as unknown. */
import { readFileSync } from 'node:fs';
import { endOfDay, type Instant, instantOf, parseDay } from '@lianfang/engine';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { CannotDo } from './fault.ts';
import type { Cli } from './program.ts';

export type Options = Readonly<Record<string, unknown>>;

/** What is filled into the plan's slots before a launch. */
export function addWith(cli: Pick<Cli, 'option'>, command: Command): void {
  cli.option(command, '--with <file>', {
    zh: '启动前填写的内容（launch.yaml：空位: 值）',
    en: 'what is filled in before a launch (launch.yaml: slot: value)',
  });
}

export function textIn(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** @throws CannotDo */
export function numberIn(options: Options, name: string): number | undefined {
  const text = textIn(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new CannotDo('input.number', {
      zh: `--${name} 应为数，实为“${text}”。`,
      en: `Expected --${name} to be a number, but it is '${text}'.`,
    });
  }
  return value;
}

/** The text of a YAML or JSON file, or the value itself. @throws CannotDo */
export function readData(file: string): unknown {
  try {
    return dataIn(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    if (error instanceof CannotDo) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotDo('input.file', { zh: `文件 ${file} 不能读：${why}`, en: `File ${file} cannot be read: ${why}` });
  }
}

/** @throws CannotDo */
export function dataIn(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 }) as unknown;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new CannotDo('input.yaml', { zh: `内容不合 YAML 或 JSON 写法：${why}`, en: `Expected YAML or JSON: ${why}` });
  }
}

/** A day counts to its end; an instant as it stands; digits are epoch milliseconds. @throws CannotDo */
export function instantIn(text: string, zone: number): Instant {
  const day = parseDay(text);
  if (day !== undefined) return endOfDay(day, zone);
  const instant = /^\d{10,}$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(instant)) {
    throw new CannotDo('input.instant', {
      zh: `“${text}”不是日期；请写成 2011-10-25。`,
      en: `Expected a date such as 2011-10-25, but it is '${text}'.`,
    });
  }
  return instant;
}

/** @throws CannotDo */
export function dayStart(text: string, zone: number): Instant {
  const day = parseDay(text);
  return day === undefined ? instantIn(text, zone) : instantOf(day, 0, zone);
}
