/** `inbox`: what waits for a person, by when, and what can be done with it. */

import type { LianfangClient } from '@lianfang/client';
import { formatDue } from '@lianfang/engine';
import type { Code } from '@lianfang/engine/codes';
import type { Campaign, Possibility } from '@lianfang/engine/kernel';
import { campaignInstant } from '@lianfang/engine/kernel';
import { civilTime, vocabularyOf } from '@lianfang/engine/record';
import type { InboxCopy, InboxTask } from '@lianfang/registry';
import type { Command } from 'commander';
import { CannotDo } from '../fault.ts';
import { campaignMeant, personMeant } from '../found.ts';
import { textIn } from '../options.ts';
import { commandLine } from '../possible-lines.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { exitCodes, type Shell } from '../shell.ts';

export function addInbox(cli: Cli, program: Command): void {
  const inbox = cli.leaf(
    program,
    'inbox',
    { zh: '待办：等某人办的事、到期日和可以怎么办', en: 'what waits for a person, by when, and what can be done' },
    async (options, _args, { shell, json }) =>
      withSession(shell, async ({ registry, client }) => {
        const stored = await campaignMeant(registry, textIn(options, 'campaign'));
        const people = await registry.peopleOf(stored.id);
        const named = textIn(options, 'as');
        if (named === undefined) {
          throw new CannotDo('input.as', {
            zh: '请用 --as 说明是谁（编号或姓名）。',
            en: 'Say who with --as (an id or a name).',
          });
        }
        const person = personMeant(named, people);
        const tasks = await registry.inboxOf(stored.id, person);
        const copies = await registry.copiesFor(stored.id, person);
        const now = campaignInstant(stored.clock, Date.now());
        const possible = await possibleAt(client, stored.id, tasks, person);
        const nextFor = (task: InboxTask) => nextOf(stored.campaign, task, person, possible.get(task.node) ?? []);
        if (json) {
          const listed = tasks.map((task) => ({ ...task, next: nextFor(task) }));
          shell.line(
            JSON.stringify(
              { ok: true, campaign: stored.id, person, name: people[person], now, tasks: listed, copies },
              null,
              2,
            ),
          );
          return exitCodes.ok;
        }
        shell.line(
          shell.say({
            zh: `${people[person]}（${person}）的待办：${tasks.length} 件`,
            en: `${people[person]} (${person}): ${tasks.length} tasks`,
          }),
        );
        for (const task of tasks)
          for (const line of taskLines(shell, stored.campaign, task, now, nextFor(task))) shell.line(line);
        for (const line of copyLines(shell, stored.campaign, copies, people)) shell.line(line);
        return exitCodes.ok;
      }),
  );
  cli.option(inbox, '--as <person>', { zh: '人员编号或姓名', en: 'id or name of the person' });
  cli.option(inbox, '--campaign <id>', {
    zh: '活动（只有一个时可不写）',
    en: 'campaign (optional when only one runs)',
  });
}

function taskLines(shell: Shell, campaign: Campaign, task: InboxTask, now: number, next: readonly string[]): string[] {
  const words = vocabularyOf(campaign);
  const { colour } = shell;
  const stage = task.stage === null ? '' : `·${words.stage(task.step, task.stage)}`;
  const due = task.due === null ? shell.say({ zh: '无期限', en: 'no due' }) : formatDue(task.due, campaign.zone);
  const days = task.due === null ? '' : daysText(shell, task.due - now);
  const marks = [
    ...(task.overdue ? [colour.red(shell.say({ zh: '已逾期', en: 'overdue' }))] : []),
    ...(task.stuck ? [colour.yellow(shell.say({ zh: '无人担任，待改派', en: 'nobody holds it, reassign' }))] : []),
    ...(task.round > 1 ? [shell.say({ zh: `第 ${task.round} 轮`, en: `round ${task.round}` })] : []),
  ];
  return [
    '',
    `${colour.bold(`${words.node(task.node)} — ${words.step(task.step)}${stage}`)}  ${marks.join('  ')}`,
    `  ${shell.say({ zh: '到期', en: 'due' })} ${due}${days}`,
    ...next.map((line) => `  ${colour.cyan(line)}`),
  ];
}

