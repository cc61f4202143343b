/** `rehearse`: the whole campaign in memory, against simulated people, before anybody is bothered with it. */
import { generateRoster, rehearse } from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';
import { civilTime, recordedEventOf, sentenceOf, vocabularyOf } from '@lianfang/engine/record';
import type { Command } from 'commander';
import { CannotDo } from '../fault.ts';
import { numberIn } from '../options.ts';
import { type CheckedFolder, checkFolder, compileFolder, hindrancesIn, readPlanFolder } from '../plan-folder.ts';
import { countsLine, problemLines } from '../problem-lines.ts';
import type { Cli } from '../program.ts';
import { exitCodes } from '../shell.ts';
import { tableOf } from '../table.ts';

export function addRehearse(cli: Cli, program: Command): void {
  const command = cli.leaf(
    program,
    'rehearse <dir>',
    { zh: '预演：在内存里用模拟的人把全年走一遍', en: 'rehearse: the whole year in memory with simulated people' },
    async (options, [target = ''], { shell, json }) => {
      const started = performance.now();
      const seed = numberIn(options, 'seed') ?? 1;
      const checked = grown(checkFolder(readPlanFolder(target)), numberIn(options, 'posts'), seed);
      const launchable = compileFolder(checked);
      const hindrances = hindrancesIn(checked.problems);
      if (launchable === undefined) {
        if (hindrances.length === 0)
          throw new CannotDo('roster.not-there', {
            zh: '没有花名册：请在方案旁边放 roster.yaml。',
            en: 'There is no roster: put roster.yaml beside the plan.',
          });
        if (json) shell.line(JSON.stringify({ ok: false, code: 'plan.problems', problems: hindrances }));
        else {
          for (const line of problemLines(shell, hindrances)) shell.note(line);
          shell.note(countsLine(shell, checked.problems));
        }
        return exitCodes.refused;
      }
      const { campaign, plan } = launchable;
      const report = rehearse({ campaign, forms: plan.forms, seed });
      const seconds = (performance.now() - started) / 1000;
      const { counts, refusals, open, from, to } = report;
      if (json) {
        shell.line(JSON.stringify({ ok: true, seed, seconds, from, to, counts, refusals, open: open.length }, null, 2));
        return exitCodes.ok;
      }
      if (options.ledger === true) {
        const names = Object.fromEntries(launchable.roster.people.map(({ id, name }) => [id, name]));
        const words = vocabularyOf(campaign);
        for (const event of report.events)
          shell.line(sentenceOf({ event: recordedEventOf(event), names }, shell.lang, words));
      }
      const zh = shell.lang === 'zh';
      shell.line(
        `${shell.colour.bold(campaign.title)}  ${civilTime(from, campaign.zone)} — ${civilTime(to, campaign.zone)}`,
      );
      const rows: [string, number][] = [
        [zh ? '节点' : 'nodes', counts.nodes],
        [zh ? '参与者（进程）' : 'actors', counts.actors],
        [zh ? '命令' : 'commands', counts.commands],
        [zh ? '消息' : 'messages', counts.messages],
        [zh ? '期限' : 'dues', counts.dues],
        [zh ? '到时唤醒' : 'wake-ups', counts.wakes],
        [zh ? '事件' : 'events', counts.events],
        [zh ? '未受理' : 'refused', counts.refused],
        [zh ? '结束时未办完的待办' : 'tasks open at the end', open.length],
      ];
      shell.line(
        tableOf(
          shell,
          zh ? ['项', '数'] : ['what', 'count'],
          rows.map(([name, count]) => [name, String(count)]),
        ),
      );
      for (const refusal of refusals.slice(0, 10))
        shell.line(
          shell.colour.yellow(
            `${civilTime(refusal.at, campaign.zone)} ${refusal.command.kind}: ${messageOf(refusal.rejection, shell.lang)}`,
          ),
        );
      shell.line(
        shell.say({
          zh: `用时 ${seconds.toFixed(1)} 秒（种子 ${seed}）`,
          en: `took ${seconds.toFixed(1)} s (seed ${seed})`,
        }),
      );
      return exitCodes.ok;
    },
  );
  cli.option(command, '--seed <n>', { zh: '随机种子（默认 1）', en: 'seed (default 1)' });
  cli.option(command, '--posts <n>', {
    zh: '把花名册放大到至少这么多岗位',
    en: 'grow the roster to at least so many posts',
  });
  cli.option(command, '--ledger', { zh: '逐句输出发生的事', en: 'print what happened, one sentence each' });
}

/** With a roster grown to a size, made of the sample's own kinds of units. */
function grown(checked: CheckedFolder, posts: number | undefined, seed: number): CheckedFolder {
  return posts === undefined || checked.roster === undefined
    ? checked
    : { ...checked, roster: generateRoster({ sample: checked.roster, posts: Math.min(posts, 20_000), seed }) };
}
