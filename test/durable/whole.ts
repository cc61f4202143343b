/**
 * What must hold after any number of kills: actors, histories, ledger, requests and notices tell the same, each thing once.
 */
import { expect } from '@jest/globals';
import type { LianfangClient } from '@lianfang/client';
import type { ActorKey, Command, Event } from '@lianfang/engine/kernel';
import {
  applyEvent,
  emptyView,
  hashOf,
  noticesOf,
  personsOfSigner,
  type RecordedEvent,
  recordedEventOf,
  verifyLedger,
} from '@lianfang/engine/record';
import type { LedgerRow, Registry, RequestRow } from '@lianfang/registry';
import { eventsInHistories, reconcile } from '@lianfang/worker';
import { workflowIdOf } from '@lianfang/workflows';

/** What a command of a kind is on record as, exactly once: one of these. */
const mainEvents: Readonly<Record<Command['kind'], readonly Event['kind'][]>> = {
  Submit: ['Submitted'],
  Withdraw: ['Withdrawn'],
  Decide: ['Decided'],
  Vote: ['Voted'],
  CloseVote: ['VoteCounted', 'DrawingClosed'],
  IssueBallots: ['BallotsIssued'],
  TakeBallot: ['BallotTaken'],
  CastBallot: ['BallotCast'],
  TakeBack: ['DecisionTakenBack'],
  Recuse: ['Recused'],
  DemandRecusal: ['RecusalDemanded'],
  AnswerRecusal: ['Recused', 'RecusalRefused'],
  AddReviewer: ['ReviewerAdded'],
  Copy: ['CopySent'],
  MarkRead: ['CopyRead'],
  Amend: ['Amended'],
  Comment: ['Commented'],
  Dispose: ['Disposed'],
  EndAsking: ['AskingEnded'],
  Reply: ['Replied'],
  Send: ['Sent'],
  Receive: ['Received'],
  GoOn: ['WentOn'],
  Convene: ['Convened'],
  TakeOff: ['EntryTakenOff'],
  CloseMeeting: ['MeetingClosed'],
  OpenCase: ['CaseOpened'],
  Issue: ['StepDone'],
  RecordProof: ['ProofRecorded'],
  Reopen: ['Reopened'],
  Reassign: ['TaskReassigned'],
  Transfer: ['TaskTransferred'],
  Delegate: ['TaskDelegated'],
  HandBack: ['TaskHandedBack'],
  Urge: ['Urged'],
  Jump: ['ActProposed'],
  Force: ['ActProposed'],
  Regrade: ['ActProposed'],
  Confirm: ['ActConfirmed'],
  Decline: ['ActDeclined'],
  Extend: ['DueMoved'],
  ChangeRoster: ['RosterChanged'],
  ChangeReview: ['ReviewChanged'],
  ChangeCalendar: ['CalendarChanged'],
  CloseCampaign: ['CampaignClosed'],
};

export interface Whole {
  readonly rows: readonly RequestRow[];
  readonly accepted: readonly RequestRow[];
  readonly refused: readonly RequestRow[];
  readonly events: readonly RecordedEvent[];
}

export async function expectWhole(
  campaign: string,
  actors: readonly ActorKey[],
  registry: Registry,
  client: LianfangClient,
): Promise<Whole> {
  const events = (await ledgerOf(campaign, registry)).map(({ entry }) => entry.event);
  await expectAsInHistories(campaign, actors, client, events);
  const reports = await reconcile(campaign, registry, client);
  expect(reports.filter((report) => report.added > 0 || report.missing.length > 0)).toEqual([]);

  const rows = await registry.requestsOf(campaign);
  const accepted = rows.filter((row) => row.status === 'accepted');
  const refused = rows.filter((row) => row.status === 'refused');
  expect(rows.filter((row) => row.status === 'pending')).toEqual([]);
  expectEachOnce(accepted, refused, events);
  await expectNoticesOnce(campaign, registry, events, accepted);

  const lines = [];
  for await (const line of registry.exportLedger(campaign)) lines.push(line);
  expect(verifyLedger(lines)).toMatchObject({
    ok: true,
    problems: [],
    entries: events.length,
    refusals: refused.length,
  });
  return { rows, accepted, refused, events };
}

