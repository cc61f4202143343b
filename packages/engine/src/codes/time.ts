import { codeTable } from './entry.ts';

/** Dates and calendars of a plan. `{words}` are the author's own. */
export const timeCodes = codeTable({
  'date.malformed': {
    kind: 'problem',
    zh: '日期“{found}”应写作 2011-09-26 的样子，且日历上有这一天；请改写。',
    en: "Expected a date such as 2011-09-26 that exists, but it is '{found}'; correct it.",
  },
  'date.missing': {
    kind: 'problem',
    zh: '日期“{words}”没有写明，须由人填写；请写明，或在 launch.yaml 里给出。',
    en: "Expected a date, but '{words}' leaves it open; a person must supply it.",
  },
  'date.no-year': {
    kind: 'problem',
    zh: '日期“{words}”没有年份，方案也没有写明年度，须由人填写：在 launch.yaml 写一行“period: 2012”这样的内容，再加 --with launch.yaml。',
    en: "Expected a year for '{words}', but the plan names none; write a line such as 'period: 2012' into launch.yaml and add --with launch.yaml.",
  },
  'date.unreadable': {
    kind: 'problem',
    zh: '日期“{words}”读不懂；可写作“9月26日”“5月中旬”“2月底前”“10月中旬至下旬”“第三季度”，或另写明是哪一天。',
    en: "Expected a date such as 9月26日, 5月中旬, 2月底前 or 第三季度, but it is '{words}'; say which day it is.",
  },
  'date.not-in-calendar': {
    kind: 'problem',
    zh: '日期“{words}”在日历上不存在；请核对。',
    en: "Expected a date that exists, but '{words}' does not; correct it.",
  },
  'date.reversed': {
    kind: 'problem',
    zh: '日期“{words}”的起止颠倒；请对调。',
    en: "Expected '{words}' to begin before it ends; swap them.",
  },
  'date.no-anchor': {
    kind: 'problem',
    zh: '日期所随的“{name}”不是阶段或步骤；可用的有：{possible}；请改名。',
    en: "Expected a phase or step that the date goes by, but '{name}' is none of: {possible}; change the name.",
  },
  'date.cycle': {
    kind: 'problem',
    zh: '“{name}”的起止绕一圈又回到自己，定不下来；请给其中一个写明日期。',
    en: "Expected dates that can be told, but those of '{name}' go by themselves; give one of them a day.",
  },
  'date.no-edge': {
    kind: 'problem',
    zh: '日期随“{name}”的起止（{edge}），而“{name}”没有写；请给它写 window，或用 with 与它同时开始。',
    en: "Expected the {edge} of '{name}', which the date goes by, but it has none; give it a window, or start 'with' it.",
  },
  'date.long-period': {
    kind: 'problem',
    zh: '期间 {from} 至 {to} 太长，或不在 1990 至 2200 年之内；最多跨 {most} 年，请分成几个方案。',
    en: 'Expected a period between 1990 and 2200 over at most {most} years, but it runs from {from} to {to}; make several plans of it.',
  },
  'repeat.too-many': {
    kind: 'problem',
    zh: '“{name}”要分 {count} 期，最多 {most} 期；请缩短时间段，或隔得长一些。',
    en: "Expected at most {most} times for '{name}', but there are {count}; shorten its window or space them out.",
  },
  'repeat.own-date': {
    kind: 'problem',
    zh: '“{name}”按期重复，不能只有一个日期 {date}；请写在 repeat 的 due 里，或写从开始起的时限。',
    en: "Expected a limit for each time of '{name}', which repeats, but {date} is one day; say it in 'repeat.due'.",
  },
  'repeat.not-here': {
    kind: 'problem',
    zh: '“{name}”按期重复，每期各是一步，这里只能引用一步；请引用不重复的步骤，或用 after 等它各期办完。',
    en: "Expected one step here, but '{name}' repeats and is a step each time; name another, or wait for it by 'after'.",
  },
  'wave.overlap': {
    kind: 'problem',
    zh: '“{phase}”的“{name}”（{from} 起）与“{other}”（至 {to}）时间重叠；若是有意，可不改。',
    en: "Expected the wave '{name}' of '{phase}' to begin after '{other}' ends on {to}, but it begins on {from}; leave it if meant.",
  },
  'wave.empty': {
    kind: 'problem',
    zh: '“{phase}”的“{name}”没有一个节点；请核对条件或花名册要素。',
    en: "Expected a place in the wave '{name}' of '{phase}', but there is none; check its condition or the roster.",
  },
  'wave.twice': {
    kind: 'problem',
    zh: '“{node}”既合于“{name}”，又合于“{other}”，按在前的“{name}”；“{phase}”这样的节点共 {count} 个。',
    en: "Expected '{node}' in one wave of '{phase}', but '{name}' and '{other}' fit; the first counts. {count} such places.",
  },
  'wave.none': {
    kind: 'problem',
    zh: '“{node}”不属于“{phase}”的任何一批，阶段也没有自己的 window；这样的节点共 {count} 个。请补一批，或给阶段写 window。',
    en: "Expected '{node}' in a wave of '{phase}', which has no window of its own; {count} such places. Add a wave or a window.",
  },
});
