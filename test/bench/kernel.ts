/**
 * How fast the kernel decides, as ratios taken in one run, in processor time: slices of what is compared alternate, so that whatever else
 * the machine does falls on all alike, and the median slice counts.
 */
import type { ActorState, Command } from '@lianfang/engine/kernel';
import { possibleAt } from '@lianfang/engine/kernel';
import {
  acts,
  anOffice,
  byMoves,
  byTransition,
  byTransitionStored,
  give,
  type Office,
  sixCommands,
  sixDecisions,
} from './approval.ts';

export interface Row {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** Absent: for comparison only. */
  readonly limit?: { readonly at: 'most' | 'least'; readonly value: number };
  readonly ok: boolean;
}

export interface Effort {
  /** Alternating slices of each. */
  readonly slices: number;
  /** Milliseconds of processor time. */
  readonly slice: number;
}

export const usualEffort: Effort = { slices: 60, slice: 8 };

export function measureKernel(effort: Effort = usualEffort): readonly Row[] {
  return [...speed(effort), size(), ...meeting(effort), ...unitSize(effort), possible(effort)];
}

function row(what: string, figure: number, unit: string, limit?: Row['limit']): Row {
  const ok = limit === undefined || (limit.at === 'most' ? figure <= limit.value : figure >= limit.value);
  return { what, figure, unit, ok, ...(limit === undefined ? {} : { limit }) };
}

/** Microseconds per run of each, taken in turns. */
function alternately<Name extends string>(
  runs: Readonly<Record<Name, () => void>>,
  { slices, slice }: Effort,
): Record<Name, number> {
  const names = Object.keys(runs) as Name[];
  const counts = Object.fromEntries(names.map((name) => [name, countFor(runs[name], slice)])) as Record<Name, number>;
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < slices; round += 1) {
    for (const name of names) taken[name].push(micros(runs[name], counts[name]) / counts[name]);
  }
  return Object.fromEntries(names.map((name) => [name, median(taken[name])])) as Record<Name, number>;
}

/** How many runs fill a slice, once warm. */
function countFor(run: () => void, slice: number): number {
  for (let count = 1; ; count *= 2) {
    if (micros(run, count) < WARM * slice * 1000) continue;
    return Math.max(1, Math.round((count * slice * 1000) / micros(run, count)));
  }
}
const WARM = 40;

/** Of this process only: what else the machine does is not in it. */
function micros(run: () => void, count: number): number {
  const before = process.cpuUsage();
  for (let i = 0; i < count; i += 1) run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function median(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

function speed(effort: Effort): Row[] {
  const office = anOffice('leader', 1, 'per-node');
  const commands = sixCommands();
  const byKernel = () => void played(office, office.start, commands);
  const stored = () => {
    let text = startText;
    for (const command of commands) text = JSON.stringify(give(office, JSON.parse(text) as ActorState, command));
  };
  const startText = JSON.stringify(office.start);
  const runs = {
    raw: byTransition,
    rawStored: byTransitionStored,
    moves: byMoves(office),
    kernel: byKernel,
    text: stored,
  };
  const took = alternately(runs, effort);
  return [
    row('six events by raw transition(), snapshot to snapshot', took.raw, 'µs'),
    row('six events by raw transition(), place and data to place and data', took.rawStored, 'µs'),
    row('six moves of the kernel’s review machine alone, place to place', took.moves, 'µs'),
    row('six commands by the kernel, state to state', took.kernel, 'µs'),
    row('six commands by the kernel, JSON text to JSON text', took.text, 'µs'),
    row('a whole turn of the kernel against raw transition()', took.raw / took.kernel, '×', { at: 'least', value: 2 }),
    row('the same against raw transition() on place and data', took.rawStored / took.kernel, '×'),
    row('its moves alone against raw transition()', took.raw / took.moves, '×'),
  ];
}

function played(office: Office, from: ActorState, commands: readonly Command[]): ActorState {
  let state = from;
  for (const command of commands) state = give(office, state, command);
  return state;
}

function size(): Row {
  const office = anOffice('leader', 1, 'per-node');
  const review = played(office, office.start, sixDecisions()).nodes.p1?.reviews['search.settle'];
  return row('state of a review after six decisions', Buffer.byteLength(JSON.stringify(review)), 'B', {
    at: 'most',
    value: 2048,
  });
}

const MEETING_POSTS = 300;

/** Convened, tabled, closed and delivered, all in one actor. */
function meeting({ slices }: Effort): Row[] {
  const office = anOffice('team', MEETING_POSTS, 'one');
  const before = played(office, office.start, office.posts.flatMap(toTheTeam));
  const signer = { kind: 'recorder', person: 'leader', of: 'team1' } as const;
  const head = { node: 'u', signer, meeting: 'm1' };
  const present = ['leader', 'deputy', 'third'];
  const agenda = office.posts.map((node) => {
    const review = before.nodes[node]?.reviews['search.settle'];
    if (review?.place !== 'team' || review.hash === null) throw new Error(`Expected '${node}' to wait for the team.`);
    return { node, step: 'search.settle', stage: 'team', round: review.round, hash: review.hash };
  });
  const convene: Command = { kind: 'Convene', ...head, request: 'convene', role: 'team', agenda };
  const close: Command = {
    kind: 'CloseMeeting',
    ...head,
    request: 'close',
    present,
    recused: [],
    vote: { for: present, against: [], abstained: [] },
    exceptions: [],
    minutes: 'f'.repeat(64),
  };
  const times: number[] = [];
  for (let round = 0; round < slices / 2; round += 1) {
    let after = before;
    // The first half warms up.
    times.push(
      micros(() => {
        after = played(office, before, [convene, close]);
      }, 1) / 1000,
    );
    const undecided = office.posts.filter((post) => after.nodes[post]?.reviews['search.settle']?.place !== 'approved');
    if (undecided.length > 0) throw new Error(`Expected every review to be approved, but not: ${undecided.join(', ')}`);
  }
  return [
    row(`a meeting over ${MEETING_POSTS} reviews, in memory`, median(times.slice(times.length / 2)), 'ms', {
      at: 'most',
      value: 50,
    }),
  ];
}

function toTheTeam(post: string): Command[] {
  const { submit, decide } = acts(post);
  return [submit(1), decide(1, 'section', 'approve'), decide(1, 'deputy', 'approve')];
}

/** The same decision, with ten posts in the unit and with three hundred. */
function unitSize(effort: Effort): Row[] {
  const run = (posts: number) => {
    const office = anOffice('leader', posts, 'one');
    const ready = played(
      office,
      office.start,
      office.posts.map((post) => acts(post).submit(1)),
    );
    const decision = acts('p1').decide(1, 'section', 'approve');
    return () => void give(office, ready, { ...decision, request: 'decision' });
  };
  const took = alternately({ ten: run(10), many: run(300) }, effort);
  return [
    row('one decision in a unit of 10 posts', took.ten, 'µs'),
    row('one decision in a unit of 300 posts', took.many, 'µs'),
    row('one decision, 300 posts against 10', took.many / took.ten, '×', { at: 'most', value: 1.5 }),
  ];
}

function possible(effort: Effort): Row {
  const office = anOffice('leader', 60, 'one');
  const state = give(office, office.start, acts('p1').submit(1));
  const took = alternately(
    { possible: () => void possibleAt(office.definition, state, 'p1', 'head1', office.at) },
    effort,
  );
  return row('what is possible at a node with one review', took.possible / 1000, 'ms', { at: 'most', value: 5 });
}
