/** What somebody could do at a node, asked of the actor that would decide on it. Changes nothing. */
import type { NodeKey, PersonId, Possibility } from '@lianfang/engine/kernel';
import { possibleQuery, workflowIdOf } from '@lianfang/workflows';
import type { Client } from '@temporalio/client';
import type { Hosting } from './hosting.ts';

const DEADLINE = 15_000;

export async function possibleFor(
  temporal: Client,
  { actorOf, stored }: Hosting,
  node: NodeKey,
  person: PersonId,
): Promise<readonly Possibility[]> {
  const handle = temporal.workflow.getHandle(workflowIdOf(stored.id, actorOf(node)));
  return temporal.withDeadline(Date.now() + DEADLINE, () => handle.query(possibleQuery, node, person));
}
