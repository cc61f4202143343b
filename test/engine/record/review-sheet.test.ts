import { describe, expect, test } from '@jest/globals';
import {
  reviewSheet,
  sheetHtml,
  type Tone,
  vocabularyOf,
  type WrittenSheet,
  writeSheet,
} from '@lianfang/engine/record';
import { HASH, type Happening } from '../../registry/fixture.ts';
import {
  campaign,
  closed,
  day,
  decided,
  declare,
  entered,
  here,
  KEY,
  person,
  STEP,
  settle,
  sheetOf,
  submitted,
  taskOpened,
  threeRounds,
  told,
} from './course.ts';

const words = vocabularyOf(campaign);
const office = { kind: 'administrator', person: 'wang' } as const;

/** The lines of a row's cell, without times. */
function cell(written: WrittenSheet, title: string, round: number): readonly string[] {
  const row = written.rows.find((one) => one.title === title);
  return (row?.cells[round - 1] ?? []).flatMap((moment) => moment.lines.map((line) => line.text));
}

function toned(written: WrittenSheet, tone: Tone): readonly string[] {
  return written.rows
    .flatMap((row) => row.cells.flat())
    .flatMap((moment) => moment.lines)
    .filter((line) => line.tone === tone)
    .map((line) => line.text);
}

const opened = (): Happening[] => [
  submitted('07T10:00', 1, [['风险点1', 'a']]),
  here('07T10:00', { kind: 'ReviewOpened', ...settle(1), review: 'points', definition: HASH('d'), hash: HASH('1') }),
];
const zh = (happenings: readonly Happening[]): WrittenSheet => writeSheet(sheetOf(happenings), 'zh', words);