/** 待阅: for reading only. */
function copyLines(
  shell: Shell,
  campaign: Campaign,
  copies: readonly InboxCopy[],
  people: Readonly<Record<string, string>>,
): string[] {
  if (copies.length === 0) return [];
  const words = vocabularyOf(campaign);
  const { colour } = shell;
  return [
    '',
    shell.say({ zh: `待阅：${copies.length} 件`, en: `To read: ${copies.length}` }),
    ...copies.flatMap((copy) => [
      `${colour.bold(`${words.node(copy.node)} — ${words.subject(copy.step)}`)}  ${shell.say({
        zh: `第 ${copy.round} 轮，${copy.by === null ? '系统' : (people[copy.by] ?? copy.by)} ${civilTime(copy.sentAt, campaign.zone)} 抄送`,
        en: `round ${copy.round}, copied by ${copy.by === null ? 'the system' : (people[copy.by] ?? copy.by)} ${civilTime(copy.sentAt, campaign.zone)}`,
      })}`,
      `  ${colour.cyan(`npm run lianfang -- review show '${copy.node}/${copy.step}'`)}`,
    ]),
  ];
}

function daysText(shell: Shell, span: number): string {
  const days = Math.floor(Math.abs(span) / 86_400_000);
  return span >= 0
    ? shell.say({ zh: `（还有 ${days} 天）`, en: ` (${days} days left)` })
    : shell.say({ zh: `（过了 ${days} 天）`, en: ` (${days} days ago)` });
}

/** As many nodes are asked at once. */
const AT_ONCE = 8;

/** What the person could do at the nodes of the tasks; one node is asked once. */
async function possibleAt(
  client: LianfangClient,
  campaign: string,
  tasks: readonly InboxTask[],
  person: string,
): Promise<ReadonlyMap<string, readonly Possibility[]>> {
  const nodes = [...new Set(tasks.map((task) => task.node))];
  const found = new Map<string, readonly Possibility[]>();
  for (let from = 0; from < nodes.length; from += AT_ONCE) {
    const some = nodes.slice(from, from + AT_ONCE);
    const answers = await Promise.all(some.map((node) => client.possible(campaign, node, person)));
    for (const [i, node] of some.entries()) found.set(node, answers[i] ?? []);
  }
  return found;
}

/** What a task is there for; the rest is told in one line. */
const usual: readonly Possibility['kind'][] = [
  'Submit',
  'Decide',
  'Vote',
  'CloseVote',
  'IssueBallots',
  'TakeBallot',
  'AnswerRecusal',
  'Comment',
  'Dispose',
  'EndAsking',
  'Reply',
  'Send',
  'Receive',
  'HandBack',
  'Confirm',
  'Decline',
];

/** Command lines that would be accepted for the task now. */
export function nextOf(
  campaign: Campaign,
  task: InboxTask,
  person: string,
  possible: readonly Possibility[],
): string[] {
  const run = 'npm run lianfang --';
  const words = vocabularyOf(campaign);
  const open = possible.filter((one) => one.accepted && isAbout(one, task));
  const main = open.filter((one) => usual.includes(one.kind) && one.target === undefined);
  const shown = task.stuck ? open.filter((one) => one.kind === 'Reassign') : main;
  const target = `'${task.node}/${task.step}'`;
  const lines = shown.flatMap((one) => [
    ...(one.kind === 'Submit' ? [`${run} submit ${target} --template > form.yaml`] : []),
    `${commandLine(one, person)}${one.outcome === undefined ? '' : `   # ${words.outcome(task.step, task.stage, one.outcome)}`}`,
  ]);
  const meets = possible.some((one) => !one.accepted && isAbout(one, task) && one.rejection.code === MEETING_DECIDES);
  const convening = meets ? [`${run} meeting convene … --role ${task.role} --agenda ${target} --as ${person}`] : [];
  const sheet = task.stage === null || task.stage === 'receipt' ? [] : [`${run} review show ${target}`];
  const others = open.some((one) => !shown.includes(one)) ? [`${run} possible '${task.node}' --as ${person}`] : [];
  return [...sheet, ...lines, ...convening, ...others];
}

const MEETING_DECIDES = 'review.meeting-decides' satisfies Code;

/** Of the task itself, of its stage, or of its step as a whole. */
function isAbout(one: Possibility, task: InboxTask): boolean {
  if (one.task !== undefined) return one.task === task.task;
  if (one.step !== task.step) return false;
  return one.stage === undefined || one.stage === task.stage;
}
