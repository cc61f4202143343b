/**
 * The one way by which commands reach actors: requests stored first, then one Update under the batch's id, then the record, then
 * the answer. A failed call means "unknown", never "not applied": it is repeated under the same id, here and by the relay.
 */
import {
  type ActorKey,
  type Answer,
  type BatchAnswer,
  type Command,
  type Event,
  type Instant,
  LOOK_AGAIN,
  type NodeKey,
  type Rejection,
} from '@lianfang/engine/kernel';
import type { OpenedRequest, PreparedText, PreparedVersion, Registry } from '@lianfang/registry';
import { answersOfFailure, commandUpdate, isKernelFault, workflowIdOf } from '@lianfang/workflows';
import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { FaultHook } from './fault-points.ts';
import type { Hosting } from './hosting.ts';

export type CommandResult =
  | { readonly status: 'accepted'; readonly request: string; readonly node: string; readonly seq: number }
  | { readonly status: 'refused'; readonly request: string; readonly rejection: Rejection }
  /** Not known yet whether it was done; the relay goes on under the same id. `cause` is for operators. */
  | { readonly status: 'unknown'; readonly request: string; readonly cause: string };

export interface SendOptions {
  /** The batch's id; default: the request id of its only command, else made from the first and the number. */
  readonly batch?: string;
  /** Content the commands name, stored in the same transaction as the requests. */
  readonly versions?: readonly PreparedVersion[];
  readonly texts?: readonly PreparedText[];
  /** Under a manual clock: the campaign time of sending. */
  readonly at?: Instant;
}

export interface CommandPathSettings {
  /** Names this sender in leases. */
  readonly holder: string;
  /** Real milliseconds after which a caller is told "unknown". Default 20,000. */
  readonly patience?: number;
  /** Real milliseconds of one call. Default 8,000. */
  readonly deadline?: number;
  readonly fault?: FaultHook;
}

export interface CommandPath {
  /** Each command is answered, in order; commands for one actor travel together, up to 300. */
  send(campaign: string, commands: readonly Command[], options?: SendOptions): Promise<readonly CommandResult[]>;
  /** Sends requests that are stored and leased already: the relay's way. */
  resend(
    campaign: string,
    actor: ActorKey,
    batch: string,
    commands: readonly Command[],
  ): Promise<readonly CommandResult[]>;
}

/** As many as one Update may carry. */
export const BATCH = 300;
const PATIENCE = 20_000;
const DEADLINE = 8_000;

type Reached =
  | { readonly kind: 'answered'; readonly answer: BatchAnswer }
  | { readonly kind: 'refused'; readonly answers: readonly Answer[] }
  | { readonly kind: 'closed' }
  /** Every request has its answer on record already. */
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown'; readonly cause: string };

