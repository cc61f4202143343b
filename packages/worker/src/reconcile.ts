/**
 * Compares every actor with the registry and records what is missing: first what the actor still holds, then, when the registry
 * has lost what it once acknowledged, what the actor's histories say.
 */
import { hostingBy, type TemporalReach } from '@lianfang/client';
import type { ActorKey, ActorState, Event, NodeKey } from '@lianfang/engine/kernel';
import type { Registry } from '@lianfang/registry';
import { stateQuery, workflowIdOf } from '@lianfang/workflows';
import { WorkflowNotFoundError } from '@temporalio/client';
import { eventsInHistories } from './history-events.ts';

export interface ActorReport {
  readonly actor: ActorKey;
  /** `absent`: not started, or gone with its retention. */
  readonly place: 'present' | 'absent';
  /** Of the actor's last event; null when absent. */
  readonly seq: number | null;
  /** Through where the registry was complete before, and is now. */
  readonly before: number;
  readonly through: number;
  readonly added: number;
  /** Nodes whose events are still not all there. */
  readonly missing: readonly { readonly node: NodeKey; readonly through: number; readonly seq: number }[];
}

export async function reconcile(
  campaign: string,
  registry: Registry,
  reach: TemporalReach,
): Promise<readonly ActorReport[]> {
  const { actors } = await hostingBy(registry)(campaign);
  const reports: ActorReport[] = [];
  for (const actor of actors) reports.push(await reconcileActor(campaign, actor, registry, reach));
  return reports;
}

async function reconcileActor(
  campaign: string,
  actor: ActorKey,
  registry: Registry,
  { temporal }: TemporalReach,
): Promise<ActorReport> {
  const workflowId = workflowIdOf(campaign, actor);
  const before = (await registry.eventsKnown(campaign, actor)).recordedThrough;
  const state = await stateOf();
  if (state === null) return { actor, place: 'absent', seq: null, before, through: before, added: 0, missing: [] };

  let added = await write(
    state.log,
    Object.values(state.requests).map(({ answer }) => answer),
  );
  let missing = await missingIn(state);
  if (missing.length > 0) {
    added += await write(await eventsInHistories(temporal, workflowId), []);
    missing = await missingIn(state);
  }
  const through = (await registry.eventsKnown(campaign, actor)).recordedThrough;
  return { actor, place: 'present', seq: state.seq, before, through, added, missing };

  async function stateOf(): Promise<ActorState | null> {
    try {
      return await temporal.withDeadline(Date.now() + 30_000, () =>
        temporal.workflow.getHandle(workflowId).query(stateQuery),
      );
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
  }

  async function write(
    events: readonly Event[],
    answers: Parameters<Registry['record']>[0]['answers'] & {},
  ): Promise<number> {
    if (events.length === 0 && answers.length === 0) return 0;
    return (await registry.record({ campaign, actor, events, answers })).added;
  }

  async function missingIn(actorState: ActorState): Promise<ActorReport['missing']> {
    const known = await registry.eventsKnown(campaign, actor);
    return Object.values(actorState.nodes).flatMap(({ key, seq }) => {
      const through = known.nodes[key]?.through ?? 0;
      return through < seq ? [{ node: key, through, seq }] : [];
    });
  }
}
