/**
 * What actors ask of the world, as contracts: inputs, outputs, time-outs and retries. The worker implements them; each may run
 * more than once, so each must be harmless when repeated.
 */
import type { ActorKey, Answer, Command, Event, Instant, NodeKey, Told } from '@lianfang/engine/kernel';
import type { ActivityOptions } from '@temporalio/common';
import type { HostClock } from './host-clock.ts';
import type { ActorOptions } from './messages.ts';

export interface RecordInput {
  readonly campaign: string;
  readonly actor: ActorKey;
  /** All events not known to be recorded, in order. */
  readonly events: readonly Event[];
  /** To the requests among them, in case their sender died before it recorded the answer. */
  readonly answers: readonly Answer[];
  readonly why: 'events' | 'continue-as-new' | 'close';
}
export interface StartInput {
  readonly campaign: string;
  readonly actors: readonly ActorKey[];
  readonly clock: HostClock;
  readonly options: ActorOptions;
}
export interface TellInput {
  readonly campaign: string;
  readonly actor: ActorKey;
  readonly told: readonly Told[];
  /** Under a manual clock: the sender's time. */
  readonly at?: Instant;
}
export interface DeliverInput {
  readonly campaign: string;
  readonly key: string;
  readonly node: NodeKey;
  readonly actor: ActorKey;
  readonly commands: readonly Command[];
  readonly at?: Instant;
}

export interface ActorActivities {
  /** Writes events, projections and notices, idempotent by node and sequence. */
  recordEvents(input: RecordInput): Promise<{ readonly through: number }>;
  /** Starts actors by their deterministic ids; those that run already, or are done, are left alone. */
  startActors(input: StartInput): Promise<void>;
  /** Reaches an actor that could not be signalled: waits until it exists. `closed`: it is done and needs nothing more. */
  tellActor(input: TellInput): Promise<'told' | 'closed'>;
  /** Sends commands by the command path, in batches; every command has an answer in the result. */
  deliverCommands(input: DeliverInput): Promise<readonly Answer[]>;
}

/** Faults of servers pass; only the code knows what is not worth repeating (`ApplicationFailure.nonRetryable`). */
const untilItWorks = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const;

export const activityOptions = {
  // Short, because a killed worker's attempt is only missed when this has passed.
  recordEvents: { startToCloseTimeout: '15s', retry: untilItWorks },
  startActors: { startToCloseTimeout: '30m', heartbeatTimeout: '30s', retry: untilItWorks },
  tellActor: { startToCloseTimeout: '15s', retry: { ...untilItWorks, initialInterval: '200ms' } },
  deliverCommands: { startToCloseTimeout: '30m', heartbeatTimeout: '10s', retry: untilItWorks },
} as const satisfies Readonly<Record<keyof ActorActivities, ActivityOptions>>;
