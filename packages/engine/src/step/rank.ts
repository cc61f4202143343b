/** The place of each node among those ranked with it: points come up with reports, places go down with permissions. Only points under one version stand in one order. */
import type { ComputeStep } from '../campaign/definition.ts';
import { compareDecimals, formatDecimal } from '../expression/decimal.ts';
import { rankedBy } from '../kernel/definition-index.ts';
import type { RankedPoints } from '../kernel/message.ts';
import { reportOf } from '../kernel/snapshots.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';

type RankStep = ComputeStep & { readonly compute: { readonly what: 'rank' } };

export function isRank(definition: ComputeStep): definition is RankStep {
  return definition.compute.what === 'rank';
}

/** Ranks what came up; false when the order is the one that was told last. */
export function rank(work: Work, node: NodeState, definition: RankStep): boolean {
  const { score: yardstick, source } = definition.compute;
  const all: Record<string, RankedPoints> = {};
  for (const id of rankedBy(work.definition, definition)) Object.assign(all, reportOf(work, node, id).points);
  const version = commonest(Object.values(all).map((points) => points.version));
  const together = Object.entries(all).filter(([, points]) => points.version === version);
  const apart = Object.keys(all).filter((key) => all[key]?.version !== version);
  const sorted = [...together].sort(
    ([one, a], [other, b]) => compareDecimals(b.total, a.total) || (one < other ? -1 : 1),
  );
  const rows = sorted.map(([key, { total }]) => ({
    node: key,
    total: formatDecimal(total),
    // As many are before it, and one; equal points have the same place.
    rank: 1 + sorted.filter(([, other]) => compareDecimals(other.total, total) > 0).length,
  }));
  const step = work.step(node, definition.id);
  const told = JSON.stringify([rows, apart]);
  if (step.results?.told === told) return false;
  step.results = { told };
  const places = Object.fromEntries(rows.map((row) => [row.node, row.rank]));
  const others = node.ranking?.[yardstick];
  node.ranking = { ...node.ranking, [yardstick]: { ...others, [source]: { from: node.key, of: rows.length, places } } };
  const at = { step: definition.id, round: step.round };
  work.emit(node, { kind: 'Ranked', yardstick, source, rows, apart, ...at });
  return true;
}

/** Keeps and says the node's own places, as far as they are new. */
export function takeRanks(work: Work, node: NodeState): void {
  for (const [yardstick, sources] of Object.entries(node.above.ranking ?? {}))
    for (const [source, { from, of, places }] of Object.entries(sources)) {
      const rank = places[node.key];
      if (rank === undefined || node.ranks?.[yardstick]?.[source] === rank) continue;
      node.ranks = { ...node.ranks, [yardstick]: { ...node.ranks?.[yardstick], [source]: rank } };
      work.emit(node, { kind: 'RankGiven', yardstick, source, rank, of, from });
    }
}

/** Most of them; of equals the first. */
function commonest(list: readonly string[]): string | undefined {
  const count = (one: string) => list.filter((other) => other === one).length;
  return [...list].sort((one, other) => count(other) - count(one) || (one < other ? -1 : 1))[0];
}
