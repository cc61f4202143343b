/**
 * Prints docs/plan-language.md: the guide (guide.md), then every key of the language with its meaning, read off the schemas that parse a
 * plan, then each construct with a plan that runs. A key without a meaning ends the program with 1.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as z from 'zod';
import { inCell } from '../markdown.ts';
import { chapters } from './chapters.ts';
import { examples } from './examples.ts';
import { type Chapters, keysOf } from './keys.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

const known: Chapters = new Map(
  chapters.flatMap(({ title, anchor, schemas }) =>
    schemas.map((schema): [z.core.$ZodTypeDef, { title: string; anchor: string }] => [
      schema._zod.def,
      { title, anchor },
    ]),
  ),
);

const silent: string[] = [];
const lines = [
  readFileSync(path.join(here, 'guide.md'), 'utf8').trimEnd(),
  '',
  '## 全部的键',
  '',
  '由 `npm run generate` 从解析方案的定义生成。打 ● 的必须写；`a.b` 是 `a` 里的 `b`，`a[].b` 是列表每一项里的 `b`，`a.*.b` 是每个名称之下的 `b`。',
];
for (const { title, anchor, schemas } of chapters) {
  lines.push('', `<a id="${anchor}"></a>`, '', `### ${title}`, '');
  const rows = schemas.flatMap((schema) => keysOf(schema, without(schema)));
  // A part without keys says all in its own words.
  if (rows.length === 0) lines.push(...schemas.map((schema) => `${(schema as z.ZodType).description ?? ''}。`));
  else lines.push('| 键 | 写什么 | 意思 |', '| --- | --- | --- |');
  const seen = new Set<string>();
  for (const { key, required, value, meaning } of rows) {
    if (seen.has(key)) continue;
    seen.add(key);
    if (meaning === '') silent.push(`${title}: ${key}`);
    lines.push(`| \`${key}\`${required ? ' ●' : ''} | ${inCell(value)} | ${inCell(meaning)} |`);
  }
}
lines.push(
  '',
  '## 能跑的例子',
  '',
  '每种构造一个例子，取自仓库里检查并预演过的方案；它在预演里留下了什么，见 [`coverage.md`](coverage.md)。',
);
for (const { id, words, plan, path: where, yaml } of examples()) {
  lines.push('', `### ${id} ${words}`, '', `[\`${plan}\`](../${plan}) 的 \`${where}\`：`, '', '```text', yaml, '```');
}
if (silent.length > 0) {
  process.stderr.write(`These keys do not say what they mean (.describe):\n${silent.join('\n')}\n`);
  process.exitCode = 1;
}
process.stdout.write(`${lines.join('\n')}\n`);

function without(schema: z.core.$ZodType): Chapters {
  return new Map([...known].filter(([one]) => one !== schema._zod.def));
}
