/** `reconcile`: compares what runs with the registry, and records what is missing. */
import { reconcile } from '@lianfang/worker';
import type { Command } from 'commander';
import { campaignMeant } from '../found.ts';
import { textIn } from '../options.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { exitCodes } from '../shell.ts';
import { tableOf } from '../table.ts';

export function addReconcile(cli: Cli, program: Command): void {
  const command = cli.leaf(
    program,
    'reconcile',
    { zh: '核对运行状态与登记库，补记缺少的', en: 'compare what runs with the registry and record what is missing' },
    async (options, _args, { shell, json }) =>
      withSession(shell, async ({ registry, client }) => {
        const stored = await campaignMeant(registry, textIn(options, 'campaign'));
        const reach = { temporal: client.temporal, taskQueue: client.taskQueue, close: async () => {} };
        const reports = await reconcile(stored.id, registry, reach);
        const incomplete = reports.filter((report) => report.missing.length > 0);
        if (json) shell.line(JSON.stringify({ ok: incomplete.length === 0, actors: reports }, null, 2));
        else {
          const heads =
            shell.lang === 'zh'
              ? ['参与者', '状态', '事件', '原已记到', '现已记到', '补记']
              : ['actor', 'place', 'events', 'before', 'through', 'added'];
          const place = (one: string) => (shell.lang === 'en' ? one : one === 'present' ? '运行中或已完成' : '不在');
          shell.line(
            tableOf(
              shell,
              heads,
              reports.map((report) => [
                report.actor,
                place(report.place),
                String(report.seq ?? ''),
                String(report.before),
                String(report.through),
                String(report.added),
              ]),
            ),
          );
          shell.line(
            incomplete.length === 0
              ? shell.colour.green(shell.say({ zh: '登记库完整。', en: 'The registry is complete.' }))
              : shell.colour.red(
                  shell.say({
                    zh: `还有 ${incomplete.length} 个参与者的记录不全。`,
                    en: `${incomplete.length} actors are still incomplete.`,
                  }),
                ),
          );
        }
        return incomplete.length === 0 ? exitCodes.ok : exitCodes.refused;
      }),
  );
  cli.option(command, '--campaign <id>', {
    zh: '活动（只有一个时可不写）',
    en: 'campaign (optional when only one runs)',
  });
}
