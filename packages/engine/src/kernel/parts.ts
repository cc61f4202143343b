/**
 * A state as turns hand it on. To whoever reads, copies or prints it it is plain data; a turn takes it in its parts, so that what grows with
 * the number of nodes and requests is not copied with every decision. Decides nothing.
 */
import { Nodes } from './nodes.ts';
import { Requests } from './requests.ts';
import type { ActorState } from './state.ts';

/** Everything but what is kept in parts of its own. */
export type Rest = Omit<ActorState, 'nodes' | 'requests'>;

interface Parts {
  readonly rest: Rest;
  readonly nodes: Nodes;
  readonly requests: Requests;
  /** The whole, once somebody has read a record of it. */
  whole?: ActorState;
}

/** By which a turn's own state is asked for its parts; nobody else sees it. */
const PARTS = Symbol('parts');

/** A state in its parts; one that comes from elsewhere is taken apart. */
export function partsOf(state: ActorState): Parts {
  const own = (state as { readonly [PARTS]?: Parts })[PARTS];
  if (own !== undefined) return own;
  const before = known.get(state);
  if (before !== undefined) return before;
  const { nodes, requests, ...rest } = state;
  const parts = { rest, nodes: Nodes.of(nodes, state.roster), requests: Requests.of(requests) };
  known.set(state, parts);
  return parts;
}

/** Of states that come from elsewhere: few, but asked again and again. */
const known = new WeakMap<ActorState, Parts>();

/**
 * A finished state. Its records are made when they are first asked for; a proxy, because an object with accessors of its own costs a
 * hundred times as much to make. It is a value: it cannot be changed.
 */
export function stateOf(rest: Rest, nodes: Nodes, requests: Requests): ActorState {
  return new Proxy<Parts>({ rest, nodes, requests }, asState) as unknown as ActorState;
}

function wholeOf(parts: Parts): ActorState {
  parts.whole ??= { ...parts.rest, requests: parts.requests.record(), nodes: parts.nodes.record() };
  return parts.whole;
}

const asState: ProxyHandler<Parts> = {
  get(parts, key) {
    if (key === PARTS) return parts;
    if (key === 'nodes' || key === 'requests') return wholeOf(parts)[key];
    return Reflect.get(parts.rest, key);
  },
  has: (parts, key) => Reflect.has(wholeOf(parts), key),
  ownKeys: (parts) => Reflect.ownKeys(wholeOf(parts)),
  getOwnPropertyDescriptor: (parts, key) => Reflect.getOwnPropertyDescriptor(wholeOf(parts), key),
  set: () => false,
  defineProperty: () => false,
  deleteProperty: () => false,
};
