/**
 * From the author's words to dates: `9月26日`, `5月中旬`, `2月底前`, `10月中旬–下旬`, `第三季度`, `年底`. How open words are read (初, 旬, 底, 前) is
 * a convention, data of the plan; the year comes from the plan's period; a person may overrule the result. A date that the
 * document leaves blank is missing, never guessed. A date may be moved from an anchor by days, working days, weeks, months or years.
 * Must not know windows, steps or limits: what an anchor stands for is looked up elsewhere.
 */
import { z } from 'zod';
import { invariant } from '../invariant.ts';
import { addWorkingDays, type CalendarSlice, Roll, rollToWorkingDay } from './calendar.ts';
import { addMonths, CivilDate, type Day, dayFrom, daysInMonth, formatDay, parseDay, partsOf } from './civil-date.ts';

/** A day of a month: its number, or the last. */
const MonthDay = z.union([z.int().min(1).max(31), z.literal('end')]);
const MonthPart = z.tuple([MonthDay, MonthDay]).describe('从几日到几日，含；end 是月末');

/** First and last day of each part of a month, and whether `前` includes the day it names. */
export const DateConvention = z.strictObject({
  parts: z
    .strictObject({
      初: MonthPart,
      上旬: MonthPart,
      中旬: MonthPart,
      下旬: MonthPart,
      中: MonthPart,
      底: MonthPart,
      末: MonthPart,
      上半月: MonthPart,
      下半月: MonthPart,
    })
    .describe('每个词是一个月里的哪几天'),
  before: z.enum(['included', 'excluded']).describe('“…前”含不含所说的那一天'),
});
export type DateConvention = z.infer<typeof DateConvention>;

/**
 * A reading, stated here because no document states it: 初 is the first decade, 中 the second, 底 and 末 the last day, and `前`
 * includes the day named (民法典 第1259条).
 */
export const DEFAULT_CONVENTION: DateConvention = {
  parts: {
    初: [1, 10],
    上旬: [1, 10],
    中旬: [11, 20],
    下旬: [21, 'end'],
    中: [11, 20],
    底: ['end', 'end'],
    末: ['end', 'end'],
    上半月: [1, 15],
    下半月: [16, 'end'],
  },
  before: 'included',
};

/** How far from the anchor; negative is before it. */
export const DateMove = z
  .strictObject({
    count: z.int().min(-1000).max(1000).describe('移动多少；负数往前'),
    unit: z.enum(['days', 'working-days', 'weeks', 'months', 'years']).describe('单位：日、工作日、周、月、年'),
  })
  .describe('从基准日移动多少；基准日当天不计');
export type DateMove = z.infer<typeof DateMove>;

const moved = {
  move: DateMove.exactOptional(),
  roll: Roll.exactOptional().describe('落在非工作日时：next 顺延，previous 提前，none 不动（默认）'),
};

/** The beginning or end of another part of the plan. */
export const AnchoredDate = z
  .strictObject({
    of: z
      .string()
      .regex(/^[a-z][A-Za-z0-9-]{0,59}(\.[a-z][A-Za-z0-9-]{0,59})?$/)
      .describe('阶段，或步骤（同一阶段的写“步骤”，别处的写“阶段.步骤”）'),
    edge: z.enum(['start', 'end']).describe('start 它的起日，end 它的止日'),
    ...moved,
    words: z.string().min(1).max(60).exactOptional().describe('原文怎么说，照录'),
  })
  .describe('随另一阶段或步骤的起止');
export type AnchoredDate = z.infer<typeof AnchoredDate>;

/** Words, with what a person says they mean, or moved from the day they name. */
export const WrittenDate = z
  .strictObject({
    words: z.string().min(1).max(60).describe('原文的日期，如“10月25日”'),
    is: z
      .union([
        CivilDate,
        z.strictObject({
          from: CivilDate.nullable().describe('从哪一天起'),
          to: CivilDate.nullable().describe('到哪一天止'),
        }),
      ])
      .exactOptional()
      .describe('人认定的日期，代替按惯例的读法'),
    ...moved,
  })
  .describe('原文的日期，可写明认定为哪一天，或从它移动若干日');

