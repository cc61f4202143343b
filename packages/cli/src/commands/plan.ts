/** `plan check` and `plan schema`. */
import { planJsonSchema } from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';
import type { Command } from 'commander';
import { toldOf } from '../fault.ts';
import { addWith, textIn } from '../options.ts';
import { type CheckedFolder, checkFolder, hindrancesIn, readPlanFolder } from '../plan-folder.ts';
import { countsLine, pathText, problemLines } from '../problem-lines.ts';
import type { Cli } from '../program.ts';
import { type ExitCode, exitCodes, type Shell } from '../shell.ts';
import { tableOf } from '../table.ts';

export function addPlan(cli: Cli, program: Command): void {
  const plan = cli.group(program, 'plan', { zh: '检查方案、查看方案语言', en: 'check plans, see the plan language' });
  const check = cli.leaf(
    plan,
    'check <dir|file...>',
    {
      zh: '检查方案：列出全部问题，每个都有代码、位置和改法；可以一次检查几份',
      en: 'check plans: all problems, each with code, place and how to mend it; several at once',
    },
    async (options, targets, { shell, json }) => {
      const launch = textIn(options, 'with');
      const [only = ''] = targets;
      if (targets.length > 1) return checkSeveral(shell, json, targets, launch);
      const checked = checkFolder(readPlanFolder(only, launch));
      if (json) shell.line(JSON.stringify(checkedJson(shell, checked), null, 2));
      else for (const line of checkedLines(shell, checked)) shell.line(line);
      return hindrancesIn(checked.problems).length > 0 ? exitCodes.refused : exitCodes.ok;
    },
  );
  addWith(cli, check);
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

function checkedJson(shell: Shell, { plan, problems, walked }: CheckedFolder) {
  return {
    ok: hindrancesIn(problems).length === 0,
    plan: plan?.id ?? null,
    walked: walked ?? null,
    problems: problems.map((problem) => ({
      ...problem,
      at: pathText(problem.path),
      message: messageOf(problem, shell.lang),
    })),
  };
}

function checkedLines(shell: Shell, { folder, plan, problems, walked }: CheckedFolder): string[] {
  const lines = problemLines(shell, problems);
  if (plan !== undefined) {
    const { title, id, phases, forms } = plan;
    const steps = phases.reduce((sum, phase) => sum + phase.steps.length, 0);
    lines.push(
      shell.say({
        zh: `《${title}》（${id}）：${phases.length} 个阶段，${steps} 个步骤，${Object.keys(forms).length} 张表格。`,
        en: `${title} (${id}): ${phases.length} phases, ${steps} steps, ${Object.keys(forms).length} forms.`,
      }),
    );
  }
  if (walked !== undefined) {
    const { machines, states, transitions, tooLarge } = walked;
    lines.push(
      shell.say({
        zh: `走查了 ${machines} 台状态机：${states} 个状态，${transitions} 条转移；过大而没有合并走查的 ${tooLarge} 台。`,
        en: `${machines} machines walked: ${states} states, ${transitions} transitions; ${tooLarge} too large to be walked.`,
      }),
    );
  }
  lines.push(countsLine(shell, problems));
  if (folder.roster === undefined) {
    lines.push(
      shell.colour.dim(
        shell.say({
          zh: '旁边没有 roster.yaml，没有核对人员。',
          en: 'There is no roster.yaml beside it; people were not checked.',
        }),
      ),
    );
  }
  return lines;
}

interface Target {
  readonly target: string;
  readonly checked?: CheckedFolder;
  readonly told?: ReturnType<typeof toldOf>;
}

/** Each in full, then a line for each; the exit code is the worst of them. */
function checkSeveral(shell: Shell, json: boolean, targets: readonly string[], launch: string | undefined): ExitCode {
  const found = targets.map((target): Target => {
    try {
      const checked = checkFolder(readPlanFolder(target, launch));
      // One launch.yaml for several plans: each takes what it asks for.
      const problems = checked.problems.filter((one) => one.code !== 'slot.not-asked');
      return { target, checked: { ...checked, problems } };
    } catch (error) {
      return { target, told: toldOf(error, shell) };
    }
  });
  const code = found.map(exitCodeOf).toSorted((one, other) => other - one)[0] ?? exitCodes.ok;
  if (json) {
    const plans = found.map(({ target, checked, told }) =>
      checked === undefined
        ? { target, ok: false, code: told?.code, message: told?.message }
        : { target, ...checkedJson(shell, checked) },
    );
    shell.line(JSON.stringify({ ok: code === exitCodes.ok, plans }, null, 2));
    return code;
  }
  for (const { target, checked, told } of found) {
    shell.line(shell.colour.bold(target));
    for (const line of checked === undefined ? [told?.message ?? ''] : checkedLines(shell, checked)) shell.line(line);
    shell.line();
  }
  const heads = {
    zh: ['方案', '标题', '错误', '缺失', '提示'],
    en: ['plan', 'title', 'errors', 'missing', 'advice'],
  };
  const rows = found.map(({ target, checked, told }) => {
    const count = (severity: string) =>
      checked === undefined ? '' : String(checked.problems.filter((one) => one.severity === severity).length);
    return [target, checked?.plan?.title ?? told?.code ?? '', count('error'), count('missing'), count('advice')];
  });
  shell.line(tableOf(shell, heads[shell.lang], rows));
  return code;
}

function exitCodeOf({ checked, told }: Target): ExitCode {
  if (checked === undefined) return told?.refused === true ? exitCodes.refused : exitCodes.fault;
  return hindrancesIn(checked.problems).length > 0 ? exitCodes.refused : exitCodes.ok;
}
