/** Every transition of a compiled machine, and moves that make each: found by searching the machine itself, not written by hand. */
import type { AnyStateMachine } from 'xstate';
import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import type { ReviewMove } from '../../../packages/engine/src/machine/review-machine.ts';

export interface Transition {
  readonly from: string;
  readonly type: ReviewMove['type'];
  readonly to: string;
}

export interface Leg {
  readonly transition: Transition;
  /** From the initial place; the last makes the transition. */
  readonly moves: readonly ReviewMove[];
}

export const nameOf = ({ from, type, to }: Transition): string => `${from} –${type}→ ${to}`;

/** As the machine is built: one for each place, move and target. */
export function transitionsOf(machine: AnyStateMachine): Transition[] {
  const found = new Map<string, Transition>();
  for (const [from, state] of Object.entries(machine.states)) {
    for (const [type, list] of state.transitions) {
      for (const { target } of list) {
        for (const { key } of target ?? []) {
          const transition = { from, type: type as Transition['type'], to: key };
          found.set(nameOf(transition), transition);
        }
      }
    }
  }
  return [...found.values()];
}

/** A shortest way to each transition that some move can make. */
export function tourOf(
  machine: AnyStateMachine,
  types: readonly ReviewMove['type'][],
  places: readonly string[],
): Leg[] {
  const events = types.flatMap((type) =>
    [null, ...places].flatMap((target) =>
      [places, [], ...places.map((place) => [place])].map((applicable): ReviewMove => ({ type, target, applicable })),
    ),
  );
  const ways = new Map(
    getShortestPaths(machine, { events }).map((path) => [
      String(path.state.value),
      path.steps.map((step) => step.event).filter((event) => event.type !== 'xstate.init') as unknown as ReviewMove[],
    ]),
  );
  const legs = new Map<string, Leg>();
  for (const { state, transitions } of Object.values(getAdjacencyMap(machine, { events }))) {
    const from = String(state.value);
    const way = ways.get(from);
    if (way === undefined) continue;
    for (const { event, state: next } of Object.values<{ event: typeof state.event; state: typeof state }>(
      transitions,
    )) {
      if (!state.can(event)) continue;
      const move = event as unknown as ReviewMove;
      const transition = { from, type: move.type, to: String(next.value) };
      if (!legs.has(nameOf(transition))) legs.set(nameOf(transition), { transition, moves: [...way, move] });
    }
  }
  return [...legs.values()];
}