/** Words alone or with more, or the beginning or end of another part of the plan. */
export const PlanDate = z.union([z.string().min(1).max(60), WrittenDate, AnchoredDate]);
export type PlanDate = z.infer<typeof PlanDate>;

export function isAnchored(date: PlanDate): date is AnchoredDate {
  return typeof date !== 'string' && 'edge' in date;
}

/** The days of a plan, both inclusive. A plan without a year has no period yet. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export interface ResolvedDate {
  readonly words: string;
  /** Null: no beginning is stated (`…前`). */
  readonly start: CivilDate | null;
  /** Null: no end is stated (`…起`). */
  readonly end: CivilDate | null;
  /** Which readings were used, e.g. `中旬=11–20`, `前=included`; empty when the words name a day. */
  readonly convention: readonly string[];
  readonly by: 'words' | 'person';
}

export type DateAnswer =
  | { readonly found: true; readonly date: ResolvedDate }
  | {
      readonly found: false;
      readonly code: 'date.missing' | 'date.no-year' | 'date.unreadable' | 'date.not-in-calendar' | 'date.reversed';
      readonly severity: 'error' | 'missing';
      readonly words: string;
    };

export function yearPeriod(year: number): Period {
  return { from: dayFrom(year, 1, 1), to: dayFrom(year, 12, 31) };
}

/** The dates that the words mean in the period, or why they mean none. */
export function resolvePlanDate(
  date: Exclude<PlanDate, AnchoredDate>,
  period: Period | null,
  convention: DateConvention = DEFAULT_CONVENTION,
): DateAnswer {
  if (typeof date === 'string') return resolveWords(date, period, convention);
  const { words, is } = date;
  if (is === undefined) return resolveWords(words, period, convention);
  const [start, end] = typeof is === 'string' ? [is, is] : [is.from, is.to];
  if (start !== null && end !== null && start > end) return refused('date.reversed', words);
  return { found: true, date: { words, start, end, convention: [], by: 'person' } };
}

/** The day that lies so far from another, on a working day where that is stated. */
export function moveDay(day: Day, date: Pick<AnchoredDate, 'move' | 'roll'>, calendar: CalendarSlice): Day {
  const { move, roll = 'none' } = date;
  return rollToWorkingDay(calendar, move === undefined ? day : farFrom(day, move, calendar), roll);
}

function farFrom(day: Day, { count, unit }: DateMove, calendar: CalendarSlice): Day {
  switch (unit) {
    case 'days':
      return day + count;
    case 'working-days':
      return addWorkingDays(calendar, day, count);
    case 'weeks':
      return day + 7 * count;
    case 'months':
      return addMonths(day, count);
    case 'years':
      return addMonths(day, 12 * count);
  }
}

function refused(code: Extract<DateAnswer, { found: false }>['code'], words: string): DateAnswer {
  return {
    found: false,
    code,
    severity: code === 'date.missing' || code === 'date.no-year' ? 'missing' : 'error',
    words,
  };
}

function resolveWords(words: string, period: Period | null, convention: DateConvention): DateAnswer {
  const plain = normalize(words);
  const iso = parseDay(plain);
  if (iso !== undefined) return answer(words, iso, iso, []);
  const bound = /^(.*?)(?:(之前|以前|前)(?:完成)?|起|开始|以后|之后)$/.exec(plain);
  const until = /^(?:截至|截止|至|到)(.+)$/.exec(bound?.[1] ?? plain)?.[1];
  const before = bound?.[2] !== undefined || until !== undefined;
  const core = until ?? bound?.[1] ?? plain;
  const [fromWords, toWords, ...more] = core.split(/[-－−–—~～〜至到]+/);
  if (fromWords === undefined || more.length > 0) return refused('date.unreadable', words);

  const first = readAnchor(withUnit(fromWords, toWords), undefined);
  if (typeof first === 'string') return refused(first, words);
  const last = toWords === undefined ? first : readAnchor(toWords.replace(/^月(?=[初中底末上下])/, ''), first);
  if (typeof last === 'string') return refused(last, words);

  const used = new Set<string>();
  const spanIn = (year: number) => spanOf(first, last, year, convention, used);
  const span = first.year !== undefined ? spanIn(first.year) : period === null ? undefined : inPeriod(period, spanIn);
  if (span === undefined) return refused('date.no-year', words);
  if (span === 'not-in-calendar') return refused('date.not-in-calendar', words);
  if (span.start > span.end) return refused('date.reversed', words);
  if (before) {
    if (until === undefined) used.add(`前=${convention.before}`);
    return answer(
      words,
      null,
      until !== undefined || convention.before === 'included' ? span.end : span.start - 1,
      used,
    );
  }
  if (bound !== null) return answer(words, span.start, null, used);
  return answer(words, span.start, span.end, used);
}

