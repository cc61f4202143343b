/**
 * One turn in progress: copies a node when it is first touched, collects events, messages and effects. Everything that decides
 * works on it; it decides nothing itself.
 */
import { withAdded } from '../campaign/added.ts';
import type { ActorDefinition, NodeDefinition, StepDefinition } from '../campaign/definition.ts';
import type { ActorKey, NodeKey, StepId } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import type { CalendarSlice } from '../time/calendar.ts';
import type { Instant } from '../time/civil-date.ts';
import { chosenIn } from './choose.ts';
import type { Command } from './command.ts';
import { copyNode } from './copy-node.ts';
import { type DefinitionIndex, indexOf } from './definition-index.ts';
import type { Body, Event } from './event.ts';
import { type Happening, happeningIn } from './happening.ts';
import type { Effect, NodeMessage, Told } from './message.ts';
import type { Nodes } from './nodes.ts';
import { partsOf, type Rest, stateOf } from './parts.ts';
import type { Requests } from './requests.ts';
import { type Signer, SYSTEM } from './signer.ts';
import type { ActorState, NodeState, StepState } from './state.ts';
import { inWave } from './wave.ts';

export type Inward =
  | { readonly kind: 'message'; readonly from: NodeKey; readonly to: NodeKey; readonly message: NodeMessage }
  | { readonly kind: 'command'; readonly from: NodeKey; readonly command: Command };

export class Work {
  /** With the places that came since it was compiled. */
  definition: ActorDefinition;
  index: DefinitionIndex;
  /** What may open cases by itself, not yet looked at; in order. */
  readonly happened: Happening[] = [];
  /** Steps that order something, or end with something to be done again, not yet carried out; in order. */
  readonly orders: { readonly node: NodeKey; readonly step: StepId; readonly signer?: Signer }[] = [];
  private readonly compiled: ActorDefinition;
  /** What the turn leaves, but for its nodes and its requests. */
  readonly state: Rest;
  requests: Requests;
  readonly events: Event[] = [];
  /** Messages and verdicts between nodes of this actor, not yet delivered; in order. */
  readonly queue: Inward[] = [];
  /** Messages to nodes of other actors. */
  readonly outgoing: Told[] = [];
  /** Verdicts of meetings for reviews of other actors. */
  readonly deliveries: { readonly node: NodeKey; readonly actor: ActorKey; readonly command: Command }[] = [];
  readonly effects: Effect[] = [];
  /** Nodes changed since their conditions were last looked at. */
  readonly dirty = new Set<NodeKey>();
  /** The request being carried out: every event of the turn names it, whoever signs it. */
  request: string | undefined;
  /** The instant the actor stood at before this turn, from which time passes. */
  begin: Instant;
  private readonly touched = new Set<NodeKey>();
  private readonly nodes: Nodes;

  constructor(definition: ActorDefinition, state: ActorState, at: Instant) {
    this.compiled = definition;
    this.definition = withAdded(definition, state.added);
    this.index = indexOf(this.definition);
    this.begin = state.at;
    const { rest, nodes, requests } = partsOf(state);
    this.nodes = nodes.share();
    this.requests = requests;
    this.state = { ...rest, at: Math.max(state.at, at), log: [...state.log] };
  }

  /** A place comes into the tree. */
  grow(node: NodeDefinition): void {
    this.state.added = [...(this.state.added ?? []), node];
    this.definition = withAdded(this.compiled, this.state.added);
    this.index = indexOf(this.definition);
  }

  /** The state that the turn leaves. Nothing is changed after it. */
  finish(): ActorState {
    return stateOf(this.state, this.nodes, this.requests);
  }

  /** The state as the turn has made it so far, to read only; costs as much as there are nodes. */
  soFar(): ActorState {
    return { ...this.state, nodes: this.nodes.record(), requests: this.requests.record() };
  }

  /** The nodes of this actor. */
  hosted(): NodeKey[] {
    return this.nodes.keys();
  }

  /** The earliest instant at which time alone does something somewhere. */
  earliest(dueOf: (node: NodeState) => Instant | null): Instant | null {
    return this.nodes.earliest(this.state.roster, this.touched, dueOf);
  }

  /** Nodes at which time alone does something by then. */
  dueBy(to: Instant, dueOf: (node: NodeState) => Instant | null): NodeKey[] {
    return this.nodes.dueBy(to, this.state.roster, this.touched, dueOf);
  }

  get at(): Instant {
    return this.state.at;
  }
  set at(at: Instant) {
    this.state.at = at;
  }

  /** The newest working days known. */
  get calendar(): CalendarSlice {
    return this.state.calendar ?? this.definition.calendar;
  }

