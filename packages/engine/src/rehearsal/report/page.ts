/**
 * The report as one page that needs nothing else: for a screen, for paper, to be sent by mail. Everything in it is escaped; what is too
 * long for a page says how much more there is. Must not count anything anew.
 */
import type { Lang } from '../../codes.ts';
import { escapeHtml, htmlPage } from '../../forms/html.ts';
import { DAY, formatDue, formatInstant, instantOf, parseDay } from '../../time/civil-date.ts';
import { type Column, columns, type Line, overTime, type Span } from './charts.ts';
import type { Findings, RoleSpan, TimelineStep } from './findings.ts';
import { type PageWords, pageWords } from './page-words.ts';

const style = `
@page { size: A4 landscape; margin: 12mm; }
html { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; font-size: 10pt; color: #1d2430; }
body { max-width: 1160px; padding: 16px; line-height: 1.5; }
h1 { text-align: left; font-size: 18pt; margin: 0 0 1mm; }
h2 { font-size: 13pt; margin: 9mm 0 2mm; border-bottom: 0.5mm solid #1d2430; padding-bottom: 1mm; break-after: avoid; }
h3 { font-size: 10.5pt; margin: 4mm 0 1mm; break-after: avoid; }
p.sub, p.hint { margin: 0 0 2mm; color: #5a6575; }
nav { margin: 3mm 0 0; font-size: 9pt; } nav a { margin-right: 4mm; }
table { font-size: 9pt; margin: 1mm 0 2mm; }
th, td { border: 0; border-bottom: 0.2mm solid #d5dae1; padding: 1mm 2mm; vertical-align: top; }
th { text-align: left; color: #5a6575; font-weight: normal; border-bottom-color: #8b95a5; white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; } td.nowrap { white-space: nowrap; }
.verdict { border-left: 3mm solid #1c7c4a; background: #eef7f1; padding: 3mm 5mm; margin: 4mm 0; }
.verdict.not { border-left-color: #b3261e; background: #fcefee; }
.verdict strong { font-size: 14pt; display: block; }
.verdict ul { margin: 2mm 0 0; padding: 0; list-style: none; } .verdict li { margin: 0 0 1.5mm; }
.tag { display: inline-block; min-width: 5em; font-size: 8.5pt; padding: 0 1.5mm; margin-right: 2mm; border-radius: 1mm; text-align: center; background: #dfe4ea; }
.tag.blocks { background: #b3261e; color: #fff; } .tag.caution { background: #f2c55c; }
.must { color: #5a6575; }
.tiles { display: flex; flex-wrap: wrap; gap: 3mm; margin: 3mm 0; }
.tile { flex: 1 1 22mm; border: 0.2mm solid #d5dae1; border-radius: 1.5mm; padding: 2mm 3mm; }
.tile b { display: block; font-size: 15pt; line-height: 1.2; } .tile span { color: #5a6575; font-size: 9pt; }
.legend { font-size: 8.5pt; color: #5a6575; margin: 0 0 1mm; } .legend i { display: inline-block; width: 5mm; height: 2.5mm; border-radius: 0.5mm; margin: 0 1mm 0 4mm; }
svg { width: 100%; height: auto; display: block; font-family: inherit; }
svg text { font-size: 11px; fill: #1d2430; } svg .group { font-weight: bold; } svg .tick, svg .note { fill: #5a6575; font-size: 10px; }
svg .grid { stroke: #e1e5ea; stroke-width: 1; } svg .band { fill: #f1f3f6; }
svg .planned { fill: #dce3ec; stroke: #b9c4d2; } .planned-key { background: #dce3ec; border: 0.2mm solid #b9c4d2; }
svg .actual { fill: #2f6db5; } .actual-key { background: #2f6db5; }
svg .actual.late { fill: #d98a1f; } .late-key { background: #d98a1f; }
svg .actual.stuck { fill: #b3261e; } .stuck-key { background: #b3261e; }
svg .odd { fill: #2f6db5; } svg .even { fill: #86aedb; }
svg .duemark { stroke: #b3261e; stroke-width: 2; } .due-key { background: #b3261e; }
svg .low { fill: #86aedb; } svg .off { fill: #d98a1f; } .low-key { background: #86aedb; } .off-key { background: #d98a1f; }
svg .warn { fill: #d98a1f; } svg .grave { fill: #b3261e; }
table.heat { table-layout: fixed; } table.heat th.person { width: 24mm; } table.heat th.sum { width: 13mm; }
table.heat td.cell { text-align: center; padding: 1mm 0; border: 0.3mm solid #fff; overflow: hidden; } table.heat.dense td.cell { font-size: 6.5pt; }
table.heat th { font-size: 8pt; } table.heat th.week { padding: 1mm 0; writing-mode: vertical-rl; white-space: nowrap; height: 15mm; }
details { margin: 1mm 0 2mm; } summary { cursor: pointer; }
.bad { color: #b3261e; } .chain { color: #1d2430; } .chain .arrow { color: #8b95a5; padding: 0 1mm; }
@media print { body { max-width: none; padding: 0; } nav { display: none; } details::details-content { content-visibility: visible; display: block; } .verdict, svg, .tile, .actual-key, .cell, .tag { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
`;

