/**
 * What a recorded behaviour is on disk: for each actor and each of its runs the history as the server gave it, and the state the
 * last run was in. `payloads.ts` reads what is inside.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ActorState } from '@lianfang/engine/kernel';

export interface RecordedRun {
  readonly workflowId: string;
  readonly runId: string;
  /** In the form that `historyToJSON` gives; anything else does not replay. */
  readonly history: { readonly events: readonly RecordedEvent[] };
  /** At the end of an actor's last run; null when another run follows, whose input holds it. */
  readonly state: ActorState | null;
}

export interface Recorded {
  readonly release: string;
  readonly behaviour: string;
  /** What happens in it, in a sentence. */
  readonly story: string;
  readonly runs: readonly RecordedRun[];
}

/** Payloads are base64. */
export interface RecordedPayload {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly data?: string;
}
interface Payloads {
  readonly payloads?: readonly RecordedPayload[];
}

/** Of a history's event, what the checks read. */
export interface RecordedEvent {
  readonly eventId: string;
  readonly eventTime: string;
  readonly eventType: string;
  readonly workflowExecutionStartedEventAttributes?: { readonly input?: Payloads };
  readonly workflowExecutionContinuedAsNewEventAttributes?: { readonly input?: Payloads };
  readonly workflowExecutionSignaledEventAttributes?: { readonly signalName: string; readonly input?: Payloads };
  readonly workflowExecutionUpdateAcceptedEventAttributes?: {
    readonly acceptedRequest: {
      readonly meta: { readonly updateId: string };
      readonly input: { readonly name: string; readonly args?: Payloads };
    };
  };
  readonly workflowExecutionUpdateCompletedEventAttributes?: {
    readonly meta: { readonly updateId: string };
    readonly outcome: { readonly success?: Payloads };
  };
  readonly activityTaskScheduledEventAttributes?: {
    readonly activityType: { readonly name: string };
    readonly input?: Payloads;
  };
  readonly activityTaskCompletedEventAttributes?: { readonly scheduledEventId: string; readonly result?: Payloads };
  readonly signalExternalWorkflowExecutionInitiatedEventAttributes?: {
    readonly signalName: string;
    readonly input?: Payloads;
  };
}

export const RELEASE = '0.0';
export const folder = fileURLToPath(new URL('./histories', import.meta.url));

/** Every behaviour of every release, by `release/behaviour`. */
export function recordedBehaviours(): readonly Recorded[] {
  return readdirSync(folder)
    .sort()
    .flatMap((release) =>
      readdirSync(path.join(folder, release))
        .sort()
        .map((file) => JSON.parse(readFileSync(path.join(folder, release, file), 'utf8')) as Recorded),
    );
}
