/** The sheet of a review on screens of different widths. */
import { describe, expect, test } from '@jest/globals';
import { vocabularyOf, writeSheet } from '@lianfang/engine/record';
import { sheetLines, wrapped } from '../../packages/cli/src/sheet-lines.ts';
import { shellOf } from '../../packages/cli/src/shell.ts';
import { padded } from '../../packages/cli/src/table.ts';
import { campaign, sheetOf, threeRounds } from '../engine/record/course.ts';

const quiet = { out: () => undefined, err: () => undefined, env: { NO_COLOR: '1' }, isTerminal: false };
const shell = shellOf(quiet, 'zh');
const written = writeSheet(sheetOf(threeRounds()), 'zh', vocabularyOf(campaign));

/** How many places a text takes. */
const stringWidth = (text: string): number => 500 - (padded(text, 500).length - text.length);

describe('a sheet on a screen', () => {
  test('wide enough has its rounds side by side, the columns in line', () => {
    const lines = sheetLines(written, shell, 130);

    const heads = lines.find((line) => /^\s+第1轮/.test(line)) ?? '';
    const start = stringWidth(heads.slice(0, heads.indexOf('第2轮')));
    const vote = lines.find((line) => line.includes('表决未通过：退回')) ?? '';

    expect(stringWidth(vote.slice(0, vote.indexOf('表决未通过')))).toBe(start + 1);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(130);
  });

  test('too narrow has one round below the other', () => {
    const lines = sheetLines(written, shell, 80);
    const rounds = lines.flatMap((line) => (/^── 第\d轮/.test(line) ? [line.slice(3, 6)] : []));

    expect(rounds).toEqual(['第1轮', '第2轮', '第3轮']);
    expect(lines.indexOf('科室审核')).toBeLessThan(lines.findIndex((line) => line.startsWith('── 第2轮')));
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });

  test.each([80, 130, 200])('loses no word at a width of %i', (width) => {
    const screen = sheetLines(written, shell, width);
    const column = (text: string): string => text.replace(/[\s！]/g, '');
    const all = column(screen.join(''));

    // Side by side a line is cut into several; each of its characters is there still.
    const said = written.rows.flatMap((row) => row.cells.flat()).flatMap((moment) => moment.lines);
    for (const { text } of width === 80 ? said : []) expect(all).toContain(column(text));
    for (const { text } of said) for (const character of column(text)) expect(all).toContain(character);
    for (const { text } of written.foot) expect(all).toContain(column(text));
  });

  test('marks what is loud without colours', () => {
    const lines = sheetLines(written, shell, 80);

    expect(lines).toContain('   ！王某（办公室）改派：由王某改为郑某');
  });
});

describe('a line', () => {
  test.each([
    ['一二三四五', 4, ['一二', '三四', '五']],
    ['ab cd efgh', 5, ['ab cd', 'efgh']],
    ['一二，三', 4, ['一', '二，', '三']],
    ['一二（三）', 6, ['一二', '（三）']],
    ['一二。', 5, ['一', '二。']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['', 5, ['']],
  ])('%j is cut to %i places', (text, width, expected) => {
    expect(wrapped(text, width)).toEqual(expected);
  });
});
