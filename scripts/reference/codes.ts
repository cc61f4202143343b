/** Prints every code of a problem, rejection or fault with its message forms, and for problems of plans the broken plan that raises it. */
import { codes } from '@lianfang/engine/codes';
import { inCell } from './markdown.ts';
import { type Planted, plantedByCode } from './planted.ts';

const kinds = {
  problem: ['问题 Problems', 'Of a plan, a roster or a filled-in form: all at once, each with its path and line.'],
  rejection: ['未受理 Rejections', 'Of a command: nothing has changed; the answer says what is possible instead.'],
  fault: ['故障 Faults', 'Thrown: something outside does not work, or a promise of our own code is broken.'],
} as const;

const lines = [
  '# 代码 Codes',
  '',
  'Made by `npm run generate` from `packages/engine/src/codes`. Match on the code, never on the text: a code that was released is never',
  'renamed, its words may change. `{name}` stands for a field of the value. Each message says what is wrong and then how to mend it. What',
  'raises a problem of a plan, and what is said then, is under [Broken plans](#broken-plans).',
];
for (const [kind, [title, words]] of Object.entries(kinds)) {
  const rows = Object.entries(codes)
    .filter(([, entry]) => entry.kind === kind)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  lines.push('', `## ${title}`, '', words, '', '| code | 中文 | English |', '| --- | --- | --- |');
  for (const [code, { zh, en }] of rows) lines.push(`| \`${code}\` | ${inCell(zh)} | ${inCell(en)} |`);
}

/** Longer changes are cut: what matters stands at their beginning. */
const SHOWN = 6;
const WIDE = 140;

lines.push(
  '',
  '<a id="broken-plans"></a>',
  '',
  '## 什么样的方案会报 Broken plans',
  '',
  'Each is `plans/dezhou-2011` with one thing changed (a text of its own where there is only an added line); the tests plant the same and',
  'ask for the same code, path and line. Then comes what `lianfang plan check` says, in Chinese.',
);
for (const [code, planted] of [...plantedByCode()].sort(([one], [other]) => (one < other ? -1 : 1))) {
  lines.push('', `### \`${code}\``, '', ...(planted.name === '' ? [] : [`${planted.name}:`, '']), ...example(planted));
}
process.stdout.write(`${lines.join('\n')}\n`);

function example({ went, came, at, line, zh }: Planted): string[] {
  if (zh === '') return [`Planted in \`${at}\`, in a plan or a compiled campaign of its own.`];
  const cut = (sign: string, list: readonly string[]): string[] => [
    ...list.slice(0, SHOWN).map((one) => `${sign} ${one.length > WIDE ? `${one.slice(0, WIDE)}…` : one}`),
    ...(list.length > SHOWN ? [`${sign} … (${list.length - SHOWN} more)`] : []),
  ];
  const where = [at, line === undefined ? '' : `line ${line}`].filter((one) => one !== '').join(', ');
  return [
    '```diff',
    ...cut('-', went),
    ...cut('+', came),
    '```',
    '',
    `> ${where === '' ? '' : `\`${where}\` `}${inCell(zh)}`,
  ];
}
