/** How the parts of a sentence are said in Chinese. */
import type { Share, Threshold } from '../campaign/definition.ts';
import type { Tongue } from './phrases.ts';

const digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const share = ([part, whole]: Share): string =>
  part * 2 === whole ? '半数' : `${digits[whole] ?? whole}分之${digits[part] ?? part}`;

/** 过半数, 三分之二以上, 不少于5票 */
function enough(threshold: Threshold): string {
  if ('atLeast' in threshold) return `不少于${threshold.atLeast}票`;
  if ('atLeastShare' in threshold) return `${share(threshold.atLeastShare)}以上`;
  return threshold.moreThan[0] * 2 === threshold.moreThan[1] ? '过半数' : `超过${share(threshold.moreThan)}`;
}

const chosenKeys: Readonly<Record<string, string>> = {
  by: '责任人',
  form: '表格',
  review: '审批程序',
  due: '时限',
  scope: '范围',
  to: '报送对象',
};

const whole = { entitled: '应到人员', present: '实到人员', voting: '表态人员' } as const;

export const chinese: Tongue = {
  lang: 'zh',
  list: (parts) => parts.join('、'),
  wideList: (parts) => parts.join('，'),
  nobody: '（无人）',
  system: '系统',
  quoted: (name) => `“${name}”`,
  aside: (text) => `（${text}）`,
  substitute: (person, right) => `${person}代${right}`,
  recorder: (body, person) => `${body}（${person}记录）`,
  administrator: (person) => `${person}（办公室）`,
  date: (day, year) => `${day.year === year ? '' : `${day.year}年`}${day.month}月${day.day}日`,
  due: (date) => (date === null ? '不设时限' : `限${date}前`),
  round: (number) => `第${number}轮`,
  of: (node, thing) => `${node}的${thing}`,
  atStage: (subject, stage) => `${subject}的“${stage}”`,
  seat: (task, person) => `${task}（${person}的席位）`,
  from: (node) => `，来自${node}`,
  returnedBy: (review) => `，因${review}被退回`,
  recusal: (subject, person) => `${subject}中要求${person}回避的答复`,
  act: (request) => `管理行为${request}的确认`,
  because: (reasons) => `：${reasons}`,
  itemByItem: (groups) => `；逐项：${groups}`,
  setTo: (outcome, value) => `${outcome}（定为${value}）`,
  why: (text) => `；理由：“${text}”`,
  whyKept: (hash) => `；理由存档${hash}`,
  opinion: (text) => `；意见：“${text}”`,
  opinionKept: (hash) => `；意见存档${hash}`,
  tally: ({ for: agree, against, abstained }) =>
    `赞成${agree.count}${agree.names}、反对${against.count}${against.names}、弃权${abstained.count}${abstained.names}`,
  hidden: '人数较少，各项票数不公布',
  attendance: (entitled, present, aside) =>
    `应到${entitled}人${aside === 0 ? '' : `（另回避${aside}人）`}，实到${present}人`,
  rule: ({ pass, of, veto, casting }) => {
    const parts = [
      ...(pass === null ? [] : ['atLeast' in pass ? enough(pass) : `${whole[of]}${enough(pass)}`]),
      ...(veto ? ['一票否决'] : []),
      ...(casting ? ['票数相等时由主持人决定'] : []),
    ];
    return parts.length === 0 ? '' : `（${parts.join('，')}）`;
  },
  results: { passed: '通过', failed: '未通过' },
  places: {
    opened: '已送审',
    waiting: '等待前置工作',
    held: '暂停',
    returned: '已退回，待重新办理',
    withdrawn: '已撤回',
    approved: '审批通过',
    ended: '审批结束',
    joined: '本分支已办结',
  },
  whyNot: {
    'review.stale': '内容或轮次已变',
    'review.wrong-place': '已不在该环节',
    'review.tabled': '已列入另一会议',
    'review.not-tabled': '已撤出会议',
    'review.unknown': '没有这项审批',
    'review.recusal-pending': '回避要求尚未答复',
    'review.stands-aside': '其人已回避',
    'campaign.closed': '活动已结束',
    'place.closed': '单位或岗位已撤销',
    'step.unknown': '没有这项工作',
  },
  loud: '【管理行为】',
  nextSitting: '留待下次',
  chosen: (key, value, row, rule) =>
    `；按规则（${rule}）${row === null ? '其余情形' : `第${row + 1}行`}，${chosenKeys[key] ?? key}为${value}`,
  facts: (pairs) => `（${pairs.join('，')}）`,
};
