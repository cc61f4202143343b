/**
 * The command line as a tree of commands; help, usage errors and exit codes in one form and in the user's language. What each
 * command does is in `commands/`.
 */
import type { Lang } from '@lianfang/engine/codes';
import { Command, CommanderError, Option } from 'commander';
import { addArchive } from './commands/archive.ts';
import { addCampaign } from './commands/campaign.ts';
import { addInbox } from './commands/inbox.ts';
import { addLedger } from './commands/ledger.ts';
import { addMeeting } from './commands/meeting.ts';
import { addPlan } from './commands/plan.ts';
import { addPossible } from './commands/possible.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addRehearse } from './commands/rehearse.ts';
import { addReview } from './commands/review.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';
import { addUp } from './commands/up.ts';
import { addUserCommands } from './commands/user-commands.ts';
import { toldOf } from './fault.ts';
import { type ExitCode, exitCodes, type Shell, type Streams, shellOf, type Words } from './shell.ts';

/** What every command is given. */
export interface Invocation {
  readonly shell: Shell;
  readonly json: boolean;
}

export type Act = (
  options: Readonly<Record<string, unknown>>,
  args: readonly string[],
  invocation: Invocation,
) => Promise<ExitCode>;

export interface Cli {
  readonly shell: Shell;
  /** A command with the options that all have; its action's exit code becomes the process's. */
  leaf(parent: Command, usage: string, summary: Words, act: Act): Command;
  group(parent: Command, name: string, summary: Words): Command;
  option(command: Command, flags: string, words: Words): Command;
}

/** @returns the exit code: 0 done, 1 refused or problems, 2 a fault */
export async function runCli(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  const lang = langOf(argv, streams.env);
  const shell = shellOf(streams, lang);
  const json = argv.includes('--json');
  let code: ExitCode = exitCodes.ok;
  const program = buildProgram(shell, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.refused;
    if (streams.env.LIANFANG_DEBUG === '1') streams.err(`${error instanceof Error ? error.stack : String(error)}\n`);
    const told = toldOf(error, shell);
    if (json) shell.line(JSON.stringify({ ok: false, code: told.code, message: told.message }));
    else shell.note(`${shell.colour.red(shell.say({ zh: '没有办成：', en: 'Not done: ' }))}${told.message}`);
    return told.refused ? exitCodes.refused : exitCodes.fault;
  }
}

export function buildProgram(shell: Shell, onEnd: (code: ExitCode) => void): Command {
  const program = new Command('lianfang');
  program.description(
    shell.say({
      zh: '廉防：廉政风险排查、定级、防控、考核活动。',
      en: 'Lianfang: integrity-risk prevention campaigns.',
    }),
  );
  const words = (text: Words): string => shell.say(text);

  const common = (command: Command): Command => {
    command
      .helpOption('-h, --help', words({ zh: '显示帮助', en: 'show help' }))
      .addOption(
        new Option('--lang <lang>', words({ zh: '语言：zh 或 en', en: 'language: zh or en' }))
          .choices(['zh', 'en'])
          .default(shell.lang),
      )
      .configureHelp({ styleTitle: (title) => shell.colour.bold(titleIn(shell, title)), showGlobalOptions: false })
      .configureOutput({
        writeOut: (text) => shell.raw(text),
        writeErr: (text) => shell.note(text.trimEnd()),
        outputError: (text, write) => write(usageError(shell, text)),
      })
      .exitOverride();
    return command;
  };

  const cli: Cli = {
    shell,
    group: (parent, name, summary) => {
      const command = common(new Command(name).description(words(summary))).helpCommand(false);
      parent.addCommand(command);
      return command;
    },
    option: (command, flags, text) => command.option(flags, words(text)),
    leaf: (parent, usage, summary, act) => {
      const [name = '', ...rest] = usage.split(' ');
      const command = common(new Command(name).description(words(summary)));
      for (const argument of rest) command.argument(argument);
      command.option('--json', words({ zh: '以 JSON 输出，供程序读取', en: 'print JSON, for programs' }));
      command.action(async (...given: unknown[]) => {
        const self = given.at(-1);
        const options = self instanceof Command ? self.opts() : {};
        const args = given
          .slice(0, -2)
          .flat()
          .filter((one) => typeof one === 'string');
        onEnd(await act(options, args, { shell, json: options.json === true }));
      });
      parent.addCommand(command);
      return command;
    },
  };

  common(program).helpCommand(false);
  addStart(cli, program);
  addUp(cli, program);
  addPlan(cli, program);
  addRehearse(cli, program);
  addCampaign(cli, program);
  addInbox(cli, program);
  addPossible(cli, program);
  addUserCommands(cli, program);
  addMeeting(cli, program);
  addReview(cli, program);
  addStatus(cli, program);
  addLedger(cli, program);
  addReconcile(cli, program);
  addArchive(cli, program);
  return program;
}

/** Needed before anything is parsed, because help is written in it. */
function langOf(argv: readonly string[], env: Streams['env']): Lang {
  const at = argv.findIndex((one) => one === '--lang' || one.startsWith('--lang='));
  const given = at < 0 ? env.LIANFANG_LANG : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return given === 'en' ? 'en' : 'zh';
}

function titleIn(shell: Shell, title: string): string {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': '用法：',
    'Options:': '选项：',
    'Commands:': '命令：',
    'Arguments:': '参数：',
    'Global Options:': '通用选项：',
  };
  return shell.lang === 'zh' ? (titles[title] ?? title) : title;
}

const usageErrors: readonly { readonly pattern: RegExp; readonly zh: string }[] = [
  { pattern: /unknown command '(.+?)'/, zh: '没有命令“$1”。用 --help 看有哪些。' },
  { pattern: /unknown option '(.+?)'/, zh: '没有选项“$1”。用 --help 看有哪些。' },
  { pattern: /missing required argument '(.+?)'/, zh: '缺参数“$1”。用 --help 看用法。' },
  { pattern: /required option '(.+?)' not specified/, zh: '缺选项“$1”。' },
  { pattern: /option '(.+?)' argument missing/, zh: '选项“$1”后面缺内容。' },
  { pattern: /option '(.+?)' argument '(.+?)' is invalid\. (.*)/, zh: '选项“$1”的值“$2”不能用（$3）。' },
  { pattern: /too many arguments.*/, zh: '参数多了。用 --help 看用法。' },
];

function usageError(shell: Shell, text: string): string {
  const bare = text.replace(/^error:\s*/, '').trim();
  if (shell.lang === 'en') return `Not done: ${bare}`;
  const known = usageErrors.find((one) => one.pattern.test(bare));
  const found = known === undefined ? null : known.pattern.exec(bare);
  return `没有办成：${known === undefined || found === null ? bare : found[0].replace(known.pattern, known.zh)}`;
}
