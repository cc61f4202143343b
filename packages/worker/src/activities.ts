/**
 * The activities of `@lianfang/workflows`, made from ports. Each may run more than once: all they do is keyed.
 */
import { type CommandResult, hostingBy, startActors } from '@lianfang/client';
import type { Answer } from '@lianfang/engine/kernel';
import { RegistryFault } from '@lianfang/registry';
import { type ActorActivities, lastingFailure, toldSignal, unansweredFailure, workflowIdOf } from '@lianfang/workflows';
import { activityInfo, heartbeat } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Ports } from './ports.ts';

/** Commands sent between two heartbeats. */
const PART = 100;
/** Milliseconds between heartbeats; well below the time-out in `activityOptions`. */
const BEAT = 2_000;
const DEADLINE = 10_000;

export function createActivities({ registry, path, reach, fault }: Ports): ActorActivities {
  const hosting = hostingBy(registry);
  const { temporal } = reach;

  return {
    async recordEvents({ campaign, actor, events, answers, why }) {
      const { through } = await registry.record({ campaign, actor, events, answers }).catch(classified);
      if (why === 'continue-as-new') await fault?.('during-continue-as-new');
      if (why === 'close' && actor === (await hosting(campaign)).root) await registry.closeCampaign(campaign);
      return { through };
    },

    async startActors({ campaign, actors, clock, options }) {
      const { stored } = await hosting(campaign);
      let started = 0;
      await startActors(reach, stored.campaign, actors, clock, options, () => heartbeat(++started));
    },

    async tellActor({ campaign, actor, told, at }) {
      const handle = temporal.workflow.getHandle(workflowIdOf(campaign, actor));
      try {
        await temporal.withDeadline(Date.now() + DEADLINE, () =>
          at === undefined ? handle.signal(toldSignal, told) : handle.signal(toldSignal, told, at),
        );
        return 'told';
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        const { status } = await handle.describe();
        if (status.name === 'COMPLETED' || status.name === 'TERMINATED') return 'closed';
        throw error; // between two runs
      }
    },

    async deliverCommands({ campaign, key, commands, at }) {
      const done = (activityInfo().heartbeatDetails as readonly Answer[] | undefined) ?? [];
      const answers = [...done];
      // A part may wait for an actor longer than a killed worker should go unnoticed.
      const beat = setInterval(() => heartbeat(answers), BEAT);
      try {
        while (answers.length < commands.length) {
          const part = commands.slice(answers.length, answers.length + PART);
          await fault?.('during-delivery');
          const results = await path.send(campaign, part, { batch: key, ...(at === undefined ? {} : { at }) });
          answers.push(...results.map(answerOf));
          heartbeat(answers);
        }
      } finally {
        clearInterval(beat);
      }
      return answers;
    },
  };
}

function answerOf(result: CommandResult): Answer {
  switch (result.status) {
    case 'accepted':
      return { request: result.request, ok: true, node: result.node, seq: result.seq };
    case 'refused':
      return { request: result.request, ok: false, rejection: result.rejection };
    case 'unknown':
      throw unansweredFailure(result.request, result.cause);
    default:
      return result satisfies never;
  }
}

/** Other content under a recorded number will not change by trying again; somebody must look. */
function classified(error: unknown): never {
  throw error instanceof RegistryFault ? lastingFailure(error) : error;
}
