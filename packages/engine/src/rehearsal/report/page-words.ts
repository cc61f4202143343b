/** What the page and the terminal call the parts of a report, in both languages. */
import type { Lang } from '../../codes.ts';

export interface PageWords {
  readonly report: string;
  readonly ready: string;
  readonly notReady: string;
  readonly seed: string;
  readonly withBehaviour: string;
  readonly must: string;
  readonly weights: { readonly blocks: string; readonly caution: string; readonly note: string };
  readonly none: string;
  readonly more: (count: number) => string;
  readonly sections: Readonly<
    Record<
      | 'verdict'
      | 'timeline'
      | 'load'
      | 'roles'
      | 'reminders'
      | 'dues'
      | 'returns'
      | 'paths'
      | 'differences'
      | 'unfinished'
      | 'refused',
      string
    >
  >;
  readonly heads: Readonly<
    Record<
      | 'at'
      | 'by'
      | 'change'
      | 'changed'
      | 'command'
      | 'commands'
      | 'count'
      | 'day'
      | 'days'
      | 'decisions'
      | 'due'
      | 'dues'
      | 'done'
      | 'escalations'
      | 'events'
      | 'items'
      | 'kind'
      | 'last'
      | 'level'
      | 'longest'
      | 'state'
      | 'most'
      | 'node'
      | 'nodes'
      | 'now'
      | 'overdue'
      | 'path'
      | 'peak'
      | 'people'
      | 'person'
      | 'place'
      | 'places'
      | 'planned'
      | 'reason'
      | 'reasons'
      | 'refused'
      | 'reminders'
      | 'returns'
      | 'role'
      | 'slack'
      | 'step'
      | 'submissions'
      | 'tasks'
      | 'times'
      | 'to'
      | 'week'
      | 'when',
      string
    >
  >;
  readonly kinds: Readonly<Record<'weekend' | 'holiday' | 'many' | 'absent' | 'passed', string>>;
  readonly differences: Readonly<Record<'added' | 'removed' | 'changed', string>>;
  readonly why: Readonly<Record<'no-place' | 'not-recorded' | 'vacant' | 'left', string>>;
  readonly links: Readonly<Record<'window' | 'after' | 'start', string>>;
  readonly places: Readonly<Record<'waiting' | 'open', string>>;
  readonly legend: Readonly<Record<'planned' | 'actual' | 'late' | 'stuck' | 'due' | 'working' | 'off', string>>;
  readonly cases: string;
  readonly neverDone: string;
  readonly finished: (done: number, all: number) => string;
  readonly instead: (name: string) => string;
  readonly nobody: string;
  readonly noComparison: string;
  readonly loadNote: string;
  readonly rolesNote: string;
  readonly pathsNote: string;
  readonly duesNote: (many: number) => string;
  readonly returnsNote: (returned: number, reviews: number, times: number, days: number) => string;
  readonly inDays: (days: number) => string;
  readonly rounds: (rounds: number) => string;
  readonly allPeople: (count: number) => string;
}

const zh: PageWords = {
  report: '预演报告',
  ready: '可以启动',
  notReady: '还不能启动',
  seed: '种子',
  withBehaviour: '按人员行为文件',
  must: '须改',
  weights: { blocks: '须先解决', caution: '请先看过', note: '供参考' },
  none: '没有。',
  more: (count) => `另有 ${count} 条，见 --json。`,
  sections: {
    verdict: '结论',
    timeline: '时间表',
    load: '工作量',
    roles: '角色落到谁',
    reminders: '提醒和催办',
    dues: '期限落在哪天',
    returns: '退回及其代价',
    paths: '到每个期限的关键路径',
    differences: '与上一年方案的不同',
    unfinished: '没有办完的工作',
    refused: '未受理的办理',
  },
  heads: {
    at: '时间',
    by: '退回环节',
    change: '上一年',
    changed: '变化',
    command: '办理',
    commands: '办理',
    count: '数',
    day: '日期',
    days: '天数',
    decisions: '重审',
    due: '期限',
    dues: '期限',
    done: '最晚办完',
    escalations: '催办上报',
    events: '事件',
    items: '条目',
    kind: '情况',
    last: '审定',
    level: '级',
    most: '一人最多',
    node: '节点',
    nodes: '节点',
    now: '本年',
    overdue: '过期',
    path: '路径',
    longest: '用时最多的一段',
    peak: '最忙一周',
    people: '人数',
    person: '人员',
    place: '地方',
    state: '状态',
    places: '处数',
    planned: '方案',
    reason: '理由',
    reasons: '理由',
    refused: '未受理',
    reminders: '提醒',
    returns: '退回',
    role: '角色',
    slack: '余量',
    step: '步骤',
    submissions: '重报',
    tasks: '待办',
    times: '次数',
    to: '报给',
    week: '周（星期一）',
    when: '何时',
  },
  kinds: {
    weekend: '落在周末',
    holiday: '落在节假日',
    many: '一人一天过多',
    absent: '到期时不在',
    passed: '到手时已过期',
  },
  differences: { added: '新增', removed: '删去', changed: '改动' },
  why: {
    'no-place': '此处以上没有这一层级',
    'not-recorded': '花名册没有记载',
    vacant: '当日空缺',
    left: '任职的人已经离开',
  },
  links: { window: '到了时间', after: '等前一项', start: '活动开始' },
  places: { waiting: '没有开始', open: '开着' },
  legend: {
    planned: '方案给的时间',
    actual: '预演中',
    late: '有过期的',
    stuck: '有没办完的',
    due: '期限',
    working: '工作日',
    off: '周末、节假日',
  },
  cases: '程序（个案）',
  neverDone: '没有办完',
  finished: (done, all) => `${done}/${all}`,
  instead: (name) => `代${name}`,
  nobody: '无人',
  noComparison: '没有给出上一年的方案（--against 目录）。',
  loadNote: '一件待办几个人都能办的，每人各计一次；数字是当周新到的待办。',
  rolesNote: '花名册有变动的每一天都核对过；用得着而无人的列在最前。',
  pathsNote: '从最晚办完的一处往回看：它等的是谁，谁又等谁。段越长，用时越多。',
  duesNote: (many) => `同一人一天到期 ${many} 件起算过多。`,
  returnsNote: (returned, reviews, times, days) =>
    `审批 ${reviews} 件，退回过 ${returned} 件、${times} 次，自退回到审定合计 ${days} 天。`,
  inDays: (days) => `${days} 天`,
  rounds: (rounds) => (rounds > 1 ? `办了 ${rounds} 轮` : ''),
  allPeople: (count) => `全部 ${count} 人`,
};

