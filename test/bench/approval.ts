/**
 * The same approval twice: a holder hands in, the section sends it back, and after the second version section, deputy and leader approve.
 * Once as an XState machine written by hand, stepped by the public `transition()`; once as our kernel runs it from the plan.
 */
import { placeOn, sliceFor } from '@lianfang/engine';
import {
  type ActorDefinition,
  type ActorState,
  advance,
  type Command,
  type Instant,
  openActor,
  type Signer,
} from '@lianfang/engine/kernel';
import { assign, initialTransition, type SnapshotFrom, setup, transition } from 'xstate';
import { reviewMachine } from '../../packages/engine/src/machine/review-machine.ts';
import { aUnit, type LastStage, sectionOf } from './unit.ts';

const hash = (number: number): string => number.toString(16).padStart(64, '0');

interface Said {
  readonly type: 'submit' | 'approve' | 'return';
  readonly by: string;
  readonly round: number;
  readonly hash: string;
  readonly at: number;
}
interface People {
  readonly filler: string;
  readonly section: string;
  readonly deputy: string;
  readonly leader: string;
}
interface Held {
  readonly round: number;
  readonly version: string | null;
  readonly decisions: readonly Omit<Said, 'type'>[];
  readonly people: People;
}
const nobody: People = { filler: '', section: '', deputy: '', leader: '' };

/** Guards check who acts and on which round, every decision is recorded: no dues, no events, no effects. */
const machine = setup({
  types: { context: {} as Held, events: {} as Said, input: {} as People },
  guards: {
    isFiller: ({ context, event }) => event.by === context.people.filler,
    mayDecide: ({ context, event }, { stage }: { stage: 'section' | 'deputy' | 'leader' }) =>
      event.by === context.people[stage] && event.round === context.round && event.hash === context.version,
  },
  actions: {
    take: assign(({ context, event }) => ({ round: context.round + 1, version: event.hash })),
    record: assign(({ context, event: { by, round, hash: on, at } }) => ({
      decisions: [...context.decisions, { by, round, hash: on, at }],
    })),
  },
}).createMachine({
  id: 'approval',
  initial: 'draft',
  // Asked again in each `transition()`, with no input then.
  context: ({ input }): Held => ({
    round: 0,
    version: null,
    decisions: [],
    people: (input as People | undefined) ?? nobody,
  }),
  states: {
    draft: { on: { submit: { target: 'section', guard: 'isFiller', actions: 'take' } } },
    section: stage('section', 'deputy'),
    deputy: stage('deputy', 'leader'),
    leader: stage('leader', 'approved'),
    approved: { type: 'final' },
  },
});

function stage<Next extends string>(own: 'section' | 'deputy' | 'leader', next: Next) {
  const guard = { type: 'mayDecide', params: { stage: own } } as const;
  return {
    on: { approve: { target: next, guard, actions: 'record' }, return: { target: 'draft', guard, actions: 'record' } },
  } as const;
}

const said: readonly Said[] = [
  { type: 'submit', by: 'holder1', round: 1, hash: hash(1), at: 1 },
  { type: 'return', by: 'head1', round: 1, hash: hash(1), at: 2 },
  { type: 'submit', by: 'holder1', round: 2, hash: hash(2), at: 3 },
  { type: 'approve', by: 'head1', round: 2, hash: hash(2), at: 4 },
  { type: 'approve', by: 'deputy', round: 2, hash: hash(2), at: 5 },
  { type: 'approve', by: 'leader', round: 2, hash: hash(2), at: 6 },
];

type Snapshot = SnapshotFrom<typeof machine>;
const [start] = initialTransition(machine, {
  filler: 'holder1',
  section: 'head1',
  deputy: 'deputy',
  leader: 'leader',
});

/** From snapshot to snapshot, as XState keeps it in memory. */
export function byTransition(): void {
  let snapshot: Snapshot = start;
  for (const event of said) [snapshot] = transition(machine, snapshot, event);
  expectApproved(snapshot.value);
}

/** From place and data to place and data, as a host stores them. */
export function byTransitionStored(): void {
  let value: Snapshot['value'] = start.value;
  let { context } = start;
  for (const event of said) {
    const [next] = transition(machine, machine.resolveState({ value, context }), event);
    ({ value, context } = next);
  }
  expectApproved(value);
}