/** `5–8月`, `9月26–30日`: the unit is written once, at the end. */
function withUnit(from: string, to: string | undefined): string {
  if (to === undefined) return from;
  if (/^(?:\d{4}年)?\d{1,2}$/.test(from)) return `${from}${/\d{1,2}([月日号])/.exec(to)?.[1] ?? ''}`;
  return /月\d{1,2}$/.test(from) && /\d[日号]$/.test(to) ? `${from}日` : from;
}

function answer(words: string, start: Day | null, end: Day | null, used: Iterable<string>): DateAnswer {
  const text = (day: Day | null) => (day === null ? null : formatDay(day));
  return { found: true, date: { words, start: text(start), end: text(end), convention: [...used], by: 'words' } };
}

/** One end of a range: what is left open is undefined. */
interface Anchor {
  readonly year: number | undefined;
  /** Years after the first anchor's: 次年 is 1. */
  readonly later: number;
  /** First and last month. */
  readonly months: readonly [number, number];
  readonly part: keyof DateConvention['parts'] | undefined;
  readonly day: number | undefined;
}

const PART = '上半月|下半月|上旬|中旬|下旬|初|中|底|末';
const anchorWords = new RegExp(
  `^(?:(\\d{4})年|(今年|本年|当年|同年)|(次年|翌年|明年))?(?:第?([1-4])季度(初|底|末)?|(上半年|下半年|全年)(初|底|末)?|(年初|年中|年底|年末|初|中|底|末)|(\\d{1,2})月(?:份)?(?:(${PART})|(\\d{1,2})[日号])?|(${PART})|(\\d{1,2})[日号])?$`,
);

/** Reads one end; the second end of a range may leave out what it shares with the first. */
function readAnchor(words: string, first: Anchor | undefined): Anchor | 'date.missing' | 'date.unreadable' {
  // `月 日`, `年 月`, `月初`, `5月 日`: a number is left out before its unit.
  if (/^月|年月|月日|^年(?![初中底末])|^日/.test(words)) return 'date.missing';
  if (words === '') return 'date.missing';
  const found = anchorWords.exec(words);
  if (found === null) return 'date.unreadable';
  const [, year, , next, quarter, quarterEdge, half, halfEdge, yearEdge, month, part, day, partAlone, dayAlone] = found;
  const base = {
    year: year === undefined ? first?.year : Number(year),
    later: next === undefined ? (first?.later ?? 0) : 1,
  };
  const edgePart = (edge: string | undefined) =>
    edge === undefined ? undefined : (edge as keyof DateConvention['parts']);
  const atEdge = (months: readonly [number, number], edge: string | undefined): readonly [number, number] =>
    edge === undefined ? months : edge === '初' ? [months[0], months[0]] : [months[1], months[1]];

  if (quarter !== undefined) {
    const months: [number, number] = [Number(quarter) * 3 - 2, Number(quarter) * 3];
    return { ...base, months: atEdge(months, quarterEdge), part: edgePart(quarterEdge), day: undefined };
  }
  if (half !== undefined) {
    const months: [number, number] = half === '上半年' ? [1, 6] : half === '下半年' ? [7, 12] : [1, 12];
    return { ...base, months: atEdge(months, halfEdge), part: edgePart(halfEdge), day: undefined };
  }
  if (yearEdge !== undefined) {
    // 初, 底 alone after a year or 次年 mean the year's, as in 2011年底; without one they continue a month range.
    const edge = yearEdge.replace('年', '');
    if (!yearEdge.startsWith('年') && year === undefined && next === undefined && found[2] === undefined) {
      return first === undefined ? 'date.missing' : { ...first, part: edgePart(edge), day: undefined };
    }
    return {
      ...base,
      months: edge === '初' ? [1, 1] : edge === '中' ? [6, 6] : [12, 12],
      part: edge === '中' ? undefined : edgePart(edge),
      day: undefined,
    };
  }
  if (month !== undefined) {
    const number = Number(month);
    return {
      ...base,
      months: [number, number],
      part: edgePart(part),
      day: day === undefined ? undefined : Number(day),
    };
  }
  if (partAlone !== undefined || dayAlone !== undefined) {
    if (first === undefined) return 'date.missing';
    const months: readonly [number, number] = [first.months[1], first.months[1]];
    return { ...base, months, part: edgePart(partAlone), day: dayAlone === undefined ? undefined : Number(dayAlone) };
  }
  return year === undefined && next === undefined && found[2] === undefined
    ? 'date.unreadable'
    : { ...base, months: [1, 12], part: undefined, day: undefined };
}

