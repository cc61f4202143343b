/**
 * Recorded histories against the code of today: they must replay, and the kernel must say on their inputs what it said then. The
 * second is needed because replay compares the kind and order of commands, never their values.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { dataConverterOf } from '@lianfang/client';
import { advance, type Batch, type Message } from '@lianfang/engine/kernel';
import { bundlePath, quietRuntime } from '@lianfang/worker';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { checkRun, type Kernel, presentKernel } from './kernel-check.ts';
import { valuesOf } from './payloads.ts';
import { type Recorded, type RecordedEvent, type RecordedRun, recordedBehaviours } from './recorded.ts';

const recorded = recordedBehaviours();
const table = recorded.map((one) => [`${one.release}/${one.behaviour}`, one] as const);

let bundle: string;
beforeAll(async () => {
  quietRuntime();
  bundle = await bundlePath();
}, 120_000);

/** @returns what each run's replay failed with */
async function replay(runs: readonly RecordedRun[]): Promise<readonly (Error | undefined)[]> {
  const results = Worker.runReplayHistories(
    { workflowBundle: { codePath: bundle }, dataConverter: dataConverterOf(), reuseV8Context: true },
    runs.map(({ workflowId, history }) => ({ workflowId, history })),
  );
  const errors: (Error | undefined)[] = [];
  for await (const { error } of results) errors.push(error);
  return errors;
}

function behaviour(name: string): Recorded {
  const found = recorded.find((one) => one.behaviour === name);
  if (found === undefined) throw new Error(`Expected a recorded behaviour '${name}'.`);
  return found;
}

describe('a recorded history', () => {
  test('is there for every behaviour that replay must keep', () => {
    expect(recorded.filter(({ release }) => release === '0.0').map((one) => one.behaviour)).toEqual([
      'closed',
      'continued-as-new',
      'late-task-escalated',
      'meeting-across-actors',
      'still-open',
      'straight-path-with-return',
    ]);
  });

  test.each(table)('%s replays', async (_, { runs }) => {
    expect(await replay(runs)).toEqual(runs.map(() => undefined));
  });

  test.each(table)('%s: the kernel gives the same answers, events, messages and state', async (_, { runs }) => {
    const checks = await Promise.all(runs.map((run) => checkRun(run)));

    for (const { compared, differences } of checks) {
      expect(differences).toEqual([]);
      expect(compared.states).toBe(1);
      expect(compared.events).toBeGreaterThan(0);
    }
  });

  test('that was broken does not replay', async () => {
    const [run] = behaviour('late-task-escalated').runs;
    const broken = JSON.parse(JSON.stringify(run).replaceAll('"recordEvents"', '"another"')) as RecordedRun;

    expect(await replay([broken])).toEqual([expect.any(DeterminismViolationError)]);
  });
});

describe('a change of meaning, an approval that becomes a return', () => {
  const turned: Kernel = {
    ...presentKernel,
    advance: (definition, state, message, at) => advance(definition, state, withReturns(message), at),
  };

  test.each([
    'straight-path-with-return',
    'continued-as-new',
    'meeting-across-actors',
    'late-task-escalated',
    'closed',
  ])('is seen by the kernel check on %s', async (name) => {
    const checks = await Promise.all(behaviour(name).runs.map((run) => checkRun(run, turned)));

    expect(checks.flatMap(({ differences }) => differences.map(({ what }) => what))).toContainEqual(
      expect.stringMatching(/^answer to /),
    );
  });

  test('is not seen by replay, which compares no values', async () => {
    const [run] = behaviour('straight-path-with-return').runs;
    if (run === undefined) throw new Error('Expected a run.');
    const changed = { ...run, history: { events: await Promise.all(run.history.events.map(withReturnAccepted)) } };

    expect(changed).not.toEqual(run);
    expect(await replay([changed])).toEqual([undefined]);
    expect((await checkRun(changed)).differences).not.toEqual([]);
  });
});

function withReturns(message: Message): Message {
  return message.kind === 'batch' ? { ...message, batch: returned(message.batch) } : message;
}

function returned(batch: Batch): Batch {
  const commands = batch.commands.map((command) =>
    command.kind === 'Decide' && command.outcome === 'approve'
      ? { ...command, outcome: 'return', reasons: ['不全'] }
      : command,
  );
  return { ...batch, commands };
}

/** The history as if every reviewer had sent it back, and what was answered had stayed the same. */
async function withReturnAccepted(event: RecordedEvent): Promise<RecordedEvent> {
  const accepted = event.workflowExecutionUpdateAcceptedEventAttributes;
  if (accepted === undefined) return event;
  const { acceptedRequest } = accepted;
  const [batch, ...rest] = (await valuesOf(acceptedRequest.input.args?.payloads)) as [Batch, ...unknown[]];
  const payloads = [returned(batch), ...rest].map((value) => ({
    metadata: { encoding: base64('json/plain') },
    data: base64(JSON.stringify(value)),
  }));
  return {
    ...event,
    workflowExecutionUpdateAcceptedEventAttributes: {
      ...accepted,
      acceptedRequest: { ...acceptedRequest, input: { ...acceptedRequest.input, args: { payloads } } },
    },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
