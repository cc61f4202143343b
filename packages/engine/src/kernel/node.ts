/** A node opens: its steps wait, nothing is known yet of the nodes around it. */
import type { Facts } from '../campaign/definition.ts';
import type { NodeKey } from '../campaign/keys.ts';
import type { NodeState } from './state.ts';
import type { Work } from './work.ts';

export function openNode(
  work: Work,
  key: NodeKey,
  opened?: { procedure: string; subject: NodeKey; facts: Facts },
): NodeState {
  const node = work.addNode({
    key,
    seq: 0,
    closed: false,
    steps: {},
    reviews: {},
    tasks: {},
    meetings: {},
    grades: {},
    cases: [],
    ...(opened === undefined ? {} : { case: opened }),
    below: {},
    above: { done: {} },
    cursors: {},
    early: [],
    rosterSeen: work.at,
  });
  for (const step of work.stepsAt(key)) node.steps[step.id] = { place: 'waiting', round: 0, openedAt: null };
  work.emit(node, { kind: 'NodeOpened', layer: work.nodeDefinition(key).layer });
  return node;
}
