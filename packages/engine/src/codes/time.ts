import { codeTable } from './entry.ts';

/** Dates and calendars of a plan. `{words}` are the author's own. */
export const timeCodes = codeTable({
  'date.malformed': {
    kind: 'problem',
    zh: '日期“{found}”应写作 2011-09-26 的样子，且日历上有这一天。',
    en: "Expected a date such as 2011-09-26 that exists, but it is '{found}'.",
  },
  'date.missing': {
    kind: 'problem',
    zh: '日期“{words}”没有写明，须由人填写。',
    en: "Expected a date, but '{words}' leaves it open; a person must supply it.",
  },
  'date.no-year': {
    kind: 'problem',
    zh: '日期“{words}”没有年份，方案也没有写明年度，须由人填写。',
    en: "Expected a year for '{words}', but the plan names none; a person must supply it.",
  },
  'date.unreadable': {
    kind: 'problem',
    zh: '日期“{words}”读不懂；可写作“9月26日”“5月中旬”“2月底前”“10月中旬至下旬”“第三季度”，或另写明是哪一天。',
    en: "Expected a date such as 9月26日, 5月中旬, 2月底前 or 第三季度, but it is '{words}'; say which day it is.",
  },
  'date.not-in-calendar': {
    kind: 'problem',
    zh: '日期“{words}”在日历上不存在。',
    en: "Expected a date that exists, but '{words}' does not.",
  },
  'date.reversed': {
    kind: 'problem',
    zh: '日期“{words}”的起止颠倒。',
    en: "Expected '{words}' to begin before it ends.",
  },
});