  has(key: NodeKey): boolean {
    return this.nodes.has(key);
  }

  /** To read only. */
  peek(key: NodeKey): NodeState | undefined {
    return this.nodes.get(key);
  }

  /** To change: the turn's own copy. */
  node(key: NodeKey): NodeState {
    const node = this.peek(key);
    invariant(node, `node '${key}' to be hosted by actor '${this.definition.actor}'`);
    this.dirty.add(key);
    if (this.touched.has(key)) return node;
    const copy = copyNode(node);
    this.touched.add(key);
    this.nodes.set(copy);
    return copy;
  }

  /** A node that exists from now on. */
  addNode(node: NodeState): NodeState {
    this.touched.add(node.key);
    this.dirty.add(node.key);
    this.nodes.set(node);
    return node;
  }

  /** The definition of a hosted node; a case has its subject's facts and no children. */
  nodeDefinition(key: NodeKey): NodeDefinition {
    const own = this.index.nodes.get(key);
    if (own) return own;
    const opened = this.peek(key)?.case;
    invariant(opened, `node '${key}' to be defined`);
    const subject = this.nodeDefinition(opened.subject);
    return {
      key,
      layer: `case:${opened.procedure}`,
      name: subject.name,
      parent: opened.subject,
      children: [],
      facts: subject.facts,
    };
  }

  /** The steps of a node, each with the dates of its wave and what was chosen for it by rule. */
  stepsAt(key: NodeKey): readonly StepDefinition[] {
    const steps = this.index.stepsOf.get(this.nodeDefinition(key).layer) ?? [];
    const node = this.peek(key);
    if (node === undefined || !steps.some((step) => step.choices !== undefined || step.waves !== undefined))
      return steps;
    return steps.map((step) => chosenIn(node, inWave(this, key, step)));
  }

  /** The step as it runs at a node: the definition, with what was chosen for it by rule. */
  stepAt(node: NodeState, id: StepId): StepDefinition | undefined {
    const step = this.index.steps.get(id);
    return step === undefined ? undefined : chosenIn(node, inWave(this, node.key, step));
  }

  stepDefinition(node: NodeState, id: StepId): StepDefinition {
    const step = this.stepAt(node, id);
    invariant(step, `step '${id}' to be defined`);
    return step;
  }

  step(node: NodeState, id: StepId): StepState {
    const step = node.steps[id];
    invariant(step, `step '${id}' to run at node '${node.key}'`);
    return step;
  }

  /** Appends what happened. What only follows from an act is signed by the system, not by the person who acted. */
  emit(node: NodeState, body: Body, signer: Signer = SYSTEM): void {
    node.seq += 1;
    this.state.seq += 1;
    const { key, seq } = node;
    const { seq: actorSeq, at } = this.state;
    const { request } = this;
    const event = (
      request === undefined
        ? { node: key, seq, actorSeq, at, signer, ...body }
        : { node: key, seq, actorSeq, at, signer, request, ...body }
    ) as Event;
    this.events.push(event);
    this.state.log.push(event);
    this.dirty.add(node.key);
    const happening = this.index.heard.size === 0 ? undefined : happeningIn(node, body);
    if (happening !== undefined) this.hear(happening);
  }

  /** Something happened that may open cases. */
  hear(happening: Happening): void {
    if (this.index.heard.has(happening.event)) this.happened.push(happening);
  }

  /** Tells another node, here or elsewhere; the order of messages of one pair is kept. */
  tell(from: NodeState, to: NodeKey, message: NodeMessage): void {
    if (this.has(to)) {
      this.queue.push({ kind: 'message', from: from.key, to, message });
      return;
    }
    const channel = message.kind === 'order' ? `order>${to}` : `${message.kind}>${to}`;
    const seq = (from.cursors[channel] ?? 0) + 1;
    from.cursors[channel] = seq;
    this.outgoing.push({ from: from.key, to, epoch: this.state.epoch, seq, message });
  }

  /** Sends a command to a node, here or elsewhere; its answer comes back. */
  dispatch(from: NodeState, command: Command): void {
    if (this.has(command.node)) {
      this.queue.push({ kind: 'command', from: from.key, command });
      return;
    }
    const actor = this.actorOf(command.node);
    invariant(actor, `node '${command.node}' to be hosted somewhere`);
    this.deliveries.push({ node: from.key, actor, command });
  }

  actorOf(node: NodeKey): ActorKey | undefined {
    const cut = node.indexOf('#');
    return this.definition.elsewhere[cut < 0 ? node : node.slice(0, cut)];
  }

  effectKey(): string {
    this.state.effects += 1;
    return `${this.definition.actor}:${this.state.epoch}:${this.state.effects}`;
  }
}
