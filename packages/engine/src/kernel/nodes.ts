/**
 * The nodes of a state as a turn sees them: slots that are copied at the price of an array, each with the instant at which time alone
 * does something there. A state that comes from elsewhere (JSON) is taken apart once. Decides nothing.
 */
import type { NodeKey } from '../campaign/keys.ts';
import type { RosterSlice } from '../roster/roster-slice.ts';
import type { Instant } from '../time/civil-date.ts';
import type { NodeState } from './state.ts';

export class Nodes {
  /** Where each node is; shared by states until one adds a node. */
  private index: Map<NodeKey, number>;
  private slots: NodeState[];
  /** Undefined: not known yet. */
  private dues: (Instant | null | undefined)[];
  /** What the dues were found under. */
  private roster: RosterSlice;
  /** Are slots and dues this turn's own? */
  private own: boolean;

  private constructor(
    index: Map<NodeKey, number>,
    slots: NodeState[],
    dues: (Instant | null | undefined)[],
    roster: RosterSlice,
    own: boolean,
  ) {
    this.index = index;
    this.slots = slots;
    this.dues = dues;
    this.roster = roster;
    this.own = own;
  }

  static of(nodes: Readonly<Record<NodeKey, NodeState>>, roster: RosterSlice): Nodes {
    const slots = Object.values(nodes);
    const index = new Map(slots.map((node, at) => [node.key, at]));
    return new Nodes(index, slots, new Array(slots.length).fill(undefined), roster, true);
  }

  /** The same nodes for another turn, which copies them when it changes one. */
  share(): Nodes {
    return new Nodes(this.index, this.slots, this.dues, this.roster, false);
  }

  get(key: NodeKey): NodeState | undefined {
    const at = this.index.get(key);
    return at === undefined ? undefined : this.slots[at];
  }

  has(key: NodeKey): boolean {
    return this.index.has(key);
  }

  every(holds: (node: NodeState) => boolean): boolean {
    return this.slots.every(holds);
  }

  set(node: NodeState): void {
    if (!this.own) {
      this.slots = [...this.slots];
      this.dues = [...this.dues];
      this.own = true;
    }
    let at = this.index.get(node.key);
    if (at === undefined) {
      at = this.slots.length;
      this.index = new Map(this.index).set(node.key, at);
    }
    this.slots[at] = node;
    this.dues[at] = undefined;
  }

  keys(): NodeKey[] {
    return this.slots.map((node) => node.key);
  }

  /** The earliest due of all; `touched` nodes may still change and are asked each time. */
  earliest(
    roster: RosterSlice,
    touched: ReadonlySet<NodeKey>,
    dueOf: (node: NodeState) => Instant | null,
  ): Instant | null {
    this.forget(roster);
    let earliest: Instant | null = null;
    for (let at = 0; at < this.slots.length; at += 1) {
      const due = this.dueAt(at, touched, dueOf);
      if (due !== null && (earliest === null || due < earliest)) earliest = due;
    }
    return earliest;
  }

  /** Nodes at which time alone does something by `to`, in their order. */
  dueBy(
    to: Instant,
    roster: RosterSlice,
    touched: ReadonlySet<NodeKey>,
    dueOf: (node: NodeState) => Instant | null,
  ): NodeKey[] {
    this.forget(roster);
    const keys: NodeKey[] = [];
    for (const [at, node] of this.slots.entries()) {
      const due = this.dueAt(at, touched, dueOf);
      if (due !== null && due <= to) keys.push(node.key);
    }
    return keys;
  }

  private forget(roster: RosterSlice): void {
    if (roster === this.roster) return;
    this.dues = new Array(this.slots.length).fill(undefined);
    this.roster = roster;
  }

  /** What was found stays true until the node changes, also when its time has come. */
  private dueAt(at: number, touched: ReadonlySet<NodeKey>, dueOf: (node: NodeState) => Instant | null): Instant | null {
    const before = this.dues[at];
    if (before !== undefined) return before;
    const node = this.slots[at] as NodeState;
    const due = dueOf(node);
    if (!touched.has(node.key)) this.dues[at] = due;
    return due;
  }

  record(): Record<NodeKey, NodeState> {
    const record: Record<NodeKey, NodeState> = {};
    for (const node of this.slots) record[node.key] = node;
    return record;
  }
}
