/** `rehearse`: the whole campaign in memory, against simulated people, before anybody is bothered with it; and the report on it. */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  type Behaviour,
  findingsHtml,
  findingsOf,
  generateRoster,
  habitsOf,
  parseBehaviour,
  type ReportInput,
  rehearse,
} from '@lianfang/engine';
import { recordedEventOf, sentenceOf, vocabularyOf } from '@lianfang/engine/record';
import type { Command } from 'commander';
import { CannotDo } from '../fault.ts';
import { addWith, numberIn, type Options, textIn } from '../options.ts';
import {
  type CheckedFolder,
  checkFolder,
  compileFolder,
  type FoundProblem,
  hindrancesIn,
  type LaunchableFolder,
  readPlanFolder,
} from '../plan-folder.ts';
import { countsLine, problemLines } from '../problem-lines.ts';
import type { Cli } from '../program.ts';
import { printFindings } from '../rehearsal-lines.ts';
import { type ExitCode, exitCodes, type Shell } from '../shell.ts';

export function addRehearse(cli: Cli, program: Command): void {
  const command = cli.leaf(
    program,
    'rehearse <dir>',
    { zh: '预演：在内存里用模拟的人把全年走一遍', en: 'rehearse: the whole year in memory with simulated people' },
    async (options, [target = ''], { shell, json }) => {
      const started = performance.now();
      const seed = numberIn(options, 'seed') ?? 1;
      const checked = grown(
        checkFolder(readPlanFolder(target, textIn(options, 'with'))),
        numberIn(options, 'posts'),
        seed,
      );
      const launchable = compileFolder(checked);
      if (launchable === undefined) {
        const hindrances = hindrancesIn(checked.problems);
        if (hindrances.length === 0)
          throw new CannotDo('roster.not-there', {
            zh: '没有花名册：请在方案旁边放 roster.yaml。',
            en: 'There is no roster: put roster.yaml beside the plan.',
          });
        return refuse(shell, json, hindrances, checked.problems);
      }
      const said = behaviourIn(options, launchable);
      if (said.problems.length > 0) return refuse(shell, json, said.problems, said.problems);
      const { campaign, plan, roster } = launchable;
      const names = Object.fromEntries(roster.people.map(({ id, name }) => [id, name]));
      const { behaviour } = said;
      const habits = behaviour === undefined ? {} : { habits: habitsOf(behaviour) };
      const rehearsal = rehearse({ campaign, forms: plan.forms, seed, ...habits });
      const findings = findingsOf({
        campaign,
        rehearsal,
        seed,
        names,
        layerNames: Object.fromEntries(plan.layers.map(({ id, name }) => [id, name])),
        ...(behaviour === undefined ? {} : { behaviour }),
        ...againstIn(options, launchable),
      });
      const page = textIn(options, 'html');
      if (page !== undefined) writePage(page, findingsHtml(findings, shell.lang));
      const seconds = (performance.now() - started) / 1000;
      const code = findings.verdict.ready ? exitCodes.ok : exitCodes.refused;
      if (json) {
        const open = rehearsal.open.length;
        shell.line(JSON.stringify({ ok: findings.verdict.ready, seconds, open, ...findings }, null, 2));
        return code;
      }
      if (options.ledger === true) {
        const words = vocabularyOf(campaign);
        for (const event of rehearsal.events)
          shell.line(sentenceOf({ event: recordedEventOf(event), names }, shell.lang, words));
      }
      printFindings(shell, findings);
      shell.line(
        shell.say({
          zh: `用时 ${seconds.toFixed(1)} 秒（种子 ${seed}）${page === undefined ? '' : `；报告在 ${page}`}`,
          en: `took ${seconds.toFixed(1)} s (seed ${seed})${page === undefined ? '' : `; the report is in ${page}`}`,
        }),
      );
      return code;
    },
  );
  addWith(cli, command);
  cli.option(command, '--seed <n>', { zh: '随机种子（默认 1）', en: 'seed (default 1)' });
  cli.option(command, '--behaviour <file>', {
    zh: '人怎样办事（YAML：按角色、层级的比例，指名的人）',
    en: 'how people behave (YAML: shares by role and layer, named people)',
  });
  cli.option(command, '--html <file>', { zh: '把报告写成一个网页', en: 'write the report as one page' });
  cli.option(command, '--against <dir>', {
    zh: '上一年的方案目录，列出不同之处',
    en: "last year's plan folder, to list what differs",
  });
  cli.option(command, '--posts <n>', {
    zh: '把花名册放大到至少这么多岗位',
    en: 'grow the roster to at least so many posts',
  });
  cli.option(command, '--ledger', { zh: '逐句输出发生的事', en: 'print what happened, one sentence each' });
}

function refuse(
  shell: Shell,
  json: boolean,
  problems: readonly FoundProblem[],
  all: readonly FoundProblem[],
): ExitCode {
  if (json) shell.line(JSON.stringify({ ok: false, code: 'plan.problems', problems }));
  else {
    for (const line of problemLines(shell, problems)) shell.note(line);
    shell.note(countsLine(shell, all));
  }
  return exitCodes.refused;
}

function behaviourIn(
  options: Options,
  { campaign, roster }: LaunchableFolder,
): { readonly behaviour?: Behaviour; readonly problems: readonly FoundProblem[] } {
  const file = textIn(options, 'behaviour');
  if (file === undefined) return { problems: [] };
  const people = roster.people.map(({ id }) => id);
  const { behaviour, problems } = parseBehaviour(fileText(file), campaign, people);
  return {
    ...(behaviour === undefined ? {} : { behaviour }),
    problems: problems.map((problem) => ({ ...problem, file })),
  };
}

/** Last year's plan need only be readable: whether it could be launched again is not asked. */
function againstIn(options: Options, { campaign, plan }: LaunchableFolder): Pick<ReportInput, 'against'> {
  const folder = textIn(options, 'against');
  if (folder === undefined) return {};
  const checked = checkFolder(readPlanFolder(folder));
  if (checked.plan === undefined)
    throw new CannotDo('plan.problems', {
      zh: `上一年的方案 ${folder} 不能读；请先用 plan check 看问题。`,
      en: `Last year's plan ${folder} cannot be read; see what is wrong with plan check.`,
    });
  const nodes = compileFolder(checked)?.campaign.nodes;
  return {
    against: {
      before: { title: checked.plan.title, plan: checked.plan, ...(nodes === undefined ? {} : { nodes }) },
      after: { title: plan.title, plan, nodes: campaign.nodes },
    },
  };
}

function fileText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotDo('input.file', { zh: `文件 ${file} 不能读：${why}`, en: `File ${file} cannot be read: ${why}` });
  }
}

function writePage(file: string, html: string): void {
  try {
    writeFileSync(file, html);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotDo('output.file', { zh: `不能写 ${file}：${why}`, en: `Cannot write ${file}: ${why}` });
  }
}

/** With a roster grown to a size, made of the sample's own kinds of units. */
function grown(checked: CheckedFolder, posts: number | undefined, seed: number): CheckedFolder {
  return posts === undefined || checked.roster === undefined
    ? checked
    : { ...checked, roster: generateRoster({ sample: checked.roster, posts: Math.min(posts, 20_000), seed }) };
}
