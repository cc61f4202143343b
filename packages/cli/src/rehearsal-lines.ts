/** The report on a rehearsal in a terminal: each part's worst, the verdict last, where the eye is. Must not count anything anew. */
import { type Findings, formatDue, type PageWords, pageWords } from '@lianfang/engine';
import { civilTime } from '@lianfang/engine/record';
import type { Shell } from './shell.ts';
import { fitted, padded, tableOf } from './table.ts';

const SHOWN = 10;
/** Columns of the timeline. */
const WIDE = 48;

export function printFindings(shell: Shell, found: Findings): void {
  const words = pageWords[shell.lang];
  const { heads, sections } = words;
  const date = (at: number) => civilTime(at, found.zone).slice(0, 10);
  const title = (name: string, note = '') => {
    shell.line();
    shell.line(`${shell.colour.bold(name)}${note === '' ? '' : `  ${shell.colour.dim(note)}`}`);
  };
  const table = (names: readonly string[], rows: readonly (readonly (string | number)[])[]) => {
    if (rows.length === 0) {
      shell.line(words.none);
      return;
    }
    const shown = rows.slice(0, SHOWN).map((row) => row.map((cell) => fitted(String(cell), 60)));
    shell.line(tableOf(shell, names, shown));
    if (rows.length > SHOWN) shell.line(shell.colour.dim(words.more(rows.length - SHOWN)));
  };

  const stepNames = new Map(
    found.timeline.layers.flatMap(({ steps }) => steps.map(({ step, name }) => [step, name] as const)),
  );

  const { counts } = found;
  shell.line(
    `${shell.colour.bold(found.title)}  ${civilTime(found.from, found.zone)} — ${civilTime(found.to, found.zone)}`,
  );
  const sums: [string, number][] = [
    [heads.nodes, counts.nodes ?? 0],
    [heads.commands, counts.commands ?? 0],
    [heads.dues, counts.dues ?? 0],
    [heads.events, counts.events ?? 0],
    [heads.refused, found.refused.length],
    [heads.tasks, found.load.weeks.reduce((sum, { tasks }) => sum + tasks, 0)],
  ];
  shell.line(sums.map(([name, count]) => `${name} ${count}`).join('  '));

  title(sections.timeline, `░ ${words.legend.planned}  █ ${words.legend.actual}`);
  for (const line of timelineLines(shell, found)) shell.line(line);

  title(sections.load);
  const people = found.load.people.filter(({ person }) => found.load.worst.includes(person));
  table(
    [heads.person, heads.tasks, heads.peak, heads.count],
    people.map(({ name, tasks, peak }) => [name, tasks, peak.week, peak.arrived]),
  );

  title(sections.roles);
  table(
    [heads.role, heads.places, heads.people, heads.reason],
    found.roles.roles.map(({ name, places, failures }) => [
      name,
      places.length,
      new Set(places.flatMap(({ spans }) => spans.flatMap((span) => span.people.map(({ person }) => person)))).size,
      failures.length === 0
        ? ''
        : `${words.nobody} ${failures.length}: ${failures.map((one) => `${one.name} ${one.from}`).join('、')}`,
    ]),
  );

  const { reminders, returns, dues } = found;
  title(
    sections.reminders,
    `${heads.reminders} ${reminders.reminders}  ${heads.overdue} ${reminders.overdue}  ${heads.escalations} ${reminders.escalations}`,
  );
  table(
    [heads.at, heads.node, heads.tasks, heads.level, heads.to],
    reminders.escalated.map(({ at, name, stepName, level, to }) => [
      date(at),
      name,
      stepName,
      level,
      to.length === 0 ? words.nobody : to.map((one) => one.name).join('、'),
    ]),
  );

  title(sections.dues);
  table(
    [heads.day, heads.kind, heads.person, heads.tasks, heads.step],
    dues.bad.map(({ day, kind, person, tasks, steps }) => [
      day,
      words.kinds[kind],
      person?.name ?? '',
      tasks,
      steps.map((step) => stepNames.get(step) ?? step).join('、'),
    ]),
  );

  title(sections.returns, words.returnsNote(returns.returned, returns.reviews, returns.times, returns.days));
  table(
    [heads.node, heads.times, heads.by, heads.days, heads.submissions, heads.decisions],
    returns.list.map((one) => [
      one.name,
      one.times,
      one.by.join('、'),
      one.days,
      one.redone.submissions,
      one.redone.decisions,
    ]),
  );

  title(sections.paths);
  const tightest = found.paths.toSorted(
    (one, other) => (one.slack ?? Number.NEGATIVE_INFINITY) - (other.slack ?? Number.NEGATIVE_INFINITY),
  );
  table(
    [heads.step, heads.due, heads.done, heads.slack, heads.longest],
    tightest.map(({ name, due, done, slack, links }) => [
      name,
      formatDue(due, found.zone).slice(0, 10),
      done === null ? words.neverDone : date(done),
      slack === null ? '' : words.inDays(slack),
      longestOf(links, words),
    ]),
  );

  if (found.differences !== null) {
    const { against, plan, places } = found.differences;
    title(sections.differences, against);
    table(
      [heads.changed, heads.path, heads.change, heads.now],
      [...plan, ...places].map(({ kind, path, before, after }) => [
        words.differences[kind],
        path,
        fitted(before ?? '', 30),
        fitted(after ?? '', 30),
      ]),
    );
  }
  if (found.unfinished.length > 0) {
    title(sections.unfinished);
    table(
      [heads.node, heads.step, heads.state, heads.tasks],
      found.unfinished.map(({ name, stepName, place, tasks }) => [
        name,
        stepName,
        words.places[place],
        tasks
          .map(({ task, owners }) => `${task} ${owners.map((one) => one.name).join('、') || words.nobody}`)
          .join('；'),
      ]),
    );
  }
  if (found.refused.length > 0) {
    title(sections.refused);
    table(
      [heads.at, heads.node, heads.command, heads.reason],
      found.refused.map(({ at, name, command, words: said }) => [date(at), name, command, said[shell.lang]]),
    );
  }
  printVerdict(shell, found);
}

