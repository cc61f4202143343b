/**
 * What nodes tell each other about order: reports upward and permissions downward, as whole snapshots with counts and a root hash,
 * never rows, sent only when something changes that a step above or below reads.
 */
import type { StepDefinition } from '../campaign/definition.ts';
import type { Hash, NodeKey, StepId } from '../campaign/keys.ts';
import { sha256Hex } from '../json/canonical.ts';
import type { Instant } from '../time/civil-date.ts';
import type { Ranking, StepReport } from './message.ts';
import type { NodeState, StepState } from './state.ts';
import type { Work } from './work.ts';

/** Most roots are asked for again and again unchanged; forgetting them costs time only. */
const known = new Map<string, Hash>();

function remembered(text: string): Hash {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size > 20_000) known.clear();
  const hash = sha256Hex(text);
  known.set(text, hash);
  return hash;
}

/** The root of one node's own product of a step: what a row of a roll-up rests on. */
export function leafRoot(node: string, step: StepId, product: Hash | null): Hash {
  return remembered(`${node}\n${step}\n${product ?? ''}`);
}

/** The root over the roots of a node's children, in tree order. */
export function branchRoot(roots: readonly Hash[]): Hash {
  return remembered(roots.join('\n'));
}

export function isDone(step: StepState | undefined): boolean {
  return step !== undefined && (step.place === 'done' || step.place === 'left-out' || step.inEffect === true);
}

/** How a step stands at this node and all nodes below it. */
export function reportOf(work: Work, node: NodeState, id: StepId): StepReport {
  const here = node.steps[id];
  // Of a closed place what was done counts; what was not is nobody's any more.
  const own = node.gone !== undefined && !isDone(here) ? undefined : here;
  let total = own === undefined ? 0 : 1;
  let done = isDone(own) ? 1 : 0;
  let points = rankedPoints(work, node, id);
  const roots: Hash[] =
    own === undefined
      ? []
      : [leafRoot(node.key, id, isDone(own) ? productOf(node, work.stepDefinition(node, id), own) : null)];
  for (const child of work.nodeDefinition(node.key).children) {
    const report = node.below[child]?.steps[id];
    if (report === undefined) continue;
    // With a closed place go all below it.
    total += node.gone === undefined ? report.total : report.done;
    done += report.done;
    roots.push(report.root);
    if (report.points !== undefined) points = { ...points, ...report.points };
  }
  const root = roots.length === 1 && roots[0] !== undefined ? roots[0] : branchRoot(roots);
  return points === undefined ? { total, done, root } : { total, done, root, points };
}

/** What a score that is ranked above gave this node. */
function rankedPoints(work: Work, node: NodeState, id: StepId): StepReport['points'] {
  const definition = work.index.steps.get(id);
  if (definition?.kind !== 'compute' || definition.compute.what !== 'score' || !isDone(node.steps[id]))
    return undefined;
  const { score, source } = definition.compute;
  const points = isRanked(work, score, source) ? node.scores?.[score]?.[source] : undefined;
  return points === undefined ? undefined : { [node.key]: { total: points.total, version: points.version } };
}

function isRanked(work: Work, yardstick: string, source: string): boolean {
  return work.definition.steps.some(
    (step) =>
      step.kind === 'compute' &&
      step.compute.what === 'rank' &&
      step.compute.score === yardstick &&
      step.compute.source === source,
  );
}

function productOf(node: NodeState, definition: StepDefinition, step: StepState): Hash | null {
  if (step.place === 'left-out') return null;
  if (definition.kind === 'decide') return node.reviews[definition.id]?.hash ?? null;
  // What is no part of the matter may be put right without waking what rests on it.
  return step.output?.material ?? step.root ?? null;
}

/** Is a step done above? In an uneven tree a node may have no place of that layer above it: then there is nothing to wait for. */
export function isDoneAbove(work: Work, node: NodeState, id: StepId): boolean {
  if (node.above.done[id] !== undefined) return true;
  const layer = work.index.steps.get(id)?.layer;
  for (let at = work.nodeDefinition(node.key).parent; at !== null; ) {
    const place = work.index.nodes.get(at);
    if (place === undefined || place.layer === layer) return false;
    at = place.parent;
  }
  return true;
}

/** Is a step done at every node of its layer below? A child that has not reported yet counts as missing. */
export function isDoneBelow(work: Work, node: NodeState, id: StepId): boolean {
  for (const child of work.nodeDefinition(node.key).children) {
    const below = node.below[child];
    if (below === undefined) return false;
    const report = below.steps[id];
    if (report !== undefined && report.done < report.total) return false;
  }
  return true;
}

/** How many are missing below, for the act of going on without them. */
export function missingBelow(node: NodeState, ids: readonly StepId[]): number {
  return Object.values(node.below)
    .flatMap((below) => ids.map((id) => below.steps[id]))
    .reduce((sum, report) => sum + (report === undefined ? 0 : report.total - report.done), 0);
}

