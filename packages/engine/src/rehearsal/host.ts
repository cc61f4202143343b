/**
 * The rehearsal host: runs the same actors as the durable one, in memory, on a virtual clock, delivering between actors in an order
 * drawn from a seed. Must not decide anything.
 */
import type { ActorDefinition } from '../campaign/definition.ts';
import type { ActorKey, NodeKey, StepId } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import { advance, nextDue, openActor } from '../kernel/actor.ts';
import type { Command } from '../kernel/command.ts';
import type { Event } from '../kernel/event.ts';
import type { Answer, Effect, Message } from '../kernel/message.ts';
import { rowsWanted } from '../kernel/rows-wanted.ts';
import type { ActorState, NodeState } from '../kernel/state.ts';
import type { Turn } from '../kernel/turn.ts';
import type { Instant } from '../time/civil-date.ts';
import { type Random, randomOf } from './random.ts';

export interface RehearsalOptions {
  readonly definitions: readonly ActorDefinition[];
  readonly at: Instant;
  /** Of the order of delivery between actors. */
  readonly seed?: number;
  /** Sends every state and message through JSON, as a durable host does. */
  readonly throughJson?: boolean;
  /** Called with every turn's events, in the order they were made. */
  readonly onEvents?: (events: readonly Event[]) => void;
}

interface Actor {
  readonly definition: ActorDefinition;
  state: ActorState | undefined;
  due: Instant | null;
}

type InFlight =
  | { readonly kind: 'message'; readonly actor: ActorKey; readonly message: Message }
  | { readonly kind: 'start'; readonly actor: ActorKey };

export interface Counts {
  readonly nodes: number;
  readonly actors: number;
  readonly commands: number;
  readonly messages: number;
  readonly wakes: number;
  readonly events: number;
}

export class RehearsalHost {
  private readonly actors = new Map<ActorKey, Actor>();
  private readonly hosts = new Map<NodeKey, ActorKey>();
  private readonly flight: InFlight[] = [];
  private readonly random: Random;
  private readonly options: RehearsalOptions;
  private readonly count = { commands: 0, messages: 0, wakes: 0, events: 0 };
  now: Instant;

  constructor(options: RehearsalOptions) {
    this.options = options;
    this.random = randomOf(options.seed ?? 1);
    this.now = options.at;
    for (const definition of options.definitions) {
      this.actors.set(definition.actor, { definition, state: undefined, due: null });
      for (const node of Object.keys(definition.nodes)) this.hosts.set(node, definition.actor);
    }
  }

  /** Opens the root's actor, which starts the others, and comes to rest. */
  start(): void {
    const [first] = this.actors.keys();
    invariant(first !== undefined, 'at least one actor');
    this.open(first);
    this.rest();
  }

  /** What was answered once is answered the same again, as by the request row of the registry. */
  private readonly answered = new Map<string, Answer>();

  /** Sends a batch to the actor that hosts its commands' nodes; comes to rest before it answers. */
  send(...commands: readonly Command[]): readonly Answer[] {
    const actor = this.hostOf(commands[0]?.node ?? '');
    const id = commands[0]?.request ?? '';
    this.count.commands += commands.length;
    if (actor === undefined) {
      return commands.map(({ request, node }) => ({ request, ok: false, rejection: { code: 'node.unknown', node } }));
    }
    const fresh = commands.filter((command) => !this.answered.has(command.request));
    if (fresh.length > 0) {
      const recordedThrough = actor.state?.recorded ?? 0;
      const turn = this.take(actor, { kind: 'batch', batch: { id, commands: fresh, recordedThrough } });
      for (const answer of turn.answers) this.answered.set(answer.request, answer);
      this.rest();
    }
    return commands.flatMap((command) => this.answered.get(command.request) ?? []);
  }

  /** The command is decided, and whoever sent it is lost before its events are on record: they wait in the actor's log. */
  sendAndLose(command: Command): void {
    const actor = this.hostOf(command.node);
    invariant(actor?.state, `node '${command.node}' to be hosted`);
    this.count.commands += 1;
    const batch = { id: command.request, commands: [command], recordedThrough: actor.state.recorded };
    this.take(actor, { kind: 'batch', batch }, true);
    this.rest();
  }

  /** Lets the clock run to `to`, stopping at every due in order, at rest between them. */
  passTo(to: Instant): void {
    for (;;) {
      const due = this.nextDue();
      if (due === null || due > to) break;
      this.now = Math.max(this.now, due);
      for (const actor of this.actors.values()) {
        if (actor.due !== null && actor.due <= this.now) {
          this.count.wakes += 1;
          this.take(actor, { kind: 'clock' });
        }
      }
      this.rest();
    }
    this.now = Math.max(this.now, to);
  }