function longestOf(links: Findings['paths'][number]['links'], words: PageWords): string {
  const [first, ...others] = links;
  if (first === undefined) return '';
  const link = others.reduce((found, one) => (one.to - one.from > found.to - found.from ? one : found), first);
  const days = Math.round(((link.to - link.from) / 86_400_000) * 10) / 10;
  return `${link.name}“${link.stepName}” ${words.inDays(days)} ${words.rounds(link.rounds)}`.trimEnd();
}

function printVerdict(shell: Shell, { verdict: { ready, reasons } }: Findings): void {
  const words = pageWords[shell.lang];
  const { colour } = shell;
  const paint = { blocks: colour.red, caution: colour.yellow, note: colour.dim };
  shell.line();
  shell.line(
    `${colour.bold(words.sections.verdict)}  ${ready ? colour.green(words.ready) : colour.red(words.notReady)}`,
  );
  for (const { weight, words: said, change } of reasons) {
    shell.line(`  ${paint[weight](words.weights[weight])}  ${said[shell.lang]}`);
    if (change !== null) shell.line(`      ${colour.dim(`${words.must}: ${change[shell.lang]}`)}`);
  }
  shell.line();
}

/** A line for every step, layer by layer: what was planned, and over it what happened. */
function timelineLines(shell: Shell, found: Findings): string[] {
  const words = pageWords[shell.lang];
  const { phases, layers } = found.timeline;
  const rows = [
    ...phases.map((phase) => ({ ...phase, head: true, count: '' })),
    ...layers.flatMap(({ layer, name, steps }) => [
      { name: layer === 'case' ? words.cases : name, head: true, planned: null, actual: null, count: '' },
      ...steps.map((step) => ({
        ...step,
        head: false,
        count: `${step.done}/${Math.max(step.opened, step.done + step.unfinished)}`,
      })),
    ]),
  ];
  const ends = rows.flatMap(({ planned, actual }) =>
    [planned?.from, planned?.to, actual?.from, actual?.to].flatMap((one) => one ?? []),
  );
  if (ends.length === 0) return [];
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const column = (at: number) =>
    Math.min(WIDE - 1, Math.max(0, Math.floor(((at - first) / Math.max(1, last - first)) * WIDE)));
  return rows.map(({ name, head, planned, actual, count }) => {
    const cells = Array.from({ length: WIDE }, () => ' ');
    const draw = (from: number | null | undefined, to: number | null | undefined, sign: string) => {
      if (from == null) return;
      for (let at = column(from); at <= column(Math.max(from, (to ?? last) - 1)); at += 1) cells[at] = sign;
    };
    draw(planned?.from, planned?.to, '░');
    draw(actual?.from, actual?.to, '█');
    const label = padded(fitted(`${head ? '' : '  '}${name}`, 30), 31);
    return `${head ? shell.colour.bold(label) : label}${cells.join('')}  ${count}`.trimEnd();
  });
}
