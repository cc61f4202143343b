/** What plans say about items: grades of their own, classes from them, matrices, checks of forms, rows taken from another step. */
import { describe, expect, test } from '@jest/globals';
import { messageOf } from '../../../packages/engine/src/codes.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { englishSentences } from '../../../packages/engine/src/record/sentence-en.ts';
import { rehearse } from '../../../packages/engine/src/rehearsal/rehearse.ts';
import { Play, planNames, readPlan } from '../../plans/items/play.ts';

const declare = 'search.declare';
/** Items by id, each with its facts; the words are made up. */
const items = (given: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
  Object.entries(given).map(([id, facts]) => ({ id, risk: `风险${id}`, ...facts }));
const odds = (given: Readonly<Record<string, readonly [string, string]>>) =>
  items(Object.fromEntries(Object.entries(given).map(([id, [one, other]]) => [id, { odds: one, harm: other }])));

describe('a small plan about items', () => {
  test.each(planNames)('%s has no problem, and a rehearsal comes to its end without a refusal', (name) => {
    const { plan, campaign, problems } = readPlan(name);

    expect(problems.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    for (const seed of [1, 2, 3]) {
      if (campaign === undefined) continue;
      const { refusals, unfinished, events } = rehearse({ campaign, forms: plan.forms, seed });
      expect({ refusals, unfinished }).toEqual({ refusals: [], unfinished: [] });
      expect(events.filter(({ kind }) => kind === 'Incident')).toEqual([]);
    }
  });
});

describe('a grade for each item', () => {
  test.each([
    ['高', '不良影响', '一级', [0]],
    ['较小', '严重', '一级', [0]],
    ['较高', '不良影响', '二级', [1]],
    ['较小', '不良影响', '三级', [2]],
  ])('takes the worse of %s and %s: %s', (one, other, grade, rows) => {
    const play = new Play('worse-of-two');

    play.submit('cash', declare, { items: odds({ a: [one, other] }) });

    expect(play.all('cash', 'Graded')).toMatchObject([
      {
        subject: 'a',
        of: declare,
        value: grade,
        rows,
        rule: play.campaign.rules.point?.hash,
        inputs: { 'item.odds': one, 'item.harm': other },
      },
    ]);
  });

  test('is given one by one by a person where the rule has no row, and recorded with what the rule reads', () => {
    const play = new Play('both-or-person');

    play.submit('cash', declare, {
      cause: '制度缺失',
      items: odds({ a: ['大', '严重'], b: ['大', '较轻'], c: ['较小', '严重'] }),
    });
    expect(play.grades('cash', 'point', 'computed')).toEqual({ a: '一级' });
    expect(play.submit('cash', 'search.grade', { items: [{ id: 'c', computed: '二级' }] }, 'ann')).toMatchObject({
      ok: true,
    });
    expect(play.node('cash').steps['search.grade']?.place).toBe('open');
    expect(play.submit('cash', 'search.grade', { items: [{ id: 'c', computed: '一级' }] }, 'ann')).toMatchObject({
      rejection: { code: 'grade.not-waiting', items: ['c'], possible: ['b'] },
    });
    play.submit('cash', 'search.grade', { items: [{ id: 'b', computed: '二级' }] }, 'ann');

    expect(play.node('cash').steps['search.grade']?.place).toBe('done');
    expect(play.all('cash', 'GradeMissing').map(({ subject }) => subject)).toEqual(['b', 'c', 'cash']);
    expect(play.all('cash', 'Graded').find(({ subject }) => subject === 'c')).toMatchObject({
      rule: null,
      value: '二级',
      inputs: { 'item.odds': '较小', 'item.harm': '严重' },
      signer: { kind: 'person', person: 'ann' },
    });
  });

  test('leaves a grade without a formula to a person, with all factors on record', () => {
    const play = new Play('both-or-person');
    const factors = { 风险点数量: 2, 一级风险点: 1, 危害严重的: 1, 形成原因: '监督不够' };

    play.submit('cash', declare, { cause: '监督不够', items: odds({ a: ['大', '严重'], b: ['较小', '较轻'] }) });
    expect(play.all('cash', 'GradeMissing')).toMatchObject([{ subject: 'cash', why: 'person', inputs: factors }]);
    play.submit('cash', 'search.class', { judged: 'B' }, 'ann');

    expect(play.node('cash').grades.class).toEqual({ judged: 'B' });
    expect(play.all('cash', 'Graded').at(-1)).toMatchObject({
      subject: 'cash',
      value: 'B',
      rule: null,
      inputs: factors,
    });
  });

  test('that a new item does not have yet is in no count; what rests on it follows when it is given', () => {
    const play = new Play('both-or-person', (text) => text.replace('onReopen: redo', 'onReopen: go-on'));
    const first = { a: ['大', '严重'], b: ['较小', '较轻'] } as const;
    play.submit('cash', declare, { cause: '监督不够', items: odds(first) });

    expect(play.amend('cash', declare, { cause: '监督不够', items: odds({ ...first, c: ['大', '较轻'] }) }).ok).toBe(
      true,
    );
    expect(play.node('cash').steps['search.grade']).toMatchObject({ place: 'open', round: 2 });
    play.submit('cash', 'search.class', { judged: 'B' }, 'ann');
    play.submit('cash', 'search.grade', { items: [{ id: 'c', computed: '一级' }] }, 'ann');

    expect(play.all('cash', 'Graded').find(({ subject }) => subject === 'cash')).toMatchObject({
      inputs: { 风险点数量: 3, 一级风险点: 1 },
    });
    expect(play.grades('cash', 'point', 'computed')).toEqual({ a: '一级', b: '三级', c: '一级' });
    expect(play.node('cash').steps['search.grade']?.place).toBe('done');
  });

  test('comes from a matrix cell, and from a product with bands, side by side', () => {
    const play = new Play('matrix');
    const point = (down: string, across: string, likelihood: number, impact: number) => ({
      odds: down,
      harm: across,
      likelihood,
      impact,
    });

    play.submit('cash', declare, {
      items: items({ a: point('经常', '严重', 5, 3), b: point('罕见', '严重', 2, 3), c: point('可能', '轻微', 1, 5) }),
    });

    expect(play.grades('cash', 'point', 'matrix')).toEqual({ a: '高', b: '中', c: '低' });
    expect(play.grades('cash', 'point', 'product')).toEqual({ a: '高', b: '中', c: '低' });
    expect(play.all('cash', 'Graded').at(-1)).toMatchObject({
      score: 5,
      bands: [2],
      inputs: { 'item.likelihood': 1, 'item.impact': 5 },
    });
    expect(play.node('cash').items?.[declare]?.a?.grades).toEqual({ point: { matrix: '高', product: '高' } });
  });

  test('is approved as stated, or as the reviewer sets it, and both stay; the class follows the approved ones', () => {
    const play = new Play('two-grades');

    play.submit('cash', declare, { items: items({ a: { level: '二级' }, b: { level: '三级' } }) });
    play.submit('permits', declare, { items: items({ a: { level: '二级' } }) });
    play.approve('cash', 'search.settle', 'chief', { b: '一级' });
    play.approve('permits', 'search.settle', 'chief');

    expect(play.grades('cash', 'point', 'approved')).toEqual({ a: '二级', b: '一级' });
    expect(play.all('cash', 'Graded').find(({ subject }) => subject === 'b')).toMatchObject({
      of: declare,
      source: 'approved',
      inputs: { 'item.grade.point.self': '三级' },
    });
    expect(play.node('cash').grades.class).toEqual({ computed: 'A' });
    expect(play.node('permits').grades.class).toEqual({ computed: 'B' });
  });
});

describe('an expression over items', () => {
  test.each([
    [{}, 'permits', '一般', []],
    [{ a: ['思想道德', 99] }, 'permits', '一般', []],
    [{ a: ['思想道德', 60], b: ['岗位职责', 40] }, 'permits', '留意', [3]],
    [{ a: ['制度机制', 100], b: ['岗位职责', 0], c: ['岗位职责', 0] }, 'permits', '重视', [1, 2, 3]],
    [{ a: ['制度机制', 100], b: ['岗位职责', 0], c: ['岗位职责', 0] }, 'cash', '紧盯', [0, 1, 2, 3]],
  ] as const)('counts marks of %j at %s: %s', (given, node, grade, rows) => {
    const play = new Play('count-of-items');
    const rowsOf = Object.entries(given as Record<string, readonly [string, number]>).map(
      ([id, [kind, loss]]) => [id, { kind, loss }] as const,
    );

    play.submit(node, declare, { items: items(Object.fromEntries(rowsOf)) });

    expect(play.node(node).grades.level).toEqual({ computed: grade });
    expect(play.all(node, 'Graded')).toMatchObject([{ rows, score: rows.length, bands: [rows.length] }]);
    const watched = grade === '重视' || grade === '紧盯';
    expect(play.all(node, 'StepLeftOut').map(({ step }) => step)).toEqual(watched ? [] : ['search.watch']);
  });

  test('needs the facts that it reads, item by item', () => {
    const play = new Play('count-of-items');

    const answer = play.submit('cash', declare, { items: items({ a: { kind: '思想道德' } }) });

    expect(answer).toMatchObject({ ok: false, rejection: { code: 'declaration.facts-missing', facts: ['a.loss'] } });
  });
});

describe('the checks of a form', () => {
  test('refuse in the words of their author, all that block at once', () => {
    const play = new Play('checked-form');
    const one = { severity: '重', measured: false };

    const answer = play.submit('cash', declare, { searched: false, items: items({ a: one }) });

    if (answer.ok) throw new Error('accepted');
    expect(answer.rejection).toMatchObject({
      code: 'declaration.check-failed',
      form: '风险点登记表',
      checks: ['请先逐项对照权力清单，再报送', '程度为“重”的风险点都要有防控措施'],
    });
    expect(messageOf({ ...answer.rejection }, 'zh')).toBe(
      '“风险点登记表”没有通过检查：请先逐项对照权力清单，再报送、程度为“重”的风险点都要有防控措施。请照此补正后再报送。',
    );
    expect(play.all('cash', 'Submitted')).toEqual([]);
  });

  test('read the node, and only record what they advise', () => {
    const play = new Play('checked-form');

    expect(play.submit('cash', declare, { searched: true, items: [] })).toMatchObject({
      rejection: { checks: ['管钱的岗位至少要查出一个风险点'] },
    });
    expect(play.submit('permits', declare, { searched: true, items: [] })).toMatchObject({ ok: true });
    expect(
      play.submit('cash', declare, { searched: true, items: items({ a: { severity: '重', measured: true } }) }),
    ).toMatchObject({
      ok: true,
    });

    expect(play.all('permits', 'Submitted')).toMatchObject([{ advice: ['没有程度为“重”的风险点，请再核对'] }]);
    expect(play.all('cash', 'Submitted')[0]?.advice).toBeUndefined();
  });
});

describe('rows taken from the items of another step', () => {
  const points = {
    a: { kind: '思想道德', severity: '重' },
    b: { kind: '制度机制', severity: '轻' },
    c: { kind: '岗位职责', severity: '重' },
  };
  const talks = (...ids: readonly string[]) => ({ items: ids.map((id) => ({ id, talk: `约谈${id}` })) });

  test('are those for which the condition holds, no more and no less; the form is chosen by their kinds', () => {
    const play = new Play('measures-by-kind');

    play.submit('cash', declare, { items: items(points) });
    play.submit('permits', declare, { items: items({ ...points, b: { kind: '制度机制', severity: '重' } }) });
    play.submit('archive', declare, { items: items({ b: points.b }) });
    play.toPhase('guard');

    expect(play.all('cash', 'StepOpened').at(-1)?.chosen).toMatchObject([
      { key: 'form', value: 'education', row: null },
    ]);
    const [chosen] = play.all('permits', 'StepOpened').at(-1)?.chosen ?? [];
    expect(chosen).toMatchObject({ key: 'form', value: 'rules', row: 0 });
    expect(chosen?.inputs).toEqual({
      'search.declare.items': [
        { id: 'a', kind: '思想道德', severity: '重' },
        { id: 'b', kind: '制度机制', severity: '重' },
        { id: 'c', kind: '岗位职责', severity: '重' },
      ],
    });
    expect(play.all('archive', 'StepLeftOut')).toMatchObject([{ step: 'guard.measures' }]);
    expect(play.submit('cash', 'guard.measures', talks('a', 'b'))).toMatchObject({
      rejection: { code: 'declaration.rows-differ', of: declare, missing: ['c'], foreign: ['b'], possible: ['a', 'c'] },
    });
    expect(play.submit('cash', 'guard.measures', talks('c', 'a'))).toMatchObject({ ok: true });
  });
});

describe('the check of rules over items', () => {
  const problemsOf = (name: Parameters<typeof readPlan>[0], from: string | RegExp, to: string) =>
    readPlan(name, (text) => text.replace(from, to)).problems.filter(({ severity }) => severity !== 'advice');

  test('finds the cell that a matrix leaves out, and what is no value of its side', () => {
    expect(problemsOf('matrix', '可能: { 轻微: 低, 严重: 高 }', '可能: { 轻微: 低 }')).toMatchObject([
      { code: 'rule.gap', path: ['rules', 'matrix'], witness: 'item.odds = 可能, item.harm = 严重' },
    ]);
    expect(problemsOf('matrix', '罕见: { 轻微: 低', '偶尔: { 轻微: 低')).toMatchObject([
      { code: 'expression.not-a-value', path: ['rules', 'matrix', 'matrix', 'cells', '偶尔', '轻微'] },
      { code: 'expression.not-a-value' },
    ]);
    expect(problemsOf('matrix', '{ 轻微: 中, 严重: 高 }', '{ 轻微: 中, 严重: 甲 }')).toMatchObject([
      { code: 'rule.not-a-result', path: ['rules', 'matrix', 'matrix', 'cells', '经常', '严重'] },
    ]);
  });

  test('finds the product that no band holds or two hold, with a witness', () => {
    const [gap] = problemsOf('matrix', 'score >= 6 and score < 15', 'score > 6 and score < 15');
    expect(gap).toMatchObject({ code: 'rule.gap', path: ['rules', 'product'] });
    expect(gap?.witness).toBe('score = 6, item.likelihood = 2, item.impact = 3');
    const [overlap] = problemsOf('matrix', 'score < 6, then', 'score <= 6, then');
    expect(overlap).toMatchObject({ code: 'rule.overlap', rows: [2, 3] });
    expect(overlap?.witness).toBe('score = 6, item.likelihood = 2, item.impact = 3');
  });

  test('finds the number of items that no band holds', () => {
    const [gap] = problemsOf('count-of-items', 'count = 2, then', 'count = 7, then');

    expect(gap).toMatchObject({ code: 'rule.gap', path: ['rules', 'level'] });
    expect(gap?.witness).toMatch(/^count = 2, count\(search\.declare\.items\) = /);
  });

  test('says that a grade of items is read before a step gives it, and which gives it', () => {
    const found = problemsOf(
      'both-or-person',
      '\'count(search.declare.items[harm = "严重"])\'',
      '\'count(search.declare.items[grade.class.judged = "A"])\'',
    );
    const early = problemsOf(
      'both-or-person',
      '{ if: \'item.odds = "大" and item.harm = "严重"\', then: 一级 }',
      '{ if: \'count(search.declare.items[grade.point.computed = "一级"]) > 0\', then: 一级 }',
    );

    expect(found.map(({ code }) => code)).toEqual(['expression.unknown-name']);
    expect(early).toMatchObject([{ code: 'fact.not-filled', steps: ['风险点定级'] }]);
  });

  test('types the fields of items by the form', () => {
    expect(problemsOf('count-of-items', 'i.kind = "制度机制"', 'i.kind = "制度"')).toMatchObject([
      { code: 'expression.not-a-value', path: ['rules', 'level', 'rows', 2, 'if'] },
    ]);
    expect(
      problemsOf('count-of-items', 'sum(search.declare.items.loss)', 'sum(search.declare.items.kind)'),
    ).toMatchObject([{ code: 'expression.wrong-type' }]);
  });
});

describe('the record of a grade', () => {
  test('says whose it is, by which rule and version, row, score and inputs', () => {
    const play = new Play('matrix');
    const { rules } = play.campaign;
    play.submit('cash', declare, { items: items({ a: { odds: '经常', harm: '严重', likelihood: 5, impact: 4 } }) });

    const said = play
      .all('cash', 'Graded')
      .map((event) => JSON.stringify([event.rule, event.rows, event.score, event.inputs]));

    expect(said).toEqual([
      JSON.stringify([rules.matrix?.hash, [5], undefined, { 'item.odds': '经常', 'item.harm': '严重' }]),
      JSON.stringify([rules.product?.hash, [], 20, { 'item.likelihood': 5, 'item.impact': 4 }]),
    ]);
    expect(rules.product).toMatchObject({ name: '可能性乘影响', hash: hashOf(rules.product?.rule) });
    expect(Object.keys(englishSentences)).toContain('Graded');
  });
});
