/** A node opens: its steps wait, nothing is known yet of the nodes around it. */
import type { Facts } from '../campaign/definition.ts';
import type { NodeKey } from '../campaign/keys.ts';
import { clockedFrom } from './clocked.ts';
import type { NodeState } from './state.ts';
import type { Work } from './work.ts';

export function openNode(
  work: Work,
  key: NodeKey,
  opened?: { procedure: string; subject: NodeKey; facts: Facts },
  added?: { parent: NodeKey; name: string },
): NodeState {
  const { layer } = work.index.nodes.get(key) ?? { layer: '' };
  const clocked = opened === undefined ? clockedFrom(work, layer) : undefined;
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
    // When it was opened is kept only where a limit counts from it.
    ...(opened === undefined ? {} : { case: work.index.since.has('case') ? { ...opened, at: work.at } : opened }),
    below: {},
    above: { done: {} },
    cursors: {},
    early: [],
    rosterSeen: work.at,
    ...(clocked === undefined ? {} : { clocked }),
  });
  for (const step of work.stepsAt(key)) node.steps[step.id] = { place: 'waiting', round: 0, openedAt: null };
  const body = { kind: 'NodeOpened' as const, layer: work.nodeDefinition(key).layer };
  work.emit(node, added === undefined ? body : { ...body, added });
  return node;
}