/** The moves alone, by the machine that the kernel makes of the plan's review. */
export function byMoves({ definition }: Office): () => void {
  const review = definition.reviews.points;
  if (review === undefined) throw new Error("Expected a review 'points'.");
  const { step } = reviewMachine(review);
  const applicable = review.stages.map((one) => one.id);
  const moves = ['Start', 'Return', 'Resubmit', 'Forward', 'Forward', 'Forward'] as const;
  return () => {
    let place: string | undefined = 'waiting';
    for (const type of moves) place = step(place ?? '', { type, applicable });
    expectApproved(place);
  };
}

function expectApproved(value: unknown): void {
  if (value !== 'approved')
    throw new Error(`Expected the machine to come to 'approved', not to ${JSON.stringify(value)}.`);
}

export interface Office {
  readonly definition: ActorDefinition;
  /** Declarations are open. */
  readonly start: ActorState;
  readonly at: Instant;
  readonly posts: readonly string[];
}

/** The actor that hosts the first post: alone, or together with all the others. */
export function anOffice(last: LastStage, posts: number, placement: 'one' | 'per-node'): Office {
  const unit = aUnit(last, posts);
  const campaign = { ...unit.campaign, placement: placeOn(unit.campaign, placement) };
  const actor = campaign.placement.find(({ nodes }) => nodes.includes('p1'))?.actor ?? '';
  const definition = sliceFor(campaign, campaign.placement, actor);
  const opened = openActor(definition, unit.at).state;
  return { definition, start: JSON.parse(JSON.stringify(opened)), at: unit.at + 3_600_000, posts: unit.posts };
}

/** One command, one turn; what was recorded so far is acknowledged with it, as a client does. */
export function give({ definition, at }: Office, state: ActorState, command: Command): ActorState {
  const batch = { id: command.request, commands: [command], recordedThrough: state.seq };
  const turn = advance(definition, state, { kind: 'batch', batch }, at);
  const [answer] = turn.answers;
  if (answer?.ok !== true) throw new Error(`Expected '${command.kind}' to be accepted, but: ${JSON.stringify(answer)}`);
  return turn.state;
}

export function acts(post: string) {
  const number = Number(post.slice(1));
  let requests = 0;
  const head = (signer: Signer) => ({ request: `${post}-${++requests}`, node: post, signer });
  const reviewer = (stageOf: string): string => (stageOf === 'section' ? `head${sectionOf(number)}` : stageOf);
  return {
    submit: (round: number): Command => ({
      kind: 'Submit',
      ...head({ kind: 'person', person: `holder${number}` }),
      step: 'search.declare',
      round,
      version: hash(round),
      material: hash(round),
      facts: { grade: '二级' },
      items: [{ item: 'i1', hash: hash(round), material: hash(round) }],
    }),
    decide: (round: number, at: string, outcome: 'approve' | 'return'): Command => ({
      kind: 'Decide',
      ...head({ kind: 'person', person: reviewer(at) }),
      step: 'search.settle',
      stage: at,
      round,
      hash: hash(round),
      outcome,
      reasons: outcome === 'return' ? ['不全'] : [],
      opinion: outcome === 'return' ? hash(9) : null,
      verdicts: [],
    }),
  };
}

export function sixCommands(): Command[] {
  const { submit, decide } = acts('p1');
  return [
    submit(1),
    decide(1, 'section', 'return'),
    submit(2),
    decide(2, 'section', 'approve'),
    decide(2, 'deputy', 'approve'),
    decide(2, 'leader', 'approve'),
  ];
}

/** Six decisions on one review, two of which send it back. */
export function sixDecisions(): Command[] {
  const { submit, decide } = acts('p1');
  return [
    submit(1),
    decide(1, 'section', 'return'),
    submit(2),
    decide(2, 'section', 'approve'),
    decide(2, 'deputy', 'return'),
    submit(3),
    decide(3, 'section', 'approve'),
    decide(3, 'deputy', 'approve'),
    decide(3, 'leader', 'approve'),
  ];
}
