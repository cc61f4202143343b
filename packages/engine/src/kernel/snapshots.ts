/**
 * What nodes tell each other about order: reports upward and permissions downward, as whole snapshots with counts and a root hash,
 * never rows, sent only when something changes that a step above or below reads.
 */
import type { StepDefinition } from '../campaign/definition.ts';
import type { Hash, StepId } from '../campaign/keys.ts';
import { sha256Hex } from '../json/canonical.ts';
import type { StepReport } from './message.ts';
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
  return step !== undefined && (step.place === 'done' || step.place === 'left-out');
}

/** How a step stands at this node and all nodes below it. */
export function reportOf(work: Work, node: NodeState, id: StepId): StepReport {
  const own = node.steps[id];
  let total = own === undefined ? 0 : 1;
  let done = isDone(own) ? 1 : 0;
  const roots: Hash[] =
    own === undefined
      ? []
      : [leafRoot(node.key, id, isDone(own) ? productOf(node, work.stepDefinition(id), own) : null)];
  for (const child of work.nodeDefinition(node.key).children) {
    const report = node.below[child]?.steps[id];
    if (report === undefined) continue;
    total += report.total;
    done += report.done;
    roots.push(report.root);
  }
  return { total, done, root: roots.length === 1 && roots[0] !== undefined ? roots[0] : branchRoot(roots) };
}

function productOf(node: NodeState, definition: StepDefinition, step: StepState): Hash | null {
  if (step.place === 'left-out') return null;
  if (definition.kind === 'decide') return node.reviews[definition.id]?.hash ?? null;
  // What is no part of the matter may be put right without waking what rests on it.
  return step.output?.material ?? step.root ?? null;
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

/** Sends what changed for the nodes above and below. */
export function tellNeighbours(work: Work, node: NodeState): void {
  if (node.case !== undefined) return;
  const definition = work.nodeDefinition(node.key);
  // A report before every child has reported would say that nothing is missing below.
  if (definition.parent !== null && definition.children.every((child) => node.below[child] !== undefined)) {
    const read = [...(work.index.readAbove.get(definition.layer) ?? [])];
    const reports = read.map((id) => [id, reportOf(work, node, id)] as const).filter(([, report]) => report.total > 0);
    const steps = Object.fromEntries(reports);
    const short = reports
      .map(([id, { total, done, root }]) => `${id} ${done}/${total} ${root.slice(0, 16)}`)
      .join('\n');
    if (short !== node.sentUp) {
      node.sentUp = short;
      work.tell(node, definition.parent, { kind: 'report', steps });
    }
  }
  if (definition.children.length === 0) return;
  const done: Record<StepId, number> = {};
  for (const id of work.index.readBelow.get(definition.layer) ?? []) {
    const own = node.steps[id];
    if (own !== undefined && isDone(own)) done[id] = own.round;
    else if (own === undefined && node.above.done[id] !== undefined) done[id] = node.above.done[id];
  }
  const short = `${node.closed ? 'closed' : ''}\n${Object.entries(done)
    .map(([id, round]) => `${id} ${round}`)
    .join('\n')}`;
  if (short === node.sentDown) return;
  const first = node.sentDown === undefined;
  node.sentDown = short;
  // Nothing done yet is what every node below assumes when it opens.
  if (first && !node.closed && Object.keys(done).length === 0) return;
  for (const child of definition.children) work.tell(node, child, { kind: 'permission', done, closed: node.closed });
}
