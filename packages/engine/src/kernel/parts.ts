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
}

interface Seen {
  nodes?: ActorState['nodes'];
  requests?: ActorState['requests'];
}

/** Gives back the object it is given, so that a subclass puts its private field into that. */
class Given {
  constructor(state: object) {
    // biome-ignore lint/correctness/noConstructorReturn: the field is to be in the state itself; a weak map costs a fifth of a turn
    return state;
  }
}
class Made extends Given {
  readonly #parts: Parts;
  readonly #seen: Seen = {};
  constructor(state: object, parts: Parts) {
    super(state);
    this.#parts = parts;
  }
  static partsOf(state: object): Parts | undefined {
    return #parts in state ? state.#parts : undefined;
  }
  static nodesOf(state: object): ActorState['nodes'] | undefined {
    if (!(#parts in state)) return undefined;
    state.#seen.nodes ??= state.#parts.nodes.record();
    return state.#seen.nodes;
  }
  static requestsOf(state: object): ActorState['requests'] | undefined {
    if (!(#parts in state)) return undefined;
    state.#seen.requests ??= state.#parts.requests.record();
    return state.#seen.requests;
  }
}

/** A state in its parts; one that comes from elsewhere is taken apart once. */
export function partsOf(state: ActorState): Parts {
  const before = Made.partsOf(state);
  if (before !== undefined) return before;
  const { nodes, requests, ...rest } = state;
  const parts = { rest, nodes: Nodes.of(nodes, state.roster), requests: Requests.of(requests) };
  if (Object.isExtensible(state)) new Made(state, parts);
  return parts;
}

/** The same for all states: objects whose accessors differ are slow. */
const lazily: PropertyDescriptorMap & ThisType<object> = {
  nodes: {
    enumerable: true,
    configurable: true,
    get() {
      return Made.nodesOf(this);
    },
  },
  requests: {
    enumerable: true,
    configurable: true,
    get() {
      return Made.requestsOf(this);
    },
  },
};

/** A finished state, its records made when they are first asked for. */
export function stateOf(rest: Rest, nodes: Nodes, requests: Requests): ActorState {
  const state = Object.defineProperties({ ...rest }, lazily) as ActorState;
  new Made(state, { rest, nodes, requests });
  return state;
}
