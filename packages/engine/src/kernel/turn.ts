/**
 * The one contract between the kernel and its hosts.
 */
import type { Event } from './event.ts';
import type { Answer, Effect } from './message.ts';
import type { ActorState } from './state.ts';

export interface Turn {
  readonly state: ActorState;
  /** What happened, in order; also appended to the state's log. */
  readonly events: readonly Event[];
  /** Events of earlier turns that belong to requests repeated in this batch; the caller records them again. */
  readonly repeated: readonly Event[];
  readonly effects: readonly Effect[];
  /** To the commands of a batch, in its order; empty for other messages. */
  readonly answers: readonly Answer[];
}
