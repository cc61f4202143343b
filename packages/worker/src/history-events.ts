/**
 * The events that an actor's histories hold, over all its runs: in the answers of Updates, in what was handed to be recorded, and
 * in what one run gave the next. Together that is every event there ever was.
 */
import type { BatchAnswer, Event } from '@lianfang/engine/kernel';
import type { ActorInput, RecordInput } from '@lianfang/workflows';
import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** In the order of the actor's own numbering, each once. */
export async function eventsInHistories(temporal: Client, workflowId: string): Promise<readonly Event[]> {
  const found = new Map<number, Event>();
  const keep = (events: readonly Event[]): void => {
    for (const event of events) found.set(event.actorSeq, event);
  };
  for (let runId: string | undefined, first = true; first || runId; first = false) {
    const history: History = await temporal.workflow.getHandle(workflowId, runId).fetchHistory();
    for (const event of history.events ?? []) await readEvent(event);
    runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  }
  return [...found.values()].sort((one, other) => one.actorSeq - other.actorSeq);

  async function readEvent(event: HistoryEvent): Promise<void> {
    const answer = event.workflowExecutionUpdateCompletedEventAttributes?.outcome?.success?.payloads?.[0];
    if (answer) keep((await decode<BatchAnswer>(answer)).events);
    const scheduled = event.activityTaskScheduledEventAttributes;
    const record = scheduled?.activityType?.name === 'recordEvents' ? scheduled.input?.payloads?.[0] : undefined;
    if (record) keep((await decode<RecordInput>(record)).events);
    const input = event.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
    if (input) keep((await decode<ActorInput>(input)).state?.log ?? []);
  }

  async function decode<T>(payload: Payload): Promise<T> {
    const { payloadCodecs, payloadConverter } = temporal.options.loadedDataConverter;
    let payloads = [payload];
    for (const codec of [...payloadCodecs].reverse()) payloads = await codec.decode(payloads);
    return payloadConverter.fromPayload<T>(payloads[0] ?? payload);
  }
}
