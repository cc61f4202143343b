/**
 * Runs what a recorded workflow took in through the kernel, in the order in which it took it, and compares what the kernel says today
 * with what is in the history: answers, events, messages to others, state. Replay alone compares commands and never values.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  type ActorState,
  type Answer,
  advance,
  type Batch,
  type BatchAnswer,
  campaignInstant,
  type Effect,
  type Event,
  type Instant,
  type Message,
  nextDue,
  openActor,
  type Told,
  type Turn,
} from '@lianfang/engine/kernel';
import type { ActorInput, DeliverInput, RecordInput, StartInput } from '@lianfang/workflows';
import { firstOf, valuesOf } from './payloads.ts';
import type { RecordedEvent, RecordedRun } from './recorded.ts';

export interface Kernel {
  readonly openActor: typeof openActor;
  readonly advance: typeof advance;
  readonly nextDue: typeof nextDue;
}
export const presentKernel: Kernel = { openActor, advance, nextDue };

/** What was compared, so that a check that compared nothing can be told from one that passed. */
export interface Compared {
  readonly answers: number;
  readonly events: number;
  readonly told: number;
  readonly states: number;
}
export interface CheckResult {
  readonly compared: Compared;
  readonly differences: readonly Difference[];
}
export interface Difference {
  readonly what: string;
  readonly recorded: unknown;
  readonly now: unknown;
}

/** One workflow task took: time, what came in. Updates stand in a history behind the task that took them. */
interface TaskInput {
  readonly at: number;
  readonly inputs: readonly RecordedEvent[];
}

export async function checkRun(run: RecordedRun, kernel: Kernel = presentKernel): Promise<CheckResult> {
  const { events } = run.history;
  const differences: Difference[] = [];
  const compared = { answers: 0, events: 0, told: 0, states: 0 };
  const compare = (what: string, recorded: unknown, now: unknown): void => {
    const [one, other] = [throughJson(recorded), throughJson(now)];
    if (!isDeepStrictEqual(one, other)) differences.push({ what, recorded: one, now: other });
  };
  const input = await firstOf<ActorInput>(events[0]?.workflowExecutionStartedEventAttributes?.input);
  const { definition } = input;
  const scheduled = new Map(events.map((event) => [event.eventId, event]));
  const said = new Map<number, Event>();
  const effects: Effect[] = [...(input.carried?.effects ?? [])];
  const answers = new Map<string, BatchAnswer>();
  let manual: Instant | null = input.clock.kind === 'manual' ? input.clock.at : null;
  let state: ActorState | undefined = input.state;
  for (const event of input.state?.log ?? []) said.set(event.actorSeq, event);

  const now = (real: number, told?: Instant): Instant => {
    if (input.clock.kind !== 'manual') return campaignInstant(input.clock, real);
    manual = Math.max(manual ?? 0, told ?? 0);
    return manual;
  };
  const keep = (turn: Turn): Turn => {
    state = throughJson(turn.state);
    effects.push(...turn.effects);
    for (const event of turn.events) said.set(event.actorSeq, event);
    return turn;
  };
  const take = (message: Message, at: Instant): Turn => {
    if (state === undefined) throw new Error('Expected an opened actor.');
    return keep(kernel.advance(definition, state, throughJson(message), at));
  };
  const takeDue = (at: Instant): void => {
    const due = state === undefined ? null : kernel.nextDue(definition, state);
    if (due !== null && due <= at) take({ kind: 'clock' }, at);
  };
  const takeIn = async (event: RecordedEvent, real: number): Promise<void> => {
    const accepted = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest;
    if (accepted) {
      const [batch, at] = (await valuesOf(accepted.input.args?.payloads)) as [Batch, Instant?];
      const turn = take({ kind: 'batch', batch }, now(real, at));
      answers.set(accepted.meta.updateId, { answers: turn.answers, events: [...turn.repeated, ...turn.events] });
    }
    const signal = event.workflowExecutionSignaledEventAttributes;
    if (signal) {
      const values = await valuesOf(signal.input?.payloads);
      if (signal.signalName === 'told')
        take({ kind: 'told', told: values[0] as Told[] }, now(real, values[1] as Instant));
      else if (signal.signalName === 'clock') takeDue(now(real, values[0] as Instant));
      else throw new Error(`Expected a signal that the check knows, but got '${signal.signalName}'.`);
    }
    const done = event.activityTaskCompletedEventAttributes;
    if (done) {
      const asked = scheduled.get(done.scheduledEventId)?.activityTaskScheduledEventAttributes;
      if (asked?.activityType.name === 'recordEvents') {
        const { through } = await firstOf<{ through: number }>(done.result);
        take({ kind: 'recorded', through }, now(real));
      }
      if (asked?.activityType.name === 'deliverCommands') {
        const { key, node } = await firstOf<DeliverInput>(asked.input);
        take({ kind: 'delivered', key, node, answers: await firstOf<readonly Answer[]>(done.result) }, now(real));
      }
    }
    if (event.eventType === 'EVENT_TYPE_TIMER_FIRED') takeDue(now(real));
  };

  for (const { at, inputs } of tasksOf(events)) {
    if (state === undefined) keep(kernel.openActor(definition, now(at)));
    for (const event of inputs) await takeIn(event, at);
  }

  for (const event of events) {
    const updated = event.workflowExecutionUpdateCompletedEventAttributes;
    if (updated) {
      const recorded = await firstOf<BatchAnswer>(updated.outcome.success);
      compare(`answer to '${updated.meta.updateId}'`, recorded, answers.get(updated.meta.updateId));
      compared.answers += recorded.answers.length;
      compared.events += recorded.events.length;
    }
    const asked = event.activityTaskScheduledEventAttributes;
    if (asked?.activityType.name === 'recordEvents') {
      for (const recorded of (await firstOf<RecordInput>(asked.input)).events) {
        compare(`event ${recorded.actorSeq}`, recorded, said.get(recorded.actorSeq));
        compared.events += 1;
      }
    }
    if (asked?.activityType.name === 'deliverCommands') {
      const { key, commands } = await firstOf<DeliverInput>(asked.input);
      const effect = effects.find((one) => one.key === key);
      compare(`delivery '${key}'`, commands, effect?.kind === 'deliver' ? effect.commands : undefined);
      compared.told += commands.length;
    }
    if (asked?.activityType.name === 'startActors') {
      const { actors } = await firstOf<StartInput>(asked.input);
      compare(
        'start',
        true,
        effects.some((one) => one.kind === 'start' && isDeepStrictEqual(one.actors, actors)),
      );
    }
    const sent = event.signalExternalWorkflowExecutionInitiatedEventAttributes;
    if (sent) {
      for (const told of await firstOf<readonly Told[]>(sent.input)) {
        compare(`told ${told.from} → ${told.to} ${told.message.kind} ${told.seq}`, told, sameTold(effects, told));
        compared.told += 1;
      }
    }
    const next = event.workflowExecutionContinuedAsNewEventAttributes;
    if (next) {
      compare('state handed to the next run', (await firstOf<ActorInput>(next.input)).state, state);
      compared.states += 1;
    }
  }
  if (run.state !== null) {
    compare('state at the end', run.state, state);
    compared.states += 1;
  }
  return { compared, differences };
}

