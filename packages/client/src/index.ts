/**
 * The client: what developers who embed Lianfang call, and what console and command line are made of.
 */
export { createClient } from './client.ts';
export { createBallots } from './ballots.ts';
export { BadContent, BadInput, buildCommand, commandList, commandNames } from './command-list.ts';
export { batchesOf, createCommandPath } from './command-path.ts';
export { dataConverterOf, reachTemporal } from './connection.ts';
export { draftFor } from './draft.ts';
export { ClientFault } from './fault.ts';
export { faultPoints } from './fault-points.ts';
export { hostingBy } from './hosting.ts';
export { startActors } from './start-actors.ts';

export type { BallotInput, Ballots, IssueBallotsInput, TakenBallot } from './ballots.ts';
export type { Act, ClientSettings, LianfangClient, Prepared, Queries, StartCampaign } from './client.ts';
export type { BuildContext, BuiltCommand, CommandInput, CommandName, CommandSpec } from './command-list.ts';
export type { CommandPath, CommandPathSettings, CommandResult, SendOptions } from './command-path.ts';
export type { TemporalReach, TemporalSettings } from './connection.ts';
export type { Draft } from './draft.ts';
export type { DryRun } from './dry-run.ts';
export type { ClientFaultCode } from './fault.ts';
export type { FaultHook, FaultPoint } from './fault-points.ts';
export type { Hosting } from './hosting.ts';
