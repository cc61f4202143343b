/**
 * What every host, placement and order of delivery must agree on: per node the same events in the same order and the same state, but
 * for what only says when and by which message it came about.
 */
import { expect } from 'expect';
import type { Event } from '../../packages/engine/src/kernel/event.ts';
import type { ActorState } from '../../packages/engine/src/kernel/state.ts';
import type { Driver } from './driver.ts';

export interface Outcome {
  readonly events: Readonly<Record<string, readonly unknown[]>>;
  readonly nodes: Readonly<Record<string, unknown>>;
}

export async function outcomeOf(driver: Driver): Promise<Outcome> {
  const events = await driver.events();
  const states = await driver.states();
  expectWhole(events, states);
  return {
    events: Object.fromEntries(Object.entries(events).map(([node, list]) => [node, comparable(list)])),
    nodes: Object.fromEntries(
      states.flatMap((state) => Object.values(state.nodes).map((node) => [node.key, bare(node)])),
    ),
  };
}

function comparable(events: readonly Event[]): unknown[] {
  return events
    .filter((event) => event.kind !== 'Ignored')
    .map(({ at: _at, seq: _seq, actorSeq: _actorSeq, request: _request, ...event }) => event);
}

/** Cursors of messages, and when things came about. */
const notCompared = ['seq', 'cursors', 'early', 'sentUp', 'sentDown', 'rosterSeen', 'openedAt', 'sentAt'];

function bare(node: ActorState['nodes'][string]): unknown {
  const text = JSON.stringify(node, (key, value: unknown) => {
    if (notCompared.includes(key)) return undefined;
    return key === 'decisions' && Array.isArray(value) ? value.map(({ at: _, ...decision }) => decision) : value;
  });
  return JSON.parse(text) as unknown;
}

/** On record is exactly what the nodes know, each once, in order; nothing is kept back. */
function expectWhole(events: Readonly<Record<string, readonly Event[]>>, states: readonly ActorState[]): void {
  for (const state of states) {
    for (const node of Object.values(state.nodes)) {
      const numbers = (events[node.key] ?? []).map((event) => event.seq);
      expect({ node: node.key, numbers }).toEqual({ node: node.key, numbers: numbers.map((_, i) => i + 1) });
      expect({ node: node.key, last: numbers.length }).toEqual({ node: node.key, last: node.seq });
      expect(node.early).toEqual([]);
    }
    expect(
      Object.values(state.nodes).flatMap((node) =>
        (events[node.key] ?? []).filter((event) => event.kind === 'Incident'),
      ),
    ).toEqual([]);
  }
}