const en: PageWords = {
  report: 'Rehearsal',
  ready: 'Ready to launch',
  notReady: 'Not ready to launch',
  seed: 'seed',
  withBehaviour: 'with a file of behaviour',
  must: 'To change',
  weights: { blocks: 'mend first', caution: 'look at first', note: 'to know' },
  none: 'None.',
  more: (count) => `${count} more: see --json.`,
  sections: {
    verdict: 'Verdict',
    timeline: 'Timeline',
    load: 'Load',
    roles: 'Who holds each role',
    reminders: 'Reminders and escalations',
    dues: 'Where dues fall',
    returns: 'Returns and their cost',
    paths: 'Critical path to each due',
    differences: "What differs from last year's plan",
    unfinished: 'Work not done',
    refused: 'Refused acts',
  },
  heads: {
    at: 'at',
    by: 'sent back by',
    change: 'last year',
    changed: 'change',
    command: 'act',
    commands: 'acts',
    count: 'count',
    day: 'day',
    days: 'days',
    decisions: 'decided again',
    due: 'due',
    dues: 'dues',
    done: 'last done',
    escalations: 'escalations',
    events: 'events',
    items: 'items',
    kind: 'what',
    last: 'settled',
    level: 'level',
    most: 'most of one',
    node: 'place',
    nodes: 'places',
    now: 'this year',
    overdue: 'overdue',
    path: 'path',
    longest: 'longest piece',
    peak: 'busiest week',
    people: 'people',
    person: 'person',
    place: 'place',
    state: 'state',
    places: 'places',
    planned: 'planned',
    reason: 'reason',
    reasons: 'reasons',
    refused: 'refused',
    reminders: 'reminders',
    returns: 'returns',
    role: 'role',
    slack: 'slack',
    step: 'step',
    submissions: 'handed in again',
    tasks: 'tasks',
    times: 'times',
    to: 'to',
    week: 'week (Monday)',
    when: 'when',
  },
  kinds: {
    weekend: 'on a weekend',
    holiday: 'on a holiday',
    many: 'many at once',
    absent: 'on an absence',
    passed: 'passed when opened',
  },
  differences: { added: 'added', removed: 'removed', changed: 'changed' },
  why: {
    'no-place': 'no place on that layer above',
    'not-recorded': 'nobody recorded',
    vacant: 'vacant on the day',
    left: 'whoever held it has left',
  },
  links: { window: 'its time came', after: 'waited for the one before', start: 'the campaign began' },
  places: { waiting: 'never began', open: 'open' },
  legend: {
    planned: 'planned',
    actual: 'rehearsed',
    late: 'some late',
    stuck: 'some not done',
    due: 'due',
    working: 'working day',
    off: 'weekend or holiday',
  },
  cases: 'Procedures (cases)',
  neverDone: 'not done',
  finished: (done, all) => `${done}/${all}`,
  instead: (name) => `for ${name}`,
  nobody: 'nobody',
  noComparison: 'No plan of last year was given (--against DIR).',
  loadNote: 'What several could do counts for each of them; numbers are tasks that came in the week.',
  rolesNote: 'Asked on every day on which the roster changes; what is vacant when needed comes first.',
  pathsNote:
    'Back from the place that finished last: what it waited for, and what that waited for. A longer piece took more time.',
  duesNote: (many) => `${many} or more dues of one person on one day are many.`,
  returnsNote: (returned, reviews, times, days) =>
    `Of ${reviews} reviews ${returned} were sent back, ${times} times; ${days} days in all until they were settled.`,
  inDays: (days) => `${days} d`,
  rounds: (rounds) => (rounds > 1 ? `${rounds} rounds` : ''),
  allPeople: (count) => `all ${count} people`,
};

export const pageWords: Readonly<Record<Lang, PageWords>> = { zh, en };
