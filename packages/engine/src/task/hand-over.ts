/** Holders, members or substitutes changed: who sits at stages that several decide, and whose every open task is. */
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { handOverSeats } from '../review/seats.ts';
import { settleSittings } from '../review/settle-sittings.ts';
import { handOverTask } from './heirs.ts';

/** Looks anew at who holds the roles of open tasks; what was given by hand stays. */
export function handOver(work: Work, node: NodeState): void {
  handOverSeats(work, node);
  settleSittings(work, node);
  for (const id of Object.keys(node.tasks)) handOverTask(work, node, id);
}
