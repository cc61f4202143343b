/** `campaign start | list | show`, and what changes while one runs (commands/change.ts). */
import { datedSpan } from '@lianfang/engine';
import { campaignInstant } from '@lianfang/engine/kernel';
import { civilTime } from '@lianfang/engine/record';
import type { CampaignSummary } from '@lianfang/registry';
import type { Command } from 'commander';
import { CannotDo } from '../fault.ts';
import { campaignMeant } from '../found.ts';
import { launchOf } from '../launch-campaign.ts';
import { addWith, dayStart, numberIn, textIn } from '../options.ts';
import { checkFolder, compileFolder, hindrancesIn, readPlanFolder } from '../plan-folder.ts';
import { countsLine, problemLines } from '../problem-lines.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { exitCodes } from '../shell.ts';
import { tableOf } from '../table.ts';
import { addChanges } from './change.ts';

export function addCampaign(cli: Cli, program: Command): void {
  const campaign = cli.group(program, 'campaign', { zh: '启动和查看活动', en: 'start and see campaigns' });

  const start = cli.leaf(
    campaign,
    'start <dir>',
    { zh: '按方案和花名册启动活动', en: 'start a campaign from a plan and its roster' },
    async (options, [target = ''], { shell, json }) => {
      const checked = checkFolder(readPlanFolder(target, textIn(options, 'with')));
      const launchable = compileFolder(checked, textIn(options, 'id'));
      if (launchable === undefined) {
        const hindrances = hindrancesIn(checked.problems);
        const noRoster = checked.folder.roster === undefined && hindrances.length === 0;
        if (json)
          shell.line(
            JSON.stringify({ ok: false, code: noRoster ? 'roster.not-there' : 'plan.problems', problems: hindrances }),
          );
        else if (noRoster)
          shell.note(
            shell.say({
              zh: '没有花名册：请在方案旁边放 roster.yaml。',
              en: 'There is no roster: put roster.yaml beside the plan.',
            }),
          );
        else {
          for (const line of problemLines(shell, hindrances)) shell.note(line);
          shell.note(countsLine(shell, checked.problems));
        }
        return exitCodes.refused;
      }
      const { zone } = launchable.campaign;
      const rate = numberIn(options, 'clock') ?? 1;
      if (rate < 0.001 || rate > 10_000_000) {
        throw new CannotDo('clock.rate', {
          zh: `--clock 应在 0.001 与 10000000 之间，实为 ${rate}。`,
          en: `Expected --clock between 0.001 and 10000000, but it is ${rate}.`,
        });
      }
      const given = textIn(options, 'origin');
      const { first } = datedSpan(launchable.campaign);
      const fallback = rate === 1 || !Number.isFinite(first) ? Date.now() : first;
      const origin = given === undefined ? fallback : dayStart(given, zone);
      return withSession(shell, async ({ client }) => {
        const from = textIn(options, 'from');
        const launch = launchOf(launchable, { origin, rate });
        const summary = await client.startCampaign(from === undefined ? launch : { ...launch, from });
        if (json) shell.line(JSON.stringify({ ok: true, campaign: summary }));
        else
          shell.line(
            shell.say({
              zh: `活动“${summary.id}”已启动：《${summary.title}》，${Object.keys(launchable.campaign.nodes).length} 个节点。\n看进度：npm run lianfang -- status --campaign ${summary.id}`,
              en: `Campaign '${summary.id}' is running: ${summary.title}, ${Object.keys(launchable.campaign.nodes).length} nodes.\nSee how it stands: npm run lianfang -- status --campaign ${summary.id}`,
            }),
          );
        return exitCodes.ok;
      });
    },
  );
  addWith(cli, start);
  cli.option(start, '--id <id>', {
    zh: '活动的编号（默认用方案的编号）',
    en: "the campaign's id (default: the plan's)",
  });
  cli.option(start, '--from <campaign>', {
    zh: '从哪一个活动审定的内容起步（方案须写 continues）',
    en: 'the campaign whose approved content it starts from (the plan must say continues)',
  });
  cli.option(start, '--clock <rate>', {
    zh: '活动时钟的速度，1 为实际时间（默认 1）',
    en: "rate of the campaign's clock, 1 is real time (default 1)",
  });
  cli.option(start, '--origin <date>', {
    zh: '活动时钟的起点（默认：速度为 1 时现在，否则第一阶段的开始）',
    en: "where the campaign's clock starts (default: now at rate 1, else the first phase's start)",
  });

  addChanges(cli, campaign);

  cli.leaf(campaign, 'list', { zh: '列出活动', en: 'list campaigns' }, async (_options, _args, { shell, json }) =>
    withSession(shell, async ({ registry }) => {
      const all = await registry.listCampaigns();
      if (json) shell.line(JSON.stringify({ ok: true, campaigns: all }));
      else if (all.length === 0) shell.line(shell.say({ zh: '还没有活动。', en: 'There is no campaign.' }));
      else {
        const heads = shell.lang === 'zh' ? ['编号', '方案', '年度', '状态'] : ['id', 'plan', 'period', 'state'];
        shell.line(
          tableOf(
            shell,
            heads,
            all.map((one) => [one.id, one.title, one.period, stateIn(shell.lang, one)]),
          ),
        );
      }
      return exitCodes.ok;
    }),
  );

  cli.leaf(
    campaign,
    'show [id]',
    { zh: '看一个活动：时间、阶段、规模', en: 'one campaign: time, phases, size' },
    async (_options, [id], { shell, json }) =>
      withSession(shell, async ({ registry }) => {
        const stored = await campaignMeant(registry, id);
        const { campaign: compiled, planText: _plan, rosterText: _roster, ...summary } = stored;
        const now = campaignInstant(stored.clock, Date.now());
        if (json) {
          const { phases, steps, layers } = compiled;
          shell.line(
            JSON.stringify(
              {
                ok: true,
                ...summary,
                now,
                layers,
                nodes: Object.keys(compiled.nodes).length,
                actors: compiled.placement.length,
                phases,
                steps: steps.map((step) => ({ id: step.id, name: step.name, layer: step.layer })),
              },
              null,
              2,
            ),
          );
          return exitCodes.ok;
        }
        const zh = shell.lang === 'zh';
        const day = (at: number | null) => (at === null ? '' : civilTime(at, compiled.zone));
        shell.line(`${shell.colour.bold(stored.title)}（${stored.id}）  ${stateIn(shell.lang, stored)}`);
        shell.line(
          shell.say({
            zh: `活动时间 ${civilTime(now, compiled.zone)}，时钟速度 ${stored.clock.rate}`,
            en: `campaign time ${civilTime(now, compiled.zone)}, clock rate ${stored.clock.rate}`,
          }),
        );
        const counts = compiled.layers.map(
          (layer) => `${layer} ${Object.values(compiled.nodes).filter((node) => node.layer === layer).length}`,
        );
        shell.line(
          shell.say({
            zh: `节点：${counts.join('，')}；参与者进程：${compiled.placement.length}`,
            en: `nodes: ${counts.join(', ')}; actors: ${compiled.placement.length}`,
          }),
        );
        shell.line(`hash ${stored.hash}`);
        shell.line();
        shell.line(
          tableOf(
            shell,
            zh ? ['阶段', '起', '止'] : ['phase', 'from', 'to'],
            compiled.phases.map((phase) => [phase.name, day(phase.opens), day(phase.ends)]),
          ),
        );
        return exitCodes.ok;
      }),
  );
}

function stateIn(lang: 'zh' | 'en', { state }: CampaignSummary): string {
  if (lang === 'en') return state;
  return state === 'running' ? '进行中' : '已结束';
}
