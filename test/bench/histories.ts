/** What the histories of a campaign hold, over all its actors and all their runs. */
import { deflateRawSync } from 'node:zlib';
import type { LianfangClient } from '@lianfang/client';
import type { ActorKey, Campaign } from '@lianfang/engine/kernel';
import { stateQuery, workflowIdOf } from '@lianfang/workflows';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

export interface KindCount {
  readonly kind: string;
  readonly events: number;
  readonly payloadBytes: number;
}
export interface ActorSize {
  readonly actor: ActorKey;
  readonly runs: number;
  /** Events of the present run. */
  readonly historyLength: number;
  readonly stateBytes: number;
  readonly stateDeflated: number;
}
export interface Histories {
  readonly events: number;
  /** As the server counts them. */
  readonly bytes: number;
  /** As each workflow counts its own: the server's writes, but for tasks that failed. */
  readonly transitions: number;
  readonly kinds: readonly KindCount[];
  readonly actors: readonly ActorSize[];
}

export async function historiesOf(client: LianfangClient, campaign: Campaign): Promise<Histories> {
  const { workflow } = client.temporal;
  let events = 0;
  let bytes = 0;
  let transitions = 0;
  const kinds = new Map<string, { events: number; payloadBytes: number }>();
  const actors: ActorSize[] = [];
  for (const { actor } of campaign.placement) {
    const workflowId = workflowIdOf(campaign.campaign, actor);
    let historyLength = 0;
    let runs = 0;
    let runId: string | undefined;
    do {
      const handle = workflow.getHandle(workflowId, runId);
      const { raw, ...described } = await handle.describe();
      const history = await handle.fetchHistory();
      if (runs === 0) historyLength = described.historyLength;
      runs += 1;
      events += described.historyLength;
      bytes += described.historySize ?? 0;
      transitions += Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0);
      for (const { kind, payloadBytes } of payloadsIn(historyToJSON(history))) {
        const known = kinds.get(kind) ?? { events: 0, payloadBytes: 0 };
        kinds.set(kind, { events: known.events + 1, payloadBytes: known.payloadBytes + payloadBytes });
      }
      runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
    } while (runId !== undefined);
    const state = JSON.stringify(await workflow.getHandle(workflowId).query(stateQuery));
    const stateDeflated = deflateRawSync(state).length;
    actors.push({ actor, runs, historyLength, stateBytes: Buffer.byteLength(state), stateDeflated });
  }
  const sorted = [...kinds].map(([kind, count]) => ({ kind, ...count }));
  sorted.sort((one, other) => other.payloadBytes - one.payloadBytes || other.events - one.events);
  return { events, bytes, transitions, kinds: sorted, actors };
}

function payloadsIn(json: string): { readonly kind: string; readonly payloadBytes: number }[] {
  const { events } = JSON.parse(json) as { readonly events: readonly { readonly eventType: string }[] };
  return events.map((event) => {
    let payloadBytes = 0;
    JSON.parse(JSON.stringify(event), (key, value: unknown) => {
      if (key === 'data' && typeof value === 'string') payloadBytes += Buffer.from(value, 'base64').length;
      return value;
    });
    return { kind: event.eventType.replace('EVENT_TYPE_', '').toLowerCase().replaceAll('_', ' '), payloadBytes };
  });
}
