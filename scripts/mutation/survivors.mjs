/**
 * docs/mutation.md from Stryker's report: the score of each folder and every mutant that survived, with its reason. Reasons are kept by hand
 * in reasons.json beside this file, under the mutant's own words, so that they outlive changes elsewhere in its file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const found = new Set(['Killed', 'Timeout']);
const missed = new Set(['Survived', 'NoCoverage']);

/** @typedef {{ file: string, line: number, mutator: string, from: string, to: string, key: string, covered: boolean }} Survivor */

export function writeSurvivors(root) {
  const report = JSON.parse(readFileSync(join(root, '.cache/mutation/report.json'), 'utf8'));
  const reasons = JSON.parse(readFileSync(new URL('reasons.json', import.meta.url), 'utf8'));
  const { scores, survivors } = read(report);
  const known = new Set(survivors.map(({ key }) => key));
  const stale = Object.keys(reasons).filter((key) => !known.has(key));
  writeFileSync(join(root, 'docs/mutation.md'), page(scores, survivors, reasons));
  const open = survivors.filter(({ key }) => reasons[key] === undefined).length;
  process.stdout.write(`docs/mutation.md: ${survivors.length} survivors, ${open} of them without a reason\n`);
  for (const key of stale) process.stdout.write(`reasons.json: no such survivor any more: ${key}\n`);
}

function read(report) {
  const scores = new Map();
  /** @type {Survivor[]} */
  const survivors = [];
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const folder = dirname(file);
    const score = scores.get(folder) ?? { found: 0, missed: 0 };
    scores.set(folder, score);
    const lines = source.split('\n');
    const times = new Map();
    for (const { location, mutatorName, replacement, status } of mutants) {
      if (found.has(status)) score.found += 1;
      if (!missed.has(status)) continue;
      score.missed += 1;
      const from = cut(lines, location);
      const words = `${file}: ${mutatorName}: ${short(from)} → ${short(replacement ?? '')}`;
      const number = (times.get(words) ?? 0) + 1;
      times.set(words, number);
      const key = number === 1 ? words : `${words} (${number})`;
      const covered = status === 'Survived';
      survivors.push({
        file,
        line: location.start.line,
        mutator: mutatorName,
        from,
        to: replacement ?? '',
        key,
        covered,
      });
    }
  }
  survivors.sort((one, other) => one.file.localeCompare(other.file) || one.line - other.line);
  return { scores, survivors };
}

function cut(lines, { start, end }) {
  if (start.line === end.line) return lines[start.line - 1].slice(start.column - 1, end.column - 1);
  return [
    lines[start.line - 1].slice(start.column - 1),
    ...lines.slice(start.line, end.line - 1),
    lines[end.line - 1].slice(0, end.column - 1),
  ].join('\n');
}

function short(text) {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= 90 ? line : `${line.slice(0, 60)} … ${line.slice(-25)}`;
}

function page(scores, survivors, reasons) {
  const rows = [...scores].sort(([one], [other]) => one.localeCompare(other));
  const total = rows.reduce((sum, [, one]) => ({ found: sum.found + one.found, missed: sum.missed + one.missed }), {
    found: 0,
    missed: 0,
  });
  const percent = ({ found: yes, missed: no }) => `${((100 * yes) / Math.max(1, yes + no)).toFixed(1)} %`;
  const line = ([name, one]) =>
    `| ${name} | ${one.found + one.missed} | ${one.found} | ${one.missed} | ${percent(one)} |`;
  const files = [...new Set(survivors.map(({ file }) => file))];
  const list = files.flatMap((file) => [
    `\n### ${file}\n`,
    ...survivors
      .filter((one) => one.file === file)
      .map(({ line: at, mutator, from, to, key, covered }) => {
        const reason = reasons[key] ?? (covered ? 'No reason found yet.' : 'No test comes here yet.');
        return `- ${at} ${mutator}: ${code(from)} → ${code(to)}. ${reason}`;
      }),
  ]);
  return `# Mutation testing

\`npm run mutation\` changes the sources of \`step\`, \`review\` and \`meeting\` in small ways, one at a time, runs the tests of the engine and the scenarios on
the rehearsal host against each change, and counts how many changes a test notices. Below 85 % it fails. No folder, file or kind of change is
left out. It is not part of the gate, because it takes about a quarter of an hour.

Jest loads every module anew for each run, which takes longer than most of these tests; so Stryker runs them through a runner of our own
(\`scripts/mutation/runner.mjs\`) that keeps the sources loaded and switches changes in the process. This page is written by that command; reasons are kept in
\`scripts/mutation/reasons.json\`.

| folder | changes | noticed | survived | score |
| --- | --- | --- | --- | --- |
${rows.map(line).join('\n')}
${line(['**all**', total])}

## What survives

Each line: the line of the file, the kind of change, what was written and what it was changed to, and why no test notices.
${list.join('\n')}
`;
}

function code(text) {
  const line = short(text);
  return line === '' ? 'nothing' : `\`${line.replaceAll('`', "'")}\``;
}