/**
 * Events up to a task's start belong to that task, and so do the Updates that stand behind its completion. Messages come before
 * results and timers, as the workers' core hands them over.
 */
function tasksOf(events: readonly RecordedEvent[]): readonly TaskInput[] {
  const tasks: { at: number; inputs: RecordedEvent[] }[] = [];
  let waiting: RecordedEvent[] = [];
  for (const [i, event] of events.entries()) {
    const completed = events.slice(i + 1).find((one) => one.eventType.startsWith('EVENT_TYPE_WORKFLOW_TASK_'));
    if (event.eventType === 'EVENT_TYPE_WORKFLOW_TASK_STARTED') {
      // A task that failed or timed out took nothing.
      if (completed?.eventType !== 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED') continue;
      tasks.push({ at: Date.parse(event.eventTime), inputs: waiting });
      waiting = [];
    } else if (event.workflowExecutionUpdateAcceptedEventAttributes) tasks.at(-1)?.inputs.push(event);
    else waiting.push(event);
  }
  const isMessage = (event: RecordedEvent): boolean =>
    event.workflowExecutionSignaledEventAttributes !== undefined ||
    event.workflowExecutionUpdateAcceptedEventAttributes !== undefined;
  return tasks.map(({ at, inputs }) => ({
    at,
    inputs: [...inputs.filter(isMessage), ...inputs.filter((event) => !isMessage(event))],
  }));
}

function sameTold(effects: readonly Effect[], { from, to, seq, message }: Told): Told | undefined {
  return effects
    .flatMap((effect) => (effect.kind === 'tell' ? effect.told : []))
    .find((one) => one.from === from && one.to === to && one.seq === seq && one.message.kind === message.kind);
}

function throughJson<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
