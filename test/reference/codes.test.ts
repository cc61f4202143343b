/** The reference of codes is complete, and both message forms of a code tell the same. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { codes } from '@lianfang/engine/codes';
import { checkCodes } from '../../packages/engine/src/codes/check.ts';
import { expressionCodes } from '../../packages/engine/src/codes/expression.ts';
import { frameCodes } from '../../packages/engine/src/codes/frames.ts';
import { planCodes } from '../../packages/engine/src/codes/plan.ts';
import { scoreCodes } from '../../packages/engine/src/codes/scores.ts';
import { slotCodes } from '../../packages/engine/src/codes/slots.ts';
import { timeCodes } from '../../packages/engine/src/codes/time.ts';

const page = readFileSync(path.join(__dirname, '../../docs/reference/codes.md'), 'utf8');
const all: readonly (readonly [string, { readonly zh: string; readonly en: string }])[] = Object.entries(codes);
const fieldsOf = (form: string) => new Set([...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));

describe('the reference of codes', () => {
  test('has one row for every code, and no other', () => {
    const documented = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, code]) => code);

    expect(documented.toSorted()).toEqual(Object.keys(codes).toSorted());
  });
});

describe('a code of a problem of a plan', () => {
  // Shown on the page, each with a plan that raises it. Readings are shown, not mended.
  const ofPlans = [planCodes, checkCodes, slotCodes, frameCodes, scoreCodes, timeCodes, expressionCodes];
  const atRunTime = ['fact.missing', 'fact.wrong-type', 'fact.not-a-value', 'fact.repeated', 'fact.out-of-range'];

  test('has its broken plan', () => {
    const planted = new Set([...page.matchAll(/^### `([^`]+)`/gm)].map(([, code]) => code));
    const codesOfPlans = ofPlans.flatMap((table) => Object.keys(table));

    const without = codesOfPlans.filter((code) => !planted.has(code) && !atRunTime.includes(code));

    expect(without).toEqual(['plan.reading']);
  });
});

describe('a message form', () => {
  test('is there in both languages', () => {
    expect(all.filter(([, { zh, en }]) => zh.trim() === '' || en.trim() === '' || zh === en)).toEqual([]);
  });

  test('names in Chinese only fields that it names in English: a value that fits one fits the other', () => {
    const differing = all.filter(([, { zh, en }]) => [...fieldsOf(zh)].some((name) => !fieldsOf(en).has(name)));

    expect(differing.map(([code]) => code)).toEqual([]);
  });
});
