/**
 * What can be wrong with a machine once it is walked: a place that nothing leads out of, one from which the end cannot be reached, a
 * return that cannot reach the approval, a place that nothing leads to. Each with a way there as its witness.
 */
import type { Due } from '../../campaign/definition.ts';
import { leadingTo, type Transition, type Walk, wayTo } from '../../machine/walk.ts';
import type { Problem } from '../../problem.ts';
import { type Path, problem } from '../context.ts';

export interface WalkedMachine {
  /** What it is the machine of, for messages. */
  readonly name: string;
  readonly walk: Walk;
  /** Where nothing is waited for any more. */
  readonly ends: readonly string[];
  /** Where it is approved or done; some end at least. */
  readonly goals: readonly string[];
  /** Every place that somebody would wait for; one that is not reached is a flaw. */
  readonly expected: readonly string[];
  /** Moves that get somebody out but are not of those whom the place waits for. */
  readonly aside?: readonly string[];
  readonly pathOf: (place: string) => Path;
  readonly nameOf: (place: string) => string;
}

export function flawsOf({ name, walk, ends, goals, expected, aside = [], pathOf, nameOf }: WalkedMachine): Problem[] {
  const own = { ...walk, transitions: walk.transitions.filter(({ by }) => !aside.includes(by)) };
  const ending = leadingTo(own, ends);
  const approving = leadingTo(own, goals);
  const way = (place: string): readonly string[] => (wayTo(walk, place) ?? []).map((one) => words(one, nameOf));
  const stuck = walk.places.filter(
    (place) => !ends.includes(place) && !own.transitions.some(({ from, to }) => from === place && to !== place),
  );
  const lost = walk.places.filter((place) => !ending.has(place) && !stuck.includes(place));
  const back = [...new Set(walk.transitions.filter(({ by }) => by === 'Return').map(({ to }) => to))].filter(
    (place) => ending.has(place) && !approving.has(place),
  );
  const told = (code: string, places: readonly string[]): Problem[] =>
    places.map((place) =>
      problem(code, 'error', pathOf(place), { machine: name, place: nameOf(place), way: way(place) }),
    );
  return [
    ...told('machine.dead-end', stuck),
    ...told('machine.never-ends', lost),
    ...told('machine.never-approved', back),
    ...expected
      .filter((place) => !walk.places.includes(place))
      .map((place) => problem('stage.never-reached', 'error', pathOf(place), { machine: name, name: nameOf(place) })),
  ];
}

/** What places that every machine has are called, for messages in both languages. */
const placeNames: Readonly<Record<string, string>> = {
  waiting: '未开始 waiting',
  open: '办理中 open',
  done: '办结 done',
  'left-out': '略过 left out',
  closed: '关闭 closed',
  returned: '已退回 returned',
  withdrawn: '已撤回 withdrawn',
  approved: '已通过 approved',
  ended: '已终止 ended',
  joined: '已会合 joined',
};

export function placeName(place: string): string {
  return placeNames[place] ?? place;
}

/** No limit, and no reason for none. */
export function isOpenEnded(due: Due): boolean {
  return due.kind === 'none' && due.reason === '';
}

function words({ from, to }: Transition, nameOf: (place: string) => string): string {
  return `${nameOf(from)} → ${nameOf(to)}`;
}
