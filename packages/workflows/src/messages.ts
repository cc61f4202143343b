/**
 * The messages of a running actor, by name: what clients, other actors and operators send. Definitions only; what a message
 * means is the kernel's, how it is handled `actor-workflow.ts`.
 */
import type {
  ActorDefinition,
  ActorKey,
  ActorState,
  Batch,
  BatchAnswer,
  CalendarSlice,
  Effect,
  Instant,
  Message,
  NodeKey,
  PersonId,
  Possibility,
  ReviewDefinition,
  ReviewDryRun,
  Told,
} from '@lianfang/engine/kernel';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { HostClock } from './host-clock.ts';

export interface ActorOptions {
  /** Accepted Updates of one run before it continues as new. Default 500: a cold replay stays near two seconds. */
  readonly maxUpdates?: number;
  /** Continues as new after so many turns, whatever caused them; tests set 1. */
  readonly continueAsNewEvery?: number;
  /** Real milliseconds that events which no person caused are gathered before they are recorded. Default 3,000. */
  readonly recordDelay?: number;
  /** Real milliseconds over which wake-ups of different actors at one due are spread. Default 30,000, divided by the clock's rate. */
  readonly jitter?: number;
}

/** What a run hands to the next one beside the kernel's state. */
export interface Carried {
  /** Effects that were not done; each is safe to do again. */
  readonly effects: readonly Effect[];
  readonly parked: readonly ParkedMessage[];
  readonly sent: Readonly<Record<ActorKey, number>>;
  readonly turns: number;
}

export interface ActorInput {
  /** The slice the actor runs by; the workflow id is `<campaign>/<actor>`. */
  readonly definition: ActorDefinition;
  readonly clock: HostClock;
  readonly options: ActorOptions;
  readonly state?: ActorState;
  readonly carried?: Carried;
}

/** What a finished actor leaves in its history. */
export interface ActorEnd {
  readonly actor: ActorKey;
  readonly at: Instant;
  readonly seq: number;
}

/** A message on which the kernel broke a promise of its own: kept, shown, and tried again when told to. */
export interface ParkedMessage {
  readonly message: Message;
  readonly code: string;
  readonly text: string;
}

export interface ActorStatus {
  readonly campaign: string;
  readonly actor: ActorKey;
  readonly definitionHash: string;
  readonly edition: number;
  /** Campaign time of the last turn, and of the earliest due; null: nothing waits for time. */
  readonly at: Instant;
  readonly nextDue: Instant | null;
  /** No effect is under way or waiting, and nothing has to be recorded by this host. */
  readonly atRest: boolean;
  /** Keys of the effects under way or waiting. */
  readonly effects: readonly string[];
  readonly seq: number;
  readonly recorded: number;
  readonly openNodes: number;
  /** Messages and deliveries that reached each other actor, since the beginning. */
  readonly sent: Readonly<Record<ActorKey, number>>;
  /** Since the beginning; and of this run. */
  readonly turns: number;
  readonly updates: number;
  readonly incidents: readonly { readonly kind: Message['kind']; readonly code: string; readonly text: string }[];
}

/** Arguments: the batch; under a manual clock also the campaign time at which it is sent. */
export const commandUpdate = defineUpdate<BatchAnswer, [Batch, Instant?]>('command');
export const toldSignal = defineSignal<[readonly Told[], Instant?]>('told');
/** Moves a manual clock; a rated clock ignores it. */
export const clockSignal = defineSignal<[Instant]>('clock');
/** Tries parked messages again, after the code that failed on them was mended. */
export const retrySignal = defineSignal('retry');
export const statusQuery = defineQuery<ActorStatus>('status');
export const stateQuery = defineQuery<ActorState>('state');
/** What somebody could do at a node now, or why not. Under a manual clock also the campaign time that is asked about. */
export const possibleQuery = defineQuery<readonly Possibility[], [NodeKey, PersonId, Instant?]>('possible');
/** What a change of a review would do to those in flight here, if it moved them. */
export const dryRunReviewQuery = defineQuery<ReviewDryRun, [ReviewDefinition]>('dryRunReview');
/** The working days it counts by now. */
export const calendarQuery = defineQuery<CalendarSlice>('calendar');

export const ACTOR_WORKFLOW = 'actorWorkflow';

export function workflowIdOf(campaign: string, actor: ActorKey): string {
  return `${campaign}/${actor}`;
}
