/** What is worth a look in a campaign that has run: found in its record, not remembered. */
import { reviewKey } from '@lianfang/engine/kernel';
import { sentenceOf, splitTask, vocabularyOf } from '@lianfang/engine/record';
import type { Registry, StoredCampaign } from '@lianfang/registry';
import type { Shell } from '../shell.ts';

export interface Highlight {
  readonly what: 'review' | 'meeting' | 'escalated' | 'handed-over';
  /** What `review show` or `meeting show` takes. */
  readonly id: string;
  /** The review at that place. */
  readonly review: string | null;
  readonly sentence: string;
}

export async function highlightsOf(
  shell: Shell,
  registry: Registry,
  stored: StoredCampaign,
): Promise<readonly Highlight[]> {
  const { campaign } = stored;
  const words = vocabularyOf(campaign);
  const [reviews, meetings] = await Promise.all([registry.reviews(stored.id), registry.meetings(stored.id)]);
  const reviewAt = (node: string): string | null => {
    const row = reviews.find((one) => one.node === node);
    return row === undefined ? null : reviewKey(row.node, row.step);
  };
  const found: Highlight[] = [];
  const rounds = reviews.find((row) => row.round === 3) ?? reviews.find((row) => row.round > 3);
  if (rounds !== undefined) {
    const id = reviewKey(rounds.node, rounds.step);
    const sentence = shell.say({
      zh: `${words.node(rounds.node)}的${words.subject(rounds.step)}，${rounds.round} 轮`,
      en: `${words.node(rounds.node)}, ${rounds.round} rounds`,
    });
    found.push({ what: 'review', id, review: id, sentence });
  }
  const size = (meeting: (typeof meetings)[number]): number =>
    new Set(meeting.agenda.map((entry) => entry.outcome)).size * 1000 + meeting.agenda.length;
  const meeting = meetings.toSorted((one, other) => size(other) - size(one))[0];
  if (meeting !== undefined) {
    const sentence = shell.say({
      zh: `${words.role(meeting.role, meeting.node)}，议题 ${meeting.agenda.length} 个`,
      en: `${words.role(meeting.role, meeting.node)}, ${meeting.agenda.length} entries`,
    });
    found.push({ what: 'meeting', id: meeting.meeting, review: meeting.agenda[0]?.review ?? null, sentence });
  }
  let escalated: Highlight | undefined;
  let handed: Highlight | undefined;
  for (let after = 0; ; ) {
    const rows = await registry.ledger(stored.id, { after, limit: 1000 });
    for (const { cursor, entry } of rows) {
      after = cursor;
      const { event, names } = entry;
      if (event.kind !== 'Escalated' && event.kind !== 'TaskHandedOver') continue;
      const { step, stage } = splitTask(event.task);
      const review = stage === null ? reviewAt(event.node) : reviewKey(event.node, step);
      const sentence = sentenceOf({ event, names }, shell.lang, words);
      if (event.kind === 'Escalated')
        escalated =
          escalated?.review != null
            ? escalated
            : { what: 'escalated', id: `${event.node}/${event.task}`, review, sentence };
      else handed = handed?.review != null ? handed : { what: 'handed-over', id: event.node, review, sentence };
    }
    if (rows.length === 0) break;
  }
  // The post itself, where the roster has one; else a task that passed to somebody else.
  const changed = handOverInRoster(shell, stored, await registry.peopleOf(stored.id), reviewAt) ?? handed;
  return [...found, ...(escalated === undefined ? [] : [escalated]), ...(changed === undefined ? [] : [changed])];
}

/** A post whose holder changes in the year. */
function handOverInRoster(
  shell: Shell,
  { campaign }: StoredCampaign,
  people: Readonly<Record<string, string>>,
  reviewAt: (node: string) => string | null,
): Highlight | undefined {
  for (const [post, appointments] of Object.entries(campaign.roster.appointments)) {
    const later = appointments.find(
      (one) =>
        one.from !== undefined && appointments.some((other) => other.to !== undefined && other.to < (one.from ?? '')),
    );
    const earlier = appointments.find(
      (one) => one.to !== undefined && later?.from !== undefined && one.to < later.from,
    );
    if (later === undefined || earlier === undefined || campaign.nodes[post] === undefined) continue;
    const name = (person: string): string => people[person] ?? person;
    const sentence = shell.say({
      zh: `${later.from} 起，${campaign.nodes[post].name}由${name(earlier.person)}换为${name(later.person)}`,
      en: `from ${later.from}, ${campaign.nodes[post].name} passes from ${name(earlier.person)} to ${name(later.person)}`,
    });
    return { what: 'handed-over', id: post, review: reviewAt(post), sentence };
  }
  return undefined;
}
