/**
 * What embedders call: start campaigns, give commands, read. Commands go by the one command path; what is read afterwards holds
 * one's own writes.
 */
import { randomUUID } from 'node:crypto';
import type {
  CalendarSlice,
  Campaign,
  Command,
  NodeKey,
  PersonId,
  Possibility,
  ReviewDefinition,
  Signer,
  StepId,
} from '@lianfang/engine/kernel';
import type { CampaignSummary, PersonName, Registry } from '@lianfang/registry';
import type { ActorOptions, HostClock } from '@lianfang/workflows';
import type { Client } from '@temporalio/client';
import { type Ballots, createBallots } from './ballots.ts';
import { buildCommand, type CommandInput, type CommandName } from './command-list.ts';
import {
  type CommandPath,
  type CommandPathSettings,
  type CommandResult,
  createCommandPath,
  type SendOptions,
} from './command-path.ts';
import { reachTemporal, type TemporalSettings } from './connection.ts';
import { type Draft, draftFor } from './draft.ts';
import { calendarNow, type DryRun, dryRunReview } from './dry-run.ts';
import { ClientFault } from './fault.ts';
import type { FaultHook } from './fault-points.ts';
import { hostingBy } from './hosting.ts';
import { possibleFor } from './possible.ts';
import { startActors } from './start-actors.ts';

export interface ClientSettings {
  readonly temporal: TemporalSettings;
  /** Opened and closed by the caller. */
  readonly registry: Registry;
  /** Names this process in leases. Default: made up. */
  readonly holder?: string;
  readonly patience?: number;
  readonly deadline?: number;
  readonly fault?: FaultHook;
}

export interface StartCampaign {
  /** Compiled and placed; its id is `campaign.campaign`. */
  readonly campaign: Campaign;
  readonly planText: string;
  readonly rosterText: string;
  readonly people: readonly PersonName[];
  /** Rate 1 in production. `startedAt` defaults to now. */
  readonly clock: { readonly origin: number; readonly startedAt?: number; readonly rate: number };
  readonly options?: ActorOptions;
  /** The campaign whose approved versions this one starts from; its plan must say `continues`. */
  readonly from?: string;
  /** For tests: time stands still unless told otherwise. */
  readonly manualClock?: boolean;
}

/** Everything of the registry that only reads. */
export type Queries = Pick<
  Registry,
  | 'listCampaigns'
  | 'getCampaign'
  | 'peopleOf'
  | 'inboxOf'
  | 'copiesFor'
  | 'openTasks'
  | 'stuck'
  | 'progress'
  | 'stepsAt'
  | 'gradesAt'
  | 'commentsAt'
  | 'reviews'
  | 'review'
  | 'meetings'
  | 'meeting'
  | 'cases'
  | 'missingBelow'
  | 'request'
  | 'requestsOf'
  | 'refusals'
  | 'ledger'
  | 'exportLedger'
  | 'version'
  | 'versionsOf'
  | 'approvedVersion'
  | 'versionBefore'
  | 'readText'
  | 'readTexts'
>;

export interface LianfangClient extends CommandPath, Ballots {
  readonly queries: Queries;
  /**
   * Stores the campaign, then starts its root; again, after whatever failure, does what is missing.
   * @throws ClientFault `client.campaign-unknown` and `client.bad-input` when it cannot start from `from`
   */
  startCampaign(input: StartCampaign): Promise<CampaignSummary>;
  /** One command in the caller's words. @throws BadInput, ClientFault `client.not-found` */
  perform<N extends CommandName>(campaign: string, by: Signer, name: N, input: CommandInput<N>): Promise<CommandResult>;
  /** Several at once; those for one actor travel and are decided together. */
  performAll(campaign: string, by: Signer, acts: readonly Act[]): Promise<readonly CommandResult[]>;
  /** What somebody begins with who fills in the form of a step: this campaign's last version, or what the one before approved. */
  draftFor(campaign: string, node: NodeKey, step: StepId): Promise<Draft>;
  /** Every act that somebody could give at a node: what would be accepted now, and of the rest why not. */
  possible(campaign: string, node: NodeKey, person: PersonId): Promise<readonly Possibility[]>;
  /** The command that `perform` would send, stored nowhere yet. */
  prepare<N extends CommandName>(campaign: string, by: Signer, name: N, input: CommandInput<N>): Promise<Prepared>;
  /** What a changed review would do to those in flight, asked of every actor. Nothing is changed. */
  dryRunReview(campaign: string, review: ReviewDefinition): Promise<DryRun>;
  /** The working days that the campaign counts by now. */
  calendarNow(campaign: string): Promise<CalendarSlice>;
  /** For what the client does not wrap: describe, list, signal. */
  readonly temporal: Client;
  readonly taskQueue: string;
  close(): Promise<void>;
}

