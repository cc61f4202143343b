import { describe, expect, test } from '@jest/globals';
import { manifestOf } from '@lianfang/engine/record';

const form = {
  id: 'form-1',
  facts: ['grade'],
  material: ['duty'],
  items: { rows: 'risks', id: 'id', facts: ['level'], material: ['risk'] },
};
const content = {
  grade: '一级',
  duty: '招生',
  note: '略',
  risks: [
    { id: 'a', level: '高', risk: '收礼', remark: 'x' },
    { id: 'b', level: '低', risk: '泄题', remark: 'y' },
  ],
};
const base = manifestOf(form, content, 'salt');
const risks = content.risks as { id: string; level: string; risk: string; remark: string }[];
const [a = risks[0], b = risks[1]] = risks;

describe('a manifest', () => {
  test('carries the facts of the form and of its rows, and nothing else of what was written', () => {
    expect(base).toMatchObject({
      facts: { grade: '一级' },
      items: [
        { item: 'a', facts: { level: '高' } },
        { item: 'b', facts: { level: '低' } },
      ],
    });
    expect(JSON.stringify(base)).not.toMatch(/招生|收礼|泄题|略/);
  });

  test.each<[string, object, { version: boolean; material: boolean; items: boolean[] }]>([
    ['nothing', content, { version: false, material: false, items: [false, false] }],
    ['a cosmetic field', { ...content, note: '另' }, { version: true, material: false, items: [false, false] }],
    ['a material field', { ...content, duty: '采购' }, { version: true, material: true, items: [false, false] }],
    ['a fact', { ...content, grade: '二级' }, { version: true, material: true, items: [false, false] }],
    [
      'a cosmetic field of a row',
      { ...content, risks: [{ ...a, remark: 'z' }, b] },
      { version: true, material: false, items: [true, false] },
    ],
    [
      'a material field of a row',
      { ...content, risks: [a, { ...b, risk: '舞弊' }] },
      { version: true, material: true, items: [false, true] },
    ],
    ['the order of rows', { ...content, risks: [b, a] }, { version: true, material: false, items: [false, false] }],
  ])('after a change of %s has other hashes just where it should', (_, changed, expected) => {
    const after = manifestOf(form, changed as Record<string, unknown>, 'salt');
    const hashes = new Map(after.items.map((item) => [item.item, item.hash]));

    expect({
      version: after.version !== base.version,
      material: after.material !== base.material,
      items: base.items.map((item) => hashes.get(item.item) !== item.hash),
    }).toEqual(expected);
  });

  test('tells a row whose only change is cosmetic from one that changed materially', () => {
    const after = manifestOf(
      form,
      {
        ...content,
        risks: [
          { ...a, remark: 'z' },
          { ...b, level: '高' },
        ],
      },
      'salt',
    );

    expect(after.items.map((item, index) => item.material !== base.items[index]?.material)).toEqual([false, true]);
  });

  test('with another salt shares no hash', () => {
    const other = manifestOf(form, content, 'pepper');

    expect([other.version, other.material, ...other.items.map((item) => item.hash)]).not.toEqual(
      expect.arrayContaining([base.version]),
    );
    expect(other.items[0]?.hash).not.toBe(base.items[0]?.hash);
  });

  test.each([
    ['rows without an id', { ...content, risks: [{ risk: 'x' }] }],
    ['two rows with one id', { ...content, risks: [a, a] }],
    ['rows that are no list', { ...content, risks: 'x' }],
    ['a fact that is an object', { ...content, grade: {} }],
  ])('of %s is a fault of the caller, who checks the form first', (_, wrong) => {
    expect(() => manifestOf(form, wrong, 'salt')).toThrow('Expected');
  });
});
