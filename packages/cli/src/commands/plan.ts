/** `plan check` and `plan schema`. */
import { planJsonSchema } from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';
import type { Command } from 'commander';
import { checkFolder, hindrancesIn, readPlanFolder } from '../plan-folder.ts';
import { countsLine, pathText, problemLines } from '../problem-lines.ts';
import type { Cli } from '../program.ts';
import { exitCodes } from '../shell.ts';

export function addPlan(cli: Cli, program: Command): void {
  const plan = cli.group(program, 'plan', { zh: '检查方案、查看方案语言', en: 'check plans, see the plan language' });
  cli.leaf(
    plan,
    'check <dir|file>',
    {
      zh: '检查方案：列出全部问题，每个都有代码、位置和改法',
      en: 'check a plan: all problems, each with code, place and how to mend it',
    },
    async (_options, [target = ''], { shell, json }) => {
      const checked = checkFolder(readPlanFolder(target));
      const { problems } = checked;
      const hindered = hindrancesIn(problems).length > 0;
      if (json) {
        const listed = problems.map((problem) => ({
          ...problem,
          at: pathText(problem.path),
          message: messageOf(problem, shell.lang),
        }));
        shell.line(JSON.stringify({ ok: !hindered, plan: checked.plan?.id ?? null, problems: listed }, null, 2));
      } else {
        for (const line of problemLines(shell, problems)) shell.line(line);
        if (checked.plan !== undefined) {
          const { title, id, phases, forms } = checked.plan;
          const steps = phases.reduce((sum, phase) => sum + phase.steps.length, 0);
          shell.line(
            shell.say({
              zh: `《${title}》（${id}）：${phases.length} 个阶段，${steps} 个步骤，${Object.keys(forms).length} 张表格。`,
              en: `${title} (${id}): ${phases.length} phases, ${steps} steps, ${Object.keys(forms).length} forms.`,
            }),
          );
        }
        shell.line(countsLine(shell, problems));
        if (checked.folder.roster === undefined) {
          shell.line(
            shell.colour.dim(
              shell.say({
                zh: '旁边没有 roster.yaml，没有核对人员。',
                en: 'There is no roster.yaml beside it; people were not checked.',
              }),
            ),
          );
        }
      }
      return hindered ? exitCodes.refused : exitCodes.ok;
    },
  );
  cli.leaf(
    plan,
    'schema',
    { zh: '输出方案语言的 JSON Schema', en: 'print the JSON Schema of the plan language' },
    async (_options, _args, { shell }) => {
      shell.line(JSON.stringify(planJsonSchema(), null, 2));
      return exitCodes.ok;
    },
  );
}
