/** `meeting convene | take-off | close | show | list`. */
import { civilTime, vocabularyOf } from '@lianfang/engine/record';
import type { MeetingSheet, StoredCampaign } from '@lianfang/registry';
import type { Command } from 'commander';
import { CannotDo } from '../fault.ts';
import { campaignMeant } from '../found.ts';
import { textIn } from '../options.ts';
import type { Cli } from '../program.ts';
import { withSession } from '../session.ts';
import { exitCodes, type Shell } from '../shell.ts';
import { tableOf } from '../table.ts';
import { addUserCommand } from './user-commands.ts';

export function addMeeting(cli: Cli, program: Command): void {
  const meeting = cli.group(program, 'meeting', {
    zh: '会议：召集、登记、查看',
    en: 'meetings: convene, record, show',
  });
  addUserCommand(cli, meeting, 'convene', 'convene');
  addUserCommand(cli, meeting, 'takeOff', 'take-off');
  addUserCommand(cli, meeting, 'closeMeeting', 'close');

  const show = cli.leaf(
    meeting,
    'show [id]',
    { zh: '看一次会议；不写编号则列出全部', en: 'one meeting; without an id, all of them' },
    async (options, [id], { shell, json }) =>
      withSession(shell, async ({ registry }) => {
        const stored = await campaignMeant(registry, textIn(options, 'campaign'));
        const all = await registry.meetings(stored.id);
        if (id === undefined) {
          if (json) shell.line(JSON.stringify({ ok: true, meetings: all }, null, 2));
          else {
            const heads =
              shell.lang === 'zh'
                ? ['编号', '地点', '召集', '状态', '议题']
                : ['id', 'at', 'convened', 'place', 'entries'];
            shell.line(
              tableOf(
                shell,
                heads,
                all.map((one) => [
                  one.meeting,
                  one.nodeName,
                  civilTime(one.convenedAt, stored.campaign.zone),
                  placeIn(shell, one.place),
                  String(one.agenda.length),
                ]),
              ),
            );
          }
          return exitCodes.ok;
        }
        const sheet = all.find((one) => one.meeting === id || `${one.node}/${one.meeting}` === id);
        if (sheet === undefined)
          throw new CannotDo('meeting.unknown', {
            zh: `没有会议“${id}”。现有：${all.map((one) => one.meeting).join('、') || '（无）'}。`,
            en: `Expected a meeting '${id}'. There are: ${all.map((one) => one.meeting).join(', ') || '(none)'}.`,
          });
        const minutes = sheet.minutes === null ? null : await registry.readText(sheet.minutes);
        if (json) shell.line(JSON.stringify({ ok: true, ...sheet, minutesText: minutes }, null, 2));
        else for (const line of meetingLines(shell, stored, sheet, minutes)) shell.line(line);
        return exitCodes.ok;
      }),
  );
  cli.option(show, '--campaign <id>', { zh: '活动（只有一个时可不写）', en: 'campaign (optional when only one runs)' });
}

/** Names of an open vote, counts of a secret one. */
function voteText(
  shell: Shell,
  vote: NonNullable<MeetingSheet['vote']>,
  list: (people: readonly string[]) => string,
): string {
  const sides =
    'voters' in vote
      ? vote.counts
      : { for: list(vote.for), against: list(vote.against), abstained: list(vote.abstained) };
  if (sides === null) return shell.say({ zh: '人数较少，票数不公布', en: 'few votes: not published' });
  return shell.say({
    zh: `赞成 ${sides.for}；反对 ${sides.against}；弃权 ${sides.abstained}`,
    en: `for ${sides.for}; against ${sides.against}; abstained ${sides.abstained}`,
  });
}

function placeIn(shell: Shell, place: string): string {
  const words: Readonly<Record<string, string>> = {
    tabling: '列题中',
    sitting: '开会中',
    dispatching: '下达中',
    closed: '已结束',
    asked: '待列',
    tabled: '已列',
    off: '撤下',
    refused: '未列入',
    decided: '已表决',
    delivered: '已生效',
    undelivered: '未生效',
  };
  return shell.lang === 'zh' ? (words[place] ?? place) : place;
}

export function meetingLines(
  shell: Shell,
  stored: StoredCampaign,
  sheet: MeetingSheet,
  minutes: string | null,
): string[] {
  const { campaign } = stored;
  const words = vocabularyOf(campaign);
  const name = (person: string) => sheet.names[person] ?? person;
  const list = (people: readonly string[]) => (people.length === 0 ? '—' : people.map(name).join('、'));
  const lines = [
    `${shell.colour.bold(`${words.role(sheet.role, sheet.node)}·${shell.say({ zh: '会议', en: 'meeting' })}`)}  ${sheet.node}/${sheet.meeting}  ${placeIn(shell, sheet.place)}`,
    `${shell.say({ zh: '召集', en: 'convened' })} ${civilTime(sheet.convenedAt, campaign.zone)}${sheet.closedAt === null ? '' : `   ${shell.say({ zh: '结束', en: 'closed' })} ${civilTime(sheet.closedAt, campaign.zone)}`}`,
    `${shell.say({ zh: '应到', en: 'entitled' })} ${list(sheet.entitled)}`,
    `${shell.say({ zh: '实到', en: 'present' })} ${list(sheet.present)}`,
  ];
  if (sheet.vote !== null) lines.push(`${shell.say({ zh: '表决', en: 'vote' })} ${voteText(shell, sheet.vote, list)}`);
  const heads =
    shell.lang === 'zh'
      ? ['议题', '节点', '轮次', '状态', '结论', '票']
      : ['entry', 'node', 'round', 'place', 'outcome', 'votes'];
  const rows = sheet.agenda.map((entry) => {
    const cut = entry.review.lastIndexOf('/');
    const [node, step] = [entry.review.slice(0, cut), entry.review.slice(cut + 1)];
    const vote = entry.vote === null ? '' : `${entry.vote.for}/${entry.vote.against}/${entry.vote.abstained}`;
    return [
      entry.review,
      words.node(node),
      String(entry.round ?? ''),
      placeIn(shell, entry.place),
      entry.outcome === null ? '' : words.outcome(step, null, entry.outcome),
      vote,
    ];
  });
  return [
    ...lines,
    '',
    tableOf(shell, heads, rows),
    ...(minutes === null ? [] : ['', `${shell.say({ zh: '记录：', en: 'minutes: ' })}${minutes}`]),
  ];
}
