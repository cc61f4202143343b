import { describe, expect, test } from '@jest/globals';
import { manifestFormOf } from '../../../packages/engine/src/forms/content-shape.ts';
import { differenceOf } from '../../../packages/engine/src/forms/difference.ts';
import { manifestOf } from '../../../packages/engine/src/forms/manifest.ts';
import { templateOf } from '../../../packages/engine/src/forms/template.ts';
import { draftOf, writtenOf } from '../../../packages/engine/src/forms/written.ts';
import { Form } from '../../../packages/engine/src/plan/form.ts';

const form = Form.parse({
  name: '登记表',
  fields: [{ id: 'duties', name: '职责', text: true }],
  items: {
    name: '风险点',
    fields: [
      { id: 'risk', name: '风险', text: true },
      { id: 'measure', name: '措施', text: true, optional: true },
    ],
  },
});
const register = Form.parse({
  name: '汇总表',
  rows: { of: 'post', fields: [{ id: 'grade', name: '等级', grade: { scale: 'risk', source: 'declared' } }] },
});
const salt = 'a'.repeat(64);
const itemsOf = (content: Readonly<Record<string, unknown>>) =>
  manifestOf(manifestFormOf('form', form), content, salt).items;

describe('what was written', () => {
  test('has the same hashes whether an empty field was left out, null or blank', () => {
    const bare = { duties: '出纳', items: [{ id: 'r1', risk: '坐支' }] };
    const blank = { duties: '出纳', items: [{ id: 'r1', risk: '坐支', measure: null }], note: '' };

    expect(writtenOf(blank)).toEqual(bare);
    expect(manifestOf(manifestFormOf('form', form), writtenOf(blank), salt)).toEqual(
      manifestOf(manifestFormOf('form', form), bare, salt),
    );
  });

  test('keeps false, zero and lists', () => {
    const content = { yes: false, count: 0, kinds: ['人事'] };

    expect(writtenOf(content)).toEqual(content);
  });
});

describe('an older version as a draft', () => {
  test('keeps what the form still asks for, and every row with its identity', () => {
    const older = { duties: '出纳', dropped: '旧栏', items: [{ id: 'r1', risk: '坐支', level: '高' }] };

    expect(draftOf(form, older, [])).toEqual({ duties: '出纳', items: [{ id: 'r1', risk: '坐支' }] });
  });

  test('has rows for the nodes that there are now', () => {
    const older = {
      rows: [
        { id: 'p1', grade: '一级' },
        { id: 'gone', grade: '二级' },
      ],
    };

    expect(draftOf(register, older, ['p1', 'p2'])).toEqual({ rows: [{ id: 'p1', grade: '一级' }] });
  });

  test('is printed with what became of each row since the year before', () => {
    const previous = {
      duties: '出纳',
      items: [
        { id: 'r1', risk: '坐支' },
        { id: 'r2', risk: '印章' },
      ],
    };

    const text = templateOf(form, {
      previous,
      locked: ['r1'],
      flagged: { r2: ['不准'] },
      gradesOf: () => [],
      rows: [],
      fromBefore: true,
      since: { r1: 'unchanged', r2: 'changed' },
    });

    expect(text).toContain('# 以下是上年度审定的内容');
    expect(text).toContain('- id: "r1"  # 与上年度审定的相同；已通过，须保持原样');
    expect(text).toContain('- id: "r2"  # 与上年度审定的不同；退回：不准');
  });
});

describe('the difference between two versions', () => {
  const before = itemsOf({
    items: [
      { id: 'r1', risk: '坐支' },
      { id: 'r2', risk: '印章' },
      { id: 'r3', risk: '票据' },
    ],
  });

  test('tells unchanged, changed, added and removed items apart by their hashes', () => {
    const now = itemsOf({
      items: [
        { id: 'r4', risk: '网银' },
        { id: 'r2', risk: '公章' },
        { id: 'r1', risk: '坐支' },
      ],
    });

    expect(differenceOf(before, now)).toEqual({ unchanged: ['r1'], changed: ['r2'], added: ['r4'], removed: ['r3'] });
  });

  test('is none between a version and itself', () => {
    expect(differenceOf(before, before)).toEqual({
      unchanged: ['r1', 'r2', 'r3'],
      changed: [],
      added: [],
      removed: [],
    });
  });
});
