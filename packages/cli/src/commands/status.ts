/** `status`: the phase, how far each unit is, what is overdue and what is stuck. */

import { formatDue } from '@lianfang/engine';
import { campaignInstant } from '@lianfang/engine/kernel';
import { civilTime, vocabularyOf } from '@lianfang/engine/record';
import type { InboxTask, Progress, StoredCampaign } from '@lianfang/registry';
import type { Command } from 'commander';
import { campaignMeant } from '../found.ts';
import { textIn } from '../options.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { exitCodes, type Shell } from '../shell.ts';
import { tableOf } from '../table.ts';

export function addStatus(cli: Cli, program: Command): void {
  const status = cli.leaf(
    program,
    'status',
    { zh: '进度：阶段、各单位完成情况、逾期和无人办理的事', en: 'progress: phase, units, overdue and stuck work' },
    async (options, _args, { shell, json }) =>
      withSession(shell, async ({ registry }) => {
        const stored = await campaignMeant(registry, textIn(options, 'campaign'));
        const [progress, tasks, stuck, people] = await Promise.all([
          registry.progress(stored.id, textIn(options, 'layer')),
          registry.openTasks(stored.id, textIn(options, 'node')),
          registry.stuck(stored.id),
          registry.peopleOf(stored.id),
        ]);
        const now = campaignInstant(stored.clock, Date.now());
        const overdue = tasks.filter((task) => task.overdue);
        if (json) {
          shell.line(
            JSON.stringify(
              {
                ok: true,
                now,
                phases: phasesAt(stored, now).map((phase) => phase.id),
                state: stored.state,
                ...progress,
                overdue,
                stuck,
              },
              null,
              2,
            ),
          );
          return exitCodes.ok;
        }
        const { campaign } = stored;
        shell.line(
          `${shell.colour.bold(stored.title)}（${stored.id}）  ${civilTime(now, campaign.zone)}  ${phaseText(shell, stored, now)}`,
        );
        shell.line();
        shell.line(unitTable(shell, stored, progress));
        shell.line();
        const heads =
          shell.lang === 'zh'
            ? ['步骤', '完成', '在办', '未开', '迟办', '逾期']
            : ['step', 'done', 'open', 'waiting', 'late', 'overdue'];
        shell.line(
          tableOf(
            shell,
            heads,
            progress.steps
              .filter((step) => step.total > 0)
              .map((step) => [
                step.name,
                `${step.done + step.leftOut}/${step.total}`,
                String(step.open),
                String(step.waiting),
                String(step.late),
                step.overdue > 0 ? shell.colour.red(String(step.overdue)) : '0',
              ]),
          ),
        );
        shell.line();
        shell.line(
          shell.say({
            zh: `待办 ${progress.openTasks} 件，逾期 ${progress.overdueTasks} 件，无人办理 ${progress.stuckTasks} 件`,
            en: `${progress.openTasks} open tasks, ${progress.overdueTasks} overdue, ${progress.stuckTasks} stuck`,
          }),
        );
        for (const line of waiting(
          shell,
          stored,
          [...stuck, ...overdue.filter((task) => !task.stuck)].slice(0, 30),
          people,
        ))
          shell.line(line);
        return exitCodes.ok;
      }),
  );
  cli.option(status, '--campaign <id>', {
    zh: '活动（只有一个时可不写）',
    en: 'campaign (optional when only one runs)',
  });
  cli.option(status, '--layer <layer>', {
    zh: '按哪一层汇总（默认最高层的下一层）',
    en: 'layer to sum up by (default: the one below the top)',
  });
  cli.option(status, '--node <node>', { zh: '只列此节点的待办', en: 'open tasks of this node only' });
}

export function phasesAt(
  { campaign }: StoredCampaign,
  now: number,
): readonly { readonly id: string; readonly name: string }[] {
  return campaign.phases.filter(
    (phase) => (phase.opens === null || phase.opens <= now) && (phase.ends === null || now < phase.ends),
  );
}

export function phaseText(shell: Shell, stored: StoredCampaign, now: number): string {
  const names = phasesAt(stored, now).map((phase) => phase.name);
  return names.length > 0 ? names.join('、') : shell.say({ zh: '（不在任何阶段内）', en: '(between phases)' });
}

/** Done of all, per unit and part. */
export function unitTable(shell: Shell, { campaign }: StoredCampaign, progress: Progress): string {
  const parts = [...new Set(progress.steps.filter((step) => step.total > 0).map((step) => step.part))];
  const nameOf = (part: string): string =>
    [...campaign.phases, ...campaign.procedures].find((one) => one.id === part)?.name ?? part;
  const heads = [
    shell.say({ zh: '单位', en: 'unit' }),
    ...parts.map(nameOf),
    shell.say({ zh: '在办', en: 'open' }),
    shell.say({ zh: '逾期', en: 'overdue' }),
  ];
  const rows = progress.units.map((unit) => {
    const sum = (pick: (step: Progress['steps'][number]) => number, part?: string) =>
      unit.steps
        .filter((step) => part === undefined || step.part === part)
        .reduce((total, step) => total + pick(step), 0);
    const overdue = sum((step) => step.overdue);
    return [
      unit.name,
      ...parts.map((part) => `${sum((step) => step.done + step.leftOut, part)}/${sum((step) => step.total, part)}`),
      String(sum((step) => step.open)),
      overdue > 0 ? shell.colour.red(String(overdue)) : '0',
    ];
  });
  return tableOf(shell, heads, rows);
}

function waiting(
  shell: Shell,
  stored: StoredCampaign,
  tasks: readonly InboxTask[],
  people: Readonly<Record<string, string>>,
): string[] {
  const words = vocabularyOf(stored.campaign);
  return tasks.map((task) => {
    const stage = task.stage === null ? '' : `·${words.stage(task.step, task.stage)}`;
    const who = task.owners.map((person) => people[person] ?? person).join('、');
    const mark = task.stuck
      ? shell.colour.yellow(shell.say({ zh: '无人担任', en: 'stuck' }))
      : shell.colour.red(shell.say({ zh: '逾期', en: 'overdue' }));
    const due = task.due === null ? '' : formatDue(task.due, stored.campaign.zone);
    return `  ${mark}  ${words.node(task.node)} — ${words.step(task.step)}${stage}  ${who}  ${due}`;
  });
}