const SHOWN = 60;

interface Setting {
  readonly found: Findings;
  readonly lang: Lang;
  readonly words: PageWords;
  readonly span: Span;
  readonly date: (at: number) => string;
}

/** A whole HTML page; no scripts and nothing from elsewhere. */
export function findingsHtml(found: Findings, lang: Lang): string {
  const words = pageWords[lang];
  const { zone } = found;
  const setting: Setting = {
    found,
    lang,
    words,
    span: { from: found.from, to: lastOf(found), zone },
    date: (at) => formatInstant(at, zone).slice(0, 10),
  };
  const sections = [
    ['timeline', timeline(setting)],
    ['load', load(setting)],
    ['roles', roles(setting)],
    ['reminders', reminders(setting)],
    ['dues', dues(setting)],
    ['returns', returns(setting)],
    ['paths', paths(setting)],
    ['differences', differences(setting)],
    ['unfinished', unfinished(setting)],
    ['refused', refused(setting)],
  ] as const;
  const body = [
    `<h1>${escapeHtml(found.title)}</h1>`,
    `<p class="sub">${escapeHtml(subtitle(setting))}</p>`,
    verdict(setting),
    tiles(setting),
    `<nav>${sections.map(([id]) => `<a href="#${id}">${escapeHtml(words.sections[id])}</a>`).join('')}</nav>`,
    ...sections.map(([id, html]) => `<section id="${id}"><h2>${escapeHtml(words.sections[id])}</h2>${html}</section>`),
    `<p class="record">plan ${escapeHtml(found.planHash)}<br>roster ${escapeHtml(found.rosterHash)}</p>`,
  ];
  return htmlPage(`${words.report} ${found.title}`, body.join('\n'), lang, style);
}

function subtitle({ found, words, date }: Setting): string {
  const parts = [words.report, found.period, `${date(found.from)} — ${date(found.to)}`, `${words.seed} ${found.seed}`];
  return [...parts, ...(found.behaviour ? [words.withBehaviour] : [])].join(' · ');
}

/** Charts end a week after the last thing that happened: the rehearsal itself waits longer. */
function lastOf({ from, to, timeline: { phases, layers } }: Findings): number {
  const ends = [
    ...phases.flatMap(({ planned, actual }) => [planned.to, actual.to]),
    ...layers.flatMap(({ steps }) => steps.flatMap(({ planned, actual }) => [planned.to, actual.to])),
  ].flatMap((one) => one ?? []);
  return ends.length === 0 ? to : Math.max(from + DAY, Math.min(to, Math.max(...ends) + 5 * DAY));
}

