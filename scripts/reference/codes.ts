/** Prints every code of a problem, rejection or fault with its message forms, as a page. */
import { codes } from '@lianfang/engine/codes';
import { inCell } from './markdown.ts';

const kinds = {
  problem: ['问题 Problems', 'Of a plan, a roster or a filled-in form: all at once, each with its path and line.'],
  rejection: ['未受理 Rejections', 'Of a command: nothing has changed; the answer says what is possible instead.'],
  fault: ['故障 Faults', 'Thrown: something outside does not work, or a promise of our own code is broken.'],
} as const;

const lines = [
  '# 代码 Codes',
  '',
  'Made by `npm run generate` from `packages/engine/src/codes`. Match on the code, never on the text: a code that was released is never',
  'renamed, its words may change. `{name}` stands for a field of the value.',
];
for (const [kind, [title, words]] of Object.entries(kinds)) {
  const rows = Object.entries(codes)
    .filter(([, entry]) => entry.kind === kind)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  lines.push('', `## ${title}`, '', words, '', '| code | 中文 | English |', '| --- | --- | --- |');
  for (const [code, { zh, en }] of rows) lines.push(`| \`${code}\` | ${inCell(zh)} | ${inCell(en)} |`);
}
process.stdout.write(`${lines.join('\n')}\n`);
