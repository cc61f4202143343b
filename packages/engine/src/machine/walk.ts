/**
 * Goes through a compiled machine by the moves it is given: which places are reached, by which transitions. For the check before a
 * launch; no host steps a machine this way, so it stays out of the kernel's entry point. Must not know what a place means.
 */
import { getAdjacencyMap } from '@xstate/graph';
import { type AnyStateMachine, type EventObject, fromTransition } from 'xstate';

export interface Transition {
  readonly from: string;
  readonly by: string;
  readonly to: string;
}

export interface Walk {
  /** In the order they were found; the first is where the machine begins. */
  readonly places: readonly string[];
  readonly transitions: readonly Transition[];
}

export type MovesAt<Move extends EventObject> = (place: string) => readonly Move[];

/** Every place that the moves lead to. A move that the machine refuses leads nowhere. */
export function walkMachine<Move extends EventObject>(machine: AnyStateMachine, movesAt: MovesAt<Move>): Walk {
  const found = getAdjacencyMap(machine, { events: (snapshot) => movesAt(String(snapshot.value)) });
  const transitions = Object.values(found).flatMap(({ state, transitions: next }) =>
    Object.values<{ readonly event: EventObject; readonly state: { readonly value: unknown } }>(next)
      .filter(({ event }) => state.can(event))
      .map(({ event, state: to }) => ({ from: String(state.value), by: event.type, to: String(to.value) })),
  );
  return { places: Object.values(found).map(({ state }) => String(state.value)), transitions: once(transitions) };
}

/** One of several machines that run side by side. */
export interface Side<Move extends EventObject> {
  readonly first: string;
  readonly step: (place: string, move: Move) => string | undefined;
  readonly movesAt: MovesAt<Move>;
}

interface Together {
  readonly at: readonly string[];
}
interface OneMoves {
  readonly type: 'moves';
  readonly side: number;
  readonly move: EventObject;
}

/**
 * All places that machines reach together, one of them moving at a time, until `isOver`. A place is the list of theirs, as JSON.
 * There are as many as the product of their places: ask for that number first.
 */
export function walkSideBySide<Move extends EventObject>(
  sides: readonly Side<Move>[],
  isOver: (at: readonly string[]) => boolean,
): Walk {
  const logic = fromTransition<Together, OneMoves, never, undefined>(
    ({ at }, { side, move }) => {
      const to = sides[side]?.step(at[side] ?? '', move as Move);
      return to === undefined ? { at } : { at: at.map((one, s) => (s === side ? to : one)) };
    },
    { at: sides.map((side) => side.first) },
  );
  const found = getAdjacencyMap(logic, {
    events: ({ context: { at } }) =>
      isOver(at)
        ? []
        : sides.flatMap(({ step, movesAt }, side) =>
            movesAt(at[side] ?? '')
              .filter((move) => step(at[side] ?? '', move) !== undefined)
              .map((move): OneMoves => ({ type: 'moves', side, move })),
          ),
  });
  const nameOf = (state: { readonly context: Together }): string => JSON.stringify(state.context.at);
  const transitions = Object.values(found).flatMap(({ state, transitions: next }) =>
    Object.values<{ readonly event: OneMoves; readonly state: { readonly context: Together } }>(next).map(
      ({ event, state: to }) => ({
        from: nameOf(state),
        by: event.move.type,
        to: nameOf(to),
      }),
    ),
  );
  return { places: Object.values(found).map(({ state }) => nameOf(state)), transitions: once(transitions) };
}

/** Places from which one of the others can be reached, these included. */
export function leadingTo({ transitions }: Walk, ends: readonly string[]): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const { from, to } of transitions) before.set(to, [...(before.get(to) ?? []), from]);
  const found = new Set(ends);
  // A set goes through what is added to it on the way.
  for (const place of found) for (const from of before.get(place) ?? []) found.add(from);
  return found;
}

/** A shortest way from the first place; undefined where none leads. */
export function wayTo({ places, transitions }: Walk, place: string): readonly Transition[] | undefined {
  const [first] = places;
  if (first === undefined) return undefined;
  const ways = new Map<string, readonly Transition[]>([[first, []]]);
  for (const [at, way] of ways) {
    if (at === place) return way;
    for (const next of transitions) if (next.from === at && !ways.has(next.to)) ways.set(next.to, [...way, next]);
  }
  return undefined;
}

function once(transitions: readonly Transition[]): readonly Transition[] {
  return [...new Map(transitions.map((one) => [`${one.from}\n${one.by}\n${one.to}`, one])).values()];
}