function verdict({ found, lang, words }: Setting): string {
  const { ready, reasons } = found.verdict;
  const items = reasons.map(
    ({ weight, words: said, change }) =>
      `<li><span class="tag ${weight}">${escapeHtml(words.weights[weight])}</span>${escapeHtml(said[lang])}${change === null ? '' : ` <span class="must">${escapeHtml(`${words.must}: ${change[lang]}`)}</span>`}</li>`,
  );
  return `<div class="verdict${ready ? '' : ' not'}"><strong>${escapeHtml(ready ? words.ready : words.notReady)}</strong><ul>${items.join('')}</ul></div>`;
}

function tiles({ found, words: { heads } }: Setting): string {
  const list: [string, number][] = [
    [heads.nodes, found.counts.nodes ?? 0],
    [heads.people, found.load.people.length],
    [heads.tasks, found.load.weeks.reduce((sum, { tasks }) => sum + tasks, 0)],
    [heads.commands, found.counts.commands ?? 0],
    [heads.events, found.counts.events ?? 0],
    [heads.reminders, found.reminders.reminders],
    [heads.escalations, found.reminders.escalations],
    [heads.returns, found.returns.times],
    [heads.refused, found.refused.length],
  ];
  return `<div class="tiles">${list.map(([name, count]) => `<div class="tile"><b>${count}</b><span>${escapeHtml(name)}</span></div>`).join('')}</div>`;
}

function timeline(setting: Setting): string {
  const { found, words, span } = setting;
  const lines: Line[] = [];
  const { phases, layers } = found.timeline;
  for (const phase of phases)
    lines.push({ label: phase.name, bars: bars(setting, phase.name, phase.planned, phase.actual, 'actual') });
  for (const { layer, name, nodes, steps } of layers) {
    lines.push({
      label: layer === 'case' ? words.cases : `${name} · ${nodes} ${words.heads.nodes}`,
      head: true,
      bars: [],
    });
    for (const step of steps) lines.push(stepLine(setting, step));
  }
  return `${legend([
    ['planned', words.legend.planned],
    ['actual', words.legend.actual],
    ['late', words.legend.late],
    ['stuck', words.legend.stuck],
  ])}${overTime(span, lines, words.sections.timeline)}`;
}

function stepLine(setting: Setting, step: TimelineStep): Line {
  const look = step.unfinished > 0 ? 'actual stuck' : step.late > 0 ? 'actual late' : 'actual';
  return {
    label: step.name,
    bars: bars(setting, step.name, step.planned, step.actual, look),
    note: setting.words.finished(
      step.done + step.leftOut,
      step.opened + step.leftOut + step.unfinished - openTwice(step),
    ),
  };
}

/** What is open at the end was also opened. */
function openTwice(step: TimelineStep): number {
  return Math.max(0, Math.min(step.unfinished, step.opened - step.done));
}

function bars(
  { words, date, span }: Setting,
  name: string,
  planned: { readonly from: number | null; readonly to: number | null },
  actual: { readonly from: number | null; readonly to: number | null },
  look: string,
): Line['bars'] {
  const title = (what: string, from: number, to: number) =>
    `${name} ${what} ${date(from)} — ${date(Math.max(from, to - 1))}`;
  const [from, to] = [planned.from ?? planned.to, planned.to ?? planned.from];
  return [
    ...(from === null || to === null
      ? []
      : [{ from, to, look: 'planned', title: title(words.legend.planned, from, to) }]),
    ...(actual.from === null
      ? []
      : [
          {
            from: actual.from,
            to: actual.to ?? span.to,
            look,
            title: title(words.legend.actual, actual.from, actual.to ?? span.to),
          },
        ]),
  ];
}

