import { describe, expect, test } from '@jest/globals';
import { contentProblems, type Form } from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';

const form: Form = {
  name: '登记表',
  fields: [
    { id: 'post', name: '岗位', show: 'post.name' },
    { id: 'grade', name: '等级', grade: { scale: 'risk', source: 'self' } },
    { id: 'duties', name: '职责', text: true },
    { id: 'remark', name: '备注', text: true, optional: true },
    { id: 'checked', name: '查全', fact: { name: '查全', type: 'boolean' } },
    { id: 'count', name: '人数', fact: { name: '人数', type: 'number', min: 1, max: 9 } },
    { id: 'day', name: '日期', fact: { name: '日期', type: 'date' } },
    { id: 'ways', name: '方式', fact: { name: '方式', type: 'list', values: ['听', '看'] } },
  ],
  items: {
    name: '风险点',
    least: 1,
    fields: [
      { id: 'risk', name: '风险', text: true },
      { id: 'kind', name: '类别', fact: { name: '类别', type: 'enumeration', values: ['甲', '乙'] } },
    ],
  },
};
const rowForm: Form = {
  name: '等级表',
  rows: { of: 'post', fields: [{ id: 'grade', name: '等级', grade: { scale: 'risk', source: 'declared' } }] },
};
const context = { gradesOf: (scale: string) => (scale === 'risk' ? ['一级', '二级'] : []), rows: ['p1', 'p2'] };
const good = {
  grade: '一级',
  duties: '负责采购',
  checked: true,
  count: 3,
  day: '2011-10-08',
  ways: ['听'],
  items: [{ id: 'a', risk: '围标', kind: '甲' }],
};

describe('the content of a form', () => {
  test('is in order when every field has what it takes', () => {
    expect(contentProblems(form, good, context)).toEqual([]);
    expect(
      contentProblems(
        rowForm,
        {
          rows: [
            { id: 'p1', grade: '一级' },
            { id: 'p2', grade: '二级' },
          ],
        },
        context,
      ),
    ).toEqual([]);
  });

  // what is written instead, then code and path of the one problem
  test.each([
    [{ duties: '' }, 'content.missing', ['duties']],
    [{ grade: '九级' }, 'content.not-a-value', ['grade']],
    [{ checked: '是' }, 'content.wrong-type', ['checked']],
    [{ count: '3' }, 'content.wrong-type', ['count']],
    [{ count: 10 }, 'content.out-of-range', ['count']],
    [{ day: '2011-02-30' }, 'content.wrong-type', ['day']],
    [{ ways: ['听', '听'] }, 'content.wrong-type', ['ways']],
    [{ ways: ['问'] }, 'content.not-a-value', ['ways']],
    [{ post: '我自己写的' }, 'content.unknown-field', ['post']],
    [{ items: [] }, 'content.too-few', ['items']],
    [{ items: [{ risk: '围标', kind: '甲' }] }, 'content.row-without-id', ['items', 0]],
    [{ items: [good.items[0], good.items[0]] }, 'content.repeated-row', ['items', 1]],
    [{ items: [{ id: 'a', risk: '围标', kind: '丙' }] }, 'content.not-a-value', ['items', 0, 'kind']],
  ])('with %j gives %s at %j', (change, code, path) => {
    const problems = contentProblems(form, { ...good, ...change }, context);

    expect(problems).toEqual([expect.objectContaining({ code, path })]);
    for (const problem of problems) expect(messageOf(problem, 'zh')).not.toMatch(/[{}]|（无）/);
  });

  test('is too long past 20,000 characters in one field', () => {
    const problems = contentProblems(form, { ...good, duties: 'x'.repeat(20_001) }, context);

    expect(problems).toEqual([expect.objectContaining({ code: 'content.too-long', path: ['duties'] })]);
  });

  test('has a row for each node of a form with rows for nodes, and for no other', () => {
    const problems = contentProblems(
      rowForm,
      {
        rows: [
          { id: 'p1', grade: '一级' },
          { id: 'p9', grade: '一级' },
        ],
      },
      context,
    );

    expect(problems.map((problem) => problem.code)).toEqual(['content.foreign-row', 'content.missing-row']);
  });

  test.each([null, 'text', 7, [1]])('is a problem, not an exception, when it is %j', (content) => {
    expect(contentProblems(form, content, context)).toEqual([expect.objectContaining({ code: 'content.wrong-type' })]);
  });
});