describe('the sheet of three rounds', () => {
  const written = zh(threeRounds());

  test('says what it is about, who filled it in each time, by which definition, and where it stands', () => {
    expect(written.head).toEqual([
      ['事项', '教务科科长的“排查廉政风险” — 班子研究确定'],
      ['填报', '李某（第1轮、第2轮、第3轮）'],
      ['审批办法', '风险点审定（版本dddddddd）'],
      ['编号', KEY],
      ['现在', '审批通过'],
    ]);
    expect(written.columns).toEqual(['第1轮', '第2轮', '第3轮']);
    expect(written.source).toMatch(/^留痕：教务科科长第1至\d+条，截至2011-10-19 16:00$/);
  });

  test('has its parts in the order of the plan', () => {
    expect(written.rows.map((row) => row.title)).toEqual([
      '报送',
      '科室审核',
      '评议组表决',
      '财务核对（财务线）',
      '人事核对（人事线）',
      '班子会审定',
      '回避、抄送及其他',
      '管理行为',
      '本轮结果',
    ]);
  });

  test('shows each submission with its version and what is different', () => {
    expect(cell(written, '报送', 1)).toEqual(['李某报送，共2项', '版本1111111111111111']);
    expect(cell(written, '报送', 2)).toEqual([
      '交李某（教务科科长任职者）办理，限10月13日前',
      '逾期（李某，应于10月13日前办结）',
      '李某报送（逾期），共2项',
      '版本2222222222222222',
      '与上一轮相比：修改风险点2，新增风险点3',
    ]);
    expect(cell(written, '报送', 3)).toContain('与上一轮相比：删除风险点3');
  });

  test('shows who decided in whose right, with reasons, items and opinion, after whom it was', () => {
    expect(cell(written, '科室审核', 1)).toEqual([
      '到达',
      '交张某（教务处科长）办理，限10月11日前',
      '系统第1次提醒张某',
      '张某转办：由张某转王某',
      '理由：“请一并核对2010年台账”',
      '退回——钱某代王某（教务处科长）',
      '理由：查找不全（风险点2）',
      '逐项：退回 风险点2，同意 风险点1',
      '意见：“风险点2的措施没有责任人”',
      '所审版本11111111',
    ]);
    expect(cell(written, '本轮结果', 1)).toEqual([
      '退回，重新办理“排查廉政风险”',
      '限10月13日前',
      '理由：查找不全（风险点2）',
      '已认可、不得改动：风险点1',
    ]);
  });

  test('shows each vote, the count with names, and who stood aside and why', () => {
    const lines = cell(written, '评议组表决', 2);

    expect(lines.filter((line) => /^(赞成|反对|弃权)——/.test(line))).toEqual([
      '反对——张某（教务处评议组）',
      '反对——王某（教务处评议组）',
      '反对——赵某（教务处评议组）',
      '反对——钱某（教务处评议组）',
      '赞成——孙某（教务处评议组）',
      '赞成——周某（教务处评议组）',
      '赞成——吴某（教务处评议组）',
      '弃权——郑某（教务处评议组）',
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        '交张某、王某、赵某、钱某、孙某、周某、吴某、郑某、冯某（教务处评议组）分别办理，限10月18日前',
        '冯某的待办因承办人回避而关闭',
        '表决未通过：退回',
        '应到8人（另回避1人），实到8人',
        '赞成3（孙某、周某、吴某）、反对4（张某、王某、赵某、钱某）、弃权1（郑某）',
        '（应到人员过半数）',
        '主持人张某',
        '回避：冯某',
      ]),
    );
    expect(cell(written, '回避、抄送及其他', 2)).toEqual(['冯某声明回避，不参加本件审批', '理由：“与填报人系夫妻”']);
  });

  test('shows the branches apart and what nobody could own', () => {
    expect(cell(written, '财务核对（财务线）', 3)).toContain('同意——孙某（教务处财务员）');
    expect(cell(written, '人事核对（人事线）', 3)).toEqual([
      '到达',
      '找不到“教务处人事员”，列入办公室待处理（王某）',
      '同意——郑某（教务处人事员）',
      '所审版本33333333',
    ]);
    expect(cell(written, '回避、抄送及其他', 3)).toEqual([
      '进入“会签”，“财务线”、“人事线”同时办理',
      '孙某抄送赵某、周某',
      '理由：“请一并核对2010年台账”',
      '赵某已阅',
      '“财务线”办结',
      '“人事线”办结',
    ]);
  });

  test('shows of the meeting who was entitled, present and aside on this one, and the vote without those', () => {
    expect(cell(written, '班子会审定', 3).slice(2)).toEqual([
      '王某召集教务处领导班子会议m-7，议程2项',
      '提交会议m-7',
      '会议m-7：应到4人，实到3人',
      '到会：王某、张某、赵某',
      '主持人王某',
      '本件回避：赵某',
      '全部议题一并表决：赞成2（王某、张某）、反对0、弃权0',
      '表决结果：同意（实到人员三分之二以上）',
      '会议记录存档9999999999999999',
      '同意——教务处领导班子（王某记录）',
      '会议m-7集体审定',
      '所审版本33333333',
    ]);
  });

  test('keeps what the office did apart and loud', () => {
    expect(written.rows.find((row) => row.title === '管理行为')?.loud).toBe(true);
    expect(cell(written, '管理行为', 3)).toEqual([
      '王某（办公室）改派：由王某改为郑某',
      '理由：“请一并核对2010年台账”',
    ]);
    expect(toned(written, 'loud')).toEqual(
      expect.arrayContaining([
        '逾期（李某，应于10月13日前办结）',
        '找不到“教务处人事员”，列入办公室待处理（王某）',
        '王某（办公室）改派：由王某改为郑某',
      ]),
    );
  });

  test('ends with what is still open', () => {
    expect(written.foot.map((line) => line.text)).toEqual(['现在：审批通过', '抄送未阅：周某']);
  });

  test('is said in English too', () => {
    const english = writeSheet(sheetOf(threeRounds()), 'en', words);

    expect(english.columns).toEqual(['round 1', 'round 2', 'round 3']);
    expect(cell(english, '科室审核', 1)).toEqual(
      expect.arrayContaining([
        '张某 transfers it from 张某 to 王某',
        '退回 — 钱某 for 王某 (教务处科长)',
        'because: 查找不全 (风险点2)',
        'item by item: 退回 风险点2; 同意 风险点1',
      ]),
    );
    expect(cell(english, '评议组表决', 2)).toEqual(
      expect.arrayContaining([
        'vote not passed: 退回',
        '8 of 8 present, 1 more stand aside',
        '3 for (孙某, 周某, 吴某), 4 against (张某, 王某, 赵某, 钱某), 1 abstained (郑某)',
      ]),
    );
  });
});