export function createCommandPath(
  temporal: Client,
  registry: Registry,
  hosting: (campaign: string, ...nodes: readonly NodeKey[]) => Promise<Hosting>,
  settings: CommandPathSettings,
): CommandPath {
  const { holder, patience = PATIENCE, deadline = DEADLINE, fault } = settings;
  const leaseSeconds = Math.ceil(patience / 1000) + 10;

  async function send(campaign: string, commands: readonly Command[], options: SendOptions = {}) {
    const { actorOf } = await hosting(campaign, ...commands.map((command) => command.node));
    const batches = batchesOf(commands, actorOf, options.batch);
    const results = new Map<string, CommandResult>();
    // Content goes with the first batch, which commits before any command is sent.
    const opened: { readonly batch: PlannedBatch; readonly rows: readonly OpenedRequest[] }[] = [];
    for (const [i, batch] of batches.entries()) {
      const content = i === 0 ? { versions: options.versions ?? [], texts: options.texts ?? [] } : {};
      const rows = await registry.openRequests({ campaign, ...batch, holder, leaseSeconds, ...content });
      opened.push({ batch, rows });
    }
    await Promise.all(
      opened.map(async ({ batch, rows }) => {
        for (const result of await answerRows(campaign, batch.actor, rows, options.at))
          results.set(result.request, result);
      }),
    );
    return commands.map(({ request }) => results.get(request) ?? unknown(request, 'no row'));
  }

  async function answerRows(
    campaign: string,
    actor: ActorKey,
    rows: readonly OpenedRequest[],
    at: Instant | undefined,
  ) {
    const mine = new Map<string, Command[]>();
    for (const row of rows) if (row.mine) mine.set(row.batch, [...(mine.get(row.batch) ?? []), row.command]);
    const done = await Promise.all(
      rows
        .filter((row) => !row.mine)
        .map((row) => (row.answer ? resultOf(row.answer) : awaitAnswer(campaign, row.request))),
    );
    const sent = await Promise.all([...mine].map(([batch, commands]) => resend(campaign, actor, batch, commands, at)));
    return [...done, ...sent.flat()];
  }

  async function resend(campaign: string, actor: ActorKey, batch: string, commands: readonly Command[], at?: Instant) {
    await fault?.('before-update');
    const reached = await reach(campaign, actor, batch, commands, at);
    await fault?.('after-update');
    switch (reached.kind) {
      case 'answered':
        return recordAnswer(campaign, actor, commands, reached.answer);
      case 'refused':
        return recordRefusals(campaign, commands, reached.answers);
      case 'closed': {
        // It recorded everything before it closed, so what has no answer now was never applied.
        const rows = await Promise.all(commands.map(({ request }) => registry.request(campaign, request)));
        const answers = rows.map((row, i): Answer => {
          const request = commands[i]?.request ?? '';
          return (
            row?.answer ?? {
              request,
              ok: false,
              rejection: { code: 'campaign.closed', node: commands[i]?.node ?? actor },
            }
          );
        });
        return recordRefusals(campaign, commands, answers);
      }
      case 'known':
        return Promise.all(commands.map(({ request }) => awaitAnswer(campaign, request)));
      case 'unknown':
        return commands.map(({ request }) => unknown(request, reached.cause));
      default:
        return reached satisfies never;
    }
  }

  async function recordAnswer(campaign: string, actor: ActorKey, commands: readonly Command[], answer: BatchAnswer) {
    const asked = new Set(commands.map(({ request }) => request));
    const answers = answer.answers.filter(({ request }) => asked.has(request));
    await registry.record({ campaign, actor, events: answer.events as readonly Event[], answers });
    const byRequest = new Map(answers.map((one) => [one.request, one]));
    return Promise.all(
      commands.map(async ({ request }) => {
        const own = byRequest.get(request) ?? (await registry.request(campaign, request))?.answer;
        return own ? resultOf(own) : unknown(request, 'not answered');
      }),
    );
  }

  /** A refusal leaves no history, so only the holder of the lease may record it, and only then is it told. */
  async function recordRefusals(campaign: string, commands: readonly Command[], answers: readonly Answer[]) {
    const refusals = answers.flatMap((one) => (one.ok ? [] : [{ request: one.request, rejection: one.rejection }]));
    const recorded = new Set(await registry.recordRefusals({ campaign, holder, refusals }));
    return Promise.all(
      commands.map(async ({ request }) => {
        const own = answers.find((one) => one.request === request);
        if (own && !own.ok && recorded.has(request)) return resultOf(own);
        const row = await registry.request(campaign, request);
        return row?.answer ? resultOf(row.answer) : unknown(request, 'lease lost');
      }),
    );
  }

  async function reach(
    campaign: string,
    actor: ActorKey,
    batch: string,
    commands: readonly Command[],
    at?: Instant,
  ): Promise<Reached> {
    const until = Date.now() + patience;
    const handle = temporal.workflow.getHandle(workflowIdOf(campaign, actor));
    let cause = 'not sent';
    for (let attempt = 0; ; attempt++) {
      try {
        // In this order: what is still pending after the record was read is not in it, so the actor has not forgotten it.
        const recordedThrough = await registry.recordedThrough(campaign, actor);
        const pending = await pendingOf(campaign, commands);
        if (pending.length === 0) return { kind: 'known' };
        const carried = { id: batch, commands: pending, recordedThrough };
        const left = Math.max(1, Math.min(deadline, until - Date.now()));
        const answer = await temporal.withDeadline(Date.now() + left, () =>
          handle.executeUpdate(commandUpdate, { updateId: batch, args: at === undefined ? [carried] : [carried, at] }),
        );
        return { kind: 'answered', answer };
      } catch (error) {
        if (error instanceof WorkflowUpdateFailedError) {
          const answers = answersOfFailure(error.cause);
          if (answers && !answers.some(isLookAgain)) return { kind: 'refused', answers };
          if (isKernelFault(error.cause)) return { kind: 'unknown', cause: error.cause.message };
        }
        if (error instanceof WorkflowNotFoundError && (await isClosed(campaign, actor))) return { kind: 'closed' };
        cause =
          error instanceof Error
            ? `${error.name}: ${(error.cause as Error | undefined)?.message ?? error.message}`
            : String(error);
      }
      const pause = Math.min(2_000, 100 * 2 ** attempt);
      if (Date.now() + pause >= until) return { kind: 'unknown', cause };
      await rest(pause);
    }
  }

  /** The requests that have no answer yet. */
  async function pendingOf(campaign: string, commands: readonly Command[]): Promise<readonly Command[]> {
    const pending = new Set(
      await registry.pendingAmong(
        campaign,
        commands.map(({ request }) => request),
      ),
    );
    return commands.filter(({ request }) => pending.has(request));
  }

  /** Closed for good: neither between two runs nor not started yet. */
  async function isClosed(campaign: string, actor: ActorKey): Promise<boolean> {
    try {
      const { status } = await temporal.withDeadline(Date.now() + deadline, () =>
        temporal.workflow.getHandle(workflowIdOf(campaign, actor)).describe(),
      );
      return status.name === 'COMPLETED' || status.name === 'TERMINATED' || status.name === 'CANCELLED';
    } catch {
      return false;
    }
  }

  /** Somebody else sends it; waits for the answer as long as a sender of one's own would. */
  async function awaitAnswer(campaign: string, request: string): Promise<CommandResult> {
    const until = Date.now() + patience;
    for (let pause = 50; Date.now() < until; pause = Math.min(1_000, pause * 2)) {
      await rest(pause);
      const row = await registry.request(campaign, request);
      if (row?.answer) return resultOf(row.answer);
    }
    return unknown(request, 'sent by another');
  }

  return { send, resend: (campaign, actor, batch, commands) => resend(campaign, actor, batch, commands) };
}

