/**
 * Starts actors by their deterministic ids. One that runs already, or is done, is left alone, so starting again is harmless.
 */
import { sliceFor } from '@lianfang/engine';
import type { ActorKey, Campaign } from '@lianfang/engine/kernel';
import { ACTOR_WORKFLOW, type ActorInput, type ActorOptions, type HostClock, workflowIdOf } from '@lianfang/workflows';
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';

/** More at once only lets the server's queues grow. */
const AT_ONCE = 16;
const DEADLINE = 15_000;

export async function startActors(
  { temporal, taskQueue }: { readonly temporal: Client; readonly taskQueue: string },
  campaign: Campaign,
  actors: readonly ActorKey[],
  clock: HostClock,
  options: ActorOptions,
  onStarted: (actor: ActorKey) => void = () => {},
): Promise<void> {
  const waiting = [...actors];
  const starter = async (): Promise<void> => {
    for (let actor = waiting.shift(); actor !== undefined; actor = waiting.shift()) {
      await startActor(actor);
      onStarted(actor);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, actors.length) }, starter));

  async function startActor(actor: ActorKey): Promise<void> {
    const input: ActorInput = { definition: sliceFor(campaign, campaign.placement, actor), clock, options };
    try {
      await temporal.withDeadline(Date.now() + DEADLINE, () =>
        temporal.workflow.start(ACTOR_WORKFLOW, {
          taskQueue,
          workflowId: workflowIdOf(campaign.campaign, actor),
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
          args: [input],
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}
