import { describe, expect, test } from '@jest/globals';
import { type Form, renderForm } from '@lianfang/engine';

const form: Form = {
  name: '识别和防控表',
  annex: '附件1',
  dated: true,
  printed: ['年月日', '岗位', '等级', '风险', '意见'],
  fields: [
    { id: 'post', name: '岗位', show: 'post.name' },
    { id: 'grade', name: '等级', grade: { scale: 'risk', source: 'self' } },
  ],
  items: {
    name: '风险点',
    fields: [
      { id: 'risk', name: '风险', text: true },
      { id: 'kind', name: '类别', text: true },
    ],
  },
  boxes: [{ id: 'unit', name: '意见', stage: 'points.team', sign: '负责人签字', date: true }],
  copies: { words: '一式两份', count: 2, holders: ['办公室', '本人'] },
};
const groups: Form = {
  name: '申报表',
  rows: {
    of: 'post',
    fields: [
      { id: 'grade', name: '等级', grade: { scale: 'risk', source: 'declared' } },
      { id: 'post', name: '岗位', show: 'post.name' },
    ],
    groups: [
      {
        name: '一级',
        lines: [
          { name: '领导', if: 'leads' },
          { name: '其他', if: 'others' },
        ],
      },
      { name: '二级', lines: [{ name: '其他', if: 'others' }] },
    ],
  },
};
const sources = {
  content: { grade: '一级', items: [{ id: 'a', risk: '<script>alert("x")</script> & 围标', kind: '甲' }] },
  rows: [] as string[],
  show: (path: string, node: string | null) => (path === 'post.name' ? (node ?? '出纳') : undefined),
  holds: (condition: string, node: string) => (condition === 'leads') === (node === 'p1'),
  box: () => ({ outcome: '同意', opinion: '情况属实', by: '孙立', date: '2011-10-08' }),
  signed: () => undefined,
  date: '2011-10-08',
  record: '第 1 轮',
};

describe('a form on paper', () => {
  test('has the printed parts in order, with date, box, signature and copies', () => {
    const html = renderForm(form, sources);

    const parts = [
      '附件1',
      '识别和防控表',
      '2011年10月8日',
      '岗位',
      '出纳',
      '等级',
      '一级',
      '风险',
      '意见',
      '情况属实',
      '负责人签字：孙立',
      '注：此表一式两份，办公室、本人各存一份。',
    ];
    const places = parts.map((part, index) =>
      html.indexOf(part, index < 3 ? html.indexOf('<body>') : html.indexOf('<table')),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect(html).toContain('size: A4');
  });

  test('leaves out what the document does not print', () => {
    expect(renderForm(form, sources)).not.toContain('类别');
  });

  test('escapes whatever somebody wrote', () => {
    const html = renderForm(form, sources);

    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; 围标');
  });

  test('leaves room to write in where nothing was decided yet', () => {
    const html = renderForm(form, { ...sources, box: () => undefined, date: undefined });

    expect(html).toContain('年　月　日');
    expect(html).not.toContain('情况属实');
  });

  test('puts each row under the group of its grade and the first line that applies, and prints empty lines too', () => {
    const content = {
      rows: [
        { id: 'p1', grade: '一级' },
        { id: 'p2', grade: '一级' },
      ],
    };

    const html = renderForm(groups, { ...sources, rows: ['p1', 'p2'], content });

    const bodies = html.split('<tbody>').slice(1);
    expect(bodies[0]).toMatch(/一级.*领导.*p1.*其他.*p2/s);
    expect(bodies[1]).toMatch(/二级.*其他.*<td>　<\/td>/s);
  });

  test('shows of each item what is kept elsewhere, as its grade', () => {
    const graded: Form = {
      name: '风险点登记表',
      items: {
        name: '风险点',
        fields: [
          { id: 'risk', name: '风险点', text: true },
          { id: 'level', name: '风险级别', show: 'grade.point.computed' },
        ],
      },
    };
    const known: Record<string, string> = { a: '一级', b: '三级' };
    const content = {
      items: [
        { id: 'a', risk: '围标' },
        { id: 'b', risk: '迟到' },
      ],
    };
    const show = (path: string, _node: string | null, item?: string) =>
      path === 'grade.point.computed' ? known[item ?? ''] : undefined;

    const html = renderForm(graded, { ...sources, content, show });

    expect(html).toMatch(/围标<\/td><td>一级.*迟到<\/td><td>三级/s);
  });
});
