/**
 * The sheet of a review as text, ready for paper or a screen: what it is about, one column per round, one row per part, and what is
 * open now. How wide a column is, is the screen's to say.
 */
import type { Lang } from '../codes.ts';
import type { RecordedEvent } from './entry.ts';
import { civilTime, type Phrases, phrasesOf, splitTask } from './phrases.ts';
import { fillersOf, type ReviewSheet, type SheetAct, type SheetRound } from './review-sheet.ts';
import { sentenceOf, tongues } from './sentence.ts';
import { englishSheet } from './sheet-en.ts';
import type { SheetWords } from './sheet-words.ts';
import { chineseSheet } from './sheet-zh.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Tone = 'plain' | 'strong' | 'quiet' | 'loud';

export interface SheetLine {
  readonly text: string;
  readonly tone: Tone;
}

/** What happened at one time: `2011-10-08 15:20`. */
export interface SheetMoment {
  readonly time: string | null;
  readonly lines: readonly SheetLine[];
}

export interface WrittenSheet {
  readonly lang: Lang;
  readonly title: string;
  readonly head: readonly (readonly [label: string, text: string])[];
  /** The names of the rounds. */
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly title: string;
    readonly loud: boolean;
    /** One per column. */
    readonly cells: readonly (readonly SheetMoment[])[];
  }[];
  /** Where it stands. */
  readonly foot: readonly SheetLine[];
  /** What it is made of. */
  readonly source: string;
}

const sheets: Readonly<Record<Lang, SheetWords>> = { zh: chineseSheet, en: englishSheet };

export function writeSheet(sheet: ReviewSheet, lang: Lang, words: Vocabulary): WrittenSheet {
  const own = sheets[lang];
  const writer = { sheet, lang, words, own };
  const row = (title: string, acts: (round: SheetRound) => readonly SheetAct[], loud = false) => ({
    title,
    loud,
    cells: sheet.rounds.map((round) => cellOf(writer, acts(round))),
  });
  const ofPart =
    (part: SheetAct['part']) =>
    (round: SheetRound): readonly SheetAct[] =>
      round.acts.filter((act) => act.part === part && !isResult(act));

  const filling = row(own.filling, ofPart('filling'));
  const rows = [
    {
      ...filling,
      cells: filling.cells.map((cell, index) => {
        const round = sheet.rounds[index];
        if (index === 0 || round === undefined || round.submission !== null || round.version === null) return cell;
        return [...cell, { time: null, lines: [{ text: own.sameVersion, tone: 'plain' as const }] }];
      }),
    },
    ...sheet.stages.map(({ stage, branch }) => {
      const name = words.stage(sheet.step, stage);
      const title = branch === null ? name : own.inBranch(name, words.branch(sheet.step, branch.group, branch.branch));
      return row(title, (round) =>
        round.acts.filter((act) => act.part === 'stage' && act.stage === stage && !isResult(act)),
      );
    }),
    row(own.review, ofPart('review')),
    row(own.office, ofPart('office'), true),
    resultsOf(writer),
  ];
  return {
    lang,
    title: own.title,
    head: headOf(writer),
    columns: sheet.rounds.map((round) => tongues[lang].round(round.round)),
    rows: rows.filter((one) => one.cells.some((cell) => cell.length > 0)),
    foot: footOf(writer),
    source: own.through(words.node(sheet.node), sheet.through.seq, civilTime(sheet.through.at, words.zone)),
  };
}

interface Writer {
  readonly sheet: ReviewSheet;
  readonly lang: Lang;
  readonly words: Vocabulary;
  readonly own: SheetWords;
}

function sayOf({ sheet, lang, words }: Writer, { event, names, role }: SheetAct): Phrases {
  const own = role === null ? words : { ...words, reviewer: () => words.role(role, event.node) };
  return phrasesOf(tongues[lang], { event, names, texts: sheet.texts }, own);
}

/** How a round came out, and what was ordered after it. */
const results: readonly RecordedEvent['kind'][] = ['Returned', 'Approved', 'ReviewEnded', 'Withdrawn', 'Reopened'];
const isResult = (act: SheetAct): boolean => results.includes(act.kind);