describe('a sheet under way', () => {
  test('names the office in which somebody decided, where the stage was rerouted', () => {
    const written = zh([
      ...opened(),
      here('07T10:00', {
        kind: 'StageEntered',
        ...settle(1),
        stage: 'section',
        skipped: ['panel'],
        rerouted: 'self-review',
      }),
      taskOpened('07T10:00', 1, 'section', ['zhang'], { role: 'deputy' }),
      decided('08T10:00', 1, 'section', 'approve', person('zhang')),
    ]);

    expect(cell(written, '科室审核', 1)).toEqual([
      '到达（审批人即填报人，改由他人审批）',
      '略过“评议组表决”',
      '交张某（教务处分管领导）办理，不设时限',
      '同意——张某（教务处分管领导）',
      '所审版本11111111',
    ]);
  });

  test('says who has it now, who is asked to stand aside and who answers', () => {
    const written = zh([
      ...opened(),
      entered('07T10:00', 1, 'panel'),
      taskOpened('07T10:00', 1, 'panel', ['zhang'], { seat: 'zhang', due: '12T00:00' }),
      taskOpened('07T10:00', 1, 'panel', ['wang'], { seat: 'wang', stuck: true, due: '12T00:00' }),
      here(
        '08T09:00',
        { kind: 'TaskDelegated', task: `${STEP}/panel@zhang`, from: ['zhang'], to: ['wu'], reason: HASH('6') },
        person('zhang'),
      ),
      here('08T10:00', { kind: 'RecusalDemanded', ...settle(1), person: 'zhang', reason: HASH('8') }, person('li')),
      here('08T10:00', {
        kind: 'TaskOpened',
        task: `${STEP}/recusal@zhang`,
        ...settle(1),
        owners: ['zhao'],
        role: 'deputy',
        due: day('10T00:00'),
        stuck: false,
      }),
    ]);

    expect(written.foot.map(({ text, tone }) => [text, tone])).toEqual([
      ['现在：评议组表决', 'strong'],
      ['评议组表决：待吴某（受张某委派）办理，限10月11日前', 'plain'],
      ['评议组表决：无人可办，列入办公室待处理（王某），限10月11日前', 'loud'],
      ['对要求张某回避的答复：待赵某办理，限10月9日前', 'plain'],
    ]);
    expect(cell(written, '回避、抄送及其他', 1)).toEqual([
      '李某要求张某回避',
      '理由：“与填报人系夫妻”',
      '对要求张某回避的答复：交赵某（教务处分管领导）办理，限10月9日前',
    ]);
    expect(cell(written, '本轮结果', 1)).toEqual(['办理中']);
  });

  test('says where each branch stands', () => {
    const sheet = sheetOf([
      ...opened(),
      here('07T10:00', { kind: 'BranchesEntered', ...settle(1), group: 'joint', branches: ['money', 'staff'] }),
      entered('07T10:00', 1, 'finance', 'money'),
      entered('07T10:00', 1, 'people', 'staff'),
      here('08T10:00', { kind: 'BranchEnded', ...settle(1), group: 'joint', branch: 'money', end: 'returned' }),
    ]);

    expect(sheet.now).toMatchObject({ place: 'joint', branches: { money: 'returned', staff: 'people' } });
    expect(writeSheet(sheet, 'zh', words).head[4]).toEqual([
      '现在',
      '会签（财务线: 已退回，待重新办理、人事线: 人事核对）',
    ]);
  });

  test('of a return to an earlier stage says that the version goes round again', () => {
    const written = zh([
      ...opened(),
      entered('07T10:00', 1, 'section'),
      decided('08T10:00', 1, 'section', 'approve', person('zhang')),
      entered('08T10:00', 1, 'team'),
      here(
        '09T10:00',
        {
          kind: 'Returned',
          ...settle(1),
          stage: 'team',
          to: [],
          target: 'section',
          reasons: ['查找不全'],
          verdicts: [],
          due: null,
          locked: [],
        },
        person('wang'),
      ),
      entered('09T10:00', 2, 'section'),
      decided('10T10:00', 2, 'section', 'approve', person('zhang'), { hash: HASH('1') }),
      here(
        '10T11:00',
        { kind: 'DecisionTakenBack', ...settle(2), stage: 'section', outcome: 'approve', from: 'team' },
        person('zhang'),
      ),
    ]);

    expect(cell(written, '本轮结果', 1)).toEqual(['退至“科室审核”', '不设时限', '理由：查找不全']);
    expect(cell(written, '报送', 2)).toEqual(['版本同上一轮，未重新报送']);
    expect(cell(written, '科室审核', 2)).toContain('张某收回所作结论，其时处于“班子会审定”');
  });

  test('of a secret ballot gives who drew and how many chose what, and joins nobody to a choice', () => {
    const panel = { ...settle(1), stage: 'panel' };
    const count = (counts: { for: number; against: number; abstained: number } | null): Happening =>
      here('10T12:00', {
        kind: 'VoteCounted',
        ...panel,
        entitled: ['zhang', 'wang', 'zhao'],
        recused: [],
        vote: { voters: ['zhang', 'wang'], counts },
        weights: {},
        chair: null,
        rule: { mode: 'vote', pass: { atLeast: 2 }, ballot: 'secret' },
        result: 'passed',
        outcome: 'approve',
      });
    const before = [
      ...opened(),
      entered('07T10:00', 1, 'panel'),
      here('08T10:00', { kind: 'BallotsIssued', ...panel, ballots: [HASH('a'), HASH('b'), HASH('c')] }, person('zhao')),
      here('08T11:00', { kind: 'BallotTaken', ...panel, person: 'zhang' }, person('zhang')),
      here('08T12:00', { kind: 'BallotTaken', ...panel, person: 'wang' }, person('wang')),
      here('09T10:00', { kind: 'DrawingClosed', ...panel, drawn: 2 }, person('zhao')),
      here('09T11:00', { kind: 'BallotCast', ...panel }),
      here('09T12:00', { kind: 'BallotCast', ...panel }),
    ];

    const told = cell(zh([...before, count({ for: 1, against: 1, abstained: 0 })]), '评议组表决', 1);
    const hidden = cell(zh([...before, count(null)]), '评议组表决', 1);

    expect(told).toEqual([
      '到达',
      '赵某备无记名选票3张',
      '领取选票：张某、王某',
      '领票结束，2人领票，开始投票',
      '收到无记名选票2张',
      '表决通过：同意',
      '应到3人，实到2人',
      '赞成1、反对1、弃权0',
      '（不少于2票）',
    ]);
    expect(hidden).toContain('人数较少，各项票数不公布');
    expect(hidden.join()).not.toMatch(/赞成\d/);
  });

  test('shows administrative acts with both persons, and only those about this review', () => {
    const propose = (act: string, subject: string): Happening =>
      here('08T10:00', { kind: 'ActProposed', act, what: 'Jump', subject, to: 'team', reason: HASH('8') }, office);
    const written = zh([
      ...opened(),
      entered('07T10:00', 1, 'section'),
      propose('r-8', 'jw-1/other'),
      propose('r-9', KEY),
      here('08T11:00', { kind: 'ActConfirmed', act: 'r-8' }, { kind: 'administrator', person: 'zhou' }),
      here('08T12:00', { kind: 'ActConfirmed', act: 'r-9' }, { kind: 'administrator', person: 'sun' }),
      here('08T12:00', { kind: 'Jumped', ...settle(1), from: 'section', to: 'team', reason: HASH('8') }, office),
      ...closed('08T12:00', 1, ['section'], 'forced'),
      entered('08T12:00', 1, 'team'),
    ]);

    expect(cell(written, '管理行为', 1)).toEqual([
      '王某（办公室）提议调至“班子会审定”，须第二人确认',
      '理由：“与填报人系夫妻”',
      '孙某（办公室）作为第二人确认',
      '王某（办公室）由“科室审核”调至“班子会审定”',
      '理由：“与填报人系夫妻”',
    ]);
    expect(cell(written, '科室审核', 1)).toContain('待办因管理行为而关闭');
    expect(written.foot[0]?.text).toBe('现在：班子会审定');
  });

  test('says that a proposed act waits for a second person', () => {
    const written = zh([
      ...opened(),
      entered('07T10:00', 1, 'section'),
      here(
        '08T10:00',
        { kind: 'ActProposed', act: 'r-9', what: 'Force', subject: KEY, to: 'approved', reason: HASH('8') },
        office,
      ),
      here('08T10:00', {
        kind: 'TaskOpened',
        task: 'act@r-9',
        step: '',
        round: 0,
        owners: ['sun'],
        role: 'office',
        due: null,
        stuck: false,
      }),
    ]);

    expect(cell(written, '管理行为', 1)[0]).toBe('王某（办公室）提议直接定为“审批通过”，须第二人确认');
    expect(written.foot.at(-1)?.text).toBe('管理行为的第二人确认：待孙某办理，不设时限');
  });

  test('says that what a meeting decided came too late', () => {
    const written = zh([
      ...opened(),
      entered('07T10:00', 1, 'team'),
      here('08T09:00', { kind: 'Tabled', ...settle(1), stage: 'team', meeting: 'm-1' }),
      here('08T10:00', { kind: 'EntryTakenOff', meeting: 'm-1', review: KEY, reason: HASH('8') }, person('wang'), 'jw'),
      here('08T10:00', { kind: 'TakenOff', ...settle(1), stage: 'team', meeting: 'm-1' }),
      here(
        '08T11:00',
        { kind: 'Dispatched', meeting: 'm-1', delivered: [], refused: [{ review: KEY, code: 'review.stale' }] },
        undefined,
        'jw',
      ),
      here(
        '08T12:00',
        { kind: 'Dispatched', meeting: 'm-1', delivered: ['jw-2/search.settle'], refused: [] },
        undefined,
        'jw',
      ),
    ]);

    expect(cell(written, '班子会审定', 1)).toEqual([
      '到达',
      '提交会议m-1',
      '王某将本件撤出会议m-1',
      '理由：“与填报人系夫妻”',
      '撤出会议m-1，仍待本环节审批',
      '会议m-1的结论未被接受（内容或轮次已变）',
    ]);
  });

  test('shows what was changed after it was handed in', () => {
    const written = zh([
      ...opened(),
      here(
        '09T10:00',
        {
          kind: 'Amended',
          ...declare(1),
          version: HASH('2'),
          material: HASH('2'),
          facts: {},
          items: [],
          changed: ['风险点1'],
          added: [],
          removed: [],
          outdates: true,
        },
        person('li'),
      ),
      here('09T10:00', { kind: 'Outdated', ...settle(1), of: 'search.declare', then: 'short' }),
    ]);

    expect(cell(written, '报送', 1)).toEqual(
      expect.arrayContaining(['李某报送后修改：修改风险点1', '涉及已审定的实质内容']),
    );
    expect(written.foot.at(-1)).toEqual({ text: '所依据的内容已有实质变化，结果过时', tone: 'loud' });
  });

  test('shows after a round that somebody ordered it done again, but not its own return twice', () => {
    const order = (from: string): Happening =>
      here(
        '20T10:00',
        {
          kind: 'Reopened',
          step: 'search.find',
          round: 1,
          steps: ['search.find', 'search.declare'],
          items: ['风险点1'],
          reasons: ['查找不全'],
          opinion: HASH('7'),
          due: day('25T00:00'),
          from,
        },
        { kind: 'recorder', person: 'wang', of: '纪检监察室' },
      );
    const approved = [...opened(), here('19T10:00', { kind: 'Approved', ...settle(1), hash: HASH('1') })];

    expect(cell(zh([...approved, order('dz')]), '本轮结果', 1)).toEqual([
      '审批通过',
      '所审版本1111111111111111',
      '纪检监察室（王某记录）责令重新办理“search.find”、“排查廉政风险”（风险点1）',
      '来自德州学院',
      '理由：查找不全',
      '意见：“风险点2的措施没有责任人”',
      '限10月24日前',
    ]);
    expect(cell(zh([...approved, order(KEY)]), '本轮结果', 1)).toHaveLength(2);
  });

  test('of a review that the entries do not know is none', () => {
    const entries = told([here('07T10:00', { kind: 'NodeOpened', layer: 'post' })]);

    expect(reviewSheet({ key: KEY, of: 'search.declare', entries, texts: {}, order: [] })).toBeUndefined();
  });
});

describe('the page of a sheet', () => {
  const written = zh(threeRounds());
  const html = sheetHtml(written, [{ title: '内容', lines: ['<b>粗体</b> & 引号"'] }]);

  test('holds every line, and nothing from elsewhere', () => {
    for (const row of written.rows)
      for (const line of row.cells.flat().flatMap((moment) => moment.lines))
        expect(html).toContain(`>${line.text}</p>`);
    expect(html).not.toMatch(/<script|<link|<img|https?:|url\(/);
    expect(html.match(/<th>第\d轮<\/th>/g)).toHaveLength(3);
  });

  test('escapes what was written', () => {
    expect(html).toContain('&lt;b&gt;粗体&lt;/b&gt; &amp; 引号&quot;');
    expect(html).not.toContain('<b>');
  });

  test('marks the office’s own acts', () => {
    expect(html).toContain('<tr class="loud"><th class="part">管理行为</th>');
  });
});
