/**
 * Command × place, of a review with a stage of every mode: the accepted pairs and those refused with a code of their own stand here; every
 * other pair is out of place, which is derived and not listed.
 */
import { describe, expect, test } from '@jest/globals';
import { Command, type CommandKind } from '../../../packages/engine/src/kernel/command.ts';
import type { Answer } from '../../../packages/engine/src/kernel/message.ts';
import { type EveryPlace, fitting, places, playAt } from './every-place.ts';
import { NODE, type ReviewPlay, STEP } from './review-play.ts';

const oneDecides = 'one any all order group';
const voting = 'vote issuing drawing casting';
const atStages = 'one any all order vote issuing drawing casting group meeting';
const between = 'returned withdrawn';
const ends = 'approved ended';

type Row = { readonly out: string } & Readonly<Record<string, string>>;
/** kind → the answer → the places where it is given; `out` is the answer everywhere else. */
const table: Partial<Record<CommandKind, Row>> = {
  Submit: { accepted: 'waiting returned withdrawn', out: 'step.wrong-place' },
  Withdraw: {
    accepted: 'one any all order vote issuing drawing group meeting',
    'review.acted-on': 'casting',
    'review.tabled': 'tabled',
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  Decide: {
    accepted: oneDecides,
    'review.members-vote': voting,
    'review.meeting-decides': 'meeting',
    'review.tabled': 'tabled',
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  Vote: {
    accepted: 'vote',
    'vote.secret': 'issuing drawing casting',
    'vote.no-vote': `${oneDecides} meeting tabled`,
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  CloseVote: {
    'vote.no-quorum': 'vote drawing casting',
    'vote.wrong-place': 'issuing',
    'vote.no-vote': `${oneDecides} meeting tabled`,
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  IssueBallots: {
    accepted: 'issuing',
    'vote.wrong-place': 'drawing casting',
    'vote.open': 'vote',
    'vote.no-vote': `${oneDecides} meeting tabled`,
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  TakeBallot: {
    accepted: 'drawing',
    'vote.wrong-place': 'issuing casting',
    'vote.open': 'vote',
    'vote.no-vote': `${oneDecides} meeting tabled`,
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  CastBallot: {
    accepted: 'casting',
    'vote.wrong-place': 'issuing drawing',
    'vote.open': 'vote',
    'vote.no-vote': `${oneDecides} meeting tabled`,
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  TakeBack: {
    'review.nothing-to-take-back': `${atStages} tabled`,
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  Recuse: {
    accepted: `one any all order vote issuing drawing group meeting ${between}`,
    'review.ballot-drawn': 'casting',
    'review.tabled': 'tabled',
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  DemandRecusal: {
    accepted: 'one any all order vote issuing drawing group meeting',
    'review.ballot-drawn': 'casting',
    'review.tabled': 'tabled',
    'review.not-reviewer': between,
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  AnswerRecusal: {
    'review.no-demand': `${atStages} ${between}`,
    'review.tabled': 'tabled',
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  AddReviewer: {
    accepted: oneDecides,
    'review.members-fixed': `${voting} meeting tabled`,
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  Copy: { accepted: `${atStages} tabled ${between} ${ends}`, 'review.unknown': 'waiting', out: 'review.wrong-place' },
  MarkRead: { 'review.unknown': 'waiting', out: 'review.no-copy' },
  Amend: {
    accepted: 'approved',
    'declaration.still-open': `waiting ${between}`,
    'review.tabled': 'tabled',
    out: 'declaration.under-review',
  },
  // What the review answers when the meeting asks for it.
  Convene: {
    tabled: 'meeting',
    'review.tabled': 'tabled',
    'review.unknown': 'waiting',
    out: 'review.wrong-place',
  },
  TakeOff: { accepted: 'tabled', out: 'meeting.unknown' },
  CloseMeeting: { accepted: 'tabled', out: 'meeting.unknown' },
  Jump: { accepted: `${atStages} tabled`, 'review.unknown': 'waiting', out: 'review.wrong-place' },
  Force: { accepted: `${atStages} tabled`, 'review.unknown': 'waiting', out: 'review.wrong-place' },
  Reassign: { accepted: `${atStages} tabled`, out: 'task.not-open' },
  Extend: { accepted: `${atStages} tabled`, out: 'task.not-open' },
  Urge: { accepted: `${atStages} tabled`, out: 'task.not-open' },
  Transfer: { accepted: oneDecides, 'task.personal': `${voting} meeting tabled`, out: 'task.not-open' },
  Delegate: {
    accepted: `${oneDecides} vote drawing`,
    'task.personal': 'issuing casting meeting tabled',
    out: 'task.not-open',
  },
  HandBack: { 'task.not-delegated': `${atStages} tabled`, out: 'task.not-open' },
};

const rows = Object.entries(table).flatMap(([kind, row]) =>
  places.map((place): [CommandKind, EveryPlace, string] => {
    const [own] = Object.entries(row).find(([answer, at]) => answer !== 'out' && at.split(' ').includes(place)) ?? [];
    return [kind as CommandKind, place, own ?? row.out];
  }),
);

describe('a review', () => {
  test.each(rows)('asked to %s at %s answers %s', (kind, place, expected) => {
    const play = playAt(place);
    const command = fitting(kind, play);
    if (command === undefined) throw new Error(`Expected a command of kind '${kind}'.`);
    const before = JSON.stringify(play.state);

    const answer = play.send(command);

    expect(wordOf(answer, command, play)).toBe(expected);
    if (!answer.ok) expect(JSON.stringify(play.state)).toBe(before);
    if (answer.ok) expect(play.events.some((event) => event.request === command.request)).toBe(true);
  });

  test('has a row for every kind of command that is about a review', () => {
    const play = playAt('one');
    const about = Command.options
      .map((option) => option.shape.kind.value)
      .filter((kind) => fitting(kind, play) !== undefined);
    // Whatever the place: an order from outside is always heard, and an act that nobody proposed is never there.
    const always: readonly CommandKind[] = ['Reopen', 'Confirm', 'Decline'];

    expect(about.filter((kind) => !always.includes(kind)).sort()).toEqual(Object.keys(table).sort());
  });

  test.each(places)('at %s hears an order from outside, and knows no act that nobody proposed', (place) => {
    const play = playAt(place);

    for (const [kind, expected] of [
      ['Confirm', 'act.unknown'],
      ['Decline', 'act.unknown'],
      ['Reopen', 'accepted'],
    ] as const) {
      const command = fitting(kind, play);
      expect(command).toBeDefined();
      if (command !== undefined) expect(wordOf(play.send(command), command, play)).toBe(expected);
    }
  });
});

/** A meeting asks the reviews on its agenda, and each answers for itself. */
function wordOf(answer: Answer, command: Command, play: ReviewPlay): string {
  if (!answer.ok) return answer.rejection.code;
  if (command.kind !== 'Convene') return 'accepted';
  const meeting = play.state.nodes.u1?.meetings[command.meeting];
  return meeting?.agenda[`${NODE}/${STEP}`]?.answer ?? 'not asked';
}