export type Act = { readonly [N in CommandName]: { readonly name: N; readonly input: CommandInput<N> } }[CommandName];

export interface Prepared {
  readonly command: Command;
  readonly options: Pick<SendOptions, 'versions' | 'texts'>;
}

export async function createClient(settings: ClientSettings): Promise<LianfangClient> {
  const { registry } = settings;
  const reach = await reachTemporal(settings.temporal);
  const { temporal, taskQueue } = reach;
  const hosting = hostingBy(registry);
  const path = createCommandPath(temporal, registry, hosting, pathSettings(settings));

  async function prepare(campaign: string, by: Signer, name: CommandName, input: unknown): Promise<Prepared> {
    const node = typeof input === 'object' && input !== null && 'node' in input ? input.node : undefined;
    const named = typeof node === 'string' ? [node] : [];
    const context = {
      campaign,
      signer: by,
      registry,
      hosting: await hosting(campaign, ...named),
      newId: () => randomUUID(),
    };
    const { command, versions, texts } = await buildCommand(name, input, context);
    return { command, options: { versions, texts } };
  }

  return {
    ...path,
    ...createBallots(registry, path),
    queries: registry,
    temporal,
    taskQueue,
    prepare,
    async perform(campaign, by, name, input) {
      const { command, options } = await prepare(campaign, by, name, input);
      const [result] = await path.send(campaign, [command], options);
      return result ?? { status: 'unknown', request: command.request, cause: 'no result' };
    },
    async performAll(campaign, by, acts) {
      const prepared = await Promise.all(acts.map(({ name, input }) => prepare(campaign, by, name, input)));
      return path.send(
        campaign,
        prepared.map(({ command }) => command),
        {
          versions: prepared.flatMap(({ options }) => options.versions ?? []),
          texts: prepared.flatMap(({ options }) => options.texts ?? []),
        },
      );
    },
    dryRunReview: async (campaign, review) => dryRunReview(temporal, await hosting(campaign), review),
    calendarNow: async (campaign) => calendarNow(temporal, await hosting(campaign)),
    possible: async (campaign, node, person) => possibleFor(temporal, await hosting(campaign, node), node, person),
    draftFor: async (campaign, node, step) => draftFor(registry, await hosting(campaign, node), node, step),
    async startCampaign(input) {
      const { campaign, planText, rosterText, people, from, manualClock = false } = input;
      if (from !== undefined) await mayStartFrom(registry, campaign, from);
      const known = await registry.getCampaign(campaign.campaign);
      const clock = known?.clock ?? { startedAt: Date.now(), ...input.clock };
      const summary = await registry.saveCampaign({
        campaign,
        planText,
        rosterText,
        people,
        clock,
        ...(from === undefined ? {} : { from }),
      });
      const host: HostClock = manualClock ? { kind: 'manual', at: clock.origin } : { kind: 'rated', ...summary.clock };
      const { root } = await hosting(campaign.campaign);
      await startActors(reach, campaign, [root], host, input.options ?? {});
      return summary;
    },
    close: reach.close,
  };
}

async function mayStartFrom(registry: Registry, campaign: Campaign, from: string): Promise<void> {
  const bad = (message: string) => new ClientFault('client.bad-input', message);
  if (from === campaign.campaign) throw bad(`Expected '${from}' to start from another campaign, not from itself.`);
  if (campaign.continues === undefined)
    throw bad(
      `Expected the plan of '${campaign.campaign}' to say with 'continues' what it takes from the year before.`,
    );
  if ((await registry.getCampaign(from)) === null)
    throw new ClientFault('client.campaign-unknown', `Expected a campaign '${from}' to start from, but there is none.`);
}

function pathSettings({ holder, patience, deadline, fault }: ClientSettings): CommandPathSettings {
  return {
    holder: holder ?? `client-${randomUUID()}`,
    ...(patience === undefined ? {} : { patience }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(fault === undefined ? {} : { fault }),
  };
}