function load({ found, words, span }: Setting): string {
  const { weeks, people, worst } = found.load;
  const { heads } = words;
  const list = weeks.map(
    ({ week, tasks, people: busy, due }): Column => ({
      at: startOf(week, found.zone),
      parts: [{ value: tasks, look: 'low' }],
      title: `${week}: ${tasks} ${heads.tasks}, ${busy} ${heads.people}, ${due} ${heads.due}`,
    }),
  );
  const shown = people.filter(({ person }) => worst.includes(person));
  const all = weeks.map(({ week }) => week);
  const highest = shown.reduce((most, { peak }) => Math.max(most, peak.arrived), 1);
  const rows = shown.map(({ name, tasks, weeks: own }) => {
    const cells = all.map((week) => {
      const count = own.find((one) => one.week === week)?.arrived ?? 0;
      const shade =
        count === 0
          ? ''
          : ` style="background:rgba(47,109,181,${(0.12 + (0.88 * count) / highest).toFixed(2)});${count / highest > 0.55 ? 'color:#fff' : ''}"`;
      return `<td class="cell"${shade}>${count === 0 ? '' : count}</td>`;
    });
    return `<tr><td class="nowrap">${escapeHtml(name)}</td><td class="number">${tasks}</td>${cells.join('')}</tr>`;
  });
  const heat = `<table class="heat${all.length > 30 ? ' dense' : ''}"><thead><tr><th class="person">${escapeHtml(heads.person)}</th><th class="number sum">${escapeHtml(heads.tasks)}</th>${all.map((week) => `<th class="week">${week.slice(5)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const rest = people.map(({ name, tasks, peak }) => [name, tasks, peak.week, peak.arrived]);
  return `<p class="hint">${escapeHtml(words.loadNote)}</p>${columns(span, list, 7, words.sections.load)}${heat}<details><summary>${escapeHtml(words.allPeople(people.length))}</summary>${table(words, [heads.person, heads.tasks, heads.peak, heads.count], rest, [1, 3])}</details>`;
}

function roles({ found, words }: Setting): string {
  const { heads } = words;
  const failures = found.roles.roles.flatMap(({ name, failures: list }) =>
    list.map((one) => [
      one.name,
      name,
      `${one.from} — ${one.to}`,
      words.why[one.why as keyof typeof words.why] ?? one.why,
    ]),
  );
  const failing =
    failures.length === 0 ? '' : table(words, [heads.node, heads.role, heads.when, heads.reason], failures, [], 'bad');
  const parts = found.roles.roles.map(({ role, name, places }) => {
    const rows = places.map(({ name: place, nodes, spans }) => [
      place,
      nodes,
      spans.map((one) => spanWords(words, one)).join('\n'),
    ]);
    const open = places.length <= 3 ? ' open' : '';
    return `<details${open}><summary>${escapeHtml(`${name} (${role})`)} · ${places.length}</summary>${table(words, [heads.place, heads.nodes, heads.person], rows, [1])}</details>`;
  });
  return `<p class="hint">${escapeHtml(words.rolesNote)}</p>${failing}${parts.join('')}`;
}

const NAMES = 12;

function spanWords(words: PageWords, { from, to, people, why }: RoleSpan): string {
  const named = people
    .slice(0, NAMES)
    .map(({ name, instead }) => (instead === null ? name : `${name}（${words.instead(instead)}）`));
  const more = people.length > NAMES ? `… ${people.length}` : '';
  const who = why === null ? `${named.join('、')}${more}` : `${words.nobody}：${words.why[why]}`;
  return `${from} — ${to}  ${who}`;
}

function reminders({ found, words, span, date }: Setting): string {
  const { heads } = words;
  const list = found.reminders.weeks.map(
    ({ week, reminders: told, overdue, escalations }): Column => ({
      at: startOf(week, found.zone),
      parts: [
        { value: told, look: 'low' },
        { value: overdue, look: 'warn' },
        { value: escalations, look: 'grave' },
      ],
      title: `${week}: ${told} ${heads.reminders}, ${overdue} ${heads.overdue}, ${escalations} ${heads.escalations}`,
    }),
  );
  const keys = legend([
    ['low', heads.reminders],
    ['late', heads.overdue],
    ['stuck', heads.escalations],
  ]);
  const steps = found.reminders.steps.map((one) => [one.name, one.reminders, one.overdue, one.escalations]);
  const escalated = found.reminders.escalated.map(({ at, name, stepName, level, to }) => [
    date(at),
    name,
    stepName,
    level,
    to.length === 0 ? words.nobody : to.map((one) => one.name).join('、'),
  ]);
  return [
    keys,
    columns(span, list, 7, words.sections.reminders),
    table(words, [heads.step, heads.reminders, heads.overdue, heads.escalations], steps, [1, 2, 3]),
    `<h3>${escapeHtml(heads.escalations)}</h3>`,
    table(words, [heads.at, heads.node, heads.tasks, heads.level, heads.to], escalated, [3]),
  ].join('');
}

function dues({ found, words, span }: Setting): string {
  const { heads, legend: names } = words;
  const list = found.dues.days.map(
    ({ day, tasks, people, most, kind }): Column => ({
      at: startOf(day, found.zone),
      parts: [{ value: tasks, look: kind === 'working' ? 'low' : 'off' }],
      title: `${day}: ${tasks} ${heads.dues}, ${people} ${heads.people}, ${heads.most} ${most}`,
    }),
  );
  const stepNames = new Map(
    found.timeline.layers.flatMap(({ steps }) => steps.map(({ step, name }) => [step, name] as const)),
  );
  const rows = found.dues.bad.map(({ kind, day, tasks, person, steps }) => [
    day,
    words.kinds[kind],
    person?.name ?? '',
    tasks,
    steps.map((step) => stepNames.get(step) ?? step).join('、'),
  ]);
  return [
    legend([
      ['low', names.working],
      ['off', names.off],
    ]),
    columns(span, list, 1, words.sections.dues),
    `<p class="hint">${escapeHtml(words.duesNote(found.dues.many))}</p>`,
    table(words, [heads.day, heads.kind, heads.person, heads.tasks, heads.step], rows, [3]),
  ].join('');
}

function returns({ found, words, date }: Setting): string {
  const { heads } = words;
  const { returned, reviews, times, days, list, reasons } = found.returns;
  const rows = list.map((one) => [
    one.name,
    one.times,
    one.by.join('、'),
    one.reasons.join('；'),
    one.items,
    date(one.first),
    one.settled === null ? words.neverDone : date(one.settled),
    one.days,
    one.redone.submissions,
    one.redone.decisions,
  ]);
  return [
    `<p class="hint">${escapeHtml(words.returnsNote(returned, reviews, times, days))}</p>`,
    table(
      words,
      [
        heads.node,
        heads.times,
        heads.by,
        heads.reasons,
        heads.items,
        heads.at,
        heads.last,
        heads.days,
        heads.submissions,
        heads.decisions,
      ],
      rows,
      [1, 4, 7, 8, 9],
    ),
    reasons.length === 0
      ? ''
      : table(
          words,
          [heads.reason, heads.times],
          reasons.map(({ reason, times: often }) => [reason, often]),
          [1],
        ),
  ].join('');
}

function paths({ found, words, span, date }: Setting): string {
  const { heads } = words;
  const lines = found.paths.map(({ name, due, done, slack, links }): Line => {
    const pieces = links.map(({ from, to, name: node, stepName }, index) => ({
      from,
      to,
      look: index % 2 === 0 ? 'odd' : 'even',
      title: `${node} ${stepName} ${date(from)} — ${date(to)}`,
    }));
    const mark = { at: due, look: 'duemark', title: `${heads.due} ${formatDue(due, found.zone)}` };
    return {
      label: name,
      bars: pieces,
      marks: [mark],
      note: slack === null ? words.neverDone : `${done === null ? '' : words.inDays(slack)}`,
    };
  });
  const rows = found.paths.map(({ name, due, done, slack, links }) => {
    const chain = links.map((link) => {
      const rounds = words.rounds(link.rounds);
      const text = `${link.name}“${link.stepName}” ${date(link.from).slice(5)}—${date(link.to).slice(5)}${rounds === '' ? '' : ` ${rounds}`}`;
      return link.why === 'after' ? text : `［${words.links[link.why]}］${text}`;
    });
    const cells = [
      escapeHtml(name),
      escapeHtml(formatDue(due, found.zone).slice(0, 10)),
      done === null ? `<span class="bad">${escapeHtml(words.neverDone)}</span>` : date(done),
      slack === null ? '' : `<span${slack < 0 ? ' class="bad"' : ''}>${escapeHtml(words.inDays(slack))}</span>`,
      `<span class="chain">${chain.map(escapeHtml).join('<span class="arrow">→</span>')}</span>`,
    ];
    return `<tr>${cells.map((cell, index) => `<td${index === 4 ? '' : ' class="nowrap"'}>${cell}</td>`).join('')}</tr>`;
  });
  const head = [heads.step, heads.due, heads.done, heads.slack, heads.path].map((one) => `<th>${escapeHtml(one)}</th>`);
  return [
    `<p class="hint">${escapeHtml(words.pathsNote)}</p>`,
    legend([
      ['actual', words.legend.actual],
      ['due', words.legend.due],
    ]),
    overTime(span, lines, words.sections.paths),
    `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
  ].join('');
}

function differences({ found, words }: Setting): string {
  if (found.differences === null) return `<p class="hint">${escapeHtml(words.noComparison)}</p>`;
  const { heads } = words;
  const { against, plan, places } = found.differences;
  const rows = [...plan, ...places].map(({ kind, path, name, before, after }) => [
    words.differences[kind],
    path,
    name,
    before ?? '',
    after ?? '',
  ]);
  return `<p class="hint">${escapeHtml(against)}</p>${table(words, [heads.changed, heads.path, '', heads.change, heads.now], rows, [])}`;
}

function unfinished({ found, words }: Setting): string {
  const { heads } = words;
  const rows = found.unfinished.map(({ name, stepName, place, tasks }) => [
    name,
    stepName,
    words.places[place],
    tasks
      .map(
        ({ task, owners }) =>
          `${task} ${owners.length === 0 ? words.nobody : owners.map((one) => one.name).join('、')}`,
      )
      .join('\n'),
  ]);
  return table(words, [heads.node, heads.step, heads.state, heads.tasks], rows, [], 'bad');
}

function refused({ found, lang, words, date }: Setting): string {
  const { heads } = words;
  const rows = found.refused.map(({ at, name, command, words: said }) => [date(at), name, command, said[lang]]);
  return table(words, [heads.at, heads.node, heads.command, heads.reason], rows, []);
}

function table(
  words: PageWords,
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  numbers: readonly number[],
  look = '',
): string {
  if (rows.length === 0) return `<p class="hint">${escapeHtml(words.none)}</p>`;
  const kind = (index: number) => (numbers.includes(index) ? ' class="number"' : '');
  const shown = rows
    .slice(0, SHOWN)
    .map(
      (row) =>
        `<tr>${row.map((cell, index) => `<td${kind(index)}>${escapeHtml(String(cell)).replaceAll('\n', '<br>')}</td>`).join('')}</tr>`,
    );
  const more = rows.length > SHOWN ? `<p class="hint">${escapeHtml(words.more(rows.length - SHOWN))}</p>` : '';
  return `<table${look === '' ? '' : ` class="${look}"`}><thead><tr>${heads.map((head, index) => `<th${kind(index)}>${escapeHtml(head)}</th>`).join('')}</tr></thead><tbody>${shown.join('\n')}</tbody></table>${more}`;
}

function legend(keys: readonly (readonly [look: string, name: string])[]): string {
  return `<p class="legend">${keys.map(([look, name]) => `<i class="${look}-key"></i>${escapeHtml(name)}`).join('')}</p>`;
}

function startOf(date: string, zone: number): number {
  return instantOf(parseDay(date) ?? 0, 0, zone);
}
