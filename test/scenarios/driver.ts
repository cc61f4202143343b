/**
 * What a scenario is played on: one small interface over both hosts. A command is sent, and the clock passes a due, only when no
 * message is in flight.
 */
import type { Campaign } from '../../packages/engine/src/campaign/definition.ts';
import { type NodeKey, placeOf } from '../../packages/engine/src/campaign/keys.ts';
import { sliceFor } from '../../packages/engine/src/campaign/slice.ts';
import type { Command } from '../../packages/engine/src/kernel/command.ts';
import type { Event } from '../../packages/engine/src/kernel/event.ts';
import type { Answer } from '../../packages/engine/src/kernel/message.ts';
import type { ActorState, NodeState } from '../../packages/engine/src/kernel/state.ts';
import { type Names, recordedEventOf } from '../../packages/engine/src/record/entry.ts';
import { personsOf } from '../../packages/engine/src/record/persons.ts';
import { RehearsalHost } from '../../packages/engine/src/rehearsal/host.ts';
import type { Instant } from '../../packages/engine/src/time/civil-date.ts';

export interface Driver {
  /** As it was placed. */
  readonly campaign: Campaign;
  /** Sends the commands together; each is answered, in order. */
  send(...commands: readonly Command[]): Promise<readonly Answer[]>;
  /** Its sender is lost after the actor decided and before anything was recorded. */
  sendAndLose(command: Command): Promise<void>;
  passTo(to: Instant): Promise<void>;
  now(): Instant;
  /** Everything on record so far, per node, in the order of its sequence. */
  events(): Promise<Readonly<Record<NodeKey, readonly Event[]>>>;
  /** What people are called from now on, as the organization tells it; what is on record keeps its names. */
  nameThem(names: Readonly<Record<string, string>>): Promise<void>;
  /** The names that stand with a node's entries, by their sequence. */
  namesOf(node: NodeKey): Promise<Readonly<Record<number, Names>>>;
  node(key: NodeKey): Promise<NodeState>;
  states(): Promise<readonly ActorState[]>;
  close(): Promise<void>;
}

export interface RehearsalSettings {
  readonly at: Instant;
  /** Of the order of delivery between actors. */
  readonly seed: number;
  readonly people?: readonly { readonly id: string; readonly name: string }[];
  /** Every state and message goes through JSON. Default true; at full size it is most of the time. */
  readonly throughJson?: boolean;
}

/** The rehearsal host, with a record in memory. */
export function rehearsalDriver(campaign: Campaign, settings: RehearsalSettings): Driver {
  const { at, seed, people = [], throughJson: json = true } = settings;
  const { placement } = campaign;
  const definitions = placement.map(({ actor }) => sliceFor(campaign, placement, actor));
  const record = new Map<NodeKey, Event[]>();
  const called = new Map(people.map(({ id, name }) => [id, name]));
  const names = new Map<NodeKey, Record<number, Names>>();
  const host = new RehearsalHost({
    definitions,
    at,
    seed,
    throughJson: json,
    onEvents: (events) => {
      for (const event of events) {
        const kept = record.get(event.node);
        if (kept === undefined) record.set(event.node, [event]);
        else kept.push(event);
        const persons = personsOf(recordedEventOf(event)).flatMap((id) => {
          const name = called.get(id);
          return name === undefined ? [] : [[id, name] as const];
        });
        const own = names.get(event.node) ?? {};
        own[event.seq] = Object.fromEntries(persons);
        names.set(event.node, own);
      }
    },
  });
  host.start();
  const actorOf = new Map(placement.flatMap(({ actor, nodes }) => nodes.map((node) => [node, actor] as const)));

  return {
    campaign,
    async send(...commands) {
      // One batch for each actor, as the client makes them.
      const groups = new Map<string, Command[]>();
      for (const command of commands) {
        const actor = actorOf.get(placeOf(command.node)) ?? '';
        groups.set(actor, [...(groups.get(actor) ?? []), command]);
      }
      const answers = new Map<string, Answer>();
      for (const group of groups.values()) {
        for (const answer of host.send(...throughJson(group))) answers.set(answer.request, answer);
      }
      return commands.map(({ request }) => throughJson(answers.get(request)) as Answer);
    },
    async sendAndLose(command) {
      host.sendAndLose(throughJson(command));
    },
    async passTo(to) {
      host.passTo(to);
    },
    now: () => host.now,
    async nameThem(given) {
      for (const [person, name] of Object.entries(given)) called.set(person, name);
    },
    namesOf: async (node) => names.get(node) ?? {},
    events: async () => Object.fromEntries(record),
    async node(key) {
      const node = host.node(key);
      if (node === undefined) throw new Error(`Expected a node '${key}'.`);
      return node;
    },
    states: async () => host.states(),
    async close() {},
  };
}

function throughJson<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
