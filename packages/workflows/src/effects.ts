/**
 * Carries out the kernel's effects: the one switch over their kinds. Must not know what an effect is for.
 */
import type { Effect, Instant, Message } from '@lianfang/engine/kernel';
import { CancellationScope, getExternalWorkflowHandle, proxyActivities } from '@temporalio/workflow';
import { type ActorActivities, activityOptions } from './activities.ts';
import { type ActorInput, toldSignal, workflowIdOf } from './messages.ts';

const { startActors } = proxyActivities<Pick<ActorActivities, 'startActors'>>(activityOptions.startActors);
const { tellActor } = proxyActivities<Pick<ActorActivities, 'tellActor'>>(activityOptions.tellActor);
const { deliverCommands } = proxyActivities<Pick<ActorActivities, 'deliverCommands'>>(activityOptions.deliverCommands);

/**
 * Resolves when the effect is done, with the message that comes back, if any. Cancelling the surrounding scope gives it up: it
 * may or may not have happened, and is safe to carry out again.
 */
export async function carryOut(
  effect: Effect,
  { definition, options }: ActorInput,
  clock: ActorInput['clock'],
): Promise<Message | null> {
  const { campaign } = definition;
  const at: { at?: Instant } = clock.kind === 'manual' ? { at: clock.at } : {};
  switch (effect.kind) {
    case 'start':
      await startActors({ campaign, actors: effect.actors, clock, options });
      return null;
    case 'tell': {
      const { actor, told } = effect;
      // A signal must never be given up in mid-way: it is cheap and answered by the server at once.
      const target = getExternalWorkflowHandle(workflowIdOf(campaign, actor));
      const reached = await CancellationScope.nonCancellable(() =>
        at.at === undefined ? target.signal(toldSignal, told) : target.signal(toldSignal, told, at.at),
      ).then(
        () => true,
        () => false, // not started yet, or closed
      );
      if (!reached) await tellActor({ campaign, actor, told, ...at });
      return null;
    }
    case 'deliver': {
      const { key, node, actor, commands } = effect;
      const answers = await deliverCommands({ campaign, key, node, actor, commands, ...at });
      return { kind: 'delivered', key, node, answers };
    }
    default:
      return unknownEffect(effect);
  }
}

function unknownEffect(effect: never): never {
  throw new TypeError(`Expected an effect of a known kind, but got ${JSON.stringify(effect)}.`);
}