type Span = { readonly start: Day; readonly end: Day } | 'not-in-calendar';

function spanOf(first: Anchor, last: Anchor, year: number, convention: DateConvention, used: Set<string>): Span {
  const from = daysOf(first, year + first.later, convention, used);
  const to = daysOf(last, (last.year ?? year) + (last === first ? first.later : last.later), convention, used);
  return from === undefined || to === undefined ? 'not-in-calendar' : { start: from[0], end: to[1] };
}

function daysOf(
  anchor: Anchor,
  year: number,
  convention: DateConvention,
  used: Set<string>,
): readonly [Day, Day] | undefined {
  const [firstMonth, lastMonth] = anchor.months;
  if (firstMonth < 1 || lastMonth > 12 || year < 1 || year > 9998) return undefined;
  if (anchor.day !== undefined) {
    if (anchor.day < 1 || anchor.day > daysInMonth(year, firstMonth)) return undefined;
    const day = dayFrom(year, firstMonth, anchor.day);
    return [day, day];
  }
  if (anchor.part === undefined)
    return [dayFrom(year, firstMonth, 1), dayFrom(year, lastMonth, daysInMonth(year, lastMonth))];
  const [from, to] = convention.parts[anchor.part];
  used.add(`${anchor.part}=${from === to ? from : `${from}–${to}`}`);
  const inMonth = (month: number, day: number | 'end') =>
    dayFrom(year, month, day === 'end' ? daysInMonth(year, month) : Math.min(day, daysInMonth(year, month)));
  return [inMonth(firstMonth, from), inMonth(lastMonth, to)];
}

/** The first year of the period in which the span touches the period; the period's first year when none does. */
function inPeriod(period: Period, spanIn: (year: number) => Span): Span {
  const [firstYear, lastYear] = [partsOf(period.from).year, partsOf(period.to).year];
  invariant(lastYear - firstYear <= 50, 'a period of at most fifty years');
  let outside: Span | undefined;
  for (let year = firstYear; year <= lastYear; year += 1) {
    const span = spanIn(year);
    if (span !== 'not-in-calendar' && span.end >= period.from && span.start <= period.to) return span;
    outside ??= span;
  }
  return outside ?? 'not-in-calendar';
}

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Without spaces, in ASCII digits: `１０ 月中旬`, `十月中旬`, `二〇一一年` read alike. */
function normalize(words: string): string {
  return words
    .replace(/\s/gu, '')
    .replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[〇零一二三四五六七八九]{4}(?=年)/gu, (year) => [...year].map((digit) => DIGITS[digit]).join(''))
    .replace(/([一二三四])(?=季度)/gu, (quarter) => String(DIGITS[quarter]))
    .replace(/(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日号])/gu, (number) =>
      String(chineseNumber(number)),
    );
}

function chineseNumber(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text];
  return (tens === '' ? 1 : (DIGITS[tens ?? ''] ?? 0)) * 10 + (DIGITS[ones ?? ''] ?? 0);
}