function resultsOf(writer: Writer): WrittenSheet['rows'][number] {
  const { sheet, own } = writer;
  const cells = sheet.rounds.map((round, index) => {
    const cell = cellOf(writer, round.acts.filter(isResult));
    const isLast = index === sheet.rounds.length - 1;
    return cell.length > 0 || !isLast
      ? cell
      : [{ time: null, lines: [{ text: own.underWay, tone: 'plain' as const }] }];
  });
  return { title: own.result, loud: false, cells };
}

const strong: ReadonlySet<RecordedEvent['kind']> = new Set<RecordedEvent['kind']>([
  'Submitted',
  'Decided',
  'Voted',
  'VoteCounted',
  'MeetingClosed',
  'Recused',
  'Returned',
  'Approved',
  'ReviewEnded',
  'Withdrawn',
  'Reopened',
]);
const loud: ReadonlySet<RecordedEvent['kind']> = new Set<RecordedEvent['kind']>([
  'BecameOverdue',
  'Escalated',
  'Dispatched',
  'RecusalDemanded',
]);
const quiet: ReadonlySet<RecordedEvent['kind']> = new Set<RecordedEvent['kind']>([
  'StageEntered',
  'TaskOpened',
  'TaskClosed',
  'Reminded',
  'Convened',
  'Tabled',
]);

function toneOf(act: SheetAct): Tone {
  const { event } = act;
  if (act.part === 'office' || event.signer.kind === 'administrator') return 'loud';
  if (event.kind === 'TaskOpened' || event.kind === 'TaskHandedOver') return event.stuck ? 'loud' : 'quiet';
  if (loud.has(event.kind)) return 'loud';
  return strong.has(event.kind) ? 'strong' : quiet.has(event.kind) ? 'quiet' : 'plain';
}

/** In order; what several do alike at once is one line, and one time stands over all that happened then. */
function cellOf(writer: Writer, acts: readonly SheetAct[]): readonly SheetMoment[] {
  const moments: { time: string | null; lines: SheetLine[] }[] = [];
  const done = new Set<SheetAct>();
  for (const act of acts) {
    if (done.has(act)) continue;
    const alike = acts.filter((other) => other === act || isAlike(act, other));
    for (const one of alike) done.add(one);
    const lines = linesOf(writer, act, alike);
    if (lines.length === 0) continue;
    const time = civilTime(act.at, writer.words.zone);
    const last = moments.at(-1);
    if (last?.time === time) last.lines.push(...lines);
    else moments.push({ time, lines: [...lines] });
  }
  return moments;
}

function isAlike({ event: one }: SheetAct, { event: other }: SheetAct): boolean {
  if (one.kind === 'TaskOpened' && other.kind === 'TaskOpened')
    return (
      one.seat !== undefined &&
      other.seat !== undefined &&
      !one.stuck &&
      !other.stuck &&
      one.at === other.at &&
      one.due === other.due &&
      one.role === other.role
    );
  return one.kind === other.kind && (one.kind === 'BallotTaken' || one.kind === 'BallotCast');
}

function linesOf(writer: Writer, act: SheetAct, alike: readonly SheetAct[]): readonly SheetLine[] {
  const { sheet, own, lang, words } = writer;
  const { event } = act;
  const say = sayOf(writer, act);
  const tone = toneOf(act);
  const all = (people: (one: RecordedEvent) => readonly string[]): string =>
    tongues[lang].list(alike.map((one) => sayOf(writer, one).people(people(one.event))));
  if (event.kind === 'BallotTaken')
    return [{ text: own.drawn(all((one) => (one.kind === 'BallotTaken' ? [one.person] : []))), tone: 'plain' }];
  if (event.kind === 'BallotCast') return [{ text: own.cast(alike.length), tone: 'plain' }];
  if (event.kind === 'TaskOpened' && alike.length > 1) {
    const asked = all((one) => (one.kind === 'TaskOpened' ? one.owners : []));
    return [{ text: own.asked(asked, words.role(event.role, event.node), say.due(event.due)), tone }];
  }
  const write = own.lines[event.kind] as
    | ((event: RecordedEvent, context: { say: Phrases; sheet: ReviewSheet }) => readonly string[])
    | undefined;
  if (write === undefined) {
    const sentence = sentenceOf({ event, names: act.names, texts: sheet.texts }, lang, words);
    // Its time stands over it.
    return [{ text: sentence.slice('2011-10-08 15:20 '.length).replace(/[。.]$/, ''), tone }];
  }
  return write(event, { say, sheet }).map((text, index) => ({
    text,
    tone: index === 0 || tone === 'loud' ? tone : 'plain',
  }));
}

