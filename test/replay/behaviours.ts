/**
 * What is recorded: small campaigns, each played on the real servers until it shows one thing that replay must keep. Few posts, so
 * that a history stays readable.
 */
import { randomUUID } from 'node:crypto';
import { createClient } from '@lianfang/client';
import type { ActorState, Campaign, Command, CommandOf, NodeKey } from '@lianfang/engine/kernel';
import { runWorker } from '@lianfang/worker';
import { stateQuery, workflowIdOf } from '@lianfang/workflows';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { aCampaign, DAY, decide, hashOf, START, submit, versionOf } from '../durable/fixture.ts';
import { startDurableHost, testTemporal } from '../durable/host.ts';
import { testRegistry } from '../durable/test-registry.ts';
import type { RecordedRun } from './recorded.ts';

export interface Behaviour {
  readonly name: string;
  readonly story: string;
  play(): Promise<readonly RecordedRun[]>;
}

type TemporalClient = Awaited<ReturnType<typeof createClient>>['temporal'];
export function behaviours(): readonly Behaviour[] {
  return [
    {
      name: 'straight-path-with-return',
      story: 'Submitted, returned by the first reviewer, submitted again, approved twice; the unit is still at work.',
      play: () => onManualClock(aCampaign({ posts: 1 }), {}, walkWithReturn),
    },
    {
      name: 'meeting-across-actors',
      story: 'A meeting at the root over two reviews of a unit that is another actor: one approved, one sent back.',
      play: () => onManualClock(withMeeting(aCampaign({ placement: 'per-unit' })), {}, meet),
    },
    {
      name: 'late-task-escalated',
      story: 'By a clock that runs a day a second: reminded, overdue, escalated, and done late.',
      play: async () => {
        const campaign = aCampaign({ posts: 1 });
        return onRatedClock(campaign, async (send, passed) => {
          await passed(8.5 * DAY);
          await send(submit('u1-p1'));
          await passed(10 * DAY);
          await send(decide('u1-p1', 'head', 'approve'));
        });
      },
    },
    {
      name: 'continued-as-new',
      story: 'The same walk with a return, in runs of three turns each.',
      play: () => onManualClock(aCampaign({ posts: 1 }), { continueAsNewEvery: 3 }, walkWithReturn),
    },
    {
      name: 'closed',
      story: 'Every node comes to its end, and the workflow with them.',
      play: () =>
        onManualClock(aCampaign({ posts: 1 }), {}, async (send) => {
          await send(submit('u1-p1'), submit('u2-p1'));
          await send(decide('u1-p1', 'head', 'approve'), decide('u2-p1', 'head', 'approve'));
          await send(decide('u1-p1', 'deputy', 'approve'), decide('u2-p1', 'deputy', 'approve'));
          await send(report('u1'));
          await send(report('u2'));
        }),
    },
    {
      name: 'still-open',
      story: 'Opened, reminded, overdue and escalated while nobody does anything.',
      play: () => onManualClock(aCampaign({ posts: 1 }), {}, async (_, passTo) => passTo(START + 12 * DAY)),
    },
  ];

  type Send = (...commands: Command[]) => Promise<void>;

  async function walkWithReturn(send: Send, passTo: (to: number) => Promise<void>): Promise<void> {
    await send(submit('u1-p1'));
    await send(decide('u1-p1', 'head', 'return'));
    await passTo(START + 6 * DAY);
    await send(submit('u1-p1', 2));
    await send(decide('u1-p1', 'head', 'approve', 2));
    await send(decide('u1-p1', 'deputy', 'approve', 2));
  }

  async function meet(send: Send): Promise<void> {
    const posts = ['u1-p1', 'u1-p2'];
    await send(...posts.map((post) => submit(post)));
    await send(...posts.map((post) => decide(post, 'head', 'approve')));
    await send(...posts.map((post) => decide(post, 'deputy', 'approve')));
    await send(convene('m1', posts));
    await send(closeMeeting('m1', 'u1-p2'));
  }

  async function onManualClock(
    campaign: Campaign,
    options: { readonly continueAsNewEvery?: number },
    act: (send: Send, passTo: (to: number) => Promise<void>) => Promise<void>,
  ): Promise<readonly RecordedRun[]> {
    const host = await startDurableHost({ campaign, at: START, ...options });
    try {
      await act(
        async (...commands) => expectAccepted(await host.send(...commands)),
        (to) => host.passTo(to),
      );
      await host.rest(campaign.placement.map(({ actor }) => actor));
      return await runsOf(host.client.temporal, campaign);
    } finally {
      await host.close();
    }
  }

  async function onRatedClock(
    campaign: Campaign,
    act: (send: (command: Command) => Promise<void>, passed: (time: number) => Promise<void>) => Promise<void>,
  ): Promise<readonly RecordedRun[]> {
    const rate = DAY / 1000;
    const { registry, drop } = await testRegistry();
    const temporal = { address: testTemporal(), taskQueue: `record-${randomUUID()}` };
    const worker = await runWorker({ temporal, registry, grace: 500, every: { relay: 0, sealer: 0, outbox: 0 } });
    const client = await createClient({ temporal, registry });
    try {
      const clock = { origin: START, startedAt: Date.now(), rate };
      const options = { recordDelay: 200, jitter: 0 };
      await client.startCampaign({ campaign, planText: '', rosterText: '', people: [], clock, options });
      await act(
        async (command) => expectAccepted(await client.send(campaign.campaign, [command])),
        (time) => until(clock.startedAt + time / rate),
      );
      await until(Date.now() + 1_000);
      return await runsOf(client.temporal, campaign);
    } finally {
      const ends = campaign.placement.map(({ actor }) =>
        client.temporal.workflow.getHandle(workflowIdOf(campaign.campaign, actor)).terminate('recorded'),
      );
      await Promise.allSettled(ends);
      await worker.shutdown();
      await client.close();
      await drop();
    }
  }
}

