/** `possible`: what a person could do at a node now, and of everything else why not. */
import type { Possibility } from '@lianfang/engine/kernel';
import { vocabularyOf } from '@lianfang/engine/record';
import type { Command } from 'commander';
import { CannotDo } from '../fault.ts';
import { campaignMeant, nodeMeant, personMeant } from '../found.ts';
import { textIn } from '../options.ts';
import { actWords, commandLine, whyNot } from '../possible-lines.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { exitCodes, type Shell } from '../shell.ts';

export function addPossible(cli: Cli, program: Command): void {
  const possible = cli.leaf(
    program,
    'possible <node>',
    {
      zh: '现在能办什么：某人在某节点可以办的事，不能办的说明为什么',
      en: 'what somebody could do at a node now, and of everything else why not',
    },
    async (options, [target = ''], { shell, json }) =>
      withSession(shell, async ({ registry, client }) => {
        const stored = await campaignMeant(registry, textIn(options, 'campaign'));
        const people = await registry.peopleOf(stored.id);
        const named = textIn(options, 'as');
        if (named === undefined)
          throw new CannotDo('input.as', {
            zh: '请用 --as 说明是谁（编号或姓名）。',
            en: 'Say who with --as (an id or a name).',
          });
        const person = personMeant(named, people);
        const node = nodeMeant(target, stored.campaign.nodes);
        const found = await client.possible(stored.id, node, person);
        if (json) {
          shell.line(JSON.stringify({ ok: true, campaign: stored.id, node, person, possible: found }, null, 2));
          return exitCodes.ok;
        }
        const words = vocabularyOf(stored.campaign);
        const who = `${people[person] ?? person}（${person}）`;
        shell.line(
          shell.colour.bold(
            shell.say({
              zh: `${who}在“${words.node(node)}”现在可以：`,
              en: `${who} at '${words.node(node)}' can now:`,
            }),
          ),
        );
        const open = found.filter((one) => one.accepted);
        for (const one of open) {
          shell.line(`  ${actWords(shell, words, one)}`);
          shell.line(`    ${shell.colour.cyan(commandLine(one, person))}`);
        }
        if (open.length === 0) shell.line(shell.say({ zh: '  （没有）', en: '  (nothing)' }));
        const closed = found.filter((one) => !one.accepted);
        if (closed.length > 0) {
          shell.line();
          shell.line(shell.colour.bold(shell.say({ zh: '不能办的，以及为什么：', en: 'What is refused, and why:' })));
          for (const [why, acts] of byReason(shell, closed)) {
            const summaries = [...new Set(acts.map((one) => actWords(shell, words, one)))];
            shell.line(`  ${summaries.join(shell.say({ zh: '；', en: '; ' }))}`);
            shell.line(`    ${shell.colour.dim(why)}`);
          }
        }
        return exitCodes.ok;
      }),
  );
  cli.option(possible, '--as <person>', { zh: '人员编号或姓名', en: 'id or name of the person' });
  cli.option(possible, '--campaign <id>', {
    zh: '活动（只有一个时可不写）',
    en: 'campaign (optional when only one runs)',
  });
}

/** Acts that are refused for the same reason, in the order of the first. */
function byReason(shell: Shell, closed: readonly Possibility[]): Map<string, Possibility[]> {
  const groups = new Map<string, Possibility[]>();
  for (const one of closed) {
    const why = whyNot(shell, one);
    groups.set(why, [...(groups.get(why) ?? []), one]);
  }
  return groups;
}