function headOf(writer: Writer): WrittenSheet['head'] {
  const { sheet, own, words, lang } = writer;
  const { list, round, of, quoted } = tongues[lang];
  const fillers = new Map<string, number[]>();
  for (const { round: number, act } of fillersOf(sheet)) {
    const name = sayOf(writer, act).who();
    fillers.set(name, [...(fillers.get(name) ?? []), number]);
  }
  const versions = sheet.definitions.map(own.version);
  return [
    [own.matter, `${of(words.node(sheet.node), quoted(words.subject(sheet.step)))} — ${words.step(sheet.step)}`],
    [
      own.fillers,
      list(
        [...fillers].map(([name, rounds]) => `${name}${tongues[lang].aside(list(rounds.map((one) => round(one))))}`),
      ),
    ],
    [own.definition, `${words.reviewOf(sheet.step)}${tongues[lang].aside(list(versions))}`],
    [own.key, sheet.key],
    [own.now, placesOf(writer)],
  ];
}

function placesOf({ sheet, words, lang }: Writer): string {
  const { places, aside, list } = tongues[lang];
  const { place, branches } = sheet.now;
  const named = (id: string): string => {
    const name = words.stage(sheet.step, id);
    return name === id ? (places[id] ?? id) : name;
  };
  if (branches === null) return named(place);
  const each = Object.entries(branches).map(
    ([branch, at]) => `${words.branch(sheet.step, place, branch)}: ${named(at)}`,
  );
  return `${named(place)}${aside(list(each))}`;
}

function footOf(writer: Writer): readonly SheetLine[] {
  const { sheet, own, words, lang } = writer;
  const tongue = tongues[lang];
  const people = (ids: readonly string[]): string =>
    ids.length === 0 ? tongue.nobody : tongue.list(ids.map((one) => sheet.names[one] ?? one));
  // Dates are said as of the last entry.
  const act = sheet.rounds.at(-1)?.acts.at(-1);
  const due = (at: number | null): string =>
    act === undefined ? tongue.due(at === null ? null : civilTime(at, words.zone)) : sayOf(writer, act).due(at);
  const lines: SheetLine[] = [{ text: `${own.now}${lang === 'zh' ? '：' : ': '}${placesOf(writer)}`, tone: 'strong' }];
  for (const task of sheet.open) {
    const { recusal } = splitTask(task.task);
    const what =
      recusal !== null
        ? own.answer(people([recusal]))
        : task.step === ''
          ? own.confirmation
          : task.stage === null
            ? words.step(task.step)
            : words.stage(task.step, task.stage);
    const by = task.delegatedBy.length === 0 ? '' : own.delegated(people(task.delegatedBy));
    lines.push(
      task.stuck
        ? { text: own.stuckWith(what, people(task.owners), due(task.due)), tone: 'loud' }
        : {
            text: own.waitsFor(what, `${people(task.owners)}${by}`, due(task.due)),
            tone: task.overdue ? 'loud' : 'plain',
          },
    );
  }
  const answering = sheet.open.map((task) => splitTask(task.task).recusal);
  for (const demand of sheet.now.demands)
    if (demand.answer === null && !answering.includes(demand.person))
      lines.push({ text: own.demanded(people([demand.person])), tone: 'loud' });
  const unread = sheet.copies.filter((copy) => copy.readAt === null).map((copy) => copy.person);
  if (unread.length > 0) lines.push({ text: own.unread(people(unread)), tone: 'plain' });
  if (sheet.now.outdated) lines.push({ text: own.outdated, tone: 'loud' });
  return lines;
}