async function ledgerOf(campaign: string, registry: Registry): Promise<readonly LedgerRow[]> {
  const all: LedgerRow[] = [];
  for (;;) {
    const after = all.reduce((most, { cursor }) => Math.max(most, cursor), 0);
    const page = await registry.ledger(campaign, { after, limit: 1_000 });
    if (page.length === 0) return all;
    all.push(...page);
  }
}

/** The record holds what the histories hold, neither more nor less, each node's numbers without a gap. */
async function expectAsInHistories(
  campaign: string,
  actors: readonly ActorKey[],
  { temporal }: LianfangClient,
  recorded: readonly RecordedEvent[],
): Promise<void> {
  const happened: Event[] = [];
  for (const actor of actors) happened.push(...(await eventsInHistories(temporal, workflowIdOf(campaign, actor))));
  const keyOf = (event: RecordedEvent) => `${event.node} ${event.seq} ${hashOf(event)}`;

  expect(recorded.map(keyOf).sort()).toEqual(happened.map((event) => keyOf(recordedEventOf(event))).sort());
  for (const own of groupedBy(recorded, ({ node }) => node).values()) {
    expect(own.map(({ seq }) => seq).sort((one, other) => one - other)).toEqual(own.map((_, i) => i + 1));
  }
}

/** An accepted request is one act at one moment; a refused one is none. */
function expectEachOnce(
  accepted: readonly RequestRow[],
  refused: readonly RequestRow[],
  events: readonly RecordedEvent[],
): void {
  const caused = groupedBy(events, ({ request }) => request ?? '');
  const acts = accepted.map(({ request, node, command }) => {
    const own = caused.get(request) ?? [];
    const main = own.filter((event) => mainEvents[command.kind].includes(event.kind));
    return { request, acts: main.map((event) => event.node), moments: new Set(own.map(({ at }) => at)).size, node };
  });
  expect(acts.filter((one) => one.moments !== 1 || one.acts.length !== 1 || one.acts[0] !== one.node)).toEqual([]);
  expect(refused.filter(({ request }) => caused.has(request))).toEqual([]);
  const known = new Set(accepted.map(({ request }) => request));
  expect([...caused.keys()].filter((request) => request !== '' && !known.has(request))).toEqual([]);
}

/**
 * Exactly the notices that the ledger gives cause for, and no reminder of one task, due and number twice. Beside them, once each, what tells
 * a signer that a request on record as refused was accepted after all: between kills a second sender may have asked before it.
 */
async function expectNoticesOnce(
  campaign: string,
  registry: Registry,
  events: readonly RecordedEvent[],
  accepted: readonly RequestRow[],
): Promise<void> {
  const due: string[] = [];
  for (const own of groupedBy(events, ({ node }) => node).values()) {
    const view = emptyView();
    for (const event of own.toSorted((one, other) => one.seq - other.seq)) {
      applyEvent(view, event);
      due.push(...noticesOf(view, event).map(({ key }) => key));
    }
  }
  const queued = await registry.outbox.list(campaign);
  const overruled = queued.filter(({ template }) => template === 'accepted-after-all').map(({ key }) => key);
  const told = accepted.flatMap(({ request, command }) =>
    personsOfSigner(command.signer).map((to) => `overruled/${request}/${to}`),
  );
  expect(overruled.filter((key) => !told.includes(key))).toEqual([]);
  expect(queued.map(({ key }) => key).sort()).toEqual([...due, ...overruled].sort());
  expect(new Set(queued.map(({ key }) => key)).size).toBe(queued.length);
  expect(new Set(queued.map(({ messageId }) => messageId)).size).toBe(queued.length);

  const openings = new Map<string, number>();
  const reminders = events
    .toSorted((one, other) => (one.node < other.node ? -1 : one.node > other.node ? 1 : one.seq - other.seq))
    .flatMap((event) => {
      if (event.kind === 'TaskOpened') openings.set(`${event.node}/${event.task}`, event.seq);
      if (event.kind !== 'Reminded' && event.kind !== 'Escalated' && event.kind !== 'BecameOverdue') return [];
      const number = event.kind === 'Reminded' ? event.number : event.kind === 'Escalated' ? event.level : 0;
      const task = `${event.node}/${event.task}`;
      return [`${task} opened ${openings.get(task)}: ${event.kind} ${number} due ${event.due}`];
    });
  expect(reminders.filter((one, i) => reminders.indexOf(one) !== i)).toEqual([]);
}

function groupedBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
