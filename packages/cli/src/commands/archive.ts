/** `archive CAMPAIGN DIR` and `archive verify DIR`. */
import type { Command } from 'commander';
import { verifyArchive } from '../archiving/verify-archive.ts';
import { writeArchive } from '../archiving/write-archive.ts';
import { CannotDo } from '../fault.ts';
import { campaignMeant } from '../found.ts';
import { textIn } from '../options.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { exitCodes } from '../shell.ts';
import { tellVerification } from './ledger.ts';

export function addArchive(cli: Cli, program: Command): void {
  const archive = cli.leaf(
    program,
    'archive <campaign|verify> <dir>',
    {
      zh: '归档：表格和审批单（可打印的 HTML）、留痕、方案、花名册和校验清单；archive verify 目录 为离线核验',
      en: 'archive a campaign: forms and sheets of reviews as printable HTML, ledger, plan, roster, checksums; archive verify DIR checks one offline',
    },
    async (options, [campaign = '', dir = ''], { shell, json }) => {
      if (campaign === 'verify') {
        const found = await verifyArchive(dir, textIn(options, 'checkpoint'));
        return tellVerification(shell, json, found.ledger, found.problems, found.files);
      }
      return withSession(shell, async ({ registry }) => {
        if ((await registry.getCampaign(campaign)) === null) await campaignMeant(registry, campaign);
        const written = await writeArchive(registry, campaign, dir, { overwrite: options.force === true });
        if (written === undefined)
          throw new CannotDo('archive.not-empty', {
            zh: `目录 ${dir} 不是空的。请另选目录，或加 --force 覆盖以前的归档。`,
            en: `Folder ${dir} is not empty. Choose another, or add --force to replace an earlier archive.`,
          });
        if (json) shell.line(JSON.stringify({ ok: true, dir, ...written }));
        else
          shell.line(
            shell.say({
              zh: `已归档到 ${dir}：表格 ${written.forms} 份，审批单 ${written.reviews} 份，文件共 ${written.files} 个。打开 ${dir}/index.html。核验：npm run lianfang -- archive verify ${dir}`,
              en: `Archived to ${dir}: ${written.forms} forms, ${written.reviews} sheets of reviews, ${written.files} files. Open ${dir}/index.html. Verify: npm run lianfang -- archive verify ${dir}`,
            }),
          );
        return exitCodes.ok;
      });
    },
  );
  cli.option(archive, '--force', { zh: '覆盖该目录中以前的归档', en: 'replace an earlier archive in the folder' });
  cli.option(archive, '--checkpoint <hash>', {
    zh: '核验时：另处保存的检查点哈希',
    en: 'when verifying: hash of a checkpoint kept elsewhere',
  });
}
