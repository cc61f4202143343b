/**
 * An actor: pure data plus a pure function. Hosts a node or a whole subtree; brings itself to the present, then takes one message.
 * Must not know its host: a rehearsal and a workflow carry out the same turns.
 */
import type { ActorDefinition } from '../campaign/definition.ts';
import { currentEdition } from '../editions.ts';
import { invariant } from '../invariant.ts';
import { dispatched } from '../meeting/close.ts';
import type { Instant } from '../time/civil-date.ts';
import { earliestDue, passTime } from './clock.ts';
import { carryOut } from './commands.ts';
import { drain } from './drain.ts';
import type { Event } from './event.ts';
import { receive } from './inward.ts';
import type { Answer, Batch, Effect, Message } from './message.ts';
import { openNode } from './node.ts';
import { partsOf, type Rest, stateOf } from './parts.ts';
import type { Requests } from './requests.ts';
import type { ActorState } from './state.ts';
import type { Turn } from './turn.ts';
import { Work } from './work.ts';

/** Answers kept after they are on record: more than are ever in flight to one actor while a sender is away for a moment. */
const KEPT = 100;

/** The one refusal that is no answer: the sender reads its request row again and repeats. */
export const LOOK_AGAIN = 'request.look-again';

/** Opens every node of the actor; the root's actor also starts the others. */
export function openActor(definition: ActorDefinition, at: Instant): Turn {
  const empty: ActorState = {
    format: 1,
    edition: currentEdition,
    definitionHash: definition.hash,
    epoch: 1,
    at,
    seq: 0,
    recorded: 0,
    log: [],
    requests: {},
    forgotten: 0,
    nodes: {},
    roster: definition.roster,
    rosterHash: definition.rosterHash,
    effects: 0,
  };
  const work = new Work(definition, empty, at);
  for (const key of Object.keys(definition.nodes)) openNode(work, key);
  drain(work);
  if (definition.starts.length > 0)
    work.effects.push({ kind: 'start', key: work.effectKey(), actors: definition.starts });
  passTime(work, at);
  return turnOf(work, []);
}

/**
 * Brings the actor to `at`, then takes `message`. A batch whose commands are all refused changes nothing at all.
 * @param at campaign time in epoch milliseconds; an earlier one than the actor's counts as the actor's
 */
export function advance(definition: ActorDefinition, state: ActorState, message: Message, at: Instant): Turn {
  invariant(
    state.definitionHash === definition.hash,
    `the state of actor '${definition.actor}' to belong to its definition`,
  );
  if (message.kind === 'recorded') return acknowledged(state, message.through);
  const work = new Work(definition, state, at);
  passTime(work, work.at);
  switch (message.kind) {
    case 'batch':
      return takeBatch(work, state, message.batch);
    case 'told':
      for (const told of message.told) {
        receive(work, told);
        drain(work);
      }
      break;
    case 'delivered':
      dispatched(work, work.node(message.node), message.answers);
      break;
    case 'clock':
      break;
    default:
      message satisfies never;
  }
  drain(work);
  passTime(work, work.at);
  return turnOf(work, []);
}

/** The answers that `advance` would give; nothing is changed. */
export function refusalsOf(
  definition: ActorDefinition,
  state: ActorState,
  batch: Batch,
  at: Instant,
): readonly Answer[] {
  return advance(definition, state, { kind: 'batch', batch }, at).answers;
}

/** The earliest campaign instant at which the passing of time alone does something; null when nothing waits for it. */
export function nextDue(definition: ActorDefinition, state: ActorState): Instant | null {
  return earliestDue(new Work(definition, state, state.at));
}

/** Every node is closed: nothing will be decided here any more. */
export function isClosed(state: ActorState): boolean {
  return partsOf(state).nodes.every(({ closed, gone }) => closed && (gone === undefined || gone.over === true));
}

function takeBatch(work: Work, before: ActorState, batch: Batch): Turn {
  const strangers = batch.commands.filter((command) => work.requests.get(command.request) === undefined);
  // Whoever knows less of the record than was forgotten here may repeat a request that was done: it has to look at its row again.
  if (strangers.length > 0 && batch.recordedThrough < before.forgotten) {
    const rejection = { code: LOOK_AGAIN, recordedThrough: batch.recordedThrough, forgotten: before.forgotten };
    const answers = batch.commands.map(({ request }): Answer => ({ request, ok: false, rejection }));
    return { state: before, events: [], repeated: [], effects: [], answers };
  }
  const repeated: Event[] = [];
  const answers = batch.commands.map((command): Answer => {
    const known = work.requests.get(command.request);
    if (known !== undefined) {
      repeated.push(...work.state.log.filter((event) => event.actorSeq > known.from && event.actorSeq <= known.to));
      return known.answer;
    }
    const from = work.state.seq;
    work.request = command.request;
    const answer = carryOut(work, command);
    if (!answer.ok) {
      work.request = undefined;
      return answer;
    }
    // What follows inside this actor, a meeting's verdicts too, happens on account of this request.
    drain(work);
    passTime(work, work.at);
    work.request = undefined;
    work.requests = work.requests.with(command.request, { answer, from, to: work.state.seq });
    return answer;
  });
  if (answers.every((answer) => !answer.ok)) return { state: before, events: [], repeated: [], effects: [], answers };
  work.requests = acknowledge(work.state, work.requests, batch.recordedThrough);
  return turnOf(work, answers, repeated);
}

function acknowledged(state: ActorState, through: number): Turn {
  const { rest, nodes, requests } = partsOf(state);
  const next = { ...rest };
  const left = acknowledge(next, requests, through);
  return { state: stateOf(next, nodes, left), events: [], repeated: [], effects: [], answers: [] };
}

/** What the registry holds need not be kept: its events, and the answers that only they were needed for. */
function acknowledge(state: Rest, requests: Requests, through: number): Requests {
  const recorded = Math.min(through, state.seq);
  if (recorded <= state.recorded) return requests;
  state.recorded = recorded;
  state.log = state.log.filter((event) => event.actorSeq > recorded);
  const left = requests.forget(recorded, KEPT);
  state.forgotten = Math.max(state.forgotten, left.forgotten);
  return left.requests;
}

function turnOf(work: Work, answers: readonly Answer[], repeated: readonly Event[] = []): Turn {
  const effects = effectsOf(work);
  return { state: work.finish(), events: work.events, repeated, effects, answers };
}

/** Messages and verdicts for other actors, one effect per actor. */
function effectsOf(work: Work): Effect[] {
  const effects = [...work.effects];
  for (const [actor, told] of groupBy(work.outgoing, (one) => work.actorOf(one.to) ?? '')) {
    invariant(actor !== '', `node '${told[0]?.to}' to be hosted somewhere`);
    effects.push({ kind: 'tell', key: work.effectKey(), actor, told });
  }
  for (const [, group] of groupBy(work.deliveries, (one) => `${one.node} ${one.actor}`)) {
    const [first] = group;
    if (first === undefined) continue;
    const commands = group.map((one) => one.command);
    effects.push({ kind: 'deliver', key: work.effectKey(), node: first.node, actor: first.actor, commands });
  }
  return effects;
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
