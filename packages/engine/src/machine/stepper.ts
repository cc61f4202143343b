/**
 * The one module that steps XState machines. A machine here has no context, no actions and no time of its own: it says which
 * places exist and which moves lead from one to another. What is stored is the place, in our own words, never a snapshot.
 */
import { type AnyActorScope, type AnyStateMachine, createActor, type EventObject } from 'xstate';
import { invariant } from '../invariant.ts';

/** A machine whose moves are asked for and made by name of place. */
export interface Stepper<Move extends EventObject> {
  /** The place after `move`, or undefined when it is refused there. A move that stays in place gives that place. */
  readonly step: (place: string, move: Move) => string | undefined;
  readonly places: readonly string[];
  /** For walks and tests only. */
  readonly machine: AnyStateMachine;
}

/**
 * Keeps one actor scope per machine: building one for each step costs four times as much. Checked against the public
 * `transition()` in the machine tests. Never for machines that spawn.
 */
export function stepper<Move extends EventObject>(machine: AnyStateMachine): Stepper<Move> {
  const self = createActor(machine);
  const scope = {
    self,
    system: self.system,
    id: '',
    defer() {},
    emit() {},
    logger() {},
    stopChild() {},
    actionExecutor() {
      invariant(false, `machine '${machine.id}' to have no actions`);
    },
  } as unknown as AnyActorScope;
  const places = Object.keys(machine.states);

  // Without context the next place depends on place and move alone, so each pair is asked of the machine once.
  const known = new Map<string, string | undefined>();
  const step = (place: string, move: Move): string | undefined => {
    const key = keyOf(place, move);
    if (known.has(key)) return known.get(key);
    const to = ask(place, move);
    if (known.size > 10_000) known.clear();
    known.set(key, to);
    return to;
  };

  const ask = (place: string, move: Move): string | undefined => {
    const snapshot = machine.resolveState({ value: place, context: {} });
    // A refused event returns the same snapshot without a word, and so may an allowed one: ask first.
    if (!snapshot.can(move)) return undefined;
    const next = machine.transition(snapshot, move, scope);
    invariant(next.status !== 'error', `machine '${machine.id}' to step from '${place}' by '${move.type}'`);
    return next.value as string;
  };
  return { step, places, machine };
}

/** Moves carry texts and lists of texts that hold no line break. */
function keyOf(place: string, move: EventObject): string {
  let key = place;
  for (const field in move) key += `\n${field}=${String(move[field as keyof EventObject])}`;
  return key;
}