function isLookAgain(answer: Answer): boolean {
  return !answer.ok && answer.rejection.code === LOOK_AGAIN;
}

interface PlannedBatch {
  readonly actor: ActorKey;
  readonly batch: string;
  readonly commands: readonly Command[];
}

/** Per actor, in order, at most `BATCH` each. Ids depend on the commands only, so that a repeat makes the same batches. */
export function batchesOf(
  commands: readonly Command[],
  actorOf: (node: string) => ActorKey,
  id?: string,
): readonly PlannedBatch[] {
  const perActor = new Map<ActorKey, Command[]>();
  for (const command of commands) {
    const actor = actorOf(command.node);
    const own = perActor.get(actor);
    if (own) own.push(command);
    else perActor.set(actor, [command]);
  }
  const planned: PlannedBatch[] = [];
  for (const [actor, own] of perActor) {
    for (let from = 0; from < own.length; from += BATCH) {
      const part = own.slice(from, from + BATCH);
      const first = part[0];
      if (first === undefined) continue;
      const single = commands.length === 1 && id === undefined;
      const batch = single ? first.request : `${id ?? 'batch'}:${first.request}:${part.length}`;
      planned.push({ actor, batch, commands: part });
    }
  }
  return planned;
}

function resultOf(answer: Answer): CommandResult {
  return answer.ok
    ? { status: 'accepted', request: answer.request, node: answer.node, seq: answer.seq }
    : { status: 'refused', request: answer.request, rejection: answer.rejection };
}

function unknown(request: string, cause: string): CommandResult {
  return { status: 'unknown', request, cause };
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