async function runsOf(client: TemporalClient, campaign: Campaign): Promise<readonly RecordedRun[]> {
  const runs: RecordedRun[] = [];
  for (const { actor } of campaign.placement) {
    const workflowId = workflowIdOf(campaign.campaign, actor);
    let runId = await firstRunOf(client, workflowId);
    while (runId !== '') {
      const handle = client.workflow.getHandle(workflowId, runId);
      const history = await handle.fetchHistory();
      const next = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? '';
      const state: ActorState | null = next === '' ? await handle.query(stateQuery) : null;
      runs.push({ workflowId, runId, history: JSON.parse(historyToJSON(history)) as RecordedRun['history'], state });
      runId = next;
    }
  }
  return runs;
}

async function firstRunOf(client: TemporalClient, workflowId: string): Promise<string> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId ?? '';
}

function expectAccepted(answers: readonly ({ readonly ok: boolean } | { readonly status: string })[]): void {
  const bad = answers.filter((answer) => ('ok' in answer ? !answer.ok : answer.status !== 'accepted'));
  if (bad.length > 0) throw new Error(`Expected every command to be accepted, but: ${JSON.stringify(bad)}`);
}

async function until(instant: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, instant - Date.now())));
}

/** A third stage, at which the body of the root decides in a meeting. */
function withMeeting(campaign: Campaign): Campaign {
  const { points } = campaign.reviews;
  const last = points?.stages.at(-1);
  if (points === undefined || last === undefined) throw new Error('Expected the campaign to have a review.');
  const decided = {
    mode: 'meeting',
    quorum: { atLeastShare: [2, 3] },
    pass: { moreThan: [1, 2] },
    fail: null,
    of: 'present',
    weights: {},
    casting: false,
    veto: false,
    ballot: 'open',
    hideBelow: 5,
  } as const;
  const group = { ...last, id: 'group', name: '领导小组', by: 'group', decide: decided };
  const members = [{ person: 'gao', chair: true as const }, { person: 'lin' }, { person: 'luo' }];
  return {
    ...campaign,
    // Machines are known by the hash of their definition.
    reviews: {
      points: {
        ...points,
        hash: hashOf('points with a meeting'),
        stages: [...points.stages, group],
        course: [...points.course, { kind: 'stage', stage: 'group' }],
      },
    },
    roles: {
      ...campaign.roles,
      group: { id: 'group', name: '领导小组', relation: 'body', body: 'group', of: ['organization'] },
    },
    roster: {
      ...campaign.roster,
      bodies: { org: [{ id: 'group1', kind: 'group', members, office: [{ person: 'he' }] }] },
    },
  };
}

const recorder = { kind: 'recorder', person: 'he', of: 'group1' } as const;

function convene(meeting: string, posts: readonly NodeKey[]): CommandOf<'Convene'> {
  const agenda = posts.map((node) => ({
    node,
    step: 'search.settle',
    stage: 'group',
    round: 1,
    hash: versionOf(node, 1),
  }));
  return { kind: 'Convene', request: randomUUID(), node: 'org', signer: recorder, role: 'group', meeting, agenda };
}

function closeMeeting(meeting: string, returned: NodeKey): CommandOf<'CloseMeeting'> {
  const present = ['gao', 'lin', 'luo'];
  const exception = { outcome: 'return', reasons: ['不全'], opinion: null, verdicts: [] };
  return {
    kind: 'CloseMeeting',
    request: randomUUID(),
    node: 'org',
    signer: recorder,
    meeting,
    present,
    recused: [],
    vote: { for: present, against: [], abstained: [] },
    exceptions: [{ review: `${returned}/search.settle`, ...exception }],
    minutes: hashOf('minutes'),
  };
}

function report(unit: NodeKey): CommandOf<'Submit'> {
  const signer = { kind: 'person', person: `head-${unit}` } as const;
  return { ...submit(unit), signer, step: 'search.report' };
}