  /** The next campaign instant at which something happens by itself. */
  nextDue(): Instant | null {
    let earliest: Instant | null = null;
    for (const { due } of this.actors.values())
      if (due !== null && (earliest === null || due < earliest)) earliest = due;
    return earliest;
  }

  node(key: NodeKey): NodeState | undefined {
    return this.hostOf(key)?.state?.nodes[key];
  }

  /** The rows that a step waits for at a node, where its filler does not choose them. */
  rowsWanted(node: NodeKey, step: StepId): readonly string[] | undefined {
    const actor = this.hostOf(node);
    return actor?.state === undefined ? undefined : rowsWanted(actor.definition, actor.state, node, step, this.now);
  }

  states(): readonly ActorState[] {
    return [...this.actors.values()].flatMap((actor) => (actor.state === undefined ? [] : [actor.state]));
  }

  counts(): Counts {
    return { nodes: this.hosts.size, actors: this.actors.size, ...this.count };
  }

  private hostOf(node: NodeKey): Actor | undefined {
    const cut = node.indexOf('#');
    const key = this.hosts.get(cut < 0 ? node : node.slice(0, cut));
    return key === undefined ? undefined : this.actors.get(key);
  }

  private open(key: ActorKey): void {
    const actor = this.actors.get(key);
    invariant(actor, `actor '${key}' to be defined`);
    if (actor.state !== undefined) return;
    this.keep(actor, openActor(actor.definition, this.now));
  }

  private take(actor: Actor, message: Message, lost = false): Turn {
    invariant(actor.state, `actor '${actor.definition.actor}' to be open`);
    const json = this.options.throughJson === true;
    const turn = advance(
      actor.definition,
      json ? jsonTrip(actor.state) : actor.state,
      json ? jsonTrip(message) : message,
      this.now,
    );
    this.keep(actor, turn, lost);
    return turn;
  }

  private keep(actor: Actor, turn: Turn, lost = false): void {
    // Nothing is lost in memory: what is in the log counts as recorded at once, and with it the answers it came from.
    const { log, requests } = turn.state;
    const record = log.length > 0 && !lost;
    const state = record ? recorded(actor, turn) : turn.state;
    actor.state = state;
    actor.due = nextDue(actor.definition, state);
    this.count.events += turn.events.length;
    for (const event of turn.events)
      if (event.kind === 'NodeOpened' && event.added !== undefined) this.hosts.set(event.node, actor.definition.actor);
    if (record) {
      for (const { answer } of Object.values(requests)) this.answered.set(answer.request, answer);
      this.options.onEvents?.(log);
    }
    for (const effect of turn.effects) this.carryOut(effect);
  }

  private carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'start':
        for (const actor of effect.actors) this.flight.push({ kind: 'start', actor });
        return;
      case 'tell':
        this.count.messages += effect.told.length;
        // Each travels on its own: late and out of order, as between workflows.
        for (const told of effect.told)
          this.flight.push({ kind: 'message', actor: effect.actor, message: { kind: 'told', told: [told] } });
        return;
      case 'deliver': {
        const target = this.actors.get(effect.actor);
        const sender = this.hostOf(effect.node);
        invariant(target && sender, `actors '${effect.actor}' and that of '${effect.node}' to be defined`);
        const batch = { id: effect.key, commands: effect.commands, recordedThrough: target.state?.recorded ?? 0 };
        const { answers } = this.take(target, { kind: 'batch', batch });
        const message: Message = { kind: 'delivered', key: effect.key, node: effect.node, answers };
        this.flight.push({ kind: 'message', actor: sender.definition.actor, message });
        return;
      }
      default:
        effect satisfies never;
    }
  }

  private rest(): void {
    while (this.flight.length > 0) {
      const [next] = this.flight.splice(this.random.below(this.flight.length), 1);
      if (next === undefined) return;
      const actor = this.actors.get(next.actor);
      invariant(actor, `actor '${next.actor}' to be defined`);
      if (next.kind === 'start') this.open(next.actor);
      else if (actor.state === undefined) this.flight.push(next);
      else this.take(actor, next.message);
    }
  }
}

function recorded(actor: Actor, turn: Turn): ActorState {
  return advance(actor.definition, turn.state, { kind: 'recorded', through: turn.state.seq }, turn.state.at).state;
}

function jsonTrip<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