/** How all stands that a step above reads; `short` to see whether it changed. */
export function reportsOf(
  work: Work,
  node: NodeState,
): { readonly steps: Readonly<Record<StepId, StepReport>>; readonly short: string } {
  const read = [...(work.index.readAbove.get(work.nodeDefinition(node.key).layer) ?? [])];
  const reports = read.map((id) => [id, reportOf(work, node, id)] as const).filter(([, report]) => report.total > 0);
  const short = reports.map(([id, { total, done, root }]) => `${id} ${done}/${total} ${root.slice(0, 16)}`).join('\n');
  return { steps: Object.fromEntries(reports), short };
}

/** What is done here and above that a step below waits for, or counts from. */
export function permissionsOf(work: Work, node: NodeState): NodeState['above'] {
  const done: Record<StepId, number> = {};
  const at: Record<StepId, Instant> = {};
  for (const id of work.index.readBelow.get(work.nodeDefinition(node.key).layer) ?? []) {
    const own = node.steps[id];
    if (own !== undefined && isDone(own)) done[id] = own.round;
    else if (own === undefined && node.above.done[id] !== undefined) done[id] = node.above.done[id];
    const then = own === undefined ? node.above.at?.[id] : own.doneAt;
    if (done[id] !== undefined && then !== undefined) at[id] = then;
  }
  const ranking = node.ranking === undefined ? node.above.ranking : { ...node.above.ranking, ...node.ranking };
  const made = Object.entries(node.yardsticks ?? {}).map(([id, { current }]) => [id, current] as const);
  return {
    done,
    ...(Object.keys(at).length > 0 && { at }),
    ...(ranking !== undefined && { ranking }),
    ...(made.length > 0 && { yardsticks: Object.fromEntries(made) }),
  };
}

function shortOf({ ranking, yardsticks }: NodeState['above']): string {
  return ranking === undefined && yardsticks === undefined
    ? ''
    : `\n${remembered(JSON.stringify([ranking, yardsticks]))}`;
}

/** Sends what changed for the nodes above and below. */
export function tellNeighbours(work: Work, node: NodeState): void {
  if (node.case !== undefined) return;
  const definition = work.nodeDefinition(node.key);
  // What went with a place above it is told of by that place; a report before every child has reported would say that nothing is missing.
  const isTold = node.gone === undefined || node.gone.place === node.key;
  if (isTold && definition.parent !== null && definition.children.every((child) => node.below[child] !== undefined)) {
    const { steps, short } = reportsOf(work, node);
    if (short !== node.sentUp) {
      node.sentUp = short;
      work.tell(node, definition.parent, { kind: 'report', steps });
    }
  }
  if (definition.children.length === 0) return;
  const above = permissionsOf(work, node);
  const { done } = above;
  // A closed place says nothing of the campaign: those below know of their place themselves.
  const closed = node.closed && (node.gone === undefined || node.gone.over === true);
  const short = `${closed ? 'closed' : ''}\n${Object.entries(done)
    .map(([id, round]) => `${id} ${round}`)
    .join('\n')}${shortOf(above)}`;
  if (short === node.sentDown) return;
  const first = node.sentDown === undefined;
  node.sentDown = short;
  // Nothing done yet is what every node below assumes when it opens.
  if (first && !closed && Object.keys(done).length === 0) return;
  const { ranking, ...common } = above;
  const rankingFor = ranking === undefined ? undefined : dividedRanking(work, node, ranking);
  for (const child of definition.children) {
    const own = rankingFor?.(child);
    work.tell(node, child, { kind: 'permission', ...common, ...(own !== undefined && { ranking: own }), closed });
  }
}

/** To each child the places of those at it and below it: all of them at every node would grow with the square of their number. */
function dividedRanking(work: Work, node: NodeState, ranking: Ranking): (child: NodeKey) => Ranking {
  const childOf = childrenAbove(work, node);
  const only = (child: NodeKey, places: Readonly<Record<NodeKey, number>>) =>
    Object.fromEntries(Object.entries(places).filter(([key]) => (childOf(key) ?? child) === child));
  return (child) =>
    Object.fromEntries(
      Object.entries(ranking).map(([yardstick, sources]) => [
        yardstick,
        Object.fromEntries(
          Object.entries(sources).map(([source, ranked]) => [
            source,
            { ...ranked, places: only(child, ranked.places) },
          ]),
        ),
      ]),
    );
}

/** The child at or above a place, by the tree as far as it is known here, else by whose points came up with which; undefined: not known. */
function childrenAbove(work: Work, node: NodeState): (key: NodeKey) => NodeKey | undefined {
  const found = new Map<NodeKey, NodeKey>();
  for (const child of work.nodeDefinition(node.key).children) {
    for (const { points } of Object.values(node.below[child]?.steps ?? {}))
      for (const key in points) found.set(key, child);
    found.set(child, child);
  }
  return (key) => {
    for (let at: NodeKey | null | undefined = key; typeof at === 'string'; at = work.index.nodes.get(at)?.parent) {
      const child = found.get(at);
      if (child !== undefined) return child;
    }
    return undefined;
  };
}
