/** `ledger verify | show | export`. Verifying a file or an archive needs nothing that runs. */

import { existsSync, statSync } from 'node:fs';
import { messageOf } from '@lianfang/engine/codes';
import { createVerifier, sentenceOf, textsIn, type Verification, vocabularyOf } from '@lianfang/engine/record';
import type { Command } from 'commander';
import { verifyFile, writeLedger } from '../archiving/ledger-file.ts';
import { type FileProblem, verifyArchive } from '../archiving/verify-archive.ts';
import { CannotDo } from '../fault.ts';
import { campaignMeant, nodeMeant } from '../found.ts';
import { numberIn, textIn } from '../options.ts';
import { pathText } from '../problem-lines.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { type ExitCode, exitCodes, type Shell } from '../shell.ts';

export function addLedger(cli: Cli, program: Command): void {
  const ledger = cli.group(program, 'ledger', { zh: '留痕：核验、查看、导出', en: 'the ledger: verify, show, export' });

  const verify = cli.leaf(
    ledger,
    'verify [file|dir]',
    {
      zh: '核验导出的留痕或归档目录（离线），或运行中的活动',
      en: 'verify an exported ledger or an archive (offline), or a campaign',
    },
    async (options, [target], { shell, json }) => {
      const expected = textIn(options, 'checkpoint');
      if (target !== undefined) {
        if (!existsSync(target))
          throw new CannotDo('ledger.not-there', {
            zh: `没有找到 ${target}。`,
            en: `Expected ${target}, but it is not there.`,
          });
        if (statSync(target).isDirectory()) {
          const archive = await verifyArchive(target, expected);
          return tellVerification(shell, json, archive.ledger, archive.problems, archive.files);
        }
        return tellVerification(shell, json, await verifyFile(target, expected), []);
      }
      return withSession(shell, async ({ registry }) => {
        const stored = await campaignMeant(registry, textIn(options, 'campaign'));
        const verifier = createVerifier();
        for await (const line of registry.exportLedger(stored.id)) verifier.add(line);
        return tellVerification(shell, json, verifier.end(expected), []);
      });
    },
  );
  cli.option(verify, '--campaign <id>', { zh: '活动（不写文件时）', en: 'campaign (without a file)' });
  cli.option(verify, '--checkpoint <hash>', {
    zh: '另处保存的检查点哈希，用来证明没有被截短',
    en: 'hash of a checkpoint kept elsewhere: proves that nothing was cut off',
  });

  const show = cli.leaf(
    ledger,
    'show',
    { zh: '按时间看留痕，一条一句', en: 'the ledger, one sentence per entry' },
    async (options, _args, { shell, json }) =>
      withSession(shell, async ({ registry }) => {
        const stored = await campaignMeant(registry, textIn(options, 'campaign'));
        const words = vocabularyOf(stored.campaign);
        const named = textIn(options, 'node');
        const most = numberIn(options, 'limit') ?? 100_000;
        let after = 0;
        let printed = 0;
        while (printed < most) {
          const rows = await registry.ledger(stored.id, {
            after,
            limit: Math.min(500, most - printed),
            ...(named === undefined ? {} : { node: nodeMeant(named, stored.campaign.nodes) }),
          });
          const texts = json
            ? {}
            : await registry.readTexts([...new Set(rows.flatMap(({ entry }) => textsIn(entry.event)))]);
          for (const { cursor, entry } of rows) {
            after = cursor;
            printed += 1;
            const { event, names } = entry;
            shell.line(json ? JSON.stringify(entry) : sentenceOf({ event, names, texts }, shell.lang, words));
          }
          if (rows.length === 0) break;
        }
        return exitCodes.ok;
      }),
  );
  cli.option(show, '--node <node>', { zh: '只看此节点', en: 'this node only' });
  cli.option(show, '--limit <n>', { zh: '最多几条', en: 'at most so many' });
  cli.option(show, '--campaign <id>', { zh: '活动（只有一个时可不写）', en: 'campaign (optional when only one runs)' });

  const exported = cli.leaf(
    ledger,
    'export <file>',
    { zh: '导出留痕（NDJSON，- 为标准输出）', en: 'export the ledger (NDJSON, - is standard output)' },
    async (options, [file = ''], { shell, json }) =>
      withSession(shell, async ({ registry }) => {
        const stored = await campaignMeant(registry, textIn(options, 'campaign'));
        if (file === '-') {
          for await (const line of registry.exportLedger(stored.id)) shell.line(JSON.stringify(line));
          return exitCodes.ok;
        }
        const lines = await writeLedger(registry, stored.id, file);
        if (json) shell.line(JSON.stringify({ ok: true, file, lines }));
        else
          shell.line(
            shell.say({
              zh: `已导出 ${lines} 行到 ${file}。核验：npm run lianfang -- ledger verify ${file}`,
              en: `Exported ${lines} lines to ${file}. Verify: npm run lianfang -- ledger verify ${file}`,
            }),
          );
        return exitCodes.ok;
      }),
  );
  cli.option(exported, '--campaign <id>', {
    zh: '活动（只有一个时可不写）',
    en: 'campaign (optional when only one runs)',
  });
}

export function tellVerification(
  shell: Shell,
  json: boolean,
  ledger: Verification,
  files: readonly FileProblem[],
  count?: number,
): ExitCode {
  const ok = ledger.ok && files.length === 0;
  if (json) shell.line(JSON.stringify({ ...ledger, ok, files: count ?? null, fileProblems: files }, null, 2));
  else {
    for (const problem of files)
      shell.line(
        `${shell.colour.red(shell.say({ zh: '错误', en: 'error' }))} ${problem.file}  ${shell.say(fileWords[problem.code] ?? { zh: problem.code, en: problem.code })}`,
      );
    for (const problem of ledger.problems)
      shell.line(
        `${shell.colour.red(shell.say({ zh: '错误', en: 'error' }))} ${pathText(problem.path)}  ${messageOf(problem, shell.lang)}  ${shell.colour.dim(problem.code)}`,
      );
    if (count !== undefined)
      shell.line(
        shell.say({
          zh: `文件 ${count} 个，校验和${files.length === 0 ? '全部相符' : '有不符'}。`,
          en: `${count} files, checksums ${files.length === 0 ? 'all agree' : 'differ'}.`,
        }),
      );
    shell.line(
      shell.say({
        zh: `留痕 ${ledger.entries} 条，${ledger.chains} 条链，检查点 ${ledger.checkpoints} 个，未受理 ${ledger.refusals} 件。`,
        en: `${ledger.entries} entries in ${ledger.chains} chains, ${ledger.checkpoints} checkpoints, ${ledger.refusals} refusals.`,
      }),
    );
    if (ledger.checkpoint !== null)
      shell.line(`${shell.say({ zh: '最后检查点', en: 'last checkpoint' })} ${ledger.checkpoint}`);
    shell.line(
      ok
        ? shell.colour.green(
            shell.say({ zh: '核验通过：没有改动、缺失或截断。', en: 'Verified: nothing changed, missing or cut off.' }),
          )
        : shell.colour.red(shell.say({ zh: '核验不通过。', en: 'Not verified.' })),
    );
  }
  return ok ? exitCodes.ok : exitCodes.refused;
}

const fileWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'archive.missing': { zh: '文件不在', en: 'is missing' },
  'archive.changed': { zh: '内容与登记的校验和不符', en: 'differs from its checksum' },
  'archive.unlisted': { zh: '不在清单中', en: 'is not in the manifest' },
  'archive.no-manifest': { zh: '没有清单或清单不能读', en: 'no readable manifest' },
};
